"""The readers' pages: asking for letters, confirming, choosing, leaving.

Asking is answered at once and always alike; what it leads to happens after, one request at a time, so that neither
the answer nor the time it takes tells whether an address is known.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from queue import Full, Queue
from urllib.parse import parse_qs

from standfirst import render, themes
from standfirst.config import Newsroom
from standfirst.languages import is_tag
from standfirst.model import Refusal
from standfirst.newsroom import reception
from standfirst.readership import LETTER_CADENCES, Preferences
from standfirst.render.readers import Form
from standfirst.send import Unreachable, sound_address
from standfirst.serve.limits import Limit, network_of
from standfirst.store import Store

MOST_BYTES = 8_192
_HOUR = 3_600.0
_TAGGED = re.compile(r"\+[^@]*@")
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a page in UTF-8."""

    status: int
    body: bytes


class Desk:
    """Answers what is asked below /readers/. `hand` posts one letter and may be slow; `clock` says the time."""

    def __init__(
        self, room: Newsroom, archive: Store, hand: reception.Hand, clock: Callable[[], datetime]
    ) -> None:
        self._room, self._archive, self._hand, self._clock = room, archive, hand, clock
        # The masthead leads to the front page of the reader's own edition, where it has one.
        fronts = [e for e in room.editions if (room.output / e.id / "index.html").is_file()]
        posts = tuple(render.Signpost(f"{e.id}/index", e.languages[0], e.masthead) for e in fronts)
        self._site = render.Site(room.title, room.url, editions=posts, theme=themes.load(room.theme))
        self._asked: Queue[reception.Asked | None] = Queue(1_000)
        self._by_client = Limit(10, _HOUR)
        self._by_address = Limit(2, _HOUR)
        self._worker = threading.Thread(target=self._work, daemon=True)
        self._worker.start()

    def close(self) -> None:
        """Deal with what was asked, then stop."""
        self._asked.put(None)
        self._worker.join()

    def answer(self, method: str, path: str, fields: Fields, accepted: str, client: str) -> Answer:
        """The answer to a request: `path` is what follows /readers/, `fields` those of address and body together,
        `accepted` the browser's languages, `client` the address it came from, which is not kept."""
        language = self._language(fields, accepted)
        token = _first(fields, "t")
        pages = {"": self._form, "ask": self._ask, "confirm": self._confirm, "choices": self._choices,
                 "leave": self._leave}  # fmt: skip
        page = pages.get(path.removesuffix("index.html"))
        if page is None:
            return self._page(404, language, "missing")
        # A link in a letter is opened by more than its reader: only a press of the button does anything.
        return page(method == "POST", fields, language, client if path == "ask" else token)

    def _page(self, status: int, language: str, said: str, form: Form | None = None) -> Answer:
        return Answer(status, render.readers_page(self._site, self._room.editions, language, said, form))

    def _form(self, _pressed: bool, _fields: Fields, language: str, _token: str) -> Answer:
        return self._page(200, language, "", self._sign_up({}, language))

    def _sign_up(self, fields: Fields, language: str) -> Form:
        return Form("ask", "sign_up", chosen=self._preferences(fields, language))

    def _ask(self, pressed: bool, fields: Fields, language: str, client: str) -> Answer:
        form = self._sign_up(fields, language)
        if not pressed:
            return self._page(200, language, "", form)
        try:
            address = sound_address(_first(fields, "address"))
        except Refusal:
            return self._page(400, language, "unsound", form)
        if not self._by_client.allows(network_of(client), time.monotonic()):
            return self._page(429, language, "slow")
        try:
            self._asked.put_nowait(reception.Asked(address, self._preferences(fields, language), language))
        except Full:
            return self._page(503, language, "slow")
        return self._page(200, language, "asked")

    def _confirm(self, pressed: bool, _fields: Fields, language: str, token: str) -> Answer:
        if not pressed:
            return self._page(200, language, "", Form("confirm", "confirm", token))
        reader = reception.confirm(self._room, self._archive, token, self._clock())
        return self._page(200, language, "confirmed") if reader else self._expired(language)

    def _choices(self, pressed: bool, fields: Fields, language: str, token: str) -> Answer:
        reader = reception.reader_of(self._room, self._archive, token, self._clock())
        if reader is None:
            return self._expired(language)
        if not pressed:
            return self._page(200, language, "", Form("choices", "save", token, reader.preferences))
        chosen = self._preferences(fields, language, reader.preferences.languages)
        if "edition" in fields:
            reception.choose(self._room, self._archive, token, chosen, self._clock())
            return self._page(200, language, "saved", Form("choices", "save", token, chosen))
        # Who ticks no edition wants no letters; the form stays, for who did not mean to.
        reception.leave(self._archive, reader, "left by choosing no edition", self._clock())
        return self._page(200, language, "left", Form("choices", "save", token, replace(chosen, editions=())))

    def _leave(self, pressed: bool, _fields: Fields, language: str, token: str) -> Answer:
        reader = reception.reader_of(self._room, self._archive, token, self._clock())
        if reader is None:
            return self._expired(language)
        if not pressed:
            return self._page(200, language, "", Form("leave", "leave", token))
        reception.leave(self._archive, reader, "left by the link in a letter", self._clock())
        return self._page(200, language, "left")

    def _expired(self, language: str) -> Answer:
        return self._page(404, language, "expired", self._sign_up({}, language))

    def _preferences(self, fields: Fields, language: str, own_tags: Collection[str] = ()) -> Preferences:
        """The preferences that a form states. Editions and languages that there are not are left out, unless the
        language was the reader's own before; where no edition is named, it is one in the page's language."""
        known = [edition.id for edition in self._room.editions]
        offered = {tag for edition in self._room.editions for tag in edition.languages} | {*own_tags}
        editions = tuple(name for name in known if name in fields.get("edition", ()))
        tags = tuple(dict.fromkeys(tag for tag in fields.get("language", ()) if tag in offered))
        cadence = next((c for c in LETTER_CADENCES if c == _first(fields, "cadence")), LETTER_CADENCES[0])
        own = [e.id for e in self._room.editions if e.languages[0].split("-")[0] == language.split("-")[0]]
        return Preferences(editions or tuple([*own, *known][:1]), tags, cadence)

    def _language(self, fields: Fields, accepted: str) -> str:
        tags = [_first(fields, "lang"), *(piece.partition(";")[0].strip() for piece in accepted.split(",")[:10])]
        # What is asked for goes into headers and links of letters; there are more tags than can be remembered.
        spoken = (render.spoken_for(tag) for tag in tags if is_tag(tag) and render.is_spoken(tag))
        return next(spoken, self._room.editions[0].languages[0])

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            # ana+1@ and ana+2@ are one box.
            if not self._by_address.allows(_TAGGED.sub("@", asked.address), time.monotonic()):
                continue
            try:
                reception.ask(self._room, self._archive, asked, self._clock(), self._hand)
            except Exception as fault:
                # The next one who asks is not to suffer for it. The address is kept out of what is said.
                told = str(fault) if isinstance(fault, Unreachable) else type(fault).__name__
                print(f"standfirst: a letter to confirm was not sent: {told}", file=sys.stderr)


def fields_of(*texts: str) -> Fields:
    """The fields of a query and a body."""
    return parse_qs("&".join(filter(None, texts)), keep_blank_values=True, max_num_fields=60)


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
