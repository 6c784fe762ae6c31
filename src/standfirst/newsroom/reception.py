"""Where readers come in and go: they ask, confirm, choose and leave. Each step is a fact with the way it was done.

Nothing here tells whether an address is known: whoever asks is answered by a letter to that address or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from standfirst import render, store, tokens
from standfirst.config import Newsroom
from standfirst.newsroom.house import house_of
from standfirst.readership import Choice, Preferences, Subscriber, way
from standfirst.send.stamping import notice
from standfirst.store import Store

Hand = Callable[[str, str, bytes], None]
# A link to confirm is good so long, and so is one to choose that was asked for.
CONFIRM = timedelta(days=3)
AGAIN = timedelta(days=30)
_CONFIRMED = "confirmed by the link that we sent to the address"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for at an address, on a page in a language."""

    address: str
    preferences: Preferences
    language: str


def ask(room: Newsroom, archive: Store, wish: Asked, now: datetime, hand: Hand) -> None:
    """Someone asked for letters at an address. A letter goes there in the language of the page: one to confirm,
    or, where letters go there already, one that leads to what they get. `hand` takes the sender, the address and
    the letter."""
    address, asked, language = wish.address, wish.preferences, wish.language
    reader = store.subscribers.by_address(archive, address)
    house = house_of(room)
    known = reader is not None and reader.state == "reading"
    if reader is None or not known:
        # Only who confirms is changed: whoever asks for another's address changes nothing of theirs.
        reader = store.subscribers.note(archive, address, Choice(now, "asked", asked, "asked on our page"))
    named = [room.edition(name).masthead for name in asked.editions]
    masthead = named[0] if len(named) == 1 and not known else room.title
    if known:
        token = tokens.token(house.secret, "letter", reader.id, (now + AGAIN).date())
    else:
        until = (now + CONFIRM).date()
        token = tokens.token(house.secret, "confirm", reader.id, until, _as_asked(asked))
    link = way(room.url, "choices" if known else "confirm", language, token)
    subject, text = render.notice(language, masthead, link, known)
    hand(*notice(house, reader.id, address, masthead, (subject, text, language), now))


def confirm(room: Newsroom, archive: Store, token: str, now: datetime) -> Subscriber | None:
    """The reader whose link this is gets from now on what was asked for when it was sent; None where the link is
    not good. A link confirms once: what was chosen since stays."""
    reader = store.subscribers.by_id(archive, tokens.named(token) or "")
    made = store.subscribers.choices(archive, reader.id) if reader else []
    secret, today = house_of(room).secret, now.date()
    for n, asked in enumerate(made):
        wanted = asked.preferences
        if asked.state != "asked" or not tokens.reader_of(secret, "confirm", token, today, _as_asked(wanted)):
            continue
        if reader is None or any(later.how == _CONFIRMED and later.preferences == wanted for later in made[n:]):
            return reader if reader and reader.state == "reading" else None
        return store.subscribers.note(archive, reader.address, Choice(now, "reading", wanted, _CONFIRMED))
    return None


def _as_asked(asked: Preferences) -> str:
    return f"{asked.cadence} {' '.join(asked.editions)} {' '.join(asked.languages)}"


def move(archive: Store, old: str, new: str, now: datetime) -> int:
    """Give everybody who gets one edition another in its place; how many those were."""
    theirs = [
        reader
        for reader in store.subscribers.all(archive)
        if reader.state in ("reading", "resting") and old in reader.preferences.editions
    ]
    for reader in theirs:
        asked = reader.preferences
        editions = tuple(dict.fromkeys(new if name == old else name for name in asked.editions))
        choice = Choice(now, reader.state, replace(asked, editions=editions), f"the edition {old} became {new}")
        store.subscribers.note(archive, reader.address, choice)
    return len(theirs)


def reader_of(room: Newsroom, archive: Store, token: str, now: datetime) -> Subscriber | None:
    """The reader to whom a letter's link belongs."""
    reader_id = tokens.reader_of(house_of(room).secret, "letter", token, now.date())
    return store.subscribers.by_id(archive, reader_id) if reader_id else None


def choose(room: Newsroom, archive: Store, token: str, asked: Preferences, now: datetime) -> Subscriber | None:
    """Keep what a reader chose by the link in a letter; whoever had left gets letters again."""
    reader = reader_of(room, archive, token, now)
    if reader is None:
        return None
    choice = Choice(now, "reading", asked, "chosen by the link in a letter")
    return store.subscribers.note(archive, reader.address, choice)


def leave(archive: Store, reader: Subscriber, how: str, now: datetime) -> None:
    """A reader gets no more letters."""
    if reader.state != "left":
        store.subscribers.note(archive, reader.address, Choice(now, "left", reader.preferences, how))
