"""The demonstration from end to end: what it publishes is whole, alive and the same each time."""

from __future__ import annotations

import email
import email.policy
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import icalendar
import pytest

from standfirst import Document, read

ROOT = Path(__file__).parents[2]
EDITIONS = ("en", "es", "fr", "it", "ru", "ar")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "run"
    command = [sys.executable, "examples/press/run.py", "--no-serve", "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    (folder / "account.txt").write_text(done.stdout, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(run: Path) -> Path:
    return run / "site"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_the_account_tells_of_every_source_of_every_morning(run: Path) -> None:
    account = (run / "account.txt").read_text("utf-8")
    assert account.count("=== Day ") == 3
    for word in ("The Broken Bell  refused with Service Unavailable (503)", "its robots.txt asks us to stay away"):
        assert account.count(word) >= 1
    assert len(re.findall(r"^\d+ new items? from \d+ sources?", account, re.MULTILINE)) == 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_its_pages_and_a_letter_for_each_issue(edition: str, run: Path) -> None:
    for page in ("index", "new", "places/index", "archive/index", "issues/index", "issues/2026-03-11"):
        assert (run / "site" / edition / f"{page}.html").is_file(), page
    assert len(list((run / "outbox").glob(f"{edition}-*.eml"))) == 3


def test_no_link_within_the_site_is_dead(site: Path) -> None:
    files = {"/" + p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    dead = Counter[str]()
    for page in pages(site):
        here = "/" + page.relative_to(site).as_posix()
        for href in re.findall(r'(?:href|src)="([^"#]*)', page.read_text("utf-8")):
            target = urlsplit(urljoin(here, href))
            path = unquote(target.path) + ("index.html" if target.path.endswith("/") else "")
            if not target.netloc and path not in files:
                dead[path] += 1
    assert dead == {}


def headlines(document: Path) -> list[str]:
    return [item.headline or "" for item in read(Document("https://a.example/", document.read_bytes())).items]


def test_an_event_is_coming_up_until_it_is_over(site: Path) -> None:
    night = "Chowder night at the Seamen’s Hall, 10 March 2026"
    told = [night in headlines(site / "en" / "issues" / f"2026-03-{day}.html") for day in ("09", "10", "11")]
    assert told == [True, True, False]
    ahead = read(Document("https://a.example/", (site / "en/coming.html").read_bytes())).items
    starts = [item.event.start for item in ahead if item.event]
    assert len(starts) == len(ahead) > 8 and starts == sorted(starts) and starts[0] > "2026-03-11"


def test_the_events_of_an_edition_are_a_calendar(site: Path) -> None:
    for calendar in site.glob("*/coming.ics"):
        parsed = icalendar.Calendar.from_ical(calendar.read_bytes())
        assert isinstance(parsed, icalendar.Calendar) and not parsed.errors
        uids = [str(entry["UID"]) for entry in parsed.walk("VEVENT")]
        assert len(set(uids)) == len(uids) > 8


def test_what_can_be_heard_is_a_podcast(site: Path) -> None:
    for feed in ("en/podcast.rss", "en/podcast.atom", "en/podcast.json"):
        heard = read(Document("https://a.example/", (site / feed).read_bytes())).items
        assert heard and all(item.enclosures[0].medium == "audio" for item in heard)
        assert any(item.enclosures[0].duration == 31 * 60 for item in heard)


def test_a_sample_of_pages_is_valid_to_a_strict_parser(site: Path) -> None:
    for page in pages(site)[::25]:
        html5lib.HTMLParser(strict=True).parse(page.read_bytes())


def test_no_page_names_anything_to_be_loaded_from_elsewhere(site: Path) -> None:
    for page in pages(site):
        text = page.read_text("utf-8")
        assert not re.findall(r'<(?:img|script|iframe|video|audio|source)[^>]+src="(?:https?:)?//', text), page


@pytest.mark.parametrize("suffix", ["html", "rss", "atom", "json"])
def test_what_is_new_reads_back_the_same_from_page_and_feeds(suffix: str, site: Path) -> None:
    def told(path: Path) -> list[tuple[str | None, ...]]:
        types = {"html": "text/html", "json": "application/feed+json"}
        body = path.read_bytes()
        reading = read(
            Document("https://news.example/es/new", body, types.get(path.suffix[1:], "application/xml"))
        )
        return [(i.headline, i.standfirst, i.link, i.language, i.kind) for i in reading.items]

    read_back = told(site / "es" / f"new.{suffix}")
    assert len(read_back) > 20
    assert read_back == told(site / "es" / "new.html")


def test_whats_new_in_spanish_prints_spanish_first_and_then_what_only_others_tell(site: Path) -> None:
    reading = read(Document("https://news.example/es/new", (site / "es" / "new.html").read_bytes(), "text/html"))
    tongues = [i.language == "es" for i in reading.items]
    assert tongues == sorted(tongues, reverse=True)
    assert any(tongues)
    assert not all(tongues)


def test_a_letter_has_a_text_and_an_html_part_that_tell_the_same(run: Path) -> None:
    raw = (run / "outbox" / "it-3-2026-03-11.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in mail.iter_parts())
    told = read(Document("https://news.example/", html.encode(), "text/html")).items
    lines = re.sub("[\u2066-\u2069\xa0]", " ", re.sub(" \r?\n", " ", plain)).splitlines()
    for item in told:
        words = [
            re.sub("[\u2066-\u2069\xa0]", " ", each)
            for each in (item.headline, item.standfirst, item.link)
            if each
        ]
        assert [each for each in words if each not in lines] == []
    assert len(told) > 10


def test_an_event_told_in_many_languages_is_one_story(site: Path) -> None:
    counts = [len(set(re.findall(r'itemprop="inLanguage" content="(\w+)"', p.read_text("utf-8"))))
              for p in (site / "en" / "stories").glob("*.html")]  # fmt: skip
    assert max(counts) >= 3
