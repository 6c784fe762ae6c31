"""What holds for a page as a whole: its title, language, base address, the page that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urljoin, urlsplit

from standfirst import languages
from standfirst.languages import tables
from standfirst.read import links
from standfirst.read.page.markup import Node, Tree, words_of
from standfirst.read.page.sheet import Sheet

_NEXT_WORDS = re.compile(
    r"(?:^|[\s_-])(?:next|older|nextpage|next-page|nextpostslink|pagination-next)(?:$|[\s_-])", re.I
)
_ARROWS = " \t\xa0«»‹›<>→←»|[]()·-–…"
_LONGEST_NEXT = 30
_PAGE_OF = re.compile(r"\bpaged?\W?(\d{1,5})\b", re.I)
_FRONT = re.compile(r"/(?:index|default|home)\.\w{3,5}$", re.I)
_LONGEST_FRONT = 20
_BETWEEN_NUMBERS = " |,·•-–—[]()"
_DIGITS = re.compile(r"\d+")
# "7", "51-100"
_NUMBERS = re.compile(r"([0-9]{1,6})(?:\s?[-–]\s?([0-9]{1,6}))?")
# "/page/3/", "?p=3", "/seite-3"
_IN_ADDRESS = re.compile(
    r"(?:(?<![^/])|[?&])(?:paged?|page_?n(?:o|um|umber)|pag(?:e|ina)|p[gn]?|seite|sida|side|stran(?:k?a)?|strona|stranica"
    r"|oldal|sayfa|halaman|trang)[=/_-]?([0-9]{1,5})(?=[/?&#.]|$)/?",
    re.IGNORECASE,
)
_OF_A_PAGE = re.compile(r"\bpage_id=")
_FURTHER = re.compile(r"\d|page|older|offset|start|after|cursor|next|more|archiv", re.IGNORECASE)
_HERE = frozenset(("active", "current", "selected"))
_FROM_HERE = re.compile(
    r"[?&][\w-]*(?:page|offset|start|after|before|cursor|skip|next|older|max|last|from|until|limit)[\w-]*=",
    re.IGNORECASE,
)


def base_of(tree: Tree, url: str) -> str:
    """What the page's links are relative to."""
    base = tree.css_first("base[href]")
    href = base.attributes.get("href") if base is not None else None
    try:
        address = urljoin(url, href.strip()) if href else url
        _ = urlsplit(address).port
    except ValueError:
        return url
    return address


def title_of(tree: Tree) -> str | None:
    head = tree.head
    title = head.css_first("title") if head is not None else None
    return words_of(title) or None if title is not None else None


def language_of(tree: Tree) -> str | None:
    """The language that the page declares: on its root, in a meta element, of its Open Graph."""
    root = tree.root
    told = [root.attributes.get("lang") or root.attributes.get("xml:lang")] if root is not None else []
    if tree.head is not None and not any(told):
        for meta in tree.head.css("meta[http-equiv], meta[property], meta[name]"):
            attributes = meta.attributes
            name = attributes.get("http-equiv") or attributes.get("property") or attributes.get("name") or ""
            if name.lower() in ("content-language", "og:locale", "language"):
                told.append(attributes.get("content"))
    for tag in told:
        neat = languages.tidy_tag((tag or "").split(",")[0].strip().replace("_", "-"))
        if neat and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", neat):
            return neat
    return None


def following(tree: Tree, base: str) -> tuple[str, ...]:
    """The page that follows in an archive, if the page names one."""
    if (link := tree.css_first('link[rel~="next"]')) is not None:
        # Programs for blogs name the next of any two pages so, be they of a list or not.
        further = _checked(link.attributes.get("href") or "", base)
        return tuple(address for address in further if _goes_on(address, base))
    for link in tree.css('a[rel~="next"], a[class*="next" i], [class*="next" i] > a, a[class*="older" i]')[:20]:
        if _is_next(link) and (found := _checked(link.attributes.get("href") or "", base)):
            return found
    return ()


def _goes_on(address: str, base: str) -> bool:
    """Whether an address is that of a further page: of the same path, or with a number or such words."""
    there, here = urlsplit(address), urlsplit(base)
    if _OF_A_PAGE.search(there.query):
        return False
    return there.path == here.path or bool(_FURTHER.search(address.removeprefix(base)))


def _is_next(link: Node) -> bool:
    if "next" in (link.attributes.get("rel") or "").split():
        return True
    parent = link.parent
    names = [
        link.attributes.get("class") or "",
        (parent.attributes.get("class") or "") if parent is not None else "",
    ]
    return any(_NEXT_WORDS.search(name) for name in names) and len(words_of(link)) < 30


