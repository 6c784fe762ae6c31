"""What a single value in standfirst.toml may be: each check gives the value as the program has it, or raises a
ValueError whose message ends a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from ipaddress import ip_network
from types import MappingProxyType
from typing import Any, NoReturn
from urllib.parse import urlsplit

from standfirst import places, zones
from standfirst.languages import is_tag, one_name
from standfirst.model import tidy

Check = Callable[[Any], Any]


def meant(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = get_close_matches(word.lower(), list(known), 1)
    return f', did you mean "{near[0]}"?' if near else ""


def words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        wrong("should be words in quotes", value)
    if tidy(value) != " ".join(value.split()) or "\n" in value.strip():
        wrong("should be words on one line, without signs that nobody sees", value)
    return value.strip()


def wrong(what: str, value: object) -> NoReturn:
    shown = f'"{" ".join(value.splitlines())}"' if isinstance(value, str) else str(value).lower()
    raise ValueError(f"{what}, not {shown if len(shown) < 80 else shown[:76] + '…'}")


def each(check: Check) -> Check:
    def checked(values: object) -> tuple[Any, ...]:
        if not isinstance(values, list):
            wrong("should be a list in [brackets]", values)
        return tuple(dict.fromkeys(check(value) for value in values))

    return checked


def one_of(known: Sequence[str]) -> Check:
    def checked(value: object) -> object:
        if value not in known:
            choice = f"{', '.join(known[:-1])} or {known[-1]}"
            nearest = meant(value, known) if isinstance(value, str) else ""
            raise ValueError(f"should be {choice}{nearest}") if nearest else wrong(f"should be {choice}", value)
        return value

    return checked


def yes_or_no(value: object) -> bool:
    return value if isinstance(value, bool) else wrong("should be true or false, without quotes", value)


# As directories of podcasts have agreed to call them; what stands within one changes now and then.
_CATEGORIES = (
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History",
    "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture",
    "Sports", "TV & Film", "Technology", "True Crime",
)  # fmt: skip


def podcast_category(value: object) -> tuple[str, ...]:
    """A category and perhaps one within: "News > Politics"."""
    parts = tuple(part.strip() for part in words(value).split(">"))
    if parts[0] not in _CATEGORIES:
        raise ValueError(f'should be one of {", ".join(_CATEGORIES)}, and perhaps " > " and one within')
    if len(parts) > 2 or not all(parts):
        wrong('should be such as "News > Politics"', value)
    return parts


def web_address(value: object) -> str:
    address = words(value)
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        sound = False
    return address if sound else wrong("should be an address that begins with https:// or http://", value)


def readable(value: object) -> str:
    """The address of something to read: on the web or a mail server, or a file or folder."""
    address = words(value)
    scheme = address.partition("://")[0].lower() if "://" in address else ""
    if scheme == "":
        return address
    if scheme == "file":
        return address if address.startswith("file:///") else wrong('should begin with "file:///"', value)
    if scheme in ("imap", "imaps"):
        sound = re.fullmatch(r"imaps?://[^\s/?#@]+@[^\s/?#@]+(/\S*)?", address, re.IGNORECASE)
        return address if sound else wrong('should be such as "imaps://ines@mail.example/News"', value)
    return web_address(address)


def language(value: object) -> str:
    tag = words(value)
    if not is_tag(tag):
        wrong('should be a language such as "es" or "pt-BR"', value)
    return one_name(tag)


def languages(value: object) -> tuple[str, ...]:
    tags: tuple[str, ...] = each(language)(value)
    return tags or wrong("should name a language at least", value)


# What the codes of two countries are often taken for.
_MISTAKEN = {"UK": "GB", "EL": "GR"}


def place(value: object) -> str:
    code = words(value)
    if not places.known(code.upper()):
        right = _MISTAKEN.get(code.upper()) or places.named(code)
        nearest = f', did you mean "{right}"?' if right else ""
        wrong(f'should be countries such as "FR" or regions such as "150"{nearest}', value)
    return code.upper()


def name(value: object) -> str:
    text = words(value)
    if not re.fullmatch(r"[\w.-]+", text) or set(text) <= {"."}:
        wrong("should be of letters, figures, points and hyphens", value)
    return text


def edition_id(value: object) -> str:
    """The name of an edition's folder in the site, where other things have theirs."""
    folder = name(value)
    if "." in folder or folder.casefold() in ("readers", "pagefind"):
        wrong("should be a name that the site does not use itself, without points", value)
    return folder


