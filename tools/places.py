"""Write src/standfirst/places/names.tsv: the names of countries and regions in the languages we know, from CLDR.

python tools/places.py
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

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


if __name__ == "__main__":
    main()
