"""What holds of every issue, whatever is told and however the edition is set up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst import layout
from standfirst.layout import Known
from standfirst.model import Balance, Brief, Edition, Event, Issue, Item, SectionRule, Sieve, Story
from standfirst.sieve import rules

DAY = date(2026, 3, 10)
OUTLETS = ("harbour", "hill", "moor", "quay")
LANGUAGES = ("en", "es", "ru", None)
EVENTS = (None, None, Event("2026-03-12"), Event("2026-05-30"), Event("2026-02-01", "2026-03-09"))

items = st.builds(
    Item,
    source_id=st.sampled_from(OUTLETS),
    headline=st.sampled_from(("Ferry aground", "Tree planted", "Bell rung")),
    standfirst=st.sampled_from((None, "More of it.")),
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(("article", "audio", "event")),
    places=st.sampled_from(((), ("PT",), ("PE",))),
    event=st.sampled_from(EVENTS),
)
sections = st.lists(
    st.builds(
        SectionRule,
        title=st.just("A section"),
        places=st.sampled_from(((), ("150",), ("PE",))),
        kinds=st.sampled_from(((), ("audio",), ("event",))),
        sieve=st.sampled_from((Sieve(), Sieve(include=rules({"words": "ferry"})))),
        length=st.sampled_from((None, 1, 2)),
    ),
    max_size=3,
).map(tuple)
editions = st.builds(
    Edition,
    id=st.just("en"),
    masthead=st.just("Line"),
    languages=st.sampled_from((("en",), ("en", "es"), ("ru", "es", "en"))),
    sections=sections,
    length=st.integers(1, 12),
    only=st.sampled_from(((), ("150",))),
    balance=st.builds(Balance, st.sampled_from((None, 1, 2)), st.integers(0, 2), st.integers(0, 2)),
)


@st.composite
def told(draw: st.DrawFn) -> list[Story]:
    """Stories of one to four tellings, some of them leads; no two leads are of one edit."""
    groups = draw(st.lists(st.lists(items, min_size=1, max_size=4), max_size=14))
    leads = draw(st.lists(st.booleans(), min_size=len(groups), max_size=len(groups)))
    stories = []
    for n, group in enumerate(groups):
        tellings = tuple(replace(item, id=f"{n}-{m}") for m, item in enumerate(group))
        stories.append(Story(tellings[0].id, tellings, n + 1 if leads[n] and n % 3 == 0 else 0))
    return stories


def known_of(stories: list[Story]) -> Known:
    each = [t for s in stories for t in s.tellings]
    days = {i.id: DAY - timedelta(days=len(i.id) % 2) for i in each}
    return Known({}, days, printed=Counter(i.source_id for i in each))


def briefs(issue: Issue) -> list[Brief]:
    return [brief for section in issue.sections for brief in section.briefs]


@given(editions, told())
@settings(max_examples=150, deadline=None)
def test_no_story_and_no_item_stands_twice_in_an_issue(edition: Edition, stories: list[Story]) -> None:
    printed = briefs(layout.lay_out(edition, stories, [], known_of(stories), DAY))
    names = [name for brief in printed for name in (brief.item.id, *brief.told)]
    assert len(set(names)) == len(names)
    assert len({brief.story_id for brief in printed}) == len(printed)


@given(editions, told(), st.data())
@settings(max_examples=100, deadline=None)
def test_no_item_stands_in_a_second_issue_unless_it_is_led_or_comes_up(
    edition: Edition, stories: list[Story], data: st.DataObject
) -> None:
    known = known_of(stories)
    some = data.draw(st.lists(st.sampled_from(stories), unique_by=lambda s: s.id)) if stories else []
    first = layout.lay_out(edition, some, [], known, DAY)
    again = layout.lay_out(edition, stories, [first], known, DAY + timedelta(days=1))
    news = [b for s in again.sections if not s.coming for b in s.briefs if not b.lead]
    stood = {name for brief in briefs(first) for name in (brief.item.id, *brief.told)}
    assert not stood & {name for brief in news for name in (brief.item.id, *brief.told)}


@given(editions, told())
@settings(max_examples=200, deadline=None)
def test_every_bound_is_kept_but_by_leads(edition: Edition, stories: list[Story]) -> None:
    issue = layout.lay_out(edition, stories, [], known_of(stories), DAY)
    assert len(briefs(issue)) <= edition.length
    news = [b for s in issue.sections if not s.coming for b in s.briefs]
    most = edition.balance.outlet
    counts, led = Counter(b.outlet for b in news), Counter(b.outlet for b in news if b.lead)
    assert not most or all(count <= max(most, led[outlet]) for outlet, count in counts.items())
    held = Counter(a.section for a in issue.audit if a.printed)
    bound = sum(r.length or edition.length for r in edition.sections)
    assert held["A section"] <= bound


@given(editions, told())
@settings(max_examples=150, deadline=None)
def test_an_editors_leads_come_first_the_last_one_led_at_the_top(edition: Edition, stories: list[Story]) -> None:
    issue = layout.lay_out(edition, stories, [], known_of(stories), DAY)
    own = layout.taken(edition, stories)
    wanted = [s.id for s in sorted(own, key=lambda s: -s.lead) if s.lead]
    news = [b.story_id for s in issue.sections if not s.coming for b in s.briefs]
    assert news[: len(wanted)] == wanted[: len(news)]
    room = edition.length - sum(len(s.briefs) for s in issue.sections if s.coming)
    assert len([i for i in wanted if i in news]) == min(len(wanted), room)


@given(editions, told(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_things_came_changes_nothing(edition: Edition, stories: list[Story], chance) -> None:  # type: ignore[no-untyped-def]
    known = known_of(stories)
    shuffled = list(stories)
    chance.shuffle(shuffled)
    one = layout.lay_out(edition, stories, [], known, DAY)
    other = layout.lay_out(edition, shuffled, [], known, DAY)
    assert (one, one.audit) == (other, other.audit)


@given(editions, told())
@settings(max_examples=150, deadline=None)
def test_the_audit_tells_of_every_story_once_and_why(edition: Edition, stories: list[Story]) -> None:
    issue = layout.lay_out(edition, stories, [], known_of(stories), DAY)
    assert sorted(a.story_id for a in issue.audit) == sorted(s.id for s in stories)
    assert [a.story_id for a in issue.audit if a.printed] == [b.story_id for b in briefs(issue)]
    assert all(a.why and all(w.told.endswith(".") for w in a.why) for a in issue.audit)


@given(editions, told())
@settings(max_examples=150, deadline=None)
def test_each_language_and_quiet_outlet_has_its_room_where_there_is_enough(
    edition: Edition, stories: list[Story]
) -> None:
    balance = replace(edition.balance, outlet=None)
    edition = replace(edition, length=8, balance=balance, sections=(), only=())
    plain = [replace(s, lead=0) for s in stories if not any(t.event for t in s.tellings)]
    told = briefs(layout.lay_out(edition, plain, [], known_of(plain), DAY))
    for language in edition.languages:
        there = sum(any(t.language == language for t in s.tellings) for s in plain)
        own = sum(brief.item.language == language for brief in told)
        # A story told in two of the languages is printed in the first.
        both = sum(len({t.language for t in s.tellings} & set(edition.languages)) > 1 for s in plain)
        assert own >= min(balance.language, there - both)
