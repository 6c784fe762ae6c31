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
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from standfirst.model import Brief, Item, Listing, Rendition, Shape, tidy
from standfirst.render import feed_data
from standfirst.render.furniture import say
from standfirst.render.printed import TYPE_OF_KIND
from standfirst.render.site import Site

GENERATOR = "standfirst"
SCHEMA = "https://schema.org/"
KICKER, SECTION = SCHEMA + "about", SCHEMA + "articleSection"

# The pages that have feeds: those that go on. What is told of a story or came on a day is in the others' feeds.
FED: tuple[Shape, ...] = ("issue", "new", "region", "coming", "podcast")
# What a page is headed with where that is neither its edition's name nor its own.
HEADED: Mapping[Shape, str] = {"new": "new", "coming": "coming_up", "podcast": "audio"}
SUFFIXES = ("rss", "atom", "json")

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
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
            if not brief.withdrawn and _id(brief) not in seen:
                seen.add(_id(brief))
                yield brief


def _id(brief: Brief) -> str:
    # An item that never went through a reader has no id; its story still has one.
    return brief.item.id or brief.story_id


# --- RSS 2.0 -----------------------------------------------------------------------------------------------


def rss(listing: Listing, site: Site) -> bytes:
    """The listing as RSS 2.0, UTF-8."""
    newest = _newest(listing)
    page, own = _addresses(listing, site, ".rss")
    head = (
        _tag("title", title(listing)),
        _tag("link", page),
        _tag("description", _subtitle(listing, site)),
        _tag("language", listing.language),
        _tag("lastBuildDate", _rfc822(newest)) if newest else "",
        _tag("generator", GENERATOR),
        f'<atom:link rel="self" type="application/rss+xml" href={_attr(own)}/>\n' if own else "",
    )
    heard = listing.shape == "podcast"
    podcast = "".join(feed_data.podcast(title(listing), site.podcast, site.title)) if heard else ""
    items = "".join(_rss_item(feed_data.heard_first(brief) if heard else brief) for brief in briefs(listing))
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:media="http://search.yahoo.com/mrss/"{feed_data.SPACES}>\n<channel>\n{"".join(head)}{podcast}{items}</channel>\n</rss>\n'
    ).encode()


def _rss_item(brief: Brief) -> str:
    item = brief.item
    lines = (
        _tag("title", _rss_title(item.headline)) if item.headline else "",
        _tag("link", item.link) if item.link else "",
        _tag("description", html.escape(item.standfirst, quote=False)) if item.standfirst else "",
        f'<guid isPermaLink="false">{_text(_id(brief))}</guid>\n',
        _tag("pubDate", _rfc822(item.published)) if _is_moment(item.published) and item.published else "",
        # RFC 822 knows no month without a day and no day without an hour
        _tag("dc:date", item.published) if item.published else "",
        _tag("dc:language", item.language) if item.language else "",
        _tag("dc:creator", item.byline) if item.byline else "",
        _tag("dc:source", brief.outlet),
        *(f"<category domain={_attr(scheme)}>{_text(term)}</category>\n" for scheme, term in _terms(item)),
        f'<media:content medium="image" url={_attr(item.image)}/>\n' if item.image else "",
        *feed_data.rss(item),
    )
    return f"<item{_xml_lang(item)}>\n{''.join(lines)}</item>\n"


def _rss_title(headline: str) -> str:
    return html.escape(headline, quote=False) if _LOOKS_LIKE_HTML.search(headline) else headline


# --- Atom 1.0 ----------------------------------------------------------------------------------------------


def atom(listing: Listing, site: Site) -> bytes:
    """The listing as Atom 1.0, UTF-8."""
    page, own = _addresses(listing, site, ".atom")
    newest = _newest(listing) or _EPOCH
    head = (
        _tag("id", own or page),
        _plain("title", title(listing)),
        _plain("subtitle", _subtitle(listing, site)),
        _tag("updated", newest),
        f"<author><name>{_text(site.title)}</name></author>\n",
        f'<link rel="alternate" type="text/html" href={_attr(page)}/>\n',
        f'<link rel="self" type="application/atom+xml" href={_attr(own)}/>\n' if own else "",
        _tag("generator", GENERATOR),
    )
    entries = "".join(_atom_entry(brief, newest, site) for brief in briefs(listing))
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:media="http://search.yahoo.com/mrss/"{feed_data.SPACES} xml:lang={_attr(listing.language)}>\n'
        f"{''.join(head)}{entries}</feed>\n"
    ).encode()


def _atom_entry(brief: Brief, newest: str, site: Site) -> str:
    item = brief.item
    published = item.published if _is_moment(item.published) else None
    lines = (
        _tag("id", f"{site.url}#{_id(brief)}"),
        _plain("title", item.headline or ""),
        f'<link rel="alternate" href={_attr(item.link)}/>\n' if item.link else "",
        _plain("summary", item.standfirst) if item.standfirst else "",
        # an entry that leads nowhere must hold its content
        _plain("content", item.standfirst or item.headline or "") if not item.link else "",
        _tag("published", published) if published else "",
        _tag("updated", published or _moment(item.published) or newest),
        _tag("dc:date", item.published) if item.published and not published else "",
        _tag("dc:language", item.language) if item.language else "",
        f"<author><name>{_text(item.byline or brief.outlet)}</name></author>\n",
        _tag("dc:source", brief.outlet),
        *(f"<category scheme={_attr(scheme)} term={_attr(term)}/>\n" for scheme, term in _terms(item)),
        f'<media:content medium="image" url={_attr(item.image)}/>\n' if item.image else "",
        *feed_data.atom(item),
    )
    return f"<entry{_xml_lang(item)}>\n{''.join(lines)}</entry>\n"


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
    return (json.dumps(_tidied(_told(feed)), ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(brief: Brief) -> dict[str, object]:
    item = brief.item
    told: dict[str, object | None] = {
        "id": _id(brief),
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
        "_standfirst": _told(
            {
                "kind": item.kind,
                "outlet": brief.outlet,
                "published": item.published,
                "kicker": item.kicker,
                "section": item.section,
                "appeal": feed_data.plain_appeal(item.appeal),
                "event": feed_data.plain_event(item.event),
            }
        ),
        "attachments": feed_data.attachments(item) or None,
    }
    return _told(told)


def _tidied(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {name: _tidied(inner) for name, inner in value.items()}
    return [_tidied(inner) for inner in value] if isinstance(value, list) else value


def _told(fields: Mapping[str, object | None]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


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
    yield from feed_data.sums(item)


def _xml_lang(item: Item) -> str:
    return f" xml:lang={_attr(item.language)}" if item.language else ""


def _tag(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>\n"


def _plain(name: str, text: str) -> str:
    return f'<{name} type="text">{_text(text)}</{name}>\n'


def _text(text: str) -> str:
    return escape(tidy(text))


def _attr(text: str) -> str:
    return quoteattr(tidy(text))


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
    padded = published + "-01-01"[len(published) - 4 :] if len(published) < 10 else published
    moment = _parsed(padded)
    return moment.replace(tzinfo=moment.tzinfo or UTC).isoformat() if moment else None


def _newest(listing: Listing) -> str | None:
    """The newest date of the listing as a moment; its own date where no brief has one."""
    moments = [told for brief in briefs(listing) if (told := _moment(brief.item.published))]
    if moments:
        return max(moments, key=datetime.fromisoformat)
    return _moment(listing.dated.isoformat()) if listing.dated else None


def _rfc822(published: str) -> str:
    return format_datetime(datetime.fromisoformat(published))