def selector(value: object) -> str:
    """A CSS selector, perhaps with the attribute to take: only what can be no selector is refused here, the rest
    when there is a page to try it on."""
    selector = words(value)
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", selector)
    closed = all(bare.count(left) == bare.count(right) for left, right in ("[]", "()"))
    if not closed or set(bare) & set("{};\"'") or bare[0] in ">+~," or bare[-1] in ">+~,":
        wrong('should be a CSS selector such as "h2 a" or "img@src"', value)
    return selector


def item_selector(value: object) -> str:
    text = selector(value)
    if re.search(r"@[\w:.-]*$", text):
        wrong("should name an element, no attribute", value)
    return text


def attributes(table: object) -> Mapping[str, str]:
    """Names and values as another program wrote them."""
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        wrong("should be a table of words", table)
    if odd := next((name for name in table if not re.fullmatch(r"[A-Za-z_][\w.-]*", name)), None):
        wrong("should name what can be an attribute of OPML", odd)
    return MappingProxyType(dict(table))


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def cadence(value: object) -> tuple[int, ...]:
    """The days of the week on which an edition comes out, 0 for Monday."""
    text = words(value).lower()
    day = text.removeprefix("weekly on ")
    known = {"daily": tuple(range(7)), "weekdays": tuple(range(5)), "weekly": (0,)}
    if text in known:
        return known[text]
    if day in WEEK and day != text:
        return (WEEK.index(day),)
    nearest = meant(text, [*known, *(f"weekly on {day}" for day in WEEK)])
    raise ValueError(f'should be daily, weekdays, weekly, or such as "weekly on friday"{nearest}')


def time_zone(value: object) -> str:
    zone = words(value)
    if zones.is_known(zone):
        return zone
    near = get_close_matches(zone, zones.known(), 1)
    nearest = f', did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'should be a time zone such as "Europe/Paris", not "{zone}"{nearest}')


def whole_number(most: int) -> Check:
    """A whole number from 1 on."""

    def checked(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            wrong(f"should be a number from 1 to {most}", value)
        return value

    return checked


def number_of(what: str, most: int) -> Check:
    """A number from 0 on, whole or not; `what` says of what, and how far."""

    def checked(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
            wrong(f"should be a number of {what}", value)
        return float(value)

    return checked


_SPANS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1),
          "week": timedelta(weeks=1)}  # fmt: skip


def every(value: object) -> timedelta:
    found = re.fullmatch(r"(\d{1,4}) ?(minute|hour|day|week)s?", words(value))
    span = int(found[1]) * _SPANS[found[2]] if found else timedelta(0)
    if not timedelta(minutes=1) <= span <= timedelta(days=31):
        wrong('should be a time such as "30 minutes", "6 hours" or "1 day", a month at most', value)
    return span


def mail_address(value: object) -> str:
    address = words(value)
    if not re.fullmatch(r"[\w.+-]+@([a-z0-9-]+\.)+[a-z0-9-]+", address, re.ASCII | re.IGNORECASE):
        wrong('should be a mail address such as "letters@news.example"', value)
    return address.lower()


def mail_server(value: object) -> tuple[str, int | None]:
    host, colon, port = words(value).partition(":")
    if not re.fullmatch(r"[\w.-]+", host) or (colon and not 0 < int(port if port.isdecimal() else 0) < 65536):
        wrong('should be a mail server such as "smtp.example.org" or "localhost:25"', value)
    return host, int(port) if port else None


def network(value: object) -> str:
    try:
        return str(ip_network(words(value), strict=False))
    except ValueError:
        wrong('should be networks such as "10.0.0.0/8"', value)
