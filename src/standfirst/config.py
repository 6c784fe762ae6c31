"""What a person writes in standfirst.toml, checked, as values the newsroom works with.

Every mistake is a ConfigError of one sentence that names the file, the table, the key and, where there is
one, the word that was probably meant.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from standfirst import configvalues as values
from standfirst import credentials, sieve
from standfirst.configvalues import Check
from standfirst.model import (
    DOCUMENT_KINDS,
    KINDS,
    NO_RULES,
    Balance,
    Credentials,
    Edition,
    Podcast,
    Refusal,
    SectionRule,
    Sieve,
    Source,
    tidy,
)

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
    returns: Source | None
    secret: Path


@dataclass(frozen=True, slots=True)
class Encoding:
    """What makes vectors of items' texts: an encoder's name (the default one if installed, for None), a model for
    those that want one, and where an embeddings API is asked, with its key."""

    encoder: str | None = None
    model: str | None = None
    url: str | None = None
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A whole configuration. Paths are absolute; `store` is a path or a database's address; `allow_private`
    are the private networks that may be asked ("10.0.0.0/8"), `pace` the least seconds between two requests to
    one host, `push` the public address where hubs bring news, with a slash at its end; `theme` is a folder;
    `search` says whether readers can search the site."""

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
    vectors: Encoding = Encoding()
    podcast: Podcast = field(default_factory=Podcast)
    theme: Path | None = None
    search: bool = False

    def source(self, source_id: str) -> Source:
        """The source of this id; ConfigError with the nearest id where there is none."""
        known = {source.id: source for source in self.sources}
        if source_id not in known:
            raise ConfigError(f'there is no source "{source_id}"{values.meant(source_id, known)}')
        return known[source_id]

    def names(self) -> dict[str, str]:
        """How people call each source, by its id: by its outlet, with the id where several are of one outlet."""
        many = Counter(source.outlet for source in self.sources)
        return {s.id: s.outlet if many[s.outlet] == 1 else f"{s.outlet} ({s.id})" for s in self.sources}

    def edition(self, edition_id: str) -> Edition:
        """The edition of this id; ConfigError with the nearest id where there is none."""
        known = {edition.id: edition for edition in self.editions}
        if edition_id not in known:
            raise ConfigError(f'there is no edition "{edition_id}"{values.meant(edition_id, known)}')
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
            raise _Mistake(f'"{name}" is no table of ours{values.meant(name, _TABLES)}')
    room = _checked(written.get("newsroom", {}), _NEWSROOM, "[newsroom]", ("title", "url"))
    sources = [_source(table, number, folder) for number, table in _numbered(written.get("source"), "source")]
    editions = [
        _edition(table, number, room["title"]) for number, table in _numbered(written.get("edition"), "edition")
    ]
    store = os.environ.get("STANDFIRST_STORE") or room.get("store", "standfirst.db")
    _once_each("source", [source.id for source in sources])
    # Not every disk tells "EN" from "en", and each has a folder of its own.
    _once_each("edition", [edition.id.casefold() for edition in editions])
    called = [name.casefold() for edition in editions for name in (edition.id, edition.was) if name]
    for number, edition in enumerate(editions, 1):
        if edition.was and called.count(edition.was.casefold()) > 1:
            taken = f'an edition is or was called "{edition.was}" already'
            raise _Mistake(f"[[edition]] {number} ({edition.id}): was: {taken}")
    whole = Newsroom(
        title=room["title"],
        url=room["url"].rstrip("/") + "/",
        contact=room.get("contact", room["url"]),
        store=store if "://" in store else str(folder / store),
        output=folder / room.get("output", "site"),
        outbox=folder / room.get("outbox", "outbox"),
        allow_private=room.get("allow_private", ()),
        pace=room.get("pace", 1.0),
        sources=tuple(sources),
        editions=tuple(editions),
        push=room["push"].rstrip("/") + "/" if "push" in room else None,
        mail=_mail(written["mail"], folder) if "mail" in written else None,
        vectors=_encoding(written.get("vectors", {})),
        theme=folder / room["theme"] if "theme" in room else None,
        search=room.get("search", False),
        podcast=Podcast(**_checked(written.get("podcast", {}), _PODCAST, "[podcast]", ())),
    )
    return _apart(whole, folder)


def _encoding(table: object) -> Encoding:
    given = _checked(table, _VECTORS, "[vectors]", ())
    encoder = given.get("encoder") or ("api" if "url" in given else None)
    needed = _NEEDED.get(encoder or "", ())
    for key in needed:
        if key not in given:
            raise _Mistake(f"[vectors]: {key} is missing, which {encoder} needs")
    for key in ("model", "url", "key"):
        if key in given and key not in needed and not (key == "key" and encoder == "api"):
            raise _Mistake(f"[vectors]: {key} means nothing to the encoder {encoder or 'that is the default'}")
    return Encoding(**{**given, "encoder": encoder})


