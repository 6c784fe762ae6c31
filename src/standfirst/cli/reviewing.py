"""The press review: an issue as a document, `publish --press-review FILE`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from standfirst import themes
from standfirst.cli import typing_in
from standfirst.config import Newsroom
from standfirst.model import Issue, Refusal
from standfirst.newsroom import amending, paper
from standfirst.render import review
from standfirst.store import Store

KINDS = (".docx", ".pdf", ".md")


def add_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("press review")
    group.add_argument("--press-review", type=Path, metavar="FILE",
                       help="write an issue as a document instead: .docx, .pdf or .md")  # fmt: skip
    group.add_argument("--edition", metavar="ID", help="of this edition (the first)")
    group.add_argument("--issue", type=typing_in.day, metavar="DAY", help="of this day (the newest)")


def write(room: Newsroom, archive: Store, args: argparse.Namespace) -> str:
    """Write the press review that was asked for; a sentence about it."""
    file: Path = args.press_review
    if file.suffix.lower() not in KINDS:
        raise Refusal(f"{file}: a press review is a .docx, a .pdf or an .md")
    issue = _issue(room, archive, args.edition, args.issue)
    file.write_bytes(_document(room, issue, file.suffix.lower()))
    return f"Wrote {file}: {issue.masthead}, number {issue.number}, {issue.dated}."


def _issue(room: Newsroom, archive: Store, edition_id: str | None, day: date | None) -> Issue:
    if not room.editions:
        raise Refusal("standfirst.toml has no [[edition]], so there is no issue to print")
    edition = room.edition(edition_id) if edition_id else room.editions[0]
    issues = amending.frozen(archive, edition.id)
    if not issues:
        raise Refusal(f"{edition.masthead} has no issue yet: standfirst proof makes one")
    if day is None:
        return issues[-1].opened()
    found = next((issue for issue in issues if issue.dated == day), None)
    if found is None:
        raise Refusal(f"{edition.masthead} has no issue of {day}: the newest is of {issues[-1].dated}")
    return found.opened()


def _document(room: Newsroom, issue: Issue, suffix: str) -> bytes:
    if suffix == ".pdf":
        return paper.pdf(review.sheet(issue, themes.load(room.theme)))
    return review.docx(issue) if suffix == ".docx" else review.markdown(issue)
