"""What stands beside a headline and is no standfirst, kicker or byline: dates without a year, data, counts."""

from collections.abc import Sequence

from standfirst.model import Item
from standfirst.read.page.listing import read_listing

TITLES = (
    "A crane learns chess from the night watchman",
    "The council votes twice and loses count of both",
    "A ferry forgets the far shore and asks a gull",
)


def items(record: str, language: str = "en", **each: Sequence[str]) -> tuple[Item, ...]:
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


def test_all_who_signed_are_named() -> None:
    record = (
        "<div><h2><a href=/a/{n}>{title}</a></h2><p class=authors><a href=/q?s=1>Mara Light</a>,"
        " <a href=/q?s=2>Otto Pier</a> and <a href=/q?s=3>Ada Buoy</a></p></div>"
    )
    assert [item.byline for item in items(record)] == ["Mara Light, Otto Pier and Ada Buoy"] * 3


def test_links_to_writers_side_by_side_are_parted() -> None:
    record = (
        "<div><h2><a href=/a/{n}>{title}</a></h2><div><span><a href=/profile/mara>Mara Light</a></span>"
        "<span><a href=/profile/otto>Otto Pier</a></span> <i>0{n}.05.2031</i></div></div>"
    )
    assert [item.byline for item in items(record, "de")] == ["Mara Light, Otto Pier"] * 3


def test_a_link_may_be_that_of_an_author_and_more() -> None:
    record = (
        "<div><h2><a href=/a/{n}>{title}</a></h2>"
        "<div>Put down <a rel='author external' href=//mara.example>mara</a>, 3 May 2031</div></div>"
    )
    assert [(item.byline, item.published) for item in items(record)] == [("mara", "2031-05-03")] * 3


def test_a_long_line_may_say_by_whom_and_when() -> None:
    record = (
        "<article><h2><a href=/a/{n}>{title}</a></h2><div><span class=story-byline>Posted by Mara"
        " <time>on Saturday 3 May 2031 @04:07PM</time> from the <b>a-lamp-that-says-more-than-it-knows</b> dept.</span></div>"
        "<div>Nobody had asked for {word}, and yet it went on all through the night.</div></article>"
    )
    found = items(record, word=("it", "them", "more"))
    assert [item.byline for item in found] == ["Mara"] * 3
    assert all((item.standfirst or "").startswith("Nobody had asked") for item in found)


def test_a_byline_ends_where_the_day_begins() -> None:
    record = "<div><h2><a href=/a/{n}>{title}</a></h2><p>Posted by Mara on 3 December. <a href=/a/{n}>Go on</a></p></div>"
    assert [item.byline for item in items(record)] == ["Mara"] * 3


def test_a_link_to_the_door_of_the_house_signs_nothing() -> None:
    record = "<div><h2><a href=/a/{n}>{title}</a></h2><p><a href=/user/password>Forgot your key?</a></p></div>"
    assert [item.byline for item in items(record)] == [None] * 3


def test_what_an_item_tells_where_it_stands_again_is_taken_too() -> None:
    ticker = "".join(
        f"<li><i>0{n}.05.2031</i> <a href=/a/{n}>{title}</a></li>" for n, title in enumerate(TITLES, 1)
    )
    records = "".join(
        f"<div><h2><a href=/a/{n}>{title}</a></h2><p>Nobody had asked for number {n}, and yet it went on all night.</p></div>"
        for n, title in enumerate(TITLES, 1)
    )
    page = f"<html lang=de><main><ul>{ticker}</ul>{records}</main></html>"
    found = read_listing(page, "https://paper.example/", source=None, now=None).items
    assert [(item.headline, item.published) for item in found] == [
        (title, f"2031-05-0{n}") for n, title in enumerate(TITLES, 1)
    ]
    assert all(item.standfirst for item in found)


def test_a_date_beside_a_count_is_told() -> None:
    record = (
        "<div><div class=details><span>Dic 0{day}, 2031</span> <span>27</span></div>"
        "<h4><a href=/a/{n}>{title}</a></h4></div>"
    )
    assert [item.published for item in items(record, "es", day="345")] == [
        "2031-12-03",
        "2031-12-04",
        "2031-12-05",
    ]


