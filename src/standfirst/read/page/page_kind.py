"""Whether an HTML page is a listing, one article or neither, told without building its tree.

What the page declares of itself and its address decide most pages; only where they leave it open is the page
walked: an article is one long run of paragraphs, a listing many short ones below linked headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from standfirst.languages import tables
from standfirst.model import DocumentKind, Item, tidy
from standfirst.read.enough import FEWEST
from standfirst.read.page.naming import is_a_day
from standfirst.read.widths import width

_HEAD = 120_000
_LOOKED_AT = 1_000_000
# From there on signs add up to an article; so much at most its build adds, so much less what asks for a list.
_ARTICLE, _MOST_BUILT, _LIST = 2.0, 2.0, -2.0
_OF_DAYS = 4.0
_MANY_LINKS = 80
_LONG = 80
_NEAR, _LONGEST_INVITATION = 300, 80

_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_OG_TYPE = re.compile(r"[\"']?og:type[\"'\s]", re.IGNORECASE)
_SHARED_AS = {"article": 1.0, "product": 2.0, "video": 2.0}
_CONTENT = re.compile(r"content\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TYPE = re.compile(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"(\w{1,40})\"")
_ARTICLES = re.compile(
    r"(?:News|Reportage\w{0,10}|Analysis\w{0,10}|Opinion\w{0,10}|Review\w{0,10}|Tech|)Article\Z|BlogPosting\Z"
)
_ONE_THING = re.compile(
    r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"(?:Recipe|Product|Event)\"|itemtype=[\"']?https?://schema\.org/(?:Recipe|Product|Event)\b"
)
_LISTS = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "Blog"))

_LIST_PATH = re.compile(
    r"/(?:category|categor[iy]e?s?|categoria|kategor\w{1,4}|tags?|topics?|rubrik\w?|section|sections|author|autor|auteur|"
    r"authors|archives?|archivo|archiv|arsiv|search|page|pagina|seite|label)(?:/|\Z)"
    r"|/(?:list|page|p)[-_]?\d{0,4}(?:_\d{1,4})?(?:\.\w{2,5})?\Z|/(?:19|20)\d\d(?:/\d\d?){0,2}\Z",
    re.IGNORECASE,
)
# Where sites speak of themselves; of words in an address what parts them is left out.
_OF_ITSELF = frozenset(tables.words_of("page_words.tsv", "about"))
_TERMS = ("terms", "datenschutz", "politicadeprivaci")
CONSENT = re.compile(
    r"privacy|cookie|consent|vendor|partner|terms|imprint|impressum|datenschutz|legal|policy|confidential",
    re.IGNORECASE,
)
"""What is in the addresses and words of links to what one agrees to."""
_HEADED = re.compile(r"\bh[1-4]\b")
_LINK = re.compile(r"<a\b[^<>]{0,1000}>[^<>]{0,300}", re.IGNORECASE)
_HEADS = re.compile(r"<(?:h[1-4]|article|time)\b", re.IGNORECASE)
_MOST_OF_A_WALL = 12, 3
_LIST_QUERY = re.compile(r"(?:^|&)(?:cat|page|paged|p|tag|author|s|q|ipp|start|offset)=(?:[^&]{0,40})(?:&|\Z)")
_SLUG = re.compile(r"[^-_]+(?:[-_][^-_]+){3,}|.*\d{5,}|.*(?:%[0-9A-F]{2}){12,}", re.IGNORECASE)
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?\d|1[0-2])(?:[/-]?\d\d?)?/[^/]{4,}")

# Links, their ends, and texts that may be part of a paragraph: Chinese says in 40 signs what takes others 80.
_PIECE = re.compile(r"<[aA]\b[^<>]*>|</[aA]\b|>[^<>]{40,}(?=<)")
_CLOSES = re.compile(
    r"</a>[\s\])»›>.]{0,9}(?:&nbsp;)?\s{0,9}<(?:/(?:p|div|td|li|dd|span|article|section)|br)\b", re.IGNORECASE
)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)
_HEADING = re.compile(r"<h[12]\b[^<>]{0,500}>(.{1,1000}?)</h[12]", re.IGNORECASE | re.DOTALL)
_LINKED_HEADING = re.compile(
    r"<h[2-4]\b[^<>]{0,300}>\s{0,99}<a\b[^<>]{0,1000}>\s{0,99}[^<>\s][^<>]{19,300}<", re.IGNORECASE
)
_BREAK = re.compile(r"\s[|–—·»:/-]\s|[|｜_»]")
_CANONICAL = re.compile(r"<link\b[^<>]{0,300}\bcanonical\b[^<>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(r"href\s{0,9}=\s{0,9}[\"']?([^\"'<>\s]{1,2000})", re.IGNORECASE)
_OPENING = re.compile(
    r"<(?:p|li|dt|t[dh]|div|h[2-6])\b[^<>]{0,300}>\s{0,40}(?:<(?:strong|b|em|i|u|span|time|font)\b[^<>]{0,200}>\s{0,40}){0,3}"
    r"(?=[^<>]{0,40}\d{4})([^<>]{8,50})[<:]"
)
_RULED = re.compile(
    r"<hr\b[^<>]{0,99}>\s{0,40}(?:<(?:p|div|center|font|a)\b[^<>]{0,200}>\s{0,40}){0,3}<(?:b|strong|h[2-6])\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_MARK = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"<[^<>]*>|&[#\w]{1,30};|\s+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LARGE_TAG = re.compile(r"</?[A-Z][A-Z0-9]*(?=[\s>/])")
_LONG_LINK, _LONG_HEADLINE = 20, 25
_SHORTEST_TITLE, _SHORT_PIECE = 12, 500
_FEW_LINKED = 5
_FEWEST_RULED = 4


class Shape(NamedTuple):
    """What a walk over a page counts: letters in its paragraphs, those in the longest run of them that no linked
    headline breaks, links as long as a headline."""

    letters: int
    longest: int
    headlines: int


def with_small_tags(html: str) -> str:
    """The page with the names of its tags in small letters, as all looks at it but the parser's expect them."""
    return _LARGE_TAG.sub(lambda tag: tag[0].lower(), html)


