"""What copying and mailing do to a text, undone: marks of quotation, a margin, marks of direction, the head of a
letter that was sent on, the sender's signature below it."""

from __future__ import annotations

import html
import re
import unicodedata

from standfirst.read.text.messages import head_of

_DIRECTIONS = "\u200e\u200f\u061c"  # at the ends of a line they direct nothing
_MARKS = re.compile("[\u0300-\u036f]")
_REFERENCE = re.compile(r"&(?:quot|amp|apos|nbsp|lt|gt|hellip|[lr][sda]quo|[mn]dash|#\d{2,5}|#x[\da-fA-F]{2,5});")
_WITHIN_WORDS = re.compile(r"</?(?:b|i|u|em|strong|mark|font|span|su[bp])(?:\s[^<>\n]{0,300})?>", re.IGNORECASE)
# Links of strong words are strong links, and points that are headings points.
_STRONG_IN_LINK = re.compile(r"\[\*\*([^\[\]*\n]{1,300})\*\*\]\(([^\s()]{1,1000})\)")
_UNDERLINED = re.compile(r"(?<![\w_])__(?=[^\s_])([^_\n]{0,300}[^\s_])__(?![\w_])")
_ATTRIBUTES = re.compile(r"(?<=\S)\{:[^{}\n]{0,300}\}")  # as kramdown gives them to what stands before
_HEADED_POINT = re.compile(r"^([ \t]*[-*+][ \t]+)#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_DEEPEST = 8  # how often a text may have been quoted
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,200}\.[^\W\d_]{2,}")
_SENT_ON = re.compile(r"\s*[-—_=*]{3,}")
_MOST_ABOVE, _FEWEST_FIELDS = 4, 3
# Programs that write Markdown break the words of links like any others.
_BROKEN_LINK = re.compile(r"\[[^\[\]\n]{1,300}(?:\n[ \t]*[^\[\]\n]{1,200}){1,3}\]\([^()\s]{1,1000}\)")
_MOST_OF_SIGNATURE, _LONGEST_OF_SIGNATURE = 6, 100


def as_written(text: str) -> str:
    """The text with as many lines, each as its author wrote it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _MARKS.search(text):
        text = unicodedata.normalize("NFC", text)
    if "&" in text and _REFERENCE.search(text):
        text = html.unescape(text).replace("\r", "\n")
    if "</" in text:
        text = _WITHIN_WORDS.sub("", text)
    if "__" in text and ("](" in text or "\n#" in text):
        text = _UNDERLINED.sub(r"**\1**", text)
    if "{:" in text:
        text = _ATTRIBUTES.sub("", text)
    if "[**" in text:
        text = _STRONG_IN_LINK.sub(r"**[\1](\2)**", text)
    if "- #" in text or "* #" in text:
        text = _HEADED_POINT.sub(r"\1", text)
    lines = with_whole_links(text).split("\n")
    if not text.isascii():
        lines = [line.strip(_DIRECTIONS) for line in lines]
    lines = _without_head(_unquoted(lines))
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] if line.strip() else line for line in lines)


def with_whole_links(text: str) -> str:
    """The text with the links of Markdown whose words were broken on their first lines; with as many lines."""
    return _BROKEN_LINK.sub(_on_one_line, text) if "](" in text else text


def _on_one_line(broken: re.Match[str]) -> str:
    return " ".join(part.strip() for part in broken[0].split("\n")) + "\n" * broken[0].count("\n")


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the marks of a text that is quoted whole, as answers to letters quote, nor what leads
    up to it ("Ann wrote:")."""
    first = next((at for at, line in enumerate(lines) if line.startswith(">")), 0)
    above = [line for line in lines[:first] if line.strip()]
    if (
        above
        and len(above) <= _MOST_ABOVE
        and above[-1].rstrip().endswith((":", "："))
        and _all_quoted(lines[first:])
    ):
        lines = [""] * first + lines[first:]
    for _ in range(_DEEPEST):
        if not any(lines) or not _all_quoted(lines):
            break
        lines = [line[1:].removeprefix(" ") for line in lines]
    return lines


def _all_quoted(lines: list[str]) -> bool:
    return all(line.startswith(">") for line in lines if line)


def _without_head(lines: list[str]) -> list[str]:
    """The lines without what stands above a letter that was sent on: who sent it to whom, when, about what."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    start = first + bool(_SENT_ON.match("".join(lines[first : first + 1])))
    length, _ = head_of(lines, start)
    end = start + length
    told = length >= _FEWEST_FIELDS and any(map(_ADDRESS.search, lines[start:end]))
    if not told or "".join(lines[end : end + 1]).strip():
        return lines
    return [""] * end + lines[end:]


def without_signature(text: str) -> str:
    """The text without what mail programs set below a letter, after a line of two strokes; with as many lines."""
    if "\n--" not in text:
        return text
    lines = text.split("\n")
    strokes = [at for at, line in enumerate(lines) if line.rstrip() == "--"]
    if len(strokes) != 1:
        return text
    below = [line for line in lines[strokes[0] + 1 :] if line.strip()]
    above = sum(bool(line.strip()) for line in lines[: strokes[0]])
    short = (
        len(below) <= min(_MOST_OF_SIGNATURE, above // 2)
        and max(map(len, below), default=0) < _LONGEST_OF_SIGNATURE
    )
    return "\n".join(lines[: strokes[0]] + [""] * (len(lines) - strokes[0])) if short else text