def test_counts_times_and_labels_before_the_words_and_counts_after_them_are_no_part_of_them() -> None:
    record = (
        "<div><h2><a href=/a/{n}>{title}</a></h2>&nbsp;(<span class=comments>18</span>)"
        " <span class=author>2031-05-0{day} 00:02</span> {words} <span>3 comentários</span></div>"
    )
    words = (
        "Perde todas as partidas menos a última.",
        "Das duas vezes a porta ficou aberta.",
        "A gaivota também não sabia e disse-o.",
    )
    found = items(record, "pt", day="123", words=words)
    assert [(item.published or "")[:10] for item in found] == ["2031-05-01", "2031-05-02", "2031-05-03"]
    assert [item.standfirst for item in found] == list(words)


def test_words_in_brackets_of_an_element_of_their_own_stay() -> None:
    record = "<div><h2><a href=/a/{n}>{title}</a></h2><p>(<b>Harbour</b>) {words}</p></div>"
    words = (
        "It loses every game but the last.",
        "Both times the door was left ajar.",
        "The gull did not know either.",
    )
    assert [item.standfirst for item in items(record, words=words)] == [f"(Harbour) {w}" for w in words]


def test_signs_of_a_list_and_arrows_are_no_part_of_a_headline() -> None:
    found = items(
        "<li>{n}. <a href=/a/{n}>{sign}{title}{arrow}</a></li>", sign=("● ", "» ", "▶"), arrow=(" »", " →", "")
    )
    assert [item.headline for item in found] == list(TITLES)
    quoted = items("<li><a href=/a/{n}>«{title}» {more}</a></li>", "fr", more=("dit-il", "dit-on", "dit-elle"))
    assert next(item.headline for item in quoted) == f"«{TITLES[0]}» dit-il"


def test_markup_in_an_attribute_is_no_part_of_a_headline_nor_is_who_took_the_picture() -> None:
    found = items(
        "<div><i>No. {n}</i><a href=/a/{n}><img src={n}.jpg alt='&lt;b&gt;{title}&lt;/b&gt; at length'></a></div>"
    )
    assert [item.headline for item in found] == [f"{title} at length" for title in TITLES]
    assert not items("<div><i>No. {n}</i><a href=/a/{n}><img src={n}.jpg alt='{title} © A. Lens'></a></div>")


def test_an_address_is_no_headline() -> None:
    assert not items("<p><a href=/a/{n}>https://paper.example/{n}/a-crane-learns-chess</a></p>")


def test_a_section_ends_before_the_link_to_more_of_it() -> None:
    part = "<section><h2>{name} <a href=/{name}>see more »</a></h2>{records}</section>"
    records = "<div><h3><a href=/{name}/{n}>{title}</a></h3></div>"
    parts = "".join(
        part.format(
            name=name,
            records="".join(records.format(name=name, n=n, title=f"{t} {name}") for n, t in enumerate(TITLES)),
        )
        for name in ("Harbour", "Council")
    )
    found = read_listing(
        f"<html lang=en><main>{parts}</main></html>", "https://paper.example/", source=None, now=None
    ).items
    assert [item.section for item in found] == ["Harbour"] * 3 + ["Council"] * 3


def test_a_list_of_links_below_a_headline_leaves_it_its_standfirst() -> None:
    record = (
        "<article><header><h2><a href=/a/{n}>{title}</a></h2></header><div class=by><a href=/author/{n}>Mara Light</a>"
        "</div><p>{words}</p><ul><li><a href=/r/{n}1>What the watchman said when it was over {n}</a></li>"
        "<li><a href=/r/{n}2>How to lose a game of chess on purpose {n}</a></li></ul></article>"
    )
    words = (
        "It loses every game but the last of the night, and nobody knows why it does.",
        "Both times somebody had left the door ajar again.",
        "The gull did not know either, and said so at once.",
    )
    found = {item.headline: item for item in items(record, words=words)}
    assert [(found[title].standfirst, found[title].byline) for title in TITLES] == [
        (w, "Mara Light") for w in words
    ]


