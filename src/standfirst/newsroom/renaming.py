"""An edition that was called otherwise: its issues, its letters and their readers go over to the new id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from standfirst import store
from standfirst.config import Newsroom
from standfirst.model import Forward
from standfirst.newsroom import reception
from standfirst.render.outline import Outlined, Shelved
from standfirst.store import Store


def take_over(room: Newsroom, archive: Store, now: datetime) -> None:
    """Give each edition that names its former id what the archive has under that. Done before, it does nothing."""
    for edition in room.editions:
        if edition.was and store.issues.highest(archive, edition.was):
            # Meanwhile no letter is begun under the old id.
            with store.locks.hold(archive, "send"):
                store.issues.rename(archive, edition.was, edition.id)
        if edition.was and store.subscribers.readership(archive).get(edition.was):
            reception.move(archive, edition.was, edition.id, now)


def forwards(
    room: Newsroom, there: Iterable[str], pages: Iterable[Outlined | Shelved], standing: Iterable[str]
) -> list[Forward]:
    """What leads from the files of former ids that are `there` to the same pages under the new ones: those that
    are planned now, those that are `standing` from earlier, and indexes."""
    folders = {f"{edition.was}/": edition for edition in room.editions if edition.was}
    if not folders:
        return []
    now = {name.removesuffix(".html") for name in standing}
    for page in pages:
        if isinstance(page, Shelved):
            now.update(f"{page.shelf.folder}/{name}" for name in page.names)
        else:
            now.update(outline.path for outline in page.outlines)
    found = []
    for name in sorted(name for name in there if name.endswith(".html")):
        for before, edition in folders.items():
            path = name.removesuffix(".html")
            to = f"{edition.id}/{path.removeprefix(before)}"
            if path.startswith(before) and (to in now or to.endswith("/index")):
                found.append(Forward(path, to, edition.masthead, edition.languages[0], edition.id))
    return found
