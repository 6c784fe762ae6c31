"""Whatever a document is in, and whatever it says that it is in, its headlines come out as they were written."""

import base64
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from standfirst.model import Document, Reading
from standfirst.read import DAMAGED, read
from standfirst.read.decode import decode

CASES = Path(__file__).parents[1] / "cases" / "encodings"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

# language: what its texts are found in, by the names that pages use
WRITTEN = {
    "ru": "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic",
    "uk": "windows-1251 koi8-u",
    "pl": "windows-1250 iso-8859-2",
    "cs": "windows-1250 iso-8859-2",
    "hu": "windows-1250 iso-8859-2",
    "fr": "windows-1252 iso-8859-15 utf-8 utf-16le utf-16be",
    "el": "windows-1253 iso-8859-7",
    "tr": "windows-1254 iso-8859-9",
    "he": "windows-1255 iso-8859-8 iso-8859-8-i",
    "ar": "windows-1256 iso-8859-6 utf-8 utf-16le utf-16be",
    "zh": "gb18030 gb2312 gbk utf-8 utf-16le utf-16be",
    "zh-Hant": "big5 big5-hkscs utf-8",
    "ja": "shift_jis x-sjis windows-31j euc-jp iso-2022-jp utf-16le",
    "ko": "euc-kr ks_c_5601-1987 windows-949 utf-16be",
    "th": "tis-620 windows-874 iso-8859-11",
}
CODECS = {
    "x-mac-cyrillic": "mac_cyrillic",
    "x-sjis": "shift_jis",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859_8",
}
TABLE = [(language, encoding) for language, encodings in WRITTEN.items() for encoding in encodings.split()]
TABLE += [
    (language, f"{wide}+mark") for language in ("ru", "ar", "zh") for wide in ("utf-8", "utf-16le", "utf-16be")
]
KINDS = ("page", "feed", "text", "json", "letter", "html letter")


class Said(NamedTuple):
    """What is said of an encoding: by the server or the part of a letter, and by the document."""

    around: str | None = None
    within: str | None = None


def told(language: str, encoding: str) -> list[tuple[str, str]]:
    """Headlines and standfirsts, of the signs that the encoding has."""
    codec = CODECS.get(encoding, encoding.removesuffix("+mark"))
    words = (CASES / f"{language}.txt").read_text(encoding="utf-8").replace("’", "'")
    words = words.encode(codec, "replace").decode(codec)
    pairs = (block.splitlines() for block in words.strip().split("\n\n"))
    return [(headline, standfirst) for headline, standfirst in pairs]


def encoded(text: str, encoding: str) -> bytes:
    codec = CODECS.get(encoding, encoding.removesuffix("+mark"))
    return ("\ufeff" * encoding.endswith("+mark") + text).encode(codec)


def page(pairs: list[tuple[str, str]], within: str | None) -> str:
    named = f'<meta charset="{within}">' if within else ""
    cards = "\n".join(
        f'<article><h2><a href="/n/{number}.html">{headline}</a></h2><p>{standfirst}</p></article>'
        for number, (headline, standfirst) in enumerate(pairs)
    )
    return f"<!doctype html><html><head>{named}<title>x</title></head><body><main>\n{cards}</main></body></html>"


def feed(pairs: list[tuple[str, str]], within: str | None) -> str:
    named = f' encoding="{within}"' if within else ""
    entries = "\n".join(
        f"<item><title>{headline}</title><description>{standfirst}</description></item>"
        for headline, standfirst in pairs
    )
    return f'<?xml version="1.0"{named}?>\n<rss version="2.0"><channel><title>x</title>\n{entries}</channel></rss>'


def json_feed(pairs: list[tuple[str, str]]) -> str:
    items = [{"id": headline, "title": headline, "summary": standfirst} for headline, standfirst in pairs]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}, ensure_ascii=False)


def text(pairs: list[tuple[str, str]]) -> str:
    return "\n\n".join(map("\n".join, pairs)) + "\n"


