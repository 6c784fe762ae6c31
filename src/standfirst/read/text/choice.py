"""Which of two readings of a text is taken: what rules make of its marks, or what its lines look like in a row.

Rules are right where a listing is as they expect, and go far astray where it is not; then they leave lines over
or make records of ever other lines. So both read, and the more regular reading is taken: the one whose records
consist of the same lines in the same order, and which the looks of the lines do not contradict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log

from standfirst.read.enough import MOST, MOSTLY
from standfirst.read.text.bilingual import in_languages
from standfirst.read.text.chain import likeliest, weights, worth_of, worths_of
from standfirst.read.text.line import Line
from standfirst.read.text.record import Record, are_sentences, closes, ends
from standfirst.read.text.slots import of_roles
from standfirst.read.text.together import are_run_together
from standfirst.read.widths import width

MOST_LINES = 1500  # rules see enough of a listing in so many
FEWEST_LINES = 6
_SURE = 0.5
# How much it says for the looks of lines: always, how regular the reading of rules and of looks is, how many lines
# either leaves over, how many more items looks find, how different these numbers are, and the doubt in rules.
_CHOICE = (-1.86, -1.37, 0.39, 1.42, -2.71, 0.31, 0.19, 0.71)
_WORST = -3.0
_REGULAR, _FEW_OVER = -0.05, 0.1  # rules whose reading is so good are believed
_MUCH_OVER = 0.4  # of the lines of text: so many are no small print of a page
_LESS_REGULAR = 0.4
_MUCH_LESS_REGULAR = 0.75
_SOME_DOUBT, _MORE_REGULAR = 0.2, 0.25
_DOUBT = 0.7  # of each line in the mean: then rules have misread most of the text
_MOST_DOUBT = 200.0
_LONG = 90  # letters of a line that is seldom a headline
_TOGETHER = 120  # letters of a line that is more than a headline
_MAY_BE = {"H": "H", "S": "SP", "": "DBKO"}


@dataclass(slots=True)
class Fit:
    """How regular the records of a text are: 0 where all consist of the same lines, else less; which share of its
    lines of text they leave over; how many they are; and the role of each line of theirs."""

    regular: float
    over: float
    count: int
    roles: dict[int, str]


def chosen(lines: Sequence[Line], ruled: list[Record]) -> list[Record]:
    """The records that rules have made of lines, or those that the looks of the lines make."""
    if not FEWEST_LINES <= len(lines) <= MOST_LINES or _hold_more(ruled):
        return ruled
    by_rules = fit(lines, ruled)
    alone = _are_unlike_alone(ruled)
    told = by_rules.regular > _REGULAR or _are_told_by_stops(ruled)
    if told and not alone and by_rules.over < _FEW_OVER:
        return ruled
    learned = weights()
    worths = worths_of(lines, learned)
    roles, most = likeliest(worths, learned)
    seen = of_roles(lines, roles)
    doubt = most - worth_of(worths, [_MAY_BE[by_rules.roles.get(at, "")] for at in range(len(lines))], learned)
    if alone and seen and doubt > _DOUBT * len(lines):
        return seen
    return seen if seen and prefers_looks(by_rules, fit(lines, seen), doubt, len(lines)) else ruled


def _are_unlike_alone(records: Sequence[Record]) -> bool:
    """Whether all records are headlines alone, of which some, but not nearly all, are as long as standfirsts or
    end as they do: as regular as can be, and yet half of them are no headlines."""
    heads = [record.heads[0].text for record in records if record.heads]
    long = max(sum(map(closes, heads)), sum(width(head) > _LONG for head in heads))
    return not any(record.texts for record in records) and 1 - MOST <= long / max(1, len(heads)) <= MOST


def _are_told_by_stops(records: Sequence[Record]) -> bool:
    """Whether each record has one headline, which ends in no stop, and lines below it, which all do."""
    return all(
        len(record.heads) == 1
        and record.texts
        and not ends(record.heads[0].text)
        and all(closes(line.text) for line in record.texts)
        for record in records
    )


def _hold_more(records: list[Record]) -> bool:
    """Whether lines hold more than one text each, so that their looks tell nothing: headline and standfirst run
    together, or two languages."""
    alone = [(r.heads or r.texts)[0] for r in records if len(r.heads) + len(r.texts) == 1]
    long = sum(width(line.text) > _TOGETHER or are_sentences(line.text) for line in alone)
    return bool(records) and (
        long > MOSTLY * len(records) or are_run_together(records) or len(in_languages(records)) > len(records)
    )


def prefers_looks(rules: Fit, looks: Fit, doubt: float, lines: int) -> bool:
    """Whether the looks of lines are to be believed rather than rules; `doubt` is by how much they speak against
    the roles that rules give, for all `lines` together."""
    if rules.over > _MUCH_OVER and looks.over < rules.over / 2 and looks.count > rules.count:
        return True
    if doubt > _DOUBT * lines and looks.regular >= rules.regular - _MUCH_LESS_REGULAR:
        return True
    more_regular = looks.regular > rules.regular + _MORE_REGULAR and 2 * looks.count > rules.count
    if more_regular and doubt > _SOME_DOUBT * lines:
        return True
    if looks.regular < rules.regular - _LESS_REGULAR:
        return False
    more = log((looks.count + 1) / (rules.count + 1))
    regular = max(_WORST, rules.regular), max(_WORST, looks.regular)
    doubted = log(1 + min(max(0.0, doubt), _MOST_DOUBT))
    told = (1.0, *regular, rules.over, looks.over, more, abs(more), doubted)
    return sum(sign * weight for sign, weight in zip(told, _CHOICE, strict=True)) > _SURE


def fit(lines: Sequence[Line], records: Sequence[Record]) -> Fit:
    """How regular some records of lines are."""
    at = {(line.at, line.text): number for number, line in reversed(list(enumerate(lines)))}
    roles: dict[int, str] = {}
    dates: set[int] = set()
    starts = set()
    for record in records:
        mine = []
        for role, told in (("H", record.heads), ("S", record.texts), ("D", record.dates)):
            places = [at[line.at, line.text] for line in told if (line.at, line.text) in at]
            mine += places
            if role == "D":
                dates.update(places)
            else:
                roles.update(dict.fromkeys(places, role))
        if mine:
            starts.add(min(mine))
    texts = [number for number, line in enumerate(lines) if line.kind == "text"]
    over = sum(number not in roles and number not in dates for number in texts) / max(1, len(texts))
    letters = [
        roles.get(n, "D" if n in dates else "." if line.kind == "text" else "") for n, line in enumerate(lines)
    ]
    return Fit(_regular(letters, sorted(starts)), over, len(starts), roles)


def _regular(letters: Sequence[str], starts: Sequence[int]) -> float:
    """How alike records are that begin on some lines: the mean logarithm of how often what each consists of comes;
    what the last consists of is not asked, as a page goes on below it."""
    if not starts:
        return _WORST
    shapes = [_shape("".join(letters[start:end])) for start, end in pairwise([*starts, len(letters)])]
    told = Counter(shapes[:-1] or shapes)
    return sum(often * log(often / told.total()) for often in told.values()) / told.total()


def _shape(letters: str) -> str:
    """What a record consists of, however many lines of one role follow each other beyond the first."""
    return "".join(role if len(list(same)) == 1 else f"{role}+" for role, same in groupby(letters))
