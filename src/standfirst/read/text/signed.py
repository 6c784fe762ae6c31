"""Words for by whom a piece is, and lines that say nothing else."""

from __future__ import annotations

import re

from standfirst.read.signing import LETTER, REPORTER, leads_up

BY = leads_up("de", "от", "geschrieben", "escrito", "publicado", "écrit")
# No small letter of an alphabet with capitals may begin a name.
NAME = rf"(?![a-zà-öø-ÿа-џα-ωа-я])[^\W\d_][{LETTER}.’'&-]*(?:\s+[^\W\d_][{LETTER}.’'&-]*){{0,4}}"
SIGNED_LINE = re.compile(rf"(?i:{BY})(?P<name>{NAME})(?:\s\([^()]{{1,30}}\))?")
"""A line that says by whom, and nothing else but whose they are: a paper, a party."""
SIGNED_END = re.compile(rf"(?<=[.!?…\"”»])\s+(?i:{BY})(?P<name>{NAME}\s[^\W\d_]\S*)$")
"""The end of a text that says by whom, after a sentence."""
_AUTHOR = r"[^\W\d_][\w'’-]{1,30}(?: [\w'’-]{2,30}){0,2} [A-Z]{1,3}"
AUTHORS = re.compile(rf"{_AUTHOR}(?:, {_AUTHOR})*(?:, et al)?\.?")
"""Names as catalogues have them, initials last: "Arden K, Vell MT, et al."."""
NEWSROOM = frozenset(
    """redacción redacao redação redaccion redaction rédaction redazione redaktion redaktionen redactie redaksi
    redaksjonen redakcja redakce redakcia redakcija redacția redacţia uredništvo редакция редакція редакцията
    редакција σύνταξη editör editor editorial admin administrator webmaster staff newsroom author toimitus
    szerkesztőség 编辑 編輯 编辑部 編集部 記者 记者 편집부 기자 المحرر التحرير संपादक सम्पादक টিম প্রতিবেদক""".split()
)


def is_signature(text: str) -> bool:
    """Whether a text says by whom and nothing else: a name after a word for "by", or a newsroom."""
    named = SIGNED_LINE.fullmatch(text) or REPORTER.fullmatch(text)
    return bool(named or (text.endswith(".") and AUTHORS.fullmatch(text))) or text.casefold() in NEWSROOM
