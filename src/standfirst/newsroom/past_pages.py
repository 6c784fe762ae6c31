"""Pages that the open window has passed: days of the archive, stories and affairs that are no longer planned.

They stay as they were printed, and so do pages of editions that were given up and of issues that the archive
forgot. A day is made up again, from the store, where a late story comes to it, and where it names what was
withdrawn or corrected since. The page of a story or an affair that names what was withdrawn is removed. Which
pages do is told by their HTML: nothing else knows what they print. For which kills and errata the pages were
looked through is kept beside the folder of the site, NAME, in `.NAME.amended`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial
from html import escape
from pathlib import Path

from standfirst import edits, layout, store, zones
from standfirst.config import Newsroom
from standfirst.flatplan import Planned, Shelf, digest
from standfirst.model import Edition, Erratum, Item, Listing, Story
from standfirst.newsroom import amending, kinship, ledger, open_window
from standfirst.newsroom.days import known_of, outlets_of
from standfirst.store import Kept, Store

Holds = Callable[[str], bool]
"""Whether a page's HTML holds words that should stand there no more, or not alone."""


class PastPages:
    """The past pages of a site at one publishing. `is_as_left` says that they are what the last publishing left:
    else they are looked through for every kill and erratum there ever was."""

    def __init__(self, room: Newsroom, archive: Store, now: datetime, is_as_left: bool) -> None:
        self._site, self._archive = room.output, archive
        self._outlets = outlets_of(room, archive)
        self._editions = {edition.id: edition for edition in room.editions}
        before = open_window.opens(now) - timedelta(microseconds=1)
        # By edition the first day, by its clock, that lies wholly in the open window.
        self._open_from = {
            edition.id: (zones.day_of(before, edition.zone) + timedelta(days=1)).isoformat()
            for edition in room.editions
        }
        self._decided = store.edits.all(archive)
        known = _looked_through(self._site) if is_as_left else set()
        self._new = [e for e in self._decided if e.kind in ("kill", "erratum") and digest(e) not in known]
        # Editions mostly want the same days.
        self._told = cache(partial(_told, archive))

    def looked_through(self) -> None:
        """Remember that these pages name nothing wrong any more. Forgotten, they are looked through again."""
        if self._new:
            done = _looked_through(self._site).union(map(digest, self._new))
            ledger.write(ledger.beside(self._site, "amended"), sorted(done))

    def made_up_again(self) -> list[Planned]:
        """The days that name what was withdrawn, or what is wrong without saying so."""
        errata = edits.errata(self._new)
        wrong = [lacking(self._items(errata), errata)] if errata else []
        wrong += [self._withdrawn] if self._withdrawn else []
        if not wrong:
            return []
        return [
            self._planned(edition, dated)
            for edition in self._editions.values()
            for dated, pages in self._days(edition).items()
            if any(holds(page) for page in map(_html, pages) for holds in wrong)
        ]

    def whole(self, page: Planned | Shelf) -> Planned | Shelf:
        """A page as planned. But a day that was printed before, and of which the open window holds only a part or
        what came late, is made up of all that came on it."""
        name, _, dated = page.path.partition("/archive/")
        if not dated or dated >= self._open_from[name] or not (self._site / f"{page.path}.html").is_file():
            return page
        return self._planned(self._editions[name], dated, page.made_of)

    def stays(self, file: str, told: Collection[str], again: Collection[str]) -> bool:
        """Whether a file of the site stays though it is not planned now. Stories that are `told` now have other
        pages, and days that are made up `again`, by their paths, need no more than those."""
        edition, _, rest = file.partition("/")
        folder, _, name = rest.partition("/")
        address, _, suffix = name.rpartition(".")
        # The feeds of an issue stay as long as its page does.
        if suffix != "html" and folder != "issues":
            return False
        page = self._site / edition / folder / f"{address}.html"
        # A long story's further pages bear a number behind its address.
        addresses = {address, address.rpartition("-")[0]}
        suspected = folder in ("archive", "issues") or addresses & self._addresses_near_withdrawn
        if self._withdrawn and suspected and page.is_file() and self._withdrawn(_html(page)):
            return False
        if folder == "issues":
            # Of an edition given up, or one that the archive forgot when it was restored.
            return page.is_file()
        if edition not in self._editions:
            # What others may link to: nothing makes it again, should the edition come back.
            return folder in ("stories", "affairs", "archive") and page.is_file()
        if folder == "archive":
            return name[:10] < self._open_from[edition] and f"{edition}/archive/{name[:10]}" not in again
        return folder in ("stories", "affairs") and addresses.isdisjoint(told)

    def _days(self, edition: Edition) -> Mapping[str, list[Path]]:
        """The printed pages of each past day of an edition, oldest first."""
        found: dict[str, list[Path]] = {}
        for page in sorted((self._site / edition.id / "archive").glob("????-??-??*.html")):
            if zones.named(page.name[:10]) and page.name[:10] < self._open_from[edition.id]:
                found.setdefault(page.name[:10], []).append(page)
        return found

    def _planned(self, edition: Edition, dated: str, made_of: str = "") -> Planned:
        laid_out = partial(self._laid_out, edition, date.fromisoformat(dated))
        return Planned(f"{edition.id}/archive/{dated}", made_of, laid_out)

    def _laid_out(self, edition: Edition, dated: date) -> list[Listing]:
        """A day of an edition, with notes for what was withdrawn from it."""
        told, kept = self._told(dated)
        stories = edits.apply([edit for edit in self._decided if edit.kind != "kill"], told)
        known = known_of(self._outlets, kept, self._decided, store.visits.began(self._archive))
        here = kinship.with_copies(known, stories).for_readers_in(edition.zone)
        own = [story for story in layout.taken(edition, stories) if here.day(story) == dated]
        pages = layout.archive(edition, dated, own, here) if own else []
        return [amending.noted(page, self._decided, edition.zone) for page in pages]

    @cached_property
    def _withdrawn(self) -> Holds | None:
        """What tells of a page whether it names anything that was withdrawn since; None where nothing was."""
        killed = self._items(edits.withdrawn(self._new))
        return holding(killed) if killed else None

    @cached_property
    def _addresses_near_withdrawn(self) -> set[str]:
        """The addresses of stories that were in one open window with anything withdrawn: of these alone the pages
        may name it, as their story's or their affair's."""
        reach, found = open_window.WINDOW + timedelta(days=1), set()
        for seen in store.items.first_seen(self._archive, edits.withdrawn(self._new)):
            found |= store.addresses.between(self._archive, seen - reach, seen + reach)
        return found

    def _items(self, ids: Iterable[str]) -> list[Item]:
        return [kept.item for kept in store.items.by_ids(self._archive, ids)]


