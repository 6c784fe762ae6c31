from __future__ import annotations

import gzip
import resource
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BufferedIOBase
from itertools import pairwise

import pytest

from standfirst.fetch import FetchError, Manners, Memory, is_web, rhythm, rounds
from standfirst.fetch.rounds import fetch, fetch_all, fetch_with_pauses
from standfirst.model import Visit
from tests.fetch.web import MANNERS, NEWS, NOW, LoopbackWeb, Request, reply


def test_a_source_that_answers_gives_a_document_and_a_visit(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply(content_type="text/html; charset=utf-8", etag='"a1"')
    answer = fetch(web.source("/news"), None, NOW, MANNERS)
    (document,) = answer.documents
    assert (document.body, document.url, document.fetched_at) == (NEWS, f"{web.url}/news", NOW)
    assert document.media_type == "text/html; charset=utf-8"
    assert document.headers["etag"] == '"a1"'
    visit = answer.visit
    assert (visit.source_id, visit.url, visit.at) == ("news", f"{web.url}/news", NOW)
    assert (visit.outcome, visit.status, visit.etag, visit.bytes) == ("new", 200, '"a1"', len(NEWS))


def test_one_source_that_fails_raises_a_sentence_that_names_it(web: LoopbackWeb) -> None:
    with pytest.raises(FetchError, match=rf"^{web.url}/none: refused with Not Found \(404\)$"):
        fetch(web.source("/none"), None, NOW, MANNERS)


def test_a_password_in_an_address_is_not_told(web: LoopbackWeb) -> None:
    source = replace(web.source("/none"), url=web.url.replace("//", "//ines:secret@") + "/none")
    with pytest.raises(FetchError) as caught:
        fetch(source, None, NOW, MANNERS)
    assert "secret" not in str(caught.value)


def test_we_say_who_asks_and_in_what_language(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    list(fetch_all([(web.source("/news", language="gl"), None)], NOW, MANNERS))
    told = web.asked[-1].headers
    assert told["user-agent"].startswith("standfirst/")
    assert "ines@harbour.example" in told["user-agent"]
    assert told["accept-language"].startswith("gl")


def test_the_document_has_the_address_it_was_found_at(web: LoopbackWeb) -> None:
    web.pages |= {"/old": reply(b"", 301, location="/new/#top"), "/new/": reply()}
    answer = web.ask("/old")
    assert answer.documents[0].url == f"{web.url}/new/"
    assert answer.visit.url == f"{web.url}/old"


def test_a_redirect_that_fails_names_both_addresses(web: LoopbackWeb) -> None:
    web.pages["/old"] = reply(b"", 301, location="/gone")
    assert web.ask("/old").visit.reason == f"refused with Not Found (404), at {web.url}/gone"
    web.pages["/old"] = reply(b"", 301, location="http://10.1.2.3/")
    assert web.ask("/old").visit.reason.endswith("does not name, at http://10.1.2.3/")


def test_where_a_redirect_leads_is_no_order_to_a_terminal(web: LoopbackWeb) -> None:
    web.pages["/old"] = reply(b"", 301, location="/gone\x1b[31m\u009b\u202e")
    assert web.ask("/old").visit.reason.endswith(f"at {web.url}/gone%1B[31m%C2%9B%E2%80%AE")


def test_a_source_may_allow_for_more_than_others(web: LoopbackWeb) -> None:
    long = NEWS + b" " * (9 << 20)
    web.pages["/news"] = reply(long)
    told = web.ask("/news").visit
    assert told.reason == "the document is larger than 8 MB; most_mb in its source allows for more"
    for answer in (reply(long), reply(gzip.compress(long), content_encoding="gzip")):
        web.pages["/news"] = answer
        ((_, whole),) = fetch_all([(replace(web.source("/news"), most_mb=10), told)], NOW, MANNERS)
        assert whole.documents[0].body == long


def only_if_changed(request: Request, wire: BufferedIOBase) -> None:
    same = request.headers.get("if-none-match") == '"a1"' or "if-modified-since" in request.headers
    wire.write(reply(b"", 304, content_length="") if same else reply(etag='"a1"'))


def test_a_second_visit_asks_for_changes_only(web: LoopbackWeb) -> None:
    web.pages["/news"] = only_if_changed
    first = web.ask("/news").visit
    second = web.ask("/news", first)
    assert (second.visit.outcome, second.visit.status, second.documents) == ("same", 304, ())
    assert web.ask("/news", second.visit).visit.outcome == "same"


def test_a_failure_between_two_visits_does_not_forget_what_was_known(web: LoopbackWeb) -> None:
    web.pages["/news"] = only_if_changed
    first = web.ask("/news").visit
    web.pages["/news"] = reply(b"", 500)
    failed = web.ask("/news", first).visit
    web.pages["/news"] = only_if_changed
    assert (failed.outcome, web.ask("/news", failed).visit.outcome) == ("failed", "same")


def test_last_modified_is_sent_back_as_it_came(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply(last_modified="Thu, 05 Mar 2026 07:00:00 GMT")
    first = web.ask("/news").visit
    web.ask("/news", first)
    assert web.asked[-1].headers["if-modified-since"] == "Thu, 05 Mar 2026 07:00:00 GMT"


def test_a_mark_that_cannot_be_sent_is_not_kept(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply(etag='"caf\xc3\xa9"')
    assert web.ask("/news").visit.etag is None


def test_another_address_of_a_source_is_asked_for_all(web: LoopbackWeb) -> None:
    web.pages |= {"/news": only_if_changed, "/page2": only_if_changed}
    first = web.ask("/news").visit
    assert web.ask("/page2", first).visit.outcome == "new"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Thu, 05 Mar 2026 08:30:00 GMT", timedelta(hours=1)),
        ("99999999999999999999", timedelta(days=7)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=7)),
        ("Thu, 05 Mar 2020 08:30:00 GMT", None),
        ("0", None),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_kept_in_both_its_forms(
    web: LoopbackWeb, status: int, told: str, wait: timedelta | None
) -> None:
    web.pages["/news"] = reply(b"", status, retry_after=told)
    visit = web.ask("/news").visit
    assert (visit.outcome, visit.status) == ("failed", status)
    # The answer came a moment after the round began: it is rounded up to a second.
    late = timedelta(0) if "2026" in told else timedelta(seconds=1)
    assert visit.wait_until == (NOW + wait + late if wait else None)
    assert ("wants no request before 2026-" in visit.reason) == (wait is not None)


def test_who_asked_us_to_wait_is_not_asked_before(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    waiting = Visit("news", f"{web.url}/news", NOW, "failed", "429", wait_until=NOW + timedelta(hours=1))
    skipped = web.ask("/news", waiting).visit
    assert (skipped.outcome, skipped.wait_until, web.asked) == ("skipped", waiting.wait_until, [])
    over = replace(waiting, wait_until=NOW)
    assert web.ask("/news", over).visit.outcome == "new"


def test_private_addresses_are_refused_unless_allowed(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    by_number = web.ask("/news", manners=Manners()).visit
    assert (by_number.outcome, web.asked) == ("failed", [])
    named = replace(web.source("/news"), url=web.url.replace("127.0.0.1", "localhost") + "/news")
    ((_, by_name),) = fetch_all([(named, None)], NOW, Manners())
    assert (
        by_number.reason == by_name.visit.reason == "leads to a private network, which allow_private does not name"
    )
    assert web.asked == []
    ((_, allowed),) = fetch_all([(named, None)], NOW, MANNERS)
    assert allowed.visit.outcome == "new"


def test_a_host_is_asked_one_by_one_at_its_pace(web: LoopbackWeb) -> None:
    paths = [f"/{number}" for number in range(4)]
    web.pages = {path: reply() for path in paths}
    asks = [(web.source(path), None) for path in paths]
    list(fetch_all(asks, NOW, replace(MANNERS, pace=0.1)))
    assert web.paths() == ["/robots.txt", *paths]
    assert all(later.at - earlier.at >= 0.09 for earlier, later in pairwise(web.asked))


def test_what_ends_without_an_answer_is_asked_once_more_at_its_hosts_pace(web: LoopbackWeb) -> None:
    def ends_at_first(_: Request, wire: BufferedIOBase) -> None:
        wire.write(reply() if web.paths().count("/news") > 1 else b"")

    web.pages["/news"] = ends_at_first
    assert web.ask("/news", manners=replace(MANNERS, pace=0.2)).visit.outcome == "new"
    assert web.paths() == ["/robots.txt", "/news", "/news"]
    assert all(later.at - earlier.at >= 0.19 for earlier, later in pairwise(web.asked))


def test_what_never_answers_is_not_asked_a_third_time(web: LoopbackWeb) -> None:
    web.pages["/news"] = b""
    visit = web.ask("/news", manners=replace(MANNERS, pace=0.2)).visit
    assert (visit.outcome, visit.reason) == ("failed", "the connection was closed without an answer")
    assert web.paths() == ["/robots.txt", "/news", "/news"]
    assert all(later.at - earlier.at >= 0.19 for earlier, later in pairwise(web.asked))


def test_the_pace_holds_from_one_round_to_the_next(web: LoopbackWeb) -> None:
    web.pages["/news"] = reply()
    memory = Memory()
    for _ in range(3):
        list(fetch_all([(web.source("/news"), None)], NOW, replace(MANNERS, pace=0.1), memory))
    assert web.paths() == ["/robots.txt", "/news", "/news", "/news"]
    assert all(later.at - earlier.at >= 0.09 for earlier, later in pairwise(web.asked))


def test_a_round_that_is_left_early_ends(web: LoopbackWeb) -> None:
    web.pages = {f"/{number}": reply() for number in range(50)}
    told: Iterator[object] = fetch_all([(web.source(path), None) for path in web.pages], NOW, MANNERS)
    next(told)
    told.close()  # type: ignore[attr-defined]
    seen = len(web.asked)
    assert seen < 40
    list(fetch_all([], NOW, MANNERS))
    assert len(web.asked) - seen <= 1


def test_a_slow_newsroom_holds_the_web_up_not_memory(web: LoopbackWeb) -> None:
    web.pages = {f"/{number}": reply() for number in range(12)}
    asks = [(web.source(path), None) for path in web.pages]
    answers = [answer for _, answer in fetch_all(asks, NOW, replace(MANNERS, at_once=2))]
    assert len(answers) == 12


def test_what_is_on_the_web_is_told_from_what_is_a_file() -> None:
    assert is_web("https://x.example/")
    assert is_web("HTTP://X.EXAMPLE")
    assert not any(is_web(path) for path in ("letters/", "file:///x", "C:/x", "http/x"))


def test_a_visit_says_where_it_was_led_for_good(web: LoopbackWeb) -> None:
    web.pages |= {"/old": reply(status=301, location="/older"), "/older": reply(status=308, location="/news")}
    web.pages["/news"] = reply()
    assert web.ask("/old").visit.moved_to == f"{web.url}/news"
    web.pages["/older"] = reply(status=302, location="/news")
    assert web.ask("/old").visit.moved_to is None
    assert web.ask("/news").visit.moved_to is None


def test_where_a_source_has_moved_for_days_it_is_asked_there(web: LoopbackWeb) -> None:
    web.pages |= {"/old": reply(status=301, location="/news"), "/news": reply()}
    first = web.ask("/old").visit
    assert (first.moved_to, first.moved_since) == (f"{web.url}/news", NOW)
    fresh = replace(first, at=NOW - timedelta(days=1), moved_since=NOW - timedelta(days=2))
    assert web.ask("/old", fresh).visit.moved_since == NOW - timedelta(days=2)
    held = replace(first, at=NOW - timedelta(hours=1), moved_since=NOW - timedelta(days=3))
    asked = web.paths().count("/old")
    again = web.ask("/old", held).visit
    assert web.paths().count("/old") == asked
    assert (again.url, again.moved_to, again.moved_since) == (held.url, held.moved_to, held.moved_since)


def test_a_source_that_fails_where_it_moved_to_is_asked_at_its_own_address_again(web: LoopbackWeb) -> None:
    web.pages |= {"/old": reply(), "/news": reply(status=404)}
    before = web.ask("/old").visit
    held = replace(before, moved_to=f"{web.url}/news", moved_since=before.at - timedelta(days=3))
    failed = web.ask("/old", held).visit
    assert failed.outcome == "failed" and failed.reason.endswith("(404), at " + web.url + "/news")
    assert web.ask("/old", failed).visit.outcome == "new"


def test_a_visit_that_brings_nothing_carries_on_which_feed_the_page_declared(web: LoopbackWeb) -> None:
    web.pages |= {"/news": reply(b"", 304), "/broken": reply(b"", 500)}
    last = replace(web.ask("/robots.txt").visit, etag='"a"', feed="https://harbour.example/feed")
    for path in ("/news", "/broken"):
        visit = web.ask(path, replace(last, url=web.url + path)).visit
        assert visit.feed == "https://harbour.example/feed"


def test_a_pause_is_told_when_nothing_comes_for_a_moment(web: LoopbackWeb) -> None:
    paused = threading.Event()

    def slow(_: Request, wire: BufferedIOBase) -> None:
        paused.wait(60)
        wire.write(reply(b"<rss/>"))

    web.pages = {"/slow": slow}
    told = fetch_with_pauses([(web.source("/slow"), None)], NOW, MANNERS)
    assert next(told) is None
    paused.set()
    assert [one[1].visit.outcome for one in told if one] == ["new"]


def test_a_web_of_more_hosts_than_a_process_may_have_files_is_asked(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (400, usual[1]))
        assert rounds._may_hold(700)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= 1000
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)
    # Where the system grants no more, each connection is closed when it has answered.
    monkeypatch.setattr(resource, "getrlimit", lambda _: (400, 400))
    assert not rounds._may_hold(700)
    web.pages["/news"] = web.pages["/more"] = reply()
    asks = [(web.source(path), None) for path in ("/news", "/more")]
    monkeypatch.setattr(rounds, "_OTHER_FILES", 1000)
    assert [answer.visit.outcome for _, answer in fetch_all(asks, NOW, MANNERS)] == ["new", "new"]


def test_a_host_of_too_many_sources_goes_on_in_the_next_round(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/{number}" for number in range(6)]
    web.pages |= dict.fromkeys(paths, reply())
    monkeypatch.setattr(rounds, "_LONGEST_ROUND", 0.5)
    slow = replace(MANNERS, pace=0.2)
    first = [(s, a.visit) for s, a in fetch_all([(web.source(path), None) for path in paths], NOW, slow)]
    left = {source.id for source, visit in first if visit.outcome == "skipped"}
    assert 0 < len(left) < 6
    assert all("left for the next gathering" in visit.reason for source, visit in first if source.id in left)
    (waits,) = {rhythm.due(source, [visit]).at for source, visit in first if source.id in left}
    assert waits == NOW
    second = [source.id for source, answer in fetch_all(first, NOW, slow) if answer.visit.outcome == "new"]
    assert set(second[: len(left)]) <= left
