"""How far the record of a block reaches: the largest stretch of the page that holds no other block's title and no
second block at the same path; where headings and paragraphs are siblings, what stands between is shared out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from standfirst.read.enough import MOST, enough
from standfirst.read.page.blocks import (
    HEADED,
    TITLE_WEIGHT,
    Block,
    alike,
    gathered,
    path_of,
    text_of,
)
from standfirst.read.page.naming import all_labels, leading_paths, name_blocks
from standfirst.read.page.sheet import Sheet, among, count
from standfirst.read.widths import width

_MOST_BESIDE = 12
_LEAST = 12
_WHOLE = frozenset(("article", "li", "section"))
"""Elements that are entries: another like them belongs to none."""
_FEW_WORDS, _MANY_WORDS = 20, 16
_HARDLY, _MOST_OTHERS = 4, 6
_LABEL = re.compile(r"kicker|fly|eyebrow|overline|label|rubri[ck]", re.I)
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d$")


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
            if width(said) >= _LEAST and block.text != said and block.text.endswith(said):
                block.text, block.telling = block.text.removesuffix(said).strip(), False
                block.size = min(width(block.text), TITLE_WEIGHT - 1)


@dataclass(slots=True)
class _Marks:
    """Sorted places of titles, and of the leads of blocks at each path."""

    titles: list[int]
    by_path: dict[int, list[int]]


def bound(sheet: Sheet, blocks: list[Block]) -> None:
    """Sets the record of each block, and its heading."""
    _hand_over(sheet, blocks)
    marks = _marks(sheet, blocks)
    for block in blocks:
        _climb(sheet, block, marks)
    _widen(sheet, blocks, marks)
    _follow_on(sheet, blocks, marks)
    _extend(sheet, blocks, marks)
    _reach_back(sheet, blocks, marks)
    name_blocks(sheet, blocks, marks.by_path)


def _marks(sheet: Sheet, blocks: Sequence[Block]) -> _Marks:
    titles = {b.lead for b in blocks if b.telling}
    headed = {sheet.heads[place] for place in titles}
    titles.update(_unlinked_headings(sheet, headed, _usual_level(sheet, blocks)))
    by_path = {path: sorted(block.lead for block in row) for path, row in alike(blocks, path_of).items()}
    return _Marks(sorted(titles), by_path)


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
        and width(text) >= 12
        and sheet.tags[place] <= level
        and not _WITH_YEAR.search(text)
        and not _LABEL.search(sheet.attribute(place, "class"))
    ]


def _climb(sheet: Sheet, block: Block, marks: _Marks) -> None:
    """Lets a record grow outwards until it would hold another title, or a second block at its path."""
    ends, parents = sheet.ends, sheet.parents
    likes = marks.by_path[block.path]
    top = block.anchors[0]
    while ends[top] <= block.anchors[-1]:
        top = parents[top]
    if _crowded(sheet, top, marks, likes):
        top = block.lead
    while (above := parents[top]) > 0 and not _crowded(sheet, above, marks, likes):
        top = above
    block.top = top
    block.reach(sheet, top)


def _widen(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Records of headed titles reach as far as there is but one of their likes, past links in their text; those of
    titles that are links alone past headings in it."""
    by_lead, leading = {block.lead: block for block in blocks}, leading_paths(blocks)
    for block in blocks:
        likes, headed = marks.by_path[block.path], block.size >= HEADED
        if len(likes) < 3 or not (headed or block.path in leading):
            continue
        top = block.top
        while (above := sheet.parents[top]) > 0 and count(likes, above, sheet.ends[above]) == 1:
            others = _others(sheet, above, marks, block, by_lead)
            if others is None or not (headed or _comes_first(block, above, others, marks)):
                break
            if len({other.path for other in others}) < len(others):
                # What stands around a title and a list below it speaks of both.
                top = above
                break
            top = above
        if top != block.top:
            block.top = top
            block.reach(sheet, top)


def _comes_first(block: Block, above: int, others: Sequence[Block], marks: _Marks) -> bool:
    """Whether a link stands in an element with no other titles than headings below it."""
    return not others and not count(marks.titles, above, block.lead)