def _mail(table: object, folder: Path) -> Mail:
    given = _checked(table, _MAIL, "[mail]", ("sender", "server"))
    host, port = given["server"]
    tls = given.get("tls", "starttls")
    password = os.environ.get("STANDFIRST_MAIL_PASSWORD") or given.get("password")
    if given.get("user") and not password:
        raise _Mistake("[mail]: password is missing: give it in STANDFIRST_MAIL_PASSWORD or here")
    dkim = given.get("dkim", {})
    for selector in dkim if isinstance(dkim, dict) else ():
        # It becomes a part of a host's name and of a header field, where a space would end it.
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", selector, re.IGNORECASE):
            raise _Mistake(f'[mail.dkim]: a selector is of letters, figures and hyphens, not "{selector}"')
    keys = _checked(dkim, dict.fromkeys(dkim if isinstance(dkim, dict) else (), values.words), "[mail.dkim]", ())
    return Mail(
        sender=given["sender"],
        host=host,
        port=port or {"starttls": 587, "tls": 465, "none": 25}[tls],
        tls=tls,
        user=given.get("user"),
        password=password,
        authority=folder / given["authority"] if "authority" in given else None,
        connections=given.get("connections", 4),
        pace=given.get("pace", 0.0),
        bounces=given.get("bounces") or given["sender"],
        dkim=MappingProxyType({selector: folder / key for selector, key in keys.items()}),
        returns=_returns(given, password, folder),
        secret=folder / given.get("secret", "standfirst.secret"),
    )


def _returns(given: Mapping[str, Any], password: str | None, folder: Path) -> Source | None:
    """The mailbox where bounces arrive, as a source: letters here, or a folder of a mail server."""
    if "returns" not in given:
        return None
    return Source(
        id="[mail] returns",
        url=_source_address(given["returns"], folder),
        outlet="",
        credentials=Credentials(password=given.get("returns_password", password)),
    )


def _apart(room: Newsroom, folder: Path) -> Newsroom:
    """The newsroom, if nothing that is not to be published lies where the site is printed."""
    within = [("this file", folder), ("outbox", room.outbox)]
    within += [] if "://" in room.store else [("store", Path(room.store).parent)]
    site = room.output.resolve()
    for what, there in within:
        if there.resolve().is_relative_to(site):
            raise _Mistake(f"[newsroom]: output should be a folder of its own: {what} would be published with it")
    return room


def _source(table: Table, number: int, folder: Path) -> Source:
    where = _which("source", table, number)
    given = _checked(table, _SOURCE, where, ("url",))
    if given["url"].lower().startswith("imap") and "password" not in given:
        raise _Mistake(f'{where}: password is missing: name the variable that holds it, as in "$MAIL_PASSWORD"')
    name = given.get("id") or source_id(given["url"])
    host = urlsplit(given["url"]).hostname or ""
    if "select" in given:
        given["select"] = MappingProxyType(_checked(given["select"], _SELECT, f"{where}, select", ("item",)))
    secret = {key: given.pop(key) for key in ("headers", "cookies", "password", "proxy") if key in given}
    own: dict[str, object] = {
        "id": name,
        "url": _source_address(given["url"], folder),
        "outlet": given.get("outlet") or host.removeprefix("www.") or name,
        "sieve": _sieve(given),
        "credentials": Credentials(site=given["url"], **secret) if secret else Credentials(),
    }
    return Source(**given | own)


def _sieve(given: dict[str, Any]) -> Sieve:
    return Sieve(given.pop("include", NO_RULES), given.pop("exclude", NO_RULES))


def _source_address(url: str, folder: Path) -> str:
    return url if re.match(r"(?:https?|imaps?|file):", url, re.IGNORECASE) else str(folder / url)


def source_id(url: str) -> str:
    """The name a source has when its owner gives none: its address without what all addresses have, and
    without a password."""
    bare = unquote(
        re.sub(r"^((?:http|imap)s?://([^/?#]*@)?|file:/*)(www\.)?", "", url, flags=re.IGNORECASE)
    ).lower()
    return re.sub(r"[^\w.]+", "-", bare).strip("-.") or "source"


def own_id(url: str, taken: Collection[str]) -> str | None:
    """The name that a source needs in the file, None where the one made from its address is free."""
    name = source_id(url)
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in numbered if each not in taken) if name in taken else None


def _edition(table: Table, number: int, title: str) -> Edition:
    where = _which("edition", table, number)
    given = _checked(table, _EDITION, where, ("id", "languages"))
    sections = [
        _section(rule, f"{where}, section {n}")
        for n, rule in _numbered(given.pop("section", None), "edition.section")
    ]
    named = {field: given.pop(key) for key, field in (("cadence", "days"), ("time_zone", "zone")) if key in given}
    balance = Balance(**_checked(given.pop("balance", {}), _BALANCE, f"{where}, balance", ()))
    sifted = _sieve(given)
    given |= {**named, "balance": balance, "sections": tuple(sections), "sieve": sifted}
    return Edition(**{"masthead": title, **given})


