"""One request and its answer, within the bounds of time and size; what goes wrong is told as a sentence's end."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp.connector import Connection
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from standfirst.fetch import bodies
from standfirst.fetch.addresses import GuardedResolver, PrivateAddress, may_ask, networks
from standfirst.fetch.answers import FetchError, Manners, Memory, Response
from standfirst.fetch.hosts import host_of
from standfirst.fetch.pace import Pace
from standfirst.model import NOTHING, Credentials

# Cookies live for one chain of redirects: some sites lead in circles whoever brings none. By host.
Jar = dict[str, dict[str, str]]

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.8"
)
_LONGEST_HOST = 253
# Security policies alone fill more than the 8 kB that aiohttp allows a header.
_MOST_HEADER = 64 << 10


@dataclass(frozen=True, slots=True)
class Web:
    """What all requests of a round share. `proxied` connects to proxies alone, `resolver` gives only addresses
    that may be asked."""

    session: aiohttp.ClientSession
    proxied: aiohttp.ClientSession
    resolver: GuardedResolver
    manners: Manners
    memory: Memory
    pace: Pace
    now: datetime
    began: float = field(default_factory=time.monotonic)

    def moment(self) -> datetime:
        """The moment it is, up to a second later: a round may last for an hour, and who says "in a minute" does
        not mean a minute from its beginning."""
        return self.now + timedelta(seconds=math.ceil(time.monotonic() - self.began))


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes out with a request: headers, what the source is asked with, and cookies of this chain. Of an
    answer that is longer than `most` bytes the beginning is enough where `cut`."""

    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    credentials: Credentials = field(default_factory=Credentials)
    jar: Jar = field(default_factory=dict)
    most: int | None = None
    cut: bool = False


class NoAnswer(FetchError):
    """The connection ended before an answer came."""


class _NotBegun(TimeoutError):
    """No status and headers came in time."""


class _Ended(Exception):
    """The same within aiohttp's own machinery; the reason is its cause."""


