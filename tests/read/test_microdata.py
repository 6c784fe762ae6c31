"""Pages that standfirst printed are read back from what they declare."""

from pathlib import Path

from standfirst.model import Item
from standfirst.read.page.markup import parse
from standfirst.read.page.microdata import declared_items, is_ours

PAGE = (Path(__file__).parent.parent / "cases" / "listing" / "ours.html").read_text("utf-8")


def items(page: str) -> list[Item]:
    return list(declared_items(parse(page), "https://we.example/"))


def test_our_mark_is_known() -> None:
    assert is_ours(parse(PAGE))
    assert not is_ours(parse(PAGE.replace('content="standfirst"', 'content="other"')))


def test_every_declared_field_comes_back() -> None:
    first = items(PAGE)[0]
    assert first.headline == "El faro <viejo> vuelve a lucir"
    assert first.link == "https://a.example/faro?a=1&b=2"
    assert first.standfirst == "Tras nueve años a oscuras."
    assert (first.kicker, first.byline, first.kind) == ("Puerto Largo", "Marta Luz", "audio")
    assert (first.published, first.language) == ("2031-05-02", "es")


def test_an_item_without_headline_or_meta_takes_its_language_from_the_element() -> None:
    last = items(PAGE)[-1]
    assert (last.headline, last.standfirst, last.language, last.link) == (None, "سطر واحد", "ar", None)


def test_other_tellings_are_not_items() -> None:
    assert len(items(PAGE)) == 2


def test_a_picture_may_be_declared_by_a_link_element() -> None:
    page = (
        '<article itemscope itemtype="https://schema.org/NewsArticle">'
        '<h3 itemprop="headline">A lamp is lit</h3><link itemprop="image" href="/i/lamp.jpg"></article>'
    )
    (item,) = items(page)
    assert item.image == "https://we.example/i/lamp.jpg"