def _others(
    sheet: Sheet, above: int, marks: _Marks, block: Block, by_lead: dict[int, Block]
) -> list[Block] | None:
    """The other titles within an element, if they are few, of no heading and each of its own kind, or below the
    title a list of nothing but links; else none."""
    within = among(marks.titles, above, sheet.ends[above])
    if len(within) > _MOST_OTHERS:
        return None
    others = [by_lead[place] for place in within if place in by_lead and place != block.lead]
    if any(other.size >= HEADED for other in others):
        return None
    apart = len({other.path for other in others}) == len(others)
    return others if apart or _only_links(sheet, block, others) else None


def _only_links(sheet: Sheet, block: Block, others: Sequence[Block]) -> bool:
    """Whether blocks stand in an element of their own below a title, with hardly a word beside their links."""
    around = sheet.parents[others[0].lead]
    while sheet.ends[around] <= others[-1].lead:
        around = sheet.parents[around]
    if around <= block.lead:
        return False
    told = range(sheet.starts[around], sheet.stops[around])
    bare = sum(len(sheet.texts[piece]) for piece in told if sheet.link_of(piece) < 0)
    return bare * _HARDLY <= sheet.lengths[sheet.stops[around]] - sheet.lengths[sheet.starts[around]]


def _follow_on(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Records of headed titles that stand in a box of their own with other titles below reach on to what stands
    beside the title, up to where the others begin."""
    for block in blocks:
        above = sheet.parents[block.top]
        likes = marks.by_path[block.path]
        if block.size < TITLE_WEIGHT or above <= 0:
            continue
        if count(likes, above, sheet.ends[above]) == 1:
            block.reach(sheet, block.first, _before_others(sheet, block.top, above, marks))


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


def _crowded(sheet: Sheet, place: int, marks: _Marks, likes: Sequence[int]) -> bool:
    end = sheet.ends[place]
    return count(marks.titles, place, end) > 1 or count(likes, place, end) > 1


def _extend(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where several records are siblings and only headings or links, what stands between belongs to them."""
    worded = (block for block in blocks if block.size > 1)
    for parent, near in alike(worded, lambda block: sheet.parents[block.top]).items():
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


def _reach_back(sheet: Sheet, blocks: Sequence[Block], marks: _Marks) -> None:
    """Where links that all say the same stand in one element, each after words that nothing else holds, those
    words are what they invite to: a record begins where the one before it ends."""
    known: dict[int, list[int]] = {}
    for invitations in all_labels(blocks, marks.by_path):
        near = sorted(invitations, key=lambda block: block.top)
        parent = sheet.parents[near[0].top]
        if parent <= 0 or any(sheet.parents[block.top] != parent for block in near):
            continue
        words = _wordscount(sheet, near, parent)
        if words[-1] <= _FEW_WORDS and min(words[:-1]) >= _MANY_WORDS:
            if parent not in known:
                known[parent] = sheet.children(parent)
            _share_back(sheet, known[parent], near, marks)


def _share_back(sheet: Sheet, children: Sequence[int], near: Sequence[Block], marks: _Marks) -> None:
    """Gives each of some invitations what stands between it and the one before, within their parent."""
    at = [bisect_left(children, block.top) for block in near]
    starts = [max(a + 1, b - _MOST_BESIDE) for a, b in pairwise([-1, *at])]
    for n in range(1, len(at)):
        while starts[n] < at[n] and not sheet.has_words(children[starts[n]]):
            starts[n] += 1
    # What stands above the others stands above the first too; what stands before that heads them all.
    usual = Counter(b - a for a, b in zip(starts[1:], at[1:], strict=True)).most_common(1)[0][0]
    starts[0] = max(starts[0], at[0] - usual)
    for start, stop, block in zip(starts, at, near, strict=True):
        if not any(_foreign(sheet, child, marks) for child in children[start:stop]):
            block.reach(sheet, children[start], block.top)


def _wordscount(sheet: Sheet, near: Sequence[Block], parent: int) -> list[int]:
    """How many letters stand before each of some links and after the last, within an element."""
    cuts = [sheet.starts[parent], *(piece for b in near for piece in (sheet.starts[b.lead], sheet.stops[b.lead]))]
    cuts.append(sheet.stops[parent])
    return [sheet.lengths[b] - sheet.lengths[a] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _share_out(sheet: Sheet, parent: int, tops: dict[int, Block], marks: _Marks) -> None:
    """Gives each of some records that are siblings what stands between it and the next, or before it."""
    children = sheet.children(parent)
    at = [k for k, child in enumerate(children) if child in tops]
    if _stand_alone(sheet, at, list(tops.values())):
        return
    ahead = _pieces_ahead(sheet, children, at)
    whole = {sheet.look(top) for top in tops if sheet.tags[top] in _WHOLE and _says_more(sheet, tops[top])}

    def ends(k: int) -> bool:
        return _foreign(sheet, children[k], marks) or sheet.look(children[k]) in whole

    most = max(Counter(b - a for a, b in pairwise(at)).most_common(2), key=lambda c: c[1])[0]
    for n, k in enumerate(at):
        block = tops[children[k]]
        stop = at[n + 1] - ahead if n + 1 < len(at) else min(k + most - ahead, len(children))
        stop = next((j for j in range(k + 1, stop) if ends(j)), max(stop, k + 1))
        start = k - ahead if k >= ahead else k
        block.reach(sheet, children[start], children[stop - 1])
        # Words that stand bare between elements belong to what they follow.
        after = children[stop] if stop < len(children) else None
        block.end = sheet.starts[after] if after is not None else sheet.stops[parent]
    _begin_with_lines(sheet, parent, list(tops.values()))


def _begin_with_lines(sheet: Sheet, parent: int, row: Sequence[Block]) -> None:
    """Gives each of some links on lines of their own the bare words before it on its line, where the first has
    some: "12 May: <a>The harbour opens</a><br>"."""
    begins = []
    for before, block in zip([None, *row], row, strict=False):
        end = sheet.stops[before.lead] if before else sheet.starts[parent]
        begin = block.begin
        while begin > end and sheet.breaks[begin] != 2:
            begin -= 1
        begins.append(begin)
    if any(begin >= block.begin for begin, block in zip(begins, row, strict=True)):
        return
    for begin, before, block in zip(begins, [None, *row], row, strict=False):
        block.begin = begin
        if before:
            before.end = min(before.end, begin)


def _stand_alone(sheet: Sheet, at: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether nearly all records follow one another and hold more than their titles: what stands between a few of
    them is neither's."""
    gaps = [b - a for a, b in pairwise(at)]
    if not enough(gaps.count(1), len(gaps)):
        return False
    full = sum("img" in sheet.tags[block.first : block.last] or _says_more(sheet, block) for block in blocks)
    return full >= MOST * len(blocks)


def _says_more(sheet: Sheet, block: Block) -> bool:
    """Whether a record holds more words than its title."""
    title = sheet.heads[block.lead] if sheet.heads[block.lead] >= block.first else block.lead
    return block.end - block.begin > sheet.stops[title] - sheet.starts[title]


def _foreign(sheet: Sheet, child: int, marks: _Marks) -> bool:
    return sheet.tags[child] == "hr" or count(marks.titles, child, sheet.ends[child]) > 0


def _pieces_ahead(sheet: Sheet, children: Sequence[int], at: Sequence[int]) -> int:
    """How many siblings before each top belong to it: those that stand alike before the first one too."""

    def look(k: int) -> tuple[str, str]:
        return sheet.look(children[k])

    ahead = 0
    room = min(b - a - 1 for a, b in zip([-1, *at], at, strict=False))
    while ahead < room:
        before = Counter(look(k - ahead - 1) for k in at)
        kind, count = before.most_common(1)[0]
        if count < len(at) or kind[0] in ("hr", "br") or look(at[0] - ahead - 1) != kind:
            break
        ahead += 1
    # All that stands between may be alike, after the last too: then it is what follows the title, as a rule.
    between = min((b - a - 1 for a, b in pairwise(at)), default=room)
    titles = set(at)
    alike = ahead == between or len({look(k) for k in range(at[0], at[-1]) if k not in titles}) == 1
    closed = ahead > 0 and alike and len(at) > 1 and len(children) - at[-1] > between
    return 0 if closed and look(at[-1] + 1) == look(at[0] - 1) else ahead