async def _once(request: aiohttp.ClientRequest, ask: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Ask once: where a connection ends without an answer aiohttp asks again by itself, and keeps to no pace."""
    try:
        return await ask(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _Ended from error


def session(manners: Manners, *, proxied: bool = False, lasting: bool = True) -> aiohttp.ClientSession:
    """A client that keeps no cookies, reads no proxies from the environment and unpacks nothing by itself. The one
    for proxies connects to nothing else, and a proxy may well be a private address."""
    resolver = ThreadedResolver() if proxied else GuardedResolver(manners.allow_private)

    class InTime(aiohttp.ClientResponse):
        """An answer whose status and headers have come in time, whatever was said before them (1xx) again and
        again: for aiohttp such a server is not silent."""

        async def start(self, connection: Connection) -> aiohttp.ClientResponse:
            try:
                async with asyncio.timeout(manners.most_silence) as bound:
                    return await super().start(connection)
            except TimeoutError:
                if bound.expired():
                    raise _NotBegun from None
                raise

    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=resolver, limit=0, force_close=not lasting),
        headers={"User-Agent": manners.agent, "Accept": _ACCEPT, "Accept-Encoding": bodies.PACKINGS},
        timeout=aiohttp.ClientTimeout(
            total=manners.most_seconds, sock_connect=manners.most_silence, sock_read=manners.most_silence
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_MOST_HEADER,
        max_field_size=_MOST_HEADER,
        middlewares=(_once,),
        response_class=InTime,
    )


def check_address(url: str, manners: Manners) -> None:
    """FetchError where the address is none of the web, or one that must not be asked."""
    wrong = _wrong_address(url, manners.allow_private)
    if wrong:
        raise FetchError(url, wrong)


@lru_cache(maxsize=10_000)
def _wrong_address(url: str, allowed: tuple[str, ...]) -> str | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        # As it is connected to: figures of other scripts and wide points make an address too.
        named = URL(url).raw_host or ""
    except ValueError:
        return "is no address"
    if parts.scheme not in ("http", "https") or not host:
        return "is not an address of the web (http or https)"
    if len(host) > _LONGEST_HOST:
        return "is no address"
    return None if may_ask(named, networks(allowed)) else _PRIVATE


async def check_behind_proxy(web: Web, url: str) -> None:
    """FetchError where the name leads to an address that must not be asked: a proxy looks it up by itself."""
    try:
        await web.resolver.resolve(urlsplit(url).hostname or "", 80)
    except PrivateAddress:
        raise FetchError(url, _PRIVATE) from None
    except (OSError, UnicodeError):
        raise FetchError(url, "there is no host of that name") from None


async def asked(web: Web, url: str, sending: Sending) -> Response:
    """One request, one answer. FetchError where none came."""
    known = sending.jar.get(host_of(url), {})
    most = sending.most or web.manners.most_bytes
    headers, cookies = _with_credentials(url, sending)
    began = time.monotonic()
    try:
        async with (web.proxied if sending.credentials.proxy else web.session).get(
            _without_login(url) if "Authorization" in headers else url,
            headers=headers,
            allow_redirects=False,
            # Without any, aiohttp need not fill a jar for one request.
            cookies=cookies | known or None,
            proxy=sending.credentials.proxy,
        ) as response:
            sent = await bodies.received(response, most, cut=sending.cut)
            if response.cookies:
                told_now = {name: morsel.value for name, morsel in response.cookies.items()}
                sending.jar[host_of(url)] = known | told_now
            told = _told(response)
            most = max(most, web.manners.most_bytes)
            whole = bodies.unpacked(sent, told.get("content-encoding", ""), most)
            return Response(url, response.status, told, whole, len(sent), time.monotonic() - began)
    except bodies.TooLarge as error:
        raise FetchError(url, f"{error}; most_mb in its source allows for more") from None
    except bodies.BadBody as error:
        raise FetchError(url, str(error)) from None
    except _Ended as error:
        assert isinstance(error.__cause__, Exception)
        raise NoAnswer(url, said(error.__cause__, web.manners)) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchError(url, said(error, web.manners), late=isinstance(error, TimeoutError)) from None


def _told(response: aiohttp.ClientResponse) -> Mapping[str, str]:
    """The headers; one that came several times is one with commas between."""
    told: dict[str, str] = {}
    for name, value in response.headers.items():
        name = name.lower()
        told[name] = f"{told[name]}, {value}" if name in told else value
    return MappingProxyType(told)


def _with_credentials(url: str, sending: Sending) -> tuple[dict[str, str], dict[str, str]]:
    """Headers and cookies for this address: what is secret goes to the source's own host alone, and never in
    clear where it was meant for a secure connection."""
    told = sending.credentials
    headers = dict(sending.headers)
    site = told.site
    if not site or host_of(site) != host_of(url) or (site.startswith("https:") and not url.startswith("https:")):
        return headers, {}
    if told.password and (user := unquote(urlsplit(site).username or "")):
        headers["Authorization"] = aiohttp.encode_basic_auth(user, told.password, "utf-8")
    return headers | dict(told.headers), dict(told.cookies)


def _without_login(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def said(error: Exception, manners: Manners) -> str:
    """What went wrong, as the end of a sentence."""
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, PrivateAddress):
            return _PRIVATE
        if type(error) is aiohttp.ClientConnectorError and isinstance(error.os_error, ConnectionRefusedError):
            return "the connection was refused"
    for kind, sentence in _SAID:
        if isinstance(error, kind):
            return sentence.format(most=manners.most_seconds, silence=manners.most_silence)
    return f"cannot be asked ({type(error).__name__})"


_PRIVATE = "leads to a private network, which allow_private does not name"
# The first that fits counts: the more special kinds stand before the kinds they belong to.
_SAID: tuple[tuple[type[Exception], str], ...] = (
    (_NotBegun, "did not begin its answer in time (at most {silence:g} seconds)"),
    (TimeoutError, "gave no whole answer in time (at most {most:g} seconds)"),
    (aiohttp.ClientProxyConnectionError, "its proxy cannot be reached"),
    (aiohttp.ClientHttpProxyError, "its proxy refuses to ask it"),
    (aiohttp.ClientConnectorDNSError, "there is no host of that name"),
    (aiohttp.ClientConnectorCertificateError, "its certificate cannot be trusted"),
    (aiohttp.ClientSSLError, "no secure connection could be made"),
    (aiohttp.ClientConnectorError, "no connection could be made"),
    (aiohttp.ClientPayloadError, "the answer broke off before its end"),
    (aiohttp.ServerDisconnectedError, "the connection was closed without an answer"),
    (aiohttp.InvalidURL, "is no address"),
    (aiohttp.ClientResponseError, "the answer is not HTTP"),
    (aiohttp.ClientOSError, "the connection broke off"),
    (UnicodeError, "is no address"),
    (OSError, "the connection broke off"),
)
