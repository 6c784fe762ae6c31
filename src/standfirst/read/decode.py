"""From bytes to text: which encoding a document is in."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# What browsers do: the labels on the left are used for texts that in truth are in the larger set on the right.
_LARGER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})["']""")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_PROLOGUE = 4096
_SAMPLE = 8192


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of a document and the encoding used. `declared` is the charset of the HTTP header.

    Order of belief: byte-order mark, header, the document's own declaration, strict UTF-8, chardet. A
    declaration that the bytes contradict is passed over; never raises.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace"), encoding
    as_utf8 = _strictly(body, "utf-8")
    if as_utf8 is not None and not _two_bytes_each(body):
        return as_utf8, "utf-8"
    for label in (declared, _own_declaration(body)):
        named = _known(label)
        if named and (text := _mostly(body, named)) is not None:
            return text, named
    guessed = _guessed(body)
    return body.decode(guessed, "replace"), guessed


def _two_bytes_each(body: bytes) -> bool:
    # UTF-16 without a mark is valid UTF-8 full of NULs.
    return b"\0" in body[:200] and body[:200].count(b"\0") > len(body[:200]) // 4


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _mostly(body: bytes, encoding: str) -> str | None:
    """The text if at most one character in two hundred beyond ASCII cannot be decoded."""
    if (text := _strictly(body, encoding)) is not None:
        return text
    text = body.decode(encoding, "replace")
    beyond = len(_NON_ASCII.findall(body))
    return text if text.count("\ufffd") * 200 <= beyond + 600 else None


def _own_declaration(body: bytes) -> str | None:
    head = body[:_PROLOGUE]
    found = _XML.search(head) or _META.search(head)
    return found[1].decode("ascii") if found else None


def _known(label: str | None) -> str | None:
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return None
    # codecs also knows rot13, base64 and the like, which are no encodings of text.
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "undefined"):
        return None
    return _LARGER.get(info.name, info.name)


def _guessed(body: bytes) -> str:
    if _two_bytes_each(body):
        return "utf-16-le" if body[:200:2].count(0) < body[1:200:2].count(0) else "utf-16-be"
    found = _NON_ASCII.search(body)
    start = max(0, found.start() - 200) if found else 0
    beyond = b" ".join(re.findall(rb"[^<>]*[\x80-\xff][^<>]*", body[start : start + 20 * _SAMPLE]))
    import chardet  # slow to load and rarely asked

    answer = chardet.detect(beyond[:_SAMPLE] or body[:_SAMPLE])["encoding"]
    return _known(answer) or "cp1252"