def test_a_label_is_known_by_the_headline_that_the_link_says_again() -> None:
    record = (
        "<div><h2><a href=/a/{n} title='{title}'><span class='a b'>{label}</span> <span class='c b'>"
        "<span class=d>{title}</span></span></a></h2></div>"
    )
    label = ("Chess at night", "Town hall", "Weather")
    assert [(item.kicker, item.headline) for item in items(record, label=label)] == list(
        zip(label, TITLES, strict=True)
    )


def test_a_hidden_colon_between_label_and_headline_belongs_to_neither() -> None:
    record = (
        "<div><h3><a href=/a/{n}><span class=kicker>{label}<span class=hidden>: </span></span>"
        "<span class=title>{title}</span></a></h3></div>"
    )
    label = ("Chess", "Town", "Weather")
    assert [(item.kicker, item.headline) for item in items(record, label=label)] == list(
        zip(label, TITLES, strict=True)
    )


def test_a_badge_behind_the_headline_that_the_link_says_again_is_left_out() -> None:
    record = "<div><h3><a href=/a/{n} title='{title}'>{title} <i>Plus {n}</i></a></h3></div>"
    assert [item.headline for item in items(record)] == list(TITLES)


def test_a_name_is_parted_from_the_word_that_leads_up_to_it_in_its_language() -> None:
    record = "<div><h3><a href=/a/{n}>{title}</a></h3><p class=signature>Per <a href=/x/{n}>{who}</a></p></div>"
    who = ("Marta Llum", "Otger Moll", "Ada Boia")
    assert [item.byline for item in items(record, "ca", who=who)] == list(who)


def test_an_age_and_who_it_is_by_share_a_line() -> None:
    record = (
        "<div><h3><a href=/a/{n}>{title}</a></h3><p><span class=time>há {n} horas</span>"
        "<span class=author> Por <a href=/x/{n}>{who}</a></span></p></div>"
    )
    who = ("Marta Luz", "Otelo Cais", "Ada Boia")
    assert [item.byline for item in items(record, "pt", who=who)] == list(who)


def test_an_age_of_hours_is_small_print_whatever_the_hour() -> None:
    record = "<div><h3><a href=/a/{n}>{title}</a></h3><p class=time_author>{age}</p></div>"
    found = items(record, age=("12 hours ago", "21 hours ago", "07:40 AM IST"))
    assert [(item.byline, item.standfirst) for item in found] == [(None, None)] * 3


def test_links_below_the_words_cut_no_record_short() -> None:
    record = (
        "<section><div><p class=label>Harbour: </p><h3><a href=/a/{n}>{title}</a></h3></div>"
        "<p>{said}</p>"
        "<ul><li><a href=/b/{n}>What the harbour master saw before breakfast</a></li>"
        "<li><a href=/c/{n}>Why no crane has ever won a game at night</a></li></ul></section>"
    )
    said = ("Nobody asked the gull about it.", "Both counts were written in chalk.", "The gull has not replied.")
    found = [item for item in items(record, said=said) if item.headline in TITLES]
    assert [(item.kicker, item.standfirst) for item in found] == [("Harbour", words) for words in said]


def test_a_label_that_changes_stays_in_the_headline_and_one_that_never_does_leaves_it() -> None:
    record = "<h3><a href=/a/{n}><span>{label}:</span> {title}</a></h3>"
    assert items(record, label=("Title",) * 3)[0].headline == TITLES[0]
    page = "".join(
        f"<h3><a href=/a/{n}><span>{label}:</span> {title}</a></h3>"
        for n, (label, title) in enumerate(
            (label, f"{title} {label.lower()}") for label in ("Port", "Town", "Isle") for title in TITLES
        )
    )
    found = read_listing(
        f"<html lang=en><body>{page}</body></html>", "https://paper.example/", source=None, now=None
    )
    assert [(item.headline or "")[:6] for item in found.items[2:4]] == ["Port: ", "Town: "]


