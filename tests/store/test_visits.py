from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event, text

from standfirst.store import Store, items, verdicts, visits
from tests.store.facts import EVENING, MORNING, NOON, TOMORROW, a_visit, an_item


def test_a_visit_comes_back_as_it_was_kept(store: Store) -> None:
    visit = a_visit(
        status=200, etag='W/"a1"', last_modified="Thu, 05 Mar 2026 07:00:00 GMT", bytes=90_000, seconds=0.25,
        items=3, new_items=2, wait_until=NOON, moved_to="https://quay.example/", feed="https://quay.example/rss", digest="0f1e",
    )  # fmt: skip
    visits.save(store, visit)
    assert visits.last(store, "harbour") == visit


def test_a_round_keeps_visit_and_items_and_counts_what_is_new(store: Store) -> None:
    visits.save_round(store, a_visit(), [an_item(1)])
    new = visits.save_round(store, a_visit(NOON), [an_item(1), an_item(2)])
    assert [item.id for item in new] == ["item-2"]
    last = visits.last(store, "harbour")
    assert last is not None
    assert (last.items, last.new_items) == (2, 1)
    assert [kept.first_seen for kept in items.between(store, MORNING, TOMORROW)] == [MORNING, NOON]


def test_a_round_that_cannot_be_kept_leaves_neither_visit_nor_items(store: Store) -> None:
    with pytest.raises(ValueError, match="without an id"):
        visits.save_round(store, a_visit(), [an_item(1), an_item(2, id="")])
    assert visits.last(store, "harbour") is None
    assert items.between(store, MORNING, TOMORROW) == []


def test_visits_of_a_source_are_told_newest_first(store: Store) -> None:
    for moment in (MORNING, NOON, EVENING):
        visits.save(store, a_visit(moment))
    visits.save(store, a_visit(MORNING, source_id="hill"))
    assert [visit.at for visit in visits.of(store, "harbour")] == [EVENING, NOON, MORNING]
    assert [visit.at for visit in visits.of(store, "harbour", limit=1)] == [EVENING]


def test_the_newest_visit_of_every_source_is_told(store: Store) -> None:
    for name, moment in (("harbour", MORNING), ("hill", MORNING), ("harbour", NOON)):
        visits.save(store, a_visit(moment, source_id=name))
    assert {name: visit.at for name, visit in visits.latest(store).items()} == {"harbour": NOON, "hill": MORNING}


def test_a_source_never_visited_has_no_last_visit(store: Store) -> None:
    assert visits.last(store, "unknown") is None
    assert visits.latest(store) == {}


def test_the_last_answer_is_told_though_later_visits_failed(store: Store) -> None:
    visits.save(store, a_visit(MORNING, outcome="same"))
    visits.save(store, a_visit(NOON, outcome="failed"))
    answered = visits.last_answered(store, "harbour")
    assert answered is not None
    assert answered.at == MORNING
    assert visits.last_answered(store, "hill") is None


def test_the_newest_few_visits_of_every_source_are_told_newest_first(store: Store) -> None:
    for name, moment in (("harbour", MORNING), ("hill", MORNING), ("harbour", NOON), ("harbour", EVENING)):
        visits.save(store, a_visit(moment, source_id=name))
    told = {name: [visit.at for visit in some] for name, some in visits.recent(store, 2).items()}
    assert told == {"harbour": [EVENING, NOON], "hill": [MORNING]}
    assert visits.recent(store, 1) == {name: [visit] for name, visit in visits.latest(store).items()}


def test_the_newest_visits_with_documents_and_with_news_are_told(store: Store) -> None:
    visits.save_round(store, a_visit(MORNING), [an_item(1)])
    visits.save_round(store, a_visit(NOON), [an_item(1)])
    visits.save(store, a_visit(EVENING, outcome="same"))
    visits.save(store, a_visit(EVENING, outcome="failed", source_id="hill"))
    assert visits.last_whole(store) == {"harbour": NOON}
    assert {name: visit.at for name, visit in visits.last_news(store).items()} == {"harbour": MORNING}


def test_a_visit_that_a_hub_paid_to_us_is_none_of_ours(store: Store) -> None:
    visits.save(store, a_visit(MORNING))
    visits.save(store, a_visit(NOON, pushed=True))
    visits.save(store, a_visit(NOON, source_id="hill"))
    visits.save(store, a_visit(NOON, source_id="quay", pushed=True))
    assert visits.last_asked(store, ["harbour", "quay", "moor"]) == {"harbour": MORNING}
    assert visits.last_asked(store, []) == {}


def test_several_rounds_are_kept_as_one_after_the_other(store: Store) -> None:
    new = visits.save_rounds(
        store,
        [
            (a_visit(MORNING), [an_item(1), an_item(2)]),
            (a_visit(MORNING, source_id="hill"), [an_item(2, source_id="hill"), an_item(3, source_id="hill")]),
            (a_visit(NOON), [an_item(1, headline="Ferry 1 sinks")]),
        ],
    )
    assert [[item.id for item in some] for some in new] == [["item-1", "item-2"], ["item-3"], []]
    assert [(visit.items, visit.new_items) for visit in visits.of(store, "harbour")] == [(1, 0), (2, 2)]
    assert [version.item.headline for version in items.versions(store, "item-1")] == [
        "Ferry 1 sails again",
        "Ferry 1 sinks",
    ]
    assert [kept.item.id for kept in items.search(store, "sinks")] == ["item-1"]


def test_rounds_kept_together_leave_no_trace_where_one_fails(store: Store) -> None:
    with pytest.raises(ValueError, match="without an id"):
        visits.save_rounds(store, [(a_visit(), [an_item(1)]), (a_visit(NOON), [an_item(2, id="")])])
    assert visits.latest(store) == {}
    assert items.known(store, {"item-1"}) == set()


def test_the_same_document_in_answer_to_an_unconditional_request_is_a_whole_one(store: Store) -> None:
    visits.save(store, a_visit(MORNING, status=200))
    visits.save(store, a_visit(NOON, outcome="same", status=200))
    visits.save(store, a_visit(EVENING, outcome="same", status=304))
    assert visits.last_whole(store)["harbour"] == NOON


@pytest.mark.parametrize(
    ("ask", "indexes"),
    [
        (visits.last_news, {"visits_with_news"}),
        (visits.last_whole, {"visits_with_documents"}),
        (verdicts.marks, {"visits_with_news", "visits_that_told"}),
    ],
)
def test_years_of_unchanged_visits_are_not_gone_through(
    store: Store, ask: Callable[[Store], object], indexes: set[str]
) -> None:
    visits.save(store, a_visit(MORNING, new_items=1))
    asked: list[tuple[str, object]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    assert ask(store)
    statement, values = next(told for told in asked if told[0].startswith("WITH"))
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
        else:
            # Of a few rows it would look at all.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_sort = off"))
            plan = connection.exec_driver_sql(f"EXPLAIN {statement}", values)  # type: ignore[arg-type]
        told = "\n".join(map(str, plan))
    assert {name for name in indexes if name in told} == indexes, told
