"""Newsletters whose links count who opens them: what readers get names nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from standfirst import store
from standfirst.cli import main
from standfirst.store import open_store
from tests.fetch.web import LoopbackWeb, loopback, reply

TOKEN = "9f8E7d6C5b4A39281706F5e4"
Captured = pytest.CaptureFixture[str]
HEADLINES = (
    "The night ferry to Puerto Arrayán sails again",
    "Inspectors clear the dam above Vallombra",
    "Dockers of the western harbour end their strike",
)
WORDS = "It had lain at the quay since the first days of the winter, and nobody could say for how long it would."


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as running:
        for n in range(3):
            running.pages[f"/click/{TOKEN}{n}"] = reply(
                b"", 302, location=f"https://harbour.example/news/piece-{n}?mc_eid=2b&page=1"
            )
        yield running


@pytest.fixture
def folder(tmp_path: Path, web: LoopbackWeb) -> Path:
    (tmp_path / "letters").mkdir()
    write(tmp_path, [f"{web.url}/click/{TOKEN}{n}" for n in range(3)])
    configure(tmp_path)
    return tmp_path


def configure(folder: Path, more: str = "") -> None:
    (folder / "standfirst.toml").write_text(
        '[newsroom]\ntitle = "The Morning Line"\nurl = "https://news.example/"\npace = 0\n'
        'allow_private = ["127.0.0.0/8"]\n'
        f'[[source]]\nurl = "letters/"\noutlet = "The Harbour Letter"\n{more}'
        '[[edition]]\nid = "en"\nlanguages = ["en"]\n',
        "utf-8",
    )


def write(folder: Path, links: list[str]) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "letter@harbour.example", "ines@news.example"
    letter["Subject"], letter["List-Id"] = "The morning in the harbour", "<letter.harbour.example>"
    told = "".join(
        f'<h2><a href="{link}">{headline}</a></h2><p>{WORDS}</p>'
        for headline, link in zip(HEADLINES, links, strict=True)
    )
    letter.set_content(f"<html><body>{told}</body></html>", subtype="html")
    (folder / "letters" / "one.eml").write_bytes(letter.as_bytes())


def run(folder: Path, *words: str, now: str = "2026-03-05T07:30:00+00:00") -> int:
    return main([*words, "--now", now, "--config", str(folder / "standfirst.toml")])


def links(folder: Path, capsys: Captured) -> list[str | None]:
    capsys.readouterr()
    run(folder, "export", "--jsonl")
    told = map(json.loads, capsys.readouterr().out.splitlines())
    return sorted((item["link"] for item in told), key=lambda link: link or "")


def test_readers_get_where_a_click_address_leads(folder: Path, web: LoopbackWeb, capsys: Captured) -> None:
    assert run(folder, "gather") == 0
    assert "3 new items from 1 source" in capsys.readouterr().out
    assert links(folder, capsys) == [f"https://harbour.example/news/piece-{n}?page=1" for n in range(3)]
    assert run(folder, "publish") == 0
    printed = b"".join(
        p.read_bytes() for p in folder.rglob("*.*") if p.suffix in (".html", ".xml", ".json", ".eml")
    )
    assert b"piece-1" in printed and TOKEN.encode() not in printed
    asked = [path for path in web.paths() if path != "/robots.txt"]
    assert sorted(asked) == [f"/click/{TOKEN}{n}" for n in range(3)]


def test_no_address_is_asked_twice(folder: Path, web: LoopbackWeb) -> None:
    run(folder, "gather")
    before = len(web.asked)
    configure(folder, 'language = "en"\n')  # it is read again
    assert run(folder, "gather", "--all", now="2026-03-05T09:30:00+00:00") == 0
    assert len(web.asked) == before


def test_an_item_stands_without_a_link_where_nobody_may_ask(
    folder: Path, web: LoopbackWeb, capsys: Captured
) -> None:
    web.pages["/robots.txt"] = reply(b"User-agent: *\nDisallow: /")
    assert run(folder, "gather") == 0
    assert links(folder, capsys) == [None] * 3
    with open_store(folder / "standfirst.db") as archive:
        reasons = {kept.item.found["link"] for kept in store.items.all(archive)}
    assert reasons == {"left out: it was made for one reader (its robots.txt asks us to stay away)"}
    run(folder, "visits", "letters")
    told = "3 links were left out, made for one reader (its robots.txt asks us to stay away)"
    assert told in capsys.readouterr().out


def test_items_wait_a_day_for_a_host_that_does_not_answer(
    folder: Path, web: LoopbackWeb, capsys: Captured
) -> None:
    there = web.pages[f"/click/{TOKEN}1"]
    web.pages[f"/click/{TOKEN}1"] = web.pages[f"/click/{TOKEN}2"] = reply(b"", 503)
    run(folder, "gather")
    assert len(links(folder, capsys)) == 1
    run(folder, "visits", "letters", now="2026-03-05T07:40:00+00:00")
    assert "2 items wait until it is known where they lead" in capsys.readouterr().out
    web.pages[f"/click/{TOKEN}1"] = there
    run(folder, "gather", "--all", now="2026-03-05T12:30:00+00:00")
    assert len(links(folder, capsys)) == 2
    run(folder, "gather", "--all", now="2026-03-06T12:30:00+00:00")
    assert links(folder, capsys) == [None, *(f"https://harbour.example/news/piece-{n}?page=1" for n in range(2))]
    assert web.paths().count(f"/click/{TOKEN}1") == 2


def test_what_may_end_letters_is_never_asked(folder: Path, web: LoopbackWeb, capsys: Captured) -> None:
    write(
        folder, [f"{web.url}/click/{TOKEN}0", f"{web.url}/click/unsubscribe/{TOKEN}", "https://harbour.example/2"]
    )
    run(folder, "gather")
    assert not any("unsubscribe" in path for path in web.paths())
    assert "https://harbour.example/2" in links(folder, capsys) and None in links(folder, capsys)


def test_nor_is_what_may_end_letters_where_a_click_leads_there(
    folder: Path, web: LoopbackWeb, capsys: Captured
) -> None:
    web.pages[f"/click/{TOKEN}0"] = reply(b"", 302, location=f"/leave/unsubscribe?reader={TOKEN}")
    run(folder, "gather")
    assert not any("unsubscribe" in path for path in web.paths())
    assert links(folder, capsys)[0] is None


def test_links_of_a_source_may_be_left_as_they_are(folder: Path, web: LoopbackWeb, capsys: Captured) -> None:
    configure(folder, "resolve_links = false\n")
    run(folder, "gather")
    assert links(folder, capsys) == [f"{web.url}/click/{TOKEN}{n}" for n in range(3)] and not web.asked


def test_a_page_that_leads_no_further_may_say_its_address(
    folder: Path, web: LoopbackWeb, capsys: Captured
) -> None:
    web.pages[f"/click/{TOKEN}0"] = reply(b'<link rel="canonical" href="https://harbour.example/ferry"><p>Ferry')
    web.pages[f"/click/{TOKEN}1"] = reply(b"<p>Wait a moment")
    run(folder, "gather")
    found = links(folder, capsys)
    assert "https://harbour.example/ferry" in found and None in found
