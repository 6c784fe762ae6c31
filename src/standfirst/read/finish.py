"""Finish: what the items of all formats share, done in one place at the end of every reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from standfirst import languages, places
from standfirst.model import Item, Kind, Source, tidy
from standfirst.read import marks
from standfirst.read.links import item_id

_TEXTS = ("headline", "standfirst", "kicker", "byline", "section")
_CUT = re.compile(r"(?:…|\.\.\.|。。。)\s*[\])）]?\s*$|\[(?:…|\.\.\.)\]?\s*$")


def finish(
    items: Iterable[Item], *, source: Source | None, language: str | None, now: datetime | None
) -> tuple[Item, ...]:
    """The items as the rest of the program takes them: texts tidy, marks told from headlines, kind, language,
    places, source and id filled. What a reader has set is kept. `language` is what the document declares."""
    hints = tuple(tag for tag in (language, source.language if source else None) if tag)
    return tuple(_finish(item, source, hints) for item in items)


def _finish(item: Item, source: Source | None, hints: tuple[str, ...]) -> Item:
    changes: dict[str, Any] = {}
    found = dict(item.found)
    _tidy_texts(item, changes)
    _mark(item, changes, found)
    words = _words(item, changes)
    if item.language is None:
        told = languages.guess(words, hints)
        if told:
            changes["language"], found["language"] = told
    if not item.places:
        _place(words, changes.get("language", item.language), source, changes, found)
    if not item.truncated and _CUT.search(_last_text(item, changes)):
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
    if not headline:
        return
    rest, kind = marks.without_marks(headline)
    if rest != headline:
        changes["headline"] = rest
    if item.kind != "article":
        return
    reason = "a mark in its headline"
    if kind is None:
        kind, reason = marks.kind_of_kicker(rest), "the label before its headline"
    if kind:
        _set_kind(kind, reason, changes, found)


def _set_kind(kind: Kind, reason: str, changes: dict[str, Any], found: dict[str, str]) -> None:
    changes["kind"], found["kind"] = kind, reason


def _place(
    words: str, language: str | None, source: Source | None, changes: dict[str, Any], found: dict[str, str]
) -> None:
    spoken_of = places.mentioned(words, language)
    if spoken_of:
        changes["places"], found["places"] = spoken_of, "named in its words"
    elif source and source.places:
        changes["places"], found["places"] = source.places, "where its source is"
