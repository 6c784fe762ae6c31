"""Listings as text, of known headlines and standfirsts in slots of random order: what bench/train_lines.py learns
from beside the dumps of labelled pages, which are too few to show all the ways in which listings are laid out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_timedelta
from dumps import Dump

Chance = random.Random
Pair = tuple[str, str]

SCRIPTS = {
    **{"ru": "cyr", "uk": "cyr", "ar": "ar", "fa": "ar", "ur": "ar", "zh": "zh", "zh-Hans": "zh", "zh-Hant": "zh"},
    **{"ja": "ja", "ko": "ko", "el": "el", "hi": "hi", "he": "he", "th": "th"},
}
NAMES = {
    "": "Anna Berg|Jonas Weil|Maria del Sol|P. Novak|Ines Rocha|Tom Hale|K. Lind|Eva Maris Dahl|admin|Redaktion"
    "|Luca Fanti|Sofia Wirt|Newsdesk|Olga Petrov|J. R. Stone|M. Okafor",
    "cyr": "Анна Берг|Иван Полев|О. Марченко|Редакция|Сергей Лунин|Мария Волк",
    "ar": "سلمى حداد|كريم ناصر|التحرير|ليلى منصور",
    "zh": "李明|王晓东|本报记者|张伟",
    "ja": "山本 春|編集部|佐藤ゆき",
    "ko": "김하늘 기자|이도윤|편집부",
    "el": "Άννα Μπέργκου|Νίκος Λέκκας|Σύνταξη",
    "hi": "अनीता शर्मा|रवि कुमार|टीम डिजिटल",
    "he": "דנה לוי|יואב כהן|מערכת האתר",
    "th": "สมชาย ใจดี|กองบรรณาธิการ|มาลี ศรีสุข",
}
TOPICS = {
    "": "Sport|Politik|Economia|World|Tech|Cultura|Lokales|News|Opinion|Video|Mundo|Health|Science|Cronaca"
    "|Local news|POLITICS|KULTUR|SOCIETÀ|Business & Finance|In focus",
    "cyr": "Спорт|Политика|Общество|В мире|ЭКОНОМИКА|Новости",
    "ar": "رياضة|سياسة|اقتصاد|منوعات",
    "zh": "体育|国际|财经|社会",
    "ja": "スポーツ|国際|経済|社会",
    "ko": "스포츠|정치|경제|사회",
    "el": "Αθλητικά|Πολιτική|Κόσμος|ΟΙΚΟΝΟΜΙΑ",
    "hi": "खेल|राजनीति|दुनिया|देश",
    "he": "חדשות|ספורט|כלכלה|תרבות",
    "th": "ข่าวทั่วไป|กีฬา|การเมือง|ท้องถิ่น",
}
BY = {
    **{"en": "By ", "es": "Por ", "fr": "Par ", "it": "di ", "pt": "Por ", "pt-br": "Por ", "de": "Von "},
    **{"nl": "Door ", "pl": "Autor: ", "sv": "Av ", "ru": "Автор: ", "uk": "Автор: ", "tr": "Yazan: "},
    **{"ar": "بقلم ", "zh": "记者 ", "ja": "文：", "el": "του ", "id": "Oleh "},
}
MORE = {
    "en": "Read more|Continue reading|Read more »|More|READ MORE|Read the full story →",
    "es": "Leer más|Seguir leyendo|Ver más »",
    "fr": "Lire la suite|Lire plus|En savoir plus",
    "it": "Leggi tutto|Leggi di più|Continua",
    "pt": "Leia mais|Ler mais|Continuar lendo",
    "de": "Weiterlesen|Mehr|mehr »|Mehr lesen",
    "nl": "Lees meer|Lees verder",
    "pl": "Czytaj więcej|Więcej",
    "sv": "Läs mer",
    "cs": "Číst více|Celý článek",
    "ru": "Читать далее|Подробнее",
    "uk": "Читати далі|Детальніше",
    "tr": "Devamını oku|Devamı",
    "ar": "اقرأ المزيد|المزيد",
    "zh": "阅读全文|更多|[详细]",
    "ja": "続きを読む|もっと見る",
    "ko": "더보기|자세히 보기",
    "el": "Διαβάστε περισσότερα",
    "hi": "और पढ़ें|Read more",
    "fa": "ادامه مطلب|بیشتر بخوانید",
    "ur": "مزید پڑھیں",
    "he": "קרא עוד|המשך קריאה",
    "th": "อ่านต่อ|อ่านเพิ่มเติม",
    "vi": "Xem thêm|Đọc tiếp",
    "zh-Hans": "阅读全文|更多",
    "zh-Hant": "閱讀全文|繼續閱讀|詳全文",
    "hu": "Tovább|Bővebben",
    "fi": "Lue lisää",
    "ro": "Citește mai mult",
    "id": "Selengkapnya|Baca selengkapnya",
    "ca": "Llegir més",
}
REPLIES = {
    "en": "{n} comments|{n} Comments|Leave a comment|No Comments|Comments Off|{n}|{n} responses|Comments ({n})",
    "es": "{n} comentarios|Sin comentarios|Deja un comentario",
    "fr": "{n} commentaires|Aucun commentaire|Laisser un commentaire",
    "de": "{n} Kommentare|Keine Kommentare|{n}",
    "it": "{n} commenti|Nessun commento|Commenta",
    "pt": "{n} comentários|Sem comentários",
    "ru": "{n} комментариев|Комментарии: {n}|Нет комментариев",
    "zh": "评论({n})|{n}评论|阅读 {n}",
    "ja": "コメント({n})|{n}",
    "nl": "{n} reacties|Reageer",
    "pl": "{n} komentarzy|Brak komentarzy",
    "tr": "{n} yorum|Yorum yok",
}
BESIDE = """{n} views|{n} min read|Share|Share this|Tweet|Photo: {name}|({name})|Tags: {k}|Filed under: {k}
{k}, {k2}|{k}, {k2}, {k3}|Filed Under: {k}, {k2}, {k3}|Image|Icon|Listen|Video|{n}|5:4{m}|Save|Like {n}|Print
Advertisement|PDF|Posted in {k}|{name}/Reuters|toggle caption|Live|Updated|Exclusive|Gallery""".replace(
    "\n", "|"
).split("|")
AROUND = """Home|News|Contact|About us|Menu|Search|Login|Archive|Post navigation|← Older posts|Newer posts →|Next
1 2 3 … 14|Subscribe to our newsletter|All news|Latest news|Most read|View all|Category Archives: News
You are here: Home|Follow us|Facebook|Twitter|Load more|Advertisement|Copyright 2020|Page 1 of 9|Sort by|Popular
Sign up for our daily newsletter and never miss a story.|Cookies help us deliver our services.|Recent comments
Trending|Upcoming events""".replace("\n", "|").split("|")
FIRST_SENTENCE = re.compile(r".{25,}?[.!?。।](?=\s|$|[^\s\d])")


@dataclass
class Layout:
    """How the items of one listing are laid out: a few words to choose from, how often each slot is filled, where
    it stands ("top", "below" the headline, "end", or in one "meta" line) and how it is written."""

    language: str
    names: list[str]
    topics: list[str]
    often: dict[str, float]
    place: dict[str, str]
    dates: str
    clock: str | None
    lead: str
    by: str
    more: str
    replies: str
    bar: str
    cut: str
    mark: str
    length: int
    words: int
    blank: str
    beside: list[tuple[float, str, str]] = field(default_factory=list)


def layout(language: str, chance: Chance) -> Layout:
    pick = chance.choice
    script = SCRIPTS.get(language, "")
    names, topics = NAMES[script].split("|"), TOPICS[script].split("|")
    leads = ("", "", "", "", "Posted on ", "on ", "Published ") if language == "en" else ("",)
    return Layout(
        language,
        chance.sample(names, min(len(names), pick((1, 2, 4, 6)))),
        chance.sample(topics, min(len(topics), pick((1, 3, 5)))),
        {
            "standfirst": chance.choices((0, 1, 0.9, 0.6, 0.3), (3, 6, 2, 1, 1))[0],
            "date": pick((0, 1, 1, 1, 0.9)),
            "byline": pick((0, 0, 0, 1, 1, 0.8)),
            "kicker": pick((0, 0, 0, 1, 1, 0.8, 0.4)),
            "more": pick((0, 0, 0, 1, 1, 0.8)),
            "replies": pick((0, 0, 0, 0, 1, 0.7)),
            "sections": pick((0, 0, 0, 0, 0, 0.2)),
            "whole": float(chance.random() < 0.06),
            "upper": float(chance.random() < 0.06),
        },
        {
            "date": pick(("top", "below", "below", "end", "end")),
            "byline": pick(("below", "end", "end", "top", "meta", "meta")),
            "kicker": pick(("top", "top", "top", "below", "end", "meta")),
            "replies": pick(("below", "end", "end", "meta")),
        },
        pick(("long", "medium", "short", "full", "iso", "ago", "long", "day", "time")),
        pick((" ", ", ", " - ")) if chance.random() < 0.25 else None,
        pick(leads),
        pick((BY.get(language, ""), BY.get(language, ""), "")),
        pick(MORE.get(language, "»").split("|")),
        pick(REPLIES.get(language, REPLIES["en"]).split("|")),
        pick((" | ", " • ", " · ", " - ", ", ", " ", " — ", " / ", "|")),
        chance.choices(("full", "cut", "first", "short", "phrase"), (7, 7, 4, 2, 4))[0],
        pick(("…", "...", " […]", " [...]", "", "…")),
        chance.randint(70, 260),
        chance.choices((0, 3, 5, 7), (5, 1, 1, 1))[0],
        chance.choices(("none", "records", "all", "headline"), (5, 3, 3, 1))[0],
        [
            (pick((1, 0.7, 0.3)), pick(BESIDE), pick(("top", "below", "end")))
            for _ in range(pick((0, 0, 0, 1, 1, 2)))
        ],
    )


def listing(name: str, language: str, pairs: Sequence[Pair], chance: Chance) -> Dump:
    """A listing of some of the pairs of headline and standfirst, all in one language."""
    how = layout(language, chance)
    told = chance.sample(list(pairs), chance.randint(5, min(22, len(pairs))))
    leading = chance.randint(1, 5) if chance.random() < 0.12 else len(told)
    day = datetime(2009, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 17 * 365 * 24 * 60))
    step = chance.choice((0.1, 1, 3, 9))
    lines = _around(how, chance)
    items = []
    for number, (headline, standfirst) in enumerate(told):
        day -= timedelta(days=chance.random() * step * 2)
        if chance.random() < how.often["sections"]:
            lines.append(chance.choice(how.topics))
        item = _item(how, headline, standfirst if number < leading else "", chance)
        date = _date(how, day, number * step) if chance.random() < how.often["date"] else None
        if date and how.dates not in ("ago", "day", "time"):
            item["published"] = day.strftime("%Y-%m-%d")
        lines += _lines(how, item, date, told, chance)
        items.append(item)
    lines += _around(how, chance)
    if chance.random() < 0.25:
        lines = lines[chance.randint(0, 3) :]
    return Dump(name, "\n".join(lines) + "\n", language, items, [])


def _around(how: Layout, chance: Chance) -> list[str]:
    """What stands above or below the items: titles and menus of the site, in words of its own or in any."""
    count = chance.choice((0, 0, 0, 0, 1, 2, 4, 9))
    return [chance.choice(AROUND if chance.random() < 0.6 else how.topics) for _ in range(count)]


def _item(how: Layout, headline: str, standfirst: str, chance: Chance) -> dict[str, Any]:
    headline = " ".join(headline.split())
    if how.words and " " in headline:
        count = chance.randint(max(1, how.words - 2), how.words + 2)
        headline = " ".join(headline.split()[:count]).rstrip(",;:")
    text = None
    if standfirst and chance.random() < how.often["standfirst"]:
        text = _cut(how, " ".join(standfirst.split()))
    return {
        "headline": headline.upper() if how.often["upper"] else headline,
        "standfirst": text,
        "byline": chance.choice(how.names) if chance.random() < how.often["byline"] else None,
        "kicker": chance.choice(how.topics) if chance.random() < how.often["kicker"] else None,
    }


def _cut(how: Layout, text: str) -> str:
    if how.cut == "first":
        found = FIRST_SENTENCE.match(text)
        return found[0] if found else text
    if how.cut == "phrase" and " " in text:
        return " ".join(text.split()[: 4 + how.length // 26]).rstrip(".,;:")
    length = {"cut": how.length, "short": 110}.get(how.cut, len(text))
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + how.mark


def _date(how: Layout, day: datetime, ago: float) -> str:
    locale = how.language.replace("-", "_").replace("_br", "_BR")
    ways: dict[str, Callable[[], str]] = {
        "iso": lambda: day.strftime("%Y-%m-%d"),
        "ago": lambda: format_timedelta(timedelta(hours=-1 - int(3 * ago)), add_direction=True, locale=locale),
        "day": lambda: format_date(day, "MMM d" if how.language == "en" else "d MMMM", locale=locale),
        "time": lambda: day.strftime("%H:%M"),
    }
    told = ways.get(how.dates, lambda: format_date(day, how.dates, locale=locale))()
    if how.clock and how.dates not in ("ago", "time"):
        told += f"{how.clock}{day:%H:%M}"
    return how.lead + told


def _lines(how: Layout, item: dict[str, Any], date: str | None, told: Sequence[Pair], chance: Chance) -> list[str]:
    slots: dict[str, list[str]] = {"top": [], "below": [], "end": [], "meta": []}
    in_one = "meta" in how.place.values()
    if date:
        slots["meta" if in_one else how.place["date"]].append(date)
    if item["byline"]:
        slots[how.place["byline"]].append(how.by + item["byline"])
    if item["kicker"]:
        slots[how.place["kicker"]].append(item["kicker"])
    if chance.random() < how.often["replies"]:
        slots[how.place["replies"]].append(how.replies.format(n=chance.randint(0, 40)))
    if slots["meta"]:
        slots[how.place["date"]].append(how.bar.join(slots["meta"]))
    for often, words, place in how.beside:
        if chance.random() < often:
            k, k2, k3 = chance.choices(how.topics, k=3)
            n, m, name = chance.randint(1, 900), chance.randint(0, 9), chance.choice(how.names)
            slots[place].append(words.format(n=n, m=m, name=name, k=k, k2=k2, k3=k3))
    below = [*slots["below"], *([item["standfirst"]] if item["standfirst"] else [])]
    if item["standfirst"] and how.often["whole"]:
        below += [" ".join(chance.choice(told)[1].split()) for _ in range(chance.randint(1, 5))]
    more = [how.more] if chance.random() < how.often["more"] else []
    return _spaced(how, slots["top"], item["headline"], [*below, *slots["end"], *more])


def _spaced(how: Layout, above: list[str], headline: str, below: list[str]) -> list[str]:
    if how.blank == "all":
        return [part for line in (*above, headline, *below) for part in (line, "")]
    apart = [""] if how.blank == "headline" else []
    return [*above, headline, *apart, *below, *([""] if how.blank != "none" else [])]


def listings(pairs: Iterable[tuple[str, str, str]], count: int, seed: int = 7) -> Iterator[Dump]:
    """So many listings of pairs, each given as its language, headline and standfirst; the same each time."""
    banks: dict[str, list[Pair]] = {}
    for language, headline, standfirst in pairs:
        banks.setdefault(language, []).append((headline, standfirst))
    chance = random.Random(seed)
    languages = sorted(banks)
    for number in range(count):
        language = languages[number % len(languages)]
        yield listing(f"listing{number}", language, banks[language], chance)
