"""Letters that came back: whose they were, and when an address is to rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from standfirst import store
from standfirst.config import Newsroom
from standfirst.newsroom import reception
from standfirst.newsroom.house import house_of
from standfirst.readership import Choice, Delivery, Subscriber
from standfirst.send import returns
from standfirst.store import Store
from standfirst.store.returns import Return

# Faults of so long ago say nothing about today.
SPAN = timedelta(days=30)
# One that names the address itself as wrong (5.1.x) is enough; of others two, of passing ones five.
HARD, SOFT = 2, 5


def take(room: Newsroom, archive: Store, letters: Iterable[bytes], now: datetime) -> Counter[str]:
    """Keep what came back; how many letters were of which kind, and "rested" readers. A letter that was taken
    before counts for "known"."""
    secret = house_of(room).secret
    counts: Counter[str] = Counter()
    for raw in letters:
        told = returns.understood(raw, secret)
        reader = store.subscribers.by_id(archive, told.reader_id) if told.reader_id else None
        name = hashlib.sha256(raw).hexdigest()
        if told.kind == "other" or reader is None:
            # By another name than a return: what is understood later is still to be kept.
            is_new = store.returns.note(archive, Return(f"other {name}", "", now, "other", ""))
            counts["other" if is_new else "known"] += 1
            continue
        if not store.returns.note(archive, Return(name, reader.id, now, told.kind, told.status)):
            counts["known"] += 1
            continue
        counts[told.kind] += 1
        if told.kind == "leave":
            reception.leave(archive, reader, "left by mail", now)
        elif told.kind == "complaint":
            reception.leave(archive, reader, "complained to their mail provider", now)
        else:
            counts["rested"] += rest(archive, reader, now)
    return counts


def rest(archive: Store, reader: Subscriber, now: datetime) -> bool:
    """Let a reader's address rest if too much came back from it since they last chose; whether it now does."""
    if reader.state != "reading":
        return False
    since = max(reader.since, now - SPAN)
    reason = why(store.returns.of(archive, reader.id), store.deliveries.of(archive, reader.id), since)
    if reason:
        store.subscribers.note(archive, reader.address, Choice(now, "resting", reader.preferences, reason))
    return bool(reason)


def rest_each(archive: Store, reader_ids: Iterable[str], now: datetime) -> int:
    """Let those of these readers rest from whom too much came back; how many do."""
    readers = (store.subscribers.by_id(archive, reader_id) for reader_id in reader_ids)
    return sum(rest(archive, reader, now) for reader in readers if reader)


def why(returned: Sequence[Return], deliveries: Sequence[Delivery], since: datetime) -> str:
    """Why an address has to rest, "" where it has not."""
    refused = [
        returns.status_in(d.said) or "5.0.0" for d in deliveries if d.outcome == "refused" and d.at >= since
    ]
    hard = [told.status for told in returned if told.kind == "hard" and told.at >= since]
    hard += [status for status in refused if returns.kind_of(status) == "hard"]
    soft = sum(told.kind == "soft" and told.at >= since for told in returned)
    soft += sum(returns.kind_of(status) == "soft" for status in refused)
    gone = next((status for status in hard if status.startswith("5.1.")), None)
    if gone:
        return f"the address is not known where letters go ({gone})"
    if len(hard) >= HARD:
        return f"{len(hard)} letters came back for good"
    return f"{soft} letters came back for the time being" if soft >= SOFT else ""
