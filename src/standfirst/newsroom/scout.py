"""What to read at an address: a feed that its page declares, a sitemap of news, or the page itself.

The fullest is chosen, and it is said what was chosen and why. What does the fetching is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from standfirst.fetch import Answer
from standfirst.model import Document, Item, Reading, Refusal, Source, Visit
from standfirst.read import links, read
from standfirst.read.letter import sender
from standfirst.read.page import declared

Fetching = Callable[[Sequence[tuple[Source, Visit | None]]], Iterator[tuple[Source, Answer]]]

_MOST_FEEDS = 6
_MOST_SITEMAPS = 3
# Fewer items than these on a page are too few to say that a feed tells of something else.
_FEW = 5
_NAMES = {
    "feed": "a feed",
    "sitemap": "a sitemap of news",
    "listing": "a page",
    "letter": "a letter",
    "text": "a text",
}
_SITEMAP = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be read, as an address; the title and the language it names itself by, what stands there and
    why it was chosen as a sentence, and what was passed over."""

    url: str
    title: str | None
    language: str | None
    items: int
    why: str
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: str
    reading: Reading
    shared: int = 0

    @property
    def fullness(self) -> tuple[bool, float]:
        return self.shared > 0, sum(_worth(item) for item in self.reading.items[:100])


def scout(url: str, fetching: Fetching, now: datetime) -> Found:
    """What to read at this address. Refusal where nothing there can be read."""
    documents, address = _fetched(url, fetching)
    document = documents[0]
    reading = _read(document, _source(address), now)
    page = _Candidate(address, reading)
    if reading.read_as not in ("listing", "article", "none"):
        return _found(page, reading, _why_itself(page, url, len(documents)), ())
    feeds = [c for c in _feeds(document, reading, fetching, now) if c.reading.items]
    feeds.sort(key=lambda c: c.fullness, reverse=True)
    rest = tuple(f"{c.url} ({_described(c)})" for c in feeds[1:])
    if feeds and (feeds[0].shared or len(reading.items) < _FEW):
        return _found(feeds[0], reading, f"the page declares {_described(feeds[0])}{_on_the_page(feeds[0])}", rest)
    if feeds:
        rest = (f"{feeds[0].url} ({_described(feeds[0])}, none of which stands on the page)", *rest)
    elif sitemap := _sitemap(document, reading, fetching, now):
        return _found(sitemap, reading, f"robots.txt names {_described(sitemap)}{_on_the_page(sitemap)}", ())
    if reading.read_as != "listing":
        raise Refusal(f"{url}: {_why_nothing(reading)}")
    return _found(page, reading, f"no feed tells the same, so it is read as {_described(page)}", rest)


def _why_nothing(reading: Reading) -> str:
    if reading.read_as == "article":
        return "is one article and declares no feed: name the page that lists such articles"
    return reading.complaints[0] if reading.complaints else "no feed and no list of news was found there"


def _source(url: str) -> Source:
    return Source("follow", url, (urlsplit(url).hostname or "").removeprefix("www."))


def _read(document: Document, source: Source, now: datetime) -> Reading:
    """Who sends a letter publishes it; its subject is another each time."""
    reading = read(document, source, now)
    return replace(reading, title=sender(document.body)) if reading.read_as == "letter" else reading


def _why_itself(page: _Candidate, url: str, documents: int) -> str:
    if documents > 1:
        return f"it holds {documents} documents, the first of them {_described(page)}"
    to = f", to which {url} leads for good" if page.url != url else ""
    return f"it is {_described(page)}{to}"


def _fetched(url: str, fetching: Fetching) -> tuple[Sequence[Document], str]:
    """The documents and the address to ask for them henceforth: a move for good is followed at once."""
    for _, answer in fetching([(_source(url), None)]):
        if answer.documents:
            return answer.documents, answer.visit.moved_to or url
        raise Refusal(f"{url}: {answer.visit.reason}")
    raise Refusal(f"{url}: nothing came")


def _feeds(document: Document, page: Reading, fetching: Fetching, now: datetime) -> Iterator[_Candidate]:
    addresses = [feed.url for feed in declared.feeds(document.body, document.url)][:_MOST_FEEDS]
    return _read_all(addresses, "feed", page, fetching, now)


def _sitemap(document: Document, page: Reading, fetching: Fetching, now: datetime) -> _Candidate | None:
    rules = urljoin(document.url, "/robots.txt")
    bodies = [d.body for _, answer in fetching([(_source(rules), None)]) for d in answer.documents]
    named = [match.decode("utf-8", "replace") for body in bodies for match in _SITEMAP.findall(body)]
    urls = [url for name in named if "news" in name.lower() and (url := links.resolve(name, rules))]
    found = _read_all(urls[:_MOST_SITEMAPS], "sitemap", page, fetching, now)
    whole = [c for c in found if c.reading.items and (c.shared or len(page.items) < _FEW)]
    return max(whole, key=lambda c: c.fullness, default=None)


def _read_all(
    urls: Sequence[str], kind: str, page: Reading, fetching: Fetching, now: datetime
) -> Iterator[_Candidate]:
    there = {name for item in page.items for name in _names(item)}
    asked = {url: n for n, url in enumerate(urls)}
    answers = sorted(fetching([(_source(url), None) for url in asked]), key=lambda told: asked[told[0].url])
    for source, answer in answers:
        for document in answer.documents:
            reading = read(document, source, now)
            if reading.read_as == kind:
                shared = sum(not there.isdisjoint(_names(item)) for item in reading.items)
                yield _Candidate(answer.visit.moved_to or source.url, reading, shared)


def _names(item: Item) -> set[str]:
    """By what an item may be known elsewhere: some feeds lead to their pieces by a counter of clicks."""
    words = (item.headline or item.standfirst or "").casefold()
    return {words, links.key(item.link)} if item.link else {words}


def _worth(item: Item) -> float:
    standfirst = 0.0 if not item.standfirst else 0.5 if item.truncated else 1.0
    return 1 + standfirst + 0.5 * bool(item.published) + 0.25 * bool(item.byline) + 0.25 * bool(item.image)


def _described(candidate: _Candidate) -> str:
    items = candidate.reading.items
    has = [
        name
        for name, field in (("standfirsts", "standfirst"), ("dates", "published"))
        if sum(bool(getattr(item, field)) for item in items) * 2 > len(items)
    ]
    count = "1 item" if len(items) == 1 else f"{len(items)} items"
    return (
        f"{_NAMES.get(candidate.reading.read_as, 'a page')} of {count}{' with ' if has else ''}{' and '.join(has)}"
    )


def _on_the_page(candidate: _Candidate) -> str:
    return f"; {candidate.shared} of them stand on the page" if candidate.shared else ""


def _found(chosen: _Candidate, page: Reading, why: str, passed_over: tuple[str, ...]) -> Found:
    reading = chosen.reading
    if not reading.items:
        raise Refusal(f"{chosen.url}: {_why_nothing(reading)}")
    language = reading.language or page.language
    return Found(chosen.url, reading.title or page.title, language, len(reading.items), why, passed_over)
