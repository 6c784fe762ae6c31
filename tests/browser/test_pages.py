"""Pages as a browser shows them: no accessibility violation, nothing loaded from elsewhere, no line too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from standfirst.model import Edition, Listing, Source
from standfirst.readership import TOKEN, Preferences
from standfirst.render import mailing, readers_page
from standfirst.render.furniture import say, spoken
from standfirst.render.letter import html
from standfirst.render.readers import Form
from tests.browser.chromium import browser, needs_chromium, violations
from tests.render.press import LISTINGS, PRESS, SITE, issue, whole_site

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, needs_chromium]

KINDS_OF_PAGE = (
    "index.html",
    "ar/index.html",
    "es/new.html",
    "zh/places/005.html",
    "ru/places/005-standfirsts.html",
    "en/stories/bridge.html",
    "ar/stories/bridge.html",
    "en/archive/2026-03-17.html",
    "en/archive/index.html",
    "ar/places/index.html",
    "en/issues/index.html",
    "404.html",
    "letter-en.html",
    "letter-ar.html",
    "readers/index.html",
    "readers/choices.html",
    "mailed-en.html",
    "mailed-ar.html",
)
ORIGIN = SITE.url


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    printed = {
        file.name: file.body for file in whole_site(SITE, LISTINGS, [Source("a", "https://a.example/", "A")])
    }
    letters = {f"letter-{tag}.html": html(Listing.of_issue(issue(tag)), PRESS).encode() for tag in ("en", "ar")}
    return printed | letters | _for_readers()


def _for_readers() -> dict[str, bytes]:
    editions = [Edition("en", "The Lantern", ("en", "es")), Edition("ar", "المصباح", ("ar", "en"))]
    token = "A" * 32
    mailed = {
        f"mailed-{tag}.html": mailing(f"{tag}-12", [issue(tag)], Preferences((tag,)), PRESS).html.replace(
            TOKEN, token
        )
        for tag in ("en", "ar")
    }
    pages = {
        "readers/index.html": readers_page(PRESS, editions, "en", "", Form("ask", "sign_up")),
        "readers/choices.html": readers_page(PRESS, editions, "ar", "saved", Form("choices", "save", token)),
    }
    return pages | {name: html.encode() for name, html in mailed.items()}


class Opened:
    """A page of the invented site in a browser that has no network: what it asked for is on record."""

    def __init__(self, browser: Browser, files: dict[str, bytes], name: str, width: int = 1280) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800})
        self.asked: set[str] = set()
        self.files = files
        self.page.route("**/*", self._answer)
        self.page.goto(ORIGIN + name)

    def _answer(self, route: Route, request: Request) -> None:
        self.asked.add(request.url)
        body = self.files.get(request.url.removeprefix(ORIGIN))
        types = {".css": "text/css", ".svg": "image/svg+xml"}
        kind = types.get(Path(request.url).suffix, "text/html; charset=utf-8")
        route.fulfill(status=404 if body is None else 200, body=body or b"", content_type=kind)


@pytest.mark.parametrize("name", KINDS_OF_PAGE)
def test_a_page_is_open_to_everyone_and_asks_nothing_of_anyone_else(
    browser: Browser, files: dict[str, bytes], name: str
) -> None:
    opened = Opened(browser, files, name)
    page = opened.page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast"]) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page, ["target-size", "color-contrast"]) == []
    page.close()
    # A browser asks by itself for the icon of a page that names none.
    assert opened.asked <= {ORIGIN + asked for asked in (name, "standfirst.css", "standfirst.svg", "favicon.ico")}


def test_others_tellings_open_without_a_script(browser: Browser, files: dict[str, bytes]) -> None:
    page = Opened(browser, files, "en/new.html", 390).page
    summary = page.locator("summary").first
    telling = page.locator("details li a").first
    assert not telling.is_visible()
    summary.click()
    assert telling.is_visible()
    page.close()


def test_the_way_past_the_masthead_shows_when_it_is_reached_by_key(
    browser: Browser, files: dict[str, bytes]
) -> None:
    page = Opened(browser, files, "index.html", 390).page
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    page.close()
    assert box and box["y"] >= 0


def test_an_arabic_page_begins_at_the_right(browser: Browser, files: dict[str, bytes]) -> None:
    page = Opened(browser, files, "ar/new.html").page
    about, briefs = page.locator(".about").bounding_box(), page.locator(".briefs").bounding_box()
    page.close()
    assert about and briefs and about["x"] > briefs["x"]


def test_no_title_of_a_list_is_wider_than_its_column(browser: Browser, files: dict[str, bytes]) -> None:
    page = Opened(browser, files, "es/new.html").page
    words = [word for tag in spoken() for title in ("new", "coming_up") for word in say(tag, title).split()]
    broken = """words => words.filter(word => {
        const title = document.querySelector(".about h1");
        title.textContent = word;
        title.style.whiteSpace = "nowrap";
        return title.scrollWidth > title.clientWidth;
    })"""
    assert page.evaluate(broken, words) == []
    page.close()


def test_of_a_headline_only_words_that_are_very_long_are_parted(browser: Browser, files: dict[str, bytes]) -> None:
    page = Opened(browser, files, "index.html", 360).page
    style = "getComputedStyle(document.querySelector('.lead h2'))"
    assert page.evaluate(f"[{style}.hyphens, {style}.hyphenateLimitChars]") == ["auto", "16 6 6"]
    page.close()


def test_a_word_that_no_line_holds_makes_no_letter_wider_than_a_phone(
    browser: Browser, files: dict[str, bytes]
) -> None:
    page = Opened(browser, files, "letter-en.html", 360).page
    page.evaluate("document.querySelector('.headline a').textContent = 'Harbourmasters'.repeat(6)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


@pytest.mark.parametrize("bare", ["h2", ".standfirst"])
def test_a_lead_that_lacks_headline_or_standfirst_leaves_no_room_for_it(
    browser: Browser, files: dict[str, bytes], bare: str
) -> None:
    page = Opened(browser, files, "index.html").page
    page.evaluate("selector => document.querySelector(`.lead > article > ${selector}`).remove()", bare)
    starts = "[...document.querySelectorAll('.lead > article > :is(h2, p, footer)')].map(e => e.offsetLeft)"
    assert len(set(page.evaluate(starts))) == 1
    page.close()
