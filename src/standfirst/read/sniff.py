"""Sniff: what a document is, from its bytes and what its server said, which is often wrong."""

from __future__ import annotations

import re

from standfirst.model import Document, DocumentKind
from standfirst.read.decode import decode, two_bytes_each

_HEAD = 8192

_FEED = re.compile(
    r"<(?:\w{1,20}:)?(?:rss\s[^<>]{0,300}version|rss\s*>|rss\s+xmlns|rdf\s[^<>]{0,2000}rss|feed[\s>])",
    re.IGNORECASE,
)
_WRAPPED = re.compile(
    r"<body\b[^<>]{0,300}>\s{0,99}(?:<[\w?][^<>]{0,200}>\s{0,99}){0,3}<(?:rss\s[^<>]{0,300}version|feed\s[^<>]{0,300}xmlns)=",
    re.IGNORECASE,
)
_SITEMAP = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_CHANNEL = re.compile(r"<channel[\s>].{0,4000}<(?:item|title)[\s>]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<!?(?:doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|body|br|center|div|em|font|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|li|"
    r"link|main|meta|nav|noscript|ol|p|script|section|span|strong|style|table|tbody|td|title|tr|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(?:---\n[^<]{1,400}\n---\n|#{1,3} [^\n<]{1,200}\n\s*[^\s<])")
