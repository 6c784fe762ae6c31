"""A form posted to a hub, by the same bounds and addresses as everything that is asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import aiohttp

from standfirst.fetch.answers import FetchError, Manners, Memory
from standfirst.fetch.asking import check_address, said, session
from standfirst.fetch.hosts import host_of


def post(url: str, form: Mapping[str, str], manners: Manners, memory: Memory) -> None:
    """Post a form, at its host's pace. FetchError where it is not taken (2xx)."""
    check_address(url, manners)
    time.sleep(max(0.0, memory.free_at.get(host_of(url), 0.0) - time.monotonic()))
    try:
        asyncio.run(_posted(url, form, manners))
    finally:
        memory.free_at[host_of(url)] = time.monotonic() + manners.pace


async def _posted(url: str, form: Mapping[str, str], manners: Manners) -> None:
    async with session(manners) as client:
        try:
            async with client.post(url, data=dict(form), allow_redirects=False) as response:
                status = response.status
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(url, said(error, manners)) from None
    if not 200 <= status < 300:
        raise FetchError(url, f"did not take our request ({status})", status=status)
