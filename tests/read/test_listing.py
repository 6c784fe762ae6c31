"""Listing pages of several kinds give their items, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standfirst.model import Item, Reading
from standfirst.read.page.listing import read_listing

CASES = Path(__file__).parent.parent / "cases" / "listing"
PAGES = sorted(path.name for path in CASES.glob("*.html"))


def reading(name: str, url: str = "https://paper.example/news/") -> Reading:
    return read_listing((CASES / name).read_text("utf-8"), url, source=None, now=None)


def items(name: str) -> tuple[Item, ...]:
    return reading(name).items


def test_a_blog_gives_every_field_of_every_post() -> None:
    found = items("blog.html")
    assert [item.link for item in found] == [
        "https://paper.example/2031/05/lamp",
        "https://paper.example/2031/05/ferry",
        "https://paper.example/2031/04/bells",
    ]
    first = found[0]
    assert first.headline == "Old lamp is lit again after nine dark years"
    assert first.standfirst == "The keeper climbed two hundred steps with a box of matches and a flask of tea."
    assert (first.kicker, first.byline) == ("Harbour", "Mara Light")
    assert (first.published or "")[:10] == "2031-05-02"
    assert first.image == "https://paper.example/img/lamp.jpg"
    assert first.language == "en"


def test_a_standfirst_that_is_cut_is_known_to_be() -> None:
    assert [item.truncated for item in items("blog.html")] == [False, False, True]


def test_signs_without_words_tell_the_kind_of_what_they_stand_beside() -> None:
    assert [item.kind for item in items("signs.html")] == ["audio", "video", "article", "article", "video"]


def test_names_beside_ages_sign_where_nobody_says_what_day_it_is() -> None:
    assert [item.byline for item in items("ages.html")] == ["נועם ברק", "שירה דגן", "נועם ברק", "שירה דגן"]


def test_a_call_to_a_page_of_the_menu_is_no_item() -> None:
    assert items("none_yet.html") == ()


def test_headings_and_paragraphs_side_by_side_are_shared_out() -> None:
    found = items("flat.html")
    assert [item.headline for item in found] == [
        "El molino viejo vuelve a moler trigo en otoño",
        "Las abejas del cerro dan miel morada este año",
        "Un coro de niñas canta en la estación vacía",
        "Pintan de azul el puente que lleva a la escuela",
    ]
    assert found[-1].standfirst == "Lo pidieron los alumnos en una carta de cuatro líneas."
    assert [item.published for item in found] == ["2031-05-05", "2031-05-04", "2031-05-03", "2031-05-02"]


def test_a_date_above_a_list_dates_what_is_below_it() -> None:
    assert [item.published for item in items("archive.html")] == ["2031-03-12"] * 2 + ["2031-03-11"] * 2


def test_a_headline_that_is_no_link_goes_with_the_invitation_to_read_on() -> None:
    found = items("readmore.html")
    assert [(item.headline, item.link) for item in found][:2] == [
        ("La biblioteca resta aperta anche di sera", "https://paper.example/avvisi/1"),
        ("Gita al faro per le classi seconde", "https://paper.example/avvisi/2"),
    ]
    assert found[2].standfirst == "I lavori sono finiti con una settimana di anticipo, dice il preside."


def test_items_that_only_scripts_hold_are_read_from_their_state() -> None:
    found = items("state.html")
    assert [item.link for item in found] == [f"https://paper.example/{n}" for n in ("one", "two", "three", "four")]
    assert found[0].standfirst == "Water came back with the rain."
    assert found[2].standfirst is None


def test_our_own_pages_are_read_from_what_they_declare() -> None:
    assert [item.kind for item in items("ours.html")] == ["audio", "article"]


def test_title_language_and_the_page_that_follows_are_told() -> None:
    told = reading("blog.html")
    assert (told.title, told.language) == ("The Harbour Gazette", "en")
    assert told.follow == ("https://paper.example/page/2",)


def test_what_was_passed_over_is_said_with_the_reason() -> None:
    assert any("About us" in line and "unlike items" in line for line in reading("blog.html").passed_over)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("ours.html", "state.html")])
def test_every_word_of_an_item_stands_in_the_page(name: str) -> None:
    page = (CASES / name).read_text("utf-8")
    for item in items(name):
        for text in (item.headline, item.standfirst, item.kicker, item.byline):
            assert text is None or text in page


@pytest.mark.parametrize("name", PAGES)
def test_every_field_says_how_it_was_found(name: str) -> None:
    for item in items(name):
        for field in ("headline", "standfirst", "kicker", "byline", "published", "link"):
            assert not getattr(item, field) or item.found.get(field)


def test_a_page_without_items_says_so() -> None:
    told = read_listing("<p>Nothing here</p>", "https://paper.example/", source=None, now=None)
    assert told.items == ()
    assert told.complaints


WILD = st.text(alphabet=st.sampled_from("<>/=\"' ahpdivul12é語\x00\ud800&;-![]{}:\n"), max_size=300)


@given(WILD)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_raise(html: str) -> None:
    read_listing(html, "https://paper.example/", source=None, now=None)


@given(st.sampled_from(PAGES), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 60), WILD), max_size=4))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_damage_to_a_page_makes_it_raise(name: str, cuts: list[tuple[int, int, str]]) -> None:
    html = (CASES / name).read_text("utf-8")
    for place, length, text in cuts:
        html = html[:place] + text + html[place + length :]
    for item in read_listing(html, "https://paper.example/", source=None, now=None).items:
        assert item.headline or item.standfirst


def test_a_menu_at_the_path_of_the_items_is_told_from_them() -> None:
    assert [item.link for item in items("tables.html")] == [
        f"https://paper.example/news/nea/{number}.html" for number in (71, 70, 69)
    ]


def test_what_a_page_marks_as_entries_are_its_items() -> None:
    assert [item.headline for item in items("entries.html")] == ["Circolare 33", "Circolare 32", "Circolare 31"]


def test_a_card_with_an_empty_link_laid_over_it_has_its_first_line_as_headline() -> None:
    found = items("overlaid.html")
    assert [item.link for item in found] == [f"https://paper.example/a/{number}" for number in (1, 2, 3)]
    assert found[1].headline == "Im Brunnen wohnt seit Montag ein Fisch mit Ausweis"
    assert found[1].standfirst == "Das Amt hat ihn ordnungsgemäß angemeldet."


def test_short_headlines_of_chinese_tell_the_language_of_a_page_that_declares_another() -> None:
    lines = [f"老街大火燒毀七間店面居民連夜撤離無人受傷第{n}報" for n in "一二三四五六七"]
    rows = "".join(f"<li><a href=/{n}>{line}</a></li>" for n, line in enumerate(lines))
    told = read_listing(f"<html lang=en><ul>{rows}</ul>", "https://paper.example/", source=None, now=None)
    assert (told.language or "")[:2] == "zh"


def test_a_heading_above_some_of_the_items_is_their_section() -> None:
    assert [item.section for item in items("sections.html")] == ["Valley"] * 3 + ["Sport"] * 2


def test_a_heading_with_words_links_or_pictures_of_its_own_is_no_section_of_what_stands_below() -> None:
    def rows(name: str) -> str:
        words = "Nobody in the {0} had thought that it could come to this so early in the year."
        row = (
            "<article><h3><a href=/{0}/{1}>Why the {0} crane lifts no stones {1}</a></h3><p>"
            + words
            + "</p></article>"
        )
        return "".join(row.format(name, n) for n in range(3))

    links = "<a href=/1>a</a> <a href=/2>b</a> <a href=/3>c</a>"
    for own in ("<p>" + "Coffee and cake at the old mill. " * 3 + "</p>", links, "<img src=/cake.jpg>"):
        harbour = f"<section><h2>Harbour</h2>{rows('harbour')}</section>"
        valley = f"<section><h2>Valley</h2>{rows('valley')}</section>"
        html = f"<main>{harbour}<div><h2>Elsewhere</h2>{own}</div><div>{rows('quarry')}</div>{valley}</main>"
        found = read_listing(html, "https://paper.example/", source=None, now=None).items
        assert [item.section for item in found] == ["Harbour"] * 3 + [None] * 3 + ["Valley"] * 3


def test_a_single_heading_names_the_section_of_few_items_and_not_of_most() -> None:
    row = "<article><h3><a href=/{0}>Why the crane lifts no stones {0}</a></h3><p>Nobody had thought so.</p></article>"
    for loose, sections in ((6, [None] * 6 + ["Ten years ago"] * 3), (2, [None] * 5)):
        above, below = ("".join(row.format(n) for n in numbers) for numbers in (range(loose), range(10, 13)))
        html = f"<main><div>{above}</div><section><h2>Ten years ago</h2>{below}</section></main>"
        found = read_listing(html, "https://paper.example/", source=None, now=None).items
        assert [item.section for item in found] == sections


def test_a_heading_above_all_items_is_no_section() -> None:
    assert {item.section for item in items("archive.html") + items("blog.html")} == {None}


def test_news_that_leads_nowhere_is_read_where_no_link_is_an_item() -> None:
    found = items("unlinked.html")
    assert [(item.headline, item.published, item.link) for item in found] == [
        ("De nieuwe boot drijft vanzelf de goede kant op", "2031-05-04", None),
        ("Het clubhuis krijgt een dak voor als het regent", "2031-05-02", None),
        ("De bel is terug van weggeweest", "2031-04-28", None),
    ]
    assert all((item.standfirst or "").endswith(".") for item in found)


def test_news_is_read_from_a_page_without_a_single_link() -> None:
    page = "".join(
        f"<h3>The {n} boat came back</h3><p>It had seen the whole lake and a good part of the sky.</p>"
        for n in ("old", "new", "red")
    )
    found = read_listing(f"<body>{page}</body>", "https://paper.example/", source=None, now=None).items
    assert [item.headline for item in found] == [f"The {n} boat came back" for n in ("old", "new", "red")]


def test_a_link_without_words_may_stand_behind_the_last_words_of_a_page() -> None:
    note = "<div class=note><figure><div>{day} </div><span><h2>{words}\n</h2>"
    notes = note.format(day="May 5, 2031", words="The harbour ferry sails again after a winter in dock")
    notes += "</div>" + note.format(
        day="18/03/2031", words="Two crabs are counted on the northern pier\nRead more"
    )
    page = f"<div class=note></div>{notes}<a href='/n/2'>"
    found = read_listing(page, "https://paper.example/", source=None, now=None)
    assert [item.published for item in found.items] == ["2031-05-05", "2031-03-18"]


def test_of_two_links_to_one_page_the_one_that_is_twice_as_long_is_no_headline() -> None:
    said = {
        "Goats win the right to cross the weir": "Why nobody looked at the chain, and what comes next for the nets of Larkmouth",
        "Baker of Hollow Lane sells his oven": "An elegy for crusts, and a short guide to buying brick by the cartload",
        "Rain spoils the whistle parade again": "On tin, water and those of us who stayed behind to listen until it was dark",
    }
    rows = "".join(
        f"<div><div><a href=/p/{n}>{title}</a></div><div><a href=/p/{n}>{words}</a></div></div>"
        for n, (title, words) in enumerate(said.items())
    )
    found = read_listing(
        f"<html lang=en><main>{rows}</main>", "https://wick.example/", source=None, now=None
    ).items
    assert {item.headline: item.standfirst for item in found} == said


def test_a_smaller_heading_of_short_links_labels_the_one_above_it() -> None:
    titles = ("Ferry to Ostrand sails again", "Orchard school opens its doors", "Old mill turns for visitors")
    page = "".join(
        f"<div class=c><h2><a href=/news/{n}>{title} after long repairs</a></h2>"
        f"<h3><a href=/term/{n}>Harbour {n}</a> | <a href=/by/{n}>Wim Tolle {n}</a></h3>"
        f"<p><a href=/news/{n}>{title.split()[0]} and town have waited for {n + 3} years, says its mayor.</a></p></div>"
        for n, title in enumerate(titles)
    )
    found = read_listing(f"<html lang=en>{page}", "https://paper.example/", source=None, now=None).items
    assert [item.headline for item in found] == [f"{title} after long repairs" for title in titles]
    assert [item.standfirst for item in found] == [
        f"{title.split()[0]} and town have waited for {n + 3} years, says its mayor."
        for n, title in enumerate(titles)
    ]
