"""Serves the demonstration press over HTTP on loopback: one outlet a folder, one day at a time.

    with serve(day=1) as press:
        press.url         # http://127.0.0.1:PORT
        press.day = 2     # the next morning

    python -m examples.press.server --port 8901     then POST /day/2 turns the day

Answers ETag and Last-Modified, and 304 to a request that has them.
"""

from __future__ import annotations

import argparse
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from examples.press import printing
from examples.press.layouts import letter
from examples.press.truth import DAYS, Outlet, gathered_at, outlets

ROBOTS = """User-agent: *
Disallow: /walled-courier/
Disallow: /*/search/
Allow: /
"""


@dataclass(frozen=True)
class Answer:
    """What the server says to one request."""

    status: int
    media_type: str
    body: bytes
    location: str | None = None


@dataclass
class Press:
    """The press as it is served. Setting `day` turns all outlets to that day at once."""

    url: str
    day: int

    def answer(self, path: str) -> Answer:
        """The answer to GET path, which may have a query: some outlets' addresses do."""
        if path == "/":
            return _page(_front(self))
        if path == "/robots.txt":
            return Answer(200, "text/plain; charset=utf-8", ROBOTS.encode())
        if path == "/day":
            return Answer(200, "text/plain; charset=utf-8", str(self.day).encode())
        name, _, rest = path[1:].partition("/")
        outlet = outlets().get(name)
        return self._of(outlet, rest) if outlet else _missing()

    def _of(self, outlet: Outlet, rest: str) -> Answer:
        bare = rest.split("?", 1)[0]
        if rest in (outlet.document, outlet.second):
            number = 1 if rest == outlet.document else 2
            media_type, body = printing.document(outlet, self.day, self.url, number)
            return Answer(printing.LAYOUTS[outlet.layout].status, media_type, body)
        if rest.startswith("img/") or rest == "favicon.svg":
            return Answer(200, "image/svg+xml", _picture(rest))
        if rest.startswith("click/"):
            return self._clicked(outlet, rest)
        if recording := re.fullmatch(r"(.*?)(?:audio)?\.(mp[34])", rest):
            # What can be heard and seen is silent, and there: letters look whether their links lead anywhere.
            media_type = "audio/mpeg" if recording[2] == "mp3" else "video/mp4"
            return Answer(200, media_type, b"") if outlet.piece(recording[1], self.day) else _missing()
        piece = outlet.piece(rest, self.day) or outlet.piece(bare, self.day)
        return _page(printing.article(outlet, piece, self.url)) if piece else _missing()

    def _clicked(self, outlet: Outlet, rest: str) -> Answer:
        """A letter's tracking link leads to its piece."""
        for piece in outlet.pieces:
            if letter.click_path(piece) == rest:
                return Answer(302, "text/plain", b"", location=f"{self.url}/{outlet.id}/{piece.path}")
        return _missing()


def _page(html: str) -> Answer:
    return Answer(200, "text/html; charset=utf-8", html.encode())


def _missing() -> Answer:
    return Answer(404, "text/html; charset=utf-8", b"<!DOCTYPE html><title>404</title><h1>Not found</h1>")


def _front(press: Press) -> str:
    rows = "\n".join(
        f'<tr><td><a href="{printing.address(outlet, press.url)}">{escape(outlet.name)}</a></td>'
        f"<td>{outlet.language}</td><td>{', '.join(outlet.places)}</td><td>{outlet.layout}</td></tr>"
        for outlet in outlets().values()
    )
    turns = "".join(f'<form method="post" action="/day/{day}"><button>day {day}</button></form>' for day in DAYS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Demonstration press</title>
<style>body{{font:1rem/1.5 system-ui,sans-serif;margin:2rem}}td{{padding:.1rem 1rem .1rem 0}}form{{display:inline}}
</style></head><body><h1>Demonstration press, day {press.day}</h1><p>Invented outlets, invented news.</p>
{turns}<table>{rows}</table></body></html>"""


def _picture(name: str) -> bytes:
    """A landscape of three bands, its colours and hills drawn from the name: the same name, the same picture."""
    seed = sha256(name.encode()).digest()
    hue, height, lean = seed[0] * 360 // 256, 150 + seed[1] // 2, seed[2]
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400" viewBox="0 0 640 400"
 preserveAspectRatio="xMidYMid slice">
<rect width="640" height="400" fill="hsl({hue} 45% 82%)"/>
<circle cx="{80 + lean * 2}" cy="{70 + seed[3] // 4}"
 r="{24 + seed[4] // 8}" fill="hsl({(hue + 40) % 360} 80% 92%)"/>
<path d="M0 {height} Q {160 + lean} {height - 90} 340 {height + 10} T 640 {height - 30} V400 H0Z"
 fill="hsl({(hue + 18) % 360} 35% 58%)"/>
<path d="M0 {height + 80} Q {420 - lean} {height + 10} 640 {height + 90} V400 H0Z" fill="hsl({hue} 40% 34%)"/>
</svg>""".encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    press: Press


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._say(self.server.press.answer(self.path))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        turned = re.fullmatch(r"/day/([123])", self.path)
        if not turned:
            self._say(_missing())
            return
        self.server.press.day = int(turned[1])
        self._say(Answer(303, "text/plain; charset=utf-8", turned[1].encode(), location="/"))

    def _say(self, answer: Answer) -> None:
        etag = f'"{sha256(answer.body).hexdigest()[:20]}"'
        changed = gathered_at(self.server.press.day) - timedelta(minutes=30)
        same = answer.status == 200 and self._has(etag, changed)
        body = b"" if same else answer.body
        self.send_response(304 if same else answer.status)
        if answer.status == 200:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
            self.send_header("Cache-Control", "no-cache")
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _has(self, etag: str, changed: datetime) -> bool:
        """Whether the asker already holds this body. An etag outweighs a date (RFC 9110)."""
        told = self.headers.get("If-None-Match")
        if told is not None:
            return etag in (part.strip().removeprefix("W/") for part in told.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and parsedate_to_datetime(since).astimezone(UTC) >= changed
        except ValueError:
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the demonstration prints its own account."""


@contextmanager
def serve(day: int = 1, port: int = 0) -> Iterator[Press]:
    """The press on 127.0.0.1 for the length of the block; port 0 takes any that is free."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.press = press = Press(f"http://127.0.0.1:{server.server_address[1]}", day)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    asked = argparse.ArgumentParser(description="Serve the demonstration press on loopback.")
    asked.add_argument("--port", type=int, default=8901, help="0 takes any free port")
    asked.add_argument("--day", type=int, choices=DAYS, default=1)
    told = asked.parse_args()
    with serve(told.day, told.port) as press:
        print(f"The press of day {press.day} is at {press.url} (Ctrl-C ends it)", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
