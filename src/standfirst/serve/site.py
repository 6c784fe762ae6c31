"""A small web server for the published site: files of one folder, the readers' pages, the door at which hubs bring
news.

Any other web server can serve the same folder, and pass on what comes to /readers/ and /push/.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from socket import socket
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from standfirst.model import NOTHING
from standfirst.newsroom.pushing import MOST_BYTES, Endpoint
from standfirst.render import hosting
from standfirst.serve import readers

PUSH = "/push/"
READERS = "/readers/"
_LONGEST_PATH = 255
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    **{f".{suffix}": media_type for suffix, media_type in hosting.MEDIA_TYPES.items()},
}


class _Hurried(RawIOBase):
    """What a client says, for so many seconds in all: who says a byte now and then is not waited for either."""

    def __init__(self, connection: socket, pause: float, seconds: float) -> None:
        super().__init__()
        self._connection, self._pause, self._until = connection, pause, time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(min(left, self._pause))
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(self._pause)


class _Server(ThreadingHTTPServer):
    """Logs a fault in one line without the client's address: readers' addresses are kept nowhere."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        fault = sys.exc_info()[1]
        # Who went away before the answer did nothing wrong, and neither did we.
        if not isinstance(fault, ConnectionError):
            print(f"standfirst: a request was not answered: {type(fault).__name__}", file=sys.stderr, flush=True)


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD from a folder, with the media types of our renditions and no listing of folders."""

    server_version = "standfirst"
    # Who begins to say something and does not go on is not waited for.
    timeout = 30
    # Nor for longer than this for all of a request.
    patience = 120
    extensions_map = MEDIA_TYPES
    # Set before any request: even the answer to nonsense that is no request looks at the path.
    path = "/"

    def __init__(
        self, *args: Any, pushes: Endpoint | None = None, desk: readers.Desk | None = None, **kwargs: Any
    ) -> None:
        self._pushes, self._desk = pushes, desk
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.rfile = BufferedReader(_Hurried(self.connection, self.timeout, self.patience))

    def version_string(self) -> str:
        """Without the version of Python, which concerns nobody."""
        return self.server_version

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        try:
            path = unquote(urlsplit(self.path).path)
            # No name of a file is longer, nor is any address of ours.
            sound = "\0" not in path and len(path.encode(errors="replace")) <= _LONGEST_PATH
        except ValueError:
            sound = False
        if not sound:
            self.path = "/"
            self.send_error(HTTPStatus.BAD_REQUEST)
        return sound

    def do_HEAD(self) -> None:
        if not self._at_the_desk(b""):
            super().do_HEAD()

    def do_GET(self) -> None:
        if self._at_the_desk(b""):
            return None
        if self._desk is not None and urlsplit(self.path).path == READERS.rstrip("/"):
            return self._lead_to_the_desk()
        token, query = self._push()
        if self._pushes is None or token is None:
            return super().do_GET()
        challenge = self._pushes.verified(token, query)
        if challenge is None:
            return self.send_error(HTTPStatus.NOT_FOUND)
        # As plain text: what is echoed here may come from anybody.
        return self._say(HTTPStatus.OK, challenge.encode())

    def do_POST(self) -> None:
        if self._desk is not None and self.path.startswith(READERS):
            if (body := self._body(readers.MOST_BYTES)) is not None:
                self._at_the_desk(body)
            return None
        token, _ = self._push()
        if self._pushes is None or token is None:
            return self._say(HTTPStatus.METHOD_NOT_ALLOWED)
        known = self._pushes.expected(token)
        if known is None:
            # Nothing is read of who brings news to an address that is nobody's.
            return self._say(HTTPStatus.NOT_FOUND)
        if (body := self._body(MOST_BYTES)) is not None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, happened = self._pushes.received(known, headers, body)
            print(happened, file=sys.stderr, flush=True)
            self._say(HTTPStatus(status))
        return None

    def _body(self, most: int) -> bytes | None:
        """The body of a request that says how long it is, and is not too long; any other has been answered."""
        told = self.headers.get("Content-Length", "")
        if not (told.isascii() and told.isdigit()):
            self._say(HTTPStatus.LENGTH_REQUIRED)
        elif len(told) > 9 or int(told) > most:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            return self.rfile.read(int(told))
        return None

    def _at_the_desk(self, body: bytes) -> bool:
        """Whether the readers' desk has answered."""
        parts = urlsplit(self.path)
        if self._desk is None or not parts.path.startswith(READERS):
            return False
        try:
            fields = readers.fields_of(parts.query, body.decode("utf-8", "replace"))
        except ValueError:
            fields = {}
        accepted = self.headers.get("Accept-Language", "")
        path = parts.path.removeprefix(READERS)
        answer = self._desk.answer(self.command, path, fields, accepted, self._client())
        self._send(answer.status, answer.body, ".html", {"Cache-Control": "no-store"})
        return True

    def _lead_to_the_desk(self) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"{READERS.strip('/')}/?{urlsplit(self.path).query}".rstrip("?"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _client(self) -> str:
        """The client's address: that of the connection or, where a web server on this machine passes requests on,
        the one it names."""
        direct = str(self.client_address[0])
        # The last one is the web server's; what stands before it came from outside.
        told: str = ",".join(self.headers.get_all("X-Forwarded-For", ())).rpartition(",")[2].strip()
        return told if told and direct in ("127.0.0.1", "::1") else direct

    def _push(self) -> tuple[str | None, str]:
        path, _, query = self.path.partition("?")
        return (path.removeprefix(PUSH) if path.startswith(PUSH) else None), query

    def _say(self, status: HTTPStatus, body: bytes = b"") -> None:
        # The rest of a request that was not read must not be taken for the next one.
        self.close_connection = True
        self._send(status, body, ".txt")

    def _send(self, status: int, body: bytes, suffix: str, headers: Mapping[str, str] = NOTHING) -> None:
        """An answer that is no file, of the media type of a suffix."""
        self.send_response(status)
        told = {"Content-Type": MEDIA_TYPES[suffix], "Content-Length": str(len(body)), **headers}
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        searches = path.endswith("/search.html") or path.startswith("/pagefind/")
        policy = {"Content-Security-Policy": hosting.SEARCHING} if searches else {}
        for name, value in (hosting.SAFE | policy).items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        """A folder without a front page is nothing to see."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        folder = Path(self.directory)
        own = folder / urlsplit(self.path).path.strip("/").partition("/")[0] / "404.html"
        page = own if own.is_file() and own.resolve().is_relative_to(folder.resolve()) else folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        return self._send(code, page.read_bytes(), ".html")

    def send_head(self) -> BytesIO | BinaryIO | None:
        # The standard handler follows links out of the folder; a published site has none to follow.
        if not Path(self.translate_path(self.path)).resolve().is_relative_to(Path(self.directory).resolve()):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def log_message(self, format: str, *args: object) -> None:
        """Readers' addresses are kept nowhere."""


def server(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8080,
    pushes: Endpoint | None = None,
    desk: readers.Desk | None = None,
) -> ThreadingHTTPServer:
    """A server of the folder, bound and ready for serve_forever(); port 0 takes any free one. What hubs bring to
    /push/ goes to `pushes`, what readers ask to `desk`.

    Raises OSError where the port cannot be had."""
    return _Server((host, port), partial(SiteHandler, directory=str(folder), pushes=pushes, desk=desk))
