"""Following and unfollowing, as a person types it, on a web on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from standfirst import config
from standfirst.cli import main
from tests.fetch.web import LoopbackWeb, loopback, reply
from tests.test_scout import feed, link, page

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as running:
        running.pages["/world/"] = reply(page(link("/feed")).encode())
        running.pages["/feed"] = reply(feed().encode(), content_type="application/rss+xml")
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "standfirst.toml"
    path.write_text(
        '# Mine.\n[newsroom]\ntitle = "The Morning Line"\nurl = "https://news.example/"\n'
        'allow_private = ["127.0.0.0/8"]\npace = 0\n',
        "utf-8",
    )
    return path


def test_follow_writes_what_it_chose_and_says_why(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    assert main(["follow", f"{web.url}/world/", "--config", str(file)]) == 0
    out = capsys.readouterr().out
    assert f"Gazette feed: follows {web.url}/feed: the page declares a feed of 10 items" in out
    (source,) = config.load(file).sources
    assert (source.url, source.outlet, source.language) == (f"{web.url}/feed", "Gazette feed", "en")
    assert file.read_text("utf-8").startswith("# Mine.")
    assert main(["gather", "--config", str(file)]) == 0
    assert "10 new items from 1 source," in capsys.readouterr().out


def test_what_is_followed_is_not_followed_twice(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    assert main(["follow", f"{web.url}/feed", "--config", str(file)]) == 0
    before = file.read_text("utf-8")
    assert main(["follow", f"{web.url}/feed", f"{web.url}/world/", "--config", str(file)]) == 1
    assert capsys.readouterr().err.count("is followed already") == 2
    assert file.read_text("utf-8") == before


def test_one_address_that_gives_nothing_does_not_stop_the_others(
    web: LoopbackWeb, file: Path, capsys: Captured
) -> None:
    assert main(["follow", f"{web.url}/gone", f"{web.url}/feed", "--json", "--config", str(file)]) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert json.loads(told.out)["followed"] == f"{web.url}/feed"


LETTER = """From: =?utf-8?q?The_Harbour=2C_weekly?= <letter@harbour.example>
Subject: Boats of number {number}
Content-Type: text/html; charset=utf-8

