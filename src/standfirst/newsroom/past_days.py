"""The stories of a day that the open window has passed, as they were printed: each at its address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from standfirst import store
from standfirst.model import Item, Story
from standfirst.newsroom.open_window import day
from standfirst.store import Kept, Store


def told(archive: Store, dated: date) -> tuple[list[Story], Sequence[Kept]]:
    """Stories with a telling of that day, wherever on earth it was that day, before any edit; and their items."""
    around = [dated + timedelta(days=n) for n in (-1, 0, 1)]
    known = {kept.item.id: kept for kept in store.items.of_days(archive, around)}
    addresses = {p.address for p in store.addresses.of_items(archive, known)}
    beside = {p.item_id for p in store.addresses.told_at(archive, addresses)} - set(known)
    known |= {kept.item.id: kept for kept in store.items.by_ids(archive, beside)}
    # An item that moved from one story to another stands where it was printed last.
    stood = {p.item_id: p.address for p in store.addresses.of_items(archive, known)}
    groups: dict[str, list[Kept]] = {}
    for kept in sorted(known.values(), key=lambda k: (day(k), k.first_seen, k.item.id)):
        groups.setdefault(stood.get(kept.item.id, kept.item.id), []).append(kept)
    return [Story(address, _items(group)) for address, group in groups.items()], list(known.values())


def _items(group: Sequence[Kept]) -> tuple[Item, ...]:
    return tuple(kept.item for kept in group)
