"""What it costs to print a site: cold, again, and after one story has changed, beside Hugo and Pelican.

    python bench/publish.py [--stories 10000] [--peer-stories 1000] [--no-hugo] [--no-pelican]

Five editions of the same stories: a page for each story, region, day and what is new. Ours makes up the pages,
prints them with their feeds and sitemaps and writes them; the others get the same pages as content files, and
templates that print the same words. Hugo prints with all processors, so processor time (user and system, of
children too) is what is compared; wall time stands beside it. Needs `hugo` and `pelican` where they are to be
compared; they print the pages of `--peer-stories` stories, since Pelican takes long.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.press_days import NEWEST, editions, stories
from standfirst import layout, printing, render
from standfirst.flatplan import one_by_one
from standfirst.layout import Known
from standfirst.model import Listing, Story

MORNING = datetime.combine(NEWEST, datetime.min.time(), UTC)
SITE = render.Site("The Lantern", "https://lantern.example/")
TEMPLATE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="/standfirst.css"><link rel="canonical" href="{url}"></head>
<body><header><p>{site}</p></header><main><h1>{title}</h1>
{briefs}</main><footer><p>Headlines and standfirsts are quoted from the outlets named.</p></footer></body></html>
"""
GO = """{{ range .Params.briefs }}<article lang="{{ .language }}">
<h2><a href="{{ .link }}">{{ .headline }}</a></h2><p>{{ .standfirst }}</p>
<footer><p>{{ .outlet }} <time datetime="{{ .published }}">{{ .published }}</time></p>
{{ if .others }}<details><summary>{{ len .others }} more</summary><ul>
{{ range .others }}<li lang="{{ .language }}"><a href="{{ .link }}">{{ .headline }}</a>
<small>{{ .outlet }} {{ .published }}</small></li>{{ end }}</ul></details>{{ end }}</footer></article>{{ end }}
"""
JINJA = """{% for b in article.briefs | from_json %}<article lang="{{ b.language }}">
<h2><a href="{{ b.link }}">{{ b.headline|e }}</a></h2><p>{{ b.standfirst|e }}</p>
<footer><p>{{ b.outlet|e }} <time datetime="{{ b.published }}">{{ b.published }}</time></p>
{% if b.others %}<details><summary>{{ b.others|length }} more</summary><ul>
{% for o in b.others %}<li lang="{{ o.language }}"><a href="{{ o.link }}">{{ o.headline|e }}</a>
<small>{{ o.outlet|e }} {{ o.published }}</small></li>{% endfor %}</ul></details>{% endif %}
</footer></article>{% endfor %}
"""


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, before = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - wall, _processor() - before


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def ours(folder: Path, told: Sequence[Story], known: Known) -> None:
    plan = layout.plan(editions(), told, [], known, MORNING)
    printing.print_plan(folder, plan, partial(render.sheets, SITE, sources=[]))


