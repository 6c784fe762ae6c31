"""How time and memory grow with the size of hostile documents.

    python bench/growth.py              every kind, from 0.25 to 2 million characters
    python bench/growth.py nesting ...  only the kinds named

Prints for each kind the processor seconds at each size, the exponent of growth (1 is linear) over the last two
doublings, and at half a million and two million characters the peak of memory in times the input: of the bare
parse of a page, whose tree takes what it takes where every fifth character is a tag, and of all reading. What
stood before, Python with our modules and tables, is not counted. Every document is read in a process of its own,
so that neither memory nor a crash of the parser spreads. Exits 1 where an exponent is above 1.2, a document takes
longer than the longest allowed, or reading takes more memory than MOST_MEMORY and MOST_BYTES beyond the tree.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable

from standfirst.model import DocumentKind

SIZES = (250_000, 500_000, 1_000_000, 2_000_000)
WEIGHED = (500_000, 2_000_000)
STEEPEST = 1.2
MOST_MEMORY = 10
"""Times the input that reading may take at the peak, beyond the tree of the parser."""
MOST_BYTES = 32_000_000
"""What it may take in any case: a document of nothing but short lines holds very many of them."""
LONGEST = 20
SHORTEST = 0.1

HEAD = "<!doctype html><html lang=en><title>Grown</title><body>"


def repeated(unit: str, tail: str = "") -> Callable[[int], str]:
    """A document of about so many characters that says one thing again and again; "#" counts."""

    def grown(size: int) -> str:
        count = max(1, size // len(unit.replace("#", "12345")))
        return HEAD + "".join(unit.replace("#", str(n)) for n in range(count)) + tail

    return grown


def within(before: str, unit: str, after: str) -> Callable[[int], str]:
    """A document one of whose tags or texts holds the repetition."""
    return lambda size: HEAD + before + repeated(unit)(size).removeprefix(HEAD) + after


def both(opening: str, closing: str) -> Callable[[int], str]:
    """So many elements, each within the one before, all closed in the end."""

    def grown(size: int) -> str:
        count = size // len(opening + closing)
        return HEAD + opening * count + closing * count

    return grown


KINDS: dict[str, Callable[[int], str]] = {
    "nesting": both("<div>", "</div>"),
    "players": repeated("<p><a href=/piece/#>A piece of five words #</a></p><audio src=/#.mp3></audio>"),
    "nesting formats": both("<b><i>", "</i></b>"),
    "nesting tables": both("<table><tr><td>", "</table>"),
    "nesting lists": both("<ul><li>", "</li></ul>"),
    "unclosed": repeated("<div class=a><span>words and words "),
    "unclosed formats": repeated("<p><font size=#><b>words "),
    "unclosed, strange ends": repeated("<div></x></x>"),
    "unclosed links": repeated("<a href=/piece/#>A headline of several words "),
    "ends alone": repeated("</p></div></a>"),
    "links": repeated("<a href=/n/#>l</a>"),
    "linked headlines": repeated("<h2><a href=/piece/#>A headline of several words #</a></h2><p>Words of it.</p>"),
    "one link": repeated("<li><a href=/piece>A headline of several words</a></li>"),
    "one line": within("<p>", "word# and ", "</p>"),
    "one word": within("<p>", "word#", "</p>"),
    "one heading": within("<h1><a href=/x>", "word# and ", "</a></h1>"),
    "one address": within('<a href="/', "path#/", '">A headline of several words</a>'),
    "attributes": within("<p ", "a# ", ">words</p>"),
    "attributes with values": within("<p ", 'a#="<b>" ', ">words</p>"),
    "one attribute": within('<p class="', "name# ", '">words</p>'),
    "open attribute": within('<p class="', "name# ", ""),
    "classes": repeated('<div class="c# d#"><a href=/p/#>Some words of it</a></div>'),
    "tags of their own": repeated("<x#><a href=/p/#>A headline of several words #</a></x#>"),
    "comments": repeated("<!-- # --><!-- a -- b -->"),
    "open comments": repeated("<!-- <! "),
    "scripts": repeated('<script>var a = "<p>#</p>";</script>'),
    "open script": within("<script>", "<a href=#>", ""),
    "entities": repeated("&amp;&lt;&#x41;&notanentity; "),
    "angles": repeated("< <a < > "),
    "dates": repeated("<li>3 May 20# 12:#:# 03/04/2024 </li>"),
    "digits": within("<p>", "1.2.", "</p>"),
    "spaces in a heading": within("<h2>", "  ", "<"),
    "spaces": within("<p>a", " \n\t", "b</p>"),
    "lists of words": within("<ul>", "<li>words</li>", "</ul>"),
    "choices": repeated("<select><option>#", "</select>"),
    "many choices": within("<select>", "<option>#", "</select>"),
    "one-letter paragraphs": repeated("<p>a"),
    "paragraphs": repeated("<p>word# and words of it</p>"),
    "tables of numbers": within("<table>", "<tr><td>#<td>1<td>2.5", "</table>"),
    "tables of links": within("<table>", "<tr><td><a href=/p/#>Words of piece #</a><td>3 May 2031", "</table>"),
    "headings": repeated("<h2>Heading #</h2>"),
    "headings and words": repeated("<h3>Words of a heading #</h3><p>Words of its text, some of them.</p>"),
    "pictures": repeated("<img src=/#.jpg alt=#>"),
    "linked pictures": repeated("<a href=/p/#><img src=/#.jpg alt='Some words #'></a>"),
    "times": repeated("<time datetime=2031-05-03>3 May</time>"),
    "breaks": repeated("a #<br>"),
    "articles": repeated(
        "<article><h2><a href=/p/#>A headline of words #</a></h2><p>Its words, some of them.</p></article>"
    ),
    "microdata": repeated(
        "<div itemscope itemtype=https://schema.org/NewsArticle><a itemprop=url href=/p/#>"
        "<b itemprop=headline>Words of it #</b></a></div>"
    ),
    "declared": repeated(
        '<script type="application/ld+json">{"@type":"Article","headline":"Words of it #","url":"/p/#"}</script>'
    ),
    "bylines": repeated("<p>By Ann Writer # | 3 May 2031</p>"),
    "terms": within("<dl>", "<dt>Term #<dd>Words of it", "</dl>"),
    "forms": repeated("<form><select><option>#<button>"),
    "state of pieces": within(
        '<script type="application/json">{"items":[',
        '{"title":"A headline of words #","url":"/p/#"},',
        "0]}</script>",
    ),
    "state of small objects": within('<script type="application/json">[', '{"a":{"b":#}},', "0]</script>"),
    "state of lists": within('<script type="application/json">[', "[],", "0]</script>"),
    "state": within('<script type="application/json">', '{"a":[', "</script>"),
}


def plain(unit: str) -> Callable[[int], str]:
    """A text that says one thing again and again."""
    return lambda size: repeated(unit)(size).removeprefix(HEAD)


TEXTS: dict[str, Callable[[int], str]] = {
    "text: brackets": plain("["),
    "text: one line": plain("a "),
    "text: one line of names": plain("Names and a Word. "),
    "text: numbers": plain("1. x\n"),
    "text: dates": plain("2024-03-05 word #\n"),
    "text: bullets": plain("- \n"),
    "text: items": plain("A headline of several words #\nWords of its standfirst, of which there are more.\n\n"),
    "text: lines run together": plain(
        "A headline of several words # The words of its standfirst, and some more of it.\n"
    ),
    "text: links": plain("A headline of several words # https://example.org/a/#\n"),
    "text: footnotes": plain("A headline of several words [#]\n[#] https://example.org/a/#\n"),
    "text: headings": plain("# Heading #\n"),
    "text: addresses": plain("https://example.org/a/#\n"),
    "text: bullet lines": plain("* Words of a line #\n"),
    "text: letters": plain("a\n"),
    "text: one long line": plain("The words of it go on and on. "),
    "text: tabs": plain("a\tb\t#\n"),
    "text: bars": plain("Words # | More words | 3 May\n"),
    "text: quotes": plain("> a\n"),
    "text: days": plain("3 May 2031\n\nWords of it #\n\n"),
    "text: bylines": plain("By Ann Writer\nWords of a headline #\n"),
    "text: rules": plain("----\nWords #\n"),
    "text: read more": plain("Words of a headline #\nRead more\n"),
    "text: times": plain("10:# Words of it\n"),
    "text: Chinese": plain("新聞標題的文字#。這是內容。\n"),
    "text: messages": plain("From: a@example.org\nSubject: Words #\n\nText of it.\n\n"),
    "text: dots": plain("."),
    "text: pages": plain("Words # ..... 1#\n"),
    "text: broken links": plain("[a\nb](/"),
    "text: chat": plain("Ann, [14/05/2031 07:12]\nWords of it #\n"),
    "text: marks": plain("** Words # **\n"),
    "text: marks and spaces": plain("** a          "),
    "text: cells": lambda size: "title,link,summary\n" + plain('"Words #",/a/#,Text of it\n')(size),
    "text: rows": plain("| 14/05/2031 | Words # | /a/# |\n"),
    "text: points": plain("- **Words #** - [a](/#) (12)\n  - Text of it.\n"),
    "text: tags": plain("<li>Words #</li>\n"),
    "text: open tags": plain('<p class="a class="'),
    "text: hashes": plain("Words # #a #b\n"),
    "text: strong links": plain("[**a](b) "),
    "text: addresses first": plain("https://example.org/a/# | Words #\n"),
    "text: tables": plain("Words #\tAnn\t3\t14/05/2031\n"),
    "text: capitals": plain("A TITLE\nA headline of several words #\nAnother headline of words #\n"),
}


def fed(piece: str) -> Callable[[int], str]:
    """A feed whose one item holds one thing again and again."""
    return lambda size: (
        "<rss version='2.0'><channel><item><title>T</title>" + repeated(piece)(size).removeprefix(HEAD)
    )


FEEDS: dict[str, Callable[[int], str]] = {
    f"feed: {piece}": fed(piece)
    for piece in ("<item>", "<title>x<", "<p x=1>", "<a href=x>", "[", "&amp;", "&lt;", "<![CDATA[", "<!--", "<b>")
}


def entries(before: str, entry: str, after: str) -> Callable[[int], str]:
    """A feed of so many entries, or what else stands between two ends."""
    return lambda size: before + repeated(entry)(size).removeprefix(HEAD) + after


FEEDS |= {
    "feed: entries": entries(
        "<rss version='2.0'><channel><title>T</title>",
        "<item><title>A headline #</title><link>https://example.org/#</link><description>Words.</description></item>",
        "</channel></rss>",
    ),
    "feed: small entries": entries(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>",
        "<entry><id>u:#</id><title>Words #</title></entry>",
        "</feed>",
    ),
    "feed: JSON": entries(
        '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[',
        '{"id":"#","url":"https://example.org/#","title":"Words and words #"},',
        '{"id":"x","title":"The last"}]}',
    ),
}

_LETTER = "From: a@example.org\nSubject: Words\nList-Id: <a.example.org>\nMIME-Version: 1.0\nContent-Type: "
_HTML = f"{_LETTER}text/html\n\n"
LETTERS: dict[str, Callable[[int], str]] = {
    "letter: parts": entries(
        f"{_LETTER}multipart/mixed; boundary=b\n\n", "--b\nContent-Type: text/plain\n\nPart #\n\n", "--b--\n"
    ),
    "letter: fields": entries(f"{_LETTER}text/plain\n", "X-#: a\n", "\nWords of it.\n"),
    "letter: lines": entries(
        f"{_LETTER}text/plain\n\n",
        "A headline of several words #\nIts words, some of them.\nhttps://example.org/#\n\n",
        "",
    ),
    "letter: paragraphs": entries(_HTML, "<p>a", ""),
    "letter: links": entries(_HTML, "<a href=/p/#>l</a>", ""),
    "letter: cards": entries(
        _HTML, "<table><tr><td><h2><a href=/p/#>A headline of words #</a></h2><p>Its words.</p></table>", ""
    ),
}
# What no media type names: its kind must be told first.
UNKNOWN: dict[str, Callable[[int], str]] = {
    f"unknown: {piece.strip()}": within("", piece, "")
    for piece in (
        "[",
        "<",
        "<a ",
        "<p>",
        "<!--",
        "<script>",
        "<h1>",
        "<meta ",
        "<title>",
        "a:b\n",
        "&#",
        "og:type",
        "{",
    )
}
UNKNOWN["sitemap"] = entries("<urlset>", "<url><loc>https://example.org/p/#</loc></url>", "</urlset>")
EVERY = KINDS | TEXTS | FEEDS | LETTERS | UNKNOWN


def told_to_be(kind: str) -> DocumentKind | None:
    """Told to be a listing, or the emptier pages would be found to be none at all."""
    if kind in UNKNOWN:
        return None
    return "text" if kind in TEXTS else "feed" if kind in FEEDS else "letter" if kind in LETTERS else "listing"


FEW = 8000
WARM_PAGE = "<!doctype html>" + "".join(
    f"<h2><a href=/{n}>The town of Paris votes for the {n}th time</a></h2><p>Words of London, 3 May 203{n}.</p>"
    for n in range(9)
)
WARM_TEXT = "".join(f"The town of Paris votes {n} times\n3 May 203{n}\nWords of London.\n\n" for n in range(9))
"""What loads the tables of words and places, which stay."""


def measured(kind: str, body: bytes) -> tuple[float, float, float]:
    """Seconds of reading a document, which was made elsewhere, and the peaks of memory beyond what stood before,
    in times its bytes: of the bare parse and of reading."""
    from standfirst.model import Document, Source
    from standfirst.read import read
    from standfirst.read.page.markup import parse

    source = Source("x", "https://example.org/list/", "X", read_as=told_to_be(kind))
    media_type = "text/html" if kind in KINDS else None
    for warm in (WARM_PAGE.encode(), WARM_TEXT.encode(), EVERY[kind](FEW).encode()):
        read(Document("https://example.org/", warm, media_type), source)
    before = peak()
    if kind in KINDS:
        parse(body.decode())
    bare = peak() - before
    start = time.process_time()
    read(Document("https://example.org/list/", body, media_type), source)
    seconds = time.process_time() - start
    return seconds, bare / len(body), (peak() - before) / len(body)


def peak() -> int:
    """Bytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(kind: str, body: bytes, told: multiprocessing.Queue[tuple[float, float, float]]) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    told.put(measured(kind, body))