def page_kind(html: str, url: str) -> DocumentKind | None:
    """ "article", "listing", or "none" for a page that only asks to be let in; None where so few words stand in it
    that what is read as a listing of it must show whether it is one. `url` may be "" where unknown."""
    shown = _without_silence(html[:_LOOKED_AT])
    if _is_wall(shown):
        return "none"
    address = url or _own_address(html)
    of_itself, path = _is_of_itself(address), _address(address)
    named = path + _titled(html)
    told = (
        _declared(html) + named - (_OF_DAYS if named <= 0 and (_are_of_days(shown) or _are_ruled(shown)) else 0.0)
    )
    if told + _MOST_BUILT < _ARTICLE and not of_itself and shown.count("<a ") >= _MANY_LINKS:
        return "listing"
    shape = walk(shown)
    if (of_itself and shape.headlines < _FEW_LINKED) or told + _built(shape) >= _ARTICLE:
        return "article"
    if shape.headlines and (path <= _LIST or _LINKED_HEADING.search(html)):
        return "listing"  # if only of one thing or two
    return None if shape.headlines < FEWEST and shape.letters < _SHORT_PIECE else "listing"


def _are_of_days(shown: str) -> bool:
    """Whether lines of a page that neither its address nor its heading names a piece open with days: its news."""
    days = {found[1].strip() for found in _OPENING.finditer(shown)}
    return sum(map(is_a_day, days)) >= FEWEST


def _are_ruled(shown: str) -> bool:
    """Whether rules part several lines in bold from what stands above them."""
    return sum(1 for _ in _RULED.finditer(shown)) >= _FEWEST_RULED


def _is_wall(shown: str) -> bool:
    """Whether a page only asks to be allowed to store cookies: its few links lead to what is to be agreed to."""
    links, heads = _MOST_OF_A_WALL
    if "ookie" not in shown or shown.count("<a ") > links or len(_HEADS.findall(shown)) > heads:
        return False
    told = [link[0] for link in _LINK.finditer(shown) if width(_words(link[0])) >= _LONG_LINK]
    return "ookie" in _MARK.sub("", shown) and bool(told) and all(map(CONSENT.search, told))


def are_news(items: Sequence[Item]) -> bool:
    """Whether what was found on a page of few words is more than its menus: most items say something below their
    headline, or when, or have a picture or a long headline, or several are headings."""
    telling = sum(
        bool(item.standfirst or item.published or item.image) or width(item.headline or "") >= _LONG_HEADLINE
        for item in items
    )
    headed = sum(bool(_HEADED.search(item.found.get("headline", ""))) for item in items)
    return 2 * max(telling, headed if headed >= FEWEST else 0) > len(items)


# --- what the page and its address say ----------------------------------------------------------------------


def _declared(html: str) -> float:
    """What the page says of itself to other programs: its types, when it was published."""
    score = 0.0
    for meta in _META.finditer(html, 0, _HEAD):
        if "og:type" in meta[0] and _OG_TYPE.search(meta[0]):
            score += _SHARED_AS.get(_content(meta[0]).partition(".")[0], -1.0)
        elif "article:published_time" in meta[0]:
            score += 2.0
    types = set(_TYPE.findall(html)) if "ld+json" in html else set()
    if any(_ARTICLES.match(name) for name in types):
        score += 2.0
    elif "ItemList" in types:
        score -= 1.5
    if types & _LISTS:
        score -= 3.0
    if any(name in html for name in ("Recipe", "Product", "Event")) and len(_ONE_THING.findall(html)) == 1:
        score += 3.0
    return score


def _content(meta: str) -> str:
    found = _CONTENT.search(meta)
    return next(filter(None, found.groups()), "").strip().lower() if found else ""


