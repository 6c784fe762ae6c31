"""What copying and mailing do to a text, undone: marks of quotation, a margin, marks of direction."""

from __future__ import annotations

_DIRECTIONS = "\u200e\u200f\u061c"  # at the ends of a line they direct nothing
_DEEPEST = 8  # how often a text may have been quoted


def as_written(text: str) -> str:
    """The text with as many lines, each as its author wrote it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not text.isascii():
        lines = [line.strip(_DIRECTIONS) for line in lines]
    lines = _unquoted(lines)
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] if line.strip() else line for line in lines)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the marks of a text that is quoted whole, as answers to letters quote."""
    for _ in range(_DEEPEST):
        if not any(lines) or not all(line.startswith(">") for line in lines if line):
            break
        lines = [line[1:].removeprefix(" ") for line in lines]
    return lines