def changed(told: Sequence[Story]) -> list[Story]:
    """The stories, one of them reworded."""
    story = told[len(told) // 2]
    first = replace(story.tellings[0], headline="Something else entirely")
    new = replace(story, tellings=(first, *story.tellings[1:]))
    return [new if each is story else each for each in told]


def line(name: str, pages: int, wall: float, processor: float) -> None:
    each = processor / pages * 1000
    print(f"{name:34}{pages:7} pages {wall:8.2f} s wall {processor:8.2f} s processor {each:8.3f} ms a page")


def contents(listings: Sequence[Listing]) -> Iterator[tuple[str, dict[str, object]]]:
    """The same pages as data: the path, and what a content file says."""
    for page in listings:
        briefs = [
            {
                "headline": b.item.headline,
                "standfirst": b.item.standfirst,
                "link": b.item.link,
                "language": b.item.language,
                "outlet": b.outlet,
                "published": b.item.published,
                "others": [
                    {n: getattr(o, n) for n in ("headline", "link", "language", "outlet", "published")}
                    for o in b.others
                ],
            }
            for section in page.sections
            for b in section.briefs
        ]
        yield page.path, {"title": page.title, "lang": page.language, "date": str(page.dated), "briefs": briefs}


def hugo(folder: Path, listings: Sequence[Listing]) -> list[str]:
    """The command that prints the pages with Hugo, its folder made ready."""
    (folder / "layouts/_default").mkdir(parents=True)
    words = {"lang": "{{ .Params.lang }}", "title": "{{ .Title }}", "url": "{{ .Permalink }}"}
    words["site"] = "{{ .Site.Title }}"
    (folder / "layouts/_default/single.html").write_text(TEMPLATE.format(**words, briefs=GO))
    (folder / "config.toml").write_text(
        f'baseURL = "{SITE.url}"\ntitle = "{SITE.title}"\nuglyURLs = true\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"]\n'
    )
    for path, told in contents(listings):
        file = folder / "content" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")
    return ["hugo", "--quiet", "--source", str(folder), "--destination", str(folder / "public")]


def pelican(folder: Path, listings: Sequence[Listing]) -> list[str]:
    """The same with Pelican."""
    theme = folder / "theme/templates"
    theme.mkdir(parents=True)
    words = {"lang": "{{ article.tongue }}", "title": "{{ article.title }}", "url": "{{ article.url }}"}
    words["site"] = "{{ SITENAME }}"
    (theme / "article.html").write_text(TEMPLATE.format(**words, briefs=JINJA))
    for path, told in contents(listings):
        file = folder / "content" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        briefs = json.dumps(told["briefs"], ensure_ascii=False)
        file.write_text(
            f"Title: {told['title']}\nDate: {told['date']}\nTongue: {told['lang']}\n"
            f"Slug: {path.replace('/', '-')}\nSave_as: {path}.html\nUrl: {path}.html\nBriefs: {briefs}\n\n",
            "utf-8",
        )
    (folder / "pelicanconf.py").write_text(
        f'import json\nSITENAME = "{SITE.title}"\nSITEURL = "{SITE.url}"\nPATH = "content"\nTHEME = "theme"\n'
        'TIMEZONE = "UTC"\nDEFAULT_LANG = "en"\nDIRECT_TEMPLATES = []\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n'
        'AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""\nJINJA_FILTERS = {"from_json": json.loads}\n'
        "STATIC_PATHS = []\nTHEME_STATIC_PATHS = []\nTYPOGRIFY = False\n"
    )
    return [
        sys.executable,
        "-m",
        "pelican",
        "-s",
        str(folder / "pelicanconf.py"),
        "-o",
        str(folder / "public"),
        "-q",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--peer-stories", type=int, default=1_000)
    parser.add_argument("--no-hugo", action="store_true")
    parser.add_argument("--no-pelican", action="store_true")
    args = parser.parse_args()
    told, known = stories(args.stories)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        cold = measured(lambda: ours(folder / "site", told, known))
        pages = len(list((folder / "site").rglob("*.html")))
        line("standfirst, cold", pages, *cold)
        line("standfirst, nothing changed", pages, *measured(lambda: ours(folder / "site", told, known)))
        line(
            "standfirst, one story changed", pages, *measured(lambda: ours(folder / "site", changed(told), known))
        )
        some, known = stories(args.peer_stories)
        listings = [
            page
            for each in one_by_one(layout.plan(editions(), some, [], known, MORNING))
            for page in each.laid_out()
        ]
        least = measured(lambda: ours(folder / "few", some, known))
        each = least[1] / len(list((folder / "few").rglob("*.html")))
        line("standfirst, cold, fewer", len(list((folder / "few").rglob("*.html"))), *least)
        for name, prepared, left_out in (("hugo", hugo, args.no_hugo), ("pelican", pelican, args.no_pelican)):
            if left_out or (name == "hugo" and not shutil.which("hugo")):
                continue
            command = prepared(folder / name, listings)
            took = measured(lambda command=command: subprocess.run(command, check=True))  # type: ignore[misc]
            printed = len(list((folder / name / "public").rglob("*.html")))
            line(f"{name}, cold", printed, *took)
            print(f"{'':34}standfirst takes {each / (took[1] / max(1, printed)):.2f} times as long a page")
    return 0


if __name__ == "__main__":
    sys.exit(main())
