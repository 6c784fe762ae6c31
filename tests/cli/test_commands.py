"""The commands, as a person types them."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst.cli import main, parser, printing
from standfirst.config import load
from standfirst.model import Item
from standfirst.readership import Delivery
from standfirst.store import deliveries, open_store

FEED = b"""<rss version="2.0"><channel><title>The Tarrant Gazette</title><link>https://gazette.example/</link>
<description>News</description><language>en</language>
<item><title>Ferry back in service</title><link>https://gazette.example/ferry</link>
<description>Crossings to the island resume on Monday.</description></item>
<item><title>Bakers\x1b[31m of Tarrant strike</title><link>https://gazette.example/bakers</link></item>
</channel></rss>"""
FIELDS = [
    "headline", "standfirst", "link", "published", "language", "kicker", "byline", "kind", "places", "image",
    "truncated", "section", "appeal", "event", "enclosures", "found",
]  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "gazette.xml"
    path.write_bytes(FEED)
    return path


@pytest.fixture
def room(tmp_path: Path, feed: Path) -> list[str]:
    config = tmp_path / "standfirst.toml"
    config.write_text(
        f"""
[newsroom]
title = "The Morning Line"
url = "https://news.example/"
[[source]]
url = "{feed.name}"
id = "gazette"
outlet = "The Tarrant Gazette"
[[edition]]
id = "en"
languages = ["en"]
""",
        "utf-8",
    )
    return ["--config", str(config), "--now", "2026-03-09T08:00:00+00:00"]


def test_read_prints_a_table(feed: Path, capsys: Captured) -> None:
    assert main(["read", str(feed)]) == 0
    out = capsys.readouterr().out
    assert "Ferry back in service" in out
    assert "Crossings to the island resume on Monday." in out


@pytest.mark.parametrize("width", [40, 60, 71, 72, 110])
def test_a_table_keeps_to_the_columns_of_its_terminal(width: int) -> None:
    items = [
        Item(
            headline="渡轮在十一周后重新开航市民纷纷涌向码头观看" * 3,
            standfirst="한국의 배가 항구로 돌아왔다 " * 9,
        ),
        Item(headline="The ferry 🚢 is back", standfirst="In Llanfairpwllgwyngyll " * 9, published="2026-03-09"),
    ]
    lines = printing.table(items, width).splitlines()
    assert [line for line in lines if columns_of(line) > width] == []
    told = re.sub(r"\s", "", "".join(lines))
    assert all(
        re.sub(r"\s", "", text) in told for item in items for text in (item.headline, item.standfirst) if text
    )


def columns_of(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_a_link_stays_whole_in_a_narrow_table() -> None:
    link = "https://gazette.example/" + "ferry-" * 20
    assert link in printing.table([Item(headline="The ferry", link=link)], 40)


def test_read_prints_one_item_a_line_with_every_field(feed: Path, capsys: Captured) -> None:
    assert main(["read", "--json", str(feed)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [i["headline"] for i in items] == ["Ferry back in service", "Bakers[31m of Tarrant strike"]
    assert all(list(i) == FIELDS for i in items)


def test_read_takes_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED)))
    assert main(["read", "--json", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_what_is_read_can_be_had_as_a_feed_and_read_again(
    kind: str, feed: Path, capsys: Captured, tmp_path: Path
) -> None:
    assert main(["read", "--feed", kind, str(feed)]) == 0
    again = tmp_path / f"again.{kind}"
    again.write_text(capsys.readouterr().out, "utf-8")
    assert main(["read", "--json", str(again)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [i["link"] for i in items] == ["https://gazette.example/ferry", "https://gazette.example/bakers"]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_of_what_is_read_leads_to_its_page_and_claims_no_place_of_its_own(
    kind: str, feed: Path, capsys: Captured
) -> None:
    assert main(["read", "--feed", kind, "--base", "https://gazette.example/world", str(feed)]) == 0
    printed = capsys.readouterr().out
    assert set(re.findall(r"https://gazette\.example/world[^\"<#]*", printed)) == {"https://gazette.example/world"}
    assert 'rel="self"' not in printed
    assert "feed_url" not in printed


def test_explain_says_of_a_day_to_come_why_it_is_left_out(tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "news.html"
    page.write_text("<ul>" + "".join(
        f"<li><a href=/n/{n}>A lamp is lit in the harbour for night {n}</a> <i>{n} May 2031</i>" for n in range(1, 6)
    ))  # fmt: skip
    assert main(["explain", str(page), "--now", "2031-04-01T08:00:00Z"]) == 0
    assert "published   (none)   <- left out: a day to come" in capsys.readouterr().out
    assert main(["explain", str(page), "--now", "2031-05-14T08:00:00Z"]) == 0
    assert "published   2031-05-03   <-" in capsys.readouterr().out


def test_explain_says_where_each_field_was_found(feed: Path, capsys: Captured) -> None:
    assert main(["explain", str(feed)]) == 0
    out = capsys.readouterr().out
    assert "Read as: feed" in out
    assert "Ferry back in service   <- title" in out


@pytest.mark.parametrize("body", [b"", b"\x00\xff\x80" * 50, b"{]"])
def test_what_cannot_be_read_gets_one_sentence_and_a_failure(
    body: bytes, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "nonsense.bin"
    path.write_bytes(body)
    assert main(["read", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "nonsense.bin" in told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["http://[::1/"], "http://[::1/ is no address"),
        (["gazette.example/world"], "gazette.example/world is neither an address (https://…) nor a file here"),
        (["ftp://gazette.example/"], "ftp://gazette.example/ is neither an address (https://…) nor a file here"),
        ([""], "nothing is neither an address (https://…) nor a file here"),
        (["--base", "http://[a", "FILE"], "http://[a is no address"),
        (["--base", "a", "FILE"], "--base a is no address (https://…)"),
    ],
)
@pytest.mark.parametrize("command", ["read", "explain"])
def test_what_is_no_address_gets_one_sentence(
    command: str, arguments: list[str], told: str, feed: Path, capsys: Captured
) -> None:
    assert main([command, *(str(feed) if word == "FILE" else word for word in arguments)]) == 1
    assert capsys.readouterr().err == f"standfirst: {told}\n"


@pytest.mark.parametrize(
    ("closed", "where", "code", "told"),
    [
        (0, "-", 1, "standfirst: -: an empty document"),
        (1, "FEED", 0, "read as far as it can be"),
        (2, "missing.xml", 1, ""),
    ],
)
def test_whoever_closes_a_stream_gets_no_traceback(
    closed: int, where: str, code: int, told: str, feed: Path
) -> None:
    call = "from standfirst.cli import main; raise SystemExit(main())"
    ours = [sys.executable, "-c", call, "read", str(feed) if where == "FEED" else where]
    close = f"exec {closed}>&-; exec " + shlex.join(ours)
    ended = subprocess.run(["sh", "-c", close], check=False, capture_output=True, text=True, env=os.environ)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_mailbox_in_one_file_is_read_letter_by_letter(tmp_path: Path, capsys: Captured) -> None:
    letter = (
        "From desk@gazette.example Mon Mar  9 07:00:00 2026\nFrom: desk@gazette.example\nSubject: {0}\n"
        "MIME-Version: 1.0\nContent-Type: text/html\n\n"
        '<h2><a href="https://gazette.example/{0}">The ferry sails again on {0}</a></h2>'
        "<p>After eleven weeks the boats are back in the harbour.</p>\n\n"
    )
    mailbox = tmp_path / "news.mbox"
    mailbox.write_text(letter.format("monday") + letter.format("tuesday"), "utf-8")
    assert main(["read", "--json", str(mailbox)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item["headline"] for item in items] == [
        "The ferry sails again on monday",
        "The ferry sails again on tuesday",
    ]


def test_a_packed_file_is_unpacked_and_one_that_breaks_off_is_refused(tmp_path: Path, capsys: Captured) -> None:
    item = "<item><title>The ferry sails again</title><link>https://gazette.example/ferry</link></item>"
    whole = gzip.compress(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())
    packed, cut = tmp_path / "feed.xml.gz", tmp_path / "cut.xml.gz"
    packed.write_bytes(whole)
    cut.write_bytes(whole[:-20])
    assert main(["read", "--json", str(packed)]) == 0
    assert json.loads(capsys.readouterr().out)["headline"] == "The ferry sails again"
    assert main(["read", str(cut)]) != 0
    assert f"{cut}: the document is packed and breaks off" in capsys.readouterr().err


def test_which_standfirst_this_is_can_be_asked(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"standfirst [\d.]+\n", capsys.readouterr().out)


def test_whoever_has_no_name_here_is_asked_who_decides(
    room: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["gather", "--quiet", *room]) == 0
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 54_321_987)
    assert main(["edit", "spike", "https://gazette.example/bakers", *room]) == 1
    assert "with --by" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["missing.xml", "."])
def test_a_file_that_cannot_be_had_gets_one_sentence(where: str, capsys: Captured, tmp_path: Path) -> None:
    assert main(["read", str(tmp_path / where)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_of_a_file_cannot_speak_to_the_terminal(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a\nb\x1b[31m.html"
    path.write_bytes(b"")
    assert main(["read", str(path)]) == 1
    assert capsys.readouterr().err == f"standfirst: {tmp_path}/a b[31m.html: an empty document\n"


def test_an_address_nobody_answers_gets_one_sentence(capsys: Captured) -> None:
    assert main(["read", "http://127.0.0.1:9/"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "http://127.0.0.1:9/" in err


def test_a_newsroom_goes_from_sources_to_a_published_issue(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    for command in ("gather", "join", "proof", "publish", "status"):
        assert main([command, *room]) == 0, command
    out = capsys.readouterr().out
    assert "2 new items from 1 source," in out
    assert "number 1, 2026-03-09: 2 briefs, frozen" in out
    assert "Ferry back in service" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert [p.suffix for p in (tmp_path / "outbox").iterdir()] == [".eml"]


def test_a_rule_that_takes_too_long_is_named_and_nothing_is_lost(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "gazette.xml").write_bytes(FEED.replace(b"Ferry back in service", b"o" * 60 + b" no"))
    config = tmp_path / "standfirst.toml"
    rule = 'exclude = { headline = "/(o|oo)+$/" }\n'
    config.write_text(config.read_text("utf-8").replace("[[edition]]\n", f"[[edition]]\n{rule}"), "utf-8")
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    printed = capsys.readouterr()
    (told,) = printed.err.splitlines()
    assert "edition en, exclude: headline says /(o|oo)+$/, which takes too long" in told
    assert main(["issues", "en", "1", *room]) == 0
    assert "o" * 60 in capsys.readouterr().out


def test_stories_are_shown_with_what_an_edit_can_name(room: list[str], capsys: Captured) -> None:
    assert main(["gather", "--quiet", *room]) == 0
    assert main(["search", "ferry", "--json", *room]) == 0
    ferry = json.loads(capsys.readouterr().out)["id"]
    assert main(["edit", "together", ferry, "https://gazette.example/bakers", "--by", "Ana", *room]) == 0
    assert main(["join", *room]) == 0
    assert f"    {ferry}  en " in capsys.readouterr().out


def test_joining_says_when_everything_is_too_old(room: list[str], capsys: Captured) -> None:
    assert main(["gather", "--quiet", *room]) == 0
    assert main(["join", *room[:-1], "2027-01-01"]) == 0
    assert "0 stories, 0 told more than once.\nNo item" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["gather", "join", "proof", "publish", "status"])
def test_every_command_speaks_to_programs_too(command: str, room: list[str], capsys: Captured) -> None:
    assert main(["gather", "--quiet", *room]) == 0
    assert capsys.readouterr().out == ""
    assert main([command, "--json", *room]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_edit_names_an_item_by_its_link(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    assert main(["gather", *room]) == 0
    assert (
        main(["edit", "reword", "https://gazette.example/ferry", "The ferry is back", "--by", "Ana", *room]) == 0
    )
    assert main(["edit", "spike", "https://gazette.example/bakers", *room]) == 0
    assert main(["proof", *room]) == 0
    assert main(["publish", *room]) == 0
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "The ferry is back" in page
    assert "Bakers" not in page
    capsys.readouterr()
    assert main(["edit", "list", "--json", *room]) == 0
    assert [json.loads(x)["kind"] for x in capsys.readouterr().out.splitlines()] == ["reword", "spike"]


def test_a_person_kills_corrects_and_asks_what_changed(room: list[str], capsys: Captured, tmp_path: Path) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    assert main(["edit", "kill", "https://gazette.example/bakers", "--why", "no bakers there", *room]) == 0
    assert main(["edit", "erratum", "https://gazette.example/ferry", "On Tuesday.", *room]) == 0
    capsys.readouterr()
    assert main(["proof", "--diff", *room]) == 0
    assert "went      Bakers" in capsys.readouterr().out
    assert main(["proof", "--diff", "--json", *room]) == 0
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told["proofed"] and [c["change"] for c in told["changes"]] == ["went"]
    assert main(["publish", *room]) == 0
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Withdrawn on 9 March 2026." in page and "On Tuesday." in page and "Bakers" not in page
    assert main(["proof", "--diff", *room[:2], "--now", "2026-03-10T08:00:00+00:00"]) == 0
    assert "not proofed today" in capsys.readouterr().out


def test_an_issue_is_proofed_again_only_while_it_is_not_out(room: list[str], capsys: Captured) -> None:
    assert main(["proof", "--again", "en", *room]) == 1
    assert "is not proofed yet: standfirst proof makes it up" in capsys.readouterr().err
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    assert main(["edit", "spike", "https://gazette.example/bakers", *room]) == main(["proof", *room]) == 0
    assert main(["issues", "en", "1", *room]) == 0
    assert "Bakers" in capsys.readouterr().out
    assert main(["proof", "--again", "en", *room]) == 0
    assert "frozen in place of the one before." in capsys.readouterr().out
    assert main(["issues", "en", "1", *room]) == main(["proof", "--diff", *room]) == 0
    told = capsys.readouterr().out
    assert "Ferry" in told and "Bakers" not in told and "nothing changed" in told
    assert main(["publish", *room]) == 0
    assert main(["proof", "--again", "en", *room]) == 1
    assert "is out: what is wrong in it is told by kill and erratum, and stays" in capsys.readouterr().err


def test_a_second_proof_says_that_the_issue_stays_as_it_was(room: list[str], capsys: Captured) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    assert "frozen before" not in capsys.readouterr().out
    assert main(["proof", *room]) == 0
    assert "frozen before, and left as it is." in capsys.readouterr().out


def test_an_issue_of_which_a_letter_was_begun_is_out(room: list[str], capsys: Captured) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    with open_store(load(room[1]).store) as archive:
        deliveries.note(archive, [Delivery("en-1", "a", "begun", datetime(2026, 3, 9, 8, tzinfo=UTC))])
    assert main(["proof", "--again", "en", *room]) == 1
    assert "is out: what is wrong in it" in capsys.readouterr().err


def test_an_audit_says_why_each_brief_is_there_before_the_proof_and_ever_after(
    room: list[str], capsys: Captured
) -> None:
    assert (
        main(["gather", *room])
        == main(["edit", "spike", "https://gazette.example/bakers", "--by", "Ana", *room])
        == 0
    )
    capsys.readouterr()
    assert main(["proof", "--audit", *room]) == 0
    before = capsys.readouterr().out
    assert "not frozen." in before and "No section takes it, so it stands under no title." in before
    assert "Left out\n  spike: 1\n      Bakers" in before and "Ana spiked it on 2026-03-09." in before
    assert main(["issues", "en", *room]) == 1
    assert "has no issue yet: standfirst proof makes one up" in capsys.readouterr().err
    assert main(["proof", *room]) == 0
    capsys.readouterr()
    assert main(["issues", "en", "1", "--audit", *room]) == 0
    assert capsys.readouterr().out == before.replace("not frozen", "frozen")
    assert main(["proof", "--audit", "--json", *room]) == main(["issues", "--audit", "--json", *room]) == 0
    one, two = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert one == two and one["frozen"]
    assert {a["printed"]: [w["rule"] for w in a["why"]] for a in one["audit"]} == {
        True: ["section", "language"],
        False: ["spike"],
    }


def test_issues_are_listed_and_one_is_shown_in_its_words(room: list[str], capsys: Captured) -> None:
    assert main(["gather", *room]) == main(["proof", *room]) == 0
    capsys.readouterr()
    assert main(["issues", *room]) == main(["issues", "--json", "en", *room]) == 0
    plain, told = capsys.readouterr().out.splitlines()
    assert plain.startswith("en       The Morning Line, number 1, 2026-03-09: ")
    assert json.loads(told)["number"] == 1
    assert main(["issues", "en", "2026-03-09", *room]) == 0
    assert "Bakers" in capsys.readouterr().out
    for wrong, said in ((["en", "7"], "en has no issue 7"), (["eng"], 'did you mean "en"?')):
        assert main(["issues", *wrong, *room]) == 1
        assert said in capsys.readouterr().err


def test_an_edition_that_does_not_come_out_today_says_when_it_does(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    config = tmp_path / "standfirst.toml"
    config.write_text(
        config.read_text("utf-8") + 'cadence = "weekly on friday"\ntime_zone = "Asia/Tokyo"\n', "utf-8"
    )
    assert main(["gather", "--quiet", *room]) == main(["proof", *room]) == 0
    told = capsys.readouterr().out
    assert told == "The Morning Line does not come out today: the next issue is that of Friday, 2026-03-13.\n"
    # Midnight is passed in Tokyo.
    assert main(["proof", *room[:2], "--now", "2026-03-12T15:30:00+00:00"]) == 0
    assert "number 1, 2026-03-13:" in capsys.readouterr().out


def test_stories_stand_in_an_issue_in_the_order_that_an_editor_says(room: list[str], capsys: Captured) -> None:
    def standing() -> list[str]:
        assert main(["proof", "--audit", "--json", *room]) == 0
        audit = json.loads(capsys.readouterr().out)["audit"]
        return [told["story"] for told in audit if told["printed"]]

    assert main(["gather", "--quiet", *room]) == 0
    before = standing()
    assert main(["edit", "order", "--quiet", *reversed(before), *room]) == 0
    assert len(before) > 1 and standing() == before[::-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["spike", "https://nowhere.example/"], "https://nowhere.example/"),
        (["together", "https://gazette.example/ferry"], "two different items"),
        (["order", "https://gazette.example/ferry", "https://gazette.example/ferry"], "two different items"),
        (["reword", "https://gazette.example/ferry", " "], "words to print"),
        (["place", "https://gazette.example/ferry", "Atlantis"], "Atlantis"),
        (["erratum", "https://gazette.example/ferry", " "], "what is wrong"),
        (["kill", "https://gazette.example/ferry", "--why", " "], "needs words: why"),
    ],
)
def test_an_edit_that_means_nothing_is_refused(
    words: list[str], told: str, room: list[str], capsys: Captured
) -> None:
    main(["gather", "--quiet", *room])
    assert main(["edit", *words, *room]) == 1
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1


def test_an_edit_is_told_by_the_headlines_of_its_items(room: list[str], capsys: Captured) -> None:
    main(["gather", "--quiet", *room])
    assert main(["edit", "place", "https://gazette.example/ferry", "GB, Peru,nz", *room]) == 0
    told = capsys.readouterr().out
    assert told.startswith("place: GB PE NZ\n    ") and "erry" in told
    assert main(["edit", "list", *room]) == 0
    assert capsys.readouterr().out.endswith(told[told.index("place:") :])


def test_a_spike_is_taken_back(room: list[str], capsys: Captured) -> None:
    ferry = "https://gazette.example/ferry"
    main(["gather", "--quiet", *room])
    assert main(["edit", "undo", "spike", ferry, *room]) == 1
    assert "no spike of" in capsys.readouterr().err
    assert main(["edit", "spike", "--quiet", ferry, *room]) == 0
    assert main(["edit", "undo", "spike", "https://gazette.example/bakers", *room]) == 1
    assert "no spike of" in capsys.readouterr().err
    assert main(["proof", "--audit", *room]) == 0
    assert "spiked it" in capsys.readouterr().out
    assert main(["edit", "undo", "spike", "--quiet", ferry, *room]) == 0
    assert main(["proof", "--audit", *room]) == 0
    assert "spiked it" not in capsys.readouterr().out
    for kind in ("kill", "erratum"):
        assert main(["edit", "undo", kind, ferry, *room]) == 1
        assert "readers were told" in capsys.readouterr().err


def test_init_writes_a_newsroom_that_runs_and_overwrites_nothing(tmp_path: Path, capsys: Captured) -> None:
    config = tmp_path / "standfirst.toml"
    assert main(["init", "--config", str(config)]) == 0
    assert main(["status", "--config", str(config)]) == 0
    config.write_text("mine")
    assert main(["init", "--config", str(config)]) == 1
    assert config.read_text() == "mine"
    assert "left as it is" in capsys.readouterr().err


def test_serving_before_publishing_says_what_to_do(room: list[str], capsys: Captured) -> None:
    assert main(["serve", *room[:2]]) == 1
    assert "standfirst publish" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("proof --now yesterday", "yesterday is no time such as 2026-03-09T08:00"),
        ("proof --now 0001-01-01", "0001-01-01 is not between 1970 and 9000"),
        ("export --jsonl --days 99999999999", "99999999999 is no number from 1 to 36500"),
        ("export --jsonl --days=-4", "-4 is no number from 1 to 36500"),
        ("prune --keep x", "x is no number from 1 to 36500"),
        ("search ferry --limit 0", "0 is no number from 1 to 1000000"),
        ("serve --port 99999", "99999 is no number from 0 to 65535"),
        ("publish --press-review a.md --issue today", "today is no day such as 2026-03-09"),
    ],
)
def test_a_value_that_no_option_can_have_is_a_mistyped_command(command: str, told: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(f"{told}\n")


def test_serving_where_nobody_can_listen_names_the_place(
    room: list[str], capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    assert main(["serve", "--host", "no.such.invalid", "--port", "0", *room]) == 1
    assert capsys.readouterr().err.startswith("standfirst: no.such.invalid:0: ")


def commands_of(top: argparse.ArgumentParser, *names: str) -> Iterator[tuple[str, ...]]:
    """Every command as it is typed, those within commands included."""
    choices = {} if top._subparsers is None else top._subparsers._group_actions[0].choices
    for name, one in dict(choices or {}).items():
        yield (*names, name)
        yield from commands_of(one, *names, name)


def typed(example: str) -> Iterator[list[str]]:
    """The arguments of each command of an example, as a shell would take it."""
    words = shlex.shlex(example, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    command: list[str] = []
    for word in [*words, "&&"]:
        if word in ("&&", "|", ">", ">>"):
            if command[:1] == ["standfirst"]:
                yield command[1:]
            command = []
        else:
            command.append(word)


@pytest.mark.parametrize("names", [(), *commands_of(parser())], ids=" ".join)
def test_every_command_has_help_whose_examples_can_be_typed(
    names: tuple[str, ...], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(SystemExit) as ended:
        main([*names, "--help"])
    assert ended.value.code == 0
    [examples] = re.findall(r"^examples?:(.*)", capsys.readouterr().out, re.MULTILINE | re.DOTALL)
    commands = [command for line in examples.splitlines() for command in typed(line)]
    assert commands
    for command in commands:
        parser().parse_args(command)
