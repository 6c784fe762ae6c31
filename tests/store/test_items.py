from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest

from standfirst.store import Store, items, outlets
from tests.store.facts import EVENING, MORNING, NOON, TOMORROW, an_item


def test_what_is_saved_for_the_first_time_is_new(store: Store) -> None:
    ferries = [an_item(2), an_item(1)]
    assert items.save(store, ferries, MORNING) == ferries


def test_saving_twice_changes_nothing(store: Store) -> None:
    items.save(store, [an_item(1), an_item(2)], MORNING)
    before = items.between(store, MORNING, TOMORROW)
    assert items.save(store, [an_item(1), an_item(2)], NOON) == []
    assert items.between(store, MORNING, TOMORROW) == before
    assert len(items.versions(store, "item-1")) == 1


def test_every_field_comes_back_as_it_went_in(store: Store) -> None:
    whole = an_item(
        headline="渡し船 “再開” 😀",
        standfirst="عادت العبّارة إلى العمل",
        kicker="Harbour",
        byline="Ines Moor",
        published="2026-03-05T07:00:00+01:00",
        language="ja",
        kind="video",
        places=("JP", "392"),
        image="https://harbour.example/1.jpg",
        truncated=True,
        section="Traffic",
        found=MappingProxyType({"headline": "heading in the item's link"}),
    )
    items.save(store, [whole], MORNING)
    assert [kept.item for kept in items.by_ids(store, ["item-1"])] == [whole]


def test_a_fact_does_not_fail_on_what_databases_refuse(store: Store) -> None:
    items.save(store, [an_item(link="https://harbour.example/\0\ud800")], MORNING)
    assert items.by_ids(store, ["item-1"])[0].item.link == "https://harbour.example/?"


def test_a_changed_headline_is_a_new_version_and_the_newest_is_shown(store: Store) -> None:
    items.save(store, [an_item(headline="Ferry sails")], MORNING)
    assert items.save(store, [an_item(headline="Ferry sinks")], NOON) == []
    (kept,) = items.between(store, MORNING, TOMORROW)
    assert (kept.item.headline, kept.first_seen) == ("Ferry sinks", MORNING)
    told = [(v.number, v.seen_at, v.item.headline) for v in items.versions(store, "item-1")]
    assert told == [(1, MORNING, "Ferry sails"), (2, NOON, "Ferry sinks")]


def test_a_headline_that_changes_back_is_a_version_again(store: Store) -> None:
    for moment, headline in ((MORNING, "A"), (NOON, "B"), (EVENING, "A")):
        items.save(store, [an_item(headline=headline)], moment)
    assert [v.item.headline for v in items.versions(store, "item-1")] == ["A", "B", "A"]
    assert items.by_ids(store, ["item-1"])[0].item.headline == "A"


def test_what_a_later_reading_lacks_is_kept(store: Store) -> None:
    items.save(store, [an_item(standfirst="At last.", published="2026-03-05", byline="I. Moor")], MORNING)
    items.save(store, [an_item()], NOON)
    assert len(items.versions(store, "item-1")) == 1
    assert items.by_ids(store, ["item-1"])[0].item.published == "2026-03-05"


def test_two_sources_of_one_outlet_are_told_as_one_whoever_comes_first(store: Store) -> None:
    outlets.save(store, {"feed": "The Gazette", "page": "The Gazette"})
    feed = an_item(source_id="feed", standfirst="The ferry crosses the bay again.", published="2026-03-05")
    page = an_item(source_id="page", standfirst="The ferry crosses…", truncated=True, kicker="Bay")
    assert len(items.save(store, [page], MORNING)) == 1
    assert items.save(store, [feed], MORNING) == []
    (kept,) = items.between(store, MORNING, TOMORROW)
    assert (kept.item.standfirst, kept.item.kicker) == ("The ferry crosses the bay again.", "Bay")
    assert (kept.sources, kept.item.source_id) == (("feed", "page"), "feed")


def test_what_two_outlets_say_of_one_address_is_never_put_together(store: Store) -> None:
    outlets.save(store, {"gazette": "The Gazette", "courier": "The Courier"})
    items.save(
        store, [an_item(source_id="gazette", headline="Ferry sails", byline="I. Moor", kicker="Bay")], MORNING
    )
    items.save(store, [an_item(source_id="courier", headline="Ferry", standfirst="At last.")], MORNING)
    (kept,) = items.between(store, MORNING, TOMORROW)
    assert (kept.item.source_id, kept.item.headline, kept.item.standfirst) == ("gazette", "Ferry sails", None)


