"""Addresses made for one reader are told from those that everybody may have."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from standfirst.newsroom.personal import is_personal, leads_out, public

CASES = Path(__file__).parent / "cases/links"


def addresses(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("link", addresses("personal.txt"))
def test_an_address_made_for_one_reader_is_known(link: str) -> None:
    assert is_personal(link)


@pytest.mark.parametrize("link", addresses("for_all.txt"))
def test_an_address_that_everybody_may_have_is_none(link: str) -> None:
    assert not is_personal(link)


def test_what_is_no_address_is_nobody_elses() -> None:
    assert is_personal("http://[broken")


@pytest.mark.parametrize(
    "link",
    [
        "https://click.harbour.example/unsubscribe?t=9f8e",
        "https://harbour.example/r/Opt-Out/9f8e",
        "https://harbour.example/?do=manage-preferences",
        "https://harbour.example/abmelden/9f8e",
    ],
)
def test_an_address_that_may_end_letters_is_known(link: str) -> None:
    assert leads_out(link)


def test_a_page_may_say_what_its_public_address_is() -> None:
    there = "https://harbour.example/ferry?token=9f8e7d6c5b4a39281706f5e4"
    assert (
        public(b"<link rel='canonical' href='/ferry?utm_source=letter'>", there) == "https://harbour.example/ferry"
    )
    assert (
        public(b"<link href=https://harbour.example/ferry rel=canonical>", there)
        == "https://harbour.example/ferry"
    )
    assert public(f'<link rel="canonical" href="{there}">'.encode(), there) is None
    assert public(b'<link rel="canonical" href="/"><p>Ferry', there) is None


def test_hostile_addresses_and_pages_take_no_longer_than_they_are_long() -> None:
    took = []
    for size in (4_000, 40_000):
        began = time.process_time()
        is_personal("https://harbour.example/" + "a1B" * size + "?" + "=&" * size)
        is_personal("https://harbour.example/?" + "a@" * size + "-" * size)
        public(b"<link rel=canonical " * size, "https://harbour.example/")
        took.append(time.process_time() - began)
    assert took[1] < 30 * took[0] + 0.1
