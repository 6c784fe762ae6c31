"""A letter of HTML: its tables are laid out for the eye, so it is read as the eye does, line by line.

Each line knows how much of it is linked and how much is set off (bold, large, a heading). A line that is wholly
set off or linked is a headline if text follows it or a row of its like stands there; what follows is its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from standfirst.model import Item, tidy
from standfirst.read import links
from standfirst.read.dates import page_order, when
from standfirst.read.letter.block import by_whom
from standfirst.read.letter.lines import Line, lines_of
from standfirst.read.letter.words import is_admin, is_advert, is_more, is_sold
from standfirst.read.mail_words import is_footer
from standfirst.read.page.markup import Tree
from standfirst.read.text.signed import signature, signed_at_end
from standfirst.read.widths import letters_of, width

_NUMBERED = re.compile(r"\d{1,2}\.\s")
# "… — gazette.example": where a headline leads.
_HOST = re.compile(r"\s+[—–|(-]\s?(?:[\w-]{1,40}\.){1,4}[a-z]{2,9}\)?$")
# "A Pell, B Orr… - Letters of the Shore, 2031", as alerts of new papers name authors.
_CITED = re.compile(
    r"(?P<names>[A-ZÀ-Þ]{1,3} [^\W\d_][\w'’. -]{1,30}?(?:, [A-ZÀ-Þ]{1,3} [^\W\d_][\w'’. -]{1,30}?)*)…?"
    r" [-–] (?:.{2,90}, )?(?:19|20)\d\d"
)
_WHERE = re.compile(r"\s*\([^()]{2,40}\)(?=\s*[.:–—-])")
_DATED = re.compile(r"(?P<day>[\d./-]{8,10}|\d{1,2}\.? [^\W\d_]{3,12} \d{4})\s*[-–—:|·]\s+(?=[^\W\d])")
_SMALL_END = re.compile(r"(?:\s+[a-zà-öø-ÿ]+)+$")
_LONGEST_SENTENCE = 1000
_BULLETS = " •·*■□◆◇●○★☆▼▲🔹🔸▪▫◾◽🔵🔴🟢🟡⚪⚫▶►👉📌\ufe0f"
_CLOSING = " )]）］】"
_LONGEST_HEADLINE = 160
_SHORTEST_TEXT = 30
_SHORT_LINK = 24
_PARAGRAPH, _FEW_PARAGRAPHS = 80, 3
_LONGEST_LABEL = 40
_SHORTEST_TITLE, _FEW_WORDS = 16, 3


def items_of_html(tree: Tree, url: str) -> tuple[list[Item], frozenset[str]]:
    """The items of a letter's HTML, in its order, not yet finished; and where its adverts and what it says of
    itself lead."""
    whole = lines_of(tree)
    above = _until_footer(whole)
    business = {href for line in whole[len(above) :] for href, _ in line.hrefs}
    business -= {href for line in above for href, _ in line.hrefs}
    business |= {href for line in whole if is_footer(line.text) for href, _ in line.hrefs}
    lines = list(_told(_without_invitations(above)))
    order = page_order(line.text for line in lines)
    for line in lines:
        line.day = when(line.text, "en", None, order)
    items, sold = _labelled(_column_by_column(lines), url)
    apart = {address for href in business if (address := links.resolve(href, url))}
    return _each_once(items, lines, url), frozenset(apart | sold)


def _column_by_column(lines: list[Line]) -> list[Line]:
    """The lines, a row of headlines and the row of as many texts below it laid side by side again."""
    rows = [list(row) for _, row in groupby(lines, key=lambda line: line.row)]
    laid: list[Line] = []
    at = 0
    while at < len(rows):
        heads, texts = rows[at], rows[at + 1] if at + 1 < len(rows) else []
        plain = [width(line.text) >= _SHORTEST_TEXT and not _may_head(line) for line in texts]
        side_by_side = 1 < len(heads) == len(texts) and all(plain) and all(map(_may_head, heads))
        laid += [line for pair in zip(heads, texts, strict=True) for line in pair] if side_by_side else heads
        at += 2 if side_by_side else 1
    return laid


def _each_once(items: Iterable[Item], lines: list[Line], url: str) -> list[Item]:
    """Each headline once, as it is told most fully; the one item of a letter that is a post."""
    found: dict[str, Item] = {}
    for item in items:
        key = letters_of(item.headline or "")
        before = found.get(key)
        # A letter often lists its headlines before it tells them: the fuller of the two stands.
        if before is None or (item.standfirst and not before.standfirst):
            found.pop(key, None)
            found[key] = item
    if post := _post(list(found.values()), lines, url):
        return [post]
    linked = [item for item in found.values() if item.link]
    # Where nearly all items lead somewhere, one that does not is a heading with words below it.
    return linked if len(linked) >= 0.75 * len(found) else list(found.values())


def _post(items: list[Item], lines: list[Line], url: str) -> Item | None:
    """The one item of a letter that is a single post: its title leads to it, its own headings lead nowhere, and
    it is made of paragraphs. What stands out below the title is its standfirst."""
    at = next((n for n, line in enumerate(lines) if line.stands_out() and _may_head(line)), len(lines))
    paragraphs = sum(width(line.text) >= _PARAGRAPH and not line.is_linked() for line in lines[at:])
    if paragraphs < max(_FEW_PARAGRAPHS, len(items) + 1) or not lines[at].is_linked():
        return None
    if any(item.link for item in items if item.headline != lines[at].text):
        return None
    words = [line.text for line in lines[at + 1 :] if width(line.text) >= _SHORTEST_TEXT]
    return _item(lines[at], lines[at].text, words[:1], lines[at : at + 1], url)


def _labelled(lines: list[Line], url: str) -> tuple[list[Item], set[str]]:
    """The items of the lines, and where those lead that are adverts; where short lines stand before most of the
    items, these are their kickers."""
    told: list[tuple[Item, str | None]] = []
    sold: set[str] = set()
    at = end = 0
    while at < len(lines):
        start = at
        item, at = _item_at(lines, at, url)
        if item is not None and (lines[start].sold or (at < len(lines) and is_sold(lines[at].text))):
            sold.add(item.link or "")
        elif item is not None:
            before = lines[start - 1] if start > end or start == 0 < len(told) else None
            told.append((item, _label(before)))
            end = at
    # Where nothing stands before the first, what stands before the others belongs to those above it.
    first = [label for item, label in told if item.headline == told[0][0].headline]
    if not any(first) or sum(label is not None for _, label in told) * 2 < len(told):
        return [item for item, _ in told], sold
    how = "the line before its headline"
    return [
        replace(item, kicker=label, found={**item.found, "kicker": how}) if label else item for item, label in told
    ], sold


def _label(line: Line | None) -> str | None:
    """What a line says if it may be the kicker of what follows: few words that are no sentence, date or way on."""
    if line is None or line.is_linked() or line.heading or not 2 <= len(line.text) <= _LONGEST_LABEL:
        return None
    text = line.text
    odd = text[-1] in ".:!?…" or any(c.isdigit() for c in text) or is_more(text) or is_admin(text) or is_sold(text)
    return None if odd or line.day else text


def _without_invitations(lines: list[Line]) -> list[Line]:
    """The lines without the link to read on at their ends, known by its words or by ending others too."""
    last = [
        tidy(line.hrefs[-1][1]).strip(_CLOSING) if line.hrefs and not line.is_linked() else "" for line in lines
    ]
    often = Counter(last)
    for line, more in zip(lines, last, strict=True):
        text = line.text.rstrip(_CLOSING)
        if (
            more
            and len(more) < _SHORT_LINK
            and not is_footer(text)
            and text.endswith(more)
            and (is_more(more) or often[more] > 2)
        ):
            line.text = text.removesuffix(more).rstrip(" |»›>[(（［【")
    return [line for line in lines if line.text]


def _until_footer(lines: list[Line]) -> list[Line]:
    for n, line in enumerate(lines):
        if n > len(lines) / 3 and is_footer(line.text):
            return lines[:n]
    return lines


def _told(lines: list[Line]) -> Iterator[Line]:
    """The lines without footers, words that announce adverts, and rows of short links, for finding one's way."""
    at, sold = 0, False
    while at < len(lines):
        run = at
        while run < len(lines) and lines[run].is_linked() and not lines[run].stands_out():
            run += 1
        row = lines[at : max(run, at + 1)]
        at += len(row)
        if len(row) > 2 and sum(len(line.text) for line in row) / len(row) < _SHORT_LINK:
            continue
        for line in row:
            line.sold, sold = sold, is_advert(line.text)
            if not sold and not is_footer(line.text):
                yield line


