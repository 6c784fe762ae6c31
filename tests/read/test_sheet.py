"""A page laid flat: what its lists say of elements and texts."""

from __future__ import annotations

import pytest

from standfirst.read.page import sheet
from standfirst.read.page.markup import parse
from standfirst.read.page.sheet import Sheet, body_of, lay_flat


def laid(html: str) -> Sheet:
    return lay_flat(body_of(parse(html)))


def test_notes_scripts_and_hidden_parts_are_passed_over_whole() -> None:
    page = laid(
        "<p>before<!-- <p>a > b</p> --> after</p><script>if (a<b) c('<p>')</script>"
        "<template><script>'</template>'</script><p>hidden</p></template><p>end"
    )
    assert page.texts == ["before", "after", "end"]
    assert page.tags == ["body", "p", "p"]


def test_a_sign_in_the_name_of_an_attribute_begins_no_tag() -> None:
    page = laid("<p id=a <b class=c>one</p><p>two</p>")
    assert page.tags == ["body", "p", "p"]
    assert page.attributes[1] == {"id": "a", "<b": "", "class": "c"}
    assert page.texts == ["one", "two"]


def test_links_headings_pictures_and_times_know_their_places() -> None:
    page = laid("<h2><a href=/x>Rain <b>falls</b></a></h2><img src=i><time>today</time>")
    assert (list(page.headings), list(page.anchors), list(page.images), list(page.times)) == ([1], [2], [4], [5])
    assert (page.links[3], page.heads[3], page.links[5], page.heads[5]) == (2, 1, -1, -1)


def test_a_page_of_very_many_tags_is_laid_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<ul><li><a href=/x>Rain &amp; wind</a><br>after noon</ul><p>words</p>" * 3
    usual = laid(html)
    monkeypatch.setattr(sheet, "_MANY", 0)
    packed = laid(html)
    for name in Sheet.__slots__:
        assert list(getattr(packed, name)) == list(getattr(usual, name)), name
    assert not isinstance(packed.parents, list)


def test_attributes_of_a_page_of_very_many_tags_are_told_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<p><a href='/a?b=1&amp;c=2' class=d>one</a></p>"
    usual = laid(html)
    monkeypatch.setattr(sheet, "_MANY", 1)
    packed = laid(html)
    assert packed.attributes == usual.attributes
    link = packed.attributes[packed.anchors[0]]
    assert dict(link) == {"href": "/a?b=1&c=2", "class": "d"}
    assert link.get("title") is None
    assert "class" in link
    assert not packed.attributes[0]
