"""A newsroom with readers and one frozen issue, whose letters are to be sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from standfirst import store
from standfirst.config import Mail, Newsroom
from standfirst.model import Brief, Edition, Issue, Item, Section
from standfirst.newsroom import house, mailing
from standfirst.readership import Choice, Preferences
from standfirst.send import Ending
from standfirst.store import Store, open_store
from tests.a_morning import room_in

NOW = datetime(2026, 3, 17, 8, tzinfo=UTC)
EVERY_ISSUE = Preferences(("en",))


def room(folder: Path, port: int, **mail: object) -> Newsroom:
    told = Mail(
        sender="letters@lamp.example",
        host="127.0.0.1",
        port=port,
        tls="none",
        user=None,
        password=None,
        authority=None,
        connections=3,
        pace=0,
        bounces="bounces@lamp.example",
        dkim=MappingProxyType({}),
        returns=None,
        secret=folder / "secret",
    )
    editions = (Edition("en", "The Lamplighter", ("en",)), Edition("ar", "موقد المصابيح", ("ar", "en")))
    return replace(room_in(folder), editions=editions, mail=replace(told, **mail))  # type: ignore[arg-type]


def counts(archive: Store, letter: str) -> dict[str, int]:
    """How many readers a letter has reached how far."""
    reached = store.deliveries.reached(archive, letter).values()
    return dict(sorted(Counter(told.outcome for told in reached).items()))


def issue(edition: str = "en", number: int = 12, at: datetime = NOW, items: Sequence[Item] = ()) -> Issue:
    told = items or [
        Item(
            id=f"{edition}-{number}-{n}",
            source_id="gazette",
            headline=f"Lamp {n} of Tarn burns again",
            standfirst=f"It was out for {n + 2} days. “The oil was late,” says the keeper.",
            link=f"https://gazette.example/{edition}/{number}/{n}",
            language="en",
            published=at.date().isoformat(),
        )
        for n in range(3)
    ]
    briefs = tuple(Brief(f"story-{item.id}", item, "The Gazette") for item in told)
    masthead = {"en": "The Lamplighter", "ar": "موقد المصابيح"}[edition]
    return Issue(edition, number, at.date(), masthead, edition, (Section(None, briefs),))


def readers(
    archive: Store, addresses: Sequence[str], asked: Preferences = EVERY_ISSUE, at: datetime = NOW
) -> None:
    choice = Choice(at, "reading", asked, "asked at the fair")
    store.subscribers.note_each(archive, [(address, [choice]) for address in addresses])


def send_all(
    newsroom: Newsroom, archive: Store, now: datetime = NOW, clock: mailing.Clock | None = None
) -> list[Ending]:
    """One run of sending, as `standfirst send` does it."""
    post = house.post_of(newsroom)
    with mailing.sending(newsroom, archive, now) as letters:
        return list(mailing.send(archive, letters, post, clock or (lambda: now)))


def prepared_room(folder: Path, port: int, addresses: Sequence[str], **mail: object) -> Newsroom:
    """A newsroom whose archive holds an issue and these readers."""
    newsroom = room(folder, port, **mail)
    with open_store(newsroom.store) as archive:
        store.issues.save(archive, issue())
        readers(archive, addresses)
    return newsroom
