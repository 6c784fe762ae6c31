"""Finish: what the items of all formats share, done in one place at the end of every reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from standfirst import languages, places
from standfirst.model import Item, Kind, Source, tidy
from standfirst.read import kinds, marks
from standfirst.read.links import item_id

_AHEAD = timedelta(days=2)
_TEXTS = ("headline", "standfirst", "kicker", "byline", "section")
_LONGEST_MARK = 12
_CUT = re.compile(r"(?:…|\.\.\.|。。。)\s*[\])）]?\s*$|\[(?:…|\.\.\.)\]?\s*$")


def finish(
    items: Iterable[Item], *, source: Source | None, language: str | None, now: datetime | None
) -> tuple[Item, ...]:
    """The items as the rest of the program takes them: texts tidy, marks told from headlines, kind, language,
    places, source and id filled. What a reader has set is kept. `language` is what the document declares."""
    hints = tuple(tag for tag in (language, source.language if source else None) if tag)
    latest = (now + _AHEAD).date().isoformat() if now else None
    return tuple(_finish(item, source, hints, latest) for item in items)


def _finish(item: Item, source: Source | None, hints: tuple[str, ...], latest: str | None) -> Item:
    changes: dict[str, Any] = {}
    found = dict(item.found)
    _tidy_texts(item, changes)
    _mark(item, changes, found)
    words = _words(item, changes)
    if latest and item.published and item.published[:10] > latest:
        changes["published"], found["published"] = None, "left out: a day to come is not when it was published"
    if item.language is None:
        told = languages.guess(words, hints)
        if told:
            changes["language"], found["language"] = told
    _tell_kind(item, changes, found)
    if not item.places:
        _place(words, changes.get("language", item.language), source, changes, found)
    if not item.truncated and _CUT.search(_last_text(item, changes)[-_LONGEST_MARK:]):
        changes["truncated"], found["truncated"] = True, "its text ends in a mark of omission"
    if source and not item.source_id:
        changes["source_id"] = source.id
    if not item.id:
        changes["id"] = item_id(item.link, words, source.outlet if source else "")
    return replace(item, **changes, found=found)


def _tidy_texts(item: Item, changes: dict[str, Any]) -> None:
    for name in _TEXTS:
        text = getattr(item, name)
        if text is None:
            continue
        neat = tidy(text) or None
        if neat != text:
            changes[name] = neat


def _now_is(item: Item, changes: dict[str, Any], name: str) -> str:
    return changes[name] or "" if name in changes else getattr(item, name) or ""


def _words(item: Item, changes: dict[str, Any]) -> str:
    return f"{_now_is(item, changes, 'headline')}\n{_now_is(item, changes, 'standfirst')}".strip()


def _last_text(item: Item, changes: dict[str, Any]) -> str:
    return _now_is(item, changes, "standfirst") or _now_is(item, changes, "headline")


def _mark(item: Item, changes: dict[str, Any], found: dict[str, str]) -> None:
    headline = _now_is(item, changes, "headline")
    rest, kind = marks.without_marks(headline)
    if rest != headline:
        changes["headline"] = rest
    if kind and item.kind == "article":
        changes["kind"], found["kind"] = kind, "a mark in its headline"


def _tell_kind(item: Item, changes: dict[str, Any], found: dict[str, str]) -> None:
    """The kind of what a reader took for an article: by its labels, its link, its words, the surest first."""
    if item.kind != "article" or "kind" in changes or "kind" in found:
        return
    headline = _now_is(item, changes, "headline")
    steps: tuple[tuple[Callable[[], Kind | None], str], ...] = (
        (lambda: marks.kind_of_kicker(headline), "the label before its headline"),
        (lambda: marks.kind_of_mark(item.kicker) if item.kicker else None, "its kicker"),
        (lambda: kinds.kind_of_link(item.link), "its link"),
        (lambda: kinds.kind_of_section(item.section), "its section"),
    )
    for step, reason in steps:
        if kind := step():
            changes["kind"], found["kind"] = kind, reason
            return
    told = kinds.kind_of_words(
        headline,
        _now_is(item, changes, "standfirst"),
        item.kicker or item.section or "",
        changes.get("language", item.language),
        changes.get("published", item.published),
    )
    if told:
        changes["kind"], found["kind"] = told


def _place(
    words: str, language: str | None, source: Source | None, changes: dict[str, Any], found: dict[str, str]
) -> None:
    spoken_of = places.mentioned(words, language)
    if spoken_of:
        changes["places"], found["places"] = spoken_of, "named in its words"
    elif source and source.places:
        changes["places"], found["places"] = source.places, "where its source is"
