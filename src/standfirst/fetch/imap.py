"""A folder of a mail server: each letter a document, read once. Nothing there is marked, moved or deleted."""

from __future__ import annotations

import base64
import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from urllib.parse import quote, unquote, urlsplit

from standfirst.fetch.addresses import may_ask, networks
from standfirst.fetch.answers import Answer, FetchError, Manners
from standfirst.fetch.bodies import in_words
from standfirst.model import Document, Source, Visit

_LETTER = "message/rfc822"
# A folder of years is read in several visits.
_MOST_LETTERS = 200
# Of which numbers, the last that was read, and the one behind it that did not come.
_MARK = re.compile(r"(\d+) (\d+)(?: (\d+))?")
_SIZE = re.compile(rb"UID (\d+)\b.*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)\b.*?UID (\d+)")


@dataclass(frozen=True, slots=True)
class _Folder:
    """An address taken apart. `secure` is encrypted from the first byte; else it becomes so before the login."""

    url: str
    host: str
    port: int
    user: str
    name: str
    secure: bool


@dataclass(frozen=True, slots=True)
class _Came:
    """What a visit brought, and the mark of how far it came; how many letters were too large. `broken` says that
    nothing came, since the first letter did not."""

    mark: str
    documents: tuple[Document, ...] = ()
    large: int = 0
    broken: str = ""


def ask(source: Source, last: Visit | None, now: datetime, manners: Manners) -> Answer:
    """The letters that came since the last visit. FetchError where the folder cannot be read."""
    folder, began = _folder(source.url), time.monotonic()
    manners = replace(manners, most_bytes=source.most_mb << 20) if source.most_mb else manners
    mark = last.etag if last and last.url == source.url else None
    with _told(folder), _opened(folder, source.credentials.password or "", manners) as server:
        came = _since(server, folder, mark, now, manners.most_bytes)
    read = f"read {len(came.documents)} letter{'s' * (len(came.documents) > 1)}"
    told = read if came.documents else came.broken or "nothing has come since the last visit"
    visit = Visit(
        source_id=source.id,
        url=source.url,
        at=now,
        outcome="failed" if came.broken else "new" if came.documents else "same",
        reason=told + (f"; {came.large} were larger than {in_words(manners.most_bytes)}" if came.large else ""),
        etag=came.mark,
        bytes=sum(len(document.body) for document in came.documents),
        seconds=round(time.monotonic() - began, 3),
    )
    return Answer(visit, came.documents, late=bool(came.broken))


def _folder(url: str) -> _Folder:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise FetchError(url, "is no address") from None
    if not host or not parts.username:
        raise FetchError(url, 'is no folder of a mail server, such as "imaps://ines@mail.example/News"')
    secure = parts.scheme.lower() == "imaps"
    name = unquote(parts.path.strip("/")) or "INBOX"
    return _Folder(url, host, port or (993 if secure else 143), unquote(parts.username), name, secure)


class _Server(imaplib.IMAP4):
    """A connection to an address that was checked, with bounds on each thing that it says and on all of it."""

    def __init__(self, folder: _Folder, manners: Manners) -> None:
        self._folder, self._manners = folder, manners
        self._ends = time.monotonic() + manners.most_seconds
        super().__init__(folder.host, folder.port, manners.most_silence)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        found = socket.getaddrinfo(self._folder.host, self._folder.port, type=socket.SOCK_STREAM)
        allowed = networks(self._manners.allow_private)
        askable = [str(address[0]) for *_, address in found if may_ask(str(address[0]), allowed)]
        if not askable:
            raise FetchError(self._folder.url, "leads to a private network, which allow_private does not name")
        plain = socket.create_connection((askable[0], self._folder.port), timeout)
        if not self._folder.secure:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._folder.host)

    def read(self, size: int) -> bytes:
        self._check(size)
        return super().read(size)

    def readline(self) -> bytes:
        self._check(0)
        return super().readline()

    def _check(self, size: int) -> None:
        if time.monotonic() > self._ends:
            raise TimeoutError
        if size > self._manners.most_bytes + 1000:
            raise FetchError(self._folder.url, "its mail server sends more than it was asked for")


@contextmanager
def _opened(folder: _Folder, password: str, manners: Manners) -> Iterator[imaplib.IMAP4]:
    server = _Server(folder, manners)
    try:
        if not folder.secure:
            server.starttls(ssl.create_default_context())
        try:
            server.login(folder.user, password)
        except (imaplib.IMAP4.error, UnicodeError):
            raise FetchError(folder.url, "its mail server refuses the name or the password") from None
        yield server
    finally:
        server.shutdown()


