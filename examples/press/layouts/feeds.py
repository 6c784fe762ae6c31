# ruff: noqa: E501 (markup keeps its own lines)
"""Feeds of five dialects, each as one kind of software writes it."""

from __future__ import annotations

import json
from email.utils import format_datetime
from html import escape

from examples.press.layouts import Page
from examples.press.truth import Piece


def rss2_link(page: Page, piece: Piece) -> str:
    """Weblog software likes to count where readers come from."""
    return f"{page.link(piece)}?utm_source=rss&utm_medium=rss&utm_campaign={piece.path.rstrip('/').rsplit('/', 1)[-1]}"


def rss2(page: Page) -> bytes:
    """RSS 2.0 with HTML in the description and a line of advertisement for itself at its end."""
    entries = "\n".join(_rss2_item(page, piece, number) for number, piece in enumerate(page.items))
    built = format_datetime(page.outlet.instant(page.items[0]))
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
  <title>{escape(page.outlet.name)}</title>
  <atom:link href="{page.home}feed/" rel="self" type="application/rss+xml" />
  <link>{page.home}</link>
  <description>{page.word("tagline")}</description>
  <lastBuildDate>{built}</lastBuildDate>
  <language>it-IT</language>
  <sy:updatePeriod>hourly</sy:updatePeriod>
  <generator>https://fogliolento.example/?v=5.9</generator>
  <image><url>{page.home}img/logo.svg</url><title>{escape(page.outlet.name)}</title><link>{page.home}</link></image>
{entries}
</channel>
</rss>
""".encode()


def _rss2_item(page: Page, piece: Piece, number: int) -> str:
    to, name = escape(page.link(piece)), escape(page.outlet.name)
    counted = escape(rss2_link(page, piece))
    author = f"<dc:creator><![CDATA[{piece.byline}]]></dc:creator>" if piece.byline else ""
    sound = (
        f'<enclosure url="{to}audio.mp3" length="17301504" type="audio/mpeg" />'
        "<itunes:duration>18:02</itunes:duration>"
        if piece.kind == "audio"
        else ""
    )
    standfirst = escape(piece.standfirst or "")
    foot = f'<p>{page.word("from")} <a href="{to}">{escape(piece.title)}</a> {page.word("comes")} <a href="{page.home}">{name}</a>.</p>'
    return f"""  <item>
    <title>{escape(piece.title)}</title>
    <link>{counted}</link>
    <comments>{to}#respond</comments>
    {author}
    <pubDate>{format_datetime(page.outlet.instant(piece))}</pubDate>
    <category><![CDATA[{piece.kicker}]]></category>
    <guid isPermaLink="false">{page.home}?p={7000 + number}</guid>
    <description><![CDATA[<p>{standfirst}</p>
{foot}]]></description>
    <content:encoded><![CDATA[<p><img src="{page.base}{page.image(piece)}" alt="" /></p><p>{standfirst}</p>
{foot}]]></content:encoded>
    {sound}
  </item>"""


def rdf(page: Page) -> bytes:
    """RSS 1.0 with Dublin Core dates, as Japanese newspapers still offer it."""
    listed = "\n".join(f'    <rdf:li rdf:resource="{page.link(piece)}" />' for piece in page.items)
    entries = "\n".join(_rdf_item(page, piece) for piece in page.items)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xml:lang="ja">
<channel rdf:about="{page.home}rss/index.rdf">
  <title>{escape(page.outlet.name)}</title>
  <link>{page.home}</link>
  <description>{page.word("tagline")}</description>
  <dc:language>ja</dc:language>
  <dc:date>{page.outlet.instant(page.items[0]).isoformat()}</dc:date>
  <items><rdf:Seq>
{listed}
  </rdf:Seq></items>
</channel>
{entries}
</rdf:RDF>
""".encode()


def _rdf_item(page: Page, piece: Piece) -> str:
    return f"""<item rdf:about="{page.link(piece)}">
  <title>{escape(piece.title)}</title>
  <link>{page.link(piece)}</link>
  <description>{escape(piece.standfirst or "")}</description>
  <dc:subject>{escape(piece.kicker or "")}</dc:subject>
  <dc:date>{page.outlet.instant(piece).isoformat()}</dc:date>
</item>"""


def atom(page: Page) -> bytes:
    """Atom: titles as HTML, standfirsts as text, bodies as XHTML, some entries changed after they came out."""
    entries = "\n".join(_atom_entry(page, piece) for piece in page.items)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt-PT">
  <title>{escape(page.outlet.name)}</title>
  <subtitle>{page.word("tagline")}</subtitle>
  <link rel="self" type="application/atom+xml" href="{page.home}atom.xml"/>
  <link rel="alternate" type="text/html" href="{page.home}"/>
  <id>tag:{page.outlet.domain},2019:jornal</id>
  <updated>{page.outlet.instant(page.items[0]).isoformat()}</updated>
{entries}
</feed>
""".encode()


def _atom_entry(page: Page, piece: Piece) -> str:
    published = page.outlet.instant(piece).isoformat()
    author = f"<author><name>{escape(piece.byline)}</name></author>" if piece.byline else ""
    standfirst = escape(piece.standfirst or "")
    return f"""  <entry>
    <title type="html">{escape(escape(piece.title, quote=False))}</title>
    <link rel="alternate" type="text/html" href="{page.link(piece)}"/>
    <id>tag:{page.outlet.domain},2026:{piece.path.rsplit("/", 1)[-1]}</id>
    <published>{published}</published>
    <updated>{piece.dated.isoformat()}T19:05:00+00:00</updated>
    {author}
    <category term="{escape(piece.kicker or "")}"/>
    <summary>{standfirst}</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{standfirst}</p></div></content>
  </entry>"""


def json_feed(page: Page) -> bytes:
    """JSON Feed 1.1; a podcast comes as an attachment."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.outlet.name,
        "description": page.outlet.words["tagline"],
        "home_page_url": page.home,
        "feed_url": f"{page.home}feed.json",
        "language": "de-DE",
        "items": [_json_item(page, piece) for piece in page.items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(page: Page, piece: Piece) -> dict[str, object]:
    to = page.link(piece)
    told: dict[str, object] = {
        "id": to,
        "url": to,
        "title": piece.title,
        "summary": piece.standfirst,
        "content_html": f"<p><strong>{escape(piece.standfirst or '')}</strong></p>",
        "date_published": page.outlet.instant(piece).isoformat(),
        "tags": [piece.kicker],
        "image": page.base + page.image(piece),
    }
    if piece.byline:
        told["authors"] = [{"name": piece.byline}]
    if piece.kind == "audio":
        told["attachments"] = [{"url": f"{to}.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 1860}]
    return told
