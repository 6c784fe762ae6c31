"""What leads up to who wrote a piece."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from standfirst.model import Document
from standfirst.read import read
from standfirst.read.signing import REPORTER, by_in, is_button, is_of_a_picture, leads_up

ROWS = (Path(__file__).parent.parent / "cases" / "bylines.tsv").read_text("utf-8").splitlines()[1:]
HEADLINES = ("Clerks lay down pens in Ostrow", "Ferry to Lunde stays in port", "Mill at Korsa reopens its doors")
TEXTS = (
    "The two hundred clerks want a lunch break of an hour, and the mayor a day to think about it.",
    "Its captain says that the new engine is older than the one it came to replace last spring.",
    "Flour will be milled again on three days of the week, with a miller who came out of retirement.",
)


@pytest.mark.parametrize(("language", "line", "name"), [row.split("\t") for row in ROWS])
def test_what_leads_up_to_a_name_is_known(language: str, line: str, name: str) -> None:
    more = filter(None, [by_in(language)])
    assert REPORTER.fullmatch(line) or re.sub(f"^{leads_up(*more)}", "", line, flags=re.I) == name


@pytest.mark.parametrize(
    "text", ["Text messages overtake calls", "记者调查手记", "Autorité, ordre, liberté", "Byzantine coins"]
)
def test_what_only_begins_so_leads_up_to_none(text: str) -> None:
    assert not re.match(leads_up(), text, re.I)


@pytest.mark.parametrize("line", ["Skrevet af Ada Quist", "Tekst: Ada Quist", "Avtor: Ada Quist"])
def test_pages_and_texts_know_the_same(line: str) -> None:
    cards = [
        f'<div><h3><a href="/{n}">{head}</a></h3><p>{text}</p><p>{line}</p></div>'
        for n, (head, text) in enumerate(zip(HEADLINES, TEXTS, strict=True))
    ]
    page = f'<html lang="en"><body><main>{"".join(cards)}</main></body></html>'
    text = "\n\n".join(f"{head}\n{text}\n{line}" for head, text in zip(HEADLINES, TEXTS, strict=True))
    for document in (
        Document("https://press.example/", page.encode(), "text/html"),
        Document("digest.txt", text.encode(), "text/plain"),
    ):
        assert [item.byline for item in read(document).items] == ["Ada Quist"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ada Quist",
        "Foto: Ada Quist",
        "Fot. Ada Quist",
        "Foto av Ada Quist",
        "Fotó: Quist Ada",
        "Снимка: Ана К.",
        "写真:山田",
    ],
)
def test_whose_a_picture_is_stands_with_it(text: str) -> None:
    assert is_of_a_picture(text)
    assert not is_button(text)


@pytest.mark.parametrize("text", ["Share", "Teilen", "Поделиться", "分享", "Partager"])
def test_words_of_buttons_are_known(text: str) -> None:
    assert is_button(text)
    assert not is_of_a_picture(text)


def test_neither_a_button_nor_a_credit_above_a_headline_is_its_label() -> None:
    for line in ("Share", "Photo: Ada Quist"):
        cards = [
            f'<div><div>{line}</div><h3><a href="/{n}">{head}</a></h3><p>{text}</p></div>'
            for n, (head, text) in enumerate(zip(HEADLINES, TEXTS, strict=True))
        ]
        page = f'<html lang="en"><body><main>{"".join(cards)}</main></body></html>'
        items = read(Document("https://press.example/", page.encode(), "text/html")).items
        assert [(item.headline, item.kicker) for item in items] == [(head, None) for head in HEADLINES]
