"""DKIM signatures (RFC 6376, RFC 8463) over letters of which most is the same for many readers.

Headers and body are canonicalized "relaxed". Texts that are shared are canonicalized once; only what is a reader's
own is done for each letter.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from standfirst.model import Refusal

Sign = Callable[[Sequence[bytes]], list[bytes]]
"""Signs a text for each of some keys."""
_SPACES = re.compile(rb"[ \t]+")


@dataclass(frozen=True, slots=True)
class Key:
    """A key whose public half stands in the name service at SELECTOR._domainkey.DOMAIN. `pem` is the private half
    as it lies in its file."""

    selector: str
    domain: str
    algorithm: str
    sign: Callable[[bytes], bytes]
    pem: bytes = field(repr=False)


def key(domain: str, selector: str, pem: bytes) -> Key:
    """The signing key in a PEM file, RSA or Ed25519. Raises Refusal for anything else."""
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ModuleNotFoundError:
        raise Refusal("signing letters needs cryptography: pip install 'standfirst[mail]'") from None
    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise Refusal(f"the key of the selector {selector} is no private key in PEM without password") from None
    if isinstance(private, rsa.RSAPrivateKey):
        if private.key_size < 1024:
            raise Refusal(f"the key of the selector {selector} is too short: 2048 bits are good")
        way, digest = padding.PKCS1v15(), SHA256()
        return Key(selector, domain, "rsa-sha256", lambda told: private.sign(told, way, digest), pem)
    if isinstance(private, ed25519.Ed25519PrivateKey):
        # RFC 8463 signs the digest, not the text.
        return Key(
            selector, domain, "ed25519-sha256", lambda told: private.sign(hashlib.sha256(told).digest()), pem
        )
    raise Refusal(f"the key of the selector {selector} is neither RSA nor Ed25519")


def relaxed_field(name: str, value: str) -> bytes:
    """A header field as it is signed, with its line end."""
    return f"{name.lower()}:{' '.join(value.split())}\r\n".encode()


def relaxed_body(body: bytes) -> bytes:
    """A piece of a body as it is signed; the last piece ends in one line end."""
    return b"\r\n".join(_SPACES.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n"))


def signatures(
    keys: Sequence[Key], names: Sequence[str], signed: bytes, body_digest: bytes, at: int, sign: Sign | None
) -> list[str]:
    """The value of a DKIM-Signature field for each key, folded. `signed` are the fields called `names` in this
    order, each as `relaxed_field` has it; `at` is in seconds since 1970. `sign` makes the signatures where keys
    shall not do so themselves."""
    told = [_told(key, names, body_digest, at) for key in keys]
    texts = [signed + relaxed_field("DKIM-Signature", each).removesuffix(b"\r\n") for each in told]
    made = sign(texts) if sign else sign_each(keys, texts)
    return [f"{each}{_folded(base64.b64encode(one).decode())}" for each, one in zip(told, made, strict=True)]


def sign_each(keys: Sequence[Key], texts: Sequence[bytes]) -> list[bytes]:
    """A text for each key, signed by it."""
    return [key.sign(text) for key, text in zip(keys, texts, strict=True)]


def _told(key: Key, names: Sequence[str], body_digest: bytes, at: int) -> str:
    return (
        f"v=1; a={key.algorithm}; c=relaxed/relaxed; d={key.domain}; s={key.selector};\r\n"
        f" t={at}; h={':'.join(names)};\r\n"
        f" bh={base64.b64encode(body_digest).decode()};\r\n b="
    )


def _folded(made: str) -> str:
    return "\r\n ".join(made[start : start + 72] for start in range(0, len(made), 72))
