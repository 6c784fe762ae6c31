"""Each item has the picture that a reader sees beside it, and none where that is the site's or nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.read.page.listing import read_listing
from standfirst.read.pictures import behind, shown_by

PAPER = "https://paper.example/news/"


def pictures(*records: str, within: str = "article") -> list[str | None]:
    """The pictures of the items of a page with these records."""
    body = "\n".join(f"<{within}>{record}</{within}>" for record in records)
    reading = read_listing(f"<main>{body}</main>", PAPER, source=None, now=None)
    assert len(reading.items) == len(records)
    return [item.image for item in reading.items]


def record(number: int, before: str = "", after: str = "") -> str:
    town = ("Harbour", "Valley", "Island", "Hillside")[number]
    return (
        f'{before}<h2><a href="/{number}">{town} school opens its new library to all</a></h2>'
        f"<p>The {town.lower()} children carried the books over by hand, street after street.</p>{after}"
    )


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ({"src": "/a.jpg"}, "/a.jpg"),
        ({"src": "/load.gif", "data-src": "/a.jpg"}, "/a.jpg"),
        ({"src": "data:image/gif;base64,R0", "data-lazy-src": "/a.jpg"}, "/a.jpg"),
        ({"src": "/s.gif", "data-srcset": "/s.jpg 300w, /m.jpg 700w, /l.jpg 2000w"}, "/m.jpg"),
        ({"srcset": "/s.jpg 300w, /m.jpg 700w, /l.jpg 2000w"}, "/m.jpg"),
        ({"srcset": "/s.jpg 200w, /m.jpg 400w"}, "/m.jpg"),
        ({"srcset": "/f,w_2/one.jpg 1x, /two.jpg 2x"}, "/f,w_2/one.jpg"),
        ({"src": "/a.jpg", "data-image-id": "7", "data-full-url": "not an address"}, "/a.jpg"),
        ({"src": "/a.jpg", "width": "48", "height": "48"}, "/a.jpg"),
        ({"src": "/trans-alp-railway.jpg"}, "/trans-alp-railway.jpg"),
        ({"src": "/2031-05-02.jpg"}, "/2031-05-02.jpg"),
        ({"src": "/image_0431.jpg"}, "/image_0431.jpg"),
        ({"src": "/trans_1x1.gif"}, ""),
        ({"src": "/img/lazy_placeholder.gif"}, ""),
        ({"src": "/spacer.gif"}, ""),
        ({"src": "/no_thumb.jpg"}, ""),
        ({"src": "/a.jpg", "width": "1", "height": "1"}, ""),
        ({"src": "/wave.png", "class": "emoji"}, ""),
        ({"src": "/ana.jpg", "class": "card__avatar"}, ""),
        ({"src": "/resize:fill:20:20/ana.jpg"}, ""),
        ({"src": "//0.gravatar.com/avatar/6f?s=96"}, ""),
        ({"src": "data:image/png;base64,iVBOR"}, ""),
        ({"src": ""}, ""),
        ({}, ""),
    ],
)
def test_an_element_shows_the_picture_that_is_there_once_all_is_loaded(
    attributes: dict[str, str | None], address: str
) -> None:
    assert shown_by(attributes) == address


def test_a_background_is_a_picture() -> None:
    assert behind({"style": "color: red; background-image: url('/a.jpg')"}) == "/a.jpg"
    assert behind({"style": "background:#fff url(/spacer.gif)"}) == ""
    assert behind({"data-bg": "/a.jpg"}) == "/a.jpg"
    assert behind({"style": "mask: url(/a.svg)", "class": "box"}) == ""


@given(st.dictionaries(st.sampled_from(["src", "srcset", "data-src", "style", "width"]), st.text(max_size=60)))
def test_no_attributes_are_too_odd(attributes: dict[str, str]) -> None:
    shown_by(attributes)
    behind(attributes)


def test_the_first_picture_of_a_record_that_leads_to_its_page_is_its() -> None:
    assert pictures(
        record(0, '<a href="https://www.paper.example/0?from=top"><img src="/0.jpg"></a>'),
        record(1, '<a href="/by/ana"><img src="/ana.jpg"></a><img src="/1.jpg">'),
        record(2, '<a href="/files/2-large.JPG"><img src="/2.jpg"></a>'),
        record(3),
    ) == ["https://paper.example/0.jpg", "https://paper.example/1.jpg", "https://paper.example/2.jpg", None]


def test_a_picture_that_pages_without_scripts_show_is_taken() -> None:
    late = '<a href="/{0}"><img src="data:image/gif;base64,R0"><noscript><img src="/{0}.jpg"></noscript></a>'
    late_too = '<picture><source srcset="/{0}.webp 800w"><img src="data:image/gif;base64,R0"></picture>'
    own = '<amp-img src="/{0}.jpg" width="600" height="400"></amp-img>'
    assert pictures(*(record(n, each.format(n)) for n, each in enumerate((late, late_too, own)))) == [
        "https://paper.example/0.jpg",
        "https://paper.example/1.webp",
        "https://paper.example/2.jpg",
    ]


def test_a_picture_of_three_pages_is_of_none() -> None:
    same = '<img src="/house.png">'
    assert pictures(record(0, same), record(1, same), record(2, same), record(3, '<img src="/3.jpg">')) == [
        None,
        None,
        None,
        "https://paper.example/3.jpg",
    ]
