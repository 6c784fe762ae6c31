"""Words for by whom a piece is, and lines that say nothing else."""

from __future__ import annotations

import re

from standfirst.read.signing import LETTER, REPORTER, leads_up

# Hundreds of words: compiled once, for that takes as long as reading a short text.
_BY_WORDS = leads_up("de", "от", "geschrieben", "escrito", "publicado", "écrit")
BY = re.compile(rf"(?<![^\s|•·,(])(?i:{_BY_WORDS})")
"""What leads up to a name, where something new begins."""
# No small letter of an alphabet with capitals may begin a name.
NAME = rf"(?![a-zà-öø-ÿа-џα-ωа-я])[^\W\d_][{LETTER}.’'&-]*(?:\s+[^\W\d_][{LETTER}.’'&-]*){{0,4}}"
# Behind it may stand whose they are: a paper, a party.
_NAMED = re.compile(rf"(?P<name>{NAME})(?:\s\([^()]{{1,30}}\))?")
_SENTENCE_END = re.compile(r"(?<=[.!?…\"”»])\s+")
_AUTHOR = r"[^\W\d_][\w'’-]{1,30}(?: [\w'’-]{2,30}){0,2} [A-Z]{1,3}"
AUTHORS = re.compile(rf"{_AUTHOR}(?:, {_AUTHOR})*(?:, et al)?\.?")
"""Names as catalogues have them, initials last: "Arden K, Vell MT, et al."."""
NEWSROOM = frozenset(
    """redacción redacao redação redaccion redaction rédaction redazione redaktion redaktionen redactie redaksi
    redaksjonen redakcja redakce redakcia redakcija redacția redacţia uredništvo редакция редакція редакцията
    редакција σύνταξη editör editor editorial admin administrator webmaster staff newsroom author toimitus
    szerkesztőség 编辑 編輯 编辑部 編集部 記者 记者 편집부 기자 المحرر التحرير संपादक सम्पादक টিম প্রতিবেদক""".split()
)


def signed(text: str, start: int = 0) -> re.Match[str] | None:
    """By whom, where a text says so from a place on: `name` is the name, the end where it ends."""
    by = BY.match(text, start)
    return _NAMED.match(text, by.end()) if by else None


def signature(text: str, start: int = 0) -> str | None:
    """The name in a text that says by whom from a place on and nothing else."""
    named = signed(text, start)
    return named["name"] if named and named.end() == len(text) else None


def signed_anywhere(text: str) -> str | None:
    """The first name after a word for "by", wherever it stands."""
    return next((named["name"] for by in BY.finditer(text) if (named := _NAMED.match(text, by.end()))), None)


def signed_at_end(text: str) -> tuple[str, str | None]:
    """A text without the full name that follows its last sentence and a word for "by", and that name."""
    for end in _SENTENCE_END.finditer(text):
        if (name := signature(text, end.end())) and " " in name:
            return text[: end.start()], name
    return text, None


def is_signature(text: str) -> bool:
    """Whether a text says by whom and nothing else: a name after a word for "by", or a newsroom."""
    named = signature(text) or REPORTER.fullmatch(text)
    return bool(named or (text.endswith(".") and AUTHORS.fullmatch(text))) or text.casefold() in NEWSROOM
