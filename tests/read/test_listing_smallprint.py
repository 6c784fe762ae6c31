"""What stands beside a headline and is no standfirst, kicker or byline: dates without a year, data, counts."""

from standfirst.model import Item
from standfirst.read.listing import read_listing

TITLES = (
    "A crane learns chess from the night watchman",
    "The council votes twice and loses count of both",
    "A ferry forgets the far shore and asks a gull",
)


def items(record: str, language: str = "en", **each: tuple[str, str, str]) -> tuple[Item, ...]:
    """The items of a page of three records; {title}, {n} and what `each` names are filled in."""
    records = "".join(
        record.format(n=n, title=title, **{name: values[n] for name, values in each.items()})
        for n, title in enumerate(TITLES)
    )
    page = f"<html lang={language}><body><main>{records}</main></body></html>"
    return read_listing(page, "https://paper.example/", source=None, now=None).items


def test_a_day_without_its_year_is_no_kicker() -> None:
    found = items(
        "<div><p>{day}</p><h2><a href=/a/{n}>{title}</a></h2></div>", "sv", day=("5 december", "3 maj", "1 juni")
    )
    assert [item.kicker for item in found] == [None] * 3


def test_a_leaf_of_a_calendar_is_no_kicker() -> None:
    found = items("<div><b>0{n}</b><p>Dec</p><h2><a href=/a/{n}>{title}</a></h2></div>")
    assert [(item.headline, item.kicker) for item in found] == [(title, None) for title in TITLES]


def test_a_label_beside_a_day_without_its_year_is_no_standfirst() -> None:
    record = (
        "<div><h3><a href=/a/{n}>{title}</a></h3><div class=teaser>"
        "<span class=department>Harbour</span> <span class=date>- 2{n} nov</span></div></div>"
    )
    assert [item.standfirst for item in items(record)] == [None] * 3


def test_what_holds_the_title_too_says_nothing_of_the_lines_below_it() -> None:
    record = "<div><div class='post category'><h2><a href=/a/{n}>{title}</a></h2><div><div>{words}</div></div></div></div>"
    words = (
        "It loses every game but the last of the night.",
        "Both times somebody had left the door ajar again.",
        "The gull did not know either, and said so at once.",
    )
    assert [item.standfirst for item in items(record, words=words)] == list(words)


def test_what_is_told_of_every_item_under_the_same_name_is_no_standfirst() -> None:
    record = (
        "<div><h2><a href=/a/{n}>{title}</a></h2>"
        "<p><b>Subjects:</b> {subject}, the sea and whatever else the harbour has to offer.</p></div>"
    )
    assert [item.standfirst for item in items(record, subject=("Cranes", "Votes", "Gulls"))] == [None] * 3


def test_a_bare_address_is_no_standfirst() -> None:
    record = "<div><h2><a href=/a/{n}>{title}</a></h2><p>https://paper.example/basket/take-home/{n}-a-crane-of-your-own</p></div>"
    assert [item.standfirst for item in items(record)] == [None] * 3
