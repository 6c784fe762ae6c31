"""Addresses that were made for one reader of a letter: whoever opens them is taken for that reader. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from standfirst.read import links
from standfirst.read.page.markup import parse

# What hosts and paths are called that count a click and lead on.
_COUNTING = re.compile(r"(?:click|clicks|clk|track|tracking|tracker|trk|trck|lnk|redir|redirect)\Z", re.IGNORECASE)
_LEAVING = re.compile(
    r"unsub|opt[-_]?out\b|subscri|suscri|preferen|abmeld|austrag|d[eé]sinscri|desabon|disiscri|afmeld|wypisz|otpis|"
    r"avprenumerera|odhlas",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"[^\s/?&=]@[\w-]+\.\w")
_BETWEEN = re.compile(r"[-_.~+=*!,:]+")
_WORD = re.compile(r"[A-Z]?[a-z]{3,}\Z|[A-Z]{3,}\Z")
_HEX = re.compile(r"[0-9a-f]+\Z", re.IGNORECASE)
_LETTERS_OF_WORDS = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{3,}")
_TURN = re.compile(r"[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[a-zA-Z])")
_LEAST, _LEAST_ASKED, _TURNS = 20, 16, 4
_ENDING = re.compile(r"\.[a-z]{2,5}\Z")
_HEAD = 1 << 16


def is_personal(link: str) -> bool:
    """Whether an address seems to be made for one reader: it goes by a place that counts clicks, names somebody
    or holds a name that no person would give a page. A short number may be a reader's all the same."""
    try:
        parts = links.split(link)
    except ValueError:
        return True
    steps = [unquote_plus(step) for step in parts.path.split("/") if step]
    pairs = re.split("[&;]", f"{parts.query}&{parts.fragment}")
    asked = [unquote_plus(value or name) for name, _, value in (pair.partition("=") for pair in pairs)]
    counting = any(map(_COUNTING.match, steps[:-1] if not parts.query else steps))
    return (
        (any(map(_COUNTING.match, parts.netloc.split(".")[:-2])) and bool(steps or parts.query))
        or (counting and (bool(parts.query) or _turns(steps[-1]) > 1))
        or bool(_ADDRESSEE.search(unquote_plus(f"{parts.path}?{parts.query}")))
        or any(_is_drawn(_ENDING.sub("", step), _LEAST) for step in steps)
        or any(_is_drawn(value, _LEAST_ASKED) for value in asked)
    )


def _is_drawn(name: str, least: int) -> bool:
    """Whether a name is long and drawn by a machine: letters and figures run through each other."""
    if len(name) < least or not name.isascii() or any(c in name for c in "/ ?&"):
        return False
    pieces = list(filter(None, _BETWEEN.split(name)))
    if sum(bool(_WORD.match(piece)) for piece in pieces) > 1:
        return False  # words with a number at their end
    if _HEX.match("".join(pieces)):
        return least == _LEAST_ASKED and any(c.isalpha() for c in name)
    return sum(map(_turns, pieces)) >= _TURNS


def _turns(piece: str) -> int:
    """How often small letters, capitals and figures take turns, words aside."""
    return len(_TURN.findall(_LETTERS_OF_WORDS.sub("a", piece)))


def leads_out(link: str) -> bool:
    """Whether an address may end or change what its reader gets: asking for it could do so."""
    return bool(_LEAVING.search(unquote_plus(link)))


def public(page: bytes, url: str) -> str | None:
    """The address that a page says is its own, without what counts clicks, where that is nobody's alone."""
    head = page[:_HEAD].decode("utf-8", "replace")
    for found in parse(head).css('link[rel~="canonical" i][href]'):
        told = links.resolve(found.attributes["href"] or "", url)
        told = links.clean(told) if told else None
        if told and links.is_page(told) and not is_personal(told):
            return told
    return None
