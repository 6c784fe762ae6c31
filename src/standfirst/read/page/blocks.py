"""Cutting a page into blocks: what may be the record of one item, each with all that speaks of it.

A block begins with a link: all links near one another that lead to one page (picture, headline, "read more")
are one. How far its record reaches is told in `records`.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from standfirst.read.enough import FEWEST, MOST, enough
from standfirst.read.links import LONGEST_LINK
from standfirst.read.page.classes import CREDITS
from standfirst.read.page.sheet import Sheet, among
from standfirst.read.signing import is_of_author
from standfirst.read.widths import width

_FAR = 8
_LOOK_BACK = 24
_MANY = 1000
_MOST_ANCHORS = 16
TITLE_WEIGHT = 20
HEADED = 1000
"""Added to the weight of a link that stands in a heading or holds one."""
STOPS = tuple(".。।؟۔።။។")
"""What ends sentences, also in Hindi, Arabic, Urdu, Amharic, Burmese and Khmer."""
ENDS = re.compile(rf"[{''.join(STOPS)}!?…！？\"”»)]\s*$")
_LONG_TITLE, _MEAN_TITLE, _FULL_TITLE = 100, 16, 24
_SHORT, _LONG = 25, 40
_RUNNING = 1
DIGITS = re.compile(r"\d+")
# "Notices of 12 March 2031": each of another day.
_OF_A_DAY = re.compile(r"[^\W\d]{3}.*\d\D+\d{4}\b|[^\W\d]{3}.*\b\d{4}\D+\d")
MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|mp3|mp4|zip)(?:$|\?)", re.I)
COMMENTS = re.compile(r"#(?:comment|respond|disqus)", re.I)
_ADDRESSED = ("http://", "https://", "www.")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "whatsapp:", "sms:", "about:")

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(slots=True)
class Block:
    """`anchors` lead to one page; `lead` is the one whose words weigh most, `text` its words, `size` their weight
    (a thousand more where it is in a heading or holds one), `path` the signature of its place.

    `telling`: its words may be a headline; `running`: it stands within running text, or signs a piece; `root`:
    it leads to the front of a site. The record is the elements first..last-1 and the pieces of text
    begin..end-1; `top` is the element it grew from, `heading` its heading, -1 where it has none."""

    href: str
    anchors: tuple[int, ...]
    lead: int
    size: int
    path: int
    text: str
    telling: bool = False
    running: bool = False
    root: bool = False
    first: int = 0
    last: int = 0
    begin: int = 0
    end: int = 0
    top: int = 0
    heading: int = -1

    @property
    def title(self) -> int:
        """The element whose words title it."""
        return self.heading if self.heading >= 0 else self.lead

    def reach(self, sheet: Sheet, first: int, last: int | None = None) -> None:
        """Makes an element its record, or it and those after it up to the end of the `last`."""
        end = first if last is None else last
        self.first, self.last = first, sheet.ends[end]
        self.begin, self.end = sheet.starts[first], sheet.stops[end]


def alike(values: Iterable[Value], key: Callable[[Value], Key]) -> dict[Key, list[Value]]:
    """Values that share a key, in their order."""
    rows: dict[Key, list[Value]] = {}
    for value in values:
        rows.setdefault(key(value), []).append(value)
    return rows


def path_of(block: Block) -> int:
    return block.path


def text_of(sheet: Sheet, element: int) -> str:
    return " ".join(sheet.texts[sheet.starts[element] : sheet.stops[element]])


class Paths:
    """Signatures of places: elements with the same one play the same part on the page."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._known = array("q", bytes(8 * len(sheet.tags)))
        if self._known:
            self._known[0] = 1
        self._words: dict[str, str] = {}

    def of(self, element: int) -> int:
        known = self._known
        if known[element]:
            return known[element]
        trail = [element]
        parents = self._sheet.parents
        while not known[above := parents[trail[-1]]]:
            trail.append(above)
        signature = known[above]
        for place in reversed(trail):
            names = self._sheet.attribute(place, "class")
            word = self._words.get(names)
            if word is None:
                word = self._words[names] = DIGITS.sub("", names.split(None, 1)[0]) if names.strip() else ""
            # None may be 0, which is that of what is not known yet.
            signature = known[place] = hash((signature, self._sheet.tags[place], word)) or 1
        return signature


