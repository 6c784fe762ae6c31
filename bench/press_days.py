"""Stories that never were, as many as asked, for benches: several outlets and languages, thirty days."""

from __future__ import annotations

import random
from datetime import date, timedelta

from standfirst.layout import Known
from standfirst.model import Edition, Item, Story

LANGUAGES = ("en", "es", "fr", "ru", "ar")
MASTHEADS = {"en": "The Lantern", "es": "El Farol", "fr": "La Lanterne", "ru": "Фонарь", "ar": "المصباح"}
_WORDS = {
    "en": "harbour ferry council winter bridge teacher library river strike garden market school road island",
    "es": "puerto barco concejo invierno puente maestra biblioteca río huelga huerta mercado escuela camino isla",
    "fr": "port bateau conseil hiver pont institutrice bibliothèque fleuve grève jardin marché école route île",
    "ru": "гавань паром совет зима мост учительница библиотека река забастовка сад рынок школа дорога остров",
    "ar": "ميناء عبارة مجلس شتاء جسر معلمة مكتبة نهر إضراب حديقة سوق مدرسة طريق جزيرة",
}
_PLACES = ("PE", "CA", "FR", "RU", "TN", "TR", "GR", "KE", "CN", "AR", "IT", "JP", "PT", "DE", "MX", "IN")
NEWEST = date(2026, 3, 30)


def editions() -> tuple[Edition, ...]:
    return tuple(Edition(tag, MASTHEADS[tag], (tag, *(t for t in LANGUAGES if t != tag))) for tag in LANGUAGES)


def stories(count: int) -> tuple[list[Story], Known]:
    """So many stories, the same each time; two in five are told more than once."""
    draw = random.Random(7)
    told, days = [], {}
    for n in range(count):
        day = NEWEST - timedelta(days=n % 30)
        tellings = []
        for m in range(draw.choice((1, 1, 1, 2, 4))):
            tag = draw.choice(LANGUAGES)
            words = _WORDS[tag].split()
            item = Item(
                id=f"i{n}-{m}",
                source_id=f"outlet{draw.randrange(60)}",
                link=f"https://outlet{n % 60}.example/{day:%Y/%m}/story-{n}-{m}",
                headline=" ".join(draw.choices(words, k=9)).capitalize(),
                standfirst=" ".join(draw.choices(words, k=28)).capitalize() + ".",
                published=day.isoformat(),
                language=tag,
                places=(draw.choice(_PLACES),),
            )
            days[item.id] = day
            tellings.append(item)
        told.append(Story(f"s{n}", tuple(tellings)))
    return told, Known({f"outlet{n}": f"The Paper of Town {n}" for n in range(60)}, days)
