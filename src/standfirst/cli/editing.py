"""The editor's commands: edit together|apart|spike|lead|order|reword|place|kill|erratum, and the list of edits."""

from __future__ import annotations

import argparse
import getpass

from standfirst.cli import printing, shell
from standfirst.model import Edit, EditKind, Refusal

# What each edit does, the words that it takes after its items, and an example (A1 and B2 stand for links).
KINDS: dict[EditKind, tuple[str, str | None, str]] = {
    "together": ("these items tell one story", None, "A1 B2"),
    "apart": ("the first of these items tells another story than the rest", None, "A1 B2"),
    "spike": ("keep the story of this item out of print", None, "A1"),
    "lead": ("put the story of this item first, told by it", None, "A1"),
    "order": ("let the stories of these items stand in this order, where an issue prints them", None, "A1 B2"),
    "reword": ("print other words as the headline of this item", "WORDS", 'A1 "Harbour reopens"'),
    "place": ("this item speaks of these countries", "PLACES", "A1 GB,FR"),
    "kill": (
        "withdraw what is published of the story of this item, and say so where it stood",
        None,
        'A1 --why "the source was forged"',
    ),
    "erratum": (
        "print below this item, and in the next issue, what is wrong in it",
        "TEXT",
        'A1 "The ferry sails on Tuesday, not on Monday."',
    ),
}


_SEVERAL = ("together", "apart", "order")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    edit = commands.add_parser(
        "edit",
        help="decide about items: together, apart, spike, lead, order, reword, place, kill, erratum",
        description="Decide about items. An item is named by its link or its id.",
        epilog='example: standfirst edit reword https://gazette.example/a1 "Harbour reopens"',
    )
    kinds = edit.add_subparsers(title="edits", metavar="EDIT", required=True)
    for kind, (meaning, value, example) in KINDS.items():
        typed = example.replace("A1", "https://gazette.example/ferry").replace("B2", "https://bote.example/faehre")
        one = kinds.add_parser(kind, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.",
                               epilog=f"example: standfirst edit {kind} {typed}")  # fmt: skip
        several = kind in _SEVERAL
        one.add_argument("items", metavar="ITEM", nargs="+" if several else 1, help="a link or an id")
        if value:
            one.add_argument("value", metavar=value)
        if kind == "kill":
            one.add_argument("--why", dest="value", metavar="WORDS", required=True, help="for the list of edits")
        one.add_argument("--by", default=None, help="whose decision it is (default: the user's name)")
        shell.takes_a_newsroom(one)
        one.set_defaults(command=run_edit, kind=kind)
    every = kinds.add_parser("list", help="every edit, oldest first", epilog="example: standfirst edit list")
    every.add_argument("--json", action="store_true")
    shell.takes_a_newsroom(every)
    every.set_defaults(command=run_list)


def run_edit(args: argparse.Namespace) -> int:
    from standfirst import newsroom, store

    with shell.opened(args) as (_, archive):
        about = tuple(newsroom.known_item(archive, named) for named in args.items)
        if args.kind in _SEVERAL and len(set(about)) < 2:
            raise Refusal(f"edit {args.kind} needs two different items")
        edit = Edit(args.kind, about, args.by or _user(), shell.now(args), getattr(args, "value", None))
        newsroom.check(edit)
        store.edits.add(archive, edit)
    shell.say(args, f"{args.kind}: {' '.join(about)}")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise Refusal("this user has no name here: say whose decision it is with --by") from None


def run_list(args: argparse.Namespace) -> int:
    from standfirst import store

    with shell.opened(args) as (_, archive):
        for edit in store.edits.all(archive):
            told = {"kind": edit.kind, "about": list(edit.about), "by": edit.by, "at": edit.at.isoformat()}
            told["value"] = edit.value or ""
            plain = f"{edit.at:%Y-%m-%d %H:%M}  {edit.by}  {edit.kind}  {' '.join(edit.about)}  {edit.value or ''}"
            print(printing.as_json(told) if args.json else plain.rstrip())
    return 0