_PART = re.compile(r"<(?:h[1-6]|p|div|img|center|br|hr)\b", re.IGNORECASE)
_MARKED = re.compile(r"^#{1,6} \S|\]\((?:https?:|/)", re.MULTILINE)
_FEWEST_MARKED = 5
_ANCHOR = re.compile(r"<a\s", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\n]*\n(?:[ \t]+[^\n]*\n)*")
_OF_LETTERS = frozenset(
    "from to subject date message-id mime-version received return-path delivered-to content-type reply-to sender "
    "list-unsubscribe list-id x-mailer dkim-signature content-transfer-encoding".split()
)
# A list or an object of JSON, by itself or held by a script or by what keeps scripts from running it: "show([…])".
_JSON = re.compile(
    r"[\ufeff\s]*(?:(?:/\*[^*]{0,80}\*/\s*)?(?:\)\]\}'?,?|(?:while\s?\(1\)|for\s?\(;;\));|(?:(?:var|let|const)\s+)?"
    r"[\w$.]{1,100}\s{0,9}[=(])\s*(?=[{\[]\s*[\"{\[])|(?=[{\[]))"
)
_JSON_FEED = re.compile(r"\"version\"\s{0,9}:\s{0,9}\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org", re.IGNORECASE)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"SQLite format 3": "a database",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x00\x00\x01\x00"), "an image"),
    **dict.fromkeys((b"RIFF", b"OggS", b"ID3", b"fLaC", b"\x1aE\xdf\xa3"), "sound or film"),
    **dict.fromkeys((b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd"), "compressed data"),
    **dict.fromkeys((b"PK\x03\x04", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"), "an archive"),
    **dict.fromkeys((b"\x7fELF", b"MZ\x90"), "a program"),
    **dict.fromkeys((b"wOFF", b"wOF2"), "a font"),
    **dict.fromkeys((b"\xd0\xcf\x11\xe0", b"{\\rtf"), "an office document"),
}
# What servers say of what holds nothing to read, where its bytes say nothing else.
_NO_WORDS = (
    "image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "text/css", "text/csv",
    "text/javascript", "application/javascript", "application/x-javascript",
)  # fmt: skip
# Text that is made for programs: its lines are no words to read.
_DATA = {
    "a calendar": re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE),
    "addresses": re.compile(r"BEGIN:VCARD", re.IGNORECASE),
    "a playlist": re.compile(r"#EXTM3U"),
    "a stylesheet": re.compile(
        r"(?:/\*(?:[^*]|\*(?!/))*+\*/|\s)*+(?:@(?:charset|import|media|font-face)\b|[.#:*\w][^{}<>\n;]{0,80}\{\s*[\w-]{2,40}\s*:[^{}<>]{1,200}[;}])"
    ),
    "a script": re.compile(
        r"(?:/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*\n|\s)*+(?:[!;(]{0,2}function\b[^\n{]{0,80}\{|[\"']use strict[\"'];|"
        r"(?:var|let|const)\s+[\w$]{1,60}\s*=|import\s[^\n]{1,200}\sfrom\s*[\"'])"
    ),
    "what a page hands to its scripts": re.compile(r"\d:(?:\"\$S[a-z]|I\[\d|HL\[)"),
    "subtitles": re.compile(r"WEBVTT\b"),
    "rules for robots": re.compile(r"(?:#[^\n]*\n|\s)*+user-agent:", re.IGNORECASE),
    "a list of feeds (standfirst import takes it)": re.compile(
        r"(?:<\?xml[^>]*>|<!--[^>]*>|\s)*+<opml\b", re.IGNORECASE
    ),
}


def sniff_bytes(document: Document) -> DocumentKind:
    """What kind of document its first bytes make it: any page is a "listing". The media type is asked only where
    they leave it open."""
    head = document.body[:_HEAD]
    if not head.strip() or head.startswith(tuple(_MAGIC)) or head[4:8] == b"ftyp" or _is_binary(head):
        return "none"
    return _kind_of_text(decode(head, charset(document.media_type))[0].lstrip("\ufeff"), document)


def why_none(document: Document) -> str:
    """A sentence that says why a document of the kind "none" cannot be read."""
    body = document.body
    if not body.strip():
        return "an empty document"
    for magic, what in _MAGIC.items():
        if body.startswith(magic):
            return f"{what}, not a page, feed, letter or text"
    start = decode(body[:_HEAD], charset(document.media_type))[0].lstrip("\ufeff \t\r\n")
    if data := _data(start):
        return f"{data}, not a page, feed, letter or text"
    if body.lstrip()[:1] in (b"{", b"["):
        return "JSON, but no feed"
    if body.lstrip().startswith((b"<?xml", b"<svg")):
        return "XML, but neither feed, sitemap nor page"
    said = f" ({document.media_type})" if document.media_type else ""
    return f"nothing to read: no page, feed, letter or text{said}"


def is_json(text: str) -> bool:
    """Whether a text begins as a list or an object of JSON does, or as a script that holds one."""
    return bool(_JSON.match(text))


def charset(media_type: str | None) -> str | None:
    """The charset that a media type names."""
    _, found, rest = (media_type or "").lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if two_bytes_each(head):
        return False
    controls = sum(
        map(head.count, (b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06", b"\x0e", b"\x0f", b"\x10"))
    )
    return head.count(0) > 8 or controls * 50 > len(head)


def _kind_of_text(head: str, document: Document) -> DocumentKind:
    start = head.lstrip()
    if (held := _JSON.match(start)) and (not held[0] or _lists_pieces(document)):
        return _kind_of_json(start[held.end() :], document)
    if _is_letter(start):
        return "letter"
    if _data(start):
        return "none"
    media_type = (document.media_type or "").lower()
    if _is_markdown(start) and "html" not in media_type:
        return "text"  # which may hold any tags
    told = _kind_of_markup(start, head)
    if (
        told == "listing"
        and media_type.startswith("text/plain")
        and not (start.startswith("<") or _ANCHOR.search(head))
    ):
        return "text"  # with points and paragraphs in tags
    if told:
        return told
    if media_type.startswith(_NO_WORDS):
        return "text" if media_type.startswith("text/csv") and _names_columns(start) else "none"
    if "html" in media_type and "<" in head:
        return "listing"
    return "letter" if media_type.startswith("message/rfc822") else "text"


def _names_columns(start: str) -> bool:
    from standfirst.read.text.fields import names_columns

    return bool(names_columns(start))


def _is_markdown(start: str) -> bool:
    """Whether a text begins as Markdown does, or does in Markdown what pages do in tags: head and link."""
    may_be = not start.startswith("<") or bool(_PART.match(start))
    marked = may_be and len(_MARKED.findall(start)) >= _FEWEST_MARKED
    return bool(_MARKDOWN.match(start)) or (marked and not _ANCHOR.search(start))


def _kind_of_markup(start: str, head: str) -> DocumentKind | None:
    # a page that shows a feed's source, or links one, is still a page; one that is wrapped around a feed is none
    is_page = bool(_PAGE.match(start)) and not start.startswith("<?xml") and not _WRAPPED.search(head)
    if not is_page and (_FEED.search(head) or (start.startswith("<") and _CHANNEL.search(head))):
        return "feed"
    if not is_page and _SITEMAP.search(head):
        return "sitemap"
    if is_page or _is_html(start, head):
        return "listing"
    return "none" if start.startswith(("<?xml", "<svg")) else None


def _data(start: str) -> str | None:
    return next((what for what, begins in _DATA.items() if begins.match(start)), None)


def _is_html(start: str, head: str) -> bool:
    tags = len(_TAG.findall(head))
    # a plain text may hold a tag or two, a page begins with one
    return (start.startswith("<") and tags >= 1) or tags >= 8


def _is_letter(start: str) -> bool:
    start = start.replace("\r\n", "\n")
    if start.startswith("From "):  # a mailbox's separator
        start = start.partition("\n")[2]
    names: set[str] = set()
    position = 0
    while (header := _HEADER.match(start, position)) is not None:
        names.add(header[0].partition(":")[0].lower())
        position = header.end()
    return len(names & _OF_LETTERS) >= 2 and bool(names & {"from", "mime-version", "received", "subject"})


def _kind_of_json(start: str, document: Document) -> DocumentKind:
    # The order of names in an object is free.
    ends = start + document.body[-2000:].decode("utf-8", "replace")
    said = _JSON_FEED.search(ends) or "feed+json" in (document.media_type or "").lower()
    if start.startswith("{") and (said or ('"items"' in start and '"home_page_url"' in start)):
        return "feed"
    # "[Audio] …", "[](…" and "{…" begin texts as well: JSON goes on with a quote, a bracket or a number
    if not re.match(r"[{\[]\s*(?:[\"{\[}]|\](?!\()|-?\d+\s*,)", start):
        return "text"
    return "feed" if _lists_pieces(document) else "none"


def _lists_pieces(document: Document) -> bool:
    """Whether JSON of no known form lists pieces, as what programs ask for does."""
    from standfirst.read.feed.json import read_json_feed

    return bool(read_json_feed(decode(document.body, charset(document.media_type))[0], document.url).items)
