"""A press review in Markdown (CommonMark). What runs the other way than the review stands in a block of its own
that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standfirst.model import Issue
from standfirst.render.furniture import introduced
from standfirst.render.printed import Other, Printed, Tongue
from standfirst.render.review.content import Review, beside, carried, credit, over, review_of

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~!&$]")
# At the beginning of a line these would begin a list or underline a heading.
_BEGINS = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def markdown(issue: Issue) -> bytes:
    """The issue as Markdown in UTF-8. What others wrote is text, never markup."""
    return ("\n\n".join(_blocks(review_of(issue))) + "\n").encode()


def _blocks(review: Review) -> Iterator[str]:
    yield _opened(review.tongue)
    yield f"# {_text(review.masthead)}"
    yield _text(review.dateline)
    for part in review.parts:
        if part.title:
            yield f"## {_text(part.title)}"
        for brief in part.briefs:
            yield from _turned(brief, review)
    yield "</div>"


def _opened(tongue: Tongue) -> str:
    return f'<div lang="{tongue.lang}" dir="{tongue.dir}">'


def _turned(brief: Printed, review: Review) -> Iterator[str]:
    words = [block for block in _words(brief, review.furniture) if block]
    turned = brief.tongue.dir != review.tongue.dir
    yield from (_opened(brief.tongue), *words, "</div>") if turned else words
    if not brief.brief.withdrawn:
        yield from _said(brief, review.furniture)


def _words(brief: Printed, ours: Tongue) -> Iterator[str]:
    above = over(brief, ours)
    if brief.headline:
        heading = "" if brief.brief.withdrawn else "### "
        yield f"{heading}{_linked(brief.headline, brief.href)}"
    yield f"*{_text(above)}*" if above else ""
    yield _text(brief.standfirst or "")
    yield _text(brief.brief.item.byline or "")


def _said(brief: Printed, ours: Tongue) -> Iterator[str]:
    """What we say of a brief: what it carries, whose it is, who else tells it, what was wrong."""
    yield from map(_text, carried(brief, ours))
    credited = credit(brief, ours)
    yield f"— {_text(credited) if brief.headline else _linked(credited, brief.href)}"
    others = [_other(other, ours) for group in brief.others for other in group.tellings]
    if others:
        yield "\n".join((_text(introduced(ours.lang, "also", "").strip()), "", *(f"- {told}" for told in others)))
    yield from (f"**{_text(each.words)}** {_text(each.text)}" for each in brief.errata)


def _other(other: Other, ours: Tongue) -> str:
    told = beside((other.outlet, other.dated, other.copy), ours)
    return f"{_linked(other.words, other.href)} — {_text(told)}" if told else _linked(other.words, other.href)


def _linked(words: str, href: str | None) -> str:
    if not href:
        return _text(words)
    # Between angle brackets an address may hold anything but these.
    address = href.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")
    return f"[{_text(words)}](<{address}>)"


def _text(words: str) -> str:
    """Words that mean only themselves."""
    escaped = _SIGNS.sub(r"\\\g<0>", words)
    return _BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)
