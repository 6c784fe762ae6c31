"""Letters from a real mail server (Dovecot) on loopback."""

from __future__ import annotations

import contextlib
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from standfirst import newsroom
from standfirst.cli import main
from standfirst.fetch import FetchError, Manners, imap
from standfirst.fetch.imap import _quoted
from standfirst.fetch.rounds import fetch, fetch_all
from standfirst.model import Credentials, Source, Visit
from standfirst.store import items, open_store
from tests.fetch.web import MANNERS, NOW
from tests.making import a_newsroom

CASES = Path(__file__).parent.parent / "cases/fetch"
needs_dovecot = pytest.mark.skipif(
    not shutil.which("dovecot") or os.geteuid() != 0, reason="needs Dovecot, and to be root to run it"
)
CONFIGURATION = """
base_dir = {run}
log_path = {run}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{cases}/certificate.pem
ssl_key = <{cases}/key.pem
mail_location = maildir:{mail}:LAYOUT=fs
first_valid_uid = 1
passdb {{
  driver = static
  args = password=tide
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={mail}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Mail:
    """A mail server and where it keeps its letters."""

    folder: Path
    plain: int
    secure: int

    def put(self, number: int, folder: str = "", padding: int = 0) -> None:
        told = "".join(
            f'<h2><a href="https://harbour.example/{word}/{number}">The {word} {number} of the quay is lit again</a></h2>'
            f"<p>It had been dark for {number} years, and nobody knew why.</p>"
            for word in ("lamp", "beacon", "tower")
        )
        letter = (
            f"From: desk@harbour.example\r\nSubject: The morning {number}\r\nMessage-ID: <{number}@harbour.example>\r\n"
            f"Date: Thu, 05 Mar 2026 07:{number % 60:02}:00 +0000\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            f"<html><body>\r\n{told}\r\n<!-- {'x' * padding} --></body></html>\r\n"
        )
        place = self.folder / folder if folder else self.folder
        for part in ("cur", "new", "tmp"):
            (place / part).mkdir(parents=True, exist_ok=True)
        (place / "new" / f"{number:06}.a.b").write_text(letter)
        for path in [self.folder, *self.folder.rglob("*")]:
            shutil.chown(path, "nobody", "nogroup")

    def flags(self) -> list[str]:
        return sorted(path.name.partition(":2,")[2] for path in self.folder.glob("[cn]*/*.a.b*"))

    def source(self, folder: str = "", password: str = "tide", secure: bool = True) -> Source:
        where = f"localhost:{self.secure}" if secure else f"localhost:{self.plain}"
        url = f"imap{'s' if secure else ''}://ines%40harbour.example@{where}/{folder}"
        return Source("mail", url, "Harbour", credentials=Credentials(site=url, password=password))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def running() -> Iterator[Mail]:
    """One server for all tests of this file: the folder of letters is emptied between them."""
    folder = Path(tempfile.mkdtemp(prefix="standfirst-mail"))
    folder.chmod(0o755)
    mail = Mail(folder / "mail", free_port(), free_port())
    (folder / "run").mkdir()
    mail.folder.mkdir()
    told = CONFIGURATION.format(
        run=folder / "run", cases=CASES, mail=mail.folder, plain=mail.plain, secure=mail.secure
    )
    (folder / "dovecot.conf").write_text(told)
    server = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", mail.secure)) == 0:
                    break
            time.sleep(0.1)
        yield mail
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def mail(running: Mail, monkeypatch: pytest.MonkeyPatch) -> Mail:
    monkeypatch.setenv("SSL_CERT_FILE", str(CASES / "certificate.pem"))
    for path in running.folder.iterdir():
        # The server puts files of its own beside the letters and takes them away again meanwhile.
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return running


def ask(source: Source, last: Visit | None = None, manners: Manners = MANNERS) -> tuple[Visit, int]:
    ((_, answer),) = fetch_all([(source, last)], NOW, manners)
    return answer.visit, len(answer.documents)


@needs_dovecot
def test_each_letter_is_a_document_and_read_once(mail: Mail) -> None:
    for number in range(1, 4):
        mail.put(number)
    first, letters = ask(mail.source())
    assert (first.outcome, first.reason, letters) == ("new", "read 3 letters", 3)
    again, letters = ask(mail.source(), first)
    assert (again.outcome, letters, again.etag) == ("same", 0, first.etag)
    mail.put(4)
    later = fetch(mail.source(), again, NOW, MANNERS)
    (document,) = later.documents
    assert b"The beacon 4 of the quay" in document.body
    assert document.media_type == "message/rfc822"
    assert document.url.endswith(";UID=4")
    assert "ines" not in document.url


@needs_dovecot
def test_letters_are_neither_marked_nor_moved(mail: Mail) -> None:
    mail.put(1)
    ask(mail.source())
    ask(mail.source())
    assert mail.flags() == [""]


@needs_dovecot
def test_a_letter_without_news_is_read_once_too(mail: Mail, tmp_path: Path) -> None:
    mail.put(1)
    (letter,) = (mail.folder / "new").iterdir()
    letter.write_text("From: desk@harbour.example\r\nSubject: Welcome\r\n\r\nThank you!\r\n")
    room = a_newsroom(tmp_path, mail.source())
    with open_store(tmp_path / "news.db") as archive:
        for hour, outcome in ((0, "new"), (1, "same")):
            now = NOW + hour * timedelta(hours=1)
            (row,) = newsroom.gather(room, archive, partial(fetch_all, now=now, manners=MANNERS), now)
            assert row.visit.outcome == outcome


@needs_dovecot
def test_a_folder_made_anew_is_read_again(mail: Mail) -> None:
    mail.put(1)
    visit, _ = ask(mail.source())
    assert visit.etag
    other = replace(visit, etag=f"1 {visit.etag.split()[1]}")
    assert ask(mail.source(), other)[1] == 1


@needs_dovecot
def test_any_folder_may_be_named(mail: Mail) -> None:
    mail.put(1, "News")
    mail.put(2, "&BB8EMARABD4EPA-")
    assert ask(mail.source("News"))[0].reason == "read 1 letter"
    assert ask(mail.source("%D0%9F%D0%B0%D1%80%D0%BE%D0%BC"))[0].reason == "read 1 letter"
    assert ask(mail.source("None"))[0].reason == 'its mail server has no folder "None"'


@needs_dovecot
def test_what_is_too_large_is_left_and_told(mail: Mail) -> None:
    mail.put(1)
    mail.put(2, padding=50_000)
    visit, letters = ask(mail.source(), manners=replace(MANNERS, most_bytes=20_000))
    assert (visit.reason, letters) == ("read 1 letter; 1 were larger than 20000 bytes", 1)
    assert ask(mail.source(), visit)[0].outcome == "same"


@needs_dovecot
def test_a_folder_behind_a_slow_line_is_read_in_several_visits(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        mail.put(number)
    told, asked = imap._letter, list[int]()

    def slow(server: imaplib.IMAP4, number: int) -> bytes:
        asked.append(number)
        if len(asked) % 3 == 0:
            raise TimeoutError
        return told(server, number)

    monkeypatch.setattr(imap, "_letter", slow)
    first, letters = ask(mail.source())
    assert (first.outcome, letters) == ("new", 2)
    _, letters = ask(mail.source(), first)
    assert (letters, asked) == (1, [1, 2, 3, 3])


@needs_dovecot
@pytest.mark.parametrize("error", [TimeoutError(), imaplib.IMAP4.error("NO"), FetchError("mail", "is too long")])
def test_a_letter_that_never_comes_is_passed_over_at_the_second_visit_and_the_next_are_read(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for number in (1, 2, 3):
        mail.put(number)
    told = imap._letter

    def broken(server: imaplib.IMAP4, number: int) -> bytes:
        if number == 2:
            raise error
        return told(server, number)

    monkeypatch.setattr(imap, "_letter", broken)
    visit, letters = ask(mail.source())
    assert (visit.outcome, letters) == ("new", 1)
    visit, letters = ask(mail.source(), visit)
    assert visit.reason == "its mail server does not give letter 2 of the folder whole: it is asked for once more"
    visit, letters = ask(mail.source(), visit)
    assert (visit.outcome, visit.reason[-37:]) == ("failed", "whole, at two visits: it is passed over"[-37:])
    visit, letters = ask(mail.source(), visit)
    assert (visit.outcome, letters) == ("new", 1)
    assert ask(mail.source(), visit)[0].outcome == "same"


@needs_dovecot
def test_a_letter_that_comes_at_the_second_visit_is_read(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    mail.put(1)
    with monkeypatch.context() as patched:
        patched.setattr(imap, "_letter", lambda *_: (_ for _ in ()).throw(TimeoutError))
        visit, _ = ask(mail.source())
    assert (visit.outcome, ask(mail.source(), visit)[1]) == ("failed", 1)


@needs_dovecot
def test_a_connection_that_begins_in_clear_is_made_secure_before_the_login(mail: Mail) -> None:
    mail.put(1)
    assert ask(mail.source(secure=False))[0].outcome == "new"


@needs_dovecot
def test_what_goes_wrong_is_told_in_a_sentence(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(mail.source(password="ebb"))[0].reason == "its mail server refuses the name or the password"
    assert "private network" in ask(mail.source(), manners=Manners())[0].reason
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    assert ask(mail.source())[0].reason == "its certificate cannot be trusted"
    with pytest.raises(FetchError) as caught:
        fetch(mail.source(), None, NOW, MANNERS)
    assert "ines" not in str(caught.value)


@needs_dovecot
def test_letters_are_gathered_like_everything_else(mail: Mail, tmp_path: Path) -> None:
    for number in range(1, 4):
        mail.put(number)
    room = a_newsroom(tmp_path, mail.source())
    with open_store(tmp_path / "news.db") as archive:
        for hour, new in ((0, 9), (1, 0), (2, 3)):
            now = NOW + hour * timedelta(hours=1)
            if hour == 2:
                mail.put(9)
            (row,) = newsroom.gather(room, archive, partial(fetch_all, now=now, manners=MANNERS), now)
            assert (row.visit.new_items, row.visit.outcome) == (new, "new" if new else "same")
        assert len(items.between(archive, NOW, NOW + timedelta(days=1))) == 12


@contextmanager
def saying(*lines: bytes) -> Iterator[Source]:
    """A server that says these lines, one after the other, whatever it is told."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def say() -> None:
            other, _ = server.accept()
            with other, contextlib.suppress(OSError):
                for line in lines:
                    other.sendall(line)
                    other.recv(1000)

        threading.Thread(target=say, daemon=True).start()
        url = f"imap://ines@127.0.0.1:{server.getsockname()[1]}/"
        yield Source("mail", url, "Harbour", credentials=Credentials(site=url, password="tide"))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (b"SSH-2.0\r\n",),
        (b"* OK ready\r\n", b"* CAPABILITY IMAP4rev1\r\nAAAA0 OK\r\n", b"* BAD what\r\n"),
        (b"* OK {99999999999}\r\n" + b"a" * 9000, b"a" * 9000),
        (b"* " + b"a" * 2_000_000,),
    ],
)
def test_who_is_no_mail_server_ends_in_a_sentence(lines: tuple[bytes, ...]) -> None:
    with saying(*lines) as source:
        visit, _ = ask(source, manners=replace(MANNERS, most_silence=0.5, most_seconds=2))
    assert visit.outcome == "failed"
    assert "new way" not in visit.reason


def test_names_of_folders_are_written_as_mail_servers_know_them() -> None:
    assert _quoted("News & Views") == '"News &- Views"'
    assert _quoted('A "b" \\') == '"A \\"b\\" \\\\"'
    assert _quoted("Паром") == '"&BB8EMARABD4EPA-"'


@needs_dovecot
def test_letters_that_came_back_to_a_mail_server_are_read_once(
    mail: Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "standfirst.toml").write_text(
        '[newsroom]\ntitle = "The Lamp"\nurl = "https://news.example/"\nallow_private = ["127.0.0.0/8"]\n'
        '[[edition]]\nid = "en"\nlanguages = ["en"]\n'
        '[mail]\nsender = "letters@news.example"\nserver = "127.0.0.1:25"\n'
        f'returns = "imaps://bounces@localhost:{mail.secure}/"\nreturns_password = "$TIDE"\n'
    )
    monkeypatch.setenv("TIDE", "tide")
    for number in range(1, 204):
        mail.put(number)
    told = []
    for _ in range(2):
        assert main(["returns", "--config", str(tmp_path / "standfirst.toml")]) == 0
        told.append(capsys.readouterr().out.partition(";")[0])
    assert told == ["nothing of the kind: 203", "nothing came back"]
