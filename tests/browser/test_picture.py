"""The picture of a page and what was read from it, as Chromium draws it."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from standfirst.cli import main
from standfirst.cli.picture import WIDTH, overlay
from tests.browser.chromium import needs_chromium
from tests.read.test_teaching import CARDS

HOSTILE = """<script>document.body.textContent = "changed"</script><img src="https://evil.example/x.png">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""

Captured = pytest.CaptureFixture[str]


@pytest.mark.browser
@needs_chromium
def test_a_page_is_drawn_with_neither_scripts_nor_network(tmp_path: Path, capsys: Captured) -> None:
    page, out = tmp_path / "cards.html", tmp_path / "out.png"
    page.write_text(CARDS.replace("<body>", f"<body>{HOSTILE}"), "utf-8")
    assert main(["explain", "--picture", str(out), "--base", "https://paper.example/", str(page)]) == 0
    assert "Drew 5 items" in capsys.readouterr().out
    drawn = out.read_bytes()
    assert drawn.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", drawn[16:24])
    assert width == WIDTH
    # A script that ran would have left one line of the page.
    assert height > 500


def test_boxes_are_drawn_each_in_its_way() -> None:
    boxes = [
        {"kind": "item", "told": "12", "x": 40, "y": 5, "w": 300, "h": 90},
        {"kind": "field", "told": "12 headline kicker", "x": 40, "y": 5, "w": 200, "h": 20},
        {"kind": "field", "told": "12 <b>", "x": 1, "y": 1, "w": 1, "h": 1},
        {"kind": "passed", "told": "", "x": 400, "y": 5, "w": 300, "h": 90},
    ]
    svg = overlay(b"png", boxes, 600)
    assert svg.count(">12</text>") == 1
    assert 'fill="#f2c200" fill-opacity=".3"' in svg
    assert svg.count('fill="url(#hatch)"') == 1
    assert "<b>12" not in svg


def test_without_a_browser_one_sentence_says_what_to_install(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "cards.html"
    page.write_text(CARDS, "utf-8")
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert main(["explain", "--picture", str(tmp_path / "out.png"), str(page)]) == 1
    err = capsys.readouterr().err
    assert "pip install playwright" in err
    assert err.count("\n") == 1


def test_what_is_no_page_has_no_picture(tmp_path: Path, capsys: Captured) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Ferry back\n\nCrossings resume on Monday after a week of storms.\n", "utf-8")
    assert main(["explain", "--picture", str(tmp_path / "out.png"), str(text)]) == 1
    assert "a picture is of a page, this is a" in capsys.readouterr().err
