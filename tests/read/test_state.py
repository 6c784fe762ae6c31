"""Items that pages hand to their scripts, in the forms in which frameworks do so."""

from __future__ import annotations

import base64
import contextlib
import json
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Document, Item
from standfirst.read import read
from standfirst.read.page.literals import NotALiteral, literal
from standfirst.read.page.state import stated_items

HOME = "https://gazette.example/"
NEWS = (
    ("Ferry to Ombira sails again", "The boats are back after eleven weeks of fog.", "/ferry", "2031-03-10"),
    ("Velim opens its old town gate", "Nobody had walked through it since the flood.", "/gate", "2031-03-11"),
    ("Tarrant counts its storks", "There are forty, which is two more than last year.", "/storks", "2031-03-12"),
    ("Choir of bakers wins a prize", "They sing while the dough rises, at four o'clock.", "/choir", "2031-03-13"),
)
NEWS_TOLD = tuple((title, words, link, day) for title, words, link, day in NEWS)
PIECES: list[dict[str, Any]] = [
    {"title": headline, "excerpt": words, "url": link, "date": day} for headline, words, link, day in NEWS
]
MENU = [{"title": name, "url": "/" + name} for name in ("news", "sports page", "write to us", "terms", "about")]


def page(script: str, body: str = "<div id='app'></div>") -> str:
    return f"<!DOCTYPE html><html><head><title>The Gazette</title></head><body>{body}{script}</body></html>"


def script(text: str, attributes: str = "") -> str:
    return page(f"<script {attributes}>{text}</script>")


