"""A theme stands before our templates; what it leaves out is ours, and what is wrong in it is told by file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from standfirst import config, render, themes
from standfirst.cli import main
from standfirst.model import Refusal
from standfirst.readership import Preferences
from standfirst.render.filling import FOLDER
from tests.render.press import LISTINGS, SITE, issue, planned, whole_site

Captured = pytest.CaptureFixture[str]


def printed(folder: Path, name: str) -> str:
    site = replace(SITE, theme=themes.load(folder))
    sheets = render.sheets(site, planned(LISTINGS), [])
    return next(
        sheet.printed().body.decode() for sheet in sheets if isinstance(sheet, render.Sheet) and sheet.name == name
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    made.mkdir()
    return made


def test_the_files_that_a_theme_may_replace_are_those_that_we_have() -> None:
    ours = {path.name for path in FOLDER.iterdir() if path.suffix in (".html", ".css")}
    assert ours == {*themes.TEMPLATES, *themes.STYLES}


def test_a_new_theme_prints_our_pages_with_its_own_foot_and_colours(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "mine"
    assert main(["theme", "new", str(folder)]) == 0
    assert f'theme = "{folder}"' in capsys.readouterr().out
    page, ours = printed(folder, "en/new.html"), printed_plainly("en/new.html")
    assert page.replace("<p>The Lantern</p>\n", "") == ours
    style = printed(folder, "standfirst.css")
    assert "@import" not in style and style.index("--paper") < style.rindex("--accent: #f09ab5")
    assert main(["theme", "new", str(folder)]) == 1
    assert capsys.readouterr().err == f"standfirst: {folder} is there already: it was left as it is\n"


def printed_plainly(name: str) -> str:
    return next(file.body.decode() for file in whole_site(SITE, LISTINGS, []) if file.name == name)


def test_what_a_theme_leaves_out_is_ours(folder: Path) -> None:
    (folder / "_sign.html").write_text("<p>{{ site.title }} & lamp</p>")
    (folder / "index.html").write_text(
        '{% extends "base.html" %}{% block content %}{% include "_sign.html" %}{% endblock %}'
    )
    assert "<p>The Lantern & lamp</p>" in printed(folder, "en/archive/index.html")
    assert printed(folder, "en/new.html") == printed_plainly("en/new.html")
    assert printed(folder, "standfirst.css") == printed_plainly("standfirst.css")


def test_letters_wear_the_theme_too(folder: Path) -> None:
    (folder / "letter.html").write_text('{% extends "ours/letter.html" %}')
    (folder / "letter.css").write_text('@import "ours/letter.css";\nh1 { color: #123456 }')
    site = replace(SITE, theme=themes.load(folder))
    assert "#123456" in render.mailing("en-12", [issue("en")], Preferences(("en",)), site).html


def test_other_words_of_a_theme_are_other_pages(folder: Path) -> None:
    def made_of() -> set[str]:
        site = replace(SITE, theme=themes.load(folder))
        return {s.made_of for s in render.sheets(site, planned(LISTINGS), []) if s.made_of}

    (folder / "_sign.html").write_text("One")
    one = made_of()
    assert made_of() == one
    (folder / "_sign.html").write_text("Two")
    assert not one & made_of()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>\n{% if %}", "index.html, line 2: Expected an expression"),
        ("<p>\n\n{{ tittle }}", "index.html, line 3: 'tittle' is undefined"),
        ('{% extends "ours/bass.html" %}', "index.html, line 1: .*bass.html"),
        ("\n{{ 1 / 0 }}", "index.html, line 2: division by zero"),
        ("{{ site.__class__.__mro__ }}", "index.html, line 1: access to attribute '__class__'"),
    ],
)
def test_a_broken_template_is_one_sentence_that_names_file_and_line(folder: Path, text: str, told: str) -> None:
    (folder / "index.html").write_text(text)
    with pytest.raises(Refusal, match=told) as refusal:
        printed(folder, "en/archive/index.html")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("isue.html", b"", 'did you mean "issue.html"'),
        ("style.css", b"", "takes the place of no file of ours"),
        ("base.html", b"\xff", "is not text in UTF-8"),
        (
            "page.css",
            b"p {}\na { background: url(https://far.example/x) }",
            "line 2: nothing is loaded from elsewhere",
        ),
        ("page.css", b'@import "other.css";', "line 1: nothing is loaded"),
        ("page.css", b"a { background: url( '//far.example/x') }", "line 1: nothing is loaded"),
        ("page.css", b"a { background: url(https:far.example/x) }", "line 1: nothing is loaded"),
        ("page.css", b"a {\n background: u\\72l(\\68ttps://far.example/x) }", "line 2: nothing is loaded"),
        ("page.css", b"a { background: image-set('https://far.example/x' 1x) }", "line 1: nothing is loaded"),
        (
            "page.css",
            b'/* ours\n */ @import "ours/pages.css";',
            'line 2: ours is taken over by @import "ours/page.css";',
        ),
    ],
)
def test_a_file_that_is_none_of_a_theme_is_refused(folder: Path, name: str, body: bytes, told: str) -> None:
    (folder / name).write_bytes(body)
    with pytest.raises(Refusal, match=told):
        themes.load(folder)


def test_a_theme_brings_nothing_from_outside_its_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "standfirst.toml").write_text('password = "sesame"')
    (folder / "_foot.html").symlink_to("../standfirst.toml")
    with pytest.raises(Refusal, match="is a link out of its folder"):
        themes.load(folder)


def test_a_stylesheet_may_name_addresses_that_nothing_is_loaded_from(folder: Path) -> None:
    (folder / "page.css").write_text(
        '@import "ours/page.css";\n/* as at https://lantern.example/ */\n'
        'a::before { content: "//" } b { background: url("data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>") }'
    )
    assert "www.w3.org" in render.filling.style("page.css", themes.load(folder))


def test_a_theme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="standfirst theme new makes one"):
        themes.load(tmp_path / "nowhere")


def test_the_configuration_names_the_theme(tmp_path: Path) -> None:
    file = tmp_path / "standfirst.toml"
    file.write_text('[newsroom]\ntitle = "The Lantern"\nurl = "https://lantern.example/"\ntheme = "mine"\n')
    assert config.load(file).theme == tmp_path / "mine"
