"""Press reviews: an issue as a document that is whole in every format, whatever way its languages run."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import html5lib
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from standfirst import browsers
from standfirst.model import Brief, Credit, Issue, Item, Refusal, Section, tidy
from standfirst.newsroom import paper
from standfirst.render import review
from standfirst.themes import Theme
from tests.render.press import MASTHEADS, issue

BLOCKS = ("h1", "h2", "h3", "p", "li")
LANGUAGES = tuple(MASTHEADS)
words = (
    st.text(st.characters(blacklist_categories=["Cs", "Co", "Cn", "Cc", "Cf"]), min_size=1).map(tidy).filter(bool)
)


def of(headline: str, standfirst: str | None = None, link: str | None = None) -> Issue:
    item = Item("1", "a", link, headline, standfirst, language="en")
    return Issue("en", 1, date(2026, 3, 17), "The Lantern", "en", (Section(None, (Brief("s", item, "Post"),)),))


def told(made: Issue) -> list[str]:
    items = [brief.item for section in made.sections for brief in section.briefs]
    return [each for item in items for each in (item.headline, item.standfirst) if each]


def seen(markdown: bytes) -> list[str]:
    """The words of each block, as whoever turns it into a page has them."""
    html = MarkdownIt().render(markdown.decode())
    blocks = (each for each in html5lib.parse(html, namespaceHTMLElements=False).iter() if each.tag in BLOCKS)
    return [tidy("".join(block.itertext())) for block in blocks]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_in_markdown_holds_every_word_and_link(language: str) -> None:
    made = issue(language)
    markdown = review.markdown(made)
    assert set(map(tidy, told(made))) <= set(seen(markdown))
    links = {brief.item.link for section in made.sections for brief in section.briefs if brief.item.link}
    html = MarkdownIt().render(markdown.decode())
    assert links <= {each.get("href") for each in html5lib.parse(html, namespaceHTMLElements=False).iter("a")}


@given(words, words)
@settings(max_examples=150, deadline=None)
def test_what_others_wrote_is_no_markup_in_markdown(headline: str, standfirst: str) -> None:
    # An entity would be resolved, a tag dropped, a list begun.
    blocks = seen(review.markdown(of(headline, standfirst, "https://a.example/?a=1&b=(2)")))
    assert blocks[2:4] == [headline, standfirst]


def test_what_runs_the_other_way_says_so_in_markdown() -> None:
    text = review.markdown(issue("ar")).decode()
    assert text.startswith('<div lang="ar" dir="rtl">\n\n# المصباح')
    assert '<div lang="en" dir="ltr">\n\n### [A library' in text
    assert text.count("<div") == text.count("</div>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_for_word_processors_holds_every_word_and_link(language: str) -> None:
    made = issue(language)
    document = Document(io.BytesIO(review.docx(made)))
    paragraphs = {tidy(paragraph.text) for paragraph in document.paragraphs}
    assert set(map(tidy, told(made))) <= paragraphs
    assert document.core_properties.title == MASTHEADS[language]
    linked = {each.target_ref for each in document.part.rels.values() if each.is_external}
    assert {b.item.link for s in made.sections for b in s.briefs if b.item.link and b.item.headline} <= linked


def test_paragraphs_and_columns_run_the_way_of_their_language() -> None:
    arabic, english = (Document(io.BytesIO(review.docx(issue(tag)))) for tag in ("ar", "en"))
    turned = {p.text: p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None for p in arabic.paragraphs}
    assert turned["المصباح"] and not turned["A library that lends seeds has outgrown its town"]
    for paragraph in arabic.paragraphs:
        runs = list(paragraph._p.iter(qn("w:r")))
        assert all(run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for run in runs)
        # What we add to others' words in the same line runs our way.
        for run in runs[:1]:
            assert (run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None) == turned[paragraph.text]
    columns = [[s._sectPr.find(qn("w:cols")), s._sectPr.find(qn("w:bidi"))] for s in arabic.sections]
    assert [(c.get(qn("w:num")), b is not None) for c, b in columns if c is not None] == [("1", True), ("2", True)]
    assert english.sections[1]._sectPr.find(qn("w:bidi")) is None


def test_in_a_document_the_kicker_stands_above_its_headline_and_nothing_is_parted_from_what_it_introduces() -> (
    None
):
    item = Item(
        "1",
        "a",
        "https://a.example/1",
        "The ferry sails",
        "It sails again.",
        "Harbour",
        "Lia Corvi",
        language="en",
    )
    brief = Brief("s", item, "Post", (Credit("Gazette", "Ferry at sea", "https://b.example/1", "en", None),))
    made = replace(issue("en"), sections=(Section(None, (brief,)),))
    told = {p.text: p.paragraph_format.keep_with_next for p in Document(io.BytesIO(review.docx(made))).paragraphs}
    lines = list(told)
    assert lines.index("Harbour") + 1 == lines.index("The ferry sails")
    assert all(told[each] for each in ("Harbour", "The ferry sails", "Lia Corvi", "Also told by:"))


def test_no_letters_of_a_document_are_slanted_or_spread() -> None:
    document = Document(io.BytesIO(review.docx(issue("ar"))))
    for name in ("Title", "Subtitle"):
        style = document.styles[name]
        assert style.font.italic is style.font.cs_italic is False
        assert style.element.rPr.find(qn("w:spacing")) is None


def test_without_python_docx_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "standfirst.render.review.word", raising=False)
    monkeypatch.delattr(review, "word", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Refusal, match="needs python-docx"):
        review.docx(issue("en"))


def test_the_same_issue_is_the_same_document() -> None:
    assert review.docx(issue("ru")) == review.docx(issue("ru"))


def test_elements_stand_where_the_schema_of_documents_wants_them() -> None:
    order = ["pStyle", "keepNext", "bidi", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "rtl", "lang"]
    with zipfile.ZipFile(io.BytesIO(review.docx(issue("ar")))) as package:
        for name in ("word/document.xml", "word/styles.xml"):
            for properties in etree.fromstring(package.read(name)).iter(qn("w:rPr"), qn("w:pPr")):
                found = [etree.QName(each).localname for each in properties]
                known = [order.index(each) for each in found if each in order]
                assert known == sorted(known), (name, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_a_pdf_is_made_of_is_sound_and_loads_nothing(language: str) -> None:
    page = review.sheet(issue(language), Theme()).decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert [
        each for each in tree.iter() if each.tag in ("link", "script", "img") and not each.get("itemprop")
    ] == []
    assert "@import" not in page and "<details>" not in page


def test_each_sheet_says_what_it_is_of_and_its_number() -> None:
    page = review.sheet(replace(issue("ar"), masthead='Faro "</style>"'), Theme()).decode()
    foot = page[page.index("@bottom-center") :].partition("</style>")[0]
    assert "counter(page)" in foot and "direction: rtl" in foot
    assert "Faro \\22 " in foot.replace("\\20 ", " ") and foot.count('"') == 4
    document = Document(io.BytesIO(review.docx(issue("en"))))
    assert {round((section.page_height or 0) / Mm(1)) for section in document.sections} == {297}
    foot = etree.tostring(document.sections[0].footer._element).decode()
    assert issue("en").masthead in foot and 'w:instr="PAGE"' in foot


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Aussi raconté par :"), ("ja", "："), ("en", "Also told by:")]
)
def test_a_list_is_introduced_as_its_language_does(language: str, words: str) -> None:
    made = replace(issue("en"), language=language)
    assert words in tidy(review.markdown(made).decode())
    told = [each.text for each in Document(io.BytesIO(review.docx(made))).paragraphs]
    assert any(tidy(each).endswith(words) for each in told)


@pytest.mark.browser
@pytest.mark.skipif(browsers.found() is None, reason="no chromium here")
def test_a_browser_prints_the_pdf() -> None:
    assert paper.pdf(review.sheet(issue("ar"), Theme())).startswith(b"%PDF-")


@pytest.mark.browser
@pytest.mark.skipif(browsers.found() is None, reason="no chromium here")
def test_a_review_in_sections_fills_its_sheets_as_one_without_does() -> None:
    item = Item("1", "a", None, "The night ferry sails again to the western quay", "lamp " * 45, language="en")
    briefs = tuple(Brief(f"s{n}", item, "Post") for n in range(36))
    plain = replace(issue("en"), sections=(Section(None, briefs),))
    parts = tuple(Section(f"Part {n}", briefs[n * 3 : n * 3 + 3]) for n in range(12))
    sheets = [
        paper.pdf(review.sheet(made, Theme())).count(b"/Type /Page\n")
        for made in (plain, replace(plain, sections=parts))
    ]
    assert sheets[0] > 1 and sheets[1] <= sheets[0] + 1


def test_where_nothing_can_print_the_sentence_says_what_could(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Refusal, match="a PDF needs Chromium"):
        paper.pdf(b"")


def test_a_browser_that_prints_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nothing = tmp_path / "chromium"
    nothing.write_text("#!/bin/sh\nexit 1\n")
    nothing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Refusal, match="printed no PDF"):
        paper.pdf(b"")
