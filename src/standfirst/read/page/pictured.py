"""The pictures of a page's items: in their records, behind them, or beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standfirst.read import links
from standfirst.read.page.blocks import Block, alike
from standfirst.read.page.lines import Page, Record
from standfirst.read.page.sheet import Sheet, among, count
from standfirst.read.pictures import behind, shown_by

# So many elements outwards a picture may stand, and so many are looked at for one item.
_FAR, _MOST = 4, 20
# A picture of so many items is none of one.
_FURNITURE = 3
_FEW = 2
_SHOWING = ("img", "source")
# As pages that load pictures by scripts of their own name the elements that show them: "amp-img".
_LATE = "-img"
_FILES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def take_pictures(page: Page, records: Sequence[Record]) -> None:
    """Gives each record the first picture of its own, by its whole address; one that several pages are shown by is
    the site's, and no item's."""
    pictures = _Pictures(page.sheet, page.base, sorted(record.block.lead for record in records), {})
    beside = []
    for record in records:
        record.set("image", record.image or pictures.inside(record.block), "img[src]")
        record.set("image", record.image or pictures.behind(record.block), "style=background")
        if record.image is None and (source := pictures.outside(record.block)):
            beside.append((record, source))
    for row in alike(beside, lambda told: told[0].block.path).values():
        # What stands beside one record, and not beside its like, may be the page's own.
        for record, source in row if len(row) >= _FEW else ():
            record.set("image", source, "img[src] beside it")
    often = Counter(image for image, _ in {(record.image, record.block.href) for record in records})
    for record in records:
        if record.image and often[record.image] >= _FURNITURE:
            record.unset("image")


@dataclass(frozen=True, slots=True)
class _Pictures:
    """A sheet, what its addresses are resolved against, the places of all items' headlines, and which page each
    address that was asked for is that of."""

    sheet: Sheet
    base: str
    leads: list[int]
    keys: dict[str, str]

    def inside(self, block: Block) -> str | None:
        return next(self._pictures(block, block.first, block.last), None)

    def behind(self, block: Block) -> str | None:
        """The picture that an element of the record has for its background."""
        for place in range(block.first, block.last):
            if attributes := self.sheet.attributes[place]:
                late = self.sheet.tags[place].endswith(_LATE)
                found = shown_by(attributes) if late else behind(attributes)
                if found and not self._leads_elsewhere(block, place):
                    return links.resolve(found, self.base)
        return None

    def outside(self, block: Block) -> str | None:
        """The first picture around the record, before any other record's headline stands in what holds it."""
        sheet, place = self.sheet, self.sheet.parents[block.first]
        for _ in range(_FAR):
            if place <= 0:
                return None
            end = sheet.ends[place]
            if end < block.last or count(self.leads, place, end) > 1:
                return None
            if count(sheet.images, place, end):
                return next(self._pictures(block, place, end), None)
            place = sheet.parents[place]
        return None

    def _pictures(self, block: Block, first: int, last: int) -> Iterator[str]:
        """Pictures among some elements, without those that link to another page than the record does."""
        sheet = self.sheet
        for place in among(sheet.images, first, last, _MOST):
            if self._leads_elsewhere(block, place):
                continue
            # Within a "picture" stands, last, the "img" that any browser can show.
            within = range(place, min(sheet.ends[place], place + _MOST))
            shown = [shown_by(sheet.attributes[n]) for n in within if sheet.tags[n] in _SHOWING]
            found = next((told for told in reversed(shown) if told), None)
            if found and (address := links.resolve(found, self.base)):
                yield address

    def _leads_elsewhere(self, block: Block, place: int) -> bool:
        link = self.sheet.links[place]
        href = self.sheet.attributes[link].get("href") if link >= 0 and link not in block.anchors else None
        if not href or not block.href or href.partition("?")[0].lower().endswith(_FILES):
            return False
        return self._key(href) != self._key(block.href)

    def _key(self, href: str) -> str:
        if (known := self.keys.get(href)) is None:
            known = self.keys[href] = links.key(links.resolve(href, self.base) or href)
        return known
