"""What leads up to the name of who wrote a piece, in many languages: "by", "written by", "Text:"; what names who
took its picture; and the words of buttons, which are neither names nor labels."""

from __future__ import annotations

import re
from collections.abc import Iterable

from standfirst.languages.tables import rows

# What says by whom in one language is a name, or part of one, in others.
_ONLY_IN = {
    "bg": "от", "ca": "per", "el": "του", "fi": "teksti", "fil": "ni", "ro": "de", "sq": "nga", "sw": "na",
}  # fmt: skip
# Marks of vowels stand within words.
LETTER = r"\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
# One of the hundred names that nearly all families of China and Taiwan bear, two signs, and no place.
HAN_NAME = re.compile(
    "[陳陈林黃黄張张李王吳吴劉刘蔡楊杨許许鄭郑謝谢洪郭邱曾廖賴赖徐周葉叶蘇苏莊庄呂吕江何蕭萧羅罗潘簡简朱鍾钟游彭詹胡施沈余盧卢梁趙赵顏颜柯孫孙魏翁戴范宋鄧邓杜傅侯曹薛丁卓阮董唐"
    "藍蓝蔣蒋姚連连馮冯歐欧程湯汤康姜汪田鄒邹尤巫鐘涂龔龚嚴严韓韩袁夏任秦史孔孟邵賀贺龍龙段]"
    "[\u4e00-\u9fff]{2}(?<![市縣县區区鄉乡鎮镇村里島岛港])"
)
# Where the trade follows the name, it is part of how the name is printed.
REPORTER = re.compile(r"[가-힣]{2,4}\s?(?:(?:인턴|수습|객원|전문)\s?)?(?:기자|특파원|논설위원|선임기자)")

_OF_AUTHORS = re.compile(
    r"/(?:authors?|bloggers?|autore?s?|autor[ai]|auteurs?|autorzy|avtor\w?|profiles?|profil|perfil|people|person|users?|writers?"
    r"|editors|contributors?|members?|journalists?|redaktor\w?|szerzok?|signataires?|biographies?|skribent(?:er)?"
    r"|forfatter(?:e)?|firmas|columnist(?:s|as)?|colunistas?|penulis|tac-gia|by)/(?!(?:log-?in|sign|regist|pass|lost|forg|new|add|edit|me$))|[?&](?:author|us(?:e?r)?name)=|/@[\w.-]+/?(?:\?|$)"
    # What they write often stands in folders below.
    r"|/yazar(?:lar)?/[^/?]+/?(?:\?|$)",
    re.IGNORECASE,
)

_WORDS: dict[str, list[str]] = {}
for _role, _listed in rows("by_words.tsv"):
    _WORDS.setdefault(_role, []).extend(_listed.split("|"))


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longer before what they begin with; words that begin alike are looked at
    only where their first letter stands."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def is_of_a_picture(text: str) -> bool:
    """Whether a text says whose a picture is: "Photo: Ann Lee"."""
    return _PICTURE.match(text) is not None


def is_of_author(href: str) -> bool:
    """Whether an address is that of a page about somebody who writes."""
    return _OF_AUTHORS.search(href) is not None


def is_button(text: str) -> bool:
    """Whether a text is what readers are to press, and no label: "Share"."""
    return text.casefold().strip(" :：+") in _BUTTONS


def without_label(name: str) -> str:
    """A name without the word before it that says what its bearer did, where no colon parts them; only for words
    that something else tells to be signed, since sentences begin so too: "كتبت هبة الكيال"."""
    return _LABEL.sub("", name, count=1) if _LABEL.match(name) else name


def by_in(language: str | None) -> str | None:
    """The word that says by whom in a language and is something else in others; None where there is none."""
    return _ONLY_IN.get((language or "").partition("-")[0])


def leads_up(*more: str) -> str:
    """A pattern of all that leads up to a name, with the space or colon after it and `more` words for "by"."""
    by, verb, label = _any_of([*_WORDS["by"], *more]), _any_of(_WORDS["verb"]), _any_of(_WORDS["label"])
    # Chinese parts no words.
    glued = rf"[記记]者(?={HAN_NAME.pattern}(?:\s|[/／]|$))"
    return rf"(?:(?:(?:{verb})\s+)?(?:{by})(?:\s*[:：՝／/｜]\s*|\s+)|(?:{label})\s*[:：／/｜]\s*|{glued})"


_PICTURE = re.compile(
    rf"(?:{_any_of(_WORDS['picture'])})(?:\s*[:：／/]|(?<=\.)\s|\s(?:{_any_of(_WORDS['by'])})\s)", re.I
)
_LABEL = re.compile(rf"(?:{_any_of(word for word in _WORDS['label'] if not word.isascii())})\s+(?=\S)", re.I)
_BUTTONS = frozenset(_WORDS["button"])
BEFORE_DAYS = frozenset(_WORDS["on"])
"""What leads from a name to a day, in scripts without small letters."""
NAME_BEFORE_BY = re.compile(rf"(\S.*?)\s(?:{_any_of(_WORDS['behind'])})(?=\s|$)")
"""A name that "by" follows, as it does in Hindi and Turkish."""
