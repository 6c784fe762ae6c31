"""Links in letters that were made for one reader, the editor: readers get the public address that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from standfirst import store
from standfirst.fetch import End
from standfirst.model import Item, Source
from standfirst.newsroom import personal
from standfirst.read import links
from standfirst.store import Store
from standfirst.store.clicks import Click

# Where links lead, given when to stop.
Asking = Callable[[Collection[str], Callable[[str], bool]], Mapping[str, End]]

# So long an item waits for a host that does not answer; then it stands without a link.
_PATIENCE = timedelta(days=1)
_LEAVES = "to open it could end or change what its reader gets"


@dataclass(frozen=True, slots=True)
class Passed:
    """Items whose links may be published, how many others wait until their links are asked, and why links were
    left out."""

    items: Sequence[Item]
    waiting: int = 0
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Clicks:
    """The personal links of one gathering: what is known of them, and which are to be asked where they lead."""

    archive: Store
    asking: Asking | None
    now: datetime
    wanted: dict[str, Click | None] = field(default_factory=dict)

    def passed(self, items: Sequence[Item], source: Source) -> Passed:
        """The items of a letter with public links; those of which a link is to be asked first wait."""
        asked = {item.link for item in items if item.link and personal.is_personal(links.clean(item.link))}
        if not source.resolve_links or not asked:
            return Passed(items)
        known = store.clicks.known(self.archive, asked)
        kept: list[Item] = []
        left: list[str] = []
        for item in items:
            if item.link not in asked:
                kept.append(item)
            elif click := self._settled(item.link or "", known):
                kept.append(_with(item, click, source))
                left += [] if click.leads_to else [click.reason]
        return Passed(kept, len(items) - len(kept), tuple(left))

    def _settled(self, link: str, known: Mapping[str, Click]) -> Click | None:
        """What is known for good of where a link leads; None where it is to be asked."""
        if personal.leads_out(link):
            return Click(None, _LEAVES, self.now)
        click = known.get(link)
        if click and not (click.again and self.now - click.at < _PATIENCE):
            return click
        if self.asking is None:
            return Click(None, "nobody is asked", self.now)
        self.wanted[link] = click
        return None

    def ask(self) -> None:
        """Ask where the links lead that items wait for, and keep the answers."""
        if not self.asking or not self.wanted:
            return
        told: dict[str, Click] = {}
        for link, end in self.asking(self.wanted, _is_enough).items():
            before = self.wanted[link]
            address, reason = _address(end)
            told[link] = Click(address, reason, before.at if before else self.now, end.again)
        store.clicks.save(self.archive, told)


def _is_enough(url: str) -> bool:
    """Whether an address is public, so that it need not be asked, or such that asking could do harm."""
    return not personal.is_personal(links.clean(url)) or personal.leads_out(url)


def _address(end: End) -> tuple[str | None, str]:
    """The public address at the end of a link, None where there is none, and why."""
    there = links.clean(end.url) if end.url else None
    if there is None or not personal.is_personal(there):
        return there, end.reason
    return (None, _LEAVES) if personal.leads_out(there) else (personal.public(end.page, there), end.reason)


def _with(item: Item, click: Click, source: Source) -> Item:
    """The item with its public link, by which it is known now: as the same item of a page or a feed is."""
    link = click.leads_to
    told = "where its click address leads" if link else f"left out: it was made for one reader ({click.reason})"
    words = f"{item.headline or ''}\n{item.standfirst or ''}".strip()
    named = links.item_id(link, words, source.outlet)
    return replace(item, link=link, id=named, found={**item.found, "link": told})
