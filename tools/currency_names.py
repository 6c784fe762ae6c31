"""Write src/standfirst/languages/currency_names.tsv: what currencies are called in many languages, from CLDR, so
that reading amounts need not load a locale library. What CLDR does not know stands in currencies.tsv.

python tools/currency_names.py

A line: currency (ISO 4217), names and signs separated by "|", in lower case. A name or sign that means different
currencies in different languages ("dollar", "kr") is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol

LANGUAGES = (
    "en es fr de it pt pt_PT nl sv nb da fi is et lv lt pl cs sk sl hr sr sr_Latn bs mk bg ru uk be ro hu el tr az ca "
    "gl eu he ar fa ur hi bn mr ta te gu pa th vi id ms fil sw zh zh_Hant ja ko ka hy kk af cy ga"
).split()
CURRENCIES = (
    "EUR USD GBP CAD AUD NZD BRL MXN CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RSD MKD ALL BAM RUB UAH BYN KZT GEL AMD "
    "AZN TRY ILS JPY CNY TWD HKD SGD KRW INR PKR BDT LKR NPR IDR MYR PHP VND THB KES TZS UGX ETB ZAR NGN GHS XOF XAF "
    "EGP MAD DZD TND LYD JOD LBP IQD IRR SAR AED QAR KWD ARS CLP COP PEN BOB PYG UYU VES CRC GTQ HNL NIO DOP CUP"
).split()
COUNTS = (0, 1, 2, 3, 5, 1.5, 100)
# Shorter names are words of many languages ("den", "lei"), unless they hold a sign.
SHORTEST = 4
# Codes that are words of English.
WORDS = frozenset(("ALL", "TRY", "MAD", "CUP", "COP", "PEN", "GEL"))
OUT = Path(__file__).parent.parent / "src" / "standfirst" / "languages" / "currency_names.tsv"


def main() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for tag in LANGUAGES:
        locale = Locale.parse(tag)
        for currency in CURRENCIES:
            for name in names(currency, locale):
                meant[name].add(currency)
    rows: dict[str, list[str]] = defaultdict(list)
    for name, currencies in meant.items():
        if len(currencies) == 1:
            rows[next(iter(currencies))].append(name)
    lines = [f"{currency}\t{'|'.join(sorted(rows[currency]))}" for currency in CURRENCIES]
    OUT.write_text("\n".join(["currency\tnames", *lines]) + "\n", "utf-8")


def names(currency: str, locale: Locale) -> Iterator[str]:
    told = [get_currency_name(currency, count, locale) for count in COUNTS]
    told += [get_currency_name(currency, None, locale), get_currency_symbol(currency, locale)]
    if currency not in WORDS:
        yield currency.lower()
    for name in told:
        low = " ".join(name.lower().split())
        long = len(low) >= SHORTEST or (len(low) > 1 and any(category(char) == "Sc" for char in low))
        if long and not any(char in low for char in "|()0123456789"):
            yield low


if __name__ == "__main__":
    main()
