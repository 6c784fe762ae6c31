from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from standfirst import config
from standfirst.model import Balance, Edition, SectionRule, Source

WHOLE = """
[newsroom]
title = "Harbour and Hill"
url = "https://harbour.example/news"
contact = "ines@harbour.example"
store = "archive/news.db"
output = "public"
outbox = "/var/outbox"
pace = 2
allow_private = ["10.0.0.1/8", "::1"]

[[source]]
url = "https://www.moor.example/feed.xml"
outlet = "The Moor"
id = "moor"
language = "gl"
places = ["es", "150"]
read_as = "feed"

[source.select]
item = "li.news"
headline = "h2 a"
image = "img@data-src"

[[source]]
url = "letters/"

[[edition]]
id = "morning"
masthead = "Morning"
languages = ["es", "pt-BR"]
length = 12
cadence = "weekly"
only = ["ES"]

[[edition.section]]
title = "Heard"
kinds = ["audio"]
places = ["ES", "PT"]
"""
SMALL = """
[newsroom]
title = "Harbour"
url = "https://harbour.example"
"""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STANDFIRST_STORE", raising=False)


def load(folder: Path, text: str) -> config.Newsroom:
    path = folder / "standfirst.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def mistake(folder: Path, text: str) -> str:
    with pytest.raises(config.ConfigError) as caught:
        load(folder, text)
    said = str(caught.value)
    assert said.startswith(f"{folder / 'standfirst.toml'}")
    assert "\n" not in said
    return said.removeprefix(f"{folder / 'standfirst.toml'}").lstrip(": ")


def test_every_word_of_a_whole_configuration_is_read(tmp_path: Path) -> None:
    room = load(tmp_path, WHOLE)
    assert room.title == "Harbour and Hill"
    assert room.url == "https://harbour.example/news/"
    assert room.contact == "ines@harbour.example"
    assert (room.store, room.output, room.outbox) == (
        str(tmp_path / "archive/news.db"),
        tmp_path / "public",
        Path("/var/outbox"),
    )
    assert (room.pace, room.allow_private) == (2.0, ("10.0.0.0/8", "::1/128"))
    assert room.sources == (
        Source(
            "moor",
            "https://www.moor.example/feed.xml",
            "The Moor",
            "gl",
            ("ES", "150"),
            "feed",
            room.sources[0].select,
        ),
        Source("letters", str(tmp_path / "letters"), "letters"),
    )
    assert room.sources[0].select == {"item": "li.news", "headline": "h2 a", "image": "img@data-src"}
    assert room.sources[1].select == {}
    heard = SectionRule("Heard", ("ES", "PT"), ("audio",))
    assert room.editions == (Edition("morning", "Morning", ("es", "pt-BR"), (heard,), 12, (0,), None, ("ES",)),)


def test_title_and_address_are_enough(tmp_path: Path) -> None:
    room = load(tmp_path, SMALL + '[[source]]\nurl = "https://www.moor.example/a"\n')
    assert room.contact == "https://harbour.example"
    assert room.store == str(tmp_path / "standfirst.db")
    assert room.sources == (Source("moor.example-a", "https://www.moor.example/a", "moor.example"),)
    edition = load(tmp_path, SMALL + '[[edition]]\nid = "a"\nlanguages = ["en"]\n').editions[0]
    assert edition == Edition("a", "Harbour", ("en",))


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("weekly", (0,)),
        ("Weekly on Friday", (4,)),
    ],
)
def test_an_edition_says_when_it_comes_out(cadence: str, days: tuple[int, ...], tmp_path: Path) -> None:
    assert load(tmp_path, EDITION + f'cadence = "{cadence}"').editions[0].days == days


def test_an_edition_says_where_it_lives_and_what_balances_it(tmp_path: Path) -> None:
    told = 'time_zone = "America/Lima"\nbalance = { outlet = 4, language = 2, quiet = 1 }\n'
    section = '[[edition.section]]\ntitle = "Ships"\ninclude = { words = ["ferry"] }\nlength = 5\n'
    edition = load(tmp_path, EDITION + told + section).editions[0]
    assert (edition.zone, edition.balance) == ("America/Lima", Balance(4, 2, 1))
    (ships,) = edition.sections
    assert (ships.length, list(ships.sieve.include), list(ships.sieve.exclude)) == (5, ["words"], [])


def test_the_starter_file_is_a_sound_configuration(tmp_path: Path) -> None:
    room = load(tmp_path, config.starter())
    assert room.sources == ()
    assert len(room.editions[0].sections) == 2


