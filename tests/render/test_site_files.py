"""What a site says of itself: sitemaps, robots.txt, headers, what is missing, the same page in other languages."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from standfirst.flatplan import Planned
from standfirst.layout.paging import parted
from standfirst.model import Brief, Item, Listing, Rendition, Section
from standfirst.render import Sheet, sheets
from standfirst.render.outline import Before, outlined
from standfirst.render.site import Site
from tests.render.press import LISTINGS, MASTHEADS, SITE, issue, listings, whole_site

FILES = {file.name: file for file in whole_site(replace(SITE, contact="desk@lantern.example"), LISTINGS, [])}
NEW = next(each for each in LISTINGS if each.path == "en/new")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HREFLANG = re.compile(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"')


def words_of(file: Rendition) -> str:
    return file.body.decode()


def locations(name: str) -> list[str]:
    return [each.text or "" for each in etree.fromstring(FILES[name].body).iter(f"{SITEMAP}loc")]


def path_of(address: str) -> str:
    path = address.removeprefix(SITE.url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def test_pages_in_other_languages_name_each_other_and_the_one_for_everybody_else() -> None:
    named = {name: dict(HREFLANG.findall(words_of(f))) for name, f in FILES.items() if name.endswith(".html")}
    told = {name: others for name, others in named.items() if others}
    assert {"index.html", "es/places/005.html", "ru/archive/index.html"} <= told.keys()
    for name, others in told.items():
        assert others["x-default"] == others["en"]
        for address in others.values():
            assert told[path_of(address)] == others, (name, address)


def test_of_two_editions_of_one_language_only_the_first_is_named() -> None:
    second = [
        replace(each, path=f"en2/{each.path.partition('/')[2]}", edition_id="en2", alternates={})
        for each in listings("en")
    ]
    files = {file.name: file for file in whole_site(SITE, [*LISTINGS, *second], [])}
    assert "hreflang" not in words_of(files["en2/index.html"]).partition("</head>")[0]
    assert "/en2/" not in words_of(files["es/index.html"])


def test_the_sitemap_lists_every_page_that_stands_for_itself() -> None:
    assert "sitemap-es.xml" in map(path_of, locations("sitemap.xml"))
    paths = {path_of(address) for name in map(path_of, locations("sitemap.xml")) for address in locations(name)}
    assert paths <= FILES.keys()
    left_out = {name for name in FILES if name.endswith(".html")} - paths
    assert all(re.search(r"404|-standfirsts|^en/index\.html", name) for name in left_out), left_out
    assert words_of(FILES["robots.txt"]).endswith(f"Sitemap: {SITE.url}sitemap.xml\n")


def test_the_news_sitemap_names_publication_language_day_and_title() -> None:
    space = {"n": "http://www.google.com/schemas/sitemap-news/0.9"}
    news = etree.fromstring(FILES["sitemap-news.xml"].body)
    assert set(news.xpath("//n:language/text()", namespaces=space)) == set(MASTHEADS)
    for word in ("name", "publication_date", "title"):
        assert len(news.xpath(f"//n:{word}", namespaces=space)) == len(locations("sitemap-news.xml")) > 0


def test_what_is_missing_is_said_in_every_edition_s_language() -> None:
    whole = words_of(FILES["404.html"])
    assert "Page not found" in whole and "Страница не найдена" in whole
    own = words_of(FILES["ru/404.html"])
    assert '<html lang="ru"' in own and 'href="/ru/new.html"' in own and 'href="/standfirst.css"' in own


def test_hosts_are_told_what_to_send_along() -> None:
    headers = words_of(FILES["_headers"])
    assert "default-src 'none'" in headers and "/*.atom\n  Content-Type: application/atom+xml" in headers
    assert "/ru/* /ru/404.html 404" in words_of(FILES["_redirects"])
    assert words_of(FILES[".well-known/security.txt"]).startswith("Contact: mailto:desk@lantern.example\n")


def test_a_page_declares_a_collection_of_lists_of_items() -> None:
    markup = words_of(FILES["en/new.html"])
    assert 'itemtype="https://schema.org/CollectionPage"' in markup
    assert 'itemtype="https://schema.org/ItemList"' in markup and 'itemprop="itemListElement"' in markup
    assert '<meta property="og:type" content="article">' in words_of(FILES["en/stories/bridge.html"])


def test_only_what_goes_on_has_feeds() -> None:
    assert {"en/new.rss", "en/places/005.atom", "en/issues/2026-03-17.json"} <= FILES.keys()
    assert not [n for n in FILES if re.search(r"(stories|archive|-standfirsts).*\.(rss|atom|json)$", n)]
    assert 'href="../../en/new.rss"' in words_of(FILES["en/stories/bridge.html"])


def test_days_and_issues_alone_lead_to_the_one_before_and_after() -> None:
    turning = {name for name, file in FILES.items() if name.endswith(".html") and 'class="turn"' in words_of(file)}
    assert turning and all(re.search(r"/(archive|issues)/\d|index\.html", name) for name in turning), turning


def test_a_front_page_names_no_calendar_that_is_not_there() -> None:
    newest, *others = [one for one in listings("en") if one.shape != "new"]
    others.append(replace(next(one for one in LISTINGS if one.path == "en/new"), sections=()))
    files = {file.name: file for file in whole_site(SITE, [newest, *others], [])}
    assert f"{newest.path}.ics" in files and "en/new.ics" not in files
    assert ".ics" in words_of(files[f"{newest.path}.html"]) and ".ics" not in words_of(files["en/index.html"])


def test_an_issue_too_long_for_one_page_goes_on_on_others_and_its_feed_holds_it_whole() -> None:
    long = replace(issue("en"), sections=(Section("Quays", tuple(map(quay, range(300)))), *issue("en").sections))
    page = Listing.of_issue(long)
    planned = [Planned(page.path, "made of this", lambda: parted(page)), Planned("en/new", "", lambda: [NEW])]
    pages = outlined(planned, Before({}, {}, lambda _: {}))
    files = {sheet.name: sheet.printed() for sheet in sheets(SITE, pages, []) if isinstance(sheet, Sheet)}
    names = [name for name in files if name.startswith("en/issues/2026-03-17") and name.endswith(".html")]
    assert len(names) > 2 and all(len(files[name].body) < 60_000 for name in names)
    told = "".join(words_of(files[name]) for name in names)
    assert all(f"Quay {n} opens" in told for n in range(300)) and told.count('class="lead"') == 1
    assert all(f"Quay {n} opens" in words_of(files["en/issues/2026-03-17.atom"]) for n in range(300))
    assert not [name for name in files if re.search(r"2026-03-17-\d.*\.(atom|ics)", name)]
    assert ".ics" in told and "en/issues/2026-03-17.ics" in files
    front = words_of(files["en/index.html"])
    assert 'aria-current="page">1</a>' in front and 'href="../en/issues/2026-03-17-2.html">2</a>' in front


def quay(n: int) -> Brief:
    item = Item(f"q{n}", "s", "https://quay.example/", f"Quay {n} opens", "A lamp for every boat. " * 9)
    return Brief(f"s{n}", item, "The Quay")


def test_a_part_of_a_day_leads_to_the_others() -> None:
    day = next(each for each in LISTINGS if each.path == "en/archive/2026-03-17")
    front = next(each for each in LISTINGS if each.path == "en/new")
    parts = [front, replace(day, part=1, parts=2), replace(day, path=f"{day.path}-2", part=2, parts=2)]
    files = {file.name: file for file in whole_site(Site("The Lantern", SITE.url), parts, [])}
    markup = words_of(files["en/archive/2026-03-17-2.html"])
    assert 'href="../../en/archive/2026-03-17.html">1</a>' in markup and 'aria-current="page">2</a>' in markup
    assert words_of(files["en/archive/index.html"]).count("17 March") == 1
