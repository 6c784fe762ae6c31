"""The demonstration: three mornings of an invented press, from its sites to a published issue.

    python examples/press/run.py [--folder run] [--port 8080] [--no-serve]

A small web server plays the press on loopback; standfirst gathers, joins, proofs and publishes day by day
with its ordinary commands, then serves what it published.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from examples.press import server
from examples.press.truth import DAYS, gathered_at
from standfirst.cli import main as standfirst

HERE = Path(__file__).parent


def say(text: str) -> None:
    print(text, flush=True)


def set_up(folder: Path, press_url: str) -> Path:
    """An empty folder with the newsroom's configuration, its sources at the press's address."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = folder / "standfirst.toml"
    text = (HERE / "standfirst.toml").read_text("utf-8")
    config.write_text(text.replace("http://press.example", press_url), "utf-8")
    return config


def morning(config: Path, day: int) -> None:
    """One day's work, as an editor's cron would do it."""
    common = ["--config", str(config), "--now", gathered_at(day).isoformat()]
    for command in ("gather", "join", "proof", "publish"):
        say(f"\n$ standfirst {command}")
        code = standfirst([command, *common])
        if code:
            raise SystemExit(code)


def free(port: int) -> int:
    """The first port from one on that nobody listens on: what is published varies a little with the press's."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
        port += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("run"))
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--no-serve", action="store_true", help="stop when everything is published")
    args = parser.parse_args()
    # At the same address each time the same is published each time: an item is known by its link.
    with server.serve(day=1, port=free(8901)) as press:
        config = set_up(args.folder, press.url)
        say(f"An invented press is being served at {press.url}/ ; the newsroom is in {args.folder}/")
        for day in range(1, len(DAYS) + 1):
            press.day = day
            say(f"\n=== Day {day}: {gathered_at(day):%A %d %B %Y} ===")
            morning(config, day)
        say(f"\nThe site is in {args.folder / 'site'}/, the letters in {args.folder / 'outbox'}/")
        if args.no_serve:
            return 0
        say("Open the address below in a browser; the press keeps running so that its links work.\n")
        return standfirst(["serve", "--config", str(config), "--port", str(free(args.port))])


if __name__ == "__main__":
    sys.exit(main())
