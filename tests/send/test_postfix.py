"""A whole Postfix as the receiving server: `STANDFIRST_TEST_POSTFIX=1 python -m pytest -s tests/send/test_postfix.py`.

It is started with a configuration of its own, on a port of loopback, and nothing leaves the machine. For that it
must be installed and the tests must be run by root; so they are run when asked for.
"""

from __future__ import annotations

import mailbox
import os
import random
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import store
from standfirst.newsroom import house, mailing, returning
from standfirst.send import maillog, returns
from standfirst.store import open_store
from tests.send import a_posting
from tests.send.test_exactly_once import killed

pytestmark = pytest.mark.skipif(
    not (os.environ.get("STANDFIRST_TEST_POSTFIX") and shutil.which("postfix") and os.geteuid() == 0),
    reason="needs STANDFIRST_TEST_POSTFIX, Postfix and root",
)
KILLS = int(os.environ.get("STANDFIRST_TEST_KILLS", "40"))
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.tarn.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
virtual_mailbox_domains = tarn.example, lamp.example
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = regexp:{folder}/known
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{user}
virtual_minimum_uid = 1
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = permit_mynetworks, reject
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
"""
KNOWN = r"""/^r[0-9]+@tarn\.example$/ readers
/^bounces\+.*@lamp\.example$/ returned
"""


class Postfix:
    """A Postfix of our own; what it delivers stands in boxes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        user = shutil.which("postfix") and int(subprocess.check_output(["id", "-u", "postfix"]))
        for name in ("queue", "data", "boxes"):
            (folder / name).mkdir()
            if name != "queue":
                shutil.chown(folder / name, "postfix")
        folder.chmod(0o755)
        (folder / "known").write_text(KNOWN)
        (folder / "main.cf").write_text(MAIN.format(folder=folder, user=user))
        services = Path("/usr/share/postfix/master.cf.dist").read_text().splitlines()
        (folder / "master.cf").write_text("\n".join(map(self._service, services)) + "\n")
        self._told("start")

    def _service(self, line: str) -> str:
        """A line of Debian's services, in no cage, and listening only where we do."""
        fields = line.split()
        if line.startswith(("#", " ")) or len(fields) < 8:
            return line
        fields[4] = "n"
        if fields[:2] == ["smtp", "inet"]:
            fields[0] = f"127.0.0.1:{self.port}"
        return " ".join(fields)

    def _told(self, what: str) -> None:
        subprocess.run(["postfix", "-c", str(self.folder), what], check=True, capture_output=True)

    def stop(self) -> None:
        self._told("stop")

    def box(self, name: str, least: int) -> list[bytes]:
        """The letters in a box, once there are so many; those that there are after twenty seconds."""
        path = self.folder / "boxes" / name
        for _ in range(100):
            found = [letter.as_bytes() for letter in mailbox.mbox(path)] if path.exists() else []
            if len(found) >= least:
                break
            time.sleep(0.2)
        return found

    def log(self) -> list[str]:
        return (self.folder / "log").read_text("utf-8", "replace").splitlines()


@pytest.fixture
def postfix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postfix]:
    folder = tmp_path_factory.mktemp("postfix")
    for above in folder.parents:
        # Its processes give their rights away, and must still come to the folder.
        if above.owner() == "root" and above.name.startswith("pytest-"):
            above.chmod(0o755)
    running = Postfix(folder)
    yield running
    running.stop()


def test_what_postfix_gives_back_is_understood(postfix: Postfix, tmp_path: Path) -> None:
    addresses = ["r1@tarn.example", "nobody@tarn.example", "somebody@elsewhere.example"]
    room = a_posting.prepared_room(tmp_path, postfix.port, addresses, bounces="bounces@lamp.example")
    with open_store(room.store) as archive:
        assert [ending.outcome for ending in a_posting.send_all(room, archive)] == ["sent"] * 3
        back = postfix.box("returned", 2)
        secret = house.house_of(room).secret
        assert sorted(returns.understood(raw, secret).status for raw in back) == ["5.0.0", "5.1.1"]
        assert returning.take(room, archive, back, a_posting.NOW) == {"hard": 2, "rested": 1}
        states = [store.subscribers.by_address(archive, address) for address in addresses]
        assert [reader and reader.state for reader in states] == ["reading", "resting", "reading"]


def test_killed_again_and_again_every_reader_gets_one_letter(postfix: Postfix, tmp_path: Path) -> None:
    chance = random.Random(20260317)
    addresses = [f"r{n}@tarn.example" for n in range(KILLS * 4)]
    room = a_posting.prepared_room(tmp_path, postfix.port, addresses)
    kills = found = 0
    while kills < KILLS and killed(room, chance.uniform(0.0, 0.05)):
        kills += 1
        # What a dead sender left on the way is dealt with in a moment; in earnest ten minutes are waited for.
        time.sleep(0.5)
        with open_store(room.store) as archive:
            taken = maillog.taken(postfix.log())
            found += mailing.settle(room, archive, taken, a_posting.NOW, timedelta(0)).sent
    with open_store(room.store) as archive:
        a_posting.send_all(room, archive)
        assert a_posting.counts(archive, "en-12") == {"sent": len(addresses)}
    letters = [mailbox.mboxMessage(raw) for raw in postfix.box("readers", len(addresses))]
    got = Counter(letter["X-Original-To"] for letter in letters)
    print(f"{kills} kills, {len(addresses)} readers: {len(got)} got it, {max(got.values())} at most; "
          f"{found} doubts had been sent")  # fmt: skip
    assert got == Counter(addresses)
