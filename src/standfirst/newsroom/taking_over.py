"""Readers taken over from another program: a CSV of our own columns, or listmonk's export."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from standfirst.configvalues import is_language
from standfirst.model import Refusal
from standfirst.readership import LETTER_CADENCES, Choice, Preferences, State
from standfirst.send import sound_address

_LISTMONK = {"uuid", "email", "status", "created_at"}
_MOST_BYTES_OF_A_FIELD = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """Addresses with the choice to be kept for each, and a sentence for each line that was left out."""

    readers: tuple[tuple[str, Choice], ...]
    complaints: tuple[str, ...]


def readers(text: str, asked: Preferences, editions: Collection[str], consent: str | None, now: datetime) -> Found:
    """The readers in a CSV whose first line names its columns. `asked` is what they get where the file does not
    say. Raises Refusal where it names no column of addresses, or nothing says how they consented.

    Columns, parted by commas, semicolons or tabs: email or address; consent; editions, languages (separated by
    spaces), cadence; state. listmonk's export is known by its columns; its status and dates become the record of
    consent."""
    csv.field_size_limit(_MOST_BYTES_OF_A_FIELD)
    first = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    names = set(map(_column, table.fieldnames or ()))
    if not names & {"email", "address"}:
        raise Refusal("its first line names no column email or address")
    theirs = names >= _LISTMONK
    if not theirs and "consent" not in names and not consent:
        raise Refusal("nothing says how these readers consented: a column consent, or --consent WORDS")
    found: dict[str, Choice] = {}
    complaints = []
    for line, row in _rows(table):
        try:
            address = sound_address(row.get("email") or row.get("address") or "")
            choice = _listmonk(row, asked, now, consent) if theirs else _ours(row, asked, now, consent)
            _check(choice.preferences, editions)
        except Refusal as refusal:
            complaints.append(f"line {line}: {refusal}")
            continue
        if address in found:
            complaints.append(f"line {line}: its address stands further up, and what is said there counts")
            continue
        found[address] = choice
    return Found(tuple(found.items()), tuple(complaints))


def _column(name: str | None) -> str:
    """What a column is called here: "E-Mail Address" is "email"."""
    told = (name or "").strip().lower()
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
    return Choice(now, state, _attributes(row.get("attributes", ""), asked), f"imported: {words}")


def _attributes(text: str, asked: Preferences) -> Preferences:
    """Languages that listmonk's free attributes name, where they do."""
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return asked
    tags = told.get("languages") or told.get("language") or told.get("lang") if isinstance(told, dict) else None
    tags = [tags] if isinstance(tags, str) else tags
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return asked
    return replace(asked, languages=tuple(filter(is_language, tags)))


def _ours(row: Mapping[str, str], asked: Preferences, now: datetime, consent: str | None) -> Choice:
    words = row.get("consent") or consent
    if not words:
        raise Refusal("nothing says how this reader consented")
    cadence = row.get("cadence") or asked.cadence
    if cadence not in LETTER_CADENCES:
        raise Refusal(f'a cadence is issue, daily or weekly, not "{cadence[:20]}"')
    state = row.get("state") or "reading"
    if state not in ("reading", "left", "resting"):
        raise Refusal(f'a state is reading, left or resting, not "{state[:20]}"')
    preferences = Preferences(
        _listed(row, "editions") or asked.editions,
        _listed(row, "languages") or asked.languages,
        cadence,
    )
    when = row.get("consented_at") or row.get("date") or ""
    told = f"imported: {words}" + (f" ({when})" if when else "")
    return Choice(now.astimezone(UTC), state, preferences, told)  # type: ignore[arg-type]


def _listed(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands in one field, with spaces, commas or semicolons between."""
    return tuple(re.split(r"[\s,;]+", row.get(name, "").strip(" ,;"))) if row.get(name, "").strip(" ,;") else ()


def _check(asked: Preferences, editions: Collection[str]) -> None:
    if not asked.editions:
        raise Refusal("there is no edition to get")
    if unknown := next((tag for tag in asked.languages if not is_language(tag)), None):
        raise Refusal(f'a language is such as "es" or "pt-BR", not "{unknown[:20]}"')
    for edition in asked.editions:
        if edition not in editions:
            raise Refusal(f'there is no edition "{edition[:40]}"')
