"""How far the record of a block reaches: the largest stretch of the page that holds no other block's title and no
second block at the same path; where headings and paragraphs are siblings, what stands between is shared out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from standfirst.model import tidy
from standfirst.read.page.blocks import (
    DIGITS,
    HEADED,
    SENTENCE,
    TITLE_WEIGHT,
    Block,
    bare,
    gathered,
    text_of,
    weight,
)
from standfirst.read.page.sheet import Sheet

_CARD = 200
_MOST_BESIDE = 12
_FEW, _LONGEST_LABEL = 3, 40
_LEAST, _LONGEST_TITLE = 12, 250
_LONGEST_OF_LABELS = 25
_HARDLY, _MOST_OTHERS = 4, 6
_TITLE = re.compile(r"(?:^|[-_ ])title", re.I)
_LABEL = re.compile(r"kicker|fly|eyebrow|overline|label|rubri[ck]", re.I)
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d$")
# A line of few signs with a day and a year.
_DATED = re.compile(r"(?=.{6,32}$)(?:\D{0,14}\d{1,2}\D{1,14}\d{4}\b|\W*\d{4}\D{1,4}\d{1,2}\D)")


def blocks_of(sheet: Sheet) -> list[Block]:
    """Every block of the page, in its order, with its record."""
    blocks = gathered(sheet)
    bound(sheet, blocks)
    return blocks


def _hand_over(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """A link that says again the heading before it, after an invitation ("Read more: ..."), is that invitation."""
    linked = {sheet.heads[place] for place in sheet.anchors}
    heads = [place for place in sheet.headings if place not in linked and sheet.links[place] < 0]
    for block in blocks:
        if block.telling and block.size < HEADED and (at := bisect_left(heads, block.lead)):
            said = text_of(sheet, heads[at - 1])
            if weight(said) >= _LEAST and block.text != said and block.text.endswith(said):
                block.text, block.telling = block.text.removesuffix(said).strip(), False
                block.size = min(weight(block.text), TITLE_WEIGHT - 1)


@dataclass(slots=True)
class _Marks:
    """Sorted places of titles, and of the leads of blocks at each path."""

    titles: list[int] = field(default_factory=list)
    by_path: dict[int, list[int]] = field(default_factory=dict)


def bound(sheet: Sheet, blocks: list[Block]) -> None:
    """Sets the record of each block, and its heading."""
    _hand_over(sheet, blocks)
    marks = _marks(sheet, blocks)
    for block in blocks:
        _climb(sheet, block, marks)
    _widen(sheet, blocks, marks)
    _follow_on(sheet, blocks, marks)
    _extend(sheet, blocks, marks)
    _name_headings(sheet, blocks)
    _titles_by_class(sheet, blocks, marks)
    _titles_above_labels(sheet, blocks, marks)


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
    linked = {sheet.heads[place] for place in sheet.anchors}
    found = [
        (place, text_of(sheet, place))
        for place in sheet.headings
        if place not in headed and sheet.links[place] < 0 and place not in linked
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
            others = _others(sheet, above, marks, block, by_lead)
            if others is None:
                break
            if len({other.path for other in others}) < len(others):
                # What stands around a title and a list below it speaks of both.
                top = top if _headed_before(sheet, above, top) else above
                break
            top = above
        if top != block.top:
            _reach(sheet, block, top)


def _others(
    sheet: Sheet, above: int, marks: _Marks, block: Block, by_lead: dict[int, Block]
) -> list[Block] | None:
    """The other titles within an element, if they are few, of no heading and each of its own kind, or below the
    title a list of nothing but links; else none."""
    within = marks.titles[bisect_left(marks.titles, above) : bisect_left(marks.titles, sheet.ends[above])]
    if len(within) > _MOST_OTHERS:
        return None
    others = [by_lead[place] for place in within if place in by_lead and place != block.lead]
    if any(other.size >= HEADED for other in others):
        return None
    apart = len({other.path for other in others}) == len(others)
    return others if apart or _only_links(sheet, block, others) else None


def _headed_before(sheet: Sheet, above: int, top: int) -> bool:
    """Whether an element holds a heading before one of its own elements."""
    return _between(sheet.headings, above + 1, top) > 0


def _only_links(sheet: Sheet, block: Block, others: Sequence[Block]) -> bool:
    """Whether blocks stand in an element of their own below a title, with hardly a word beside their links."""
    around = sheet.parents[others[0].lead]
    while sheet.ends[around] <= others[-1].lead:
        around = sheet.parents[around]
    if around <= block.lead:
        return False
    told = range(sheet.starts[around], sheet.stops[around])
    bare = sum(len(sheet.texts[piece]) for piece in told if sheet.links[sheet.owners[piece]] < 0)
    return bare * _HARDLY <= sheet.lengths[sheet.stops[around]] - sheet.lengths[sheet.starts[around]]


def _follow_on(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Records of headed titles that stand in a box of their own with other titles below reach on to what stands
    beside the title, up to where the others begin."""
    for block in blocks:
        above = sheet.parents[block.top]
        likes = marks.by_path[block.path]
        if block.size < TITLE_WEIGHT or above <= 0:
            continue
        if _between(likes, above, sheet.ends[above]) == 1:
            last = _before_others(sheet, block.top, above, marks)
            block.last, block.end = sheet.ends[last], sheet.stops[last]