def bare(href: str) -> str:
    """A link as written, without what cannot make two links of one page differ here."""
    href = href.strip()
    cut = href.find("#")
    if cut > 0 and href[cut : cut + 2] not in ("#!", "#/"):
        href = href[:cut]
    return href.removeprefix("https:").removeprefix("http:").rstrip("/")


def gathered(sheet: Sheet) -> list[Block]:
    """Every block of the page, in its order, each with its links and no record yet."""
    paths = Paths(sheet)
    blocks: list[Block] = []
    recent: dict[str, int] = {}
    headed = _elements_with_heading(sheet)
    moments = _links_of_moments(sheet)
    parted = _pages_in_parts(sheet)
    for place in sheet.anchors:
        written = sheet.attribute(place, "href")
        href = _with_part(written) if bare(written) in parted else bare(written)
        fit = 0 < len(href) <= LONGEST_LINK and leads_somewhere(sheet, place)
        if not fit or MEDIA.search(href):
            continue
        text = "" if place in moments else text_of(sheet, place)
        if text.startswith(_ADDRESSED) and " " not in text and not _runs(sheet, place):
            text = ""  # A link that shows its address says nothing of what it leads to.
        size = _size(sheet, place, text, place in headed)
        if size < HEADED and "#" in written and COMMENTS.search(written):
            size = min(size, 2)  # What is said of a piece, whatever the link says.
        known = recent.get(href)
        if known is not None and _near(blocks, known) and not _is_again(sheet, blocks, known, place, text):
            if len(blocks[known].anchors) < _MOST_ANCHORS:
                blocks[known].anchors += (place,)
            # A bare number is a place in a row of pictures, and a further heading that of a part.
            part = blocks[known].size >= HEADED and "#" in written
            if size > blocks[known].size and not (part or text.isdecimal()):
                blocks[known].lead, blocks[known].size, blocks[known].text = place, size, text
        else:
            if len(recent) > _MANY:
                recent = {block.href: at for at, block in enumerate(blocks[-_FAR:], len(blocks) - _FAR)}
            recent[href] = len(blocks)
            blocks.append(Block(href, (place,), place, size, 0, text))
    _lead_before_words(sheet, blocks, paths, moments)
    _one_for_each_heading(sheet, blocks)
    _know_writers(blocks)
    _know_credited(sheet, blocks, paths)
    _lay_paths(blocks, paths)
    _lead_where_likes_lead(sheet, blocks, paths)
    _know_labels(blocks)
    for block in blocks:
        block.telling = _tells(block)
        block.root = block.href.startswith("//") and block.href.count("/") == 2 and "?" not in block.href
        block.running = block.size == _RUNNING and len(block.text) > 1
    return blocks


def _size(sheet: Sheet, place: int, text: str, headed: bool) -> int:
    """What the words of a link weigh; nearly nothing where they are part of running text."""
    size = width(text)
    if (size and sheet.heads[place] >= 0) or headed:
        return size + HEADED
    return _RUNNING if size and _runs(sheet, place) else size


def _pages_in_parts(sheet: Sheet) -> set[str]:
    """Pages that links lead to a few parts of ("news.html#may-5"), and to the whole of which none leads."""
    parts: dict[str, set[str]] = {}
    for place in sheet.anchors:
        written = sheet.attribute(place, "href")
        if "#" in written or parts:
            parts.setdefault(bare(written), set()).add(_with_part(written))
    return {page for page, found in parts.items() if len(found) >= FEWEST and page not in found}


def _with_part(href: str) -> str:
    href = href.strip()
    page, sign, part = href.partition("#")
    return bare(page) + sign + part


def leads_somewhere(sheet: Sheet, place: int) -> bool:
    """Whether a link leads to another page: not to a place on its own, to a script, to somebody's mailbox."""
    href = sheet.attribute(place, "href").strip()
    return bool(href) and href[0] != "#" and not (":" in href[:12] and href.lower().startswith(_NOWHERE))


