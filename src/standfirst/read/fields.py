"""What a record tells: headline, kicker, standfirst, date, byline and picture of one block.

Every word comes from the record. Its texts are cut into lines as a reader sees them; the title is found first,
then each other line is told to be a date, a byline, a label, an invitation to read on, or words of the
standfirst.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from standfirst.model import Kind, tidy
from standfirst.read.blocks import Block, text_of, weight
from standfirst.read.dates import spot, when
from standfirst.read.sheet import Sheet

_WORD = re.compile(r"[A-Z]?[a-z]+")
_LABELS = frozenset(
    "kicker label labels eyebrow overline fly flytitle slug topic topics category categories cat cats tag tags badge"
    " rubric rubrik rubrica occhiello section channel prefix overtitle".split()
)
_CREDITS = frozenset("author authors byline by creator writer vcard fn username autor auteur autore".split())
_MOMENTS = frozenset("date time published timestamp datetime updated ago pubdate posted fecha datum data".split())
_ASIDES = frozenset(
    "comment comments share sharing social count counts views likes tags tag category categories cat meta caption"
    " credit rating duration button btn icon sr screen hidden more readmore".split()
)
_SUMMARIES = frozenset(
    "summary excerpt description desc dek standfirst abstract subtitle trail snippet blurb intro lead sapo teaser"
    " subhead preview".split()
)
_TITLES = frozenset("title headline hed heading titulo titre titel titolo name subject".split())
_ENDINGS = tuple(sorted(w for w in _LABELS | _CREDITS | _MOMENTS | _ASIDES | _SUMMARIES | _TITLES if len(w) > 3))
_PARAGRAPHS_OF_ARTICLE = 3
_LENGTH_OF_ARTICLE = 700
_MORE_WEIGHT = 40
_ENDS = re.compile(r"[.!?…。！？।؟\"”»)]\s*$")
_BY = re.compile(
    r"^(?:(?:posted|written|published|submitted)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|autor|autore|auteur|автор|yazan|作者|記者|记者|od|przez|szerző|بقلم|द्वारा)"
    r"\b\s*[:：]?\s+",
    re.I,
)
_BY_WITHIN = re.compile(r"(?:^|\s)(by|von|par|por|di|door|автор)\s+", re.I)
_BRACKETS = re.compile(r"^[\[【〔(（「]\s*(.{1,30}?)\s*[\]】〕)）」]$")
_NO_NAME = re.compile(r"(?:posted|written|published|submitted|from|the|by|on|in|von|par|por|di)(?:\s|$)", re.I)
_ONLY_SIGNS = re.compile(r"^[\W\d_]*$")
_SEPARATORS = " \t|·•–—-/,:;»«›>"


class Line(NamedTuple):
    """Pieces first..last-1; `home` is the element that holds them all."""

    first: int
    last: int
    text: str
    home: int


@dataclass(slots=True)
class Told:
    """What has been told of a record, and how."""

    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    published: str | None = None
    byline: str | None = None
    image: str | None = None
    kind: Kind = "article"
    found: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, value: str | None, how: str) -> None:
        if value and getattr(self, name) is None:
            setattr(self, name, value)
            self.found[name] = how


@dataclass(slots=True)
class Surroundings:
    """What holds for the whole page: its language, now, and how often each line occurs on it."""

    language: str | None
    now: datetime | None
    often: Counter[str]
    order: str | None = None
    words: dict[str, frozenset[str]] = field(default_factory=dict)


def lines_between(sheet: Sheet, first: int, last: int) -> list[Line]:
    """The lines that the pieces first..last-1 make up."""
    breaks = sheet.breaks
    cuts = [first, *(k for k in range(first + 1, last) if breaks[k] == 2), last]
    return [_line(sheet, a, b) for a, b in pairwise(cuts) if a < b]


def _line(sheet: Sheet, first: int, last: int) -> Line:
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


def tell(sheet: Sheet, block: Block, around: Surroundings) -> Told:
    """Headline, kicker, standfirst, date, byline of a block's record."""
    told = Told()
    first, last = _title(sheet, block, around, told)
    _attributes(sheet, block, around, told)
    _kind(sheet, block, around, told)
    before = lines_between(sheet, block.begin, min(first, block.end)) if first > block.begin else []
    after = lines_between(sheet, max(last, block.begin), block.end) if last < block.end else []
    _before(sheet, block, before, around, told)
    _after(sheet, block, after, around, told)
    if told.standfirst is None and told.headline:
        _after(sheet, block, [line for line in before if weight(line.text) > 60], around, told)
    return told


