"""Pages: valid, marked by language, linked with one another, and free of anyone else's markup and machines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from standfirst.model import Brief, Credit, Item, Listing, Rendition, Section, Shape, Source
from standfirst.render.letter import html
from standfirst.render.outline import outline
from standfirst.render.page import page
from standfirst.render.printed import TYPE_OF_KIND, printed
from standfirst.render.site import Site, survey
from tests.render.items import listings as any_listings
from tests.render.press import LISTINGS, MASTHEADS, PRESS, SITE, issue, listings, whole_site

FILES = {file.name: file for file in whole_site(SITE, LISTINGS, [Source("a", "https://a.example/", "A")])}
PAGES = sorted(name for name in FILES if name.endswith(".html"))
EMPTY = Site("The Lantern", "https://lantern.example/")


def words_of(file: Rendition) -> str:
    return file.body.decode()


def one(item: Item, language: str = "en", shape: Shape = "new", others: Sequence[Credit] = ()) -> str:
    """The page with a single brief."""
    brief = Brief("s", item, "Harbour Post", tuple(others))
    return words_of(page(Listing("en/new", shape, "The Lantern", language, (Section(None, (brief,)),)), EMPTY))


def strictly_parsed(markup: str) -> None:
    html5lib.HTMLParser(strict=True).parse(markup)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_valid_for_a_strict_parser(name: str) -> None:
    strictly_parsed(words_of(FILES[name]))


@pytest.mark.parametrize("language", MASTHEADS)
def test_every_letter_is_valid_for_a_strict_parser(language: str) -> None:
    strictly_parsed(html(Listing.of_issue(issue(language)), PRESS))


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(listing=any_listings("issue"))
def test_a_page_stays_valid_whatever_it_prints(listing: Listing) -> None:
    strictly_parsed(words_of(page(listing, EMPTY)))
    strictly_parsed(html(listing, EMPTY))


def test_every_link_of_ours_leads_to_a_file_of_ours() -> None:
    for name in PAGES:
        base = SITE.url + name
        for href in re.findall(r'(?:href|src)="([^"]*)"', words_of(FILES[name])):
            target = urljoin(base, href)
            if urlsplit(target).netloc == urlsplit(SITE.url).netloc and "#" not in target:
                path = target.removeprefix(SITE.url)
                assert (f"{path}index.html" if not path or path.endswith("/") else path) in FILES, (name, href)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_loads_anything_from_elsewhere(name: str) -> None:
    markup = words_of(FILES[name])
    assert not re.search(r"<(script|img|iframe|video|audio|source|object|embed|form)\b", markup)
    loaded = re.findall(r'<link rel="(?:stylesheet|icon|preload)" href="([^"]*)"', markup)
    assert loaded and not any(urlsplit(href).netloc for href in loaded)
    assert "url(" not in words_of(FILES["standfirst.css"])


def test_our_stylesheet_names_no_side_of_the_page_but_by_the_way_of_writing() -> None:
    css = words_of(FILES["standfirst.css"])
    assert not re.search(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|[\s;{](?:left|right|width|height):", css
    )
    assert not re.search(r"(?:text-align|float):\s*(?:left|right)", css)


def test_forty_full_briefs_stay_under_sixty_kilobytes() -> None:
    item = Item(
        link="https://outlet.example/news/2026/03/16/a-long-enough-address-of-a-page-with-words-in-it",
        headline="Паромщики Порт-Олдера сами возьмутся за переправу через реку",
        standfirst="Одиннадцать недель река оставалась без парома. " * 4,
        published="2026-03-16",
        language="ru",
    )
    other = Credit("Вестник реки", item.headline, item.link, "en", "2026-03-15")
    briefs = tuple(Brief(str(n), item, "Вестник реки", (other,) * (n % 3 == 0)) for n in range(40))
    for shape in ("issue", "new"):
        printed = page(Listing("ru/x", shape, "Фонарь", "ru", (Section(None, briefs),)), EMPTY)
        assert len(printed.body) < 60_000


@pytest.mark.parametrize("kicker, mark", [(None, "Vídeo"), ("Video", None), ("Río", "Vídeo")])
def test_a_kind_is_not_told_twice(kicker: str | None, mark: str | None) -> None:
    video = Item("v", "a", "https://a.example/1", "El barco", kicker=kicker, language="es", kind="video")
    assert printed(Brief("s", video, "Faro"), "es").mark == mark


@pytest.mark.parametrize(
    "headline, kicker",
    [
        ("Peru: the dam holds", None),
        ("Peru : la presa", None),
        ("Peru – the dam", None),
        ("Peru | Dam", None),
        ("Peruvian dam holds", "Peru"),
        ("The dam holds", "Peru"),
    ],
)
def test_no_kicker_stands_above_a_headline_that_opens_with_it(headline: str, kicker: str | None) -> None:
    item = Item("v", "a", "https://a.example/1", headline, kicker="Peru", language="en")
    assert printed(Brief("s", item, "Faro"), "en").kicker == kicker


def test_what_a_telling_shares_with_the_first_is_printed_with_the_hours_between() -> None:
    late = Brief("s", Item("a", headline="Ferry sailed"), "Faro", shared=("Ferry", "Alder"), after=7)
    assert printed(late, "en").shared == "In common: Ferry, Alder (\u2068+7 hrs\u2069)"
    assert printed(replace(late, after=0), "en").shared == "In common: Ferry, Alder"


def test_an_item_is_marked_with_its_language_and_direction() -> None:
    markup = one(Item(headline="سوق الكتب", language="ar"))
    assert 'NewsArticle" lang="ar" dir="rtl"' in markup
    assert ">in Arabic</span>" in markup


def test_an_item_in_the_language_of_the_page_needs_no_word_about_it() -> None:
    assert 'class="foreign"' not in one(Item(headline="Seeds", language="en-GB"))


def test_an_item_in_no_known_language_finds_its_own_direction() -> None:
    assert 'lang="" dir="auto"' in one(Item(headline="Seeds"))


@pytest.mark.parametrize("kind", TYPE_OF_KIND)
def test_a_kind_is_declared_and_marked_unless_it_is_an_article(kind: str) -> None:
    markup = one(Item(headline="Seeds", kind=kind))  # type: ignore[arg-type]
    assert f"https://schema.org/{TYPE_OF_KIND[kind]}" in markup  # type: ignore[index]
    assert ('class="mark' in markup) == (kind != "article")


def test_what_others_wrote_is_text() -> None:
    markup = one(
        Item(headline="<script>alert(1)</script>", standfirst='"><img src=x>', kicker="<b>", byline="</p>")
    )
    assert "<script" not in markup and "<img" not in markup and "&lt;script&gt;" in markup


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example/", "https://", "http://[x"]
)
def test_only_addresses_of_the_web_are_linked(link: str) -> None:
    credit = Credit("Other", "Words", link, "en", None)
    markup = one(Item(headline="Seeds", link=link, image=link), others=[credit])
    assert f'"{link}"' not in markup and "Seeds" in markup and "Words" in markup


def test_without_a_headline_the_outlet_is_what_one_follows() -> None:
    markup = one(Item(standfirst="Two lines.", link="https://o.example/1"))
    assert 'itemprop="url" href="https://o.example/1">Read at \u2068Harbour Post\u2069</a>' in markup


def test_others_tellings_are_grouped_by_language_the_reader_s_own_first() -> None:
    others = {
        "a": Credit("Вестник", "Паром", "https://v.example/", "ru", "2026-03-14"),
        "b": Credit("El Faro", "El barco", None, "es", None),
        "c": Credit("Almanac", "The boat", "https://n.example/", "en", None),
        "d": Credit("Почта", "Река", "https://p.example/", "ru", None),
    }
    markup = one(Item(headline="Ferry", language="en"), others=list(others.values()))
    assert "4 more <span>English, Russian and Spanish</span>" in markup
    assert markup.index("The boat") < markup.index("Паром") < markup.index("Река") < markup.index("El barco")
    assert 'lang="ru" dir="ltr">Паром</a>' in markup
    assert '<time itemprop="datePublished"' not in markup


def test_dates_are_in_the_page_s_language_and_no_more_exact_than_the_outlet_s() -> None:
    assert '<time itemprop="datePublished" datetime="2024-03">marzo de 2024</time>' in one(
        Item(headline="Seeds", published="2024-03"), "es"
    )


def test_furniture_in_another_language_than_the_page_s_is_marked_so() -> None:
    markup = one(Item(headline="Mbegu", language="sw"), "sw")
    assert '<html lang="sw" dir="ltr">' in markup
    assert '<body class="new" lang="en" dir="ltr">' in markup
    assert '<h1 lang="en" dir="ltr">What’s new</h1>' in markup


def test_a_region_has_its_other_view_one_step_away() -> None:
    assert 'href="../../en/places/005-standfirsts.html">Without headlines' in words_of(FILES["en/places/005.html"])
    assert 'href="../../en/places/005.html">With headlines' in words_of(FILES["en/places/005-standfirsts.html"])


def test_a_page_of_standfirsts_prints_no_headline_it_can_spare() -> None:
    item = Item(headline="Seeds", standfirst="What began as a drawer.", link="https://o.example/")
    assert "Seeds" not in one(item, shape="standfirsts").partition("<body")[2]
    assert "Seeds" in one(replace(item, standfirst=None), shape="standfirsts").partition("<body")[2]


def test_a_story_s_page_is_headed_in_the_language_of_the_telling_it_is_named_after() -> None:
    item = Item(headline="Паром пошёл", language="ru")
    story = Listing("en/stories/s", "story", "Паром пошёл", "en", (Section("Russian", (Brief("s", item, "O"),)),))
    assert '<h1 lang="ru" dir="ltr">Паром пошёл</h1>' in words_of(page(story, EMPTY))


def test_a_brief_told_by_many_leads_to_its_story() -> None:
    assert 'href="../en/stories/bridge.html">6 tellings' in words_of(FILES["en/new.html"])


def test_the_same_page_in_other_languages_is_named_by_each_of_them() -> None:
    for language in MASTHEADS:
        markup = words_of(FILES[f"{language}/places/005.html"])
        named = re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', markup)
        assert named == [(tag, f"{SITE.url}{tag}/places/005.html") for tag in sorted(MASTHEADS)]


def test_a_page_says_where_it_lives_and_where_its_feeds_are() -> None:
    markup = words_of(FILES["es/new.html"])
    assert f'<link rel="canonical" href="{SITE.url}es/new.html">' in markup
    assert f'<meta property="og:url" content="{SITE.url}es/new.html">' in markup
    assert 'type="application/rss+xml" title="Novedades · El Farol (RSS)" href="../es/new.rss"' in markup


def test_the_front_page_is_the_newest_issue_of_the_first_edition() -> None:
    front = words_of(FILES["index.html"])
    assert "Tuesday, 17 March 2026" in front and "No. 12" in front
    assert f'<link rel="canonical" href="{SITE.url}">' in front
    assert f'<link rel="canonical" href="{SITE.url}">' in words_of(FILES["en/index.html"])
    assert 'href="en/new.rss"' in front


def test_issues_and_days_lead_to_those_before_and_after() -> None:
    markup = words_of(FILES["en/issues/2026-03-16.html"])
    assert 'rel="prev" href="../../en/issues/2026-03-15.html"' in markup
    assert 'rel="next" href="../../en/issues/2026-03-17.html"' in markup
    assert 'rel="next"' not in words_of(FILES["index.html"])
    assert 'rel="prev" href="../../ru/archive/2026-03-16.html"' in words_of(FILES["ru/archive/2026-03-17.html"])


def test_an_edition_lists_its_own_regions_days_and_issues_only() -> None:
    markup = words_of(FILES["ru/archive/index.html"]).partition("<main")[2]
    assert "Понедельник, 16 марта 2026" in markup and "/en/" not in markup


def test_a_missing_page_can_be_shown_at_any_depth() -> None:
    markup = words_of(FILES["404.html"])
    assert 'href="/standfirst.css"' in markup and 'href="/es/index.html"' in markup
    assert 'rel="canonical"' not in markup


def test_an_empty_page_says_so() -> None:
    for shape in ("issue", "new", "standfirsts"):
        empty = Listing("en/x", shape, "The Lantern", "en", ())
        assert "Nothing new." in words_of(page(empty, EMPTY))


def test_the_same_listings_print_the_same_bytes() -> None:
    again = whole_site(SITE, LISTINGS, [Source("a", "https://a.example/", "A")])
    assert [(file.name, file.body) for file in again] == [(file.name, file.body) for file in FILES.values()]


def test_no_two_files_share_a_name() -> None:
    assert len(FILES) == len(whole_site(SITE, LISTINGS, [Source("a", "https://a.example/", "A")]))


def test_an_edition_without_an_issue_opens_with_what_is_new() -> None:
    young = [listing for listing in listings("en") if listing.shape != "issue"]
    files = {file.name: file for file in whole_site(SITE, young, [])}
    assert "What’s new" in words_of(files["index.html"])
    assert "en/issues/index.html" not in files


def test_a_site_of_nothing_still_has_a_page_for_what_is_missing() -> None:
    names = [file.name for file in whole_site(SITE, [], [])]
    assert names == ["sources.opml", "feeds.opml", "_headers", "404.html", "standfirst.css", "standfirst.svg"]


def test_days_are_in_order_of_time_not_of_words() -> None:
    assert [post.path[-10:] for post in PRESS.of("archive") if post.language == "en"] == [
        date(2026, 3, day).isoformat() for day in (17, 16, 15)
    ]


def test_regions_are_in_the_order_of_the_alphabet_whatever_their_accents() -> None:
    titles, told = ("Zimbabue", "África", "Asia", "Écija"), issue("es").sections
    pages = [
        Listing(f"es/places/{n}", "region", title, "es", told, edition_id="es") for n, title in enumerate(titles)
    ]
    pages.append(Listing("es/places/4", "region", "Lugar del que nada se cuenta", "es", (), edition_id="es"))
    assert [post.words for post in survey(EMPTY, map(outline, pages)).of("region")] == [
        "África",
        "Asia",
        "Écija",
        "Zimbabue",
    ]


def test_a_day_without_news_does_not_empty_the_front_page() -> None:
    quiet = Listing(
        "en/issues/2026-03-18", "issue", "The Lantern", "en", (), dated=date(2026, 3, 18), edition_id="en"
    )
    files = {file.name: file for file in whole_site(SITE, [quiet, *listings("en")], [])}
    assert "Tuesday, 17 March 2026" in words_of(files["index.html"])


def test_a_telling_without_a_headline_is_credited_by_its_outlet_once() -> None:
    credit = Credit("Five Winds", None, "https://f.example/", "en", None)
    assert one(Item(headline="Ferry", language="en"), others=[credit]).count("Five Winds") == 1


def test_a_list_of_nothing_counts_nothing() -> None:
    empty = words_of(page(Listing("en/new", "new", "The Lantern", "en", ()), EMPTY))
    assert "Nothing new." in empty and "0 stories" not in empty
