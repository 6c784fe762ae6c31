"""News that hubs bring (WebSub): agreed with them at a gathering, received by `standfirst serve`.

    renew       ask hubs for what is wanted, and to stop what is no longer
    Endpoint    answers a hub that asks whether we meant it, and takes in what it brings

What is brought goes the way of everything that is gathered and is a visit like others. Who asks hubs is an
argument, and so is what time it is.
"""

from __future__ import annotations

import hmac
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import parse_qs

from standfirst import store
from standfirst.config import Newsroom
from standfirst.model import Document, Refusal, Subscription
from standfirst.newsroom.gathering import take_in
from standfirst.store import Store

Posting = Callable[[str, Mapping[str, str]], None]
"""Posts a form to an address; raises Refusal where it is not taken."""

MOST_BYTES = 8 << 20
"""What a hub may bring at once."""

_LEASE = timedelta(days=10)
_LONGEST_LEASE = timedelta(days=90)
# How long before its end a lease is renewed, and how long to wait for who failed or refused.
_EARLY = timedelta(days=2)
_AGAIN = {"asked": timedelta(days=1), "failed": timedelta(days=1), "refused": timedelta(days=7)}
# A hub is a host like others: so many requests to it in one gathering are enough.
_AT_ONCE = 100
_MOST_FAILURES = 3
_METHODS = ("sha1", "sha256", "sha384", "sha512")

_Wanted = tuple[str, str, str]


def renew(room: Newsroom, archive: Store, posting: Posting, now: datetime) -> Iterator[str]:
    """Ask the hubs that sources name to bring their news, before leases end, and to stop where a source has gone
    or changed. Says in sentences what went wrong. Without a public address for hubs (`push`) nothing is asked."""
    if not room.push:
        return
    wanted = _wanted(room, archive)
    known = {(each.source_id, each.hub, each.topic): each for each in store.subscriptions.current(archive)}
    leaving = [s for key, s in known.items() if key not in wanted and s.state in ("asked", "agreed")]
    asking = [known.get(key) or _new(key, now) for key in wanted if _is_due(known.get(key), now)]
    failures: Counter[str] = Counter()
    for mode, each in [*(("unsubscribe", s) for s in leaving), *(("subscribe", s) for s in asking)][:_AT_ONCE]:
        # A hub that is down would keep us waiting for each of its sources.
        if failures[each.hub] < _MOST_FAILURES:
            wrong = list(_asked(room, archive, posting, mode, replace(each, at=now)))
            failures[each.hub] += len(wrong)
            yield from wrong


def _wanted(room: Newsroom, archive: Store) -> list[_Wanted]:
    latest = store.visits.latest(archive)
    visits = [latest[source.id] for source in room.sources if source.id in latest and not source.every]
    urls = {source.id: source.url for source in room.sources}
    return [(v.source_id, v.hub, v.topic or v.url) for v in visits if v.hub and v.url == urls[v.source_id]]


def _new(wanted: _Wanted, now: datetime) -> Subscription:
    # Both are drawn by chance: whoever guessed the address could still not sign news without the secret.
    return Subscription(secrets.token_urlsafe(24), *wanted, secret=secrets.token_urlsafe(32), state="new", at=now)


def _is_due(known: Subscription | None, now: datetime) -> bool:
    if known is None or known.state in ("leaving", "left"):
        return True
    if known.state == "agreed":
        return known.until is None or known.until - _EARLY <= now
    return known.at + _AGAIN[known.state] <= now


def _asked(room: Newsroom, archive: Store, posting: Posting, mode: str, about: Subscription) -> Iterator[str]:
    # Written down first: a hub may want to know whether we meant it before it has answered.
    state = "asked" if mode == "subscribe" else "leaving"
    lasting = about.until if about.until and about.until > about.at and state == "asked" else None
    about = replace(about, state=state, until=lasting)
    store.subscriptions.add(archive, about)
    form = {"hub.mode": mode, "hub.topic": about.topic, "hub.callback": f"{room.push}{about.token}"}
    if mode == "subscribe":
        form |= {"hub.secret": about.secret, "hub.lease_seconds": str(int(_LEASE.total_seconds()))}
    try:
        posting(about.hub, form)
    except Refusal as refusal:
        if store.subscriptions.by_token(archive, about.token) == about:
            store.subscriptions.add(archive, replace(about, state="failed"))
        yield f"the hub of {about.source_id}: {refusal}"


@dataclass(slots=True)
class Endpoint:
    """Where hubs come to. `room` gives the newsroom as it is configured now, `clock` the moment."""

    archive: Store
    room: Callable[[], Newsroom]
    clock: Callable[[], datetime]
    # What is brought is taken in one after the other: each holds a whole document.
    turn: Lock = field(default_factory=Lock)

    def verified(self, token: str, query: str) -> str | None:
        """The challenge that a hub wants back when it asks whether we meant a request; None where we did not."""
        asked = {name: values[-1] for name, values in parse_qs(query).items()}
        known = store.subscriptions.by_token(self.archive, token)
        if known is None or asked.get("hub.topic") != known.topic:
            return None
        now = self.clock()
        match asked.get("hub.mode"):
            case "denied":
                store.subscriptions.add(self.archive, replace(known, state="refused", at=now, until=None))
                return ""
            case "subscribe" if known.state in ("asked", "agreed", "failed") and asked.get("hub.challenge"):
                until = now + _lease(asked.get("hub.lease_seconds", ""))
                store.subscriptions.add(self.archive, replace(known, state="agreed", at=now, until=until))
                return asked["hub.challenge"]
            case "unsubscribe" if known.state == "leaving" and asked.get("hub.challenge"):
                store.subscriptions.add(self.archive, replace(known, state="left", at=now, until=None))
                return asked["hub.challenge"]
        return None

    def expected(self, token: str) -> Subscription | None:
        """The subscription that a hub may bring news for; None where the address is nobody's."""
        return store.subscriptions.by_token(self.archive, token)

    def received(self, known: Subscription, headers: Mapping[str, str], body: bytes) -> tuple[int, str]:
        """Take in what a hub brings: the status to answer, and what came of it as a sentence. Header names are
        lower case. What bears no true signature is answered like the rest and left."""
        source = next((source for source in self.room().sources if source.id == known.source_id), None)
        if source is None or known.state in ("left", "leaving", "refused"):
            return 410, f"a hub brought news of {known.source_id}, which it was not to bring any more"
        if not _is_signed(known.secret, headers.get("x-hub-signature", ""), body):
            return 202, f"somebody brought news of {source.id} without its hub's signature: it was left"
        with self.turn:
            document = Document(source.url, body, headers.get("content-type"), self.clock(), headers)
            new = take_in(self.archive, source, document)
        return 202, f"its hub brought {new} new item{'' if new == 1 else 's'} of {source.id}"


def _lease(told: str) -> timedelta:
    seconds = int(told[:9]) if told.isascii() and told.isdigit() else 0
    return min(timedelta(seconds=seconds), _LONGEST_LEASE) if seconds else _LEASE


def _is_signed(secret: str, told: str, body: bytes) -> bool:
    method, _, given = told.strip().partition("=")
    if method.lower() not in _METHODS:
        return False
    due = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(due.encode(), given.strip().lower().encode())