# --- the title ---------------------------------------------------------------------------------------------


def _title(sheet: Sheet, block: Block, around: Surroundings, told: Told) -> tuple[int, int]:
    """Sets headline and perhaps kicker; the pieces that they were made of."""
    title, how = _title_element(sheet, block, around)
    if title is None:
        _spoken_title(sheet, block, told)
        return block.begin, block.begin
    if isinstance(title, Line):
        told.set("headline", title.text, how)
        return title.first, title.last
    first, last = sheet.starts[title], sheet.stops[title]
    lines = lines_between(sheet, first, last)
    if len(lines) > 1 and sheet.tags[title] == "a" and sheet.heads[title] < 0:
        line = _title_line(sheet, lines, around)
        told.set("headline", line.text, how)
        return line.first, line.last
    if _own_words(sheet, title, around) & _LABELS and (line := _headline_after_label(sheet, title, around)):
        told.set("kicker", words(sheet, first, last), "its class says label")
        told.set("headline", line.text, "the line after the label")
        return line.first, line.last
    if (
        last - first > 1
        and sheet.texts[first].endswith((":", "："))
        and around.often[tidy(sheet.texts[first])] > 2
    ):
        # "Title:" in an element of its own is furniture.
        told.set("headline", words(sheet, first + 1, last), how)
        return first, last
    start = _kicker_within(sheet, lines, title, around, told)
    stop = _moment_within(sheet, start, last)
    told.set("headline", words(sheet, start, stop), how)
    return first, stop


def _title_element(sheet: Sheet, block: Block, around: Surroundings) -> tuple[int | Line | None, str]:
    lead, heading = block.lead, block.heading
    if heading >= 0:
        within = heading <= lead < sheet.ends[heading]
        if within:
            mine, whole = len(text_of(sheet, lead)), len(text_of(sheet, heading))
            return (
                (lead, f"{sheet.tags[heading]} > a") if mine * 10 >= whole * 6 else (heading, sheet.tags[heading])
            )
        return heading, f"a > {sheet.tags[heading]}" if sheet.links[heading] >= 0 else sheet.tags[heading]
    text = text_of(sheet, lead)
    if text and around.often[text] <= 2 and (block.telling or block.size > 8):
        line = _named_title(sheet, block, around, within=False) if block.size < 20 else None
        holds = line is not None and line.first < sheet.stops[lead] and sheet.starts[lead] < line.last
        return (line, "class says title") if line and not holds else (lead, "a")
    line = _named_title(sheet, block, around, within=True)
    return (line, "class says title") if line else (None, "")


def _named_title(sheet: Sheet, block: Block, around: Surroundings, within: bool) -> Line | None:
    for line in lines_between(sheet, block.begin, block.end):
        if around.often[line.text] > 2 or not 10 <= weight(line.text) <= 250:
            continue
        tags = sheet.tags[line.home]
        if _named(sheet, line.home, block, around) & _TITLES or (within and tags in ("strong", "b")):
            start = line.first
            # "Title:" in an element of its own is a label.
            while (
                start + 1 < line.last and sheet.texts[start].endswith((":", "：")) and len(sheet.texts[start]) < 12
            ):
                start += 1
            return _line(sheet, start, line.last)
    return None


def _title_line(sheet: Sheet, lines: Sequence[Line], around: Surroundings) -> Line:
    for line in lines:
        if _own_words(sheet, line.home, around) & _TITLES:
            return line
    likely = [line for line in lines if weight(line.text) >= 15 and not when(line.text, around.language)]
    return likely[0] if likely else max(lines, key=lambda line: weight(line.text))


