"""What our feeds say of days, money and files, in the modules that have words for them: enclosures and Media RSS,
the event module, the elements of podcasts. Sums stand in categories under addresses of schema.org, since no feed
has a word for them; `read.feed_data` reads all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from standfirst.model import Appeal, Brief, Enclosure, Event, Item, Podcast, tidy

SPACES = (
    ' xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
GOAL, RAISED = "https://schema.org/DonateAction#goal", "https://schema.org/DonateAction#raised"


def rss(item: Item) -> Iterator[str]:
    """The lines of an item: one enclosure, which is all that RSS's readers expect, and every file as Media RSS."""
    for file in item.enclosures[:1]:
        # RSS asks for a length; 0 is what it says for none known.
        yield (
            f"<enclosure url={quoteattr(file.address)} length={quoteattr(str(file.length or 0))}"
            f" type={quoteattr(file.media_type)}/>\n"
        )
        if file.duration:
            yield f"<itunes:duration>{file.duration}</itunes:duration>\n"
    yield from (_media(file) for file in item.enclosures)
    yield from _days(item.event)


def podcast(name: str, told: Podcast, title: str) -> Iterator[str]:
    """What directories of podcasts ask of a channel."""
    yield f"<itunes:author>{escape(tidy(told.author or title))}</itunes:author>\n"
    yield f"<itunes:summary>{escape(tidy(name))}</itunes:summary>\n"
    yield "<itunes:type>episodic</itunes:type>\n"
    yield f"<itunes:explicit>{str(told.explicit).lower()}</itunes:explicit>\n"
    if told.image:
        yield f"<itunes:image href={quoteattr(told.image)}/>\n"
    if told.email:
        name = f"<itunes:name>{escape(tidy(told.owner or told.author or title))}</itunes:name>"
        yield f"<itunes:owner>{name}<itunes:email>{escape(told.email)}</itunes:email></itunes:owner>\n"
    whole, *within = (f"text={quoteattr(tidy(words))}" for words in told.category)
    inner = "".join(f"<itunes:category {text}/>" for text in within)
    yield f"<itunes:category {whole}>{inner}</itunes:category>\n"


def heard_first(brief: Brief) -> Brief:
    """A brief with what can be heard before its other files: of an item's files players take the first."""
    files = sorted(brief.item.enclosures, key=lambda file: file.medium != "audio")
    return replace(brief, item=replace(brief.item, enclosures=tuple(files)))


def atom(item: Item) -> Iterator[str]:
    """The lines of an entry."""
    for file in item.enclosures:
        length = f" length={quoteattr(str(file.length))}" if file.length else ""
        yield (
            f'<link rel="enclosure" href={quoteattr(file.address)} type={quoteattr(file.media_type)}{length}/>\n'
        )
        if file.duration:
            yield _media(file)
    yield from _days(item.event)


def _media(file: Enclosure) -> str:
    length = f" fileSize={quoteattr(str(file.length))}" if file.length else ""
    seconds = f" duration={quoteattr(str(file.duration))}" if file.duration else ""
    return f"<media:content url={quoteattr(file.address)} type={quoteattr(file.media_type)}{length}{seconds}/>\n"


def _days(event: Event | None) -> Iterator[str]:
    if event:
        yield f"<ev:startdate>{event.start}</ev:startdate>\n"
        if event.end:
            yield f"<ev:enddate>{event.end}</ev:enddate>\n"
        if event.where:
            yield f"<ev:location>{escape(tidy(event.where))}</ev:location>\n"


def sums(item: Item) -> Iterator[tuple[str, str]]:
    """The sums of an appeal as terms of categories: "10000 EUR"."""
    if item.appeal:
        for scheme, amount in ((GOAL, item.appeal.goal), (RAISED, item.appeal.raised)):
            if amount is not None:
                yield scheme, f"{amount:f} {item.appeal.currency or ''}".strip()


def plain_appeal(appeal: Appeal | None) -> dict[str, str] | None:
    if appeal is None:
        return None
    told = {"goal": appeal.goal, "raised": appeal.raised}
    sums = {name: f"{amount:f}" for name, amount in told.items() if amount is not None}
    return sums | ({"currency": appeal.currency} if appeal.currency else {})


def plain_event(event: Event | None) -> dict[str, str] | None:
    if event is None:
        return None
    told = {"start": event.start, "end": event.end, "where": event.where}
    return {name: words for name, words in told.items() if words}


def attachments(item: Item) -> list[dict[str, object]]:
    """The files of an item as JSON Feed has them."""
    told = (
        {"url": f.address, "mime_type": f.media_type, "size_in_bytes": f.length, "duration_in_seconds": f.duration}
        for f in item.enclosures
    )
    return [{name: value for name, value in file.items() if value is not None} for file in told]
