"""A press review as one page of HTML that holds its own looks: what a PDF is printed from."""

from __future__ import annotations

from standfirst.model import Issue
from standfirst.render.filling import FOLDER, fill
from standfirst.render.frame import furniture_of
from standfirst.render.review.content import review_of


def sheet(issue: Issue) -> bytes:
    """The issue as HTML in UTF-8 that loads nothing."""
    filled = fill(
        "review.html",
        language=issue.language,
        review=review_of(issue),
        words=furniture_of(issue.language),
        style=(FOLDER / "page.css").read_text("utf-8"),
    )
    # On paper nobody opens anything. What others wrote is escaped: this is ours.
    return filled.replace("<details>", "<details open>").encode()
