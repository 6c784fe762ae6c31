"""A letter to readers of one set of preferences: one issue, or those of a day or week, with each reader's own ways
to change or to leave."""

from __future__ import annotations

from collections.abc import Sequence

from standfirst.model import Issue, Letter, Listing, Preferences
from standfirst.render.frame import address
from standfirst.render.letter import html, subject
from standfirst.render.site import Site
from standfirst.render.text import text


def mailing(id: str, issues: Sequence[Issue], preferences: Preferences, site: Site) -> Letter:
    """The letter `id` made of these issues, of one at least. The same arguments give the same letter."""
    first = issues[0]
    listing = Listing.of_issue(first)
    return Letter(
        id=id,
        series=first.edition_id if preferences.cadence == "issue" else preferences.cadence,
        masthead=first.masthead,
        subject=subject(first),
        language=first.language,
        web=address(site, listing.path),
        text=text(listing, "letter").decode(),
        html=html(listing, site),
        stories=tuple(brief.item.id for section in listing.sections for brief in section.briefs),
    )