def test_the_starter_file_stays_sound_when_its_comments_are_taken_up(tmp_path: Path) -> None:
    def taken_up(line: str) -> str:
        return line.removeprefix("# ") if " = " in line or "# [[" in line else line

    lines = [taken_up(line) for line in config.starter().splitlines()]
    room = load(tmp_path, "\n".join(lines))
    assert len(room.sources) == 2
    assert room.sources[1].read_as == "letter"
    assert room.allow_private


def test_the_environment_goes_before_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDFIRST_STORE", "postgresql://ines@db/news")
    assert load(tmp_path, WHOLE).store == "postgresql://ines@db/news"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.moor.example/", "moor.example"),
        ("http://moor.example/news/latest.xml", "moor.example-news-latest.xml"),
        ("https://moor.example/?cat=3&lang=gl", "moor.example-cat-3-lang-gl"),
        ("https://новости.example/", "новости.example"),
        ("https://moor.example/%C3%A9t%C3%A9", "moor.example-été"),
        ("file:///srv/letters/", "srv-letters"),
        ("https://ines:secret@www.moor.example/a", "moor.example-a"),
        ("imaps://ines%40moor.example@mail.moor.example/News", "mail.moor.example-news"),
        ("./letters", "letters"),
        ("///", "source"),
    ],
)
def test_a_source_is_named_after_its_address(url: str, name: str) -> None:
    assert config.source_id(url) == name


def test_a_language_is_known_by_any_of_its_names(tmp_path: Path) -> None:
    room = load(
        tmp_path,
        EDITION.replace('["en"]', '["eng", "nb-NO", "cz"]') + SOURCE.removeprefix(SMALL) + 'language = "gr"',
    )
    assert room.editions[0].languages == ("en", "no-NO", "cs")
    assert room.sources[0].language == "el"


