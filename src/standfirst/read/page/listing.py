"""Items of a listing page: home, section, archive, blog, whatever lists pieces.

Declared data first where a page of ours declares it; else the page is laid flat, cut into blocks, the blocks
are judged by groups, and the fields of those chosen are told; where the page itself shows too little, the
state that its scripts start from is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from standfirst import languages
from standfirst.model import Item, Reading, Source, tidy
from standfirst.read import links
from standfirst.read.dates import page_order
from standfirst.read.enough import FEWEST, MOST
from standfirst.read.finish import account, finish
from standfirst.read.page import addresses, beside, entries, microdata, pagewide
from standfirst.read.page.blocks import ENDS, Block, alike, path_of
from standfirst.read.page.bylines import credited_cells
from standfirst.read.page.days import day_above, days_above, years_above
from standfirst.read.page.fields import tell
from standfirst.read.page.lines import ONLY_AN_ADDRESS, Page, Record
from standfirst.read.page.markup import parsed
from standfirst.read.page.naming import is_a_day
from standfirst.read.page.page_kind import CONSENT
from standfirst.read.page.pictured import take_pictures
from standfirst.read.page.records import blocks_of
from standfirst.read.page.roles import Group, chosen, groups_of, judge
from standfirst.read.page.sections import sections_of
from standfirst.read.page.sheet import Sheet, among, body_of, count, lay_flat
from standfirst.read.page.state import stated_items
from standfirst.read.page.together import tell_together
from standfirst.read.page.unlinked import are_set_apart, unlinked, with_links
from standfirst.read.widths import width

# Chances as `roles` has them, in logits.
_UNLIKELY = -1.0
_NO_CHANCE = -60.0
_HARDLY_A_WORD, _SHORT = 20, 8
_WORDY, _OF_WORDS, _SAMPLE = 40, 18, 10
_PLAIN = ("p", "div", "span", "a")
# What a script shows, or what stands for what it would.
_KEPT_BACK = re.compile(r"</?(?:template|noscript)\b[^<>]{0,500}>", re.IGNORECASE)
_PART = re.compile(r"#(?![!/])")
_BARE_DATE = re.compile(r"\d[./-]\d{1,2}[./-]|^\d\d[/-]\d\d$")
_BACK = ("←", "‹", "«", "⟵", "⬅", "🡐")
_AT_HOME = {
    **{tag: tag for tag in ("hr", "id", "mk", "no", "sk")},
    **{"ba": "bs", "cz": "cs", "dk": "da", "gal": "gl", "my": "ms", "np": "ne", "rs": "sr", "za": "af"},
}
MOST_ITEMS = 3000
"""Items of one page that are read; real ones hold a few hundred."""


def read_listing(html: str, url: str, *, source: Source | None, now: datetime | None) -> Reading:
    """The items of a listing page, in its order. `url` resolves its links. Never raises."""
    # What was made of the page is let go before it is gone through once more.
    reading = _listed(html, url, source, now)
    if not reading.items and (opened := _KEPT_BACK.sub(" ", html)) != html:
        shown = _listed(opened, url, source, now)
        reading = shown if len(shown.items) >= FEWEST else reading
    return beside.enriched(reading, html, url)


def _listed(html: str, url: str, source: Source | None, now: datetime | None) -> Reading:
    """What the page lists, by its marks, by how it is built or by its scripts' state."""
    tree, trimmed = parsed(html)
    base = pagewide.base_of(tree, url)
    language = pagewide.language_of(tree) or (source.language if source else None)
    reading = Reading(read_as="listing", title=pagewide.title_of(tree), language=language)
    if microdata.is_ours(tree):
        declared = finish(microdata.declared_items(tree, base), source=source, language=language, now=now)
        return replace(reading, items=declared, follow=pagewide.following(tree, base))
    follow, body = pagewide.following(tree, base), body_of(tree)
    # A tree takes as much memory as all that is made of it, so it goes before that; who needs one parses again.
    del tree
    sheet = lay_flat(body)
    del body
    language = _spoken(sheet, language, base)
    order = page_order(text for text in sheet.texts if len(text) < 40 and _BARE_DATE.search(text))
    page = Page(sheet, base, language, now, Counter(sheet.texts), order, credited=credited_cells(sheet))
    blocks, passed_over, chance = _shown(page)
    items: Sequence[Item] = _items(page, blocks)
    little = len(items) < FEWEST or chance < _UNLIKELY
    if little or _lead_by_no_words(page, blocks):
        items = _unshown(page, html, blocks if items else (), chance) or items
    follow = follow or pagewide.following_by_words(sheet, base)
    # So does what was made of the page, before its items are finished.
    del page, sheet, blocks
    finished = finish(items, source=source, language=language, now=now)
    complaints = () if finished else ("no items were found on the page",)
    return replace(
        reading,
        items=finished,
        follow=follow,
        passed_over=passed_over,
        complaints=(*complaints, *trimmed),
        language=language,
    )


