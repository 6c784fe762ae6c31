"""A letter's text part, for who reads mail as text: paragraphs without markup, links on lines of their own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from textwrap import wrap

from standfirst.model import Brief, Listing, tidy
from standfirst.render.frame import Words, furniture_of
from standfirst.render.furniture import day_words, in_line, introduced, named, number
from standfirst.render.letter import Mailed
from standfirst.render.printed import Printed, anchor, printed, title_of, unbroken

_RULE = "* * *"
WIDTH = 70


def mailtext(listing: Listing, web: str, mailed: Mailed, rest: bool) -> str:
    """The letter as text that a mail reader breaks to its width, and that stands in lines of seventy letters where
    it does not (RFC 3676)."""
    words = furniture_of(listing.language)
    lines = "\n\n".join(_paragraphs(listing, web, mailed, rest, words)).split("\n")
    return "\n".join(each for line in lines for each in _flowing(line)) + "\n"


def _flowing(line: str) -> Iterator[str]:
    """A line in several, each of which but the last ends in a space and so goes on in the next. What runs from the
    right stays whole: of each line its first letter would tell which way it runs."""
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line)
    broken = [line] if from_right else wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
    *going_on, last = broken or [""]
    for each in (*(f"{part} " for part in going_on), last):
        yield f" {each}" if each.startswith((" ", ">", "From ")) else each


def _paragraphs(listing: Listing, web: str, mailed: Mailed, rest: bool, words: Words) -> Iterator[str]:
    dateline = [day_words(listing.dated, words.lang)] if listing.dated else []
    dateline += [words.say("number", number=number(listing.number, words.lang))] if listing.number else []
    yield f"{tidy(listing.title)}\n{' · '.join(dateline)}"
    for section in listing.sections:
        title, _ = title_of(section, words.lang)
        if title:
            yield f"\n[ {tidy(title)} ]"
        for brief in section.briefs:
            yield from _brief(brief, mailed.pages.get(brief.item.id) or web, words)
    yield f"\n{_RULE}"
    yield f"{words.say('rest' if rest else 'on_the_web')}\n{web}"
    yield words.say("colophon")
    if mailed.leave:
        yield f"{words.say('because')} {words.say('no_tracking')}"
        yield f"{words.say('change')}\n{mailed.change}"
        yield f"{words.say('leave')}\n{mailed.leave}"


def _brief(brief: Brief, page: str, words: Words) -> Iterator[str]:
    """What is told, and in a paragraph of its own by whom."""
    item = brief.item
    if brief.withdrawn:
        yield f"\n{tidy(item.headline or '')}"
        return
    told = printed(brief, words.lang)
    first, *rest = (unbroken(tidy(text), item.language) for text in (item.headline, item.standfirst) if text)
    yield f"\n{first}"
    yield from rest
    yield "\n".join(_beside(brief, told, page, words))


def _beside(brief: Brief, told: Printed, page: str, words: Words) -> Iterator[str]:
    if told.days:
        yield tidy(" · ".join(filter(None, (told.days.words, told.days.where))))
    if told.fund:
        yield tidy(told.fund.words)
    item = brief.item
    credit = (item.byline, brief.outlet, told.dated, told.mark, told.foreign, told.kicker, told.copy)
    yield in_line(words.lang, "", (tidy(each) for each in credit if each))
    if told.others:
        groups = []
        for group in told.others:
            names = named(dict.fromkeys(tidy(each.outlet or each.words) for each in group.tellings), words.lang)
            groups.append(f"{names} ({group.name})" if group.name else names)
        yield in_line(words.lang, "", [introduced(words.lang, "also", groups[0]), *groups[1:]])
    yield from (f"{each.words} {tidy(each.text)}" for each in told.errata)
    yield told.href or f"{page}#{anchor(item)}"
    for file in told.files:
        yield f"{' · '.join(filter(None, (tidy(file.words), file.long)))}\n{file.address}"
