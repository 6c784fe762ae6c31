"""What holds for a page as a whole: its title, language, base address, the page that follows."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from standfirst import languages
from standfirst.read import links
from standfirst.read.markup import LONGEST, Node, Tree, words_of

_NEXT_WORDS = re.compile(
    r"(?:^|[\s_-])(?:next|older|nextpage|next-page|nextpostslink|pagination-next)(?:$|[\s_-])", re.I
)
_NUMBER = re.compile(r"\d{1,4}$")


def base_of(tree: Tree, url: str) -> str:
    """What the page's links are relative to."""
    base = tree.css_first("base[href]")
    href = base.attributes.get("href") if base is not None else None
    try:
        return urljoin(url, href.strip()) if href else url
    except ValueError:
        return url


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
    if tree.head is not None and (link := tree.head.css_first('link[rel~="next"]')) is not None:
        return _address(link, base)
    for link in tree.css('a[rel~="next"], a[class*="next" i], [class*="next" i] > a, a[class*="older" i]')[:20]:
        if _is_next(link) and (found := _address(link, base)):
            return found
    return _next_number(tree, base)


def _is_next(link: Node) -> bool:
    if "next" in (link.attributes.get("rel") or "").split():
        return True
    parent = link.parent
    names = [
        link.attributes.get("class") or "",
        (parent.attributes.get("class") or "") if parent is not None else "",
    ]
    return any(_NEXT_WORDS.search(name) for name in names) and len(words_of(link)) < 30


def _next_number(tree: Tree, base: str) -> tuple[str, ...]:
    """In a row of page numbers, the number after the one that is marked as this page."""
    mark = tree.css_first('[class~="current"], [aria-current="page"], li.active')
    if mark is None or not _NUMBER.fullmatch(text := words_of(mark)):
        return ()
    after = mark.next
    for _ in range(4):
        if after is None:
            return ()
        link = after if after.tag == "a" else after.css_first("a") if after.is_element_node else None
        if link is not None and words_of(link) == str(int(text) + 1):
            return _address(link, base)
        after = after.next
    return ()


def _address(link: Node, base: str) -> tuple[str, ...]:
    address = links.resolve(link.attributes.get("href") or "", base)
    return (address,) if address and links.key(address) != links.key(base) else ()


def complaints(html: str) -> tuple[str, ...]:
    """What is wrong with the page as a whole."""
    if len(html) > LONGEST:
        return (f"only the first {LONGEST} of its {len(html)} characters were read",)
    return ()
