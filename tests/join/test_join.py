"""Which items are taken for one story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.join import alike
from standfirst.join import MET_FIRST, join, why
from standfirst.join.echoes import numbers
from standfirst.join.grouping import group
from standfirst.join.meanings import meanings
from standfirst.join.names import skeleton
from standfirst.join.tellings import telling, unsigned
from standfirst.join.window import GREAT, rarity_of, window
from standfirst.model import Edit, EditKind, Item
from tests.making import item

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)

STRIKE = [
    item("en", "Dockers in Puerto Arrayán strike over pay", language="en", places=("PE",), published="2026-03-09",
         standfirst="Some 4,200 dockers led by Rosaura Quintanilla walked out at dawn."),
    item("es", "Los portuarios de Puerto Arrayán paran", language="es", places=("PE",), published="2026-03-09",
         source_id="gaceta", standfirst="Unos 4.200 estibadores encabezados por Rosaura Quintanilla dejaron sus puestos."),
    item("ru", "Докеры Пуэрто-Арраяна бастуют", language="ru", places=("PE",), published="2026-03-10",
         source_id="vestnik", standfirst="Около 4200 докеров во главе с Росаурой Кинтанильей прекратили работу."),
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


def test_what_an_editor_puts_together_keeps_the_company_of_each() -> None:
    assert frozenset(("bread", "en", "es", "ru")) in together(STRIKE + OTHERS, [edit("together", "bread", "en")])
    assert group(4, {(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.5}, 0.3, together=[(2, 3)]) == [[0, 1, 2, 3]]


def test_whom_an_editor_puts_together_may_have_a_source_in_common() -> None:
    again = replace(STRIKE[1], id="again", headline="Hoy no se trabaja", standfirst=None)
    stories = together([*STRIKE, again], [edit("together", "again", "ru")])
    assert frozenset(("en", "es", "ru", "again")) in stories


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
    assert "Peru" in said


def test_why_tells_a_name_with_what_binds_its_words_and_none_for_a_capital_that_opens_a_sentence() -> None:
    one = item("one", "Three letters of Ines de la Roca found", published="2026-03-09T08:00")
    two = item(
        "two", "Three days with Ines de la Roca, of whom Kenya knows 3 and 17", published="2026-03-09T08:00"
    )
    assert why(one, two, "together").startswith("Both speak of Ines de la Roca; both say “Three”. ")
    one = item("one", "Akdoruk Nereia’yı 3-2 yendi, 41 gol", language="tr", published="2026-03-09T08:00")
    two = item("two", "AO Nereia loses 3-2 in Kenya after 41 goals", published="2026-03-09T08:00")
    assert why(one, two, "together").startswith("Both speak of Nereia; both give the number 41. ")
    one, two = (item(n, f"{n}: مصباح فريت أكدوروك يضيء", language="ar") for n in ("one", "two"))
    assert why(one, two, "together") == "Both say “مصباح فريت أكدوروك يضيء”."
    there = item("three", "A lamp for Ferit Akdoruk")
    assert why(one, there, "together").startswith("Both speak of فريت أكدوروك (Ferit Akdoruk)")
    one, two = (item(n, f"A lamp of {day} burns") for n, day in (("one", "a Monday"), ("two", "this Monday")))
    assert why(one, two, "together") == "Both say “lamp” and “burns”."
    one, two = (replace(item(n, "A lamp of Kenya burns"), places=("KE",)) for n in ("one", "two"))
    assert why(one, two, "together") == "Both say “lamp” and “burns”; both are set in Kenya."


def test_why_tells_names_whole_and_in_both_spellings_and_leaves_little_words_out() -> None:
    here = item("here", "Lucía Arrizubieta wins San Telésforo from 1,340 others", published="2026-03-09T08:00")
    there = item(
        "there", "Лусия Аррисубьета: 1340 голосов из Сан-Телесфоро", language="ru", published="2026-03-09T10:00"
    )
    assert why(here, there) == (
        "Both speak of Arrizubieta (Аррисубьета) and San Telésforo; both give the number 1,340. "
        "Both are of one source, which seldom tells one thing twice. "
        "They were printed 2 hours apart, both on 2026-03-09."
    )


def test_why_tells_words_apart_from_names_and_countries_by_their_names() -> None:
    here = item("here", "A crane fell from the pier at Velim’s harbour", places=("PT",))
    there = item("there", "Crane falls in Velim: the pier was old", source_id="bote", places=("PT",))
    assert why(here, there) == "Both speak of Velim; both say “crane” and “pier”; both are set in Portugal."
    paper = replace(there, headline="A indústria de Velim", language="pt")
    assert "both say “industry (indústria)”" in why(item("old", "The industry of Velim"), paper)


def test_a_people_is_no_name_that_sounds_like_it() -> None:
    here = item("here", "فاز الفريق اليوناني بالكأس أمس في نيريا", language="ar")
    there = item("there", "Kupa Yalıhan’ın! Nereia sahasında üç gol", language="tr")
    assert "اليوناني" not in why(here, there)


def test_why_tells_the_signs_that_texts_without_spaces_share() -> None:
    ferry = item("ferry", "潮見丸が沖合で座礁", language="ja")
    assert why(ferry, item("radar", "レーダー故障の潮見丸、謝罪", language="ja", source_id="bote")) == (
        "Both speak of 潮見丸."
    )


def test_of_items_of_one_story_it_is_not_said_that_a_source_tells_a_thing_once() -> None:
    here, there = item("here", "Ferry Alder sails"), item("there", "Alder, the ferry, sailed")
    assert "seldom" in why(here, there)
    assert "seldom" not in why(here, there, "together")


def test_why_not_is_told_where_nothing_else_speaks_against() -> None:
    here, there = item("here", "Bread is dear"), item("there", "Bread rises", source_id="courier")
    assert "too little for one story" in why(here, there, "apart")
    assert "too little" not in why(here, there)
    assert "asks for money" in why(
        here, item("there", "Bread for all", kind="appeal", source_id="courier"), "apart"
    )


def test_a_name_keeps_its_skeleton_across_scripts() -> None:
    assert skeleton("Quintanilla") == skeleton("Кинтанилья")
    assert skeleton("Vallombra") == skeleton("Валломбра")


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])


@given(st.dictionaries(PAIRS, st.floats(0.01, 1)), st.sets(PAIRS, max_size=4), st.sets(PAIRS, max_size=4))
def test_grouping_puts_everything_somewhere_once_and_obeys(
    likeness: dict[tuple[int, int], float], apart: set[tuple[int, int]], together: set[tuple[int, int]]
) -> None:
    groups = group(8, likeness, 0.3, together, apart)
    assert sorted(x for g in groups for x in g) == list(range(8))
    assert not any(i in g and j in g for g in groups for i, j in apart)
    assert apart or all(any(i in g and j in g for g in groups) for i, j in together)


def test_vectors_bring_together_what_shares_no_word() -> None:
    here = item("a", "Harbour workers walk out", language="en", published="2026-03-09")
    there = item("b", "Satamatyöläiset lakkoon", language="fi", published="2026-03-09")
    vectors = {x.id: [float(n == i) for i in range(8)] for n, x in enumerate(OTHERS)}
    vectors |= {"a": [0, 0, 0, 0, 1.0, 0.1, 0, 0], "b": [0, 0, 0, 0, 1.0, 0, 0.1, 0]}
    window_ = [replace(x, source_id="") for x in (here, there, *OTHERS)]
    alone = {frozenset(t.id for t in s.tellings) for s in join(window_)}
    helped = join(window_, (), vectors)
    assert frozenset(("a",)) in alone
    assert any({t.id for t in s.tellings} >= {"a", "b"} for s in helped)


def test_editors_win_over_vectors() -> None:
    same = {x.id: [1.0, 0.0] for x in STRIKE}
    stories = join(STRIKE, [edit("apart", "ru", "en", "es")], same)
    assert any([t.id for t in s.tellings] == ["ru"] for s in stories)


def test_joining_again_changes_nothing() -> None:
    once = join(STRIKE + OTHERS)
    assert join([t for s in once for t in s.tellings]) == once


def test_nothing_joins_to_nothing() -> None:
    assert join([]) == []
    assert alike([]) == []


def test_a_reprint_is_more_alike_than_other_news() -> None:
    reprint = replace(STRIKE[0], id="reprint", headline="Dockers strike over pay")
    likely, unlikely = alike([(STRIKE[0], reprint), (OTHERS[0], OTHERS[1])])
    assert likely > unlikely


def test_the_outlets_name_at_the_end_is_no_part_of_the_headline() -> None:
    assert unsigned("Dockers in Puerto Arrayán strike over pay - The Evening Bell") == (
        "Dockers in Puerto Arrayán strike over pay"
    )
    assert unsigned("Strike - again") == "Strike - again"


def test_why_says_what_speaks_against_it() -> None:
    assert "the other in Italy" in why(OTHERS[0], OTHERS[1])


def test_why_says_when_too_many_days_lie_between() -> None:
    late = replace(STRIKE[1], published="2026-03-19")
    assert "more than 5 days lie between them" in why(STRIKE[0], late)
    assert "lie between them" not in why(STRIKE[0], STRIKE[1])


def test_the_coarse_sketch_of_a_great_window_keeps_the_nearest_nearest() -> None:
    texts = [
        "Dockers in Puerto Arrayán strike over pay",
        "Dockers of Puerto Arrayán strike for more pay",
        "Bread is dear",
    ]
    tellings = [telling(item(str(n), text)) for n, text in enumerate(texts)]
    whole = window(tellings).sketch
    coarse = window(tellings, rarity=replace(rarity_of(tellings), size=GREAT + 1)).sketch
    assert coarse.shape == (3, whole.shape[1] // 2)
    assert coarse[0] @ coarse[1] > 2 * abs(coarse[0] @ coarse[2])
    assert abs(coarse[0] @ coarse[0] - 1) < 1e-5


WORDS = st.lists(
    st.sampled_from("Arrayán strike pay докеры 4200 港口 dam bread קו".split()), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=8), st.randoms())
def test_every_item_is_in_one_story_whatever_the_order(told: list[list[str]], chance: Random) -> None:
    items = [item(str(n), " ".join(words), language="en") for n, words in enumerate(told)]
    shuffled = chance.sample(items, len(items))
    assert join(items) == join(shuffled)
    assert sorted(t.id for s in join(items) for t in s.tellings) == sorted(x.id for x in items)


def test_two_pieces_of_one_source_are_two_stories_however_alike_their_places_and_people() -> None:
    called = item("called", "Dockers of Puerto Arrayán vote to strike", published="2026-03-09",
                  standfirst="Rosaura Quintanilla says 4,200 dockers have lost patience.")  # fmt: skip
    settled = item("settled", "Puerto Arrayán: dockers return with a raise", published="2026-03-11",
                   standfirst="Rosaura Quintanilla thanks the 4,200 dockers after the deal.")  # fmt: skip
    assert len(together([called, settled, *OTHERS])) == 2 + len(OTHERS)


def test_who_asks_for_money_tells_no_story_that_others_tell() -> None:
    asks = replace(
        STRIKE[0], id="asks", source_id="courier", kind="appeal", headline="Help the dockers of Puerto Arrayán"
    )
    assert frozenset(("asks",)) in together([*STRIKE, *OTHERS, asks])
    assert frozenset(("asks",)) not in together([*STRIKE, *OTHERS, replace(asks, kind="article")])


def test_the_words_of_all_news_make_no_two_items_one_story() -> None:
    bridge = item("bridge", "The town that voted to keep its slow crossing", published="2026-03-09",
                  standfirst="A bridge would save two thirds of the people forty minutes a day, they said.")  # fmt: skip
    pupils = item("pupils", "Pupils could spend two hours a day on the bus", source_id="gaceta", published="2026-03-09",
                  standfirst="The plan would save less than it costs, two reports said.")  # fmt: skip
    assert {frozenset(("bridge",)), frozenset(("pupils",))} <= together([bridge, pupils, *STRIKE, *OTHERS])


@pytest.mark.parametrize(
    "spellings",
    ["Djoković Джокович Джоковичем جوكوفيتش", "Pogačar Погачар", "Osaka Осака أوساكا", "Carapaz Карапас كاراباز",
     "Tsitsipas Циципас Τσιτσιπάς", "Medvedev Медведев ميدفيديف", "Callao Кальяо"],
)  # fmt: skip
def test_a_name_has_one_skeleton_in_all_scripts(spellings: str) -> None:
    first, *others = (skeleton(name) for name in spellings.split())
    assert first
    assert [s for s in others if not s.startswith(first[:4])] == []


def test_other_names_have_other_skeletons() -> None:
    names = "Djokovic Osaka Biles Hamilton Callao Washington Medvedev Simone".split()
    assert len({skeleton(name) for name in names}) == len(names)


def test_where_a_source_is_does_not_keep_its_news_of_elsewhere_apart() -> None:
    told_abroad = replace(STRIKE[1], places=("DE",), found={"places": "where its source is"}, source_id="bote")
    assert frozenset(("en", "es")) in together([STRIKE[0], told_abroad, *OTHERS])


def test_words_of_two_languages_that_share_no_letter_may_mean_the_same() -> None:
    rain, again, tax = (
        [telling(item("x", words, language=tag))] for words, tag in (
            ("Heavy rain floods villages", "en"), ("Сильный дождь затопил деревни", "ru"), ("Парламент снизил налоги", "ru"),
        )
    )  # fmt: skip
    one, two, three = (meanings(x)[0] for x in (rain, again, tax))
    assert one @ two > one @ three


def test_undated_texts_are_joined_by_what_they_share_alone() -> None:
    undated = [telling(replace(x, published=None)) for x in OTHERS]
    assert window(undated).vectors is None
    assert window([telling(x) for x in OTHERS]).vectors is not None


def test_undated_texts_of_one_language_are_one_story_only_where_they_share_plenty() -> None:
    dock = item("a", "Dockers led by Rosaura Quintanilla block Puerto Arrayán", published=None, places=("PE",))
    same = item(
        "b",
        "Rosaura Quintanilla: dockers of Puerto Arrayán block on",
        published=None,
        places=("PE",),
        source_id="bote",
    )
    other = item("c", "Peru: a congress in crisis elects its fourth president", published=None, places=("PE",))
    later = item("d", "Peru: president and congress blame each other for a vote", published=None, places=("PE",))
    told = together([dock, same, other, later, *OTHERS])
    assert frozenset("ab") in told
    assert not any({"c", "d"} <= story for story in told)


def test_a_number_in_a_circle_is_no_figure_and_stops_no_joining() -> None:
    festival = [
        item("first", "③ 東京の祭り", language="ja"),
        item("second", "Area of 40 m² sold", source_id="bote"),
    ]
    assert sorted(story.id for story in join(festival)) == ["first", "second"]


def test_numbers_are_known_however_their_thousands_and_decimals_are_parted() -> None:
    here = Item(id="1", source_id="a", headline="Dockers won 6.2 per cent, 1,340 will vote", language="en")
    there = Item(id="2", source_id="b", headline="6,2 % für 1.340 Hafenarbeiter", language="de")
    assert numbers(telling(here), telling(there)) == ["6.2", "1,340"]


def test_what_a_source_says_all_the_time_tells_no_two_of_its_events_apart_from_others() -> None:
    told = ("opens a reading room", "repairs the east stairs", "sells its old barge", "counts its swans",
            "paints the lamp posts", "hires two gardeners")  # fmt: skip
    everywhere = "The trustees of the Quellmark Canal Trust said so at the Orsa Corn Hall."
    gazette = [
        item(f"g{n}", f"Quellmark Canal Trust {what}", standfirst=everywhere, source_id="gazette",
             language="en", published="2026-03-09")
        for n, what in enumerate(told)
    ]  # fmt: skip
    letter = item("letter", "Quellmark Canal Trust elects a treasurer", standfirst=everywhere, source_id="letter",
                  language="en", published="2026-03-09")  # fmt: skip
    assert frozenset(("letter",)) in together([*gazette, letter, *OTHERS])


def test_notices_of_one_source_that_differ_in_a_name_alone_are_as_many_stories() -> None:
    other = (
        "Branch in Oldport closes for repairs|Interest on savings rises in April|Cards stop working on Sunday"
        "|New director for the northern offices|Report on forestry loans is out|Pensions course for beginners"
        "|Telephone hours are longer now"
    ).split("|")
    notices = [
        f"Notice: the {n} Harbour Fund changes its largest daily sum" for n in ("Heron", "Plover", "Curlew")
    ]
    printed = [
        item(f"{n}", words, source_id="fund", language="en", published="2026-03-10")
        for n, words in enumerate([*notices, *other])
    ]
    elsewhere = [replace(each, id=f"{each.id}-{n}", source_id=f"s{n}") for each in printed[3:] for n in range(3)]
    stories = [{t.id for t in story.tellings} for story in join([*printed, *elsewhere])]
    assert all(len(story & {"0", "1", "2"}) < 2 for story in stories)


def test_what_stood_there_when_its_source_was_first_asked_may_be_of_any_day() -> None:
    def told(found: dict[str, str]) -> list[Item]:
        headlines = ("Design trends for Orsa kitchens", "Trends bei Orsa und Design")
        return [
            item(f"i{n}", headline, source_id=f"s{n}", language=language, published="2026-03-09", found=found)
            for n, (headline, language) in enumerate(zip(headlines, ("en", "de"), strict=True))
        ]

    assert alike([tuple(told({}))], None) > alike([tuple(told({"published": MET_FIRST}))], None)  # type: ignore[list-item]


def test_what_a_source_prints_again_at_another_address_is_one_story() -> None:
    told = {"source_id": "quay", "standfirst": "What was seen there.", "published": "2026-03-09T07:30+00:00"}
    here = item("here", "Notes from the quay", link="https://quay.example/notes-9", **told)
    there = replace(here, id="there", link="https://news.quay.example/2026/notes-9")
    column = replace(here, id="column", link="https://quay.example/notes-8", published="2026-03-08T07:30+00:00")
    wordless = replace(here, id="wordless", standfirst=None, published="2026-03-10T07:30+00:00")
    moved = replace(wordless, id="moved", link="https://quay.example/notes-10")
    found = {frozenset(t.id for t in s.tellings) for s in join([here, there, column, wordless, moved])}
    assert found == {frozenset({"here", "there"}), *(frozenset({n}) for n in ("column", "wordless", "moved"))}


def test_one_headline_and_standfirst_of_two_sources_is_one_story_however_late_the_second() -> None:
    words = "Orchard keepers of Lower Quell ask for rain", "They have watered by hand since the middle of March."
    early = item("early", words[0], standfirst=words[1], source_id="gazette", published="2026-03-02")
    late = item("late", words[0], standfirst=words[1][:-12] + "…", source_id="letter", published="2026-03-20")
    column = item("column", words[0], standfirst="Our gardener answers.", source_id="blog", published="2026-04-10")
    assert together([early, late, column, *OTHERS]) >= {frozenset(("early", "late")), frozenset(("column",))}
    apart = edit("apart", "early", "late")
    assert frozenset(("early",)) in together([early, late], [apart])


@pytest.mark.parametrize("written", ["1,340", "1.340", "1'340", "1’340", "1\u00a0340", "1\u202f340", "1\u2009340"])
def test_a_number_is_one_whatever_parts_its_thousands(written: str) -> None:
    assert telling(item("vote", f"Vote of {written}, they say")).numbers == ("1340",)


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("Won 1 340 to 2", ("1", "340", "2")),
        ("Lots 5\u00a0100 and 12\u00a034", ("5100", "12", "34")),
        ("Over 2\u202f300\u202f000,5 m", ("2300000.5",)),
        ("Born 2019\u00a0340 grams", ("2019", "340")),
        ("From 7\u00a01340 on", ("7", "1340")),
        ("Called 340's best", ("340",)),
    ],
)
def test_only_three_digits_behind_what_parts_no_words_are_thousands(told: str, numbers: tuple[str, ...]) -> None:
    assert telling(item("told", told)).numbers == numbers
