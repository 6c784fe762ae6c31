"""One source over HTTP: asked conditionally, by its host's rules and pace, within bounds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp

from standfirst.fetch import bodies, robots
from standfirst.fetch.addresses import GuardedResolver, PrivateAddress, may_ask, networks
from standfirst.fetch.answers import Answer, FetchError, Manners, Memory, Response, shown
from standfirst.fetch.pace import Pace, host_of, origin_of
from standfirst.fetch.waits import retry_after
from standfirst.model import Document, Source, Visit

# Cookies live for one chain of redirects: some sites lead in circles whoever brings none. By host.
Jar = dict[str, dict[str, str]]

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.8"
)
# Security policies alone fill more than the 8 kB that aiohttp allows a header.
_MOST_HEADER = 64 << 10


@dataclass(frozen=True, slots=True)
class Web:
    """What all requests of a round share."""

    session: aiohttp.ClientSession
    manners: Manners
    memory: Memory
    pace: Pace
    now: datetime


def session(manners: Manners) -> aiohttp.ClientSession:
    """A client that keeps no cookies, reads no proxies from the environment and unpacks nothing by itself."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=GuardedResolver(manners.allow_private), limit=0),
        headers={"User-Agent": manners.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(
            total=manners.most_seconds, sock_connect=manners.most_silence, sock_read=manners.most_silence
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_MOST_HEADER,
        max_field_size=_MOST_HEADER,
    )


async def ask(web: Web, source: Source, last: Visit | None) -> Answer:
    """The answer of a source on the web. FetchError where nothing came."""
    last = last if last and last.url == source.url else None
    if last and last.wait_until and last.wait_until > web.now:
        until = f"{last.wait_until:%Y-%m-%d %H:%M} UTC"
        raise FetchError(source.url, f"wants no request before {until}", wait_until=last.wait_until, skipped=True)
    response = await _followed(web, source.url, _conditions(source, last), obey=True)
    return _answer(web, source, last, response)


def _conditions(source: Source, last: Visit | None) -> dict[str, str]:
    headers = {}
    if source.language:
        headers["Accept-Language"] = f"{source.language}, *;q=0.5"
    if last and last.etag:
        headers["If-None-Match"] = last.etag
    if last and last.last_modified:
        headers["If-Modified-Since"] = last.last_modified
    return headers


def _answer(web: Web, source: Source, last: Visit | None, response: Response) -> Answer:
    outcome, reason = _outcome(web, last, response)
    etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
    if outcome == "same" and last:
        etag, modified = etag or last.etag, modified or last.last_modified
    visit = Visit(
        source_id=source.id,
        url=source.url,
        at=web.now,
        outcome=outcome,
        reason=reason,
        status=response.status,
        etag=_sendable(etag),
        last_modified=_sendable(modified),
        bytes=response.bytes,
        seconds=round(response.seconds, 3),
        moved_to=response.moved,
        feed=last.feed if outcome == "same" and last else None,
    )
    return Answer(visit, (_document(web, response),) if outcome == "new" else ())


def _outcome(web: Web, last: Visit | None, response: Response) -> tuple[Literal["new", "same"], str]:
    status = response.status
    if status == 304 and last and (last.etag or last.last_modified):
        return "same", "nothing has changed since the last visit (304)"
    if status == 204:
        return "same", "answered that there is nothing (204)"
    if 200 <= status < 300:
        return "new", f"answered ({status})"
    wait_until = retry_after(response.headers.get("retry-after"), web.now) if status in (429, 503) else None
    raise FetchError(response.url, _refusal(status), status=status, wait_until=wait_until)


def _refusal(status: int) -> str:
    if status == 410:
        return "is gone for good (410)"
    if status == 304:
        return "answered that nothing has changed (304), though it was asked for all"
    try:
        return f"refused with {HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"refused with a status of its own ({status})"


def _sendable(value: str | None) -> str | None:
    """A header's value if it can be sent back in a request."""
    return value if value and value.isprintable() and value.isascii() and len(value) < 1000 else None


def _document(web: Web, response: Response) -> Document:
    return Document(response.url, response.body, response.headers.get("content-type"), web.now, response.headers)


async def _followed(web: Web, url: str, headers: Mapping[str, str], *, obey: bool) -> Response:
    """The answer at the end of all redirects. Each step is checked as the first: address, rules, pace."""
    asked, jar, for_good = url, Jar(), True
    for _ in range(web.manners.most_redirects + 1):
        try:
            response = await _step(web, url, headers, jar, obey)
        except FetchError as error:
            raise _named(error, asked, url) from None
        if response.status not in _REDIRECTS:
            return replace(response, moved=url) if for_good and url != asked else response
        for_good = for_good and response.status in _FOR_GOOD
        url = _next(asked, url, response.headers.get("location"))
    raise FetchError(asked, f"leads on and on, more than {web.manners.most_redirects} times")


async def _step(web: Web, url: str, headers: Mapping[str, str], jar: Jar, obey: bool) -> Response:
    _check_address(web, url)
    if obey:
        await _check_rules(web, url)
    async with web.pace.turn(url):
        return await _asked(web, url, headers, jar)


def _named(error: FetchError, asked: str, url: str) -> FetchError:
    """The error of a later step, told of the address that the source has."""
    if url == asked:
        return error
    reason = f"{error.reason}, at {shown(url)}"
    return FetchError(asked, reason, status=error.status, wait_until=error.wait_until, skipped=error.skipped)


def _next(asked: str, url: str, location: str | None) -> str:
    if not location:
        raise FetchError(asked, "leads on, but does not say where")
    try:
        # Some servers send the address in raw UTF-8, which HTTP's headers do not have.
        told = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return urldefrag(urljoin(url, told.strip()))[0]
    except ValueError:
        raise FetchError(asked, "leads to what is no address") from None


def _check_address(web: Web, url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FetchError(url, "is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(url, "is not an address of the web (http or https)")
    if not may_ask(host, networks(web.manners.allow_private)):
        raise FetchError(url, _PRIVATE)


async def _check_rules(web: Web, url: str) -> None:
    origin = origin_of(url)
    rules = web.memory.rules.get(origin)
    if rules is None or not rules.fresh(web.now):
        rules = web.memory.rules[origin] = await _rules(web, origin)
    if not rules.allow(url):
        raise FetchError(url, rules.reason or "its robots.txt asks us to stay away", skipped=not rules.failed)


async def _rules(web: Web, origin: str) -> robots.Rules:
    """A host's rules after RFC 9309: none where there is no robots.txt, all closed where it cannot be had."""
    try:
        response = await _followed(web, f"{origin}/robots.txt", {}, obey=False)
    except FetchError as error:
        return robots.Rules(web.now, open=False, reason=error.reason, failed=True)
    if 200 <= response.status < 300:
        return robots.parsed(response.body, web.now)
    if response.status == 429 or response.status >= 500:
        said = f"its robots.txt cannot be had ({response.status}), so nothing else is asked for"
        return robots.Rules(web.now, open=False, reason=said)
    return robots.Rules(web.now)


async def _asked(web: Web, url: str, headers: Mapping[str, str], jar: Jar) -> Response:
    """One request, one answer, within the bounds of time and size."""
    cookies = jar.setdefault(host_of(url), {})
    began = time.monotonic()
    try:
        async with web.session.get(url, headers=headers, allow_redirects=False, cookies=cookies) as response:
            sent = await bodies.received(response, web.manners.most_bytes)
            cookies |= {name: morsel.value for name, morsel in response.cookies.items()}
            told = MappingProxyType({name.lower(): value for name, value in response.headers.items()})
            whole = bodies.unpacked(sent, told.get("content-encoding", ""), web.manners.most_bytes)
            return Response(url, response.status, told, whole, len(sent), time.monotonic() - began)
    except bodies.BadBody as error:
        raise FetchError(url, str(error)) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchError(url, _said(error, web.manners)) from None


def _said(error: Exception, manners: Manners) -> str:
    """What went wrong, as the end of a sentence."""
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, PrivateAddress):
        return _PRIVATE
    for kind, sentence in _SAID:
        if isinstance(error, kind):
            return sentence.format(most=manners.most_seconds)
    return f"cannot be asked ({type(error).__name__})"


_PRIVATE = "leads to a private network, which allow_private does not name"
# The first that fits counts: the more special kinds stand before the kinds they belong to.
_SAID: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "gave no whole answer in time (at most {most:g} seconds)"),
    (aiohttp.ClientConnectorDNSError, "there is no host of that name"),
    (aiohttp.ClientConnectorCertificateError, "its certificate cannot be trusted"),
    (aiohttp.ClientSSLError, "no secure connection could be made"),
    (ConnectionRefusedError, "the connection was refused"),
    (aiohttp.ClientConnectorError, "no connection could be made"),
    (aiohttp.ClientPayloadError, "the answer broke off before its end"),
    (aiohttp.ServerDisconnectedError, "the connection was closed without an answer"),
    (aiohttp.InvalidURL, "is no address"),
    (aiohttp.ClientResponseError, "the answer is not HTTP"),
    (aiohttp.ClientOSError, "the connection broke off"),
    (UnicodeError, "is no address"),
    (OSError, "the connection broke off"),
)
