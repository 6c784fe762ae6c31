"""A letter of plain text: blocks of lines between blank lines and rules, with a headline at the head of some.

Where the letter lists its contents and prints their headlines again further down, the list says what the items
are. Otherwise a block that opens with a short line, or a short line alone before a block, is an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from standfirst.model import Item, tidy
from standfirst.read.dates import when
from standfirst.read.enough import MOST
from standfirst.read.letter.footnotes import footnoted
from standfirst.read.letter.papers import named, papers
from standfirst.read.letter.words import bare, is_admin, is_advert, is_contents, is_more
from standfirst.read.mail_words import is_footer, means
from standfirst.read.text.marked import told_by_marks
from standfirst.read.text.messages import without_heads
from standfirst.read.text.record import ends
from standfirst.read.text.signed import SIGNED_LINE
from standfirst.read.widths import WIDE, width

_RULE = re.compile(r"^\s*(?:[-=_*~#+·.<>━─═＝－―＊]\s?){5,}\s*$|^\s*<?[-=*]{4,}.{0,30}[-=*]{4,}>?\s*$")
_ADVERT = re.compile(r"advert|sponsor|anzeige|publicit|pubblicit|реклам|広告|广告", re.IGNORECASE)
_URL = re.compile(r"<?(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])>?")
_ENTRY = re.compile(
    r"^\s*(?:[*•·+o»>–—-]+\s+|[■□◆◇●○★☆▼▶▲・]+\s*|[(（\[]?\d{1,2}\s?(?:[.)\]:-]+\s+(?:-\s)?|[．、：）]+\s*)"
    r"|[ \t]{2,}(?=\S))"
    r"(?P<text>\S.*)$"
)
_NUMBER = re.compile(
    r"^\s*(?:[■□◆◇●○★☆▼▶▲※・]+\s*(?:\d{1,2}\s?[.):．、：）]+\s*)?|[(（\[]?\d{1,2}\s?[.)\]:．、：）-]+\s*(?:-\s)?|[*•·»–—-]+\s+)(?=\S)"
)
_COUNTED = re.compile(r"\s*(?:\[(?P<boxed>\d{1,2})\]|(?P<bare>\d{1,2})[.)])\s+\S")
_HEADING = re.compile(r"^#{1,4} \S", re.MULTILINE)
_LEADS = tuple("▼▽▶►→⇒☞👉↓")
_FROM = re.compile(r"^(?:From|Subject|Date|Reply-To|To|Message-ID|X-[\w-]+):\s", re.IGNORECASE)
# A list's name stands before what its letters are about.
_SUBJECT = re.compile(r"^Subject:\s*(?P<answer>(?:Re:\s*)?)(?:\[[^\]]{1,40}\]\s*)?", re.IGNORECASE)
_SIGNED_BESIDE = re.compile(rf"\s*(?P<signed>{SIGNED_LINE.pattern})\s*[(<][^\s()<>]+[)>]\s*$")
_BEFORE_LINK = re.compile(r"\[\d{1,3}\](?=[^\W\d_])")
_RUN_IN = re.compile(r"(?P<head>[^\W\d_a-z](?:[^\s.?!]+ ){1,7}[^\s.?!]{2,})\. (?P<text>.{45,})")
_FRAMED = re.compile(r"\s*\|\s(?P<text>.*?)\s*\|\s*$")
_FACT = re.compile(r"[^\W\d_][\w ./-]{1,30}[:：]\s?\S")
_LONGEST_HEADLINE = 140
_SHORTEST_TEXT, _SHORTEST_LISTED = 45, 20
_ENOUGH_COVERED = 0.6
_FEW_HEADED = 3
_SOON = 4
_MOST_PARAGRAPHS = 6
_MOST_OF_FOOTER = 12


@dataclass(slots=True)
class _Block:
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


def items_of_text(text: str) -> list[Item]:
    """The items of a letter's plain text, in its order, not yet finished; empty where the text is no letter in
    blocks or with contents, but a digest like any other plain text."""
    if told := footnoted(text) or papers(text) or told_by_marks(text, None, None):
        return told
    if len(_HEADING.findall(text)) >= _FEW_HEADED or "\n## " in "\n".join(without_heads(text.splitlines())):
        return []  # Markdown or messages, which others read
    lines = _without_adverts(_without_frames(text.replace("\t", "    ").splitlines()))
    listed = _listed(lines)
    if listed:
        return listed
    blocks = [block for block in _blocks(lines) if not is_footer(block.text()) and not is_advert(block.text())]
    if told := _run_in(blocks):
        return told
    told = list(_of_blocks(blocks))
    if all(item.byline for item in told) or _is_wrapped(lines) or _covered(told, blocks) >= _ENOUGH_COVERED:
        return told
    return []


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


def _covered(told: list[Item], blocks: list[_Block]) -> float:
    """The share of the letter's long text that items of small blocks hold; a digest without blank lines is one
    block, whose first line is no headline of the rest."""
    small = {block.text(1) for block in blocks if len(block.lines) <= _MOST_PARAGRAPHS}
    held = [item.standfirst for item in told if item.standfirst in small]
    whole = sum(len(text) for block in blocks if width(text := block.text()) >= _SHORTEST_TEXT)
    return sum(map(len, held)) / whole if len(held) > 3 and whole else 0.0


def _is_rule(line: str) -> bool:
    return len(line) < 200 and bool(_RULE.match(line))


def _without_frames(lines: list[str]) -> list[str]:
    """The lines without the bars around headlines that stand in frames, and without small print below these, but
    for who signed it and where it leads."""
    kept: list[str] = []
    within = False
    for line in lines:
        framed = _FRAMED.match(line)
        said = framed["text"] if framed else line
        if not (framed and within) or _URL.search(said) or SIGNED_LINE.match(said):
            kept.append(said)
        within = framed is not None
    return kept


def _without_adverts(lines: list[str]) -> list[str]:
    """The lines without what stands between a rule that says "advertisement" and the next rule."""
    kept, within = [], False
    for line, below in pairwise([*lines, ""]):
        rule = _is_rule(line)
        if rule and (_ADVERT.search(line) or is_advert(below)):
            within = True
        elif rule:
            within = False
            kept.append(line)
        elif not within:
            kept.append(line)
    # An advert without an end was none.
    return kept if not within else lines


# --- contents ----------------------------------------------------------------------------------------------


def _listed(lines: list[str]) -> list[Item]:
    start = next((n for n, line in enumerate(lines) if is_contents(line)), None)
    start = start + 1 if start is not None else _numbered(lines)
    if start is None:
        return []
    entries, end = _entries(lines, start)
    if len(entries) < 3:
        return []
    places = _places(entries, lines, end)
    if sum(place is not None for place in places) * 2 < len(entries):
        return []
    stops = [*sorted(place for place in places if place is not None), len(lines)]
    told = []
    for entry, place in zip(entries, places, strict=True):
        if not is_admin(entry):
            stop = next((stop for stop in stops if place is not None and stop > place), None)
            whole = place is not None and bare(_NUMBER.sub("", lines[place])) == bare(entry)
            below = lines[place + 1 : stop] if place is not None else []
            told.append(_of_entry(entry.rstrip(".") if whole else _entry(entry), below))
    return told


def _numbered(lines: list[str]) -> int | None:
    """Where three numbered lines in a row stand near the start: contents that nothing announces."""
    for n in range(min(len(lines) - 2, 40)):
        if all(_COUNTED.match(line) for line in lines[n : n + 3]):
            return n
    return None


def _entries(lines: list[str], start: int) -> tuple[list[str], int]:
    entries: list[str] = []
    marked = False  # where the first has a bullet or a number, a line without one goes on with the one before
    for n in range(start, min(len(lines), start + 60)):
        line = lines[n]
        if not line.strip():
            if entries and not _goes_on(lines[n : n + _SOON], len(entries)):
                return entries, n
            continue
        found = _ENTRY.match(line)
        if _is_rule(line) or not (found or entries):
            return entries, n
        if found and (not marked or _NUMBER.match(line)):
            marked = bool(_NUMBER.match(line)) if not entries else marked
            entries.append(tidy(found["text"]))
        elif entries and lines[n - 1].strip():
            entries[-1] = f"{entries[-1]} {line.strip()}"
    return entries, len(lines)


def _goes_on(lines: Sequence[str], count: int) -> bool:
    """Whether a list of so many is counted on in one of some lines."""
    counted = (found["boxed"] or found["bare"] for line in lines if (found := _COUNTED.match(line)))
    return any(int(number) == count + 1 for number in counted)


def _entry(text: str) -> str:
    """A line of the contents without the sender of a digest in brackets, or a full stop."""
    return tidy(re.sub(r"\s*\([^()]{3,60}\)\s*$", "", text)).rstrip(".")


def _places(entries: list[str], lines: list[str], after: int) -> list[int | None]:
    heads: dict[str, int] = {}
    for n in range(after, len(lines)):
        if said := bare(_SUBJECT.sub(r"\g<answer>", _NUMBER.sub("", lines[n]))):
            heads.setdefault(said, n)
    return [heads.get(bare(entry)) if bare(entry) in heads else _begins(bare(entry), heads) for entry in entries]


def _begins(entry: str, heads: dict[str, int]) -> int | None:
    return next(
        (n for head, n in heads.items() if len(head) > 15 and (entry.startswith(head) or head.startswith(entry))),
        None,
    )


def _until_rule(lines: list[str]) -> list[str]:
    """The lines up to the first rule below a text."""
    told = False
    for n, line in enumerate(lines):
        if told and _is_rule(line):
            return lines[:n]
        small = _FROM.match(line) or _URL.search(line) or SIGNED_LINE.match(line.strip())
        told = told or (width(line) >= _SHORTEST_TEXT and not small)
    return lines


def first_words(text: str) -> str:
    """The first paragraph that one who writes a letter wrote, and did not quote."""
    return _first(_own_blocks(text.splitlines()))


def _own_blocks(lines: list[str]) -> list[_Block]:
    own = [line for line in _until_rule(lines) if not line.startswith(">")]
    return [block for block in _blocks(own) if not any(_FROM.match(line) for line in block.lines)]


def _first(blocks: list[_Block]) -> str:
    """The first text of some blocks, without a name that says that it is one: "About: …"."""
    text = next((text for block in blocks if width(text := block.text(_signed(block))) >= _SHORTEST_TEXT), "")
    name, _, rest = text.partition(":")
    return rest.strip() if means(name, "abstract") else text


def _signed(block: _Block, start: int = 0) -> int:
    """Where the text of a block begins: below the lines from one on that say by whom it is, and when."""
    is_small = (bool(SIGNED_LINE.match(line)) or _is_day(line) for line in block.lines[start : start + 2])
    return start + sum(takewhile(bool, is_small))


def _is_day(line: str) -> bool:
    return len(line) < _SHORTEST_TEXT and when(line) is not None


def _byline(block: _Block, start: int = 0) -> str | None:
    """By whom the text of a block is."""
    own = block.lines[start : _signed(block, start)]
    return next((tidy(found["name"]) for line in own if (found := SIGNED_LINE.match(line))), None)


def _of_entry(entry: str, lines: list[str]) -> Item:
    blocks = _own_blocks(lines)
    link = next((link for block in blocks for link in block.links), None)
    byline = next((name for block in blocks[:1] if (name := _byline(block))), None)
    found = {"headline": "a line of the letter's contents"}
    return Item(headline=entry, standfirst=_first(blocks) or None, link=link, byline=byline, found=found)


# --- blocks ------------------------------------------------------------------------------------------------


def _blocks(lines: list[str]) -> list[_Block]:
    blocks, current = [], _Block()
    for line, below in pairwise([*lines, "", ""]):
        if not line.strip() or _is_rule(line):
            if current.lines or current.links:
                blocks.append(current)
            current = _Block()
            continue
        if signed := _SIGNED_BESIDE.match(line):
            line = signed["signed"]
        found = _URL.findall(line)
        current.links += found
        # What stands beside an address leads to it: "Read more:"; so does what points down to one.
        if not found and not (line.strip().startswith(_LEADS) and _URL.fullmatch(below.strip())):
            current.lines.append(line.strip(" <>"))
    return blocks


def _of_blocks(blocks: list[_Block]) -> Iterator[Item]:
    at = 0
    longer = [block for block in blocks if len(block.lines) > 1]
    headed = [block for block in longer if block.links and _heads(block) and not named(block.lines)]
    all_headed = len(headed) >= max(_FEW_HEADED, _ENOUGH_COVERED * len(longer))
    while at < len(blocks):
        block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        at += 1
        if not block.lines or _is_masthead(block):
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
            words = block.text(_signed(block, 1))
            if not words and after and _tells(after, block.lines[0]):
                words = after.text()
                at += 1
            item = _item(block.lines[0], words, block.links or _links_below(after))
            yield replace(item, byline=_byline(block, 1))
        elif _is_alone(block) and after and all_headed and after in headed:
            continue  # what stands above a block with a headline of its own is the title of the whole
        elif _is_alone(block) and after and _tells(after, block.lines[0]) and not _opens(after):
            at += 1
            below = blocks[at] if at < len(blocks) else None
            told = named(after.lines)
            text = told.get("abstract", after.text(_signed(after)))
            item = _item(block.lines[0], text, after.links or _links_below(below))
            yield replace(item, byline=told.get("authors") or _byline(after))


def _run_in(blocks: Sequence[_Block]) -> list[Item]:
    """The items of a letter whose paragraphs mostly begin with a headline, a few words that end in a full stop:
    "Boats on Rails. Two of them …"."""
    told = [(block, found) for block in blocks if (found := _RUN_IN.fullmatch(block.text()))]
    titled = [found for _, found in told if _is_title(found["head"])]
    long = sum(width(block.text()) >= _LONGEST_HEADLINE for block in blocks)
    if len(titled) < _FEW_HEADED or len(titled) < max(_ENOUGH_COVERED * long, MOST * len(told)):
        return []
    below = {id(block): after for block, after in pairwise([*blocks, None]) if block}
    return [
        _item(found["head"], found["text"], block.links or _links_below(below[id(block)])) for block, found in told
    ]


def _is_title(head: str) -> bool:
    """Whether all longer words of a headline begin in a capital."""
    return all(word[0].isupper() for word in head.split() if len(word) > _SOON)


def _is_alone(block: _Block) -> bool:
    return len(block.lines) == 1 and not block.links and _may_head(block.lines[0])


def _tells(block: _Block, headline: str) -> bool:
    """Whether a block is text enough for the headline above it."""
    return width(block.text()) > max(_SHORTEST_TEXT, 1.2 * width(headline))


def _opens(block: _Block) -> bool:
    """Whether a block begins with a headline of its own."""
    if _is_of_facts(block) or _byline(block, 1):
        return True
    return len(block.lines) > 1 and _may_head(block.lines[0]) and block.lines[0].rstrip().endswith((":", "："))


def _is_of_facts(block: _Block) -> bool:
    """Whether a block is a headline and facts below it, each behind its name: "Version: 3.5"."""
    return len(block.lines) > _FEW_HEADED and not ends(block.lines[0]) and all(map(_FACT.match, block.lines[1:]))


def _is_list(block: _Block) -> bool:
    """Whether a block is points, more than one, and what goes on in them."""
    return sum(map(bool, map(_NUMBER.match, block.lines))) > 1 and bool(_NUMBER.match(block.lines[0]))


def _links_from(blocks: Sequence[_Block]) -> list[str]:
    """The links of the first of some blocks that has any."""
    return next((block.links for block in blocks if block.links), [])


def _links_below(after: _Block | None) -> list[str]:
    return after.links if after and all(map(is_more, after.lines)) else []


def _heads(block: _Block) -> bool:
    """Whether a block opens with a headline and goes on with a text."""
    rest = block.text(1)
    # A bullet and a link say of a short text what else only its length says; so do a stop and a link.
    marked = _NUMBER.sub("", block.lines[0]) != block.lines[0].lstrip()
    listed = block.links and (marked or (ends(rest) and not ends(block.lines[0])))
    enough = _SHORTEST_LISTED if listed else _SHORTEST_TEXT
    return _may_head(block.lines[0]) and not _is_cut(block) and width(rest) >= enough and rest[0] not in "-•*"


def _is_cut(block: _Block) -> bool:
    """Whether the first line of a block is only as long as the margin allows: a sentence, no headline."""
    return len(block.lines[0]) > 48 and block.lines[1][:1].islower()


def _is_masthead(block: _Block) -> bool:
    return len(block.text(1)) < 150 and bool(re.search(r"www\.|@|\bISSN\b", block.text()))


def _may_head(line: str) -> bool:
    """Whether a line may be a headline: not too long, no sentence cut by the margin, no greeting, no date."""
    lean = _NUMBER.sub("", line).strip()
    if lean.endswith(":") and ". " in lean:
        return False  # it leads up to what stands below
    if not 6 <= len(lean) <= _LONGEST_HEADLINE or is_more(lean) or is_admin(lean) or when(lean):
        return False
    if lean.endswith((",", ";", ".")) and not _NUMBER.match(line):
        return False
    return not lean[0].islower()


def _item(headline: str, standfirst: str, links: list[str]) -> Item:
    headline = tidy(_NUMBER.sub("", headline)).rstrip(" :：")
    why = "the line at the head of a block"
    return Item(
        headline=headline,
        standfirst=standfirst or None,
        link=links[0] if links else None,
        found={"headline": why},
    )
