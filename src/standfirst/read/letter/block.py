"""The blocks of a plain letter: lines between blank lines and rules, with the links that stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from standfirst.model import tidy
from standfirst.read.dates import when
from standfirst.read.letter.words import is_more
from standfirst.read.mail_words import means
from standfirst.read.text.signed import signature, signed
from standfirst.read.widths import WIDE, width

SHORTEST_TEXT = 45
_RULE = re.compile(r"^\s*(?:[-=_*~#+·.<>━─═＝－―＊]\s?){3,}\s*$|^\s*<?[-=*]{4,}.{0,30}[-=*]{4,}>?\s*$")
URL = re.compile(r"<?(https?://[^\s<>\"（）【】]+[^\s<>\".,;:!?)\]'（）【】])>?")
NUMBER = re.compile(
    r"^\s*(?:[■□◆◇●○★☆▼▶▲※・]+\s*(?:\d{1,2}\s?[.):．、：）]+\s*)?|[(（\[]?\d{1,2}\s?[.)\]:．、：）-]+\s*(?:-\s)?|[*•·»–—-]+\s+)(?=\S)"
)
_LEADS = tuple("▼▽▶►→⇒☞👉↓")
_FROM = re.compile(r"^(?:From|Subject|Date|Reply-To|To|Message-ID|X-[\w-]+):\s", re.IGNORECASE)
_BESIDE_ADDRESS = re.compile(r"\s*(?P<signed>\S.*\S)\s*[(<][^\s()<>]+[)>]\s*$")
_BEFORE_LINK = re.compile(r"\[\d{1,3}\](?=[^\W\d_])")
_POINT = re.compile(r"\s*[-*•·»>–—]+\s+(?P<text>\S.{18,140}?)\s?[:–—-]?\s+<?(?P<link>https?://[^\s<>\"]+)>?\s*$")


@dataclass(slots=True)
class Block:
    """Lines that stand together, without those that only lead to an address, and the addresses they hold."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def text(self, start: int = 0) -> str:
        return joined(self.lines[start:])


def joined(lines: Sequence[str]) -> str:
    """Lines as one text, without the numbers of links before words: nothing parts them where both sides of a break
    are of a script without spaces."""
    text = ""
    for line in map(str.strip, lines):
        close = bool(text and line) and bool(WIDE.match(text[-1])) and bool(WIDE.match(line[0]))
        text += line if close else f" {line}"
    return tidy(_BEFORE_LINK.sub("", text))


def is_rule(line: str) -> bool:
    """Whether a line is drawn, to part what stands above it from what stands below."""
    return len(line) < 200 and bool(_RULE.match(line))


def blocks_of(lines: list[str]) -> list[Block]:
    """The blocks of some lines; a point that leads somewhere is one by itself."""
    blocks, current = [], Block()
    for line, below in pairwise([*lines, "", ""]):
        if not line.strip() or is_rule(line):
            if current.lines or current.links:
                blocks.append(current)
            current = Block()
            continue
        if (beside := _BESIDE_ADDRESS.match(line)) and signature(beside["signed"]):
            line = beside["signed"]
        elif (point := _POINT.match(line)) and not is_more(point["text"]):
            blocks += [current] if current.lines or current.links else []
            blocks.append(Block([point["text"]], [point["link"]]))
            current = Block()
            continue
        found = URL.findall(line)
        current.links += found
        # What stands beside an address leads to it: "Read more:"; so does what points down to one.
        if not found and not (line.strip().startswith(_LEADS) and URL.fullmatch(below.strip())):
            current.lines.append(line.strip(" <>"))
    return blocks


def own_blocks(lines: list[str]) -> list[Block]:
    """The blocks that one who writes a letter wrote, and did not quote."""
    own = [line for line in lines if not line.startswith(">")]
    return [block for block in blocks_of(own) if not any(_FROM.match(line) for line in block.lines)]


def first_words(text: str) -> str:
    """The first paragraph that one who writes a letter wrote, and did not quote."""
    return first_text(own_blocks(text.splitlines()))


def first_text(blocks: list[Block]) -> str:
    """The first text of some blocks, without a name that says that it is one: "About: …"."""
    texts = (block.text(below_signature(block)) for block in blocks)
    text = next((text for text in texts if width(text) >= SHORTEST_TEXT), "")
    name, _, rest = text.partition(":")
    return rest.strip() if means(name, "abstract") else text


def below_signature(block: Block, start: int = 0) -> int:
    """Where the text of a block begins: below the lines from one on that say by whom, when or what kind it is."""
    is_small = (bool(by_whom(line)) or _is_day(line) or _is_aside(line) for line in block.lines[start : start + 2])
    return start + sum(takewhile(bool, is_small))


def by_whom(line: str) -> str | None:
    """By whom something is, of a line that says little else: "posted by Ann on Sunday"."""
    line = line.strip()
    named = signed(line)
    if not named or (named.end() < len(line) and not when(line[named.end() :])):
        return None
    return tidy(named["name"])


def _is_aside(line: str) -> bool:
    return line[:1] == "(" and line[-1:] == ")" and len(line) < SHORTEST_TEXT


def _is_day(line: str) -> bool:
    return len(line) < SHORTEST_TEXT and when(line) is not None


def byline(block: Block, start: int = 0) -> str | None:
    """By whom the text of a block is."""
    small = block.lines[start : below_signature(block, start)]
    return next((name for line in small if (name := by_whom(line))), None)


def links_below(after: Block | None) -> list[str]:
    return after.links if after and all(map(is_more, after.lines)) else []
