"""The page that follows is told by what a page says of it, and by the numbers of its pages."""

import pytest

from standfirst.read.page.listing import read_listing

HERE = "https://paper.example/news"
ITEMS = "".join(f"<li><a href=/n/{n}>A lamp is lit in the harbour for night number {n}</a></li>" for n in range(5))


def follow(row: str, head: str = "", here: str = HERE) -> tuple[str, ...]:
    page = f"<html lang=en><head>{head}</head><body><ul>{ITEMS}</ul><div>{row}</div></body></html>"
    return read_listing(page, here, source=None, now=None).follow


@pytest.mark.parametrize(
    "row",
    [
        "<b>1</b> <a href=?start=20>2</a> <a href=?start=40>3</a>",
        "<b><u>1</u></b> | <a href=?start=20>2</a> | <a href=?start=40>3</a>",
        "<a class=sel href=/news>1</a> <a href=?start=20>2</a> <a href=?start=40>3</a>",
        "<a href=?start=0>1</a>, <a href=?start=20>2</a>, <a href=?start=40>3</a>",
    ],
)
def test_the_number_after_that_of_this_page_leads_on(row: str) -> None:
    assert follow(row) == ("https://paper.example/news?start=20",)


def test_numbers_beside_a_piece_lead_on_in_that_piece() -> None:
    row = "<a href=/talk/crane>The crane</a> (<a href=/talk/crane?page=1>1</a>, <a href=/talk/crane?page=2>2</a>)"
    assert follow(row) == ()


def test_on_a_later_page_the_number_after_it_leads_on() -> None:
    row = "<a href=?start=0>1</a> <a href=?start=20>2</a> <a href=?start=40>3</a> <a href=?start=60>4</a>"
    assert follow(row, here="https://paper.example/news?start=40") == ("https://paper.example/news?start=60",)


def test_what_the_head_calls_next_is_followed_where_it_is_a_further_page() -> None:
    assert follow("", "<link rel=next href=/news/page/2>") == ("https://paper.example/news/page/2",)
    assert follow("", "<link rel=next href=?page_id=200>", "https://paper.example/?page_id=198") == ()
    assert follow("", "<link rel=next href=/about-us>", "https://paper.example/") == ()


@pytest.mark.parametrize(
    ("href", "here", "page"),
    [
        ("/news/page/2/", "https://paper.example/news/", "https://paper.example/news/page/2/"),
        ("/news/page/4", "https://paper.example/news/page/3", "https://paper.example/news/page/4"),
        ("?p=3", "https://paper.example/news?p=2", "https://paper.example/news?p=3"),
        ("/seite-2/", "https://paper.example/", "https://paper.example/seite-2/"),
        ("page/2/", "https://paper.example/news/", "https://paper.example/news/page/2/"),
        (
            "?strana=2&sort=new",
            "https://paper.example/news?sort=new",
            "https://paper.example/news?strana=2&sort=new",
        ),
        ("/news/page/2", "https://paper.example/news/page/3", None),
        ("/news/page/9", "https://paper.example/news/page/3", None),
        ("/sport/page/2", "https://paper.example/news/", None),
        ("/news/2", "https://paper.example/news/", None),
    ],
)
def test_an_address_that_is_this_one_but_for_the_number_is_the_page_that_follows(
    href: str, here: str, page: str | None
) -> None:
    assert follow(f'<p><a href="{href}">Lampen von gestern</a></p>', here=here) == ((page,) if page else ())


def test_what_is_next_after_a_page_is_none_above_it() -> None:
    row = "<a class=prev href=/blog/page/3/>&larr; Older</a> <a class=next href=/>Newer &rarr;</a>"
    assert follow(row, here="https://paper.example/blog/page/2/") == ("https://paper.example/blog/page/3/",)


def test_ranges_are_numbers_of_pages_too() -> None:
    row = "<div>1-50 <a href=?skip=50>51-100</a> <a href=?skip=100>101-150</a></div>"
    assert follow(row) == ("https://paper.example/news?skip=50",)
    assert follow("<div>1-50 <a href=?skip=100>101-150</a> <a href=?kind=2>2</a></div>") == ()


@pytest.mark.parametrize(
    "words",
    ["Older stories", "Ältere Meldungen", "Más antiguas", "Starší články", "Старые записи", "Παλαιότερα", "الأقدم",
     "قدیمی‌تر", "לעמוד הבא", "अगला पेज", "以前の記事", "이전 글", "Trang tiếp", "Järgmine", "შემდეგი"],
)  # fmt: skip
def test_a_link_that_names_what_is_older_leads_on(words: str) -> None:
    assert follow(f"<a href=/archive/k4>{words}</a>") == ("https://paper.example/archive/k4",)


@pytest.mark.parametrize(
    "words",
    [
        "Load more",
        "Mehr laden",
        "Voir plus d’articles",
        "Cargar más",
        "Показать ещё",
        "المزيد",
        "もっと見る",
        "더보기",
    ],
)
def test_a_link_to_more_leads_on_where_its_address_is_a_further_part_of_this_page(words: str) -> None:
    assert follow(f"<a href=/news?cursor=k4>{words}</a>") == ("https://paper.example/news?cursor=k4",)
    assert follow(f"<a href=/sport>{words}</a>") == ()
    assert follow(f"<a href=/news?category=sport>{words}</a>") == ()


def test_the_number_after_one_that_is_marked_as_this_page_leads_on() -> None:
    row = '<a class="active" href="/news/1">1</a> <a href="/news/2">2</a> <a href="/news/3">3</a>'
    assert follow(row) == ("https://paper.example/news/2",)


@pytest.mark.parametrize("base", ["http://paper.example:99999/", "http://paper.example:x/", "http://["])
def test_a_base_that_is_no_address_spoils_no_page(base: str) -> None:
    row = "<b>1</b> <a href=?start=20>2</a> <a href=?start=40>3</a>"
    assert follow(row, f'<base href="{base}">') == ("https://paper.example/news?start=20",)


def test_a_sign_says_aloud_where_it_leads() -> None:
    assert follow('<a href="?pag=2" title="Página siguiente">&gt;</a>') == ("https://paper.example/news?pag=2",)


def test_the_next_site_of_a_ring_is_not_followed() -> None:
    assert follow('<a href="https://other.example/">Next</a>') == ()
    assert follow('<a href="https://old.paper.example/2">Next</a>') == ("https://old.paper.example/2",)