def _lead_before_words(sheet: Sheet, blocks: Sequence[Block], paths: Paths, moments: set[int]) -> None:
    """Where headline and standfirst are both links to the page and no class says which is which, the first leads
    if it is the shorter one and no sentence, time and again and with other words each time, and the second is one
    or twice as long."""
    led = [
        (block, *told)
        for block in blocks
        if len(block.anchors) > 1
        and TITLE_WEIGHT <= block.size < HEADED
        and (told := _text_before(sheet, block, moments))
    ]
    for row in alike(led, lambda told: paths.of(told[1])).values():
        sentences = sum(bool(ENDS.search(block.text)) or block.size > _LONG_TITLE for block, _, _ in row)
        # A quotation often ends a headline, a full stop seldom.
        titles = {text for _, _, text in row if not text.endswith(STOPS)}
        letters = sum(map(width, titles))
        if letters >= _FULL_TITLE * len(titles) and sum(block.size for block, _, _ in row) >= 2 * letters:
            sentences = len(row)  # or as good as that
        if enough(min(sentences, len(titles)), len(row)) and letters >= _MEAN_TITLE * len(titles):
            for block, place, text in row:
                block.lead, block.size, block.text = place, width(text), text


def _know_writers(blocks: Sequence[Block]) -> None:
    """Where short links to those who write stand by turns with longer ones, they sign them, heading or not."""
    writers = [
        block
        for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False)
        if 0 < block.size % HEADED < _LONG
        and is_of_author(block.href)
        and any(other and other.size >= TITLE_WEIGHT and not is_of_author(other.href) for other in (before, after))
    ]
    if len({block.href for block in writers}) >= FEWEST:
        for block in writers:
            block.size = _RUNNING


def _know_credited(sheet: Sheet, blocks: Sequence[Block], paths: Paths) -> None:
    """Where the class of what holds links says author, and most are as short as names, the longer are names."""
    short = (block for block in blocks if 0 < block.size < _LONG)
    held = [block for block in short if not CREDITS.isdisjoint(sheet.names(sheet.parents[block.lead]))]
    for row in alike(held, lambda block: paths.of(block.lead)).values():
        if sum(block.size < TITLE_WEIGHT for block in row) >= MOST * len(row):
            for block in row:
                block.size = min(block.size, _RUNNING)


def _text_before(sheet: Sheet, block: Block, moments: set[int]) -> tuple[int, str] | None:
    """The first link of a block that says anything but a time, with its words; none if it leads or is said in what
    does."""
    for place in block.anchors:
        if place == block.lead:
            return None
        if sheet.has_words(place) and place not in moments:
            text = text_of(sheet, place)
            return (place, text) if block.size > width(text) > 1 and not block.text.startswith(text) else None
    return None


