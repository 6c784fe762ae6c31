"""The commands, as a person types them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from standfirst.cli import main, parser

FEED = b"""<rss version="2.0"><channel><title>The Tarrant Gazette</title><link>https://gazette.example/</link>
<description>News</description><language>en</language>
<item><title>Ferry back in service</title><link>https://gazette.example/ferry</link>
<description>Crossings to the island resume on Monday.</description></item>
<item><title>Bakers\x1b[31m of Tarrant strike</title><link>https://gazette.example/bakers</link></item>
</channel></rss>"""
FIELDS = [
    "headline", "standfirst", "link", "published", "language", "kicker", "byline", "kind", "places", "image",
    "truncated", "section", "appeal", "event", "enclosures", "found",
]  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "gazette.xml"
    path.write_bytes(FEED)
    return path


@pytest.fixture
def room(tmp_path: Path, feed: Path) -> list[str]:
    config = tmp_path / "standfirst.toml"
    config.write_text(
        f"""
[newsroom]
title = "The Morning Line"
url = "https://news.example/"
[[source]]
url = "{feed.name}"
id = "gazette"
outlet = "The Tarrant Gazette"
[[edition]]
id = "en"
languages = ["en"]
""",
        "utf-8",
    )
    return ["--config", str(config), "--now", "2026-03-09T08:00:00+00:00"]


def test_read_prints_a_table(feed: Path, capsys: Captured) -> None:
    assert main(["read", str(feed)]) == 0
    out = capsys.readouterr().out
    assert "Ferry back in service" in out
    assert "Crossings to the island resume on Monday." in out


def test_read_prints_one_item_a_line_with_every_field(feed: Path, capsys: Captured) -> None:
    assert main(["read", "--json", str(feed)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [i["headline"] for i in items] == ["Ferry back in service", "Bakers[31m of Tarrant strike"]
    assert all(list(i) == FIELDS for i in items)


def test_read_takes_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED)))
    assert main(["read", "--json", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_what_is_read_can_be_had_as_a_feed_and_read_again(
    kind: str, feed: Path, capsys: Captured, tmp_path: Path
) -> None:
    assert main(["read", "--feed", kind, str(feed)]) == 0
    again = tmp_path / f"again.{kind}"
    again.write_text(capsys.readouterr().out, "utf-8")
    assert main(["read", "--json", str(again)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [i["link"] for i in items] == ["https://gazette.example/ferry", "https://gazette.example/bakers"]


def test_explain_says_where_each_field_was_found(feed: Path, capsys: Captured) -> None:
    assert main(["explain", str(feed)]) == 0
    out = capsys.readouterr().out
    assert "Read as: feed" in out
    assert "Ferry back in service   <- title" in out


@pytest.mark.parametrize("body", [b"", b"\x00\xff\x80" * 50, b"{]"])
def test_what_cannot_be_read_gets_one_sentence_and_a_failure(
    body: bytes, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "nonsense.bin"
    path.write_bytes(body)
    assert main(["read", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "nonsense.bin" in told.err


@pytest.mark.parametrize("where", ["missing.xml", "."])
def test_a_file_that_cannot_be_had_gets_one_sentence(where: str, capsys: Captured, tmp_path: Path) -> None:
    assert main(["read", str(tmp_path / where)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_address_nobody_answers_gets_one_sentence(capsys: Captured) -> None:
    assert main(["read", "http://127.0.0.1:9/"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "http://127.0.0.1:9/" in err


def test_a_newsroom_goes_from_sources_to_a_published_issue(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    for command in ("gather", "join", "proof", "publish", "status"):
        assert main([command, *room]) == 0, command
    out = capsys.readouterr().out
    assert "2 new items from 1 source," in out
    assert "number 1, 2026-03-09: 2 briefs, frozen" in out
    assert "Ferry back in service" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert [p.suffix for p in (tmp_path / "outbox").iterdir()] == [".eml"]


@pytest.mark.parametrize("command", ["gather", "join", "proof", "publish", "status"])
def test_every_command_speaks_to_programs_too(command: str, room: list[str], capsys: Captured) -> None:
    assert main(["gather", "--quiet", *room]) == 0
    assert capsys.readouterr().out == ""
    assert main([command, "--json", *room]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_edit_names_an_item_by_its_link(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    assert main(["gather", *room]) == 0
    assert (
        main(["edit", "reword", "https://gazette.example/ferry", "The ferry is back", "--by", "Ana", *room]) == 0
    )
    assert main(["edit", "spike", "https://gazette.example/bakers", *room]) == 0
    assert main(["proof", *room]) == 0
    assert main(["publish", *room]) == 0
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "The ferry is back" in page
    assert "Bakers" not in page
    capsys.readouterr()
    assert main(["edit", "list", "--json", *room]) == 0
    assert [json.loads(x)["kind"] for x in capsys.readouterr().out.splitlines()] == ["reword", "spike"]


def test_a_person_kills_corrects_and_asks_what_changed(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    assert main(["edit", "kill", "https://gazette.example/bakers", "--why", "no bakers there", *room]) == 0
    assert main(["edit", "erratum", "https://gazette.example/ferry", "On Tuesday.", *room]) == 0
    capsys.readouterr()
    assert main(["proof", "--diff", *room]) == 0
    assert "went      Bakers" in capsys.readouterr().out
    assert main(["proof", "--diff", "--json", *room]) == 0
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told["proofed"] and [c["change"] for c in told["changes"]] == ["went"]
    assert main(["publish", *room]) == 0
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Withdrawn on 9 March 2026." in page and "On Tuesday." in page and "Bakers" not in page
    assert main(["proof", "--diff", *room[:2], "--now", "2026-03-10T08:00:00+00:00"]) == 0
    assert "not proofed today" in capsys.readouterr().out


def test_an_audit_says_why_each_brief_is_there_before_the_proof_and_ever_after(
    room: list[str], capsys: Captured
) -> None:
    assert (
        main(["gather", *room])
        == main(["edit", "spike", "https://gazette.example/bakers", "--by", "Ana", *room])
        == 0
    )
    capsys.readouterr()
    assert main(["proof", "--audit", *room]) == 0
    before = capsys.readouterr().out
    assert "not frozen." in before and "No section takes it, so it stands under no title." in before
    assert "Left out\n  spike: 1\n      Bakers" in before and "Ana spiked it on 2026-03-09." in before
    assert main(["issues", "en", *room]) == 1
    assert "has no issue yet: standfirst proof makes one up" in capsys.readouterr().err
    assert main(["proof", *room]) == 0
    capsys.readouterr()
    assert main(["issues", "en", "1", "--audit", *room]) == 0
    assert capsys.readouterr().out == before.replace("not frozen", "frozen")
    assert main(["proof", "--audit", "--json", *room]) == main(["issues", "--audit", "--json", *room]) == 0
    one, two = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert one == two and one["frozen"]
    assert {a["printed"]: [w["rule"] for w in a["why"]] for a in one["audit"]} == {
        True: ["section", "language"],
        False: ["spike"],
    }


def test_issues_are_listed_and_one_is_shown_in_its_words(room: list[str], capsys: Captured) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    capsys.readouterr()
    assert main(["issues", *room]) == main(["issues", "--json", "en", *room]) == 0
    plain, told = capsys.readouterr().out.splitlines()
    assert plain.startswith("en       The Morning Line, number 1, 2026-03-09: ")
    assert json.loads(told)["number"] == 1
    assert main(["issues", "en", "2026-03-09", *room]) == 0
    assert "Bakers" in capsys.readouterr().out
    for wrong, said in ((["en", "7"], "en has no issue 7"), (["eng"], 'did you mean "en"?')):
        assert main(["issues", *wrong, *room]) == 1
        assert said in capsys.readouterr().err


def test_an_edition_that_does_not_come_out_today_says_when_it_does(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    config = tmp_path / "standfirst.toml"
    config.write_text(
        config.read_text("utf-8") + 'cadence = "weekly on friday"\ntime_zone = "Asia/Tokyo"\n', "utf-8"
    )
    assert main(["gather", "--quiet", *room]) == main(["proof", *room]) == 0
    told = capsys.readouterr().out
    assert told == "The Morning Line does not come out today: the next issue is that of Friday, 2026-03-13.\n"
    # Midnight is passed in Tokyo.
    assert main(["proof", *room[:2], "--now", "2026-03-12T15:30:00+00:00"]) == 0
    assert "number 1, 2026-03-13:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["spike", "https://nowhere.example/"], "https://nowhere.example/"),
        (["together", "https://gazette.example/ferry"], "two different items"),
        (["reword", "https://gazette.example/ferry", " "], "words to print"),
        (["place", "https://gazette.example/ferry", "Atlantis"], "Atlantis"),
        (["erratum", "https://gazette.example/ferry", " "], "what is wrong"),
        (["kill", "https://gazette.example/ferry", "--why", " "], "needs words: why"),
    ],
)
def test_an_edit_that_means_nothing_is_refused(
    words: list[str], told: str, room: list[str], capsys: Captured
) -> None:
    main(["gather", "--quiet", *room])
    assert main(["edit", *words, *room]) == 1
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1


def test_init_writes_a_newsroom_that_runs_and_overwrites_nothing(tmp_path: Path, capsys: Captured) -> None:
    config = tmp_path / "standfirst.toml"
    assert main(["init", "--config", str(config)]) == 0
    assert main(["status", "--config", str(config)]) == 0
    config.write_text("mine")
    assert main(["init", "--config", str(config)]) == 1
    assert config.read_text() == "mine"
    assert "left as it is" in capsys.readouterr().err


def test_serving_before_publishing_says_what_to_do(room: list[str], capsys: Captured) -> None:
    assert main(["serve", *room[:2]]) == 1
    assert "standfirst publish" in capsys.readouterr().err


def test_every_command_has_help_with_an_example(capsys: Captured) -> None:
    listed = parser()._subparsers
    assert listed
    commands = next(a for a in listed._group_actions if a.choices).choices
    assert commands
    for name in commands:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert "example: standfirst" in capsys.readouterr().out