def _checked(href: str, base: str) -> tuple[str, ...]:
    """The address, if it is another page than this one and none above it, where newer items stand."""
    address = links.resolve(href, base)
    # In rings of sites the next one is another's.
    if address and (
        leads_up(address, base) or (urlsplit(base).hostname and links.site(address) != links.site(base))
    ):
        return ()
    if address and (told := _PAGE_OF.search(address)) and (mine := _PAGE_OF.search(base)):
        address = address if int(told[1]) > int(mine[1]) else None
    return (address,) if address and links.key(address) != links.key(base) else ()


def following_by_words(sheet: Sheet, base: str) -> tuple[str, ...]:
    """The page that follows, by the words of a link that say so or by a number after that of this page."""
    for place, text in enumerate(sheet.texts):
        link = sheet.link_of(place)
        if link < 0:
            continue
        said = _said(text) or _said_aloud(sheet, text, link)
        leads = said == "next" or _follows(sheet, place, link, base)
        if not leads and not said:
            continue
        found = _checked(sheet.attribute(link, "href"), base)
        # "More" may be more of anything.
        if found and (leads or (_FROM_HERE.search(found[0]) and _path(found[0]) == _path(base))):
            return found
    return _one_further(sheet, base)


def _said_aloud(sheet: Sheet, text: str, link: int) -> str | None:
    """What a link of a sign alone says that it leads to in its attributes."""
    if any(map(str.isalnum, text)):
        return None
    return _said(sheet.attribute(link, "aria-label") or sheet.attribute(link, "title"))


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/")


def _one_further(sheet: Sheet, base: str) -> tuple[str, ...]:
    """The page whose address is this page's but for a number, one greater than here."""
    number, here = _numbered(base)
    for place in sheet.anchors:
        href = sheet.attribute(place, "href")
        address = links.resolve(href, base) if _IN_ADDRESS.search(href) else None
        if address and _numbered(address) == (number + 1, here):
            return (address,)
    return ()


def _numbered(address: str) -> tuple[int, str]:
    """Which page of a list an address is that of, the first where it names none, and what it is without that."""
    found = _IN_ADDRESS.search(address)
    if found is None:
        return 1, links.key(address)
    rest = address[found.end() :]
    # What stands behind the number was asked for beside it.
    return int(found[1]), links.key(address[: found.start()] + ("?" + rest[1:] if rest[:1] == "&" else rest))


def _said(text: str) -> str | None:
    """Whether the words of a link say that it leads to the "next" page, or to "more", of whatever."""
    if len(text) >= _LONGEST_NEXT:
        return None
    known, said = _words(), text.strip(_ARROWS).replace("’", "'").lower()
    if (role := known.get(said)) or " " not in said:
        return role
    words = said.split(" ")
    return next(("more" for n in range(1, len(words)) if known.get(" ".join(words[:n])) == "more"), None)


@cache
def _words() -> Mapping[str, str]:
    said = reversed([*tables.rows("further_words.tsv")])
    return {word: role for role, words in said for word in words.split("|")}


def _follows(sheet: Sheet, place: int, link: int, base: str) -> bool:
    """Whether a linked number, or range, comes after that of this page, which is no link or one to here."""
    if not (number := _NUMBERS.fullmatch(sheet.texts[place])):
        return False
    at = next((k for k in range(place - 1, max(place - 4, -1), -1) if sheet.texts[k].strip(_BETWEEN_NUMBERS)), -1)
    before = _NUMBERS.fullmatch(sheet.texts[at]) if at >= 0 else None
    if not before or int(before[2] or before[1]) + 1 != int(number[1]) or bool(before[2]) != bool(number[2]):
        return False
    if sheet.ends[sheet.parents[sheet.parents[link]]] <= sheet.owners[at]:
        return False
    linked = sheet.link_of(at)
    if linked < 0 or sheet.attribute(linked, "aria-current"):
        return True
    if _HERE & (sheet.names(linked) | sheet.names(sheet.parents[linked])):
        return True
    mine, after = (links.resolve(sheet.attribute(k, "href"), base) for k in (linked, link))
    if not mine or not after:
        return False
    return links.key(mine) == links.key(base) or (before[1] == "1" and _is_first(mine, after, base))


def _is_first(one: str, two: str, base: str) -> bool:
    """Whether of two linked numbers the first leads here, though by another name: no other is told here."""
    likes = _DIGITS.sub("", one) == _DIGITS.sub("", two)
    return likes and urlsplit(one).path == urlsplit(base).path and not urlsplit(base).query


def leads_up(link: str, base: str) -> bool:
    """Whether a link leads to a place above the page on its own site, as its nameplate and crumbs do."""
    # What is above is shorter, but for the name of a front page; most links are told by that alone.
    if len(link) > len(base) + _LONGEST_FRONT or "?" in link or "#" in link:
        return False
    above, here = urlsplit(_FRONT.sub("/", link)), urlsplit(base)
    return (above.hostname, above.port) == (here.hostname, here.port) and here.path.startswith(
        above.path.rstrip("/") + "/"
    )
