"""Our pages as data for other makers of sites, with templates by which they print the same elements.

What our templates are filled with is written down page by page: every text that ours works out (days and languages
in words, which telling speaks, ways, hreflang, parts of long pages) is given to the others ready-made. They print
neither feeds nor sitemaps nor indexes of regions and days, and compare nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from standfirst import render
from standfirst.flatplan import Plan, Planned, Shelf
from standfirst.model import Listing
from standfirst.render import outline

FOLDER = Path(__file__).parent
_PAGE = import_module("standfirst.render.page")
_SAME = ("title", "description", "root", "canonical", "published", "shape", "heading", "dateline", "count", "home",
         "turning")  # fmt: skip
Told = tuple[str, dict[str, Any]]


def told(site: render.Site, plan: Plan) -> tuple[list[Told], dict[str, dict[str, Any]]]:
    """Of each page its path and what it says, and of each edition what all its pages say."""
    words: dict[str, Mapping[str, Any]] = {}
    planned = (one for each in plan for one in (each.plans() if isinstance(each, Shelf) else [each]))
    listings = [page for one in planned for page in one.laid_out()]
    singly = [Planned(page.path, "", partial(list, [page])) for page in listings]
    filling = _PAGE.fill
    try:
        for sheet in render.sheets(site, outline.outlined(singly, outline.Before({}, {}, dict)), []):
            if isinstance(sheet, render.Sheet) and sheet.name.endswith(".html"):
                _PAGE.fill = partial(_noted, words, sheet.name.removesuffix(".html"), filling)
                sheet.printed()
    finally:
        _PAGE.fill = filling
    pages = [(page.path, _page(page, words[page.path])) for page in listings]
    return pages, {page.edition_id: _edition(words[page.path]) for page in listings if page.edition_id}


def _noted(noted: dict[str, Mapping[str, Any]], path: str, filling: Any, /, *args: Any, **words: Any) -> str:
    noted[path] = words
    return str(filling(*args, **words))


def _edition(words: Mapping[str, Any]) -> dict[str, Any]:
    said = ("skip", "languages", "feeds", "sources", "colophon", "earlier", "later")
    own = {"language": words["language"], "dir": words["dir"], "masthead": words["masthead"]}
    return own | {word: str(words["say"](word)) for word in said}


def _page(page: Listing, words: Mapping[str, Any]) -> dict[str, Any]:
    ways = {name: [way._asdict() for way in words[name]] for name in ("ways", "tongues", "parts", "feeds")}
    one = {name: words.get(name) and words[name]._asdict() for name in ("otherwise", "earlier", "later")}
    tongue = words["heading_tongue"]
    return {
        "edition": page.edition_id,
        "alternates": words["alternates"],
        "heading_lang": tongue.lang,
        "heading_dir": tongue.dir,
        "sections": [_section(section, words) for section in words["sections"]],
        **{name: words[name] for name in _SAME},
        **ways,
        **one,
    }


def _section(section: Any, words: Mapping[str, Any]) -> dict[str, Any]:
    briefs = [_brief(b, words["words"]) for b in section.briefs]
    return {
        "title": section.title,
        "lang": section.tongue.lang,
        "dir": section.tongue.dir,
        "briefs": briefs,
    }


def _brief(b: Any, words: Any) -> dict[str, Any]:
    if b.days or b.fund or b.files or b.errata:
        raise ValueError("the templates for the others print no days, sums, files and errata")
    item, same = b.brief.item, ("type", "image", "mark", "foreign", "headline", "href", "standfirst", "read_at",
                                "dated", "copy", "shared", "languages_of_others", "story")  # fmt: skip
    credited = ("words", "href", "outlet", "dated", "copy")
    others = [
        {"name": group.name, "lang": group.tongue.lang, "dir": group.tongue.dir,
         "tellings": [{name: getattr(other, name) for name in credited} for other in group.tellings]}
        for group in b.others
    ]  # fmt: skip
    return {
        "lang": b.tongue.lang,
        "dir": b.tongue.dir,
        "kind": item.kind,
        "kicker": item.kicker,
        "byline": item.byline,
        "outlet": b.brief.outlet,
        "published": item.published,
        "others": others,
        "more": words.say("more", len(b.brief.others)),
        "tellings": words.say("tellings", len(b.brief.others) + 1),
        **{name: getattr(b, name) for name in same},
    }


def hugo(folder: Path, site: render.Site, pages: Iterable[Told], editions: Mapping[str, Any]) -> list[str]:
    """The command that prints the pages with Hugo, its folder made ready."""
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "layouts/_default/single.html").write_text((FOLDER / "hugo.html").read_text("utf-8"), "utf-8")
    config = {
        "baseURL": site.url,
        "title": site.title,
        "uglyURLs": True,
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"],
        "params": {"editions": editions},
    }
    (folder / "config.json").write_text(json.dumps(config, ensure_ascii=False), "utf-8")
    for path, said in pages:
        own = {"title": said["title"], "told": said}
        _write(folder / f"content/{path}.md", json.dumps(own, ensure_ascii=False) + "\n")
    return ["hugo", "--quiet", "--source", str(folder), "--destination", str(folder / "public")]


def pelican(folder: Path, site: render.Site, pages: Iterable[Told], editions: Mapping[str, Any]) -> list[str]:
    """The same with Pelican."""
    _write(folder / "theme/templates/article.html", (FOLDER / "pelican.html").read_text("utf-8"))
    for path, said in pages:
        _write(
            folder / f"content/{path}.md",
            f"Title: {path}\nDate: 2026-03-30\nSlug: {path.replace('/', '-')}\nSave_as: {path}.html\n"
            f"Url: {path}.html\nTold: {json.dumps(said, ensure_ascii=False)}\n\n",
        )
    _write(
        folder / "pelicanconf.py",
        f"import json\nSITENAME = {site.title!r}\nSITEURL = {site.url!r}\nPATH = 'content'\nTHEME = 'theme'\n"
        "TIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nDIRECT_TEMPLATES = []\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n"
        "AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''\nJINJA_FILTERS = {'from_json': json.loads}\n"
        f"JINJA_GLOBALS = {{'EDITIONS': {dict(editions)!r}}}\n"
        "STATIC_PATHS = []\nTHEME_STATIC_PATHS = []\nTYPOGRIFY = False\n",
    )
    settings = ["-s", str(folder / "pelicanconf.py"), "-o", str(folder / "public"), "-q"]
    return [sys.executable, "-m", "pelican", *settings]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def otherwise(ours: Path, theirs: Path, paths: Sequence[str]) -> Iterator[str]:
    """For each page that does not hold the same elements with the same words, where it begins to differ."""
    for path in paths:
        one, other = (_elements((folder / f"{path}.html").read_bytes()) for folder in (ours, theirs))
        for mine, yours in zip([*one, None], [*other, None], strict=False):
            if mine != yours:
                yield f"{path}: {mine} | {yours}"
                break


def _elements(page: bytes) -> list[tuple[object, ...]]:
    tree = LexborHTMLParser(page)
    found = []
    for node in tree.css("*"):
        text = " ".join(node.text(deep=False).split())
        attributes = tuple(sorted((name, value or "") for name, value in node.attributes.items()))
        found.append((node.tag, attributes, text))
    return [each for each in found if dict(each[1]).get("name") != "generator"]
