"""The documentation says what is so."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from standfirst import config, model
from standfirst.cli import parser
from standfirst.render.furniture import spoken

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def code_blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", code_blocks(DOCS / "configuration.md", "toml"))
def test_every_example_of_a_configuration_is_one(block: str, tmp_path: Path) -> None:
    file = tmp_path / "standfirst.toml"
    file.write_text(block, "utf-8")
    assert config.load(file).title == "The Morning Line"


def test_every_key_of_the_configuration_is_explained() -> None:
    page = (DOCS / "configuration.md").read_text("utf-8")
    tables = (config._NEWSROOM, config._SOURCE, config._SELECT, config._EDITION, config._SECTION, config._BALANCE)
    keys = {key for table in (*tables, config._MAIL, config._VECTORS, config._PODCAST) for key in table}
    assert [k for k in sorted(keys) if k not in page] == []


def test_every_language_of_the_furniture_is_named() -> None:
    told = (DOCS / "configuration.md").read_text("utf-8")
    (named,) = re.findall(r"its pages for readers speak (.*?); an edition", told, re.DOTALL)
    assert re.findall(r"`([\w-]+)`", named) == sorted(spoken())


def test_every_path_that_where_is_it_names_is_there() -> None:
    paths = re.findall(r"`((?:src|docs|bench|examples)/[^`]*)`", (DOCS / "where-is-it.md").read_text("utf-8"))
    assert paths
    assert [p for p in paths if not (ROOT / p).exists()] == []


def test_every_part_of_the_program_can_be_found_in_where_is_it() -> None:
    page = (DOCS / "where-is-it.md").read_text("utf-8")
    parts = [p.name for p in (ROOT / "src" / "standfirst").iterdir() if not p.name.startswith(("_", "."))]
    code = [p for p in parts if p.endswith(".py") or "." not in p]
    assert [p for p in code if f"src/standfirst/{p}" not in page] == []


@pytest.mark.parametrize("words", [model.KINDS, model.EDIT_KINDS])
def test_the_glossary_names_every_kind(words: tuple[str, ...]) -> None:
    page = (DOCS / "concepts.md").read_text("utf-8")
    assert [w for w in words if w not in page] == []


def test_the_glossary_defines_every_noun_of_the_model() -> None:
    defined = set(re.findall(r"^([a-z]+)\n: ", (DOCS / "concepts.md").read_text("utf-8"), re.MULTILINE))
    nouns = ["source", "document", "item", "reading", "visit", "edit", "story", "edition", "credit", "brief"]
    assert [n for n in [*nouns, "section", "issue", "listing", "rendition"] if n not in defined] == []


PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    groups = top._subparsers._group_actions if top._subparsers else []
    return {name: one for group in groups for name, one in dict(group.choices or {}).items()}


def options_of(command: argparse.ArgumentParser) -> set[str]:
    own = {name for action in command._actions for name in action.option_strings}
    return own.union(*(options_of(within) for within in commands_of(command).values()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_and_option_that_a_page_names_is_there(page: Path) -> None:
    known = commands_of(parser())
    told = re.findall(r"(?:`|^|^ +\$ )standfirst ([a-z]+)\b([^`\n]*)", page.read_text("utf-8"), re.MULTILINE)
    typed = [(name, rest) for name, rest in told if name in known or rest.startswith(("`", " --"))]
    wrong = [f"{name} {option}" for name, rest in typed for option in re.findall(r"--[a-z-]+", rest)
             if name not in known or option not in options_of(known[name])]  # fmt: skip
    assert wrong == []


def test_what_the_first_page_names_is_there() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    fenced = "\n".join(code_blocks(ROOT / "README.md", ""))
    assert set(re.findall(r"^standfirst ([a-z]+)", fenced, re.MULTILINE)) <= set(commands_of(parser()))
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make ([a-z]+)", fenced, re.MULTILINE) + re.findall("`make ([a-z]+)`", page)) <= set(
        rules
    )


def test_the_example_in_python_prints_the_items_of_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = "".join(
        f"<article><h2><a href='/{n}'>The ferry sails again, day {n}</a></h2></article>" for n in range(9)
    )
    (tmp_path / "page.html").write_text(f"<html lang='en'><body><main>{cards}</main></body></html>", "utf-8")
    monkeypatch.chdir(tmp_path)
    [example] = code_blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "The ferry sails again, day 0 None https://gazette.example/0 None en"
    assert len(printed) == 9


def test_links_between_pages_of_the_documentation_lead_somewhere() -> None:
    dead = [
        f"{page.name}: {target}"
        for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []
