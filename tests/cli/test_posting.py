"""The post, as a person types it: readers taken over, letters sent, doubts settled, and no address said aloud."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from standfirst import store
from standfirst.cli import main
from standfirst.model import Item
from standfirst.readership import Preferences
from standfirst.store import open_store
from tests.send import a_posting
from tests.send.receiving import Receiver, received

Captured = pytest.CaptureFixture[str]
NOW = ["--now", "2026-03-17T08:00:00+00:00"]
CONFIG = """
[newsroom]
title = "The Lamplighter"
url = "https://news.example/"
[[edition]]
id = "en"
languages = ["en"]
[mail]
sender = "letters@lamp.example"
server = "127.0.0.1:{port}"
tls = "none"
returns = "back"
"""
LISTMONK = (
    (
        "uuid,email,name,attributes,status,created_at,updated_at\n"
        '7f,Ana@Tarn.example,Ana,"{{""lang"": ""es""}}",enabled,2024-05-01T09:00:00Z,2024-06-01T09:00:00Z\n'
        "8f,ida@tarn.example,Ida,{},blocklisted,2024-05-02T09:00:00Z,2024-06-01T09:00:00Z\n"
        "9f,broken,,{},enabled,2024-05-02T09:00:00Z,2024-06-01T09:00:00Z\n"
    )
    .replace("{{", "{")
    .replace("}}", "}")
)


class Room:
    def __init__(self, folder: Path, receiver: Receiver, port: int) -> None:
        self.folder, self.receiver = folder, receiver
        (folder / "standfirst.toml").write_text(CONFIG.format(port=port), "utf-8")
        self.common = ["--config", str(folder / "standfirst.toml"), *NOW]
        plain = Item(id="a", source_id="s", headline="Lamp 1 of Tarn burns again", language="en")
        with open_store(folder / "standfirst.db") as archive:
            store.issues.save(archive, a_posting.issue(items=[plain]))

    def type(self, *words: str) -> int:
        return main([*words, *self.common])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    receiver = Receiver()
    with received(receiver) as port:
        yield Room(tmp_path, receiver, port)


def test_readers_come_from_listmonk_with_their_record_of_consent(room: Room, capsys: Captured) -> None:
    (room.folder / "theirs.csv").write_text(LISTMONK, "utf-8")
    assert room.type("subscribers", "import", str(room.folder / "theirs.csv")) == 0
    told = capsys.readouterr()
    assert told.out == "2 readers imported, 0 known already, 1 left out.\n"
    assert "line 4: that is no address" in told.err and "broken" not in told.err
    room.type("subscribers", "list", "--json")
    assert json.loads(capsys.readouterr().out) == {"left": 1, "reading": 1, "editions": {"en": 1}}
    room.type("subscribers")
    assert capsys.readouterr().out.endswith("1 left.\nReading by edition: en 1.\n")
    room.type("subscribers", "export", "--json")
    ana, ida = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (ana["address"], ana["languages"], ana["state"]) == ("ana@tarn.example", ["es"], "reading")
    assert "enabled, there since 2024-05-01T09:00:00Z" in ana["consent"][0]
    assert ida["state"] == "left"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("email\nana@tarn.example\n", "nothing says how these readers consented"),
        ("name\nAna\n", "names no column email or address"),
    ],
)
def test_a_list_that_cannot_be_taken_over_is_refused_whole(
    room: Room, text: str, told: str, capsys: Captured
) -> None:
    (room.folder / "list.csv").write_text(text, "utf-8")
    assert room.type("subscribers", "import", str(room.folder / "list.csv")) == 1
    assert told in capsys.readouterr().err


def test_a_list_of_our_own_says_what_each_reader_gets(room: Room, capsys: Captured) -> None:
    rows = "email,consent,languages,cadence,editions,Phone\nana@tarn.example,at the fair,es;en,daily,en,77\nida@tarn.example,x,,,nowhere\nuli@tarn.example,,,,\n"
    (room.folder / "list.csv").write_text(rows, "utf-8")
    assert room.type("subscribers", "import", str(room.folder / "list.csv")) == 0
    complaints = capsys.readouterr().err
    assert 'there is no edition "nowhere"' in complaints
    assert "list.csv: 1 column not read, since nothing here is called so: Phone\n" in complaints
    room.type("subscribers", "show", "ANA@tarn.example", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["languages"], told["cadence"], told["state"]) == (["es", "en"], "daily", "reading")


@pytest.mark.parametrize(
    "rows",
    [
        "E-Mail;Consent;languages\nana@tarn.example;según la feria;es en\n".encode(),
        "Email Address\tconsent\tlanguages\nana@tarn.example\tsegún la feria\tes,en\n".encode("utf-16"),
        "email,consent,languages\nana@tarn.example,según la feria,es en\nANA@Tarn.example,x,\nida@tarn.example,x,spanish\n".encode(
            "latin-1"
        ),
    ],
    ids=["semicolons", "utf-16 with tabs", "latin-1"],
)
def test_a_list_may_be_written_as_other_programs_write_them(room: Room, rows: bytes, capsys: Captured) -> None:
    (room.folder / "list.csv").write_bytes(rows)
    assert room.type("subscribers", "import", str(room.folder / "list.csv")) == 0
    told = capsys.readouterr()
    assert told.out.startswith("1 reader imported")
    if b"spanish" in rows:
        assert "line 3: its address stands further up" in told.err and 'not "spanish"' in told.err
        assert "it is not in UTF-8, and read as" in told.err
    room.type("subscribers", "show", "ana@tarn.example", "--json")
    ana = json.loads(capsys.readouterr().out)
    assert ana["languages"] == ["es", "en"] and ana["choices"][0]["how"] == "imported: según la feria"


def test_no_letter_is_begun_where_the_disk_may_be_full_before_it_is_noted(
    room: Room, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (room.folder / "list.csv").write_text("email\nana@tarn.example\n", "utf-8")
    room.type("subscribers", "import", str(room.folder / "list.csv"), "--consent", "at the fair")
    with monkeypatch.context() as full:
        usage = shutil.disk_usage(room.folder)._replace(free=1_000_000)
        full.setattr(shutil, "disk_usage", lambda _: usage)
        assert room.type("send") == 1
    assert "is nearly full: nothing was begun" in capsys.readouterr().err
    assert room.receiver.letters == []
    assert room.type("send") == 0
    assert room.receiver.sent_to() == ["ana@tarn.example"]


def test_a_language_that_is_none_never_reaches_the_head_of_a_letter(room: Room, capsys: Captured) -> None:
    theirs = LISTMONK.replace('""es""', '[""en\\r\\nBcc: eve@tarn.example"", ""es""]')
    (room.folder / "theirs.csv").write_text(theirs, "utf-8")
    room.type("subscribers", "import", str(room.folder / "theirs.csv"))
    capsys.readouterr()
    room.type("subscribers", "show", "ana@tarn.example", "--json")
    assert json.loads(capsys.readouterr().out)["languages"] == ["es"]


def test_letters_are_sent_once_and_no_address_is_said(room: Room, capsys: Captured) -> None:
    (room.folder / "list.csv").write_text("email\nana@tarn.example\ngone@tarn.example\n", "utf-8")
    room.type("subscribers", "import", str(room.folder / "list.csv"), "--consent", "at the fair")
    assert room.type("send", "--dry-run") == 0
    assert room.receiver.letters == []
    assert room.type("send") == 0
    assert room.type("send", "--json") == 0
    told = capsys.readouterr()
    assert "2 letters due: en-12.\n1 sent, 1 refused." in told.out
    assert "tarn.example" not in told.out + told.err
    assert room.receiver.sent_to() == ["ana@tarn.example"]
    room.type("subscribers", "show", "gone@tarn.example")
    shown = capsys.readouterr().out
    assert "editions  en\n" in shown and "en-12               refused  550 5.1.1 … lives here no more" in shown
    assert room.type("subscribers", "erase", "gone@tarn.example") == 0
    assert room.type("subscribers", "show", "gone@tarn.example") == 1


def test_what_was_written_elsewhere_gives_no_orders_to_the_terminal(room: Room, capsys: Captured) -> None:
    (room.folder / "list.csv").write_text("email,consent\nana@tarn.example,at the \x1b[31m fair\u202e\n", "utf-8")
    room.type("subscribers", "import", str(room.folder / "list.csv"))
    room.type("subscribers", "show", "ana@tarn.example")
    assert "imported: at the [31m fair (en)\n" in capsys.readouterr().out


def test_what_is_wrong_is_named_and_sent_only_by_force_which_is_kept(room: Room, capsys: Captured) -> None:
    wordless = replace(a_posting.issue(number=13), dated=a_posting.NOW.date().replace(day=18))
    brief = replace(wordless.sections[0].briefs[0], item=Item(id="b", source_id="s", headline="Над рекой"))
    wordless = replace(wordless, sections=(replace(wordless.sections[0], briefs=(brief,)),))
    room.common[-1] = "2026-03-18T08:00:00+00:00"
    with open_store(room.folder / "standfirst.db") as archive:
        store.issues.save(archive, wordless)
        a_posting.readers(archive, ["ana@tarn.example"])
    assert room.type("send") == 1
    assert "en-13: the language of “Над рекой" in capsys.readouterr().err
    assert room.receiver.letters == []
    assert room.type("send", "--force") == 0
    assert len(room.receiver.letters) == 1
    with open_store(room.folder / "standfirst.db") as archive:
        ((letter, _, told),) = store.returns.forced(archive)
    assert letter == "en-13" and "language" in told
    capsys.readouterr()
    assert room.type("issues", "en", "13", "--audit") == 0
    assert "Sent with --force at 2026-03-18 08:00 UTC, though:\n  the language of" in capsys.readouterr().out


def test_a_letter_with_which_something_is_wrong_holds_no_other_back(room: Room, capsys: Captured) -> None:
    config = room.folder / "standfirst.toml"
    config.write_text(config.read_text("utf-8") + '[[edition]]\nid = "ar"\nlanguages = ["ar"]\n', "utf-8")
    wordless = Item(id="b", source_id="s", headline="Над рекой")
    with open_store(room.folder / "standfirst.db") as archive:
        store.issues.save(archive, a_posting.issue("ar", 1, items=[wordless]))
        a_posting.readers(archive, ["ana@tarn.example"])
        a_posting.readers(archive, ["ida@tarn.example"], Preferences(("ar",)))
    assert room.type("send") == 1
    assert "not sent for that: ar-1; edit kill withdraws a story" in capsys.readouterr().err
    assert room.receiver.sent_to() == ["ana@tarn.example"]


def test_links_that_may_be_dead_are_told_once_for_each_host_and_hold_nothing_back(
    room: Room, capsys: Captured
) -> None:
    items = [
        Item(id=f"i{n}", source_id="s", headline=f"Lamp {n}", link=f"http://127.0.0.1:1/{n}", language="en")
        for n in range(3)
    ]
    with open_store(room.folder / "standfirst.db") as archive:
        store.issues.save(archive, a_posting.issue(number=13, at=a_posting.NOW + timedelta(days=1), items=items))
        a_posting.readers(archive, ["ana@tarn.example"], at=a_posting.NOW + timedelta(days=1))
    room.common[-1] = "2026-03-18T08:00:00+00:00"
    config = room.folder / "standfirst.toml"
    allowed = '[newsroom]\npace = 0.0\nallow_private = ["127.0.0.0/8"]'
    config.write_text(config.read_text("utf-8").replace("[newsroom]", allowed), "utf-8")
    assert room.type("send") == 0
    told = "http://127.0.0.1:1/0 and 2 more links to 127.0.0.1:1 may be dead: the connection was refused"
    assert capsys.readouterr().err == f"standfirst: {told}\n"
    assert len(room.receiver.letters) == 1


def test_a_doubt_is_shown_and_settled_by_the_log(room: Room, capsys: Captured) -> None:
    with open_store(room.folder / "standfirst.db") as archive:
        a_posting.readers(archive, ["never@tarn.example"])
    assert room.type("send") == 0
    assert "1 letter in doubt" in capsys.readouterr().err
    assert room.type("send", "--quiet") == 0
    assert capsys.readouterr().err == (
        "standfirst: 1 letter in doubt, where a sending was cut off: standfirst settle tells\n"
    )
    room.type("settle")
    assert "--log FILE" in capsys.readouterr().out
    room.type("settle", "--json")
    named = json.loads(capsys.readouterr().out)["message_id"]
    (room.folder / "mail.log").write_text(f"took id={named.strip('<>')}\n", "utf-8")
    assert room.type("settle", "--log", str(room.folder / "mail.log")) == 0
    assert capsys.readouterr().out == "1 were sent, 0 were not, 0 remain in doubt.\n"
    room.type("settle")
    assert capsys.readouterr().out == "No letter is in doubt.\n"


def test_readers_of_an_edition_given_up_are_told_of_and_moved(room: Room, capsys: Captured) -> None:
    with open_store(room.folder / "standfirst.db") as archive:
        a_posting.readers(archive, ["ana@tarn.example", "ida@tarn.example"])
    config = room.folder / "standfirst.toml"
    config.write_text(config.read_text("utf-8").replace('id = "en"', 'id = "north"'), "utf-8")
    assert room.type("send", "--quiet") == 0
    assert "no longer has the edition en, for which 2 readers asked" in capsys.readouterr().err
    assert room.type("subscribers", "move", "en") == 1
    assert room.type("subscribers", "move", "en", "--edition", "south") == 1
    assert room.type("subscribers", "move", "en", "--edition", "north") == 0
    assert capsys.readouterr().out == "2 readers of en moved to north.\n"
    room.type("subscribers", "list")
    assert "Reading by edition: north 2." in capsys.readouterr().out
    assert room.type("send", "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_a_mailbox_of_returns_is_read(room: Room, capsys: Captured) -> None:
    assert room.type("returns") == 1
    assert "back" in capsys.readouterr().err
    (room.folder / "back").mkdir()
    (room.folder / "back" / "1.eml").write_bytes(b"From: ana@tarn.example\nSubject: hello\n\nHello.\n")
    assert room.type("returns") == 0
    assert capsys.readouterr().out == "nothing of the kind: 1; addresses that rest from now on: 0.\n"


def test_a_newsroom_that_sends_no_mail_is_told_what_is_missing(room: Room, capsys: Captured) -> None:
    (room.folder / "standfirst.toml").write_text(CONFIG.partition("[mail]")[0], "utf-8")
    assert room.type("send") == 1
    assert "[mail]" in capsys.readouterr().err


def test_readers_come_and_go_at_the_moment_that_serve_is_told(room: Room) -> None:
    (room.folder / "site").mkdir()
    command = [sys.executable, "-m", "standfirst", "serve", "--port", "0", *room.common]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        site = re.search(r"http://\S+", serving.stdout.readline())
        assert site
        asked = urlencode({"address": "ana@tarn.example", "edition": "en"})
        desk = HTTPConnection(urlsplit(site[0]).netloc, timeout=30)
        desk.request("POST", "/readers/ask", asked)
        assert desk.getresponse().status == 200
        while not room.receiver.letters:
            time.sleep(0.02)
        serving.terminate()
    with open_store(room.folder / "standfirst.db") as archive:
        reader = store.subscribers.by_address(archive, "ana@tarn.example")
        assert reader and reader.since == datetime.fromisoformat(NOW[1])
