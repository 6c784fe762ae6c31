"""How reading stands what mailing does to a text: the corpus' texts, changed as mail programs and editors do.

    python bench/mailed.py [NAME ...]           a line for each change: the mean of each figure

Lines are broken at a margin, a text is quoted, sent on, signed, set in, its letters taken apart, its headlines
that are lines of their own get a bullet, a number or a mark of Markdown; the labels stay.
Of texts broken at a margin the figures are pinned beside the others (`bench/floors.json`).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import read as reading

from standfirst.model import tidy
from standfirst.read import read

FIELDS = ("F1", "headline", "standfirst", "standfirst_given", "published", "byline", "exact")
HEAD = """---------- Forwarded message ---------
From: Desk <desk@gorran.example>
Date: Mon, 3 Mar 2031 at 08:00
Subject: Fwd: today
To: Ann <ann@gorran.example>


"""
WIDE = "\u2e7f"


def width(text: str) -> int:
    return len(text) + sum(c > WIDE for c in text)


def broken(text: str, margin: int) -> str:
    """The text with its lines broken at a margin: at spaces, where there are any, and in no address."""
    return "\n".join(part for line in text.split("\n") for part in _broken(line, margin))


def _broken(line: str, margin: int) -> list[str]:
    if width(line) <= margin or "://" in line:
        return [line]
    if sum(c > WIDE and not "\uac00" <= c <= "\ud7a3" for c in line) * 3 <= len(line):
        return textwrap.wrap(line, margin, break_long_words=False, break_on_hyphens=False)
    parts = [""]
    for sign in line:
        if width(parts[-1] + sign) > margin and sign not in "，。、！？」）：；…":
            parts.append("")
        parts[-1] += sign
    return parts


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


CHANGES: dict[str, Callable[[str], str]] = {
    "written": lambda text: text,
    "wrapped60": lambda text: broken(text, 60),
    "wrapped72": lambda text: broken(text, 72),
    "wrapped80": lambda text: broken(text, 80),
    "quoted": _each(lambda line: f"> {line}".rstrip()),
    "set in": _each(lambda line: f"    {line}" if line.strip() else line),
    "sent on": lambda text: HEAD + text,
    "signed": lambda text: f"{text}\n\n-- \nSent from my phone\n",
    "apart": lambda text: unicodedata.normalize("NFD", text),
    "hard": lambda text: text.replace(" ", "\u00a0"),
    "spread": lambda text: re.sub(r"\n+", "\n\n", text),
    "close": lambda text: re.sub(r"\n{2,}", "\n", text),
}


MARKS = {"starred": "* {0}", "counted": "{1}. {0}", "hashed": "## {0}", "strong": "**{0}**", "ruled": "{0}\n{2}"}


def marked(text: str, headlines: set[str], mark: str) -> str:
    """The text with a mark at each line that is a headline and nothing else."""
    lines, count = text.split("\n"), 0
    for at, line in enumerate(lines):
        if tidy(line) in headlines:
            count += 1
            lines[at] = mark.format(line.strip(), count, "-" * len(line.strip()))
    return "\n".join(lines)


def figures(name: str) -> dict[str, float]:
    """The mean of each of the scorer's figures over the texts of the corpus after one change."""
    score = reading.scorer().score
    total: dict[str, list[float]] = {}
    for text, document in reading.documents(reading.CORPUS / "texts"):
        if document.media_type != "text/plain":
            continue
        label = json.loads((reading.CORPUS / "texts" / f"{text}.json").read_text("utf-8"))
        body = document.body.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
        headlines = {tidy(item["headline"]) for item in label["items"] if item["headline"]}
        told = marked(body, headlines, MARKS[name]) if name in MARKS else CHANGES[name](body)
        changed = replace(document, body=told.encode())
        for field, value in score(label, reading.answer(read(changed))["items"]).items():
            total.setdefault(field, []).append(value)
    return {field: round(sum(values) / len(values), 4) for field, values in total.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    every = [*CHANGES, *MARKS]
    if unknown := set(args.names) - set(every):
        parser.error(f"no change is called {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    if not reading.CORPUS.is_dir():
        print("The corpus is not beside the project: skipped.")
        return 0
    print(f"{'':12}" + "".join(f"{f[:10]:>11}" for f in FIELDS))
    for name in args.names or every:
        told = figures(name)
        print(f"{name:12}" + "".join(f"{told[f]:11.4f}" for f in FIELDS), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
