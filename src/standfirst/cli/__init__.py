"""The command line. The only place that asks what time it is.

Commands are functions of the parsed arguments that return an exit code: 0 done, 1 something is wrong with the
input (one sentence on standard error says what), 2 the command itself was mistyped.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from typing import Any

from standfirst.model import Refusal, tidy

SELDOM = 100_000
"""After so many new objects garbage is collected. Reading makes a great many lists and hardly a cycle: with
Python's own threshold looking for cycles took a sixth of its time (bench/read.py --speed)."""

Command = Callable[[argparse.Namespace], int]

DESCRIPTION = "What is new on many news sites, in many languages: once, credited, in each reader's language."
EPILOG = """\
examples:
  standfirst read https://gazette.example/world/   # the items of any page, feed, letter or text
  standfirst init && standfirst follow URL         # start a newsroom here, and find what to read at an address
  standfirst gather                                # read what is new there
  standfirst proof && standfirst publish           # make up today's issues and print them
"""


class _Help(argparse.HelpFormatter):
    """Help whose examples keep their lines, so that they can be pasted."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith("example") else super()._fill_text(text, width, indent)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        # Imported only here: it takes longer than to read a feed.
        from importlib.metadata import version

        print("standfirst", version("standfirst"))
        parser.exit()


class _Parser(argparse.ArgumentParser):
    """A parser that gives its subcommands the same kind of help: argparse makes them with the class of their
    parent."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**{"formatter_class": _Help} | told)


COMMANDS = {
    "reading": {
        "read": "print the items of a page, feed, letter or text",
        "explain": "say how each field of each item was found, or why two items are one story",
    },
    "running": {
        "init": "write a first standfirst.toml here",
        "gather": "ask the sources that are due and keep what is new",
        "join": "show the stories as they stand",
        "status": "show how each source and edition is doing",
        "publish": "print the issues, pages, feeds and letters",
        "serve": "serve the published site, and the pages of letters' readers",
    },
    "following": {
        "follow": "find what to read at an address and follow it",
        "unfollow": "take a source out; what it told stays in the archive",
    },
    "importing": {"import": "print the sources of another program as standfirst.toml has them"},
    "looking": {
        "search": "find items by their words",
        "history": "show every version of an item",
        "visits": "tell the story of a source: when it was asked and what came",
        "sources": "show how every source is doing, and when it is asked next",
    },
    "editing": {
        "edit": "decide about items: together, apart, spike, lead, order, reword, place, kill, erratum, undo"
    },
    "proofing": {
        "proof": "make up today's issues and freeze them",
        "issues": "show the issues that are frozen: all, those of an edition, or one",
    },
    "posting": {
        "send": "send the letters that are due",
        "settle": "settle which letters were sent, where a sending was cut off",
        "returns": "read what came back: bounces, complaints, wishes to leave",
    },
    "subscribing": {"subscribers": "the readers of letters: count, import, export, show, erase, move"},
    "keeping": {
        "backup": "write the whole archive into one file",
        "restore": "fill an empty archive from a backup",
        "export": "print every item, one a line, as JSON",
        "doctor": "look whether the archive is sound",
        "prune": "forget old items and visits",
    },
    "theming": {"theme": "begin a theme: templates and a stylesheet of your own"},
}
"""What the commands do, by the module that they are in, in the order of the help: that of the work."""


def parser(parts: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The commands of these modules with their arguments. For no module all commands without arguments: to list
    them nothing is imported."""
    top = _Parser(prog="standfirst", description=DESCRIPTION, epilog=EPILOG)
    top.add_argument("--version", action=_Version, nargs=0, help="say which standfirst this is")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for part in parts:
        import_module(f"standfirst.cli.{part}").add_commands(commands)
    for names in COMMANDS.values() if not parts else ():
        for name, help_text in names.items():
            commands.add_parser(name, help=help_text)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; what is wrong with the input is said in one sentence."""
    gc.set_threshold(SELDOM)
    _open_what_is_closed()
    told = (sys.argv[1:] if argv is None else argv) or ["--help"]
    asked = [part for part, names in COMMANDS.items() if told[0] in names]
    args = parser(asked).parse_args(told)
    command: Command = args.command
    try:
        return command(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`): that is no mistake.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Refusal, OSError) as error:
        # One line, whatever a name of a file or a server's words hold.
        print(f"standfirst: {tidy(_sentence(error))}", file=sys.stderr)
        return 1


def _open_what_is_closed() -> None:
    # Whoever starts us may have closed these (`>&-`): nothing comes in then, and what we say is lost.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
