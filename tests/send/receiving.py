"""A mail server on loopback that takes letters and remembers them: python -m tests.send.receiving LOG.

As a process it prints its port, and writes a line with Message-ID and reader to LOG for each letter before it says
that it took it, as mail servers do. Addresses whose name begins so are answered so:
later… 451, full… 452, gone… 550, never… cut off after the letter, shut… 421.
"""

from __future__ import annotations

import asyncio
import email
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "127.0.0.1"
ANSWERS = {
    "later": "451 4.7.1 <somebody@tarn.example> is not to be bothered now",
    "full": "452 4.2.2 the box is full",
    "gone": "550 5.1.1 <somebody@tarn.example> lives here no more",
    "shut": "421 4.3.2 closing",
}


class Receiver:
    """What was received, and how to answer."""

    def __init__(self, log: Path | None = None) -> None:
        self.log = log
        self.letters: list[tuple[str, str, bytes]] = []
        self.sessions = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        for beginning, answer in ANSWERS.items():
            if address.startswith(beginning):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        to = envelope.rcpt_tos[0]
        self.letters.append((envelope.mail_from or "", to, envelope.content))
        if self.log:
            named = email.message_from_bytes(envelope.content[:8192])["Message-ID"]
            with self.log.open("a") as log:
                log.write(f"{named} {to}\n")
            self.letters.clear()
        if to.startswith("never") and server.transport:
            server.transport.close()
        return "250 OK"

    def sent_to(self) -> list[str]:
        return sorted(to for _, to, _ in self.letters)


class Watched(SMTP):
    """Counts its sessions, so that a test can wait until none is open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.sessions += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.sessions -= 1
        super().connection_lost(error)


async def listening(receiver: Receiver, **options: Any) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Watched(receiver, loop=loop, **options), HOST, 0)


@contextmanager
def received(receiver: Receiver, **options: Any) -> Iterator[int]:
    """The receiver at work in a thread of this process; gives its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(listening(receiver, **options))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()


def only(user: bytes, password: bytes) -> Callable[..., AuthResult]:
    """An authenticator for one user."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: Any) -> AuthResult:
        return AuthResult(success=(told.login, told.password) == (user, password), handled=False)

    return check


async def _serve(log: Path) -> None:
    receiver = Receiver(log)
    server = await listening(receiver)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    # Each line that comes in asks how many sessions are open.
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(receiver.sessions, flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