def _one_for_each_heading(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Of the links in one heading the longest is what it is about, the others credit or label it. Where all are
    short and the heading stands below a greater one, all of them do so."""
    above = dict(pairwise(reversed(sheet.headings)))
    for head, within in alike((b for b in blocks if b.size >= HEADED), lambda b: sheet.heads[b.lead]).items():
        if head < 0 or len(within) == 1:
            continue
        best = max(within, key=lambda b: b.size)
        lesser = head in above and sheet.tags[above[head]] < sheet.tags[head] and best.size % HEADED < _SHORT
        for block in within:
            if lesser or block is not best:
                block.size = 2


def _lay_paths(blocks: Sequence[Block], paths: Paths) -> None:
    """Paths of all blocks; links that say the same again and again (pdf, comments) have one of their own, and so
    have those that say nothing where as many speak (a sign for a file in each row of a table)."""
    said = [DIGITS.sub("", block.text) for block in blocks]
    leading_to: dict[str, tuple[str, ...]] = {}
    for block, text in zip(blocks, said, strict=True):
        known = leading_to.get(text, ())
        if len(known) < FEWEST and block.href not in known:
            leading_to[text] = (*known, block.href)
    silent = Counter(paths.of(block.lead) for block in blocks if not block.size)
    speaking = Counter(paths.of(block.lead) for block in blocks if block.size > TITLE_WEIGHT) if silent else silent
    for block, text in zip(blocks, said, strict=True):
        path = paths.of(block.lead)
        named = len(leading_to[text]) == FEWEST and len(text) < 25 and not _OF_A_DAY.search(block.text)
        apart = named if text else FEWEST <= silent[path] <= speaking[path]
        apart |= block.size == _RUNNING and is_of_author(block.href)
        block.path = hash((path, text)) if apart else path


def _lead_where_likes_lead(sheet: Sheet, blocks: Sequence[Block], paths: Paths) -> None:
    """Of links that say the same (in a ticker, then in its record), or of which one is short and says what others
    say too ("unread"), the one leads that stands where others lead."""
    often = Counter(block.path for block in blocks)
    several = [block for block in blocks if len(block.anchors) > 1 and 0 < block.size < HEADED]
    said = Counter(text for block in several for text in {text_of(sheet, place) for place in block.anchors})
    for block in several:
        label = block.size < TITLE_WEIGHT and said[block.text] >= FEWEST
        for place in block.anchors:
            path, text = paths.of(place), text_of(sheet, place)
            same = text == block.text if block.size >= TITLE_WEIGHT else label and said[text] == 1 and text
            if often[path] > often[block.path] and same:
                block.lead, block.path, block.text, block.size = place, path, text, width(text)


def _know_labels(blocks: Sequence[Block]) -> None:
    """A short link that stands on the page again and again is a label, heading or not."""
    often = Counter(block.href for block in blocks)
    for likes in alike(blocks, path_of).values():
        again = [block for block in likes if often[block.href] > 2 and block.size % HEADED < _SHORT]
        # Where a third of the links at one path are labels, the others are too: they are but rarer. Where most
        # are, the others may be long.
        longest = HEADED if enough(len(again), len(likes)) else _LONG
        for block in likes if len(again) * 3 > len(likes) else again:
            if block.size % HEADED < longest:
                block.size = min(block.size, 2)


def _tells(block: Block) -> bool:
    if block.size < TITLE_WEIGHT:
        return False
    if block.size >= HEADED:
        return True
    words = block.text.split()
    # Four words, or as much in a script that does not part words.
    return len(words) > 3 or block.size > 15 * len(words) or block.size > 1.5 * len(block.text)


def _runs(sheet: Sheet, place: int) -> bool:
    """Whether a link stands within running text: a good many words before it on its line."""
    breaks, owners, links, texts = sheet.breaks, sheet.owners, sheet.links, sheet.texts
    before, piece = 0, sheet.starts[place]
    furthest = max(piece - _LOOK_BACK, 0)
    while breaks[piece] != 2 and before < 200 and piece > furthest:
        piece -= 1
        if links[owners[piece]] < 0:
            before += len(texts[piece])
    return before >= 30 and not _closes(sheet, place)


def _closes(sheet: Sheet, place: int) -> bool:
    """Whether a short link is the end of its line, as an invitation to read on is."""
    after = sheet.stops[place]
    ends_line = after >= len(sheet.texts) or sheet.breaks[after] == 2
    return ends_line and width(text_of(sheet, place)) < 25


def _elements_with_heading(sheet: Sheet) -> set[int]:
    """Links that hold a heading with words."""
    return {sheet.links[place] for place in sheet.headings if sheet.links[place] >= 0 and sheet.has_words(place)}


def _links_of_moments(sheet: Sheet) -> set[int]:
    """Links whose words are but a time, within it or around it: they say nothing of what they lead to."""
    starts, stops = sheet.starts, sheet.stops
    return {
        link
        for place in sheet.times
        for link in (sheet.links[place], *among(sheet.anchors, place, sheet.ends[place], 1))
        if link >= 0 and (starts[place], stops[place]) == (starts[link], stops[link])
    }


def _is_again(sheet: Sheet, blocks: Sequence[Block], known: int, place: int, text: str) -> bool:
    """Whether a link of few words comes again with other links between: it says the same, as the label of two
    cards does, or two headings of one level stand between, as where two cards lead to one page."""
    if known == len(blocks) - 1 or not 0 < len(text) < TITLE_WEIGHT:
        return False
    if text == blocks[known].text:
        return True
    between = among(sheet.headings, blocks[known].anchors[-1], place)
    levels = {sheet.tags[heading] for heading in between}
    return 0 < blocks[known].size < TITLE_WEIGHT and 0 < len(levels) < len(between)


def _near(blocks: Sequence[Block], known: int) -> bool:
    return len(blocks) - known <= _FAR and all(other.size % HEADED < 25 for other in blocks[known + 1 :])
