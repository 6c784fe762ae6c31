from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetch.web import LoopbackWeb, loopback


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as opened:
        yield opened