SOURCE = SMALL + '[[source]]\nurl = "https://moor.example/"\n'
SELECT = SOURCE + '[source.select]\nitem = "li"\n'
MAIL = SMALL + '[mail]\nsender = "a@moor.example"\nserver = "localhost"\n'
EDITION = SMALL + '[[edition]]\nid = "a"\nlanguages = ["en"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "[newsroom]: title is missing"),
        ('[newsroom]\ntitle = "a"', "[newsroom]: url is missing"),
        ("[newsrom]\n", '"newsrom" is no table of ours, did you mean "newsroom"?'),
        ('newsroom = "a"', "[newsroom] should be a table of its own"),
        (SMALL + 'titel = "a"', '[newsroom]: there is no key "titel", did you mean "title"?'),
        (SMALL + "xyzzy = 1", '[newsroom]: there is no key "xyzzy"'),
        (SMALL + "contact = 5", "[newsroom]: contact should be words in quotes, not 5"),
        (SMALL + 'contact = " "', '[newsroom]: contact should be words in quotes, not " "'),
        (SMALL + 'pace = "slow"', '[newsroom]: pace should be a number of seconds from 0 to 60, not "slow"'),
        (SMALL + "pace = true", "[newsroom]: pace should be a number of seconds from 0 to 60, not true"),
        (SMALL + 'allow_private = ["home"]', 'allow_private should be networks such as "10.0.0.0/8", not "home"'),
        (SMALL + "[source]\n", "write [[source]] in double brackets, once for each source"),
        (SMALL + "[[source]]\n", "[[source]] 1: url is missing"),
        (SMALL + '[[source]]\nurl = "ftp://x/"', "[[source]] 1 (ftp-x): url should be an address that begins with"),
        (SMALL + '[[source]]\nurl = "https://"', "[[source]] 1 (source): url should be an address that begins with"),
        (SMALL + '[[source]]\nurl = "https://x:y/"', "[[source]] 1 (x-y): url should be an address that begins with"),
        (SOURCE + 'languge = "en"', '[[source]] 1 (moor.example): there is no key "languge", did you mean "language"?'),
        (SOURCE + 'language = "Spanish"', 'language should be a language such as "es" or "pt-BR", not "Spanish"'),
        (SOURCE + 'places = "ES"', 'places should be a list in [brackets], not "ES"'),
        (SOURCE + 'places = ["Spain"]', 'such as "FR" or regions such as "150", did you mean "ES"?, not "Spain"'),
        (SOURCE + 'read_as = "fead"', 'listing, article, letter, text or sitemap, did you mean "feed"?'),
        (SOURCE + 'id = "a b"', 'id should be of letters, figures, points and hyphens, not "a b"'),
        (SOURCE + 'id = ".."', 'id should be of letters, figures, points and hyphens, not ".."'),
        (SOURCE + 'include = "a"', '[[source]] 1 (moor.example): include should be a table of fields and words'),
        (SOURCE + 'include = { title = "a" }', '[[source]] 1 (moor.example): include names "title", which is no field: headline,'),
        (SOURCE + 'exclude = { headline = [] }', "exclude headline should be words in quotes, or a list of them"),
        (SOURCE + 'exclude = { headline = ["a", 3] }', "exclude headline should be words in quotes, or a list of them"),
        (SOURCE + 'opml = { "a b" = "c" }', 'opml should name what can be an attribute of OPML, not "a b"'),
        (SELECT + 'date = "a{b"', 'date should be a CSS selector such as "h2 a" or "img@src", not "a{b"'),
        (SOURCE + 'exclude = { link = "/a(/" }', "exclude link says /a(/, which is no regular expression: missing )"),
        (EDITION + 'include = { words = ["a", "/[/"] }', "[[edition]] 1 (a): include words says /[/, which is no regular"),
        (SOURCE + 'headers = { A = "$NO_SUCH" }', "headers names $NO_SUCH, which the environment does not have"),
        (SOURCE + 'headers = { "a b" = "c" }', 'headers names "a b", which cannot be a header'),
        (SOURCE + 'headers = { Cookie = "a" }', "headers name Cookie: write cookies instead"),
        (SOURCE + 'headers = { User-Agent = "a" }', "headers name User-Agent, which is not to be changed"),
        (SOURCE + 'headers = { A = """b\nc""" }', "headers should be words on one line"),
        (SMALL + '[[source]]\nurl = "imaps://ines@m.example/News"', "[[source]] 1 (m.example-news): password is missing: name the"),
        (SMALL + '[[source]]\nurl = "imaps://m.example/"', 'url should be such as "imaps://ines@mail.example/News"'),
        (SOURCE + 'cookies = "seen"', 'cookies should be such as "session=$GAZETTE_SESSION; seen=yes"'),
        (SOURCE + 'proxy = "socks5://proxy.example"', 'should be an address such as "http://proxy.example:3128"'),
        (SOURCE + 'proxy = "http://proxy.example/way"', 'should be an address such as "http://proxy.example:3128"'),
        (SOURCE + 'proxy = "http://proxy.example:many"', 'should be an address such as "http://proxy.example:3128"'),
        (SELECT + 'headlin = "h2"', '[[source]] 1 (moor.example), select: there is no key "headlin", did you mean "headline"?'),
        (SELECT + 'date = " "', '[[source]] 1 (moor.example), select: date should be words in quotes, not " "'),
        (SELECT + 'date = "time["', 'date should be a CSS selector such as "h2 a" or "img@src", not "time["'),
        (SELECT + 'link = "> a"', 'link should be a CSS selector such as "h2 a" or "img@src", not "> a"'),
        (SELECT.replace('"li"', '"li@id"'), 'item should name an element, no attribute, not "li@id"'),
        (SOURCE + '[source.select]\nheadline = "h2"', "[[source]] 1 (moor.example), select: item is missing"),
        (SOURCE + 'select = "li"', "[[source]] 1 (moor.example), select should be a table of its own"),
        (SOURCE + SOURCE.removeprefix(SMALL), 'sources 1 and 2 are both "moor.example": give one another id'),
        (SMALL + "[[edition]]\n", "[[edition]] 1: id is missing"),
        (SMALL + '[[edition]]\nid = "a"', "[[edition]] 1 (a): languages is missing"),
        (SMALL + '[[edition]]\nid = "a"\nlanguages = []', "languages should name a language at least, not []"),
        (EDITION + "length = 0", "[[edition]] 1 (a): length should be a number from 1 to 1000, not 0"),
        (EDITION + 'cadence = "dayly"', '[[edition]] 1 (a): cadence should be daily, weekdays, weekly, or such as "weekly on friday", did you mean "daily"?'),
        (EDITION + 'cadence = "weekly on fryday"', 'did you mean "weekly on friday"?'),
        (EDITION + 'cadence = "friday"', 'cadence should be daily, weekdays, weekly, or such as "weekly on friday"'),
        (EDITION + 'time_zone = "Europe/Pari"', '[[edition]] 1 (a): time_zone should be a time zone such as "Europe/Paris", not "Europe/Pari", did you mean "Europe/Paris"?'),
        (EDITION + 'time_zone = "../etc/passwd"', 'time_zone should be a time zone such as "Europe/Paris"'),
        (EDITION + 'time_zone = 1', "time_zone should be words in quotes, not 1"),
        (EDITION + 'balance = { outlets = 3 }', '[[edition]] 1 (a), balance: there is no key "outlets", did you mean "outlet"?'),
        (EDITION + 'balance = { quiet = 0 }', "[[edition]] 1 (a), balance: quiet should be a number from 1 to 1000, not 0"),
        (EDITION + 'balance = 3', "[[edition]] 1 (a), balance should be a table of its own"),
        (EDITION + '[[edition.section]]\ntitle = "a"\nlength = "x"', '[[edition]] 1 (a), section 1: length should be a number from 1 to 1000, not "x"'),
        (EDITION + '[[edition.section]]\ntitle = "a"\ninclude = { headlin = "x" }', '[[edition]] 1 (a), section 1: include names "headlin", which is no field'),
        (EDITION + "[[edition.section]]\n", "[[edition]] 1 (a), section 1: title is missing"),
        (EDITION + '[[edition.section]]\ntitle = "a"\nkinds = ["vidoe"]', 'did you mean "video"?'),
        (EDITION + '[edition.section]\ntitle = "a"', "write [[edition.section]] in double brackets"),
        (EDITION + EDITION.removeprefix(SMALL), 'editions 1 and 2 are both "a"'),
        (EDITION + EDITION.removeprefix(SMALL).replace('"a"', '"A"'), 'editions 1 and 2 are both "a"'),
        (EDITION + 'was = "b"\n' + EDITION.removeprefix(SMALL).replace('"a"', '"b"'), '[[edition]] 1 (a): was: an edition is or was called "b" already'),
        (EDITION + 'was = "a"', '[[edition]] 1 (a): was: an edition is or was called "a" already'),
        (EDITION.replace('id = "a"', 'id = "readers"'), '[[edition]] 1 (readers): id should be a name that the site does not use itself, without points'),
        (EDITION.replace('id = "a"', 'id = "sitemap.xml"'), '[[edition]] 1 (sitemap.xml): id should be a name that the site does not use itself'),
        (SMALL + 'output = "."', "[newsroom]: output should be a folder of its own: this file would be published"),
        (SMALL + 'output = "/"', "[newsroom]: output should be a folder of its own: this file would be published"),
        (SMALL + 'outbox = "site/letters"', "output should be a folder of its own: outbox would be published with it"),
        (SMALL + 'store = "site/a.db"', "output should be a folder of its own: store would be published with it"),
        (SMALL + 'contact = "a\\nb"', 'contact should be words on one line, without signs that nobody sees, not "a b"'),
        (SOURCE + 'places = ["Europe"]', 'regions such as "150", did you mean "150"?, not "Europe"'),
        (SOURCE + 'places = ["UK"]', 'regions such as "150", did you mean "GB"?, not "UK"'),
        (SOURCE + 'places = ["XQ"]', 'such as "FR" or regions such as "150", not "XQ"'),
        (MAIL.replace("server", "# server") + 'server = "mx.example:②"', "[mail]: server should be a mail server such as"),
        (MAIL.replace("server", "# server") + 'server = "mx example"', "[mail]: server should be a mail server such as"),
        (MAIL.replace("server", "# server") + 'server = "mx.example:"', "[mail]: server should be a mail server such as"),
        (MAIL + 'dkim = { "a b" = "k.pem" }', '[mail.dkim]: a selector is of letters, figures and hyphens, not "a b"'),
        (EDITION + 'exclude = { kind = ["galery"] }', "[[edition]] 1 (a): exclude kind says galery, which is none: article, audio,"),
        (MAIL + "dkim = 1", "[mail.dkim] should be a table of its own"),
        ("title = ", "is not TOML: Invalid value (at end of document)"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_that_names_where_it_is(tmp_path: Path, text: str, said: str) -> None:
    assert said in mistake(tmp_path, text)


TABLES = [
    (SMALL, config._NEWSROOM),
    (MAIL, config._MAIL),
    (SMALL + "[vectors]\n", config._VECTORS),
    (SMALL + "[podcast]\n", config._PODCAST),
    (SOURCE, config._SOURCE),
    (SELECT, config._SELECT),
    (EDITION, config._EDITION),
    (EDITION + '[[edition.section]]\ntitle = "a"\n', config._SECTION),
    (EDITION + "[edition.balance]\n", config._BALANCE),
]
ODD = ['""', '"x"', "1", "-1.5", "nan", "true", "[]", "[1]", "[[]]", "{}", "{a = 1}", "2024-01-01", '"\\u0000"', '"²:²"',
       '"http://[x"', '"file://[x"', '"imap://a@[x/"', '"li:has("', '"$"', '["xx"]', '{words = "/(/"}']  # fmt: skip


@pytest.mark.parametrize(("text", "key"), [(text, key) for text, keys in TABLES for key in keys])
def test_whatever_a_key_is_given_is_taken_or_refused_in_one_sentence(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "standfirst.toml"
    rest = re.sub(rf"(?m)^{key} = .*$", "", text)
    for value in ODD:
        path.write_text(f"{rest}{key} = {value}\n", encoding="utf-8")
        try:
            config.load(path)
        except config.ConfigError as error:
            assert str(error).startswith(str(path))
            assert "\n" not in str(error)


def test_a_file_that_is_missing_or_not_text_is_a_mistake_too(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match="does not exist: `standfirst init`"):
        config.load(tmp_path / "none.toml")
    with pytest.raises(config.ConfigError, match="cannot be read"):
        config.load(tmp_path)
    (tmp_path / "a.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(config.ConfigError, match="not text in UTF-8"):
        config.load(tmp_path / "a.toml")


def test_a_file_with_a_mark_of_its_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SMALL, encoding="utf-8-sig")
    assert config.load(tmp_path / "a.toml").title == "Harbour"


def test_a_source_or_edition_asked_for_by_a_wrong_name_is_told_the_nearest(tmp_path: Path) -> None:
    room = load(tmp_path, WHOLE)
    assert room.source("moor").outlet == "The Moor"
    assert room.edition("morning").length == 12
    with pytest.raises(config.ConfigError, match='no source "more", did you mean "moor"'):
        room.source("more")
    with pytest.raises(config.ConfigError, match='no edition "evening"'):
        room.edition("evening")


@pytest.mark.parametrize(
    ("written", "minutes"), [("30 minutes", 30), ("1 hour", 60), ("2 days", 2880), ("1 week", 10080)]
)
def test_a_source_may_have_a_rhythm_of_its_own(written: str, minutes: int, tmp_path: Path) -> None:
    file = tmp_path / "standfirst.toml"
    file.write_text(f'{SOURCE}every = "{written}"\n', "utf-8")
    assert config.load(file).sources[0].every == timedelta(minutes=minutes)


@pytest.mark.parametrize("written", ['"often"', '"0 minutes"', '"2 months"', "30", '"99 weeks"'])
def test_a_rhythm_that_is_none_is_refused(written: str, tmp_path: Path) -> None:
    file = tmp_path / "standfirst.toml"
    file.write_text(f"{SOURCE}every = {written}\n", "utf-8")
    with pytest.raises(config.ConfigError, match="every should be"):
        config.load(file)


def test_secrets_stand_in_the_environment_and_are_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOOR_TOKEN", "tide")
    written = (
        'headers = { Authorization = "Bearer ${MOOR_TOKEN}", X-Price = "5 $$" }\n'
        'cookies = "session=$MOOR_TOKEN; seen=yes;"\npassword = "$MOOR_TOKEN"\n'
    )
    (source,) = load(tmp_path, SOURCE + written).sources
    told = source.credentials
    assert dict(told.headers) == {"Authorization": "Bearer tide", "X-Price": "5 $"}
    assert dict(told.cookies) == {"session": "tide", "seen": "yes"}
    assert (told.password, told.site) == ("tide", "https://moor.example/")
    assert "tide" not in repr(source)


def test_what_directories_of_podcasts_are_told(tmp_path: Path) -> None:
    file = tmp_path / "standfirst.toml"
    file.write_text(f'{SMALL}\n[podcast]\nemail = "ines@harbour.example"\ncategory = "News > Politics"\n')
    told = config.load(file).podcast
    assert (told.email, told.category, told.explicit) == ("ines@harbour.example", ("News", "Politics"), False)
    for wrong, why in (('category = "Nws"', "should be one of Arts"), ("explicit = 1", "true or false")):
        file.write_text(f"{SMALL}\n[podcast]\n{wrong}\n")
        with pytest.raises(config.ConfigError, match=why):
            config.load(file)
