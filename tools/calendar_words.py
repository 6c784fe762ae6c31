"""Write src/standfirst/languages/calendar.tsv: the words of dates, from CLDR and calendar_more.tsv beside this
file, folded as they are compared, so that reading dates need not load a locale library.

python tools/calendar_words.py

A line: language, role, number, words separated by "|". Roles: month, weekday (1 is Monday), ago (number is the
unit in UNITS, words are patterns with {}), day (number of days back), persian, bikram and hijri (months of those
calendars), order (of day, month and year in numeric dates). The language "*" holds what the larger languages
agree on.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from standfirst.read.dates.words import fold

LANGUAGES = (
    "af am ar ar_DZ ar_IQ ar_MA as ast az be bg bn br bs ca ckb cs cy da de de_AT el en eo es es_MX et eu "
    "fa fa_AF fi fil fo fr fr_CA fy ga gd gl gsw gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ku ky "
    "lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn oc om or pa pl ps pt pt_PT rm ro ru rw sc sd si "
    "sk sl so sq sr sr_Latn st su sv sw ta te tg th ti tk tr tt ug uk ur uz vi wo xh yi yo zh zh_Hant zu "
).split()
UNITS = ("minute", "hour", "day", "week", "month", "year", "second")
SHORTEST_SHARED = 3
LARGER = frozenset(
    "en fr es pt it de nl sv no da fi is et lv lt pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az ca gl eu sq he "
    "ar fa ur hi bn th vi id ms fil zh ja ko ka hy kk mr ne ta te gu pa ml kn sw af cy ga mt eo".split()
)
MORE = Path(__file__).parent / "calendar_more.tsv"
OUT = Path(__file__).parent.parent / "src" / "standfirst" / "languages" / "calendar.tsv"
DIGIT = re.compile(r"\d")
Table = dict[tuple[str, str, int], dict[str, None]]
# CLDR's tags for what we call by one name.
OURS = {"nb": "no", "nn": "no"}


def main() -> None:
    table: Table = defaultdict(dict)
    # A process each: Babel's aliases leak words of one locale into those loaded after it.
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        for tag, words in zip(LANGUAGES, pool.map(words_of, LANGUAGES), strict=True):
            language = OURS.get(tag, tag.split("_")[0])
            for role, number, word in words:
                if clean := tidy(word, role):
                    table[language, role, number][clean] = None
    for line in MORE.read_text("utf-8").splitlines()[1:]:
        language, role, number, words = line.split("\t")
        table[language, role, int(number)].update(dict.fromkeys(lean(word) for word in words.split("|")))
    table |= agreed(table)
    lines = ["language\trole\tnumber\twords"]
    lines += [
        f"{language}\t{role}\t{number}\t{'|'.join(words)}" for (language, role, number), words in table.items()
    ]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


def agreed(table: Table) -> Table:
    """What words mean where the language is not known: the larger languages must agree on it."""
    meanings: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for (language, role, number), words in table.items():
        if language in LARGER and role not in ("order", "bikram"):
            for word in words:
                if len(word) >= SHORTEST_SHARED or not word.isascii():
                    meanings[word].add((role, number))
    found: Table = defaultdict(dict)
    for word, pairs in meanings.items():
        for role in {role for role, _ in pairs}:
            numbers = [number for known, number in pairs if known == role]
            if len(numbers) == 1:
                found["*", role, numbers[0]][word] = None
    return found


def words_of(tag: str) -> list[tuple[str, int, str]]:
    try:
        locale = Locale.parse(tag)
    except UnknownLocaleError:
        print("no data:", tag)
        return []
    order = [] if "_" in tag else [("order", 0, order_of(locale))]
    return [*all_words(locale), *order]


def all_words(locale: Locale) -> Iterator[tuple[str, int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, word in locale.months[context][width].items():
                yield "month", number, word
            for number, word in locale.days[context][width].items():
                yield "weekday", number + 1, word
        for number, word in locale.days[context].get("short", {}).items():
            yield "weekday", number + 1, word
    fields: Any = locale._data["date_fields"]
    for number, unit in enumerate(UNITS):
        for width in ("", "-short", "-narrow"):
            for pattern in dict(fields.get(unit + width, {}).get("past", {})).values():
                yield "ago", number, pattern.replace("{0}", "{}")


def tidy(word: str, role: str) -> str:
    word = lean(re.sub(r"[\u200e\u200f\u061c]", "", word))
    if role == "ago":
        # A pattern like "-{} h" says too little to be sure of.
        letters = re.sub(r"[\W\d_]", "", word)
        return " ".join(word.split()) if "{}" in word and len(letters) > 1 else ""
    # "M03" and "3月" hold a number: the shapes of dates know those.
    return "" if DIGIT.search(word) or len(word) < 2 else " ".join(word.split())


def lean(word: str) -> str:
    word = fold(unicodedata.normalize("NFC", word)).strip(" .'")
    # Catalan and Occitan months come with their article.
    for article in ("de ", "d'"):
        word = word.removeprefix(article) if len(word) > 4 else word
    return word


def order_of(locale: Locale) -> str:
    pattern = re.sub(r"'[^']*'", "", locale.date_formats["short"].pattern)
    return "".join(dict.fromkeys(c.lower() for c in pattern if c in "dMy"))


if __name__ == "__main__":
    main()
