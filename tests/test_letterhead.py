"""What a letter is about survives the way through the lines of its head."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import example, given
from hypothesis import strategies as st

from standfirst.letterhead import LETTERHEAD
from standfirst.model import tidy


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
