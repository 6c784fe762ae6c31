from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from standfirst.fetch import FetchError, files, mailbox
from standfirst.fetch.rounds import fetch, fetch_all
from standfirst.model import Source
from tests.fetch.web import NOW

LETTER = b"From: ines@harbour.example\nSubject: News\n\nFerry sails again\n"


def source(path: Path | str) -> Source:
    return Source("letters", str(path), "Harbour")


def bodies(path: Path | str) -> list[bytes]:
    return [document.body for document in fetch(source(path), None, NOW).documents]


def test_a_file_is_a_document_with_its_type(tmp_path: Path) -> None:
    for name, media_type in (("a.html", "text/html"), ("a.eml", "message/rfc822"), ("a.txt", "text/plain")):
        (tmp_path / name).write_bytes(b"words")
        (document,) = fetch(source(tmp_path / name), None, NOW).documents
        assert (document.body, document.media_type) == (b"words", media_type)
        assert (document.url, document.fetched_at) == ((tmp_path / name).as_uri(), NOW)


def test_a_file_address_is_a_path_too(tmp_path: Path) -> None:
    path = tmp_path / "two words é.txt"
    path.write_bytes(b"words")
    assert bodies(path.as_uri()) == [b"words"]


def test_a_folder_is_read_by_name_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", ".hidden", "c.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder").mkdir()
    assert bodies(tmp_path) == [b"a.eml", b"b.eml", b"c.txt"]


def test_a_maildir_is_read_whole(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1:2,S").write_bytes(LETTER + name.encode())
    documents = fetch(source(tmp_path), None, NOW).documents
    assert [document.body for document in documents] == [LETTER + b"cur", LETTER + b"new"]
    assert {document.media_type for document in documents} == {"message/rfc822"}


def test_a_letter_that_cannot_be_read_is_told_and_passed_over(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    for name in "134":
        (tmp_path / "new" / name).write_bytes(LETTER + name.encode())
    with (tmp_path / "new" / "2").open("wb") as file:
        file.truncate((64 << 20) + 1)
    first = fetch(source(tmp_path), None, NOW)
    assert [document.body[-1:] for document in first.documents] == [b"1", b"3", b"4"]
    assert first.visit.reason == "read 3 documents; 2 is passed over: it is larger than 64 MB"
    assert fetch(source(tmp_path), first.visit, NOW).visit.outcome == "same"
    with pytest.raises(FetchError, match="cannot be read: it is larger than 64 MB"):
        fetch(source(tmp_path / "new" / "2"), None, NOW)


def test_a_letter_that_is_moved_while_its_folder_is_read_ends_no_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.eml").write_bytes(LETTER)
    listed = files._files
    monkeypatch.setattr(files, "_files", lambda path: [*listed(path), path / "gone.eml"])
    assert bodies(tmp_path) == [LETTER]


def test_an_mbox_is_many_letters(tmp_path: Path) -> None:
    path = tmp_path / "news"
    first, second = LETTER + b"\n>From here it goes on\n> as was said\n", LETTER.replace(b"News", b"More")
    path.write_bytes(b"From ines Thu Mar  5 07:30:00 2026\n" + first + b"\nFrom omar Thu Mar  5\n" + second)
    documents = fetch(source(path), None, NOW).documents
    assert [document.body for document in documents] == [first.replace(b">From", b"From") + b"\n", second]
    assert [document.url.rpartition("#")[2] for document in documents] == [
        "0",
        str(path.read_bytes().index(b"From omar")),
    ]


def test_a_mailbox_that_nothing_came_to_yet_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "news.mbox").touch()
    answer = fetch(source(tmp_path / "news.mbox"), None, NOW)
    assert (answer.visit.outcome, answer.visit.reason) == ("same", "there is nothing in it yet")
    (tmp_path / "news.mbox").write_bytes(b"From ines Thu Mar  5 07:30:00 2026\n" + LETTER)
    assert [d.body for d in fetch(source(tmp_path / "news.mbox"), answer.visit, NOW).documents] == [LETTER]


def test_of_a_letter_that_is_larger_than_memory_only_so_much_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "MOST_BYTES", 1000)
    endless = b"Subject: endless\n\n" + b"From ".join([b"x" * 100_000] * 3) + b"\n" + b"more\n" * 9000
    box = tmp_path / "news.mbox"
    box.write_bytes(b"From ines\n" + endless + b"\nFrom ines\n" + LETTER)
    first, second = mailbox.letters(box)
    assert len(first[1]) < 100_000
    assert endless.startswith(first[1])
    assert second == (box.stat().st_size, LETTER)


