"""What a source is asked with besides its address: headers, cookies, a password, a proxy.

Secrets stand in the environment, and the configuration names them ($GAZETTE_TOKEN), so that it can be shown to
anybody. The environment is an argument. Each mistake is a ValueError, as the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

_SECRET = re.compile(r"^(\w+://)[^/?#]*@")
_NAMED = re.compile(r"\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What a connection consists of, what conditional requests are made of, and who we say we are.
_OURS = frozenset(
    "host connection content-length transfer-encoding te upgrade expect range accept-encoding if-none-match "
    "if-modified-since user-agent proxy-authorization".split()
)


def shown(url: str) -> str:
    """An address as people may see it: without a name and a password. Holds for what is no address too."""
    return _SECRET.sub(r"\1", url)


def revealed(text: str, environment: Mapping[str, str]) -> str:
    """The text with the value of each variable that it names; "$$" is a dollar."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name is None:
            return "$"
        if name not in environment:
            raise ValueError(f"names ${name}, which the environment does not have")
        return environment[name]

    told = _NAMED.sub(value, text).strip()
    if not told or not told.isprintable():
        raise ValueError("should be words on one line")
    return told


def headers(table: object, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Headers by their names as written."""
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise ValueError('should be a table such as { Authorization = "Bearer $GAZETTE_TOKEN" }')
    for name in table:
        if not _HEADER.fullmatch(name):
            raise ValueError(f'names "{name}", which cannot be a header')
        if name.lower() == "cookie":
            raise ValueError("name Cookie: write cookies instead")
        if name.lower() in _OURS:
            raise ValueError(f"name {name}, which is not to be changed")
    return MappingProxyType({name: revealed(value, environment) for name, value in table.items()})


def cookies(value: object, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Cookies as a browser shows them: "name=value; other=value"."""
    told = revealed(_text(value), environment)
    pairs = [pair.strip().partition("=") for pair in told.split(";") if pair.strip()]
    if not pairs or not all(sign and _HEADER.fullmatch(name.strip()) for name, sign, _ in pairs):
        raise ValueError('should be such as "session=$GAZETTE_SESSION; seen=yes"')
    return MappingProxyType({name.strip(): words.strip() for name, _, words in pairs})


def proxy(value: object, environment: Mapping[str, str]) -> str:
    """The address of an HTTP proxy."""
    told = revealed(_text(value), environment)
    try:
        parts = urlsplit(told)
        sound = parts.scheme == "http" and parts.hostname and (parts.port or 1) and parts.path in ("", "/")
    except ValueError:
        sound = False
    if not sound:
        raise ValueError('should be an address such as "http://proxy.example:3128"')
    return told


def password(value: object, environment: Mapping[str, str]) -> str:
    """A password; in the file stands best the name of a variable."""
    return revealed(_text(value), environment)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("should be words in quotes")
    return value