@contextmanager
def _told(folder: _Folder) -> Iterator[None]:
    """What goes wrong, as the end of a sentence."""
    try:
        yield
    except FetchError:
        raise
    except Exception as error:
        for kind, sentence in _SAID:
            if isinstance(error, kind):
                raise FetchError(folder.url, sentence, late=kind is TimeoutError) from None
        raise


_SAID: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "its mail server gave no whole answer in time"),
    (ssl.SSLCertVerificationError, "its certificate cannot be trusted"),
    (ssl.SSLError, "no secure connection could be made"),
    (socket.gaierror, "there is no host of that name"),
    (ConnectionRefusedError, "the connection was refused"),
    (OSError, "the connection broke off"),
    (imaplib.IMAP4.error, "its mail server says what is no IMAP"),
    (ValueError, "its mail server says what is no IMAP"),
)


def _since(server: imaplib.IMAP4, folder: _Folder, mark: str | None, now: datetime, most: int) -> _Came:
    """The letters behind the earlier mark, of no more than so many bytes each."""
    if server.select(_quoted(folder.name), readonly=True)[0] != "OK":
        raise FetchError(folder.url, f'its mail server has no folder "{folder.name}"')
    validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    known = _MARK.fullmatch(mark or "")
    # With another validity, numbers mean other letters: all is read again, and known items stay what they are.
    after, missed = (int(known[2]), int(known[3] or 0)) if known and int(known[1]) == validity else (0, 0)
    found = _answered(server.uid("SEARCH", f"UID {after + 1}:*"))
    # "5:*" means the last letter too where there is no fifth.
    numbers = sorted(
        n for words in found if isinstance(words, bytes) for n in map(int, words.split()) if n > after
    )
    sizes = _at_once(_sizes(server, numbers[:_MOST_LETTERS]), most * 4)
    place = f"{folder.url.partition('://')[0]}://{folder.host}/{quote(folder.name)};UIDVALIDITY={validity}"
    documents, large = list[Document](), 0
    for number, size in sizes.items():
        try:
            body = _letter(server, number) if size <= most else b""
        except (OSError, imaplib.IMAP4.error, ValueError, FetchError):
            if documents or large:
                break  # by a slow line a folder is read in several visits too
            return _broken(validity, after, number, missed)
        large += size > most
        documents += [Document(f"{place};UID={number}", body, _LETTER, now)] if body else []
        after = number
    return _Came(f"{validity} {after}", tuple(documents), large)


def _broken(validity: int, after: int, number: int, missed: int) -> _Came:
    """A letter that never comes would keep those behind it from being read; so it is passed over at the second."""
    told = f"its mail server does not give letter {number} of the folder whole"
    if number == missed:
        return _Came(f"{validity} {number}", broken=f"{told}, at two visits: it is passed over")
    return _Came(f"{validity} {after} {number}", broken=f"{told}: it is asked for once more")


def _at_once(sizes: dict[int, int], most: int) -> dict[int, int]:
    """As many of the first letters as have so many bytes together, one at least."""
    behind = accumulate(min(size, most) for size in sizes.values())
    return {
        n: sizes[n]
        for place, (n, total) in enumerate(zip(sizes, behind, strict=True))
        if not place or total <= most
    }


def _sizes(server: imaplib.IMAP4, numbers: list[int]) -> dict[int, int]:
    if not numbers:
        return {}
    told = _answered(server.uid("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)"))
    found = [_SIZE.search(line) for line in told if isinstance(line, bytes)]
    return dict(sorted((int(size[1] or size[4]), int(size[2] or size[3])) for size in found if size))


def _letter(server: imaplib.IMAP4, number: int) -> bytes:
    """A letter as it is, without a mark that it was read; empty where it has gone meanwhile."""
    told = _answered(server.uid("FETCH", str(number), "(BODY.PEEK[])"))
    return next((part[1] for part in told if isinstance(part, tuple)), b"")


def _answered(told: tuple[str, list[object]]) -> list[object]:
    if told[0] != "OK":
        raise imaplib.IMAP4.error
    return told[1]


def _quoted(name: str) -> str:
    """A folder's name as IMAP writes it: letters outside ASCII in a UTF-7 of its own (RFC 3501, 5.1.3)."""

    def packed(found: re.Match[str]) -> str:
        told = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=")
        return f"&{told.replace('/', ',')}-"

    ascii = re.sub(r"[^\x20-\x7e]+", packed, name.replace("&", "&-"))
    return '"' + ascii.replace("\\", "\\\\").replace('"', '\\"') + '"'
