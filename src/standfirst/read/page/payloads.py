"""What a page hands to its scripts, as plain values: JSON and other literals in scripts, attributes that hold
JSON, text that holds JSON once more, streams.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from standfirst.read.page.flat import in_order, unflattened, unnumbered, unpaired
from standfirst.read.page.literals import NotALiteral, string, within_function
from standfirst.read.page.markup import parse

# Where a literal may begin: the whole script is one, or it is assigned, passed or returned.
_START = re.compile(r"(?:\A\s*|[=:(,]\s*|\breturn\s*)(?=[\[{]\s*(?:[\"'{\[]|[\w$]{1,60}\s*:))")
_IS_JSON = re.compile(r"[\[{]\s*[\"{\[]")
# A text of JSON, plain, percent-encoded or in base 64, that a script parses.
_TOLD = re.compile(
    r"[=(,:]\s*(?P<text>\"\s*(?:[\[{]|%5B|%7B|eyJ|W3s|W1t)(?:[^\"\\]|\\.){199,}+\""
    r"|'\s*(?:[\[{]|%5B|%7B|eyJ|W3s|W1t)(?:[^'\\]|\\.){199,}+'|`\s*[\[{](?:[^`\\$]|\\.){199,}+`)",
    re.DOTALL,
)
_STREAMED = re.compile(r"\.(?:push|enqueue)\(\s*(?:\[\s*\d\s*,\s*)?(\"(?:[^\"\\]|\\.)*+\")")
_ROW = re.compile(rb"(?:[0-9A-Za-z]{0,8}:)?(?:T([0-9a-f]{1,8}),|[A-Z]{0,2}(?=[\[{\"]))?")
_ATTRIBUTE = re.compile(
    r"\s[\w:@.-]{1,60}=(?:\"(?=\s{0,9}[\[{]\s{0,9}(?:&quot;|&#34;|[\[{]))([^\"<>]{200,})\""
    r"|'(?=\s{0,9}[\[{]\s{0,9}[\"\[{])([^']{200,})')"
)
# Attributes that hold what is no JSON, but a literal of JavaScript.
_IN_CODE = re.compile(r"\s(?:x-data|v-scope|(?:data-)?ng-init)=(?:\"([^\"<>]{200,})\"|'([^']{200,})')")
# What components of pages made by Blazor start from.
_COMMENT = re.compile(r"<!--Blazor[\w-]{0,60}:([^<>]{200,})-->")
_OLD_ESCAPES = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))
_IN_BASE_64 = ("eyJ", "W3s", "W1t")
_OPENINGS = ("[", "{", *_IN_BASE_64)
_MOST_SCRIPTS, _MOST_STARTS = 60, 200
_SHORTEST = 200
_LONGEST_SCRIPT, _LONGEST_LITERAL, _LONGEST_HEAD = 2_000_000, 400_000, 20_000
_MOST_VALUES = 200_000
# Lists and objects of a script: an empty one takes as much memory as a hundred letters.
_MOST_OPENINGS = 100_000

_JSON = json.JSONDecoder(strict=False)


def payloads(html: str) -> Iterator[Any]:
    """Every list or object that the page's scripts and attributes hold, in the order of the page, those that are
    streamed in pieces last. They may hold one another, even in circles."""
    streamed: list[str] = []
    if "<script" in html or "<SCRIPT" in html:
        for script in parse(html).css("script")[:_MOST_SCRIPTS]:
            text = (script.text(deep=True) or "")[:_LONGEST_SCRIPT]
            if pieces := _STREAMED.findall(text):
                streamed += pieces
            elif len(text) >= _SHORTEST:
                yield from map(laid_out, in_script(text))
    yield from _in_markup(html)
    if streamed:
        yield from _of_stream("".join(map(string, streamed)))


def _in_markup(html: str) -> Iterator[Any]:
    """The values that attributes and comments hold."""
    for found in _ATTRIBUTE.finditer(html):
        if (value := _parsed(unescape(found[1] or found[2]))) is not None:
            yield laid_out(unpaired(value))
    for found in _IN_CODE.finditer(html):
        yield from map(laid_out, _literals(f"({unescape(found[1] or found[2])})"))
    for found in _COMMENT.finditer(html):
        if (value := _parsed(_decoded(found[1]))) is not None:
            yield laid_out(value)


def _parsed(text: str) -> Any:
    """What a text of JSON says if it is a list or an object of something, else None."""
    try:
        value = _JSON.decode(text.strip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list | dict) and value else None


def in_script(text: str) -> Iterator[Any]:
    """The values that stand in a script, as it writes them."""
    if text.count("{") + text.count("[") > _MOST_OPENINGS:
        return
    if "{&q;" in text[:99]:
        for escape, sign in _OLD_ESCAPES:
            text = text.replace(escape, sign)
    yield from _literals(text)
    for found in _TOLD.finditer(text):
        if (value := _parsed(_decoded(string(found["text"])))) is not None:
            yield value


def _decoded(text: str) -> str:
    if text.startswith(("%5B", "%7B")):
        return unquote(text)
    if text.startswith(_IN_BASE_64):
        try:
            return base64.b64decode(text).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    return text


def _literals(text: str) -> Iterator[Any]:
    """The literals that stand in a script, none within another. What is no literal in the end costs its length, so
    there is only so much room for that."""
    at, room_of_json, room = 0, _LONGEST_SCRIPT, _LONGEST_LITERAL
    for _ in range(_MOST_STARTS):
        found = _START.search(text, at)
        if found is None:
            return
        begin, value, at = found.end(), None, 0
        if room_of_json > 0 and _IS_JSON.match(text, begin):
            value, at = _read(_JSON.raw_decode, text, begin)
            room_of_json -= 0 if value is not None else at - begin
        if value is None and room > 0:
            within = max(0, begin - _LONGEST_HEAD)
            value, at = _read(within_function, text[within : begin + room], begin - within)
            at += within
            room -= at - begin
        if value is None:
            at = begin + 1
        elif isinstance(value, list | dict) and value:
            yield value


def _read(reader: Callable[[str, int], tuple[Any, int]], text: str, at: int) -> tuple[Any, int]:
    """What a reader finds at a place and where that ends; None and how far it came where it is no literal."""
    try:
        return reader(text, at)
    except json.JSONDecodeError as error:
        return None, max(error.pos, at)
    except NotALiteral as error:
        return None, max(error.at, at)
    except (ValueError, RecursionError):
        return None, len(text)


# --- streams -----------------------------------------------------------------------------------------------


def _of_stream(stream: str) -> Iterator[Any]:
    """The rows of a stream: one a line, but for texts, which tell their bytes and are named by other rows."""
    data, at = stream.encode("utf-8", "replace"), 0
    texts: dict[str, str] = {}
    values: list[Any] = []
    while at < len(data):
        row = _ROW.match(data, at)
        assert row
        if row[1]:
            at = row.end() + int(row[1], 16)
            name = data[row.start() : row.start() + 9].partition(b":")[0]
            texts[f"${name.decode('ascii')}"] = data[row.end() : at].decode("utf-8", "replace")
            continue
        end = data.find(b"\n", at)
        end = end if end >= 0 else len(data)
        if (value := _parsed(data[row.end() : end].decode("utf-8", "replace"))) is not None:
            values.append(value)
        at = end + 1
    yield from (laid_out(value, texts) for value in values)


# --- what values are made plain of -------------------------------------------------------------------------


def laid_out(value: Any, texts: dict[str, str] | None = None) -> Any:
    """A value with its references resolved, to its own parts and to `texts`, and texts of JSON within it read."""
    value = unflattened(unnumbered(value))
    named = _named_parts(value)
    waiting, seen = [value], set[int]()
    while waiting and len(seen) < _MOST_VALUES:
        here = waiting.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        # What a key leads to changes, what keys there are does not.
        for key, inner in here.items() if isinstance(here, dict) else enumerate(here):
            told = _resolved(inner, named, texts)
            if told is not inner:
                here[key] = told
            if told and isinstance(told, list | dict):
                waiting.append(told)
        if isinstance(here, dict):
            in_order(here)
    return value


def _named_parts(value: Any) -> dict[str, Any]:
    """What references may name: the members of the value and, where it holds several stores, of these."""
    if not isinstance(value, dict):
        return {}
    stores = [inner for inner in value.values() if isinstance(inner, dict) and "ROOT_QUERY" in inner]
    return {name: part for store in [*stores, value] for name, part in store.items()}


def _resolved(value: Any, named: dict[str, Any], texts: dict[str, str] | None) -> Any:
    if isinstance(value, str):
        if texts is not None and value.startswith("$"):
            return value[2:] if value.startswith("$D") else texts.get(value, value)
        if len(value) >= _SHORTEST and value.startswith(_OPENINGS):
            inner = _parsed(_decoded(value))
            return value if inner is None else inner
    elif isinstance(value, dict) and isinstance(name := value.get("__ref"), str):
        return named.get(name, value)
    elif isinstance(value, dict) and isinstance(names := value.get("__refs"), list):
        return [named[name] for name in names if isinstance(name, str) and name in named]
    return value
