"""What comes back is understood: whose it is, and whether for good."""

from __future__ import annotations

import base64
import quopri
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst import store, tokens
from standfirst.newsroom import house, mailing, returning
from standfirst.readership import Delivery
from standfirst.send.returns import Returned, understood
from standfirst.store import open_store
from tests.send import a_posting

CASES = sorted((Path(__file__).parent.parent / "cases" / "returns").glob("*.eml"))
SECRET = b"of the house"
READER = "abcdefghijklmnop"
NOW = a_posting.NOW


def letter(case: Path, reader: str = READER, secret: bytes = SECRET) -> bytes:
    told = case.read_bytes().replace(b"LEAVE", tokens.tag(secret, "leave", reader).encode())
    return told.replace(b"TAG", tokens.tag(secret, "bounce", reader).encode())


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_a_letter_that_came_back_says_what_its_head_expects(case: Path) -> None:
    kind, *more = str(message_from_bytes(case.read_bytes())["X-Expected"]).split()
    reader = None if kind == "other" or "nobody" in more else READER
    status = next((word for word in more if word[0].isdigit()), "")
    assert understood(letter(case), SECRET) == Returned(kind, reader, status)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_returned_letter_is_known_however_it_is_encoded(encoding: str) -> None:
    (case,) = (case for case in CASES if case.stem == "complaint")
    inner = f"Return-Path: <bounces+{tokens.tag(SECRET, 'bounce', READER)}@lamp.example>\n\nText.\n".encode()
    written = (
        base64.encodebytes(inner) if encoding == "base64" else quopri.encodestring(inner.replace(b"@", b"=40"))
    )
    head, _, _ = case.read_bytes().replace(b"TAG", b"none").rpartition(b"--b1\nContent-Type: message/rfc822")
    part = b"--b1\nContent-Type: message/rfc822\nContent-Transfer-Encoding: " + encoding.encode() + b"\n\n"
    raw = head + part + written.replace(b"=3D40", b"=40") + b"\n--b1--\n"
    assert understood(raw, SECRET) == Returned("complaint", READER, "")


@pytest.mark.parametrize(
    ("said", "instead", "kind", "status"),
    [
        (b"550 5.1.1", b"550 5.2.2", "hard", "5.1.1"),
        (b"Status: 5.1.1", b"Status: 5.0.0", "hard", "5.1.1"),
        (b"Action: failed\n", b"", "hard", "5.1.1"),
        (b"Action: failed", b"Action:  Delivered ", "other", ""),
        (b"Action: failed", b"Action: relayed", "other", ""),
    ],
)
def test_of_what_a_report_says_the_surest_counts(said: bytes, instead: bytes, kind: str, status: str) -> None:
    (case,) = (case for case in CASES if case.stem == "dsn-unknown-user")
    reader = READER if kind == "hard" else None
    assert understood(letter(case).replace(said, instead), SECRET) == Returned(kind, reader, status)  # type: ignore[arg-type]


def test_a_report_that_is_encoded_is_read() -> None:
    (case,) = (case for case in CASES if case.stem == "dsn-unknown-user")
    head, mark, rest = letter(case).partition(b"Content-Type: message/delivery-status\n")
    report, end, last = rest.partition(b"\n--b1")
    encoded = b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(report.strip())
    assert understood(head + mark + encoded + end + last, SECRET) == Returned("hard", READER, "5.1.1")


def test_a_tag_that_somebody_made_up_hides_none_of_ours() -> None:
    (case,) = (case for case in CASES if case.stem == "dsn-unknown-user")
    forged = b"X-Original-To: bounces+" + b"a" * 16 + b"-" + b"b" * 16 + b"@lamp.example\n"
    assert understood(forged + letter(case), SECRET).reader_id == READER


@given(st.binary())
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    assert understood(raw, SECRET).reader_id is None


@pytest.mark.parametrize(
    "within", [b"Content-Type: message/rfc822\n\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"]
)
def test_letters_within_letters_without_end_are_passed_over(within: bytes) -> None:
    assert understood(b"From: mailer-daemon@far.example\n" + within * 3000, SECRET) == Returned("other")


def test_an_address_rests_that_is_not_known_and_a_mailbox_may_be_read_again(tmp_path: Path) -> None:
    room = a_posting.prepared_room(tmp_path, 1, ["ana@tarn.example", "ida@tarn.example"])
    secret = house.house_of(room).secret
    with open_store(room.store) as archive:
        reader = store.subscribers.by_address(archive, "ana@tarn.example")
        assert reader
        letters = [
            letter(case, reader.id, secret) for case in CASES if case.stem in ("dsn-unknown-user", "a-reply")
        ]
        assert returning.take(room, archive, letters, NOW) == {"hard": 1, "rested": 1, "other": 1}
        assert returning.take(room, archive, letters, NOW) == {"known": 2}
        rested = store.subscribers.by_id(archive, reader.id)
        assert rested and rested.state == "resting"
        with mailing.sending(room, archive, NOW) as due:
            assert [addressed.to for addressed in due.now] == ["ida@tarn.example"]


def test_who_complains_or_writes_to_leave_gets_no_more(tmp_path: Path) -> None:
    room = a_posting.prepared_room(tmp_path, 1, ["ana@tarn.example", "ida@tarn.example"])
    secret = house.house_of(room).secret
    with open_store(room.store) as archive:
        for address, name in (("ana@tarn.example", "complaint"), ("ida@tarn.example", "leave")):
            reader = store.subscribers.by_address(archive, address)
            assert reader
            case = next(case for case in CASES if case.stem == name)
            returning.take(room, archive, [letter(case, reader.id, secret)], NOW)
        assert store.subscribers.counts(archive) == {"left": 2}


def test_passing_faults_let_an_address_rest_only_when_they_are_many() -> None:
    def back(kind: str, n: int, status: str = "") -> list[store.returns.Return]:
        return [store.returns.Return(str(m), READER, NOW - timedelta(m), kind, status) for m in range(n)]

    month = NOW - returning.SPAN
    assert not returning.why(back("soft", 4), (), month)
    assert "5 letters" in returning.why(back("soft", 5), (), month)
    assert not returning.why(back("soft", 9), (), NOW - timedelta(days=2))
    assert not returning.why(back("hard", 1, "5.4.4"), (), month)
    assert returning.why(back("hard", 2, "5.4.4"), (), month)
    assert returning.why(back("hard", 1, "5.1.1"), (), month)
    refused = Delivery("en-1", READER, "refused", NOW, "550 5.1.1 unknown")
    assert returning.why((), [refused], month)
    assert not returning.why((), [replace(refused, outcome="later")], month)
    assert not returning.why((), [refused], NOW + timedelta(days=1))
    # How we sign is no fault of the address.
    unsigned = [Delivery(f"en-{n}", READER, "refused", NOW, "550 5.7.26 not signed") for n in range(4)]
    assert not returning.why((), unsigned, month)
    assert "5 letters" in returning.why(back("soft", 1), unsigned, month)


def test_of_a_reader_who_was_erased_nothing_rests(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.db") as archive:
        assert returning.rest_each(archive, [READER], NOW) == 0
