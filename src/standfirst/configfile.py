"""standfirst.toml as text: sources are added and taken out, every other line and comment stays as it is.

Pure. What comes out is read again before it is given back: a file that is written in a way not foreseen here is
refused, not spoiled.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from standfirst.model import Refusal

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"' -]+?)\s*\]")


@dataclass(frozen=True, slots=True)
class _Block:
    """A table: its name, the comment right above it with its own lines, and what stands below them and may as
    well belong to what follows."""

    name: str
    lines: tuple[str, ...]
    tail: tuple[str, ...]


def with_source(text: str, table: Mapping[str, str]) -> str:
    """The text with a [[source]] of these keys and words behind the last one."""
    blocks = _blocks(text)
    after = max((n for n, b in enumerate(blocks) if _is_source(b)), default=_of_newsroom(blocks))
    keys = [f"{key} = {json.dumps(words, ensure_ascii=False)}\n" for key, words in table.items()]
    # Between it and what follows there is to be a line, as before it.
    tail = blocks[after].tail or ("\n",) * (after + 1 < len(blocks))
    new = _Block("source", ("\n", "[[source]]\n", *keys), tail)
    blocks[after : after + 1] = [replace(blocks[after], tail=()), new]
    return _checked(text, _text(blocks), lambda sources: [*sources, dict(table)])


def without_source(text: str, number: int) -> str:
    """The text without its [[source]] of this number, counted from 0, and the comment right above it."""
    blocks, seen = _blocks(text), -1
    for at, block in enumerate(blocks):
        seen += block.name == "source"
        if seen == number and _is_source(block):
            blocks[at] = replace(block, name="", lines=())
    rest = [block for block in blocks if block.lines or any(line.strip() for line in block.tail)]
    return _checked(text, _text(rest), lambda sources: [*sources[:number], *sources[number + 1 :]])


def _is_source(block: _Block) -> bool:
    return block.name == "source" or block.name.startswith("source.")


def _of_newsroom(blocks: Sequence[_Block]) -> int:
    return max((n for n, block in enumerate(blocks) if block.name == "newsroom"), default=len(blocks) - 1)


def _blocks(text: str) -> list[_Block]:
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = [n for n, line in enumerate(lines) if _HEADER.match(line)]
    # The comment right above a table is about it; one with a blank line between is about more than it.
    begins = [n - len(list(takewhile(_is_comment, reversed(lines[:n])))) for n in starts]
    ends = [*begins[1:], len(lines)][: len(begins)]
    head = lines[: begins[0]] if begins else lines
    return [
        _Block("", (), tuple(head)),
        *(_block(lines[b:e], lines[s]) for b, s, e in zip(begins, starts, ends, strict=True)),
    ]


def _block(lines: Sequence[str], header: str) -> _Block:
    below = len(list(takewhile(lambda line: not line.strip() or _is_comment(line), reversed(lines))))
    named = _HEADER.match(header)
    cut = len(lines) - below
    return _Block(named[1] if named else "", tuple(lines[:cut]), tuple(lines[cut:]))


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _text(blocks: Sequence[_Block]) -> str:
    return "".join(line for block in blocks for line in (*block.lines, *block.tail))


def _checked(before: str, after: str, change: Callable[[list[object]], list[object]]) -> str:
    """The text after a change, if it says just what it should."""
    try:
        was, is_now = tomllib.loads(before.removeprefix("\ufeff")), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        is_now, was = {}, {"": ""}
    wanted = change(was.get("source", []))
    if is_now.get("source", []) != wanted or {**is_now, "source": 0} != {**was, "source": 0}:
        raise Refusal("it is written in an unusual way: change its sources by hand")
    return after