def _section(table: Table, where: str) -> SectionRule:
    given = _checked(table, _SECTION, where, ("title",))
    return SectionRule(sieve=_sieve(given), **given)


def _which(noun: str, table: Table, number: int) -> str:
    """A table's number, and the id by which it is found where there are forty."""
    url, own = table.get("url"), table.get("id")
    name = own or (source_id(url) if isinstance(url, str) else None)
    return f"[[{noun}]] {number} ({tidy(name)})" if isinstance(name, str) else f"[[{noun}]] {number}"


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
    given = {}
    for key, value in table.items():
        if key not in checks:
            raise _Mistake(f'{where}: there is no key "{key}"{values.meant(key, checks)}')
        try:
            given[key] = checks[key](value)
        except ValueError as error:
            raise _Mistake(f"{where}: {key} {error}") from None
    for key in needed:
        if key not in given:
            raise _Mistake(f"{where}: {key} is missing")
    return given


_NEWSROOM: Mapping[str, Check] = {
    "title": values.words,
    "url": values.web_address,
    "contact": values.words,
    "store": values.words,
    "output": values.words,
    "outbox": values.words,
    "allow_private": values.each(values.network),
    "pace": values.number_of("seconds from 0 to 60", 60),
    "push": values.web_address,
    "theme": values.words,
    "search": values.yes_or_no,
}
_TABLES = ("newsroom", "source", "edition", "mail", "vectors", "podcast")
# What an encoder needs beside its name.
_NEEDED = {"api": ("url", "model"), "sentence-transformers": ("model",), "fastembed": ("model",)}
_VECTORS: Mapping[str, Check] = {
    # The first four come with their weights; the others take a model of one's own.
    "encoder": values.one_of(("none", "use", "e5", "sentence-transformers", "fastembed", "api")),
    "model": values.words,
    "url": values.web_address,
    "key": lambda value: credentials.revealed(values.words(value), os.environ),
}
_MAIL: Mapping[str, Check] = {
    "sender": values.mail_address,
    "server": values.mail_server,
    "tls": values.one_of(("starttls", "tls", "none")),
    "user": values.words,
    "password": values.words,
    "authority": values.words,
    "connections": values.whole_number(50),
    "pace": values.number_of("letters a second from 0 (no limit) to 1000", 1000),
    "bounces": values.mail_address,
    "returns": values.readable,
    "returns_password": lambda value: credentials.password(value, os.environ),
    "secret": values.words,
    "dkim": lambda table: table,
}
_PODCAST: Mapping[str, Check] = {
    "image": values.web_address,
    "author": values.words,
    "owner": values.words,
    "email": values.mail_address,
    "category": values.podcast_category,
    "explicit": values.yes_or_no,
}
_SOURCE: Mapping[str, Check] = {
    "url": values.readable,
    "outlet": values.words,
    "id": values.name,
    "language": values.language,
    "places": values.each(values.place),
    "read_as": values.one_of([kind for kind in DOCUMENT_KINDS if kind != "none"]),
    "every": values.every,
    "select": lambda table: table,
    "tags": values.each(values.words),
    "opml": values.attributes,
    "include": sieve.rules,
    "exclude": sieve.rules,
    "resolve_links": values.yes_or_no,
    "most_mb": values.whole_number(64),
    "headers": lambda table: credentials.headers(table, os.environ),
    "cookies": lambda value: credentials.cookies(value, os.environ),
    "password": lambda value: credentials.password(value, os.environ),
    "proxy": lambda value: credentials.proxy(value, os.environ),
}
_SELECT: Mapping[str, Check] = {
    "item": values.item_selector,
    **dict.fromkeys(("headline", "standfirst", "link", "date", "byline", "kicker", "image"), values.selector),
}
_LENGTH = values.whole_number(1000)
_EDITION: Mapping[str, Check] = {
    "id": values.edition_id,
    "was": values.edition_id,
    "masthead": values.words,
    "languages": values.languages,
    "length": _LENGTH,
    "cadence": values.cadence,
    "time_zone": values.time_zone,
    "balance": lambda table: table,
    "only": values.each(values.place),
    "include": sieve.rules,
    "exclude": sieve.rules,
    "section": lambda tables: tables,
}
_SECTION: Mapping[str, Check] = {
    "title": values.words,
    "places": values.each(values.place),
    "kinds": values.each(values.one_of(KINDS)),
    "include": sieve.rules,
    "exclude": sieve.rules,
    "length": _LENGTH,
}
_BALANCE: Mapping[str, Check] = dict.fromkeys(("outlet", "language", "quiet"), _LENGTH)
