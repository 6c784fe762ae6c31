"""What stands around the items of a text: its title and contents above them, its small print below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from standfirst.model import Item
from standfirst.read.enough import FEWEST, NEARLY_ALL, enough
from standfirst.read.mail_words import holds, is_footer
from standfirst.read.text.line import BRACKETED, MARKER, Line, folded, further_words, in_one_case, more_words
from standfirst.read.text.lines import beside_date
from standfirst.read.text.record import ends

_LONGEST_TITLE = 70
_MOST_OF_CONTENTS = 2000  # lines at the head of a text that may be a table of contents
_LONGEST_OF_CONTENTS = 32
_LONGEST_FOOT = 200
_MOST_OF_FOOT = 8
_MOST_ABOVE = 4
_LONGEST_WAY = 12
_TITLE_AND_REST = 2
_CREDIT = re.compile(r"\s*[(（][^()（）]{2,40}[)）]$")
_MAIL = re.compile(r"(?<!\S)[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_RIGHTS = re.compile(r"(?:©|\(c\)\s|copyright\b).{0,20}\d{4}", re.IGNORECASE)
# "Page 1 of 14", "1 2 3 … 14 »"
_PAGES = re.compile(
    r"[^\W\d]{3,10}:? \d{1,4} (?:of|von|de|di|sur|van|z|ze|av|af|din|/|из|з|από|trên|dari|จาก|מתוך|no) \d{1,5}"
    r"|\D{0,24}\b1 ?[|·]? ?2 ?[|·]? ?[3…][ \d.…»›→|·]*+\D{0,24}"
)
_NO_END_OF_TITLE = (".", ":", "：", ",", ";", "!", "?", "…", "。", "।", "！", "？")
_NO_TITLE = re.compile(r"[:：].*[>\d]|[>@|]|://")


def without_foot(lines: Sequence[Line]) -> list[Line]:
    """The lines without what stands below the last item of them: further pages, how to leave, whose rights."""
    lines = lines[: _first_of_pages(lines)]
    from_here = max(len(lines) // 2, len(lines) - _MOST_OF_FOOT)
    for at in range(from_here, len(lines)):
        if _is_foot(lines[at].text) or (lines[at].blanks and _is_address_of_house(lines, at)):
            return list(lines[:at])
        if _is_only_call(lines, at):
            return list(lines[:at])
        if folded(lines[at].text) in _ways_on() and not any(n.text == lines[at].text for n in lines[:at]):
            # "Previous" stands above it, a word in any language.
            return list(lines[: at - (len(lines[at - 1].text) <= _LONGEST_WAY and lines[at - 1].text.isalpha())])
    return list(lines)


def _is_only_call(lines: Sequence[Line], at: int) -> bool:
    """Whether a line calls for more, as no other does, of what no date or link stands below."""
    below = {line.kind for line in lines[at + 1 :]}
    alone = sum(line.kind == "more" for line in lines) == 1 and len(lines) > _MOST_OF_FOOT
    return (
        bool(below)
        and alone
        and folded(lines[at].text) in further_words("more")
        and below <= {"text", "rule", "label"}
    )


def _is_address_of_house(lines: Sequence[Line], at: int) -> bool:
    """Whether a line names where to write to, and none above it does."""
    return bool(_MAIL.search(lines[at].text)) and not any(_MAIL.search(line.text) for line in lines[:at])


def _first_of_pages(lines: Sequence[Line]) -> int:
    """Where the numbers of further pages begin, one a line, below which no date stands; else behind all lines."""
    for at in range(len(lines) // 2, len(lines) - 2):
        if lines[at].text == "1" and lines[at + 1].text == "2" and lines[at + 2].text[0] in "3…":
            return len(lines) if any(line.kind == "date" for line in lines[at:]) else at
    return len(lines)


@cache
def _ways_on() -> frozenset[str]:
    """What leads to the next page or to more of this one, by itself, in many languages."""
    more = (word for word in further_words("more") if " " in word)
    return further_words("next").union(more) - more_words()


def without_head(lines: Sequence[Line]) -> list[Line]:
    """The lines without those above the first item that lead to the same text elsewhere, as in a browser."""
    leads = [
        at
        for at, (line, after) in enumerate(pairwise(lines[: _MOST_ABOVE + 1]))
        if "://" in line.text + (after.text if after.kind == "link" else "") and is_footer(line.text)
    ]
    return list(lines[max(leads) + 1 :]) if leads else list(lines)


def below_masthead(lines: list[Line]) -> list[Line]:
    """The lines below the title of a digest and a greeting: from the first group of lines on that leads on, where
    nearly all below it do; below the only day, or the only line apart from headlines and what counts them."""
    groups = _groups(lines)
    kinds = [{line.kind for line in group} for group in groups]
    linked = [number for number, told in enumerate(kinds) if told >= {"link", "text"}]
    start = linked[0] if linked else 0
    below = sum("text" in told for told in kinds[start:])
    if not enough(len(linked), below, NEARLY_ALL):
        start = int(_is_dated_alone(groups) or _is_title_alone(groups))
    while linked and start and _may_name_part(groups[start - 1]):
        start -= 1
    return [line for group in groups[start:] for line in group] if start else lines


def _may_name_part(group: Sequence[Line]) -> bool:
    return len(group) == 1 and len(group[0].text) <= _LONGEST_OF_CONTENTS and not ends(group[0].text)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if line.blanks or not found:
            found.append([])
        found[-1].append(line)
    return found


def _is_dated_alone(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether the first group of lines is a title and a day, and no other has one; the name of a part below it
    needs what stands above."""
    if len(groups) <= FEWEST or not 1 < len(groups[0]) <= _MOST_ABOVE or len(groups[1]) == 1:
        return False
    dated = [any(line.kind == "date" for line in group) for group in groups]
    closed = any(ends(line.text) for line in groups[0] if line.kind != "date")
    return dated[0] and not any(dated[1:]) and not closed