def test_a_text_that_begins_with_from_is_no_mbox(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"From Monday the ferry sails\nagain\n")
    assert bodies(tmp_path) == [b"From Monday the ferry sails\nagain\n"]


def test_a_second_visit_brings_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"a")
    os.utime(tmp_path / "a.eml", (1, 1))
    first = fetch(source(tmp_path), None, NOW).visit
    again = fetch(source(tmp_path), first, NOW)
    assert (again.visit.outcome, again.documents) == ("same", ())
    (tmp_path / "b.eml").write_bytes(b"b")
    # A letter may be older than the visit that finds it.
    os.utime(tmp_path / "b.eml", (1, 1))
    later = fetch(source(tmp_path), again.visit, NOW)
    assert b"b" in [document.body for document in later.documents]
    assert later.visit.outcome == "new"


def test_a_path_that_is_missing_fails_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="none: cannot be read: No such file"):
        fetch(source(tmp_path / "none"), None, NOW)
    ((_, answer),) = fetch_all([(source(tmp_path / "none"), None)], NOW)
    assert answer.visit.outcome == "failed"


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    assert fetch(source(tmp_path), None, NOW).visit.outcome == "same"


def test_each_letter_of_an_mbox_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "news.mbox"
    letters = [LETTER.replace(b"News", word) for word in (b"One", b"Two", b"Three", b"Four")]
    path.write_bytes(b"".join(b"From ines Thu Mar  5\n" + letter + b"\n" for letter in letters[:2]))
    first = fetch(source(path), None, NOW)
    again = fetch(source(path), first.visit, NOW)
    assert (len(first.documents), again.documents) == (2, ())
    with path.open("ab") as file:
        file.write(b"From ines Thu Mar  5\n" + letters[2])
    later = fetch(source(path), again.visit, NOW)
    assert [document.body for document in later.documents] == [letters[2]]
    # What was still being written, or taken out, is noticed: then all is read again.
    with path.open("ab") as file:
        file.write(b"More of it\n\nFrom ines Thu Mar  5\n" + letters[3])
    assert len(fetch(source(path), later.visit, NOW).documents) == 4
    path.write_bytes(b"From ines Thu Mar  5\n" + letters[3])
    assert len(fetch(source(path), later.visit, NOW).documents) == 1


@pytest.mark.parametrize("kind", ["folder", "mbox"])
def test_what_came_in_years_is_read_in_several_visits(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MOST_TOGETHER", 2 * len(LETTER))
    wanted = {LETTER + b"%d\n" % number for number in range(10)}
    path = tmp_path / "news.mbox" if kind == "mbox" else tmp_path
    for number, letter in enumerate(sorted(wanted)):
        with (path if kind == "mbox" else path / f"{9 - number}.eml").open("ab") as file:
            file.write(b"From ines Thu Mar  5\n" + letter + b"\n" if kind == "mbox" else letter)
        time.sleep(0.01)
    found, visit = set[bytes](), None
    for _ in range(10):
        answer = fetch(source(path), visit, NOW)
        assert len(answer.documents) <= 4
        visit = answer.visit
        found |= {document.body.rstrip() for document in answer.documents}
    assert found == {letter.rstrip() for letter in wanted}
    assert visit and visit.outcome == "same"


def test_a_file_of_the_future_hides_none_that_comes_after_it(tmp_path: Path) -> None:
    visit = None
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.eml").write_text(name)
        if name == "a":
            os.utime(tmp_path / "a.eml", (4e9, 4e9))
        answer = fetch(source(tmp_path), visit, NOW)
        assert name.encode() in [document.body for document in answer.documents]
        visit = answer.visit
    # A clock that was ahead at a visit is right again.
    (tmp_path / "d.eml").write_text("d")
    ahead = replace(answer.visit, etag=f"3 {4 * 10**18}")
    assert b"d" in [document.body for document in fetch(source(tmp_path), ahead, NOW).documents]
