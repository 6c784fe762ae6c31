"""A letter's text part, for who reads mail as text: a paragraph a line, no markup, links on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from standfirst.model import Brief, Listing, tidy
from standfirst.render.frame import Words, furniture_of
from standfirst.render.furniture import day_words, in_line, introduced, named, number
from standfirst.render.letter import Mailed
from standfirst.render.printed import anchor, printed, title_of, unbroken

_RULE = "* * *"


def mailtext(listing: Listing, web: str, mailed: Mailed, rest: bool) -> str:
    """The letter as text in paragraphs. A mail reader breaks the lines to its width."""
    words = furniture_of(listing.language)
    return "\n\n".join(_paragraphs(listing, web, mailed, rest, words)) + "\n"


def _paragraphs(listing: Listing, web: str, mailed: Mailed, rest: bool, words: Words) -> Iterator[str]:
    dateline = [day_words(listing.dated, words.lang)] if listing.dated else []
    dateline += [words.say("number", number=number(listing.number, words.lang))] if listing.number else []
    yield f"{tidy(listing.title)}\n{' · '.join(dateline)}"
    for section in listing.sections:
        yield _RULE
        title, _ = title_of(section, words.lang)
        if title:
            yield f"# {tidy(title)}"
        for brief in section.briefs:
            yield "\n".join(_brief(brief, mailed.pages.get(brief.item.id) or web, words))
    yield _RULE
    yield f"{words.say('rest' if rest else 'on_the_web')}\n{web}"
    yield words.say("colophon")
    if mailed.leave:
        yield f"{words.say('because')} {words.say('no_tracking')}"
        yield f"{words.say('change')}\n{mailed.change}"
        yield f"{words.say('leave')}\n{mailed.leave}"


def _brief(brief: Brief, page: str, words: Words) -> Iterator[str]:
    told = printed(brief, words.lang)
    item = brief.item
    if brief.withdrawn:
        yield tidy(item.headline or "")
        return
    if told.kicker:
        yield f"[{tidy(told.kicker)}]"
    yield from (unbroken(tidy(text), item.language) for text in (item.headline, item.standfirst) if text)
    if told.days:
        yield tidy(" · ".join(filter(None, (told.days.words, told.days.where))))
    if told.fund:
        yield tidy(told.fund.words)
    credit = (tidy(brief.outlet), told.dated, told.copy, told.mark, told.foreign)
    yield in_line(words.lang, "—", credit)
    yield told.href or f"{page}#{anchor(item)}"
    for file in told.files:
        yield f"{' · '.join(filter(None, (tidy(file.words), file.long)))}\n{file.address}"
    if told.others:
        outlets = [
            tidy(f"{other.outlet or other.words} ({group.name})" if group.name else other.outlet or other.words)
            for group in told.others
            for other in group.tellings
        ]
        yield in_line(words.lang, "+", [introduced(words.lang, "also", named(dict.fromkeys(outlets), words.lang))])
    yield from (f"{each.words} {tidy(each.text)}" for each in told.errata)
