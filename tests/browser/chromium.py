"""Chromium as Debian ships it, for whoever looks at pages as readers do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from standfirst import browsers

CHROMIUM = browsers.found()
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield running
        running.close()


def violations(page: Page, rules: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """The accessibility rules that a page violates, each with the elements that do."""
    found = Axe().run(page, options={"runOnly": rules} if rules else None).response["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]
