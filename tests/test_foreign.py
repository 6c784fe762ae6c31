"""Sources that other programs describe are understood."""

from __future__ import annotations

import contextlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from lxml.html import HtmlElement

from standfirst import config
from standfirst.configfile import as_toml
from standfirst.foreign import understood, unpacked
from standfirst.foreign.opml import FRSS, as_opml
from standfirst.foreign.xpath import css
from standfirst.model import Refusal, Source
from standfirst.read.decode import decode
from standfirst.read.page.markup import find, parse
from standfirst.read.page.selected import read_selected
from standfirst.sieve import passes
from tests.making import item

PAGE = """<!doctype html><html><head><title>Moor</title></head><body>
<div id="top"><ul><li><a href="/about">About</a></li></ul></div>
<div class="list main"><ul>
<li class="post first" id="post-1"><h2><a href="/1">Goats cross the moor</a></h2><p>They came at dawn.</p>
 <time datetime="2031-03-01">1 March</time><img src="/1.jpg"></li>
<li class="post" id="post-2"><h2><a href="/2">Peat is cut by hand again</a></h2><p>Nobody has a machine.</p>
 <time datetime="2031-03-02">2 March</time></li>
<li class="postponed" hidden><h3>Later</h3></li>
</ul></div></body></html>"""

ON_PAGE = [
    "//li",
    "//ul/li",
    "/html/body/div[2]/ul/li",
    "//div[@id='top']//a",
    '//li[@class="post"]',
    "//li[contains(@class, 'post')]",
    "//li[contains(concat(' ', normalize-space(@class), ' '), ' post ')]",
    "//*[starts-with(@id, 'post-')]",
    "//li[not(@hidden)]",
    "//li[@hidden or @id='post-1']",
    "//li[@id and not(contains(@class, 'first'))]",
    "//li[h2]",
    "//li[.//a[@href]]",
    "//li[h2/a]/p",
    "//li[2]",
    "//ul/li[last()]",
    "//li[position()>1]",
    "//h2 | //h3",
    "//p/following-sibling::time",
    "//li[@class!='post']",
    "descendant::li/child::h2",
    "//body/*",
]


@pytest.mark.parametrize("expression", ON_PAGE)
def test_a_selector_finds_what_the_xpath_finds(expression: str) -> None:
    wanted = lxml_html.fromstring(PAGE).getroottree().xpath(expression)
    found = find(parse(PAGE), css(expression))
    assert isinstance(wanted, list)
    assert wanted
    assert found is not None
    assert [(n.tag, n.attributes.get("id"), n.attributes.get("href")) for n in found] == [
        (e.tag, e.get("id"), e.get("href")) for e in wanted if isinstance(e, HtmlElement)
    ]


