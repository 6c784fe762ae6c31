"""The command that takes over the sources of other programs: import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from standfirst import config
from standfirst.cli import shell
from standfirst.configfile import as_toml
from standfirst.credentials import shown
from standfirst.foreign import understood, unpacked
from standfirst.model import Refusal, Source
from standfirst.read import links
from standfirst.read.decode import decode


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "import",
        description="Print the sources of an OPML file (also FreshRSS's pages with XPath and its zip), of "
        "Miniflux's JSON, of an html2rss configuration or of a list of addresses as standfirst.toml has them.",
        epilog="example: standfirst import subscriptions.opml >> standfirst.toml",
    )
    parser.add_argument("file", metavar="FILE|-", help="the file, or - for standard input")
    parser.set_defaults(command=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Print what another program reads as tables to paste; what is left out goes to standard error."""
    body = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    try:
        found = understood(decode(unpacked(body))[0])
    except Refusal as refusal:
        raise Refusal(f"{args.file}: {refusal}") from None
    sources, twice = _named_apart(found.sources)
    sys.stdout.write("\n".join(map(as_toml, sources)))
    sys.stdout.flush()
    for complaint in (*found.complaints, *twice):
        shell.complain(f"{args.file}: {complaint}")
    return 0


def _named_apart(sources: Iterable[Source]) -> tuple[list[Source], list[str]]:
    """The sources, named where two would have one name, and sentences about those that stand there twice."""
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
