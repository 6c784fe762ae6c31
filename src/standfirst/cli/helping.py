"""Help with sources: selectors proposed for a page, a picture of it, sources of other programs taken over."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from standfirst.cli import printing, running
from standfirst.model import Document, Refusal, Source

if TYPE_CHECKING:
    from standfirst.read.page.teaching import Lesson


def run_teach(args: argparse.Namespace) -> int:
    """Print selectors for a page, what they would give, and how far that agrees with reading by itself."""
    from standfirst.cli.reading import asked_for

    document, source = asked_for(args)
    lesson = _lesson(document, source, args.where)
    sys.stdout.write(as_toml(source, lesson.select))
    sys.stdout.write("\n" + printing.table(lesson.reading.items))
    print(f"{lesson.agreed} of the {lesson.of} items that reading finds by itself come out the same; "
          f"the selectors find {len(lesson.reading.items)}.")  # fmt: skip
    named = [name for name in lesson.fields if name in lesson.select or name == "link"]
    print("Field by field: " + ", ".join(f"{name} {lesson.fields[name]}" for name in named) + ".")
    return 0


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "import",
        help="print the sources of another program as standfirst.toml has them",
        description="Print the sources of an OPML file (also FreshRSS's pages with XPath and its zip), of "
        "Miniflux's JSON, of an html2rss configuration or of a list of addresses as standfirst.toml has them.",
        epilog="example: standfirst import subscriptions.opml >> standfirst.toml",
    )
    parser.add_argument("file", metavar="FILE|-", help="the file, or - for standard input")
    parser.set_defaults(command=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Print what another program reads as tables to paste; what is left out goes to standard error."""
    from standfirst.foreign import text_of, understood

    body = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    try:
        found = understood(text_of(body))
    except Refusal as refusal:
        raise Refusal(f"{args.file}: {refusal}") from None
    sources, twice = _named_apart(found.sources)
    sys.stdout.write("\n".join(as_toml(source, source.select) for source in sources))
    sys.stdout.flush()
    for complaint in (*found.complaints, *twice):
        running.complain(f"{args.file}: {complaint}")
    return 0


def _named_apart(sources: Iterable[Source]) -> tuple[list[Source], list[str]]:
    """The sources, named where two would have one name, and sentences about those that stand there twice."""
    from standfirst import config
    from standfirst.fetch import shown
    from standfirst.read import links

    named: dict[str, Source] = {}
    twice: list[str] = []
    pages: set[str] = set()
    for source in sources:
        if (page := links.key(source.url)) in pages:
            twice.append(f"{shown(source.url)} stands there twice, and was left out once")
            continue
        pages.add(page)
        name = config.own_id(source.url, named)
        named[name or config.source_id(source.url)] = replace(source, id=name or "")
    return list(named.values()), twice


def run_picture(args: argparse.Namespace) -> int:
    """Draw a page with what was read from it."""
    from standfirst.cli.picture import draw
    from standfirst.cli.reading import asked_for
    from standfirst.read import read
    from standfirst.read.page.marking import marked

    document, source = asked_for(args)
    html = _html(document, source, args.where, "a picture is of a page")
    reading = read(document, source, document.fetched_at)
    Path(args.picture).write_bytes(draw(marked(html, document.url, reading, document.fetched_at)))
    print(f"Drew {len(reading.items)} items in {args.picture}")
    return 0


def _html(document: Document, source: Source, where: str, what: str) -> str:
    """The text of a page. Raises Refusal, with what needs a page, where the document is none."""
    from standfirst.read.decode import decode
    from standfirst.read.sniff import charset, sniff_bytes, why_none

    kind = source.read_as or sniff_bytes(document)
    if kind not in ("listing", "article"):
        raise Refusal(f"{where}: {what}, this is {why_none(document) if kind == 'none' else f'a {kind}'}")
    return decode(document.body, charset(document.media_type))[0]


def _lesson(document: Document, source: Source, where: str) -> Lesson:
    from standfirst.read.page.listing import read_listing
    from standfirst.read.page.teaching import teach

    html, now = _html(document, source, where, "selectors are for pages"), document.fetched_at
    items = read_listing(html, document.url, source=source, now=now).items
    lesson = teach(html, document.url, items, source=source, now=now)
    if lesson is None:
        raise Refusal(f"{where}: reading finds too few items in its markup to learn selectors from")
    return lesson


def as_toml(source: Source, select: Mapping[str, str]) -> str:
    """A source as standfirst.toml has it."""
    lines = ["[[source]]", f"url = {_quoted(source.url)}"]
    lines += [f"id = {_quoted(source.id)}"] if source.id else []
    lines += [f"outlet = {_quoted(source.outlet)}"] if source.outlet else []
    lines += [f"language = {_quoted(source.language)}"] if source.language else []
    lines += [f"places = {_listed(source.places)}"] if source.places else []
    lines += [f"tags = {_listed(source.tags)}"] if source.tags else []
    for name, rules in (("include", source.sieve.include), ("exclude", source.sieve.exclude)):
        told = (f"{field} = {_listed(f'/{p.pattern}/' for p in rules[field])}" for field in rules)
        lines += [f"{name} = {{ {', '.join(told)} }}"] if rules else []
    for name, table in (("select", select), ("opml", source.opml)):
        lines += ["", f"[source.{name}]", *(f"{key} = {_quoted(table[key])}" for key in table)] if table else []
    return "\n".join(lines) + "\n"


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """A text as a string of TOML: what JSON writes is one, but for a control character that it leaves."""
    return printing.as_json(text).replace("\x7f", "\\u007f")
