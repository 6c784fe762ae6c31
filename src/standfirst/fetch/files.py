"""Sources on this machine: a file, a folder of files, an mbox, a Maildir."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from standfirst.fetch import mailbox
from standfirst.fetch.answers import Answer, FetchError
from standfirst.model import Document, Source, Visit, tidy

_LETTER = "message/rfc822"
# What is read in one visit, and somewhat more.
_MOST_TOGETHER = 32 << 20


def ask(source: Source, last: Visit | None, now: datetime) -> Answer:
    """The documents of a path that came or changed since the last visit. FetchError where it cannot be read."""
    path = local(source.url)
    last = last if last and last.url == source.url else None
    try:
        mark, documents, left = _since(path, last.etag if last else None, now)
    except OSError as error:
        raise FetchError(source.url, f"cannot be read: {error.strerror or error}") from None
    visit = Visit(
        source_id=source.id,
        url=source.url,
        at=now,
        outcome="new" if documents else "failed" if left else "same",
        reason="; ".join([_told(len(documents), last)] * bool(documents or not left) + left),
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


def _since(path: Path, mark: str | None, now: datetime) -> tuple[str, tuple[Document, ...], list[str]]:
    """A mark of what was read, the documents that are not of the time of the earlier mark, and why files of a
    folder were passed over. What came in years is read in several visits."""
    if path.is_file() and mailbox.is_mbox(path):
        return (*_letters_since(path, mark, now), [])
    files = sorted(_stamped(path))
    moment = time.time_ns()
    # A file may bear a date of the future: what comes after it is earlier, and none of it is to be missed.
    here = f"{len(files)} {max((stamp for stamp, _ in files if stamp <= moment), default=0)}"
    if here == mark:
        return here, (), []
    earlier = int(mark.split()[1]) if mark and mark.count(" ") == 1 else 0
    earlier = earlier if earlier <= moment else 0
    last, size, some, left = earlier, 0, list[tuple[Path, Document]](), list[str]()
    for stamp, file in files:
        if size > _MOST_TOGETHER and earlier < last < stamp <= moment:
            here = f"some {last}"
            break
        # Not only later ones: two files may come in one tick of the clock, one before and one after a visit.
        if stamp >= earlier:
            last = stamp
            try:
                some += [(file, document) for document in _documents(file, now)]
                size += file.stat().st_size
            except OSError as error:
                if file == path:
                    raise
                left.append(f"{tidy(file.name)} is passed over: {error.strerror or error}")
    return here, tuple(document for _, document in sorted(some, key=lambda one: one[0])), left


def _letters_since(file: Path, mark: str | None, now: datetime) -> tuple[str, tuple[Document, ...]]:
    """The letters of an mbox behind the earlier mark; all, where it does not stand as it did."""
    begin, _, digest = (mark or "").partition("+")
    start = int(begin) if digest and mailbox.digest(file, int(begin)) == digest else 0
    size, documents = 0, list[Document]()
    for end, letter in mailbox.letters(file, start):
        documents.append(Document(f"{file.absolute().as_uri()}#{start}", letter, _LETTER, now))
        start, size = end, size + len(letter)
        if size > _MOST_TOGETHER:
            break
    return f"{start}+{mailbox.digest(file, start)}", tuple(documents)


def _stamped(path: Path) -> Iterator[tuple[int, Path]]:
    """The files of a path, each with when it came."""
    for file in _files(path):
        # Where a mail program moves a letter meanwhile, the next visit finds it.
        with suppress(FileNotFoundError) if file != path else nullcontext():
            yield _stamp(file), file


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
        yield from _letters_since(file, None, now)[1]
        return
    if file.stat().st_size > mailbox.MOST_BYTES:
        raise OSError(f"it is larger than {mailbox.MOST_BYTES >> 20} MB")
    yield Document(file.absolute().as_uri(), file.read_bytes(), _media_type(file), now)


def _media_type(file: Path) -> str | None:
    if file.suffix.lower() == ".eml" or file.parent.name in ("cur", "new"):
        return _LETTER
    return mimetypes.guess_type(file.name)[0]
