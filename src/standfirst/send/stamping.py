"""A letter made each reader's own: what is the same for many is written once, as bytes with gaps for tokens.

Both parts are quoted-printable, whose lines no server needs to change: a signature holds. A reader's token stands
between two soft line ends, so that it can be put in without writing anything anew.
"""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import urlsplit

from standfirst import tokens
from standfirst.readership import TOKEN, Letter
from standfirst.send import dkim
from standfirst.send.addresses import domain_of

# A reader may find a letter again long after: its links still let them go.
GOOD_FOR = timedelta(days=365)
_SOFT = b"=\r\n"
_LONGEST_LINE = 76
_OWN = ("To", "Message-ID", "List-Unsubscribe")


@dataclass(frozen=True, slots=True)
class House:
    """Whom letters are from. `sender` is the address in From; bounces come to NAME+TAG@ of `bounces`; `site` is
    the address of the publication, where readers leave and choose. `sign` signs in place of the keys."""

    sender: str
    bounces: str
    site: str
    secret: bytes
    keys: tuple[dkim.Key, ...] = ()
    sign: dkim.Sign | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter without what is each reader's own. The token goes between the `pieces` of the body. For signatures:
    `signed` are the shared header fields in canonical form, `begun` is the digest of the first piece, and
    `relaxed` are the other pieces in canonical form."""

    letter: Letter
    house: House
    head: bytes
    names: tuple[str, ...]
    signed: bytes
    pieces: tuple[bytes, ...]
    begun: hashlib._Hash
    relaxed: tuple[bytes, ...]
    at: datetime


def message_id(letter: str, reader_id: str, site: str) -> str:
    """The same for the same letter to the same reader, whenever it is sent; no one can tell the reader from it."""
    host = (urlsplit(site).hostname or "localhost").encode("idna").decode()
    return f"<{hashlib.sha256(f'{letter} {reader_id}'.encode()).hexdigest()[:32]}@{host}>"


def prepared(letter: Letter, house: House, now: datetime) -> Prepared:
    """A letter ready to be stamped for each of its readers. `now` becomes its date."""
    boundary = f"standfirst-{hashlib.sha256(f'{letter.id} {letter.subject}'.encode()).hexdigest()[:32]}"
    fields = _shared_fields(letter, house, now, boundary)
    pieces = _pieces(letter, boundary)
    first, *relaxed = map(dkim.relaxed_body, pieces)
    return Prepared(
        letter=letter,
        house=house,
        head="".join(f"{name}: {value}\r\n" for name, value in fields).encode(),
        names=tuple(name for name, _ in fields),
        signed=b"".join(dkim.relaxed_field(name, value) for name, value in fields),
        pieces=tuple(pieces),
        begun=hashlib.sha256(first),
        relaxed=tuple(relaxed),
        at=now,
    )


def stamped(letter: Prepared, reader_id: str, to: str) -> tuple[str, bytes]:
    """The envelope's sender, to which it comes back if it must, and the whole letter."""
    house = letter.house
    token = tokens.token(house.secret, "letter", reader_id, (letter.at + GOOD_FOR).date())
    name, _, domain = house.bounces.rpartition("@")
    leave = f"{name}+leave-{tokens.tag(house.secret, 'leave', reader_id)}@{domain}"
    own = (
        to,
        message_id(letter.letter.id, reader_id, house.site),
        f"<{house.site}readers/leave?t={token}>,\r\n <mailto:{leave}?subject=unsubscribe>",
    )
    inset = token.encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in zip(_OWN, own, strict=True)).encode()
    body = inset.join(letter.pieces)
    signatures = _signatures(letter, own, inset)
    return _returning(house, reader_id), b"".join((*signatures, head, letter.head, b"\r\n", body))


def unaddressed(letter: Prepared) -> bytes:
    """The whole letter, to nobody: without what is each reader's own."""
    named = message_id(letter.letter.id, "", letter.house.site)
    return f"Message-ID: {named}\r\n".encode() + letter.head + b"\r\n" + b"".join(letter.pieces)


def notice(
    house: House, reader_id: str, to: str, name: str, told: tuple[str, str, str], now: datetime
) -> tuple[str, str, bytes]:
    """A letter to one reader that is no issue, as text alone: the envelope's sender, the address, the letter.
    `told` is its subject, text and language."""
    subject, text, language = told
    fields = [
        *_folded(_from(name, subject, house)),
        ("To", to),
        ("Message-ID", message_id(f"{subject} {now.isoformat()}", reader_id, house.site)),
        ("Date", format_datetime(now)),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
        ("Content-Language", language),
        ("Auto-Submitted", "auto-generated"),
    ]
    body = quoted(text.rstrip("\n")) + b"\r\n"
    signed = b"".join(dkim.relaxed_field(name, value) for name, value in fields)
    names, digest = tuple(name for name, _ in fields), hashlib.sha256(dkim.relaxed_body(body)).digest()
    made = dkim.signatures(house.keys, names, signed, digest, int(now.timestamp()), house.sign)
    signatures = [("DKIM-Signature", value) for value in made]
    head = "".join(f"{name}: {value}\r\n" for name, value in (*signatures, *fields)).encode()
    return _returning(house, reader_id), to, head + b"\r\n" + body


