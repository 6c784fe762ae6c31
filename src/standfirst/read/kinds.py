"""Kinds: what sort of piece an item is, from its link and its words.

Nearly everything is an article, so a rule here must be sure: each asks for two signs at least, and the words of
a standfirst count less than those of a headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from standfirst.model import Kind
from standfirst.read.dates import names_a_day

_PATHS: Mapping[str, Kind] = {
    **dict.fromkeys("video videos vidéo vidéos vídeo videa wideo video-clips videoclips clips".split(), "video"),
    **dict.fromkeys("podcast podcasts audio audios".split(), "audio"),
    **dict.fromkeys(
        "gallery galleries photos photo-gallery photogallery photo-galleries photoview slideshow slideshows "
        "fotos fotogaleria fotogalerias fotogalerie fotostrecke fotostrecken bildergalerie bildergalerien galeria "
        "galerias galerie fotogallery gallerie diaporama diaporamas in-pictures fotogalleria foto-galeri".split(),
        "gallery",
    ),
    **dict.fromkeys("liveblog live-blog liveblogs liveticker live-updates".split(), "live"),
    **dict.fromkeys("event events veranstaltung veranstaltungen etkinlik etkinlikler".split(), "event"),
}
_HOSTS: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("youtube.com", "youtu.be", "vimeo.com", "player.vimeo.com", "dailymotion.com", "rutube.ru"), "video"
    ),
    **dict.fromkeys(("soundcloud.com", "anchor.fm", "podcasts.apple.com"), "audio"),
}
_LOOKED_AT = 600
_AMOUNT = (
    r"(?:[$€£¥₹₽₺]\s?\d[\d.,' ]{0,20}"
    r"|\d[\d.,' ]{0,20}\s?(?:[$€£₹₽₺]|euros?\b|dollars?\b|pounds?\b|usd\b|eur\b|kr\b|руб|грн|zł|円|元|원))"
)
_MONEY = re.compile(_AMOUNT, re.IGNORECASE)
_MONEY_FIRST = re.compile(rf"^{_AMOUNT}\s*(?:for|para|pour|für|per|voor|на|для)\b", re.IGNORECASE)
_LIVE = re.compile(
    r"\s[–—-]\s(?:live|live updates|en direct|en directo|ao vivo|live-ticker|онлайн)\.?$|\bliveblog\b",
    re.IGNORECASE,
)
_TRAILER = re.compile(r"\b(?:gameplay|official|launch|teaser) trailer$|^videos? of\s", re.IGNORECASE)
_NEW_ISSUE = re.compile(
    r"\b(?:new|latest|nuevo|nueva|nouveau|nouvelle|nuovo|neue|novo|nova|nieuwe|nya|nowy|новый|новий|yeni)\b|№|\d",
    re.IGNORECASE,
)
_ENDS_LIVE = re.compile(r"live|dire[ct]t|vivo|онлайн|directo", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")
_ISSUES = (
    "issue edition edici numero número numéro magazin revista rivista revue ausgabe heft zeitschrift nummer "
    "tijdschrift tidskrift numer czasopismo číslo časopis номер журнал выпуск випуск sayı dergi 号 호 期"
).split()


def kind_of_link(link: str | None) -> Kind | None:
    """The kind that an address tells: a folder of videos, a host that has nothing else."""
    if not link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host in _HOSTS:
        return _HOSTS[host]
    for folder in parts.path.lower().split("/")[1:-1]:
        if folder in _PATHS:
            return _PATHS[folder]
    return None


def kind_of_words(headline: str, standfirst: str, language: str | None) -> tuple[Kind, str] | None:
    """The kind that an item's words tell, and why; None for an article, which is nearly always."""
    headline, standfirst = headline[:_LOOKED_AT], standfirst[:_LOOKED_AT]
    if _ENDS_LIVE.search(headline[-24:]) and _LIVE.search(headline):
        return "live", "its headline says it goes on"
    if (headline[-7:].lower() == "trailer" or headline[:5].lower() == "video") and _TRAILER.search(headline):
        return "video", "its headline names a film"
    if (
        _names_issue(headline)
        and _NEW_ISSUE.search(headline)
        and _has("issue", headline)
        and _has("out", headline)
    ):
        return "magazine", "its headline says that an issue is out"
    if _is_appeal(headline, standfirst):
        return "appeal", "it asks for money or for help"
    if _is_event(headline, standfirst, language):
        return "event", "it says when something will take place"
    return None


def _names_issue(headline: str) -> bool:
    low = headline.lower()
    return any(stem in low for stem in _ISSUES)


def _is_appeal(headline: str, standfirst: str) -> bool:
    if _MONEY_FIRST.match(headline) and _has("cause", headline):
        return True
    if any(mark in headline for mark in "?？") and _asks(headline):
        return True
    # Money is in every second piece; an appeal names an amount and twice what is done with it.
    first = f"{headline}. {_first_sentences(standfirst)}" if headline else _first_sentences(standfirst)
    if not _DIGIT.search(first):
        return False
    return bool(_MONEY.search(first)) and len(_found("money", first)) >= 2 and _has("cause", first)


def _asks(headline: str) -> bool:
    """ "Are you ...? Then join us!": a question to the reader, and what to do."""
    question, _, rest = re.sub("？", "?", headline).partition("?")
    low = question.strip().lower()
    asked = any(low.startswith((words, "¿" + words)) for words in _plain("asked"))
    return asked and 0 < len(rest) < 60 and _has("asks", rest)


def _is_event(headline: str, standfirst: str, language: str | None) -> bool:
    named = _DIGIT.search(headline) and names_a_day(headline, language)
    if named and _has("occasion", headline) and not _has("grave", headline):
        return True
    first = _first_sentences(standfirst, 1)
    if not _DIGIT.search(first):
        return False
    happens = _found("happens", first)
    if not happens:
        return False
    before = f"{headline} {first[: first.lower().find(happens[0]) + 60]}"
    return _has("occasion", before) and not _has("grave", before) and names_a_day(first, language)


def _first_sentences(text: str, count: int = 2) -> str:
    ends = [found.end() for found in _SENTENCE.finditer(text[:600])]
    return text[: ends[min(count, len(ends)) - 1]] if ends else text[:400]


# --- words -------------------------------------------------------------------------------------------------


def _has(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text.lower()))


def _found(name: str, text: str) -> list[str]:
    return sorted(set(_pattern(name).findall(text.lower())))


@cache
def _plain(name: str) -> tuple[str, ...]:
    text = (resources.files("standfirst.languages") / "kind_words.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines()[1:])
    return tuple(next(listed for known, _, listed in rows if known == name).split("|"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Whole words; a star stands for any ending; scripts without spaces are found anywhere."""
    spaced: list[str] = []
    unspaced: list[str] = []
    for word in _plain(name):
        stem = re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        (unspaced if re.match(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]", word) else spaced).append(stem)
    spaced.sort(key=len, reverse=True)
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", *unspaced]))