def apart(kind: str, body: bytes) -> tuple[float, float, float] | None:
    """The same in a process of its own; None where it crashed or took too long."""
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[tuple[float, float, float]] = context.Queue()
    child = context.Process(target=_answer, args=(kind, body, told))
    child.start()
    child.join()
    return told.get(timeout=1) if child.exitcode == 0 else None


def exponent(seconds: list[float]) -> float:
    """Of the last two doublings; 0 where all is too quick to tell."""
    if len(seconds) < 3 or seconds[-1] < SHORTEST:
        return 0.0
    return math.log2(seconds[-1] / max(seconds[-3], 1e-3)) / 2


def shown(kind: str) -> bool:
    """Measures and prints one kind; whether it keeps within bounds."""
    seconds: list[float] = []
    memory: list[float] = []
    well = True
    for size in SIZES:
        body = EVERY[kind](size).encode()
        told = apart(kind, body)
        if told is None:
            print(f"{kind:24} gave up at {size} characters after {seconds}", flush=True)
            return False
        seconds.append(told[0])
        if size in WEIGHED:
            bare, all_told = told[1:]
            memory += [bare, all_told]
            well &= (all_told - bare) <= max(MOST_MEMORY, MOST_BYTES / len(body))
    grown = exponent(seconds)
    well &= grown <= STEEPEST
    times = " ".join(f"{s:7.2f}" for s in seconds)
    held = " ".join(f"{times_input:6.1f}" for times_input in memory)
    print(f"{kind:24} {times}   {grown:5.2f} {held}  {'' if well else 'too much'}", flush=True)
    return well


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=[*EVERY, []])
    kinds = parser.parse_args().kinds or [*EVERY]
    print(
        f"{'characters':24} "
        + " ".join(f"{size:7}" for size in SIZES)
        + "   power"
        + "  parse   read" * len(WEIGHED)
    )
    well = [shown(kind) for kind in kinds]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
