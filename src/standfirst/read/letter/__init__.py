"""Letters: newsletters as e-mail, in HTML or plain text, alone, in parts, or forwarded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.utils import parseaddr
from itertools import pairwise

from standfirst import languages
from standfirst.model import Item, Reading, Source
from standfirst.read import links
from standfirst.read.decode import decode
from standfirst.read.enough import FEWEST
from standfirst.read.finish import finish
from standfirst.read.letter.digests import sent_together
from standfirst.read.letter.headers import CUT, charset_of, in_words, message_of, raw, subject
from standfirst.read.letter.html import items_of_html
from standfirst.read.letter.lines import lines_of
from standfirst.read.letter.text import content_of_text, items_of_text
from standfirst.read.letter.words import is_admin, is_advert, is_more, is_paid_for
from standfirst.read.mail_words import is_footer, tells_of_a_list
from standfirst.read.page.markup import parse, plain, words_of
from standfirst.read.page.pagewide import language_of
from standfirst.read.text.bylines import speakers
from standfirst.read.text.colophon import told_by_colophon
from standfirst.read.text.copy import with_whole_links

_MOST_PARTS, _LONGEST_BODY = 60, 300_000
_MUCH = 1.5
_TWO = 2
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NUMBERED = re.compile(r"(\d{1,2})\s?[.)、．:]\s*(?=\S)")
_LEADING = "h1 a[href], h2 a[href], h3 a[href]"
_OF_LISTS = ("List-Unsubscribe", "List-Id", "List-Post", "X-Campaign", "X-Mailman-Version", "Feedback-ID")


def read_letter(body: bytes, url: str, *, source: Source | None, now: datetime | None) -> Reading:
    """The items of a newsletter, in its order; its subject is the reading's title. The HTML part is read where it
    tells more than the plain one. Never raises."""
    message, is_whole = message_of(body)
    parts = list(_parts(message))
    pages = [text for kind, text in parts if kind == "text/html"]
    texts = [text for kind, text in parts if kind == "text/plain"]
    title = subject(message)
    if pages and (address := message.get("Snapshot-Content-Location")):
        return _saved_page(pages[0], str(address), source, now)
    if ours := next((told for page in pages if (told := _ours(page, url, source, now))), None):
        return replace(ours, read_as="letter", title=title)
    items = sent_together(message, url) or _unnumbered(_best(pages, texts, url, source, now))
    linked = [item for item in items if item.link]
    if _told(items) < FEWEST and _told(linked) < _TWO and not _is_for_many(message, parts):
        items = []  # what one writes to another is no news, nor is an order or a password
    if len(items) < FEWEST and linked and not _told(linked) and any(item.standfirst for item in items):
        items = []  # a word on one's own account and a button
    language = _language(pages, texts, source)
    complaints = [] if items else ["the letter holds no items that could be told from its text"]
    complaints += [] if is_whole else [CUT]
    finished = finish(_spoken(items), source=source, language=language, now=now)
    return Reading(finished, tuple(complaints), read_as="letter", title=title, language=language)


def read_body(text: str, plainly: Reading, url: str, *, source: Source | None, now: datetime | None) -> Reading:
    """What a plain text tells, which may be a letter that was saved without its headers: the items of a letter
    where it says how to leave or these tell much more, else those that reading it `plainly` found."""
    if len(text) > _LONGEST_BODY or told_by_colophon(text) is not None:
        return plainly
    items = _resolved(items_of_text(with_whole_links(text)), url)
    if len(items) < FEWEST or not (tells_of_a_list(text) or _told(items) > _MUCH * _told(plainly.items)):
        return plainly
    return replace(plainly, items=finish(_spoken(items), source=source, language=plainly.language, now=now))


def _saved_page(page: str, address: str, source: Source | None, now: datetime | None) -> Reading:
    """A page that a browser saved in the form of a letter (MHTML)."""
    from standfirst.read.page.listing import read_listing

    return read_listing(page, links.resolve(address, "") or "", source=source, now=now)


def _ours(page: str, url: str, source: Source | None, now: datetime | None) -> Reading | None:
    """What our own letters declare."""
    from standfirst.read.page.listing import read_listing
    from standfirst.read.page.microdata import is_ours

    return read_listing(page, url, source=source, now=now) if is_ours(parse(page)) else None


def _best(pages: list[str], texts: list[str], url: str, source: Source | None, now: datetime | None) -> list[Item]:
    """The items of the reading that tells most: of HTML line by line or as a page, of plain text where these tell
    little."""
    told: list[list[Item]] = []
    for page in pages[:1]:
        items, apart = items_of_html(parse(page), url)
        told += [items, [item for item in _listed(page, url, source, now) if item.link not in apart]]
    texts = texts[:1] or [_in_lines(page) for page in pages[:1]]
    if texts and max(map(_told, told), default=0.0) < FEWEST:
        told.append(_resolved(items_of_text(texts[0]), url))
        if len(told[-1]) < FEWEST:
            told.append(_resolved(_digest(texts[0], url, source, now), url))
    return max(
        told,
        key=lambda items: (_told([item for item in items if item.link]), _told(items), len(items), _signed(items)),
        default=[],
    )


def _signed(items: Sequence[Item]) -> int:
    """How many days and authors of items are known."""
    return sum(bool(item.published) + bool(item.byline) for item in items)


def _unnumbered(items: list[Item]) -> list[Item]:
    """The items without the numbers that the headlines of all begin with, each greater than the one before."""
    found = [_NUMBERED.match(item.headline or "") for item in items]
    numbers = [int(number[1]) for number in found if number]
    if len(items) < FEWEST or len(numbers) < len(items) or any(b <= a for a, b in pairwise(numbers)):
        return items
    return [
        replace(item, headline=_NUMBERED.sub("", item.headline or "", count=1) or item.headline) for item in items
    ]


def _spoken(items: Sequence[Item]) -> list[Item]:
    """The items, with who writes each where their standfirsts begin by saying it."""
    told = speakers([item.standfirst or "" for item in items])
    return [replace(i, byline=i.byline or name) if name else i for i, name in zip(items, told, strict=True)]


def _in_lines(page: str) -> str:
    """The text of a page, its lines parted as they are seen: where headlines only stand above their words, as in
    letters that were plain once, those who read plain letters see more."""
    return "".join(f"{line.text}\n" if line.breaks else f"{line.text}\n\n" for line in lines_of(parse(page)))


def _told(items: Sequence[Item]) -> float:
    """How much items tell: how many have a headline and a standfirst, less where others lack one."""
    whole = sum(1 for item in items if item.headline and item.standfirst)
    return whole * whole / len(items) if items else 0.0


def _listed(page: str, url: str, source: Source | None, now: datetime | None) -> list[Item]:
    """The items that the letter shows as a page shows its own, without what letters say of themselves."""
    from standfirst.read.page.listing import read_listing

    return [item for item in read_listing(page, url, source=source, now=now).items if not _is_business(item)]


def _is_business(item: Item) -> bool:
    said = item.headline or item.standfirst or ""
    sold = any(is_advert(words) for words in (item.kicker, item.section, item.byline) if words)
    return (
        sold
        or bool(_ADDRESS.fullmatch(said))
        or is_footer(said)
        or is_more(said)
        or is_admin(said)
        or is_paid_for(item.standfirst or "")
    )


def _is_for_many(message: Message, parts: Sequence[tuple[str, str]]) -> bool:
    """Whether a letter goes to a list: its headers say so, it tells how to leave it, or a heading is a link."""
    if any(name in message for name in _OF_LISTS):
        return True
    if any(kind == "text/html" and parse(text).css_first(_LEADING) for kind, text in parts):
        return True
    return any(tells_of_a_list(plain(text) if kind == "text/html" else text) for kind, text in parts)


def _digest(text: str, url: str, source: Source | None, now: datetime | None) -> list[Item]:
    """What the reader of plain texts finds: a letter may be a digest like any other; a greeting is none."""
    from standfirst.read.text import read_text

    items = read_text(content_of_text(text), url, source=source, now=now).items
    whole = sum(1 for item in items if item.headline and (item.standfirst or item.link))
    return list(items) if whole > 1 or len(items) > 4 else []


def _resolved(items: list[Item], url: str) -> list[Item]:
    return [replace(item, link=links.resolve(item.link, url) if item.link else None) for item in items]


# --- the parts of a message --------------------------------------------------------------------------------


def _parts(message: Message) -> Iterator[tuple[str, str]]:
    """The readable parts of a message as (media type, text), those of attached messages included."""
    for count, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if count > _MOST_PARTS:
            return
        if part.is_multipart() or kind not in ("text/html", "text/plain") or _is_attached(part):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            text, _ = decode(payload, charset_of(part))
            if str(part.get_param("format") or "").lower() == "flowed":
                text = _put_together(text, str(part.get_param("delsp") or "").lower() == "yes")
            yield _true_kind(kind, text), text


def _put_together(text: str, without_spaces: bool) -> str:
    """A text in which a line that ends in a space goes on in the next (RFC 3676), a paragraph a line."""
    lines: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        told, is_quoted = line.rstrip("\r").removeprefix(" "), line.startswith(">")
        if is_quoted or not goes_on:
            lines.append([])
        goes_on = told.endswith(" ") and told != "-- " and not is_quoted
        lines[-1].append(told[:-1] if goes_on and without_spaces else told)
    return "\n".join(map("".join, lines))


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _true_kind(kind: str, text: str) -> str:
    """HTML that is sent as plain text is HTML."""
    return "text/html" if "<html" in text[:2000].lower() or "<table" in text[:4000].lower() else kind


def sender(body: bytes) -> str | None:
    """Who a letter says it is from: a name, else the host of the address."""
    message, _ = message_of(body)
    name, address = parseaddr(raw(message, "from") or "")
    return (name and in_words(message, name)) or address.partition("@")[2] or None


def _language(pages: list[str], texts: list[str], source: Source | None) -> str | None:
    if source and source.language:
        return source.language
    tree = parse(pages[0]) if pages else None
    body = tree.body if tree is not None else None
    declared = language_of(tree) if tree is not None else None
    said = texts[0] if texts else words_of(body) if body is not None else ""
    told = languages.guess(said[:3000], (declared,) if declared else ())
    return told.tag if told else declared
