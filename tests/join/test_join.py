"""Which items are taken for one story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from standfirst.join import join, why
from standfirst.join.grouping import group
from standfirst.join.names import skeleton
from standfirst.model import Edit, EditKind, Item
from tests.making import item

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)

STRIKE = [
    item("en", "Dockers in Puerto Arrayán strike over pay", language="en", places=("PE",), published="2026-03-09",
         standfirst="Some 4,200 dockers led by Rosaura Quintanilla walked out at dawn."),
    item("es", "Los portuarios de Puerto Arrayán paran", language="es", places=("PE",), published="2026-03-09",
         standfirst="Unos 4.200 estibadores encabezados por Rosaura Quintanilla dejaron sus puestos."),
    item("ru", "Докеры Пуэрто-Арраяна бастуют", language="ru", places=("PE",), published="2026-03-10",
         standfirst="Около 4200 докеров во главе с Росаурой Кинтанильей прекратили работу."),
]  # fmt: skip
OTHERS = [
    item("bread", "Bread prices climb again in Nairobi", places=("KE",), published="2026-03-09"),
    item("dam", "Inspectors clear the Vallombra dam", places=("IT",), published="2026-03-09"),
    item("choir", "A choir of 900 sings in Osaka", places=("JP",), published="2026-03-10"),
]


def together(items: list[Item], edits: list[Edit] | None = None) -> set[frozenset[str]]:
    return {frozenset(t.id for t in s.tellings) for s in join(items, edits or [])}


def edit(kind: EditKind, *about: str) -> Edit:
    return Edit(kind, about, "editor", NOON)


def test_one_event_told_in_three_scripts_is_one_story() -> None:
    assert frozenset(("en", "es", "ru")) in together(STRIKE + OTHERS)


def test_what_shares_nothing_stays_apart() -> None:
    assert all(frozenset((x.id,)) in together(STRIKE + OTHERS) for x in OTHERS)


def test_the_order_of_arrival_changes_nothing() -> None:
    items = STRIKE + OTHERS[:2]
    assert len({tuple(join(list(order))) for order in permutations(items)}) == 1


def test_a_reprint_in_the_same_language_is_joined() -> None:
    reprint = replace(STRIKE[0], id="reprint", source_id="courier", headline="Dockers strike over pay")
    assert frozenset(("en", "reprint")) <= next(s for s in together([*STRIKE, *OTHERS, reprint]) if "en" in s)


def test_the_same_words_of_two_countries_are_not_one_event() -> None:
    here = item("a", "Teachers strike over pay in the capital", places=("PE",))
    there = item("b", "Teachers strike over pay in the capital", places=("KE",))
    assert len(together([here, there])) == 2


def test_the_same_words_a_month_later_are_not_one_event() -> None:
    then = item("a", "Teachers strike over pay in the capital", published="2026-02-01")
    now = item("b", "Teachers strike over pay in the capital", published="2026-03-09")
    assert len(together([then, now])) == 2


def test_the_editor_can_put_items_together_whatever_they_say() -> None:
    assert frozenset(("bread", "dam")) in together(OTHERS, [edit("together", "bread", "dam")])


def test_the_editor_can_part_items_whatever_they_share() -> None:
    stories = together(STRIKE + OTHERS, [edit("apart", "ru", "en", "es")])
    assert frozenset(("ru",)) in stories
    assert frozenset(("en", "es")) in stories


def test_the_later_word_of_the_editor_wins() -> None:
    edits = [edit("together", "bread", "dam"), edit("apart", "dam", "bread")]
    assert frozenset(("bread",)) in together(OTHERS, edits)


def test_why_names_what_is_shared() -> None:
    said = why(STRIKE[0], STRIKE[1])
    assert "Quintanilla" in said
    assert "PE" in said


def test_a_name_keeps_its_skeleton_across_scripts() -> None:
    assert skeleton("Quintanilla") == skeleton("Кинтанилья")
    assert skeleton("Vallombra") == skeleton("Валломбра")


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])


@given(st.dictionaries(PAIRS, st.floats(0.01, 1)), st.sets(PAIRS, max_size=4))
def test_grouping_puts_everything_somewhere_once_and_obeys(
    likeness: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    groups = group(8, likeness, 0.3, apart=apart)
    assert sorted(x for g in groups for x in g) == list(range(8))
    assert not any(i in g and j in g for g in groups for i, j in apart)