def _address(url: str) -> float:
    """What an address says: those of lists are folders, those of pieces end in a slug, a number or a day."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0.0
    path, name = parts.path.rstrip("/"), parts.path.rstrip("/").rpartition("/")[2]
    if not parts.netloc:
        return 0.0
    if _LIST_PATH.search(path) or not (path or parts.query):
        return 2 * _LIST
    if _LIST_QUERY.search(parts.query):
        return _LIST
    if _SLUG.match(name) or _DATED.search(path):
        return 1.0
    return -0.5 if name.isalpha() else 0.0


def _is_of_itself(url: str) -> bool:
    """Whether an address is that of what a site says of itself: about, imprint."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]
    plain = name.replace("-", "").replace("_", "").lower()
    return plain in _OF_ITSELF or plain.startswith(_TERMS)


def _own_address(html: str) -> str:
    found = _CANONICAL.search(html, 0, _HEAD)
    address = _HREF.search(found[0]) if found else None
    return address[1] if address else ""


def _titled(html: str) -> float:
    """A piece is titled by its headline, which stands in the page as a heading; a listing by its site's name."""
    found = _TITLE.search(html, 0, _HEAD)
    title = _words(found[1]) if found else ""
    if not title:
        return 0.0
    parts = _BREAK.split(title)
    score = 1.0 if width(parts[0]) >= 35 else 0.0
    for number, heading in enumerate(_HEADING.finditer(html, 0, _LOOKED_AT)):
        words = _words(heading[1])
        if "<a" in heading[1] and len(parts) > 1 and words == parts[-1].strip():
            continue  # the name of the site, which leads to its front
        if width(words) >= 28 and words[:60] in title:
            return score + 1.5
        if width(words) >= _SHORTEST_TITLE and words == parts[0].strip():
            return score + 1.0
        if number > 40:
            break
    return score


# --- how the page is built ----------------------------------------------------------------------------------


def _built(shape: Shape) -> float:
    """What the shape of a page says: an article is nearly all one run of paragraphs; few letters are a list's."""
    share = shape.longest / shape.letters if shape.letters else 0.0
    if shape.letters < 250:
        return -1.0
    if share < 0.45:
        return -2.0
    if shape.longest < 800 or share < 0.55:
        # A short piece is all the words there are.
        return (
            1.0
            if shape.longest >= _SHORT_PIECE and share >= 0.95 and shape.headlines * 80 < shape.letters
            else 0.0
        )
    score = 2.0 if shape.longest >= 1200 and share >= 0.7 else 1.0
    return score - 1.0 if shape.headlines * 60 > shape.letters else score


def walk(shown: str) -> Shape:
    """The shape of a page without scripts and the like, in one pass over its links and its longer texts."""
    runs, headlines = [0], 0
    for paragraph, breaks in _pieces(shown):
        runs[-1] += paragraph
        headlines += not paragraph
        if breaks:
            runs.append(0)
    return Shape(sum(runs), max(runs), headlines)


def _pieces(html: str) -> Iterator[tuple[int, bool]]:
    """The letters of each paragraph of a page, 0 for a link that is as long as a headline or invites to read on as
    others do; and whether that breaks a run of paragraphs."""
    link, before, text_ends = -1, "", 0
    invitations: set[str] = set()
    for found in _PIECE.finditer(html):
        start, end = found.span()
        if html[start] == ">":
            if link < 0:
                text_ends = end
                if letters := _paragraph(html[start + 1 : end]):
                    yield letters, False
        elif html[start + 1] != "/":
            link, before = end, html[max(0, start - 40) : start]
        elif link >= 0:
            if _is_headline(html, link, start):
                # After words it is part of a sentence.
                yield 0, len(before.rpartition(">")[2].strip()) < 20
            elif link - text_ends < _NEAR and (words := _invitation(html, link, start)):
                if words in invitations:
                    yield 0, True
                invitations.add(words)
            link = -1


def _invitation(html: str, start: int, end: int) -> str:
    """The few words of a link that ends its paragraph, "" where it does not."""
    if end - start > _LONGEST_INVITATION or not _CLOSES.match(html, end):
        return ""
    return _words(html[start:end])


def _is_headline(html: str, start: int, end: int) -> bool:
    if not 8 < end - start < 3000:
        return False
    inner = html[start:end]
    if end - start < 25 and inner.isascii():
        return False
    # Nine signs of Chinese make a headline.
    return _letters(inner) + (0 if inner.isascii() else len(_WIDE.findall(inner))) >= 25


def _without_silence(html: str) -> str:
    """The page without scripts, styles and comments."""
    for opening, closing in (("<script", "</script"), ("<style", "</style"), ("<!--", "-->")):
        first, *rest = html.split(opening)
        html = first + " ".join(piece.partition(closing)[2] for piece in rest)
    return html


def _paragraph(text: str) -> int:
    if len(text) < _LONG and text.isascii():
        return 0
    letters = _letters(text)
    return letters if letters >= _LONG else 0


def _letters(markup: str) -> int:
    text = _MARKUP.sub(" ", markup) if "<" in markup or "&" in markup else " ".join(markup.split())
    return width(text.strip())


def _words(markup: str) -> str:
    return tidy(unescape(_MARK.sub(" ", markup)))
