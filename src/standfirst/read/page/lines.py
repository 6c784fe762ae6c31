"""The lines of a record as a reader sees them, and what the names of their elements say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from standfirst.model import Kind, tidy
from standfirst.read.dates import counts_back, is_of_a_calendar, when
from standfirst.read.page.blocks import Block
from standfirst.read.page.sheet import Sheet

_LONGEST_MOMENT = 60
# Hours that count back tell a day unless midnight may lie between: from noon or from the evening one is told.
_SOME_DAYS = (datetime(2020, 6, 15, 12, 30, tzinfo=UTC), datetime(2020, 6, 15, 20, 30, tzinfo=UTC))
# Behind a digit so few letters are part of a hash.
_WORD = re.compile(r"(?<!\d)[A-Z]?[a-z]{1,2}(?![a-z])|[A-Z]?[a-z]{3,}")
LABELS = frozenset(
    "kicker label labels eyebrow overline fly flytitle slug topic topics category categories cat cats tag tags"
    " cate badge rubric rubrik rubrica occhiello section channel prefix overtitle pretitle surtitre antetitulo"
    " sobretitulo volanta cintillo dachzeile spitzmarke kategori rubrique chapeu cartola retranca rovat rubrika"
    " ressort seccion secao sezione sekcja dzial kategoria kategorie kategorija".split()
)
CREDITS = frozenset(
    "author authors byline by creator writer vcard fn user username autor auteur autore signature yazar columnist"
    " kolumnist columnista colunista journalist redaktor redakteur szerzo avtor skribent forfatter".split()
)
MOMENTS = frozenset(
    "date time published timestamp datetime updated ago pubdate posted fecha datum data zaman tarih".split()
)
ASIDES = frozenset(
    "comment comments comentario comentarios comentários commenti commento commentaires kommentar kommentare"
    " komentarze komentari share sharing social count counts views likes tags tag category categories cat meta"
    " caption credit rating duration button btn icon sr screen hidden more readmore location venue address".split()
)
SUMMARIES = frozenset(
    "summary excerpt description desc dek standfirst abstract subtitle trail snippet blurb intro lead sapo teaser"
    " subhead subheader preview chapo ozet bajada entradilla vorspann ingress"
    " perex zajawka anons podnaslov underrubrik undertitel".split()
)
TITLES = frozenset("title headline hed heading titulo titre titel titolo baslik name subject".split())
# How style sheets call what is only for who hears a page.
UNSEEN = frozenset("blind visuallyhidden assistive offscreen screenreader".split())
UNSEEN_PAIRS = tuple(
    map(frozenset, (("sr", "only"), ("screen", "reader"), ("screen", "out"), ("visually", "hidden")))
)
_NARROW = re.compile(r"hidden-(?:xs|sm|md|lg|xl|phone|tablet|desktop|mobile)\b(?:-(?:up|down))?")
_DENIED = frozenset(("no", "without"))
_ENDINGS = tuple(sorted(w for w in LABELS | CREDITS | MOMENTS | ASIDES | SUMMARIES | TITLES if len(w) > 3))
ENDS = re.compile(r"[.!?…。！？।؟\"”»)]\s*$")
LIKE_A_NAME = re.compile(r"[^\W\d_a-zа-я][\w.'’-]*(?: (?:[a-z]{1,3} )?[^\W\d_a-zа-я][\w.'’-]*){1,3}")
BRACKETS = re.compile(r"^[\[【〔(（「]\s*(.{1,30}?)\s*[\]】〕)）」]$")
# With a word or two before it: "source: https://...".
ONLY_AN_ADDRESS = re.compile(r"(?:[^\W\d][^:/@]{1,24}:\s*)?(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.]+$")
ONLY_SIGNS = re.compile(r"^[\W\d_]*$")
SEPARATORS = " \t|·•–—-/,:;؛،»«›>：｜"


class Line(NamedTuple):
    """Pieces first..last-1; `home` is the element that holds them all."""

    first: int
    last: int
    text: str
    home: int


@dataclass(slots=True)
class Page:
    """What holds for all records of a page: its language, now, the order of its bare dates, how often each line
    occurs on it, how many pages the links with the same words lead to, how many items stand at each path, which
    cells of tables say by whom; and, remembered, words of classes, what says when, what is signed."""

    sheet: Sheet
    base: str
    language: str | None
    now: datetime | None
    often: Counter[str] = field(default_factory=Counter)
    order: str | None = None
    said: Counter[str] = field(default_factory=Counter)
    likes: Counter[int] = field(default_factory=Counter)
    credited: frozenset[int] = frozenset()
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    moments: dict[str, bool] = field(default_factory=dict)
    signed: dict[tuple[int, int, int], bool] = field(default_factory=dict)

    def when(self, text: str) -> str | None:
        """The day that a text of the page tells, perhaps with its time."""
        return when(text, self.language, self.now, self.order)

    def stamp(self, text: str) -> str | None:
        """The moment that an attribute tells: the order of its numbers is a program's, not the language's."""
        return when(text, self.language, self.now)

    def says_when(self, text: str) -> bool:
        """Whether a short text is a date or an age, even one untold for want of a year or of today's date."""
        if len(text) > _LONGEST_MOMENT:
            return False
        # The lines of a record, their parts and their ends are asked about again and again.
        known = self.moments.get(text)
        if known is None:
            known = self.moments[text] = self._says_when(text)
        return known

    def _says_when(self, text: str) -> bool:
        noon, evening = _SOME_DAYS
        if when(text, self.language, self.now or noon, self.order) is not None:
            return True
        if counts_back(text) and any(when(text, self.language, now, self.order) for now in (noon, evening)):
            return True
        return is_of_a_calendar(text, self.language)

    def names(self, place: int) -> frozenset[str]:
        """The words in the class names of an element, none of -1."""
        name = self.sheet.attribute(place, "class") if place >= 0 else ""
        known = self.words.get(name)
        if known is None:
            # Drupal's "views-field" counts nobody's views, and a "user-name" titles nothing.
            plain = name.replace("views-", "").replace("user-name", "username")
            # What is hidden from some screens is shown on others.
            plain = _NARROW.sub("", plain) if "hidden" in plain else plain
            known = self.words[name] = frozenset(_vocabulary(_WORD.findall(plain)))
        return known


