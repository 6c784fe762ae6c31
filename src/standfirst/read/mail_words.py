"""The words that mail prints about itself, at its head and its foot, as letters and copies of them in plain text
have them: how to unsubscribe, whose rights, where to look at it in a browser."""

from __future__ import annotations

import re
from functools import cache

from standfirst.languages.tables import rows
from standfirst.read.kinds.kind_words import any_of

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LONGEST_WAY = 70
_END = 3000
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*(?:19|20)\d\d")


def lean(text: str) -> str:
    """A text as such words are compared: lower case, without signs at its ends."""
    return _EDGES.sub("", " ".join(text.lower().replace("’", "'").split()))


def is_footer(text: str) -> bool:
    """Whether a line stands outside of a letter's content: unsubscribing, rights, browsers."""
    low = text.lower().replace("’", "'")
    return low.startswith("©") or bool(_RIGHTS.search(low)) or holds(low, "footer") or _leads_to_browser(low)


def tells_of_a_list(text: str) -> bool:
    """Whether a letter says at its end how it came to be sent, or how to leave."""
    return holds(text[-_END:].lower().replace("’", "'"), "footer")


def _leads_to_browser(low: str) -> bool:
    """ "View this letter in your browser": the letter and the browser, and little else."""
    return len(low) <= _LONGEST_WAY and holds(low, "browser") and bool(_mail().search(low))


@cache
def _mail() -> re.Pattern[str]:
    """What a letter calls itself."""
    return re.compile(any_of(tuple(words_of("mail"))))


def holds(low: str, role: str) -> bool:
    """Whether a text in small letters says somewhere within what the words of a role say."""
    return any(words in low for words in _listed(role))


def means(name: str, role: str) -> bool:
    """Whether a text, such as the name of a field, is one of the words of a role and nothing else."""
    return lean(name) in words_of(role)


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of a role, as `lean` makes them."""
    return frozenset(map(lean, _listed(role)))


@cache
def _listed(role: str) -> tuple[str, ...]:
    return next(tuple(listed.split("|")) for known, listed in rows("letter_words.tsv") if known == role)
