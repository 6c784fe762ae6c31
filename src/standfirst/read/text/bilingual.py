"""Records printed in two languages: one headline after the other on a line, a standfirst in each below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standfirst import languages
from standfirst.read.enough import MOSTLY, enough
from standfirst.read.text.record import Record
from standfirst.read.text.runon import weighed


def in_languages(records: Sequence[Record]) -> list[Record]:
    """The records, those of a document in two languages taken apart into one for each language."""
    paired = [record for record in records if len(record.heads) == 1 and len(record.texts) == 2]
    if not enough(len(paired), len(records), MOSTLY):
        return list(records)
    tongues = {id(record): _tongues(record) for record in paired}
    differ = [told for told in tongues.values() if told[0] and told[1] and told[0] != told[1]]
    if len(differ) < MOSTLY * len(paired):
        return list(records)
    usual = max(set(differ), key=differ.count)
    return [part for record in records for part in (_apart(record, usual) if id(record) in tongues else [record])]


def _tongues(record: Record) -> tuple[str, str]:
    told = [languages.guess(line.text) for line in record.texts]
    first, second = (guess.tag if guess else "" for guess in told)
    return first, second


def _apart(record: Record, tongues: tuple[str, str]) -> list[Record]:
    head = record.heads[0]
    at = _turn(head.text, tongues, len(record.texts[0].text) / sum(len(line.text) for line in record.texts))
    if not at:
        return [record]
    halves = (head.text[:at].rstrip(), head.text[at:])
    return [
        replace(record, heads=[replace(head, text=half)], texts=[text], how="one of two languages on a line")
        for half, text in zip(halves, record.texts, strict=True)
    ]


def _turn(text: str, tongues: tuple[str, str], share: float) -> int:
    """Where a line turns from one language to the other, about where the share that the first of them has of the
    standfirsts has it, and where a headline may begin; 0 where it does not turn."""
    middle = share * len(text)
    spots = [spot for spot in weighed(text) if spot.at and abs(spot.at - middle) < 0.2 * len(text)]
    for spot in sorted(spots, key=lambda spot: spot.worth - 0.1 * abs(spot.at - middle), reverse=True):
        told = [languages.guess(part, tongues) for part in (text[: spot.at], text[spot.at :])]
        if text[spot.at].isupper() and tuple(guess.tag if guess else "" for guess in told) == tongues:
            return spot.at
    return 0
