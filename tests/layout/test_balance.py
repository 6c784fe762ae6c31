"""What an issue has room for, and why: topics, lengths, balance, leads, and the audit that tells of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from standfirst import layout
from standfirst.layout import Known
from standfirst.model import Balance, Edit, Edition, Event, Issue, Item, SectionRule, Sieve, Story
from standfirst.sieve import rules
from tests.making import item, story

DAY = date(2026, 3, 10)
ANY = Edition("en", "Line", ("en", "fr", "es"))


def known_of(*stories: Story, **fields: object) -> Known:
    """Every outlet is named as its source, and every item is of the day."""
    items = [t for s in stories for t in s.tellings]
    return Known({i.source_id: i.source_id for i in items}, {i.id: DAY for i in items}, **fields)  # type: ignore[arg-type]


def printed(issue: Issue) -> list[str]:
    return [b.item.id for s in issue.sections for b in s.briefs]


def why(issue: Issue, story_id: str) -> list[str]:
    (told,) = [a for a in issue.audit if a.story_id == story_id]
    return [reason.rule for reason in told.why]


def made(edition: Edition, *stories: Story, before: tuple[Issue, ...] = (), **fields: object) -> Issue:
    return layout.lay_out(edition, stories, before, known_of(*stories, **fields), DAY)


def from_outlets(**counts: int) -> list[Story]:
    return [story(item(f"{name}{n}", source_id=name)) for name, count in counts.items() for n in range(count)]


FERRY = item("ferry", "Ferry runs aground", places=("PT",))
BARCA = item("barca", "Ferri encalla", language="es", places=("PT",))
TREE = item("tree", "A tree is planted", places=("PT",))


def test_a_topic_takes_a_story_that_any_telling_of_speaks_of_it_before_its_place_does() -> None:
    topic = SectionRule("Ships", sieve=Sieve(include=rules({"words": ["ferry", "barco"]})))
    edition = replace(ANY, sections=(SectionRule("Portugal", ("PT",)), topic))
    issue = made(edition, story(FERRY), story(TREE))
    assert [(s.title, [b.item.id for b in s.briefs]) for s in issue.sections] == [
        ("Portugal", ["tree"]),
        ("Ships", ["ferry"]),
    ]
    assert "it says “Ferry”" in next(a.why[0].told for a in issue.audit if a.story_id == "ferry")


def test_a_topic_may_leave_something_out() -> None:
    ships = Sieve(rules({"words": "ferr"}), rules({"words": "encalla"}))
    edition = replace(ANY, sections=(SectionRule("Ships", sieve=ships),))
    issue = made(edition, story(FERRY), story(BARCA))
    assert [(s.title, [b.item.id for b in s.briefs]) for s in issue.sections] == [
        (None, ["barca"]),
        ("Ships", ["ferry"]),
    ]


def test_a_section_holds_no_more_than_its_length_and_others_have_the_room() -> None:
    edition = replace(ANY, length=4, sections=(SectionRule("Portugal", ("PT",), length=1), SectionRule("Rest")))
    stories = [story(FERRY), story(TREE), *from_outlets(gazette=2)]
    issue = made(edition, *stories)
    assert [(s.title, len(s.briefs)) for s in issue.sections] == [("Portugal", 1), ("Rest", 2)]
    assert why(issue, "tree") == ["section length"]


def test_one_outlet_tells_no_more_than_its_share() -> None:
    issue = made(replace(ANY, balance=Balance(outlet=2)), *from_outlets(loud=5, soft=1))
    assert printed(issue) == ["loud0", "loud1", "soft0"]
    assert why(issue, "loud4") == ["outlet"]


def test_another_outlet_speaks_for_a_story_where_the_first_tells_enough() -> None:
    both = story(item("a", source_id="loud"), item("b", source_id="soft"))
    issue = made(replace(ANY, balance=Balance(outlet=1)), story(item("lead", source_id="loud"), lead=1), both)
    assert printed(issue) == ["lead", "b"]


def test_a_lead_stays_whatever_balance_says_and_the_audit_tells_whose_it_is() -> None:
    at = datetime(2026, 3, 10, 7, tzinfo=UTC)
    led = [story(item(f"led{n}", source_id="loud"), lead=n) for n in (1, 2, 3)]
    decided = {f"led{n}": (Edit("lead", (f"led{n}",), "Ana", at),) for n in (1, 2, 3)}
    issue = made(replace(ANY, balance=Balance(outlet=1)), *led, *from_outlets(loud=2), decided=decided)
    # The one led last comes first.
    assert printed(issue) == ["led3", "led2", "led1"]
    assert why(issue, "led2") == ["lead", "opening", "language"]
    assert "Ana made it a lead on 2026-03-10." in [w.told for a in issue.audit for w in a.why]
    assert why(issue, "loud0") == ["outlet"]


def test_a_lead_comes_once_more_and_then_only_if_it_is_led_again() -> None:
    one = story(FERRY)
    first = made(ANY, one)
    led = made(ANY, replace(one, lead=4), before=(first,))
    assert (printed(led), why(led, "ferry")) == (["ferry"], ["again", "opening", "language"])
    assert printed(made(ANY, replace(one, lead=4), before=(first, replace(led, number=2)))) == []
    assert printed(made(ANY, replace(one, lead=9), before=(first, replace(led, number=2)))) == ["ferry"]


def test_stories_that_an_editor_put_in_order_exchange_their_places_and_others_keep_theirs() -> None:
    stories = from_outlets(a=1, b=1, c=1, d=1)
    at = datetime(2026, 3, 10, 8, tzinfo=UTC)
    first = Edit("order", ("d0", "a0", "elsewhere"), "Ana", at)
    assert printed(made(ANY, *stories, orders=(first,))) == ["d0", "b0", "c0", "a0"]
    later = Edit("order", ("b0", "d0"), "Ana", at)
    issue = made(ANY, *stories, orders=(first, later), decided={"d0": (first, later), "b0": (later,)})
    assert printed(issue) == ["b0", "d0", "c0", "a0"]
    assert "Ana set its place among others on 2026-03-10." in [w.told for w in issue.audit[0].why]


def test_an_order_crosses_no_section_and_may_name_a_telling_that_is_only_credited() -> None:
    ships = SectionRule("Ships", sieve=Sieve(include=rules({"words": "ferry"})))
    one, two = story(item("one", "A"), item("alike", "B", language="es")), story(item("two", "C"))
    order = Edit("order", ("ferry", "two", "alike", "one"), "Ana", datetime(2026, 3, 10, tzinfo=UTC))
    issue = made(replace(ANY, sections=(ships,)), story(FERRY), one, two, orders=(order,))
    assert [[b.item.id for b in s.briefs] for s in issue.sections] == [["two", "one"], ["ferry"]]


def test_the_words_of_an_editor_speak_before_fuller_ones_of_the_same_language() -> None:
    full = item("full", standfirst="All of it.", source_id="other")
    at = datetime(2026, 3, 10, 7, tzinfo=UTC)
    reworded = {"ferry": (Edit("reword", ("ferry",), "Ana", at, "Aground"),)}
    assert printed(made(ANY, story(full, FERRY), decided=reworded)) == ["ferry"]
    assert printed(made(ANY, story(full, FERRY))) == ["full"]


def test_room_is_kept_for_each_language_and_the_audit_says_so() -> None:
    foreign = [story(item(f"{tag}{n}", language=tag, source_id=tag)) for tag in ("fr", "es") for n in range(3)]
    edition = replace(ANY, length=4, balance=Balance(language=1))
    issue = made(edition, *from_outlets(gazette=9), *foreign)
    assert printed(issue) == ["gazette0", "gazette1", "fr0", "es0"]
    assert why(issue, "es0") == ["section", "room for a language", "language"]
    assert why(issue, "gazette0") == ["section", "language"]
    assert why(issue, "gazette2") == ["length"]


def test_no_room_is_kept_for_a_language_that_tells_nothing() -> None:
    issue = made(replace(ANY, length=3, balance=Balance(language=2)), *from_outlets(gazette=9))
    assert len(printed(issue)) == 3


def test_room_is_kept_for_outlets_that_print_little_one_story_each() -> None:
    stories = from_outlets(loud=9, quiet=2, still=1)
    count = {"loud": 300, "quiet": 4, "still": 1}
    edition = replace(ANY, length=5, balance=Balance(quiet=2))
    issue = made(edition, *stories, printed=count)
    assert printed(issue) == ["loud0", "loud1", "loud2", "quiet0", "still0"]
    assert why(issue, "still0") == ["section", "room for a quiet outlet", "language"]
    assert printed(made(replace(edition, balance=Balance()), *stories, printed=count))[-1] == "loud4"


def test_where_all_print_as_much_none_is_quiet() -> None:
    issue = made(
        replace(ANY, length=2, balance=Balance(quiet=1)), *from_outlets(a=5, b=5), printed={"a": 5, "b": 5}
    )
    assert printed(issue) == ["a0", "a1"]


def test_events_ahead_take_a_quarter_of_the_length_at_most() -> None:
    fairs = [story(item(f"fair{n}", event=Event(f"2026-03-{12 + n}"))) for n in range(5)]
    issue = made(replace(ANY, length=8), *fairs, *from_outlets(gazette=20))
    assert [len(s.briefs) for s in issue.sections] == [6, 2]
    assert (why(issue, "fair1"), why(issue, "fair2")) == (["coming up", "language"], ["coming up"])


def test_what_is_not_for_the_edition_or_was_printed_is_told_in_the_audit() -> None:
    edition = replace(ANY, only=("PT",))
    first = made(edition, story(FERRY))
    issue = made(edition, story(FERRY), story(item("elsewhere")), before=(first,))
    assert (why(issue, "ferry"), why(issue, "elsewhere")) == (["printed"], ["edition"])


def test_what_an_editor_spiked_is_told_with_who_did() -> None:
    at = datetime(2026, 3, 10, 7, tzinfo=UTC)
    known = known_of(story(FERRY), decided={"ferry": (Edit("spike", ("ferry",), "Ana", at),)})
    (told,) = layout.spiked([story(FERRY)], known)
    assert (told.printed, told.why[0].rule, told.why[0].told) == (False, "spike", "Ana spiked it on 2026-03-10.")


def test_the_next_language_of_the_reader_comes_before_the_one_after() -> None:
    told = [story(item(tag, language=tag, source_id=tag)) for tag in ("ru", "es", "fr", "en")]
    assert printed(made(ANY, *told)) == ["en", "fr", "es", "ru"]


def test_dates_are_those_of_the_zone_of_the_edition() -> None:
    late = item("late", published="2026-03-09T23:30:00+00:00")
    dayless = item("dayless", source_id="b", published="2026-03-09")
    known = Known({}, {i.id: DAY for i in (late, dayless)})
    for zone, dated in ((None, "2026-03-09T23:30:00+00:00"), ("Asia/Tokyo", "2026-03-10T08:30:00+09:00")):
        issue = layout.lay_out(replace(ANY, zone=zone), [story(late, dayless)], [], known, DAY)
        (brief,) = issue.sections[0].briefs
        assert (issue.zone, brief.item.published, brief.others[0].published) == (zone, dated, "2026-03-09")


def test_a_day_of_the_archive_begins_at_midnight_of_the_zone() -> None:
    late: Item = item("late", published="2026-03-09T23:30:00+00:00")
    known = Known({}, {"late": date(2026, 3, 9)}, moments={"late": datetime(2026, 3, 9, 23, 30, tzinfo=UTC)})
    now = datetime(2026, 3, 10, 12, tzinfo=UTC)
    for zone, day in ((None, "2026-03-09"), ("Asia/Tokyo", "2026-03-10")):
        plan = layout.plan([replace(ANY, zone=zone)], [story(late)], [], known, now)
        assert [page.path for page in plan if "archive" in page.path] == [f"en/archive/{day}"]
