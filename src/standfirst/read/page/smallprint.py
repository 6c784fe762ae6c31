"""The small print of a record: lines that say when, by whom and under what label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from standfirst.model import tidy
from standfirst.read.dates import only_labels, spot, when
from standfirst.read.kinds.marks import kind_of_mark
from standfirst.read.page.blocks import Block, weight
from standfirst.read.page.lines import (
    ASIDES,
    CREDITS,
    ENDS,
    HAN_NAME,
    LABELS,
    LIKE_A_NAME,
    MOMENTS,
    SEPARATORS,
    Line,
    Surroundings,
    Told,
    names_around,
    names_of,
    says_when,
    unbracketed,
    words,
)
from standfirst.read.page.sheet import Sheet
from standfirst.read.page.titles import is_time

_BY = re.compile(
    r"^(?:(?:posted|written|published|submitted|skrevet|skriven|inlagd|upplagd|lagt (?:inn|ud|upp)|geschrieben"
    r"|eingestellt|escrito|postado|publicad[oa]|écrit|publié|scritto|pubblicato|gepost|geplaatst|diposting"
    r"|αναρτήθηκε|được đăng)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|autor|autorka|autore|autora|auteur|автор|авторы|yazan|yazar|od|przez|szerző"
    r"|írta|oleh|penulis|napsal|napsala|kirjoittanut|tác giả|συντάκτης|بقلم|نویسنده|נכתב על ידי|מאת|द्वारा|लेखक"
    r"|โดย|作者|記者|记者|撰文|執筆|napísal|napísala"
    r"|vystavila?|zverejnila?|bejegyezte|gönderen|lähettänyt|parašė|από|bởi|(?:مرسلة )?بواسطة|प्रस्तुतकर्ता"
    r"|張貼者|发帖者|投稿者|게시자"
    r"|piše|napisao|napisala|пише|аутор|autorius|autorė|autors)"
    r"(?:\s*[:：]\s*|\s+)|^(?:text|tekst|teksti|texto|texte|testo|tekstas|κείμενο|текст)\s*:\s*",
    re.I,
)
# What says by whom in one language is a name, or part of one, in others.
_BY_OF = {"ro": "de", "ca": "per", "sw": "na", "fi": "teksti", "el": "του", "lt": "autorius", "lv": "autors"}
# Where the trade follows the name, it is part of how the name is printed.
_REPORTER = re.compile(r"[가-힣]{2,4}\s?(?:기자|특파원|논설위원|선임기자)")
_BY_WITHIN = re.compile(r"(?:^|\s)(by|von|par|por|di|door|автор)\s+", re.I)
_BARS = re.compile(r"\s*[|·•]\s+|\s+[|·•]\s*|\s+[–—-]\s+")
_LONGEST_PART, _MANY_PARTS = 45, 5
_BETWEEN_NAMES = frozenset(", ; & / and und et y e i en og och ja és a и та ve dan và و 、 ，".split())
_COMMAS = frozenset(",;、，")
# Where a name ends and a day begins: "A. Writer on 3 May".
_AT_A_DAY = re.compile(
    r"\s+(?:(?:on|am|le|el|il|em|op|den|på|di|w|в|dnia|tarihinde|[-–—|·@])\s+(?=\d)|(?=(?:\d{1,4}[./-]){2}\d))",
    re.I,
)
_LONGEST_NOTE = 160
_MINUTES = re.compile(r"\d{1,3}[\s-]?(?:min|мин|хв|λεπτ|perc)\w*\.?(?:\s\w+){0,2}", re.I)
# "(123 reads)" at the end of a line.
_TALLY = re.compile(r"(?<=\d)\s*[(\[]\s*\d[\d.,]*(?:\s[^\W\d]{2,16})?\s*[)\]]$")
_COUNTED = re.compile(r"\s[(\[]\s*\d[\d.,]*\s[^\W\d]{2,16}\s*[)\]]$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_WORDY_DATE = 30
_SENTENCE, _LONGEST_LABEL, _MOST_SMALL_WORDS, _FEW = 30, 30, 4, 3
_DIGIT = re.compile(r"\d|月")
_OF_AUTHORS = re.compile(
    r"/(?:authors?|autore?s?|autor[ai]|auteurs?|autorzy|avtor\w?|profiles?|profil|perfil|people|person|users?|writers?"
    r"|editors|contributors?|members?|journalists?|redaktor\w?|szerzok?|signataires?|biographies?|skribent(?:er)?"
    r"|forfatter(?:e)?|firmas|columnist(?:s|as)?|colunistas?|by)/(?!(?:log-?in|sign|regist|pass|lost|forg|new|add|edit|me$))|[?&](?:author|us(?:e?r)?name)=|/@[\w.-]+/?(?:\?|$)",
    re.IGNORECASE,
)
_OF_TOPICS = re.compile(
    r"/(?:tags?|topics?|categor\w{1,4}|kategor\w{1,4}|sections?|rubri\w{1,4}|channels?)/", re.IGNORECASE
)
# Where a class says author of the line, what is inside may still be the count of comments.
_COMMENTS = frozenset(word for word in ASIDES if word.startswith(("comm", "comen", "kom")))
# So many elements may stand around a name for nothing but its looks.
_NESTED = 4
_NO_NAME = re.compile(r"(?:posted|written|published|submitted|from|the|by|on|in|von|par|por|di)(?:\s|$)", re.I)


def signed_apart(sheet: Sheet, piece: int, around: Surroundings) -> str | None:
    """The name that a piece of text in an element of its own says it is by, at the end of other words."""
    owner = sheet.owners[piece]
    if owner == sheet.blocks[owner] or owner == sheet.owners[piece - 1]:
        return None
    name = name_said(tidy(sheet.texts[piece]), around)
    return name if name and LIKE_A_NAME.fullmatch(name) else None


def is_small_print(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether a line is no more than date, byline, label: what it tells is taken."""
    if len(line.text) > 90:
        return _signed_at_length(sheet, line, around, told)
    if _dated(line, around, told):
        _credits_within(sheet, line, around, told)
        _signed_first(sheet, line, around, told)
        _kind_within(sheet, _parts(sheet, line), around, told)
        return True
    if line.last - line.first > 1 and (
        _of_counts(sheet, line, around, told) or _of_parts(sheet, block, line, around, told)
    ):
        return True
    if _credited(sheet, line, around, told) or _of_words(sheet, line, around, told):
        return True
    return bool(_noted(sheet, block, line, around, told))


