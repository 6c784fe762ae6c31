"""Which stories belong to one affair, and which tellings are another's words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst.join import affairs, copies, join, shared, why
from standfirst.model import Edit
from tests.making import item, story

CASES = Path(__file__).parent.parent / "cases"
CALLED = story(item("called", "Dockers of Puerto Arrayán vote to strike", published="2026-03-09",
                    standfirst="Rosaura Quintanilla says 4,200 dockers have lost patience.", places=("PE",)))  # fmt: skip
SETTLED = story(item("settled", "Puerto Arrayán: Quintanilla's dockers return with a raise", published="2026-03-12",
                     standfirst="Rosaura Quintanilla thanks the dockers after the deal.", places=("PE",)))  # fmt: skip
OTHERS = [
    story(item(f"o{n}", headline, published="2026-03-10"))
    for n, headline in enumerate(
        ("Bread prices climb in Nairobi", "Inspectors clear the Vallombra dam", "A choir sings in Osaka",
         "Snow closes the pass at Tarrant", "Velim keeps its lighthouse", "Ombira counts its maize",
         "The museum of Castelvara reopens", "A comet is seen from Linhe")
    )
]  # fmt: skip


def test_stories_of_the_same_people_on_other_days_are_one_affair_from_first_to_last() -> None:
    (affair,) = affairs([SETTLED, *OTHERS, CALLED])
    assert [s.id for s in affair] == ["called", "settled"]


def test_the_same_people_in_another_season_are_another_affair() -> None:
    later = replace(SETTLED, tellings=(replace(SETTLED.tellings[0], published="2026-09-12"),))
    assert affairs([later, *OTHERS, CALLED]) == []


def test_the_house_that_a_source_always_names_is_no_affair() -> None:
    parts = "ba lor min tes ga rin do vel sta mo ker lin pra tu shen wa col fi nor hal".split()
    words = [f"{parts[n % 20]}{parts[n // 20 % 20]}{parts[(n * 7 + 3) % 20]}".capitalize() for n in range(350)]
    house = [
        story(item(f"h{n}", f"Quellmark Canal Trust of Orsa: {words[n + 300]} {words[n + 330]}",
                   source_id="trust", published="2026-03-10"))
        for n in range(16)
    ]  # fmt: skip
    elsewhere = [
        story(item(f"x{n}", f"{words[n]} meets {words[n + 100]} at {words[n + 200]}", source_id=f"s{n}"))
        for n in range(100)
    ]
    assert affairs([*house, *elsewhere]) == []


def test_another_country_is_another_affair() -> None:
    abroad = replace(SETTLED, tellings=(replace(SETTLED.tellings[0], places=("KE",)),))
    assert affairs([abroad, *OTHERS, CALLED]) == []


def test_the_common_words_of_a_script_without_capitals_are_no_names() -> None:
    ship = story(
        item("ship", "المسافرون ينتظرون السفينة منذ الصباح الباكر", language="ar", published="2026-03-09")
    )
    train = story(
        item("train", "المسافرون ينتظرون القطار منذ الصباح الباكر", language="ar", published="2026-03-11")
    )
    assert affairs([ship, train, *OTHERS]) == []


def test_a_name_in_a_script_without_capitals_is_known_by_another_that_has_them() -> None:
    (name,) = (t for t in SETTLED.tellings)
    arabic = replace(name, id="arabic", language="ar", headline="عمال بويرتو أرايان: روساورا كينتانييا تعود")
    (affair,) = affairs([story(replace(arabic, standfirst=None)), *OTHERS, CALLED])
    assert [s.id for s in affair] == ["called", "arabic"]


def test_what_few_of_the_many_tellings_of_a_story_say_makes_no_affair_of_it() -> None:
    words = "Calderwood Pemberly Ashgrove Thistledown Ravensmoor Hollowell".split()
    here, there = (
        story(*[item(f"{name}{n}", f"{what} reported from {word}", published="2026-03-09") for n, word in
                enumerate(words)])
        for name, what in (("storm", "Hailstorm damage"), ("fair", "Cattle prices"))
    )  # fmt: skip
    assert affairs([here, there, *OTHERS]) == []
    one, two = (story(replace(s.tellings[0], headline=" and ".join(words))) for s in (here, there))
    assert len(affairs([one, two, *OTHERS])) == 1


def test_figures_in_common_count_nearly_as_names_do_but_no_years_or_hours() -> None:
    bells = item("bells", "Quirama: 3,200 neighbours down 411 steps", published="2026-03-09", places=("PE",))
    dam = item(
        "dam", "411 escalones y 3.200 vecinos de Quirama", language="es", published="2026-03-10", places=("PE",)
    )
    assert len(affairs([story(bells), story(dam), *OTHERS])) == 1
    dated = [
        replace(x, headline=re.sub(r"3.200", "2026", (x.headline or "").replace("411", "19:30")))
        for x in (bells, dam)
    ]
    assert affairs([*map(story, dated), *OTHERS]) == []


def test_stories_written_without_spaces_are_one_affair_by_the_signs_they_share() -> None:
    ferry = story(item("ferry", "潮見丸座礁、濃霧の沖合で乗客全員救助", language="ja", published="2026-03-09"))
    radar = story(item("radar", "濃霧の沖合で座礁の潮見丸、乗客全員に謝罪", language="ja", published="2026-03-10"))
    fog = story(item("fog", "濃霧の高速道路で通行止め", language="ja", published="2026-03-10"))
    (affair,) = affairs([radar, ferry, fog, *OTHERS])
    assert [s.id for s in affair] == ["ferry", "radar"]


def test_one_long_name_alone_makes_no_affair() -> None:
    clock, bakery = (
        story(item(name, f"{what} in Sainte-Marthe-la-Vallée", published="2026-03-09"))
        for name, what in (("clock", "The clock strikes again"), ("bakery", "Bread for all"))
    )
    assert affairs([clock, bakery, *OTHERS]) == []


TEXT = (
    "Unions at the harbour of Puerto Arrayán have called all dockers out from dawn on Monday over pay and hours."
)


def test_the_same_words_at_another_source_are_a_reprint_of_the_earlier() -> None:
    first = item("first", "Dockers out", standfirst=TEXT, published="2026-03-09")
    again = item("again", "Harbour stands still", standfirst=TEXT, published="2026-03-10", source_id="courier")
    assert copies(story(again, first)) == {"again": ("reprint", "first")}


def test_what_names_where_it_was_first_published_is_its_reprint_or_its_translation() -> None:
    first = item("first", "Dockers out", published="2026-03-09")
    again = item("again", "Los portuarios paran", language="es", source_id="carta", published="2026-03-10",
                 standfirst="Publicado originalmente en The Gazette.")  # fmt: skip
    assert copies(story(first, again)) == {"again": ("translation", "first")}
    english = replace(again, language="en", standfirst="Originally published in The Gazette.")
    assert copies(story(first, english)) == {"again": ("reprint", "first")}


def test_what_calls_itself_translated_is_a_translation_of_a_telling_in_another_language() -> None:
    first = item("first", "Los portuarios paran", language="es", published="2026-03-09")
    again = item("again", "Dockers out", standfirst="Translated from Spanish.", source_id="courier",
                 published="2026-03-10")  # fmt: skip
    assert copies(story(first, again)) == {"again": ("translation", "first")}


@pytest.mark.parametrize("line", (CASES / "copies.tsv").read_text("utf-8").splitlines()[1:])
def test_a_text_says_of_itself_that_it_is_anothers_in_many_languages(line: str) -> None:
    language, kind, said = line.split("\t")
    first = item(
        "first", "Kivuko charudi majini", language="sw" if kind != "reprint" else language, published="2026-03-01"
    )
    again = item("again", "A boat sails once more", source_id="other", standfirst=said, language=language,
                 published="2026-03-03")  # fmt: skip
    assert copies(story(first, again)) == ({} if kind == "-" else {"again": (kind, "first")})


def test_one_picture_and_byline_in_two_languages_are_one_text_translated() -> None:
    first = item("first", "Los portuarios paran", language="es", image="https://x.example/1.jpg", byline="Inés Roa",
                 published="2026-03-09")  # fmt: skip
    again = item("again", "Dockers out", image="https://x.example/1.jpg", byline="Inés Roa", source_id="courier",
                 published="2026-03-10")  # fmt: skip
    assert copies(story(first, again)) == {"again": ("translation", "first")}


def test_what_names_another_page_as_its_own_in_another_language_is_its_translation_and_one_story_with_it() -> None:
    first = item(
        "first", "Los portuarios paran", language="es", link="https://x.example/es/1", published="2026-03-09"
    )
    again = item("again", "Choir of 900", source_id="courier", link="https://x.example/en/1", published="2026-03-10",
                 found={"translations": "https://x.example/fr/1 https://x.example/es/1"})  # fmt: skip
    assert copies(story(first, again)) == {"again": ("translation", "first")}
    assert [len(s.tellings) for s in join([first, again])] == [2]
    parted = Edit("apart", ("first", "again"), "editor", datetime(2026, 3, 11, tzinfo=UTC))
    assert [len(s.tellings) for s in join([first, again], [parted])] == [1, 1]


def test_what_names_another_outlets_page_as_its_original_is_its_reprint_and_one_story_with_it() -> None:
    first = item("first", "Dockers out", link="https://www.x.example/1/?utm_source=feed", published="2026-03-10")
    again = item("again", "Choir of 900", source_id="courier", link="https://y.example/1", published="2026-03-09",
                 found={"original": "https://x.example/1"})  # fmt: skip
    assert copies(story(first, again)) == {"again": ("reprint", "first")}
    assert [len(s.tellings) for s in join([first, again])] == [2]
    assert "its original" in why(first, again)
    parted = Edit("apart", ("first", "again"), "editor", datetime(2026, 3, 11, tzinfo=UTC))
    assert [len(s.tellings) for s in join([first, again], [parted])] == [1, 1]


def test_two_reprints_of_what_nobody_reads_are_one_story() -> None:
    named = {"original": "https://x.example/1"}
    here = item("here", "Dockers out", link="https://z.example/1", found=named)
    there = item("there", "Choir of 900", source_id="courier", link="https://y.example/1", found=named)
    assert [len(s.tellings) for s in join([here, there])] == [2]
    assert copies(story(here, there)) == {}


def test_an_outlet_that_moved_is_no_copy_of_itself() -> None:
    first = item("first", "Dockers out", link="https://x.example/1", published="2026-03-10")
    again = item("again", "Dockers out", link="https://y.example/1", published="2026-03-10",
                 found={"original": "https://x.example/1"})  # fmt: skip
    assert [len(s.tellings) for s in join([first, again])] == [2]
    assert copies(story(first, again)) == {}


def test_two_reports_of_one_event_are_no_copies() -> None:
    here = item("here", "Dockers out", standfirst=TEXT, published="2026-03-09")
    there = item("there", "Harbour stands still", published="2026-03-09", source_id="courier",
                 standfirst="Cranes stood idle in Puerto Arrayán as 4,200 walked out before sunrise.")  # fmt: skip
    assert copies(story(here, there)) == {}


def test_what_is_shared_is_told_as_each_spells_it() -> None:
    here = item("here", "Rosaura Quintanilla leads 4200 dockers")
    there = item("there", "Росаура Кинтанилья и 4200 докеров", language="ru")
    said = " ".join(shared(here, there))
    assert "Росаура Кинтанилья (Rosaura Quintanilla)" in said
    assert "4200" in said


def test_of_what_shares_nothing_it_is_not_said_that_so_much_is_too_little() -> None:
    here, there = item("here", "Dockers out"), item("there", "Choir of 900", source_id="courier")
    assert why(here, there, "apart") == "They have no name, word, number or place in common."
