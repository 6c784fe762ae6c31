"""Text dumps of labelled pages: what is left of a listing when someone saves its text and not its markup.

    python bench/dumps.py FOLDER...                 how well dumps of the labelled pages of these folders are read
    python bench/dumps.py FOLDER... --rows          the same, each item on one line
    python bench/dumps.py FOLDER... --out OUT       write them there as <name>.txt, labels beside them

A folder holds <name>.html with <name>.json beside it, as bench/read.py says. A dump holds the part of the page in
which most of its items stand, a line for each block; what the page prints elsewhere is not asked for.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from standfirst.model import Document
from standfirst.read import read
from standfirst.read.decode import decode

BLOCKS = frozenset(
    """address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul summary br""".split()
)
APART = frozenset("p h1 h2 h3 h4 h5 h6 li article".split())
DROPPED = frozenset("script style noscript svg head template iframe button select option textarea input".split())
FEWEST = 5
MOST_OF_ONE = 0.8  # the share of rows that hold one headline each
MOST_CHILDREN = 8  # of an element whose text is looked at for being a headline


class Style(NamedTuple):
    """How a page is put into lines: with an empty line around paragraphs, or between records; each record on one
    line, with what stands between it and the next; how many elements around the items are taken too."""

    blank: bool = False
    records: bool = False
    rows: bool = False
    around: int = 0


class Dump(NamedTuple):
    """A text and what is to be read from it: `items` in its order, `side` neither right nor wrong."""

    name: str
    text: str
    language: str | None
    items: list[dict[str, Any]]
    side: list[dict[str, Any]]


def folded(text: str | None) -> str:
    """A text by its letters and digits alone."""
    return re.sub(r"[\W_]+", "", text or "").casefold()


def dump(name: str, html: bytes, label: dict[str, Any], style: Style) -> Dump | None:
    """The dump of a page; None for a page whose items do not stand together."""
    tree = lxml.html.fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", decode(html)[0]))
    top, records = _part(tree, label["items"])
    if top is None:
        return None
    for _ in range(style.around):
        above = top.getparent()
        top = above if above is not None and above.tag != "html" else top
    lines = _rows(top, records) if style.rows else _lines(top, style, records)
    whole = folded(" ".join(lines))
    told = [i for i in label["items"] if i.get("headline") and folded(i["headline"]) in whole]
    others = [i for i in label["items"] if i not in told]
    if style.rows and not _hold_one_each(lines, [folded(i["headline"]) for i in told]):
        return None
    items = [_printed(item, whole) for item in told]
    side = [{**i, "link": None} for i in (*label.get("side", []), *others)]
    return Dump(name, "\n".join(lines) + "\n", label.get("language"), items, side)


def _printed(item: dict[str, Any], whole: str) -> dict[str, Any]:
    """An item by those of its fields that the dump prints; dates are told apart elsewhere."""
    kept = {k: v for k, v in item.items() if k not in ("link", "published")}
    for field in ("standfirst", "byline", "kicker"):
        if kept.get(field) and folded(kept[field]) not in whole:
            del kept[field]
    return kept


def _part(tree: Any, items: Sequence[dict[str, Any]]) -> tuple[Any, set[Any]]:
    """The element that holds the largest group of items that stand alike, and its children that hold them."""
    wanted = {folded(i["headline"]) for i in items if i.get("headline")}
    groups: dict[str, list[Any]] = defaultdict(list)
    seen = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in DROPPED or len(element) >= MOST_CHILDREN:
            continue
        text = folded(element.text_content())
        if text in wanted:
            inner = next((e for e in reversed(list(element.iter())) if _says(e, text)), element)
            if inner not in seen:
                seen.add(inner)
                groups["/".join(str(a.tag) for a in inner.iterancestors())].append(inner)
    best = max(groups.values(), key=len, default=[])
    if len(best) < FEWEST:
        return None, set()
    paths = [[*reversed(list(e.iterancestors())), e] for e in best]
    depth = 0
    while all(len(path) > depth + 1 for path in paths) and len({path[depth] for path in paths}) == 1:
        depth += 1
    return paths[0][depth - 1], {path[depth] for path in paths}


def _says(element: Any, text: str) -> bool:
    return isinstance(element.tag, str) and folded(element.text_content()) == text


def _lines(top: Any, style: Style, records: set[Any]) -> list[str]:
    out: list[list[str]] = [[]]
    _walk(top, style, records, out)
    found: list[str] = []
    for parts in out:
        line = " ".join("".join(parts).split())
        if line or (parts == [""] and found and found[-1]):
            found.append(line)
    return found


def _hold_one_each(rows: Sequence[str], headlines: Sequence[str]) -> bool:
    """Whether nearly every row holds one headline."""
    told = [sum(headline in row for headline in headlines) for row in map(folded, rows)]
    return told.count(1) >= MOST_OF_ONE * len(told)


def _rows(top: Any, records: set[Any]) -> list[str]:
    """The records, each a line; what stands above the first is left out."""
    found: list[str] = []
    for child in top.iterchildren("*"):
        said = " ".join(_lines(child, Style(), set()))
        if child in records:
            found.append(said)
        elif found and said:
            found[-1] += f" {said}"
    return [line for line in found if line]


def _walk(node: Any, style: Style, records: set[Any], out: list[list[str]]) -> None:
    """Add the lines of an element; an empty text on a line of its own is an empty line."""
    if not isinstance(node.tag, str) or node.tag in DROPPED:
        return
    apart = (style.blank and node.tag in APART) or (style.records and node in records)
    ends: list[list[str]] = [[""], []] if apart else [[]] if node.tag in BLOCKS else []
    out.extend(map(list, ends))
    if node.text:
        out[-1].append(node.text)
    for child in node:
        _walk(child, style, records, out)
        if child.tail:
            out[-1].append(child.tail)
    out.extend(map(list, ends))


def dumps(folders: Sequence[Path], style: Style) -> Iterator[Dump]:
    """The dumps of all labelled pages of some folders that have enough items together."""
    for folder in folders:
        for label in sorted(folder.glob("*.json")):
            page = label.with_suffix(".html")
            told = json.loads(label.read_text("utf-8"))
            if page.exists() and len(told.get("items", [])) >= FEWEST:
                found = dump(label.stem, page.read_bytes(), told, style)
                if found and len(found.items) >= FEWEST:
                    yield found


def figures(folders: Sequence[Path], style: Style) -> dict[str, float]:
    """How well the dumps of some folders are read: the mean of each figure."""
    from read import answer, scorer  # which asks for figures of dumps in its turn

    score = scorer().score
    total: dict[str, list[float]] = defaultdict(list)
    for told in dumps(folders, style):
        document = Document("https://dump.example/", told.text.encode(), "text/plain")
        for name, value in score(
            {"items": told.items, "side": told.side}, answer(read(document))["items"]
        ).items():
            total[name].append(value)
    return {name: round(sum(values) / len(values), 4) for name, values in total.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rows", action="store_true", help="each item on one line")
    args = parser.parse_args()
    if not args.out:
        for name, value in figures(args.folders, Style(rows=args.rows)).items():
            print(f"{name:20} {value:.4f}")
        return 0
    args.out.mkdir(exist_ok=True, parents=True)
    for told in dumps(args.folders, Style(rows=args.rows)):
        label = json.dumps({"items": told.items, "side": told.side}, ensure_ascii=False)
        (args.out / f"{told.name}.txt").write_text(told.text, "utf-8")
        (args.out / f"{told.name}.json").write_text(label, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
