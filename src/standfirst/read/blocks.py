"""Cutting a page into blocks: what may be the record of one item, each with all that speaks of it.

A block begins with a link: all links near one another that lead to one page (picture, headline, "read more")
are one. Its record is the largest stretch of the page that holds no other block's title and no second block
at the same path.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from standfirst.read.links import LONGEST_LINK
from standfirst.read.sheet import Sheet

_FAR = 8
_LOOK_BACK = 24
_MOST_ANCHORS = 16
_TITLE_WEIGHT = 20
_CARD = 200
HEADED = 1000
"""Added to the weight of a link that stands in a heading or holds one."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DIGITS = re.compile(r"\d+")
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|mp3|mp4|zip)(?:$|\?)", re.I)
_TITLE = re.compile(r"(?:^|[-_ ])title", re.I)
_TITLED = re.compile(r"(?:^|[-_ ])(?:title|titre|titolo|titulo|titel|titulek|headline)(?:$|[-_ ])", re.I)
_LABEL = re.compile(r"kicker|fly|eyebrow|overline|label|rubri[ck]", re.I)
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "whatsapp:", "sms:", "about:")


@dataclass(slots=True)
class Block:
    """`anchors` lead to one page; `lead` is the one whose words weigh most, `text` its words, `size` their weight
    (a thousand more where it is in a heading or holds one), `path` the signature of its place.

    `telling`: its words may be a headline; `running`: it stands within running text; `root`: it leads to the
    front of a site. The record is the elements first..last-1 and the pieces of text begin..end-1; `top` is the
    element it grew from, `heading` its heading, -1 where it has none."""

    href: str
    anchors: list[int]
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


def blocks_of(sheet: Sheet) -> list[Block]:
    """Every block of the page, in its order, with its record."""
    blocks = _gathered(sheet, Paths(sheet))
    bound(sheet, blocks)
    return blocks


def weight(text: str) -> int:
    """Length of a text in Latin letters: an ideograph tells as much as two and a half."""
    return len(text) if text.isascii() else len(text) + 3 * len(_CJK.findall(text)) // 2


def text_of(sheet: Sheet, element: int) -> str:
    return " ".join(sheet.texts[sheet.starts[element] : sheet.stops[element]])


class Paths:
    """Signatures of places: elements with the same one play the same part on the page."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._known = {-1: 0, 0: 1}
        self._words: dict[str, str] = {}

    def of(self, element: int) -> int:
        known = self._known.get(element)
        if known is not None:
            return known
        trail = [element]
        parents = self._sheet.parents
        while (above := parents[trail[-1]]) not in self._known:
            trail.append(above)
        signature = self._known[above]
        for place in reversed(trail):
            names = self._sheet.attributes[place].get("class") or ""
            word = self._words.get(names)
            if word is None:
                word = self._words[names] = _DIGITS.sub("", names.split(None, 1)[0]) if names.strip() else ""
            signature = hash((signature, self._sheet.tags[place], word))
            self._known[place] = signature
        return signature


def bare(href: str) -> str:
    """A link as written, without what cannot make two links of one page differ here."""
    href = href.strip()
    cut = href.find("#")
    if cut > 0 and href[cut : cut + 2] not in ("#!", "#/"):
        href = href[:cut]
    return href.removeprefix("https:").removeprefix("http:").rstrip("/")


def _gathered(sheet: Sheet, paths: Paths) -> list[Block]:
    blocks: list[Block] = []
    recent: dict[str, int] = {}
    headed = _elements_with_heading(sheet)
    for place, tag in enumerate(sheet.tags):
        if tag != "a":
            continue
        href = bare(sheet.attributes[place].get("href") or "")
        if not 0 < len(href) <= LONGEST_LINK or href[0] == "#" or _leads_nowhere(href) or _MEDIA.search(href):
            continue
        text = text_of(sheet, place)
        size = weight(text)
        if (size and sheet.heads[place] >= 0) or place in headed:
            size += HEADED
        elif size and _runs(sheet, place):
            size = 1
        known = recent.get(href)
        if known is not None and _near(blocks, known):
            if len(blocks[known].anchors) < _MOST_ANCHORS:
                blocks[known].anchors.append(place)
            if size > blocks[known].size:
                blocks[known].lead, blocks[known].size, blocks[known].text = place, size, text
        else:
            recent[href] = len(blocks)
            blocks.append(Block(href, [place], place, size, 0, text))
    _lead_by_class(sheet, blocks)
    _one_for_each_heading(sheet, blocks)
    _lay_paths(blocks, paths)
    _lead_where_likes_lead(sheet, blocks, paths)
    _know_labels(blocks)
    for block in blocks:
        block.telling = _tells(block)
        block.root = block.href.startswith("//") and block.href.count("/") == 2 and "?" not in block.href
        block.running = block.size == 1 and len(block.text) > 1
    return blocks


def _leads_nowhere(href: str) -> bool:
    return ":" in href[:12] and href.lower().startswith(_NOWHERE)


def _lead_by_class(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Where headline and text are both links to the page, the one leads whose class says title, however short."""
    for block in blocks:
        if len(block.anchors) > 1 and _TITLE_WEIGHT <= block.size < HEADED and not _says_title(sheet, block.lead):
            for place in block.anchors:
                text = text_of(sheet, place)
                if weight(text) >= _TITLE_WEIGHT and _says_title(sheet, place):
                    block.lead, block.size, block.text = place, weight(text), text
                    break


