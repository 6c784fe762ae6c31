"""The whole line, with a dict of bytes as the web."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from standfirst import drift, newsroom, store
from standfirst.config import Encoding, Newsroom
from standfirst.fetch import Answer
from standfirst.model import Document, Edit, Edition, Item, Refusal, Source, Visit
from standfirst.newsroom.brought import Ask, Fetching
from standfirst.store import Store, open_store
from tests import making
from tests.making import a_newsroom

DAY1 = datetime(2026, 3, 9, 8, tzinfo=UTC)
DAY2 = DAY1 + timedelta(days=1)

Post = tuple[str, str, str, str]  # path, headline, standfirst, day


def feed(language: str, *posts: Post) -> bytes:
    items = "".join(
        f"<item><title>{headline}</title><link>https://{language}.example/{path}</link>"
        f"<description>{standfirst}</description><dc:date>{day}</dc:date></item>"
        for path, headline, standfirst, day in posts
    )
    head = f"<title>Paper</title><link>https://{language}.example/</link><description>News</description>"
    return (
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{head}'
        f"<language>{language}</language>{items}</channel></rss>"
    ).encode()


STRIKE = (
    "strike",
    "Peru: dockers of Puerto Arrayán strike",
    "Rosaura Quintanilla led 4,200 dockers out.",
    "2026-03-09",
)
HUELGA = (
    "huelga",
    "Perú: paran los estibadores de Puerto Arrayán",
    "Rosaura Quintanilla encabeza a 4.200 estibadores.",
    "2026-03-09",
)
DAM = ("dam", "Inspectors clear the Vallombra dam", "Cracks had been seen in January.", "2026-03-10")

Web = dict[str, bytes | str]  # bytes are what a source answers, a text is why it does not


def asking(web: Web, now: datetime) -> Fetching:
    def fetching(asks: Sequence[Ask]) -> Iterator[tuple[Source, Answer]]:
        for source, _ in asks:
            answer = web[source.url]
            if isinstance(answer, str):
                yield source, Answer(Visit(source.id, source.url, now, "failed", answer))
            else:
                document = Document(source.url, answer, "application/rss+xml", now)
                yield source, Answer(Visit(source.id, source.url, now, "new", "200 OK", 200), (document,))

    return fetching


def newsroom_of(folder: Path, *names: str) -> Newsroom:
    return a_newsroom(
        folder,
        *(Source(n, f"https://{n}.example/feed", f"The {n} paper") for n in names),
        contact="mailto:desk@news.example",
        editions=(Edition("en", "The Morning Line", ("en", "es")), Edition("es", "La Línea", ("es", "en"))),
        vectors=Encoding("none"),
    )


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return newsroom_of(tmp_path, "en", "es")


@pytest.fixture
def archive(room: Newsroom) -> Iterator[Store]:
    with open_store(room.store) as opened:
        yield opened


@pytest.fixture
def web() -> Web:
    return {"https://en.example/feed": feed("en", STRIKE), "https://es.example/feed": feed("es", HUELGA)}


def gather(room: Newsroom, archive: Store, web: Web, now: datetime = DAY1) -> list[newsroom.Gathered]:
    return list(newsroom.gather(room, archive, asking(web, now), now))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def page(lamps: range) -> bytes:
    teasers = "".join(
        f'<article><h2><a href="/lamp{n}">Lamp {n} of the long quay is lit</a></h2>'
        f"<p>It had been dark for {n} years, and nobody knew why.</p></article>"
        for n in lamps
    )
    head = '<title>Lamps</title><link rel="next" href="/feed?page=2">'
    return f"<html lang=en><head>{head}</head><body><main>{teasers}</main></body></html>".encode()


def test_where_all_of_a_page_is_new_the_next_one_is_read_too(tmp_path: Path, archive: Store) -> None:
    room = newsroom_of(tmp_path, "en")
    gather(room, archive, {"https://en.example/feed": page(range(1, 8))})
    web: Web = {
        "https://en.example/feed": page(range(20, 27)),
        "https://en.example/feed?page=2": page(range(13, 20)),
    }
    (row,) = gather(room, archive, web, DAY2)
    assert {item.link for item in row.new} == {f"https://en.example/lamp{n}" for n in range(13, 27)}
    assert (
        gather(room, archive, {"https://en.example/feed": page(range(20, 28))}, DAY2 + timedelta(days=1))[
            0
        ].visit.new_items
        == 1
    )


def test_an_issue_says_which_telling_is_a_reprint(room: Newsroom, archive: Store, web: Web) -> None:
    theirs = feed("es", STRIKE).replace(b"<language>es", b"<language>en")
    gather(room, archive, {**web, "https://es.example/feed": theirs})
    (brief,) = newsroom.proof(room, archive, DAY1)[0].sections[0].briefs
    assert "reprint" in {brief.copy, *(other.copy for other in brief.others)}


def test_a_gathering_reports_what_was_new(room: Newsroom, archive: Store, web: Web) -> None:
    rows = gather(room, archive, web)
    assert [(r.source.id, r.visit.items, [i.headline for i in r.new]) for r in rows] == [
        ("en", 1, [STRIKE[1]]),
        ("es", 1, [HUELGA[1]]),
    ]


def test_what_is_kept_leads_to_its_page_without_what_counts_clicks(room: Newsroom, archive: Store) -> None:
    sent = ("strike?mc_eid=2b&amp;page=2", *STRIKE[1:])
    rows = gather(room, archive, {"https://en.example/feed": feed("en", sent), "https://es.example/feed": "away"})
    (item,) = rows[0].new
    assert item.link == "https://en.example/strike?page=2"
    assert item.found["link"].endswith("without what counts clicks")


def test_gathering_twice_finds_nothing_new(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    assert [r.visit.new_items for r in gather(room, archive, web, DAY2)] == [0, 0]


def test_a_source_that_fails_does_not_fail_the_round(room: Newsroom, archive: Store, web: Web) -> None:
    web["https://en.example/feed"] = "https://en.example/feed: answered 503"
    rows = gather(room, archive, web)
    assert [(r.visit.outcome, r.visit.new_items) for r in rows] == [("failed", 0), ("new", 1)]


def test_a_source_that_answers_nonsense_is_on_record_as_failed(room: Newsroom, archive: Store, web: Web) -> None:
    web["https://en.example/feed"] = bytes(range(256)) * 8
    rows = gather(room, archive, web)
    assert rows[0].visit.outcome == "failed"
    assert "no page, feed, letter or text" in rows[0].visit.reason
    last = store.visits.last(archive, "en")
    assert last
    assert last.outcome == "failed"


def test_a_feed_that_is_read_in_part_is_on_record_with_what_is_wrong_in_it(
    room: Newsroom, archive: Store, web: Web
) -> None:
    whole = feed("en", STRIKE, DAM)
    web["https://en.example/feed"] = whole[: whole.index(DAM[1].encode())]
    rows = gather(room, archive, web)
    assert (rows[0].visit.outcome, rows[0].visit.new_items) == ("new", 1)
    assert "breaks off before its end" in rows[0].visit.reason


def test_one_event_in_two_languages_is_one_story(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    (story,) = newsroom.join(room, archive, DAY1).stories
    assert {t.language for t in story.tellings} == {"en", "es"}


def test_the_order_of_sources_changes_nothing_that_is_printed(tmp_path: Path, web: Web) -> None:
    printed = []
    for n, names in enumerate((("en", "es"), ("es", "en"))):
        room = newsroom_of(tmp_path / str(n), *names)
        with open_store(room.store) as archive:
            gather(room, archive, web)
            newsroom.proof(room, archive, DAY1)
            newsroom.publish(room, archive, DAY1)
        pages = files(room.output)
        pages.pop("sources.opml")  # lists the sources as configured
        printed.append((pages, files(room.outbox)))
    assert printed[0] == printed[1]


def test_the_names_of_hosts_change_nothing_of_the_order_of_what_is_printed(tmp_path: Path) -> None:
    words = (
        "Ferry sails",
        "Dam holds",
        "Dockers strike",
        "Orchard blooms",
        "Tram returns",
        "Choir sings",
        "Mill turns",
    )
    posts = [
        (str(n), told, f"{told} near the {told.lower()} quay {n}.", "2026-03-09") for n, told in enumerate(words)
    ]
    printed = []
    for port in (8001, 8017):
        room = newsroom_of(tmp_path / str(port), "en")
        told = feed("en", *posts).replace(b"//en.example/", f"//en.example:{port}/".encode())
        with open_store(room.store) as archive:
            gather(room, archive, {"https://en.example/feed": told})
            newsroom.proof(room, archive, DAY1)
            newsroom.publish(room, archive, DAY1)
        pages = [p.read_text("utf-8") for p in sorted(room.output.rglob("*.html")) if "stories" not in p.parts]
        printed.append([sorted(words, key=page.find) for page in pages])
    assert printed[0] == printed[1]


def test_the_letter_of_an_issue_is_printed_again_only_when_the_issue_says_something_else(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    issue = newsroom.proof(room, archive, DAY1)[0]
    newsroom.publish(room, archive, DAY1)
    letter = next(room.outbox.glob(f"{issue.edition_id}-*.eml"))
    written = letter.stat().st_mtime_ns
    letter.write_text("as another template had it")
    os.utime(letter, ns=(written, written))
    newsroom.publish(room, archive, DAY2)
    assert letter.read_text() == "as another template had it"
    printed = issue.sections[0].briefs[0].item.id
    store.edits.add(archive, Edit("erratum", (printed,), "Ana", DAY2, "It was not so."))
    newsroom.publish(room, archive, DAY2)
    assert "It was not so." in letter.read_text()


def test_a_proofed_issue_stays_as_it_was_when_more_news_comes(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    first = newsroom.proof(room, archive, DAY1)
    web["https://en.example/feed"] = feed("en", STRIKE, DAM)
    gather(room, archive, web, DAY1 + timedelta(hours=1))
    assert newsroom.proof(room, archive, DAY1 + timedelta(hours=2)) == first


def test_the_next_issue_holds_only_what_the_one_before_did_not(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    web["https://en.example/feed"] = feed("en", STRIKE, DAM)
    gather(room, archive, web, DAY2)
    issue = newsroom.proof(room, archive, DAY2)[0]
    assert issue.number == 2
    assert [b.item.headline for s in issue.sections for b in s.briefs] == [DAM[1]]


def test_publishing_twice_changes_no_file(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    first = newsroom.publish(room, archive, DAY1)
    before = files(room.output)
    again = newsroom.publish(room, archive, DAY1)
    assert first.changed == first.pages + first.letters
    assert again.changed == 0
    assert files(room.output) == before


def test_an_edit_is_obeyed_in_what_is_printed(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    item = newsroom.known_item(archive, "https://es.example/huelga")
    store.edits.add(archive, Edit("reword", (item,), "Ana", DAY1, "Paro en los muelles"))
    issue = newsroom.proof(room, archive, DAY1)[1]
    assert [b.item.headline for s in issue.sections for b in s.briefs] == ["Paro en los muelles"]


def test_an_item_nobody_knows_is_refused_by_name(archive: Store) -> None:
    with pytest.raises(Refusal, match=r"^https://nowhere\.example/x "):
        newsroom.known_item(archive, "https://nowhere.example/x")


def test_a_place_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal, match="XX is no country"):
        newsroom.place_codes("PE XX")


def test_an_item_dated_in_the_far_future_counts_from_when_it_came(
    room: Newsroom, archive: Store, web: Web
) -> None:
    web["https://en.example/feed"] = feed("en", ("x", "From the future", "It says.", "2099-01-01"))
    gather(room, archive, web)
    day = newsroom.join(room, archive, DAY1)
    assert max(day.known.days.values()) == DAY1.date()


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00+09:00", "9999-12-31T23:00:00-09:00"])
@pytest.mark.parametrize("zone", [None, "Asia/Tokyo", "America/Lima"])
def test_items_of_the_first_and_the_last_day_there_are_are_printed(
    room: Newsroom, archive: Store, published: str, zone: str | None
) -> None:
    there = replace(room, editions=tuple(replace(edition, zone=zone) for edition in room.editions))
    dated = replace(making.item("dated", source_id="en"), published=published)
    store.items.save(archive, [dated], datetime(1, 1, 1, tzinfo=UTC))
    store.items.save(archive, [replace(dated, id="again", link=None)], DAY1)
    newsroom.proof(there, archive, DAY1)
    assert newsroom.publish(there, archive, DAY1).pages > 1


def asked_with(archive: Store, room: Newsroom, now: datetime) -> Visit | None:
    """The visit that the source "en" is asked with."""
    asks: list[Ask] = []

    def fetching(some: Sequence[Ask]) -> Iterator[tuple[Source, Answer]]:
        asks.extend(some)
        return iter(())

    list(newsroom.gather(room, archive, fetching, now))
    return next(last for source, last in asks if source.id == "en")


def test_a_server_that_says_unchanged_for_ever_is_asked_for_all_now_and_then(
    room: Newsroom, archive: Store
) -> None:
    for days, outcome in ((0, "new"), (1, "same"), (6, "same")):
        at = DAY1 + timedelta(days=days)
        store.visits.save(
            archive,
            Visit("en", "https://en.example/feed", at, outcome, "told", etag='"1"'),  # type: ignore[arg-type]
        )
    believed = asked_with(archive, room, DAY1 + timedelta(days=6, hours=12))
    assert believed
    assert believed.etag == '"1"'
    doubted = asked_with(archive, room, DAY1 + timedelta(days=7))
    assert doubted
    assert doubted.etag is None


def test_a_document_that_comes_again_is_not_read_again(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    again = gather(room, archive, web, DAY2)[0].visit
    assert (again.outcome, again.items) == ("same", 0)
    assert again.reason == "200 OK, with the document of the last visit"
    web["https://en.example/feed"] = "a short failure"
    assert gather(room, archive, web, DAY2)[0].visit.outcome == "failed"
    web["https://en.example/feed"] = feed("en", STRIKE)
    assert gather(room, archive, web, DAY2)[0].visit.outcome == "same"
    web["https://en.example/feed"] = feed("en", STRIKE, DAM)
    assert [item.headline for item in gather(room, archive, web, DAY2)[0].new] == [DAM[1]]


@pytest.mark.parametrize("made", ["<lastBuildDate>{}</lastBuildDate>", "<pubDate>{}</pubDate>"])
def test_a_feed_that_tells_another_moment_of_its_making_is_the_same(
    room: Newsroom, archive: Store, web: Web, made: str
) -> None:
    def at(moment: str) -> bytes:
        return feed("en", STRIKE).replace(b"<channel>", f"<channel>{made.format(moment)}".encode(), 1)

    web["https://en.example/feed"] = at("Thu, 05 Mar 2026 08:00:00 GMT")
    gather(room, archive, web)
    web["https://en.example/feed"] = at("Fri, 06 Mar 2026 08:00:00 GMT")
    assert gather(room, archive, web, DAY2)[0].visit.outcome == "same"
    # That of a piece is news of it.
    dated = b"<dc:date>2026-03-06</dc:date></item>"
    web["https://en.example/feed"] = at("Fri, 06 Mar 2026 09:00:00 GMT").replace(b"</item>", dated)
    assert gather(room, archive, web, DAY2)[0].visit.outcome == "new"


def test_a_document_is_read_again_where_its_source_is_to_be_read_otherwise(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    otherwise = replace(room, sources=(replace(room.sources[0], places=("PE",)), *room.sources[1:]))
    assert [row.visit.outcome for row in gather(otherwise, archive, web, DAY2)] == ["new", "same"]


def test_what_changes_none_of_its_items_lets_no_source_be_read_again(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    tagged = replace(room.sources[0], tags=("quay",), every=timedelta(hours=2), opml={"x": "y"})
    otherwise = replace(room, sources=(tagged, *room.sources[1:]))
    assert [row.visit.outcome for row in gather(otherwise, archive, web, DAY2)] == ["same", "same"]


def test_a_source_whose_rules_changed_is_asked_for_all_so_that_they_are_tried(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    last = store.visits.latest(archive)["en"]
    store.visits.save(archive, replace(last, outcome="same", etag='"1"'))
    believed = asked_with(archive, room, DAY2)
    assert believed
    assert believed.etag == '"1"'
    rules = replace(room.sources[0], select={"item": "article"})
    ruled_anew = asked_with(archive, replace(room, sources=(rules, *room.sources[1:])), DAY2)
    assert ruled_anew
    assert ruled_anew.etag is None


def test_a_document_in_which_nothing_was_found_is_read_again(room: Newsroom, archive: Store, web: Web) -> None:
    web["https://en.example/feed"] = b"<rss><channel><item><link>/1</link></item></channel></rss>"
    told = [gather(room, archive, web, day)[0].visit.outcome for day in (DAY1, DAY2)]
    assert told == ["failed", "failed"]


def test_a_feed_that_is_empty_at_night_is_no_failure(room: Newsroom, archive: Store, web: Web) -> None:
    full = web["https://en.example/feed"]
    web["https://en.example/feed"] = feed("en")
    (night, _) = gather(room, archive, web)
    assert (night.visit.outcome, night.visit.reason) == ("new", "200 OK; it has no items now")
    web["https://en.example/feed"] = full
    (morning, _) = gather(room, archive, web, DAY2)
    assert (morning.visit.outcome, morning.visit.new_items) == ("new", 1)


def test_what_came_is_kept_when_there_is_a_pause(room: Newsroom, archive: Store, web: Web) -> None:
    kept: list[bool] = []

    def pausing(asks: Sequence[Ask]) -> Iterator[tuple[Source, Answer] | None]:
        for told in asking(web, DAY1)(asks):
            kept.append(bool(store.visits.latest(archive)))
            yield told
            yield None

    rows = list(newsroom.gather(room, archive, pausing, DAY1))
    assert [row.source.id for row in rows] == ["en", "es"]
    assert kept == [False, True]


def test_only_the_sources_given_are_asked(room: Newsroom, archive: Store, web: Web) -> None:
    rows = list(newsroom.gather(room, archive, asking(web, DAY1), DAY1, room.sources[:1]))
    assert [row.source.id for row in rows] == ["en"]
    dues = {source.id: due.by(DAY1) for source, due in newsroom.dues(room, archive, DAY1)}
    assert dues == {"en": False, "es": True}


def test_what_is_no_longer_followed_is_credited_as_before(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    left = replace(room, sources=room.sources[1:])
    gather(left, archive, web, DAY1 + timedelta(hours=1))
    (en, _) = newsroom.proof(left, archive, DAY1)
    assert {brief.outlet for section in en.sections for brief in section.briefs} == {"The en paper"}


def test_what_came_while_no_issue_came_out_is_in_the_next(room: Newsroom, archive: Store, web: Web) -> None:
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    web["https://en.example/feed"] = feed("en", DAM)
    later = DAY1 + timedelta(days=7)
    gather(room, archive, web, later)
    en, _ = newsroom.proof(room, archive, later)
    assert [brief.item.headline for section in en.sections for brief in section.briefs] == [DAM[1]]


def test_after_an_old_backup_numbers_go_on_and_no_day_comes_out_twice(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    store.copying.backup(archive, room.output.with_name("backup.db"))
    for day in (DAY2, DAY3 := DAY2 + timedelta(days=1)):
        web["https://en.example/feed"] = feed(
            "en", (f"dam{day.day}", f"Dam {day.day} holds", "It is new.", f"{day:%Y-%m-%d}")
        )
        gather(room, archive, web, day)
        newsroom.proof(room, archive, day)
        newsroom.publish(room, archive, day)
    with open_store(room.output.with_name("restored.db")) as restored:
        store.copying.restore(room.output.with_name("backup.db"), restored)
        gather(room, restored, web, DAY3)
        assert newsroom.proof(room, restored, DAY3) == []
        newsroom.publish(room, restored, DAY3)
        there = {f"2026-03-{n:02}.{kind}" for n in (9, 10, 11) for kind in ("html", "rss", "atom", "json")}
        assert there <= set(files(room.output / "en/issues"))
        assert [len(list(room.outbox.glob(f"{name}-*.eml"))) for name in ("en", "es")] == [3, 3]
        # Names that are no days stand in nobody's way.
        for folder in ("issues", "archive"):
            (room.output / "en" / folder / "2026-19-39.html").write_text("by hand")
        web["https://en.example/feed"] = feed("en", ("lamp", "The lamp is lit", "It was dark.", "2026-03-12"))
        gather(room, restored, web, DAY3 + timedelta(days=1))
        issues = newsroom.proof(room, restored, DAY3 + timedelta(days=1))
        assert [(issue.edition_id, issue.number) for issue in issues] == [("en", 4), ("es", 4)]
        newsroom.publish(room, restored, DAY3 + timedelta(days=1))


def test_an_edition_given_up_leaves_its_stories_and_issues_where_they_stood(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web)
    newsroom.proof(room, archive, DAY1)
    newsroom.publish(room, archive, DAY1)
    stood = {name for name in files(room.output / "es") if name.endswith(".html")}
    left = replace(room, editions=room.editions[:1])
    newsroom.publish(left, archive, DAY1)
    stay = set(files(room.output / "es"))
    assert {name.partition("/")[0] for name in stay} == {"archive", "issues", "stories"}
    gone = {name for name in stood - stay if not name.startswith("places/")}
    assert gone == {"404.html", "index.html", "new.html"}
    told = newsroom.known_item(archive, "https://es.example/huelga")
    store.edits.add(archive, Edit("kill", (told,), "Ana", DAY1, "it was false"))
    newsroom.publish(left, archive, DAY1)
    assert not any(b"Quintanilla" in body for body in files(room.output).values())


def test_a_clock_that_was_a_year_ahead_for_an_hour_lets_no_source_wait_for_a_year(
    room: Newsroom, archive: Store, web: Web
) -> None:
    gather(room, archive, web, DAY1 + timedelta(days=365))
    assert all(due.by(DAY1) for _, due in newsroom.dues(room, archive, DAY1))
    gather(room, archive, web)
    assert not any(due.by(DAY1) for _, due in newsroom.dues(room, archive, DAY1))


def test_a_page_that_declares_a_feed_is_told_of_once_and_then_stands_in_its_standing(
    room: Newsroom, archive: Store, web: Web
) -> None:
    teasers = "".join(
        f'<article><h2><a href="/a{n}">Lamp {n} of the quay is lit</a></h2><p>It had been dark for {n} years.</p></article>'
        for n in range(2, 9)
    )
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    web["https://en.example/feed"] = (
        f"<html><head>{link}</head><body><main>{teasers}</main></body></html>".encode()
    )
    told = [
        [row.hints for row in list(newsroom.gather(room, archive, pages(web, at), at)) if row.source.id == "en"]
        for at in (DAY1, DAY2)
    ]
    advice = "its page declares a feed: standfirst follow https://en.example/rss, then unfollow en"
    assert told == [[(advice,)], [()]]
    standing = newsroom.standings(room, archive, DAY2)[0]
    assert standing.health == "well"
    assert standing.advice == (advice,)


def pages(web: Web, now: datetime) -> Fetching:
    """As `asking`, with pages for what they are."""

    def fetching(asks: Sequence[Ask]) -> Iterator[tuple[Source, Answer]]:
        for source, answer in filter(None, asking(web, now)(asks)):
            yield source, replace(answer, documents=tuple(replace(d, media_type=None) for d in answer.documents))

    return fetching


def test_the_day_of_an_issue_begins_at_the_midnight_of_its_edition(
    tmp_path: Path, archive: Store, web: Web
) -> None:
    room = newsroom_of(tmp_path, "en", "es")
    tokyo, lima = (
        replace(e, zone=zone) for e, zone in zip(room.editions, ("Asia/Tokyo", "America/Lima"), strict=True)
    )
    room = replace(room, editions=(tokyo, lima))
    gather(room, archive, web, DAY1.replace(hour=1))
    for hour, dated in ((2, ["2026-03-09", "2026-03-08"]), (16, ["2026-03-10", "2026-03-09"])):
        assert [str(i.dated) for i in newsroom.proof(room, archive, DAY1.replace(hour=hour))] == dated
        web["https://en.example/feed"] = feed("en", STRIKE, DAM)
        gather(room, archive, web, DAY1.replace(hour=15))


def test_a_day_without_news_has_no_issue_until_there_is_some(room: Newsroom, archive: Store, web: Web) -> None:
    assert newsroom.proof(room, archive, DAY1) == []
    gather(room, archive, web)
    assert [issue.number for issue in newsroom.proof(room, archive, DAY1)] == [1, 1]
    assert newsroom.proof(room, archive, DAY2) == []
    web["https://en.example/feed"] = feed("en", STRIKE, DAM)
    gather(room, archive, web, DAY2)
    assert [issue.number for issue in newsroom.proof(room, archive, DAY2)] == [2, 2]


def test_a_weekly_edition_comes_out_on_its_day_with_the_news_of_the_week(
    tmp_path: Path, archive: Store, web: Web
) -> None:
    room = newsroom_of(tmp_path, "en", "es")
    room = replace(room, editions=(replace(room.editions[0], days=(0,)), replace(room.editions[1], days=(1,))))
    gather(room, archive, web)
    # The ninth of March is a Monday.
    assert [i.edition_id for i in newsroom.proof(room, archive, DAY1)] == ["en"]
    assert [i.edition_id for i in newsroom.proof(room, archive, DAY1 + timedelta(days=3))] == []
    (issue,) = newsroom.proof(room, archive, DAY1 + timedelta(days=8))
    assert (issue.edition_id, [b.item.headline for s in issue.sections for b in s.briefs]) == ("es", [HUELGA[1]])


def test_a_clock_that_was_ahead_keeps_back_neither_news_nor_issues(
    room: Newsroom, archive: Store, web: Web
) -> None:
    ahead = DAY1 + timedelta(days=2)
    gather(room, archive, web, ahead)
    assert len(newsroom.proof(room, archive, ahead)) == len(room.editions)
    newsroom.publish(room, archive, ahead)
    assert newsroom.proof(room, archive, DAY1) == []
    assert store.upkeep.set_right(archive, DAY1) > 0
    issues = newsroom.proof(room, archive, DAY1)
    assert [(issue.dated, issue.number) for issue in issues] == [(DAY1.date(), 2)] * len(room.editions)
    newsroom.publish(room, archive, DAY1)
    assert f'datetime="{DAY1:%Y-%m-%d}"' in (room.output / "index.html").read_text("utf-8")


def test_what_nobody_thought_of_fails_one_source_and_no_other(
    room: Newsroom, archive: Store, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks(items: Sequence[Item]) -> None:
        if any(item.source_id == "en" for item in items):
            raise ZeroDivisionError("nobody thought of it")

    monkeypatch.setattr(drift, "looks", looks)
    rows = {row.source.id: row for row in gather(room, archive, web)}
    assert rows["en"].visit.reason == "failed in a new way (ZeroDivisionError('nobody thought of it'))"
    assert [id for id, row in rows.items() if row.visit.outcome == "failed"] == ["en"]
