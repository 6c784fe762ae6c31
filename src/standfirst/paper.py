"""A page of HTML printed as a PDF, by a browser that is on this machine or by WeasyPrint."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from standfirst.model import Refusal

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_SECONDS = 120
# Nothing is asked of anybody, and nobody is asked anything.
_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def pdf(page: bytes) -> bytes:
    """A page that loads nothing, as it is printed. Raises Refusal where nothing here can, or printing failed."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return _by_browser(browser, page) if browser else _by_weasyprint(page)


def _by_browser(browser: str, page: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="standfirst-") as name:
        folder = Path(name)
        source, printed = folder / "page.html", folder / "page.pdf"
        source.write_bytes(page)
        # Chromium's own walls cannot be put up by the superuser.
        open_walls = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        command = [browser, *_QUIET, *open_walls, f"--user-data-dir={folder / 'profile'}",
                   f"--print-to-pdf={printed}", source.as_uri()]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise Refusal(f"{browser} did not print the PDF within {_SECONDS} seconds") from None
        if not printed.is_file():
            raise Refusal(f"{browser} printed no PDF")
        return printed.read_bytes()


def _by_weasyprint(page: bytes) -> bytes:
    try:
        import weasyprint
    except (ModuleNotFoundError, OSError):
        raise Refusal("a PDF needs Chromium on this machine, or: pip install weasyprint") from None
    printed: bytes = weasyprint.HTML(string=page.decode()).write_pdf()
    return printed
