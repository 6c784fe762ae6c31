"""Our own pages and letters are read back whole: the same words, links, languages, kinds and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.model import Brief, Issue, Item, Listing, Section, Shape
from standfirst.read.page.listing import read_listing
from standfirst.readership import Preferences
from standfirst.render import mailing
from standfirst.render.letter import html
from standfirst.render.page import page
from standfirst.render.site import Site
from standfirst.send.stamping import House, prepared, unaddressed
from tests.render.items import items_of, listings, told, words

SITE = Site("The Lantern & <b>Co.", "https://lantern.example/")
HOUSE = House("letters@lantern.example", "letters@lantern.example", SITE.url, b"")
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
SHAPES: tuple[Shape, ...] = ("issue", "new", "region", "story", "archive")
unhurried = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def reread(listing: Listing) -> list[Item]:
    printed = page(listing, SITE)
    html = printed.body.decode()
    return list(read_listing(html, SITE.url + printed.name, source=None, now=None).items)


@pytest.mark.parametrize("shape", SHAPES)
@unhurried
@given(data=st.data())
def test_a_page_reads_back_what_it_prints(shape: Shape, data: st.DataObject) -> None:
    listing = data.draw(listings(shape))
    assert [told(item) for item in reread(listing)] == [told(item) for item in items_of(listing)]


@unhurried
@given(listing=listings("standfirsts"))
def test_a_page_of_standfirsts_reads_back_without_the_headlines_it_leaves_out(listing: Listing) -> None:
    expected = [replace(item, headline=None) if item.standfirst else item for item in items_of(listing)]
    assert [told(item) for item in reread(listing)] == [told(item) for item in expected]


@unhurried
@given(listing=listings("issue"))
def test_kickers_and_bylines_come_back_too(listing: Listing) -> None:
    expected = [(item.kicker, item.byline) for item in items_of(listing)]
    assert [(item.kicker, item.byline) for item in reread(listing)] == expected


def test_a_kicker_with_which_the_headline_opens_is_printed_once_and_comes_back() -> None:
    item = Item("v", "a", "https://a.example/1", "Peru: the dam holds", "It held.", kicker="Peru", language="en")
    one = Listing("en/new", "new", "Lantern", "en", (Section(None, (Brief("s", item, "Faro"),)),))
    assert 'class="kicker"' not in page(one, SITE).body.decode()
    assert [told.kicker for told in reread(one)] == ["Peru"]


@unhurried
@given(listing=listings("issue"))
def test_a_letter_in_html_reads_back_what_it_prints(listing: Listing) -> None:
    reading = read_listing(html(listing, SITE), SITE.url, source=None, now=None)
    assert [told(item) for item in reading.items] == [told(item) for item in items_of(listing)]


@unhurried
@given(listing=listings("issue"), masthead=words)
def test_a_letter_as_mailed_still_holds_what_it_prints(listing: Listing, masthead: str) -> None:
    issue = Issue("morning", 7, date(2024, 3, 5), masthead, listing.language, listing.sections)
    made = prepared(mailing("morning-7", [issue], Preferences(("morning",)), SITE), HOUSE, NOON)
    mail = message_from_bytes(unaddressed(made), policy=policy.default)
    assert isinstance(mail, EmailMessage) and mail["Subject"].startswith(masthead)
    part = mail.get_body(("html",))
    assert part is not None
    reading = read_listing(part.get_content(), SITE.url, source=None, now=None)
    assert [told(item) for item in reading.items] == [told(item) for item in _once(listing)]


def _once(listing: Listing) -> list[Item]:
    """The items of a listing, without the further ones of one story: a letter prints none twice."""
    seen: set[str] = set()
    found = []
    for brief in (brief for section in listing.sections for brief in section.briefs):
        if seen.isdisjoint({brief.story_id, brief.item.id}):
            found.append(brief.item)
        seen |= {brief.story_id, brief.item.id}
    return found