def test_two_sources_that_word_an_item_differently_make_no_version_each_time(store: Store) -> None:
    for moment in (MORNING, NOON, EVENING):
        items.save(store, [an_item(source_id="feed", headline="Ferry sails")], moment)
        items.save(store, [an_item(source_id="page", headline="The ferry sails")], moment)
    assert len(items.versions(store, "item-1")) == 2


def test_an_item_that_stands_twice_in_a_document_is_kept_once_and_fuller(store: Store) -> None:
    teaser, lead = an_item(), an_item(standfirst="At last.")
    assert items.save(store, [teaser, lead], MORNING) == [lead]


def test_items_are_told_from_start_until_before_end_oldest_first(store: Store) -> None:
    items.save(store, [an_item(3)], NOON)
    items.save(store, [an_item(2), an_item(1)], MORNING)
    items.save(store, [an_item(4)], EVENING)
    told = [kept.item.id for kept in items.between(store, MORNING, EVENING)]
    assert told == ["item-1", "item-2", "item-3"]


def test_a_moment_of_any_zone_is_the_same_moment(store: Store) -> None:
    tokyo = timezone(timedelta(hours=9))
    items.save(store, [an_item()], MORNING.astimezone(tokyo))
    (kept,) = items.between(store, MORNING.astimezone(tokyo), TOMORROW)
    assert (kept.first_seen, kept.first_seen.tzinfo) == (MORNING, UTC)


def test_a_moment_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        items.save(store, [an_item()], datetime(2026, 3, 5))  # noqa: DTZ001


def test_items_are_found_by_link_and_by_ids_in_the_order_asked(store: Store) -> None:
    items.save(store, [an_item(1), an_item(2), an_item(3)], MORNING)
    assert [kept.item.id for kept in items.find(store, "https://harbour.example/2")] == ["item-2"]
    asked = items.by_ids(store, ["item-3", "unknown", "item-1", "item-3"])
    assert [kept.item.id for kept in asked] == ["item-3", "item-1"]
    assert items.find(store, "https://harbour.example/nowhere") == []
    assert items.versions(store, "unknown") == []


def test_more_items_than_a_statement_takes_are_no_matter(store: Store) -> None:
    many = [an_item(number) for number in range(1200)]
    assert len(items.save(store, many, MORNING)) == 1200
    assert items.save(store, many, NOON) == []
    assert len(items.by_ids(store, [item.id for item in many])) == 1200


def test_an_item_without_id_is_a_mistake_of_ours_and_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ValueError, match="without an id"):
        items.save(store, [an_item(1), an_item(2, id="")], MORNING)
    assert items.between(store, MORNING, TOMORROW) == []


def test_what_a_source_printed_first_is_told_newest_first(store: Store) -> None:
    items.save(store, [an_item(1)], MORNING)
    items.save(store, [an_item(1, headline="Ferry 1 sinks"), an_item(2), an_item(3, source_id="hill")], NOON)
    told = [(version.item.headline, version.seen_at) for version in items.of(store, "harbour", 9)]
    assert told == [("Ferry 2 sails again", NOON), ("Ferry 1 sails again", MORNING)]
    assert len(items.of(store, "harbour", 1)) == 1


def test_the_items_of_days_are_those_dated_then_and_those_first_seen_then(store: Store) -> None:
    dates = [
        "2026-03-04T23:59:59-05:00",
        "2026-03-05",
        "2026-03-05T00:00:00Z",
        "2026-03-06T00:00:00Z",
        "2026-03",
        None,
    ]
    items.save(store, [an_item(n, published=told) for n, told in enumerate(dates)], TOMORROW + timedelta(days=9))
    items.save(store, [an_item(9)], MORNING)
    items.save(store, [an_item(4, published="2026-03-05")], TOMORROW + timedelta(days=10))
    found = items.of_days(store, [MORNING.date()])
    assert [kept.item.id for kept in found] == ["item-9", "item-1", "item-2", "item-4"]
    both = items.of_days(store, [MORNING.date(), MORNING.date() - timedelta(days=1)])
    assert {kept.item.id for kept in both} == {"item-0", "item-1", "item-2", "item-4", "item-9"}


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "a\udcff"])
def test_what_no_database_takes_for_a_name_names_nothing(store: Store, name: str) -> None:
    items.save(store, [an_item()], MORNING)
    assert [kept.item.id for kept in items.by_ids(store, [name, "item-1"])] == ["item-1"]
    assert items.known(store, {name}) == set()
