"""Issues as JSON and back, exactly: equal in, equal out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from standfirst.model import Audited, Brief, Credit, Erratum, Issue, Item, Section, Why
from standfirst.store import data


def as_json(issue: Issue) -> str:
    """What an issue prints. Its audit is kept apart, for it is long and seldom asked for."""
    printed = {name: value for name, value in _fields(issue).items() if name != "audit"}
    return json.dumps(printed, default=_plain, ensure_ascii=False, sort_keys=True)


def digest(body: str) -> str:
    """A short name for what an issue prints, by its record."""
    return blake2b(body.encode("utf-8", "replace"), digest_size=16).hexdigest()


def names_json(issue: Issue) -> str:
    """The ids that an issue names, as JSON: for each brief its story, its item and the items it credits."""
    names: dict[str, list[list[str]]] = {"briefs": [], "corrections": []}
    for section in issue.sections:
        rows = names["corrections" if section.corrections else "briefs"]
        rows += [[brief.story_id, brief.item.id, *brief.told] for brief in section.briefs]
    return json.dumps(names, ensure_ascii=False)


def audit_json(issue: Issue) -> str:
    return json.dumps(issue.audit, default=_plain, ensure_ascii=False, sort_keys=True)


def audit_of(text: str) -> tuple[Audited, ...]:
    """The audit that a record holds."""
    return tuple(Audited(**{**each, "why": tuple(Why(**why) for why in each["why"])}) for each in json.loads(text))


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def issue_of(text: str) -> Issue:
    """The issue a record holds. Fields that a later model added have their defaults."""
    record = json.loads(text)
    sections = tuple(_section(section) for section in record["sections"])
    return Issue(**{**record, "dated": date.fromisoformat(record["dated"]), "sections": sections})


def _section(record: dict[str, Any]) -> Section:
    return Section(**{**record, "briefs": tuple(_brief(brief) for brief in record["briefs"])})


def _brief(record: dict[str, Any]) -> Brief:
    others = tuple(Credit(**credit) for credit in record["others"])
    lists = {name: tuple(record.get(name, ())) for name in ("told", "shared")}
    errata = tuple(Erratum(date.fromisoformat(e["dated"]), e["text"]) for e in record.get("errata", ()))
    lists["errata"] = errata
    return Brief(**{**record, **lists, "item": _item(record["item"]), "others": others})


def _item(record: dict[str, Any]) -> Item:
    known: dict[str, object] = {
        "appeal": data.appeal_of(record.get("appeal")),
        "event": data.event_of(record.get("event")),
        "enclosures": data.enclosures_of(record.get("enclosures")),
    }
    known |= {"places": tuple(record["places"]), "found": MappingProxyType(record["found"])}
    return Item(**{**record, **known})