<h2><a href="https://harbour.example/{number}/a">Boat {number} leaves the pier early</a></h2>
<p>Its captain said that the tide would not wait for anybody.</p>
<h2><a href="https://harbour.example/{number}/b">Lamp {number} of the long quay is lit</a></h2>
<p>It had been dark for years, and nobody knew why.</p>
"""


def test_a_folder_of_letters_is_named_by_who_sends_them(file: Path, capsys: Captured) -> None:
    letters = file.parent / "letters"
    letters.mkdir()
    for number in (1, 2):
        (letters / f"{number}.eml").write_text(LETTER.format(number=number), "utf-8")
    assert main(["follow", str(letters), "--config", str(file)]) == 0
    assert "it holds 2 documents, the first of them a letter of 2 items" in capsys.readouterr().out
    assert config.load(file).sources[0].outlet == "The Harbour, weekly"


def test_an_empty_folder_is_not_followed_yet(file: Path, capsys: Captured) -> None:
    (file.parent / "letters").mkdir()
    assert main(["follow", str(file.parent / "letters"), "--config", str(file)]) == 1
    assert capsys.readouterr().err.endswith("there is nothing in it yet\n")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("gazette.example/world", "here: did you mean https://gazette.example/world?"),
        ("gazette.example", "here: did you mean https://gazette.example?"),
        ("missing.xml", "nor a file or folder here\n"),
        ("letters/", "nor a file or folder here\n"),
    ],
)
def test_an_address_typed_without_its_beginning_is_understood_but_not_guessed(
    typed: str, told: str, file: Path, capsys: Captured
) -> None:
    assert main(["follow", typed, "--config", str(file)]) == 1
    assert told in capsys.readouterr().err


def test_a_source_is_named_where_another_bears_the_name_of_its_address(web: LoopbackWeb, file: Path) -> None:
    for path in ("/a/b", "/a-b"):
        web.pages[path] = reply(feed(range(20, 25)).encode(), content_type="application/rss+xml")
        assert main(["follow", f"{web.url}{path}", "--config", str(file)]) == 0
    first, second = (source.id for source in config.load(file).sources)
    assert second == f"{first}-2"


def test_sources_of_one_outlet_are_told_apart(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    web.pages["/sport"] = reply(feed(range(20, 25)).encode(), content_type="application/rss+xml")
    web.pages["/gone"] = reply(b"", 410)
    assert main(["follow", f"{web.url}/feed", f"{web.url}/sport", "--config", str(file)]) == 0
    ids = [source.id for source in config.load(file).sources]
    capsys.readouterr()
    for command in ("gather", "status"):
        assert main([command, "--config", str(file)]) == 0
        out = capsys.readouterr().out
        assert all(f"  Gazette feed ({source_id})" in out for source_id in ids)
    assert main(["history", "https://gazette.example/a20", "--config", str(file)]) == 0
    assert f"  Gazette feed ({ids[1]}), version 1" in capsys.readouterr().out


def test_what_is_wrong_with_a_source_is_said_once(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    web.pages |= {"/over": reply(b"", 410), "/ill": reply(b"", 500)}
    sources = "".join(f'[[source]]\nurl = "{web.url}/{name}"\noutlet = "{name}"\n' for name in ("over", "ill"))
    file.write_text(f"{file.read_text('utf-8')}\n{sources}", "utf-8")
    assert main(["gather", "--config", str(file)]) == 0
    capsys.readouterr()
    assert main(["sources", "--config", str(file)]) == 0
    over, ill, told = capsys.readouterr().out.splitlines()[1:]
    assert over.endswith("(over): is gone for good (410): change its url, or unfollow it")
    assert ill.endswith("(ill): refused with Internal Server Error (500)")
    assert told == "2 sources: 1 ended, 1 failing."


def test_that_a_source_is_gone_is_said_once_to_who_wants_no_other_words(
    web: LoopbackWeb, file: Path, capsys: Captured
) -> None:
    web.pages["/over"] = reply(b"", 410)
    source = f'[[source]]\nurl = "{web.url}/over"\noutlet = "The Post"\n'
    file.write_text(f"{file.read_text('utf-8')}\n{source}", "utf-8")
    for told in ("standfirst: The Post is gone for good (410): change its url, or unfollow it\n", ""):
        assert main(["gather", "--quiet", "--all", "--config", str(file)]) == 0
        assert capsys.readouterr().err == told


def test_unfollow_takes_the_very_source_before_one_whose_address_means_the_same(file: Path) -> None:
    both = ("https://www.gazette.example/world", "https://gazette.example/world")
    sources = "".join(f'[[source]]\nurl = "{url}"\nid = "{n}"\n' for n, url in enumerate(both))
    file.write_text(f"{file.read_text('utf-8')}\n{sources}", "utf-8")
    assert main(["unfollow", both[1], "--config", str(file)]) == 0
    assert [source.url for source in config.load(file).sources] == [both[0]]


@pytest.mark.parametrize("command", ["sources", "status"])
def test_sources_in_trouble_come_last(web: LoopbackWeb, file: Path, command: str, capsys: Captured) -> None:
    web.pages |= {"/ill": reply(b"", 500), "/fit": reply(feed().encode(), content_type="application/rss+xml")}
    sources = "".join(f'[[source]]\nurl = "{web.url}/{name}"\noutlet = "{name}"\n' for name in ("ill", "fit"))
    file.write_text(f"{file.read_text('utf-8')}\n{sources}", "utf-8")
    assert main(["gather", "--quiet", "--config", str(file)]) == 0
    assert main([command, "--config", str(file)]) == 0
    rows = capsys.readouterr().out.splitlines()
    told = rows.index("2 sources: 1 well, 1 failing.")
    assert "fit" in rows[told - 2] and "ill" in rows[told - 1]


def test_a_folder_of_letters_is_followed_as_seen_from_the_file(file: Path, capsys: Captured) -> None:
    (file.parent / "letters").mkdir()
    (file.parent / "letters" / "one.xml").write_text(feed(), "utf-8")
    assert main(["follow", str(file.parent / "letters"), "--config", str(file)]) == 0
    assert 'url = "letters"' in file.read_text("utf-8")
    assert main(["follow", "nowhere/at/all", "--config", str(file)]) == 1
    assert "neither an address" in capsys.readouterr().err
    assert main(["follow", "http://[x", "--config", str(file)]) == 1
    assert capsys.readouterr().err == "standfirst: http://[x is no address\n"


def test_a_folder_is_unfollowed_by_the_path_it_was_followed_by(
    file: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_text("utf-8")
    (file.parent / "letters").mkdir()
    (file.parent / "letters" / "one.xml").write_text(feed(), "utf-8")
    monkeypatch.chdir(file.parent)
    assert main(["follow", "letters/", "--config", str(file)]) == 0
    assert main(["unfollow", "./letters", "--config", str(file)]) == 0
    assert file.read_text("utf-8").split() == before.split()


@pytest.mark.parametrize("named", ["", "  ", "."])
def test_the_newsrooms_own_folder_is_not_followed(
    named: str, file: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_text("utf-8")
    monkeypatch.chdir(file.parent)
    assert main(["follow", named, "--config", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert file.read_text("utf-8") == before


def test_a_password_in_an_address_is_not_printed(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    secret = web.url.replace("http://", "http://ines:tide@")
    assert main(["follow", f"{web.url}/feed", f"{secret}/feed", "--config", str(file)]) == 1
    told = capsys.readouterr()
    assert "is followed already" in told.err
    assert "tide" not in told.out + told.err


def test_the_file_stays_where_a_link_leads_with_its_ends_of_lines_and_closed_to_others(
    web: LoopbackWeb, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    kept = file.rename(tmp_path / "kept" / "mine.toml")
    kept.write_bytes(kept.read_bytes().replace(b"\n", b"\r\n"))
    kept.chmod(0o600)
    file.symlink_to(kept)
    before = kept.read_bytes()
    assert main(["follow", f"{web.url}/feed", "--config", str(file)]) == 0
    assert file.is_symlink()
    assert kept.read_bytes().startswith(before)
    assert kept.read_bytes().count(b"\n") == kept.read_bytes().count(b"\r\n")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert main(["unfollow", f"{web.url}/feed", "--config", str(file)]) == 0
    assert kept.read_bytes().split() == before.split()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["mine.toml"]


def test_a_file_that_is_written_otherwise_is_refused_by_name(
    web: LoopbackWeb, file: Path, capsys: Captured
) -> None:
    file.write_text(f'source = [{{ url = "{web.url}/world/" }}]\n{file.read_text("utf-8")}', "utf-8")
    before = file.read_text("utf-8")
    assert main(["follow", f"{web.url}/feed", "--config", str(file)]) == 1
    assert capsys.readouterr().err.startswith(f"standfirst: {file}: it is written in an unusual way")
    assert file.read_text("utf-8") == before


def test_unfollow_takes_a_source_out_by_address_or_name(web: LoopbackWeb, file: Path, capsys: Captured) -> None:
    before = file.read_text("utf-8")
    assert main(["follow", f"{web.url}/feed", "--config", str(file)]) == 0
    assert main(["unfollow", f"{web.url}/feed", "--config", str(file)]) == 0
    assert config.load(file).sources == ()
    assert file.read_text("utf-8").split() == before.split()
    assert main(["unfollow", "gazette", "--config", str(file)]) == 1
    assert 'no source "gazette"' in capsys.readouterr().err


def test_gone_for_good_ends_a_source_until_its_address_is_changed(
    web: LoopbackWeb, file: Path, capsys: Captured
) -> None:
    common = ["--config", str(file)]
    assert main(["follow", f"{web.url}/feed", *common]) == 0
    web.pages["/feed"] = reply(b"", 410)
    assert main(["gather", "--now", "2026-03-09T08:00:00+00:00", *common]) == 0
    assert "is gone for good (410): change its url, or unfollow it" in capsys.readouterr().out
    asked = len(web.asked)
    assert main(["gather", "--all", "--now", "2026-03-19T08:00:00+00:00", *common]) == 0
    assert "ended   Gazette feed  is gone for good (410)" in capsys.readouterr().out
    assert len(web.asked) == asked
    web.pages["/new"] = reply(feed().encode(), content_type="application/rss+xml")
    file.write_text(file.read_text("utf-8").replace("/feed", "/new"), "utf-8")
    assert main(["gather", "--now", "2026-03-19T08:01:00+00:00", *common]) == 0
    assert "10 new items from 1 source," in capsys.readouterr().out


def test_who_follow_at_once_wait_for_each_other(web: LoopbackWeb, file: Path) -> None:
    before = len(config.load(file).sources)
    paths = [f"/feed{number}" for number in range(6)]
    web.pages |= dict.fromkeys(paths, web.pages["/feed"])
    with ThreadPoolExecutor() as pool:
        told = pool.map(lambda path: main(["follow", "--config", str(file), web.url + path]), paths)
    assert list(told) == [0] * 6
    assert len(config.load(file).sources) == before + 6
