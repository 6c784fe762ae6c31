from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Brief, Credit, Issue, Item, Section
from standfirst.store import Store, issues, open_store
from standfirst.store.issues import as_json, issue_of
from tests.data import appeals, events, several_enclosures
from tests.store.facts import an_issue_of, an_item

ISSUE = Issue(
    edition_id="morning",
    number=1,
    dated=date(2026, 3, 5),
    masthead="Harbour and Hill",
    language="en",
    sections=(
        Section(None, (Brief("story-1", an_item(places=("GB",), found={"link": "a"}), "The Harbour", lead=True),)),
        Section("Far", (Brief("story-2", an_item(2), "Hill", (Credit("Moor", "Fähre", None, "de", None),)),)),
        Section("Empty", ()),
    ),
)
TEXTS = st.none() | st.text()
BRIEFS = st.builds(
    Brief,
    story_id=st.text(),
    item=st.builds(Item, headline=st.text(min_size=1), standfirst=TEXTS, link=TEXTS,
                   places=st.lists(st.text(), max_size=2).map(tuple), truncated=st.booleans(),
                   found=st.dictionaries(st.text(), st.text(), max_size=2),
                   appeal=st.none() | appeals, event=st.none() | events, enclosures=several_enclosures),
    outlet=st.text(),
    others=st.lists(st.builds(Credit, st.text(), TEXTS, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    lead=st.booleans(),
)  # fmt: skip
SECTIONS = st.builds(Section, TEXTS, st.lists(BRIEFS, max_size=3).map(tuple))
ISSUES = st.builds(
    Issue, st.text(), st.integers(1), st.dates(), st.text(), st.text(), st.lists(SECTIONS, max_size=3).map(tuple)
)


@given(ISSUES)
@settings(max_examples=40)
def test_a_record_gives_back_exactly_the_issue_it_was_made_of(issue: Issue) -> None:
    assert issue_of(as_json(issue)) == issue


def test_an_issue_is_frozen_and_comes_back_whole(store: Store) -> None:
    assert issues.save(store, ISSUE) == ISSUE
    assert issues.by_date(store, "morning", date(2026, 3, 5)) == ISSUE


def test_an_issue_made_up_again_takes_the_place_of_none_of_another_edition(store: Store) -> None:
    other = replace(ISSUE, edition_id="evening")
    for issue in (ISSUE, other):
        issues.save(store, issue)
    issues.instead(store, replace(ISSUE, masthead="Again"))
    assert issues.all(store) == [other, replace(ISSUE, masthead="Again")]


def test_each_issue_of_an_edition_that_is_renamed_stays_itself(store: Store) -> None:
    later = replace(ISSUE, number=2, dated=date(2026, 3, 6), masthead="Later")
    for issue in (ISSUE, later, replace(ISSUE, edition_id="evening")):
        issues.save(store, issue)
    issues.rename(store, "morning", "dawn")
    assert issues.all(store, "dawn") == [replace(issue, edition_id="dawn") for issue in (ISSUE, later)]
    assert issues.newest(store, "evening") == replace(ISSUE, edition_id="evening")


def test_a_second_proof_of_a_day_gives_the_first_back(store: Store) -> None:
    issues.save(store, ISSUE)
    assert issues.save(store, replace(ISSUE, masthead="Another", number=2)) == ISSUE
    assert issues.all(store) == [ISSUE]


def test_a_number_is_given_once(store: Store) -> None:
    issues.save(store, ISSUE)
    assert issues.save(store, replace(ISSUE, dated=date(2026, 3, 6))) == ISSUE


def test_issues_are_told_by_edition_and_number_and_the_newest_is_the_highest(store: Store) -> None:
    second = replace(ISSUE, number=2, dated=date(2026, 3, 6))
    other = replace(ISSUE, edition_id="evening", number=7)
    for issue in (second, other, ISSUE):
        issues.save(store, issue)
    assert issues.all(store) == [other, ISSUE, second]
    assert issues.all(store, "morning") == [ISSUE, second]
    assert issues.newest(store, "morning") == second
    assert issues.newest(store, "none") is None


def test_what_says_something_about_an_issue_are_those_since_a_day_the_last_and_those_that_name_an_item(
    store: Store,
) -> None:
    days = [date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5), date(2026, 3, 6)]
    made = [
        replace(ISSUE, number=n, dated=day, sections=ISSUE.sections if n == 1 else ())
        for n, day in enumerate(days, 1)
    ]
    for issue in (*made, replace(ISSUE, edition_id="evening")):
        issues.save(store, issue)
    named = {ISSUE.sections[0].briefs[0].item.id, "no item"}
    assert issues.before(store, "morning", days[3], days[2]) == [made[2]]
    assert issues.before(store, "morning", days[3], days[3]) == [made[2]]
    assert issues.before(store, "morning", days[3], days[2], named) == [made[0], made[2]]
    assert issues.before(store, "morning", days[0], days[0], named) == []
    assert [(i.edition_id, i.number) for i in issues.since(store, days[2])] == [
        ("evening", 1),
        ("morning", 3),
        ("morning", 4),
    ]


def test_issues_frozen_before_they_were_named_are_known_by_the_same_names_and_digests(
    address: str, tmp_path: Path
) -> None:
    third = Brief("story-3", an_item(3), "Fähre", told=("item-4", "item-5"))
    issue = replace(ISSUE, sections=(*ISSUE.sections, Section(None, (third,), corrections=True)))
    an_issue_of(address, "0015", issue)
    with open_store(address) as moved, open_store(tmp_path / "anew.db") as anew:
        issues.save(anew, issue)
        (entry,) = issues.entries(moved)
        assert [entry] == issues.entries(anew)
        briefs, corrections = entry.named()
        assert [named[0] for named in briefs] == ["story-1", "story-2"]
        assert corrections == [["story-3", an_item(3).id, "item-4", "item-5"]]
