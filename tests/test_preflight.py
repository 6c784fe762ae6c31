"""A letter that has something wrong is not sent, unless a person says so, and that is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import render, store
from standfirst.model import Brief, Issue, Section
from standfirst.newsroom import contrast, mailing, preflight
from standfirst.readership import Choice, Letter, Preferences
from standfirst.send.stamping import House, prepared, stamped
from standfirst.store import open_store
from tests.render.press import MASTHEADS, POST, issue
from tests.send import a_posting
from tests.send.receiving import Receiver, received

HOUSE = House("letters@lantern.example", "returns@lantern.example", "https://lantern.example/", b"secret")
NOW = a_posting.NOW


DARK = """<style>@media (max-width: 480px) { body { color: #eee !important } }
@media screen and (prefers-color-scheme: dark) { /* { */ body { background: #111 !important } .a { color: #eee }
 div .b, p:no-such { color: #555 !important } .b { color: #eee !important } .paper { background-color: #eee !important } }
 p { color: #eee !important }</style>"""


def letter(language: str = "en") -> Letter:
    return render.mailing(f"{language}-12", [issue(language)], Preferences((language,)), POST)


def sample(made: Letter) -> bytes:
    return stamped(prepared(made, HOUSE, NOW), "abcdefghijklmnop", "ana@tarn.example")[1]


@pytest.mark.parametrize("language", tuple(MASTHEADS))
def test_nothing_is_wrong_with_our_own_letters(language: str) -> None:
    made = letter(language)
    assert preflight.complaints(made, sample(made)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": " \n"}, "the text part is missing"),
        ({"language": ""}, "its language is missing"),
        ({"stories": ()}, "there is no story in it"),
        ({"html": "<p>" + "x" * 103_000}, "its HTML has 103 kB: mail readers show 102"),
        ({"html": '<p><img src="https://a.example/a.png">'}, "the image https://a.example/a.png has no alt"),
        (
            {"html": '<article lang=""><p>Over the quay</p></article>'},
            "the language of “Over the quay” is missing",
        ),
        (
            {"html": '<div style="background-color: #ffffff"><p style="color: #999999">x</p></div>'},
            "#999999 on #ffffff has a contrast of 2.8",
        ),
        ({"html": '<p style="color: #ddd">x</p>'}, "#ddd on #ffffff has a contrast of 1.4"),
        ({"html": '<p style="color: #ddd">1<b>x</b></p>'}, "#ddd on #ffffff has a contrast of 1.4"),
        (
            {"html": f'{DARK}<p class="a" style="color: #333">x</p>'},
            "in dark rooms #333 on #111 has a contrast of 1.5",
        ),
        (
            {"html": f'{DARK}<div><p class="b" style="color: #333">x</p></div>'},
            "in dark rooms #555 on #111 has a contrast of 2.5",
        ),
        (
            {"html": f'<meta name="color-scheme" content="light dark">{DARK}<p class="paper">x</p>'},
            "in dark rooms #ffffff on #eee has a contrast of 1.2",
        ),
        ({"html": '<p style="background: #222 none">x</p>'}, "#000000 on #222 none has a contrast of 1.3"),
    ],
)
def test_each_fault_is_named(wrong: dict[str, object], told: str) -> None:
    made = letter()
    assert preflight.complaints(replace(made, **wrong), sample(made)) == [told]  # type: ignore[arg-type]


def test_large_words_may_be_fainter() -> None:
    html = '<div style="background-color: #ffffff"><p style="color: #808080; font-size: 30px">x</p></div>'
    assert preflight.complaints(replace(letter(), html=html), sample(letter())) == []
    assert contrast.contrast("#000000", "#ffffff") == 21


def test_a_signature_of_another_house_is_named() -> None:
    signed = b"DKIM-Signature: v=1; d=other.example; s=x;\r\n" + sample(letter())
    assert preflight.complaints(letter(), signed) == [
        "From is of lantern.example, and the DKIM signature of other.example"
    ]


def test_leaving_by_one_click_needs_https() -> None:
    plain = sample(letter()).replace(b"<https://lantern.example/readers", b"<http://lantern.example/readers")
    told = "one click ends letters only where it is made by https, not at http://lantern.example/readers/leave"
    assert preflight.complaints(letter(), plain) == [told]
    here = plain.replace(b"<http://lantern.example/readers", b"<http://127.0.0.1:8080/readers")
    assert preflight.complaints(letter(), here) == []


def test_dead_links_are_named_and_only_those_of_others_are_asked_for() -> None:
    made = letter()
    links = preflight.links(made)
    assert links and not any("lantern.example/readers" in link for link in links)
    (told,) = preflight.of_links(made, {links[0]: "404 Not Found"})
    assert told.startswith(f"{links[0]} (“Ferrymen of Port Alder") and told.endswith("”) is dead: 404 Not Found")


def none_dead(links: Collection[str]) -> dict[str, str]:
    return {}


def repeated(now: timedelta) -> Issue:
    """The issue of a later day, which prints a story of the first again, word for word."""
    first, later = a_posting.issue(), a_posting.issue(number=13, at=NOW + now)
    old = first.sections[0].briefs[0]
    return replace(later, sections=(Section(None, (old, *later.sections[0].briefs)),))


def test_a_story_sent_before_to_the_same_reader_is_named(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["ana@tarn.example"])
        tomorrow = NOW + timedelta(days=1)
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            store.issues.save(archive, repeated(timedelta(days=1)))
            with mailing.sending(room, archive, tomorrow) as letters:
                wrong = mailing.faults(archive, letters, none_dead)
                assert wrong == {
                    "en-13": ["“Lamp 0 of Tarn burns again” was sent to 1 of its readers before, in en-12"]
                }
            a_posting.readers(archive, ["ida@tarn.example"], Preferences(("en",), ("en",)), tomorrow)
            with mailing.sending(room, archive, tomorrow) as letters:
                assert list(mailing.faults(archive, letters, none_dead)) == ["en-13"]


def test_a_story_told_anew_may_be_sent_again(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["ana@tarn.example"])
        tomorrow = NOW + timedelta(days=1)
        again = repeated(timedelta(days=1))
        old: Brief = again.sections[0].briefs[0]
        grown = replace(old, item=replace(old.item, headline="Lamp 0 of Tarn went out again"))
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            store.issues.save(archive, replace(again, sections=(Section(None, (grown,)),)))
            with mailing.sending(room, archive, tomorrow) as letters:
                assert mailing.faults(archive, letters, none_dead) == {}


def test_events_ahead_and_what_an_editor_leads_again_may_be_sent_again(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["ana@tarn.example"])
        tomorrow = NOW + timedelta(days=1)
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            led, event, *_ = a_posting.issue().sections[0].briefs
            later = a_posting.issue(number=13, at=tomorrow)
            ahead = Section(None, (event,), coming=True)
            store.issues.save(
                archive, replace(later, sections=(Section(None, (replace(led, lead=3),)), *later.sections, ahead))
            )
            with mailing.sending(room, archive, tomorrow) as letters:
                assert mailing.faults(archive, letters, none_dead) == {}
                assert len(letters.now[0].group.letter.stories) == 5


def test_who_chose_other_letters_may_meet_a_story_again(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["ana@tarn.example"])
        tomorrow = NOW + timedelta(days=1)
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            store.issues.save(archive, repeated(timedelta(days=1)))
            chosen = Choice(NOW + timedelta(hours=1), "reading", Preferences(("en",), (), "daily"), "chosen")
            store.subscribers.note(archive, "ana@tarn.example", chosen)
            with mailing.sending(room, archive, tomorrow) as letters:
                assert [addressed.letter for addressed in letters.now] == ["daily-2026-03-18"]
                assert mailing.faults(archive, letters, none_dead) == {}


def test_a_letter_of_a_day_repeats_only_what_its_own_editions_told(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.room(tmp_path, port)
        tomorrow = NOW + timedelta(days=1)
        with open_store(room.store) as archive:
            store.issues.save(archive, a_posting.issue("ar"))
            store.issues.save(archive, a_posting.issue("en"))
            a_posting.readers(archive, ["ana@tarn.example"], Preferences(("en",), (), "daily"))
            a_posting.send_all(room, archive)
            other = a_posting.issue("ar").sections[0]
            store.issues.save(archive, replace(a_posting.issue(number=13, at=tomorrow), sections=(other,)))
            with mailing.sending(room, archive, tomorrow) as letters:
                assert letters.letters == ("daily-2026-03-18",)
                assert mailing.faults(archive, letters, none_dead) == {}
