"""Looking into the archive, as a person types it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst import config
from standfirst.cli import main
from standfirst.model import Item
from standfirst.store import items, open_store

Captured = pytest.CaptureFixture[str]

MONDAY, TUESDAY = "2026-03-09T08:00:00+00:00", "2026-03-10T08:00:00+00:00"


def feed(headline: str) -> str:
    return f"""<rss version="2.0"><channel><title>The Tarrant Gazette</title><language>en</language>
<item><title>{headline}</title><link>https://gazette.example/ferry</link>
<description>Crossings to the island resume on Monday.</description></item></channel></rss>"""


@pytest.fixture
def room(tmp_path: Path) -> list[str]:
    (tmp_path / "gazette.xml").write_text(feed("Fähre back in service"), "utf-8")
    written = tmp_path / "standfirst.toml"
    written.write_text(
        '[newsroom]\ntitle = "The Morning Line"\nurl = "https://news.example/"\n'
        '[[source]]\nurl = "gazette.xml"\nid = "gazette"\noutlet = "The Tarrant Gazette"\n',
        "utf-8",
    )
    common = ["--config", str(written)]
    assert main(["gather", "--quiet", "--now", MONDAY, *common]) == 0
    (tmp_path / "gazette.xml").write_text(feed("Fähre late again"), "utf-8")
    assert main(["gather", "--quiet", "--now", TUESDAY, *common]) == 0
    return common


def said(capsys: Captured, *command: str) -> list[dict[str, object]]:
    assert main([*command, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_search_finds_items_by_words_of_any_version(room: list[str], capsys: Captured) -> None:
    assert main(["search", "fahre", "service", *room]) == 0
    assert "Fähre late again" in capsys.readouterr().out


def test_words_in_one_argument_stand_in_a_row(room: list[str], capsys: Captured) -> None:
    assert main(["search", "crossings to", *room]) == 0
    assert main(["search", "to crossings", *room]) == 1
    assert "no item has the words to crossings" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["", '"', " - "])
def test_a_search_for_nothing_is_refused(asked: str, room: list[str], capsys: Captured) -> None:
    assert main(["search", *room, "--", asked]) == 1
    assert capsys.readouterr().err.startswith("standfirst: nothing to search for")


def test_a_search_for_a_whole_book_is_refused_without_repeating_it(room: list[str], capsys: Captured) -> None:
    assert main(["search", *room, "words " * 80_000]) == 1
    assert capsys.readouterr().err == "standfirst: a search takes 1000 characters at most, not 480002\n"


def test_where_nothing_has_changed_no_items_are_counted(room: list[str], capsys: Captured) -> None:
    assert main(["gather", "--all", "--now", "2026-03-11T08:00Z", *room]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["same", "The", "Tarrant", "Gazette"]
    assert main(["status", *room]) == 0
    assert "0 items" not in capsys.readouterr().out


def test_a_source_may_be_named_as_it_is_called(room: list[str], capsys: Captured) -> None:
    assert main(["visits", "The Tarrant Gazette", *room]) == 0
    with Path(room[1]).open("a", encoding="utf-8") as written:
        written.write(
            '[[source]]\nurl = "x.xml"\nid = "x"\noutlet = "gazette"\n[[source]]\nurl = "y.xml"\noutlet = "gazette"\n'
        )
    assert main(["visits", "gazette", *room]) == 0, "an id goes before an outlet"
    assert main(["visits", "x", *room]) == 1
    with Path(room[1]).open("a", encoding="utf-8") as written:
        written.write('[[source]]\nurl = "z.xml"\noutlet = "The Tarrant Gazette"\n')
    capsys.readouterr()
    assert main(["visits", "The Tarrant Gazette", *room]) == 1
    assert capsys.readouterr().err.endswith(
        'several sources are of "The Tarrant Gazette": name one of gazette, z.xml\n'
    )
    assert main(["visits", "The Torrent Gazette", *room]) == 1
    assert 'there is no source "The Torrent Gazette"' in capsys.readouterr().err


def test_a_search_names_who_told_it(room: list[str], capsys: Captured) -> None:
    assert main(["search", "late", *room]) == 0
    assert "— The Tarrant Gazette\n" in capsys.readouterr().out


def test_a_search_says_how_many_more_there_are(tmp_path: Path, capsys: Captured) -> None:
    common = ["--config", str(tmp_path / "standfirst.toml")]
    assert main(["init", "--quiet", *common]) == 0
    with open_store(config.load(common[1]).store) as archive:
        found = [Item(id=f"n{n}", source_id="gazette", headline=f"Ferry {n}") for n in range(130)]
        items.save(archive, found, datetime(2026, 3, 9, tzinfo=UTC))
    told = {25: "100 more and perhaps others with --limit 125", 125: "5 more with --limit 130"}
    for limit, words in told.items():
        assert main(["search", "ferry", "--limit", str(limit), *common]) == 0
        assert capsys.readouterr().err == f"standfirst: the {limit} newest; {words}\n"
    assert main(["search", "ferry", "--limit", "130", *common]) == 0
    assert not capsys.readouterr().err


def test_what_is_found_can_be_read_by_programs(room: list[str], capsys: Captured) -> None:
    (found,) = said(capsys, "search", "late*", *room)
    assert found["headline"] == "Fähre late again"
    assert found["sources"] == ["gazette"]
    assert found["first_seen"] == MONDAY


def test_history_tells_what_each_version_changed(room: list[str], capsys: Captured) -> None:
    assert main(["history", "https://www.gazette.example/ferry?utm_source=x", *room]) == 0
    first, second = capsys.readouterr().out.split("2026-03-10")
    assert "Fähre back in service" in first
    assert "Fähre late again" in second
    assert "Crossings" in first
    assert "Crossings" not in second


def test_history_speaks_to_programs_too(room: list[str], capsys: Captured) -> None:
    assert [v["number"] for v in said(capsys, "history", "https://gazette.example/ferry", *room)] == [1, 2]


def test_the_history_of_an_unknown_item_is_refused_by_name(room: list[str], capsys: Captured) -> None:
    assert main(["history", "https://nowhere.example/x", *room]) == 1
    assert "https://nowhere.example/x" in capsys.readouterr().err


def test_visits_tell_the_story_of_a_source_oldest_first(room: list[str], capsys: Captured) -> None:
    assert [v["new_items"] for v in said(capsys, "visits", "gazette", *room)] == [1, 0]
    assert main(["visits", "gazette", "--limit", "1", *room]) == 0
    assert capsys.readouterr().out.startswith("2026-03-10 08:00  new")


def test_a_source_is_known_by_its_address_too(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    assert said(capsys, "visits", str(tmp_path / "gazette.xml"), *room)


def test_a_source_nobody_knows_is_refused_with_the_nearest(room: list[str], capsys: Captured) -> None:
    assert main(["visits", "gazete", *room]) == 1
    assert 'did you mean "gazette"' in capsys.readouterr().err


def test_sources_tells_how_each_is_doing(room: list[str], capsys: Captured) -> None:
    (told,) = said(capsys, "sources", *room)
    assert (told["source"], told["health"], told["last_new_item"]) == ("gazette", "well", MONDAY)
    assert main(["sources", *room]) == 0
    assert "gazette (The Tarrant Gazette)" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["status", "sources", "gather"])
def test_where_nothing_is_followed_that_is_said(tmp_path: Path, command: str, capsys: Captured) -> None:
    written = tmp_path / "standfirst.toml"
    written.write_text('[newsroom]\ntitle = "The Morning Line"\nurl = "https://news.example/"\n', "utf-8")
    assert main([command, "--config", str(written)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"No sources are followed in {written}: standfirst follow URL adds one."
    assert main([command, "--json", "--config", str(written)]) == 0
    assert capsys.readouterr().out == ""


def test_a_single_item_is_one_item_in_every_table(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "gazette.xml").write_text(feed("Fähre on time"), "utf-8")
    for command in (["status"], ["visits", "gazette"], ["gather", "--all", "--now", "2026-03-11T08:00Z"]):
        assert main([*command, *room]) == 0
        told = capsys.readouterr().out
        assert "1 item " in told
        assert "1 items" not in told


def test_a_gathering_says_why_a_document_gave_nothing(room: list[str], tmp_path: Path, capsys: Captured) -> None:
    written = tmp_path / "standfirst.toml"
    written.write_text(written.read_text("utf-8") + 'include = { headline = ["lighthouse"] }\n', "utf-8")
    (tmp_path / "gazette.xml").write_text(feed("Fähre on time"), "utf-8")
    assert main(["gather", "--all", *room]) == 0
    assert (
        "0 items    0 new  The Tarrant Gazette  read a document; 1 item left out by its rules"
        in capsys.readouterr().out
    )


@pytest.fixture
def far_room(tmp_path: Path) -> list[str]:
    """A source that nobody answers for."""
    written = tmp_path / "far.toml"
    written.write_text(
        '[newsroom]\ntitle = "The Far Line"\nurl = "https://news.example/"\nallow_private = ["127.0.0.0/8"]\n'
        'store = "far.db"\n[[source]]\nurl = "http://127.0.0.1:9/"\nid = "far"\n',
        "utf-8",
    )
    assert main(["gather", "--quiet", "--now", MONDAY, "--config", str(written)]) == 0
    return ["--config", str(written)]


def test_a_source_that_is_not_due_is_not_asked_unless_all_are(far_room: list[str], capsys: Captured) -> None:
    soon = ["--now", "2026-03-09T08:05:00+00:00"]
    (told,) = said(capsys, "gather", *soon, *far_room)
    assert (told["outcome"], told["reason"]) == ("waiting", "failed once")
    assert main(["gather", *soon, *far_room]) == 0
    assert "1 source is not due yet, the next one at 2026-03-09 08:1" in capsys.readouterr().out
    assert len(said(capsys, "visits", "far", *far_room)) == 1
    (told,) = said(capsys, "gather", "--all", *soon, *far_room)
    assert told["outcome"] == "failed"
    assert len(said(capsys, "visits", "far", *far_room)) == 2


def test_a_failing_source_is_told_with_its_reason(far_room: list[str], capsys: Captured) -> None:
    assert main(["sources", *far_room, "--now", MONDAY]) == 0
    out = capsys.readouterr().out
    assert "failing" in out
    assert "connection" in out
