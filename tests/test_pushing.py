"""News that a hub brings: a real hub on loopback, asked by `gather` and received by what `serve` runs."""

from __future__ import annotations

import hmac
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from standfirst import config, drift, newsroom
from standfirst.cli import main
from standfirst.model import Subscription, Visit
from standfirst.newsroom.pushing import Endpoint
from standfirst.serve import server
from standfirst.store import Store, items, open_store, subscriptions, visits
from tests.fetch.web import NOW, LoopbackWeb, loopback, reply
from tests.test_hostile_news import entries

Captured = pytest.CaptureFixture[str]
HOUR = timedelta(hours=1)


@dataclass
class Hub:
    """Takes subscriptions, asks whether they were meant, and brings what is published."""

    url: str = ""
    lease: int = 864000
    refuses: bool = False
    breaks: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    agreed: dict[str, dict[str, str]] = field(default_factory=dict)
    answered: list[tuple[int, bytes]] = field(default_factory=list)

    def verify(self, form: dict[str, str], challenge: str = "tide-&-moor") -> None:
        told = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": challenge}
        if form["hub.mode"] == "subscribe":
            told["hub.lease_seconds"] = str(self.lease)
        status, body = called("GET", f"{form['hub.callback']}?{urlencode(told)}")
        self.answered.append((status, body))
        if status == 200 and body == challenge.encode():
            if form["hub.mode"] == "subscribe":
                self.agreed[form["hub.callback"]] = form
            else:
                self.agreed.pop(form["hub.callback"], None)

    def publish(self, body: bytes, method: str = "sha256", secret: str | None = None) -> int:
        ((callback, form),) = self.agreed.items()
        digest = hmac.new((secret or form["hub.secret"]).encode(), body, method).hexdigest()
        headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": f"{method}={digest}"}
        return called("POST", callback, body, headers)[0]