def _told(archive: Store, dated: date) -> tuple[list[Story], Sequence[Kept]]:
    """The stories with a telling of a day, wherever on earth it was that day, and their items. The stories are as
    they were printed, each at its address, before any edit."""
    around = [dated + timedelta(days=n) for n in (-1, 0, 1)]
    known = {kept.item.id: kept for kept in store.items.of_days(archive, around)}
    addresses = {p.address for p in store.addresses.of_items(archive, known)}
    others = {p.item_id for p in store.addresses.told_at(archive, addresses)} - set(known)
    known |= {kept.item.id: kept for kept in store.items.by_ids(archive, others)}
    # An item that moved from one story to another stands where it was printed last.
    stood = {p.item_id: p.address for p in store.addresses.of_items(archive, known)}
    groups: dict[str, list[Kept]] = {}
    for kept in sorted(known.values(), key=lambda k: (open_window.day(k), k.first_seen, k.item.id)):
        groups.setdefault(stood.get(kept.item.id, kept.item.id), []).append(kept)
    stories = [Story(address, tuple(kept.item for kept in group)) for address, group in groups.items()]
    return stories, list(known.values())


def _html(page: Path) -> str:
    return page.read_text("utf-8", "replace")


def _looked_through(site: Path) -> set[str]:
    known = ledger.told_at(ledger.beside(site, "amended"))
    return set(known) if isinstance(known, list) else set()


def holding(items: Iterable[Item]) -> Holds:
    """What tells of a page's HTML whether it names any of these items: by link, by words where there is none."""
    words = {name for item in items for name in _names(item)}
    return lambda page: any(each in page for each in words)


def lacking(items: Iterable[Item], errata: Mapping[str, tuple[Erratum, ...]]) -> Holds:
    """What tells of a page's HTML whether it names any of these items and does not say what was wrong in it."""
    wanted = [(_names(item), [_as_printed(e.text) for e in errata.get(item.id, ())]) for item in items]
    return lambda page: any(
        any(name in page for name in names) and not all(text in page for text in texts) for names, texts in wanted
    )


def _names(item: Item) -> list[str]:
    return [_as_printed(text) for text in ([item.link] if item.link else [item.headline, item.standfirst]) if text]


def _as_printed(text: str) -> str:
    """As templates escape what others wrote."""
    return escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
