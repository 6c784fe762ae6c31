"""Readers ask for letters, confirm, choose and leave on our pages; who is hostile learns nothing there."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import html5lib
import pytest

from standfirst import newsroom, store, tokens
from standfirst.newsroom import house, reception
from standfirst.readership import Choice, Preferences, Subscriber
from standfirst.render.furniture import say, spoken
from standfirst.send import Unreachable
from standfirst.serve import server
from standfirst.serve.limits import Limit, network_of
from standfirst.serve.readers import Answer, Desk, fields_of
from standfirst.store import Store, open_store
from tests.send import a_posting


@dataclass
class Front:
    """The desk with its archive, what it posted, and the time it takes it for."""

    archive: Store
    folder: Path
    now: datetime = a_posting.NOW
    posted: list[tuple[str, str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        room = a_posting.room(self.folder, 1)
        self.desk = Desk(room, self.archive, lambda *told: self.posted.append(told), lambda: self.now)

    def get(self, path: str, accepted: str = "en", **fields: str) -> Answer:
        return self.desk.answer("GET", path, fields_of(urlencode(fields)), accepted, "192.0.2.7")

    def post(self, path: str, client: str = "192.0.2.7", **fields: str | list[str]) -> Answer:
        return self.desk.answer("POST", path, fields_of(urlencode(fields, doseq=True)), "en", client)

    def dealt_with(self) -> None:
        """Until all that was asked has been dealt with."""
        self.desk.close()
        self.__post_init__()

    def link(self) -> str:
        """The token in the newest letter."""
        body = message_from_bytes(self.posted[-1][2], policy=policy.default)
        found = re.search(r"https://news\.example/readers/\w+\?lang=\w+&t=(\S{32})\s", str(body.get_content()))
        assert found
        return found[1]

    def reader(self, address: str = "ana@tarn.example") -> Subscriber:
        reader = store.subscribers.by_address(self.archive, address)
        assert reader
        return reader


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    with open_store(tmp_path / "news.db") as archive:
        opened = Front(archive, tmp_path)
        yield opened
        opened.desk.close()


def known(front: Front, address: str = "ana@tarn.example") -> None:
    choice = Choice(front.now, "reading", Preferences(("en",), ("en",), "weekly"), "at the fair")
    store.subscribers.note(front.archive, address, choice)


def test_who_asks_and_confirms_gets_letters(front: Front) -> None:
    asked = front.post(
        "ask", address="Ana@Tarn.example", edition=["en", "ar"], language=["ar", "", "en"], cadence="daily"
    )
    assert asked.status == 200 and say("en", "asked") in asked.body.decode()
    front.dealt_with()
    assert front.reader().state == "asked"
    _, to, body = front.posted[0]
    assert to == "ana@tarn.example" and b"Auto-Submitted: auto-generated" in body
    token = front.link()
    assert front.get("confirm", t=token).status == 200
    assert front.reader().state == "asked", "a link that something else opened confirms nothing"
    assert say("en", "confirmed") in front.post("confirm", t=token).body.decode()
    assert front.reader().state == "reading"
    assert front.reader().preferences == Preferences(("en", "ar"), ("ar", "en"), "daily")
    assert [c.how for c in store.subscribers.choices(front.archive, front.reader().id)] == [
        "asked on our page", "confirmed by the link that we sent to the address",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar", "zh-Hant"])
def test_who_chooses_no_edition_is_told_that_no_letters_come_and_may_choose_again(
    front: Front, language: str
) -> None:
    known(front)
    secret = house.house_of(a_posting.room(front.folder, 1)).secret
    token = tokens.token(secret, "letter", front.reader().id, front.now.date())
    page = front.post("choices", t=token, cadence="daily", lang=language).body.decode()
    assert say(language, "left") in page and say(language, "saved") not in page
    assert "checkbox" in page and page.count("checked") == 1  # how often
    assert 'action="leave"' not in page
    assert front.reader().state == "left"
    assert store.subscribers.choices(front.archive, front.reader().id)[-1].how == "left by choosing no edition"
    assert say(language, "saved") in front.post("choices", t=token, edition="ar", lang=language).body.decode()
    assert (front.reader().state, front.reader().preferences.editions) == ("reading", ("ar",))


def test_whoever_reads_more_languages_than_a_page_asks_for_keeps_them(front: Front) -> None:
    tags = ("ar", "en", "fr", "ru", "zh", "it")
    choice = Choice(front.now, "reading", Preferences(("en",), tags, "daily"), "at the fair")
    reader = store.subscribers.note(front.archive, "ana@tarn.example", choice)
    secret = house.house_of(a_posting.room(front.folder, 1)).secret
    token = tokens.token(secret, "letter", reader.id, front.now.date())
    page = front.get("choices", t=token).body.decode()
    assert re.findall(r'value="(\w+)" lang="\w+" selected', page) == list(tags)
    front.post("choices", t=token, edition="en", language=[*tags[::-1], "el"], cadence="daily")
    assert front.reader().preferences.languages == tags[::-1]


def test_each_link_confirms_what_was_asked_for_with_it_and_only_once(front: Front) -> None:
    links = {}
    for edition in ("en", "ar"):
        front.post("ask", address="ana@tarn.example", edition=edition, language=edition)
        front.dealt_with()
        links[edition] = front.link()
    # Whoever asks last for another's address does not choose for them.
    assert front.post("confirm", t=links["en"]).status == 200
    assert front.reader().preferences.editions == ("en",)
    assert front.post("confirm", t=links["ar"]).status == 200
    assert front.reader().preferences.editions == ("ar",)
    assert front.post("confirm", t=links["en"]).status == 200
    assert front.reader().preferences.editions == ("ar",), "a link that is pressed again changes nothing"
    reception.leave(front.archive, front.reader(), "left", front.now)
    assert front.post("confirm", t=links["en"]).status == 404
    assert front.reader().state == "left"


def test_a_letter_to_confirm_keeps_the_rules_of_mail(front: Front) -> None:
    # In the language of the page on which was asked, whichever the edition's.
    front.post("ask", address="ana@tarn.example", edition="en", lang="ar")
    front.dealt_with()
    mail = message_from_bytes(front.posted[0][2], policy=policy.strict)
    assert mail["Content-Language"] == "ar"
    assert mail["Subject"] == say(
        "ar", "confirm_subject", masthead=a_posting.room(front.folder, 1).edition("en").masthead
    )
    assert say("ar", "confirm_else") in str(mail.get_content())


@pytest.mark.parametrize(
    "language", ["en-\r\nBcc: everybody@tarn.example", "en-x Buy tar", "en-&t=A#", "en" + "-aa" * 99]
)
def test_nobody_puts_words_of_theirs_into_a_letter_to_another(front: Front, language: str) -> None:
    front.post("ask", address="ana@tarn.example", lang=language)
    front.dealt_with()
    mail = message_from_bytes(front.posted[0][2], policy=policy.strict)
    assert (mail["Content-Language"], mail["Bcc"]) == ("en", None)
    assert front.link() in str(mail.get_content()) and "confirm?lang=en&t=" in str(mail.get_content())


def test_a_link_to_confirm_ends_after_three_days(front: Front) -> None:
    front.post("ask", address="ana@tarn.example")
    front.dealt_with()
    front.now += timedelta(days=4)
    assert front.post("confirm", t=front.link()).status == 404
    assert front.reader().state == "asked"


def test_whether_an_address_is_known_shows_in_no_answer_and_changes_nothing(front: Front) -> None:
    known(front)
    before = front.reader()
    told = [
        front.post("ask", address=address, cadence="daily") for address in ("ana@tarn.example", "ida@tarn.example")
    ]
    assert told[0] == told[1]
    front.dealt_with()
    assert front.reader() == before
    assert len(front.posted) == 2
    # Only the address itself learns it.
    assert front.post("choices", t=front.link()).status == 404
    front.posted.pop()
    assert front.get("choices", t=front.link()).status == 200


def test_nothing_is_looked_up_before_the_answer_is_given(front: Front, capsys: pytest.CaptureFixture[str]) -> None:
    front.archive.close()
    front.archive.engine.dispose()
    front.desk._archive = None  # type: ignore[assignment]
    assert front.post("ask", address="ana@tarn.example").status == 200
    front.desk.close()
    # What went wrong after is said without saying for whom.
    assert capsys.readouterr().err == "standfirst: a letter to confirm was not sent: AttributeError\n"


def test_a_mail_server_that_is_away_is_told_to_who_keeps_the_newsroom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_letter: object) -> None:
        raise Unreachable("the mail server mail.example:25 takes no letter")

    with open_store(tmp_path / "news.db") as archive:
        desk = Desk(a_posting.room(tmp_path, 1), archive, away, lambda: a_posting.NOW)
        asked = fields_of(urlencode({"address": "ana@tarn.example"}))
        assert desk.answer("POST", "ask", asked, "en", "192.0.2.7").status == 200
        desk.close()
    told = capsys.readouterr().err
    assert told.endswith("was not sent: the mail server mail.example:25 takes no letter\n")


def test_a_reader_changes_what_they_get_by_the_link_in_a_letter(front: Front) -> None:
    known(front)
    front.post("ask", address="ana@tarn.example")
    front.dealt_with()
    token = front.link()
    page = front.get("choices", t=token).body.decode()
    assert 'value="weekly" checked' in page
    assert say("en", "saved") in front.post("choices", t=token, edition="ar", cadence="issue").body.decode()
    assert front.reader().preferences == Preferences(("ar",), (), "issue")


def test_one_click_of_a_mail_program_ends_the_letters(front: Front) -> None:
    known(front)
    front.post("ask", address="ana@tarn.example")
    front.dealt_with()
    token = front.link()
    assert front.get("leave", t=token).status == 200
    assert front.reader().state == "reading", "what looks at links does not end letters"
    answer = front.desk.answer(
        "POST", "leave", fields_of(f"t={token}", "List-Unsubscribe=One-Click"), "", "192.0.2.1"
    )
    assert answer.status == 200
    assert front.reader().state == "left"
    front.post("leave", t=token)
    assert len(store.subscribers.choices(front.archive, front.reader().id)) == 2


@pytest.mark.parametrize("path", ["confirm", "choices", "leave"])
@pytest.mark.parametrize("token", ["", "x", "A" * 32, "A" * 5000, "\u2603", "../../etc"])
def test_what_is_no_token_opens_nothing(front: Front, path: str, token: str) -> None:
    assert front.post(path, t=token).status == 404


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "=1+1@b.example",
        "-oq@b.example",
        "a na@b.example",
        "ana@b.example\r\nBcc: x@y.example",
        "<x@y.example>",
        "@b.example",
        "a@127.0.0.1",
        "a" * 65 + "@b.example",
    ],
)
def test_what_is_no_address_is_told_at_once(front: Front, address: str) -> None:
    answer = front.post("ask", address=address)
    assert answer.status == 400 and say("en", "unsound") in answer.body.decode()


def test_who_asks_too_often_has_to_wait(front: Front) -> None:
    statuses = [front.post("ask", address=f"r{n}@tarn.example").status for n in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    assert front.post("ask", client="198.51.100.1", address="r@tarn.example").status == 200


@pytest.mark.parametrize("address", ["ana@tarn.example", "ana+{}@tarn.example"])
def test_nobody_fills_anothers_box(front: Front, address: str) -> None:
    for n in range(6):
        front.post("ask", client=f"198.51.100.{n}", address=address.format(n))
    front.dealt_with()
    assert len(front.posted) == 2


@pytest.mark.parametrize("language", spoken())
def test_every_page_is_in_the_readers_language_and_sound(front: Front, language: str) -> None:
    pages = [front.get("", accepted=f"{language};q=0.9, en;q=0.1"), front.get("nowhere", lang=language)]
    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page.body.decode())
        assert f'<html lang="{language}"' in page.body.decode()
    assert say(language, "sign_up") in pages[0].body.decode()
    assert f'<option value="">{say(language, "as_edition")}</option>' in pages[0].body.decode()


def test_a_link_in_a_letter_leads_to_a_page_in_the_letters_language(front: Front) -> None:
    front.post("ask", address="ana@tarn.example", lang="ar")
    front.dealt_with()
    letter = message_from_bytes(front.posted[-1][2], policy=policy.default).get_content()
    assert "https://news.example/readers/confirm?lang=ar&t=" in letter
    confirming = front.get("confirm", t=front.link(), lang="ar").body.decode()
    assert say("ar", "confirm") in confirming and 'name="lang" value="ar"' in confirming
    front.post("confirm", t=front.link(), lang="ar")
    front.post("ask", address="ana@tarn.example", lang="ar")
    front.dealt_with()
    choosing = front.get("choices", t=front.link(), lang="ar").body.decode()
    assert choosing.count('name="lang" value="ar"') == 2, "whoever leaves there is answered in it, too"


def test_a_page_offers_the_edition_in_its_language(front: Front) -> None:
    assert 'value="ar" checked' in front.get("", accepted="ar-EG").body.decode()
    assert 'value="en" checked' in front.get("", accepted="de").body.decode()
    front.post("ask", address="ana@tarn.example", lang="ar")
    front.dealt_with()
    assert front.reader().preferences.editions == ("ar",)


def test_a_page_leads_to_itself_in_the_languages_of_the_other_editions(front: Front) -> None:
    assert 'href="?lang=ar" hreflang="ar"' in front.get("", accepted="en").body.decode()
    assert 'href="?lang=en" hreflang="en"' in front.get("", accepted="ar").body.decode()
    front.post("ask", address="ana@tarn.example", lang="ar")
    front.dealt_with()
    token = front.link()
    assert f'href="?lang=en&amp;t={token}"' in front.get("confirm", t=token, lang="ar").body.decode()
    assert "hreflang" not in front.post("confirm", t=token, lang="ar").body.decode()


def test_the_masthead_leads_to_the_readers_own_edition_where_it_has_come_out(front: Front) -> None:
    assert 'href="../index.html"' in front.get("", accepted="ar").body.decode()
    (front.folder / "site/ar").mkdir(parents=True)
    (front.folder / "site/ar/index.html").write_text("front")
    front.dealt_with()
    assert '<a href="../ar/index.html">موقد المصابيح</a>' in front.get("", accepted="ar").body.decode()


def test_a_limit_is_as_quick_when_the_whole_world_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standfirst.serve.limits._MOST_KEYS", 10)
    limit = Limit(1, 60)
    assert all(limit.allows(str(n), 0.0) for n in range(50)) and not limit.allows("49", 1.0)
    assert limit.allows("0", 1.0)


def test_a_limit_forgets_after_its_time_and_takes_a_network_for_one() -> None:
    limit = Limit(2, 60)
    assert [limit.allows("a", t) for t in (0.0, 1.0, 2.0, 61.0)] == [True, True, False, True]
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:1::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") != network_of("::ffff:192.0.2.8")


@contextmanager
def serving(front: Front, site: Path) -> Iterator[Callable[..., tuple[int, str]]]:
    site.mkdir()
    (site / "index.html").write_text("front")
    running = server(site, port=0, desk=front.desk)
    threading.Thread(target=running.serve_forever, daemon=True).start()

    def ask(method: str, path: str, body: str = "", via: Sequence[str] = ()) -> tuple[int, str]:
        line = HTTPConnection("127.0.0.1", running.server_address[1], timeout=30)
        line.putrequest(method, path)
        for name, told in (("Content-Length", str(len(body))), *(("X-Forwarded-For", each) for each in via)):
            line.putheader(name, told)
        line.endheaders(body.encode())
        answer = line.getresponse()
        assert answer.headers["Content-Security-Policy"]
        return answer.status, answer.read().decode()

    yield ask
    running.shutdown()
    running.server_close()


def test_the_pages_are_served_beside_the_site(front: Front, tmp_path: Path) -> None:
    with serving(front, tmp_path / "site") as ask:
        assert ask("GET", "/")[1] == "front"
        assert say("en", "sign_up") in ask("GET", "/readers/")[1]
        assert ask("GET", "/readers?lang=ar")[0] == 301
        status, page = ask("POST", "/readers/ask", "address=ana%40tarn.example")
        assert (status, say("en", "asked") in page) == (200, True)
        assert ask("POST", "/", "x=y")[0] == 405
        assert ask("POST", "/readers/ask", "x" * 9000)[0] == 413
        assert ask("HEAD", "/readers/")[1] == ""


def test_who_pretends_to_be_passed_on_for_others_is_counted_as_one(front: Front, tmp_path: Path) -> None:
    with serving(front, tmp_path / "site") as ask:
        told = [
            ask("POST", "/readers/ask", f"address=r{n}%40tarn.example", via=(f"192.0.2.{n}", "198.51.100.1"))[0]
            for n in range(12)
        ]
    assert told == [200] * 10 + [429] * 2


def test_the_site_leads_to_where_readers_ask_for_letters(tmp_path: Path) -> None:
    with_mail = a_posting.room(tmp_path, 1)
    without = replace(with_mail, mail=None)
    with open_store(with_mail.store) as archive:
        for room, leads in ((with_mail, True), (without, False)):
            newsroom.publish(room, archive, a_posting.NOW)
            page = (room.output / "en/new.html").read_text()
            assert ('href="../readers/?lang=en"' in page) == leads
