"""A PostgreSQL server of the tests' own, in a temporary folder, gone afterwards.

    python tests/postgresql.py run COMMAND...   with its address in STANDFIRST_TEST_POSTGRESQL
    python tests/postgresql.py start            prints its folder and its address
    python tests/postgresql.py stop FOLDER

Where no PostgreSQL is installed, `run` says so and runs the command without: the tests then skip that half,
unless CI is set. The server keeps nothing safe from a power cut, and listens on this machine alone.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "STANDFIRST_TEST_POSTGRESQL"
# A cluster for a minute needs no safety: every crash the tests make is a crash of the client.
_SETTINGS = "-c fsync=off -c max_connections=50 -c shared_buffers=32MB -c listen_addresses=127.0.0.1"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: what is on the PATH, else the newest of Debian's."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((file.parent for file in folders), key=lambda folder: int(folder.parent.name), default=None)


def start() -> tuple[Path, str]:
    """The folder of a new running server and its address."""
    bin_folder = binaries()
    if bin_folder is None:
        raise SystemExit("no PostgreSQL is installed here")
    folder = Path(tempfile.mkdtemp(prefix="standfirst-pg-"))
    port = _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _as_server([bin_folder / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
    options = f"{_SETTINGS} -p {port} -k {folder}"
    _as_server([bin_folder / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start"])
    return folder, f"postgresql://postgres@127.0.0.1:{port}/postgres"


def stop(folder: Path) -> None:
    bin_folder = binaries()
    assert bin_folder
    _as_server([bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[str]:
    folder, address = start()
    try:
        yield address
    finally:
        stop(folder)


def _as_server(command: Sequence[object]) -> None:
    """PostgreSQL refuses to run as root, so root becomes the user that its package made."""
    words = [str(word) for word in command]
    known = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    done = subprocess.run(
        words,
        user=known.pw_uid if known else None,
        group=known.pw_gid if known else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{words[0]} failed: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(command: Sequence[str]) -> int:
    if os.environ.get(ADDRESS) or (binaries() is None and not os.environ.get("CI")):
        if not os.environ.get(ADDRESS):
            print("no PostgreSQL is installed here: its tests are skipped", file=sys.stderr)
        return subprocess.run(command, check=False).returncode
    with running() as address:
        return subprocess.run(command, env={**os.environ, ADDRESS: address}, check=False).returncode


def main(words: Sequence[str]) -> int:
    match words:
        case ["start"]:
            folder, address = start()
            print(folder, address)
            return 0
        case ["stop", folder]:
            stop(Path(folder))
            return 0
        case ["run", *command] if command:
            return run(command)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