def _signed_at_length(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether a long line only says by whom, and perhaps when: what its parts tell of that is taken."""
    signed = _is_signed(sheet, line, around)
    if not signed and (len(line.text) > _LONGEST_NOTE or line.last - line.first < 2):
        return False
    parts = _parts(sheet, line)
    if not signed:
        small = len(parts) > 1 and _is_signed(sheet, parts[0], around)
        if not small or not any(says_when(part.text, around) for part in parts[1:]):
            return False
    for part in parts:
        _dated(part, around, told)
    _writers(sheet, parts, around, told)
    if not _DIGIT.search(line.text):
        _signed(sheet, line, around, told)
    return True


def _noted(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether a line says when and by whom in so many words: "Posted in News by A. Writer on 5 May 2030"."""
    text = _COUNTED.sub("", line.text)
    if weight(text) > 100 or ENDS.search(text) or not any(c.isdigit() for c in text):
        return False
    if any(_is_sentence(_COUNTED.sub("", part.text)) for part in _parts(sheet, line)):
        return False
    said = names_around(sheet, line.home, block, around) & (ASIDES | MOMENTS | CREDITS)
    if not said and not _BY_WITHIN.search(line.text) and not _BY.match(line.text):
        return False
    spots = spot(line.text, around.language, around.now)
    if len(spots) != 1:
        return False
    told.set("published", spots[0].iso, "a date in the line of small print")
    rest = f"{line.text[: spots[0].start]} | {line.text[spots[0].end :]}"
    _credits_within(sheet, line._replace(text=rest), around, told)
    return True


def _parts(sheet: Sheet, line: Line) -> list[Line]:
    # Between two pieces in one element stands at the least a picture or the sign of a font.
    return [Line(k, k + 1, words(sheet, k, k + 1), sheet.owners[k]) for k in range(line.first, line.last)]


def _of_parts(sheet: Sheet, block: Block, line: Line, around: Surroundings, told: Told) -> bool:
    parts = _parts(sheet, line)
    if any(weight(part.text) > 60 or _is_sentence(part.text) for part in parts):
        return False
    small, rest = False, 0
    for part in parts:
        if _dated(part, around, told) or is_time(part.text) or _is_signed(sheet, part, around):
            small = True
        else:
            rest += weight(part.text)
    if told.byline is None and small:
        _writers(sheet, parts, around, told)
        _signed(sheet, line, around, told)
        told.set(
            "byline", next(filter(None, (name_said(p.text, around) for p in parts)), None), "the words after by"
        )
    if small and told.byline is None and "[title]" not in told.found.get("published", "[title]"):
        _named_beside_a_date(parts, around, told)
    if small:
        _kind_within(sheet, parts, around, told)
    if small and told.kicker is None and told.headline is not None:
        _label_within(sheet, block, parts, around, told)
    if not small and told.published is None and names_around(sheet, line.home, block, around) & MOMENTS:
        return _dated(line, around, told)
    return small and rest < 60


def _of_counts(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether signs without words part a line into a date and numbers: of comments, of readers."""
    pieces = [tidy(text) for text in sheet.texts[line.first : line.last]]
    moments = [
        piece for piece in pieces if not piece.isdecimal() and _DIGIT.search(piece) and says_when(piece, around)
    ]
    if len(moments) != 1 or any(any(c.isalpha() for c in piece) for piece in pieces if piece not in moments):
        return False
    told.set("published", when(moments[0], around.language, around.now, around.order), "a date beside numbers")
    return True


def _of_words(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> bool:
    """Whether bars part a line into few words each and a date or an age: "Culture · 3 hours ago"."""
    parts = [part for part in _BARS.split(line.text) if part]
    if not 1 < len(parts) < _MANY_PARTS or any(weight(part) > _LONGEST_PART for part in parts):
        return False
    moments = [part for part in parts if says_when(part, around)]
    if not moments:
        return False
    told.set("published", when(moments[0], around.language, around.now, around.order), "a date between bars")
    _credits_within(sheet, line, around, told)
    others = [part for part in parts if part not in moments and not any(c.isdigit() for c in part)]
    if len(others) == 1 and line.last <= told.begins and told.headline and told.byline is None:
        told.set("kicker", unbracketed(others[0]), "a label beside the date")
    return True


def _is_sentence(text: str) -> bool:
    return weight(text) >= _SENTENCE and (" " in text or text[-1] in "。！？") and ENDS.search(text) is not None


def _named_beside_a_date(parts: Sequence[Line], around: Surroundings, told: Told) -> None:
    """Two to four capitalised words in an element of their own, in the line of a date, are who wrote it."""
    for part in parts:
        named = HAN_NAME.fullmatch(part.text) or LIKE_A_NAME.fullmatch(part.text)
        if len(part.text) < 40 and named and around.often[part.text] < 12:
            told.set("byline", part.text, "a name beside the date")
            return


def _signed_first(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> None:
    """The name that begins a line with a date, where what holds its parts says author."""
    first = _parts(sheet, line)[0]
    held = names_of(sheet, sheet.parents[first.home], around) & CREDITS
    if held and first.last < line.last and LIKE_A_NAME.fullmatch(first.text):
        told.set("byline", first.text, "its class says author, before the date")


def _label_within(sheet: Sheet, block: Block, parts: Sequence[Line], around: Surroundings, told: Told) -> None:
    """A label in the line of date and byline above the headline."""
    for part in parts:
        link = sheet.links[part.home]
        named = names_of(sheet, part.home, around) | names_of(sheet, sheet.parents[part.home], around)
        labelled = named & LABELS or (link >= 0 and sheet.breaks[told.begins] != 2)
        if part.last <= told.begins and labelled and weight(part.text) <= 40:
            told.set("kicker", unbracketed(part.text.strip(SEPARATORS)), "a label above the headline")
    others = [part for part in parts if not _is_moment(part.text, around)]
    most = around.likes[block.path] - 1
    if len(others) != 1 or len(parts) < 2 or parts[-1].last > told.begins or _is_signed(sheet, others[0], around):
        return
    if others[0].text != told.byline and _is_label(others[0].text, around, most):
        told.set("kicker", unbracketed(others[0].text.strip(SEPARATORS)), "a label beside the date")


def _is_moment(text: str, around: Surroundings) -> bool:
    return says_when(text, around) or is_time(text) or _CLOCK.match(text) is not None


def _is_label(text: str, around: Surroundings, most: int) -> bool:
    """Whether a few words beside a date name a part of the paper: one word with a capital, or words that come
    again, but not with all its items."""
    bare = text.strip(SEPARATORS)
    if not bare or len(bare) > _LONGEST_LABEL or any(c.isdigit() for c in bare) or name_said(bare, around):
        return False
    if around.often[text] > most:
        return False
    return around.often[text] > 1 or (" " not in bare and bare[0].isupper() and bare[1:].islower())


def _kind_within(sheet: Sheet, parts: Sequence[Line], around: Surroundings, told: Told) -> None:
    """A label in the line of date and byline may name a kind: "Video"."""
    for part in parts:
        kind = kind_of_mark(part.text) if names_of(sheet, part.home, around) & LABELS else None
        if kind and told.kind == "article":
            told.kind, told.found["kind"] = kind, "a label in its small print"


def _credits_within(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> None:
    _writers(sheet, _parts(sheet, line), around, told)
    signed = [name for part in _BARS.split(line.text) if (name := name_said(part, around))]
    if told.byline is None and signed:
        told.set("byline", signed[0], "the words after by")
    if told.byline is not None:
        return
    before, by, after = _BY_WITHIN.split(line.text, maxsplit=1) if _BY_WITHIN.search(line.text) else ("", "", "")
    name = name_of(re.split(r"[|,(]| on | am | le | el ", after)[0])
    if by and before and name and not when(name, around.language) and weight(name) < 50:
        told.set("byline", name, "the words after by")
    elif line.first >= told.begins and told.headline:
        _named_between_bars(sheet, line, around, told)


def _named_between_bars(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> None:
    """Below a headline, bars may part who wrote it from the date and from how long it takes to read, or from what
    is said to be submitted: "21 May 2030 · 4 min · A. Writer"."""
    parts = [part for part in _BARS.split(line.text) if part]
    names = [part for part in parts if LIKE_A_NAME.fullmatch(part) and kind_of_mark(part) is None]
    named = names_of(sheet, line.home, around)
    beside = len(parts) == 2 and bool(named & MOMENTS) and around.often[line.text] < _FEW
    signed = beside or "submitted" in named or any(map(_MINUTES.fullmatch, parts))
    if signed and len(names) == 1 and len(parts) > 1:
        told.set("byline", names[0], "a name after a bar")


def name_said(part: str, around: Surroundings) -> str | None:
    """The name in words that say by whom, or that a trade follows."""
    if _REPORTER.fullmatch(part):
        return part
    name = name_of(part) if _BY.match(part) and weight(part) <= _LONGEST_PART else ""
    return name if name and not when(name, around.language) else None


def _signed(sheet: Sheet, part: Line, around: Surroundings, told: Told) -> bool:
    if not _is_signed(sheet, part, around):
        return False
    name = _name_in(sheet, part, around)
    if (rest := _before_its_day(part.text, around, told)) != part.text:
        name = None if _is_by(rest, around) else name_of(rest)
    told.set("byline", name, "its class says author")
    return True


def _is_signed(sheet: Sheet, part: Line, around: Surroundings) -> bool:
    # Lines and their parts are asked about time and again; the elements they stand in say it, not their words.
    stretch = part.first, part.last, part.home
    known = around.signed.get(stretch)
    if known is None:
        told = (_credits(sheet, part, around) or _author_link(sheet, part)) and not _topic_link(sheet, part)
        known = around.signed[stretch] = told
    return known


def _name_in(sheet: Sheet, part: Line, around: Surroundings) -> str | None:
    """The name that signed words give; none where they only lead up to one."""
    name = name_of(_unmingled(sheet, part, around))
    if (by := _BY_OF.get((around.language or "")[:2])) and name.lower().startswith(f"{by} "):
        name = name[len(by) :].strip(SEPARATORS)
    said = name and not _NO_NAME.match(name) and not _is_by(name, around) and not _tells_when(name, around)
    return name if said else None


def _tells_when(name: str, around: Surroundings) -> bool:
    """Whether what stands where a name does is a date, a time or an age."""
    if not _DIGIT.search(name):
        return False
    return is_time(name) or says_when(name, around) or _CLOCK.match(name) is not None


def _writers(sheet: Sheet, parts: Sequence[Line], around: Surroundings, told: Told) -> None:
    """Who signed, from the parts of a line: one after another as long as no more than a comma or an "and" parts
    them, or nothing but that each is a link of its own."""
    names = [
        _name_in(sheet, part, around)
        if part.text.lower() not in _BETWEEN_NAMES and _is_signed(sheet, part, around)
        else None
        for part in parts
    ]
    signed = [n for n, name in enumerate(names) if name]
    # What stands before a name that is a link leads up to it.
    while len(signed) > 1 and not _author_link(sheet, parts[signed[0]]) and _author_link(sheet, parts[signed[1]]):
        del signed[0]
    if not signed:
        return
    written = str(names[signed[0]])
    for n, after in pairwise(signed):
        between = parts[n + 1].text.lower() if after == n + 2 else "," if after == n + 1 else ""
        linked = _author_link(sheet, parts[n]) and _author_link(sheet, parts[after])
        if between not in _BETWEEN_NAMES or not (after == n + 2 or linked):
            break
        if names[after] not in names[:after]:
            written += f"{'' if between in _COMMAS else ' '}{between} {names[after]}"
    told.set("byline", written, "its class says author")


def _credits(sheet: Sheet, part: Line, around: Surroundings) -> bool:
    """Whether the class of the words' element says author, or that of one around it that holds nothing else."""
    place, held = part.home, (part.first, part.last)
    for _ in range(_NESTED):
        named = names_of(sheet, place, around)
        if named & (CREDITS | _COMMENTS):
            return not named & _COMMENTS
        place = sheet.parents[place]
        if place <= 0 or not _only_leads_up(sheet, place, held, around):
            return False
    return False


def _only_leads_up(sheet: Sheet, place: int, held: tuple[int, int], around: Surroundings) -> bool:
    """Whether an element holds some words and before them at most the one that leads up to a name: "by"."""
    first, last = sheet.starts[place], sheet.stops[place]
    if last != held[1] or held[0] - first > 1:
        return False
    return first == held[0] or _is_by(sheet.texts[first], around)


def _is_by(text: str, around: Surroundings) -> bool:
    """Whether a text is no more than what leads up to a name."""
    bare = text.strip(SEPARATORS).lower()
    return not bare or bare == _BY_OF.get((around.language or "")[:2]) or _BY.fullmatch(f"{bare} ") is not None


def _unmingled(sheet: Sheet, line: Line, around: Surroundings) -> str:
    """The first of several links that run into one another without a space; without a date that follows it."""
    follow = range(line.first + 1, line.last)
    cut = next((k for k in follow if _runs_on(sheet, k) or says_when(sheet.texts[k], around)), line.last)
    return words(sheet, line.first, cut)


def _runs_on(sheet: Sheet, piece: int) -> bool:
    links, owners, texts = sheet.links, sheet.owners, sheet.texts
    before, here = links[owners[piece - 1]], links[owners[piece]]
    glued = not sheet.breaks[piece] and texts[piece - 1][-1:].isalnum() and texts[piece][:1].isalnum()
    return before >= 0 and here >= 0 and before != here and glued


def _dated(line: Line, around: Surroundings, told: Told) -> bool:
    # Only short texts tell a date without a digit ("yesterday evening").
    if len(line.text) > _WORDY_DATE and not _DIGIT.search(line.text):
        return False
    text = _TALLY.sub("", line.text) if line.text.endswith((")", "]")) else line.text
    iso = when(text, around.language, around.now, around.order)
    told.set("published", iso, "a line that is a date")
    # Of several pieces each is looked at by itself: one may be the date that all of them are not.
    return iso is not None or (line.last - line.first == 1 and says_when(line.text, around))


def _credited(sheet: Sheet, line: Line, around: Surroundings, told: Told) -> bool:
    if _signed(sheet, line, around, told):
        return True
    if weight(line.text) > 90:
        return False
    if _REPORTER.fullmatch(line.text):
        told.set("byline", line.text, "a name and its trade")
        return True
    if not _BY.match(line.text) or ENDS.search(line.text):
        return False
    name = name_of(_before_its_day(line.text, around, told))
    if _runs_like_a_sentence(name):
        return False
    if name and not when(name, around.language):
        told.set("byline", name, "a line that says by whom")
    return True


def _before_its_day(text: str, around: Surroundings, told: Told) -> str:
    """What stands before the one date in a text; all of it where it has none. The date is taken."""
    spots = spot(text, around.language, around.now) if _DIGIT.search(text) else []
    if len(spots) != 1:
        return text
    told.set("published", spots[0].iso, "a date after who it is by")
    return text[: spots[0].start]


def _runs_like_a_sentence(name: str) -> bool:
    """Whether words after "by" are too many and too small for a name: "by" is "from" and "through" elsewhere."""
    words_of = name.split()
    cased = [word for word in words_of if word[0].lower() != word[0].upper()]
    return len(words_of) > _MOST_SMALL_WORDS and sum(word[0].isupper() for word in cased) * 3 < len(cased)


def _author_link(sheet: Sheet, line: Line) -> bool:
    link = sheet.links[sheet.owners[line.first]]
    if link < 0:
        return False
    attributes = sheet.attributes[link]
    return (
        "author" in (attributes.get("rel") or "").split()
        or _OF_AUTHORS.search(attributes.get("href") or "") is not None
    )


def _topic_link(sheet: Sheet, line: Line) -> bool:
    """Whether what stands where the byline does is linked as a topic."""
    link = sheet.links[sheet.owners[line.first]]
    return link >= 0 and _OF_TOPICS.search(sheet.attributes[link].get("href") or "") is not None


def name_of(text: str) -> str:
    name = _BY.sub("", text.strip(SEPARATORS) + " ").strip(SEPARATORS)
    name = _AT_A_DAY.split(name)[0].rstrip(SEPARATORS)
    if name.endswith(("?", "!")):
        return ""
    # Two small letters are what stands between two dates ("from", "until"), and no name.
    if (len(name) > 300 and "," not in name) or (len(name) < 3 and name.islower()) or only_labels(name):
        return ""
    return name
