"""Letters to readers: one for each set of preferences, short enough, in words that all mail readers show."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from standfirst import render
from standfirst.model import Appeal, Brief, Credit, Enclosure, Event, Issue, Item, Listing, Section
from standfirst.readership import Preferences
from standfirst.render import mailing
from standfirst.render.furniture import say, spoken
from tests.render.mail_rules import complaints
from tests.render.press import DAY, MASTHEADS, POST, issue

LANGUAGES = tuple(MASTHEADS)
EVERYTHING = Preferences(("en",))


def brief(n: int, language: str = "en", others: tuple[Credit, ...] = (), words: int = 10) -> Brief:
    item = Item(
        id=f"i{n}",
        source_id="s",
        headline=f"Quay {n} opens",
        standfirst="lamp " * words,
        link=f"https://quay.example/{n}",
        language=language,
    )
    return Brief(f"s{n}", item, "The Quay", others)


def of(*briefs: Brief, edition: str = "en") -> Issue:
    return Issue(
        edition, 3, DAY, {"en": "The Lantern", "es": "El Farol"}[edition], edition, (Section(None, briefs),)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_stays_within_what_mail_readers_know(language: str) -> None:
    made = mailing("x-1", [issue(language)], Preferences((language,)), POST)
    assert complaints(made.html) == []


@pytest.mark.parametrize("language", spoken())
def test_a_letter_says_in_the_readers_language_how_to_change_and_to_leave(language: str) -> None:
    made = mailing("x-1", [issue("es")], Preferences(("es",), (language, "es")), POST)
    for word in ("change", "leave", "because"):
        assert say(language, word) in made.text
        assert say(language, word) in made.html.replace("&nbsp;", "\u00a0")
    assert made.language == language
    assert made.text.count(f"https://lantern.example/readers/leave?lang={language}&t=\ue000") == 1
    assert made.html.count("\ue000") == 2


def test_a_reprint_credits_its_first_publisher() -> None:
    made = mailing("en-3", [of(replace(brief(1), copy="reprint", copied="The Gull"))], EVERYTHING, POST)
    assert "Reprint: \u2068The Gull\u2069" in made.text and "Reprint: \u2068The Gull\u2069" in made.html


def test_a_letter_too_long_is_cut_and_says_where_the_rest_is() -> None:
    made = mailing("en-3", [of(*(brief(n, words=200) for n in range(150)))], EVERYTHING, POST)
    assert 60_000 < len(made.html.encode()) <= 102_000
    assert 10 < len(made.stories) < 150
    assert "Quay 0 opens" in made.html and "Quay 149 opens" not in made.html + made.text
    assert say("en", "rest") in made.html and say("en", "rest") in made.text


def test_a_letter_of_one_story_too_long_is_sent_whole() -> None:
    for told in ([brief(1, words=30_000)], [brief(1, words=60_000), brief(2)]):
        assert mailing("en-3", [of(*told)], EVERYTHING, POST).stories == ("i1",)


def test_who_reads_other_languages_gets_another_telling_or_is_spared() -> None:
    spanish = Credit("El Muelle", "Abre el muelle", "https://muelle.example/1", "es", None)
    unheaded, french = replace(spanish, headline=None), Credit("Le Quai", "Le quai ouvre", None, "fr", None)
    unknown = brief(4)
    unknown = replace(unknown, item=replace(unknown.item, language=None))
    told = of(brief(1), brief(2, "ru", (unheaded, spanish, french)), brief(3, "ru"), unknown)
    made = mailing("en-3", [told], Preferences(("en",), ("es", "en")), POST)
    assert made.stories == ("i1", "i2", "i4")
    assert "Abre el muelle" in made.html and "Quay 2 opens" not in made.text.split("+")[0]
    assert "Le Quai" in made.text and spanish.link and spanish.link in made.text
    assert say("es", "rest") in made.html


def test_who_reads_none_of_it_gets_all_of_it() -> None:
    made = mailing("en-3", [of(brief(1), brief(2))], Preferences(("en",), ("zh",)), POST)
    assert made.stories == ("i1", "i2")


def test_several_issues_make_one_letter_with_no_story_twice() -> None:
    asked = Preferences(("en", "es"), (), "daily")
    made = mailing("daily-x", [of(brief(1), brief(2)), of(brief(2), brief(3), edition="es")], asked, POST)
    assert made.stories == ("i1", "i2", "i3")
    assert made.masthead == "The Lantern" and "El Farol" in made.text
    assert made.series == "daily"


def test_a_story_of_several_issues_is_told_in_the_language_that_is_liked_best() -> None:
    english, spanish = brief(1), replace(brief(2, "es"), told=("i1",))
    gone = replace(brief(4), withdrawn=True)
    issues = [of(english, gone, brief(3)), of(replace(brief(4, "es"), told=("i4",)), spanish, edition="es")]
    for languages, stories in ((("es", "en"), ("i2", "i3")), (("en", "es"), ("i1", "i3")), ((), ("i1", "i3"))):
        made = mailing("daily-x", issues, Preferences(("en", "es"), languages, "daily"), POST)
        assert made.stories == stories


def test_titles_of_sections_are_in_the_words_and_marked_as_of_the_language_of_their_edition() -> None:
    theirs = of(brief(2, "es"), edition="es")
    theirs = replace(theirs, sections=(replace(theirs.sections[0], title="Mar y puerto"),))
    made = mailing("daily-x", [of(brief(1)), theirs], Preferences(("en", "es"), ("en", "es"), "daily"), POST)
    heading = re.search(r"<h2 [^>]*>Mar y puerto</h2>", made.html)
    assert heading and 'lang="es"' in heading[0]


def test_a_line_of_the_text_part_runs_as_its_language_does_whatever_script_a_name_is_of() -> None:
    made = mailing("en-3", [of(brief(1))], Preferences(("en",), ("ar", "en")), POST)
    assert "\n\u200f\u2068The Quay\u2069 · " in made.text
    arabic = replace(brief(1), outlet="صدى الميناء")
    assert "\n\u2068صدى الميناء\u2069\n" in mailing("en-3", [of(arabic)], EVERYTHING, POST).text


def test_no_line_of_french_ends_within_its_quotation_marks() -> None:
    french = brief(1, "fr")
    french = replace(french, item=replace(french.item, headline="« Le quai » : 1 340 voix, 62 % !"))
    made = mailing("en-3", [of(french, brief(2))], Preferences(("en",), ("fr", "en")), POST)
    told = "«\u00a0Le quai\u00a0»\u00a0: 1\u00a0340 voix, 62\u00a0%\u00a0!"
    assert told in made.text and told in made.html.replace("&nbsp;", "\u00a0")


def test_the_text_part_says_what_a_brief_carries() -> None:
    plain = brief(1)
    event = Event("2026-03-20", "2026-03-22", "Valbrune")
    appeal = Appeal(Decimal(2000), Decimal(1100), "EUR")
    file = Enclosure("https://quay.example/1.mp3", "audio/mpeg", duration=754)
    carrying = replace(plain, item=replace(plain.item, event=event, appeal=appeal, enclosures=(file,)))
    told = mailing("en-3", [of(carrying)], EVERYTHING, POST).text
    assert "\n20–22 March 2026 · Valbrune\n€1,100 raised of €2,000\nThe Quay\n" in told
    assert "\nListen · 13 mins\nhttps://quay.example/1.mp3\n" in told


def test_the_text_part_tells_each_story_in_three_paragraphs() -> None:
    one = replace(brief(1), others=(Credit("El Muelle", "Abre", None, "es", None),))
    made = mailing(
        "en-3", [of(replace(one, item=replace(one.item, byline="Ana Ruiz", kicker="Ports")))], EVERYTHING, POST
    )
    assert made.text.split("\n\n")[1:4] == [
        "\nQuay 1 opens",
        ("lamp " * 10).strip(),
        "Ana Ruiz · The Quay · Ports\nAlso told by: El Muelle (Spanish)\nhttps://quay.example/1",
    ]


def test_the_text_part_stands_in_short_lines_that_flow_together_again() -> None:
    words = "> From the quay: " + "lamps and boats " * 12 + "burn."
    long = brief(1, words=40)
    long = replace(long, item=replace(long.item, headline=words))
    lines = mailing("en-3", [of(long, replace(brief(2), outlet="ميناء " * 30))], EVERYTHING, POST).text.split("\n")
    assert all(len(line) < 78 or "ميناء" in line for line in lines)
    assert "".join(
        lines[lines.index(" > From the quay: lamps and boats lamps and boats lamps and boats lamps ") :]
    )[1:].startswith(words)


def test_an_item_that_leads_nowhere_has_the_address_of_its_brief_in_the_text_part() -> None:
    bare = replace(brief(2), item=replace(brief(2).item, link=None))
    other = replace(brief(4), item=replace(brief(4).item, link=None))
    here, there = of(brief(1), bare), of(other, edition="es")
    text = mailing("daily-1", [here, there], Preferences(("en", "es")), POST).text
    assert f"https://lantern.example/en/issues/{DAY}.html#b-i2\n" in text
    assert f"https://lantern.example/es/issues/{DAY}.html#b-i4\n" in text
    assert "#b-i1" not in text
    page = render.page(Listing.of_issue(here), POST).body.decode()
    assert page.count('id="b-i2"') == 1 and 'id="b-i1"' not in page