@dataclass(slots=True)
class Record:
    """What has been told of a block's record, and how; `begins` is the piece of text that its headline begins
    with. `paragraphs` are what its standfirst may be, none where a class says which words are it; `invites`: words
    of it lead to its page, as a teaser's do."""

    page: Page
    block: Block
    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    published: str | None = None
    byline: str | None = None
    image: str | None = None
    kind: Kind = "article"
    begins: int = 0
    paragraphs: tuple[str, ...] = ()
    invites: bool = False
    found: dict[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        return self.page.sheet

    def set(self, name: str, value: str | None, how: str) -> None:
        """Tells a field that is not told yet."""
        if value and getattr(self, name) is None:
            setattr(self, name, value)
            self.found[name] = how

    def names(self, place: int) -> frozenset[str]:
        """The words in the class names of an element."""
        return self.page.names(place)

    def names_around(self, place: int) -> frozenset[str]:
        """The words in the class names of an element and of two around it, within the record; what holds the title
        too says nothing of the line."""
        sheet, title, found = self.page.sheet, self.block.title, self.page.names(place)
        for _ in range(2):
            place = sheet.parents[place]
            if place <= self.block.first or place <= title < sheet.ends[place]:
                break
            found |= self.page.names(place)
        return found

    def unset(self, name: str) -> None:
        setattr(self, name, None)
        self.found.pop(name, None)

    def know_kind(self, kind: Kind | None, how: str) -> None:
        """Tells a kind, where none but the usual one is told yet."""
        if kind and self.kind == "article":
            self.kind, self.found["kind"] = kind, how


def lines_between(sheet: Sheet, first: int, last: int) -> list[Line]:
    """The lines that the pieces first..last-1 make up."""
    breaks = sheet.breaks
    cuts = [first, *(k for k in range(first + 1, last) if breaks[k] == 2), last]
    return [line_of(sheet, a, b) for a, b in pairwise(cuts) if a < b]


def line_of(sheet: Sheet, first: int, last: int) -> Line:
    home = sheet.owners[first] if last - first == 1 else sheet.blocks[sheet.owners[first]]
    return Line(first, last, words(sheet, first, last), home)


def words(sheet: Sheet, first: int, last: int) -> str:
    """The words of the pieces first..last-1, tidy."""
    texts, breaks = sheet.texts, sheet.breaks
    if last - first == 1:
        return tidy(texts[first])
    parts = [texts[first]] if first < last else []
    for place in range(first + 1, last):
        if breaks[place]:
            parts.append(" ")
        parts.append(texts[place])
    return tidy("".join(parts))


def _vocabulary(found: Sequence[str]) -> list[str]:
    """Words of a class name, and what those run together ("blogsummary") end in."""
    plain = [word.lower() for word in found]
    if not _DENIED.isdisjoint(plain):
        plain = [word for before, word in pairwise(("", *plain)) if before not in _DENIED]
    long = [word for word in plain if len(word) > 7 and word not in LABELS]
    return plain + [end for word in long for end in _ENDINGS if word.endswith(end)]


def unbracketed(text: str) -> str:
    found = BRACKETS.match(text)
    return found[1] if found else text
