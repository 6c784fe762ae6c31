"""What stands within a record goes to the field it belongs to, and what stands beside it to none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from standfirst.model import Reading
from standfirst.read.page.listing import read_listing

CASES = Path(__file__).parent.parent / "cases" / "listing"
NOON = datetime(2031, 5, 9, 12, tzinfo=UTC)


def reading(name: str, url: str = "https://paper.example/journal/nouvelles") -> Reading:
    return read_listing((CASES / name).read_text("utf-8"), url, source=None, now=NOON)


def test_a_card_whose_words_share_one_line_is_taken_apart_by_its_elements() -> None:
    found = reading("cards.html").items
    assert [(item.headline, item.standfirst) for item in found] == [
        ("Un âne assiste au conseil et ne vote pas", "Il était venu pour les carottes de la buvette."),
        ("Le puits se remplit la nuit où personne ne regarde", "Les habitants ont décidé de ne plus regarder."),
        (
            "La cloche neuve sonne un demi-ton trop haut",
            "Le fondeur assure que l’oreille s’y fera avant Noël.",
        ),
    ]


def test_an_age_after_the_standfirst_is_a_date() -> None:
    assert [(item.published or "")[:10] for item in reading("cards.html").items] == [
        "2031-05-09",
        "2031-05-09",
        "2031-05-08",
    ]


def test_the_nameplate_is_no_item() -> None:
    assert not any((item.link or "")[21:] == "/journal/" for item in reading("cards.html").items)


def test_a_kicker_inside_the_link_is_kept_apart() -> None:
    found = reading("labelled.html").items
    assert [(item.kicker, item.headline) for item in found] == [
        ("Canada", "À Port-Clair, les grues apprennent à nager"),
        ("Bourg", "Le pont rouvre, mais d’un seul côté à la fois"),
        ("Sports", "Une victoire sous la neige que personne n’a vue"),
    ]
    assert [item.published and item.published[:10] for item in found] == ["2031-05-09"] * 2 + ["2031-05-08"]


def test_the_legend_of_a_picture_is_no_standfirst() -> None:
    assert [item.standfirst for item in reading("pictures.html").items] == [
        "La ingeniera propuso poner un banco y un cartel.",
        "Los viajeros aplaudieron desde el andén equivocado.",
        "Hay lista de espera para las tardes de domingo.",
    ]


@pytest.mark.parametrize(
    ("row", "page"),
    [
        ('<a href="index_2.html">2</a><a href="index_2.html">下一页</a>', "index_2.html"),
        ('<b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a>', "?page=2"),
        ('<p><a href="older/2">« Older posts</a></p>', "older/2"),
        ('<p><a href="p/2">Следующая страница →</a></p>', "p/2"),
        ('<p><a href="#">Next</a></p>', None),
        ('<p>3 <a href="/n/7">7</a></p>', None),
    ],
)
def test_the_page_that_follows_is_known_by_words_and_numbers(row: str, page: str | None) -> None:
    html = (CASES / "pictures.html").read_text("utf-8").replace("</main>", f'</main><div class="p">{row}</div>')
    found = read_listing(html, "https://paper.example/news/", source=None, now=None).follow
    assert found == ((f"https://paper.example/news/{page}",) if page else ())


def test_a_page_before_this_one_does_not_follow_it() -> None:
    html = (
        (CASES / "pictures.html").read_text("utf-8").replace("</main>", '</main><a class="next" href="2">more</a>')
    )
    assert read_listing(html, "https://paper.example/page/3", source=None, now=None).follow == ()


def test_what_was_trimmed_before_reading_is_complained_of() -> None:
    deep = "<div>" * 3000
    html = (CASES / "pictures.html").read_text("utf-8").replace("</main>", f"</main>{deep}")
    found = read_listing(html, "https://paper.example/", source=None, now=None)
    assert len(found.items) == 3
    assert any("trimmed" in complaint for complaint in found.complaints)


def test_a_headline_that_goes_on_from_the_words_before_it_is_kept_whole() -> None:
    lines = "".join(
        f'<li><b><a href="/b/{n}">{place}</a></b><a href="/n/{n}">: {rest}</a></li>'
        for n, (place, rest) in enumerate(
            [
                ("Ports", "the crane that would not lower its arm"),
                ("Rivers", "a ferry is early for once in its life"),
                ("Hills", "somebody has counted the sheep twice"),
                ("Weather", "it rains on the right side of the street"),
            ]
        )
    )
    page = f"<html lang=en><body><main><h1>Today</h1><ul>{lines}</ul></main></body></html>"
    found = read_listing(page, "https://paper.example/", source=None, now=None).items
    assert found[0].headline == "Ports: the crane that would not lower its arm"
    assert len(found) == 4


def test_a_label_in_the_small_print_may_name_the_kind() -> None:
    records = "".join(
        f'<div class="n"><h3><a href="/n/{n}">Die Ente kehrt nach Hause zurück, Teil {n}</a></h3>'
        f'<div class="info"><span class="date">0{n}.05.2031</span> | <a class="rubrik" href="/r/{n}">{label}</a></div></div>'
        for n, label in enumerate(("Video", "Teich", "Dorf"), 1)
    )
    found = read_listing(f"<html lang=de>{records}</html>", "https://paper.example/", source=None, now=None).items
    assert [item.kind for item in found] == ["video", "article", "article"]


def test_of_two_links_to_a_page_the_one_named_title_is_the_headline() -> None:
    found = reading("dated_titles.html").items[:3]
    assert [item.headline for item in found] == [
        "Des lunettes pour voir la nuit",
        "Le phare change de quartier",
        "Une école pour les vagues",
    ]
    assert all((item.standfirst or "").endswith((".", "essaient.")) for item in found)


def test_a_vague_age_is_no_kicker() -> None:
    assert not any(item.kicker for item in reading("dated_titles.html").items)


def test_a_date_before_a_headline_is_when_it_was_published() -> None:
    found = [item for item in reading("dated_titles.html").items if "/n/" in (item.link or "")]
    assert [(item.published, item.headline) for item in found] == [
        ("2031-04-27", "Le cahier des marées ouvre ses marges aux lecteurs"),
        ("2031-04-22", "Les horaires du bac sont désormais des poèmes"),
        ("2031-04-02", "Un banc de plus devant la mer, tourné vers la ville"),
    ]


def test_a_page_under_an_untranslated_template_is_in_the_language_of_its_words() -> None:
    found = reading("dated_titles.html")
    assert found.language == "fr"
    assert {item.language for item in found.items} == {"fr"}


def test_words_beside_a_date_are_no_byline() -> None:
    html = "".join(
        f'<div><h2><a href="/p/{n}">{title}</a></h2><span class="author">Publié le</span> <i>0{n}.05.2031</i></div>'
        for n, title in enumerate(("Le beffroi prend un jour de congé", "La place rend ses pavés aux passants"), 1)
    )
    found = read_listing(f"<main lang='fr'>{html}</main>", "https://paper.example/", source=None, now=NOON).items
    assert [item.byline for item in found] == [None, None]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("作者：林小燈", "林小燈"),
        ("Oleh: Ratna Laut", "Ratna Laut"),
        ("Írta: Kovács Torony", "Kovács Torony"),
        ("بقلم: سلمى البحر", "سلمى البحر"),
        ("홍등대 기자", "홍등대 기자"),
        ("Autorka: Ewa Latarnia", "Ewa Latarnia"),
    ],
)
def test_bylines_are_told_in_many_languages(line: str, name: str) -> None:
    html = "".join(
        f"<div><h2><a href='/p/{n}'>The lamp in the harbour learns word number {n}</a></h2><p>{line}</p></div>"
        for n in range(3)
    )
    found = read_listing(f"<main>{html}</main>", "https://paper.example/", source=None, now=NOON).items
    assert [item.byline for item in found] == [name] * 3


def test_calendars_say_by_class_or_folder_that_they_list_events() -> None:
    def page(folder: str, entry: str) -> str:
        cards = "".join(
            f'<div class="{entry}"><h3><a href="/{folder}/n{n}-{name}">{name} ouvre la grange du moulin</a></h3>'
            f"<p>On y danse en sabots jusqu'au matin.</p></div>"
            for n, name in enumerate(("Margot", "Lucien", "Odette"))
        )
        return f'<html lang="fr"><body><main>{cards}</main></body></html>'

    def kinds(html: str) -> set[str]:
        return {item.kind for item in read_listing(html, "https://bal.example/", source=None, now=None).items}

    assert kinds(page("evenement", "card")) == {"event"}
    assert kinds(page("bal", "tribe-events-list__event")) == {"event"}
    assert kinds(page("bal", "card")) == {"article"}
