"""The paper of a Word report: page, fonts, paragraphs, tables; text is only ever text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, HEAD, LATIN = "宋体", "黑体", "Times New Roman"
INK, GREY, ACCENT = "1F2933", "6B7280", "1F3A5F"
HEADER_FILL, LABEL_FILL = "DCE4EE", "F3F5F8"
WIDTH_CM = 16.4
_HEADINGS = {1: 15.0, 2: 12.5, 3: 11.0}
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of text: a file name could show as another."""
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their looks; `size` in points, colours as RRGGBB."""

    words: str
    size: float = 9
    bold: bool = False
    colour: str = INK
    fill: str = ""
    centred: bool = False


Cell = Text | str | tuple[str, ...]
"""What a cell holds: words with looks, plain words, or several lines of plain words."""


def new_paper(*, title: str, subject: str, written: date) -> Document:
    """Return an empty A4 document with Chinese fonts, dated `written`."""
    paper = docx.Document()
    for style in ("Normal", "Header", "Footer", "List Bullet", "Table Grid"):
        _font(paper.styles[style], BODY)
    paper.styles["Normal"].font.size = Pt(10.5)
    for level, size in _HEADINGS.items():
        style = paper.styles[f"Heading {level}"]
        _font(style, HEAD)
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(ACCENT)
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
    day = datetime(written.year, written.month, written.day, tzinfo=UTC)
    _language(paper)
    properties = paper.core_properties
    properties.title, properties.subject = clean(title), clean(subject)
    properties.author, properties.comments, properties.language = "Kezheng", "", "zh-CN"
    properties.created = properties.modified = day
    _page(paper.sections[0])
    return paper


def clean(words: str) -> str:
    """Return words without what XML forbids; tabs and line ends become spaces."""
    spaced = words.replace("\t", "  ").replace("\r\n", " ").replace("\n", " ").replace("\v", " ")
    return "".join(char for char in spaced if _is_allowed(char))


def heading(paper: Document, words: str, level: int = 1) -> None:
    """Add a heading."""
    paper.add_heading(clean(words), level)


def space(paper: Document, points: float) -> None:
    """Leave room below what was added last."""
    added = paper.add_paragraph()
    added.paragraph_format.space_before, added.paragraph_format.space_after = Pt(points), Pt(0)


def paragraph(paper: Document, words: Text | str, *, before: float = 0) -> Paragraph:
    """Add a paragraph; `before` is the space above it in points."""
    text = words if isinstance(words, Text) else Text(words, size=10.5)
    added = paper.add_paragraph()
    added.paragraph_format.space_before, added.paragraph_format.space_after = Pt(before), Pt(4)
    if text.centred:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    added.paragraph_format.line_spacing = 1.35
    _write(added, text)
    return added


def bullets(paper: Document, lines: Iterable[str]) -> None:
    """Add a list."""
    for line in lines:
        added = paper.add_paragraph(style="List Bullet")
        added.paragraph_format.space_after = Pt(3)
        added.paragraph_format.line_spacing = 1.3
        _write(added, Text(line, size=10.5))


def table(
    paper: Document, header: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Cell]]
) -> Table:
    """Add a table with a header row that repeats on each page; widths in centimetres."""
    made = grid(paper, widths)
    head = [Text(name, bold=True, fill=HEADER_FILL, centred=True) for name in header]
    repeat(add_row(made, head))
    for cells in rows:
        add_row(made, cells, splits=True)
    space(paper, 2)
    return made


def grid(paper: Document, widths: Sequence[float]) -> Table:
    """Add a table without rows yet; widths in centimetres."""
    made: Table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _borders(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    return made


def add_row(
    made: Table, cells: Sequence[Cell], *, splits: bool = False, with_next: bool = False
) -> _Row:
    """Add a row; the last cell fills the rest.

    Args:
        splits: It may run over the end of a page.
        with_next: It stands on the page of the row after it.
    """
    row: _Row = made.add_row()  # type: ignore[no-untyped-call]
    if not splits:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    places = list(row.cells)
    for column, place in zip(made.columns, places, strict=True):
        place.width = column.width
    for place, words in zip(places, cells, strict=False):
        fill(place, words)
    if len(cells) < len(places):
        places[len(cells) - 1].merge(places[-1])
    if with_next:
        places[0].paragraphs[0].paragraph_format.keep_with_next = True
    return row


def heighten(row: _Row, height_cm: float) -> None:
    """Give a row room to write in by hand."""
    row.height = Cm(height_cm)


def repeat(row: _Row) -> None:
    """Let a row stand at the top of each page that its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fill(place: _Cell, words: Cell) -> None:
    """Write an empty cell, one paragraph for each line."""
    lines = words if isinstance(words, tuple) else (words,)
    texts = [line if isinstance(line, Text) else Text(line) for line in lines] or [Text("")]
    for number, text in enumerate(texts):
        line = place.add_paragraph() if number else place.paragraphs[0]
        line.paragraph_format.space_after = Pt(0 if len(texts) == 1 else 2)
        line.paragraph_format.line_spacing = 1.05
        if text.centred:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(line, text)
    if texts[0].fill:
        _shade(place, texts[0].fill)


def furnish(section: Section, *, left: str, right: str, foot: str) -> None:
    """Give all pages but the first a header, and a footer with page numbers."""
    section.different_first_page_header_footer = True
    top = section.header.paragraphs[0]
    top.style.paragraph_format.tab_stops.clear_all()
    top.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    _write(top, Text(left, size=8.5, colour=GREY))
    top.add_run("\t")
    _write(top, Text(right, size=8.5, colour=GREY))
    bottom = section.footer.paragraphs[0]
    bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    look = Text("", size=8.5, colour=GREY)
    for words, field in ((f"{foot}　　第 ", "PAGE"), (" 页 / 共 ", "NUMPAGES")):
        _style(bottom.add_run(words), look)
        _field(bottom, field, look)
    _style(bottom.add_run(" 页"), look)


def _shade(place: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    place._tc.get_or_add_tcPr().append(shade)


def _write(where: Paragraph, text: Text) -> None:
    _style(where.add_run(clean(text.words)), text)


def _style(run: Run, text: Text) -> None:
    run.font.size, run.font.bold = Pt(text.size), text.bold
    run.font.color.rgb = RGBColor.from_string(text.colour)


def _field(where: Paragraph, name: str, look: Text) -> None:
    """Add a field that Word computes: the page's number, the number of pages."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = where.add_run("1" if kind == "1" else "")
        _style(run, look)
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {name} "
            run._r.append(code)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _font(style: Any, east_asian: str) -> None:  # noqa: ANN401 - python-docx types no styles
    """Set fonts on a style; the theme's fonts would win over them and are taken away."""
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:hAnsi"), LATIN)


def _language(paper: Document) -> None:
    """Name the language, or a reader may draw Chinese with the shapes of another."""
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _page(section: Section) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH_CM) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)


def _borders(made: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "AAB4C2")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "90"), ("bottom", "50"), ("right", "90")):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), width)
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    for part in (borders, margins):
        made._tbl.tblPr.append(part)


def _is_allowed(char: str) -> bool:
    """Whether XML 1.0 allows a character, and it shows or at least hides nothing."""
    point = ord(char)
    if point > 0xFFFF:
        return True
    control = point < 0x20 or 0x7F <= point < 0xA0 or char in _TURNS
    return not control and not 0xD800 <= point < 0xE000 and point < 0xFFFE
