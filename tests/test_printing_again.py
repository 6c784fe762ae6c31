"""A site that is brought up to date is as one printed from nothing, whatever has changed; and little is printed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst import layout, render, sieve
from standfirst.flatplan import Planned, Shelf
from standfirst.layout import Known
from standfirst.layout.made_of import made_of
from standfirst.model import (
    Appeal,
    Edit,
    Edition,
    Enclosure,
    Erratum,
    Event,
    Forward,
    Issue,
    Item,
    Listing,
    Podcast,
    Sieve,
    Source,
    Story,
)
from standfirst.newsroom import printing
from tests.making import as_frozen

TODAY = date(2026, 3, 17)
EDITIONS = (
    Edition("en", "The Lantern", ("en", "es")),
    Edition("es", "El Farol", ("es", "en")),
)
SITE = render.Site("The Lantern", "https://lantern.example/")
OUTLETS = {"post": "Harbour Post", "faro": "El Faro"}


@dataclass(frozen=True)
class World:
    """All that a site is printed from."""

    stories: tuple[Story, ...] = ()
    days: dict[str, date] = field(default_factory=dict)
    editions: tuple[Edition, ...] = EDITIONS
    issues: tuple[Issue, ...] = ()
    outlets: dict[str, str] = field(default_factory=lambda: OUTLETS)
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    errata: dict[str, tuple[Erratum, ...]] = field(default_factory=dict)
    affair: tuple[str, ...] = ()
    moved: dict[str, str] = field(default_factory=dict)
    today: date = TODAY
    site: render.Site = SITE
    sources: tuple[Source, ...] = ()

    def noon(self) -> datetime:
        return datetime.combine(self.today, time(12), UTC)

    def known(self) -> Known:
        affair = tuple(story for story in self.stories if story.id in self.affair)
        affairs = {story.id: affair for story in affair} if len(affair) > 1 else {}
        return Known(self.outlets, self.days, self.copies, self.shared, self.errata, affairs)


def printed(world: World, folder: Path) -> printing.Written:
    known = world.known()
    plan = layout.plan(world.editions, world.stories, list(map(as_frozen, world.issues)), known, world.noon())
    forwards: list[Forward] = layout.forwards(world.editions, world.stories, world.moved, known)
    return printing.print_plan(
        printing.known_of(folder),
        plan,
        partial(render.sheets, world.site, sources=world.sources, forwards=forwards),
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def item(n: int, language: str = "en", **told: object) -> Item:
    own = Item(
        f"i{n}",
        "post" if n % 2 else "faro",
        f"https://a.example/{n}",
        f"Headline {n}",
        f"What came of it, {n}." if n % 3 else None,
        published=(TODAY - timedelta(days=n % 4)).isoformat(),
        language=language,
        places=("CA",) if n % 5 == 3 else (),
    )
    return replace(own, **told)  # type: ignore[arg-type]


def beginning() -> World:
    """Six stories in two languages: one told thrice, one an event ahead, one to be heard, one an appeal."""
    items = [item(n, "es" if n % 3 == 1 else "en") for n in range(8)]
    items[4] = replace(items[4], kind="event", event=Event("2026-03-20", "2026-03-21", "Port Alder"))
    items[5] = replace(items[5], kind="audio", enclosures=(Enclosure("https://a.example/5.mp3", "audio/mpeg"),))
    items[6] = replace(items[6], kind="appeal", appeal=Appeal(Decimal(900), Decimal(30), "EUR"))
    stories = (Story("s0", tuple(items[:3])), *(Story(f"s{i.id[1:]}", (i,)) for i in items[3:]))
    return World(stories, {i.id: TODAY - timedelta(days=n % 4) for n, i in enumerate(items)}, affair=("s3", "s7"))


def changed_story(world: World, n: int, change: Callable[[Story], Story]) -> World:
    at = n % len(world.stories) if world.stories else 0
    return replace(world, stories=tuple(change(s) if i == at else s for i, s in enumerate(world.stories)))


def changed_item(world: World, n: int, **told: object) -> World:
    def change(story: Story) -> Story:
        at = n % len(story.tellings)
        return replace(
            story,
            tellings=tuple(replace(t, **told) if i == at else t for i, t in enumerate(story.tellings)),  # type: ignore[arg-type]
        )

    return changed_story(world, n, change)


def an_item(world: World, n: int) -> str:
    ids = [t.id for story in world.stories for t in story.tellings] or ["i0"]
    return ids[n % len(ids)]


def more(world: World, n: int) -> World:
    new = item(100 + len(world.days), "ru" if n % 3 else "en")
    story = Story(f"s{new.id[1:]}", (new,))
    return replace(world, stories=(*world.stories, story), days={**world.days, new.id: world.today})


def told_by_another(world: World, n: int) -> World:
    new = item(100 + len(world.days), "es", headline="Otra voz")
    days = {**world.days, new.id: world.today}
    return changed_story(
        replace(world, days=days), n, lambda story: replace(story, tellings=(*story.tellings, new))
    )


def without(world: World, n: int) -> World:
    return replace(world, stories=tuple(s for i, s in enumerate(world.stories) if i != n % len(world.stories)))


def joined(world: World, n: int) -> World:
    """A story becomes part of the first, and its address leads there."""
    if len(world.stories) < 2:
        return world
    first, *rest = world.stories
    gone = rest.pop(n % len(rest))
    one = replace(first, tellings=(*first.tellings, *gone.tellings))
    return replace(world, stories=(one, *rest), moved={**world.moved, gone.id: one.id})


def frozen(world: World, n: int) -> World:
    edition = world.editions[n % len(world.editions)]
    before = [issue for issue in world.issues if issue.edition_id == edition.id]
    if any(issue.dated == world.today for issue in before):
        return world
    return replace(
        world,
        issues=(*world.issues, layout.lay_out(edition, world.stories, before, world.known(), world.today)),
    )


def changed_edition(world: World, n: int, **told: object) -> World:
    at = n % len(world.editions)
    return replace(
        world,
        editions=tuple(replace(e, **told) if i == at else e for i, e in enumerate(world.editions)),  # type: ignore[arg-type]
    )


def fewer_editions(world: World, n: int) -> World:
    return replace(world, editions=world.editions[:-1] if len(world.editions) > 1 else EDITIONS)


CHANGES: tuple[Callable[[World, int], World], ...] = (
    lambda w, n: changed_item(w, n, headline=f"Other words {n}"),
    lambda w, n: changed_item(w, n, standfirst=None, headline="No more than this"),
    lambda w, n: changed_item(w, n, places=("AR",)),
    lambda w, n: changed_item(w, n, language="ru", kind="video"),
    lambda w, n: changed_item(w, n, event=Event("2026-03-18T10:00:00+01:00")),
    more,
    told_by_another,
    without,
    joined,
    frozen,
    lambda w, n: changed_story(w, n, lambda story: replace(story, lead=not story.lead)),
    lambda w, n: replace(w, errata={**w.errata, an_item(w, n): (Erratum(TODAY, f"Not so {n}."),)}),
    lambda w, n: replace(w, copies={**w.copies, an_item(w, n): ("reprint", "El Faro")}),
    lambda w, n: replace(w, shared={**w.shared, an_item(w, n): ("ferry", "Alder")}),
    lambda w, n: replace(w, days={**w.days, an_item(w, n): TODAY - timedelta(days=9)}),
    lambda w, n: replace(w, affair=tuple(s.id for s in w.stories[n % 3 : n % 3 + 3])),
    lambda w, n: replace(w, outlets={**w.outlets, "post": f"Harbour Post {n}"}),
    lambda w, n: replace(w, today=w.today + timedelta(days=1 + n % 3)),
    lambda w, n: changed_edition(w, n, masthead=f"Masthead {n}"),
    lambda w, n: changed_edition(w, n, languages=("es", "ru") if n % 2 else ("ar",)),
    lambda w, n: changed_edition(w, n, only=() if n % 2 else ("150",)),
    lambda w, n: changed_edition(w, n, sieve=Sieve(exclude=sieve.rules({"headline": "3"}))),
    lambda w, n: changed_edition(w, 0, id=f"renamed{n}"),
    fewer_editions,
    lambda w, n: replace(w, site=replace(w.site, title=f"Lantern {n}")),
    lambda w, n: replace(w, site=replace(w.site, url="https://elsewhere.example/", letters=n < 5)),
    lambda w, n: replace(w, site=replace(w.site, podcast=Podcast(author=f"Lantern {n}"))),
    lambda w, n: replace(w, sources=(Source("post", "https://a.example/feed", f"Post {n}"),)),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 9)), min_size=1, max_size=4))
def test_a_site_brought_up_to_date_again_and_again_is_as_one_printed_from_nothing(
    changes: list[tuple[Callable[[World, int], World], int]],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        world = frozen(beginning(), 0)
        printed(world, Path(made) / "site")
        for change, n in changes:
            world = change(world, n) if world.stories else beginning()
            printed(world, Path(made) / "site")
        printed(world, Path(made) / "anew")
        assert files(Path(made) / "site") == files(Path(made) / "anew")


@pytest.mark.parametrize("n", range(len(CHANGES)))
def test_any_one_change_is_printed(tmp_path: Path, n: int) -> None:
    world = frozen(beginning(), 0)
    printed(world, tmp_path / "site")
    world = CHANGES[n](world, n)
    printed(world, tmp_path / "site")
    printed(world, tmp_path / "anew")
    assert files(tmp_path / "site") == files(tmp_path / "anew")


def test_what_nothing_has_happened_to_is_not_laid_out_again(tmp_path: Path) -> None:
    world = frozen(beginning(), 0)
    printed(world, tmp_path / "site")

    def never() -> list[Listing]:
        raise AssertionError("laid out though nothing had changed")

    def untouched(page: Planned | Shelf) -> Planned | Shelf:
        if isinstance(page, Shelf):
            return page._replace(plans=lambda: [each._replace(laid_out=never) for each in page.plans()])
        return page._replace(laid_out=never)

    known, now = world.known(), world.noon()
    plan = map(
        untouched, layout.plan(world.editions, world.stories, list(map(as_frozen, world.issues)), known, now)
    )
    sheets = partial(render.sheets, world.site, sources=())
    assert printing.print_plan(printing.known_of(tmp_path / "site"), plan, sheets).changed == 0


def test_one_changed_story_leaves_other_pages_alone(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    done = printed(changed_item(world, 5, kicker="Ferries"), tmp_path / "site")
    assert 0 < done.changed < done.files / 2
    assert "Ferries" in (tmp_path / "site/en/stories/s7.html").read_text()


def test_another_program_prints_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    page = tmp_path / "site/en/stories/s3.html"
    written = page.stat().st_mtime_ns
    page.write_text("as another template had it")
    os.utime(page, ns=(written, written))
    assert printed(world, tmp_path / "site").changed == 0
    monkeypatch.setattr(printing, "program", lambda: "another")
    assert printed(world, tmp_path / "site").changed == 1
    assert "Headline 3" in page.read_text()


def test_the_program_is_all_that_lays_out_and_prints() -> None:
    """Or a page would stay as it was printed before its template, or what lays it out, was mended."""
    package = Path(layout.__file__).parents[1]
    files = {path.relative_to(package).parts[0] for path in printing.own_files()}
    assert files >= {"layout", "render", "newsroom", "languages", "model.py", "flatplan.py"}
    assert {path.suffix for path in printing.own_files()} >= {".py", ".html", ".css"}


def test_a_ledger_that_says_nonsense_is_not_believed(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    ledger = tmp_path / ".site.printed"
    for told in ("", "[]", '{"files": 3}', '{"program": "x", "plans": {}, "files": {"../x": "y", "/y": "z"}}'):
        ledger.write_text(told)
        (tmp_path / "x").write_text("not ours")
        assert printed(world, tmp_path / "site").changed == 0
        assert (tmp_path / "x").exists()


def test_a_story_is_told_apart_by_all_that_is_known_of_it() -> None:
    story = Story("s", (item(1), item(2)))
    known = Known({"post": "Post"}, {"i1": TODAY, "i2": TODAY})
    said = {
        made_of(story, known),
        made_of(replace(story, lead=True), known),
        made_of(replace(story, id="t"), known),
        made_of(replace(story, tellings=story.tellings[:1]), known),
        *(
            made_of(story, replace(known, **{name: value}))  # type: ignore[arg-type]
            for name, value in {
                "outlets": {"post": "The Post"},
                "days": {"i1": TODAY, "i2": date(2026, 1, 1)},
                "met_first": {"i2"},
                "copies": {"i2": ("reprint", "Post")},
                "shared": {"i2": ("ferry",)},
                "errata": {"i2": (Erratum(TODAY, "No."),)},
                "decided": {"i2": (Edit("reword", ("i2",), "Ana", datetime(2026, 3, 17, tzinfo=UTC), "No"),)},
            }.items()
        ),
    }
    assert len(said) == 11
    # Affairs are told by the digests of all their stories, the zone by the edition's.
    told = {"outlets", "days", "copies", "shared", "errata", "affairs", "decided", "zone", "moments", "met_first"}
    # How much each outlet printed, and in what order stories stand, matters to issues alone.
    assert {f.name for f in fields(Known)} == told | {"printed", "orders"}


def test_one_changed_story_leaves_the_shelves_of_other_days_alone(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    shelves = {path: path.stat().st_mtime_ns for path in (tmp_path / ".site.shelves").rglob("*.json")}
    printed(changed_item(world, 1, headline="Other words"), tmp_path / "site")
    changed = {path.relative_to(tmp_path / ".site.shelves").as_posix() for path, at in shelves.items()
               if path.stat().st_mtime_ns != at}  # fmt: skip
    # Of the affair that it belongs to, the story of another day is told otherwise too.
    assert changed and len(changed) < len(shelves)


def test_a_page_that_somebody_removed_or_a_shelf_that_says_nonsense_is_printed_again(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    before = files(tmp_path / "site")
    for told in ("", "[]", "{}", '{"of": "x", "plans": {}, "files": {}}'):
        for shelf in (tmp_path / ".site.shelves").rglob("*.json"):
            shelf.write_text(told)
        (tmp_path / "site/en/stories/s5.html").unlink()
        printed(world, tmp_path / "site")
        assert files(tmp_path / "site") == before


def test_printing_that_was_broken_off_leaves_no_page_believed_that_may_be_half_done(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    (tmp_path / ".site.printing").write_text('["en/stories/s5.html", "en/stories/gone.html"]')
    (tmp_path / "site/en/stories/s5.html").write_text("half of it")
    (tmp_path / "site/en/stories/gone.html").write_text("of a story that is no more")
    printed(world, tmp_path / "site")
    printed(world, tmp_path / "anew")
    assert files(tmp_path / "site") == files(tmp_path / "anew")


def test_stories_that_stay_though_nobody_plans_them_are_named_until_they_go(tmp_path: Path) -> None:
    world = beginning()
    printed(world, tmp_path / "site")
    sheets = partial(render.sheets, SITE, sources=())
    fewer = replace(world, stories=world.stories[1:])
    page = "en/stories/s0.html"
    for staying in ({page}, {page}, set()):
        plan = layout.plan(EDITIONS, fewer.stories, (), fewer.known(), fewer.noon())
        printing.print_plan(printing.known_of(tmp_path / "site"), plan, sheets, staying.__contains__)
        assert (tmp_path / "site" / page).exists() is bool(staying)
