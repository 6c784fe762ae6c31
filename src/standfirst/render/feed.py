"""Listings as RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Pure and deterministic: a feed is as new as the newest date among its briefs. What a format has no word for
(a kicker, a date that is only a month) is told in Dublin Core or under the addresses of schema.org, as our pages
do, and read back by `read.feed`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from email.utils import format_datetime

from standfirst.model import Brief, Enclosure, Event, Item, Listing, Podcast, Rendition, Shape, tidy
from standfirst.render.carried import exact
from standfirst.render.furniture import say
from standfirst.render.printed import TYPE_OF_KIND
from standfirst.render.site import Site
from standfirst.render.xml import OPENING, attribute, element

GENERATOR = "standfirst"
SCHEMA = "https://schema.org/"
KICKER, SECTION = SCHEMA + "about", SCHEMA + "articleSection"
# No feed has a word for sums: they stand in categories.
GOAL, RAISED = SCHEMA + "DonateAction#goal", SCHEMA + "DonateAction#raised"

# The pages that have feeds: those that go on. What is told of a story or came on a day is in the others' feeds.
FED: tuple[Shape, ...] = ("issue", "new", "region", "coming", "podcast")
# What a page is headed with where that is neither its edition's name nor its own.
HEADED: Mapping[Shape, str] = {"new": "new", "coming": "coming_up", "podcast": "audio"}
SUFFIXES = ("rss", "atom", "json")

_SPACES = "".join(
    f' xmlns:{name}="{space}"'
    for name, space in (
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("media", "http://search.yahoo.com/mrss/"),
        ("ev", "http://purl.org/rss/1.0/modules/event/"),
        ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    )
)
_EPOCH = "1970-01-01T00:00:00Z"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)
# The rule by which RSS titles are taken for HTML (read.feed_words has the same): a title that looks like HTML and
# is none is written as HTML, every other as it is, since not all readers resolve twice.
_LOOKS_LIKE_HTML = re.compile(
    r"</[a-z][a-z0-9]{0,15}\s*>|<(?:br|img|wbr|hr)\b[^<>]*>|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE,
)


def printed(suffix: str, listing: Listing, site: Site) -> Rendition:
    """One of the feeds of a listing."""
    media_type, made = {
        "rss": ("application/rss+xml", rss),
        "atom": ("application/atom+xml", atom),
        "json": ("application/feed+json", json_feed),
    }[suffix]
    return Rendition(f"{listing.path}.{suffix}", media_type, made(listing, site))


def title(listing: Listing) -> str:
    """What a feed is called: of an edition's feeds, that of all its news alone bears its plain name."""
    if listing.shape in HEADED and listing.shape != "new":
        return f"{listing.title} · {say(listing.language, HEADED[listing.shape])}"
    return listing.title


def briefs(listing: Listing) -> Iterator[Brief]:
    """All news in the listing's order, each item once (a feed's ids must be unique), without notes of what was
    withdrawn and corrections to earlier issues."""
    seen: set[str] = set()
    for section in listing.sections:
        for brief in section.briefs if not section.corrections else ():
            if not brief.withdrawn and own_id(brief) not in seen:
                seen.add(own_id(brief))
                yield brief


def own_id(brief: Brief) -> str:
    # An item that never went through a reader has no id; its story still has one.
    return brief.item.id or brief.story_id


# --- RSS 2.0 -----------------------------------------------------------------------------------------------


def rss(listing: Listing, site: Site) -> bytes:
    """The listing as RSS 2.0, UTF-8."""
    newest = _newest(listing)
    page, own = _addresses(listing, site, ".rss")
    head = (
        element("title", title(listing)),
        element("link", page),
        element("description", _subtitle(listing, site)),
        element("language", listing.language),
        element("lastBuildDate", _rfc822(newest) if newest else None),
        element("generator", GENERATOR),
        element("atom:link", rel="self", type="application/rss+xml", href=own) if own else "",
    )
    heard = listing.shape == "podcast"
    podcast = "".join(_podcast(title(listing), site.podcast, site.title)) if heard else ""
    items = "".join(_rss_item(_heard_first(brief) if heard else brief) for brief in briefs(listing))
    return (
        f'{OPENING}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"{_SPACES}>\n'
        f"<channel>\n{''.join(head)}{podcast}{items}</channel>\n</rss>\n"
    ).encode()


