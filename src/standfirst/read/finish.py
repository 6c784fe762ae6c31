"""Finish: what the items of all formats share, done in one place at the end of every reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from standfirst import languages, places
from standfirst.model import Item, Kind, Source, tidy
from standfirst.read import kinds
from standfirst.read.enough import FEWEST
from standfirst.read.kinds import data as kind_data
from standfirst.read.kinds import marks
from standfirst.read.links import item_id

_AHEAD = timedelta(days=2)
_FIELDS = tuple(field.name for field in fields(Item))
_VALUES = attrgetter(*_FIELDS)
_TEXTS = ("headline", "standfirst", "kicker", "byline", "section")
_CUT = re.compile(r"(?:…|\.\.\.|。。。)\s*[\])）]?\s*$|\[(?:…|\.\.\.)\]?\s*$")
# Letters of an item that may name a place; each word takes more memory than its letters.
_TELLING = 5000
# A mark of omission is looked for among the last characters only.
_END = 12


def finish(
    items: Iterable[Item], *, source: Source | None, language: str | None, now: datetime | None
) -> tuple[Item, ...]:
    """The items as the rest of the program takes them: texts tidy, marks told from headlines, kind, language,
    places, source and id filled. What a reader has set is kept. `language` is what the document declares."""
    hints = tuple(tag for tag in (language, source.language if source else None) if tag)
    latest = (now + _AHEAD).date().isoformat() if now else None
    finished = [_finish(item, source, hints, latest) for item in items]
    return tuple(finished if source and source.places else _at_home(finished))


def account(found: Mapping[str, str]) -> Mapping[str, str]:
    """How the fields of an item were recovered: items for which that is the same hold one account; of their own it
    would take more than all they say."""
    return _account(tuple(found.items()))


@lru_cache(maxsize=256)
def _account(found: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(found)


def _finish(
    item: Item,
    source: Source | None,
    hints: tuple[str, ...],
    latest: str | None,
) -> Item:
    """One item with all that its words, its link and its source tell."""
    # An item is frozen: its fields are filled in a dict, and the item is made once.
    told: dict[str, Any] = dict(zip(_FIELDS, _VALUES(item), strict=True))
    # Readers of texts tell for all fields at once how they look for them.
    found: dict[str, str] = {field: how for field, how in item.found.items() if told.get(field, how) is not None}
    told["found"] = found
    for name in _TEXTS:
        if told[name] is not None:
            told[name] = tidy(told[name]) or None
    _mark(told, found)
    if latest and item.published and item.published[:10] > latest:
        told["published"], found["published"] = None, "left out: a day to come is not when it was published"
    words = f"{told['headline'] or ''}\n{told['standfirst'] or ''}".strip()
    if item.language and not languages.is_tag(item.language):
        told["language"] = languages.tidy_tag(item.language) or None
    if told["language"] is None and (guessed := languages.guess(words, hints)):
        told["language"], found["language"] = guessed
    if item.kind == "article" and "kind" not in found:
        _tell_kind(told, found)
    if told["kind"] in kind_data.KINDS:
        kind_data.tell(told, latest)
    if not item.places:
        _place(told, (words[:_TELLING], told["kicker"] or ""), source)
    if not item.truncated and _CUT.search((told["standfirst"] or told["headline"] or "")[-_END:]):
        told["truncated"], found["truncated"] = True, "its text ends in a mark of omission"
    told["source_id"] = item.source_id or (source.id if source else "")
    told["id"] = item.id or item_id(item.link, words, source.outlet if source else "")
    told["found"] = account(found)
    return Item(**told)


def _mark(told: dict[str, Any], found: dict[str, str]) -> None:
    if told["headline"] is None:
        return
    told["headline"], kind = marks.without_marks(told["headline"])
    if kind and told["kind"] == "article":
        told["kind"], found["kind"] = kind, "a mark in its headline"


def _tell_kind(told: dict[str, Any], found: dict[str, str]) -> None:
    """The kind of what a reader took for an article: by its labels, its link, its words, the surest first."""
    headline, kicker, section = told["headline"] or "", told["kicker"], told["section"]
    kind: Kind | None
    if kind := marks.kind_of_kicker(headline):
        how = "the label before its headline"
    elif kicker and (kind := marks.kind_of_mark(kicker)):
        how = "its kicker"
    elif kind := kinds.kind_of_link(told["link"]):
        how = "its link"
    elif kind := kinds.kind_of_section(section):
        how = "its section"
    else:
        kind, how = kinds.kind_of_words(
            headline, told["standfirst"] or "", kicker or section or "", told["language"], told["published"]
        ) or (None, "")
    if kind:
        told["kind"], found["kind"] = kind, how


def _place(told: dict[str, Any], texts: tuple[str, str], source: Source | None) -> None:
    """The countries that an item's words tell, or else its kicker's."""
    reasons = next(filter(None, (places.reasons(text, told["language"]) for text in texts)), None)
    if reasons:
        told["places"], told["found"]["places"] = tuple(reasons), places.because(reasons)
    elif source and source.places:
        told["places"], told["found"]["places"] = source.places, "where its source is"


def _at_home(items: list[Item]) -> list[Item]:
    """The items, those that tell no place set where their document is from, if the others tell that."""
    if len(items) < FEWEST or all(item.places for item in items):
        return items
    said = ((f"{i.headline or ''}\n{i.standfirst or ''}".strip()[:_TELLING], i.language) for i in items)
    told = places.home(said)
    if not told:
        return items
    place, words = told
    reason = f"where its document is, which speaks of {', '.join(words)}"
    return [
        replace(i, places=(place,), found=account({**i.found, "places": reason}))
        if not i.places and places.speaks(place, i.language)
        else i
        for i in items
    ]
