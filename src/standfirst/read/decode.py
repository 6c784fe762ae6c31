"""From bytes to text: which encoding a document is in."""

from __future__ import annotations

import codecs
import re
import unicodedata

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
# What servers and tools name where nobody told them: believed only if the bytes do not speak against it.
_BY_DEFAULT = frozenset(("cp1252", "iso8859-15"))
# Answers that are none: the same letters otherwise, or encodings in which hardly a page was ever written.
_WESTERN = re.compile(
    r"(?:cp1252|iso8859-(?:1|3|10|14|15|16)|mac-(?!cyr|greek).*|cp(?:037|273|437|500|7\d\d|8(?!66|74)\d\d|1[01]\d\d)|hp.*|utf.*)\Z"
)
# Names of the web that Python does not know.
_NAMES = {
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "x-cp1251": "cp1251",
    "win-1251": "cp1251",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
}
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_SHIFTS = re.compile(rb"\x1b\$[@AB(]")
_FORMAT = frozenset("\r\n\t\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff")
_SPACE = frozenset(" \n\r<")
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
    if wide := two_bytes_each(body):
        return body.decode(wide, "replace"), wide
    if _SHIFTS.search(body) and (text := _strictly(body, "iso2022_jp_ext")) is not None:
        return text, "iso2022_jp_ext"
    if (text := _strictly(body, "utf-8")) is not None:
        return text, "utf-8"
    for label in (declared, _own_declaration(body)):
        named = _known(label)
        if named and (text := _mostly(body, named)) is not None:
            return _unless_default(body, text, named)
    guessed = _guessed(body) or "cp1252"
    return body.decode(guessed, "replace"), guessed


def two_bytes_each(body: bytes) -> str | None:
    """The byte order of a text in UTF-16 without a mark, None for what is none.

    Its spaces, ends of lines and markup have a zero in every other byte, in any script; and it is text."""
    head = body[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even == odd:
        return None
    encoding = "utf-16-le" if even < odd else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    strange = sum((unicodedata.category(c)[0] == "C" and c not in _FORMAT) or c == "\ufffd" for c in text)
    return encoding if strange * 100 <= len(text) and not _SPACE.isdisjoint(text) else None


def _unless_default(body: bytes, text: str, named: str) -> tuple[str, str]:
    """The text as named; as its bytes say where the name is one given by default and they are another script's."""
    if named in _BY_DEFAULT and (guessed := _guessed(body)) and not _WESTERN.match(guessed):
        meant = _strictly(body, guessed)
        return (text, named) if meant is None else (meant, guessed)
    return text, named


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
    label = label.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(_NAMES.get(label, label))
    except (LookupError, ValueError, UnicodeError):
        return None
    # codecs also knows rot13, base64 and the like, which are no encodings of text.
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "undefined"):
        return None
    return _LARGER.get(info.name, info.name)


def _guessed(body: bytes) -> str | None:
    found = _NON_ASCII.search(body)
    start = max(0, found.start() - 200) if found else 0
    beyond = b" ".join(re.findall(rb"[^<>]*[\x80-\xff][^<>]*", body[start : start + 20 * _SAMPLE]))
    import chardet  # slow to load and rarely asked

    return _known(chardet.detect(beyond[:_SAMPLE] or body[:_SAMPLE])["encoding"])