@pytest.mark.parametrize(
    ("expression", "selector"),
    [
        (".", "li"),
        ("h2", "li > h2"),
        ("./h2/a", "li > h2 > a"),
        ("descendant::h2", "h2"),
        (".//h2//text()", "h2"),
        (".//a/@href", "a@href"),
        ("(.//a)[1]/@href", None),
        ("(.//a/@href)[1]", "a@href"),
        ("descendant::a[1]", "a"),
        ("@data-url", "@data-url"),
        ("normalize-space(.//h2)", "h2"),
    ],
)
def test_a_path_from_an_item_is_seen_from_it(expression: str, selector: str | None) -> None:
    if selector is None:
        with pytest.raises(Refusal):
            css(expression, "li")
    else:
        assert css(expression, "li") == selector


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("ancestor::div", "goes along ancestor, which CSS cannot"),
        ("../p", "goes up the page"),
        ("//h2", "looks at the whole page instead of the item"),
        ("following-sibling::p", "looks beside the item"),
        ("concat(h2, p)", "is not one that we understand"),
        ("h2[text()='x']", "asks for [text()='x']"),
        ("descendant::p[2]", "counts elements that are no siblings"),
        ("li[", "is not one that we understand"),
        ("a/@href | img/@src", "takes several attributes"),
    ],
)
def test_what_css_cannot_say_is_refused_in_a_sentence(expression: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        css(expression, "li")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@given(
    st.text(alphabet=st.sampled_from("/@.:[]()'\"|=* abdiv12-contains,not"), max_size=60),
    st.sampled_from([None, "li"]),
)
@settings(max_examples=300, deadline=None)
def test_no_xpath_ends_in_anything_but_a_selector_or_a_refusal(expression: str, item: str | None) -> None:
    with contextlib.suppress(Refusal):
        assert css(expression, item)


OPML = """<?xml version="1.0"?><opml version="2.0" xmlns:frss="https://freshrss.org/opml"><body>
<outline text="Hills"><outline text="The Moor" type="rss" xmlUrl="https://moor.example/feed" htmlUrl="https://moor.example/"/>
<outline text="Moor pages" type="HTML+XPath" xmlUrl="https://moor.example/" frss:xPathItem="//li[contains(@class, 'post')]"
 frss:xPathItemTitle="descendant::h2" frss:xPathItemContent="{content}" frss:xPathItemUri="descendant::a/@href"
 frss:xPathItemTimestamp="./time/@datetime" frss:xPathItemThumbnail=".//img/@src"/></outline>
<outline text="Odd" xmlUrl="ftp://moor.example/"/></body></opml>"""


def test_opml_gives_its_feeds_and_its_pages_with_selectors() -> None:
    found = understood(OPML.format(content="descendant::p"))
    assert found.sources[0] == Source("", "https://moor.example/feed", "The Moor", tags=("Hills",))
    page = found.sources[1]
    assert page.outlet == "Moor pages"
    assert page.select == {
        "item": 'li[class*="post"]',
        "headline": "h2",
        "standfirst": "p",
        "link": "a",
        "date": 'li[class*="post"] > time@datetime',
        "image": "img",
    }
    assert found.complaints == ('Odd: "ftp://moor.example/" is no address on the web',)


def test_a_page_of_freshrss_is_read_as_freshrss_reads_it() -> None:
    [_, page] = understood(OPML.format(content="descendant::p")).sources
    items = read_selected(PAGE, page.url, source=page, now=None).items
    assert [(i.headline, i.link, i.published) for i in items] == [
        ("Goats cross the moor", "https://moor.example/1", "2031-03-01"),
        ("Peat is cut by hand again", "https://moor.example/2", "2031-03-02"),
    ]


def test_a_field_that_css_cannot_find_is_left_out_and_named() -> None:
    found = understood(OPML.format(content="ancestor::div"))
    assert "standfirst" not in found.sources[1].select
    assert any(c.startswith("Moor pages: standfirst is left out: the XPath") for c in found.complaints)
    assert "standfirst" not in understood(OPML.format(content=".")).sources[1].select


HTML2RSS = """
channel:
  url: https://moor.example/
  title: The Moor
  language: en
selectors:
  items:
    selector: "li.post"
  title:
    selector: h2
  url:
    selector: a
    extractor: href
  published_at:
    selector: time
    extractor: attribute
    attribute: datetime
    post_process:
      name: parse_time
  description:
    selector: "> p"
    post_process:
      - name: template
        string: "%s!"
  author:
    extractor: static
    static: Somebody
"""


def test_a_configuration_of_html2rss_is_understood() -> None:
    found = understood(HTML2RSS)
    [moor] = found.sources
    assert (moor.url, moor.outlet, moor.language) == ("https://moor.example/", "The Moor", "en")
    assert moor.select == {
        "item": "li.post",
        "headline": "h2",
        "standfirst": "li.post > p",
        "link": "a",
        "date": "time@datetime",
    }
    assert found.complaints == (
        "The Moor: what html2rss does to description afterwards is left out: template",
        "The Moor: author is left out: its extractor static has no words",
    )
    items = read_selected(PAGE, moor.url, source=moor, now=None).items
    assert items[0].standfirst == "They came at dawn."


def test_several_feeds_of_html2rss_in_json_are_sources_each() -> None:
    text = '{"feeds": {"a": {"channel": {"url": "https://a.example/"}, "auto_source": {}}, "b": {":channel": {":url": "https://b.example/"}}}}'
    assert [s.url for s in understood(text).sources] == ["https://a.example/", "https://b.example/"]


def test_a_list_of_addresses_is_enough() -> None:
    text = "# mine\nThe Moor: https://moor.example/feed\n- https://hill.example/ , The Hill\n\nnothing\nhttps://hill.example/\n"
    assert [(s.url, s.outlet) for s in understood(text).sources] == [
        ("https://moor.example/feed", "The Moor"),
        ("https://hill.example/", "The Hill"),
    ]


@pytest.mark.parametrize(
    "text", ["", "no address here", "<rss/>", "<", "channel: [", "channel:\n  url: moor", "{}"]
)
def test_what_describes_no_source_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        understood(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("first", "again"), [("[moor]", "[{}]"), ("{name: moor}", "{{<<: [{}]}}")])
def test_a_configuration_that_names_itself_over_and_over_ends(first: str, again: str) -> None:
    doubled = "\n".join(f"n{n}: &n{n} {again.format(f'*n{n - 1}, ' * 12)}" for n in range(1, 9))
    with pytest.raises(Refusal, match="no address on the web"):
        understood(f"n0: &n0 {first}\n{doubled}\nchannel:\n  url: *n8\n  title: *n8")


@given(
    st.text(alphabet=st.sampled_from("<>/{}[]:\"' -\n\\&*!achnelsouti."), max_size=200)
    | st.binary(max_size=60).map(repr)
)
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    for whole in (text, f"<opml>{text}", f"channel:\n{text}"):
        with contextlib.suppress(Refusal):
            assert understood(whole).sources


FOLDERS = """<opml version="2.0" xmlns:frss="https://freshrss.org/opml"><body>
<outline text="Europa"><outline text="España"><outline text="Faro" xmlUrl="https://faro.example/rss" language="es"
 category="/costa,mar" frss:priority="important" frss:cssFullContent="article" frss:CURLOPT_COOKIE="a=b"
 frss:filtersActionRead="intitle:net&#10;intitle:  crab"/></outline></outline>
<outline text="Boats"><outline text="Keel" xmlUrl="https://keel.example/rss"/></outline>
<outline text="Rudder" xmlUrl="https://ines:tide@rudder.example/rss"/></body></opml>"""


def test_folders_are_places_where_they_bear_their_names_else_tags() -> None:
    found = understood(FOLDERS)
    faro, keel, rudder = found.sources
    assert (faro.places, faro.tags, faro.language) == (("150", "ES"), ("costa", "mar"), "es")
    assert (keel.places, keel.tags, rudder.tags) == ((), ("Boats",), ())
    assert dict(faro.opml) == {
        "priority": "important",
        "cssFullContent": "article",
        "filtersActionRead": "intitle:net\nintitle:  crab",
    }
    assert found.complaints == (
        "Faro: CURLOPT_COOKIE left out, since it may hold secrets: see headers, cookies, proxy",
    )


def there_and_back(text: str, folder: Path) -> bytes:
    """What comes of an OPML file that is imported and given out again."""
    sources = "\n".join(as_toml(source) for source in understood(text).sources)
    file = folder / "standfirst.toml"
    file.write_text(f'[newsroom]\ntitle = "Moor"\nurl = "https://moor.example/"\n\n{sources}', "utf-8")
    return as_opml(config.load(file).sources, "Moor")


@pytest.mark.parametrize("text", [FOLDERS, OPML.format(content="descendant::p")])
def test_what_came_in_goes_out_and_comes_in_again_the_same(text: str, tmp_path: Path) -> None:
    once = there_and_back(text, tmp_path)
    assert there_and_back(once.decode(), tmp_path) == once
    first, again = understood(text).sources, understood(once.decode()).sources
    for source, other in zip(first, again, strict=True):
        assert (source.outlet, source.select, source.opml) == (other.outlet, other.select, other.opml)
        assert (set(source.places), set(source.tags)) == (set(other.places), set(other.tags))
    assert b"tide" not in once
    if b"xPath" in once:
        assert b'type="HTML+XPath"' in once
        assert b'frss:xPathItemTitle="descendant::h2"' in once


MINIFLUX = """[{"id": 4, "feed_url": "https://keel.example/rss", "title": "Keel", "category": {"id": 1, "title": "Boats"},
 "blocklist_rules": "(?i)regatta", "block_filter_entry_rules": "EntryAuthor=^Ines",
 "keep_filter_entry_rules": "EntryURL=/news/", "cookie": "a=b"},
 {"feed_url": "https://faro.example/rss", "title": "Faro", "category": {"title": "Spain"}, "blocklist_rules": "(("},
 {"feed_url": "https://mole.example/rss", "title": "Mole", "keeplist_rules": "EntryTag=x"}, {"feed_url": "nowhere"}, 5,
 {"feed_url": "https://gig.example/rss", "title": "Gig", "keeplist_rules": "EntryTitle=oar\\nEntryAuthor=Ines"},
 {"feed_url": "https://skiff.example/rss", "title": "Skiff", "disabled": true}]"""


def test_miniflux_gives_its_feeds_with_their_categories_and_rules() -> None:
    found = understood(MINIFLUX)
    keel, faro, mole, gig = found.sources
    assert passes(item("a", "A ferry"), gig.sieve)
    assert (keel.tags, faro.places, mole.tags) == (("Boats",), ("ES",), ())
    assert not passes(item("a", "A regatta", link="https://keel.example/news/1"), keel.sieve)
    assert not passes(item("a", "A ferry", byline="Ines Hask", link="https://keel.example/news/1"), keel.sieve)
    assert passes(item("a", "A ferry", link="https://keel.example/news/1"), keel.sieve)
    assert not passes(item("a", "A ferry", link="https://keel.example/sport/1"), keel.sieve)
    assert [complaint.partition(":")[0] for complaint in found.complaints] == [
        "Keel",
        "Faro",
        "Mole",
        "Gig",
        "Skiff",
    ]
    assert 'exclude = { headline = ["/(?i)regatta/"], byline = ["/^Ines/"] }' in as_toml(keel)


def test_a_zip_of_freshrss_is_opened() -> None:
    body = BytesIO()
    with ZipFile(body, "w") as packed:
        packed.writestr("starred.json", "{}")
        packed.writestr("feeds_2026-03-05.opml.xml", FOLDERS)
    assert unpacked(body.getvalue()).decode() == FOLDERS
    for spoilt in (b"PK\x03\x04nonsense", body.getvalue()[:200]):
        with pytest.raises(Refusal, match="it is a zip that cannot be unpacked"):
            unpacked(spoilt)


@pytest.mark.parametrize("packed", [ZIP_LZMA, ZIP_BZIP2])
def test_a_zip_packed_as_freshrss_packs_none_is_refused_in_a_sentence(packed: int) -> None:
    body = BytesIO()
    with ZipFile(body, "w", packed) as file:
        file.writestr("feeds.opml.xml", FOLDERS)
    with pytest.raises(Refusal, match="it is a zip that cannot be unpacked"):
        unpacked(body.getvalue())


def test_a_name_that_would_spoil_the_configuration_is_left_out() -> None:
    names = 'frss:cssFullContent="#a" frss:a.b="1" frss:é="2"'
    text = f'<opml xmlns:frss="{FRSS}"><body><outline xmlUrl="https://a.example/" {names}/></body></opml>'
    assert understood(text).sources[0].opml == {"cssFullContent": "#a"}


def an_opml(*outlines: str, end: str = "</body></opml>") -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{"".join(outlines)}{end}'


def test_addresses_stay_whole_where_their_ampersands_are_not_escaped() -> None:
    (source,) = understood(
        an_opml('<outline text="Caf&eacute; A&B &amp; C" xmlUrl="https://a.example/?b=1&c=2"/>')
    ).sources
    assert (source.outlet, source.url) == ("Café A&B & C", "https://a.example/?b=1&c=2")


def test_folders_that_are_filled_from_elsewhere_are_named() -> None:
    found = understood(
        f'<opml version="2.0" xmlns:frss="{FRSS}"><body>'
        '<outline text="Boats" frss:opmlUrl="https://ines:tide@moor.example/boats.opml">'
        '<outline text="Faro" xmlUrl="https://faro.example/rss" htmlUrl="https://faro.example/"/></outline>'
        '<outline type="include" url="https://moor.example/more.opml"/></body></opml>'
    )
    assert [source.outlet for source in found.sources] == ["Faro"]
    assert found.complaints == (
        "Boats: is filled from the list at https://moor.example/boats.opml, which is not asked for",
        "a folder: is filled from the list at https://moor.example/more.opml, which is not asked for",
    )


def test_opml_that_breaks_off_gives_what_is_whole_and_says_so() -> None:
    found = understood(
        an_opml('<outline text="A" xmlUrl="https://a.example/f"/>', end='<outline xmlUrl="https://b')
    )
    assert [source.url for source in found.sources] == ["https://a.example/f"]
    assert found.complaints == ("it breaks off before its end",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_file_is_read_in_the_encoding_it_names(encoding: str) -> None:
    text = an_opml('<outline text="Año" xmlUrl="https://a.example/f"/>')
    named = text.replace('version="1.0"', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"')
    assert understood(decode(named.encode(encoding))[0]).sources[0].outlet == "Año"
    unknown = text.replace('"1.0"', '"1.0" encoding="klingon"').encode()
    assert understood(decode(unknown)[0]).sources[0].outlet == "Año"


def test_opml_of_miniflux_brings_its_rules_and_says_what_is_switched_off() -> None:
    found = understood(
        an_opml(
            '<outline text="Keel" xmlUrl="https://keel.example/rss" blocklistRules="(?i)regatta" cookie="a=b"/>',
            '<outline text="Mole" xmlUrl="https://mole.example/rss" disabled="true"/>',
        )
    )
    (keel,) = found.sources
    assert not passes(item("a", "A Regatta"), keel.sieve)
    assert passes(item("a", "A ferry"), keel.sieve)
    assert found.complaints == (
        "Keel: its cookies, password or proxy are left out: see headers, cookies, proxy",
        "Mole: is switched off there, and was left out",
    )


def test_a_line_of_a_list_without_address_is_named() -> None:
    found = understood("https://a.example/feed Ann\n\n# mine\nbutter and eggs\n<https://b.example/>\n")
    assert [source.url for source in found.sources] == ["https://a.example/feed", "https://b.example/"]
    assert found.complaints == ('line 4: "butter and eggs" holds no address on the web',)
