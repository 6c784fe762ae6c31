"""Readers search the published site in their language, and nobody else is asked for anything."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from standfirst.newsroom import printing, searching
from standfirst.serve import server
from tests.browser.chromium import browser, needs_chromium, violations
from tests.render.press import LISTINGS, SITE, whole_site

__all__ = ["browser"]
pytestmark = [
    pytest.mark.browser,
    needs_chromium,
    pytest.mark.skipif(find_spec("pagefind") is None, reason="Pagefind is not installed: standfirst[search]"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("press") / "site"
    with searching.kept_up(made) as printed:
        for file in whole_site(replace(SITE, search=True), LISTINGS, []):
            printing.written(made, file)
        printed(True)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    running = server(folder, port=0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(("edition", "words"), [("en", "sandbank"), ("ar", "العبّارة"), ("zh", "渡轮")])
def test_a_story_is_found_in_the_language_of_the_edition(
    browser: Browser, address: str, edition: str, words: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}{edition}/search.html")
    page.locator("#q").fill(words)
    page.locator("#found a").first.wait_for()
    assert page.locator("#found a").first.get_attribute("href") == f"/{edition}/stories/bridge.html"
    headline = page.locator("#found a").first.inner_text()
    assert headline and headline not in page.locator("#found p").first.inner_text()
    assert violations(page) == []
    # The words that a page says of its tellings are no news.
    page.locator("#q").fill("Hindi" if edition == "en" else "xyzzyx qqq")
    page.locator("#said:not(:empty)").wait_for()
    assert page.locator("#found li").count() == 0
    assert all(each.startswith((address, "blob:" + address)) for each in asked) and wrong == []
    page.close()


def test_without_javascript_the_page_says_what_works(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}en/search.html")
    assert "Searching needs JavaScript." in page.locator("main").inner_text()
    assert not page.locator("#q").is_visible()
    page.locator("main ul a").first.click()
    assert page.url == f"{address}en/places/index.html"
    page.close()


def test_only_the_page_that_searches_may_run_a_script(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answers = [page.goto(f"{address}{name}") for name in ("en/new.html", "en/search.html")]
    policies = [answer.headers["content-security-policy"] for answer in answers if answer]
    assert "script-src" not in policies[0] and "script-src 'self'" in policies[1]
    page.close()


def test_an_index_is_made_anew_when_pages_changed_or_it_fell_behind(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(folder, site)
    kept = site / searching.FOLDER / "pagefind-entry.json"
    before = kept.stat().st_ino
    with searching.kept_up(site) as printed:
        printed(False)
    assert kept.stat().st_ino == before
    with searching.kept_up(site):
        pass
    with searching.kept_up(site) as printed:
        printed(False)
    assert kept.stat().st_ino != before
    assert not [path for path in site.rglob("*") if "-ui." in path.name or path.name.startswith(".")]
