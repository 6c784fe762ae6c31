"""Other markup than Markdown that people write in plain text: of wikis, Org, AsciiDoc, reStructuredText. What
heads a line and what links are put as Markdown has them, so that all of it is read in one way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENOUGH = 2
_LINKS = (
    re.compile(r"\[\[(?P<link>https?://[^\s\[\]]+)\]\[(?P<words>[^\[\]]+)\]\]"),  # Org
    re.compile(r"`(?P<words>[^`<>]+?)\s*<(?P<link>https?://[^\s<>]+)>`__?"),  # reStructuredText
    re.compile(r"(?:link:)?(?P<link>https?://[^\s\[\]<>()]+)\[(?P<words>[^\[\]]+)\]"),  # AsciiDoc
    re.compile(r"\[(?P<link>https?://[^\s\[\]]+)\s+(?P<words>[^\[\]]+)\]"),  # wikis
)
_LINKED = ("]]", "`_", "[http", "//")
_GEMINI = re.compile(r"=>\s*(?P<link>\S+)(?:\s+(?P<words>\S.*))?")
_HEADS = (
    re.compile(r"(={1,6})\s+(?=\S)(.*?\S)\s*=*\s*"),  # AsciiDoc, and wikis, which close it
    re.compile(r"(\*{1,6})\s+(?=\S)(?!\*[\s*]*\Z)(.*\S)\s*"),  # Org, but no rule of stars
)
_TITLE = re.compile(r"#\+title:\s*(\S.*)", re.IGNORECASE)
_KEYWORD = re.compile(r"#\+\w{2,20}:.*")
_STRONG = re.compile(r"'''([^'\n]+(?:'[^'\n]+)*)'''")  # wikis
_OVERLINE = re.compile(r"([=\-~^\"'*+#`])\1{3,}\s*")


def as_markdown(lines: list[str]) -> list[str]:
    """The lines with headings and links as Markdown writes them, where they are of another markup."""
    text = "\n".join(lines)
    if "\n=>" in text:
        lines = [_of_gemini(line) if line.startswith("=>") else line for line in lines]
    if "http" in text and any(sign in text for sign in _LINKED):
        lines = [_linked(line) if "http" in line else line for line in lines]
    if "\n=" in text or text.startswith("="):
        lines = _headed(lines, _HEADS[0])
    if text.lower().startswith("#+") or "\n** " in text:
        lines = _headed([_of_keyword(line) for line in lines], _HEADS[1])
    if text.count("'''") > _ENOUGH * 2:
        lines = [_STRONG.sub(r"**\1**", line) for line in lines]
    return _without_overlines(lines)


def _of_gemini(line: str) -> str:
    """A line of gemtext that links something as one with its address at the end, if it is of the web."""
    found = _GEMINI.match(line)
    if not found or not found["words"]:
        return ""
    return f"{found['words']} {found['link']}" if found["link"].startswith("http") else found["words"]


def _linked(line: str) -> str:
    for pattern in _LINKS:
        if pattern.search(line):
            return pattern.sub(lambda found: f"[{found['words'].strip()}]({found['link']})", line)
    return line


def _headed(lines: list[str], pattern: re.Pattern[str]) -> list[str]:
    found = [pattern.fullmatch(line) for line in lines]
    if sum(head is not None for head in found) < _ENOUGH:
        return lines
    return [f"{'#' * len(head[1])} {head[2]}" if head else line for head, line in zip(found, lines, strict=True)]


def _of_keyword(line: str) -> str:
    if title := _TITLE.fullmatch(line):
        return f"# {title[1]}"
    return "" if _KEYWORD.fullmatch(line) else line


def _without_overlines(lines: Sequence[str]) -> list[str]:
    """The lines without a rule that stands above a title as it does below it."""
    kept = []
    for at, line in enumerate(lines):
        over = _OVERLINE.fullmatch(line)
        if not over or at + 2 >= len(lines) or lines[at + 2].strip() != line.strip() or not lines[at + 1].strip():
            kept.append(line)
    return kept
