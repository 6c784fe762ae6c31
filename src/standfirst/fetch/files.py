"""Sources on this machine: a file, a folder of files, an mbox, a Maildir."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from standfirst.fetch import mailbox
from standfirst.fetch.answers import Answer, FetchError
from standfirst.model import Document, Source, Visit

_LETTER = "message/rfc822"
_MOST_BYTES = 64 << 20


def ask(source: Source, last: Visit | None, now: datetime) -> Answer:
    """The documents of a path that came or changed since the last visit. FetchError where it cannot be read."""
    path = local(source.url)
    last = last if last and last.url == source.url else None
    try:
        mark, documents = _since(path, last.etag if last else None, now)
    except OSError as error:
        raise FetchError(source.url, f"cannot be read: {error.strerror or error}") from None
    visit = Visit(
        source_id=source.id,
        url=source.url,
        at=now,
        outcome="new" if documents else "same",
        reason=_told(len(documents), last),
        etag=mark,
        bytes=sum(len(document.body) for document in documents),
    )
    return Answer(visit, documents)


def _told(number: int, last: Visit | None) -> str:
    if number == 0:
        return "nothing has changed since the last visit" if last else "there is nothing in it yet"
    return "read a document" if number == 1 else f"read {number} documents"


def local(url: str) -> Path:
    """The path that a file: address or a plain path names."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else Path(url)


def _since(path: Path, mark: str | None, now: datetime) -> tuple[str, tuple[Document, ...]]:
    """A mark of how things stand now, and the documents that are not of the time of the earlier mark."""
    stamps = {file: _stamp(file) for file in sorted(_files(path))}
    newest = max(stamps.values(), default=0)
    here = f"{len(stamps)} {newest}"
    if here == mark:
        return here, ()
    earlier = int(mark.split()[-1]) if mark else 0
    # Not only later ones: two files may come in one tick of the clock, one before and one after a visit.
    changed = [file for file, stamp in stamps.items() if stamp >= earlier]
    return here, tuple(document for file in changed for document in _documents(file, now))


def _stamp(file: Path) -> int:
    """When a file came here or changed, in ns. Its time of modification says only when it was written: a
    letter moved into the folder may be years old."""
    known = file.stat()
    return max(known.st_ctime_ns, known.st_mtime_ns)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    folders = [path / "cur", path / "new"] if mailbox.is_maildir(path) else [path]
    for folder in folders:
        yield from (file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def _documents(file: Path, now: datetime) -> Iterator[Document]:
    if not file.stat().st_size:
        return  # a mailbox that nothing came to yet, or that was emptied
    if mailbox.is_mbox(file):
        for number, letter in enumerate(mailbox.letters(file), 1):
            yield Document(f"{file.absolute().as_uri()}#{number}", letter, _LETTER, now)
        return
    if file.stat().st_size > _MOST_BYTES:
        raise OSError(f"{file.name} is larger than {_MOST_BYTES >> 20} MB")
    yield Document(file.absolute().as_uri(), file.read_bytes(), _media_type(file), now)


def _media_type(file: Path) -> str | None:
    if file.suffix.lower() == ".eml" or file.parent.name in ("cur", "new"):
        return _LETTER
    return mimetypes.guess_type(file.name)[0]
