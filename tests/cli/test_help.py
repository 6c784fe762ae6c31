"""The commands that help with sources which reading does not understand by itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from standfirst import config
from standfirst.cli import main
from tests.read.test_teaching import CARDS

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "cards.html"
    path.write_text(CARDS, "utf-8")
    return path


def test_teaching_prints_a_source_to_paste_and_what_it_would_give(page: Path, capsys: Captured) -> None:
    assert main(["read", "--teach", "--base", "https://paper.example/", str(page)]) == 0
    out = capsys.readouterr().out
    table, _, rest = out.partition("\n  1  ")
    [source] = tomllib.loads(table)["source"]
    assert source["url"] == "https://paper.example/"
    assert source["select"]["item"] == "div.card"
    assert "Lamp is seen again near the old harbour wall" in rest
    assert "5 of the 5 items that reading finds by itself come out the same; the selectors find 5." in rest


def test_a_feed_needs_no_teaching(tmp_path: Path, capsys: Captured) -> None:
    feed = tmp_path / "a.xml"
    feed.write_text("<rss version='2.0'><channel><title>A</title><item><title>B</title></item></channel></rss>")
    assert main(["read", "--teach", str(feed)]) == 1
    assert "selectors are for pages, this is a feed" in capsys.readouterr().err


def test_a_page_without_items_teaches_nothing(tmp_path: Path, capsys: Captured) -> None:
    bare = tmp_path / "a.html"
    bare.write_text("<html><body><p>Nothing here.</p></body></html>")
    assert main(["read", "--teach", str(bare)]) == 1
    assert "too few items" in capsys.readouterr().err


def test_importing_prints_sources_that_a_newsroom_reads(tmp_path: Path, capsys: Captured) -> None:
    theirs = tmp_path / "mine.opml"
    theirs.write_text(
        """<opml xmlns:frss="https://freshrss.org/opml"><body>
        <outline text='The "Moor"' type="HTML+XPath" xmlUrl="https://moor.example/" frss:xPathItem="//li"
         frss:xPathItemTitle="ancestor::h2" frss:xPathItemUri=".//a/@href"/>
        <outline text="Hill" xmlUrl="https://hill.example/feed"/></body></opml>""",
        "utf-8",
    )
    assert main(["import", str(theirs)]) == 0
    told = capsys.readouterr()
    ours = tmp_path / "standfirst.toml"
    ours.write_text('[newsroom]\ntitle = "A"\nurl = "https://a.example/"\n' + told.out, "utf-8")
    moor, hill = config.load(ours).sources
    assert (moor.outlet, dict(moor.select)) == ('The "Moor"', {"item": "li", "link": "a"})
    assert hill.url == "https://hill.example/feed"
    assert 'mine.opml: The "Moor": headline is left out' in told.err


def test_sources_that_would_bear_one_name_are_named_and_one_that_stands_there_twice_is_once(
    tmp_path: Path, capsys: Captured
) -> None:
    theirs, ours = tmp_path / "list.txt", tmp_path / "standfirst.toml"
    addresses = ("moor.example/a/b", "moor.example/a-b", "ines:tide@moor.example/a-b", "moor.example/a.b")
    theirs.write_text("".join(f"https://{address}\n" for address in addresses))
    assert main(["import", str(theirs)]) == 0
    told = capsys.readouterr()
    assert (
        told.err == f"standfirst: {theirs}: https://moor.example/a-b stands there twice, and was left out once\n"
    )
    ours.write_text('[newsroom]\ntitle = "A"\nurl = "https://a.example/"\n' + told.out, "utf-8")
    names = [source.id for source in config.load(ours).sources]
    assert names == ["moor.example-a-b", "moor.example-a-b-2", "moor.example-a.b"]


def test_importing_what_names_no_source_gets_one_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.txt").write_text("nothing")
    assert main(["import", str(tmp_path / "a.txt")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