def called(
    method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request(method, f"{parts.path}?{parts.query}", body, headers or {})
    response = connection.getresponse()
    return response.status, response.read()


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            hub.asked.append(form)
            if not hub.refuses:
                # Within the request, as some do: whoever asks must be ready for it.
                hub.verify(form)
            self.send_response(500 if hub.refuses or hub.breaks else 202)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        hub.url = f"http://127.0.0.1:{running.server_address[1]}/"
        yield hub
        running.shutdown()


def feed(numbers: range, hub: Hub | None = None, topic: str = "") -> bytes:
    links = f'<a:link rel="hub" href="{hub.url}"/><a:link rel="self" href="{topic}"/>' if hub else ""
    told = f"<channel><title>Quay</title>{links}{entries(numbers)}</channel>"
    return f'<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom">{told}</rss>'.encode()


@dataclass
class Desk:
    """A newsroom with one source that has a hub, its archive, and its server."""

    file: Path
    archive: Store
    web: LoopbackWeb
    hub: Hub
    now: datetime = NOW

    @property
    def room(self) -> config.Newsroom:
        return config.load(self.file)

    def gather(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        assert main(["gather", "--now", self.now.isoformat(), "--config", str(self.file)]) == 0

    def asked(self) -> int:
        return self.web.paths().count("/feed")

    def subscription(self) -> Subscription:
        return subscriptions.current(self.archive)[-1]

    def last(self) -> Visit:
        found = visits.last(self.archive, "quay")
        assert found
        return found


@pytest.fixture
def desk(tmp_path: Path, hub: Hub) -> Iterator[Desk]:
    file = tmp_path / "standfirst.toml"
    (tmp_path / "site").mkdir()
    with loopback() as web, open_store(tmp_path / "standfirst.db") as archive:
        web.pages["/feed"] = reply(feed(range(10), hub, f"{web.url}/feed"), content_type="application/rss+xml")
        desk = Desk(file, archive, web, hub)
        endpoint = Endpoint(archive, lambda: config.load(file), lambda: desk.now)
        running = server(tmp_path / "site", port=0, pushes=endpoint)
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        push = f"http://127.0.0.1:{running.server_address[1]}/push"
        file.write_text(
            f'[newsroom]\ntitle = "Quays"\nurl = "https://quays.example/"\npace = 0\npush = "{push}"\n'
            f'allow_private = ["127.0.0.0/8"]\n\n[[source]]\nid = "quay"\nurl = "{web.url}/feed"\n',
            "utf-8",
        )
        yield desk
        running.shutdown()
        running.server_close()


def test_a_gathering_asks_the_hub_and_the_hub_learns_that_it_was_meant(desk: Desk) -> None:
    desk.gather()
    (form,) = desk.hub.asked
    assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", f"{desk.web.url}/feed")
    assert len(form["hub.callback"].rsplit("/", 1)[1]) >= 32
    assert len(form["hub.secret"]) >= 40
    assert desk.hub.answered == [(200, b"tide-&-moor")]
    known = desk.subscription()
    assert (known.state, known.until) == ("agreed", NOW + timedelta(days=10))
    desk.gather(HOUR)
    assert len(desk.hub.asked) == 1


def test_a_hub_that_agreed_and_then_broke_has_agreed(desk: Desk) -> None:
    desk.hub.breaks = True
    desk.gather()
    assert desk.subscription().state == "agreed"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_the_hub_brings_is_kept_as_a_visit(desk: Desk, method: str, capsys: Captured) -> None:
    desk.gather()
    desk.now += HOUR
    assert desk.hub.publish(feed(range(8, 12)), method) == 202
    assert "its hub brought 2 new items of quay" in capsys.readouterr().err
    visit = desk.last()
    assert (visit.pushed, visit.outcome, visit.items, visit.new_items) == (True, "new", 4, 2)
    assert (visit.reason, visit.at, visit.url) == ("was brought by its hub", desk.now, f"{desk.web.url}/feed")
    assert len(items.between(desk.archive, NOW, NOW + 2 * HOUR)) == 12
    assert desk.hub.publish(feed(range(8, 12)), method) == 202
    assert desk.last().new_items == 0


def test_whoever_cannot_sign_brings_nothing(desk: Desk) -> None:
    desk.gather()
    callback = desk.hub.asked[0]["hub.callback"]
    assert desk.hub.publish(feed(range(50, 60)), secret="guessed") == 202
    for signature in ("", "sha256=", "md5=abc", "sha256=ü", "nothing"):
        headers = {"X-Hub-Signature": signature.encode().decode("latin-1")}
        assert called("POST", callback, feed(range(50, 60)), headers)[0] == 202
    assert called("POST", f"{callback}x", feed(range(50, 60)))[0] == 404
    with socket.create_connection(("127.0.0.1", urlsplit(callback).port), timeout=30) as line:
        line.sendall(f"POST {urlsplit(callback).path}x HTTP/1.0\r\nContent-Length: 8000000\r\n\r\n".encode())
        assert b" 404 " in line.recv(64), "answered before anything is read"
    assert called("POST", callback, b"", {"Content-Length": "99999999999"})[0] == 413
    assert not desk.last().pushed
    assert len(items.between(desk.archive, NOW, NOW + HOUR)) == 10


@pytest.mark.parametrize(
    "told",
    [
        {"hub.mode": "subscribe", "hub.topic": "https://moor.example/other", "hub.challenge": "a"},
        {"hub.mode": "unsubscribe", "hub.topic": "TOPIC", "hub.challenge": "a"},
        {"hub.mode": "subscribe", "hub.topic": "TOPIC"},
        {"hub.mode": "publish", "hub.topic": "TOPIC", "hub.challenge": "a"},
        {},
    ],
)
def test_what_nobody_asked_for_is_not_confirmed(desk: Desk, told: dict[str, str]) -> None:
    desk.gather()
    query = urlencode({name: value.replace("TOPIC", f"{desk.web.url}/feed") for name, value in told.items()})
    assert called("GET", f"{desk.hub.asked[0]['hub.callback']}?{query}")[0] == 404
    assert called("GET", f"{desk.hub.asked[0]['hub.callback']}x?{query}")[0] == 404
    assert desk.subscription().state == "agreed"


def test_a_source_whose_hub_brings_its_news_is_asked_once_a_day(desk: Desk) -> None:
    desk.gather()
    assert desk.asked() == 1
    for hour in range(1, 24):
        desk.now = NOW + hour * HOUR
        assert desk.hub.publish(feed(range(hour + 10))) == 202
    ((_, due),) = newsroom.dues(desk.room, desk.archive, desk.now)
    assert due.reason == "its hub brings its news, until 2026-03-15 07:30 UTC"
    desk.gather(timedelta(minutes=-30))
    assert desk.asked() == 1
    desk.gather(HOUR)
    assert desk.asked() == 2
    assert drift.of_visits("quay", visits.of(desk.archive, "quay")) == ()


def test_a_lease_is_renewed_before_it_ends(desk: Desk) -> None:
    desk.gather()
    desk.gather(timedelta(days=7))
    assert len(desk.hub.asked) == 1
    desk.gather(timedelta(days=1, hours=1))
    first, second = desk.hub.asked
    assert (second["hub.callback"], second["hub.secret"]) == (first["hub.callback"], first["hub.secret"])
    assert desk.subscription().until == desk.now + timedelta(days=10)


def test_when_a_lease_lapses_the_source_is_asked_as_ever(desk: Desk, capsys: Captured) -> None:
    desk.gather()
    desk.now += HOUR
    desk.hub.publish(feed(range(11)))
    desk.hub.refuses = True
    desk.gather(timedelta(days=8, hours=12))
    assert "the hub of quay: " in capsys.readouterr().err
    assert desk.subscription().state == "failed"
    desk.gather(HOUR)
    assert len(desk.hub.asked) == 2
    desk.gather(timedelta(days=2))
    assert len(desk.hub.asked) == 3
    ((_, due),) = newsroom.dues(desk.room, desk.archive, desk.now)
    assert "hub" not in due.reason
    desk.hub.refuses = False
    desk.gather(timedelta(days=2))
    assert desk.subscription().state == "agreed"


def test_a_hub_that_refuses_is_left_alone_for_a_week(desk: Desk) -> None:
    desk.gather()
    callback = desk.hub.asked[0]["hub.callback"]
    denied = urlencode({"hub.mode": "denied", "hub.topic": f"{desk.web.url}/feed", "hub.reason": "no"})
    assert called("GET", f"{callback}?{denied}")[0] == 200
    assert (desk.subscription().state, desk.subscription().until) == ("refused", None)
    assert desk.hub.publish(feed(range(12))) == 410
    desk.gather(timedelta(days=6))
    assert len(desk.hub.asked) == 1
    desk.gather(timedelta(days=2))
    assert len(desk.hub.asked) == 2


def without_source(text: str) -> str:
    return text.partition("[[source]]")[0]


def with_another_url(text: str) -> str:
    return text.replace("/feed", "/other")


@pytest.mark.parametrize("change", [without_source, with_another_url])
def test_a_source_that_has_gone_or_changed_is_signed_off(desk: Desk, change: Callable[[str], str]) -> None:
    desk.gather()
    desk.file.write_text(change(desk.file.read_text("utf-8")), "utf-8")
    desk.gather(HOUR)
    assert [form["hub.mode"] for form in desk.hub.asked] == ["subscribe", "unsubscribe"]
    assert (desk.subscription().state, desk.hub.agreed) == ("left", {})
    callback = desk.hub.asked[0]["hub.callback"]
    assert called("POST", callback, feed(range(12)))[0] == 410


def test_without_a_public_address_no_hub_is_asked(desk: Desk) -> None:
    text = desk.file.read_text("utf-8")
    desk.file.write_text("\n".join(line for line in text.splitlines() if not line.startswith("push")), "utf-8")
    desk.gather()
    assert (desk.hub.asked, desk.last().hub) == ([], desk.hub.url)


def test_a_hub_may_be_named_by_headers_and_gets_no_way_into_a_private_network(
    desk: Desk, capsys: Captured
) -> None:
    links = '<http://10.9.8.7/hub>; rel="hub", </feed>; rel=self'
    desk.web.pages["/feed"] = reply(feed(range(10)), content_type="application/rss+xml", link=links)
    desk.gather()
    assert (desk.last().hub, desk.last().topic) == ("http://10.9.8.7/hub", f"{desk.web.url}/feed")
    assert "leads to a private network" in capsys.readouterr().err


def test_a_hub_whose_address_is_none_is_told_of(desk: Desk, capsys: Captured) -> None:
    links = '<http://harbour.example:99999/hub>; rel="hub"'
    desk.web.pages["/feed"] = reply(feed(range(10)), content_type="application/rss+xml", link=links)
    desk.gather()
    told = capsys.readouterr()
    assert "http://harbour.example:99999/hub: is no address" in told.err
    assert "10 new items from 1 source" in told.out


def test_a_hub_that_is_down_is_asked_for_three_sources_and_no_more(desk: Desk) -> None:
    sources = "".join(f'[[source]]\nid = "{n}"\nurl = "{desk.web.url}/feed{n}"\n\n' for n in range(6))
    with desk.file.open("a", encoding="utf-8") as file:
        file.write(sources)
    for n in range(6):
        body = feed(range(5), desk.hub, f"{desk.web.url}/feed{n}")
        desk.web.pages[f"/feed{n}"] = reply(body, content_type="application/rss+xml")
    desk.hub.refuses = True
    desk.gather()
    assert len(desk.hub.asked) == 3
    desk.gather(HOUR)
    assert len({form["hub.topic"] for form in desk.hub.asked}) == 6
