"""How often one may ask: counts in memory, under keys from which no address can be told."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict, deque
from ipaddress import IPv6Address, ip_address

# Whoever comes from more networks than these cannot be held up by counting.
_MOST_KEYS = 100_000


class Limit:
    """At most `most` times in `seconds` for each key. Keys are hashed with a number drawn at the start of the
    process; moments are seconds of a clock that only goes forwards."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._salt = os.urandom(16)
        self._times: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allows(self, key: str, now: float) -> bool:
        """Whether once more is allowed; if so it counts."""
        if len(self._times) > _MOST_KEYS:
            self._times.popitem(last=False)
        times = self._times.setdefault(hashlib.blake2b(key.encode(), key=self._salt).digest(), deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        return True


def network_of(client: str) -> str:
    """Whom a client's address belongs to: in IPv6 a customer has a whole network, unless IPv4 is written so."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return client
