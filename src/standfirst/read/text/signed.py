"""Words for by whom a piece is, and lines that say nothing else."""

from __future__ import annotations

import re

BY_WORDS = """
    by von par por di da door av af przez od від от автор yazan oleh de โดย بقلم كتب כתב द्वारा লেখক bởi szerző
    írta napsal napsala napisał napisała लेखक نویسنده
    autor autore auteur författare author écrit escrito publicado geschrieben 作者 文 記者 记者 撰文 글 기자
""".split()
BY = "|".join(sorted(map(re.escape, BY_WORDS), key=len, reverse=True))
# No small letter of an alphabet with capitals may begin a name.
NAME = r"(?![a-zà-öø-ÿа-џα-ωа-я])[^\W\d_][\w.’'&-]*(?:\s+[^\W\d_][\w.’'&-]*){0,4}"
SIGNED_LINE = re.compile(rf"(?i:{BY})[:：]?\s+(?P<name>{NAME})")
"""A line that says by whom, and nothing else."""
SIGNED_END = re.compile(rf"(?<=[.!?…\"”»])\s+(?i:{BY})[:：]?\s+(?P<name>{NAME}\s[^\W\d_]\S*)$")
"""The end of a text that says by whom, after a sentence."""
NEWSROOM = frozenset(
    """redacción redacao redação redaccion redaction rédaction redazione redaktion redaktionen redactie redaksi
    redaksjonen redakcja redakce redakcia redakcija redacția redacţia uredništvo редакция редакція редакцията
    редакција σύνταξη editör editor editorial admin administrator webmaster staff newsroom author toimitus
    szerkesztőség 编辑 編輯 编辑部 編集部 記者 记者 편집부 기자 المحرر التحرير संपादक सम्पादक টিম প্রতিবেদক""".split()
)


def is_signature(text: str) -> bool:
    """Whether a text says by whom and nothing else: a name after a word for "by", or a newsroom."""
    return bool(SIGNED_LINE.fullmatch(text)) or text.casefold() in NEWSROOM
