"""Which links are dead: surely, or perhaps."""

from __future__ import annotations

import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from standfirst.fetch.answers import Manners, Memory
from standfirst.fetch.hosts import is_web, origin_of
from standfirst.fetch.rounds import fetch_all
from standfirst.model import Source, Visit

# A server that is being restarted should be back after so many pauses.
_PAUSES = 3


@dataclass(frozen=True, slots=True)
class Leads:
    """Why links are surely dead, and why others may be."""

    dead: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)


def leads(links: Collection[str], now: datetime, manners: Manners) -> Leads:
    """Which of these links lead nowhere. Dead is what a server says is not there (404, 410) and a name of no
    host; doubtful is who does not answer, answers that it is broken (5xx) or cannot be trusted, and did so when
    asked again. Who only wants not to be asked by programs may well answer people."""
    first, down = _asked(list(filter(is_web, links)), now, manners)
    dead = {link: visit.reason for link, visit in first.items() if visit.status in (404, 410)}
    if not down:
        return Leads(dead)
    time.sleep(_PAUSES * manners.pace)
    again, still = _asked(down, now, manners)
    # Where nobody at all answers it is our own line that is cut.
    online = any(visit.status for visit in first.values())
    doubtful: dict[str, str] = {}
    for link in still:
        (dead if online and _is_nowhere(link) else doubtful)[link] = again[link].reason
    return Leads(dead, doubtful)


def _asked(links: Collection[str], now: datetime, manners: Manners) -> tuple[dict[str, Visit], list[str]]:
    """The visit to each link, and those links whose hosts give no proper answer at present."""
    memory = Memory()
    answers = fetch_all([(Source(link, link, link), None) for link in links], now, manners, memory)
    visits = {source.id: answer.visit for source, answer in answers}
    return visits, [link for link in links if _is_down(visits[link], memory)]


def _is_down(visit: Visit, memory: Memory) -> bool:
    if visit.outcome == "skipped":
        # Nothing is asked of a host whose robots.txt cannot be had: it is as broken as that.
        rules = memory.rules.get(origin_of(visit.url))
        return bool(rules and rules.known.closed)
    return visit.outcome == "failed" and (visit.status is None or visit.status >= 500)


def _is_nowhere(link: str) -> bool:
    """Is there surely no host of that name? A name server that is down knows of none for now."""
    try:
        socket.getaddrinfo(urlsplit(link).hostname, None)
    except socket.gaierror as error:
        return error.errno != socket.EAI_AGAIN
    except (ValueError, UnicodeError):
        return True
    return False
