"""The words of class names, and what they are used for: labels, names, dates, titles, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

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


def words_of_class(name: str) -> frozenset[str]:
    """The words that a class attribute is made of."""
    # Drupal's "views-field" counts nobody's views, and a "user-name" titles nothing.
    plain = name.replace("views-", "").replace("user-name", "username")
    # What is hidden from some screens is shown on others.
    plain = _NARROW.sub("", plain) if "hidden" in plain else plain
    return frozenset(_vocabulary(_WORD.findall(plain)))


def _vocabulary(found: Sequence[str]) -> list[str]:
    """Words of a class name, and what those run together ("blogsummary") end in."""
    plain = [word.lower() for word in found]
    if not _DENIED.isdisjoint(plain):
        plain = [word for before, word in pairwise(("", *plain)) if before not in _DENIED]
    long = [word for word in plain if len(word) > 7 and word not in LABELS]
    return plain + [end for word in long for end in _ENDINGS if word.endswith(end)]