def _rss_item(brief: Brief) -> str:
    item = brief.item
    words = item.headline or ""
    lines = (
        element("title", html.escape(words, quote=False) if _LOOKS_LIKE_HTML.search(words) else item.headline),
        element("link", item.link),
        element("description", html.escape(item.standfirst, quote=False) if item.standfirst else None),
        element("guid", own_id(brief), isPermaLink="false"),
        element("pubDate", _rfc822(item.published) if item.published and _is_moment(item.published) else None),
        # RFC 822 knows no month without a day and no day without an hour
        element("dc:date", item.published),
        element("dc:language", item.language),
        element("dc:creator", item.byline),
        element("dc:source", brief.outlet),
        *(element("category", term, domain=scheme) for scheme, term in _terms(item)),
        element("media:content", medium="image", url=item.image) if item.image else "",
        # RSS's readers expect one enclosure, with a length; 0 is what it says for none known.
        *(
            element("enclosure", url=file.address, length=file.length or 0, type=file.media_type)
            + element("itunes:duration", str(file.duration) if file.duration else None)
            for file in item.enclosures[:1]
        ),
        *map(_media, item.enclosures),
        *_days(item.event),
    )
    return f"<item{attribute('xml:lang', item.language)}>\n{''.join(lines)}</item>\n"


def _podcast(name: str, told: Podcast, title: str) -> Iterator[str]:
    """What directories of podcasts ask of a channel."""
    yield element("itunes:author", told.author or title)
    yield element("itunes:summary", name)
    yield element("itunes:type", "episodic")
    yield element("itunes:explicit", str(told.explicit).lower())
    if told.image:
        yield element("itunes:image", href=told.image)
    if told.email:
        owner = element("itunes:name", told.owner or told.author or title)
        yield f"<itunes:owner>\n{owner}{element('itunes:email', told.email)}</itunes:owner>\n"
    whole, *within = told.category
    inner = "".join(element("itunes:category", text=words) for words in within)
    yield f"<itunes:category{attribute('text', whole)}>\n{inner}</itunes:category>\n"


def _heard_first(brief: Brief) -> Brief:
    """A brief with what can be heard before its other files: of an item's files players take the first."""
    files = sorted(brief.item.enclosures, key=lambda file: file.medium != "audio")
    return replace(brief, item=replace(brief.item, enclosures=tuple(files)))


# --- Atom 1.0 ----------------------------------------------------------------------------------------------


def atom(listing: Listing, site: Site) -> bytes:
    """The listing as Atom 1.0, UTF-8."""
    page, own = _addresses(listing, site, ".atom")
    newest = _newest(listing) or _EPOCH
    head = (
        element("id", own or page),
        element("title", title(listing), type="text"),
        element("subtitle", _subtitle(listing, site), type="text"),
        element("updated", newest),
        f"<author>\n{element('name', site.title)}</author>\n",
        element("link", rel="alternate", type="text/html", href=page),
        element("link", rel="self", type="application/atom+xml", href=own) if own else "",
        element("generator", GENERATOR),
    )
    entries = "".join(_atom_entry(brief, newest, site) for brief in briefs(listing))
    return (
        f'{OPENING}<feed xmlns="http://www.w3.org/2005/Atom"{_SPACES}{attribute("xml:lang", listing.language)}>\n'
        f"{''.join(head)}{entries}</feed>\n"
    ).encode()


def _atom_entry(brief: Brief, newest: str, site: Site) -> str:
    item = brief.item
    published = item.published if _is_moment(item.published) else None
    # An entry that leads nowhere must hold its content.
    content = None if item.link else item.standfirst or item.headline
    lines = (
        element("id", f"{site.url}#{own_id(brief)}"),
        element("title", item.headline or "", type="text"),
        element("link", rel="alternate", href=item.link) if item.link else "",
        element("summary", item.standfirst, type="text") if item.standfirst else "",
        element("content", content, type="text") if content else "",
        element("published", published),
        element("updated", published or _moment(item.published) or newest),
        element("dc:date", None if published else item.published),
        element("dc:language", item.language),
        f"<author>\n{element('name', item.byline or brief.outlet)}</author>\n",
        element("dc:source", brief.outlet),
        *(element("category", scheme=scheme, term=term) for scheme, term in _terms(item)),
        element("media:content", medium="image", url=item.image) if item.image else "",
        *(
            element("link", rel="enclosure", href=file.address, type=file.media_type, length=file.length or None)
            + (_media(file) if file.duration else "")
            for file in item.enclosures
        ),
        *_days(item.event),
    )
    return f"<entry{attribute('xml:lang', item.language)}>\n{''.join(lines)}</entry>\n"


