"""One source over HTTP: asked conditionally, by its host's rules and pace, within bounds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Literal

from standfirst.credentials import shown
from standfirst.fetch import permission, rhythm, wishes
from standfirst.fetch.addresses import GuardedResolver
from standfirst.fetch.answers import Answer, FetchError, Manners, Memory, Response, conditions, put_off, sendable
from standfirst.fetch.asking import Sending, Web, session
from standfirst.fetch.chains import followed, named
from standfirst.fetch.hosts import host_of
from standfirst.fetch.pace import Pace
from standfirst.linkheader import linked
from standfirst.model import Document, Source, Visit


async def _always() -> None:
    """There is room."""


@asynccontextmanager
async def opened(
    manners: Manners,
    memory: Memory,
    now: datetime,
    room: Callable[[], Awaitable[object]] = _always,
    *,
    lasting: bool = True,
) -> AsyncIterator[Web]:
    """The web, as asked in one round; before each request `room` for its answer is waited for. Connections stay
    for the next request where they are `lasting`."""
    resolver = GuardedResolver(manners.allow_private)
    async with session(manners, lasting=lasting) as direct, session(manners, proxied=True) as proxied:
        yield Web(direct, proxied, resolver, manners, memory, Pace(manners, memory, room), now)


async def ask(web: Web, source: Source, last: Visit | None) -> Answer:
    """The answer of a source on the web, asked where the last visit says that it moved to. FetchError where
    nothing came."""
    last = last if last and last.url == source.url else None
    if last and last.wait_until and last.wait_until > web.now:
        raise put_off(source.url, last.wait_until)
    language = {"Accept-Language": f"{source.language}, *;q=0.5"} if source.language else {}
    most = source.most_mb << 20 if source.most_mb else None
    sending = Sending(language | conditions(last), source.credentials, most=most)
    moved = rhythm.moved(last) if last else None
    response = await followed(web, source.url, sending, permission.check, web.manners.most_redirects, moved)
    try:
        return _answer(web, source, last, response)
    except FetchError as error:
        raise named(error, source.url, response.url) from None


def _answer(web: Web, source: Source, last: Visit | None, response: Response) -> Answer:
    outcome, reason = _outcome(web, last, response)
    reason += f", at {shown(response.url)}" if response.url != source.url else ""
    blank = Visit(source.id, source.url, web.now, outcome, reason)
    # What is the same says again what it said.
    said = last if last and outcome == "same" else blank
    known = last if last and last.moved_to == response.moved else blank
    hub, topic = _hub_and_topic(response)
    visit = replace(
        blank,
        status=response.status,
        etag=sendable(response.headers.get("etag") or said.etag),
        last_modified=sendable(response.headers.get("last-modified") or said.last_modified),
        bytes=response.bytes,
        seconds=round(response.seconds, 3),
        moved_to=response.moved,
        feed=said.feed,
        read_as=said.read_as,
        wishes=wishes.together(said.wishes, wishes.of_headers(response.headers, web.now)),
        hub=hub or said.hub,
        topic=topic or said.topic,
        digest=said.digest,
        moved_since=(known.moved_since or web.now) if response.moved else None,
    )
    if outcome == "same":
        return Answer(visit)
    media_type = response.headers.get("content-type")
    return Answer(visit, (Document(response.url, response.body, media_type, web.now, response.headers),))


def _hub_and_topic(response: Response) -> tuple[str | None, str | None]:
    """The hub that its headers name, and the address that the document goes by there."""
    named = linked(response.headers.get("link", ""), response.url)
    hub = named.get("hub", "")
    return (hub, named.get("self")) if hub.startswith(("http:", "https:")) else (None, None)


def _outcome(web: Web, last: Visit | None, response: Response) -> tuple[Literal["new", "same"], str]:
    status = response.status
    if status == 304 and last and (last.etag or last.last_modified):
        return "same", "nothing has changed since the last visit (304)"
    if status == 204:
        return "same", "answered that there is nothing (204)"
    if 200 <= status < 300:
        return "new", f"answered ({status})"
    wait_until = web.memory.waits.get(host_of(response.url)) if status in (429, 503) else None
    wish = f" and wants no request before {wait_until:%Y-%m-%d %H:%M} UTC" if wait_until else ""
    raise FetchError(response.url, f"{_refusal(status)}{wish}", status=status, wait_until=wait_until)


def _refusal(status: int) -> str:
    if status == 410:
        return "is gone for good (410)"
    if status == 304:
        return "answered that nothing has changed (304), though it was asked for all"
    try:
        return f"refused with {HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"refused with a status of its own ({status})"
