"""A web on loopback that answers as it is told, well or badly, and writes down what it was asked."""

from __future__ import annotations

import contextlib
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BufferedIOBase
from pathlib import Path

from standfirst.fetch import Answer, Manners
from standfirst.fetch.rounds import fetch_all
from standfirst.model import Source, Visit

NOW = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
MANNERS = Manners(contact="ines@harbour.example", allow_private=("127.0.0.0/8",), pace=0.0)
NEWS = b"<html><h1>Ferry sails again</h1></html>"


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]
    at: float


Page = Callable[[Request, BufferedIOBase], object]


@dataclass
class LoopbackWeb:
    """Pages by path; a path that is not there is 404. `asked` are the requests in their order."""

    pages: dict[str, Page | bytes] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    url: str = ""

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def source(self, path: str, **fields: object) -> Source:
        return Source(id=path.strip("/") or "front", url=self.url + path, outlet="Harbour", **fields)  # type: ignore[arg-type]

    def ask(self, path: str, last: Visit | None = None, manners: Manners = MANNERS) -> Answer:
        """What a round of this one source gives."""
        ((_, answer),) = fetch_all([(self.source(path), last)], NOW, manners)
        return answer


def reply(body: bytes = NEWS, status: int = 200, **headers: str) -> bytes:
    """A whole answer; names of headers with underscores. `length` goes before the true length."""
    told = {"content_type": "text/html", "content_length": str(len(body)), "connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items() if value]
    return f"HTTP/1.1 {status} Told\r\n".encode() + "\r\n".join(lines).encode() + b"\r\n\r\n" + body


NOT_THERE = reply(b"nothing here", 404)


@contextmanager
def loopback(certificate: Path | None = None) -> Iterator[LoopbackWeb]:
    """A running web; by https where a certificate (with its key beside it) is given."""
    web = LoopbackWeb()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                request = _request(self.rfile)
                if request:
                    web.asked.append(request)
                    path = request.path.partition("?")[0]
                    _answer(
                        web.pages.get(path, NOT_THERE),
                        request,
                        self.wfile,
                    )

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

    with Server(("127.0.0.1", 0), Handler) as server:
        web.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}"
        if certificate:
            secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            secure.load_cert_chain(certificate, certificate.with_name("key.pem"))
            # The handshake is left to the thread of each request, or one bad client would hold up all.
            server.socket = secure.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield web
        server.shutdown()


def _request(wire: BufferedIOBase) -> Request | None:
    line = wire.readline(10_000).decode("latin-1").split()
    headers = {}
    while (header := wire.readline(10_000).decode("latin-1").strip()) and ":" in header:
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return Request(line[1], headers, time.monotonic()) if len(line) == 3 else None


def _answer(page: Page | bytes, request: Request, wire: BufferedIOBase) -> None:
    if isinstance(page, bytes):
        wire.write(page)
    else:
        page(request, wire)
