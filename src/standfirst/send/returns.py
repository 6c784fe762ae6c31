"""What comes back: bounces (RFC 3464, and odd ones that no RFC foresaw), complaints (RFC 5965), wishes to leave.

Readers are known by the tags in the addresses that letters bear, which nobody else can make; an address found in
the text of a bounce is never believed.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Literal

from standfirst import tokens

Kind = Literal["hard", "soft", "complaint", "leave", "other"]

_TAG = re.compile(rb"\+(leave-)?([a-z2-7]{16}-[a-z2-7]{16})@", re.IGNORECASE)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
# Codes that say nothing against the address itself (RFC 3463): 4.*, its mailbox is full (5.2.2), the letter is too
# long (5.2.3), it was tried for too long (5.4.7); faults of the system (5.3), the protocol (5.5), the content
# (5.6) or our signature (5.7).
_PASSING = re.compile(r"4\.|5\.2\.[23]$|5\.4\.7$|5\.[3567]\.")
# How servers that follow no RFC say that there is no such address.
_GONE = re.compile(
    r"user (is )?unknown|unknown user|no such (user|mailbox|recipient|address)|does(n't| not) exist|"
    r"(mailbox|account|recipient|user|address) (is )?(unavailable|disabled|inactive|not found|rejected)|"
    r"couldn't find any host|no mailbox here",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"(over|exceed\w{0,5}|out of) (the |its |his |her )?(quota|storage)|(mailbox|quota) (is )?(full|exceeded)",
    re.IGNORECASE,
)
# Below such a line stands a copy of our letter: its words say nothing about why it came back.
_COPY = re.compile(r"(?m)^-+ ?(?:Below this line|This is a copy|Original message|Returned message)")
_MOST_TEXT = 64 << 10


@dataclass(frozen=True, slots=True)
class Returned:
    """One letter that came back: of which kind, from which reader (None where no tag says), with what status
    ("5.1.1", "" where it names none)."""

    kind: Kind
    reader_id: str | None = None
    status: str = ""


def understood(raw: bytes, secret: bytes) -> Returned:
    """What a letter in the returns' mailbox means."""
    try:
        return _understood(raw, secret)
    except RecursionError:
        # Nobody's server packs letters into letters a thousand times over.
        return Returned("other")


def _understood(raw: bytes, secret: bytes) -> Returned:
    mail = message_from_bytes(raw)
    leave = _addressed(mail, secret, "leave")
    if leave and not _is_automatic(mail):
        return Returned("leave", leave)
    told = _report(mail)
    if told is None and _is_from_a_server(mail):
        told = _unforeseen(mail)
    if told is None:
        return Returned("other")
    kind, status = told
    bodies = (raw, *map(_decoded, mail.walk()))
    anywhere = (reader for body in bodies for reader, _ in _tagged(body, secret))
    reader = _addressed(mail, secret, "bounce") or next(anywhere, None)
    return Returned(kind, reader, status) if kind != "other" else Returned("other")


def kind_of(status: str) -> Literal["hard", "soft"]:
    """Whether a status means that letters come back for good, or for the time being; "" means for good."""
    return "soft" if _PASSING.match(status) else "hard"


def status_in(text: str) -> str:
    """The enhanced status (RFC 3463) that a text names first, "" where it names none."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def _addressed(mail: Message, secret: bytes, purpose: Literal["bounce", "leave"]) -> str | None:
    """The reader whose tag is in an address that the letter was sent to."""
    values = (str(value) for name in _TO for value in mail.get_all(name, []))
    told = (found for value in values for found in _tagged(value.encode("utf-8", "replace"), secret))
    return next((reader for reader, meant in told if meant == purpose), None)


def _tagged(raw: bytes, secret: bytes) -> Iterator[tuple[str, Literal["bounce", "leave"]]]:
    """The readers whose tags are there, and what for."""
    for leave, tag in _TAG.findall(raw):
        purpose: Literal["bounce", "leave"] = "leave" if leave else "bounce"
        if reader := tokens.tagged(secret, purpose, tag.decode()):
            yield reader, purpose


def _report(mail: Message) -> tuple[Kind, str] | None:
    """What a report in the form of an RFC says, None where the letter is none."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/feedback-report":
            told = str(_fields(part).get("feedback-type", "")).strip().lower()
            # "not-spam" takes a complaint back; it was never one against us.
            return ("other", "") if told == "not-spam" else ("complaint", "")
        if kind in ("message/delivery-status", "message/global-delivery-status"):
            return _status(part)
    return None