# --- JSON Feed 1.1 -----------------------------------------------------------------------------------------


def json_feed(listing: Listing, site: Site) -> bytes:
    """The listing as JSON Feed 1.1, UTF-8."""
    page, own = _addresses(listing, site, ".json")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(listing),
        "home_page_url": page,
        "feed_url": own,
        "description": _subtitle(listing, site),
        "language": listing.language,
        "authors": [{"name": site.title, "url": site.url}],
        "_standfirst": {"about": SCHEMA, "generator": GENERATOR},
        "items": [_json_item(brief) for brief in briefs(listing)],
    }
    return (json.dumps(_tidied(feed), ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(brief: Brief) -> dict[str, object]:
    item, sums = brief.item, brief.item.appeal
    return {
        "id": own_id(brief),
        "url": item.link,
        "title": item.headline,
        # every item must have a content; ours have no more than the summary
        "content_text": item.standfirst or item.headline,
        "summary": item.standfirst,
        "date_published": item.published if _is_moment(item.published) else None,
        "language": item.language,
        "authors": [{"name": item.byline or brief.outlet}],
        "image": item.image,
        "tags": [words for words in (item.section, item.kicker) if words] or None,
        "_standfirst": {
            "kind": item.kind,
            "outlet": brief.outlet,
            "published": item.published,
            "kicker": item.kicker,
            "section": item.section,
            "appeal": asdict(sums) | {"goal": exact(sums.goal), "raised": exact(sums.raised)} if sums else None,
            "event": asdict(item.event) if item.event else None,
        },
        "attachments": [_attachment(file) for file in item.enclosures] or None,
    }


def _attachment(file: Enclosure) -> dict[str, object]:
    told: dict[str, object] = {"url": file.address, "mime_type": file.media_type}
    return told | {"size_in_bytes": file.length, "duration_in_seconds": file.duration}


def _tidied(value: object) -> object:
    """What others wrote without signs that nobody sees, and nothing of what is None."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {name: _tidied(inner) for name, inner in value.items() if inner is not None}
    return [_tidied(inner) for inner in value] if isinstance(value, list) else value


# --- what all share ----------------------------------------------------------------------------------------


def _addresses(listing: Listing, site: Site, suffix: str) -> tuple[str, str | None]:
    """Those of the page and of its feed. A listing without a path is a page of another's, at the site's address:
    nobody knows yet where its feed will be."""
    if not listing.path:
        return site.url, None
    return f"{site.url}{listing.path}.html", f"{site.url}{listing.path}{suffix}"


def _subtitle(listing: Listing, site: Site) -> str:
    return site.title if listing.title == site.title else f"{title(listing)} — {site.title}"


def _terms(item: Item) -> Iterator[tuple[str, str]]:
    yield SCHEMA, TYPE_OF_KIND[item.kind]
    if item.section:
        yield SECTION, item.section
    if item.kicker:
        yield KICKER, item.kicker
    if item.appeal:
        for scheme, amount in ((GOAL, item.appeal.goal), (RAISED, item.appeal.raised)):
            if amount is not None:
                yield scheme, f"{amount:f} {item.appeal.currency or ''}".strip()


def _media(file: Enclosure) -> str:
    length, seconds = file.length or None, file.duration or None
    return element("media:content", url=file.address, type=file.media_type, fileSize=length, duration=seconds)


def _days(event: Event | None) -> Iterator[str]:
    if event:
        yield element("ev:startdate", event.start)
        yield element("ev:enddate", event.end)
        yield element("ev:location", event.where)


def _is_moment(published: str | None) -> bool:
    return bool(published and _MOMENT.match(published) and _parsed(published))


def _parsed(published: str) -> datetime | None:
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        return None


def _moment(published: str | None) -> str | None:
    """The first moment of a day, a month or a year in UTC: what Atom asks of an entry that knows no hour."""
    if not published:
        return None
    moment = _parsed(published + "-01-01"[len(published) - 4 :])
    return moment.replace(tzinfo=moment.tzinfo or UTC).isoformat() if moment else None


def _newest(listing: Listing) -> str | None:
    """The newest date of the listing as a moment; its own date where no brief has one."""
    moments = [told for brief in briefs(listing) if (told := _moment(brief.item.published))]
    if moments:
        return max(moments, key=datetime.fromisoformat)
    return _moment(listing.dated.isoformat()) if listing.dated else None


def _rfc822(published: str) -> str:
    return format_datetime(datetime.fromisoformat(published))
