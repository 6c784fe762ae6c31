"""A press review as one page of HTML that holds its own looks: what a PDF is printed from."""

from __future__ import annotations

from standfirst.model import Issue
from standfirst.render.filling import fill, style
from standfirst.render.frame import furniture_of
from standfirst.render.review.content import review_of
from standfirst.themes import Theme


def sheet(issue: Issue, theme: Theme) -> bytes:
    """The issue as HTML in UTF-8 that loads nothing."""
    filled = fill(
        "review.html",
        theme,
        language=issue.language,
        review=review_of(issue),
        words=furniture_of(issue.language),
        style=style("page.css", theme),
    )
    # On paper nobody opens anything. What others wrote is escaped: this is ours.
    return filled.replace("<details>", "<details open>").encode()
