"""The letters of the outbox: every issue's as it is sent, but to nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from functools import partial
from urllib.parse import urlsplit

from standfirst import render, themes
from standfirst.config import Newsroom
from standfirst.flatplan import Frozen, digest
from standfirst.model import Rendition
from standfirst.readership import Preferences, letter_of
from standfirst.send.stamping import House, prepared, unaddressed

# An issue bears a day, a letter needs an hour: early enough to lie in the past almost wherever it is read.
_HOUR = time(6, tzinfo=UTC)


def letters(room: Newsroom, issues: Iterable[Frozen]) -> Iterator[render.Sheet]:
    """The letter (.eml) of every issue. The same issue and site give the same bytes."""
    host = (urlsplit(room.url).hostname or "localhost").encode("idna").decode()
    sender = room.mail.sender if room.mail else f"letters@{host}"
    house = House(sender, sender, room.url, b"")
    site = render.Site(room.title, room.url, theme=themes.load(room.theme))
    configured = digest((site, sender))
    for issue in issues:
        name = f"{issue.edition_id}-{issue.number}-{issue.dated}.eml"
        printed = partial(_letter, name, issue, site, house)
        yield render.Sheet(name, digest((issue.made_of, configured)), printed)


def _letter(name: str, frozen: Frozen, site: render.Site, house: House) -> Rendition:
    issue = frozen.opened()
    id, asked = letter_of(issue.edition_id, issue.number), Preferences((issue.edition_id,))
    letter = prepared(render.mailing(id, [issue], asked, site), house, datetime.combine(issue.dated, _HOUR))
    return Rendition(name, "message/rfc822", unaddressed(letter))
