from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from standfirst.store import Store, indexing, items, open_store, schema
from standfirst.store.terms import Phrase, phrases, terms
from tests.store.facts import MORNING, NOON, an_empty_archive_of, an_item

HEADLINES = {
    "ferry": "Ferry sails again after the Election",
    "fähre": "Die Fähre fährt wieder über den Fluß",
    "паром": "Паром снова ходит: ещё один рейс",
    "عبّارة": "عادت العبّارة إلى العمل",
    "渡船": "東京都知事、渡船の再開を発表",
    "เรือ": "เรือข้ามฟากกลับมาให้บริการอีกครั้ง",
    "나룻배": "나룻배가 다시 운항한다",
    "नौका": "नौका सेवा फिर से शुरू",
    "πορθμείο": "Το πορθμείο άρχισε πάλι",
    "מעבורת": "המעבורת שָׁבָה לשוט בנהר",
    "ফেরি": "ফেরি চলাচল আবার শুরু",
    "படகு": "படகு சேவை மீண்டும் தொடங்கியது",
    "ბორანი": "ბორანი ისევ დაცურავს",
    "լաստանավ": "Լաստանավը կրկին գործում է",
    "フェリー": "フェリーが運航を再開した",
    "សាឡាង": "សាឡាងដំណើរការឡើងវិញ",
    "ጀልባ": "ጀልባው እንደገና ጀመረ",
    "g20": "G20 talks: U.S. ferry deal, 3.5 million",
}


@pytest.fixture
def archive(store: Store) -> Store:
    items.save(store, [an_item(id=name, headline=words) for name, words in HEADLINES.items()], MORNING)
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ferry", ["g20", "ferry"]),
        ("FERRY election", ["ferry"]),
        ("ferry nowhere", []),
        ('"sails again"', ["ferry"]),
        ('"again sails"', []),
        ("elect*", ["ferry"]),
        ("elect", []),
        ("fahre", ["fähre"]),
        ("FÄHRE fluss", ["fähre"]),
        ("еще", ["паром"]),
        ("العبارة", ["عبّارة"]),
        ("渡船", ["渡船"]),
        ("京都", ["渡船"]),
        ("東京都", ["渡船"]),
        ("京東", []),
        ("船", ["渡船"]),
        ("表", ["渡船"]),
        ("ข้ามฟาก", ["เรือ"]),
        ("운항", ["나룻배"]),
        ("नौका", ["नौका"]),
        ("πορθμειο", ["πορθμείο"]),
        ("המעבורת", ["מעבורת"]),
        ("שבה", ["מעבורת"]),
        ("ফেরি", ["ফেরি"]),
        ("படகு", ["படகு"]),
        ("ბორანი", ["ბორანი"]),
        ("լաստանավը", ["լաստանավ"]),
        ("フェリー", ["フェリー"]),
        ("ﾌｪﾘｰ", ["フェリー"]),
        ("運航", ["フェリー"]),
        ("ដំណើរការ", ["សាឡាង"]),
        ("ጀልባው", ["ጀልባ"]),
        ("g20 3.5", ["g20"]),
        ("u.s.", ["g20"]),
        ("", []),
        ('"', []),
        ("* - ' ; --", []),
        ("AND OR NOT NEAR", []),
        ("ferry' OR 1=1", []),
    ],
)
def test_items_are_found_in_every_script(archive: Store, asked: str, found: list[str]) -> None:
    assert [kept.item.id for kept in items.search(archive, asked)] == found


def test_what_was_kept_last_is_told_first_and_only_so_many(store: Store) -> None:
    for number in range(5):
        items.save(store, [an_item(number)], MORNING)
    assert [kept.item.id for kept in items.search(store, "ferry", limit=2)] == ["item-4", "item-3"]


@pytest.mark.parametrize(("newest", "near"), [(0, 1), (1, 2), (1, 100), (3, 4), (3, 0), (100, 100)])
def test_wherever_the_newest_end_the_same_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch, newest: int, near: int
) -> None:
    monkeypatch.setattr(indexing, "_NEWEST", newest)
    monkeypatch.setattr(indexing, "_NEAR", near)
    for number in range(6):
        items.save(store, [an_item(number), an_item(number, source_id="feed", kicker="Bay")], MORNING)
    for limit in (1, 2, 5, 6, 7):
        ids = items.matching(store, "ferry", limit)
        assert ids == [f"item-{number}" for number in range(5, -1, -1)][:limit]


