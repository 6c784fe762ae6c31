"""Many sources asked at once, told one after the other.

The asking runs on an event loop in a thread of its own, so that the network goes on while the newsroom reads
and keeps what came; nothing outside this file knows of it.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread

from standfirst.fetch import files, http, imap, rhythm
from standfirst.fetch.answers import Answer, FetchError, Manners, Memory
from standfirst.fetch.asking import Web
from standfirst.fetch.hosts import host_of, is_mail, is_web
from standfirst.model import Source, Visit

Ask = tuple[Source, Visit | None]
Answered = tuple[Source, Answer]
# What the thread hands over: answers that came together, a mistake of ours, and None at the end.
_Answers = SimpleQueue[list[Answered] | BaseException | None]

# Names are looked up by threads; with the few that Python grants, a slow name server would set the pace.
_LOOKUPS_AT_ONCE = 32
# What a process has open besides: the archive, the requests that run, modules that are being imported.
_OTHER_FILES = 300
# Seconds without an answer that make a pause.
_MOMENT = 0.1
# A round may not last as long as it takes a host to keep us waiting for each of its thousand sources.
_MOST_LATE = 3
_IS_LATE = f"was not asked: its host had kept us waiting in vain {_MOST_LATE} times in a row"
_TURNS = {"skipped": 0, "failed": 2}
# Seconds. A host of which we follow a thousand sources, or that wants a minute between two, goes on in the next.
_LONGEST_ROUND = 1800.0
_IS_LEFT = "is left for the next gathering: at its host's pace this one would last too long"
_OF_ONE_VISIT = ("at", "outcome", "reason", "bytes", "seconds", "items", "new_items", "pushed", "looks")


def fetch(source: Source, last: Visit | None, now: datetime, manners: Manners | None = None) -> Answer:
    """The answer of one source, new or same. FetchError where nothing came."""
    manners = manners or Manners()
    if is_mail(source.url):
        return imap.ask(source, last, now, manners)
    if not is_web(source.url):
        return files.ask(source, last, now)

    async def asked() -> Answer:
        async with http.opened(replace(manners, pace=0.0), Memory(), now) as web:
            return await http.ask(web, source, last)

    return asyncio.run(asked())


def fetch_all(
    asks: Iterable[Ask], now: datetime, manners: Manners | None = None, memory: Memory | None = None
) -> Iterator[Answered]:
    """The answer of every source asked, each as soon as it is there. A source's failure is its answer."""
    with closing(fetch_with_pauses(asks, now, manners, memory)) as told:
        yield from (one for one in told if one)


def fetch_with_pauses(
    asks: Iterable[Ask], now: datetime, manners: Manners | None = None, memory: Memory | None = None
) -> Generator[Answered | None]:
    """As `fetch_all`, and None whenever no further answer has come for a moment: time to keep what came."""
    asks = list(asks)
    remote = [ask for ask in asks if is_web(ask[0].url) or is_mail(ask[0].url)]
    with _asking(remote, now, manners or Manners(), memory or Memory()) as told:
        for source, last in asks:
            if not (is_web(source.url) or is_mail(source.url)):
                yield source, _of_files(source, last, now)
        yield from told


def _of_files(source: Source, last: Visit | None, now: datetime) -> Answer:
    try:
        return files.ask(source, last, now)
    except FetchError as error:
        return failed(source, last, now, error)


def failed(source: Source, last: Visit | None, now: datetime, error: FetchError) -> Answer:
    """The visit of a source that gave nothing. It carries on what the last one knew, so that the newest visit
    is always enough to ask again; but for where the source had moved to, if it failed there."""
    blank = Visit(source.id, source.url, now, "skipped" if error.skipped else "failed", error.reason)
    known = last if last and last.url == source.url else blank
    led = known if error.skipped or not rhythm.moved(known) else blank
    # What was asked, what came and what was new is of this visit alone.
    own = {name: getattr(blank, name) for name in _OF_ONE_VISIT}
    own |= {"status": error.status, "wait_until": error.wait_until}
    visit = replace(known, moved_to=led.moved_to, moved_since=led.moved_since, **own)
    return Answer(visit, late=error.late)


@dataclass(slots=True)
class _Round:
    """One round while it runs. Answers that come at once are handed over together, since each handing over wakes a
    thread. While too many answers wait to be taken nothing more is asked for: they are held in memory."""

    now: datetime
    manners: Manners
    memory: Memory
    answers: _Answers = field(default_factory=SimpleQueue)
    together: list[Answered] = field(default_factory=list)
    begun: int = 0
    taken: int = 0
    room: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, told: Answered) -> None:
        if not self.together:
            asyncio.get_running_loop().call_soon(self.hand_over)
        self.together.append(told)
        self.begun += 1
        if not self.has_room():
            self.room.clear()

    def hand_over(self) -> None:
        if self.together:
            self.answers.put(self.together)
            self.together = []

    def has_room(self) -> bool:
        return self.begun - self.taken < self.manners.at_once

    def make_room(self) -> None:
        if self.has_room():
            self.room.set()


