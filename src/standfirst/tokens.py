"""Signed tokens: who holds one may act for one reader, for one purpose, until a day.

A token is 32 characters of base64url: the day it ends, the reader's id, and an HMAC over both and the purpose.
A tag is what a mail address can hold, whose case nobody keeps: the id and a shorter HMAC in letters and figures,
for ever.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Purpose = Literal["confirm", "letter", "bounce", "leave"]
_EPOCH = date(2020, 1, 1)
_MAC, _TAG_MAC = 12, 10


def token(secret: bytes, purpose: Purpose, reader_id: str, until: date, to: str = "") -> str:
    """A token for a reader's id (16 letters of base32), good to the end of the day `until` in UTC; where it says
    what the reader agrees `to`, for nothing else."""
    told = (until - _EPOCH).days.to_bytes(2, "big") + base64.b32decode(reader_id.upper())
    return base64.urlsafe_b64encode(told + _mac(secret, purpose, told + to.encode(), _MAC)).decode()


def reader_of(secret: bytes, purpose: Purpose, text: str, today: date, to: str = "") -> str | None:
    """The id of the reader for whom a token is good today, None for any other text."""
    raw = _raw(text)
    told, mac = raw[:-_MAC], raw[-_MAC:]
    if not raw or not hmac.compare_digest(mac, _mac(secret, purpose, told + to.encode(), _MAC)):
        return None
    if today > _EPOCH + timedelta(days=int.from_bytes(told[:2], "big")):
        return None
    return _id(told)


def named(text: str) -> str | None:
    """The id that a token bears, whoever made it: to be looked up, never believed."""
    raw = _raw(text)
    return _id(raw[:-_MAC]) if raw else None


def _raw(text: str) -> bytes:
    """The bytes of a token, none where the text cannot be one."""
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if len(raw) == 12 + _MAC else b""


def _id(told: bytes) -> str:
    return base64.b32encode(told[2:]).decode().lower()


def tag(secret: bytes, purpose: Purpose, reader_id: str) -> str:
    """What stands for a reader in a mail address."""
    mac = _mac(secret, purpose, reader_id.encode(), _TAG_MAC)
    return f"{reader_id}-{base64.b32encode(mac).decode().lower()}"


def tagged(secret: bytes, purpose: Purpose, text: str) -> str | None:
    """The id of the reader whose tag this is, in whatever case; None for any other text."""
    reader_id = text.lower().partition("-")[0]
    good = text.isascii() and hmac.compare_digest(tag(secret, purpose, reader_id).encode(), text.lower().encode())
    return reader_id if good else None


def _mac(secret: bytes, purpose: str, told: bytes, length: int) -> bytes:
    # hmac.digest lets other threads run, which costs a sender of many letters more than the digest.
    mac = _keyed(secret).copy()
    mac.update(purpose.encode() + b"\0" + told)
    return mac.digest()[:length]


@lru_cache(maxsize=8)
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod="sha256")
