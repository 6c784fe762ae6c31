"""A page of HTML printed as a PDF, by a browser that is on this machine."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from standfirst import browsers
from standfirst.model import Refusal

_SECONDS = 120
# Nothing is asked of anybody, and nobody is asked anything.
_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def pdf(page: bytes) -> bytes:
    """A page that loads nothing, as it is printed. Raises Refusal where nothing here can, or printing failed."""
    browser = browsers.found()
    if browser is None:
        raise Refusal("a PDF needs Chromium on this machine")
    with tempfile.TemporaryDirectory(prefix="standfirst-") as name:
        folder = Path(name)
        source, printed = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        command = [browser, *_QUIET, *browsers.walls(), f"--user-data-dir={folder / 'profile'}",
                   f"--print-to-pdf={printed}", source.as_uri()]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise Refusal(f"{browser} did not print the PDF within {_SECONDS} seconds") from None
        if not printed.is_file():
            raise Refusal(f"{browser} printed no PDF")
        return printed.read_bytes()
