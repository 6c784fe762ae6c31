"""Letters: two parts that any mail program shows, nothing to load, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from standfirst.model import Brief, Document, Enclosure, Event, Issue, Item, Listing, Section, tidy
from standfirst.read import read
from standfirst.readership import Preferences
from standfirst.render import mailing
from standfirst.render.furniture import say
from standfirst.render.letter import MOST_BYTES, html
from standfirst.send.stamping import House, prepared, unaddressed
from tests.render.items import told
from tests.render.press import DAY, MASTHEADS, PRESS, SITE, issue

LANGUAGES = tuple(MASTHEADS)
HOUSE = House("letters@lantern.example", "letters@lantern.example", PRESS.url, b"")


def letter(issue: Issue) -> bytes:
    """The letter of an issue as it is to nobody in particular."""
    id = f"{issue.edition_id}-{issue.number}"
    made = mailing(id, [issue], Preferences((issue.edition_id,)), PRESS)
    return unaddressed(prepared(made, HOUSE, datetime(2026, 3, 17, 6, tzinfo=UTC)))


def opened(language: str) -> EmailMessage:
    mail = message_from_bytes(letter(issue(language)), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def part(language: str, kind: str) -> str:
    found = opened(language).get_body((kind,))
    assert found is not None
    return str(found.get_content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_a_text_and_an_html_part_in_this_order(language: str) -> None:
    mail = opened(language)
    assert mail.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not mail.defects


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_parts_print_every_headline_and_standfirst(language: str) -> None:
    markup, plain = part(language, "html"), part(language, "plain")
    for brief in (b for section in issue(language).sections for b in section.briefs):
        for words in (brief.item.headline or "", brief.item.standfirst or ""):
            assert words in markup.replace("&amp;", "&").replace("&nbsp;", " ")
            assert " ".join(words.split()) in " ".join(plain.split())


def test_the_head_of_a_letter_is_made_from_the_issue_alone() -> None:
    mail = opened("es")
    assert mail["Subject"] == "El Farol · Martes, 17 de marzo de 2026"
    assert mail["From"] == "El Farol <letters@lantern.example>"
    assert mail["Date"] == "Tue, 17 Mar 2026 06:00:00 +0000"
    assert re.fullmatch(r"<[0-9a-f]{32}@lantern\.example>", mail["Message-ID"])
    assert mail["Content-Language"] == "es"
    assert not {"To", "List-Unsubscribe", "List-Unsubscribe-Post"} & {*mail}


def test_the_same_issue_is_the_same_letter_another_is_another() -> None:
    assert letter(issue("ar")) == letter(issue("ar"))
    assert opened("ar")["Message-ID"] != opened("zh")["Message-ID"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_letter_is_short_enough_for_the_post(language: str) -> None:
    body = letter(issue(language))
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and body.isascii()
    assert max(map(len, lines)) <= 998


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_loads_nothing_and_links_only_the_web(language: str) -> None:
    markup = part(language, "html")
    assert not re.search(r"<(img|link rel|script|iframe)|url\(|@import", markup)
    assert all(urlsplit(href).scheme in ("http", "https") for href in re.findall(r'href="([^"]+)"', markup))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_stays_far_below_the_size_at_which_mail_is_cut(language: str) -> None:
    assert len(part(language, "html").encode()) < 60_000


def test_styles_are_attributes_and_the_dark_ones_are_kept_apart() -> None:
    markup = html(Listing.of_issue(issue("en")), PRESS)
    assert re.search(r'<p class="standfirst" itemprop="abstract" style="[^"]*line-height', markup)
    assert "prefers-color-scheme: dark" in markup


def test_a_letter_in_arabic_runs_from_right_to_left_and_its_english_from_left_to_right() -> None:
    markup = html(Listing.of_issue(issue("ar")), PRESS)
    assert '<html lang="ar" dir="rtl"' in markup
    assert re.search(r'NewsArticle" lang="en" dir="ltr" style="[^"]*text-align: left', markup)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_we_say_of_a_telling_stands_on_the_side_where_its_text_begins(language: str) -> None:
    item = Item("e", "s", headline="Feria", language="es", kind="event", event=Event("2026-03-20", None, "Muelle"))
    item = replace(item, enclosures=(Enclosure("https://a.example/1.mp3", "audio/mpeg"),))
    told = Issue(language, 3, DAY, "المصباح", language, (Section(None, (Brief("s", item, "Faro"),)),))
    markup = html(Listing.of_issue(told), PRESS)
    for words in ("days", "file", "credit"):
        style = re.search(rf'<p class="{words}"[^>]* style="([^"]*)"', markup)
        inherited = re.search(r"<div lang=[^>]* style=\"([^\"]*)\">\s*<p class=\"credit\"", markup)
        assert style and inherited
        assert "text-align: left" in (inherited if words == "credit" else style)[1]


def test_a_letter_to_nobody_names_no_readers_pages() -> None:
    assert "/readers/" not in part("en", "html") + part("en", "plain")


def test_a_letter_leads_to_its_page() -> None:
    assert 'href="https://lantern.example/en/issues/2026-03-17.html"' in part("en", "html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_comes_back_by_mail_is_read_whole(language: str) -> None:
    reading = read(Document(SITE.url, letter(issue(language)), "message/rfc822"))
    sent = [brief.item for section in issue(language).sections for brief in section.briefs]
    assert [told(item) for item in reading.items] == [told(item) for item in sent]
    assert reading.title == tidy(str(opened(language)["Subject"]))


def test_what_no_attribute_can_say_stays_a_style() -> None:
    assert "prefers-color-scheme: dark" in part("en", "html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_part_that_comes_alone_is_read_too(language: str) -> None:
    alone = opened(language)
    plain = alone.get_body(("plain",))
    assert plain is not None and plain.get_param("format") == "flowed"
    reading = read(Document(SITE.url, plain.as_bytes(), "message/rfc822"))
    sent = {b.item.headline for section in issue(language).sections for b in section.briefs if b.item.headline}
    assert len(sent & {item.headline for item in reading.items}) > 0.9 * len(sent)


def test_a_long_letter_ends_where_mail_readers_would_cut_it_and_so_does_its_text() -> None:
    items = [Item(id=f"i{n}", headline=f"Lamp {n} of Tarn", standfirst="It burns. " * 60) for n in range(200)]
    long = replace(issue("en"), sections=(Section(None, tuple(Brief(i.id, i, "The Post") for i in items)),))
    mail = message_from_bytes(letter(long), policy=policy.default)
    markup, plain = (str(part.get_content()) for part in reversed(list(mail.iter_parts())))
    assert 80_000 < len(markup.encode()) <= MOST_BYTES < 102_000
    assert "Lamp 0 of" in markup and "Lamp 199 of" not in markup and "Lamp 199 of" not in plain
    assert say("en", "rest") in markup and say("en", "on_the_web") not in markup
    assert say("en", "rest") not in html(Listing.of_issue(issue("en")), PRESS)