def _is_title_alone(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether one line stands apart from all others, which are headlines and what is said of each."""
    if len(groups) != _TITLE_AND_REST or len(groups[0]) > 1 or ends(groups[0][0].text):
        return False
    kinds = [line.kind for line in groups[1]]
    return 2 * FEWEST <= len(kinds) <= 2 * kinds.count("text") == 2 * kinds.count("label")


def _is_foot(text: str) -> bool:
    if len(text) >= _LONGEST_FOOT:
        return False
    low = text.casefold().replace("’", "'")
    return bool(_RIGHTS.match(text) or _PAGES.fullmatch(text)) or holds(low, "leave")


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents above them: headlines in a row that all stand again further down, in
    the same order and apart from each other."""
    names = [_name(line.text) for line in lines[:_MOST_OF_CONTENTS]]
    known = {name for name in names if name}
    rest = (_name(line.text) for line in lines[_MOST_OF_CONTENTS:])
    last = {name: at for at, name in enumerate(chain(names, rest)) if name in known}
    start = 0
    while start < min(len(lines) // 2, len(names)):
        end = start
        while _comes_again(names, last, start, end):
            end += 1
        if end - start >= FEWEST and last[names[start]] >= end:
            return [*lines[: _headed(lines, start)], *lines[end:]]
        start = max(end, start + 1)
    return list(lines)


def _headed(lines: Sequence[Line], start: int) -> int:
    """Where a table of contents begins with the line that says so: one that ends in a colon, or a short one below
    the first line of all."""
    above = start - 1
    while above > 0 and lines[above].kind == "rule":
        above -= 1
    text = lines[above].text if above >= 0 else ""
    short = above > 0 and len(text) < _LONGEST_OF_CONTENTS and not any(map(str.isdigit, text))
    return above if text.endswith((":", "：")) or short else start


def _comes_again(names: Sequence[str], last: Mapping[str, int], start: int, at: int) -> bool:
    """Whether a line stands again further down, below where the one above it does with something between."""
    again = last.get(names[at], at) if at < len(names) else at
    return again > at and (at == start or again > last[names[at - 1]] + 1)


def _name(text: str) -> str:
    found = MARKER.match(text)
    name = text[found.end() :] if found else text
    name = _CREDIT.sub("", name) if name.endswith((")", "）")) else name
    return in_one_case(name.strip("*#_ "))


def title_of(lines: Sequence[Line], items: Sequence[Item], first: int) -> str | None:
    """The title of a digest: its first line, where that is short, no sentence and of no item, and only a few
    such lines stand between it and the first item, on line `first` of the document."""
    if not lines or lines[0].at >= first:
        return None
    line = lines[0]
    above = [other for other in lines if other.at < first]
    text = line.text.lstrip("# ").strip("*_ ")
    if bracketed := BRACKETED.fullmatch(text):
        text = bracketed[1]
    if len(above) > _MOST_ABOVE or not _is_title(line, text) or any(_says(item, text) for item in items):
        return None
    if line.moments and any(other.kind == "date" for other in lines[1:]):
        return None
    return text if len(above) == 1 or line.text[0] == "#" or _is_alone(lines[1]) else None


def _is_alone(after: Line) -> bool:
    """Whether a title ends before a line: an empty line is between, or the line says a day or the number of an
    issue."""
    return bool(after.blanks) or after.kind == "date" or any(map(str.isdigit, after.text))


def _is_title(line: Line, text: str) -> bool:
    if line.link or not 2 < len(text) <= _LONGEST_TITLE or _NO_TITLE.search(text):
        return False
    if line.kind == "label" and not BRACKETED.fullmatch(line.text):
        return False
    return any(map(str.isalpha, beside_date(line))) and not text.endswith(_NO_END_OF_TITLE)


def _says(item: Item, text: str) -> bool:
    return any(text in (told or "") for told in (item.headline, item.standfirst, item.section, item.kicker))