def test_an_item_is_found_by_the_words_of_any_version_and_told_once(store: Store) -> None:
    items.save(
        store, [an_item(headline="Ferry sails"), an_item(source_id="feed", headline="Ferry sails")], MORNING
    )
    items.save(store, [an_item(headline="Ferry sinks")], NOON)
    for asked in ("ferry", "sails", "sinks"):
        assert [kept.item.headline for kept in items.search(store, asked)] == ["Ferry sinks"]


def test_standfirst_kicker_and_byline_are_searched(store: Store) -> None:
    items.save(store, [an_item(standfirst="At last.", kicker="Bay", byline="Ines Moor")], MORNING)
    assert all(items.search(store, asked) for asked in ("last", "bay", "moor"))


def test_a_store_from_before_searching_becomes_searchable(address: str) -> None:
    with an_empty_archive_of(address, "0001") as connection:
        for name, words in HEADLINES.items():
            connection.execute(insert(schema.items), {"id": name, "first_seen": MORNING})
            row = {"item_id": name, "source_id": "a", "number": 1, "seen_at": MORNING, "headline": words}
            row |= {"kind": "article", "places": "[]", "truncated": False, "found": "{}"}
            connection.execute(insert(schema.versions), row)
    with open_store(address) as store:
        assert [kept.item.id for kept in items.search(store, "渡船")] == ["渡船"]
        items.save(store, [an_item(99)], NOON)
        assert items.search(store, "ferry")[0].item.id == "item-99"


@given(st.text())
def test_terms_never_fail_and_hold_nothing_that_a_database_would_read_as_its_own(text: str) -> None:
    for term in terms(text):
        assert term
        assert not set(term) & set(" '\"\\:&|!<>()*\0")


@given(st.text(alphabet="abcé渡船のเรือनौ", min_size=1), st.text(), st.text())
def test_a_word_is_found_where_it_stands(word: str, before: str, after: str) -> None:
    kept = terms(f"{before} {word} {after}")
    for phrase in phrases(word):
        assert stands_in(phrase, kept)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_words_are_the_words_of_every_other_way(text: str) -> None:
    assert terms(f"{text} é") == [*terms(text), "e"]


def stands_in(phrase: Phrase, kept: list[str]) -> bool:
    size = len(phrase.terms)
    for at in range(len(kept) - size + 1):
        here = kept[at : at + size]
        whole = tuple(here) == phrase.terms
        begun = phrase.begun and tuple(here[:-1]) == phrase.terms[:-1] and here[-1].startswith(phrase.terms[-1])
        if whole or begun:
            return True
    return False


@given(asked=st.text(max_size=40) | st.text(alphabet="a渡\"*' &|!<>():\\-", max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_question_breaks_the_database(archive: Store, asked: str) -> None:
    assert isinstance(items.search(archive, asked), list)


def test_neither_a_word_nor_a_link_is_too_long_to_be_kept_and_found(store: Store) -> None:
    chance = random.Random(1)
    word = "".join(chance.choices("abcdefghij", k=3000))
    foreign = "".join(chance.choices("abcdefghij\U00010428\U00010429", k=3000))
    link = f"https://harbour.example/{''.join(chance.choices('abcdefghijklmnopqrstuvwxyz0123456789', k=4000))}"
    long = [an_item(1, headline=f"The {word} of it", link=link), an_item(2, headline=f"A {foreign} too")]
    items.save(store, long, NOON)
    for asked, number in ((word, 1), (f"{word[:500]}*", 1), (f'"{word} of"', 1), (foreign, 2)):
        assert [kept.item.id for kept in items.search(store, asked)] == [f"item-{number}"]
    assert items.search(store, word[:1950]) == []
    assert [kept.item.id for kept in items.find(store, link)] == ["item-1"]
