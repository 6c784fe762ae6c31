"""Where links that count clicks lead: each is asked once, and only up to the first public address behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime

from standfirst.fetch import http, permission
from standfirst.fetch.answers import End, FetchError, Manners, Memory
from standfirst.fetch.asking import Sending, Web
from standfirst.fetch.chains import followed
from standfirst.fetch.hosts import host_of

# Of a page that leads no further, where it says what its address is.
_MOST_BYTES = 1 << 16
# A hundred at the pace of one host; who is not asked by then is asked in the next gathering.
_MOST_SECONDS = 180.0


class _Arrived(Exception):
    """A redirect leads to an address that need not be asked."""


def ends(
    links: Collection[str], arrived: Callable[[str], bool], now: datetime, manners: Manners, memory: Memory
) -> Mapping[str, End]:
    """Where each link leads: to the first address behind it of which `arrived` is true, which is not asked itself,
    else to its last. Robots.txt and pace are kept; links for which no time is left are not told of."""
    told: dict[str, End] = {}
    hosts: dict[str, list[str]] = {}
    for link in dict.fromkeys(links):
        hosts.setdefault(host_of(link), []).append(link)

    async def ask(web: Web, some: list[str]) -> None:
        for link in some:
            told[link] = await _end(web, link, arrived)

    async def ask_all() -> None:
        async with asyncio.timeout(_MOST_SECONDS), http.opened(manners, memory, now) as web:
            await asyncio.gather(*(ask(web, some) for some in hosts.values()))

    with suppress(TimeoutError):
        asyncio.run(ask_all())
    return told


async def _end(web: Web, link: str, arrived: Callable[[str], bool]) -> End:
    async def leave(web: Web, url: str, sending: Sending) -> None:
        if url != link and arrived(url):
            raise _Arrived(url)
        await permission.check(web, url, sending)

    try:
        answer = await followed(web, link, Sending(most=_MOST_BYTES, cut=True), leave, web.manners.most_redirects)
    except _Arrived as end:
        return End(str(end), "led there")
    except FetchError as error:
        return End(None, error.reason, again=not error.skipped or error.wait_until is not None)
    except Exception as error:  # one link may fail in ways nobody thought of
        return End(None, f"failed in a new way ({error!r})")
    if not 200 <= answer.status < 300:
        return End(None, f"answered with {answer.status}", again=answer.status == 429 or answer.status >= 500)
    return End(answer.url, "leads no further", page=answer.body[:_MOST_BYTES])
