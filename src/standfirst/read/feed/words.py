"""The words of feeds: which text is HTML, and what of a description is the standfirst."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from standfirst.model import tidy
from standfirst.read import links
from standfirst.read.page.markup import plain

FULL_TEXT = 900
"""Characters from which a description of several paragraphs is taken for the whole piece, not its teaser."""

# A title says nowhere whether it is HTML. What nobody writes but in HTML decides: a closing tag, a void tag, a
# reference. "AT&T", "a < b" and "how to use <script>" are plain. Our own feeds are written by the same rule.
_IS_HTML = re.compile(
    r"</[a-z][a-z0-9]{0,15}\s*>|<(?:br|img|wbr|hr)\b[^<>]*>|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"</p\s*>|<p\b[^<>]*>|(?:<br\s*/?>\s*){2,}|</?(?:div|blockquote|h[1-6]|ul|ol|figure)\b[^<>]*>", re.I
)
_ENDED, _OF_A_PIECE = re.compile(r"</p\s*>", re.IGNORECASE), re.compile(r"<(?:h[2-6]|pre|table)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
# HTML that was escaped once more than it should be.
_ESCAPED = re.compile(r"&lt;/?(?:p|br|b|i|em|strong|a|div|span|img|ul|li)\b", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\b[^<>]{0,400}?\bhref\s{0,9}=\s{0,9}[\"']?([^\"'<>\s]{1,2000})[^<>]{0,2000}>", re.IGNORECASE
)
# After it may stand how long it takes: "(3 minutes left to read)".
_TAIL = re.compile(
    r"\s{0,9}(?:\([^()<>]{1,60}\))?"
    r"(?:\s|<[^<>]*>|&(?:nbsp|#160|raquo|#187|rarr|#8594|gt|hellip|#8230);|[.…»›→>\])|·:-])*\Z"
)
_FOOTER = 40
_MORE = 60
_LINKED = re.compile(r"<a\b[^<>]{0,3000}>([^<]*(?:<(?!/?a\b)[^<]*)*)</a\s*>", re.IGNORECASE)
# A list whose first row is a link, with that link's words; lists in lists are taken from within.
_LIST_OF_LINKS = re.compile(
    r"<([ou]l)\b[^<>]{0,500}>\s*<li\b[^<>]{0,500}>\s*<a\b[^<>]{0,3000}>([^<>]{8,400})</a\s*>"
    r"(?:(?!</?[ou]l\b).)*</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
# "Points: 57", "Comments URL: https://…": what programs tell of a piece.
_FACT = re.compile(r"[^:：\n]{2,30}[:：]\s*(?:https?://\S+|[\d.,]+)")
_WITH_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE = re.compile(r"[.!?…。！？।؟](?:\s|$)")
# What stands beside links that only lead on, and what such links say: "submitted by", "[comments]".
_LONGEST_BESIDE, _LONGEST_LEAD, _WORDS_OF_LEAD = 20, 24, 2


class Context(NamedTuple):
    """What a description is read beside: the item's link and headline, the feed's title, the base of links."""

    link: str | None
    headline: str | None
    feed_title: str | None
    base: str


def is_html(text: str) -> bool:
    """Whether a text that does not say so is HTML: by a closing tag, a void tag or a character reference."""
    return bool(_IS_HTML.search(text))


def headline(text: str, *, markup: bool | None = None) -> str:
    """A title as plain text; `markup` says whether it is HTML where the feed does (else see `is_html`)."""
    return plain(text) if (is_html(text) if markup is None else markup) else tidy(text)


def standfirst(description: str, around: Context) -> str:
    """A description (HTML) as a standfirst: its paragraphs without the words that only lead on ("Continue
    reading …", "… appeared first on …"), the first alone where it is the whole piece."""
    if "<" not in description and _ESCAPED.search(description):
        description = unescape(description)
    kept = _without_more(_without_footer(_without_tellings(description.strip(), around), around), around)
    paragraphs = _paragraphs(kept)
    ended = _ENDED.search(kept)
    parted = ended is not None and _OF_A_PIECE.search(kept, ended.end()) is not None
    if len(paragraphs) > 1 and (parted or sum(map(len, paragraphs)) > FULL_TEXT):
        return _without_credit(first_paragraph(kept), around)
    return _without_credit(" ".join(paragraphs), around)


def first_paragraph(content: str) -> str:
    """The first paragraph of a whole piece that is a sentence, not a dateline or a caption's crumbs."""
    paragraphs = _paragraphs(content)
    return next((words for words in paragraphs if len(words) >= _FOOTER), paragraphs[0] if paragraphs else "")


def _paragraphs(markup: str) -> list[str]:
    """The paragraphs of a text, without those that only lead elsewhere or tell what programs count."""
    if "<" not in markup:
        pieces = _BLANK_LINE.split(markup)
        told = ["\n".join(line for line in piece.split("\n") if not _leads_away(line)) for piece in pieces]
    else:
        told = [piece for piece in _PARAGRAPH.split(markup) if not piece.isspace() and not _only_leads(piece)]
    paragraphs = [words for piece in told if (words := plain(piece))]
    # A sum that is asked for is told so too, but not beside an address.
    if any("://" in words and _FACT.fullmatch(words) for words in paragraphs):
        return [words for words in paragraphs if not _FACT.fullmatch(words)]
    return paragraphs


def _leads_away(line: str) -> bool:
    """Whether a line of plain text is an address, with a few words that say whose: "Follow us: https://…"."""
    return "://" in line and len(_WITH_ADDRESS.sub("", line).strip()) <= _MORE and not _SENTENCE.search(line[:-1])


def _only_leads(markup: str) -> bool:
    """Whether a paragraph is links of a word or two ("[link] [comments]") and hardly a word beside them."""
    if "<a" not in markup:
        return False
    leads = [plain(lead) for lead in _LINKED.findall(markup)]
    beside = plain(_LINKED.sub(" ", markup))
    short = all(len(lead) <= _LONGEST_LEAD and len(lead.split()) <= _WORDS_OF_LEAD for lead in leads)
    return bool(leads) and short and len(beside) <= _LONGEST_BESIDE and not _SENTENCE.search(beside)


def _without_tellings(markup: str, around: Context) -> str:
    """Without the list of who else tells what the headline says, as collectors of news print it."""
    found = _LIST_OF_LINKS.search(markup)
    if found is None or not around.headline or plain(found[2]) not in around.headline:
        return markup
    return markup[: found.start()] + markup[found.end() :]


def _without_footer(markup: str, around: Context) -> str:
    """Blogs end each description with a paragraph that links the piece itself and the site: "The post … appeared
    first on …", in any language."""
    start = max(markup.rfind("<p>"), markup.rfind("<p "), markup.rfind("<br"))
    footer = markup[start:] if start >= 0 else ""
    hrefs = [_goes_to(found[1], around) for found in _ANCHOR.finditer(footer)]
    if around.link and len(hrefs) == 2 and hrefs[0] == links.key(around.link) and len(footer) < 3000:
        return markup[:start]
    return markup


def _without_more(markup: str, around: Context) -> str:
    """Without a last short link to the piece itself ("Read more"), whatever its language; a cut mark stays."""
    start = markup.rfind("<a ")
    if start <= 0 or not around.link:
        return markup
    opened = _ANCHOR.match(markup, start)
    end = markup.find("</a>", start)
    if opened is None or end < 0 or not _TAIL.match(markup, end + 4):
        return markup
    if end - opened.end() > 200 or _goes_to(opened[1], around) != links.key(around.link):
        return markup
    before = markup[:start]
    words = plain(markup[opened.end() : end])
    if (len(words) > _MORE and words != around.headline) or not plain(before):
        return markup
    return before


def _goes_to(href: str, around: Context) -> str:
    address = links.resolve(href.replace("&amp;", "&").replace("&#038;", "&"), around.base)
    return links.key(address) if address else ""


def _without_credit(words: str, around: Context) -> str:
    """Without the same footer where its links were stripped: "… {headline} … {feed's title}." at the end."""
    if not around.headline or not around.feed_title or not words.rstrip(". ").endswith(around.feed_title):
        return words
    at = words.rfind(around.headline, 1)
    between = words[at + len(around.headline) :].rstrip(". ").removesuffix(around.feed_title)
    if at < 0 or len(between) > _FOOTER:
        return words
    start = max(
        words.rfind(mark, 0, at) + len(mark.rstrip()) for mark in (". ", "! ", "? ", "] ", "… ", "。", "। ")
    )
    return words[:start].rstrip() if start > 0 and at - start < _FOOTER else words
