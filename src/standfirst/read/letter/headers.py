"""Letters as messages, and what their headers say."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message

from standfirst.model import tidy
from standfirst.read.decode import decode

LONGEST, MOST_FIELDS, MOST_PARTS = 3_000_000, 2_000, 2_000
CUT = f"longer than {LONGEST:,} bytes, {MOST_FIELDS:,} fields or {MOST_PARTS:,} parts; the rest is not read"
_BLANK = re.compile(rb"\r?\n\r?\n")
_PARTED = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


def message_of(body: bytes) -> tuple[Message, bool]:
    """The message that some bytes are, and whether that is all of them: a field or a part takes hundreds of bytes
    of memory, be it empty, so no more of them are read than letters have."""
    blank = _BLANK.search(body, 0, LONGEST)
    head, rest = (body[: blank.start()], body[blank.start() : LONGEST]) if blank else (body[:LONGEST], b"")
    fields = head.split(b"\n", MOST_FIELDS)[:MOST_FIELDS]
    parts = rest.split(b"\n--", MOST_PARTS)[:MOST_PARTS] if _PARTED.search(head) else [rest]
    read = b"\n".join(fields) + b"\n--".join(parts)
    return message_from_bytes(read, policy=policy.compat32), len(read) == len(body)


def subject(message: Message) -> str | None:
    """The subject of a letter, in words; None where there is none."""
    value = raw(message, "subject")
    return None if value is None else in_words(message, value)


def raw(message: Message, wanted: str) -> str | None:
    """The first header of that name as it stands."""
    return next((value for name, value in message.raw_items() if name.lower() == wanted), None)


def in_words(message: Message, raw: str) -> str | None:
    """A value of a header with its encoded words decoded."""
    if not raw.isascii() or "\x1b" in raw:  # bytes as they came, which do not say what they are in
        return tidy(decode(raw.encode("utf-8", "surrogateescape"), _encoding(message))[0]) or None
    try:
        return tidy(str(make_header(decode_header(raw)))) or None
    except (LookupError, ValueError):  # a charset nobody knows
        return tidy(raw) or None


def _encoding(message: Message) -> str | None:
    """What the first text of a letter beyond ASCII is in."""
    for part in message.walk():
        payload = part.get_payload(decode=True) if part.get_content_maintype() == "text" else None
        if isinstance(payload, bytes) and not payload.isascii():
            return decode(payload, charset_of(part))[1]
    return None


def charset_of(part: Message) -> str | None:
    """The charset that a part says it is in."""
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None
