"""What stands around the items of a text and looks like one: titles, days of the whole, greetings above the first,
thanks and ways home below the last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from standfirst.read.enough import FEWEST, MOST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.text.record import Record, closes, typical_width
from standfirst.read.widths import width

BESIDE = frozenset(("date", "link", "label"))
_SET_APART = re.compile(r"[-–—|:,(•·،]\s*(?:[^\W\d_]{2,14}[,.،]?\s*)?$")
_FIGURES, _DAY = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def without_surroundings(records: Sequence[Record]) -> list[Record]:
    """The records that are items."""
    _end_at_link(records)
    return _among_their_like(_without_masthead(_below_ways(records)))


def links_of(record: Record) -> list[str]:
    """The links of a record: of its headline, by themselves, of its words."""
    return [line.link for line in (*record.heads, *record.links, *record.texts) if line.link]


def _below_ways(records: Sequence[Record]) -> list[Record]:
    """The records without the ways through a site above them: headlines alone, most of them short, where those
    that have more stand in a row."""
    full = [at for at, record in enumerate(records) if record.texts or record.dates or links_of(record)]
    if not full or not enough(len(full), full[-1] - full[0] + 1, NEARLY_ALL):
        return list(records)
    above = records[: full[0]]
    usual = MOSTLY * typical_width([records[at] for at in full])
    short = sum(bool(record.heads) and width(record.heads[0].text) < usual for record in above)
    return list(records[full[0] :] if len(above) > 1 and short >= MOSTLY * len(above) else records)


def _without_masthead(records: Sequence[Record]) -> list[Record]:
    """The records without a short line or two before them that has neither date nor standfirst."""
    rest = _below_titles(records)
    if len(rest) > 2 and _is_bare(rest[0], False) and not any(record.heads for record in rest[1:]):
        return rest[1:]  # a title above standfirsts alone
    usual = typical_width(records)
    full = sum(bool(r.texts or r.dates or links_of(r)) for r in records) * 2 > len(records)
    # The day of the whole document is the only one, or written otherwise than those of its items.
    whole = sum(bool(record.dates) for record in records) < 2 or _is_dated_otherwise(rest)
    while len(rest) > 2 and _is_bare(rest[0], whole):
        first = width(rest[0].heads[0].text)
        if not (
            first < MOSTLY * usual
            or (whole and _is_dated_title(rest))
            or (full and (first < 1.2 * usual or _alone_in_capitals(rest)))
        ):
            break
        rest = rest[1:]
    return rest


def _is_dated_otherwise(records: Sequence[Record]) -> bool:
    """Whether the first record is the only one without a standfirst, and its date is written as no other is."""
    first, *others = ({_DAY.sub("a", _FIGURES.sub("0", day)) for day in _days(record)} for record in records)
    alone = not records[0].texts and all(record.texts for record in records[1:])
    otherwise = all(first.isdisjoint(other) for other in others)
    return alone and len(others) >= FEWEST and all(others) and otherwise


def _is_dated_title(records: Sequence[Record]) -> bool:
    """Whether the first headline ends in a day behind a sign, and none below it says one: "News of the coast -
    Tuesday, 5 March 2024"."""
    line = records[0].heads[0]
    if not line.moments or any(record.heads[0].moments for record in records[1:] if record.heads):
        return False
    last = line.moments[-1]
    if len(records) > FEWEST and len(last.iso or "") >= len("2024-03-05"):
        return not line.text[last.end :].strip(" .)")
    return bool(_SET_APART.search(line.text[: last.start])) and not line.text[last.end :].strip(" .)")


def _days(record: Record) -> list[str]:
    return [line.text[day.start : day.end] for line in record.dates for day in line.moments]


def _alone_in_capitals(records: Sequence[Record]) -> bool:
    """Whether the first headline is in capitals, and no other."""
    capitals = [record.heads[0].text.isupper() for record in records if record.heads]
    return any(capitals[:1]) and not any(capitals[1:])


def _is_bare(record: Record, dated: bool) -> bool:
    """Whether a record is a headline and nothing else, or if `dated` a date."""
    return bool(record.heads) and not (record.texts or links_of(record) or (record.dates and not dated))


def _end_at_link(records: Sequence[Record]) -> None:
    """Take the lines below the link of the last record off it, where no other record goes on below its own."""
    linked = [record for record in records if record.links]
    if len(linked) > FEWEST and linked[-1] is records[-1]:
        below = [any(text.at > record.links[-1].at for text in record.texts) for record in linked]
        if below[-1] and not any(below[:-1]):
            records[-1].texts = [text for text in records[-1].texts if text.at <= records[-1].links[-1].at]


def _among_their_like(records: Sequence[Record]) -> list[Record]:
    """The records without those at the top and at the foot that lack what nearly all others have: a greeting above
    items with links, thanks below them."""
    same: dict[frozenset[str], frozenset[str]] = {}
    told = [same.setdefault(has, has) for has in map(_has, records)]
    often = Counter(feature for features in told for feature in features)
    least = max(FEWEST, len(records) / 2)
    shared = frozenset(feature for feature, count in often.items() if count >= least)
    beside = shared & BESIDE
    whole = beside | (shared & {"text"})
    core = [at for at, has in enumerate(told) if whole <= has]
    if not beside or not core or len(core) <= core[-1] - core[0]:
        return list(records)
    top, end = next(at for at, has in enumerate(told) if beside <= has), core[-1] + 1
    top = top if any(len(shared - has) > 1 for has in told[:top]) else 0
    usual = MOSTLY * typical_width(records[top:end])
    dated = any("date" in has for has in told[end:]) and "date" in shared
    if dated or not all(_is_business(record, usual) for record in records[end:]):
        end = len(records)
    return list(records[top:end])


def _is_business(record: Record, usual: float) -> bool:
    """Whether a record is a sentence or a button."""
    heads = [line.text for line in record.heads]
    button = bool(links_of(record)) and all(width(text) < usual for text in heads)
    return button or all(map(closes, heads))


def _has(record: Record) -> frozenset[str]:
    """What a record has, by name."""
    told = {
        "head": bool(record.heads),
        "text": bool(record.texts),
        "date": bool(record.dates),
        "link": bool(record.links or links_of(record)),
        "stop": bool(record.texts) and closes(record.texts[-1].text),
        "label": bool(record.kicker or record.labels_before),
    }
    return frozenset(name for name, value in told.items() if value)


def _below_titles(records: Sequence[Record]) -> list[Record]:
    """The headlines of a page that has nothing else, from below the last of the titles above them."""
    bare = [not (record.texts or record.dates or links_of(record)) for record in records]
    titles = [n for n, r in enumerate(records) if r.heads and bare[n] and _is_title(r.heads[0].text)]
    top = [number for number in titles if number < 5]
    if not top or len(titles) > len(top) or sum(bare) < MOST * len(bare) or len(records) < 8:
        return list(records)
    return list(records[top[-1] + 1 :])


def _is_title(text: str) -> bool:
    return text.count(" ") < 2 and width(text) < 20
