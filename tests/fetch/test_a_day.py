"""A day of gathering, every half hour by a clock of its own, judged by what the servers wrote down."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BufferedIOBase
from itertools import pairwise

import pytest

from standfirst.cli import main
from standfirst.fetch.robots import Rules, text_of
from standfirst.model import HostRules
from tests.fetch.web import LoopbackWeb, Request, loopback, reply

BEGINS = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
EVERY = timedelta(minutes=30)
ROUNDS = 48
PACE = 0.01
SLOW = 0.04
RULES = b"User-agent: *\nDisallow: /closed\n"
CLOSED_AT_NOON = b"User-agent: *\nDisallow: /\n"


@dataclass
class Clock:
    now: datetime = BEGINS

    @property
    def round(self) -> int:
        return int((self.now - BEGINS) / EVERY)


@dataclass(frozen=True)
class Logged:
    """One request and its answer, as the server saw them: by its own clock and by that of the day."""

    path: str
    at: datetime
    began: float
    ended: float
    marks: str | None
    status: int
    etag: str | None
    body: bytes
    wait_until: datetime | None


@dataclass
class Host:
    """A host that answers differently through the day, and its log."""

    number: int
    clock: Clock
    web: LoopbackWeb
    log: list[Logged] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        for path in ("/robots.txt", "/often", "/seldom", "/moved", "/there", "/closed"):
            self.web.pages[path] = self.answer

    def answer(self, request: Request, wire: BufferedIOBase) -> None:
        began, marks = time.monotonic(), request.headers.get("if-none-match")
        status, body, etag, wait = self.says(request.path, marks)
        time.sleep(0.002)
        told = {
            "etag": etag or "",
            "retry_after": wait[0] if wait else "",
            "cache_control": self.good_for(request.path),
        }
        if request.path == "/moved":
            told |= {"location": "/there"}
        kind = "text/plain" if request.path == "/robots.txt" else "application/rss+xml"
        with self.lock:
            until = wait[1] if wait else None
            self.log.append(
                Logged(request.path, self.clock.now, began, time.monotonic(), marks, status, etag, body, until)
            )
        wire.write(reply(body if status == 200 else b"", status, content_type=kind, **told))

    def says(self, path: str, marks: str | None) -> tuple[int, bytes, str | None, tuple[str, datetime] | None]:
        hour = self.clock.now.hour
        if path == "/robots.txt":
            return self.rules(hour, marks)
        if self.number == 1 and hour in (6, 7) and path == "/often":
            return 429, b"", None, ("5400", self.clock.now + timedelta(seconds=5400))
        if self.number == 2 and hour == 9:
            until = BEGINS + timedelta(hours=13)
            return 503, b"", None, (format_datetime(until, usegmt=True), until)
        if self.number == 3 and hour % 5 == 1:
            return 500, b"", None, None
        if path == "/moved":
            return 301, b"", None, None
        return self.news(path, marks)

    def rules(self, hour: int, marks: str | None) -> tuple[int, bytes, str | None, tuple[str, datetime] | None]:
        if self.number == 4:
            return 404, b"", None, None
        if self.number == 5 and 10 <= hour < 14:
            return 503, b"", None, None
        shut = self.number == 6 and hour >= 12
        slow = b"Crawl-delay: %f\n" % SLOW if self.number == 7 else b""
        etag = f'"rules {shut}"'
        return (304 if marks == etag else 200), (CLOSED_AT_NOON if shut else RULES) + slow, etag, None

    def news(self, path: str, marks: str | None) -> tuple[int, bytes, str | None, None]:
        number = self.clock.round if path in ("/often", "/there") else self.clock.round // 15
        items = "".join(
            f"<item><title>Ferry {n} of quay {self.number} sails again</title>"
            f"<link>https://quay{self.number}.example{path}/{n}</link></item>"
            for n in range(number, number + 12)
        )
        etag = f'"{path} {number}"'
        body = f'<rss version="2.0"><channel><title>Quay</title>{items}</channel></rss>'.encode()
        return (304 if marks == etag else 200), body, etag, None

    def good_for(self, path: str) -> str:
        return "max-age=3600" if path == "/robots.txt" else ""


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Host]]:
    clock = Clock()
    with ExitStack() as stack:
        made = [Host(number, clock, stack.enter_context(loopback())) for number in range(8)]
        file = tmp_path_factory.mktemp("day") / "standfirst.toml"
        file.write_text(configuration(made), "utf-8")
        for number in range(ROUNDS):
            clock.now = BEGINS + number * EVERY
            assert main(["gather", "--quiet", "--now", clock.now.isoformat(), "--config", str(file)]) == 0
        yield made


def configuration(hosts: list[Host]) -> str:
    sources = "".join(
        f'[[source]]\nid = "{path}-{host.number}"\nurl = "{host.web.url}/{path}"\n'
        for host in hosts
        for path in ("often", "seldom", "moved", "closed")
    )
    private = 'allow_private = ["127.0.0.0/8"]'
    return f'[newsroom]\ntitle = "Quays"\nurl = "https://quays.example/"\npace = {PACE}\n{private}\n{sources}'


def test_the_day_was_a_full_one(hosts: list[Host]) -> None:
    assert sum(len(host.log) for host in hosts) > 500
    statuses = {logged.status for host in hosts for logged in host.log}
    assert statuses >= {200, 301, 304, 404, 429, 500, 503}


def test_nothing_was_asked_for_that_robots_txt_closes(hosts: list[Host]) -> None:
    for host in hosts:
        rules = None
        for logged in host.log:
            if logged.path == "/robots.txt":
                if logged.status == 200:
                    rules = Rules(HostRules("", logged.at, logged.at, text_of(logged.body)))
                continue
            assert rules is None or rules.allow(f"https://quay.example{logged.path}"), (host.number, logged)
        closed = [logged for logged in host.log if logged.path == "/closed"]
        assert bool(closed) == (host.number == 4)


def test_robots_txt_is_no_older_than_it_lets_itself_be(hosts: list[Host]) -> None:
    for host in hosts:
        asked = None
        for logged in host.log:
            if logged.path == "/robots.txt":
                asked = logged.at
            assert asked is not None
            assert logged.at - asked < timedelta(hours=1)
    shut = [logged.at for logged in hosts[6].log if logged.path != "/robots.txt"]
    assert max(shut) < BEGINS + timedelta(hours=13)


def test_nothing_is_asked_for_twice_without_its_mark(hosts: list[Host]) -> None:
    for host in hosts:
        known: dict[str, str | None] = {}
        for logged in host.log:
            if known.get(logged.path):
                assert logged.marks == known[logged.path], (host.number, logged)
            if logged.status == 200:
                known[logged.path] = logged.etag


def test_no_host_is_asked_faster_than_its_pace(hosts: list[Host]) -> None:
    for host in hosts:
        least = SLOW if host.number == 7 else PACE
        for earlier, later in pairwise(host.log):
            # The pause is timed at our end, which hears of the answer's end a little later than it is written.
            assert later.began - earlier.ended >= least * 0.9, (host.number, earlier.path, later.path)


def test_who_wants_to_be_left_alone_is(hosts: list[Host]) -> None:
    waited = 0
    for host in hosts:
        until = BEGINS
        for logged in host.log:
            assert logged.at >= until, (host.number, logged)
            until = max(until, logged.wait_until or BEGINS)
            waited += logged.wait_until is not None
    assert waited >= 2


def test_who_prints_often_was_asked_often(hosts: list[Host]) -> None:
    often, seldom = (sum(one.path == path for one in hosts[0].log) for path in ("/often", "/seldom"))
    assert often > 1.5 * seldom > 0