def _kicker_within(sheet: Sheet, lines: Sequence[Line], title: int, around: Surroundings, told: Told) -> int:
    """A label that the title begins with, in an element of its own: where the headline proper starts."""
    first, last = sheet.starts[title], sheet.stops[title]
    owner = sheet.owners[first]
    cut = first + 1
    while cut < last and sheet.owners[cut] == owner:
        cut += 1
    if cut >= last or owner == title:
        return first
    label, rest = words(sheet, first, cut), words(sheet, cut, last)
    labelled = _own_words(sheet, owner, around) | _own_words(sheet, sheet.parents[owner], around)
    apart = len(lines) > 1 and lines[0].last == cut
    sure = labelled & _LABELS or _BRACKETS.match(label)
    if weight(label) <= 45 and rest and (sure or (apart and weight(label) < weight(rest))):
        told.set("kicker", _unbracketed(label), "a label before the headline")
        return cut
    return first


def _headline_after_label(sheet: Sheet, label: int, around: Surroundings) -> Line | None:
    """The next line of the same link, where the heading itself is but a label."""
    link = sheet.links[label]
    if link < 0:
        return None
    lines = lines_between(sheet, sheet.stops[label], sheet.stops[link])
    return (
        lines[0]
        if lines and 8 <= weight(lines[0].text) <= 200 and _own_words(sheet, lines[0].home, around) & _TITLES
        else None
    )


def _moment_within(sheet: Sheet, start: int, last: int) -> int:
    """Where the headline ends when the link goes on with a time in an element of its own."""
    while last - start > 1 and sheet.owners[last - 1] != sheet.owners[start] and _is_time(sheet.texts[last - 1]):
        last -= 1
    return last


