"""One letter to a mail server, and what became of it."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Literal

from standfirst.model import Refusal, tidy
from standfirst.readership import Outcome

Tls = Literal["starttls", "tls", "none"]
_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")
_MOST_SAID = 200
# How long a server may say nothing.
_SECONDS = 60.0


class Unreachable(Refusal):
    """The mail server cannot be used at all; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over. `tls` is "starttls" (required, not only tried), "tls" from the first byte,
    or "none" for a server on this machine; `authority` is a file of certificates to trust beside the usual."""

    host: str
    port: int = 587
    tls: Tls = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority: str | None = None

    @property
    def named(self) -> str:
        return f"{self.host}:{self.port}"


def connect(server: Server) -> smtplib.SMTP:
    """A connection that is ready for letters. Raises Unreachable where that will not change by itself, OSError
    or smtplib's errors where it may."""
    try:
        return _connected(server, _trusting(server) if server.tls != "none" else None)
    except ssl.SSLCertVerificationError as error:
        told = f"the certificate of the mail server {server.named} is not to be trusted: {error.verify_message}"
        raise Unreachable(told) from None
    except ssl.SSLError as error:
        if error.reason != "WRONG_VERSION_NUMBER":
            raise
        told = f"the mail server {server.named} does not speak TLS from the first byte"
        raise Unreachable(told) from None


def _trusting(server: Server) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.authority)
    except OSError as error:
        raise Unreachable(f"the authority {server.authority} cannot be read: {error.strerror}") from None


def _connected(server: Server, secure: ssl.SSLContext | None) -> smtplib.SMTP:
    if server.tls == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=secure)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        line.ehlo()
        if server.tls == "starttls":
            line.starttls(context=secure)
            line.ehlo()
        if server.user is not None:
            line.login(server.user, server.password or "")
    except smtplib.SMTPAuthenticationError as error:
        line.close()
        told = f"the mail server {server.named} refuses user {server.user} ({error.smtp_code})"
        raise Unreachable(told) from None
    except smtplib.SMTPNotSupportedError:
        line.close()
        raise Unreachable(f"the mail server {server.named} offers no TLS, or no login that we know") from None
    except (OSError, smtplib.SMTPException):
        line.close()
        raise
    return line


class Broken(Exception):
    """The connection is of no more use; `outcome` says what that means for the letter."""

    def __init__(self, outcome: Outcome, said: str) -> None:
        super().__init__(said)
        self.outcome: Outcome = outcome
        self.said = said


def hand_over(line: smtplib.SMTP, sender: str, to: str, body: bytes) -> tuple[Outcome, str]:
    """Give one letter (CRLF throughout) to the server: `sent`, `later` or `refused`, and the server's word.

    Raises Broken where the connection was lost: `unsent` before the last line of the letter was given, which is
    certain; `doubtful` after it. Raises Unreachable where the server will take no letter of ours at all."""
    try:
        # Not smtplib's mail() and rcpt(): they take apart addresses that were found sound when they were kept.
        code, said = line.docmd("MAIL", f"FROM:<{sender}>")
        if code >= 500:
            raise Unreachable(f"the mail server takes no letter from us: {code} {told(said)}")
        # The first figure says it, whatever the others are (RFC 5321, 4.2.1).
        if code // 100 == 2:
            code, said = line.docmd("RCPT", f"TO:<{to}>")
        accepted = code // 100 == 2
        if accepted:
            code, said = line.docmd("DATA")
        if not accepted or code // 100 != 3:
            return _refused(line, code, said, "unsent")
    except (OSError, smtplib.SMTPException) as error:
        raise Broken("unsent", _reason(error)) from None
    return _given(line, body)


def _given(line: smtplib.SMTP, body: bytes) -> tuple[Outcome, str]:
    # A letter begins with its header, so no point stands before the first line end.
    body = body.replace(b"\r\n.", b"\r\n..")
    try:
        # One write: a letter whose end went out apart would wait for the receiver's acknowledgement.
        line.send(body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"))
        code, said = line.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Broken("doubtful", _reason(error)) from None
    if code // 100 == 2:
        return "sent", ""
    return _refused(line, code, said, "doubtful")


def _refused(line: smtplib.SMTP, code: int, said: bytes, otherwise: Outcome) -> tuple[Outcome, str]:
    """What a server's answer makes of a letter that it did not take; `otherwise` where it answered neither "later"
    nor "no"."""
    words = f"{code} {told(said)}"
    if code == 421 or not 400 <= code < 600:
        raise Broken("unsent" if code == 421 else otherwise, words)
    try:
        line.rset()
    except (OSError, smtplib.SMTPException):
        line.close()
    return ("later" if 400 <= code < 500 else "refused"), words


def told(said: bytes) -> str:
    """A server's words on one line, without addresses: what is kept of deliveries must name no reader."""
    text = tidy(said.decode("ascii", "replace"))
    return _ADDRESS.sub("…", text)[:_MOST_SAID]


def _reason(error: Exception) -> str:
    return told(str(error).encode()) or type(error).__name__


def post_one(server: Server, sender: str, to: str, body: bytes) -> None:
    """Hand over a single letter. Raises Unreachable where it was not taken."""
    try:
        line = connect(server)
        try:
            outcome, said = hand_over(line, sender, to, body)
        finally:
            line.close()
    except (OSError, smtplib.SMTPException, Broken) as error:
        raise Unreachable(f"the mail server {server.named} took no letter: {_reason(error)}") from None
    if outcome != "sent":
        raise Unreachable(f"the mail server {server.named} took no letter: {said}")