def _status(part: Message) -> tuple[Kind, str]:
    fields = _fields(part)
    action = fields.get("action", "").strip().lower()
    found = _STATUS.search(fields.get("status", ""))
    # Exchange and others say "5.0.0" and mean what the diagnostic code says.
    if found is None or found[0].endswith(".0.0"):
        found = _STATUS.search(fields.get("diagnostic-code", "")) or found
    status = found[0] if found else ""
    if action in ("delayed", "delivered", "relayed", "expanded") or status.startswith("2"):
        return "other", status
    if action == "failed" or status:
        # "5.0.0" says nothing; the words beside it may.
        full = status.endswith(".0.0") and _FULL.search(fields.get("diagnostic-code", ""))
        return ("soft" if full else kind_of(status)), status
    return "other", ""


def _fields(part: Message) -> dict[str, str]:
    """The fields of a report, those of the first recipient before those of the letter."""
    blocks = part.get_payload()
    told: dict[str, str] = {}
    for block in reversed(blocks) if isinstance(blocks, list) else ():
        if isinstance(block, Message):
            told |= {name.lower(): str(value) for name, value in block.items()}
    if not told.keys() & {"action", "status", "feedback-type"}:
        text = _decoded(part).decode("utf-8", "replace") or _text(part)
        told = {
            n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in text.splitlines()) if v
        }
    return told


def _decoded(part: Message) -> bytes:
    """What a part says where it is encoded, which parts that hold letters should not be, and are; else nothing."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    body = part.get_payload()
    text = "\n".join(map(_flat, body)) if isinstance(body, list) else str(body)
    if encoding == "quoted-printable":
        return quopri.decodestring(text.encode("utf-8", "replace"))
    try:
        return base64.b64decode(text.encode("ascii", "ignore")) if encoding == "base64" else b""
    except ValueError:
        return b""


def _flat(part: Message | str) -> str:
    if isinstance(part, str):
        return part
    return "".join(f"{name}: {value}\n" for name, value in part.items()) + str(part.get_payload())


def _is_from_a_server(mail: Message) -> bool:
    sender = str(mail.get("From", "")).lower()
    empty = str(mail.get("Return-Path", "x")).strip() == "<>"
    return empty or any(name in sender for name in ("mailer-daemon", "postmaster", "mail delivery", "mail-daemon"))


def _is_automatic(mail: Message) -> bool:
    return str(mail.get("Auto-Submitted", "no")).strip().lower() not in ("no", "")


def _unforeseen(mail: Message) -> tuple[Kind, str] | None:
    """What a bounce without a report says, in plain words: those of qmail, Exim and programs nobody remembers."""
    text = _COPY.split("\n".join(_texts(mail))[:_MOST_TEXT], maxsplit=1)[0]
    status = _STATUS.search(text)
    code = _CODE.search(text)
    if _FULL.search(text):
        return "soft", status[0] if status else ""
    if status:
        return ("other" if status[1] == "2" else kind_of(status[0])), status[0]
    if code:
        return ("soft" if code[1] == "4" else "hard"), ""
    if _GONE.search(text):
        return "hard", ""
    return ("soft", "") if mail.get("X-Failed-Recipients") else None


def _texts(mail: Message) -> Iterator[str]:
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            return
        if part.get_content_maintype() == "text":
            yield _text(part)


def _text(part: Message) -> str:
    body = part.get_payload(decode=True)
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(part.get_payload())
