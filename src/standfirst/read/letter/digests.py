"""Letters sent together as one, as lists and readers of feeds send them (multipart/digest): each is an item."""

from __future__ import annotations

from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from standfirst.model import Item
from standfirst.read import links
from standfirst.read.decode import decode
from standfirst.read.finish import account
from standfirst.read.letter.block import first_words
from standfirst.read.letter.headers import charset_of, in_words, raw, subject
from standfirst.read.page.markup import parse, words_of
from standfirst.read.widths import width

_FEWEST = 2
_MOST = 500
_SHORTEST_TEXT = 40
_HOW = account(
    {
        "headline": "the subject of a letter within the letter",
        "standfirst": "its first paragraph",
        "byline": "who it is from",
        "published": "its date",
        "link": "a heading of it that is a link",
    }
)


def sent_together(message: Message, url: str) -> list[Item]:
    """The items of a letter that holds others, not yet finished; none of any other letter."""
    whole = next((part for part in message.walk() if part.get_content_type() == "multipart/digest"), None)
    if whole is None or not whole.is_multipart():
        return []
    parts = whole.get_payload()
    inner = [letter for part in (parts if isinstance(parts, list) else [])[:_MOST] if (letter := _letter(part))]
    found = [item for letter in inner if (item := _item(letter, url))]
    return found if len(found) >= _FEWEST else []


def _letter(part: object) -> Message | None:
    """The letter that a part of a digest is."""
    if not isinstance(part, Message):
        return None
    payload = part.get_payload()
    first = payload[0] if isinstance(payload, list) and payload else None
    return first if isinstance(first, Message) and part.get_content_type() == "message/rfc822" else None


def _item(letter: Message, url: str) -> Item | None:
    headline = subject(letter)
    if not headline:
        return None
    name = _who(letter)
    words, link = _said(letter, url)
    return Item(
        link=link,
        headline=headline,
        standfirst=words or None,
        byline=name,
        published=_date(letter),
        found=_HOW,
    )


def _who(letter: Message) -> str | None:
    """Who a letter is from, by name."""
    sender = raw(letter, "from") or ""
    name, _ = parseaddr(sender)
    if name:
        return in_words(letter, name)
    return parseaddr(in_words(letter, sender) or "")[0] or None  # its address may be encoded with the name


def _date(letter: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(letter.get("Date") or "")).isoformat()
    except (ValueError, IndexError):
        return None


def _said(letter: Message, url: str) -> tuple[str, str | None]:
    """The first paragraph of a letter, and the link of its heading."""
    for part in letter.walk():
        payload = part.get_payload(decode=True) if part.get_content_maintype() == "text" else None
        if isinstance(payload, bytes) and payload.strip():
            text = decode(payload, charset_of(part))[0]
            return _of_page(text, url) if part.get_content_subtype() == "html" else (first_words(text), None)
    return "", None


def _of_page(page: str, url: str) -> tuple[str, str | None]:
    tree = parse(page)
    heading = tree.css_first("h1 a[href], h2 a[href]")
    paragraphs = (words_of(node) for node in tree.css("p"))
    first = next((words for words in paragraphs if width(words) >= _SHORTEST_TEXT), "")
    return first, links.resolve(heading.attributes.get("href") or "", url) if heading is not None else None
