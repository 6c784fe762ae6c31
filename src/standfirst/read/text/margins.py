"""Lines that were broken at a margin, made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from standfirst.read.text.line import MARKER, Line, folded, is_address, more_words
from standfirst.read.text.record import closes
from standfirst.read.widths import cells

Pair = tuple[Line, Line]
Join = Callable[[Sequence[Line]], Line]

_NARROWEST, _WIDEST = 40, 110
_NARROWEST_COLUMN = 18
# So many lines may reach over the margin: one in 25.
_OUTLIERS = 25
_LONG = 0.6
# How many pairs of lines must be full, of how many long ones, and how many of them go on in a small letter.
_FEWEST_FULL, _MANY_FULL = 3, 8
_HALF_FULL, _MOSTLY_FULL, _NEARLY_ALL = 0.5, 0.85, 0.9
_SOME_SMALL, _MOSTLY = 0.3, 0.6
_ENDED = 0.4
_SCHEME = 6
_SHORT = 40
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_OPENING = "\"'“”„«»‹›‘’‚([¿¡—–-…"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uabff\uf900-\ufaff\uff00-\uffef]")
_WIDE = "\u2e7f"
_HYPHENATED, _RAGGED = 0.06, 0.92
_AND = re.compile(r"(?:und|oder|and|or|bzw|en|of|och|eller|og|et|ou|e|y|o)\b")
_CUT = ("…", "...", "…]", "...]", "»", ">")


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines of a text, each paragraph that was broken at a margin one line."""
    # Who sets pages cuts words often; where mail is broken at a margin, a hyphen was there before.
    typeset = sum(_is_cut_word(*pair) for pair in pairwise(lines)) > max(1.0, _HYPHENATED * len(lines))
    join = partial(_join, hyphen="" if typeset else "-")
    return _under_heads(lines, join) or _flowing(lines, join, typeset) or _in_paragraphs(lines, join)


def _is_cut_word(line: Line, after: Line) -> bool:
    """Whether a line ends in part of a word that goes on in the next; "Haus- und Gartenbau" has two words."""
    ended = line.text[-1] in "-\u00ad\u2010" and line.text[-2:-1].isalpha() and not after.blanks
    return ended and after.text[0].islower() and not _AND.match(after.text)


def _flowing(lines: list[Line], join: Join, typeset: bool) -> list[Line]:
    """The lines joined to those that go on in them, where most that are long are full: the first word of the line
    below would not have gone onto them. Nothing for a text that shows no margin."""
    pairs = [pair for pair in pairwise(lines) if _may_go_on(*pair)]
    share = _RAGGED if typeset else 1.0
    full = max((_full(lines, pairs, width, share) for width in (cells, len)), key=len)
    if not full:
        return []
    on = {id(after) for _, after in full} - _beginnings(lines, full)
    found: list[list[Line]] = []
    for line in lines:
        if id(line) not in on:
            found.append([])
        found[-1].append(line)
    return [join(run) for run in found]


def _may_go_on(line: Line, after: Line) -> bool:
    if after.blanks or "://" in line.text or MARKER.match(after.text) or not _LETTERS.search(line.text):
        return False
    return (after.text[0].isalnum() or after.text[0] in _OPENING) and not is_address(after.text)


def _full(lines: Sequence[Line], pairs: Sequence[Pair], width: Callable[[str], int], share: float) -> list[Pair]:
    """Those of the pairs of which the first is full; none where that is chance. What follows on different lines,
    or begins with a figure, is no evidence: a button, a date. Nor do short lines go on that hold figures alike."""
    # Letters of type are not equally wide.
    margin = share * _margin([width(n.text) for n in lines if "://" not in n.text and _LETTERS.search(n.text)])
    if not margin:
        return []
    full = [p for p in pairs if 2 * width(p[0].text) > margin and _with_first(*p, width) > margin]
    dates = Counter(_looks(after.text) for _, after in full if len(after.text) <= _SHORT)
    full = [
        p for p in full if len(p[1].text) > _SHORT or dates[looks := _looks(p[1].text)] < _FEWEST_FULL or not looks
    ]
    times = _after_how_many(full)
    told = [p for p in full if times[p[1].text] == 1 and not _DIGITS.search(p[1].text.split(" ", 1)[0])]
    long = sum(width(line.text) > _LONG * margin for line, _ in pairs)
    return full if _is_wrapped(told, len(full), long) else []


