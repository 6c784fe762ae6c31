"""A press review as a document of word processors (Office Open XML), in two columns.

Every run of words names its language, so that each is spelled and broken by its own rules; what runs from right to
left says so by paragraph and by run, and a review in such a language has its columns the other way round too.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from standfirst.model import Issue, tidy
from standfirst.render.furniture import introduced
from standfirst.render.printed import Other, Printed, Titled, Tongue
from standfirst.render.review.content import Review, beside, carried, credit, mark, over, review_of

_QUIET = "595959"
_SPACE_AFTER = {"Subtitle": 12, "Normal": 3}
_HALF_POINTS = {"Title": 52, "Subtitle": 22, "Heading 1": 28, "Heading 2": 24, "Normal": 20}


def written(issue: Issue) -> bytes:
    """The issue as a .docx; the same issue gives the same bytes."""
    review = review_of(issue)
    document = new_document()
    _styled(document)
    _described(document, issue)
    _Writer(document, review).write()
    kept = io.BytesIO()
    document.save(kept)
    return _without_clock(kept.getvalue())


def _styled(document: Document) -> None:
    for name, size in _HALF_POINTS.items():
        style = document.styles[name]
        style.font.size = Pt(size / 2)
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        # Scripts that run from right to left have a size of their own, which stands after the other one.
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        properties.find(qn("w:sz")).addnext(_element("w:szCs", val=str(size)))
        style.paragraph_format.space_before = Pt(8 if name.startswith("Heading") else 0)
        style.paragraph_format.space_after = Pt(_SPACE_AFTER.get(name, 2))
    title, dateline = document.styles["Title"], document.styles["Subtitle"]
    for line in title.element.iter(qn("w:bottom")):
        line.set(qn("w:color"), "auto")
    # Letters of Arabic are joined and never slanted.
    for style in (title, dateline):
        style.font.bold = style.font.cs_bold = style is title
        style.font.italic = style.font.cs_italic = False
        for old in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(old)
    document.styles["List Bullet"].paragraph_format.left_indent = Mm(4)
    document.styles["List Bullet"].paragraph_format.first_line_indent = Mm(-4)


def _described(document: Document, issue: Issue) -> None:
    told, day = document.core_properties, datetime.combine(issue.dated, time())
    told.title, told.author = tidy(issue.masthead), tidy(issue.masthead)
    told.language, told.comments = issue.language, ""
    told.created = told.modified = day
    told.last_modified_by = tidy(issue.masthead)


class _Writer:
    def __init__(self, document: Document, review: Review) -> None:
        self._document, self._review = document, review

    def write(self) -> None:
        review, document = self._review, self._document
        self._paragraph(review.masthead, "Title", review.tongue)
        self._paragraph(review.dateline, "Subtitle", review.furniture)
        self._columns(document.sections[0], 1)
        self._foot(document.sections[0].footer.paragraphs[0])
        self._columns(document.add_section(WD_SECTION.CONTINUOUS), 2)
        for part in review.parts:
            self._part(part)

    def _foot(self, paragraph: Paragraph) -> None:
        """What the sheet is of, and its number."""
        review = self._review
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, f"{review.masthead} · {review.dateline} · ", review.furniture, quiet=True)
        number = _element("w:fldSimple", instr="PAGE")
        number.append(_run(paragraph, "1", review.furniture, quiet=True)._r)
        paragraph._p.append(number)

    def _columns(self, section: Section, number: int) -> None:
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(18))
        # The last line keeps its distance from the foot.
        section.bottom_margin, section.footer_distance = Mm(24), Mm(12)
        properties = section._sectPr
        for old in properties.findall(qn("w:cols")):
            properties.remove(old)
        own = [_element("w:cols", num=str(number), space="480")]
        own += [_element("w:bidi")] if self._review.tongue.dir == "rtl" else []
        for element in own:
            properties.insert_element_before(element, "w:rtlGutter", "w:docGrid")

    def _part(self, part: Titled) -> None:
        if part.title:
            self._paragraph(part.title, "Heading 1", part.tongue)
        for brief in part.briefs:
            self._brief(brief)

    def _brief(self, brief: Printed) -> None:
        words, ours = brief.tongue, self._review.furniture
        if brief.brief.withdrawn:
            self._paragraph(brief.headline or "", "Normal", words, quiet=True)
            return
        above = over(brief, ours)
        if above:
            kicker = self._paragraph(above, "Normal", ours, quiet=True).paragraph_format
            kicker.keep_with_next, kicker.space_before, kicker.space_after = True, Pt(8), Pt(0)
        if brief.headline:
            head = self._paragraph(brief.headline, "Heading 2", words, href=brief.href)
            head.paragraph_format.space_before = Pt(0) if above else None
        if brief.standfirst:
            self._paragraph(brief.standfirst, "Normal", words)
        if brief.brief.item.byline:
            self._paragraph(
                brief.brief.item.byline, "Normal", words, quiet=True
            ).paragraph_format.keep_with_next = True
        for told in carried(brief, ours):
            self._paragraph(told, "Normal", ours)
        self._paragraph(
            credit(brief, ours), "Normal", ours, quiet=True, href=None if brief.headline else brief.href
        )
        self._others(brief)
        for each in brief.errata:
            self._paragraph(f"{each.words} {each.text}", "Normal", ours)

    def _others(self, brief: Printed) -> None:
        if brief.others:
            ours = self._review.furniture
            below = self._paragraph(introduced(ours.lang, "also", "").strip(), "Normal", ours, quiet=True)
            below.paragraph_format.keep_with_next = True
        for group in brief.others:
            for other in group.tellings:
                self._other(other, group.tongue)

    def _other(self, other: Other, tongue: Tongue) -> None:
        paragraph = self._paragraph(other.words, "List Bullet", tongue, href=other.href)
        if other.outlet:
            _run(paragraph, f" — {other.outlet}", tongue, quiet=True)
        if told := beside((other.dated, other.copy), self._review.furniture):
            _run(paragraph, f" · {mark(self._review.furniture)}{told}", self._review.furniture, quiet=True)

    def _paragraph(
        self, words: str, style: str, tongue: Tongue, quiet: bool = False, href: str | None = None
    ) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        if _runs_right_to_left(tongue, words):
            paragraph._p.get_or_add_pPr().append(_element("w:bidi"))
        if style.startswith("Heading"):
            paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, words, tongue, quiet, href)
        return paragraph


def _run(paragraph: Paragraph, words: str, tongue: Tongue, quiet: bool = False, href: str | None = None) -> Run:
    """Words at the end of a paragraph, as a link where they have an address."""
    run = paragraph.add_run(words)
    if quiet:
        run.font.color.rgb = RGBColor.from_string(_QUIET)
    if _runs_right_to_left(tongue, words):
        run.font.rtl = True
    if tongue.lang:
        run._r.get_or_add_rPr().append(
            _element("w:lang", **dict.fromkeys(("val", "eastAsia", "bidi"), tongue.lang))
        )
    if href:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)  # type: ignore[arg-type]
        link.append(run._r)
    return run


def _runs_right_to_left(tongue: Tongue, words: str) -> bool:
    if tongue.dir != "auto":
        return tongue.dir == "rtl"
    first = next((c for c in words if unicodedata.bidirectional(c) in ("L", "R", "AL")), "")
    return bool(first) and unicodedata.bidirectional(first) != "L"


def _element(tag: str, **values: str) -> Any:
    """An empty element with attributes."""
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _without_clock(packed: bytes) -> bytes:
    """The same package, its files dated as all such packages may be."""
    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return anew.getvalue()