def _item_at(lines: list[Line], at: int, url: str) -> tuple[Item | None, int]:
    """The item that begins with a line, if one does, and where the next may begin."""
    line = lines[at]
    if split := _run_in(line):
        headline, rest = split
        body, end = _body(lines, at + 1)
        return _item(line, headline, [rest, *body], lines[at:end], url), end
    if led := _led_in(line):
        label, headline = led
        body, end = _body(lines, at + 1) if line.stands_out() else ([], at + 1)
        item = _item(line, headline, body, lines[at:end], url)
        how = "what stands before its headline"
        return (replace(item, kicker=label, found={**item.found, "kicker": how}) if item else None), end
    if not _may_head(line):
        return None, at + 1
    body, end = _body(lines, at + 1)
    if not body and not (line.is_linked() and _is_headline_by_itself(line)):
        return None, at + 1
    return _item(line, line.text, body, lines[at:end], url), end


def _may_head(line: Line) -> bool:
    """Whether a line may be a headline: it stands out or leads somewhere, and is no button, day or name."""
    text = line.text
    if not (line.stands_out() or line.is_linked()) or not 6 <= len(text) <= _LONGEST_HEADLINE:
        return False
    if is_more(text) or is_admin(text) or line.day or "@" in text or re.match(r"https?://|www\.", text):
        return False
    if not line.stands_out() and width(text) < _SHORTEST_TITLE and len(text.split()) < _FEW_WORDS:
        return False  # a button
    if _leads_on(line):
        return False
    return not text.endswith((":", ",")) and not (line.is_linked() and _NUMBERED.match(text))


