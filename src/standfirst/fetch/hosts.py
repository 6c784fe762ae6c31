"""What an address says of how it is asked: over the web or by mail, at whose pace, by whose robots.txt."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


def is_web(url: str) -> bool:
    """Is this the address of something on the web?"""
    return url.lower().startswith(("http:", "https:"))


def is_mail(url: str) -> bool:
    """Is this the address of a folder on a mail server? What is neither mail nor on the web is a path."""
    return url.lower().startswith(("imap:", "imaps:"))


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    """The host that an address is paced by, the same for http and https; another port counts as another host."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return f"{parts.hostname or ''}{port}"


@lru_cache(maxsize=10_000)
def origin_of(url: str) -> str:
    """The origin whose robots.txt holds for an address: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
