"""Plain texts: each case is a text and the items it holds; what must hold for any text follows below."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from standfirst.model import Item, tidy
from standfirst.read.text import read_text
from standfirst.read.text.formulas import without_formulas
from standfirst.read.text.leads import lead_of, marks_of
from standfirst.read.text.likeness import likeness
from standfirst.read.text.line import Line
from standfirst.read.text.lines import lines_of
from standfirst.read.text.markup import without_markup
from standfirst.read.text.moments import moments, order_of
from standfirst.read.text.numerals import numbered
from standfirst.read.text.pieces import in_pieces
from standfirst.read.text.record import Record, trimmed
from standfirst.read.text.runon import cuts

CASES = sorted((Path(__file__).parents[1] / "cases/text").glob("*.txt"))
ODD = Path(__file__).parents[1] / "cases/text_odd"
URL = "https://texts.example/"
PLACES = ("Ombira", "Velim", "Tarrant", "Lorn", "Esk", "Maro", "Tarn", "Ulla", "Oberau", "Sella", "Brin", "Castra")


def items_of(text: str) -> tuple[Item, ...]:
    return read_text(text, URL).items


def test_a_line_of_nothing_but_strong_days_is_read_like_any_other() -> None:
    assert not items_of("\n".join(["- " + "**2031-05-14** " * 3000] * 5))[5:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_text_gives_the_items_it_holds(case: Path) -> None:
    told = json.loads(case.with_suffix(".json").read_text("utf-8"))
    reading = read_text(case.read_text("utf-8"), URL)
    assert reading.title == told.get("title", reading.title)
    found, expected = reading.items, told["items"]
    assert [item.headline for item in found] == [item["headline"] for item in expected]
    for item, told in zip(found, expected, strict=True):
        assert {name: getattr(item, name) for name in told} == told


BOTH = (Path(__file__).parents[1] / "cases/text/run_together.txt").read_text("utf-8")
PAIRS = (Path(__file__).parents[1] / "cases/text/pairs.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "copied",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
        lambda text: "".join(f">> {line}\n" if line else ">>\n" for line in text.splitlines()),
        lambda text: "".join(f"    {line}\n" for line in text.splitlines()),
        lambda text: "".join(f"\u200f{line}\u200e\n" if line else "\n" for line in text.splitlines()),
    ],
    ids=["lines of Windows", "quoted", "quoted twice", "set in", "marks of direction"],
)
@pytest.mark.parametrize("text", [BOTH, PAIRS], ids=["run together", "pairs"])
def test_a_text_that_was_copied_gives_the_same_items(text: str, copied: Callable[[str], str]) -> None:
    assert items_of(copied(text)) == items_of(text)


@pytest.mark.parametrize("line", [">" * 300_000, "\u200f" * 300_000 + "a", "- " * 150_000, "A — " * 75_000])
def test_a_line_of_nothing_but_signs_is_read_soon(line: str) -> None:
    assert len(items_of(f"{line}\n" * 3)) <= 3


def test_run_together_lines_below_a_title_are_an_item_each() -> None:
    titled = items_of(f"The harbour news\n\n{BOTH}")
    assert [item.headline for item in titled] == [item.headline for item in items_of(BOTH)]


def test_the_day_of_a_dateline_has_the_year_that_now_makes_certain() -> None:
    text = (
        "Ferry returns to the islands\nNORTHPORT, 3 May (TWA) — The ferry sails again from Monday.\n"
        "Keepers vote to strike\nSAN ROCCO, 28 Dec. — The lights stay on until Friday, the union said.\n"
        "Fish market to open on Sundays\nIn Northport, 12 stalls — all old — may sell until noon.\n"
    )
    now = datetime(2024, 5, 6, tzinfo=UTC)
    assert [item.published for item in read_text(text, URL, now=now).items] == ["2024-05-03", "2023-12-28", None]
    assert [item.published for item in items_of(text)] == [None, None, None]


# --- lines --------------------------------------------------------------------------------------------------


def test_a_short_line_that_keeps_coming_back_is_a_label() -> None:
    kinds = [line.kind for line in lines_of("News desk\nOne\nNews desk\nTwo\nNews desk\nThree")]
    assert kinds == ["label", "text", "label", "text", "label", "text"]


def test_read_more_is_no_headline_in_any_language() -> None:
    told = lines_of("Läs mer\n続きを読む\nСвіжий хліб\nВідчинено\nЧитати далі →")
    assert [line.kind for line in told] == ["more", "more", "text", "text", "more"]


def test_a_headline_with_a_day_in_it_is_no_date() -> None:
    told = lines_of("5 March 2024\nTimetable from 16 October 2023\n4 March 2024\nA night\n3 March 2024\nBread")
    assert [line.kind for line in told] == ["date", "text", "date", "text", "date", "text"]


def test_bare_figures_are_dates_in_the_order_that_the_document_shows() -> None:
    assert order_of(["9/1/2002", "9/17/2002"]) == "mdy"
    assert [m.iso for m in moments("SALE - Daily 9/1/2002", "en", None, "mdy")] == ["2002-09-01"]


def test_how_long_ago_parts_items_but_dates_none() -> None:
    assert [m.iso for m in moments("hace 3 horas La feria", "es", None, None)] == [None]
    assert [m.iso for m in moments("3 小时前 市场", "zh", None, None)] == [None]


@pytest.mark.parametrize("age", ["8m ago", "vor 2 Std.", "il y a 3 mois", "3日前", "منذ 3 ساعات", "5 gün önce"])
def test_how_old_a_line_is_shows_in_any_language(age: str) -> None:
    line = f"{age} | Kelp"
    assert [line[m.start : m.end] for m in moments(line, None, None, None)] == [age]


def test_what_was_years_ago_is_no_age_of_a_line() -> None:
    assert moments("100년 전 사진첩", "ko", None, None) == ()


def test_read_more_leaves_the_end_of_a_standfirst_and_its_cut_stays() -> None:
    told, _ = in_pieces(lines_of("The lamps will burn until Friday but nobody will polish … [Read more...]"))
    assert told[0].text == "The lamps will burn until Friday but nobody will polish …"


def test_a_word_that_may_mean_more_stays_within_a_sentence() -> None:
    told, _ = in_pieces(lines_of("The keepers of the old lighthouse asked the mayor of the town for more"))
    assert told[0].text.endswith("for more")


# --- looks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "standfirst"),
    [
        (
            "Bread returns to the islands",
            "The boat that carries the bread leaves at four, and it is always late again.",
        ),
        ("Хліб повертається на острови", "Човен, що везе хліб, відходить о четвертій ранку й завжди спізнюється."),
        ("面包重返海岛", "运送面包的小船每天凌晨四点出发，却总是迟到，岛上的居民早已习惯了等待。"),
        (
            "الخبز يعود إلى الجزر",
            "يغادر القارب الذي يحمل الخبز في الرابعة صباحا ويصل متأخرا كل يوم تقريبا، كما قيل.",
        ),
    ],
)
def test_a_standfirst_looks_more_like_one_than_its_headline(headline: str, standfirst: str) -> None:
    assert likeness(standfirst) > 0 > likeness(headline)


def test_lines_of_one_sentence_each_are_not_cut() -> None:
    lines = [
        "The boat that carries the bread leaves at four in the morning and comes back with the last tide.",
        "The union of keepers says that the lamps will burn until Friday, whatever the mayor may answer.",
        "From May the stalls of the market may sell until noon, as the council decided after a long night.",
    ]
    assert cuts(lines, -2.0) == [0, 0, 0]


# --- what stands around items -------------------------------------------------------------------------------

THREE = """Ferry returns to the northern islands
After eleven winters the boat sails again, with forty cars and a bakery on board.

