"""What a mail server's answers make of a letter: a server of a few lines says them as they are written here."""

from __future__ import annotations

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from standfirst.send.smtp import Broken, Unreachable, hand_over, told

BODY = b"Subject: Lamps\r\n\r\n.They burn.\r\n"


@contextmanager
def answering(mail: str, rcpt: str, data: str, end: str) -> Iterator[smtplib.SMTP]:
    """A connection to a server that answers so to the four steps of a letter."""
    answers = {b"EHLO": "250 here", b"MAIL": mail, b"RCPT": rcpt, b"DATA": data, b"RSET": "250 ok"}

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline():
                answer = answers.get(line[:4].upper(), "500 what?")
                self.say(answer)
                if line.startswith(b"DATA") and answer.startswith("3"):
                    while self.rfile.readline() not in (b".\r\n", b""):
                        pass
                    self.say(end)

        def say(self, answer: str) -> None:
            self.wfile.write(answer.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        line = smtplib.SMTP("127.0.0.1", server.server_address[1], timeout=10)
        line.ehlo()
        yield line
        line.close()
        server.shutdown()


def outcome(mail: str = "250 ok", rcpt: str = "250 ok", data: str = "354 go", end: str = "250 ok") -> str:
    with answering(mail, rcpt, data, end) as line:
        try:
            return hand_over(line, "letters@lamp.example", "ana@tarn.example", BODY)[0]
        except Broken as broken:
            return f"broken, {broken.outcome}"
        except Unreachable:
            return "unreachable"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "sent"),
        ({"rcpt": "251 it moved on"}, "sent"),
        ({"rcpt": "252 nobody knows, but give it here"}, "sent"),
        ({"end": "200 taken"}, "sent"),
        ({"mail": "550 not you"}, "unreachable"),
        ({"mail": "451 not now"}, "later"),
        ({"rcpt": "550 nobody here"}, "refused"),
        ({"rcpt": "421 closing"}, "broken, unsent"),
        ({"mail": "354 go on"}, "broken, unsent"),
        ({"rcpt": "354 go on"}, "broken, unsent"),
        ({"data": "554 no"}, "refused"),
        ({"data": "250 what letter?"}, "broken, unsent"),
        ({"data": "nonsense"}, "broken, unsent"),
        ({"end": "452 full"}, "later"),
        ({"end": "554 no"}, "refused"),
        ({"end": "421 closing"}, "broken, unsent"),
        ({"end": "nonsense"}, "broken, doubtful"),
        ({"end": "354 go on"}, "broken, doubtful"),
    ],
)
def test_a_letter_is_what_the_server_says_and_in_doubt_where_it_says_nothing(
    answers: dict[str, str], told: str
) -> None:
    assert outcome(**answers) == told


def test_what_a_server_says_is_kept_without_addresses_and_orders_to_the_terminal() -> None:
    assert told(b"5.1.1 \x1b[31m <ana@tarn.example>\r\n gone") == "5.1.1 [31m \u2026 gone"
