"""A letter of plain text. Where it lists its contents, these say what its items are (`contents`); else its blocks
do (`block`, `headed`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from standfirst.model import Item
from standfirst.read.enough import FEWEST, MOSTLY, enough
from standfirst.read.letter.block import SHORTEST_TEXT, URL, Block, blocks_of, by_whom, is_rule
from standfirst.read.letter.contents import listed
from standfirst.read.letter.footnotes import footnoted
from standfirst.read.letter.headed import headed, run_in
from standfirst.read.letter.words import is_advert
from standfirst.read.mail_words import is_footer
from standfirst.read.text.fields import told_by_fields
from standfirst.read.text.marked import told_by_marks
from standfirst.read.text.messages import without_heads
from standfirst.read.widths import width

_MOST_PARAGRAPHS = 6
_MOST_OF_FOOTER = 12
_ADVERT = re.compile(r"advert|sponsor|anzeige|publicit|pubblicit|реклам|広告|广告", re.IGNORECASE)
_MARKED = re.compile(r"\s*([*+=~])\1+\s+(?P<words>[^\s*+=~](?:.*?[^\s*+=~])?)(?P<closed>\s+\1{2,})?\s*")
_CLOSING = re.compile(r"\s*([*+=~])\1{1,2}\s*")
_LONGEST_PART, _LONGEST_MARKED = 40, 300
_HEADING = re.compile(r"^#{1,4} \S", re.MULTILINE)


def items_of_text(text: str) -> list[Item]:
    """The items of a letter's plain text, in its order, not yet finished; empty where the text is no letter in
    blocks or with contents, but a digest like any other plain text."""
    if told := footnoted(text) or told_by_fields(text, None, None) or told_by_marks(text, None, None):
        return told
    if len(_HEADING.findall(text)) >= FEWEST or "\n## " in "\n".join(without_heads(text.splitlines())):
        return []  # Markdown or messages, which others read
    lines = _unmarked(_without_adverts(_without_frames(text.replace("\t", "    ").splitlines())))
    if told := listed(lines):
        return told
    blocks = [block for block in blocks_of(lines) if not is_footer(block.text()) and not is_advert(block.text())]
    if told := run_in(blocks):
        return told
    told = _below_greeting(list(headed(blocks)))
    if all(item.byline for item in told) or _is_wrapped(lines) or _covered(told, blocks) >= MOSTLY:
        return told
    return []


def _below_greeting(told: list[Item]) -> list[Item]:
    """The items without those above the first that leads anywhere, where nearly all do."""
    linked = [bool(item.link) for item in told]
    return told[linked.index(True) :] if enough(sum(linked), len(told)) else told


def content_of_text(text: str) -> str:
    """The text without adverts and without the blocks that speak of subscribing; below the last of these there is
    nothing but more of its kind."""
    kept: list[str] = []
    block: list[str] = []
    lines = _without_adverts(text.splitlines())
    last = len(lines) - _MOST_OF_FOOTER
    for n, line in enumerate([*lines, ""]):
        block.append(line)
        if not line.strip():
            if 2 * n > len(lines) and n > last and len(block) <= _MOST_OF_FOOTER and is_footer(" ".join(block)):
                break
            kept += (
                [line for line in block if not is_footer(line)]
                if len(block) > _MOST_OF_FOOTER
                else (block if not is_footer(" ".join(block)) else [])
            )
            block = []
    return "\n".join(kept)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs are broken at a margin, as writers of plain letters do: many a line of some length is
    followed by one that goes on in the middle of its sentence."""
    told = [line.strip() for line in lines if line.strip()]
    long = [n for n, line in enumerate(told[:-1]) if 50 <= len(line) <= 80]
    going_on = sum(told[n + 1][:1].islower() for n in long)
    return len(long) > 1 and going_on > len(long) / 4 and max(map(len, told)) < 2 * 80


def _covered(told: list[Item], blocks: list[Block]) -> float:
    """The share of the letter's long text that items of small blocks hold; a digest without blank lines is one
    block, whose first line is no headline of the rest."""
    small = {block.text(1) for block in blocks if len(block.lines) <= _MOST_PARAGRAPHS}
    held = [item.standfirst for item in told if item.standfirst in small]
    whole = sum(len(text) for block in blocks if width(text := block.text()) >= SHORTEST_TEXT)
    return sum(map(len, held)) / whole if len(held) > FEWEST and whole else 0.0


def _without_frames(lines: list[str]) -> list[str]:
    """The lines without the bars around headlines that stand in frames, and without small print below these, but
    for who signed it and where it leads."""
    kept: list[str] = []
    within = False
    for line in lines:
        bare = line.strip()
        framed = len(bare) > 1 and bare[0] == bare[-1] == "|"
        said = bare[1:-1].strip() if framed else line
        if not (framed and within) or URL.search(said) or by_whom(said):
            kept.append(said)
        within = framed
    return kept


def _unmarked(lines: list[str]) -> list[str]:
    """The lines without the marks on both sides of several of them ("** Headline **"), also where the second one
    was broken off; those of names of parts ("+++ SPORT +++") go with these."""
    found = [_MARKED.fullmatch(line) if len(line) <= _LONGEST_MARKED else None for line in lines]
    if sum(bool(marked and marked["closed"]) for marked in found) < FEWEST:
        return lines
    kept: list[str] = []
    for marked, line in zip(found, lines, strict=True):
        if marked:
            kept.append(
                "" if marked["words"].isupper() and len(marked["words"]) <= _LONGEST_PART else marked["words"]
            )
        elif not _CLOSING.fullmatch(line):
            kept.append(line)
    return kept


def _without_adverts(lines: list[str]) -> list[str]:
    """The lines without what stands between a rule that says "advertisement" and the next rule."""
    kept, within = [], False
    for line, below in pairwise([*lines, ""]):
        rule = is_rule(line)
        if rule and (_ADVERT.search(line) or is_advert(below)):
            within = True
        elif rule:
            within = False
            kept.append(line)
        elif not within:
            kept.append(line)
    # An advert without an end was none.
    return kept if not within else lines
