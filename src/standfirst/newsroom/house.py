"""The house that letters come from: its mail server, its keys, and the secret that signs readers' tokens."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from functools import partial

from standfirst import send
from standfirst.config import Mail, Newsroom
from standfirst.model import Refusal
from standfirst.send import Ending, Server, dkim
from standfirst.send.stamping import House

Post = Callable[..., Iterator[Ending]]


def mail_of(room: Newsroom) -> Mail:
    """How letters go out; Refusal where the configuration does not say."""
    if room.mail is None:
        raise Refusal("standfirst.toml has no [mail]: letters need a sender and a server")
    return room.mail


def server_of(mail: Mail) -> Server:
    authority = str(mail.authority) if mail.authority else None
    return Server(mail.host, mail.port, mail.tls, mail.user, mail.password, authority)


def post_of(room: Newsroom) -> Post:
    """What hands letters over to the mail server, as configured."""
    mail = mail_of(room)
    pause = 1 / mail.pace if mail.pace else 0.0
    return partial(send.post, server_of(mail), connections=mail.connections, pause=pause)


def house_of(room: Newsroom) -> House:
    """Whom letters are from, with the keys that sign them. Raises Refusal where a key cannot be read."""
    mail = mail_of(room)
    domain = mail.sender.rpartition("@")[2]
    try:
        keys = tuple(dkim.key(domain, selector, path.read_bytes()) for selector, path in mail.dkim.items())
    except OSError as error:
        raise Refusal(f"the key {error.filename} cannot be read: {error.strerror}") from None
    return House(mail.sender, mail.bounces, room.url, secret_of(mail), keys)


def secret_of(mail: Mail) -> bytes:
    """What signs readers' tokens; made at the first use, for the owner alone to read."""
    try:
        return mail.secret.read_bytes()
    except FileNotFoundError:
        pass
    draft = mail.secret.with_name(f".{mail.secret.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(32))
    try:
        # Of two that make it at once, the first one's stands.
        os.link(draft, mail.secret)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return mail.secret.read_bytes()
