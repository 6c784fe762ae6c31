"""Bytes become text whatever they are, by the best evidence there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.decode import decode

RUSSIAN = "<html><body><p>Старая лампа снова горит после девяти тёмных лет, и смотритель рад.</p></body></html>"


def test_utf8_needs_no_word() -> None:
    assert decode(RUSSIAN.encode()) == (RUSSIAN, "utf-8")


def test_the_header_names_the_encoding() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251")[0] == RUSSIAN


@pytest.mark.parametrize(
    "tag", ['<meta charset="windows-1251">', '<meta content="text/html; charset=windows-1251">']
)
def test_the_document_names_its_encoding(tag: str) -> None:
    assert decode((tag + RUSSIAN).encode("cp1251"))[0] == tag + RUSSIAN


def test_an_encoding_that_nobody_names_is_guessed() -> None:
    assert decode((RUSSIAN * 3).encode("cp1251"))[0] == RUSSIAN * 3


def test_a_header_that_the_bytes_contradict_is_passed_over() -> None:
    assert decode(RUSSIAN.encode(), "iso-8859-1")[0] == RUSSIAN
    assert (
        decode(RUSSIAN.encode("cp1251"), "utf-8")[0] == RUSSIAN or "�" not in decode(RUSSIAN.encode("cp1251"))[0]
    )


def test_a_byte_order_mark_decides() -> None:
    assert decode(RUSSIAN.encode("utf-16"), "utf-8")[0] == RUSSIAN
    assert decode(b"\xef\xbb\xbfabc")[0] == "abc"


def test_an_unknown_label_is_no_hindrance() -> None:
    assert decode(b"abc", "no-such-thing")[0] == "abc"
    assert decode("é".encode("latin-1"), "rot13")[0]


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=20)))
def test_no_bytes_make_it_raise(body: bytes, declared: str | None) -> None:
    text, encoding = decode(body, declared)
    assert isinstance(text, str)
    assert encoding
