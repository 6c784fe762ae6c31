"""An article page: one item, from what the page says of itself. Its side teasers are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from standfirst.model import Item, Kind, Reading, Source, tidy
from standfirst.read import links, pictures
from standfirst.read.dates import when
from standfirst.read.finish import finish
from standfirst.read.page import beside, pagewide
from standfirst.read.page.jsonld import KIND_OF_TYPE, records, text_of, types_of
from standfirst.read.page.markup import Tree, parse, plain, words_of
from standfirst.read.signing import leads_up
from standfirst.read.widths import letters_of

_TITLE_BREAK = re.compile(r"\s+(?:[|–—·»:•]|-|::|/)\s+|[-_—|](?=[\u3400-\u9fff]{2,8}$)")
_NO_NAME = re.compile(r"https?://|www\.|^@?\S+@\S+$|^\(c\)|©", re.IGNORECASE)
_BY = re.compile(rf"\A\s*{leads_up()}", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date.issued", "dc.date", "dcterms.created", "pubdate",
    "publishdate", "publish-date", "article.published", "parsely-pub-date", "sailthru.date", "og:published_time",
    "cxenseparse:recs:publishtime", "ptime", "dcterms.date", "citation_publication_date",
)  # fmt: skip
# Where a page tells its own article, not those that it leads to.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")
_ARTICLE = re.compile(
    r"(?:News|Reportage\w*|Analysis\w*|Opinion\w*|Background\w*|AskPublic\w*|Review\w*|Advertiser\w*|Tech|Satirical"
    r"|Scholarly|Social\w*|)Article$|BlogPosting$|^Report$|^Review$|^Recipe$"
)
_OG_KINDS: dict[str, Kind] = {"video": "video", "music": "audio"}
_LONGEST_BYLINE = 120
_SHORTEST_HEADING = 15
_MOST_BELOW = 8
_LONGEST_TITLE = 600
_DESCRIBING = 'h1, article, main, [class*="description" i], [class*="tagline" i], [class*="slogan" i]'
# "The headline --- what comes after it".
_AFTER_HEADLINE = re.compile(r"\s*(?:[-–—|:：]\s+|[-–—]{2,3}\s*)(?=\S{3})")


@dataclass(slots=True)
class _Page:
    tree: Tree
    record: dict[str, Any]
    metas: dict[str, str]
    url: str
    found: dict[str, str] = field(default_factory=dict)

    def first(self, name: str, told: Iterator[tuple[str, str]]) -> str | None:
        """The first text of some that says anything, noting where it came from."""
        for text, reason in told:
            if tidied := tidy(text):
                self.found[name] = reason
                return tidied
        return None


def read_article(
    html: str, url: str, *, source: Source | None, now: datetime | None, canonical: str | None = None
) -> Reading:
    """The one item of an article page, from its JSON-LD, its meta elements, its heading. A page that says nothing
    of itself gives no item and a complaint. `canonical` is its address as its server tells it. Never raises."""
    tree = parse(html)
    page = _Page(tree, _declared(html) or {}, _metas(tree), url)
    language = pagewide.language_of(tree) or text_of(page.record.get("inLanguage")) or None
    headline = page.first("headline", _headlines(page))
    title = pagewide.title_of(tree)
    if not headline:
        return Reading(complaints=("the page names no headline",), read_as="article", title=title)
    abroad = page.tree.css('link[rel="alternate"][hreflang][href]')
    if named := links.resolved([node.attributes.get("href") or "" for node in abroad], url):
        page.found["translations"] = named
    item = Item(
        headline=headline,
        standfirst=_standfirst(page, headline),
        link=_link(page, canonical),
        byline=_byline(page),
        published=_published(page, language, now),
        kind=_kind(page),
        image=_image(page),
        section=_section(page),
        found=page.found,
    )
    items = finish((item,), source=source, language=language, now=now)
    reading = Reading(items, read_as="article", title=title, language=language)
    return beside.enriched(reading, html, url)


# --- what the page declares of itself ------------------------------------------------------------------------


def _declared(html: str) -> dict[str, Any] | None:
    """The JSON-LD record of the page's own article, None where it has none. Live blogs, articles and pieces of
    other kinds are preferred in that order; a page about an organisation or a list is no article."""
    best: tuple[int, dict[str, Any]] | None = None
    for record, _ in records(html, _OWN):
        rank = _rank(record)
        if rank and (best is None or rank > best[0]):
            best = (rank, record)
    return best[1] if best else None


def _kind_of(record: dict[str, Any]) -> Kind:
    """The kind that a JSON-LD record is of."""
    return next((KIND_OF_TYPE[name] for name in types_of(record) if name in KIND_OF_TYPE), "article")


def _rank(record: dict[str, Any]) -> int:
    if not any(record.get(name) for name in ("headline", "name")):
        return 0
    types = types_of(record)
    if "LiveBlogPosting" in types:
        return 4
    if any(_ARTICLE.search(name) for name in types):
        return 3 if record.get("headline") else 2
    return 1 if any(name in KIND_OF_TYPE for name in types) else 0


def _metas(tree: Tree) -> dict[str, str]:
    """The page's meta elements and marked parts by lower-case name or property, the first of each."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        marks = node.attributes
        name = marks.get("property") or marks.get("name") or marks.get("itemprop") or marks.get("http-equiv")
        content = (marks.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


# --- headline ----------------------------------------------------------------------------------------------


def _headlines(page: _Page) -> Iterator[tuple[str, str]]:
    told = plain(text_of(page.record.get("headline") or page.record.get("name")))
    shared = plain(page.metas.get("og:title", "") or page.metas.get("twitter:title", ""))
    window = pagewide.title_of(page.tree) or ""
    headings = [words_of(node) for node in page.tree.css("h1")[:6]]
    for heading in headings:
        if heading and any(_agree(heading, text) for text in (told, shared, window)):
            yield heading, "the page's heading, as its data say"
    yield told, "the headline in its JSON-LD"
    yield _without_outlet(shared, page), "its og:title"
    for heading in (words_of(node) for node in page.tree.css("h2, h3")[:20]):
        if len(heading) > _SHORTEST_HEADING and _agree(heading, window):
            yield heading, "the page's heading, as its title says"
    if len(headings) == 1:
        yield headings[0], "the page's only heading of the first order"
    yield _without_outlet(window, page), "the page's title"


def _agree(heading: str, text: str) -> bool:
    """Whether a heading says what the page's data say: one holds the other, but for case and cuts."""
    mine, other = letters_of(heading), letters_of(text)
    if not mine or not other:
        return False
    # A heading that is a small part of the title is the outlet's name, not the piece's.
    return mine == other or (len(other) > 20 and other in mine) or (mine in other and len(mine) > 0.4 * len(other))


def _without_outlet(title: str, page: _Page) -> str:
    """A title without the outlet's name at its end (or, where the outlet is known, its start)."""
    title = title[:_LONGEST_TITLE]
    parts = _TITLE_BREAK.split(title)
    if len(parts) < 2:
        return title
    outlet = letters_of(page.metas.get("og:site_name", "") or text_of(page.record.get("publisher")))
    if outlet and letters_of(parts[0]) == outlet:
        return title[title.index(parts[1], len(parts[0])) :]
    while len(parts) > 1 and (letters_of(parts[-1]) == outlet or len(parts[-1]) < len(parts[0]) / 2):
        title = title[: title.rindex(parts.pop())].rstrip(" |–—·»:•-/")
    return title


# --- the other fields --------------------------------------------------------------------------------------


def _standfirst(page: _Page, headline: str) -> str | None:
    def told() -> Iterator[tuple[str, str]]:
        yield plain(page.metas.get("og:description", "")), "its og:description"
        yield plain(text_of(page.record.get("description"))), "the description in its JSON-LD"
        yield plain(page.metas.get("description", "")), "its description"
        yield plain(page.metas.get("twitter:description", "")), "its twitter:description"

    ours = _of_the_site(page.tree)
    said = (
        (words, why)
        for words, why in told()
        if letters_of(words) != letters_of(headline) and tidy(words) not in ours
    )
    standfirst = page.first("standfirst", said)
    if standfirst and headline and standfirst.startswith(headline):
        rest = _AFTER_HEADLINE.match(standfirst, len(headline))
        return standfirst[rest.end() :] if rest else standfirst
    return standfirst


def _of_the_site(tree: Tree) -> frozenset[str]:
    """What stands above the heading as the words that describe a site: some programs give them for every piece."""
    described = []
    for node in tree.css(_DESCRIBING)[:20]:
        if node.tag in ("h1", "article", "main"):
            break
        described.append(words_of(node))
    return frozenset(described)


def _link(page: _Page, by_server: str | None) -> str | None:
    """The address that the page, or else its server, calls its own. Where that is another site's, this is a copy
    of what stands there, and keeps its own."""
    canonical = page.tree.css_first('link[rel="canonical"][href]')
    href = (canonical.attributes.get("href") or "") if canonical is not None else ""
    told = (links.resolve(said, page.url) for said in (href, by_server, page.metas.get("og:url", "")) if said)
    # Some sites declare their front page to be every page of theirs.
    declared_ = next((link for link in told if link and links.is_page(link)), None)
    own = links.resolve(page.url, page.url)
    if not (declared_ and own) or links.site(declared_) == links.site(own):
        return declared_ or own
    page.found["original"] = declared_
    return own


def _byline(page: _Page) -> str | None:
    def told() -> Iterator[tuple[str, str]]:
        yield plain(text_of(page.record.get("author"))), "the author in its JSON-LD"
        for name in ("author", "article:author", "parsely-author", "dc.creator", "byl", "citation_author"):
            yield plain(page.metas.get(name, "")), f"its meta {name}"
        for node in page.tree.css('[rel="author"], [itemprop="author"]')[:1]:
            yield words_of(node), "the author marked on the page"

    names = ((_BY.sub("", text), why) for text, why in told() if not _NO_NAME.search(text))
    return page.first("byline", ((text, why) for text, why in names if len(text) <= _LONGEST_BYLINE))


def _published(page: _Page, language: str | None, now: datetime | None) -> str | None:
    def told() -> Iterator[tuple[str, str]]:
        yield text_of(page.record.get("datePublished")), "the date in its JSON-LD"
        for name in _PUBLISHED:
            yield page.metas.get(name, ""), f"its meta {name}"
        for node in page.tree.css('[itemprop="datePublished"], time[pubdate], article time, time')[:3]:
            marks = node.attributes
            yield marks.get("datetime") or marks.get("content") or words_of(node), "the time marked on the page"
        for words in _below_heading(page.tree):
            yield words, "a line below its heading"

    def dated() -> Iterator[tuple[str, str]]:
        for text, why in told():
            yield (when(text, language, now) or "") if text else "", why

    return page.first("published", dated())


def _below_heading(tree: Tree) -> Iterator[str]:
    """The short lines right below the heading of a page."""
    heading = tree.css_first("h1")
    node = heading.next if heading is not None else None
    for _ in range(_MOST_BELOW):
        if node is None:
            return
        words = words_of(node)
        if len(words) > _LONGEST_BYLINE:
            return
        if words:
            yield words
        node = node.next


def _kind(page: _Page) -> Kind:
    if page.record:
        kind = _kind_of(page.record)
        if kind != "article":
            page.found["kind"] = "the type in its JSON-LD"
        return kind
    return _OG_KINDS.get(page.metas.get("og:type", "").partition(".")[0], "article")


def _image(page: _Page) -> str | None:
    for told in (page.metas.get("og:image", ""), pictures.declared(page.record.get("image"))):
        if told and (link := links.resolve(told, page.url)):
            return link
    return None


def _section(page: _Page) -> str | None:
    value = page.record.get("articleSection")
    first = value[0] if isinstance(value, list) and value else value
    told = (text_of(first), page.metas.get("article:section", ""), page.metas.get("section", ""))
    return next((section for text in told if (section := tidy(plain(text)))), None)
