"""What comes first on a page, what is left out, and which telling speaks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from standfirst import layout
from standfirst.flatplan import Planned
from standfirst.layout import briefs
from standfirst.layout.stories import story_page
from standfirst.model import Edition, Enclosure, Event, Issue, Item, Listing, SectionRule, Story
from tests.making import item, story

DAY = date(2026, 3, 10)
EN = item("en", language="en", places=("PE",), standfirst="What happened.", published="2026-03-10")
ES = item(
    "es", language="es", places=("PE",), source_id="diario", standfirst="Lo que pasó.", published="2026-03-10"
)
RU = item("ru", language="ru", places=("RU",), source_id="vesti", published="2026-03-09")
AUDIO = item("audio", kind="audio", published="2026-03-08")
EDITION = Edition("es", "Lo nuevo", ("es", "en"))


def known(*items: Item) -> layout.Known:
    days = {i.id: date.fromisoformat(i.published or "2026-03-10") for i in items}
    return layout.Known({"gazette": "The Gazette", "diario": "El Diario", "vesti": "Вести"}, days)


ALL = known(EN, ES, RU, AUDIO)


def planned(stories: list[Story], known: layout.Known, edition: Edition = EDITION) -> dict[str, list[Listing]]:
    """The pages of an edition on that day but those of its stories, by path."""
    noon = datetime.combine(DAY, time(12), UTC)
    plan = layout.plan([edition], stories, [], known, noon)
    return {page.path: page.laid_out() for page in plan if isinstance(page, Planned)}


def test_the_telling_in_the_readers_language_speaks_and_the_others_are_credited() -> None:
    brief = briefs.brief(story(EN, ES), ("es", "en"), ALL)
    assert brief.item == ES
    assert [c.outlet for c in brief.others] == ["The Gazette"]
    assert brief.told == ("en",)


def test_the_fuller_telling_speaks_where_the_language_is_the_same() -> None:
    bare = replace(EN, id="bare", standfirst=None)
    assert briefs.brief(story(bare, EN), ("en",), known(bare, EN)).item == EN


def test_a_telling_in_words_of_its_own_speaks_before_a_reprint_that_is_as_full() -> None:
    reprint = replace(EN, id="reprint", source_id="diario")
    copied = replace(known(EN, reprint), copies={"reprint": ("reprint", "The Gazette")})
    brief = briefs.brief(story(reprint, EN), ("en",), copied)
    assert (brief.outlet, brief.others[0].copied) == ("The Gazette", "The Gazette")
    assert briefs.brief(story(reprint), ("en",), copied).outlet == "El Diario"


def test_whats_new_takes_its_own_language_first_and_then_what_only_others_tell() -> None:
    (listing,) = planned([story(EN, ES), story(RU), story(AUDIO)], ALL)["es/new"]
    told = [[b.item.id for b in section.briefs] for section in listing.sections]
    assert told == [["es"], ["ru", "audio"]]


def test_a_region_holds_the_stories_of_its_countries() -> None:
    page, told = planned([story(EN), story(RU)], ALL)["es/places/019"]
    assert page.title == "América"
    assert [b.item.id for s in page.sections for b in s.briefs] == ["en"]
    assert told.shape == "standfirsts"


def test_an_issue_prints_no_story_twice_unless_it_is_led() -> None:
    first = layout.lay_out(EDITION, [story(EN, ES)], [], ALL, DAY)
    again = layout.lay_out(EDITION, [story(EN, ES), story(RU)], [first], ALL, DAY)
    led = layout.lay_out(EDITION, [replace(story(EN, ES), lead=True)], [first], ALL, DAY)
    assert [b.item.id for s in again.sections for b in s.briefs] == ["ru"]
    assert [b.item.id for s in led.sections for b in s.briefs] == ["es"]
    assert (first.number, again.number) == (1, 2)


def test_a_story_that_has_more_than_doubled_comes_again_with_its_new_tellings() -> None:
    later = [item(f"later{n}", published="2026-03-10") for n in range(2)]
    first = layout.lay_out(EDITION, [story(ES)], [], ALL, DAY)
    again = layout.lay_out(EDITION, [story(ES, *later)], [first], known(ES, *later), DAY)
    late = layout.lay_out(EDITION, [story(ES, later[0])], [first], known(ES, *later), DAY)
    assert [(b.item.id, b.told) for s in again.sections for b in s.briefs] == [("later0", ("later1",))]
    assert late.sections == ()


def test_sections_take_stories_by_kind_before_place_and_the_rest_comes_first() -> None:
    rules = (SectionRule("América", ("019",)), SectionRule("Audio", kinds=("audio",)))
    audio = replace(AUDIO, places=("PE",))
    issue = layout.lay_out(replace(EDITION, sections=rules), [story(EN), story(RU), story(audio)], [], ALL, DAY)
    assert [(s.title, [b.item.id for b in s.briefs]) for s in issue.sections] == [
        (None, ["ru"]),
        ("América", ["en"]),
        ("Audio", ["audio"]),
    ]


def test_an_issue_opens_with_what_several_outlets_tell() -> None:
    edition = replace(EDITION, sections=(SectionRule("Everything"),))
    issue = layout.lay_out(edition, [story(RU), story(EN, ES), story(AUDIO)], [], ALL, DAY)
    assert [(s.title, [b.item.id for b in s.briefs]) for s in issue.sections] == [
        (None, ["es"]),
        ("Everything", ["audio", "ru"]),
    ]


def test_no_issue_opens_with_what_none_of_its_readers_can_read() -> None:
    edition = replace(EDITION, sections=(SectionRule("Everything"),))
    reprinted = replace(RU, id="reprinted", source_id="gazette")
    issue = layout.lay_out(edition, [story(RU, reprinted), story(ES)], [], known(RU, reprinted, ES), DAY)
    assert [(s.title, [b.item.id for b in s.briefs]) for s in issue.sections] == [("Everything", ["es", "ru"])]


def test_an_edition_can_be_limited_to_places() -> None:
    only = replace(EDITION, only=("RU", "005"))
    issue = layout.lay_out(only, [story(AUDIO), story(RU), story(ES)], [], ALL, DAY)
    assert {b.item.id for s in issue.sections for b in s.briefs} == {"ru", "es"}


def test_a_story_page_has_a_section_a_language_the_readers_first() -> None:
    (page,) = story_page(EDITION, story(RU, EN, ES), ALL)
    assert [b.item.id for s in page.sections for b in s.briefs] == ["es", "en", "ru"]


def test_a_story_page_knows_how_many_hours_lie_between_its_tellings() -> None:
    dawn = item("dawn", "Ferry sails", published="2026-03-09T06:00:00+00:00")
    noon = item("noon", "Ferry sailed", published="2026-03-09T13:10:00+01:00")
    someday = item("someday", "Ferries", published="2026-03-09")
    on_one_day = [replace(i, published="2026-03-09") for i in (dawn, noon, someday)]
    (page,) = story_page(EDITION, story(dawn, noon, someday), known(*on_one_day))
    after = {b.item.id: b.after for section in page.sections for b in section.briefs}
    assert after == {"dawn": 0, "noon": 6, "someday": None}


def test_the_archive_holds_a_story_on_its_newest_day() -> None:
    stories: list[Story] = [story(RU, EN), story(AUDIO)]
    days = {path: pages for path, pages in planned(stories, ALL).items() if "archive" in path}
    assert list(days) == ["es/archive/2026-03-10", "es/archive/2026-03-08"]
    assert [b.story_id for s in days["es/archive/2026-03-10"][0].sections for b in s.briefs] == ["ru"]


def test_a_day_too_long_for_one_page_is_on_several_and_nothing_is_lost() -> None:
    items = [item(f"i{n}", headline="Words " * 20, standfirst="More words " * 40) for n in range(120)]
    pages = planned([story(i) for i in items], known(*items))["es/archive/2026-03-10"]
    assert [(page.part, page.parts) for page in pages] == [(n, len(pages)) for n in range(1, len(pages) + 1)]
    assert [page.path for page in pages[:2]] == ["es/archive/2026-03-10", "es/archive/2026-03-10-2"]
    told = [b.item.id for page in pages for s in page.sections for b in s.briefs]
    assert len(pages) > 1 and sorted(told) == sorted(i.id for i in items)


FAIR = item("fair", kind="event", published="2026-03-09", event=Event("2026-03-20", "2026-03-22"))
TALK = item("talk", kind="event", published="2026-02-01", event=Event("2026-03-12T19:30"))
GONE = item("gone", kind="event", published="2026-03-09", event=Event("2026-03-08", "2026-03-09"))
AHEAD = known(EN, FAIR, TALK, GONE)


def coming(issue: Issue) -> list[str]:
    return [b.item.id for section in issue.sections if section.coming for b in section.briefs]


def test_events_ahead_come_up_soonest_first_and_what_is_over_is_news_like_any_other() -> None:
    issue = layout.lay_out(EDITION, [story(FAIR), story(TALK), story(GONE), story(EN)], [], AHEAD, DAY)
    assert coming(issue) == ["talk", "fair"]
    assert [b.item.id for section in issue.sections if not section.coming for b in section.briefs] == [
        "en",
        "gone",
    ]


def test_an_event_is_named_each_time_until_it_is_over() -> None:
    stories = [story(FAIR), story(TALK)]
    first = layout.lay_out(EDITION, stories, [], AHEAD, DAY)
    between = layout.lay_out(EDITION, stories, [first], AHEAD, date(2026, 3, 22))
    after = layout.lay_out(EDITION, stories, [first, between], AHEAD, date(2026, 3, 23))
    assert (coming(between), coming(after)) == (["fair"], [])


def test_an_edition_with_a_section_for_events_has_them_there_first() -> None:
    edition = replace(EDITION, sections=(SectionRule("Agenda", kinds=("event",)),))
    first = layout.lay_out(edition, [story(FAIR)], [], AHEAD, DAY)
    again = layout.lay_out(edition, [story(FAIR)], [first], AHEAD, DAY)
    assert [(s.title, s.coming) for s in first.sections] == [("Agenda", False)]
    assert coming(again) == ["fair"]


def test_a_month_is_over_when_it_is_over() -> None:
    spring = item("spring", event=Event("2026-02", "2026-03"))
    assert layout.is_coming(story(spring), date(2026, 3, 31))
    assert not layout.is_coming(story(spring), date(2026, 4, 1))


def test_the_telling_that_knows_the_days_speaks_of_an_event_ahead() -> None:
    (page,) = planned([story(ES, FAIR)], known(ES, FAIR))["es/coming"]
    assert [b.item.id for section in page.sections for b in section.briefs] == ["fair"]
    assert (page.path, page.shape) == ("es/coming", "coming")


def test_what_can_be_heard_has_a_page_and_an_edition_without_it_has_none() -> None:
    heard = item("heard", enclosures=(Enclosure("https://a.example/1.mp3", "audio/mpeg"),))
    (page,) = planned([story(EN), story(RU, heard)], known(EN, RU, heard))["es/podcast"]
    assert [b.item.id for section in page.sections for b in section.briefs] == ["heard"]
    assert "es/podcast" not in planned([story(EN)], ALL)


def test_the_page_of_a_region_tells_of_each_day_first_what_its_readers_can_read() -> None:
    told = [
        story(item("barca", language="es", places=("PT",)), item("bateau", language="fr", places=("PT",))),
        story(item("ferry", language="en", places=("PT",))),
        story(item("gull", language="en", places=("PT",)), item("gaviota", language="es", places=("PT",))),
        story(item("older", language="en", places=("PT",))),
    ]
    days = {t.id: date(2026, 3, 9 if t.id == "older" else 10) for s in told for t in s.tellings}
    edition = Edition("en", "Line", ("en", "fr"))
    page, _ = planned(told, layout.Known({}, days), edition)["en/places/pt"]
    assert [b.item.id for b in page.sections[0].briefs] == ["gull", "ferry", "bateau", "older"]