def test_the_second_heading_in_a_link_leads_where_the_first_is_a_label() -> None:
    record = "<div><a href=/a/{n}><h4>{label}</h4><h4>{title}</h4></a><a href=/a/{n}><div>{words}</div></a></div>"
    label = ("Chess", "Chess", "Chess")
    words = ("It loses every game but the last.", "The door was ajar both times.", "The gull did not know either.")
    found = items(record, label=label, words=words)
    assert [(item.headline, item.standfirst) for item in found] == list(zip(TITLES, words, strict=True))


def test_an_age_in_an_element_named_for_the_byline_is_none() -> None:
    record = "<div><h3><a href=/a/{n}>{title}</a></h3><div class=byline><span>{n} hours ago</span></div></div>"
    assert [item.byline for item in items(record)] == [None] * 3


def test_a_word_for_its_kind_before_the_headline_is_a_label() -> None:
    record = "<div><p><a href=/a/{n}><span>Video</span> {title}</a></p></div>"
    assert [(item.headline, item.kind) for item in items(record)] == [(title, "video") for title in TITLES]


def test_an_invitation_that_says_the_headline_again_is_neither_headline_nor_standfirst() -> None:
    record = (
        "<div><h2>{title}</h2><p>{words}</p><a href=/a/{n}>Read on <span class=sr-only>{title}</span></a></div>"
    )
    words = ("It loses every game but the last.", "The door was ajar both times.", "The gull did not know either.")
    found = items(record, words=words)
    assert [(item.headline, item.standfirst) for item in found] == list(zip(TITLES, words, strict=True))


def test_a_box_between_cards_belongs_to_none_of_them() -> None:
    card = "<article><a href=/a/{n}><img src=x.jpg></a><h2><a href=/a/{n}>{title}</a></h2></article>"
    box = "<div><h3>Every morning</h3><p>Get what we write into your letter box, free of charge and of salt.</p></div>"
    titles = [f"{title} {when}" for when in ("today", "tomorrow") for title in TITLES]
    cards = [card.format(n=n, title=title) for n, title in enumerate(titles)]
    page = f"<html lang=en><body><main>{''.join(cards[:3])}{box}{''.join(cards[3:])}</main></body></html>"
    found = read_listing(page, "https://paper.example/", source=None, now=None).items
    assert [(item.headline, item.standfirst) for item in found] == [(title, None) for title in titles]


def test_what_a_post_leads_to_is_no_item_beside_it() -> None:
    record = (
        "<div class='entry h-entry'><a class='u-url u-uid' href=/@paper/10{n}><time>0{n}.05.2031</time></a>"
        "<div class=e-content><p>{words}</p></div>{card}</div>"
    )
    words = (
        "We read it so that you need not. It loses every game but the last.",
        "The door was ajar both times that anybody looked.",
        "The gull did not know either, nor did we. Ask again.",
    )
    card = (
        "<a class=card href=https://other.example/1><strong>A crane learns chess from books alone</strong>"
        "<p>What the other paper says of it in so many words, and more.</p></a>"
    )
    found = items(record, words=words, card=(card, "", ""))
    assert [(item.headline, item.standfirst) for item in found] == [(None, text) for text in words]


def test_the_name_of_a_section_is_no_label_of_its_first_headline() -> None:
    record = (
        "<section><h2><a href=/s/{n}>{label}</a></h2><div><h3><a href=/a/{n}>{title}</a></h3><p>{words}</p></div>"
        "<ul><li><a href=/b/{n}>What the watchman said of it {n}</a></li>"
        "<li><a href=/c/{n}>How the harbour looked upon it {n}</a></li></ul></section>"
    )
    words = ("It loses every game but the last.", "The door was ajar both times.", "The gull did not know either.")
    found = {item.headline: item for item in items(record, label=("Chess", "Town", "Sea"), words=words)}
    assert [(found[t].kicker, found[t].standfirst) for t in TITLES] == [(None, text) for text in words]