def _says_title(sheet: Sheet, place: int) -> bool:
    own, around = sheet.attributes[place], sheet.attributes[sheet.parents[place]]
    return bool(_TITLED.search(own.get("class") or "") or _TITLED.search(around.get("class") or ""))


def _one_for_each_heading(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Of the links in one heading the longest is what it is about, the others credit or label it."""
    best: dict[int, Block] = {}
    for block in blocks:
        head = sheet.heads[block.lead]
        if head >= 0 and block.size >= HEADED:
            rival = best.get(head)
            if rival is not None:
                loser = min(rival, block, key=lambda b: b.size)
                loser.size = 2
                block = rival if loser is block else block
            best[head] = block


def _lay_paths(blocks: Sequence[Block], paths: Paths) -> None:
    """Paths of all blocks; links that say the same again and again (pdf, comments) have one of their own."""
    said = [_DIGITS.sub("", block.text) for block in blocks]
    often = Counter(set(zip(said, (block.href for block in blocks), strict=True)))
    alike = Counter(text for text, _ in often)
    for block, text in zip(blocks, said, strict=True):
        path = paths.of(block.lead)
        block.path = hash((path, text)) if alike[text] > 2 and 0 < len(text) < 25 else path


def _lead_where_likes_lead(sheet: Sheet, blocks: Sequence[Block], paths: Paths) -> None:
    """Of links that say the same (in a ticker, then in its record) the one leads that stands where others lead."""
    often = Counter(block.path for block in blocks)
    for block in blocks:
        if len(block.anchors) > 1 and _TITLE_WEIGHT <= block.size < HEADED:
            for place in block.anchors:
                path = paths.of(place)
                if often[path] > often[block.path] and text_of(sheet, place) == block.text:
                    block.lead, block.path = place, path


def _know_labels(blocks: Sequence[Block]) -> None:
    """A short link that stands on the page again and again is a label, heading or not."""
    often = Counter(block.href for block in blocks)
    places: dict[int, list[Block]] = {}
    for block in blocks:
        places.setdefault(block.path, []).append(block)
    for likes in places.values():
        again = [block for block in likes if often[block.href] > 2 and block.size % HEADED < 25]
        # Where a third of the links at one path are labels, the others are too: they are but rarer.
        for block in likes if len(again) * 3 > len(likes) else again:
            if block.size % HEADED < 40:
                block.size = min(block.size, 2)


def _tells(block: Block) -> bool:
    if block.size < _TITLE_WEIGHT:
        return False
    if block.size >= HEADED:
        return True
    words = block.text.split()
    # Four words, or as much in a script that does not part words.
    return len(words) > 3 or block.size > 15 * len(words)


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
    return ends_line and weight(text_of(sheet, place)) < 25


def _elements_with_heading(sheet: Sheet) -> set[int]:
    """Links that hold a heading with words."""
    return {
        sheet.links[i]
        for i, head in enumerate(sheet.heads)
        if head == i and sheet.links[i] >= 0 and sheet.stops[i] > sheet.starts[i]
    }


def _near(blocks: Sequence[Block], known: int) -> bool:
    return len(blocks) - known <= _FAR and all(other.size % HEADED < 25 for other in blocks[known + 1 :])


# --- how far a record reaches ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Marks:
    """Sorted places of titles, and of the leads of blocks at each path."""

    titles: list[int] = field(default_factory=list)
    by_path: dict[int, list[int]] = field(default_factory=dict)


def bound(sheet: Sheet, blocks: list[Block]) -> None:
    """Sets the record of each block, and its heading."""
    marks = _marks(sheet, blocks)
    for block in blocks:
        _climb(sheet, block, marks)
    _widen(sheet, blocks, marks)
    _extend(sheet, blocks, marks)
    _name_headings(sheet, blocks)
    _titles_by_class(sheet, blocks, marks)


def _marks(sheet: Sheet, blocks: Sequence[Block]) -> _Marks:
    titles = {b.lead for b in blocks if b.telling}
    headed = {sheet.heads[place] for place in titles}
    titles.update(_unlinked_headings(sheet, headed, _usual_level(sheet, blocks)))
    marks = _Marks(sorted(titles))
    for block in blocks:
        marks.by_path.setdefault(block.path, []).append(block.lead)
    for places in marks.by_path.values():
        places.sort()
    return marks


def _usual_level(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """The level of heading that most linked titles have: "h3"; "h6" where few are headings."""
    levels = Counter(sheet.tags[sheet.heads[b.lead]] for b in blocks if b.telling and sheet.heads[b.lead] >= 0)
    return levels.most_common(1)[0][0] if levels.total() > 2 else "h6"


def _unlinked_headings(sheet: Sheet, headed: set[int], level: str) -> list[int]:
    """Headings that no link stands in or around and that part the page: not those within pieces (deeper than
    titles are), not labels, not those that say the same again and again."""
    linked = {sheet.heads[i] for i, tag in enumerate(sheet.tags) if tag == "a"}
    found = [
        (place, text_of(sheet, place))
        for place, head in enumerate(sheet.heads)
        if head == place and place not in headed and sheet.links[place] < 0 and place not in linked
    ]
    often = Counter(text for _, text in found)
    return [
        place
        for place, text in found
        if often[text] < 3
        and weight(text) >= 12
        and sheet.tags[place] <= level
        and not _WITH_YEAR.search(text)
        and not _LABEL.search(sheet.attributes[place].get("class") or "")
    ]


def _words(sheet: Sheet, place: int) -> bool:
    return sheet.stops[place] > sheet.starts[place]


def _between(places: Sequence[int], low: int, high: int) -> int:
    return bisect_left(places, high) - bisect_left(places, low)


def _climb(sheet: Sheet, block: Block, marks: _Marks) -> None:
    ends, parents = sheet.ends, sheet.parents
    likes = marks.by_path[block.path]
    top = block.anchors[0]
    while ends[top] <= block.anchors[-1]:
        top = parents[top]
    if _crowded(sheet, top, marks, likes):
        top = block.lead
    while (above := parents[top]) > 0 and not _crowded(sheet, above, marks, likes):
        top = above
    _reach(sheet, block, top)


def _widen(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Records of headed titles reach as far as there is but one of their likes, past links in their text."""
    by_lead = {block.lead: block for block in blocks}
    for block in blocks:
        likes = marks.by_path[block.path]
        if len(likes) < 3 or block.size < HEADED:
            continue
        top = block.top
        while (above := sheet.parents[top]) > 0 and _between(likes, above, sheet.ends[above]) == 1:
            if not _only_intrudes(sheet, above, marks, block, by_lead):
                break
            top = above
        if top != block.top:
            _reach(sheet, block, top)


def _only_intrudes(sheet: Sheet, above: int, marks: _Marks, block: Block, by_lead: dict[int, Block]) -> bool:
    """Whether the other titles within an element are few, of no heading and each of its own kind."""
    within = marks.titles[bisect_left(marks.titles, above) : bisect_left(marks.titles, sheet.ends[above])]
    if len(within) > 6:
        return False
    others = [by_lead[place] for place in within if place in by_lead and place != block.lead]
    paths = {other.path for other in others}
    return len(paths) == len(others) and not any(other.size >= HEADED for other in others)


def _reach(sheet: Sheet, block: Block, top: int) -> None:
    block.top = block.first = top
    block.last = sheet.ends[top]
    block.begin, block.end = sheet.starts[top], sheet.stops[top]


def _crowded(sheet: Sheet, place: int, marks: _Marks, likes: Sequence[int]) -> bool:
    end = sheet.ends[place]
    return _several(marks.titles, place, end) or _several(likes, place, end)


def _several(places: Sequence[int], low: int, high: int) -> bool:
    """Whether more than one of some sorted places lies from low to before high."""
    second = bisect_left(places, low) + 1
    return second < len(places) and places[second] < high


def _extend(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where several records are siblings and only headings or links, what stands between belongs to them."""
    siblings: dict[int, list[Block]] = {}
    for block in blocks:
        if block.size > 1:
            siblings.setdefault(sheet.parents[block.top], []).append(block)
    for parent, near in siblings.items():
        paths = {b.path for b in near if b.telling}
        often = Counter(b.path for b in near if b.size > 8)
        if often and (top := often.most_common(1)[0])[1] > 2 * sum(often[path] for path in paths):
            paths = {top[0]}
        run: dict[int, Block] = {}
        for block in near:
            if block.path in paths and (block.top not in run or not run[block.top].telling):
                run[block.top] = block
        if parent >= 0 and len(run) > 1:
            _share_out(sheet, parent, run, marks)


def _children(sheet: Sheet, parent: int) -> list[int]:
    found, place, end = [], parent + 1, sheet.ends[parent]
    while place < end:
        found.append(place)
        place = sheet.ends[place]
    return found


def _share_out(sheet: Sheet, parent: int, tops: dict[int, Block], marks: _Marks) -> None:
    children = _children(sheet, parent)
    at = [k for k, child in enumerate(children) if child in tops]
    ahead = _pieces_ahead(sheet, children, at)
    most = max(Counter(b - a for a, b in pairwise(at)).most_common(2), key=lambda c: c[1])[0]
    for n, k in enumerate(at):
        block = tops[children[k]]
        stop = at[n + 1] - ahead if n + 1 < len(at) else min(k + most - ahead, len(children))
        stop = next((j for j in range(k + 1, stop) if _foreign(sheet, children[j], marks)), max(stop, k + 1))
        start = k - ahead if k >= ahead else k
        block.first, block.last = children[start], sheet.ends[children[stop - 1]]
        block.begin = sheet.starts[children[start]]
        after = children[stop] if stop < len(children) else None
        block.end = sheet.starts[after] if after is not None else sheet.stops[parent]


def _foreign(sheet: Sheet, child: int, marks: _Marks) -> bool:
    return sheet.tags[child] == "hr" or _between(marks.titles, child, sheet.ends[child]) > 0


def _pieces_ahead(sheet: Sheet, children: Sequence[int], at: Sequence[int]) -> int:
    """How many siblings before each top belong to it: those that stand alike before the first one too."""

    def look(k: int) -> tuple[str, str]:
        words = (sheet.attributes[children[k]].get("class") or "").split(None, 1)
        return sheet.tags[children[k]], _DIGITS.sub("", words[0]) if words else ""

    ahead = 0
    room = min(b - a - 1 for a, b in zip([-1, *at], at, strict=False))
    while ahead < room:
        before = Counter(look(k - ahead - 1) for k in at)
        kind, count = before.most_common(1)[0]
        if count < len(at) or kind[0] in ("hr", "br") or look(at[0] - ahead - 1) != kind:
            break
        ahead += 1
    # All that stands between may be alike: then it is what follows the title, as a rule.
    closed = len(at) > 1 and ahead == room and len(children) - at[-1] > room
    return 0 if closed else ahead


def _name_headings(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Each heading goes to one block: the one that is linked by it, else the likeliest of those around it."""
    heads = sheet.heads
    taken: set[int] = set()
    inner = {sheet.links[i]: i for i in range(len(heads) - 1, -1, -1) if heads[i] == i and _words(sheet, i)}
    for block in blocks:
        if block.size >= HEADED:
            block.heading = heads[block.lead] if heads[block.lead] >= 0 else inner.get(block.lead, -1)
            taken.add(block.heading)
    claims: dict[int, list[Block]] = {}
    for block in blocks:
        if block.heading < 0 and not block.running and not block.telling:
            within = (i for i in range(block.first, block.last) if heads[i] == i and _words(sheet, i))
            heading = next(within, -1)
            if heading >= 0 and heading not in taken:
                claims.setdefault(heading, []).append(block)
    for heading, claimants in claims.items():
        claimant = max(claimants, key=lambda b: (len(b.anchors), len(b.href)))
        claimant.heading, claimant.telling = heading, True


def _titles_by_class(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where links themselves say little (a number) or nothing, but each record has an element of title's class."""
    for block in blocks:
        wide = block.last - block.first > _CARD
        if wide or block.telling or block.running or len(marks.by_path[block.path]) < 3:
            continue
        silent = block.size == 0 and block.heading < 0 and _alone(sheet, block)
        if silent or 8 <= block.size < _TITLE_WEIGHT:
            fit = [place for place in range(block.first, block.last) if _may_title(sheet, place)]
            named = [place for place in fit if _TITLE.search(sheet.attributes[place].get("class") or "")]
            leaves = [place for place in fit if silent and sheet.ends[place] == place + 1]
            if named or leaves:
                block.heading, block.telling = (named or leaves)[0], True


def _alone(sheet: Sheet, block: Block) -> bool:
    """Whether a record holds no links but those of its block, and words: a card with a link laid over it."""
    if block.begin == block.end:
        return False
    return all(sheet.tags[place] != "a" or place in block.anchors for place in range(block.first, block.last))


def _may_title(sheet: Sheet, place: int) -> bool:
    return sheet.links[place] < 0 and _words(sheet, place) and 20 <= weight(text_of(sheet, place)) <= 250
