"""The command line. The only place that asks what time it is.

Commands are functions of the parsed arguments that return an exit code: 0 done, 1 something is wrong with the
input (one sentence on standard error says what), 2 the command itself was mistyped.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

from standfirst.cli import (
    editing,
    following,
    helping,
    keeping,
    looking,
    posting,
    proofing,
    reading,
    running,
    subscribing,
    theming,
)
from standfirst.model import Refusal

SELDOM = 100_000
"""So many new objects before cycles are looked for: reading makes a great many lists and hardly a cycle, and
looking for some took a sixth of its time (bench/read.py --speed)."""

Command = Callable[[argparse.Namespace], int]

DESCRIPTION = "What is new on many news sites, in many languages: once, credited, in each reader's language."
EPILOG = """\
examples:
  standfirst read https://gazette.example/world/     the items of any page, feed, letter or text
  standfirst init && standfirst gather               start a newsroom here and read its sources
  standfirst proof && standfirst publish             make up today's issues and print them
"""


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    top = argparse.ArgumentParser(
        prog="standfirst",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for part in (
        reading,
        helping,
        running,
        proofing,
        following,
        looking,
        keeping,
        editing,
        posting,
        subscribing,
        theming,
    ):
        part.add_commands(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; what is wrong with the input is said in one sentence."""
    gc.set_threshold(SELDOM)
    args = parser().parse_args(argv)
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
        print(f"standfirst: {_sentence(error)}", file=sys.stderr)
        return 1


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
