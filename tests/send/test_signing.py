"""Signing in a process of its own: the same signatures, for many at once, and a clear word where it ends."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from standfirst.model import Refusal
from standfirst.send import dkim, signing


def key(selector: str, private: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> dkim.Key:
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return dkim.key("lantern.example", selector, pem)


@pytest.fixture(scope="module")
def keys() -> tuple[dkim.Key, ...]:
    return key("r1", rsa.generate_private_key(65537, 2048)), key("e1", ed25519.Ed25519PrivateKey.generate())


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_connections_that_sign_at_once_get_their_own_signatures(keys: tuple[dkim.Key, ...]) -> None:
    texts = [[f"letter {n}".encode(), f"the same {n}".encode() * 300] for n in range(200)]
    with signing.apart(keys) as sign, ThreadPoolExecutor(8) as threads:
        assert sign
        assert list(threads.map(sign, texts)) == [dkim.sign_each(keys, each) for each in texts]


def test_no_process_is_begun_where_it_would_not_help(
    keys: tuple[dkim.Key, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with signing.apart(()) as none, signing.apart(keys[1:]) as quick:
        assert none is None and quick is None
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with signing.apart(keys) as alone:
        assert alone is None


def test_a_process_that_ended_is_one_sentence(keys: tuple[dkim.Key, ...]) -> None:
    with signing.apart(keys) as sign:
        assert sign
        sign([b"a", b"b"])
        signer = sign.__self__  # type: ignore[attr-defined]
        os.kill(signer._process.pid, signal.SIGKILL)
        signer._process.wait()
        for _ in range(2):
            with pytest.raises(Refusal, match="process that signs letters has ended"):
                sign([b"a", b"b"])
