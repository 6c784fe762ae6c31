"""Which links of a letter lead nowhere: a running web answers, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path

import pytest

from standfirst.fetch.leads import leads
from tests.fetch.web import MANNERS, NOW, LoopbackWeb, Request, loopback, reply

CERTIFICATE = Path(__file__).parent.parent / "cases/fetch/certificate.pem"
REFUSES = "http://127.0.0.1:1/"
NOWHERE = "http://nowhere.invalid/news"


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with loopback() as running:
        running.pages["/there"] = reply()
        yield running


def test_what_a_server_says_is_not_there_is_dead(web: LoopbackWeb) -> None:
    web.pages |= {"/gone": reply(b"", 410), "/leads-on": reply(b"", 302, location="/missing")}
    found = leads([web.url + path for path in ("/there", "/missing", "/gone", "/leads-on")], NOW, MANNERS)
    assert found.dead == {
        f"{web.url}/missing": "refused with Not Found (404)",
        f"{web.url}/gone": "is gone for good (410)",
        f"{web.url}/leads-on": f"refused with Not Found (404), at {web.url}/missing",
    }
    assert found.doubtful == {}


def test_a_name_of_no_host_is_dead_while_others_answer(web: LoopbackWeb) -> None:
    found = leads([web.url + "/there", NOWHERE], NOW, MANNERS)
    assert found.dead == {NOWHERE: "there is no host of that name"} and not found.doubtful


def test_where_no_host_answers_our_own_line_is_cut() -> None:
    found = leads([NOWHERE], NOW, MANNERS)
    assert found.doubtful == {NOWHERE: "there is no host of that name"} and not found.dead


def test_who_does_not_answer_now_is_doubted(web: LoopbackWeb) -> None:
    web.pages |= {"/broken": reply(b"", 500), "/shut": lambda *_: None}
    found = leads([web.url + "/broken", web.url + "/shut", REFUSES], NOW, MANNERS)
    assert found.doubtful == {
        f"{web.url}/broken": "refused with Internal Server Error (500)",
        f"{web.url}/shut": "the connection was closed without an answer",
        REFUSES: "the connection was refused",
    }
    assert not found.dead


def test_a_host_that_cannot_even_give_its_robots_txt_is_doubted(web: LoopbackWeb) -> None:
    web.pages["/robots.txt"] = reply(b"", 503)
    told = "its robots.txt cannot be had (503), so nothing else is asked for"
    assert leads([web.url + "/there"], NOW, MANNERS).doubtful == {web.url + "/there": told}


def test_who_answers_when_asked_again_is_not_doubted(web: LoopbackWeb) -> None:
    def tired(request: Request, wire: BufferedIOBase) -> None:
        wire.write(reply(status=503 if web.paths().count(request.path) == 1 else 200))

    web.pages["/tired"] = tired
    found = leads([web.url + "/tired"], NOW, MANNERS)
    assert not found.doubtful and not found.dead
    assert web.paths().count("/tired") == 2


def test_a_certificate_that_nobody_vouches_for_is_doubted() -> None:
    with loopback(CERTIFICATE) as web:
        found = leads([web.url + "/there"], NOW, MANNERS)
    assert found.doubtful == {web.url + "/there": "its certificate cannot be trusted"}


@pytest.mark.parametrize("status", [401, 403, 429])
def test_who_wants_no_programs_may_well_answer_people(web: LoopbackWeb, status: int) -> None:
    web.pages |= {"/kept": reply(b"", status), "/robots.txt": reply(b"User-agent: *\nDisallow: /hidden")}
    found = leads([web.url + "/kept", web.url + "/hidden"], NOW, MANNERS)
    assert not found.doubtful and not found.dead
    assert "/hidden" not in web.paths()


def test_what_is_no_link_of_the_web_is_never_opened(tmp_path: Path) -> None:
    assert not leads([str(tmp_path / "none"), "mailto:ines@harbour.example"], NOW, MANNERS).dead
