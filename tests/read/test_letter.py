"""Newsletters as e-mail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standfirst.model import Document, Item
from standfirst.read import read
from standfirst.read.letter import read_letter, words
from standfirst.read.mail_words import is_footer

CASES = Path(__file__).parent.parent / "cases" / "letters"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "letters"
LEAST_F1 = 0.95


def test_a_page_that_a_browser_saved_as_a_letter_is_read_as_that_page() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://gazette.example/world/"
    cards = "".join(
        f"<article><h2><a href='/{name}'>The ferry calls at {name} again</a></h2><p>A boat a day goes there.</p></article>"
        for name in ("Arrayan", "Velim", "Ombira", "Tarrant", "Castelvara")
    )
    message.set_content(f"<html lang='en'><body><main>{cards}</main></body></html>", subtype="html")
    found = read_letter(bytes(message), "file:///news.mhtml", source=None, now=None)
    assert found.read_as == "listing"
    assert [item.link for item in found.items][:2] == [
        "https://gazette.example/Arrayan",
        "https://gazette.example/Velim",
    ]


def letter(html: str | None = None, text: str | None = None, subject: str = "The week") -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "desk@gazette.example"
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def items(body: bytes) -> tuple[Item, ...]:
    return read_letter(body, "https://gazette.example/", source=None, now=None).items


def headlines(body: bytes) -> list[str | None]:
    return [item.headline for item in items(body)]


TABLES = (CASES / "tables.html").read_text("utf-8")
DIGEST = (CASES / "digest.txt").read_text("utf-8")
BLOCKS = (CASES / "blocks.txt").read_text("utf-8")


def test_a_letter_laid_out_in_tables_gives_its_items_in_order() -> None:
    told = items(letter(html=TABLES))
    assert [item.headline for item in told] == [
        "Harbour bridge to reopen in spring",
        "Ferries carry record numbers",
        "Council puts off its vote on the old mill",
        "Storm closes the northern road again",
    ]
    assert told[0].standfirst == "Work is done, says the mayor, and the ferries stop."
    assert told[0].link == "https://click.example/t?u=1&utm_source=nl"


def test_browsers_adverts_and_unsubscribing_are_left_out() -> None:
    told = " ".join(str(headline) for headline in headlines(letter(html=TABLES)))
    assert "browser" not in told and "Unsubscribe" not in told and "Boots" not in told


@pytest.mark.parametrize(
    "line",
    [
        "View this letter in your browser",
        "Diesen Rundbrief im Browser ansehen",
        "Voir cette lettre dans votre navigateur",
        "Открыть это письмо в браузере",
        "ブラウザでこのメールを見る",
        "Was this sent to you by a friend? Subscribe here.",
        "You receive this letter because you signed up at gazette.example.",
        "Partagez cette lettre",
        "Anda menerima surat ini",
    ],
)
def test_what_a_letter_says_of_itself_is_no_item(line: str) -> None:
    assert is_footer(line)


@pytest.mark.parametrize("line", ["A game of tides to play in your browser", "How to send a letter by balloon"])
def test_a_headline_about_letters_or_browsers_is_one(line: str) -> None:
    assert not is_footer(line)


def test_lines_broken_by_hand_for_a_narrow_column_are_made_whole() -> None:
    told = items(letter(html=(CASES / "columns.html").read_text("utf-8")))
    assert [item.headline for item in told] == [
        "Gartenhaus – frische Beete für jeden Tag",
        "Bootshaus – alles Nötige von Seglern für Segler",
        "Backhaus – mehr Auswahl für Ihre Feste",
    ]
    assert told[1].standfirst == (
        "Die ganze Welt der Leinen, Netze und Segel. Hier gibt es maßgeschneiderte Boots-Planen für den kleinen wie "
        "für den großen Steg, Haus- und Hafenschuhe und was man sonst noch braucht."
    )


def test_lines_that_single_breaks_part_for_good_stay_apart() -> None:
    address = "<p>The Gazette<br>Harbour Street 5<br>1002 Velim<br>Open from nine to five</p>"
    cards = "".join(
        f"<p><a href='/{name}'>Ferries call at {name} again</a><br>A boat a day goes there now, and two on Sundays.</p>"
        for name in ("Arrayan", "Velim", "Ombira")
    )
    told = items(letter(html=f"<body>{cards}{address}</body>"))
    assert [item.standfirst for item in told] == ["A boat a day goes there now, and two on Sundays."] * 3


def test_a_letter_of_html_that_was_plain_once_is_read_as_plain() -> None:
    told = [
        ("港の朝市が来月から再開されます", "三年ぶりの開催で、四十の店が並ぶ予定です。駐車場は無料です。"),
        ("灯台の一般公開のお知らせ", "七月の日曜日に限り、塔の上まで登ることができます。"),
        ("新しい渡し船の名前が決まりました", "千二百通の応募の中から「しおかぜ」が選ばれました。"),
    ]
    html = "".join(
        f"<p>■ {head}<br>{text}<br>→ <a href='https://m.example/{n}'>https://m.example/{n}</a></p><p>━━━━━━━━━━</p>"
        for n, (head, text) in enumerate(told)
    )
    found = items(letter(html=f"<body>{html}<p>配信停止は<a href='https://m.example/off'>こちら</a></p></body>"))
    assert [(item.headline, item.standfirst) for item in found] == told


def test_a_day_or_a_place_before_the_words_is_none_of_them() -> None:
    dated = "".join(
        f"<h3>Neue Fähre nach {name}</h3><p><em>12.05.2031</em> - Ab Montag fährt sie stündlich. <a href='/{name}'>mehr</a></p>"
        for name in ("Velim", "Ombira", "Tarrant")
    )
    told = items(letter(html=f"<body>{dated}</body>"))
    assert {(item.standfirst, item.published) for item in told} == {
        ("Ab Montag fährt sie stündlich.", "2031-05-12")
    }
    listed = "".join(
        f"<li><a href='/{name}'>Dredgers find {name} anchors</a> (The Gazette). They lay under the pier all the time.</li>"
        for name in ("Roman", "Norse", "Dutch")
    )
    told = items(letter(html=f"<body><ul>{listed}</ul></body>"))
    assert {item.standfirst for item in told} == {"They lay under the pier all the time."}


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda case: str(case.stem))
def test_a_plain_letter_gives_the_items_it_holds(case: Path) -> None:
    told = items(letter(text=case.with_suffix(".txt").read_text("utf-8")))
    fields = ("headline", "standfirst", "link", "byline")
    found = [{field: value for field in fields if (value := getattr(item, field))} for item in told]
    assert found == json.loads(case.read_text("utf-8"))["items"]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda case: str(case.stem))
def test_a_letter_that_was_saved_without_its_headers_gives_the_items_it_holds(case: Path) -> None:
    text = case.with_suffix(".txt").read_text("utf-8") + "\n\n-- \nTo unsubscribe, write to the desk.\n"
    told = read(Document("https://gazette.example/", text.encode(), "text/plain")).items
    fields = ("headline", "standfirst", "link", "byline")
    found = [{field: value for field in fields if (value := getattr(item, field))} for item in told]
    assert found == json.loads(case.read_text("utf-8"))["items"]


def test_facts_below_a_headline_are_none_of_its_words_nor_is_a_list_of_contents_an_item() -> None:
    told = items(letter(text=(CASES / "facts.txt").read_text("utf-8")))
    assert [(item.headline, item.link) for item in told] == [
        ("LOOM", "https://click.shed.example/a1"),
        ("TURNFAST LATHE", "https://click.shed.example/b1"),
        ("KILNWRIGHT", "https://click.shed.example/c1"),
    ]
    assert (told[2].standfirst or "").startswith("A kiln that tells you when")


def test_a_tagline_under_the_masthead_is_no_item() -> None:
    head = (
        "<table><tr><td><a href='https://g.example/view'>View this letter in your browser</a></td></tr>"
        "<tr><td><p><i>A letter about tides, bridges and other ways across</i></p></td></tr>"
    )
    item = (
        "<tr><td><h2><a href='https://g.example/{n}'>The bridge opens for the {n} time</a></h2>"
        "<p>Work is done, says the mayor, and the ferries stop.</p></td></tr>"
    )
    foot = "<tr><td><a href='https://g.example/share'>Share this letter</a> · Sent to you by a friend?</td></tr>"
    page = head + "".join(item.format(n=n) for n in ("first", "second", "third")) + foot + "</table>"
    assert headlines(letter(html=page)) == [
        f"The bridge opens for the {n} time" for n in ("first", "second", "third")
    ]


def test_the_plain_part_is_read_where_the_page_tells_nothing() -> None:
    told = headlines(letter(html="<p>Your mail program shows no letters.</p>", text=BLOCKS))
    assert told == ["Harbour bridge to reopen in spring", "Ferries carry record numbers"]


def test_lines_that_flow_into_each_other_are_one() -> None:
    message = EmailMessage()
    message.set_content(BLOCKS.replace("had\nbeen", "ha \nd been").replace("ever\nbefore", "ev \n er before"))
    message.replace_header("Content-Type", "text/plain; charset=utf-8; format=flowed; delsp=yes")
    told = [item.standfirst or "" for item in items(message.as_bytes())]
    assert [told[0][-47:], told[1][-17:]] == [
        "had been closed since the storm of last autumn.",
        "than ever before.",
    ]


def test_the_contents_of_a_digest_say_what_its_items_are() -> None:
    told = items(letter(text=DIGEST))
    assert [item.headline for item in told] == [
        "Harbour bridge to reopen in spring",
        "Ferries carry record numbers on their last runs of the year",
        "Council puts off its vote",
    ]
    assert told[1].link == "https://gazette.example/ferries"
    assert told[0].standfirst and told[0].standfirst.startswith("Work is done")


def test_the_subject_is_the_title_in_any_charset() -> None:
    reading = read_letter(letter(text=BLOCKS, subject="Новости гавани"), "", source=None, now=None)
    assert (reading.title, reading.read_as) == ("Новости гавани", "letter")


def test_a_wrong_charset_does_not_lose_the_letter() -> None:
    body = letter(html=TABLES).replace(b'charset="utf-8"', b'charset="x-unknown-8"')
    assert len(items(body)) == 4


def test_a_forwarded_letter_is_read() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd: The week"
    outer.set_content("See below.")
    inner = EmailMessage()
    inner["Subject"] = "The week"
    inner.set_content(TABLES, subtype="html")
    outer.add_attachment(inner)
    assert len(items(outer.as_bytes())) == 4


def test_a_letter_without_items_says_so() -> None:
    reading = read_letter(letter(text="Hello,\n\nsee you on Monday.\n\nAnn"), "", source=None, now=None)
    assert reading.items == () and reading.complaints


@pytest.mark.parametrize(("fields", "parts"), [(3000, 0), (0, 3000)])
def test_a_letter_of_more_fields_or_parts_than_are_read_says_so(fields: int, parts: int) -> None:
    head, _, body = letter(html=TABLES, text=DIGEST).partition(b"\n\n")
    boundary = body[: body.index(b"\n")]
    head += b"".join(b"\nX-%d: a" % number for number in range(fields))
    body += b"".join(boundary + b"\nContent-Type: text/plain\n\n%d\n" % number for number in range(parts))
    reading = read_letter(head + b"\n\n" + body, "", source=None, now=None)
    assert [item.headline for item in reading.items] == headlines(letter(html=TABLES, text=DIGEST))
    assert reading.complaints == (
        "longer than 3,000,000 bytes, 2,000 fields or 2,000 parts; the rest is not read",
    )


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_whatever_raise(body: bytes) -> None:
    read_letter(body, "", source=None, now=None)
    read_letter(
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + body, "", source=None, now=None
    )


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 200))
def test_letters_broken_anywhere_do_not_raise(place: int, length: int) -> None:
    whole = letter(html=TABLES, text=DIGEST)
    at = place % len(whole)
    read_letter(whole[:at] + whole[at + length :], "", source=None, now=None)


# --- the corpus --------------------------------------------------------------------------------------------


def mark(text: str) -> str:
    """What the labels hold of a headline: a short hash of its letters."""
    bare = "".join(c for c in text.casefold() if c.isalnum())
    return blake2b(bare.encode(), digest_size=5).hexdigest()


def f1(found: Iterable[str], label: dict[str, list[str]]) -> float:
    told, wanted, side = set(found), set(label["items"]), set(label["side"])
    told -= side - wanted
    if not told or not wanted:
        return float(told == wanted)
    return 2 * len(told & wanted) / (len(told) + len(wanted))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="needs the corpus beside the project")
def test_the_letters_of_the_corpus_are_read() -> None:
    labels = json.loads((CASES.parent / "letter_labels.json").read_text("utf-8"))
    scores = {
        name: f1((mark(i.headline or i.standfirst or "") for i in items((CORPUS / name).read_bytes())), label)
        for name, label in labels.items()
    }
    assert sum(scores.values()) / len(scores) >= LEAST_F1, scores


CRANES = (
    ("The cranes strike for shorter nights", "Nobody was moved but the crates that had been in the way."),
    ("A bridge asks to be painted blue", "It has been grey since the war, and says that it is tired of it."),
    ("The lighthouse learns to whistle", "Ships have lost their way ever since; the gulls applaud."),
)


def told(record: str, **each: tuple[str, ...]) -> tuple[Item, ...]:
    """The items of a letter of three records; {n}, {title}, {words} and what `each` names are filled in."""
    records = "".join(
        record.format(n=n, title=title, words=words, **{name: values[n] for name, values in each.items()})
        for n, (title, words) in enumerate(CRANES)
    )
    return items(letter(f"<html lang=en><body>{records}</body></html>"))


def test_the_words_of_a_card_may_be_linked_as_its_headline_is() -> None:
    record = (
        "<a href=https://g.example/{n}><div style='font-weight:600'>{title}</div><div>{words}</div>"
        "<div>The Gazette</div></a>"
    )
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_an_invitation_at_the_end_of_the_words_is_none_of_them_in_any_language() -> None:
    record = "<h3>{title}</h3><p>{words} <a href=https://g.example/{n}>Zjistit vse</a></p>"
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_a_headline_that_begins_its_paragraph_leaves_the_rest_whole() -> None:
    record = "<p><b><a href=https://g.example/{n}>{title}</a></b> {words}</p>"
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_labels_before_and_names_after_are_kicker_and_byline() -> None:
    record = "<p>{label}</p><h2><a href=https://g.example/{n}>{title}</a></h2><p>{words}</p><p>By {who}</p><p>&nbsp;</p>"
    label, who = ("Harbour", "Town", "Sea"), ("Mara Light", "Otto Pier", "Ada Buoy")
    assert [(i.kicker, i.byline, i.standfirst) for i in told(record, label=label, who=who)] == [
        (label[n], who[n], words) for n, (_, words) in enumerate(CRANES)
    ]


def test_who_signed_at_the_end_of_the_words_is_the_byline() -> None:
    record = "<h3><a href=https://g.example/{n}>{title}</a></h3><p>{words} <i>By {who}</i></p>"
    who = ("Mara Light", "Otto Pier", "Ada Buoy")
    assert [(i.byline, i.standfirst) for i in told(record, who=who)] == [
        (who[n], words) for n, (_, words) in enumerate(CRANES)
    ]


def test_what_stands_below_a_word_for_adverts_is_none_of_the_items() -> None:
    record = "<p>{before}</p><h3><a href=https://g.example/{n}>{title}</a></h3><p>{words}</p>"
    found = told(record, before=("", "Advertisement", ""))
    assert [item.headline for item in found] == [CRANES[0][0], CRANES[2][0]]


def test_a_button_with_words_below_it_is_no_headline() -> None:
    button = (
        "<p><a href=https://g.example/in>Log in</a></p><p>Welcome back to the harbour, dear reader of ours.</p>"
    )
    page = button + "".join(
        f"<h3><a href=https://g.example/{n}>{t}</a></h3><p>{w}</p>" for n, (t, w) in enumerate(CRANES)
    )
    assert headlines(letter(f"<html lang=en><body>{page}</body></html>")) == [title for title, _ in CRANES]


def test_who_a_link_names_below_its_headline_is_no_item() -> None:
    record = (
        "<table><tr><td><a href=https://g.example/{n}>{title}</a><div><a href='#'>The Gazette</a></div>"
        "<div>{words}</div><a href=https://s.example/flag?{n}>Flag as irrelevant</a></td></tr></table>"
    )
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_headlines_in_lists_below_sections_are_items() -> None:
    names = ("老城区下月起禁止货车通行", "三座新公园年底前建成", "女子龙舟队夺得全省冠军", "图书馆延长开放时间")
    lines = "".join(
        f"<li><a href='https://g.example/{n}'>{name}</a> [2031-03-0{n + 1}]</li>" for n, name in enumerate(names)
    )
    found = items(
        letter(f"<html><body><b>本地</b><ul>{lines}</ul><a href='https://g.example/u'>退订</a></body></html>")
    )
    assert [(item.headline, item.published) for item in found] == [
        (name, f"2031-03-0{n + 1}") for n, name in enumerate(names)
    ]


def test_a_letter_that_is_a_single_post_is_one_item() -> None:
    words = " ".join(words for _, words in CRANES)
    body = "".join(f"<h3>{title}</h3><p>{words}</p><p>{words}</p>" for title, _ in CRANES)
    page = f"<h1><a href='https://g.example/post'>What the harbour says</a></h1><h3>A walk along the quay with open ears</h3>{body}"
    (item,) = items(letter(page + "<p>You receive this letter as a reader. Unsubscribe.</p>"))
    assert (item.headline, item.standfirst) == ("What the harbour says", "A walk along the quay with open ears")


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Set a new password</h1><p>Press the button below, or let this letter be.</p><a href=https://g.example/r>Reset</a>"
        "<h2>Questions?</h2><p>Write to us at any hour of the day or the night.</p>",
        "<h1>Thank you for your order</h1><table><tr><td><a href=https://g.example/1>A pair of boots for walking</a></td><td>90</td>"
        "</tr><tr><td><a href=https://g.example/2>Socks of wool, two pairs</a></td><td>12</td></tr></table>",
    ],
)
def test_what_goes_to_one_reader_alone_is_no_news(page: str) -> None:
    assert items(letter(page)) == ()


def test_who_paid_may_be_named_below_an_advert() -> None:
    record = "<p><b><a href=https://g.example/{n}>{title}</a></b> — {words}</p><p>{who}</p>"
    found = told(record, who=("ROPE CORNER", "BOOTS AND SONS sponsor", "HARRIET BOWE"))
    assert [item.headline for item in found] == [CRANES[0][0], CRANES[2][0]]


def test_a_list_s_digest_gives_what_its_letters_are_about() -> None:
    rule = "-" * 30
    letters = "".join(
        f"{rule}\n\nMessage: {n}\nFrom: Ann <ann@g.example>\nSubject: [Quay] {title}\nContent-Type: text/plain\n\n"
        f"> Does anyone know?\n\n{words}\n\nAnn\n\n"
        for n, (title, words) in enumerate(CRANES, 1)
    )
    topics = "".join(f"   {n}. {title} (Ann)\n" for n, (title, _) in enumerate(CRANES, 1))
    foot = f"{rule}\n\nSubject: Digest Footer\n\nhttps://g.example/listinfo/quay\n"
    found = items(
        letter(
            text=f"Send Quay mailing list submissions to\n\tquay@g.example\n\nToday's Topics:\n\n{topics}\n\n{letters}{foot}"
        )
    )
    assert [(item.headline, item.standfirst, item.link) for item in found] == [(*crane, None) for crane in CRANES]


def test_a_letter_of_japanese_lines_gives_its_contents() -> None:
    news = (("島の小学校に図書室が完成", "児童は三十二人だが、\n本は六千冊を超えるという。"), ("渡し船の運賃、値上げ", "大人は片道三百円になる。\n燃料の高騰が理由だ。"),
            ("春祭りの山車が町を巡る", "担ぎ手の不足で中止が続き、\n五年ぶりの開催となる。"))  # fmt: skip
    rule = "━" * 30
    contents = "".join(f"{'１２３'[n]}．{title}\n" for n, (title, _) in enumerate(news))
    parts = "".join(
        f"{rule}\n■{'１２３'[n]}．{title}\n{rule}\n{words}\n\n" for n, (title, words) in enumerate(news)
    )
    found = items(letter(text=f"{rule}\n汐風だより\n{rule}\n\n【目次】\n{contents}\n{parts}◆配信停止はこちら\n"))
    assert [(item.headline, item.standfirst) for item in found] == [(t, w.replace("\n", "")) for t, w in news]


def test_short_texts_below_bullets_are_items_where_they_lead_somewhere() -> None:
    text = "".join(
        f"* {title}\n  {words[:38]}\n  https://g.example/{n}\n\n" for n, (title, words) in enumerate(CRANES)
    )
    assert headlines(letter(text=f"Hello!\n\n{text}Yours, the desk\n")) == [title for title, _ in CRANES]


def test_headlines_side_by_side_are_told_with_the_texts_below_them() -> None:
    heads = "".join(
        f"<td><a href='https://g.example/{n}'><b>{title}</b></a></td>" for n, (title, _) in enumerate(CRANES)
    )
    texts = "".join(f"<td><p>{words}</p></td>" for _, words in CRANES)
    found = items(letter(f"<table><tr>{heads}</tr><tr>{texts}</tr></table>"))
    assert [(item.headline, item.standfirst) for item in found] == list(CRANES)


def test_who_prints_a_headline_may_stand_before_it_in_its_line() -> None:
    outlets = ("The Gazette", "The Pier Post", "Tide and Town")
    lines = "".join(
        f"<li><b>{outlet}</b> : <a href=https://g.example/{outlet[4]}>{title}</a></li>"
        for outlet, (title, _) in zip(outlets, CRANES, strict=True)
    )
    found = items(letter(f"<p><b>Harbour</b></p><ul>{lines}</ul><p>Unsubscribe</p>"))
    assert [(i.headline, i.kicker) for i in found] == [(title, outlets[n]) for n, (title, _) in enumerate(CRANES)]


def test_letters_of_lines_that_are_parted_by_breaks_alone_are_read_as_texts() -> None:
    record = "■{title}<br>{words}<br>→ <a href=https://g.example/{n}>https://g.example/{n}</a><br><br>"
    assert [(i.headline, i.standfirst, i.link) for i in told(record)] == [
        (title, words, f"https://g.example/{n}") for n, (title, words) in enumerate(CRANES)
    ]


def test_the_second_line_of_a_card_may_stand_out_too() -> None:
    record = "<div><a href=https://g.example/{n}><h2>{title}</h2><h3>{words}</h3></a><span>5 min read</span></div>"
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_an_invitation_in_brackets_is_none_of_the_words() -> None:
    record = "<p><b><a href=https://g.example/{n}>{title}</a></b></p><p>{words}（<a href=https://g.example/{n}>詳全文</a>）</p>"
    assert [(item.headline, item.standfirst) for item in told(record)] == list(CRANES)


def test_a_word_on_one_s_own_account_with_a_button_is_no_news() -> None:
    page = (
        "<h2>Please confirm that you want our letter</h2><p>Someone, we hope you, asked for it at this address.</p>"
        "<p><a href=https://g.example/c>Yes, send me the letter every week</a></p><p>Unsubscribe</p>"
    )
    assert items(letter(page)) == ()


def test_links_may_stand_by_their_numbers_at_the_end() -> None:
    heads = "".join(
        f"{title.upper()[:20]}\n{title.upper()[20:]} (3 MINUTE READ) [{n}]\n\n{words}\n\n"
        for n, (title, words) in enumerate(CRANES, 4)
    )
    advert = "BOOTS THAT NEVER SAW A PUDDLE (SPONSOR) [2]\n\nThey are half the price today.\n\n"
    listed = "".join(f"[{n}] https://g.example/{n}\n" for n in range(1, 7))
    found = items(letter(text=f"View online [1]\n\n{advert}NEWS OF THE QUAY\n\n{heads}Links:\n------\n{listed}"))
    assert [(i.standfirst, i.link) for i in found] == [
        (words, f"https://g.example/{n}") for n, (_, words) in enumerate(CRANES, 4)
    ]
    assert (
        found[1].headline
        and found[1].headline.split() == CRANES[1][0][:20].upper().split() + CRANES[1][0][20:].upper().split()
    )


def test_a_link_may_be_nothing_but_a_sign() -> None:
    record = "<b>{title}</b><br>{words} <a href=https://g.example/{n}>[+]</a><br><br>"
    assert [(i.headline, i.standfirst, i.link) for i in told(record)] == [
        (title, words, f"https://g.example/{n}") for n, (title, words) in enumerate(CRANES)
    ]


def card(head: str, words: str, above: str = "", below: str = "") -> str:
    link = "https://g.example/" + head.split()[-1]
    return f"<tr><td>{above}<h2><a href='{link}'>{head}</a></h2>{below}<p>{words}</p></td></tr>"


THREE = (
    ("The ferry calls at Velim", "A boat a day goes there from the old quay."),
    ("Storks are counted in Tarrant", "There are forty, which is two more than last year."),
    ("Bakers found a choir in Ombira", "They sing while the dough rises, at four o'clock."),
)


def told_of_three(above: str = "", below: str = "") -> tuple[Item, ...]:
    told = items(letter(html="<table>" + "".join(card(*one, above, below) for one in THREE) + "</table>"))
    assert [(item.headline, item.standfirst) for item in told] == list(THREE)
    return told


def test_authors_linked_above_headlines_are_no_items() -> None:
    told_of_three(above="<a href='https://g.example/@ida'>Ida Pell in The Long Shore Review of Books</a><br>")


@pytest.mark.parametrize(
    "signed", ["Di Ida Pell il 3 marzo 2031", "Von Ida Pell | 3. März 2031", "Por Ida Pell · 3 mar 2031"]
)
def test_a_line_below_a_headline_may_say_by_whom_and_when(signed: str) -> None:
    told = told_of_three(below=f"<p>{signed}</p>")
    assert {(item.byline, item.published) for item in told} == {("Ida Pell", "2031-03-03")}


def test_an_alert_of_new_papers_names_their_authors_apart() -> None:
    page = "".join(
        f"<h3><span>[PDF]</span> <a href='https://g.example/{n}'>{head}</a></h3>"
        f"<div>I Pell, T Orr - Letters of the Shore, 2031</div><div>{'<br>'.join(words.rsplit(' ', 2))} …</div>"
        for n, (head, words) in enumerate(THREE)
    )
    told = items(letter(html=page))
    assert [(item.headline, item.standfirst) for item in told] == [(head, f"{words} …") for head, words in THREE]
    assert {(item.kicker, item.byline) for item in told} == {("PDF", "I Pell, T Orr")}


def test_a_list_of_papers_is_read_by_the_names_of_its_fields() -> None:
    rule = "-" * 70 + "\n\\\\\n"
    text = "To leave, write to the list.\n" + "".join(
        f"{rule}No. {n}\nDate: Mon, 10 Mar 2031\n\nTitle: {head}\n  and beyond\nAuthors: Ida Pell, Tor Orr\n"
        f"License: http://licenses.example/by\n\\\\\n  {words}\n\\\\ ( https://papers.example/{n} , 9kb)\n"
        for n, (head, words) in enumerate(THREE)
    )
    assert [(item.headline, item.standfirst, item.link, item.byline) for item in items(letter(text=text))] == [
        (f"{head} and beyond", words, f"https://papers.example/{n}", "Ida Pell, Tor Orr")
        for n, (head, words) in enumerate(THREE)
    ]


def test_where_and_when_a_piece_was_printed_is_no_word_of_it() -> None:
    text = "\n\n".join(
        f"{head}\nNorthern Shore, 11.03.2031\n{words}\nhttps://g.example/{n}"
        for n, (head, words) in enumerate(THREE)
    )
    told = items(letter(text=text + "\n\nTo unsubscribe: https://g.example/off\n"))
    assert [(item.headline, item.standfirst, item.published) for item in told] == [
        (head, words, "2031-03-11") for head, words in THREE
    ]


def test_short_items_of_chinese_with_numbers_are_read() -> None:
    pieces = ("老渡口改建为水上剧场", "山区小学装上第一台望远镜", "城北菜市场恢复夜市", "河道清出一艘百年木船")
    words = "工程从春天开始，到秋天结束。附近的居民可以免费参观，不用预约。"
    text = "\n\n".join(
        f"{n}、{head}\n　　{words}\n　　全文：https://g.example/{n}" for n, head in enumerate(pieces, 1)
    )
    assert headlines(letter(text=text)) == list(pieces)


def test_what_letters_lead_on_with_time_and_again_is_no_headline() -> None:
    cards = "".join(
        f"<div><b style='font-size:18px'>{head}</b></div><div>{words}</div>"
        f"<div><a href='https://g.example/{n}' style='font-weight:bold'>Olvasd tovább</a></div>"
        for n, (head, words) in enumerate(THREE)
    )
    told = items(letter(html=cards))
    assert [(item.headline, item.link) for item in told] == [
        (head, f"https://g.example/{n}") for n, (head, _) in enumerate(THREE)
    ]


def test_what_a_letter_says_of_itself_after_its_last_item_is_none_of_its_words() -> None:
    cards = "".join(
        f"<table><tr><td><a href='https://g.example/{n}'>{head}</a></td></tr></table><table><tr><td>Mar 11<br>{words}"
        "</td></tr></table>"
        for n, (head, words) in enumerate(THREE)
    )
    told = items(letter(html=cards + "<table><tr><td>You receive this digest with each tide.</td></tr></table>"))
    assert [(item.headline, item.standfirst) for item in told] == list(THREE)


@pytest.mark.parametrize("day", ["11/03/2031", "11. März 2031", "Tuesday, 11 March 2031"])
def test_days_above_headlines_are_of_what_stands_below_them(day: str) -> None:
    days = (day, day.replace("11", "13", 1), day.replace("11", "14", 1))
    cards = "".join(card(*one, above=f"<div>{d}</div>") for one, d in zip(THREE, days, strict=True))
    told = items(letter(html=f"<table>{cards}</table>"))
    assert [item.published for item in told] == ["2031-03-11", "2031-03-13", "2031-03-14"]


def test_where_a_post_stands_and_who_wrote_it_are_no_words_of_it() -> None:
    told_of_three(below="<p><a href='https://g.example/c'>General</a> · <a href='https://g.example/u'>ida</a></p>")


def test_papers_below_their_titles_say_their_authors_and_abstracts() -> None:
    text = "Papers of the week\n\n" + "".join(
        f"{'-' * 40}\n {n}. {head}\n\nBy: Ida Pell; Tor Orr\nAbstract: {words}\nKeywords: boats\n"
        f"URL: https://papers.example/{n}\n\n"
        for n, (head, words) in enumerate(THREE, 1)
    )
    told = items(letter(text=text + f"{'-' * 40}\nTo unsubscribe write to the list.\n"))
    assert [(item.headline, item.standfirst, item.byline) for item in told] == [
        (head, words, "Ida Pell; Tor Orr") for head, words in THREE
    ]


def test_what_stands_right_between_a_linked_heading_and_its_buttons_is_its_standfirst() -> None:
    posts = [
        ("Why harbours silt up", "silt"),
        ("The price of a lighthouse", "light"),
        ("Notes from a boat", "boat"),
    ]
    cards = "".join(
        f"<p>Ada Quill</p><a href='https://tides.example/{name}'><h2>{head}</h2></a><h3>In short: the {name}</h3>"
        f"<a href='https://tides.example/{name}?like'>❤ 3</a> <a href='https://tides.example/{name}?say'>2 answers</a>"
        for head, name in posts
    )
    body = letter(f"<html><body>{cards}<p><a href='https://tides.example/out'>Unsubscribe</a></p></body></html>")
    assert [(item.headline, item.standfirst) for item in items(body)] == [
        (head, f"In short: the {name}") for head, name in posts
    ]


def test_nothing_below_how_to_leave_an_alert_is_news() -> None:
    news = "\n\n".join(
        f"The {name} reopens after two years\nThe Gazette\nThe {name} was shut when the storm took its roof ...\n"
        f"<https://gazette.example/{name}>"
        for name in ("market", "ferry", "library")
    )
    foot = "Unsubscribe from this alert:\n<https://alerts.example/out>\n\nMake another alert:\n<https://alerts.example/new>"
    found = items(
        letter(text=f"=== News - 3 new results for [reopens] ===\n\n{news}\n\n- - - - - - - -\n{foot}\n")
    )
    assert [item.headline for item in found] == [
        f"The {name} reopens after two years" for name in ("market", "ferry", "library")
    ]


TOWN = (
    ("The lock opens in May", "The gates were hung on Friday, and the towpath is dry.", "lock"),
    ("Nobody wants the old crane", "It is free for whoever takes it down before the fair.", "crane"),
    ("Swans win the vote", "They beat the heron by nine votes, and the otter by ten.", "swans"),
    ("The kitchen grows its salad", "Pupils water the shelves before lessons.", "salad"),
)


def test_numbers_before_all_headlines_are_no_words_of_them() -> None:
    rows = "".join(
        f"<div><div><b>{number}. {head}</b></div><div>{words}</div><div><a href='https://town.example/{name}'>{name}</a></div></div>"
        for number, (head, words, name) in enumerate(TOWN, 1)
    )
    told = items(
        letter(f"<html><body>{rows}<p><a href='https://town.example/out'>Unsubscribe</a></p></body></html>")
    )
    assert [(item.headline, item.standfirst) for item in told] == [(head, words) for head, words, _ in TOWN]


def test_the_title_above_short_items_with_links_is_none_of_them() -> None:
    news = "\n\n".join(f"{head.upper()}\n{words}\nhttps://town.example/{name}" for head, words, name in TOWN)
    told = items(
        letter(text=f"The Town Letter\n===============\n\n{news}\n\n-- \nUnsubscribe: https://town.example/out\n")
    )
    assert [(item.headline, item.standfirst) for item in told] == [
        (head.upper(), words) for head, words, _ in TOWN
    ]


def test_who_wrote_posts_and_when_is_told_where_one_way_of_reading_tells_it() -> None:
    cards = "".join(
        f"<table><tr><td><a href='https://town.example/{name}'><img src='{name}.jpg' alt=''></a></td><td>"
        f"<div><a href='https://town.example/{name}'>{head}</a></div><div><a href='https://town.example/{name}'>{words}"
        "</a></div><table><tr><td><a href='https://town.example/@ada'>Ada Quill</a> ∙ <span>4 Mar 2024</span> ∙ "
        f"<a href='https://town.example/{name}/comments'>3 Comments</a></td></tr></table></td></tr></table>"
        for head, words, name in TOWN
    )
    told = items(
        letter(f"<html><body>{cards}<p><a href='https://town.example/out'>Unsubscribe</a></p></body></html>")
    )
    assert [(item.byline, item.published) for item in told] == [("Ada Quill", "2024-03-04")] * len(TOWN)


def test_who_pays_for_a_letter_tells_none_of_its_news() -> None:
    assert words.is_paid_for("This letter is supported by Rope & Sons, makers of rope.")
    assert words.is_paid_for("Today’s issue was made possible by the mill.")
    assert not words.is_paid_for("The report presented by the harbour says otherwise.")
    assert not words.is_paid_for("This letter arrived nine years late.")


@pytest.mark.parametrize("html", [False, True])
def test_letters_sent_together_as_one_are_an_item_each(html: bool) -> None:
    whole, digest = MIMEMultipart(), MIMEMultipart("digest")
    whole["From"], whole["Subject"], whole["List-Id"] = "birds@l.example", "Birds 3", "<birds.l.example>"
    for n, (title, said) in enumerate(CRANES):
        one = EmailMessage()
        one["From"], one["Subject"] = "Åne Holm <a@l.example>", title
        one["Date"] = f"Mon, {n + 2} Mar 2026 08:12:00 +0100"
        if html:
            one.set_content(
                f"<h1><a href=https://g.example/{n}>{title}</a></h1><p>{said} {said}</p>", subtype="html"
            )
        else:
            one.set_content(f"Hi all,\n\n{said} {said}\n\n-- \nÅne\n")
        digest.attach(MIMEMessage(one))
    whole.attach(digest)
    assert [
        (i.headline, i.standfirst, i.byline, (i.published or "")[:10], i.link) for i in items(bytes(whole))
    ] == [
        (title, f"{said} {said}", "Åne Holm", f"2026-03-0{n + 2}", f"https://g.example/{n}" if html else None)
        for n, (title, said) in enumerate(CRANES)
    ]


def test_a_plain_letter_in_markdown_is_read_by_its_headings() -> None:
    blocks = "".join(
        f"## {title}\n\n{said} {said} [See the quay](https://g.example/{n}).\n\n"
        for n, (title, said) in enumerate(CRANES)
    )
    body = letter(text=f"Hello again! Spring came late.\n\n{blocks}---\n\nUnsubscribe: https://g.example/u\n")
    assert [(item.headline, item.link) for item in items(body)] == [
        (title, f"https://g.example/{n}") for n, (title, _) in enumerate(CRANES)
    ]


def test_new_posts_named_with_their_addresses_are_read_as_points() -> None:
    posts = "".join(
        f"* {title} (https://g.example/{n})\nby Nora Quill, {n + 2} March 2026\n{said} {said}\n\n"
        for n, (title, said) in enumerate(CRANES)
    )
    body = letter(text=f'Here are the new posts on "The Hedge":\n\n{posts}Unsubscribe: https://g.example/u\n')
    assert [(i.headline, i.byline, i.published, i.link) for i in items(body)] == [
        (title, "Nora Quill", f"2026-03-0{n + 2}", f"https://g.example/{n}") for n, (title, _) in enumerate(CRANES)
    ]


def test_what_points_down_to_an_address_is_none_of_the_words() -> None:
    contents = "".join(f"{n}．{title}\n" for n, (title, _) in enumerate(CRANES, 1))
    rule = "━" * 28
    text = "".join(
        f"{rule}\n■{n}．{title}\n{rule}\n{said}\n▼詳しくはこちら\nhttps://g.example/{n}\n\n"
        for n, (title, said) in enumerate(CRANES, 1)
    )
    body = letter(text=f"【目次】\n{contents}\n{text}配信停止はこちら\n")
    assert [(item.headline, item.standfirst) for item in items(body)] == list(CRANES)
