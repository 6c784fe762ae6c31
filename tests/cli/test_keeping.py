"""Looking after the archive, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standfirst.cli import main, shell

Captured = pytest.CaptureFixture[str]
FEED = """<rss version="2.0"><channel><title>The Tarrant Gazette</title><language>en</language>
<item><title>Ferry back in service</title><link>https://gazette.example/ferry</link></item></channel></rss>"""
MONDAY, LATER = "2026-03-09T08:00:00+00:00", "2026-08-09T08:00:00+00:00"


def room_in(folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "gazette.xml").write_text(FEED, "utf-8")
    config = folder / "standfirst.toml"
    config.write_text(
        '[newsroom]\ntitle = "The Morning Line"\nurl = "https://news.example/"\n[[source]]\nurl = "gazette.xml"\n',
        "utf-8",
    )
    return ["--config", str(config)]


@pytest.fixture
def room(tmp_path: Path) -> list[str]:
    common = room_in(tmp_path / "here")
    assert main(["gather", "--quiet", "--now", MONDAY, *common]) == 0
    return common


def test_a_backup_is_restored_into_a_new_newsroom(room: list[str], tmp_path: Path, capsys: Captured) -> None:
    backup = str(tmp_path / "backup.db")
    there = room_in(tmp_path / "there")
    assert main(["backup", backup, *room]) == 0
    assert main(["restore", backup, *there]) == 0
    capsys.readouterr()
    assert main(["export", *there]) == 0
    (item,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (item["headline"], item["first_seen"]) == ("Ferry back in service", MONDAY)
    assert main(["restore", backup, *there]) == 1
    assert "not empty" in capsys.readouterr().err


def test_a_backup_that_cannot_be_written_says_why(room: list[str], tmp_path: Path, capsys: Captured) -> None:
    there = tmp_path / "nowhere" / "backup.db"
    assert main(["backup", str(there), *room]) == 1
    assert (
        capsys.readouterr().err == f"standfirst: the backup {there} cannot be written: No such file or directory\n"
    )


def test_the_doctor_finds_a_sound_archive_sound_and_a_clock_ahead_wrong(room: list[str], capsys: Captured) -> None:
    assert main(["doctor", "--now", MONDAY, *room]) == 0
    capsys.readouterr()
    assert main(["doctor", "--quiet", "--now", "2020-01-01", *room]) == 1
    assert capsys.readouterr().err.startswith("standfirst: clock: facts of 2026-03-09 08:00 UTC")
    assert main(["doctor", "--json", "--now", "2020-01-01", *room]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [check["check"] for check in told if not check["sound"]] == ["clock"]
    assert main(["doctor", "--clock-was-wrong", "--now", "2020-01-01", *room]) == 0
    assert "1 item of the future came now." in capsys.readouterr().out


def test_prune_forgets_what_is_old_and_refuses_to_forget_too_much(room: list[str], capsys: Captured) -> None:
    assert main(["prune", "--keep", "90", "--now", LATER, *room]) == 0
    assert "1 item and 0 visits older than 90 days were forgotten" in capsys.readouterr().out
    assert main(["history", "https://gazette.example/ferry", *room]) == 1
    assert f"was first seen on {MONDAY[:10]}; its words were let go" in capsys.readouterr().err
    assert main(["prune", "--keep", "3", *room]) == 1
    assert "60 days at least" in capsys.readouterr().err


def test_export_may_be_of_the_last_days_only(room: list[str], capsys: Captured) -> None:
    assert main(["export", "--jsonl", "--days", "7", "--now", LATER, *room]) == 0
    assert capsys.readouterr().out == ""


def test_a_machine_whose_clock_was_never_set_does_nothing(
    room: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "FIRST_YEAR", 9000)
    assert main(["publish", *room]) == 1
    assert "which cannot be: set it first" in capsys.readouterr().err