def _spoken(sheet: Sheet, declared: str | None, base: str) -> str | None:
    """The language of a page: what it declares, unless nearly all its words speak another, as under a template
    that was never translated; told from its words where it declares none."""
    long = [text for text in sheet.texts if width(text) >= _WORDY]
    sample = long[:: len(long) // _SAMPLE + 1]
    if declared is None:
        few = [text for text in sheet.texts if width(text) >= _OF_WORDS] if len(long) < _SAMPLE else sample
        spoken = _told_together(few)
        # Of neighbours, whose headlines are often the same, an address has the one of its country.
        near = _AT_HOME.get((urlsplit(base).hostname or "").rpartition(".")[2])
        return near if spoken and near and languages.is_beside(near, spoken) else spoken
    tidy_tag, others = languages.tidy_tag(declared), Counter[str]()
    for number, text in enumerate(sample, 1):
        told = languages.guess(text, (declared,))
        if told and not tidy_tag.startswith(told.tag):
            others[told.tag] += 1
        if (number - others.total()) * 10 > len(sample) * 2:
            return declared
    if others.total() <= FEWEST or others.total() < MOST * len(sample):
        return declared
    # Neighbours are told apart by all words together.
    return _told_together(sample) or declared


def _told_together(sample: Sequence[str]) -> str | None:
    told = languages.guess(" ".join(text[:_WORDY] for text in sample))
    return told.tag if told else None


def _shown(page: Page) -> tuple[list[Block], tuple[str, ...], float]:
    """The blocks that are items, a line for each group of blocks that was passed over, and how likely the
    likeliest group is to be items (as a logit)."""
    sheet = page.sheet
    if not sheet.texts:
        return [], (), _NO_CHANCE
    blocks = blocks_of(sheet)
    host = (urlsplit(page.base).hostname or "").removeprefix("www.")
    groups = groups_of(sheet, blocks, host)
    judge(groups)
    menu = _menu(sheet)
    outside = bool(groups) and not _is_in_menu(sheet, max(groups, key=lambda group: group.chance).blocks[0])
    for group in groups:
        if all(
            _leads_back(b, page.base)
            or _calls(sheet, b, menu)
            or (outside and _is_of_menu(sheet, b))
            or _asks_consent(sheet, b)
            for b in group.blocks
        ):
            group.chance = _NO_CHANCE
    entries.lean(sheet, groups)
    addresses.lean(sheet, groups, host)
    kept = chosen(groups)[:MOST_ITEMS]
    taken = [block for block, _, _ in kept]
    page.said = Counter(text for text, _ in {(block.text, block.href) for block in blocks})
    likeliest = max((group.chance for group in groups), default=_NO_CHANCE)
    short = _short_beside(page, blocks, taken)
    taken = sorted((*taken, *short), key=lambda block: block.anchors[0]) if short else taken
    return taken, tuple(_passed_over(groups, kept)), likeliest


def _asks_consent(sheet: Sheet, block: Block) -> bool:
    """Whether a block only asks to be allowed to store cookies, as layers over a page do."""
    return bool(CONSENT.search(block.href)) and any(
        "ookie" in text for text in sheet.texts[block.begin : block.end]
    )


def _short_beside(page: Page, blocks: Sequence[Block], taken: Sequence[Block]) -> list[Block]:
    """Links too short to be judged, at a path where many more are taken: in one list with those, or each dated."""
    found = []
    rows, judged = alike(taken, path_of), {block.lead for block in taken}
    for path, short in alike((b for b in blocks if 0 < b.size <= _SHORT and not b.running), path_of).items():
        row = [block for block in rows.get(path, ()) if block.size > _SHORT]
        if len(row) < FEWEST or len(short) > len(row):
            continue
        if not all(_is_dated(page, block) for block in (*row, *short)):
            lists = {addresses.list_of(page.sheet, block) for block in row}
            held = (block for block in short if block.first < block.lead)
            short = [block for block in held if addresses.list_of(page.sheet, block) in lists]
            short = short if 2 * len(short) <= len(row) else []
        found += short
    for block in found:
        block.telling = True
    return [block for block in found if block.lead not in judged]


def _is_dated(page: Page, block: Block) -> bool:
    return any(page.says_when(text) for text in page.sheet.texts[block.begin : block.end])


def _stands_bare(page: Page, block: Block) -> bool:
    """Whether a record has no day and hardly a word beside its title."""
    sheet = page.sheet
    beside_it = sheet.lengths[block.end] - sheet.lengths[block.begin] - len(block.text)
    return beside_it < _HARDLY_A_WORD and not _is_dated(page, block)


def _lead_by_no_words(page: Page, blocks: Sequence[Block]) -> bool:
    """Whether no link among blocks is the title of a record that says more: each stands bare, or leads from the
    words below a heading."""
    return all(
        not _is_linked(page.sheet, block) if block.heading >= 0 else _stands_bare(page, block) for block in blocks
    )


def _leads_back(block: Block, base: str) -> bool:
    """Whether a link leads to where its page belongs, or says by an arrow that it leads back."""
    if block.text.startswith(_BACK) and "»" not in block.text:
        return True
    link = links.resolve(block.href, base)
    return link is not None and pagewide.leads_up(link, base)


def _menu(sheet: Sheet) -> set[str]:
    """The addresses that the page's menus lead to."""
    leads: set[str] = set()
    end = 0
    for place, tag in enumerate(sheet.tags):
        if tag == "nav" and place >= end:
            end = sheet.ends[place]
            leads.update(sheet.attribute(link, "href") for link in among(sheet.anchors, place, end))
    return leads


def _is_in_menu(sheet: Sheet, block: Block) -> bool:
    return any(sheet.tags[place] == "nav" for place in sheet.around(block.lead))


def _is_of_menu(sheet: Sheet, block: Block) -> bool:
    """Whether a link stands in a menu without a heading or a day: no more than a page of the site, however much is
    said of it."""
    return block.heading < 0 and not _tells_a_day(sheet, block) and _is_in_menu(sheet, block)


def _calls(sheet: Sheet, block: Block, menu: Collection[str]) -> bool:
    """Whether a link below a heading only calls to a page of the menu: to join, to give, to read the news."""
    if sheet.attribute(block.lead, "href") not in menu:
        return False
    if block.heading < 0:
        return _ends_article(sheet, block)
    return not _is_linked(sheet, block) and not _tells_a_day(sheet, block)


def _ends_article(sheet: Sheet, block: Block) -> bool:
    """Whether a link stands in an article below its heading, which leads nowhere."""
    article = next((place for place in sheet.around(block.lead) if sheet.tags[place] == "article"), block.lead)
    above = among(sheet.headings, article, block.lead, 1)
    return any(
        sheet.links[heading] < 0 and not count(sheet.anchors, heading, sheet.ends[heading]) for heading in above
    )


def _tells_a_day(sheet: Sheet, block: Block) -> bool:
    return any(is_a_day(text) for text in sheet.texts[block.begin : block.end])


def _unshown(page: Page, html: str, shown: Sequence[Block], chance: float) -> Sequence[Item]:
    """Items of a page whose links are few or unlikely: from its scripts' state, or those that lead nowhere."""
    few = len(shown) < FEWEST or chance < 0
    stated = stated_items(html, page.base) if few else []
    if len(stated) > (FEWEST if shown else 0):
        return _stated_once(stated)
    # Whoever asks found few items, or none that is likely.
    blocks = unlinked(page.sheet)[:MOST_ITEMS]
    # Boxes about a house are no news, whatever else is unlikely: entries and days are.
    apart = are_set_apart(page.sheet, blocks)
    if apart and len(blocks) > len(shown) and (notes := with_links(page.sheet, blocks, shown)):
        return _items(page, notes)
    if not few:
        return ()
    told = all(block.telling for block in shown) and not apart
    if not shown or chance < (_UNLIKELY if told else 0):
        return _items(page, blocks)
    return ()


def _stated_once(stated: Sequence[Item]) -> list[Item]:
    """Items of a page's state, each once; those that are parts of one page are pieces by themselves."""
    pages = Counter(links.key(item.link) for item in stated if item.link)
    named = []
    for item in stated:
        name = links.key(item.link) if item.link else item.headline or ""
        if item.link and pages[name] >= FEWEST and _PART.search(item.link):
            name = links.item_id(None, item.link, "")
            item = replace(item, id=name)
        named.append((name, item))
    return _once(named)


class _Named(NamedTuple):
    """An item by the name of its page, the path of its block, and whether it has a heading apart from its link."""

    name: str
    item: Item
    path: int
    headed: bool


def _items(page: Page, blocks: Sequence[Block]) -> list[Item]:
    page.likes = Counter(block.path for block in blocks)
    days = days_above(page, blocks)
    named: list[_Named] = []
    records, years = [], years_above(page, blocks)
    for block in blocks:
        page.year = day_above(page.sheet, block, years)
        records.append(tell(page, block))
    page.year = None
    tell_together(records)
    take_pictures(page, records)
    for record, section in zip(records, sections_of(page.sheet, blocks), strict=True):
        item = _item(record, day_above(page.sheet, record.block, days), section)
        if item is not None:
            # Parts of one page are pieces by themselves where blocks are parted by them.
            key = links.key(item.link) if item.link and not _PART.search(record.block.href) else record.block.href
            headed = record.block.heading >= 0 and not _is_linked(page.sheet, record.block)
            named.append(_Named(key or str(record.block.lead), item, record.block.path, headed))
    named = _without_shared_links(named)
    posts = {one.path for one in named if not one.item.headline}
    return _once((one.name, _as_post(one.item) if one.path in posts else one.item) for one in named)


def _is_linked(sheet: Sheet, block: Block) -> bool:
    """Whether the heading of a block holds its link, or stands in one."""
    return sheet.heads[block.lead] >= 0 or sheet.links[block.heading] >= 0


def _without_shared_links(named: Sequence[_Named]) -> list[_Named]:
    """Items as they were, but those of one path that lead to one page below headings of their own, each another:
    what several lead to is none of them, be it a form, a shop, a page of many."""
    told = {(one.name, one.path, one.item.headline) for one in named if one.headed and one.item.link}
    headlines = Counter((name, path) for name, path, headline in told if headline)
    return [
        one._replace(name=one.item.headline or one.name, item=replace(one.item, link=None))
        if one.headed and headlines[one.name, one.path] > 1
        else one
        for one in named
    ]


def _as_post(item: Item) -> Item:
    """An item among others that are nothing but words: its single sentence is no headline either."""
    if item.standfirst or item.found.get("headline") not in _PLAIN or not ENDS.search(item.headline or ""):
        return item
    found = dict(item.found)
    found["standfirst"] = found.pop("headline")
    return replace(item, headline=None, standfirst=item.headline, found=MappingProxyType(found))


def _item(record: Record, day: str | None, section: str | None) -> Item | None:
    href, base = record.sheet.attribute(record.block.lead, "href"), record.page.base
    link = links.resolve(href, base) if href else None
    if not (record.headline or record.standfirst) or (link and pagewide.leads_up(link, base)):
        return None
    if not record.standfirst and ONLY_AN_ADDRESS.match(record.headline or ""):
        return None
    record.set("published", day, "the heading above it is a date")
    found = dict(record.found)
    if link:
        found["link"] = record.found.get("headline", "a")
    if section:
        found["section"] = "the heading above it and others"
    return Item(
        id=links.item_id(None, link, "") if link and _PART.search(record.block.href) else "",
        link=link,
        headline=record.headline,
        standfirst=record.standfirst,
        kicker=record.kicker,
        byline=record.byline,
        published=record.published,
        kind=record.kind,
        image=record.image,
        section=section,
        found=account(found),
    )


def _once(named: Iterable[tuple[str, Item]]) -> list[Item]:
    """Each item once, at its first place, with the fuller of two occurrences: those of one name are one."""
    places: dict[str, int] = {}
    kept: list[Item] = []
    for name, item in named:
        at = places.setdefault(name, len(kept))
        if at == len(kept):
            kept.append(item)
        else:
            lesser, fuller = sorted((item, kept[at]), key=_fullness)
            kept[at] = _filled(fuller, lesser) if fuller.headline == lesser.headline else fuller
    return kept


def _filled(fuller: Item, lesser: Item) -> Item:
    """An item with what only its other occurrence tells of when and by whom."""
    missing = [name for name in ("published", "byline") if not getattr(fuller, name) and getattr(lesser, name)]
    if not missing:
        return fuller
    found = dict(fuller.found) | {name: f"{lesser.found.get(name, '')}, where it stands again" for name in missing}
    told = {name: getattr(lesser, name) for name in missing}
    return replace(fuller, **told, found=MappingProxyType(found))


def _fullness(item: Item) -> tuple[bool, bool, int, int]:
    told = (item.published, item.byline, item.kicker, item.image)
    return (
        item.found.get("headline") != "img[alt]",
        not (item.headline or "").endswith(("…", "...")),
        len(item.standfirst or ""),
        sum(field is not None for field in told),
    )


def _passed_over(groups: Sequence[Group], kept: Sequence[tuple[Block, Group, int]]) -> Iterator[str]:
    taken = {id(group) for _, group, _ in kept}
    for group in groups:
        if id(group) not in taken and any(group.titles):
            sample = next(title for title in group.titles if title)[:60]
            reason = "belongs to other items" if group.chance > 0 else "is made unlike items"
            yield f"{len(group.blocks)} like {tidy(sample)!r}: {reason} ({group.chance:+.1f})"
