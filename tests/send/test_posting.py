"""Letters handed to a real mail server on loopback: what becomes of each is known, and said without addresses."""

from __future__ import annotations

import ssl
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import store
from standfirst.newsroom import mailing
from standfirst.send import Unreachable
from standfirst.store import open_store
from tests.send import a_posting
from tests.send.receiving import Receiver, only, received

NOW = a_posting.NOW
PEOPLE = [f"reader{n}@village{n % 3}.example" for n in range(20)]


def test_every_reader_gets_the_letter_once_however_often_it_is_sent(tmp_path: Path) -> None:
    receiver = Receiver()
    with received(receiver) as port:
        room = a_posting.prepared_room(tmp_path, port, PEOPLE)
        with open_store(room.store) as archive:
            first, second = a_posting.send_all(room, archive), a_posting.send_all(room, archive)
            assert a_posting.counts(archive, "en-12") == {"sent": 20}
    assert (len(first), second) == (20, [])
    assert receiver.sent_to() == sorted(PEOPLE)


def test_what_the_server_says_later_to_is_tried_again_after_a_while_and_what_it_refuses_is_not(
    tmp_path: Path,
) -> None:
    receiver = Receiver()
    with received(receiver) as port:
        room = a_posting.prepared_room(tmp_path, port, ["later@a.example", "gone@b.example", "ana@c.example"])
        with open_store(room.store) as archive:
            told = {ending.outcome: ending.said for ending in a_posting.send_all(room, archive)}
            assert told == {
                "later": "451 4.7.1 … is not to be bothered now",
                "refused": "550 5.1.1 … lives here no more",
                "sent": "",
            }
            assert a_posting.send_all(room, archive, NOW + timedelta(minutes=4)) == []
            again = a_posting.send_all(room, archive, NOW + timedelta(minutes=6))
            assert [ending.outcome for ending in again] == ["later"]
            # The second time it waits longer.
            assert a_posting.send_all(room, archive, NOW + timedelta(minutes=20)) == []
            assert len(a_posting.send_all(room, archive, NOW + timedelta(minutes=30))) == 1
            with mailing.sending(room, archive, NOW + timedelta(minutes=31)) as letters:
                assert (letters.later, letters.next_try) == (1, NOW + timedelta(minutes=90))


def test_a_line_cut_after_the_letter_leaves_a_doubt_that_is_never_sent_again_by_itself(tmp_path: Path) -> None:
    receiver = Receiver()
    with received(receiver) as port:
        room = a_posting.prepared_room(tmp_path, port, ["never@a.example", *PEOPLE])
        with open_store(room.store) as archive:
            counts = Counter(ending.outcome for ending in a_posting.send_all(room, archive))
            assert counts == {"sent": 20, "doubtful": 1}
            assert a_posting.send_all(room, archive) == []
            ((doubt, message_id),) = mailing.in_doubt(room, archive)
            assert (doubt.outcome, doubt.letter) == ("doubtful", "en-12")
            letter = next(body for _, to, body in receiver.letters if to == "never@a.example")
            assert message_id.encode() in letter


@pytest.mark.parametrize(("named", "outcome"), [(True, "sent"), (False, "unsent")])
def test_a_doubt_is_settled_by_what_the_server_says_it_took(tmp_path: Path, named: bool, outcome: str) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["never@a.example"])
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            taken = {message_id for _, message_id in mailing.in_doubt(room, archive)} if named else set()
            settled = mailing.settle(room, archive, taken, NOW + timedelta(minutes=11))
            assert getattr(settled, outcome) == 1
            assert a_posting.counts(archive, "en-12") == {outcome: 1}
            with mailing.sending(room, archive, NOW) as letters:
                assert len(letters.now) == (0 if named else 1)


def test_a_doubt_stays_while_the_server_may_still_be_at_it(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["never@a.example"])
        with open_store(room.store) as archive:
            a_posting.send_all(room, archive)
            assert mailing.settle(room, archive, (), NOW + timedelta(minutes=9)).left == 1
            assert mailing.answer(archive, True, NOW) == 1
            assert store.deliveries.in_doubt(archive) == []


def test_a_server_that_is_not_there_is_named_and_no_letter_is_in_doubt(tmp_path: Path) -> None:
    room = a_posting.prepared_room(tmp_path, 1, PEOPLE, connections=1)
    with open_store(room.store) as archive:
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1:1 does not answer"):
            a_posting.send_all(room, archive)
        assert set(a_posting.counts(archive, "en-12")) == {"unsent"}
        with mailing.sending(room, archive, NOW) as letters:
            assert len(letters.now) == 20


def test_a_server_that_closes_keeps_no_letter_from_being_sent_by_the_next_run(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, ["shut@a.example", "ana@b.example"])
        with open_store(room.store) as archive:
            told = sorted(ending.outcome for ending in a_posting.send_all(room, archive))
            assert told == ["sent", "unsent"]
            assert len(a_posting.send_all(room, archive)) == 1


def test_a_server_that_refuses_everyone_has_another_fault_than_its_readers(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, [f"gone{n}@a.example" for n in range(90)])
        with open_store(room.store) as archive:
            with pytest.raises(Unreachable, match="refused 50 letters in a row"):
                a_posting.send_all(room, archive)
            assert a_posting.counts(archive, "en-12")["refused"] < 90


def test_two_do_not_send_at_once(tmp_path: Path) -> None:
    room = a_posting.prepared_room(tmp_path, 1, PEOPLE)
    with (
        open_store(room.store) as archive,
        mailing.sending(room, archive, NOW),
        pytest.raises(store.StoreError, match="another send is at work"),
    ):
        a_posting.send_all(room, archive)


def test_letters_are_sent_by_a_user_over_tls(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(certificate, key)
    options = {"tls_context": secure, "require_starttls": True, "auth_required": True}
    receiver = Receiver()
    with received(receiver, authenticator=only(b"paper", b"ink"), **options) as port:
        how = {"host": "localhost", "tls": "starttls", "authority": certificate, "user": "paper"}
        room = a_posting.prepared_room(tmp_path, port, PEOPLE, password="ink", **how)
        with open_store(room.store) as archive:
            assert {ending.outcome for ending in a_posting.send_all(room, archive)} == {"sent"}
        wrong = a_posting.room(tmp_path, port, password="milk", **how)
        with open_store(wrong.store) as archive:
            a_posting.readers(archive, ["late@a.example"])
            with pytest.raises(Unreachable, match="refuses user paper"):
                a_posting.send_all(wrong, archive)
        for change, told in (
            ({"authority": None}, "the certificate of the mail server localhost:\\d+ is not to be trusted: self"),
            ({"authority": tmp_path / "none.pem"}, "the authority .*none.pem cannot be read: No such file"),
            ({"tls": "tls"}, "localhost:\\d+ does not speak TLS from the first byte"),
        ):
            wrong = a_posting.room(tmp_path, port, password="ink", **(how | change))
            with open_store(wrong.store) as archive, pytest.raises(Unreachable, match=told):
                a_posting.send_all(wrong, archive)
    assert receiver.sent_to() == sorted(PEOPLE)


def test_a_server_without_tls_gets_no_letter_where_tls_is_asked_for(tmp_path: Path) -> None:
    with received(Receiver()) as port:
        room = a_posting.prepared_room(tmp_path, port, PEOPLE, tls="starttls")
        with open_store(room.store) as archive, pytest.raises(Unreachable, match="offers no TLS"):
            a_posting.send_all(room, archive)
