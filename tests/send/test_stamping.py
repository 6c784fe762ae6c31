"""A letter as its reader gets it: right by the rules of mail, signed, and each reader's own."""

from __future__ import annotations

import base64
import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from standfirst import render, tokens
from standfirst.model import Refusal
from standfirst.readership import Preferences
from standfirst.send import dkim as ours
from standfirst.send.stamping import House, prepared, stamped
from tests.render.press import MASTHEADS, POST, issue
from tests.send.a_posting import NOW

SECRET = b"of the house"
READER = "abcdefghijklmnop"
LANGUAGES = tuple(MASTHEADS)


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def keys() -> tuple[ours.Key, ...]:
    return (
        ours.key("lantern.example", "r1", pem(rsa.generate_private_key(65537, 2048))),
        ours.key("lantern.example", "e1", pem(ed25519.Ed25519PrivateKey.generate())),
    )


def house(keys: tuple[ours.Key, ...] = ()) -> House:
    return House("letters@lantern.example", "returns@lantern.example", "https://lantern.example/", SECRET, keys)


def letter(language: str, keys: tuple[ours.Key, ...] = (), reader: str = READER) -> tuple[str, bytes]:
    made = render.mailing(f"{language}-12", [issue(language)], Preferences((language,)), POST)
    return stamped(prepared(made, house(keys), NOW), reader, "ana@tarn.example")


def message(written: bytes) -> EmailMessage:
    mail = email.message_from_bytes(written, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def opened(language: str) -> EmailMessage:
    return message(letter(language)[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_keeps_the_rules_of_mail(language: str) -> None:
    _, body = letter(language)
    # Raises at the first defect.
    mail = email.message_from_bytes(body, policy=email.policy.strict)
    assert body.isascii() and b"\n" not in body.replace(b"\r\n", b"") and b"\r" not in body.replace(b"\r\n", b"")
    # An address cannot be folded.
    assert max(len(line) for line in body.split(b"\r\n") if b"://" not in line and b"mailto:" not in line) <= 78
    assert not any(line.startswith((b".", b"From ")) for line in body.split(b"\r\n")[40:])
    for part in mail.walk():
        assert not part.defects
        for name, value in part.items():
            assert not value.defects, name
    once = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id")
    assert [len(mail.get_all(name, [])) for name in once] == [1] * len(once)


def test_no_words_of_others_end_a_letter() -> None:
    boundary = message(letter("en")[1]).get_boundary()
    told = issue("en")
    section = told.sections[0]
    brief = replace(section.briefs[0], item=replace(section.briefs[0].item, headline=f"--{boundary}--"))
    told = replace(told, sections=(replace(section, briefs=(brief, *section.briefs)), *told.sections[1:]))
    made = render.mailing("en-12", [told], Preferences(("en",)), POST)
    mail = message(stamped(prepared(made, house(), NOW), READER, "ana@tarn.example")[1])
    assert mail.get_boundary() == boundary
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_head_says_what_mail_programs_ask() -> None:
    mail = opened("es")
    assert mail["From"] == "El Farol <letters@lantern.example>"
    assert mail["To"] == "ana@tarn.example"
    assert mail["List-Id"] == "<es.lantern.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Post"] == "NO"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "es"
    assert mail["Date"] == "Tue, 17 Mar 2026 08:00:00 +0000"
    assert mail["Subject"] == "El Farol · Martes, 17 de marzo de 2026"


def test_both_ways_to_leave_name_the_reader_and_nobody_else() -> None:
    web, post = opened("es")["List-Unsubscribe"].split(", ")
    found = web.removeprefix("<https://lantern.example/readers/leave?t=").removesuffix(">")
    assert tokens.reader_of(SECRET, "letter", found, date(2026, 12, 31)) == READER
    tag = post.removeprefix("<mailto:returns+leave-").partition("@")[0]
    assert tokens.tagged(SECRET, "leave", tag) == READER


def test_a_letter_that_comes_back_names_the_reader() -> None:
    sender, _ = letter("es")
    tag = sender.removeprefix("returns+").removesuffix("@lantern.example")
    assert tokens.tagged(SECRET, "bounce", tag.upper()) == READER
    assert len(sender.partition("@")[0]) <= 64


def test_a_message_id_is_the_same_for_the_same_letter_and_reader_and_no_other() -> None:
    def named(language: str, reader: str) -> str:
        return str(email.message_from_bytes(letter(language, (), reader)[1])["Message-ID"])

    other = "bbcdefghijklmnop"
    assert named("es", READER) == named("es", READER)
    assert len({named("es", READER), named("es", other), named("ar", READER)}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_both_parts_come_through(language: str) -> None:
    mail = opened(language)
    made = render.mailing(f"{language}-12", [issue(language)], Preferences((language,)), POST)
    for kind, words in (("plain", made.text), ("html", made.html)):
        part = mail.get_body((kind,))
        assert part is not None
        got = str(part.get_content()).replace("\r\n", "\n").rstrip("\n")
        token = tokens.token(SECRET, "letter", READER, date(2027, 3, 17))
        assert got == words.replace("\ue000", token).rstrip("\n")


def record_of(key: ours.Key) -> bytes:
    """What stands in the name service for a key."""
    public = load_pem_private_key(key.pem, None).public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(public.public_bytes_raw())
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signature_holds(language: str, keys: tuple[ours.Key, ...]) -> None:
    _, body = letter(language, keys)

    def named(name: bytes, timeout: int = 5) -> bytes:
        selector = name.decode().partition(".")[0]
        return next(record_of(key) for key in keys if key.selector == selector)

    for n in range(len(keys)):
        checker = dkim.DKIM(body)
        assert checker.verify(n, dnsfunc=named)
        assert {b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post", b"message-id"} <= {
            name.lower() for name in _signed(body, n)
        }
    spoilt = body.replace(b"ana@tarn.example", b"eve@tarn.example")
    assert not dkim.DKIM(spoilt).verify(0, dnsfunc=named)


def _signed(body: bytes, n: int) -> Iterator[bytes]:
    field = email.message_from_bytes(body).get_all("DKIM-Signature", [])[n]
    told = dict(piece.strip().split("=", 1) for piece in "".join(field.split()).split(";"))
    yield from (name.encode() for name in told["h"].split(":"))


@pytest.mark.parametrize("text", [b"", b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n", b"\xff\x00"])
def test_what_is_no_key_is_refused_in_a_sentence(text: bytes) -> None:
    with pytest.raises(Refusal, match="selector r1"):
        ours.key("lantern.example", "r1", text)
