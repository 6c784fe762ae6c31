"""Vectors of texts from an embeddings API of the form that OpenAI's has."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from standfirst.fetch.answers import FetchError

_SECONDS = 60.0
_MOST_BYTES = 64 << 20


class _Straight(HTTPRedirectHandler):
    """A key is for the address it was given for."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = build_opener(_Straight)


def encoder(url: str, model: str, key: str | None) -> Callable[[Sequence[str]], list[list[float]]]:
    """A function from texts to rows of numbers, one a text, that asks the API at `url`. It raises FetchError."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"

    def encode(texts: Sequence[str]) -> list[list[float]]:
        body = json.dumps({"model": model, "input": list(texts)}).encode()
        return _rows(url, _answer(Request(url, body, headers)), len(texts))

    return encode


def _answer(request: Request) -> bytes:
    try:
        with _OPENER.open(request, timeout=_SECONDS) as answer:
            body: bytes = answer.read(_MOST_BYTES)
            return body
    except HTTPError as error:
        with error:
            said = error.read(300).decode("utf-8", "replace")
        raise FetchError(request.full_url, f"answered {error.code}: {' '.join(said.split())}") from None
    except OSError as error:
        raise FetchError(request.full_url, f"does not answer: {getattr(error, 'reason', error)}") from None


def _rows(url: str, body: bytes, count: int) -> list[list[float]]:
    try:
        told: list[dict[str, Any]] = json.loads(body)["data"]
        rows = [[float(x) for x in row["embedding"]] for row in sorted(told, key=lambda row: int(row["index"]))]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FetchError(url, "gave something else than embeddings") from None
    if len(rows) != count or len({len(row) for row in rows}) > 1 or not all(rows):
        raise FetchError(url, f"gave {len(rows)} embeddings for {count} texts, or some of another length")
    return rows
