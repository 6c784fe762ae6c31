"""Vectors from an embeddings API, on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from standfirst.fetch import FetchError, embeddings

Reply = tuple[int, bytes]


@contextmanager
def api(reply: Callable[[dict[str, Any]], Reply], asked: list[dict[str, Any]]) -> Iterator[str]:
    """An embeddings API that answers so; what it is asked is written down."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body | {"authorization": self.headers["Authorization"], "path": self.path})
            status, said = reply(body)
            self.send_response(status)
            if status == 307:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/embeddings"
        server.shutdown()


def lengths(body: dict[str, Any]) -> Reply:
    rows = [{"index": n, "embedding": [len(text), 1]} for n, text in enumerate(body["input"])]
    return 200, json.dumps({"data": rows[::-1]}).encode()


def test_each_text_gets_its_own_row_whatever_their_order_in_the_answer() -> None:
    asked: list[dict[str, Any]] = []
    with api(lengths, asked) as url:
        assert embeddings.encoder(url, "small", "secret")(["one", "three"]) == [[3.0, 1.0], [5.0, 1.0]]
    (request,) = asked
    assert (request["model"], request["authorization"]) == ("small", "Bearer secret")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ((500, b"out of\nmemory"), "answered 500: out of memory"),
        ((200, b"<html>"), "something else than embeddings"),
        ((200, b'{"data": [{"index": 0, "embedding": []}]}'), "1 embeddings for 1 texts"),
        ((200, b'{"data": []}'), "0 embeddings for 1 texts"),
        ((307, b""), "answered 307"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(reply: Reply, said: str) -> None:
    with api(lambda _: reply, []) as url, pytest.raises(FetchError, match=said):
        embeddings.encoder(url, "small", None)(["one"])


def test_an_api_that_is_not_there_is_said_in_a_sentence() -> None:
    with pytest.raises(FetchError, match="does not answer"):
        embeddings.encoder("http://127.0.0.1:9/v1/embeddings", "small", None)(["one"])
