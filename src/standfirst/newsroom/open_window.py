"""The open window: the items of the last thirty days, their vectors, and the stories they tell.

What joining found among the items known at midnight is kept, so that during the day only new items are compared.
Like the vectors it is a cache: it follows from facts alone and may be thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from standfirst import edits, join, store, vectors
from standfirst.config import Encoding, Newsroom
from standfirst.fetch import FetchError
from standfirst.model import Edit, Item, PrintedAddress, Story
from standfirst.store import Kept, Store

if TYPE_CHECKING:
    from standfirst.join.settled import Settled

# Called with how much is done, of how much, and of what ("texts encoded").
Progress = Callable[[int, int, str], None]

# Tellings of one story seldom lie further apart. Older items stay in the stories they were printed in.
WINDOW = timedelta(days=30)
# A date further ahead than time zones explain is an announcement or a mistake: the day the item came counts then.
AHEAD = timedelta(days=1)
# With fewer items than these, joining anew is faster than looking up what is settled.
SETTLES = 5_000
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Joined:
    """The stories of the window after all edits, each at its address. `kept` are the items they tell; `printed` is
    where these were told in print so far; `forwards` maps an address that a story once had to its address now;
    `complaints` say what went wrong; `spiked` are the stories that editors keep out of print."""

    stories: list[Story]
    kept: Sequence[Kept]
    printed: Sequence[PrintedAddress]
    forwards: Mapping[str, str]
    complaints: tuple[str, ...]
    spiked: list[Story]


def joined(room: Newsroom, archive: Store, now: datetime, progress: Progress | None = None) -> Joined:
    """The stories of the window that is open at `now`, made from items and edits."""
    kept = store.items.between(archive, opens(now), now + timedelta(seconds=1))
    decided = store.edits.all(archive)
    encoding = _Encoded(archive, room.vectors, now, progress or (lambda *_: None))
    items = {k.item.id: k.item for k in kept}
    told = _told(archive, encoding, _midnight(now), kept, decided)
    whole = [Story(names[0], tuple(items[name] for name in names)) for names in told]
    printed = store.addresses.of_items(archive, items)
    gone = edits.spiked(decided)
    spiked = [s for s in whole if any(t.id in gone for t in s.tellings)]
    stories, forwards = join.addressed(edits.apply(decided, whole), printed)
    return Joined(stories, kept, printed, forwards, tuple(encoding.complaints), spiked)


def opens(now: datetime) -> datetime:
    """The moment at which the window begins that is open at `now`."""
    return _midnight(now) - WINDOW


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _told(
    archive: Store, encoding: _Encoded, midnight: datetime, kept: Sequence[Kept], decided: Sequence[Edit]
) -> Sequence[Sequence[str]]:
    """The ids of the items of each story: from the cache where nothing changed since the last joining."""
    from standfirst.join.settled import name_of, near, version

    began = store.visits.began(archive)
    items = [dated(k, began) for k in kept]
    settles = sum(k.first_seen < midnight for k in kept) >= SETTLES
    by = f"{version()} {encoding.name}"
    if settles:
        # Another where anything that decides it is.
        by += f" {midnight:%Y-%m-%d} {store.items.counted(archive, midnight - WINDOW, midnight)}"
    key = f"{by} {name_of(items, decided)}"
    if known := store.settled.of(archive, "stories", key):
        found: Sequence[Sequence[str]] = json.loads(known)
        return found
    settled = _settled(archive, encoding, midnight, by) if settles else None
    vectors = encoding.of(near(settled, items) if settled else items)
    told = [[t.id for t in story.tellings] for story in join.join(items, decided, vectors, settled)]
    if not encoding.complaints:
        store.settled.save(archive, "stories", key, json.dumps(told).encode())
    return told


def _settled(archive: Store, encoding: _Encoded, midnight: datetime, key: str) -> Settled:
    from standfirst.join.settled import as_bytes, of_bytes
    from standfirst.join.stories import settle

    known = store.settled.of(archive, "pairs", key)
    if known is not None:
        return of_bytes(known)
    began = store.visits.began(archive)
    items = [dated(k, began) for k in store.items.standing(archive, midnight - WINDOW, midnight)]
    rows = encoding.of(items)
    encoding.progress(0, len(items), "items joined")
    settled = settle(items, rows)
    if not encoding.complaints:
        store.settled.save(archive, "pairs", key, as_bytes(settled))
    return settled


class _Encoded:
    """Vectors of items, from the encoder that the configuration names. Each text is encoded once and then kept;
    `complaints` say why some vectors are missing."""

    def __init__(self, archive: Store, encoding: Encoding, now: datetime, progress: Progress) -> None:
        self._archive, self._encoding, self._now, self.progress = archive, encoding, now, progress
        self.complaints: list[str] = []
        self._known: dict[str, Any] = {}
        self._encode = encoder(encoding)
        name = encoding.encoder or "use"
        self.name = vectors.kept_as(name, encoding.model) if self._encode else "none"

    def of(self, items: Sequence[Item]) -> Mapping[str, Any] | None:
        """A row of numbers by item id; None where nothing encodes."""
        if self._encode is None:
            return None
        import numpy as np

        texts = {item.id: vectors.text(item) for item in items}
        digests = {t: blake2b(t.encode(), digest_size=16).hexdigest() for t in texts.values() if t}
        kept = store.vectors.of(self._archive, self.name, digests.values())
        kept |= self._computed({text: d for text, d in digests.items() if d not in kept})
        rows = {digest: np.frombuffer(row, np.float16).astype(np.float32) for digest, row in kept.items()}
        found = {i: rows[digests[t]] for i, t in texts.items() if t and digests[t] in rows}
        if len({len(row) for row in found.values()}) > 1:
            self.complaints.append(f"the encoder {self.name} gave vectors of several lengths: none is used")
            return None
        return found

    def _computed(self, missing: Mapping[str, str]) -> dict[str, bytes]:
        """The vectors of texts that have none yet, by digest. They are kept batch by batch, so that a crash loses
        one batch at most. Texts of one length go together: an encoder takes as long for all as for the longest."""
        import numpy as np

        found: dict[str, bytes] = {}
        texts = sorted(missing, key=lambda t: (len(t), t))
        for start in range(0, len(texts), _BATCH):
            some = texts[start : start + _BATCH]
            try:
                rows = self._encode(some) if self._encode else []
            except FetchError as error:
                self.complaints.append(f"{error}; joined without the vectors of {len(texts) - start} texts")
                break
            new = {missing[t]: np.asarray(row, np.float16).tobytes() for t, row in zip(some, rows, strict=True)}
            store.vectors.save(self._archive, self.name, new, self._now)
            found |= new
            self.progress(start + len(some), len(texts), "texts encoded")
        return found


def encoder(encoding: Encoding) -> vectors.Encoder | None:
    """What makes vectors of texts, as configured."""
    if encoding.encoder == "api":
        from standfirst.fetch import embeddings

        return embeddings.encoder(encoding.url or "", encoding.model or "", encoding.key)
    return vectors.encoder(encoding.encoder, encoding.model)


def dated(kept: Kept, began: Mapping[str, datetime]) -> Item:
    """An item as joining weighs it. Where it bears no day, it gets the day it was first seen; and a mark that this
    says little where it was there already when its source `began` to be asked."""
    item = kept.item
    if bears_a_day(item):
        return item
    item = replace(item, published=day(kept).isoformat())
    if not was_met_first(kept, began):
        return item
    return replace(item, found={**item.found, "published": join.MET_FIRST})


def bears_a_day(item: Item) -> bool:
    """Whether it is dated as precisely as a day."""
    return bool(item.published and len(item.published) >= 10)


def was_met_first(kept: Kept, began: Mapping[str, datetime]) -> bool:
    """Whether an item bears no day and was there already at the first visit to its source: it may be of any
    age."""
    return not bears_a_day(kept.item) and kept.first_seen == began.get(kept.item.source_id)


def day(kept: Kept) -> date:
    """The day an item counts for: that of its date or, without a credible one, the day it was first seen."""
    return _believed(kept) or kept.first_seen.astimezone(UTC).date()


def moment(kept: Kept) -> datetime | None:
    """The moment an item counts for; None where it bears a day without an hour."""
    if _believed(kept) is None:
        return kept.first_seen
    try:
        told = datetime.fromisoformat(kept.item.published or "")
    except ValueError:
        return None
    return told if told.tzinfo else None


def _believed(kept: Kept) -> date | None:
    """The day of an item's date; None where it has none, or one that lies ahead of when it came."""
    try:
        told = date.fromisoformat((kept.item.published or "")[:10])
    except ValueError:
        return None
    return told if told <= kept.first_seen.astimezone(UTC).date() + AHEAD else None