Fish market to open on Sundays
From May the stalls may sell until noon, the council decided after a long night.

Lighthouse keepers vote to strike
The lamps will burn until Friday, but nobody will polish the lenses."""
HEADLINES = [
    "Ferry returns to the northern islands",
    "Fish market to open on Sundays",
    "Lighthouse keepers vote to strike",
]


def test_a_first_line_that_stands_above_all_items_is_the_title() -> None:
    reading = read_text(f"The coast letter\n\n{THREE}", URL)
    assert reading.title == "The coast letter"
    assert [item.headline for item in reading.items] == HEADLINES


@pytest.mark.parametrize(
    "first",
    ["5 March 2024", "Home > News", "Good morning, dear readers!", "night.desk@coast.example", "In this issue:"],
)
def test_dates_paths_greetings_and_addresses_are_no_titles(first: str) -> None:
    assert read_text(f"{first}\n\n{THREE}", URL).title is None


def test_a_text_that_begins_with_an_item_has_no_title() -> None:
    assert read_text(THREE, URL).title is None


def test_headings_above_one_item_each_name_no_sections() -> None:
    items = items_of("HARBOUR\n\n- Ferry returns\n\nLIGHT\n\n- Keepers vote\n\nCRAFTS\n\n- Bells fall silent")
    assert [item.section for item in items] == [None, None, None]


def test_the_title_of_a_part_of_a_list_names_the_section_of_its_items() -> None:
    items = items_of("Harbour\n\n- Ferry returns\n- Market opens\n\nLight\n\n- Keepers vote\n- A lamp is lit")
    assert [item.section for item in items] == ["Harbour", "Harbour", "Light", "Light"]
    assert items[0].found["section"] == "a heading above several items"


def test_notes_that_nothing_calls_stay_where_they_are() -> None:
    assert "[2] https://coast.example/b" in without_markup(
        "One [1]\n\n[1] https://coast.example/a\n[2] https://coast.example/b"
    )


def test_words_of_a_foot_in_a_headline_end_no_text() -> None:
    items = items_of(
        f"{THREE}\n\nMinister explains privacy policy to the fish\nThe fish, it is said, were not impressed by it."
    )
    assert [item.headline for item in items] == [*HEADLINES, "Minister explains privacy policy to the fish"]


def test_the_foot_of_a_text_is_no_item_in_any_language() -> None:
    for foot in (
        "© 2024 The coast",
        "Se désinscrire",
        "수신거부: https://coast.example/x",
        "لإلغاء الاشتراك اضغط هنا",
    ):
        assert [item.headline for item in items_of(f"{THREE}\n\n{foot}")] == HEADLINES


def test_numbers_out_of_order_head_no_items() -> None:
    lines = lines_of("7. Ferry returns\nIt sails.\n3. Market opens\nIt sells.\n9. Keepers vote\nThey strike.")
    assert lead_of(lines, marks_of(lines)) is None


# --- always -------------------------------------------------------------------------------------------------

_LINE = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "",
            "5 March 2024",
            "Read more",
            "- a",
            "1. first",
            "[News]",
            "https://a.example/b",
            "***",
            "## part",
            "**bold**",
            "[a](https://a.example/c)",
            "[1] https://a.example/d",
            "b [1]",
        ]
    ),
)


@example("\t")
@example("0§\tA")
@given(st.lists(_LINE, max_size=30).map("\n".join))
def test_any_text_is_read_and_every_word_of_its_items_stands_in_it(text: str) -> None:
    words = set("".join(map(tidy, text.split("\n"))).replace(" ", ""))
    for item in items_of(text):
        for told in (item.headline, item.standfirst, item.byline, item.kicker):
            assert set((told or "").replace(" ", "")) <= words


def test_a_letter_before_a_tab_is_a_point_of_a_list_only_where_the_line_begins() -> None:
    names = items_of("Rodrigo\tThe ferry sails\nRosario\tThe bridge stays\nEmilio\tThe lamp burns")
    assert "Rodrigo" in f"{names[0].headline}{names[0].standfirst}{names[0].kicker}{names[0].byline}"
    points = items_of("o\tThe ferry sails again\no\tThe bridge stays shut\no\tThe lamp burns at night")
    assert [item.headline for item in points][:1] == ["The ferry sails again"]


HEADS = [f"The boats of {place} are home after weeks of fog" for place in PLACES[:6]]
WORDS = [f"They lay in the harbour of {place} until the lighthouse could be seen again." for place in PLACES[:6]]
OUTLETS = ["The Tide", "Harbour Post", "North Gazette"] * 2
TOPICS = ["Transport", "Nature", "Fishing"] * 2


@pytest.mark.parametrize(
    "columns",
    [
        (HEADS, OUTLETS),
        (OUTLETS, HEADS),
        (HEADS, WORDS),
        (TOPICS, HEADS, WORDS),
        (HEADS, WORDS, OUTLETS),
        ("123456", HEADS, OUTLETS),
        (HEADS, OUTLETS, TOPICS),
    ],
    ids=lambda columns: " ".join(column[0].split()[-1] for column in columns),
)
@pytest.mark.parametrize("parted", ["\t", " | "], ids=["tabs", "bars"])
def test_the_columns_of_a_table_are_told_without_dates(columns: tuple[list[str], ...], parted: str) -> None:
    found = items_of("\n".join(map(parted.join, zip(*columns, strict=True))))
    assert [item.headline for item in found] == HEADS
    assert [item.standfirst for item in found] == (WORDS if WORDS in columns else [None] * 6)
    assert [item.byline for item in found] == (OUTLETS if OUTLETS in columns else [None] * 6)
    assert [item.kicker for item in found] == (TOPICS if TOPICS in columns else [None] * 6)


def test_a_line_that_says_no_more_than_the_others_begin_with_stays() -> None:
    boats = [f"News from the coast – The boats of {place} are home after weeks of fog" for place in PLACES]
    lines, _ = without_formulas([Line(text) for text in ("News from the coast –", *boats)])
    assert next(line.text for line in lines) == "News from the coast –"


def test_short_lines_before_words_of_half_a_line_are_read() -> None:
    """No line above another is long, so no share of the long ones is full."""
    lines = [
        f"The boats of the harbour of {name} sail again and then" for name in ("Ida", "Ana", "Mia", "Eva", "Ulla")
    ]
    below = ("/news/the-boats-of-the-old-harbour-sail-again-today", "and nobody knows yet whether it will last")
    text = "\n\n".join(f"{line}\n{sign}{' '.join(below)}" for sign, line in zip("abcde", lines, strict=True))
    assert items_of(text)


def test_words_that_lead_on_are_known_by_a_headline_with_a_sharp_s() -> None:
    pieces = {
        "Große Straße bleibt gesperrt": "Bis zum Herbst fahren alle Busse über die alte Brücke am Fluss …",
        "Rathaus bekommt ein neues Dach": "Die Ziegel hielten hundert Jahre, doch der Sturm hat sie gelockert …",
        "Fußballer feiern einen Sieg": "Nach drei Niederlagen gewann die Mannschaft mit zwei Toren …",
        "Schule sucht eine Köchin": "Seit Ostern gibt es mittags Brote, weil sich niemand gemeldet hat …",
    }
    lines = [f"{head}\n{words} Zum ganzen Stück {head}\n" for head, words in pieces.items()]
    assert {item.headline: item.standfirst for item in items_of("".join(lines))} == pieces


def test_a_headline_may_ask_and_answer_before_its_standfirst_begins() -> None:
    lines = CASES[0].with_name("run_together.txt").read_text("utf-8").splitlines()
    asked = "Who rang the bell? A village in the valley asks its bats"
    told = "When the bell rang at midnight, nobody was in the tower. A listening party sat up for nine nights to learn why."
    item = items_of("\n".join([*lines, f"{asked} {told}"]))[-1]
    assert (item.headline, item.standfirst) == (asked, told)


@pytest.mark.parametrize(
    "text",
    [
        "1 May 2024\nHarbour ferry back\n2 May 2024\nNew bridge opens\n3 May 2024\nCouncil sits late",
        "1 Maart\nPont vaart weer\n2 Maart\nBrug open\n3 Maart\nRaad zit laat",
        "A. Moreau sings again\nB. Okafor wins the cup\nE. Lindqvist reopens the mill",
        "Ferries: what is new\n1 boat is back\n4 boats wait",
    ],
    ids=["days", "days without a year", "initials", "sums"],
)
def test_lines_that_are_not_counted_stay_as_they_are(text: str) -> None:
    assert numbered(text.split("\n")) == text.split("\n")


def _by_days(title: str, *days: str) -> str:
    told = ["Ferry back in the harbour", "Old mill to teach cooking", "Council agrees on baths"]
    return f"{title}\n\n" + "\n\n".join(
        f"{day}\n{head}\nNobody had expected it so soon, members said."
        for day, head in zip(days, told, strict=True)
    )


LATER = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("now", [None, LATER])
def test_the_day_of_a_digest_tells_the_year_of_its_items_whenever_it_is_read(now: datetime | None) -> None:
    text = _by_days("Harbour Post, 8 January 2024", "7 January", "2 January", "29 December")
    told = [item.published for item in read_text(text, URL, now=now).items]
    assert told == ["2024-01-07", "2024-01-02", "2023-12-29"]


def test_a_day_without_a_year_has_none_where_nothing_makes_it_certain() -> None:
    days = ("7 January", "2 January", "29 December")
    assert [item.published for item in items_of(_by_days("Harbour Post", *days))] == [None] * 3
    far = items_of(_by_days("Harbour Post, 8 January 2024", "7 January", "12 March", "29 April"))
    assert [item.published for item in far] == ["2024-01-07", None, None]


def test_a_word_in_capitals_before_a_dash_is_a_kicker_and_stays_in_its_headline() -> None:
    told = items_of(
        "UPDATE – Ferry runs again after repairs\nThe boat to the island left on time this morning.\n\n"
        "Bakers rise early for the feast\nQueues formed before dawn in front of the old ovens.\n\n"
        "EXCLUSIVE – Choir wins first prize\nForty singers came home with the silver cup last night.\n"
    )
    assert [item.kicker for item in told] == ["UPDATE", None, "EXCLUSIVE"]
    assert told[0].headline == "UPDATE – Ferry runs again after repairs"


def test_a_word_of_a_script_without_capitals_before_a_dash_is_no_kicker() -> None:
    told = items_of(
        "العاصمة – افتتاح مكتبة جديدة على ضفة النهر\nتفتح المكتبة أبوابها للقراء يوم السبت وتضم قاعة للأطفال.\n\n"
        "إغلاق الجسر القديم لأعمال الصيانة\nقالت البلدية إن الأعمال ستستمر ثلاثة أسابيع.\n"
    )
    assert [item.kicker for item in told] == [None, None]


def test_a_call_behind_a_sentence_is_none_of_it_in_scripts_without_capitals() -> None:
    items = "".join(
        f"{number}) {head}\n{words} पूरा पढ़ें: https://g.example/{number}\n\n"
        for number, head, words in (
            ("1", "नदी पर नया पुल खुला", "अब गाँव के बच्चे नाव के बिना स्कूल पहुँच सकेंगे।"),
            ("2", "मेले में उमड़ी भीड़", "आयोजकों के अनुसार तीन दिन में चालीस हज़ार लोग आए।"),
            ("3", "पुरानी हवेली बनेगी संग्रहालय", "नगर परिषद ने मरम्मत के लिए धन मंज़ूर किया है।"),
        )
    )
    told = read_text(items, "https://g.example/").items
    assert [(item.standfirst or "")[-1] for item in told] == ["।"] * 3
    assert [item.link for item in told] == [f"https://g.example/{number}" for number in (1, 2, 3)]


def test_a_text_of_more_lines_than_are_read_gives_its_first_items_and_says_so() -> None:
    items = (
        "Ferry calls at the old quay\nA boat a day goes there, and one comes back at dusk.\n\n"
        "Storks are counted in Tarrant\nThere are forty of them, which is two more than last year.\n\n"
        "Bakers found a choir in Ombira\nThey sing while the dough rises, at four in the morning.\n\n"
    )
    told = read_text(items + "\n" * 20_000 + items.replace("e", "i"), "https://g.example/")
    assert [item.headline for item in told.items] == items.split("\n")[::3][:3]
    assert told.complaints == ("longer than 20,000 lines or 2,000,000 characters; the rest is not read",)
    assert read_text(items, "https://g.example/").complaints == ()


@pytest.mark.parametrize("name", sorted(path.stem for path in ODD.glob("*.txt")))
def test_what_was_put_together_at_random_is_read(name: str) -> None:
    assert read_text((ODD / f"{name}.txt").read_text("utf-8"), URL).items


def test_words_without_a_headline_at_the_end_are_kept_though_no_other_item_has_any() -> None:
    lines = lines_of("Swans counted on the Orsa\nFerry pier repaired\nNobody was hurt, says the mayor.", "en")
    told = trimmed([Record(heads=[lines[0]]), Record(heads=[lines[1]]), Record(texts=[lines[2]])])
    assert [line.text for line in told[-1].texts] == ["Nobody was hurt, says the mayor."]


@pytest.mark.parametrize("sign", [">>> ", "--", "== ", "»» "])
def test_signs_before_headlines_that_stand_apart_are_none_of_them(sign: str) -> None:
    told = items_of(
        f"THE WEEK\n\n{sign}Old ferries keep leaking\nNine of fourteen were found to lose oil in port.\n\n"
        f"{sign}Pilots ask for newer charts\nThe banks have moved since the last survey.\n\n"
        f"{sign}Lock keepers end their strike\nThey will be paid for their night watches.\n"
    )
    assert [item.headline for item in told] == [
        "Old ferries keep leaking",
        "Pilots ask for newer charts",
        "Lock keepers end their strike",
    ]


def test_titles_in_turkish_capitals_are_the_same_as_in_the_table_of_contents() -> None:
    told = items_of(
        "HAFTALIK BÜLTEN SAYI: 9\n\nİÇİNDEKİLER\n1) Yeni taşlar geldi\n2) Un fiyatları düştü\n3) Kayıtlar açıldı\n\n"
        "1) YENİ TAŞLAR GELDİ\nTaşlar salı günü iki kamyonla getirildi.\n\n"
        "2) UN FİYATLARI DÜŞTÜ\nKasabada un geçen aya göre beşte bir ucuzladı.\n\n"
        "3) KAYITLAR AÇILDI\nBaşvurular dernek binasında alınıyor.\n"
    )
    assert [item.headline for item in told] == ["YENİ TAŞLAR GELDİ", "UN FİYATLARI DÜŞTÜ", "KAYITLAR AÇILDI"]


def test_parts_between_more_stars_on_one_side_than_on_the_other_are_headings() -> None:
    assert without_markup("*** TOP ***\n\na\n\n****** THE REST *********\n\nb").split("\n")[::4] == [
        "## TOP",
        "## THE REST",
    ]
    assert without_markup("** Bread\n\n** *** *****\n\n** Salt") == "## Bread\n\n** *** *****\n\n## Salt"
