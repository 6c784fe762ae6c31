"""Sitemaps: those for news hold items, the others a complaint."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.read.sitemap import read_sitemap

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://harbour.example/ferry</loc>
 <image:image><image:loc>https://harbour.example/i.jpg</image:loc></image:image>
 <news:news><news:publication><news:name>Post</news:name><news:language>es</news:language></news:publication>
 <news:publication_date>2024-03-05T07:30:00+01:00</news:publication_date>
 <news:title>El transbordador &amp; la grúa</news:title>
 </news:news></url>
<url><loc>https://harbour.example/about</loc></url>
</urlset>"""
PLAIN = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/</loc></url></urlset>'
)
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>x</loc></sitemap></sitemapindex>'


def test_a_news_sitemap_names_its_pieces() -> None:
    (item,) = read_sitemap(NEWS.encode(), "https://harbour.example/sitemap.xml", source=None, now=None).items
    assert item.headline == "El transbordador & la grúa" and item.link == "https://harbour.example/ferry"
    assert item.published == "2024-03-05T07:30:00+01:00" and item.language == "es"
    assert item.image == "https://harbour.example/i.jpg" and item.standfirst is None


def test_a_news_sitemap_names_the_same_piece_in_other_languages() -> None:
    abroad = """<loc>https://harbour.example/ferry</loc>
 <xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" hreflang="en" href="/en/ferry"/>"""
    body = NEWS.replace("<loc>https://harbour.example/ferry</loc>", abroad)
    (item,) = read_sitemap(body.encode(), "https://harbour.example/sitemap.xml", source=None, now=None).items
    assert item.found["translations"] == "https://harbour.example/en/ferry"


def test_a_sitemap_of_videos_names_its_films() -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    space += ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
    film = "<video:title>How to caulk a seam</video:title><video:description>With patience.</video:description>"
    body = f"<urlset {space}><url><loc>https://harbour.example/seam</loc><video:video>{film}</video:video></url></urlset>"
    (item,) = read_sitemap(body.encode(), "https://harbour.example/v.xml", source=None, now=None).items
    assert (item.headline, item.standfirst, item.kind) == ("How to caulk a seam", "With patience.", "video")


def test_a_plain_sitemap_is_told_to_have_no_titles() -> None:
    reading = read_sitemap(PLAIN.encode(), "", source=None, now=None)
    assert reading.items == () and reading.follow == ()
    assert reading.complaints == ("a plain sitemap: it lists addresses without titles",)


def test_a_sitemap_of_no_news_today_is_told_to_be_empty() -> None:
    body = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
    assert read_sitemap(body, "", source=None, now=None).complaints == ("it has no items now",)


def test_an_index_of_sitemaps_is_told_as_such() -> None:
    (complaint,) = read_sitemap(INDEX.encode(), "", source=None, now=None).complaints
    assert "index of sitemaps" in complaint


@given(body=st.binary(), cut=st.integers(0, len(NEWS)))
@settings(deadline=None)
def test_any_bytes_are_read_without_a_word_of_error(body: bytes, cut: int) -> None:
    assert read_sitemap(body, "", source=None, now=None).items == ()
    read_sitemap(NEWS[:cut].encode() + body, "", source=None, now=None)