def test_a_label_that_would_run_into_the_headline_is_a_box_of_its_own() -> None:
    record = "<div><a href=/a/{n}><span>{label}</span><span>{title}</span></a></div>"
    label = ("Chess", "Council", "Ferries")
    assert [(item.kicker, item.headline) for item in items(record, label=label)] == list(
        zip(label, TITLES, strict=True)
    )


def test_a_line_of_day_and_label_is_no_headline() -> None:
    record = "<li><a href=/a/{n}><span>2031.05.1{n}</span><span>{label}</span><p>{title}</p></a></li>"
    found = items(record, label=("Chess", "Council", "Ferries"))
    assert [(item.headline, item.published) for item in found] == [
        (title, f"2031-05-1{n}") for n, title in enumerate(TITLES)
    ]


def test_numbers_beside_a_date_hide_it_not() -> None:
    record = "<div><div class=n><i></i> 1{n}.05.2031 / 12:05 <i></i> 4{n}1 <i></i> 7</div><a href=/a/{n}>{title}</a></div>"
    assert [item.published for item in items(record, "bg")] == [f"2031-05-1{n}T12:05" for n in range(3)]


def test_a_count_in_brackets_behind_a_date_hides_it_not() -> None:
    record = "<div><b><a href=/a/{n}>{title}</a></b><p><i>By</i> <a href=/u/{n}>Admin</a> 1{n}.05.2031 12:05 (31 reads)</p></div>"
    assert [item.published for item in items(record)] == [f"2031-05-1{n}T12:05" for n in range(3)]


def test_what_stands_under_the_picture_is_no_label() -> None:
    record = (
        "<div><figure><a href=/a/{n}><img src=x.jpg></a><figcaption>Photo: {who}</figcaption></figure>"
        "<h2><a href=/a/{n}>{title}</a></h2></div>"
    )
    who = ("Mara Light", "Otto Pier", "Ada Buoy")
    assert [item.kicker for item in items(record, who=who)] == [None] * 3


def test_a_date_beside_a_link_is_read_though_other_pieces_stand_below() -> None:
    record = (
        "<section><div><a href=/a/{n}>{title}</a></div><div><time datetime=2031-05-1{n}>day {n}</time></div>"
        "<div><h4><a href=/b/{n}>What the harbour master saw before breakfast {n}</a></h4>"
        "<h4><a href=/c/{n}>Why no crane has ever won a game at night {n}</a></h4></div></section>"
    )
    found = {item.headline: item.published for item in items(record)}
    assert [found[title] for title in TITLES] == [f"2031-05-1{n}" for n in range(3)]


def test_words_in_capitals_before_a_headline_are_a_label() -> None:
    before = "<div><h3><a href=/a/{n}><b>{label}</b> {title}</a></h3></div>"
    label = ("CHESS", "COUNCIL", "FERRIES")
    assert [(i.kicker, i.headline) for i in items(before, label=label)] == list(zip(label, TITLES, strict=True))


def test_a_sign_before_a_headline_is_none_of_it() -> None:
    record = "<div><h3><a href=/a/{n}><i>+</i>{title}</a></h3></div>"
    assert [item.headline for item in items(record)] == list(TITLES)


def test_comments_on_pieces_are_no_items() -> None:
    record = "<div><h2><a href=/a/{n}>{title}</a></h2><p>{words}</p></div>"
    words = ("It loses every game but the last.", "The door was ajar both times.", "The gull did not know either.")
    said = "".join(
        f"<li>Otto on <a href=/b/{n}#comment-{n}>What the watchman said of it {n}</a></li>" for n in range(4)
    )
    page = "".join(
        record.format(n=n, title=t, words=w) for n, (t, w) in enumerate(zip(TITLES, words, strict=True))
    )
    found = read_listing(
        f"<html lang=en><body>{page}<ul>{said}</ul></body></html>", "https://paper.example/", source=None, now=None
    )
    assert [item.headline for item in found.items] == list(TITLES)