def _is_headline_by_itself(line: Line) -> bool:
    words = line.text.split()
    if len(words) == 1:  # a script without spaces
        return len(line.text) >= 10 and not line.text.isascii()
    return len(line.text) >= 22 and len(words) >= 4


def _run_in(line: Line) -> tuple[str, str] | None:
    """The headline and the text of a line that begins with a linked or set-off headline and goes on in plain."""
    if line.is_linked() or not line.hrefs:
        return None
    told = tidy(line.hrefs[0][1])
    if not line.text.startswith(told) or len(told.split()) < 2 or len(told) < 10 or is_more(told):
        return None
    # "The cranes strike (The Gazette). They ...": where it stands.
    rest = _WHERE.sub("", line.text[len(told) :], count=1).lstrip(" :–—-,.")
    return (told.rstrip(" :,.–—-"), rest) if len(rest) >= _SHORTEST_TEXT and rest[0].isupper() else None


def _led_in(line: Line) -> tuple[str, str] | None:
    """The label and the headline of a line that ends in a linked headline: "The Gazette: The cranes strike"."""
    told = tidy(line.hrefs[0][1]) if len(line.hrefs) == 1 else ""
    label = line.text.removesuffix(told).rstrip()
    if not told or not line.text.endswith(told) or label[-1:] not in (":", "：", "–", "—", "|", "]"):
        return None
    shortest = _SHORTEST_TITLE if label.startswith("[") else _SHORTEST_TEXT
    label = label.rstrip(" :：–—|").strip("[]")
    fit = 2 <= len(label) <= _LONGEST_LABEL and len(told) >= shortest and not is_more(told)
    return (label, told) if fit and not is_more(label) and not is_footer(line.text) else None


def _body(lines: list[Line], at: int) -> tuple[list[str], int]:
    """The texts that follow a headline, up to the next line that may be one, and where they end."""
    body: list[str] = []
    head = at - 1
    while at < len(lines):
        line = lines[at]
        if body and not line.is_linked() and _goes_on(body[-1], line.text):
            body[-1] += f" {line.text}"
            at += 1
            continue
        if (body and signature(line.text)) or _CITED.fullmatch(line.text):
            at += 1
            continue
        if not body and at == head + 1 and _is_below_title(lines, at):
            body.append(line.text)
            at += 1
            continue
        beside = _leads_on(line) and not body
        if is_more(line.text) or line.day or beside or re.match(r"https?://\S+$", line.text):
            at += 1
            continue
        if (
            _may_head(line)
            or _run_in(line)
            or _led_in(line)
            or line.stands_out()
            or width(line.text) < _SHORTEST_TEXT
        ):
            break
        body.append(line.text)
        at += 1
    return body, at


def _leads_on(line: Line) -> bool:
    """Whether a line is made of several short ways on, side by side."""
    short = all(len(tidy(told)) < _SHORT_LINK for _, told in line.hrefs)
    return short and len(line.hrefs) > 1 and line.is_linked()


def _is_below_title(lines: list[Line], at: int) -> bool:
    """Whether a line leads nowhere, right between a heading that is a link and ways on: what posts call their
    subtitle, however short or set off."""
    head, line, after = lines[at - 1], lines[at], lines[at + 1] if at + 1 < len(lines) else None
    titled = bool(head.heading) and head.is_linked() and not line.hrefs and not line.day
    return titled and len(line.text) >= _SHORTEST_TITLE and after is not None and _leads_on(after)


def _goes_on(before: str, text: str) -> bool:
    """Whether a line goes on in the middle of the sentence of the line before it."""
    open_ = before[-1].isalnum() or before[-1] in ",;"
    return len(before) < _LONGEST_SENTENCE and text[0].islower() and open_


def _item(line: Line, headline: str, body: list[str], own: list[Line], url: str) -> Item | None:
    """The item of a headline and the texts below it; `own` are its lines, which may tell day and author."""
    headline = _HOST.sub("", headline.strip(_BULLETS))
    hrefs = [href for part in own for href, _ in part.hrefs]
    link = next((link for href in hrefs if (link := links.resolve(href, url))), None)
    published = next((part.day for part in own[1:] if part.day), None)
    text = body[0] if body else None
    if text and (dated := _DATED.match(text)) and (day := when(dated["day"])):
        published, text = published or day, text[dated.end() :]
    byline = next((name for part in own[1:] if (name := _signed(part.text))), None)
    if text and not byline:
        text, byline = signed_at_end(text)
    why = "a line that is set off" if line.stands_out() else "a linked line"
    return Item(
        headline=headline,
        standfirst=text,
        link=link,
        published=published,
        byline=byline,
        found={"headline": why} | ({"byline": "a line that says by whom"} if byline else {}),
    )


def _signed(text: str) -> str | None:
    """The name in a line that says by whom, and at most when: "Di Lia Corvi il 3 maggio"."""
    if cited := _CITED.fullmatch(text):
        return cited["names"]
    name = by_whom(text)
    return _SMALL_END.sub("", name) if name else None
