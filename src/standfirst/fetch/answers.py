"""What comes of asking a source, and the manners in which it is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from standfirst.credentials import shown
from standfirst.fetch.hosts import host_of
from standfirst.model import Document, HostRules, Refusal, Visit

if TYPE_CHECKING:
    from standfirst.fetch.robots import Rules


@dataclass(frozen=True, slots=True)
class Answer:
    """The visit as it is to be kept (its counts of items still 0), and what came: nothing unless it is new.
    `late` where its host gave no whole answer in time."""

    visit: Visit
    documents: tuple[Document, ...] = ()
    late: bool = False


class FetchError(Refusal):
    """Why nothing came: str() is one sentence that names the address. `skipped` means that nothing was asked
    for; `wait_until` is the moment before which the server wants no further request; `late` that it gave no whole
    answer in time."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, wait_until: datetime | None = None,
                 skipped: bool = False, late: bool = False) -> None:  # fmt: skip
        super().__init__(f"{shown(url)}: {reason}")
        self.url, self.reason, self.status = url, reason, status
        self.wait_until, self.skipped, self.late = wait_until, skipped, late


@dataclass(frozen=True, slots=True)
class Manners:
    """How we ask. Seconds and bytes; `pace` is the least time between two requests to one host, `at_once` how
    many requests run in all; `allow_private` are private networks that may be asked ("10.0.0.0/8")."""

    contact: str = ""
    allow_private: tuple[str, ...] = ()
    pace: float = 1.0
    at_once: int = 100
    most_bytes: int = 8 << 20
    most_redirects: int = 8
    most_seconds: float = 60.0
    most_silence: float = 20.0

    @property
    def agent(self) -> str:
        about = f" (+{self.contact})" if self.contact else ""
        return f"standfirst/{version('standfirst')}{about}"


@dataclass(slots=True)
class Memory:
    """What several rounds of one gathering share. By origin: the `rules` asked for in this gathering, and those
    `known` from before or found by `recall`. By host: until when it wants no request (`waits`), and when its pace
    lets it be asked again (`free_at`, by the monotonic clock)."""

    known: dict[str, HostRules] = field(default_factory=dict)
    recall: Callable[[str], HostRules | None] = field(default=lambda _: None)
    waits: dict[str, datetime] = field(default_factory=dict)
    rules: dict[str, Rules] = field(default_factory=dict)
    free_at: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def recalled(self, origin: str) -> HostRules | None:
        """The rules of a host as they were before these rounds."""
        if origin not in self.known and (rules := self.recall(origin)):
            self.known[origin] = rules
        return self.known.get(origin)

    def pause(self, until: Mapping[str, datetime], now: datetime) -> None:
        """Keep to the pauses of hosts, by origin, that were not over when it began, at `now`."""
        for origin, moment in until.items():
            self.free_at[host_of(origin)] = self.began + (moment - now).total_seconds()

    def learned(self, now: datetime) -> list[HostRules]:
        """The rules that were asked for in these rounds, which began at `now`, and hosts whose pause goes on."""
        told = [replace(rules.known, free_at=self._free_at(origin, now)) for origin, rules in self.rules.items()]
        return [rules for rules in told if rules != self.known.get(rules.origin)]

    def _free_at(self, origin: str, now: datetime) -> datetime | None:
        free_at = self.free_at.get(host_of(origin), 0.0)
        return now + timedelta(seconds=free_at - self.began) if free_at > time.monotonic() else None


@dataclass(frozen=True, slots=True)
class End:
    """Where an address leads, or why nobody knows; `again` says that asking later may help. A page that leads no
    further is given by its beginning."""

    url: str | None
    reason: str
    page: bytes = b""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer after its redirects, unpacked. Header names are lower case; `bytes` is the size as sent,
    `seconds` how long the last request took, `moved` where redirects led that all said: for good."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    bytes: int
    seconds: float
    moved: str | None = None


def put_off(url: str, until: datetime) -> FetchError:
    """That its host wants no request before a moment."""
    said = f"wants no request before {until:%Y-%m-%d %H:%M} UTC"
    return FetchError(url, said, wait_until=until, skipped=True)


def conditions(known: Visit | HostRules | None) -> dict[str, str]:
    """The headers that ask for what is new since."""
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: value for name, value in told.items() if value}


def sendable(value: str | None) -> str | None:
    """A header's value if it can be sent back in a request."""
    return value if value and value.isprintable() and value.isascii() and len(value) < 1000 else None
