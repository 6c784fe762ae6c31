"""How reading stands damage: the pages of the corpus, changed as another site would have built them.

    python bench/damage.py [NAME ...]           a line for each damage: figures, and what they lose
    python bench/damage.py NAME --per-document  which pages lose most

A page is read again with its class names made meaningless, its headings made plain elements, its words put into
another script, and so on; its labels stay, or are changed as its words are. What falls by much shows what reading
leans on. Nothing is pinned: the figures are for looking at.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))
import read as reading

from standfirst.model import Document
from standfirst.read import read
from standfirst.read.decode import decode

FIELDS = (
    "F1",
    "precision",
    "recall",
    "headline",
    "standfirst",
    "standfirst_given",
    "published",
    "byline",
    "kicker",
)
TEXTS = ("headline", "standfirst", "byline", "kicker")
SILENT = re.compile(r"(<(script|style|textarea)\b.*?</\2>|<!--.*?-->|<[^<>]*>|&[#\w]+;)", re.DOTALL)
WORD = re.compile(r"(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[^\W\d_])+")
TAG = re.compile(r"(</?)([a-zA-Z][a-zA-Z0-9]*)\b")
NAMED = re.compile(r"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")
DECLARED = re.compile(
    r"""\s(?:itemprop|itemtype|itemscope|datetime|property|typeof|vocab|rel|role)(?:\s*=\s*(?:"[^"]*"|'[^']*'))?"""
)
SMALL_PRINT = re.compile(
    r"(?:by|von|par|por|di|av|af|автор|posted|published)\b|(?:read|more|comments?)\b.{0,20}\Z", re.IGNORECASE
)
SPOKEN = re.compile(r"(\s(?:title|alt|aria-label))=\"([^\"]+)\"")
BLOCKS = frozenset("article section header main aside nav footer figure figcaption time hgroup".split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def written(html: str) -> str:
    """The page as its parser writes it: sound, attributes quoted."""
    return LexborHTMLParser(html).html or html


def renamed(html: str) -> str:
    """Classes and ids are other names, each everywhere the same one, as builders of pages make them."""

    def rename(found: re.Match[str]) -> str:
        name, _, names = found[0].partition("=")
        made = " ".join(f"c{hashlib.md5(n.encode()).hexdigest()[:6]}" for n in names.strip("\"' ").split())
        return f'{name}="{made}"'

    return _in_tags(html, lambda tag: NAMED.sub(rename, tag))


def unnamed(html: str) -> str:
    return _in_tags(html, lambda tag: NAMED.sub("", tag))


def undeclared(html: str) -> str:
    """Without microdata, machine's dates and JSON-LD."""
    html = re.sub(r"<script[^>]*ld\+json.*?</script>", "", html, flags=re.DOTALL)
    return _in_tags(html, lambda tag: DECLARED.sub("", tag))


def divided(html: str) -> str:
    """What HTML 5 brought is a div again, a time a span."""

    def plain(found: re.Match[str]) -> str:
        tag = found[2].lower()
        return found[1] + ("span" if tag == "time" else "div" if tag in BLOCKS else found[2])

    return _in_tags(html, lambda tag: TAG.sub(plain, tag))


def unheaded(html: str) -> str:
    """Headings are plain elements."""
    return _in_tags(html, lambda t: TAG.sub(lambda m: m[1] + ("div" if m[2].lower() in HEADINGS else m[2]), t))


def bare(html: str) -> str:
    """All three: no names, no headings, nothing of HTML 5."""
    return divided(unheaded(undeclared(unnamed(html))))


def squeezed(html: str) -> str:
    """No white space between tags, as programs that make pages small leave it."""
    return re.sub(r">\s+<", "><", re.sub(r"[ \t\r\n]+", " ", html))


def airy(html: str) -> str:
    """A line for each tag, as programs that make pages pretty leave it; not within words."""
    return re.sub(r"(<(?:/?(?:div|li|ul|td|tr|table|article|section|h\d|p)\b)[^>]*>)", r"\n    \1\n", html)


def small(text: str) -> str:
    """No capitals."""
    return text.lower()


def arabic(text: str) -> str:
    """Letters and signs of Arabic: no capitals, full words."""
    return _lettered(text, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", {",": "،", "?": "؟", ";": "؛"})


def hindi(text: str) -> str:
    """Letters of Devanagari, sentences that end in a danda."""
    text = re.sub(r"(?<=[^\W\d])\.(?=\s|$)", "।", text)
    return _lettered(text, "अआइईउऊएऐकखगघचछजझटठडढतथदधनपफब", {})


def chinese(text: str) -> str:
    """A sign or two for each word, no spaces, full-width stops."""
    signs = "的一是在不了有和人这中大为上个国我以要他时来用们"

    def sign(found: re.Match[str]) -> str:
        told = hashlib.md5(found[0].lower().encode()).digest()
        return "".join(signs[b % len(signs)] for b in told[: 1 + (len(found[0]) > 3) + (len(found[0]) > 8)])

    text = WORD.sub(sign, text)
    text = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", text)
    return re.sub(
        r"(?<=[\u4e00-\u9fff])([.,!?])\s*", lambda m: {".": "。", ",": "，", "!": "！", "?": "？"}[m[1]], text
    )


def _lettered(text: str, letters: str, signs: dict[str, str]) -> str:
    def letter(found: re.Match[str]) -> str:
        return "".join(letters[ord(c) % len(letters)] for c in found[0].lower())

    return WORD.sub(letter, text.translate(str.maketrans(signs)))


def _in_tags(html: str, change: Callable[[str], str]) -> str:
    return re.sub(r"<[a-zA-Z/][^<>]*>", lambda found: change(found[0]), html)


def _in_words(html: str, change: Callable[[str], str]) -> str:
    """The page with the words that it shows changed; its attributes stay."""
    parts = SILENT.split(html)

    def spoken(tag: str) -> str:
        return SPOKEN.sub(lambda found: f'{found[1]}="{_reworded(found[2], change)}"', tag)

    return "".join(
        spoken(p) if k % 3 == 1 else "" if k % 3 == 2 else _reworded(p, change) for k, p in enumerate(parts)
    )


def _reworded(text: str, change: Callable[[str], str]) -> str:
    """Dates, counts and the words before names stay what they are: else they would be of no language."""
    bare = text.strip()
    return text if SMALL_PRINT.match(bare) or (len(bare) < 40 and re.search(r"\d", bare)) else change(text)


MARKUP: dict[str, Callable[[str], str]] = {
    f.__name__: f for f in (written, renamed, unnamed, undeclared, divided, unheaded, bare, squeezed, airy)
}
LANGUAGES = {"arabic": "ar", "hindi": "hi", "chinese": "zh"}
WORDS: dict[str, Callable[[str], str]] = {f.__name__: f for f in (small, arabic, hindi, chinese)}


def damaged(name: str, document: Document, label: dict[str, Any]) -> tuple[Document, dict[str, Any]]:
    """A document of the corpus after one damage, and what is to be recovered of it."""
    html = written(decode(document.body, None)[0])
    if name in MARKUP:
        html = MARKUP[name](html)
    else:
        change = WORDS[name]
        html = _in_words(html, change)
        if name in LANGUAGES:
            html = re.sub(r'(<html[^>]*?\slang=)"[^"]*"', rf'\1"{LANGUAGES[name]}"', html)
        label = {part: [_relabelled(item, change) for item in label.get(part, [])] for part in ("items", "side")}
    return Document(document.url, html.encode(), "text/html; charset=utf-8"), label


def _relabelled(item: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The words changed as the page's are; what depends on the language is not asked for."""
    kept = {k: v for k, v in item.items() if k not in ("published", "language", "kind")}
    return kept | {k: _reworded(kept[k], change) for k in TEXTS if kept.get(k)}


def _spaceless(told: dict[str, Any]) -> dict[str, Any]:
    """Without spaces, which mean little where words are not parted and a link may stand between two."""
    parts = {part: [dict(item) for item in told.get(part, [])] for part in ("items", "side")}
    for item in (*parts["items"], *parts["side"]):
        item.update({k: "".join(item[k].split()) for k in TEXTS if item.get(k)})
    return parts


def figures(name: str) -> dict[str, dict[str, float]]:
    """The scorer's figures of each page after one damage."""
    score, found = reading.scorer().score, {}
    for page, document in reading.documents(reading.CORPUS / "pages"):
        label = json.loads((reading.CORPUS / "pages" / f"{page}.json").read_text("utf-8"))
        document, label = damaged(name, document, label)
        items = reading.answer(read(document))["items"]
        found[page] = (
            score(_spaceless(label), _spaceless({"items": items})["items"])
            if name == "chinese"
            else score(label, items)
        )
    return found


def means(found: dict[str, dict[str, float]]) -> dict[str, float]:
    told = {f: [v[f] for v in found.values() if f in v] for f in FIELDS}
    return {f: sum(values) / len(values) for f, values in told.items() if values}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--per-document", action="store_true")
    args = parser.parse_args()
    if unknown := set(args.names) - {*MARKUP, *WORDS}:
        parser.error(f"no damage is called {', '.join(sorted(unknown))}; there are {', '.join([*MARKUP, *WORDS])}")
    if not reading.CORPUS.is_dir():
        print("The corpus is not beside the project: skipped.")
        return 0
    print(f"{'':12}" + "".join(f"{f[:10]:>11}" for f in FIELDS))
    whole = figures("written")
    for name in args.names or [*MARKUP, *WORDS]:
        found = whole if name == "written" else figures(name)
        told = means(found)
        print(f"{name:12}" + "".join(f"{told[f]:11.4f}" if f in told else f"{'':11}" for f in FIELDS), flush=True)
        if args.per_document:
            lost = {p: [whole[p].get(f, 1.0) - v.get(f, 1.0) for f in FIELDS] for p, v in found.items()}
            for page, losses in sorted(lost.items(), key=lambda told: -told[1][0] - told[1][5])[:25]:
                print(
                    f"  {page:40.40} "
                    + " ".join(f"{f[:10]}={-x:+.2f}" for f, x in zip(FIELDS, losses, strict=True) if abs(x) > 0.01)
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
