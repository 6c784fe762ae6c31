"""The commands that look at one document: read and explain."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from standfirst.cli import printing, shell, showing
from standfirst.model import DOCUMENT_KINDS, Brief, Document, Listing, Reading, Refusal, Section, Source

FEEDS = ("rss", "atom", "json")
MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
}


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser(
        "read",
        description="Print the items of any page, feed, letter or text.",
        epilog="example: standfirst read --feed rss https://gazette.example/world/ > world.rss",
    )
    _takes_a_document(read)
    how = read.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="one item a line, as JSON")
    how.add_argument("--feed", choices=FEEDS, help="a feed of the items")
    how.add_argument("--teach", action="store_true", help="selectors that would find the items, to be corrected")
    read.set_defaults(command=run_read)
    explain = commands.add_parser(
        "explain",
        description="Say how each field of each item was found, and what was passed over; or, of two items of the "
        "archive, why they are one story, or are not.",
        epilog="example: standfirst explain page.html\n"
        "         standfirst explain https://gazette.example/strike https://bote.example/streik",
    )
    _takes_a_document(explain)
    explain.add_argument("other", metavar="ITEM", nargs="?", help="with a link or id before it: a second item")
    shell.takes_a_newsroom(explain)
    explain.add_argument(
        "--picture", metavar="OUT.png", help="draw the page with its items outlined (needs Chromium)"
    )
    explain.set_defaults(command=run_explain)


def _takes_a_document(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("where", metavar="FILE|URL|-", help="a file, an address, or - for standard input")
    parser.add_argument("--as", dest="read_as", choices=[k for k in DOCUMENT_KINDS if k != "none"],
                        help="what it is, where it does not say so itself")  # fmt: skip
    parser.add_argument("--base", metavar="URL", help="the address its links are seen from")


def run_read(args: argparse.Namespace) -> int:
    if args.teach:
        showing.teach(*asked_for(args), args.where)
        return 0
    reading = reading_of(args)
    if args.json:
        sys.stdout.write(printing.lines(reading.items))
    elif args.feed:
        sys.stdout.buffer.write(_feed(args, reading))
    else:
        sys.stdout.write(printing.table(reading.items))
    return _conclude(args, reading)


def run_explain(args: argparse.Namespace) -> int:
    if args.other:
        return _explain_two(args)
    if args.picture:
        showing.draw(*asked_for(args), args.where, args.picture)
        return 0
    reading = reading_of(args)
    sys.stdout.write(printing.explained(reading))
    return _conclude(args, reading)


def _explain_two(args: argparse.Namespace) -> int:
    from standfirst import newsroom

    with shell.opened(args) as (room, archive):
        print(newsroom.explain(room, archive, (args.where, args.other), shell.now(args)))
    return 0


def _conclude(args: argparse.Namespace, reading: Reading) -> int:
    """Complaints go to standard error; no items at all is a failure."""
    sys.stdout.flush()
    told = reading.complaints or (() if reading.items else ("no items were found in it",))
    for complaint in told:
        shell.complain(f"{args.where}: {complaint}")
    return 0 if reading.items else 1


def reading_of(args: argparse.Namespace) -> Reading:
    from standfirst.read import read

    document, source = asked_for(args)
    readings = [read(each, source, each.fetched_at) for each in _letters(args.where, document)]
    return readings[0] if len(readings) == 1 else _together(readings)


def _letters(where: str, document: Document) -> Sequence[Document]:
    """The letters of an mbox in a file; any other document is one by itself."""
    if not document.body.startswith(b"From ") or where == "-" or _is_web(where):
        return [document]
    from standfirst.fetch import mailbox

    whole = mailbox.is_mbox(Path(where))
    letters = (each for _, each in mailbox.letters(Path(where))) if whole else [document.body]
    return [replace(document, body=letter) for letter in letters]


def _together(readings: Sequence[Reading]) -> Reading:
    return replace(
        readings[0],
        items=tuple(item for reading in readings for item in reading.items),
        complaints=tuple(complaint for reading in readings for complaint in reading.complaints),
        passed_over=tuple(line for reading in readings for line in reading.passed_over),
    )


def asked_for(args: argparse.Namespace) -> tuple[Document, Source]:
    """The document that the arguments name, and a source for it. Raises Refusal or OSError."""
    document = fetched(args.where, args.base, getattr(args, "now", None) or datetime.now(UTC))
    return document, Source("read", document.url, _host(document.url), read_as=args.read_as)


def fetched(where: str, base: str | None, now: datetime) -> Document:
    """The document at a path, at an address or on standard input. Raises Refusal or OSError."""
    if base and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", base):
        raise Refusal(f"--base {base} is no address (https://…)")
    if where == "-":
        return Document(base or "", _unpacked(sys.stdin.buffer.read(), "standard input"), fetched_at=now)
    if _is_web(where):
        return _from_the_web(where, now)
    path = Path(where)
    if not where or not path.exists():
        raise Refusal(f"{where or 'nothing'} is neither an address (https://…) nor a file here")
    if path.is_dir():
        raise Refusal(f"{where} is a folder: name a file in it")
    kind = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    body = _unpacked(path.read_bytes(), where)
    return Document(base or path.absolute().as_uri(), body, MEDIA_TYPES.get(kind.suffix.lower()), now)


def _unpacked(body: bytes, where: str) -> bytes:
    """What a packed file holds (sitemap.xml.gz), as it would come from the web. Raises Refusal."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    from standfirst.fetch import Manners
    from standfirst.fetch.bodies import BadBody, unpacked

    try:
        return unpacked(body, "", Manners().most_bytes)
    except BadBody as error:
        raise Refusal(f"{where}: {error}") from None


def _from_the_web(url: str, now: datetime) -> Document:
    from standfirst.fetch import Manners
    from standfirst.fetch.rounds import fetch

    # Whoever names an address at the keyboard means it, a private one too.
    manners = Manners(allow_private=("0.0.0.0/0", "::/0"))
    answer = fetch(Source("read", url, _host(url)), None, now, manners)
    if not answer.documents:
        raise Refusal(f"{url}: {answer.visit.reason}")
    return answer.documents[0]


def _is_web(where: str) -> bool:
    return where.lower().startswith(("http:", "https:"))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        raise Refusal(f"{url} is no address") from None


def _feed(args: argparse.Namespace, reading: Reading) -> bytes:
    from standfirst.render import feed
    from standfirst.render.site import Site

    url = args.where if _is_web(args.where) else args.base or "https://feed.invalid/"
    outlet = reading.title or _host(url) or url
    section = Section(None, tuple(Brief(item.id, item, outlet) for item in reading.items))
    listing = Listing("", "new", outlet, reading.language or "und", (section,))
    make = {"rss": feed.rss, "atom": feed.atom, "json": feed.json_feed}[args.feed]
    return make(listing, Site(outlet, url))
