"""Bylines: told by a word ("by", "von"), by a newsroom's name, or by standing where all records have one.

What most records of a document share is taken off their headlines together: " by NAME", "(NAME)", " - OUTLET"
at the end, a name and a date before the standfirst.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from standfirst.read.enough import FEWEST, MOSTLY, NEARLY_ALL, enough
from standfirst.read.signing import REPORTER
from standfirst.read.text.line import Line, shape
from standfirst.read.text.lines import beside_date
from standfirst.read.text.names import are_names
from standfirst.read.text.record import Record
from standfirst.read.text.shared import Words, beginnings, first_words, shared_beginning
from standfirst.read.text.signed import AUTHORS, BY, NAME, NEWSROOM, signed, signed_anywhere

LONGEST_END = 70
_MOST_CAPITALS = 0.3
_COUNTED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])\s\d[\d,]{0,8}$")  # how often a piece was looked at
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,8}")  # a word or two of Chinese or Japanese
_LISTED, _TOPIC = 5, 3  # words within which a list of topics has a comma, and of one topic
# At the end of a headline "de" and its like mostly mean "of".
_BY_AT_END = "by|por|par|door|av|af|przez|yazan|oleh|autor|автор|بقلم|بواسطة|द्वारा|作者|文|撰文|글"
_BY_END = re.compile(rf".*(?P<by>[\s|•·,–—]+(?i:{_BY_AT_END})[:：]?\s+(?P<name>{NAME}))\s*[|•·]*\s*$")
_IN_BRACKETS = re.compile(r".*?(?P<by>\s*[(（](?P<name>[^()（）]{2,40})[)）])\s*$")
_AFTER_QUOTE = re.compile(r".*[\"”»“](?P<by>,\s+(?P<name>[^\"”»“]{2,60}))$")
_PAGE = re.compile(r",?\s+\S{1,5}\s?\d{1,3}$")
_AFTER_DASH = re.compile(r".*(?P<by>\s+[-–—]\s+(?P<name>[^–—]{2,40}))$")
_SAYS = "|".join(
    """
    writes says tells reports explains argues asks looks escribe dice cuenta explica analiza écrit dit raconte
    explique analyse scrive racconta spiega schreibt sagt berichtet erklärt fragt schrijft zegt vertelt escreve diz
    conta pisze mówi píše říká пишет говорит рассказывает пише каже yazıyor anlatıyor írja skriver berättar
    """.split()
)
_SPEAKER = re.compile(rf"(?P<name>[^\W\d_]\S+(?:\s[^\W\d_]\S+){{1,2}}),?\s+(?:{_SAYS})\b")
_SIGNED = re.compile(rf"[-–—(]\s*(?i:by|του|της|von|por|par|door|przez|від|от)\s+(?P<name>{NAME})[,)]?")
_OUTLET = re.compile(r"(?P<name>[^:：]{2,40}?)\s*[:：]\s*(?=\S)")
_GLUE = " \t|•·,-–—:/"
_LED = re.compile(r"\s(?:on|in|at|le|el|il|am|em|op|på|den|dne|kl|la|às|a las|पर|को)$")  # what leads on to a date
_IN_A_SECTION = re.compile(r"(?<=\w)\s(?:in|dans|em|unter|under|в|у)\s[^\W\d_].*$")  # "Ann Other in Sport"
_TALLY = re.compile(r"\d+\s+\S+|(?:leave a|no|sin|aucun|kein[e]?|нет|без)\s+\S+", re.IGNORECASE)


def share_out(records: Sequence[Record]) -> None:
    """Take bylines off headlines and standfirsts where the document puts them there, and note them."""
    _from_ends(records)
    _outlets(records)
    _from_heads_of_texts(records)
    _before_dates(records)
    _from_speakers(records)
    _topics_of_heads(records)
    _topics_run_in(records)
    _among_labels(records)
    for record in records:
        byline = record.byline or _beside_date(record) or _label(record) or _signed(record)
        record.byline = byline.rstrip(_GLUE) if byline and any(map(str.isalpha, byline)) else None


def _beside_date(record: Record) -> str | None:
    """A name in a date line: after a word for "by", or the newsroom, or two words or three that begin it."""
    for line in record.dates:
        rest = beside_date(line).strip(_GLUE)
        if not rest or line is record.section:
            continue
        if name := signed_anywhere(rest):
            return _LED.sub("", _IN_A_SECTION.sub("", name.strip()))
        shout, _, quiet = rest.partition(" ")
        if shout.isupper() and len(shout) > 3 and quiet[:1].isalpha() and not quiet.split()[0].isupper():
            record.kicker, rest = shout, quiet
        first = re.split(r"[|•·,]|\s[–—-]\s|\s{2,}", _TALLY.sub("  ", rest).strip(_GLUE))[0].strip()
        words = first.split()
        if words and words[0].casefold() in NEWSROOM:
            return words[0]
        if record.kicker and words:
            return first
        if 2 <= len(words) <= 3 and all(word[0].isupper() for word in words) and not first.isupper():
            return first
    return None


def _among_labels(records: Sequence[Record]) -> None:
    """Names in one place among the labels of all records, where others of these are none. Names share no words, as
    topics do ("Local News", "World News")."""
    if any(record.byline for record in records):
        return
    rows = [[line.text for line in (*record.labels_before, *record.labels_after)] for record in records]
    usual = min(map(len, rows), default=0)
    columns = list(zip(*(row[:usual] for row in rows), strict=True))
    names = [column for column in columns if are_names(column) and _are_people(set(column))]
    if len(records) > FEWEST and len(names) == 1 < len(columns):
        for record, name in zip(records, names[0], strict=True):
            record.byline = name


def _are_people(names: Collection[str]) -> bool:
    words = [word for name in names for word in name.split()]
    return len(names) > 1 and len(words) == len(set(words))


def _signed(record: Record) -> str | None:
    """A name at the end of a headline, set apart and after a word for "by"; it stays there."""
    found = _SIGNED.search(_end(record)) if record.heads else None
    return found["name"].strip() if found and " " in found["name"] else None


def _label(record: Record) -> str | None:
    for line in (*record.labels_after, *record.labels_before):
        if found := signed(line.text):
            return _LED.sub("", found["name"].strip())
        if REPORTER.fullmatch(line.text) or AUTHORS.fullmatch(line.text):
            return line.text
    for line in record.labels_after:
        if line.kind == "outlet" or line.text.rstrip(_GLUE).casefold() in NEWSROOM:
            by = BY.match(line.text)
            return line.text[by.end() :] if by else line.text
    return None


# --- at the end of headlines --------------------------------------------------------------------------------


def _from_ends(records: Sequence[Record]) -> None:
    heads = [record for record in records if record.heads]
    full = [record for record in heads if record.texts]
    heads = full if 2 * len(full) > len(heads) else heads  # a greeting has no words below it
    ways: tuple[tuple[re.Pattern[str], float], ...] = (
        (_BY_END, 0.5),
        (_IN_BRACKETS, 0.9),
        (_AFTER_DASH, 0.9),
        (_AFTER_QUOTE, 0.9),
    )
    for way, share in ways:
        told = [(record, found) for record in heads if (found := way.match(_end(record)))]
        rests = {shape(_end(record)[: found.start("by")]) for record, found in told}
        # What all begin with, figures aside, is the name of the column that they are of.
        # The first may be a title.
        if len(told) >= FEWEST and len(told) >= share * (len(heads) - 1) and 2 * len(rests) > len(told):
            for record, found in told:
                head = record.heads[0]
                record.heads[0] = replace(
                    head, text=head.text.rstrip(_GLUE)[: found.start("by") - len(found.string)]
                )
                # A page of a paper is nobody's name.
                record.byline = _PAGE.sub("", f" {found['name']}").strip() or None
            return


def _end(record: Record) -> str:
    """The end of a headline, where a byline may stand."""
    return record.heads[0].text.rstrip(_GLUE)[-LONGEST_END:]


def _outlets(records: Sequence[Record]) -> None:
    """In a review of the press, lines of date, outlet and headline: the outlet is whose piece it is."""
    dated = [r for r in records if r.heads and r.dates and r.dates[0].at == r.heads[0].at and not r.texts]
    told = [(record, found) for record in dated if (found := _OUTLET.match(record.heads[0].text))]
    names = Counter(found["name"] for _, found in told)
    if not enough(len(told), len(dated)) or len(names) == len(told):
        return
    for record in dated:
        known = (name for name in names if names[name] > 1 and record.heads[0].text.startswith(name))
        record.byline = next(known, None)
    for record, found in told:
        record.byline = found["name"]
        record.heads[0] = replace(record.heads[0], text=record.heads[0].text[found.end() :])


def _before_dates(records: Sequence[Record]) -> None:
    """Names between a headline and a date on one line: the words all such headlines end in."""
    told = [r for r in records if r.heads and r.dates and r.dates[0].at == r.heads[0].at and r.texts]
    if not enough(len(told), len(records), MOSTLY):
        return
    ends = Counter(record.heads[0].text.rstrip(_GLUE).rsplit(" ", 1)[-1] for record in told)
    word, often = ends.most_common(1)[0]
    for record in told:
        text = record.heads[0].text.rstrip(_GLUE)
        if often >= MOSTLY * len(told) and text.endswith(f" {word}"):
            record.byline, text = word, text[: -len(word)]
        record.heads[0] = replace(record.heads[0], text=text.rstrip(_GLUE))
    _take_topics(told)


def _take_topics(records: Sequence[Record]) -> None:
    """Take off the names of topics that stand between a date and the standfirst, set apart by a sign."""
    marked = sum(record.texts[0].text[:1] in "|•·" for record in records) >= MOSTLY * len(records)
    for record in records:
        text = record.texts[0].text
        record.texts[0] = record.texts[0].part(len(text) - len(text.lstrip(_GLUE)))
    told = [first_words(record.texts[0].text) for record in records]
    often = beginnings(words.keys for words in told)
    listed = 2 * sum(any(said[-1] == "," for said in words.said[:_LISTED]) for words in told) > len(told)
    for record, words in zip(records, told, strict=True):
        if marked and (count := _past_topics(words, often, listed)) < len(words.spans):
            record.texts[0] = record.texts[0].part(words.spans[count][0])


def _past_topics(words: Words, often: Counter[tuple[str, ...]], listed: bool) -> int:
    """How many words are topics: those that several begin with, or one; before them in a list, up to each comma
    that comes soon."""
    count = 0
    for at, said in enumerate(words.said):
        if not listed or at >= count + _TOPIC:
            break
        count = at + 1 if said[-1] == "," else count
    return count + max(1, shared_beginning(words.keys[count:], often))


# --- before standfirsts -------------------------------------------------------------------------------------


def _from_heads_of_texts(records: Sequence[Record]) -> None:
    """A name and a date run into the head of most standfirsts, a topic after them."""
    told = [record for record in records if record.heads and record.texts and _is_led(record.texts[0])]
    if not enough(len(told), sum(bool(record.texts) for record in records), MOSTLY):
        return
    rests = [_take_lead(record) for record in told]
    common = Counter(rest.split(" ", 1)[0] for rest in rests).most_common(1)[0]
    for record, rest in zip(told, rests, strict=True):
        if common[1] == len(told) and rest.startswith(f"{common[0]} "):
            rest = rest[len(common[0]) + 1 :]
        record.texts[0] = replace(record.texts[0], text=rest, moments=())


def _from_speakers(records: Sequence[Record]) -> None:
    told = [record for record in records if record.texts]
    for record, speaker in zip(told, speakers([record.texts[0].text for record in told]), strict=True):
        record.byline = record.byline or speaker


def speakers(standfirsts: Sequence[str]) -> list[str | None]:
    """Who writes, where most standfirsts begin by saying it: "Ada Byron tells us how ...": these stay."""
    told = [found["name"] if (found := _SPEAKER.match(text)) else None for text in standfirsts]
    return told if enough(sum(map(bool, told)), len(told), MOSTLY) else [None] * len(told)


def _topics_of_heads(records: Sequence[Record]) -> None:
    """Take topics off the heads of headlines in scripts that part no words, and offices off their ends, where most
    have one of a few there, set apart by a space."""
    heads = [record for record in records if record.heads]
    counted = [record for record in heads if _COUNTED.search(record.heads[0].text)]
    if len(counted) > FEWEST and len(counted) >= NEARLY_ALL * len(heads):
        for record in counted:
            head = record.heads[0]
            record.heads[0] = replace(head, text=_COUNTED.sub("", head.text))
    for topic, record in _set_apart(heads, [record.heads[0].text.partition(" ")[0] for record in heads]):
        record.kicker = record.kicker or topic
        record.heads[0] = replace(record.heads[0], text=record.heads[0].text[len(topic) :].strip(_GLUE))
    for office, record in _set_apart(heads, [record.heads[0].text.rpartition(" ")[2] for record in heads]):
        record.byline = record.byline or office
        record.heads[0] = replace(record.heads[0], text=record.heads[0].text[: -len(office)].strip(_GLUE))


def _topics_run_in(records: Sequence[Record]) -> None:
    """Take topics off the heads of headlines that begin with a capital behind them and go on in small letters, or
    off the ends of such headlines, where most have one of a few there: "Sport Rowers are home with two medals"."""
    heads = [record for record in records if record.heads and record.heads[0].text.count(" ") > 1]
    if len(heads) != len(records) or len(heads) <= FEWEST:
        return
    for part in (_after_topic, _before_topic):
        if not _are_topics(part(record.heads[0].text)[0] for record in heads):
            continue
        if _are_in_small_letters(part(record.heads[0].text)[1] for record in heads):
            for record in heads:
                topic, rest = part(record.heads[0].text)
                record.kicker = record.kicker or topic
                record.heads[0] = replace(record.heads[0], text=rest)
            return


def _after_topic(text: str) -> tuple[str, str]:
    topic, _, rest = text.partition(" ")
    return topic, rest


def _before_topic(text: str) -> tuple[str, str]:
    rest, _, topic = text.rpartition(" ")
    return topic, rest


def _are_topics(told: Iterable[str]) -> bool:
    """Whether words with a capital come back."""
    often = Counter(told)
    again = sum(count for count in often.values() if count > 1)
    return 2 * again >= often.total() and len(often) > 1 and all(w[:1].isupper() and w.isalpha() for w in often)


def _are_in_small_letters(headlines: Iterable[str]) -> bool:
    """Whether the first word of each has a capital, and hardly any other."""
    small = capitals = 0
    for headline in headlines:
        first, *others = headline.split(" ")
        if not first[:1].isupper():
            return False
        small += sum(map(bool, others))
        capitals += sum(word[:1].isupper() for word in others)
    return capitals <= _MOST_CAPITALS * small


def _set_apart(records: Sequence[Record], words: Sequence[str]) -> list[tuple[str, Record]]:
    """Records with the word that each has at one end of its headline, if these are but a few; nothing else."""
    told = [(word, record) for word, record in zip(words, records, strict=True) if _UNPARTED.fullmatch(word)]
    often = Counter(word for word, _ in told)
    again = [(word, record) for word, record in told if often[word] > 1]
    even = len(told) == len(records) and len({len(word) for word in often}) == 1 and bool(again)
    few = len(again) >= MOSTLY * len(records) and len(often) <= 0.7 * len(records)
    if len(records) <= FEWEST or len(often) == 1 or not (few or even):
        return []
    return told if len(told) >= NEARLY_ALL * len(records) else again


def _is_led(line: Line) -> bool:
    if not line.moments or line.moments[0].start > 40:
        return False
    first = line.moments[0]
    before = line.text[: first.start].strip(_GLUE)
    after = line.text[first.end :]
    return (
        before.count(" ") < 4 and not after.lstrip().startswith(("–", "—", "-", ",")) and not after[:1].isspace()
    )


def _take_lead(record: Record) -> str:
    line = record.texts[0]
    first = line.moments[0]
    record.byline = line.text[: first.start].strip(_GLUE) or None
    record.dates.append(replace(line.part(0, first.end), kind="date"))
    return line.text[first.end :].lstrip(_GLUE)