def _is_time(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits >= 3 and digits * 2 >= len(text.replace(" ", "")) - 4 and bool(re.search(r"\d[:/.月-]\d", text))


def _spoken_title(sheet: Sheet, block: Block, told: Told) -> None:
    for place in (block.lead, *range(block.first, block.last)):
        attributes = sheet.attributes[place]
        if sheet.tags[place] == "a" and place in block.anchors:
            told.set("headline", tidy(attributes.get("title") or attributes.get("aria-label") or ""), "a[title]")
        elif sheet.tags[place] == "img":
            told.set("headline", tidy(attributes.get("alt") or attributes.get("title") or ""), "img[alt]")


# --- what attributes tell ----------------------------------------------------------------------------------


def _attributes(sheet: Sheet, block: Block, around: Surroundings, told: Told) -> None:
    for place in range(block.first, block.last):
        tag, attributes = sheet.tags[place], sheet.attributes[place]
        if tag == "time":
            _moment(sheet, place, around, told)
        elif tag == "img":
            source = attributes.get("src") or ""
            if source.startswith("data:") or not source:
                source = attributes.get("data-src") or attributes.get("data-original") or ""
            told.set("image", source, "img[src]")
        if attributes and (prop := attributes.get("itemprop")):
            if prop == "datePublished":
                stamp = attributes.get("datetime") or attributes.get("content") or ""
                told.set("published", when(stamp, around.language, around.now), "itemprop=datePublished")
            elif prop == "author" and sheet.stops[place] > sheet.starts[place]:
                told.set("byline", _name(words(sheet, sheet.starts[place], sheet.stops[place])), "itemprop=author")


def _moment(sheet: Sheet, place: int, around: Surroundings, told: Told) -> None:
    stamp = sheet.attributes[place].get("datetime") or ""
    told.set("published", when(stamp, around.language, around.now), "time[datetime]")
    text = words(sheet, sheet.starts[place], sheet.stops[place])
    told.set("published", when(text, around.language, around.now, around.order), "time")


_KIND_WORDS: dict[str, Kind] = {
    **dict.fromkeys(("video", "videos", "watch", "vod", "tv"), "video"),
    **dict.fromkeys(("audio", "podcast", "podcasts", "listen"), "audio"),
    **dict.fromkeys(
        ("gallery", "galleries", "photos", "photogallery", "slideshow", "slidelist", "photoview", "pictures"),
        "gallery",
    ),
    **dict.fromkeys(("live", "liveblog", "livestory"), "live"),
    **dict.fromkeys(("event", "events"), "event"),
}
_PLAYERS = ("youtube.com/", "youtu.be/", "vimeo.com/", "dailymotion.com/")


def _kind(sheet: Sheet, block: Block, around: Surroundings, told: Told) -> None:
    """What the address says, or a badge of the record that is named for it."""
    href = block.href.lower()
    segments = re.split(r"[/?]", href.removeprefix("//"))[1:-1]
    for segment in segments:
        if segment in _KIND_WORDS:
            told.kind = _KIND_WORDS[segment]
            told.found["kind"] = f"/{segment}/ in its address"
            return
    if any(player in href for player in _PLAYERS):
        told.kind, told.found["kind"] = "video", "its link leads to a player"


# --- the other lines ---------------------------------------------------------------------------------------


def _before(sheet: Sheet, block: Block, lines: Sequence[Line], around: Surroundings, told: Told) -> None:
    """Lines before the title: dates and bylines, and the last short one is the kicker."""
    for n, line in enumerate(reversed(lines)):
        if _small_print(sheet, block, line, around, told) or told.kicker:
            continue
        labelled = _named(sheet, line.home, block, around) & _LABELS
        likely = n == 0 and around.often[line.text] < 30 and not _named(sheet, line.home, block, around) & _ASIDES
        if 1 < weight(line.text) <= 40 and (labelled or likely) and not _ONLY_SIGNS.match(line.text):
            told.set("kicker", _unbracketed(line.text.strip(_SEPARATORS)), "the line before the headline")


def _small_print(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether a line is no more than date, byline, label: what it tells is taken."""
    if weight(line.text) > 140:
        return _signed(sheet, block, line, around, told)
    if _dated(line, around, told):
        _credits_within(sheet, block, line, around, told)
        return True
    if _credited(sheet, block, line, around, told):
        return True
    if _noted(sheet, block, line, around, told):
        return True
    return line.last - line.first > 1 and _of_parts(sheet, block, line, around, told)


def _noted(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether a line says when and by whom in so many words: "Posted in News by A. Writer on 5 May 2030"."""
    if weight(line.text) > 100 or _ENDS.search(line.text) or not any(c.isdigit() for c in line.text):
        return False
    said = _named(sheet, line.home, block, around) & (_ASIDES | _MOMENTS | _CREDITS)
    if not said and not _BY_WITHIN.search(line.text):
        return False
    spots = spot(line.text, around.language, around.now)
    if len(spots) != 1:
        return False
    told.set("published", spots[0].iso, "a date in the line of small print")
    rest = f"{line.text[: spots[0].start]} | {line.text[spots[0].end :]}"
    _credits_within(sheet, block, line._replace(text=rest), around, told)
    return True


def _parts(sheet: Sheet, line: Line) -> list[Line]:
    owners = sheet.owners
    cuts = [line.first, *(k for k in range(line.first + 1, line.last) if owners[k] != owners[k - 1]), line.last]
    return [Line(a, b, words(sheet, a, b), owners[a]) for a, b in pairwise(cuts)]


def _of_parts(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    parts = _parts(sheet, line)
    if any(weight(part.text) > 60 for part in parts):
        return False
    small, rest = False, 0
    for part in parts:
        if _dated(part, around, told) or _is_time(part.text) or _signed(sheet, block, part, around, told):
            small = True
        else:
            rest += weight(part.text)
    if small and told.kicker is None and told.headline is not None:
        _label_within(sheet, block, parts, around, told)
    if not small and told.published is None and _named(sheet, line.home, block, around) & _MOMENTS:
        return _dated(line, around, told)
    return small and rest < 60


def _label_within(sheet: Sheet, block: Block, parts: Sequence[Line], around: Surroundings, told: Told) -> None:
    """A label in the line of date and byline above the headline."""
    title = sheet.starts[block.heading if block.heading >= 0 else block.lead]
    for part in parts:
        link = sheet.links[part.home]
        labelled = _own_words(sheet, part.home, around) & _LABELS or (link >= 0 and sheet.breaks[title] != 2)
        if part.last <= title and labelled and weight(part.text) <= 40:
            told.set("kicker", _unbracketed(part.text.strip(_SEPARATORS)), "a label above the headline")


def _credits_within(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> None:
    for part in _parts(sheet, line):
        if _signed(sheet, block, part, around, told):
            return
    before, by, after = _BY_WITHIN.split(line.text, maxsplit=1) if _BY_WITHIN.search(line.text) else ("", "", "")
    name = _name(re.split(r"[|,(]| on | am | le | el ", after)[0])
    if by and before and name and not when(name, around.language) and weight(name) < 50:
        told.set("byline", name, "the words after by")


def _signed(sheet: Sheet, block: Block, part: Line, around: Surroundings, told: Told) -> bool:
    if not (_own_words(sheet, part.home, around) & _CREDITS or _author_link(sheet, part)):
        parent = sheet.parents[part.home]
        same = parent > 0 and (sheet.starts[parent], sheet.stops[parent]) == (part.first, part.last)
        if not (same and _own_words(sheet, parent, around) & _CREDITS):
            return False
    name = _name(_unmingled(sheet, part))
    if name and not _NO_NAME.match(name) and not when(name, around.language):
        told.set("byline", name, "its class says author")
    return True


def _unmingled(sheet: Sheet, line: Line) -> str:
    """The first of several links that run into one another without a space."""
    cut = next((k for k in range(line.first + 1, line.last) if _runs_on(sheet, k)), line.last)
    return words(sheet, line.first, cut)


def _runs_on(sheet: Sheet, piece: int) -> bool:
    links, owners, texts = sheet.links, sheet.owners, sheet.texts
    before, here = links[owners[piece - 1]], links[owners[piece]]
    glued = not sheet.breaks[piece] and texts[piece - 1][-1:].isalnum() and texts[piece][:1].isalnum()
    return before >= 0 and here >= 0 and before != here and glued


def _after(sheet: Sheet, block: Block, lines: Sequence[Line], around: Surroundings, told: Told) -> None:
    paragraphs: list[str] = []
    summary: list[str] = []
    for line in lines:
        if _small_print(sheet, block, line, around, told):
            continue
        cut = _without_ends(sheet, block, line, around, told)
        if cut is None or _small_print(sheet, block, cut, around, told):
            continue
        line = cut
        named = _named(sheet, line.home, block, around)
        if not _tells(sheet, block, line, named, around):
            continue
        if line.text == told.headline:
            continue
        paragraphs.append(line.text)
        if named & _SUMMARIES:
            summary.append(line.text)
    chosen = summary or paragraphs
    if not chosen:
        return
    length = sum(map(weight, chosen))
    if length > _LENGTH_OF_ARTICLE or (len(chosen) >= _PARAGRAPHS_OF_ARTICLE and length > 450):
        chosen = [next((p for p in chosen if weight(p) >= 60), chosen[0])]
    told.set(
        "standfirst", " ".join(chosen), "its class says summary" if summary else "the words after the headline"
    )


def _without_ends(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> Line | None:
    """The line without a date or byline it opens with and an invitation to read on it closes with."""
    first, last = line.first, line.last
    while last > first and _invites(sheet, block, last - 1, around):
        last -= 1
    while first < last - 1 and sheet.owners[first] != sheet.blocks[sheet.owners[first]]:
        text = tidy(sheet.texts[first])
        if (iso := when(text, around.language, around.now, around.order)) is None:
            break
        told.set("published", iso, "a date before the words")
        first += 1
    if first >= last:
        return None
    if (first, last) == (line.first, line.last):
        return line
    cut = _line(sheet, first, last)
    text = cut.text.strip(_SEPARATORS) if first > line.first else cut.text.rstrip(" |»›>[(")
    return cut._replace(text=text) if text else None


def _invites(sheet: Sheet, block: Block, piece: int, around: Surroundings) -> bool:
    text = sheet.texts[piece]
    link = sheet.links[sheet.owners[piece]]
    if link >= 0 and text.isdecimal():
        return True
    if link >= 0:
        wrapped = link == block.lead and block.heading >= 0 and link <= block.heading < sheet.ends[link]
        again = around.often[tidy(text)]
        mine = link in block.anchors and (again > 1 or weight(text) < 18 or not _ENDS.search(text))
        return weight(text) < _MORE_WEIGHT and not wrapped and (mine or again > 2)
    return not any(c.isalnum() for c in text) and len(text) < 3 and text in "»›>→|[]()"


def _dated(line: Line, around: Surroundings, told: Told) -> bool:
    iso = when(line.text, around.language, around.now, around.order)
    if iso is None:
        return False
    told.set("published", iso, "a line that is a date")
    return True


def _credited(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    if _signed(sheet, block, line, around, told):
        return True
    if weight(line.text) > 90:
        return False
    if not _BY.match(line.text) or _ENDS.search(line.text):
        return False
    name = _name(line.text)
    if name and not when(name, around.language):
        told.set("byline", name, "a line that says by whom")
    return True


def _author_link(sheet: Sheet, line: Line) -> bool:
    link = sheet.links[sheet.owners[line.first]]
    if link < 0:
        return False
    attributes = sheet.attributes[link]
    return attributes.get("rel") == "author" or "/author/" in (attributes.get("href") or "")


def _name(text: str) -> str:
    name = _BY.sub("", text.strip(_SEPARATORS) + " ").strip(_SEPARATORS)
    return name if 0 < len(name) <= 300 else ""


def _tells(sheet: Sheet, block: Block, line: Line, named: frozenset[str], around: Surroundings) -> bool:
    """Whether a line is words of the standfirst."""
    size = weight(line.text)
    if around.often[line.text] > 2 or _ONLY_SIGNS.match(line.text):
        return False
    if _elsewhere(sheet, block, line):
        return False
    if named & _SUMMARIES and size >= 12:
        return True
    if named & _ASIDES and size < 80:
        return False
    if size >= 50:
        return True
    return (size >= 20 and bool(_ENDS.search(line.text))) or (size >= 30 and sheet.tags[line.home] == "p")


def _elsewhere(sheet: Sheet, block: Block, line: Line) -> bool:
    """Whether most of a line is links that lead elsewhere: tags, related pieces, counts."""
    away = total = 0
    for piece in range(line.first, line.last):
        length = len(sheet.texts[piece])
        total += length
        link = sheet.links[sheet.owners[piece]]
        if link >= 0 and link not in block.anchors:
            away += length
    return away * 2 > total


# --- names of elements -------------------------------------------------------------------------------------


def _own_words(sheet: Sheet, place: int, around: Surroundings) -> frozenset[str]:
    attributes = sheet.attributes[place] if place >= 0 else None
    name = (attributes.get("class") or "") if attributes else ""
    known = around.words.get(name)
    if known is None:
        known = frozenset(_vocabulary(_WORD.findall(name)))
        around.words[name] = known
    return known


def _vocabulary(found: Sequence[str]) -> list[str]:
    """Words of a class name, and what those run together ("blogsummary") end in."""
    plain = [word.lower() for word in found]
    return plain + [end for word in plain if len(word) > 7 for end in _ENDINGS if word.endswith(end)]


def _named(sheet: Sheet, place: int, block: Block, around: Surroundings) -> frozenset[str]:
    """Words in the class names of an element and of two around it, within the record."""
    found = _own_words(sheet, place, around)
    for _ in range(2):
        place = sheet.parents[place]
        if place <= block.first:
            break
        found |= _own_words(sheet, place, around)
    return found


def _unbracketed(text: str) -> str:
    found = _BRACKETS.match(text)
    return found[1] if found else text
