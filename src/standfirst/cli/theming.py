"""Themes: `theme new` writes one to begin with."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from standfirst.model import Refusal


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    theme = commands.add_parser(
        "theme",
        description="A theme is a folder of templates and a stylesheet; what it leaves out comes from ours.",
        epilog="example: standfirst theme new mytheme",
    )
    ways = theme.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = ways.add_parser(
        "new",
        help="write a first theme into a folder",
        description="Write a first theme into a folder: a stylesheet with ours and other colours, and a foot.",
        epilog="example: standfirst theme new mytheme",
    )
    new.add_argument("folder", type=Path, metavar="FOLDER")
    new.add_argument("--quiet", action="store_true", help="print nothing but mistakes")
    new.set_defaults(command=run_new)


def run_new(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(f"{folder} is there already: it was left as it is")
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted((files("standfirst") / "cli" / "theme").iterdir(), key=lambda each: each.name):
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    if not args.quiet:
        print(f'Wrote {folder}. Name it in standfirst.toml, under [newsroom]: theme = "{folder}"')
    return 0
