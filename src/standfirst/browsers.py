"""Which browser of Chromium's kind is on this machine."""

from __future__ import annotations

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def found() -> str | None:
    """The path of the first that there is."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def walls() -> list[str]:
    """The argument that turns its sandbox off for the superuser, who cannot have one."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
