"""What it costs to print a site: cold, again, and after one story has changed, beside Hugo and Pelican.

    python bench/publish.py [--stories 10000] [--peer-stories 1000] [--no-hugo] [--no-pelican]

Five editions of the same stories: a page for each story, region, day and what is new. Ours makes up the pages,
prints them with their feeds and sitemaps and writes them; the others get the same pages as content files, and
templates that print the same elements and words (`same_pages`), which is checked page by page. Hugo prints with
all processors, so processor time (user and system, of children too) is what is compared; wall time stands beside
it. Needs `hugo` and `pelican` where they are to be compared; they print the pages of `--peer-stories`
stories, since they take long.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import same_pages
from bench.press_days import NEWEST, editions, stories
from standfirst import layout, render
from standfirst.layout import Known
from standfirst.model import Story
from standfirst.newsroom import printing

MORNING = datetime.combine(NEWEST, datetime.min.time(), UTC)
SITE = render.Site("The Lantern", "https://lantern.example/")


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
    with printing.nothing_collected():
        printing.print_plan(printing.known_of(folder), plan, partial(render.sheets, SITE, sources=[]))


def changed(told: Sequence[Story]) -> list[Story]:
    """The stories, one of them reworded."""
    story = told[len(told) // 2]
    first = replace(story.tellings[0], headline="Something else entirely")
    new = replace(story, tellings=(first, *story.tellings[1:]))
    return [new if each is story else each for each in told]


def line(name: str, pages: int, wall: float, processor: float) -> None:
    each = processor / pages * 1000
    print(f"{name:34}{pages:7} pages {wall:8.2f} s wall {processor:8.2f} s processor {each:8.3f} ms a page")


def beside(made: Path, count: int, peers: Sequence[str]) -> None:
    """The pages of so many stories, by us and by the others, and how much they have in common."""
    some, known = stories(count)
    pages, words = same_pages.told(SITE, layout.plan(editions(), some, [], known, MORNING))
    own = measured(lambda: ours(made / "few", some, known))
    printed = len(list((made / "few").rglob("*.html")))
    line("standfirst, cold, fewer", printed, *own)
    for name in peers:
        prepared = same_pages.hugo if name == "hugo" else same_pages.pelican
        command = prepared(made / name, SITE, pages, words)
        took = measured(lambda command=command: subprocess.run(command, check=True))  # type: ignore[misc]
        theirs = len(list((made / name / "public").rglob("*.html")))
        line(f"{name}, cold", theirs, *took)
        each, them = own[1] / printed, took[1] / max(1, theirs)
        other = list(same_pages.otherwise(made / "few", made / name / "public", [path for path, _ in pages]))
        print(f"{'':34}standfirst takes {each / them:.2f} times as long a page, {name} {them / each:.2f} times")
        print(f"{'':34}{len(pages) - len(other)} of {len(pages)} pages hold the same elements and words")
        print("".join(f"{'':34}{told}\n" for told in other[:2]), end="")


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
        left_out = {"hugo": args.no_hugo or not shutil.which("hugo"), "pelican": args.no_pelican}
        beside(folder, args.peer_stories, [name for name, left in left_out.items() if not left])
    return 0


if __name__ == "__main__":
    sys.exit(main())
