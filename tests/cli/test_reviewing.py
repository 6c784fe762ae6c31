"""The press review, as a person asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from standfirst.cli import main
from standfirst.store import open_store
from standfirst.store.issues import save
from tests.render.press import MASTHEADS, issue

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def room(tmp_path: Path) -> list[str]:
    config = tmp_path / "standfirst.toml"
    editions = "".join(
        f'[[edition]]\nid = "{tag}"\nmasthead = "{words}"\nlanguages = ["{tag}"]\n'
        for tag, words in MASTHEADS.items()
    )
    config.write_text(f'[newsroom]\ntitle = "The Lantern"\nurl = "https://lantern.example/"\n{editions}', "utf-8")
    with open_store(str(tmp_path / "standfirst.db")) as archive:
        for tag in ("en", "ar"):
            save(archive, issue(tag))
    return ["publish", "--config", str(config), "--press-review"]


def test_an_edition_by_itself_is_not_published(room: list[str], tmp_path: Path, capsys: Captured) -> None:
    assert main([*room[:-1], "--edition", "ar"]) == 1
    assert capsys.readouterr().err.startswith("standfirst: --edition and --issue say of what --press-review is")
    assert not (tmp_path / "site").exists()


def test_the_newest_issue_of_an_edition_is_written(room: list[str], tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "review.md"
    assert main([*room, str(file)]) == 0
    assert "# The Lantern" in file.read_text("utf-8")
    assert capsys.readouterr().out == f"Wrote {file}: The Lantern, number 12, 2026-03-17.\n"
    assert main([*room, str(tmp_path / "ar.DOCX"), "--edition", "ar", "--issue", "2026-03-17", "--quiet"]) == 0
    assert (tmp_path / "ar.DOCX").read_bytes().startswith(b"PK")
    assert not (tmp_path / "site").exists(), "nothing else is published"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["review.odt"], "a press review is a .docx, a .pdf or an .md"),
        (["review.md", "--edition", "es"], "El Farol has no issue yet: standfirst proof makes one"),
        (["review.md", "--edition", "zz"], 'there is no edition "zz"'),
        (["review.md", "--issue", "2025-01-01"], "has no issue of 2025-01-01: the newest is of 2026-03-17"),
        (["nowhere/review.md"], "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_sentence(
    room: list[str], asked: list[str], told: str, capsys: Captured
) -> None:
    assert main([*room, *asked]) == 1
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
