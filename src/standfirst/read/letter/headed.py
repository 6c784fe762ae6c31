"""A plain letter in blocks: one that opens with a short line, or a short line alone before a block, is an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from standfirst.model import Item, tidy
from standfirst.read.dates import spot, when
from standfirst.read.enough import FEWEST, MOST, MOSTLY
from standfirst.read.letter.block import NUMBER, SHORTEST_TEXT, Block, below_signature, byline, links_below
from standfirst.read.letter.words import is_admin, is_contents, is_more
from standfirst.read.text.record import ends
from standfirst.read.widths import width

_LONGEST_HEADLINE = 140
_SHORTEST_LISTED = 20
_LONG_WORD = 4
_LONGEST_DATED = 80
_RUN_IN = re.compile(r"(?P<head>[^\W\d_a-z](?:[^\s.?!]+ ){1,7}[^\s.?!]{2,})\. (?P<text>.{45,})")
_FACT = re.compile(r"[^\W\d_][\w ./-]{1,30}[:：]\s?\S")


def headed(blocks: Sequence[Block]) -> Iterator[Item]:
    """The items of blocks that begin with a headline or stand below one, in their order."""
    at = 0
    longer = [block for block in blocks if len(block.lines) > 1]
    own = [block for block in longer if block.links and _heads(block)]
    all_headed = len(own) >= max(FEWEST, MOSTLY * len(longer))
    while at < len(blocks):
        block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        at += 1
        if not block.lines or _is_masthead(block) or (at == 1 and _is_dated(block)):
            continue
        if is_contents(block.lines[0]):
            at += len(block.lines) == 1 and after is not None and _is_list(after)
        elif _is_of_facts(block):
            words = after.text() if after and _tells(after, block.lines[0]) else ""
            yield _item(block.lines[0], words, _links_from(blocks[at - 1 : at + 2]))
            at += bool(words)
        elif len(block.lines) == 1 and block.links and _may_head(block.lines[0]):
            yield _item(block.lines[0], "", block.links)
        elif len(block.lines) > 1 and _heads(block):
            words = block.text(below_signature(block, 1))
            if not words and after and _tells(after, block.lines[0]):
                words = after.text()
                at += 1
            item = _item(block.lines[0], words, block.links or links_below(after))
            yield replace(item, byline=byline(block, 1))
        elif _is_alone(block) and after and all_headed and after in own:
            continue  # what stands above a block with a headline of its own is the title of the whole
        elif _is_alone(block) and after and _tells(after, block.lines[0]) and not _opens(after):
            at += 1
            below = blocks[at] if at < len(blocks) else None
            item = _item(block.lines[0], after.text(below_signature(after)), after.links or links_below(below))
            yield replace(item, byline=byline(after))


def run_in(blocks: Sequence[Block]) -> list[Item]:
    """The items of a letter whose paragraphs mostly begin with a headline, a few words that end in a full stop:
    "Boats on Rails. Two of them …"."""
    told = [(block, found) for block in blocks if (found := _RUN_IN.fullmatch(block.text()))]
    titled = [found for _, found in told if _is_title(found["head"])]
    long = sum(width(block.text()) >= _LONGEST_HEADLINE for block in blocks)
    if len(titled) < FEWEST or len(titled) < max(MOSTLY * long, MOST * len(told)):
        return []
    below = {id(block): after for block, after in pairwise([*blocks, None]) if block}
    return [
        _item(found["head"], found["text"], block.links or links_below(below[id(block)])) for block, found in told
    ]


def _is_title(head: str) -> bool:
    """Whether all longer words of a headline begin in a capital."""
    return all(word[0].isupper() for word in head.split() if len(word) > _LONG_WORD)


def _is_alone(block: Block) -> bool:
    return len(block.lines) == 1 and not block.links and _may_head(block.lines[0])


def _tells(block: Block, headline: str) -> bool:
    """Whether a block is text enough for the headline above it."""
    return width(block.text()) > max(SHORTEST_TEXT, 1.2 * width(headline))


def _opens(block: Block) -> bool:
    """Whether a block begins with a headline of its own."""
    if _is_of_facts(block) or byline(block, 1):
        return True
    return len(block.lines) > 1 and _may_head(block.lines[0]) and block.lines[0].rstrip().endswith((":", "："))


def _is_of_facts(block: Block) -> bool:
    """Whether a block is a headline and facts below it, each behind its name: "Version: 3.5"."""
    return len(block.lines) > FEWEST and not ends(block.lines[0]) and all(map(_FACT.match, block.lines[1:]))


def _is_list(block: Block) -> bool:
    """Whether a block is points, more than one, and what goes on in them."""
    return sum(map(bool, map(NUMBER.match, block.lines))) > 1 and bool(NUMBER.match(block.lines[0]))


def _links_from(blocks: Sequence[Block]) -> list[str]:
    """The links of the first of some blocks that has any."""
    return next((block.links for block in blocks if block.links), [])


def _heads(block: Block) -> bool:
    """Whether a block opens with a headline and goes on with a text."""
    rest = block.text(1)
    # A bullet and a link say of a short text what else only its length says; so do a stop and a link.
    marked = NUMBER.sub("", block.lines[0]) != block.lines[0].lstrip()
    listed = block.links and (marked or (ends(rest) and not ends(block.lines[0])))
    enough = _SHORTEST_LISTED if listed else SHORTEST_TEXT
    return _may_head(block.lines[0]) and not _is_cut(block) and width(rest) >= enough and rest[0] not in "-•*"


def _is_cut(block: Block) -> bool:
    """Whether the first line of a block is only as long as the margin allows: a sentence, no headline."""
    return len(block.lines[0]) > 48 and block.lines[1][:1].islower()


def _is_masthead(block: Block) -> bool:
    return len(block.text(1)) < 150 and bool(re.search(r"www\.|@|\bISSN\b", block.text()))


def _is_dated(block: Block) -> bool:
    """Whether a block is a title and the day of the letter."""
    below = block.lines[1:]
    return not block.links and any(len(line) <= _LONGEST_DATED and spot(line) for line in below)


def _may_head(line: str) -> bool:
    """Whether a line may be a headline: not too long, no sentence cut by the margin, no greeting, no date."""
    lean = NUMBER.sub("", line).strip()
    if lean.endswith(":") and ". " in lean:
        return False  # it leads up to what stands below
    if not 6 <= len(lean) <= _LONGEST_HEADLINE or is_more(lean) or is_admin(lean) or when(lean):
        return False
    if lean.endswith((",", ";", ".")) and not NUMBER.match(line):
        return False
    return not lean[0].islower()


def _item(headline: str, standfirst: str, links: list[str]) -> Item:
    headline = tidy(NUMBER.sub("", headline)).rstrip(" :：")
    why = "the line at the head of a block"
    return Item(
        headline=headline,
        standfirst=standfirst or None,
        link=links[0] if links else None,
        found={"headline": why},
    )
