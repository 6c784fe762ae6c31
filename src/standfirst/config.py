"""What a person writes in standfirst.toml, checked, as values the newsroom works with.

Every mistake is a ConfigError of one sentence that names the file, the table, the key and, where there is
one, the word that was probably meant.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from importlib.resources import files
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NoReturn
from urllib.parse import unquote, urlsplit

from standfirst import credentials, sieve
from standfirst.model import (
    DOCUMENT_KINDS,
    KINDS,
    NO_RULES,
    NOTHING,
    Credentials,
    Edition,
    Refusal,
    SectionRule,
    Sieve,
    Source,
)

Check = Callable[[Any], Any]
Table = Mapping[str, Any]


class ConfigError(Refusal):
    """A mistake in the configuration; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How letters go out. `sender` is the address they are from; `bounces` the one that they come back to, with a
    tag for each reader; `pace` the most letters a second to one domain, 0 for no limit; `dkim` maps a selector to
    the file of its key; `returns` is the mailbox where bounces arrive; `secret` the file of what signs tokens."""

    sender: str
    host: str
    port: int
    tls: Literal["starttls", "tls", "none"]
    user: str | None
    password: str | None
    authority: Path | None
    connections: int
    pace: float
    bounces: str
    dkim: Mapping[str, Path]
    returns: Path | None
    secret: Path


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A whole configuration. Paths are absolute; `store` is a path or a database's address; `allow_private`
    are the private networks that may be asked ("10.0.0.0/8"), `pace` the least seconds between two requests to
    one host, `push` the public address where hubs bring news, with a slash at its end."""

    title: str
    url: str
    contact: str
    store: str
    output: Path
    outbox: Path
    allow_private: tuple[str, ...]
    pace: float
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    push: str | None = None
    mail: Mail | None = None

    def source(self, source_id: str) -> Source:
        """The source of this id; ConfigError with the nearest id where there is none."""
        known = {source.id: source for source in self.sources}
        if source_id not in known:
            raise ConfigError(f'there is no source "{source_id}"{_meant(source_id, known)}')
        return known[source_id]

    def edition(self, edition_id: str) -> Edition:
        """The edition of this id; ConfigError with the nearest id where there is none."""
        known = {edition.id: edition for edition in self.editions}
        if edition_id not in known:
            raise ConfigError(f'there is no edition "{edition_id}"{_meant(edition_id, known)}')
        return known[edition_id]


def starter() -> str:
    """The text of a first standfirst.toml, to be finished by a person."""
    return (files("standfirst") / "starter.toml").read_text(encoding="utf-8")


def load(path: str | Path) -> Newsroom:
    """The newsroom that the file at `path` describes. The environment's STANDFIRST_STORE goes before `store`."""
    path = Path(path)
    written = _parsed(path)
    try:
        return _newsroom(written, path.absolute().parent)
    except _Mistake as mistake:
        raise ConfigError(f"{path}: {mistake}") from None