def _margin(widths: list[int]) -> int:
    """The width that nearly all lines keep within; 0 where it is none of a page or a screen."""
    widths.sort(reverse=True)
    few = len(widths) // _OUTLIERS
    margin = widths[few] if len(widths) > few else 0
    return margin if _NARROWEST <= margin <= _WIDEST else 0


def _is_wrapped(told: Sequence[Pair], full: int, long: int) -> bool:
    """Whether lines are full because a margin broke them: then most long ones are, few of them end a sentence, and
    many go on in a small letter; or, in scripts that have none, most paragraphs end as sentences do."""
    if len(told) < _FEWEST_FULL or 2 * len(told) < full:
        return False
    if sum(closes(line.text) for line, _ in told) > _ENDED * len(told):
        return False
    # A line that is none of the long ones is full too where an address or such a word follows it.
    share = full / max(long, 1)
    cased = [after.text[0].islower() for _, after in told if after.text[0].lower() != after.text[0].upper()]
    if 2 * len(cased) < len(told):
        return len(told) > _FEWEST_FULL and share >= (_HALF_FULL if _end_sentences(told) else _MOSTLY_FULL)
    small = sum(cased) / len(cased)
    if small >= _SOME_SMALL:
        return small >= _MOSTLY or share >= _HALF_FULL
    return share >= _NEARLY_ALL and len(told) >= _MANY_FULL


def _end_sentences(pairs: Sequence[Pair]) -> bool:
    full = {id(line) for line, _ in pairs}
    last = [after.text for _, after in pairs if id(after) not in full]
    return 2 * sum(map(closes, last)) >= len(last)


def _beginnings(lines: Sequence[Line], full: Sequence[Pair]) -> set[int]:
    """Which of the lines below full ones begin something all the same: they look like lines above which there
    was room ("18/03/2016", "5 May 2031 - 10:12"), lead on, stand below different lines or below a cut text."""
    on = {id(after) for _, after in full}
    begun = Counter(looks for line in lines if id(line) not in on and (looks := _looks(line.text)))
    times = _after_how_many(pairwise(lines))
    return {
        id(after)
        for line, after in full
        if begun[_looks(after.text)] > 1
        or folded(after.text) in more_words()
        or (not after.text[0].islower() and (times[after.text] > 1 or line.text.endswith(_CUT)))
    }


def _after_how_many(pairs: Iterable[Pair]) -> Counter[str]:
    """Below how many different lines each line stands: an item that is told twice is broken alike."""
    return Counter(after for _, after in {(line.text, after.text) for line, after in pairs})


def _looks(text: str) -> str:
    """What a line that is a date, or begins with one, looks like; "" for any other."""
    looks = _LETTERS.sub("a", _DIGITS.sub("0", text if len(text) <= _SHORT else text.split(" ", 1)[0]))
    return looks if "0" in looks else ""


def _with_first(line: Line, after: Line, width: Callable[[str], int]) -> int:
    """How wide a line would be with the first word of the one after. Where no spaces part words, a sign may have
    been pushed on to stand with the one behind it."""
    text = after.text
    if _is_cut_word(line, after):
        return _WIDEST + 1
    return width(line.text) + width(f"{text[0]} " if _UNSPACED.match(text) else f" {text.split(' ', 1)[0]}")


