"""Which machines may be asked: those of the public internet, and private networks that are allowed by name.

Names are resolved once and what was checked is what is connected to, so that a name that points elsewhere
between two looks gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
# Only from there public addresses of IPv6 are given out; clouds tell their secrets in the other.
_GIVEN_OUT, _ASSIGNED = IPv6Network("2000::/3"), IPv4Network("192.0.0.0/24")


class PrivateAddress(OSError):
    """The name leads to an address that must not be asked."""


class GuardedResolver(AbstractResolver):
    """Resolves as the system does, and gives back only addresses that may be asked."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._resolver = ThreadedResolver()
        self._allowed = networks(allowed)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        askable = [result for result in found if may_ask(result["host"], self._allowed)]
        if found and not askable:
            raise PrivateAddress(host)
        return askable

    async def close(self) -> None:
        await self._resolver.close()


@lru_cache
def networks(allowed: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(network, strict=False) for network in allowed)


def may_ask(host: str, allowed: Sequence[Network] = ()) -> bool:
    """May this address be asked? A name that is no address may, since the resolver checks where it leads."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return True
    return all(_is_public(each) or any(each in network for network in allowed) for each in _meant(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    given_out = address in _GIVEN_OUT if address.version == 6 else address not in _ASSIGNED
    return given_out and address.is_global and not address.is_multicast


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address where packets end: IPv6 has several ways to carry an IPv4 address inside."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return list(address.teredo)
    return [address]
