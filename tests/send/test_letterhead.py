"""What a letter is about survives the way through the lines of its head."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

from hypothesis import example, given
from hypothesis import strategies as st

from standfirst.model import tidy
from standfirst.send.stamping import LETTERHEAD, House, notice

NOW = datetime(2026, 3, 17, 8, tzinfo=UTC)


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.just(" "), max_size=120).map(
        tidy
    )
)
@example("800¡¡ 000¡¡¡ࠀ𐀀𐀀𐀀𐀀 ¡ · Tuesday, 5 March 2024")
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    mail = EmailMessage(policy=LETTERHEAD)
    mail["Subject"] = subject
    written = mail.as_bytes()
    assert all(len(line) <= 78 for line in written.split(b"\r\n"))
    assert str(message_from_bytes(written, policy=policy.default)["Subject"]) == subject


LETTERS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"]) | st.just(" "),
    min_size=1,
    max_size=120,
)


@given(LETTERS.map(tidy).filter(bool))
@example("早报新闻 Утренняя строка")
@example("La Línea de la Mañana de Castelvara")
@example("The Morning Line of the Five Winds, of Tarn and of Castelvara, with all that lies between them")
def test_whom_a_letter_is_from_is_read_as_it_was_written(masthead: str) -> None:
    house = House("letters@lantern.example", "returns@lantern.example", "https://lantern.example/", b"secret")
    _, _, letter = notice(house, "abcdefghijklmnop", "ana@tarn.example", masthead, ("Hello", "Hello.", "en"), NOW)
    head = letter.partition(b"\r\n\r\n")[0].decode()
    assert all(len(line) <= 78 for line in head.split("\r\n"))
    told = re.search(r"(?ms)^From: (.*?)\s<letters@lantern\.example>$", head.replace("\r\n", "\n"))
    assert told
    name = str(make_header(decode_header(told[1]))).replace("\n", "")
    if masthead.isascii() and name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    assert name == masthead
