"""Bodies within bounds: so many bytes as sent, so many when unpacked."""

from __future__ import annotations

import zlib

from aiohttp import ClientResponse

_GZIP = b"\x1f\x8b"
_CHUNK = 64 << 10


class BadBody(ValueError):
    """The body is too large or cannot be unpacked; the message ends a sentence."""


async def received(response: ClientResponse, most: int) -> bytes:
    """The body as sent. BadBody as soon as it is larger than `most` bytes."""
    if (response.content_length or 0) > most:
        raise BadBody(f"the document is larger than {_size(most)}")
    parts, size = [], 0
    async for part in response.content.iter_chunked(_CHUNK):
        size += len(part)
        if size > most:
            raise BadBody(f"the document is larger than {_size(most)}")
        parts.append(part)
    return b"".join(parts)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its Content-Encoding, at most `most` bytes. What is not packed, whatever its header
    says, stays as it is; a packed file (a sitemap's .xml.gz) is unpacked too."""
    if body.startswith(_GZIP):
        return _members(body, most)
    if "deflate" in encoding.lower() and body:
        return _deflated(body, most)
    if encoding.strip().lower() in ("br", "zstd", "compress", "x-compress"):
        raise BadBody(f"the document is packed by {encoding}, which was not asked for")
    return body


def _members(body: bytes, most: int) -> bytes:
    parts: list[bytes] = []
    room = most
    while body.startswith(_GZIP):
        part, body = _inflated(body, 16 + zlib.MAX_WBITS, room)
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def _deflated(body: bytes, most: int) -> bytes:
    # The standard says zlib's wrapping, some servers send none.
    try:
        return _inflated(body, zlib.MAX_WBITS, most)[0]
    except BadBody as wrapped:
        try:
            return _inflated(body, -zlib.MAX_WBITS, most)[0]
        except BadBody:
            if "larger" in str(wrapped):
                raise wrapped from None
            return body


def _inflated(body: bytes, window: int, most: int) -> tuple[bytes, bytes]:
    """What one packed stream holds, and the bytes behind it."""
    stream = zlib.decompressobj(window)
    try:
        # One byte more than allowed tells a body that fills its bound from one that breaks it.
        whole = stream.decompress(body, most + 1)
    except zlib.error:
        raise BadBody("the document is packed and cannot be unpacked") from None
    if len(whole) > most:
        raise BadBody(f"the document is larger than {_size(most)} when unpacked")
    if not stream.eof:
        raise BadBody("the document is packed and breaks off before its end")
    return whole, stream.unused_data


def _size(most: int) -> str:
    return f"{most / (1 << 20):g} MB" if most >= 1 << 20 else f"{most} bytes"