def told(html: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    reading = read(Document(HOME, html.encode(), "text/html"))
    assert reading.read_as == "listing"
    return [(i.headline, i.standfirst, (i.link or "").removeprefix(HOME[:-1]), i.published) for i in reading.items]


def unquoted(value: Any) -> str:
    """A value as scripts write it: names without quotes, signs of paths escaped."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}:{unquoted(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(unquoted, value)) + "]"
    return json.dumps(value).replace("/", "\\u002F")


def streamed(text: str) -> str:
    """A stream that is cut in the middle of what it tells."""
    half = len(text) // 2
    return "".join(
        f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in (text[:half], text[half:])
    )


def rows_with_texts() -> str:
    rows = [f"{n:x}:T{len(words.encode()):x},{words}" for n, (_, words, _, _) in enumerate(NEWS, 26)]
    told = [{**piece, "excerpt": f"${n:x}", "date": f"$D{piece['date']}"} for n, piece in enumerate(PIECES, 26)]
    return "".join(rows) + '4:["$","main",null,' + json.dumps({"posts": told}) + "]\n"


def by_places() -> str:
    """The state as devalue writes it: a list whose members name one another by their places."""
    flat: list[Any] = [["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], {"posts": 4}, []]
    for piece in PIECES:
        flat[4].append(len(flat))
        flat.append({name: len(flat) + n for n, name in enumerate(piece, 1)})
        flat += piece.values()
    return json.dumps(flat)


def by_named_places() -> str:
    """The same as turbo-stream writes it: names have places, too."""
    flat: list[Any] = [{"_1": 2}, "posts", []]
    for piece in PIECES:
        flat[2].append(len(flat))
        place = len(flat)
        flat.append({f"_{place + 1 + 2 * n}": place + 2 + 2 * n for n in range(len(piece))})
        flat += [one for pair in piece.items() for one in pair]
    return json.dumps(flat)


def by_numerals() -> str:
    """The state as Qwik writes it: whatever an object holds is named by its place, in base 36."""
    flat: list[Any] = ["nothing"] * 30
    posts = []
    for piece in PIECES:
        flat += piece.values()
        flat.append({name: numeral(len(flat) - len(piece) + n) for n, name in enumerate(piece)})
        posts.append(numeral(len(flat) - 1))
    return json.dumps({"ctx": {}, "objs": [*flat, posts], "subs": []})


def numeral(number: int) -> str:
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    return numeral(number // 36) + signs[number % 36] if number >= 36 else signs[number]


def coded(value: Any) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


NAMED = {
    "articles": {
        "ids": ["c", "a", "d", "b"],
        "entities": dict(zip("abcd", (PIECES[n] for n in (1, 3, 0, 2)), strict=True)),
    }
}
STORE = {
    **{
        f"Post:{n}": {"title": p["title"], "lead": {"text": p["excerpt"]}, "target": {"__ref": f"To:{n}"}}
        for n, p in enumerate(PIECES)
    },
    **{f"To:{n}": {'url({"absolute":true})': p["url"], "date": p["date"]} for n, p in enumerate(PIECES)},
    "ROOT_QUERY": {"posts": [{"__ref": f"Post:{n}"} for n in range(4)]},
}
IN_PAIRS = {"posts": [1, [[0, {name: [0, told] for name, told in piece.items()}] for piece in PIECES]]}
POSTS = json.dumps({"menu": MENU, "posts": PIECES})
CACHE = {f"Post:{n}": piece for n, piece in reversed(list(enumerate(PIECES)))}
SHAPES = {
    "JSON in a script": script(POSTS, 'type="application/json"'),
    "a literal of JavaScript": script(f"const data = [null, {unquoted({'posts': PIECES})}]; start(data);"),
    "a function's arguments": script(
        "window.__NUXT__=(function(a,b){return {layout:b,posts:"
        + unquoted(PIECES).replace('"The boats are back after eleven weeks of fog."', "a")
        + '}}("The boats are back after eleven weeks of fog.",null))'
    ),
    "values that are undefined": script("window.S = " + POSTS[:-1] + ', "video": undefined}'),
    "JSON that is parsed": script(f"window.S = JSON.parse({json.dumps(POSTS)});"),
    "a template that is parsed": script(f"start(JSON.parse(`{json.dumps(PIECES)}`))"),
    "names that say of what": script(
        "window.S="
        + json.dumps(
            [{f"post_{name}" if name != "url" else "permalink": v for name, v in p.items()} for p in PIECES]
        )
    ),
    "parts of a page that hold a piece each": page(
        streamed(
            '3:["$","ul",null,['
            + ",".join('["$","li",null,{"post":' + json.dumps(p) + "}]" for p in PIECES)
            + "]]\n"
        )
    ),
    "JSON within JSON": script(json.dumps({"status": 200, "body": json.dumps(PIECES)}), 'type="application/json"'),
    "an attribute": page("", f'<news-list :posts="{escape(json.dumps(PIECES))}"></news-list>'),
    "pairs with types": page("", f'<astro-island props="{escape(json.dumps(IN_PAIRS))}"></astro-island>'),
    "a stream": page(streamed("1:null\n2:" + POSTS + "\n")),
    "a stream with texts": page(streamed(rows_with_texts())),
    "places": script(by_places(), 'type="application/json"'),
    "named places": page(f"<script>c.streamController.enqueue({json.dumps(by_named_places())})</script>"),
    "references": script(
        "window.S=" + json.dumps({**CACHE, "ROOT": {"posts": [{"__ref": f"Post:{n}"} for n in range(4)]}})
    ),
    "references within a store": script("window.S=" + json.dumps({"defaultClient": STORE})),
    "places in base 36": script(by_numerals(), 'type="qwik/json"'),
    "an order beside what is named": script("window.S=" + json.dumps(NAMED)),
    "one that leads and a list": script(
        "window.S=" + json.dumps({"blocks": [{"posts": PIECES[:1]}, {"posts": PIECES[1:]}]})
    ),
    "a comment": page("", "<!--Blazor-State:" + coded({"news": coded(PIECES)}) + "-->"),
    "texts and addresses in objects": page(
        "",
        "<a-river news='"
        + json.dumps(
            [
                {"heading": {"text": h}, "lead": {"text": w}, "link": {"href": u}, "date": {"iso": d}}
                for h, w, u, d in NEWS
            ]
        ).replace("'", "&#39;")
        + "'></a-river>",
    ),
    "a list of references": script(
        "window.S=" + json.dumps({**CACHE, "feed": {"nodes": {"__refs": [f"Post:{n}" for n in range(4)]}}})
    ),
    "words by language": script(
        "window.S="
        + json.dumps([{"title": {"en": h}, "teaser": {"en": w}, "url": u, "date": d} for h, w, u, d in NEWS])
    ),
    "days of first publication": script(
        "window.S=" + json.dumps([{**p, "date": None, "first_publication_date": p["date"]} for p in PIECES])
    ),
    "code in an attribute": page(
        "", f'<div x-data="{{ open: false, posts: {escape(json.dumps(PIECES))} }}"></div>'
    ),
    "fields one step down": script(
        "window.S="
        + json.dumps(
            [
                {"node": {"excerpt": words, "fields": {"slug": link}, "frontmatter": {"title": head, "date": day}}}
                for head, words, link, day in NEWS
            ]
        )
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_only_scripts_hold_is_read(shape: str) -> None:
    assert told(SHAPES[shape]) == list(NEWS)


def test_sections_of_one_make_are_read_together() -> None:
    blocks = [
        {"title": "Latest of all", "posts": [dict(p, url=f"{p['url']}-{n}") for p in PIECES]} for n in (1, 2)
    ]
    assert len(told(script("window.S=" + json.dumps({"blocks": blocks})))) == 8


def test_a_menu_is_no_list_of_pieces() -> None:
    assert not stated_items(script("window.S=" + json.dumps(MENU * 9)), HOME)


def test_goods_are_no_pieces() -> None:
    goods = [{**piece, "price": "9.00"} for piece in PIECES]
    assert not stated_items(script("window.S=" + json.dumps(goods)), HOME)


def test_a_trail_and_a_publisher_are_no_pieces() -> None:
    trail = {"@type": "BreadcrumbList", "itemListElement": [{"name": "All the news", "item": HOME}] * 9}
    graph = [{"@type": "WebSite", "name": "The whole Gazette", "url": HOME}, trail]
    graph += [{**piece, "@type": "NewsArticle"} for piece in PIECES]
    found = stated_items(script(json.dumps({"@graph": graph}), 'type="application/ld+json"'), HOME)
    assert [item.headline for item in found] == [piece["title"] for piece in PIECES]


def test_moments_are_told_in_seconds_and_milliseconds() -> None:
    days = [dict(p, date=1_930_694_400 * f) for p, f in zip(PIECES, (1, 1000, 1, 1000), strict=True)]
    found = stated_items(script("window.S=" + json.dumps(days)), HOME)
    assert {item.published for item in found} == {"2031-03-08T00:00:00+00:00"}


def listed(value: Any) -> tuple[Item, ...]:
    reading = read(Document(HOME, json.dumps(value).encode(), "application/json"))
    assert reading.read_as == ("feed" if reading.items else "none")
    return reading.items


def test_what_interfaces_list_as_json_is_read() -> None:
    posts = [
        {"title": {"rendered": "Fog &#8211; again"}, "excerpt": {"rendered": "<p>It stays.</p>"}, "link": "/fog/",
         "date": "2031-03-12T07:00:00"}
    ]  # fmt: skip
    (item,) = listed(posts)
    assert (item.headline, item.standfirst, item.link) == ("Fog – again", "It stays.", HOME + "fog/")


def test_whatever_is_named_an_excerpt_is_a_standfirst() -> None:
    posts = [{"title": "Fog stays on the sound", "custom_excerpt": "It has no hurry.", "url": "/fog"}]
    assert [item.standfirst for item in listed({"posts": posts})] == ["It has no hurry."]


def test_a_post_without_a_title_is_its_words() -> None:
    posts = [
        {"created_at": "2031-03-12T07:00:00Z", "url": f"/{n}", "content": f"<p>Swan {n}.</p>"} for n in range(3)
    ]
    assert [(item.headline, item.standfirst) for item in listed(posts)] == [(None, f"Swan {n}.") for n in range(3)]


@pytest.mark.parametrize(
    "value",
    [
        {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}},
        {"name": "tide", "version": "1.0", "description": "Tables of tides", "scripts": {"test": "run"}},
        {"name": "The Gazette", "start_url": "/", "icons": [{"src": "/a.png", "sizes": "9x9"}]},
    ],
)
def test_other_json_lists_nothing(value: Any) -> None:
    assert not listed(value)


@settings(max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_json_is_a_literal(value: Any) -> None:
    text = json.dumps([value])
    assert literal(text, 0, {})[0] == [value]


@settings(max_examples=300)
@given(st.text("[]{}:,()'\"`\\ab1.-!/*new Date$", max_size=60))
def test_whatever_stands_there_is_a_literal_or_none(text: str) -> None:
    with contextlib.suppress(NotALiteral):
        literal(text, 0, {})


def test_addresses_that_names_end_in_come_before_those_of_pictures() -> None:
    pieces = [
        {
            "titleLink": link,
            "title": headline,
            "paragraph": words,
            "publicDate": day,
            "url": "/img/1.jpg",
            "imageUrl": "/i",
        }
        for headline, words, link, day in NEWS
    ]
    assert told(script("var list = " + json.dumps({"lists": pieces}))) == list(NEWS)


def test_short_headlines_of_chinese_are_no_menu() -> None:
    lines = ("老街大火燒毀七間店面，無人受傷", "羽球小將奪得亞洲青年銅牌返國", "研究：每天走七千步有助於長壽")
    pieces = [{"title": line, "url": f"/story/{n}"} for n, line in enumerate(lines)]
    assert [item[0] for item in told(script("var list = " + json.dumps({"lists": pieces})))] == list(lines)


def test_who_took_the_picture_or_answered_did_not_write_the_piece() -> None:
    theirs = {"photoAuthor": "Ida Lens", "lastCommentAuthor": "Bo Reader"}
    for named, byline in ((theirs, None), (theirs | {"postAuthor": "Ana Quill"}, "Ana Quill")):
        html = script("window.news = " + json.dumps([piece | named for piece in PIECES]))
        assert {item.byline for item in stated_items(html, HOME)} == {byline}


def test_a_piece_of_a_state_has_its_picture_and_nobody_elses() -> None:
    for named, picture in (
        ({"thumbnail": "/1.jpg"}, "https://gazette.example/1.jpg"),
        ({"heroImage": {"alt": "A lamp", "src": "/2.jpg"}}, "https://gazette.example/2.jpg"),
        ({"images": [{"url": "https://pics.example/3.jpg"}, {"url": "/4.jpg"}]}, "https://pics.example/3.jpg"),
        ({"authorImage": "/ana.jpg", "imageCaption": "Lamps/candles", "imageWidth": 600}, None),
        ({"image": 17}, None),
    ):
        html = script("window.news = " + json.dumps([piece | named for piece in PIECES]))
        assert {item.image for item in stated_items(html, HOME)} == {picture}


def test_a_trail_may_have_several_types() -> None:
    graph = {"@graph": [{"@type": ["BreadcrumbList", "Thing"], "itemListElement": MENU}, {"items": PIECES}]}
    found = stated_items(script(json.dumps(graph), 'type="application/ld+json"'), HOME)
    assert [item.headline for item in found] == [headline for headline, *_ in NEWS]


def test_words_that_stand_within_others_make_no_name_another_things() -> None:
    for name, link in (("campaignUrl", "/1"), ("stageLink", "/1"), ("topicUrl", None), ("hero_image_url", None)):
        pieces = [{"title": p["title"], "excerpt": p["excerpt"], "date": p["date"], name: "/1"} for p in PIECES]
        found = {item.link for item in stated_items(script("window.news = " + json.dumps(pieces)), HOME)}
        assert found == {link and HOME + "1"}


@pytest.mark.parametrize("names", [("titre", "chapo", "lien", "jour"), ("judul", "isi", "alamat", "tanggal")])
def test_names_of_any_language_are_told_from_what_they_hold(names: tuple[str, ...]) -> None:
    pieces = [dict(zip(names, (title, words, link, day), strict=True)) for title, words, link, day in NEWS]
    assert told(script("state = " + json.dumps({"list": pieces, "menu": MENU}))) == list(NEWS_TOLD)


def test_the_text_of_a_note_is_its_standfirst_if_it_is_short() -> None:
    notes = [{"headline": title, "text": words, "url": link} for title, words, link, _ in NEWS]
    assert told(script("state = " + json.dumps(notes))) == [(t, w, link, None) for t, w, link, _ in NEWS]


@pytest.mark.parametrize("tag", ["template", "noscript"])
def test_what_a_page_keeps_back_is_read_where_it_shows_nothing(tag: str) -> None:
    cards = "".join(
        f"<article><h3><a href='{link}'>{title}</a></h3><p>{words}</p></article>" for title, words, link, _ in NEWS
    )
    kept = f"<{tag}>{cards}</{tag}>"
    assert [title for title, *_ in told(page(kept))] == [title for title, *_ in NEWS]
    asks = "<noscript><p>Turn scripts on to read <a href='/help'>this paper of ours</a>.</p></noscript>"
    assert read(Document(HOME, page(asks).encode(), "text/html")).items == ()
