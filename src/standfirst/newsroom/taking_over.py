"""Readers taken over from a CSV of our own columns or listmonk's export, and handed on in one that both read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from standfirst.languages import is_tag
from standfirst.model import Refusal, tidy
from standfirst.readership import LETTER_CADENCES, STATES, Choice, Preferences, State, Subscriber
from standfirst.send import sound_address

_LISTMONK = {"uuid", "email", "status", "created_at"}
_MOST_BYTES_OF_A_FIELD = 1 << 20
_COLUMNS = ("email", "state", "editions", "languages", "cadence", "consent", "attributes")
# What else is understood of ours, and what listmonk tells that nobody needs here.
_READ = {*_COLUMNS, "address", "consented_at", "date"}
_READ_OF_LISTMONK = {*_LISTMONK, "attributes", "updated_at", "id", "name"}


@dataclass(frozen=True, slots=True)
class Found:
    """Addresses with the choices to be kept for each, a sentence for each line that was left out, and the columns
    of which nothing was taken."""

    readers: tuple[tuple[str, tuple[Choice, ...]], ...]
    complaints: tuple[str, ...]
    unread: tuple[str, ...] = ()


def handed_on(readers: Iterable[tuple[Subscriber, Sequence[Choice]]]) -> Iterator[str]:
    """The lines of a CSV of readers with all their choices, from which `readers` makes the same. The whole record
    stands in `attributes`, which listmonk keeps as they are."""
    line = io.StringIO()
    table = csv.writer(line, lineterminator="\n")
    for row in chain([_COLUMNS], (_row(reader, choices) for reader, choices in readers)):
        table.writerow(row)
        yield line.getvalue()[:-1]
        line.seek(0)
        line.truncate()


def _row(reader: Subscriber, choices: Sequence[Choice]) -> tuple[str, ...]:
    asked = reader.preferences
    consent = tidy("; ".join(f"{choice.at:%Y-%m-%d} {choice.state}: {choice.how}" for choice in choices))
    record = [{"at": c.at.isoformat(), "state": c.state, **asdict(c.preferences), "how": c.how} for c in choices]
    attributes = json.dumps({"languages": asked.languages, "record": record})
    listed = " ".join(asked.editions), " ".join(asked.languages)
    return reader.address, reader.state, *listed, asked.cadence, consent, attributes


def readers(text: str, asked: Preferences, editions: Collection[str], consent: str | None, now: datetime) -> Found:
    """The readers in a CSV whose first line names its columns. `asked` is what they get where the file does not
    say. Raises Refusal where it names no column of addresses, or nothing says how they consented.

    Columns, parted by commas, semicolons or tabs: email or address; consent; editions, languages (separated by
    spaces), cadence; state. listmonk's export is known by its columns; its status and dates become the record of
    consent. A record that `handed_on` wrote is kept as it is, and what the columns say otherwise after it."""
    csv.field_size_limit(_MOST_BYTES_OF_A_FIELD)
    first = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    names = set(map(_column, table.fieldnames or ()))
    if not names & {"email", "address"}:
        raise Refusal("its first line names no column email or address")
    theirs = names >= _LISTMONK
    if not theirs and "consent" not in names and not consent:
        raise Refusal("nothing says how these readers consented: a column consent, or --consent WORDS")
    found: dict[str, tuple[Choice, ...]] = {}
    complaints = []
    for line, row in _rows(table):
        try:
            address = sound_address(row.get("email") or row.get("address") or "")
            record = _record(_attributes(row))
            last = record[-1] if record else None
            choice = (_listmonk if theirs else _ours)(row, last.preferences if last else asked, now, consent)
            if theirs and last and choice.state == "reading":
                # listmonk enables whoever it is handed, also who had left or never confirmed.
                choice = replace(choice, state=last.state)
            _check(choice.preferences, editions)
        except Refusal as refusal:
            complaints.append(f"line {line}: {refusal}")
            continue
        if address in found:
            complaints.append(f"line {line}: its address stands further up, and what is said there counts")
            continue
        is_known = last and (last.state, last.preferences) == (choice.state, choice.preferences)
        found[address] = record if is_known else (*record, choice)
    read = _READ_OF_LISTMONK if theirs else _READ
    unread = [told for name in table.fieldnames or () if _column(name) not in read and (told := tidy(name or ""))]
    return Found(tuple(found.items()), tuple(complaints), tuple(dict.fromkeys(unread)))


def _column(name: str | None) -> str:
    """What a column is called here: "E-Mail Address" is "email"."""
    told = (name or "").strip().lower()
    told = {"edition": "editions", "language": "languages"}.get(told, told)
    return "email" if re.sub(r"[\W_]", "", told) in ("email", "mail", "emailaddress") else told


def _rows(table: csv.DictReader[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for row in table:
            told = {_column(k): v.strip() for k, v in row.items() if isinstance(v, str)}
            yield table.line_num, told
    except csv.Error as error:
        raise Refusal(f"it is no CSV: {error}") from None


def _listmonk(row: Mapping[str, str], asked: Preferences, now: datetime, consent: str | None) -> Choice:
    status = row.get("status", "")
    if status not in ("enabled", "disabled", "blocklisted"):
        raise Refusal(f'listmonk knows no status "{status[:20]}"')
    state: State = "reading" if status == "enabled" else "left"
    told = f"listmonk had it {status}, there since {row.get('created_at', '')[:25]}"
    changed = row.get("updated_at", "")[:25]
    words = ". ".join(filter(None, (told + (f", changed {changed}" if changed else ""), consent)))
    return Choice(now, state, _with_languages(asked, _attributes(row)), f"imported: {words}")


def _attributes(row: Mapping[str, str]) -> Mapping[str, Any]:
    """listmonk's free attributes, where there are some."""
    try:
        told = json.loads(row.get("attributes") or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _with_languages(asked: Preferences, told: Mapping[str, Any]) -> Preferences:
    tags = told.get("languages") or told.get("language") or told.get("lang")
    tags = [tags] if isinstance(tags, str) else tags
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return asked
    return replace(asked, languages=tuple(filter(is_tag, tags)))


def _record(told: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The choices that a program like this one wrote down."""
    try:
        return tuple(map(_choice, told.get("record") or ()))
    except (KeyError, OverflowError, TypeError, ValueError):
        raise Refusal("its record is none of ours") from None


def _choice(fact: Mapping[str, Any]) -> Choice:
    at = datetime.fromisoformat(fact["at"]).astimezone(UTC)
    words = [*fact["editions"], *fact["languages"], fact["how"]]
    if (
        fact["state"] not in STATES
        or fact["cadence"] not in LETTER_CADENCES
        or not all(isinstance(word, str) for word in words)
    ):
        raise ValueError(fact)
    asked = Preferences(tuple(fact["editions"]), tuple(fact["languages"]), fact["cadence"])
    return Choice(at, fact["state"], asked, fact["how"])


def _ours(row: Mapping[str, str], asked: Preferences, now: datetime, consent: str | None) -> Choice:
    words = row.get("consent") or consent
    if not words:
        raise Refusal("nothing says how this reader consented")
    cadence = row.get("cadence") or asked.cadence
    if cadence not in LETTER_CADENCES:
        raise Refusal(f'a cadence is issue, daily or weekly, not "{cadence[:20]}"')
    state = row.get("state") or "reading"
    if state not in STATES:
        raise Refusal(f'a state is reading, asked, resting or left, not "{state[:20]}"')
    preferences = Preferences(
        _listed(row, "editions") or asked.editions,
        _listed(row, "languages") or asked.languages,
        cadence,
    )
    when = row.get("consented_at") or row.get("date") or ""
    told = f"imported: {words}" + (f" ({when})" if when else "")
    return Choice(now.astimezone(UTC), state, preferences, told)


def _listed(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands in one field, with spaces, commas or semicolons between."""
    return tuple(filter(None, re.split(r"[\s,;]+", row.get(name, ""))))


def _check(asked: Preferences, editions: Collection[str]) -> None:
    if not asked.editions:
        raise Refusal("there is no edition to get")
    if unknown := next((tag for tag in asked.languages if not is_tag(tag)), None):
        raise Refusal(f'a language is such as "es" or "pt-BR", not "{unknown[:20]}"')
    for edition in asked.editions:
        if edition not in editions:
            raise Refusal(f'there is no edition "{edition[:40]}"')
