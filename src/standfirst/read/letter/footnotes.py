"""A plain letter whose links stand in a list at its end, by numbers: "THE CRANES STRIKE (3 MINUTE READ) [5]"."""

from __future__ import annotations

import re

from standfirst.model import Item, tidy
from standfirst.read.enough import FEWEST
from standfirst.read.letter.words import is_advert
from standfirst.read.mail_words import is_footer

_LISTED = re.compile(r"^[ \t]*\[(\d{1,3})\]:?[ \t]+(https?://\S+)[ \t\r]*$", re.MULTILINE)
_HEAD = re.compile(r"(?P<head>\S.*?)(?:\s*\((?P<label>[^()]{3,30})\))?\s*\[(?P<number>\d{1,3})\]\s*", re.DOTALL)
_GAP = re.compile(r"\n[ \t]*\n\s*")
_SHORTEST_HEAD, _LONGEST_HEAD = 16, 240


def footnoted(text: str) -> list[Item]:
    """The items of a letter, not yet finished: paragraphs that are a headline and the number of a link, each with
    the paragraph below it. Empty where links are no footnotes."""
    links = dict(_LISTED.findall(text))
    if len(links) < FEWEST:
        return []
    paragraphs = [tidy(paragraph) for paragraph in _GAP.split(_LISTED.sub("", text).replace("\r", ""))]
    heads = [_HEAD.fullmatch(paragraph) if len(paragraph) <= _LONGEST_HEAD else None for paragraph in paragraphs]
    told: list[Item] = []
    for n, head in enumerate(heads):
        if head is None or len(head["head"]) < _SHORTEST_HEAD or head["number"] not in links:
            continue
        if is_advert(head["label"] or "") or is_advert(head["head"]) or is_footer(head["head"]):
            continue
        below = paragraphs[n + 1] if n + 1 < len(paragraphs) and heads[n + 1] is None else ""
        found = {"headline": "a paragraph with the number of a link", "link": "the list of links at the end"}
        told.append(Item(headline=head["head"], standfirst=below or None, link=links[head["number"]], found=found))
    return told if sum(item.standfirst is not None for item in told) >= FEWEST - 1 else []