def _parsed(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist: `standfirst init` writes one to begin with") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None


class _Mistake(Exception):
    """What is wrong, without the file's name."""


def _newsroom(written: Table, folder: Path) -> Newsroom:
    for name in written:
        if name not in _TABLES:
            raise _Mistake(f'"{name}" is no table of ours{_meant(name, _TABLES)}')
    room = _checked(written.get("newsroom", {}), _NEWSROOM, "[newsroom]", ("title", "url"))
    sources = [_source(table, number, folder) for number, table in _numbered(written.get("source"), "source")]
    editions = [
        _edition(table, number, room["title"]) for number, table in _numbered(written.get("edition"), "edition")
    ]
    _once_each("source", [source.id for source in sources])
    _once_each("edition", [edition.id for edition in editions])
    return Newsroom(
        title=room["title"],
        url=room["url"].rstrip("/") + "/",
        contact=room.get("contact", room["url"]),
        store=_store(os.environ.get("STANDFIRST_STORE") or room.get("store", "standfirst.db"), folder),
        output=folder / room.get("output", "site"),
        outbox=folder / room.get("outbox", "outbox"),
        allow_private=room.get("allow_private", ()),
        pace=room.get("pace", 1.0),
        sources=tuple(sources),
        editions=tuple(editions),
        push=room["push"].rstrip("/") + "/" if "push" in room else None,
        mail=_mail(written["mail"], folder) if "mail" in written else None,
    )


def _mail(table: object, folder: Path) -> Mail:
    told = _checked(table, _MAIL, "[mail]", ("sender", "server"))
    host, port = told["server"]
    tls = told.get("tls", "starttls")
    password = os.environ.get("STANDFIRST_MAIL_PASSWORD") or told.get("password")
    if told.get("user") and not password:
        raise _Mistake("[mail]: password is missing: give it in STANDFIRST_MAIL_PASSWORD or here")
    keys = _checked(told.get("dkim", {}), dict.fromkeys(told.get("dkim", {}), _words), "[mail.dkim]", ())
    return Mail(
        sender=told["sender"],
        host=host,
        port=port or {"starttls": 587, "tls": 465, "none": 25}[tls],
        tls=tls,
        user=told.get("user"),
        password=password,
        authority=folder / told["authority"] if "authority" in told else None,
        connections=told.get("connections", 4),
        pace=told.get("pace", 0.0),
        bounces=told.get("bounces") or told["sender"],
        dkim=MappingProxyType({selector: folder / key for selector, key in keys.items()}),
        returns=folder / told["returns"] if "returns" in told else None,
        secret=folder / told.get("secret", "standfirst.secret"),
    )


def _store(address: str, folder: Path) -> str:
    return address if "://" in address else str(folder / address)


def _source(table: Table, number: int, folder: Path) -> Source:
    where = f"[[source]] {number}"
    told = _checked(table, _SOURCE, where, ("url",))
    name = told.get("id") or source_id(told["url"])
    host = urlsplit(told["url"]).hostname or ""
    return Source(
        id=name,
        url=_source_address(told["url"], folder),
        outlet=told.get("outlet") or host.removeprefix("www.") or name,
        language=told.get("language"),
        places=told.get("places", ()),
        read_as=told.get("read_as"),
        every=told.get("every"),
        select=_select(told["select"], f"{where}, select") if "select" in told else NOTHING,
        sieve=_sieve(told),
        credentials=_credentials(told),
    )


def _credentials(told: Mapping[str, Any]) -> Credentials:
    given = {name: told[name] for name in ("headers", "cookies", "password", "proxy") if name in told}
    return Credentials(site=told["url"], **given) if given else Credentials()


def _sieve(told: dict[str, Any]) -> Sieve:
    return Sieve(told.pop("include", NO_RULES), told.pop("exclude", NO_RULES))


def _select(table: object, where: str) -> Mapping[str, str]:
    return MappingProxyType(_checked(table, _SELECT, where, ("item",)))


def _source_address(url: str, folder: Path) -> str:
    return url if urlsplit(url).scheme in ("http", "https", "file") else str(folder / url)


def source_id(url: str) -> str:
    """The name a source has when its owner gives none: its address without what all addresses have, and
    without a password."""
    told = unquote(re.sub(r"^(https?://([^/?#]*@)?|file:/*)(www\.)?", "", url, flags=re.IGNORECASE)).lower()
    return re.sub(r"[^\w.]+", "-", told).strip("-.") or "source"


def _edition(table: Table, number: int, title: str) -> Edition:
    where = f"[[edition]] {number}"
    told = _checked(table, _EDITION, where, ("id", "languages"))
    sections = [
        _section(rule, f"{where}, section {n}")
        for n, rule in _numbered(told.pop("section", None), "edition.section")
    ]
    sifted = _sieve(told)
    return Edition(**{"masthead": title, **told, "sections": tuple(sections), "sieve": sifted})


def _section(table: Table, where: str) -> SectionRule:
    return SectionRule(**_checked(table, _SECTION, where, ("title",)))


def _numbered(tables: object, name: str) -> Sequence[tuple[int, Table]]:
    if tables is None:
        return ()
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _Mistake(f"write [[{name}]] in double brackets, once for each {name.rpartition('.')[2]}")
    return list(enumerate(tables, 1))


def _once_each(noun: str, ids: Sequence[str]) -> None:
    for number, name in enumerate(ids, 1):
        if name in ids[: number - 1]:
            raise _Mistake(f'{noun}s {ids.index(name) + 1} and {number} are both "{name}": give one another id')


def _checked(table: object, checks: Mapping[str, Check], where: str, needed: Sequence[str]) -> dict[str, Any]:
    """The table's values as their checks return them; a key unknown, wrong or missing is a mistake."""
    if not isinstance(table, dict):
        raise _Mistake(f"{where} should be a table of its own")
    told = {}
    for key, value in table.items():
        if key not in checks:
            raise _Mistake(f'{where}: there is no key "{key}"{_meant(key, checks)}')
        try:
            told[key] = checks[key](value)
        except ValueError as error:
            raise _Mistake(f"{where}: {key} {error}") from None
    for key in needed:
        if key not in told:
            raise _Mistake(f"{where}: {key} is missing")
    return told


def _meant(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = get_close_matches(word.lower(), list(known), 1)
    return f', did you mean "{near[0]}"?' if near else ""


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        _wrong("should be words in quotes", value)
    return value.strip()


def _wrong(what: str, value: object) -> NoReturn:
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    raise ValueError(f"{what}, not {shown if len(shown) < 80 else shown[:76] + '…'}")


def _each(check: Check) -> Check:
    def checked(values: object) -> tuple[Any, ...]:
        if not isinstance(values, list):
            _wrong("should be a list in [brackets]", values)
        return tuple(dict.fromkeys(check(value) for value in values))

    return checked


def _one_of(known: Sequence[str]) -> Check:
    def checked(value: object) -> object:
        if value not in known:
            told = f"{', '.join(known[:-1])} or {known[-1]}"
            meant = _meant(value, known) if isinstance(value, str) else ""
            raise ValueError(f"should be {told}{meant}") if meant else _wrong(f"should be {told}", value)
        return value

    return checked


def _web_address(value: object) -> str:
    address = _words(value)
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        sound = False
    return address if sound else _wrong("should be an address that begins with https:// or http://", value)


def _readable(value: object) -> str:
    """The address of something to read: on the web, or a file or folder."""
    address = _words(value)
    scheme = address.partition("://")[0].lower() if "://" in address else ""
    if scheme in ("", "file"):
        return address
    return _web_address(address)


def _language(value: object) -> str:
    tag = _words(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        _wrong('should be a language such as "es" or "pt-BR"', value)
    return tag


def _languages(value: object) -> tuple[str, ...]:
    told: tuple[str, ...] = _each(_language)(value)
    return told or _wrong("should name a language at least", value)


def _place(value: object) -> str:
    place = _words(value)
    if not re.fullmatch(r"[A-Za-z]{2}|[0-9]{3}", place):
        _wrong('should be countries such as "FR" or regions such as "150"', value)
    return place.upper()


def _name(value: object) -> str:
    name = _words(value)
    if not re.fullmatch(r"[\w.-]+", name) or set(name) <= {"."}:
        _wrong("should be of letters, figures, points and hyphens", value)
    return name


def _selector(value: object) -> str:
    """A CSS selector, perhaps with the attribute to take: only what can be no selector is told here, the rest
    when there is a page to try it on."""
    selector = _words(value)
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", selector)
    closed = all(bare.count(left) == bare.count(right) for left, right in ("[]", "()"))
    if not closed or set(bare) & set("{};\"'") or bare[0] in ">+~," or bare[-1] in ">+~,":
        _wrong('should be a CSS selector such as "h2 a" or "img@src"', value)
    return selector


def _item_selector(value: object) -> str:
    selector = _selector(value)
    if re.search(r"@[\w:.-]*$", selector):
        _wrong("should name an element, no attribute", value)
    return selector


def _length(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
        _wrong("should be a number from 1 to 1000", value)
    return value


_SPANS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1),
          "week": timedelta(weeks=1)}  # fmt: skip


def _every(value: object) -> timedelta:
    told = re.fullmatch(r"(\d{1,4}) ?(minute|hour|day|week)s?", _words(value))
    span = int(told[1]) * _SPANS[told[2]] if told else timedelta(0)
    if not timedelta(minutes=1) <= span <= timedelta(days=31):
        _wrong('should be a time such as "30 minutes", "6 hours" or "1 day", a month at most', value)
    return span


def _pace(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 60:
        _wrong("should be a number of seconds from 0 to 60", value)
    return float(value)


def _mail_address(value: object) -> str:
    address = _words(value)
    if not re.fullmatch(r"[\w.+-]+@([a-z0-9-]+\.)+[a-z0-9-]+", address, re.ASCII | re.IGNORECASE):
        _wrong('should be a mail address such as "letters@news.example"', value)
    return address.lower()


def _mail_server(value: object) -> tuple[str, int | None]:
    host, _, port = _words(value).partition(":")
    if not re.fullmatch(r"[\w.-]+", host) or (port and not 0 < int(port if port.isdigit() else 0) < 65536):
        _wrong('should be a mail server such as "smtp.example.org" or "localhost:25"', value)
    return host, int(port) if port else None


def _connections(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 50:
        _wrong("should be a number from 1 to 50", value)
    return value


def _letters_a_second(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1000:
        _wrong("should be a number of letters a second from 0 (no limit) to 1000", value)
    return float(value)


def _network(value: object) -> str:
    try:
        return str(ip_network(_words(value), strict=False))
    except ValueError:
        _wrong('should be networks such as "10.0.0.0/8"', value)


_NEWSROOM: Mapping[str, Check] = {
    "title": _words,
    "url": _web_address,
    "contact": _words,
    "store": _words,
    "output": _words,
    "outbox": _words,
    "allow_private": _each(_network),
    "pace": _pace,
    "push": _web_address,
}
_TABLES = ("newsroom", "source", "edition", "mail")
_MAIL: Mapping[str, Check] = {
    "sender": _mail_address,
    "server": _mail_server,
    "tls": _one_of(("starttls", "tls", "none")),
    "user": _words,
    "password": _words,
    "authority": _words,
    "connections": _connections,
    "pace": _letters_a_second,
    "bounces": _mail_address,
    "returns": _words,
    "secret": _words,
    "dkim": lambda table: table,
}
_SOURCE: Mapping[str, Check] = {
    "url": _readable,
    "outlet": _words,
    "id": _name,
    "language": _language,
    "places": _each(_place),
    "read_as": _one_of([kind for kind in DOCUMENT_KINDS if kind != "none"]),
    "every": _every,
    "select": lambda table: table,
    "include": sieve.rules,
    "exclude": sieve.rules,
    "headers": lambda table: credentials.headers(table, os.environ),
    "cookies": lambda value: credentials.cookies(value, os.environ),
    "password": lambda value: credentials.password(value, os.environ),
    "proxy": lambda value: credentials.proxy(value, os.environ),
}
_SELECT: Mapping[str, Check] = {
    "item": _item_selector,
    **dict.fromkeys(("headline", "standfirst", "link", "date", "byline", "kicker", "image"), _selector),
}
_EDITION: Mapping[str, Check] = {
    "id": _name,
    "masthead": _words,
    "languages": _languages,
    "length": _length,
    "cadence": _one_of(("daily", "weekly")),
    "only": _each(_place),
    "include": sieve.rules,
    "exclude": sieve.rules,
    "section": lambda tables: tables,
}
_SECTION: Mapping[str, Check] = {"title": _words, "places": _each(_place), "kinds": _each(_one_of(KINDS))}
