"""The commands that change which sources are read: follow and unfollow."""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from standfirst import config, configfile, fetch
from standfirst.cli import shell
from standfirst.credentials import shown
from standfirst.languages import is_tag
from standfirst.model import Refusal, Source
from standfirst.newsroom import scout
from standfirst.newsroom.named import source_named
from standfirst.read import links

# What begins as a host does: people leave out what their browser adds.
_HOST = re.compile(r"(?!\.)[\w.-]+\.(?!(?:xml|html?|json|txt|eml|mbox|opml)\b)[^\W\d_]{2,}(?::\d+)?(?:/|$)")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    follow = shell.command(
        commands,
        run_follow,
        "follow https://gazette.example/world/",
        "Find what to read at an address (a feed its page declares, a sitemap of news, or the page itself) and "
        "write it into standfirst.toml.",
    )
    follow.add_argument("urls", metavar="URL", nargs="+", help="a page, a feed, or a file or folder here")
    unfollow = shell.command(
        commands,
        run_unfollow,
        "unfollow https://gazette.example/world/feed",
        "Take a source out of standfirst.toml; what it told stays in the archive.",
    )
    unfollow.add_argument("sources", metavar="SOURCE|URL", nargs="+", help="the source's id or address")
    for parser in (follow, unfollow):
        shell.speaks_to_programs(parser)


def run_follow(args: argparse.Namespace) -> int:
    failed = 0
    for url in args.urls:
        try:
            _follow(args, url)
        except Refusal as refusal:
            shell.complain(f"{refusal}")
            failed += 1
    return 1 if failed else 0


def _follow(args: argparse.Namespace, url: str) -> None:
    from standfirst.fetch.rounds import fetch_all

    room = config.load(args.config)
    if not url.strip():
        raise Refusal("an empty address: name a page, a feed, or a file or folder here")
    if fetch.is_mail(url):
        raise Refusal(f"{url}: a folder on a mail server needs a password: write both into {args.config}")
    if not fetch.is_web(url):
        url = _as_written(url, args.config)
    elif not links.resolve(url, ""):
        raise Refusal(f"{url} is no address")
    known = {links.key(source.url): source for source in room.sources}
    if links.key(url) in known:
        raise Refusal(f"{shown(url)} is followed already, as {known[links.key(url)].id}")
    now = shell.now(args)
    fetching = partial(fetch_all, now=now, manners=shell.manners(room), memory=fetch.Memory())
    # In the configuration paths are seen from the file's folder.
    there = url if fetch.is_web(url) else str(Path(args.config).absolute().parent / url)
    found = scout.scout(there, fetching, now)
    if fetch.is_web(url) and links.key(found.url) in known:
        raise Refusal(f"{found.url} is followed already, as {known[links.key(found.url)].id} ({found.why})")
    address = found.url if fetch.is_web(url) else url
    language = found.language if is_tag(found.language or "") else None
    with _alone(args.config):
        # Somebody may have followed something meanwhile.
        taken = [source.id for source in config.load(args.config).sources]
        name = config.own_id(address, taken) or ""
        source = Source(name, address, found.title or config.source_id(address), language)
        _change(args.config, partial(configfile.with_source, source=source))
    told = {"asked": url, "followed": address, "items": found.items, "why": found.why}
    told["passed_over"] = found.passed_over
    shell.tell(args, told, f"{source.outlet}: follows {address}: {found.why}.")
    for other in found.passed_over:
        shell.say(args, f"    passed over: {other}")


def _as_written(path: str, config_file: str) -> str:
    folder, absolute = Path(config_file).absolute().parent, Path(path).absolute()
    if not absolute.exists():
        meant = f": did you mean https://{path}?" if _HOST.match(path) else ""
        raise Refusal(f"{path} is neither an address (https://…) nor a file or folder here{meant}")
    if absolute.resolve() == folder.resolve():
        raise Refusal(f"{path} is the newsroom's own folder: letters and pages to read need one of their own")
    return str(absolute.relative_to(folder)) if absolute.is_relative_to(folder) else str(absolute)


def run_unfollow(args: argparse.Namespace) -> int:
    for named in args.sources:
        with _alone(args.config):
            room = config.load(args.config)
            here = (source for source in room.sources if _is_at(source.url, named))
            # Where there is none the newsroom refuses with the nearest name.
            source = source_named(room, named) or next(here, None) or room.source(named)
            _change(args.config, partial(configfile.without_source, number=room.sources.index(source)))
        told = {"unfollowed": source.id, "url": source.url}
        shell.tell(args, told, f"{source.outlet}: no longer followed.")
    return 0


def _is_at(url: str, path: str) -> bool:
    """Is that a file or folder here, and does this path lead to it?"""
    return "://" not in path + url and Path(url).absolute() == Path(path).absolute()


@contextmanager
def _alone(path: str) -> Iterator[None]:
    """Whoever else changes this file waits meanwhile."""
    # Its folder is locked, since the file will be another one.
    here = os.open(Path(path).resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(here, fcntl.LOCK_EX)
        yield
    finally:
        os.close(here)


def _change(path: str, change: Callable[[str], str]) -> None:
    """Whoever reads the file sees the old or the new, nothing between. What would not load is not written. The
    file stays where a link leads, with its ends of lines, and as closed to others as it was."""
    named, there = Path(path), Path(path).resolve()
    # Paths in it are seen from where it is named, so there the draft is checked.
    draft, new = named.with_name(f".{named.name}.draft"), there.with_name(f".{there.name}.new")
    with there.open(encoding="utf-8-sig", newline="") as file:
        text = file.read()
    try:
        changed = change(text.replace("\r\n", "\n"))
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}") from None
    ends = "\r\n" if "\r\n" in text else "\n"
    try:
        for written in (draft, new):
            written.touch(0o600)
            written.write_text(changed, "utf-8", newline=ends)
        config.load(draft)
        shutil.copymode(there, new)
        new.replace(there)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
        new.unlink(missing_ok=True)
