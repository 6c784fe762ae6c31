"""Bodies within bounds: so many bytes as sent, so many when unpacked."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli
from aiohttp import ClientResponse

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKINGS = "gzip, deflate, br, zstd"
"""What may be asked for, as Accept-Encoding says it."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 64 << 10
# Servers that pack what is packed already do it once too often, not three times.
_MOST_LAYERS = 3
# Behind each piece the rest is copied: a body of half a million empty ones would hold everybody up for minutes.
_MOST_PIECES = 200
# What RFC 9659 lets a server demand of memory: a frame may name a window of gigabytes.
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
_SPOILT = "the document is packed and cannot be unpacked"
_CUT = "the document is packed and breaks off before its end"


class BadBody(ValueError):
    """The body is too large or cannot be unpacked; the message ends a sentence."""


class TooLarge(BadBody):
    """The body is too large, as sent or when unpacked."""

    def __init__(self, most: int, when: str = "") -> None:
        super().__init__(f"the document is larger than {in_words(most)}{when}")


async def received(response: ClientResponse, most: int, *, cut: bool = False) -> bytes:
    """The body as sent. TooLarge as soon as it is larger than `most` bytes, or its beginning where `cut`."""
    if (response.content_length or 0) > most and not cut:
        raise TooLarge(most)
    parts, size = [], 0
    async for part in response.content.iter_chunked(_CHUNK):
        size += len(part)
        parts.append(part)
        if size > most:
            if cut:
                break
            raise TooLarge(most)
    return b"".join(parts)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its Content-Encoding, at most `most` bytes. What is not packed, whatever its header
    says, stays as it is; a packed file (a sitemap's .xml.gz) is unpacked too."""
    packings = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    for name in reversed(packings[-_MOST_LAYERS:]):
        body = _without(body, name, most)
    if len(packings) > _MOST_LAYERS:
        raise BadBody(f"the document is packed {len(packings)} times over")
    return _members(body, most) if body.startswith(_GZIP) else body


def _without(body: bytes, packing: str, most: int) -> bytes:
    if not body or packing in ("identity", "none"):
        return body
    if body.startswith(_GZIP):
        return _members(body, most)
    if body.startswith(_ZSTD):
        return _pieces(body, _ZSTD, lambda: zstd.ZstdDecompressor(options=_ZSTD_WINDOW), most)
    if "deflate" in packing:
        return _deflated(body, most)
    if packing == "br":
        return _brotli(body, most)
    if packing in ("compress", "x-compress"):
        raise BadBody(f"the document is packed by {packing}, which was not asked for")
    return body


def _members(body: bytes, most: int) -> bytes:
    return _pieces(body, _GZIP, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), most)


def _pieces(body: bytes, mark: bytes, opened: Callable[[], Any], most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body.startswith(mark):
        if len(parts) == _MOST_PIECES:
            raise BadBody(f"the document is packed in more than {_MOST_PIECES} pieces")
        part, body = _streamed(body, opened(), most)
        parts.append(part)
        size += len(part)
        _check(size > most, False, most)
    return b"".join(parts)


def _streamed(body: bytes, stream: Any, most: int) -> tuple[bytes, bytes]:
    """What one packed stream holds, and the bytes behind it."""
    try:
        # One byte more than allowed tells a body that fills its bound from one that breaks it.
        whole = stream.decompress(body, most + 1)
    except (zlib.error, zstd.ZstdError):
        raise BadBody(_SPOILT) from None
    _check(len(whole) > most, not stream.eof, most)
    return whole, stream.unused_data


def _brotli(body: bytes, most: int) -> bytes:
    stream, parts, size = brotli.Decompressor(), [], 0
    try:
        part = stream.process(body, output_buffer_limit=_CHUNK)
        while part and size <= most:
            parts.append(part)
            size += len(part)
            part = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error:
        # Brotli has no mark of its own to know it by: what begins as text does is not packed, as some say of it.
        if body.lstrip()[:1] in (b"<", b"{", b"\xef"):
            return body
        raise BadBody(_SPOILT) from None
    _check(size > most, not stream.is_finished(), most)
    return b"".join(parts)


def _deflated(body: bytes, most: int) -> bytes:
    # The standard says zlib's wrapping, some servers send none.
    try:
        return _streamed(body, zlib.decompressobj(zlib.MAX_WBITS), most)[0]
    except BadBody as wrapped:
        try:
            return _streamed(body, zlib.decompressobj(-zlib.MAX_WBITS), most)[0]
        except BadBody:
            if "larger" in str(wrapped):
                raise wrapped from None
            return body


def _check(larger: bool, cut: bool, most: int) -> None:
    if larger:
        raise TooLarge(most, " when unpacked")
    if cut:
        raise BadBody(_CUT)


def in_words(most: int) -> str:
    return f"{most / (1 << 20):g} MB" if most >= 1 << 20 else f"{most} bytes"
