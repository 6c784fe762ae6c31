"""From records to items: which words become headline, standfirst, kicker, byline and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from standfirst import places
from standfirst.model import Item
from standfirst.read.dates import when
from standfirst.read.enough import enough
from standfirst.read.finish import account
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.text.around import links_of, without_surroundings
from standfirst.read.text.bilingual import in_languages
from standfirst.read.text.bylines import share_out
from standfirst.read.text.columns import take_bars
from standfirst.read.text.likeness import CUT_MARK
from standfirst.read.text.line import BRACKETED, Line
from standfirst.read.text.moments import CLOCK
from standfirst.read.text.names import with_names
from standfirst.read.text.record import Record, closes, ends
from standfirst.read.text.signed import is_signature
from standfirst.read.text.together import cut_apart, set_apart
from standfirst.read.widths import width

MOST_PARAGRAPHS = 3  # records with more of them are whole articles, whose first paragraph is the standfirst
LONGEST_KICKER = 30
_LONGEST_BUTTON = 24
_HEAD_LABEL = re.compile(rf"{BRACKETED.pattern}\s*(?=\S)")
_DATELINE = re.compile(
    r"[^\W\d_][^–—:.!?]{1,40}?[,،、]\s*(?P<day>\d{1,2}\.?\s+[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s+\d{1,2})"
    r"\s*,?\s*(?:[(（][^()（）]{2,30}[)）])?\s*(?:[–—]|--?\s)\s*\S"
)
_BADGE = re.compile(r"^(?:[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?\s*)+(?=\S)")
_INLINE = re.compile(r"(?P<label>[^:：|—–]{2,60}?)\s*(?::\s|：|\s\|\s|\s[–—]\s|——)\s*(?=\S)")
_LONGEST_STANDFIRST = 500
_SIGN = re.compile(r"[:：|–—]")

# Elsewhere who speaks stands before a colon, a country as well: "朝鲜：…".
_PLACES_LABEL = ("en", "es", "fr", "it", "de")
# A word in capitals before a dash ("UPDATE – ..."); shorter ones are mostly initials of who acts.
_CALL = re.compile(r"[^\W\d_]{5,12}\s[–—]\s(?=\S)")


class Habit(NamedTuple):
    """What the records of a document have in common."""

    whole_articles: bool
    labels: Counter[str]
    inline: Counter[str]
    leading_on: bool


def ready(records: Sequence[Record]) -> list[Record]:
    """The records as they become items: what they share taken off, mastheads and contents left out."""
    take_bars(records)
    records = set_apart(in_languages(with_names(records)))
    share_out(records)
    _take_buttons(records)
    return without_surroundings(cut_apart(records))


def items_of(records: Sequence[Record], language: str | None = None, now: datetime | None = None) -> list[Item]:
    """The items of records that are ready; `now` tells the year of a day that a standfirst begins with."""
    habit = _habit(records)
    found = (_item(record, habit, language) for record in records)
    told = (item for item in found if item is not None)
    return [item if item.published or not now else _dated(item, language, now) for item in told]


def _dated(item: Item, language: str | None, now: datetime) -> Item:
    """An item with the day of its dateline, if that is certain: "PARIS, 3 May (AFP) — The ferry ..."."""
    found = _DATELINE.match(item.standfirst or "")
    told = when(found["day"], language, now) if found else None
    return replace(item, published=told) if told and len(told) == len("2024-05-03") else item


def _habit(records: Sequence[Record]) -> Habit:
    told = [record for record in records if len(record.texts) > MOST_PARAGRAPHS]
    # What ends in "Posted by Ann at 7:22, 3 comments" is printed whole.
    posted = sum(any(CLOCK.search(line.text) for line in record.labels_after) for record in records)
    headed = [record for record in records if record.heads and record.texts]
    inline = Counter(
        found["label"] for record in records if record.heads and (found := _labelled(record.heads[0].text))
    )
    return Habit(
        whole_articles=2 * posted > len(records)
        or any(not CUT_MARK.search(record.texts[-1].text) for record in told)
        or _are_long(records),
        labels=Counter(line.text for record in records for line in record.labels_before),
        inline=inline,
        leading_on=enough(sum(record.heads[0].text.endswith((":", "：")) for record in headed), len(headed)),
    )


def _are_long(records: Sequence[Record]) -> bool:
    """Whether most records say more, in several paragraphs that none cuts, than any standfirst does."""
    long = 0
    for record in records:
        if record.texts and not CUT_MARK.search(record.texts[-1].text):
            further = len(record.texts) - _first_paragraph(record.texts)
            long += further * sum(width(line.text) for line in record.texts) > _LONGEST_STANDFIRST
    return 2 * long > len(records)


def _first_paragraph(texts: Sequence[Line]) -> int:
    """How many lines the first paragraph takes: all above the first empty line, or one where there is none."""
    return next((at for at, line in enumerate(texts) if at and line.blanks), 1)


def _take_buttons(records: Sequence[Record]) -> None:
    """Take off nearly all records that have sentences what stands below them and is none: "Discover more"."""
    several = [record for record in records if len(record.texts) > 1]
    told = [
        record
        for record in several
        if closes(record.texts[-2].text)
        and not ends(record.texts[-1].text)
        and width(record.texts[-1].text) <= _LONGEST_BUTTON
    ]
    if len(told) > 1 and enough(len(told), len(several)):
        for record in told:
            record.texts.pop()


# How what a text tells of an item is found; for headlines each record says it.
_HOW = {
    "standfirst": "the words of the item that are no headline",
    "kicker": "a label above its headline or before it",
    "byline": "a name where its fellows have theirs, or after words that lead up to one",
    "published": "a date of the item's lines",
    "section": "a heading above several items",
    "link": "an address in the item's lines",
}


def _item(record: Record, habit: Habit, language: str | None) -> Item | None:
    heads = list(record.heads)
    kicker = record.kicker or _kicker_line(record, habit)
    headline = _BADGE.sub("", heads[0].text) if heads else None
    if headline and not record.dates and (dated := _dated_head(heads[0], headline)):
        record.dates.append(heads[0])
        headline = dated
    if headline and not kicker:
        kicker, headline = _kicker_in(headline, habit, language)
    standfirst = _standfirst(record, heads[1:], habit)
    if standfirst and not headline:
        standfirst = _BADGE.sub("", standfirst)
    if headline and standfirst and headline.casefold() == standfirst.casefold():
        standfirst = None
    if headline and habit.leading_on:
        headline = headline.rstrip(":： ")
    if not headline and not standfirst:
        return None
    links = links_of(record)
    return Item(
        link=links[0] if links else None,
        headline=headline,
        standfirst=standfirst,
        kicker=kicker,
        byline=record.byline,
        published=_published(record),
        section=record.part,
        found=account(_HOW | {"headline": record.how}),
    )


def _dated_head(line: Line, headline: str) -> str | None:
    """A headline without the date in brackets that it begins with; None where it begins with none."""
    found = _HEAD_LABEL.match(headline)
    is_date = found and line.moments and line.moments[0].start < 3 and line.moments[0].end >= found.end(1) - 1
    return headline[found.end() :] if found and is_date else None


def _standfirst(record: Record, more: Sequence[Line], habit: Habit) -> str | None:
    texts = [line.text for line in (*more, *record.texts)]
    if habit.whole_articles:
        texts = texts[: _first_paragraph([*more, *record.texts])]
    return " ".join(texts) or None


def _published(record: Record) -> str | None:
    for line in record.dates:
        for moment in line.moments:
            if moment.iso:
                return moment.iso
    for line in record.texts[:1]:
        for moment in line.moments:
            if moment.iso and moment.start < 60 and line.text[moment.end :].lstrip()[:1] in ("–", "—", "-"):
                return moment.iso
    return None


def _kicker_line(record: Record, habit: Habit) -> str | None:
    for line in record.labels_before:
        found = BRACKETED.fullmatch(line.text)
        if found:
            return None if kind_of_mark(found[1]) else found[1]
        if len(habit.labels) > 1 and not is_signature(line.text):
            first, _, topic = line.text.partition(" ")  # "in Sport", as all of them say
            led = first.islower() and all(label.startswith(f"{first} ") for label in habit.labels)
            return topic if led else line.text
    return None


def _kicker_in(headline: str, habit: Habit, language: str | None) -> tuple[str | None, str]:
    """The kicker at the head of a headline: in brackets or before a bar it leaves it, before a colon it stays."""
    found = _HEAD_LABEL.match(headline)
    if found and not kind_of_mark(found[1]):
        # What holds digits counts something.
        return None if any(map(str.isdigit, found[1])) else found[1], headline[found.end() :]
    inline = _labelled(headline)
    label = inline["label"] if inline else ""
    told = label and (habit.inline[label] > 1 or (len(label) <= LONGEST_KICKER and _is_place(label, language)))
    told = told or ((call := _CALL.match(headline)) and call[0].isupper())
    return label if told else None, headline


def _labelled(headline: str) -> re.Match[str] | None:
    return _INLINE.match(headline) if _SIGN.search(headline, 2) else None


def _is_place(label: str, language: str | None) -> bool:
    if language not in _PLACES_LABEL or label.count(" ") > 2 or any(word[0].islower() for word in label.split()):
        return False
    return _names_only(label, language)


def _names_only(label: str, language: str) -> bool:
    told = places.reasons(label, language)
    for spot in told.values():
        label = label.replace(spot.word, "")
    return bool(told) and not any(map(str.isalnum, label))
