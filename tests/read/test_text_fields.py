"""Lines that say what they are lose their labels, whatever the language; other lines with colons stay."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst.model import Document, Item
from standfirst.read import read
from standfirst.read.text.fields import told_by_fields

CASES = Path(__file__).parents[1] / "cases" / "encodings"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

LABELS = {
    "fr": "Titre : |Résumé : |Lien : |Date : ",
    "pl": "Tytuł: |Streszczenie: |Link: |Data: ",
    "ru": "Заголовок: |Аннотация: |Ссылка: |Дата: ",
    "ar": "العنوان: |الملخص: |الرابط: |التاريخ: ",
    "zh": "标题：|摘要：|链接：|日期：",
    "ja": "タイトル：|概要：|リンク：|日付：",
    "ko": "제목: |요약: |링크: |날짜: ",
    "tr": "Başlık: |Özet: |Bağlantı: |Tarih: ",
    "el": "Τίτλος: |Περίληψη: |Σύνδεσμος: |Ημερομηνία: ",
    "he": "כותרת: |תקציר: |קישור: |תאריך: ",
}


def items(text: str) -> tuple[Item, ...]:
    return read(Document("https://a.example/", text.encode(), "text/plain", NOW, {})).items


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 3, 1, 2), (0, 2, 1, 3)])
@pytest.mark.parametrize("language", LABELS)
def test_labels_are_known_by_what_stands_behind_them(language: str, order: tuple[int, ...]) -> None:
    labels = LABELS[language].split("|")
    pairs = [block.splitlines() for block in (CASES / f"{language}.txt").read_text("utf-8").strip().split("\n\n")]
    told = [(*pair, f"https://a.example/{at}", f"2026-11-1{at}") for at, pair in enumerate(pairs)]
    text = "\n\n".join("\n".join(labels[part] + one[part] for part in order) for one in told)
    read_so = [(i.headline, i.standfirst, i.link, str(i.published)) for i in items(text)]
    assert read_so == told


def test_colons_without_links_or_with_other_words_each_time_are_no_labels() -> None:
    for text in (
        "Bridge: closed all winter\nMill: open to walkers\nPond: turtles are back\n\n"
        "Bridge: open again\nMill: closed\nPond: frozen",
        "Bridge: closed all winter\nMore: https://a.example/1\n\nPond: turtles are back\nMore: https://a.example/2",
        "",
    ):
        assert told_by_fields(text, None, None) == []
