"""Literals of JavaScript as plain values: JSON, and what JSON leaves out (names without quotes, single quotes,
`undefined`, `new Date(…)`, the arguments of a function around the literal). Nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(
    r"(?:\s|//[^\n]*+|/\*.*?\*/)*+"
    r"(?:(?P<text>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\$]|\\.)*+`)"
    r"|(?P<number>-?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?)|(?P<name>!?[\w$][\w$.]*+)|(?P<sign>[{}\[\]:,()]))",
    re.DOTALL,
)
_PARAMETERS = re.compile(r"\(?function\s*\(([\w$,\s]{1,20000})\)\s*\{")
_CALL = re.compile(r"\s*;?\s*\}\s*\)?\s*\(")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "0": "\0"}
_KNOWN = {"true": True, "!0": True, "false": False, "!1": False}
_DEEPEST = 60


class NotALiteral(ValueError):
    """What stands at a place, counted in characters, is no literal."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no literal at {at}")
        self.at = at


def literal(text: str, at: int, names: Mapping[str, Any]) -> tuple[Any, int]:
    """The value of the literal that begins at a place, and where it ends. `names` are the values of variables; of
    any other nothing is known, so they are None. Raises NotALiteral."""
    return _value(text, at, names, 0)


def within_function(text: str, at: int) -> tuple[Any, int]:
    """The literal at a place that a function returns, with the values that the function is called with."""
    head = next(iter(_PARAMETERS.finditer(text, 0, at)), None)
    value, end = literal(text, at, {})
    call = _CALL.match(text, end) if head else None
    if head is None or call is None:
        return value, end
    given, place = [], call.end()
    while (token := _token(text, place))["sign"] != ")":
        told, place = _value(text, token.start(), {}, 0)
        given.append(told)
        if (token := _token(text, place))["sign"] == ",":
            place = token.end()
    return literal(text, at, dict(zip((name.strip() for name in head[1].split(",")), given, strict=False)))


def string(token: str) -> str:
    """What a literal of text says, quotes taken off."""
    if "\\" not in token:
        return token[1:-1]
    told = _ESCAPE.sub(_escaped, token[1:-1])
    return told if told.isascii() else told.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        return chr(min(int(code, 16), 0x10FFFF))
    return _SIGNS.get(found[4], found[4])


def _token(text: str, at: int) -> re.Match[str]:
    found = _TOKEN.match(text, at)
    if found is None:
        raise NotALiteral(at)
    return found


def _value(text: str, at: int, names: Mapping[str, Any], depth: int) -> tuple[Any, int]:
    token = _token(text, at)
    if depth > _DEEPEST:
        raise NotALiteral(at)
    if told := token["text"]:
        return string(told), token.end()
    if told := token["number"]:
        return float(told) if "." in told or "e" in told.lower() else int(told[:300]), token.end()
    if told := token["name"]:
        return _named(text, told, token.end(), names)
    if token["sign"] == "[":
        return _list(text, token.end(), names, depth)
    if token["sign"] == "{":
        return _object(text, token.end(), names, depth)
    raise NotALiteral(at)


def _named(text: str, name: str, end: int, names: Mapping[str, Any]) -> tuple[Any, int]:
    if name == "void":
        return None, _token(text, end).end()
    if name == "new" and _token(text, end)["name"] in ("Date", "Map", "Set"):
        opened = _token(text, _token(text, end).end())
        if _token(text, opened.end())["sign"] == ")":
            return None, _token(text, opened.end()).end()
        value, end = _value(text, opened.end(), names, 0)
        return value, _closing(text, end).end()
    following = _token(text, end)
    if following["sign"] not in (",", "]", "}", ")"):  # an expression, of which nothing is known
        raise NotALiteral(end)
    return _KNOWN.get(name, names.get(name)), end


def _closing(text: str, at: int) -> re.Match[str]:
    token = _token(text, at)
    if token["sign"] != ")":
        raise NotALiteral(at)
    return token


def _list(text: str, at: int, names: Mapping[str, Any], depth: int) -> tuple[Any, int]:
    found: list[Any] = []
    while True:
        token = _token(text, at)
        if token["sign"] == "]":
            return found, token.end()
        if token["sign"] == ",":
            at = token.end()
            continue
        value, at = _value(text, at, names, depth + 1)
        found.append(value)


def _object(text: str, at: int, names: Mapping[str, Any], depth: int) -> tuple[Any, int]:
    found: dict[str, Any] = {}
    while True:
        token = _token(text, at)
        if token["sign"] == "}":
            return found, token.end()
        if token["sign"] == ",":
            at = token.end()
            continue
        if token["sign"]:
            raise NotALiteral(at)
        name = string(token["text"]) if token["text"] else token["name"] or token["number"]
        colon = _token(text, token.end())
        if colon["sign"] != ":":  # {name}: a variable under its own name
            if colon["sign"] not in (",", "}"):
                raise NotALiteral(at)
            found[name], at = names.get(name), token.end()
            continue
        found[name], at = _value(text, colon.end(), names, depth + 1)
