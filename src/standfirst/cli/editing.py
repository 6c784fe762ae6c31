"""The editor's commands: edit together|apart|spike|lead|order|reword|place|kill|erratum|undo, and their list."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator

from standfirst import newsroom, store
from standfirst.cli import shell
from standfirst.model import Edit, EditKind, Refusal
from standfirst.store import Store

# What each edit does, what it takes after its items, and an example (A1 and B2 stand for links).
KINDS: dict[EditKind, tuple[str, tuple[str, str] | None, str]] = {
    "together": ("these items tell one story", None, "A1 B2"),
    "apart": ("the first of these items tells another story than the rest", None, "A1 B2"),
    "spike": ("keep the story of this item out of print", None, "A1"),
    "lead": ("put the story of this item first, told by it", None, "A1"),
    "order": ("let the stories of these items stand in this order, where an issue prints them", None, "A1 B2"),
    "reword": (
        "print other words as the headline of this item",
        ("WORDS", "the words to print"),
        'A1 "Harbour reopens"',
    ),
    "place": (
        "this item speaks of these countries",
        ("PLACES", "names or codes of countries and regions, between commas"),
        "A1 GB,Peru",
    ),
    "kill": (
        "withdraw what is published of the story of this item, and say so where it stood",
        None,
        'A1 --why "the source was forged"',
    ),
    "erratum": (
        "print below this item, and in the next issue, what is wrong in it",
        ("TEXT", "what was wrong and what is right, as readers are to read it"),
        'A1 "The ferry sails on Tuesday, not on Monday."',
    ),
}


_SEVERAL = ("together", "apart", "order")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    edit = commands.add_parser(
        "edit",
        description="Decide about items. An item is named by its link or its id.",
        epilog='example: standfirst edit reword https://gazette.example/a1 "Harbour reopens"',
    )
    kinds = edit.add_subparsers(title="edits", metavar="EDIT", required=True)
    for kind, (meaning, value, example) in KINDS.items():
        typed = example.replace("A1", "https://gazette.example/ferry").replace("B2", "https://bote.example/faehre")
        one = kinds.add_parser(kind, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.",
                               epilog=f"example: standfirst edit {kind} {typed}")  # fmt: skip
        _takes_items(one, "+" if kind in _SEVERAL else 1, kind)
        if value:
            one.add_argument("value", metavar=value[0], help=value[1])
        if kind == "kill":
            one.add_argument("--why", dest="value", metavar="WORDS", required=True, help="for the list of edits")
    undo = kinds.add_parser("undo", help="take back what was decided about an item, other than kill and erratum",
                            description="Take back every edit of one kind about an item; what is printed stays.",
                            epilog="example: standfirst edit undo spike https://gazette.example/a1")  # fmt: skip
    undo.add_argument("value", metavar="EDIT", help="spike, lead, reword, place, order, together or apart")
    _takes_items(undo, 1, "undo")
    every = kinds.add_parser("list", help="every edit, oldest first", epilog="example: standfirst edit list")
    shell.speaks_to_programs(every)
    shell.takes_a_newsroom(every)
    every.set_defaults(command=run_list)


def _takes_items(parser: argparse.ArgumentParser, number: int | str, kind: EditKind) -> None:
    parser.add_argument("items", metavar="ITEM", nargs=number, help="a link or an id")
    parser.add_argument("--by", default=None, help="whose decision it is (default: the user's name)")
    shell.takes_a_newsroom(parser)
    parser.set_defaults(command=run_edit, kind=kind)


def run_edit(args: argparse.Namespace) -> int:
    with shell.opened(args) as (_, archive):
        about = tuple(newsroom.known_item(archive, named) for named in args.items)
        if args.kind in _SEVERAL and len(set(about)) < 2:
            raise Refusal(f"edit {args.kind} needs two different items")
        value = getattr(args, "value", None)
        if args.kind == "place":
            value = newsroom.place_codes(args.value)
        edit = Edit(args.kind, about, args.by or _user(), shell.now(args), value)
        newsroom.check(archive, edit)
        store.edits.add(archive, edit)
        shell.say(args, "\n".join([_told(edit), *_items_told(archive, edit)]))
    return 0


def _told(edit: Edit) -> str:
    return f"{edit.kind}: {edit.value}" if edit.value else edit.kind


def _items_told(archive: Store, edit: Edit) -> Iterator[str]:
    """The items that an edit is about, a line each: people know them by their headlines."""
    known = {kept.item.id: kept.item for kept in store.items.by_ids(archive, edit.about)}
    for name in edit.about:
        item = known.get(name)
        yield f"    {name}  {item.headline or item.standfirst if item else '(its words were let go)'}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise Refusal("this user has no name here: say whose decision it is with --by") from None


def run_list(args: argparse.Namespace) -> int:
    with shell.opened(args) as (_, archive):
        for edit in store.edits.made(archive):
            told = {"kind": edit.kind, "about": edit.about, "by": edit.by, "at": edit.at}
            told["value"] = edit.value or ""
            plain = f"{edit.at:%Y-%m-%d %H:%M}  {edit.by}  {_told(edit)}"
            shell.tell(args, told, "\n".join([plain, *_items_told(archive, edit)]))
    return 0
