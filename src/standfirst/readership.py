"""The nouns of letters and those who read them, as frozen dataclasses.

Like `model`, this module imports nothing of ours and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

LetterCadence = Literal["issue", "daily", "weekly"]
LETTER_CADENCES: tuple[LetterCadence, ...] = get_args(LetterCadence)
State = Literal["asked", "reading", "resting", "left"]
STATES: tuple[State, ...] = get_args(State)
Outcome = Literal["begun", "sent", "refused", "later", "unsent", "doubtful"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader of letters asked for. `languages` are those they read, the best liked first; none means
    those of the editions."""

    editions: tuple[str, ...]
    languages: tuple[str, ...] = ()
    cadence: LetterCadence = "issue"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A reader of letters as they stand now. `id` is drawn by chance: nothing of the address can be told from
    it. `since` is when they last chose something, or something was noted of them."""

    id: str
    address: str
    state: State
    preferences: Preferences
    since: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader decided, or what was noted of their address: a fact. `how` is a sentence that says by what
    way, and is the record of consent."""

    at: datetime
    state: State
    preferences: Preferences
    how: str


# An item as it was printed once: its id, headline and standfirst.
AsPrinted = tuple[str, str, str]

# Stands in a letter in place of each reader's own token. It cannot occur otherwise: `tidy` removes such
# characters.
TOKEN = "\ue000"


@dataclass(frozen=True, slots=True)
class Letter:
    """What all readers of the same preferences get. `id` names what is sent, the same for every set of preferences
    ("en-12"), `series` what recurs ("en", "daily"); `text` and `html` hold TOKEN in the addresses that are each
    reader's own; `web` is the page that holds the same, `stories` are the ids of the items printed in full."""

    id: str
    series: str
    masthead: str
    subject: str
    language: str
    web: str
    text: str
    html: str
    stories: tuple[str, ...] = ()


def way(site: str, page: str, language: str, token: str = TOKEN) -> str:
    """The address of one of a reader's own pages, in the language of the letter that leads there."""
    return f"{site}readers/{page}?lang={language}&t={token}"


def letter_of(edition_id: str, number: int) -> str:
    """The id of the letter that is one issue."""
    return f"{edition_id}-{number}"


def letters_of(edition_id: str, number: int, dated: date) -> dict[LetterCadence, str]:
    """The ids of the letters in which an issue goes out, by how often a reader gets one."""
    return {"issue": letter_of(edition_id, number), "daily": f"daily-{dated}", "weekly": f"weekly-{dated:%G-w%V}"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One letter to one reader, as far as it has come: a fact. `begun` is written before the letter is handed
    over, the rest after: `later` and `refused` are the server's answers, `unsent` is certain, `doubtful` is not.
    `said` is the server's word, without address."""

    letter: str
    reader_id: str
    outcome: Outcome
    at: datetime
    said: str = ""
