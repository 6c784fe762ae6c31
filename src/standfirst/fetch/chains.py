"""An address asked to the end of its redirects, each step checked as the first: address, leave, pace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote, urldefrag, urljoin

from standfirst.credentials import shown
from standfirst.fetch.answers import FetchError, Response
from standfirst.fetch.asking import NoAnswer, Sending, Web, asked, check_address, check_behind_proxy
from standfirst.fetch.hosts import host_of
from standfirst.fetch.wishes import retry_after

Leave = Callable[[Web, str, Sending], Awaitable[None]]

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))


class TooManyRedirects(FetchError):
    """It leads on and on."""


async def followed(
    web: Web, start: str, sending: Sending, leave: Leave | None, most: int, moved: str | None = None
) -> Response:
    """The answer at the end of at most so many redirects, the first of which need not be asked for where it is
    known to lead to `moved` for good. `leave` raises a FetchError where a step may not be asked for."""
    url, for_good, spent = moved or start, True, 0.0
    for _ in range(most + 1):
        try:
            response = await _step(web, url, sending, leave)
        except FetchError as error:
            raise named(error, start, url) from None
        if response.status not in _REDIRECTS:
            return replace(response, moved=url) if for_good and url != start else response
        for_good, spent = for_good and response.status in _FOR_GOOD, spent + response.seconds
        if spent > web.manners.most_seconds:
            raise FetchError(start, f"leads on for more than {web.manners.most_seconds:g} seconds", late=True)
        url = _next(start, url, response.headers.get("location"))
    raise TooManyRedirects(start, f"leads on and on, more than {most} times")


async def _step(web: Web, url: str, sending: Sending, leave: Leave | None) -> Response:
    check_address(url, web.manners)
    if sending.credentials.proxy:
        await check_behind_proxy(web, url)
    if leave:
        await leave(web, url, sending)
    response = await _answer(web, url, sending)
    if response.status in (429, 503) and (told := response.headers.get("retry-after")):
        # One page says it, the host means it: its others are left alone too.
        until = retry_after(told, web.moment())
        web.memory.waits |= {host_of(url): until} if until else {}
    return response


async def _answer(web: Web, url: str, sending: Sending) -> Response:
    try:
        async with web.pace.turn(url):
            return await asked(web, url, sending)
    except NoAnswer:
        # A connection that was kept may end just as it is used again.
        async with web.pace.turn(url):
            return await asked(web, url, sending)


def named(error: FetchError, start: str, url: str) -> FetchError:
    """The error of a later step, told of the address that the source has."""
    if url == start:
        return error
    of = {name: getattr(error, name) for name in ("status", "wait_until", "skipped", "late")}
    return FetchError(start, f"{error.reason}, at {shown(url)}", **of)


def _next(start: str, url: str, location: str | None) -> str:
    if not location:
        raise FetchError(start, "leads on, but does not say where")
    try:
        # Some servers send the address in raw UTF-8, which HTTP's headers do not have.
        told = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        there = urldefrag(urljoin(url, told.strip()))[0]
        # As a browser writes it: what cannot be seen would be an order to the terminal that shows it.
        return "".join(sign if sign.isprintable() else quote(sign) for sign in there)
    except ValueError:
        raise FetchError(start, "leads to what is no address") from None
