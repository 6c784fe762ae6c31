"""What is withdrawn, corrected or compared after an issue was frozen, on both databases."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst import newsroom, render
from standfirst import store as storing
from standfirst.config import Newsroom
from standfirst.model import Brief, Edit, EditKind, Issue, Listing, Section
from standfirst.newsroom import amending, past_pages
from standfirst.newsroom.comparing import changes
from standfirst.readership import Preferences
from standfirst.render.furniture import spoken
from standfirst.render.text import text
from standfirst.store import Store
from tests.databases import address, store
from tests.making import item
from tests.render.mail_rules import complaints
from tests.test_newsroom import DAM, DAY1, DAY2, HUELGA, STRIKE, Web, feed, files, gather, newsroom_of

__all__ = ["address", "store"]

NOTE = "Withdrawn on 10 March 2026."
FERRY = ("ferry", "Ferry to Lisk runs again", "Timetables hang at the quay.", "2026-03-09")
FALSE = "The strike began on Sunday, not on Monday."
DAY3 = DAY2 + timedelta(days=1)
SITE = render.Site("The Morning Line", "https://news.example/")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return newsroom_of(tmp_path, "en", "es")


@pytest.fixture
def web() -> Iterator[Web]:
    yield {"https://en.example/feed": feed("en", STRIKE, FERRY), "https://es.example/feed": feed("es", HUELGA)}


@pytest.fixture
def printed(room: Newsroom, store: Store, web: Web) -> str:
    """A day that is out; the id of the English telling of the strike."""
    gather(room, store, web)
    newsroom.proof(room, store, DAY1)
    newsroom.publish(room, store, DAY1)
    return newsroom.known_item(store, "https://en.example/strike")


def decide(archive: Store, kind: EditKind, item_id: str, words: str) -> None:
    storing.edits.add(archive, Edit(kind, (item_id,), "Ana", DAY2, words))


def naming(folder: Path, *words: str) -> list[str]:
    return [name for name, body in files(folder).items() if any(w in body.decode() for w in words)]


def as_printed(archive: Store) -> list[Issue]:
    return [each.opened() for each in amending.frozen(archive)]


def letters(archive: Store) -> str:
    made = [render.mailing("x-1", [i], Preferences((i.edition_id,)), SITE) for i in as_printed(archive)]
    assert [complaints(each.html) for each in made] == [[]] * len(made)
    return "".join(each.text + each.html for each in made)


def test_what_is_killed_is_gone_from_everything_printed_and_a_note_stands_in_its_issue(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    frozen = storing.issues.all(store)
    decide(store, "kill", printed, "the port says that nobody struck")
    newsroom.publish(room, store, DAY2)
    told = (STRIKE[1], STRIKE[2], HUELGA[1], HUELGA[2], "en.example/strike")
    assert naming(room.output, *told) == naming(room.outbox, *told) == []
    assert NOTE in (room.output / "en/issues/2026-03-09.html").read_text("utf-8")
    assert "Retirado el 10 de marzo de 2026." in (room.output / "es/issues/2026-03-09.html").read_text("utf-8")
    assert naming(room.output, "nobody struck") == []
    assert NOTE in letters(store) and not any(words in letters(store) for words in told)
    assert storing.issues.all(store) == frozen


def test_what_is_killed_stays_away_when_it_is_gathered_and_joined_again(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    decide(store, "kill", printed, "it was false")
    web["https://en.example/feed"] = feed("en", (STRIKE[0], STRIKE[1], "In other words.", STRIKE[3]), DAM)
    gather(room, store, web, DAY2)
    newsroom.proof(room, store, DAY2)
    newsroom.publish(room, store, DAY2)
    assert naming(room.output, "In other words.", STRIKE[1]) == []
    assert naming(room.output, DAM[1]) != []


def test_older_pages_that_name_what_is_killed_go(room: Newsroom, store: Store, web: Web, printed: str) -> None:
    later = DAY1 + timedelta(days=60)
    newsroom.publish(room, store, later)
    assert naming(room.output / "en/archive", STRIKE[1]) and naming(room.output / "en/stories", STRIKE[1])
    decide(store, "kill", printed, "it was false")
    newsroom.publish(room, store, later)
    assert naming(room.output, STRIKE[1], HUELGA[1]) == []
    assert naming(room.output / "en/stories", FERRY[1]) != []
    for name, note in (
        ("en/archive/2026-03-09.html", NOTE),
        ("es/archive/2026-03-09.html", "Retirado el 10 de marzo"),
    ):
        day = (room.output / name).read_text("utf-8")
        assert FERRY[1] in day and note in day
    printed_again = files(room.output)
    newsroom.publish(room, store, later)
    assert files(room.output) == printed_again


def test_older_pages_are_looked_through_once_for_what_is_killed(
    room: Newsroom, store: Store, web: Web, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = DAY1 + timedelta(days=60)
    newsroom.publish(room, store, later)
    decide(store, "kill", printed, "it was false")
    with monkeypatch.context() as patch:
        patch.setattr("standfirst.newsroom.printing.print_plan", broken_off)
        with pytest.raises(KeyboardInterrupt):
            newsroom.publish(room, store, later)
    newsroom.publish(room, store, later)
    assert naming(room.output, STRIKE[1], HUELGA[1]) == []
    monkeypatch.setattr(past_pages, "holding", broken_off)
    newsroom.publish(room, store, later)
    decide(store, "kill", newsroom.known_item(store, "https://en.example/ferry"), "no ferry")
    with pytest.raises(KeyboardInterrupt):
        newsroom.publish(room, store, later)


def test_older_pages_of_a_backup_are_looked_through_again(
    room: Newsroom, store: Store, web: Web, printed: str, tmp_path: Path
) -> None:
    later = DAY1 + timedelta(days=60)
    newsroom.publish(room, store, later)
    shutil.copytree(room.output, tmp_path / "backup")
    decide(store, "kill", printed, "it was false")
    newsroom.publish(room, store, later)
    withdrawn = files(room.output)
    shutil.rmtree(room.output)
    shutil.copytree(tmp_path / "backup", room.output)
    assert naming(room.output, STRIKE[1], HUELGA[1])
    newsroom.publish(room, store, later)
    assert naming(room.output, STRIKE[1], HUELGA[1]) == []
    assert files(room.output) == withdrawn


def broken_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_issue_leads_to_its_stories_and_days_when_the_open_window_has_passed_them(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    web["https://en.example/feed"] = feed(
        "en", DAM, ("dam2", "Vallombra dam: cracks are old", "So they say.", DAM[3])
    )
    gather(room, store, web, DAY2)
    dams = tuple(newsroom.known_item(store, f"https://en.example/{name}") for name in ("dam", "dam2"))
    storing.edits.add(store, Edit("together", dams, "Ana", DAY2))
    newsroom.proof(room, store, DAY2)
    newsroom.publish(room, store, DAY2)
    told = re.findall(
        r'href="([^"]*stories/[^"]*)"', (room.output / "en/issues/2026-03-10.html").read_text("utf-8")
    )
    newsroom.publish(room, store, DAY1 + timedelta(days=60))
    page = (room.output / "en/issues/2026-03-10.html").read_text("utf-8")
    assert told and re.findall(r'href="([^"]*stories/[^"]*)"', page) == told
    assert all((room.output / "en/issues" / way).resolve().is_file() for way in told)
    assert "2026-03-09.html" in (room.output / "en/archive/index.html").read_text("utf-8")


def test_a_past_day_is_printed_again_as_it_was_but_for_what_is_withdrawn(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    decide(store, "reword", newsroom.known_item(store, "https://en.example/ferry"), "Words of the editor")
    newsroom.publish(room, store, DAY1)
    before = (room.output / "en/archive/2026-03-09.html").read_text("utf-8")
    later = DAY1 + timedelta(days=60)
    decide(store, "kill", printed, "it was false")
    newsroom.publish(room, store, later)
    after = (room.output / "en/archive/2026-03-09.html").read_text("utf-8")
    articles = [re.findall(r"<article.*?</article>", page, re.DOTALL) for page in (before, after)]
    assert [len(each) for each in articles] == [2, 1]
    (kept,) = articles[1]
    assert kept in articles[0] and "Words of the editor" in kept


def test_an_erratum_stands_below_its_brief_on_its_story_page_and_in_the_next_issue(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    frozen = storing.issues.all(store)
    decide(store, "erratum", printed, FALSE)
    web["https://en.example/feed"] = feed("en", DAM)
    gather(room, store, web, DAY2)
    newsroom.proof(room, store, DAY2)
    newsroom.publish(room, store, DAY2)
    named = naming(room.output, FALSE)
    assert naming(room.output / "en/issues", STRIKE[1]) and not [n for n in named if n.endswith((".rss", ".atom"))]
    assert {"en/issues/2026-03-09.html", "en/issues/2026-03-10.html"} <= set(named)
    assert any(name.startswith("en/stories/") for name in named)
    page = (room.output / "en/issues/2026-03-10.html").read_text("utf-8")
    assert page.index("Corrections</h2>") < page.rindex(STRIKE[1]) < page.index("Correction, 10 March 2026:")
    first, second, *_ = (issue for issue in as_printed(store) if issue.edition_id == "en")
    for issue in (first, second):
        plain = text(Listing.of_issue(issue), "letter").decode()
        assert f"Correction, 10 March 2026: {FALSE}" in plain
        made = render.mailing("en-1", [issue], Preferences(("en",)), SITE)
        assert (
            f"Correction, 10 March 2026: {FALSE}" in made.text
            and FALSE in made.html
            and complaints(made.html) == []
        )
    assert "# Corrections" in plain and printed not in made.stories
    assert [issue for issue in storing.issues.all(store) if issue.dated == DAY1.date()] == frozen
    # It is told once.
    assert FALSE not in repr([i for i in newsroom.proof(room, store, DAY3) if i.dated == DAY3.date()])


def test_an_erratum_long_after_is_told_and_numbers_go_on(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    decide(store, "erratum", printed, FALSE)
    later = DAY1 + timedelta(days=100)
    (first, *_) = newsroom.proof(room, store, later)
    assert first.number == 2 and FALSE in repr(first)
    # It is told once.
    assert newsroom.proof(room, store, later + timedelta(days=100)) == []


def test_a_killed_brief_is_corrected_nowhere(room: Newsroom, store: Store, web: Web, printed: str) -> None:
    decide(store, "erratum", printed, FALSE)
    newsroom.proof(room, store, DAY2)
    decide(store, "kill", printed, "it was false")
    newsroom.publish(room, store, DAY2)
    assert naming(room.output, FALSE, STRIKE[1]) == []


def test_any_past_issue_is_printed_again_to_the_same_bytes(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    def made() -> list[object]:
        past = [issue for issue in as_printed(store) if issue.dated == DAY1.date()]
        pages = [render.page(Listing.of_issue(issue), SITE).body for issue in past]
        texts = [text(Listing.of_issue(issue), "letter") for issue in past]
        sent = [render.mailing("x-1", [issue], Preferences((issue.edition_id,)), SITE) for issue in past]
        return [*pages, *texts, *sent]

    before, out = made(), files(room.outbox)
    web["https://en.example/feed"] = feed("en", (*STRIKE[:1], "Other words", *STRIKE[2:]), DAM)
    gather(room, store, web, DAY2)
    decide(store, "reword", printed, "Words of the editor")
    newsroom.proof(room, store, DAY2)
    newsroom.publish(room, store, DAY2)
    assert made() == before
    assert files(room.outbox).items() >= out.items()


def test_what_changed_since_the_proof_is_told_and_nothing_is_frozen(
    room: Newsroom, store: Store, web: Web, printed: str
) -> None:
    frozen = storing.issues.all(store)
    assert [found for _, found in newsroom.proof_changes(room, store, DAY1)] == [[], []]
    decide(store, "reword", printed, "Dockers out")
    decide(store, "spike", newsroom.known_item(store, "https://en.example/ferry"), "")
    web["https://en.example/feed"] = feed("en", DAM)
    gather(room, store, web, DAY1 + timedelta(hours=2))
    now = DAY1 + timedelta(hours=3)
    (_, english), (_, spanish) = newsroom.proof_changes(room, store, now)
    assert english is not None and spanish is not None
    assert {(c.manner, c.words.partition(" · ")[0] or c.was.partition(" · ")[0]) for c in english} == {
        ("reworded", "Dockers out"),
        ("came", DAM[1]),
        ("went", FERRY[1]),
    }
    assert {c.manner for c in spanish} == {"came", "went"}
    assert storing.issues.all(store) == frozen
    assert [found for _, found in newsroom.proof_changes(room, store, DAY2)] == [None, None]


def issue(*titled: tuple[str | None, str]) -> Issue:
    sections = tuple(
        Section(title, tuple(Brief(name, item(name), "Gazette") for name in names)) for title, names in titled
    )
    return Issue("en", 1, date(2026, 3, 9), "Line", "en", sections)


def test_a_story_moves_when_its_section_or_its_turn_is_another() -> None:
    before = issue((None, "ab"), ("Peru", "cd"))
    found = changes(before, issue((None, "ba"), ("Peru", "cd")))
    assert [c.manner for c in found] == ["moved"]
    (moved,) = changes(before, issue((None, "abc"), ("Peru", "d")))
    assert (moved.story_id, moved.section_was, moved.section) == ("c", "Peru", None)


def test_a_story_of_another_name_and_a_correction_change_nothing() -> None:
    before = issue((None, "ab"))
    named = [replace(b, story_id=f"anew-{b.story_id}") for b in before.sections[0].briefs]
    corrected = replace(issue((None, "c")).sections[0], corrections=True)
    assert changes(before, replace(before, sections=(Section(None, tuple(named)), corrected))) == []
    told = [replace(b, item=replace(b.item, id=f"other-{b.item.id}")) for b in before.sections[0].briefs]
    assert changes(before, replace(before, sections=(Section(None, tuple(told)),))) == []


def test_of_a_story_that_became_two_one_came() -> None:
    whole = issue((None, "a"))
    (brief,) = whole.sections[0].briefs
    whole = replace(whole, sections=(Section(None, (replace(brief, told=("b",)),)),))
    assert [(c.manner, c.story_id) for c in changes(whole, issue((None, "ab")))] == [("came", "b")]


def test_withdrawn_is_said_in_every_language() -> None:
    killed = [Edit("kill", ("a",), "Ana", DAY2, "why")]
    notes = set()
    for language in spoken():
        noted = amending.noted(replace(issue((None, "a")), language=language), killed, None)
        (brief,) = noted.sections[0].briefs
        assert brief.withdrawn and brief.item.headline and brief.item.link is None
        notes.add(brief.item.headline)
    assert len(notes) == len(spoken())


TITLES = st.sampled_from((None, "Peru", "corrections"))
NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3, unique=True)


@st.composite
def past_issues(draw: st.DrawFn) -> list[Issue]:
    """Issues of two editions, far apart, whose stories come again under names that items have too."""
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        for edition, zone in (("en", None), ("jp", "Asia/Tokyo")):
            sections = []
            for title in draw(st.lists(TITLES, max_size=2)):
                told = [(draw(st.sampled_from("abcdxyz")), *draw(NAMES)) for _ in range(draw(st.integers(1, 2)))]
                briefs = tuple(Brief(s, item(i), "Gazette", told=tuple(rest)) for s, i, *rest in told)
                sections.append(Section(title, briefs, corrections=title == "corrections"))
            day = date(2026, 3, number)
            found.append(Issue(edition, number, day, "Line", "en", tuple(sections), zone))
    return sorted(found, key=lambda i: (i.edition_id, i.number))


DECISIONS = st.builds(
    Edit,
    st.sampled_from(("kill", "erratum", "spike")),
    st.sampled_from("abcdefgh").map(lambda name: (name,)),
    st.just("Ana"),
    st.sampled_from((DAY1, DAY1.replace(hour=23), DAY2)),
    st.sampled_from(("It was not so.", "It was.")),
)


def amended(issues: list[Issue], decided: list[Edit]) -> list[Issue]:
    """Each issue with what was decided, knowing all that stands in any of them."""
    sections = [section for each in issues for section in each.sections if not section.corrections]
    told = [(b.story_id, b.item.id, *b.told) for section in sections for b in section.briefs]
    return [amending.noted(each, decided, each.zone, told) for each in issues]


@settings(deadline=None, max_examples=40)
@given(past_issues(), st.lists(DECISIONS, max_size=4))
def test_an_issue_opened_alone_says_what_it_says_among_all_and_is_made_of_it(
    tmp_path_factory: pytest.TempPathFactory, made: list[Issue], decided: list[Edit]
) -> None:
    with storing.open_store(tmp_path_factory.mktemp("amending") / "news.db") as archive:
        for each in made:
            storing.issues.save(archive, each)
        before = {each.made_of: each.opened() for each in amending.frozen(archive)}
        for n, edit in enumerate(decided, 1):
            storing.edits.add(archive, edit)
            now = amending.frozen(archive)
            assert [each.opened() for each in now] == amended(made, decided[:n])
            assert all(before.get(each.made_of, each.opened()) == each.opened() for each in now)
            before |= {each.made_of: each.opened() for each in now}


def test_what_is_decided_changes_only_what_issues_that_name_it_are_made_of(store: Store) -> None:
    for number, names in ((1, "ab"), (2, "cd"), (3, "ce")):
        told = replace(issue((None, names)), number=number, dated=date(2026, 3, number))
        storing.issues.save(store, told)
    before = [each.made_of for each in amending.frozen(store)]
    storing.edits.add(store, Edit("kill", ("d",), "Ana", DAY2, "why"))
    storing.edits.add(store, Edit("erratum", ("f",), "Ana", DAY2, "No."))
    now = [each.made_of for each in amending.frozen(store)]
    assert [a == b for a, b in zip(before, now, strict=True)] == [True, False, True]


def test_publishing_opens_no_issue_that_is_what_it_was(
    room: Newsroom, store: Store, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.publish(room, store, DAY1)
    monkeypatch.delattr("standfirst.store.issues.by_date")
    assert newsroom.publish(room, store, DAY1).changed == 0


def test_a_note_and_an_erratum_bear_the_day_that_it_was_in_the_zone_of_the_issue() -> None:
    late = DAY1.replace(hour=23)
    decided = [Edit("kill", ("a",), "Ana", late, "why"), Edit("erratum", ("b",), "Ana", late, "No.")]
    there = replace(issue((None, "ab")), zone="Asia/Tokyo")
    here, tokyo = amended([issue((None, "ab")), there], decided)
    assert [i.sections[0].briefs[0].item.headline for i in (here, tokyo)] == [
        "Withdrawn on 9 March 2026.",
        "Withdrawn on 10 March 2026.",
    ]
    assert [i.sections[0].briefs[1].errata[0].dated.day for i in (here, tokyo)] == [9, 10]
