"""What copying and mailing do to a text, undone: marks of quotation, a margin, marks of direction."""

from __future__ import annotations

import re

# At the ends of a line they direct nothing.
_DIRECTIONS = re.compile("^[\u200e\u200f\u061c]+|[\u200e\u200f\u061c]+$", re.MULTILINE)


def as_written(text: str) -> str:
    """The text with as many lines, each as its author wrote it; a second time changes nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _DIRECTIONS.sub("", text)
    lines = _unquoted(text.split("\n"))
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] if line.strip() else line for line in lines)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the marks of a text that is quoted whole, as answers to letters quote."""
    while any(line.startswith(">") for line in lines) and all(line.startswith(">") or not line for line in lines):
        lines = [line[1:].removeprefix(" ") for line in lines]
    return lines