def _under_heads(lines: Sequence[Line], join: Join) -> list[Line]:
    """The lines of a document whose paragraphs are each a headline and below it lines broken at a margin, those
    lines joined; nothing for any other document."""
    items = _outdented(lines)
    bodies = [item[1:] for item in items if len(item) > 2]
    margin = max((len(line.text) for body in bodies for line in body), default=0)
    pairs = [pair for body in bodies for pair in pairwise(body)]
    if len(bodies) < _FEWEST_FULL or not _NARROWEST_COLUMN <= margin <= _WIDEST:
        return []
    full = sum(_reaches(line, after, margin) for line, after in pairs)
    if full < _NEARLY_ALL * len(pairs) or not _go_on([after.text for _, after in pairs], 0.3):
        return []
    heads = [item for item in items if len(item) > 1 and not _is_in(item[0], item[1], margin)]
    if len(heads) < _MOSTLY * sum(len(item) > 1 for item in items):
        return []
    return [line for item in items for line in _headed(item, join)]


def _outdented(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs, each also begun by a line that stands further out than the one before it."""
    found: list[list[Line]] = []
    for paragraph in _paragraphs(lines):
        found.append(paragraph[:1])
        for before, line in pairwise(paragraph):
            if line.indent < before.indent:
                found.append([])
            found[-1].append(line)
    return found


def _headed(item: Sequence[Line], join: Join) -> list[Line]:
    return [join(part) for part in (item[:1], item[1:]) if part]


def _is_in(line: Line, after: Line, margin: int) -> bool:
    """Whether a line goes on in the one after it."""
    return line.indent >= after.indent and _reaches(line, after, margin) and not after.text[0].isupper()


def _reaches(line: Line, after: Line, margin: int) -> bool:
    if "://" in line.text or MARKER.match(after.text):
        return False
    if " " not in line.text:
        return len(line.text) >= margin - 2
    return _with_first(line, after, len) > margin


def _go_on(texts: Sequence[str], share: float) -> bool:
    """Whether so great a share of lines begin in a small letter, if their script has such."""
    cased = [text[0].islower() for text in texts if text[0].lower() != text[0].upper()]
    return 2 * len(cased) < len(texts) or sum(cased) >= share * len(cased)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if line.blanks or not found or is_address(line.text) or is_address(found[-1][-1].text):
            found.append([])
        found[-1].append(line)
    return found


def _is_broken(paragraph: Sequence[Line], margin: int) -> bool:
    if not all(_LETTERS.search(line.text) for line in paragraph):
        return False  # what counts or dates something is no part of a sentence
    if any(MARKER.match(line.text) or line.text.endswith(">") or "://" in line.text for line in paragraph[:-1]):
        return False
    if len(paragraph[-1].text.partition("://")[0]) > margin + _SCHEME:
        return False
    # Where no spaces part words, a whole line is as long as one.
    return all(
        _with_first(line, after, len) > 0.9 * margin and len(line.text) > 0.6 * margin
        for line, after in pairwise(paragraph)
    )


def _in_paragraphs(lines: list[Line], join: Join) -> list[Line]:
    """The lines of a text whose paragraphs stand apart, each paragraph of which all lines but the last nearly
    reach the margin made one."""
    paragraphs = _paragraphs(lines)
    longer = [p for p in paragraphs if len(p) > 1]
    margin = max((len(line.text) for line in lines if "://" not in line.text), default=0)
    if not longer or not _NARROWEST <= margin <= _WIDEST:
        return lines
    broken = [p for p in longer if _is_broken(p, margin)]
    if len(broken) < 2 or 2 * len(broken) < len(longer):
        return lines
    if not _go_on([after.text for p in broken for after in p[1:]], 0.2):
        return lines
    whole = {id(p) for p in broken}
    return [line for p in paragraphs for line in ([join(p)] if id(p) in whole else p)]


def _join(paragraph: Sequence[Line], hyphen: str) -> Line:
    first = paragraph[0]
    text = first.text
    for before, line in pairwise(paragraph):
        # Where no spaces part words, none stood where the line was broken.
        glued = text[-1] > _WIDE and line.text[0] > _WIDE and not "\uac00" <= line.text[0] <= "\ud7a3"
        if _is_cut_word(before, line):
            text = f"{text[:-1]}{hyphen}{line.text}"
        else:
            text += line.text if glued else f" {line.text}"
    return Line(text, first.at, first.indent, first.blanks)
