"""A press review as one page of HTML that holds its own looks: what a PDF is printed from."""

from __future__ import annotations

from standfirst.model import Issue
from standfirst.render.filling import fill, style
from standfirst.render.frame import furniture_of
from standfirst.render.review.content import Review, review_of
from standfirst.themes import Theme


def sheet(issue: Issue, theme: Theme) -> bytes:
    """The issue as HTML in UTF-8 that loads nothing."""
    review = review_of(issue)
    filled = fill(
        "review.html",
        theme,
        language=issue.language,
        review=review,
        words=furniture_of(issue.language),
        style=style("page.css", theme),
        paper=_paper(review),
    )
    # On paper nobody opens anything. What others wrote is escaped: this is ours.
    return filled.replace("<details>", "<details open>").encode()


def _paper(review: Review) -> str:
    """A rule for sheets of A4, each with what it is of and its number at the foot."""
    words = f"{review.masthead} · {review.dateline} · "
    # Any letter may stand in a string of CSS by its number, followed by a space; so none of them ends it.
    said = "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in words)
    foot = f'content: "{said}" counter(page) "/" counter(pages); direction: {review.furniture.dir}'
    return f"@page {{ size: A4; @bottom-center {{ {foot}; color: #444; font: 7.5pt sans-serif }} }}"
