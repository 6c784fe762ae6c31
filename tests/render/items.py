"""Items of any kind in any script, hostile ones too, as readers make them: for property tests of what we print."""

from __future__ import annotations

from hypothesis import strategies as st

from standfirst.model import KINDS, Brief, Credit, Item, Listing, Section, Shape, tidy
from standfirst.read.finish import finish
from tests.data import appeals, events, several_enclosures

HOSTILE = [
    "<b>", "</b>", "&amp;", "&", "<", "]]>", "<![CDATA[", '"', "'", "&lt;", "&#8217;", "<br>", "<script>alert(1)",
    "</script>", "</title>", "\u2067", "\u202e", "<!--", "-->", "&nbsp;", "</article>", "{{ 7*7 }}", "{% raw %}",
    "{n}", "%s", "\\u0041", "&#0;", "…", "é", "ש", "文", "ि", "ـ", "🜁", "<table>", "<plaintext>", "=\r\n", "=3D",
    "\n.\n", "From ", "--", "itemprop=headline", "</style>", "\u0301",
]  # fmt: skip
DATES = (
    None,
    "2024",
    "2024-03",
    "2024-03-05",
    "2024-03-05T07:30",
    "2024-03-05T07:30:00+01:00",
    "2024-03-05T07:30Z",
)
LANGUAGES = ("en", "pt-BR", "ar", "zh-Hant", "ru", "fa", "hi", "el")
LINKS = (
    None,
    "https://outlet.example/",
    "https://outlet.example/a?b=1&amp;c=2&d='%22%3Cx%3E#e",
    "http://outlet.example/%D8%A7/new;v=1?copy=©&lt=3",
    "https://outlet.example/новости/文",
)

texts = st.lists(st.text(max_size=12) | st.sampled_from(HOSTILE), min_size=1, max_size=8).map("".join).map(tidy)
words = texts.filter(bool)


@st.composite
def items(draw: st.DrawFn) -> Item:
    headline = draw(st.none() | words)
    item = Item(
        link=draw(st.sampled_from(LINKS)),
        headline=headline,
        standfirst=draw(words) if headline is None else draw(st.none() | words),
        kicker=draw(st.none() | words),
        byline=draw(st.none() | words),
        published=draw(st.sampled_from(DATES)),
        language=draw(st.sampled_from(LANGUAGES)),
        kind=draw(st.sampled_from(KINDS)),
        image=draw(st.sampled_from((None, "https://outlet.example/i.jpg?a=1&b=2"))),
        appeal=draw(st.none() | appeals),
        event=draw(st.none() | events),
        enclosures=draw(several_enclosures),
    )
    # A mark such as "[Audio]" has left the headline of every item that a reader made.
    return finish([item], source=None, language=None, now=None)[0]


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    others = st.builds(
        Credit,
        words,
        st.none() | words,
        st.sampled_from((*LINKS, "javascript:alert(1)")),
        st.sampled_from((None, *LANGUAGES)),
        st.sampled_from(DATES),
    )
    item = draw(items())
    return Brief(draw(words), item, draw(words), tuple(draw(st.lists(others, max_size=3))), draw(st.booleans()))


def listings(shape: Shape) -> st.SearchStrategy[Listing]:
    sections = st.lists(
        st.builds(Section, st.none() | words, st.lists(briefs(), max_size=3).map(tuple)), max_size=3
    )
    return st.builds(
        lambda title, language, those: Listing(
            f"{language}/x/page", shape, title, language, tuple(those), edition_id=language
        ),
        words,
        st.sampled_from((*LANGUAGES, "hu")),
        sections,
    )


def told(item: Item) -> tuple[object, ...]:
    """What reading what we printed must give back."""
    words = (item.headline, item.standfirst, item.link, item.language, item.kind, item.published)
    return (*words, item.appeal, item.event, item.enclosures)


def items_of(page: Listing) -> list[Item]:
    return [brief.item for section in page.sections for brief in section.briefs]
