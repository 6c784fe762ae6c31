"""A site's folder: what changes is written, what is no longer wanted goes, and nothing is taken for what it is not."""

from __future__ import annotations

import os
import resource
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from standfirst.model import Listing, Refusal, Rendition
from standfirst.newsroom.printing import Written, known_of, print_site, written
from standfirst.render import Sheet, sheets
from tests.render.press import LISTINGS, SITE, planned


def told(name: str, words: str, made_of: str = "") -> Sheet:
    return Sheet(name, made_of, lambda: Rendition(name, "text/html", words.encode()))


def never(name: str, made_of: str) -> Sheet:
    def printed() -> Rendition:
        raise AssertionError(f"{name} was printed though nothing had changed")

    return Sheet(name, made_of, printed)


def reworded(listing: Listing) -> Listing:
    section = listing.sections[0]
    brief = section.briefs[0]
    brief = replace(brief, item=replace(brief.item, headline="Something else"))
    return replace(
        listing, sections=(replace(section, briefs=(brief, *section.briefs[1:])), *listing.sections[1:])
    )


def test_what_did_not_change_is_not_printed_again(tmp_path: Path) -> None:
    print_site(tmp_path / "site", [told("a.html", "A", "one"), told("b.html", "B")])
    again = print_site(tmp_path / "site", [never("a.html", "one"), told("b.html", "B")])
    assert again == Written(2, 0, 0)


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="leads out of"):
        print_site(tmp_path / "site", [told("en/stories/../../../a.html", "A")])
    for name in (f"{tmp_path}/a.html", "en/a\0.html"):
        with pytest.raises(Refusal, match="leads out of"):
            print_site(tmp_path / "site", [told(name, "A")])
    assert not (tmp_path / "a.html").exists()


def test_links_that_somebody_laid_lead_nothing_out_of_the_folder(tmp_path: Path) -> None:
    site, theirs = tmp_path / "site", tmp_path / "theirs"
    theirs.mkdir()
    print_site(site, [told("en/a.html", "A")])
    (site / "en/b.html").symlink_to(theirs / "b.html")
    (site / "again").symlink_to(site)
    (site / "more").symlink_to(site)
    (site / "mirror").symlink_to(theirs)
    assert print_site(site, [told("en/a.html", "A"), told("en/b.html", "B")]).changed == 1
    (site / f"en/.c.html.{os.getpid()}.draft").symlink_to(theirs / "draft")
    with pytest.raises(OSError, match="symbolic links"):
        print_site(site, [told("en/c.html", "C")])
    for sheets_of in ([told("mirror/a.html", "A")], [told("en/a.html", "A"), told("mirror/deep/a.html", "A")]):
        with pytest.raises(Refusal, match="mirror is a link: nothing is printed into it"):
            print_site(site, sheets_of)
    assert list(theirs.iterdir()) == []


def test_nothing_is_removed_behind_a_link(tmp_path: Path) -> None:
    site, theirs = tmp_path / "site", tmp_path / "theirs"
    print_site(site, [told("en/a.html", "A"), told("es/a.html", "A")])
    (site / "es").rename(theirs)
    (site / "es").symlink_to(theirs)
    with pytest.raises(Refusal, match="es is a link"):
        print_site(site, [told("en/a.html", "A")])
    assert (theirs / "a.html").exists()


def test_what_is_made_of_something_else_is_written(tmp_path: Path) -> None:
    print_site(tmp_path / "site", [told("a.html", "A", "one")])
    assert print_site(tmp_path / "site", [told("a.html", "B", "two")]).changed == 1
    assert (tmp_path / "site/a.html").read_text() == "B"


def test_what_somebody_took_away_comes_back(tmp_path: Path) -> None:
    print_site(tmp_path / "site", [told("a.html", "A", "one")])
    (tmp_path / "site/a.html").unlink()
    assert print_site(tmp_path / "site", [told("a.html", "A", "one")]).changed == 1


def test_what_somebody_else_wrote_is_not_taken_for_what_was_left(tmp_path: Path) -> None:
    pages = [told("a.html", "A", "one"), told("old/b.html", "B", "two")]
    print_site(tmp_path / "site", pages)
    shutil.copytree(tmp_path / "site", tmp_path / "backup")
    newer = [told("a.html", "A2", "three"), told("old/b.html", "B2", "four")]
    print_site(tmp_path / "site", newer)
    shutil.rmtree(tmp_path / "site")
    shutil.copytree(tmp_path / "backup", tmp_path / "site")
    assert not known_of(tmp_path / "site").is_as_left
    assert print_site(tmp_path / "site", newer).changed == 2
    assert known_of(tmp_path / "site").is_as_left
    (tmp_path / "site/mine.html").write_text("mine")
    assert print_site(tmp_path / "site", [never("a.html", "three"), never("old/b.html", "four")]).changed == 0


def test_what_is_no_longer_wanted_goes_unless_it_is_to_stay_and_what_is_not_ours_is_left(tmp_path: Path) -> None:
    print_site(tmp_path / "site", [told("a.html", "A"), told("old/b.html", "B"), told("c.html", "C")])
    (tmp_path / "site/mine.html").write_text("mine")
    done = print_site(tmp_path / "site", [told("a.html", "A")], lambda name: name == "old/b.html")
    assert done == Written(1, 0, 1, frozenset({"c.html"}))
    assert sorted(p.name for p in (tmp_path / "site").rglob("*.html")) == ["a.html", "b.html", "mine.html"]
    assert print_site(tmp_path / "site", [told("a.html", "A")]).removed == 1
    assert not (tmp_path / "site/old").exists()


def test_what_was_begun_and_not_ended_is_printed_again(tmp_path: Path) -> None:
    print_site(tmp_path / "site", [told("a.html", "A", "one")])

    def broken() -> Rendition:
        raise OSError("the power went")

    with pytest.raises(OSError):
        print_site(tmp_path / "site", [told("a.html", "B", "two"), Sheet("z.html", "", broken)])
    print_site(tmp_path / "site", [told("a.html", "A", "one")])
    assert (tmp_path / "site/a.html").read_text() == "A"


def test_a_folder_brought_up_to_date_is_as_one_printed_anew(tmp_path: Path) -> None:
    later = [reworded(each) if each.path == "en/stories/bridge" else each for each in LISTINGS][3:]
    print_site(tmp_path / "site", sheets(SITE, planned(LISTINGS), []))
    done = print_site(tmp_path / "site", sheets(SITE, planned(later), []))
    print_site(tmp_path / "anew", sheets(SITE, planned(later), []))
    kept, anew = (
        {str(p.relative_to(tmp_path / name)): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("site", "anew")
    )
    assert kept == anew and done.removed


def test_a_full_disk_is_told_with_the_file_that_found_no_room_and_leaves_what_was_there(tmp_path: Path) -> None:
    page = Rendition("en/index.html", "text/html", b"The Vallombra dam holds.")
    assert written(tmp_path, page)
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        with pytest.raises(OSError, match=r"index\.html") as caught:
            written(tmp_path, replace(page, body=b"x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert caught.value.strerror
    assert [file.read_bytes() for file in tmp_path.rglob("*.*")] == [page.body]
