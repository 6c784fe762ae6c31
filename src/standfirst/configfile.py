"""standfirst.toml as text: how a source is written; sources are added and taken out, every other line and comment
stays as it is.

Pure. What comes out is read again before it is given back: a file that is written in a way not foreseen here is
refused, not spoiled.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from standfirst.model import Refusal, Source

_UNSEEN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"' -]+?)\s*\]")


@dataclass(frozen=True, slots=True)
class _Block:
    """A table: its name, the comment right above it with its own lines, and what stands below them and may as
    well belong to what follows."""

    name: str
    lines: tuple[str, ...]
    tail: tuple[str, ...]


def as_toml(source: Source) -> str:
    """A source as standfirst.toml has it."""
    lines = ["[[source]]", f"url = {_quoted(source.url)}"]
    lines += [f"id = {_quoted(source.id)}"] if source.id else []
    lines += [f"outlet = {_quoted(source.outlet)}"] if source.outlet else []
    lines += [f"language = {_quoted(source.language)}"] if source.language else []
    lines += [f"places = {_listed(source.places)}"] if source.places else []
    lines += [f"tags = {_listed(source.tags)}"] if source.tags else []
    for name, rules in (("include", source.sieve.include), ("exclude", source.sieve.exclude)):
        told = (f"{field} = {_listed(f'/{p.pattern}/' for p in rules[field])}" for field in rules)
        lines += [f"{name} = {{ {', '.join(told)} }}"] if rules else []
    for name, table in (("select", source.select), ("opml", source.opml)):
        lines += ["", f"[source.{name}]", *(f"{key} = {_quoted(table[key])}" for key in table)] if table else []
    return "\n".join(lines) + "\n"


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """A text as a string of TOML: what JSON writes is one, but for what cannot be seen and JSON leaves."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def with_source(text: str, source: Source) -> str:
    """The text with this source behind the last one."""
    blocks = _blocks(text)
    after = max((n for n, b in enumerate(blocks) if _is_source(b)), default=_of_newsroom(blocks))
    told = as_toml(source)
    # A blank line follows it, as one stands before it.
    tail = blocks[after].tail or ("\n",) * (after + 1 < len(blocks))
    new = _Block("source", ("\n", told), tail)
    blocks[after : after + 1] = [replace(blocks[after], tail=()), new]
    return _checked(text, _text(blocks), lambda sources: [*sources, *tomllib.loads(told)["source"]])


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