@contextmanager
def _asking(
    asks: Sequence[Ask], now: datetime, manners: Manners, memory: Memory
) -> Iterator[Iterator[Answered | None]]:
    """The answers of sources on the web, while a thread asks for them; it ends with the block."""
    if not asks:
        yield iter(())
        return
    loop = asyncio.new_event_loop()
    round_ = _Round(now, manners, memory)
    round_.room.set()
    task = loop.create_task(_ask_hosts(round_, asks))
    thread = Thread(target=_run, args=(loop, task, round_.answers), name="standfirst-fetch", daemon=True)
    thread.start()
    try:
        yield _taken(loop, round_)
    finally:
        _call(loop, task.cancel)
        thread.join()


def _taken(loop: asyncio.AbstractEventLoop, round_: _Round) -> Iterator[Answered | None]:
    while True:
        try:
            some = round_.answers.get(timeout=_MOMENT)
        except Empty:
            yield None
            some = round_.answers.get()
        if some is None:
            return
        if isinstance(some, BaseException):
            raise some
        for told in some:
            # Only this thread counts what is taken; the loop is woken where it may be waiting for it.
            round_.taken += 1
            if not round_.room.is_set():
                _call(loop, round_.make_room)
            yield told


def _call(loop: asyncio.AbstractEventLoop, act: object) -> None:
    try:
        loop.call_soon_threadsafe(act)  # type: ignore[arg-type]
    except RuntimeError:
        return  # the loop has closed meanwhile: the round is over


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None], answers: _Answers) -> None:
    loop.set_default_executor(ThreadPoolExecutor(_LOOKUPS_AT_ONCE, "standfirst-lookup"))
    try:
        loop.run_until_complete(task)
    except asyncio.CancelledError:
        pass
    except BaseException as error:  # a mistake of ours: it belongs to who asked, not to a thread nobody hears
        answers.put(error)
    finally:
        answers.put(None)
        loop.close()


async def _ask_hosts(round_: _Round, asks: Sequence[Ask]) -> None:
    """One line of waiting at each host."""
    hosts: dict[str, list[Ask]] = {}
    for ask in asks:
        hosts.setdefault(_host(ask[0].url), []).append(ask)
    lasting = _may_hold(2 * len(asks))
    web = http.opened(round_.manners, round_.memory, round_.now, round_.room.wait, lasting=lasting)
    async with web as opened, asyncio.TaskGroup() as group:
        for waiting in hosts.values():
            group.create_task(_ask_host(round_, opened, waiting))
    round_.hand_over()


def _may_hold(connections: int) -> bool:
    """Whether so many may stay open for a while, two for a source that leads elsewhere. Most systems grant a
    process a thousand files and let it have more."""
    wanted = connections + _OTHER_FILES
    granted, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if granted != resource.RLIM_INFINITY and granted < wanted:
        granted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (granted, most))
    granted, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return granted == resource.RLIM_INFINITY or granted >= wanted


def _host(url: str) -> str:
    try:
        return host_of(url)
    except ValueError:
        return url


async def _ask_host(round_: _Round, web: Web, asks: Sequence[Ask]) -> None:
    late = 0
    # Who had no turn the last time comes first, who failed last.
    for source, last in sorted(asks, key=lambda ask: _TURNS.get(ask[1].outcome, 1) if ask[1] else 0):
        if late == _MOST_LATE:
            answer = failed(source, last, web.now, FetchError(source.url, _IS_LATE, skipped=True))
        elif time.monotonic() - web.began > _LONGEST_ROUND:
            error = FetchError(source.url, _IS_LEFT, wait_until=web.now, skipped=True)
            answer = failed(source, last, web.now, error)
        else:
            answer = await _answer(web, source, last)
            late = late + 1 if answer.late else 0
        round_.tell((source, answer))


async def _answer(web: Web, source: Source, last: Visit | None) -> Answer:
    try:
        if is_mail(source.url):
            async with web.pace.turn(source.url):
                return await asyncio.to_thread(imap.ask, source, last, web.now, web.manners)
        return await http.ask(web, source, last)
    except FetchError as error:
        return failed(source, last, web.now, error)
    except Exception as error:  # a source may fail in ways nobody thought of, a round may not
        return failed(source, last, web.now, FetchError(source.url, f"failed in a new way ({error!r})"))
