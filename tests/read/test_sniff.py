"""What a document is: by its bytes first, by what the server says where they leave it open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import DOCUMENT_KINDS, Document, DocumentKind
from standfirst.read import read
from standfirst.read.sniff import why_none

CASES = Path(__file__).parent.parent / "cases" / "sniff"
RSS = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>T</title></channel></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'
RDF = b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="r#" xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>'
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}'
SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
LETTER = b"From: Paper <a@paper.example>\r\nSubject: Today\r\nMIME-Version: 1.0\r\n\r\nGood morning.\r\n"
PAGE = b"<!DOCTYPE html><html><body>" + b"".join(
    b"<h2><a href='/%d'>A headline of a sensible length, number %d</a></h2>" % (n, n) for n in range(9)
)
TEXT = b"The ferry sails again.\nAfter eleven weeks the boats are back.\n"
PDF, PNG = b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def sniff(document: Document) -> DocumentKind:
    return read(document).read_as


LISTED = b'[{"title": "The ferry sails again", "url": "/1", "date": "2031-05-01"}]'
SAID_RIGHT: list[tuple[bytes, str | None, DocumentKind]] = [
    (RSS, "application/rss+xml", "feed"),
    (ATOM, "application/atom+xml; charset=utf-8", "feed"),
    (RDF, "application/xml", "feed"),
    (JSON_FEED, "application/feed+json", "feed"),
    (SITEMAP, "application/xml", "sitemap"),
    (LETTER, "message/rfc822", "letter"),
    (PAGE, "text/html", "listing"),
    (TEXT, "text/plain", "text"),
    (PDF, "application/pdf", "none"),
    (PNG, "image/png", "none"),
]
SAID_WRONG: list[tuple[bytes, str | None, DocumentKind]] = [
    (RSS, "text/html", "feed"),
    (RSS, "text/plain", "feed"),
    (RSS, None, "feed"),
    (b"\xef\xbb\xbf\n\n " + RSS, None, "feed"),
    (b"<br />\n<b>Warning</b>: something on line 3\n" + RSS, "text/html", "feed"),
    (b"<!-- made by hand -->\n" + ATOM, "text/html", "feed"),
    (RSS.decode().encode("utf-16"), None, "feed"),
    (RSS.decode().encode("utf-16-le"), None, "feed"),
    (JSON_FEED, "text/plain", "feed"),
    (b'{"items": [], "title": "T", "home_page_url": "https://a.example/"}', "application/json", "feed"),
    (b'{"name": "an interface", "results": []}', "application/json", "none"),
    (b"[1, 2, 3]", "application/json", "none"),
    (b"[](/)\n\n# The ferry sails again\n\nAfter eleven weeks.\n", "text/plain", "text"),
    (b"- [Home](/)\n\n" + b"<div>\n\n### [The ferry sails](/a)\n\nAt last.\n\n</div>\n" * 5, "text/plain", "text"),
    (b"title,link\nThe ferry sails,/a\nNo tickets,/b\n", "text/csv", "text"),
    (b"when,how much\n1,2\n", "text/csv", "none"),
    (b"[Audio] The ferry sails again\nAfter eleven weeks.\n", "text/plain", "text"),
    (
        b"<h1>News</h1>\n\n" + b"## [The ferry sails](https://tide.example/a)\n\nAt last.\n\n" * 5,
        "text/plain",
        "text",
    ),
    (PAGE, "text/plain", "listing"),
    (PAGE, "application/octet-stream", "listing"),
    (PAGE + b"<pre>&lt;rss version=2.0&gt; <rss version='2.0'></pre>", "text/html", "listing"),
    (b"<?xml version='1.0'?>\n" + PAGE, "application/xhtml+xml", "listing"),
    (LETTER, "text/plain", "letter"),
    (b"From someone Tue Mar  5 07:30:00 2024\n" + LETTER, None, "letter"),
    (b"Note: the ferry sails again.\nAlso: tickets from a hat.\n", None, "text"),
    (TEXT, "text/html", "text"),
    (TEXT, None, "text"),
    ("Паром снова ходит.\nБилеты на борту.\n".encode("cp1251"), "text/plain; charset=windows-1251", "text"),
    (b"<!doctype html><html><body>\n<div id=viewer>" + RSS + b"</div></body></html>", "text/html", "feed"),
    (SITEMAP, "text/html", "sitemap"),
    (LISTED[1:-1] + b"\n" + LISTED[1:-1].replace(b"1", b"2"), "application/x-ndjson", "feed"),
    (b"showNews(" + LISTED + b");", "application/javascript", "feed"),
    (b"/**/paper.show(" + LISTED + b")", "text/javascript", "feed"),
    (b"var news = " + LISTED + b";", "text/javascript", "feed"),
    (b")]}',\n" + LISTED, "application/json", "feed"),
    (b'Said (["loudly"] and often) the ferry sails again.\n', None, "text"),
    (PDF, "text/html", "none"),
    (PNG, None, "none"),
    (TEXT, "image/jpeg", "none"),
    (b"", "text/html", "none"),
    (b" \r\n\t ", None, "none"),
    (bytes(range(256)) * 20, None, "none"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><path/></svg>", None, "none"),
    (b"<html><body><div id=app></div><script src=/a.js></script></body></html>", "text/html", "none"),
]


@pytest.mark.parametrize(("body", "media_type", "kind"), SAID_RIGHT)
def test_a_document_is_what_it_says(body: bytes, media_type: str | None, kind: DocumentKind) -> None:
    assert sniff(Document("https://paper.example/x", body, media_type)) == kind


@pytest.mark.parametrize(("body", "media_type", "kind"), SAID_WRONG)
def test_the_bytes_are_believed_before_the_server(body: bytes, media_type: str | None, kind: DocumentKind) -> None:
    assert sniff(Document("https://paper.example/x", body, media_type)) == kind


@pytest.mark.parametrize("kind", ["article", "listing"])
@pytest.mark.parametrize("url", ["", "https://paper.example/harbour", "https://paper.example/x/"])
def test_an_article_is_told_from_a_listing_by_how_it_is_built(kind: str, url: str) -> None:
    assert sniff(Document(url, (CASES / f"{kind}.html").read_bytes())) == kind


def test_a_front_page_is_never_an_article_however_it_is_built() -> None:
    body = (CASES / "article.html").read_bytes()
    assert sniff(Document("https://paper.example/", body)) == "listing"
    assert sniff(Document("https://paper.example/category/harbour/", body)) == "listing"


def test_a_page_that_declares_a_news_article_is_one() -> None:
    state = b'<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    meta = (
        b'<meta property="og:type" content="article"><meta property="article:published_time" content="2024-03-05">'
    )
    body = b"<html><head>" + meta + state + b"</head><body><p>Short.</p></body></html>"
    assert sniff(Document("https://paper.example/2024/03/ferrymen-vote-to-run-the-crossing", body)) == "article"


def test_a_page_built_by_a_script_from_its_own_data_is_worth_reading() -> None:
    state = b'{"title": "The ferry sails again after weeks", "url": "/ferry"},' * 9
    body = b"<html><body><div id=app></div><script>window.state = [" + state + b"null]</script></body></html>"
    assert sniff(Document("https://paper.example/", body)) == "listing"


def test_a_tag_of_one_piece_is_a_listing() -> None:
    piece = b"<h2><a href='/fog'>Fog stays on the sound for a third week</a></h2><p>No boat has left.</p>"
    body = b"<!DOCTYPE html><html><body><h1>Fog</h1><main><article>" + piece + b"</article></main></body></html>"
    assert sniff(Document("https://paper.example/schlagwort/fog/", body)) == "listing"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


SECTIONS = "".join(
    f"<h2>{name}</h2><p>{words}</p>"
    for name, words in (
        ("Our aims", "We tell what happens by the sea, without haste and without noise."),
        ("Our past", "We began in a printing house that smelled of fish and of tar."),
        ("Our people", "Nine of us write here, and a dog that has never bitten anyone."),
    )
)
CARDS = "".join(
    f"<h2><a href='/{n}'>Fog stays on the sound for a week {n}</a></h2><p>No boat left.</p>" for n in range(6)
)


@pytest.mark.parametrize("path", ["about-us", "ueber-uns/", "quienes-somos.html", "mentions-legales", "o-nas"])
def test_a_page_on_which_a_site_speaks_of_itself_is_one_piece(path: str) -> None:
    assert sniff(Document(f"https://paper.example/{path}", page(SECTIONS))) == "article"
    assert sniff(Document(f"https://paper.example/{path}", page(CARDS))) == "listing"


def test_a_page_that_only_asks_for_consent_lists_nothing() -> None:
    asks = "<h1>Before you go on</h1><p>We and our partners store cookies.</p>"
    links = (
        "<a href='/privacy'>How we use what we know of you</a> <a href='/who'>All of our 214 partners by name</a>"
    )
    assert sniff(Document("https://paper.example/", page(asks + links))) == "none"
    assert sniff(Document("https://paper.example/", page(asks + links + CARDS))) == "listing"


@pytest.mark.parametrize(
    "declared",
    [
        '<script type="application/ld+json">{"@type": ["Recipe"], "name": "Barley soup"}</script>',
        '<div itemscope itemtype="https://schema.org/Recipe"></div>',
    ],
)
def test_a_recipe_is_a_piece_however_short(declared: str) -> None:
    body = page("<h1>Barley soup</h1><ul><li>Barley</li><li>Two onions</li></ul>" + declared)
    assert sniff(Document("https://soup.example/barley-soup", body)) == "article"


def test_what_a_search_finds_is_listed_be_it_one_piece() -> None:
    body = page("<h1>Found</h1><div><a href='/1'>Gulls wait at the quay for the bell</a><p>They listen.</p></div>")
    assert sniff(Document("https://paper.example/?s=gulls", body)) == "listing"


def test_short_titles_of_linked_cards_are_listed() -> None:
    cards = "".join(
        f"<a href='/{name}'><img src={name}.jpg><h3>{name} soup</h3></a>"
        for name in ("Leek", "Fish", "Bean", "Oat", "Beet")
    )
    assert sniff(Document("https://soup.example/soups", page(cards))) == "listing"


@pytest.mark.parametrize("media_type", ["text/css", "text/csv; charset=utf-8", "application/javascript"])
def test_what_is_written_for_programs_is_no_text(media_type: str) -> None:
    assert sniff(Document("", b"day,level\n2031-03-12,4.1\n", media_type)) == "none"


@pytest.mark.parametrize(
    ("body", "says"), [(b"", "empty"), (PDF, "PDF"), (PNG, "image"), (b"{}", "JSON"), (b"\0" * 99, "nothing")]
)
def test_what_cannot_be_read_is_named(body: bytes, says: str) -> None:
    assert says in why_none(Document("", body))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:The ferry sails\r\n", "a calendar"),
        ("BEGIN:VCARD\r\nFN:Ines Faro\r\n", "addresses"),
        ("# for all\n\nUser-agent: *\nDisallow: /private/\n", "rules for robots"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nThe ferry sails.\n", "subtitles"),
        ('1:"$Sreact.fragment"\n2:I[39756,["/ferry/_next/a.js"],"default"]\n', "what a page hands to its scripts"),
        ("#EXTM3U\n#EXTINF:10,\nferry.ts\n", "a playlist"),
        ("/* ours */\nbody, .news a { margin: 0; color: #333 }\n", "a stylesheet"),
        ("// ours\n(function () { 'use strict'; start(); })();\n", "a script"),
        (
            '<?xml version="1.0"?><!-- mine -->\n<opml><head><title>A</title></head><body/></opml>',
            "standfirst import",
        ),
    ],
)
def test_text_that_is_made_for_programs_is_named_and_not_read(text: str, says: str) -> None:
    for body in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert sniff(Document("", body, "text/plain")) == "none"
        assert says in why_none(Document("", body, "text/plain"))


@given(body=st.binary(), media_type=st.none() | st.text())
@settings(deadline=None)
def test_any_bytes_are_of_some_kind(body: bytes, media_type: str | None) -> None:
    assert sniff(Document("https://paper.example/x", body, media_type)) in DOCUMENT_KINDS


HOSTILE = [
    "[", "<", "<a ", "<a href=x>", "<p>", "<!--", "<script>", "</script", "<h1>", "<meta ", "<title>", "<link ",
    "a:b\n", "&", "&#", "<h1><h1", "content=", "og:type", "x-y: z\n\t", "<style", "{",
    '"@type":', '{"items":',
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_one_thing_said_again_and_again_is_of_some_kind(piece: str) -> None:
    body = ("<html>" + piece * (200_000 // len(piece))).encode()
    assert sniff(Document("https://paper.example/x", body)) in DOCUMENT_KINDS


def test_a_short_piece_under_the_title_of_its_page_is_an_article_beside_what_is_related() -> None:
    words = (
        "<p>Az öregek szerint utoljára negyven éve volt ekkora víz a folyón, és akkor is csak három napig tartott, "
        "most meg már a második hete nem apad, pedig nem is esett azóta.</p>"
    )
    related = "".join(
        f"<li><a href='/n/{n}'><h4>Megnyílt a {n}. régi malom a patakparton</h4></a></li>" for n in range(5)
    )
    page = (
        "<!doctype html><html lang='hu'><head><title>Árad a folyó</title></head><body><h1>Árad a folyó</h1>"
        f"{words * 4}<ul>{related}</ul></body></html>"
    )
    assert sniff(Document("https://malom.example/n/81", page.encode(), "text/html")) == "article"


@pytest.mark.parametrize(
    "declared",
    [
        '<meta property="og:type" content="product">',
        '<meta property="og:type" content="video.other">',
        '<script type="application/ld+json">{"@type": "Product", "name": "Lampe de cuivre"}</script>',
        '<script type="application/ld+json">{"@type": "Event", "name": "Lampe de cuivre"}</script>',
    ],
)
def test_a_page_of_one_thing_is_no_list_of_what_goes_with_it(declared: str) -> None:
    beside = "".join(
        f"<div><a href='/p/{n}'><img src='/{n}.jpg'>Bougeoir de grès bleu {n}</a></div>" for n in range(5)
    )
    page = (
        f"<!doctype html><html lang='fr'><head><title>Lampe de cuivre - Le Phare</title>{declared}</head><body>"
        f"<h1>Lampe de cuivre</h1><p>Martelée à la main, avec son anneau.</p>{beside}</body></html>"
    )
    reading = read(Document("https://phare.example/p/lampe-de-cuivre", page.encode(), "text/html"))
    assert reading.read_as == "article"
    assert [item.headline for item in reading.items] == ["Lampe de cuivre"]


def test_a_few_short_headlines_are_a_list_where_a_menu_is_none() -> None:
    titles = ("山羊過壩", "燈籠市集", "河水上漲")
    headings = "".join(
        f"<article><h2><a href='/n/{n}'>{title}</a></h2></article>" for n, title in enumerate(titles)
    )
    links = "".join(f"<li><a href='/n/{n}'>{title}</a></li>" for n, title in enumerate(titles))
    page = "<html lang='zh-TW'><body>{}</body></html>"
    listed = read(Document("https://paper.example/", page.format(headings).encode(), "text/html"))
    assert [item.headline for item in listed.items] == list(titles)
    assert sniff(Document("https://paper.example/", page.format(links).encode(), "text/html")) == "none"