def _before_others(sheet: Sheet, top: int, above: int, marks: _Marks) -> int:
    """The last of the elements that follow one within another, before the first that holds titles; itself where
    more follow than belong to a title."""
    last = top
    for _ in range(_MOST_BESIDE + 1):
        following = sheet.ends[last]
        if following >= sheet.ends[above] or _foreign(sheet, following, marks):
            return last
        last = following
    return top


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
    if _stand_alone(sheet, at, list(tops.values())):
        return
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


def _stand_alone(sheet: Sheet, at: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether nearly all records follow one another and hold more than their titles: what stands between a few of
    them is neither's."""
    gaps = [b - a for a, b in pairwise(at)]
    if len(gaps) < _FEW or gaps.count(1) * 4 < len(gaps) * 3:
        return False
    full = sum("img" in sheet.tags[block.first : block.last] or _says_more(sheet, block) for block in blocks)
    return full * 4 >= len(blocks) * 3


def _says_more(sheet: Sheet, block: Block) -> bool:
    """Whether a record holds more words than its title."""
    title = sheet.heads[block.lead] if sheet.heads[block.lead] >= block.first else block.lead
    return block.end - block.begin > sheet.stops[title] - sheet.starts[title]


def _foreign(sheet: Sheet, child: int, marks: _Marks) -> bool:
    return sheet.tags[child] == "hr" or _between(marks.titles, child, sheet.ends[child]) > 0


def _pieces_ahead(sheet: Sheet, children: Sequence[int], at: Sequence[int]) -> int:
    """How many siblings before each top belong to it: those that stand alike before the first one too."""

    def look(k: int) -> tuple[str, str]:
        words = (sheet.attributes[children[k]].get("class") or "").split(None, 1)
        return sheet.tags[children[k]], DIGITS.sub("", words[0]) if words else ""

    ahead = 0
    room = min(b - a - 1 for a, b in zip([-1, *at], at, strict=False))
    while ahead < room:
        before = Counter(look(k - ahead - 1) for k in at)
        kind, count = before.most_common(1)[0]
        if count < len(at) or kind[0] in ("hr", "br") or look(at[0] - ahead - 1) != kind:
            break
        ahead += 1
    # All that stands between may be alike: then it is what follows the title, as a rule.
    between = min((b - a - 1 for a, b in pairwise(at)), default=room)
    closed = len(at) > 1 and ahead == between and len(children) - at[-1] > ahead
    return 0 if closed else ahead


def _name_headings(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Each heading goes to one block: the one that is linked by it, else the likeliest of those around it."""
    heads = sheet.heads
    taken: set[int] = set()
    worded = [place for place in sheet.headings if _words(sheet, place)]
    inner = _inner_headings(sheet, blocks, worded)
    for block in blocks:
        if block.size >= HEADED:
            block.heading = heads[block.lead] if heads[block.lead] >= 0 else inner.get(block.lead, -1)
            taken.add(block.heading)
    claims: dict[int, list[Block]] = {}
    for block in blocks:
        if block.heading < 0 and not block.running and not block.telling:
            at = bisect_left(worded, block.first)
            heading = worded[at] if at < len(worded) else block.last
            if heading < block.last and heading not in taken:
                claims.setdefault(heading, []).append(block)
    for heading, claimants in claims.items():
        claimant = max(claimants, key=lambda b: (len(b.anchors), len(b.href)))
        claimant.heading, claimant.telling = heading, True


def _inner_headings(sheet: Sheet, blocks: Sequence[Block], worded: Sequence[int]) -> dict[int, int]:
    """For each link that holds headings the first of them; the second where the first ones of links at one path
    are few short words that come again and again: their labels."""
    held: dict[int, list[int]] = {}
    for place in worded:
        if sheet.links[place] >= 0:
            held.setdefault(sheet.links[place], []).append(place)
    rows: dict[int, list[list[int]]] = {}
    for block in blocks:
        if len(held.get(block.lead, ())) > 1:
            rows.setdefault(block.path, []).append(held[block.lead])
    for row in rows.values():
        said = {text_of(sheet, headings[0]) for headings in row}
        if len(said) * 2 <= len(row) and all(weight(text) < _LONGEST_OF_LABELS for text in said):
            for headings in row:
                del headings[0]
    return {link: headings[0] for link, headings in held.items()}


def _titles_by_class(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where links themselves say little (a number) or nothing, but each record has an element of title's class, or
    one that says what the link says in an attribute."""
    said = {text_of(sheet, b.heading) if b.heading >= 0 else b.text for b in blocks if b.telling}
    often: Counter[str] = Counter()
    for block in blocks:
        often[block.href] += len(block.anchors)
    for block in blocks:
        wide = block.last - block.first > _CARD
        if wide or block.telling or block.running or len(marks.by_path[block.path]) < 3:
            continue
        silent = block.size == 0 and block.heading < 0 and _alone(sheet, block, often)
        if silent or 8 <= block.size < TITLE_WEIGHT:
            title = _title_within(sheet, block, silent, said)
            if title is not None:
                block.heading, block.telling = title, True


def _title_within(sheet: Sheet, block: Block, silent: bool, said: set[str]) -> int | None:
    fit = [
        place
        for place in range(block.first, block.last)
        if _may_title(sheet, place)
        and not _leads_elsewhere(sheet, block, place)
        and text_of(sheet, place) not in said
    ]
    spoken = _spoken(sheet, block)
    leaves = [place for place in fit if _is_one_line(sheet, place)]
    echoes = [place for place in leaves if text_of(sheet, place) in spoken]
    if echoes or (silent and weight(spoken) >= TITLE_WEIGHT):
        return next(iter(echoes), None)
    named = [place for place in fit if _TITLE.search(sheet.attributes[place].get("class") or "")]
    return next(iter(named or (leaves if silent else ())), None)


def _is_one_line(sheet: Sheet, place: int) -> bool:
    """Whether nothing within an element breaks its line."""
    return all(sheet.blocks[inner] != inner for inner in range(place + 1, sheet.ends[place]))


def _spoken(sheet: Sheet, block: Block) -> str:
    """What a block's links say in their attributes."""
    told = (sheet.attributes[place] for place in block.anchors)
    return " ".join(tidy(words) for a in told if (words := a.get("title") or a.get("aria-label")))


def _leads_elsewhere(sheet: Sheet, block: Block, place: int) -> bool:
    """Whether an element holds a link of another block: then it is what that one is about."""
    at, end = bisect_left(sheet.anchors, place + 1), bisect_left(sheet.anchors, sheet.ends[place])
    return any(inner not in block.anchors for inner in sheet.anchors[at:end])


def _alone(sheet: Sheet, block: Block, often: Counter[str]) -> bool:
    """Whether a record holds words, and no links but those of its block and those that stand on the page again and
    again: a card with a link laid over it."""
    if block.begin == block.end:
        return False
    within = sheet.anchors[bisect_left(sheet.anchors, block.first) : bisect_left(sheet.anchors, block.last)]
    return all(place in block.anchors or _stands_again(sheet, place, often) for place in within)


def _stands_again(sheet: Sheet, place: int, often: Counter[str]) -> bool:
    href = sheet.attributes[place].get("href")
    return not href or href[0] == "#" or often[bare(href)] > 2


def _titles_above_labels(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where the only links of records at one path say one and the same ("Read more"), the first line of each leads
    if most of those lines are no sentences and others follow them."""
    for likes in _all_labels(blocks, marks):
        found = [(block, leaves) for block in likes if (leaves := _leaves(sheet, block))]
        several = [leaves[0] for _, leaves in found if len(leaves) > 1]
        titles = sum(not _ends_a_sentence(sheet, first) for first in several)
        if len(several) * 2 >= len(likes) and titles * 4 >= len(several) * 3:
            for block, leaves in found:
                if len(leaves) > 1 or not _ends_a_sentence(sheet, leaves[0]):
                    block.heading, block.telling = leaves[0], True


def _all_labels(blocks: Sequence[Block], marks: _Marks) -> list[list[Block]]:
    """Blocks at one path whose links all say the same, in few words, without a heading."""
    rows: dict[int, list[Block]] = {}
    for block in blocks:
        if len(marks.by_path[block.path]) >= _FEW:
            rows.setdefault(block.path, []).append(block)
    return [
        row
        for row in rows.values()
        if len({block.text for block in row}) == 1
        and 0 < row[0].size < _LONGEST_LABEL
        and all(block.heading < 0 and block.last - block.first <= _CARD for block in row)
    ]


def _leaves(sheet: Sheet, block: Block) -> list[int]:
    """The elements of a record that hold words, no other element and no date, without those of its links."""
    return [
        place
        for place in range(block.first, block.last)
        if sheet.ends[place] == place + 1
        and _may_title(sheet, place, _LEAST)
        and not _DATED.match(text_of(sheet, place))
    ]


def _ends_a_sentence(sheet: Sheet, place: int) -> bool:
    return SENTENCE.search(text_of(sheet, place)) is not None


def _may_title(sheet: Sheet, place: int, least: int = TITLE_WEIGHT) -> bool:
    if sheet.links[place] >= 0 or not _words(sheet, place) or _length(sheet, place) > _LONGEST_TITLE:
        return False
    return least <= weight(text_of(sheet, place)) <= _LONGEST_TITLE


def _length(sheet: Sheet, place: int) -> int:
    """Characters of an element's words: less than they weigh."""
    return sheet.lengths[sheet.stops[place]] - sheet.lengths[sheet.starts[place]]