def letter(body: bytes, kind: str, around: str | None) -> bytes:
    named = f"; charset={around}" if around else ""
    head = f"From: news@a.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: {kind}{named}\r\n"
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(body)


def document(kind: str, pairs: list[tuple[str, str]], encoding: str, said: Said) -> Document:
    match kind:
        case "page" | "html letter":
            media_type, body = "text/html", page(pairs, said.within)
        case "feed":
            media_type, body = "application/rss+xml", feed(pairs, said.within)
        case "json":
            media_type, body = "application/feed+json", json_feed(pairs)
        case _:
            media_type, body = "text/plain", text(pairs)
    raw = encoded(body, encoding)
    if "letter" in kind:
        return Document("https://a.example/", letter(raw, media_type, said.around), "message/rfc822", NOW, {})
    named = f"; charset={said.around}" if said.around else ""
    return Document("https://a.example/", raw, media_type + named, NOW, {})


def pairs_of(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(item.headline, item.standfirst) for item in reading.items]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "encoding"), TABLE)
def test_headlines_come_out_whatever_is_said_of_their_encoding(kind: str, language: str, encoding: str) -> None:
    name, pairs = (
        encoding.removesuffix("+mark").replace("16le", "16").replace("16be", "16"),
        told(language, encoding),
    )
    for said in (Said(), Said(name), Said(within=name), Said("utf-8"), Said("iso-8859-1", name)):
        assert pairs_of(read(document(kind, pairs, encoding, said))) == pairs, said


@pytest.mark.parametrize(
    ("language", "encoding"), [row for row in TABLE if "16" not in row[1] and "+" not in row[1]]
)
def test_a_subject_that_was_not_encoded_is_in_what_its_letter_is_in(language: str, encoding: str) -> None:
    pairs = told(language, encoding)
    head = b"From: news@a.example\r\nSubject: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
    body = (head % encoded(pairs[0][0], encoding)) + encoded(text(pairs), encoding)
    assert read(Document("", body, "message/rfc822", NOW, {})).title == pairs[0][0]


WESTERN = (
    "Über die Brücke führt kein Weg mehr. Die Prüfer sagen: Größere Schäden gibt es nur an der Mühle.",
    "A ponte não abre até ao verão. Os engenheiros verão cada pilar; a câmara pede paciência à população.",
    "Tåget går över ån igen. Först på måndag får också bilar köra på bron, säger kommunen.",
    "Skjaldbökurnar sneru aftur í tjörnina. Íbúar sjá þær á hverju kvöldi og verðir biðja um þögn.",
    "Cierran el puente. Los ingenieros revisarán cada pilar, según el párroco; ¿y los niños?",
)


@pytest.mark.parametrize("words", WESTERN)
def test_western_texts_stay_what_they_say_that_they_are(words: str) -> None:
    assert decode(words.encode("cp1252"), "iso-8859-1") == (words, "cp1252")


def test_headlines_with_bytes_that_fit_nothing_come_with_a_complaint() -> None:
    pairs = told("ru", "utf-8")
    whole = document("page", pairs, "utf-8", Said("utf-8"))
    broken = whole.body.replace("лампа".encode(), "ламп".encode() + b"\xd0")
    assert not read(whole).complaints
    assert read(Document(whole.url, broken, whole.media_type, NOW, {})).complaints == (DAMAGED,)


@pytest.mark.parametrize(
    ("language", "encoding"), [("ru", "windows-1251"), ("zh", "utf-16le"), ("ja", "iso-2022-jp")]
)
def test_a_file_says_nothing_and_is_read_all_the_same(language: str, encoding: str, tmp_path: Path) -> None:
    pairs, file = told(language, encoding), tmp_path / "digest.txt"
    file.write_bytes(encoded(text(pairs), encoding))
    command = [sys.executable, "-m", "standfirst", "read", str(file), "--json"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert all(headline in printed or json.dumps(headline)[1:-1] in printed for headline, _ in pairs)