def _returning(house: House, reader_id: str) -> str:
    """Where a letter comes back to, if it must."""
    name, _, domain = house.bounces.rpartition("@")
    return f"{name}+{tokens.tag(house.secret, 'bounce', reader_id)}@{domain}"


def _signatures(letter: Prepared, own: Sequence[str], inset: bytes) -> list[bytes]:
    house = letter.house
    if not house.keys:
        return []
    digest = letter.begun.copy()
    for piece in letter.relaxed:
        digest.update(inset)
        digest.update(piece)
    signed = letter.signed + b"".join(map(dkim.relaxed_field, _OWN, own))
    names, at = (*letter.names, *_OWN), int(letter.at.timestamp())
    made = dkim.signatures(house.keys, names, signed, digest.digest(), at, house.sign)
    return [f"DKIM-Signature: {value}\r\n".encode() for value in made]


def _shared_fields(letter: Letter, house: House, now: datetime, boundary: str) -> list[tuple[str, str]]:
    domain = domain_of(house.sender)
    series = letter.series if letter.series.isascii() else hashlib.sha256(letter.series.encode()).hexdigest()[:12]
    return [
        *_folded(_from(letter.masthead, letter.subject, house)),
        ("Date", format_datetime(now)),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
        ("Content-Language", letter.language),
        ("List-Id", f"<{series}.{domain}>"),
        *([("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")] if TOKEN in letter.text else []),
        ("List-Post", "NO"),
        ("List-Archive", f"<{letter.web}>"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
    ]


class _Letterhead(EmailPolicy):
    """The standard library's policy for mail, except for text that is not ASCII. Where such text runs over several
    lines the library's newer code now and then loses a space between two words; its older `Header` does not, so
    that writes subjects and names here."""

    def fold(self, name: str, value: str) -> str:
        if str(value).isascii():
            folded: str = super().fold(name, value)
        elif isinstance(value, AddressHeader):
            folded = f"{name}: {f',{self.linesep} '.join(self._from(name, each) for each in value.addresses)}"
        else:
            folded = f"{name}: {self._encoded(name, str(value))}"
        return folded.removesuffix(self.linesep) + self.linesep

    def _from(self, name: str, whom: Address) -> str:
        words, address = self._encoded(name, whom.display_name), f"<{whom.addr_spec}>"
        before = f"{name}: {words}".rpartition(self.linesep)[2]
        return f"{words}{' ' if len(before) + len(address) < _LONGEST_LINE else f'{self.linesep} '}{address}"

    def _encoded(self, name: str, words: str) -> str:
        return Header(words, "utf-8", maxlinelen=_LONGEST_LINE, header_name=name).encode(linesep=self.linesep)


LETTERHEAD = _Letterhead(linesep="\r\n")


def _from(name: str, subject: str, house: House) -> EmailMessage:
    mail = EmailMessage(policy=LETTERHEAD)
    local, _, domain = house.sender.rpartition("@")
    mail["From"] = Address(name, local, domain)
    mail["Subject"] = subject
    return mail


def _folded(mail: EmailMessage) -> list[tuple[str, str]]:
    """The fields of a letter as (name, folded value)."""
    told = ((name, mail.policy.fold(name, value)) for name, value in mail.items())
    # Where the first word is too long for the line of the name, the library begins with a line's end.
    return [(name, value.partition(":")[2].strip()) for name, value in told]


def _pieces(letter: Letter, boundary: str) -> list[bytes]:
    """The body, cut where each reader's token goes. Each piece but the last ends in a soft line end."""
    mark = f"--{boundary}".encode()
    pieces = [mark + _part_head("plain")]
    for kind, words in (("html", letter.text), ("", letter.html)):
        first, *rest = [quoted(piece) for piece in words.split(TOKEN)]
        pieces[-1] += first
        for piece in rest:
            pieces[-1] += _SOFT
            pieces.append(_SOFT + piece)
        pieces[-1] += b"\r\n" + mark + (_part_head(kind) if kind else b"--\r\n")
    return pieces


def _part_head(kind: str) -> bytes:
    flowing = "; format=flowed" if kind == "plain" else ""
    declared = f'Content-Type: text/{kind}; charset="utf-8"{flowing}'
    return f"\r\n{declared}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode()


def quoted(text: str) -> bytes:
    """A text as quoted-printable with CRLF, no line of which begins with a dot, with what an mbox takes for a
    beginning, or with what may part a letter: what others wrote is to end none."""
    lines = binascii.b2a_qp(text.encode()).replace(b"\r\n", b"\n").split(b"\n")
    return b"\r\n".join(_guarded(line) for line in lines)


def _guarded(line: bytes) -> bytes:
    return b"=%02X" % line[0] + line[1:] if line.startswith((b".", b"--", b"From ")) else line
