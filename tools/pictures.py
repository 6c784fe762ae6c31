"""Take the pictures of the documentation from what `make run` published.

    python tools/pictures.py run docs/pictures

Needs Chromium (Debian's package) and playwright; draws the front pages and a letter as readers see them.
"""

from __future__ import annotations

import email
import email.policy
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from standfirst import config, render
from standfirst.newsroom import amending
from standfirst.readership import Preferences
from standfirst.serve import server
from standfirst.store import open_store

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
WIDE, PHONE = (1200, 900), (390, 844)

# name, path in the site, (width, height), dark
PAGES = (
    ("front", "index.html", WIDE, False),
    ("front-ar-phone", "ar/index.html", PHONE, False),
    ("new-es", "es/new.html", WIDE, False),
    ("front-dark", "index.html", WIDE, True),
)


def take(page: Page, name: str, out: Path, size: tuple[int, int], dark: bool) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.screenshot(path=out / f"{name}.png")
    print(out / f"{name}.png")


def letter_html(outbox: Path, edition: str) -> str:
    """The HTML part of the newest letter of an edition."""
    path = max(outbox.glob(f"{edition}-*.eml"), key=lambda p: p.name[-14:])
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content())


def letter_of(run: Path, editions: tuple[str, ...]) -> str:
    """The HTML of the letter to a reader of the newest issues of several editions."""
    room = config.load(run / "standfirst.toml")
    with open_store(room.store) as archive:
        # Oldest first: the last of an edition stays.
        newest = {issue.edition_id: issue for issue in amending.frozen(archive)}
        issues = [newest[name].opened() for name in editions]
    site = render.Site(room.title, room.url, letters=True)
    return render.mailing("picture", issues, Preferences(editions), site).html


def main(run: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    site = server(run / "site", port=0)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        for name, path, size, dark in PAGES:
            page.goto(f"http://127.0.0.1:{site.server_address[1]}/{path}")
            take(page, name, out, size, dark)
        mail_reader = browser.new_page()
        mail_reader.set_content(letter_html(run / "outbox", "es"))
        take(mail_reader, "letter", out, (680, 900), False)
        mail_reader.set_content(letter_of(run, ("fr", "ru", "en", "es", "it")))
        take(mail_reader, "letter-of-five-languages", out, (680, 1400), False)
        browser.close()
    site.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
