"""The paper of a Word report: page, fonts, paragraphs, tables; text is only ever text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
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
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their looks; `size` in points, colours as RRGGBB."""

    words: str
    size: float = 9.5
    bold: bool = False
    colour: str = INK
    fill: str = ""
    centred: bool = False


Cell = Text | str


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
    properties = paper.core_properties
    properties.title, properties.subject, properties.author = clean(title), clean(subject), "Kezheng"
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = datetime(written.year, written.month, written.day)  # noqa: DTZ001 - a day, as on the cover
    _page(paper.sections[0])
    return paper


def clean(words: str) -> str:
    """Return words without what XML forbids; tabs and line ends become spaces."""
    spaced = words.replace("\t", "  ").replace("\r\n", " ").replace("\n", " ").replace("\v", " ")
    return "".join(char for char in spaced if _is_allowed(char))


def heading(paper: Document, words: str, level: int = 1) -> None:
    """Add a heading."""
    paper.add_heading(clean(words), level)


def paragraph(paper: Document, words: Cell, *, after: float = 4) -> Paragraph:
    """Add a paragraph; `after` is the space below it in points."""
    text = words if isinstance(words, Text) else Text(words, size=10.5)
    added = paper.add_paragraph()
    added.paragraph_format.space_after = Pt(after)
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
        add_row(made, cells)
    paper.add_paragraph().paragraph_format.space_after = Pt(2)
    return made


def grid(paper: Document, widths: Sequence[float]) -> Table:
    """Add a table without rows yet; widths in centimetres."""
    made = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _borders(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    return made


def add_row(made: Table, cells: Sequence[Cell], *, splits: bool = False) -> _Row:
    """Add a row; unless it `splits` it stays on one page. The last cell fills the rest."""
    row = made.add_row()
    if not splits:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    places = list(row.cells)
    for column, place in zip(made.columns, places, strict=True):
        place.width = column.width
    for place, words in zip(places, cells, strict=False):
        fill(place, words)
    if len(cells) < len(places):
        places[len(cells) - 1].merge(places[-1])
    return row


def repeat(row: _Row) -> None:
    """Let a row stand at the top of each page that its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fill(place: _Cell, words: Cell) -> None:
    """Write a cell, replacing nothing but its empty paragraph."""
    text = words if isinstance(words, Text) else Text(words)
    only = place.paragraphs[0]
    only.paragraph_format.space_after = Pt(1)
    only.paragraph_format.line_spacing = 1.15
    if text.centred:
        only.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(only, text)
    if text.fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", text.fill)):
            shade.set(qn(f"w:{name}"), value)
        place._tc.get_or_add_tcPr().append(shade)


def furnish(section: Section, *, left: str, right: str, foot: str) -> None:
    """Give all pages but the first a header, and a footer with page numbers."""
    section.different_first_page_header_footer = True
    top = section.header.paragraphs[0]
    top.paragraph_format.tab_stops.clear_all()
    top.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_ALIGN_PARAGRAPH.RIGHT)  # type: ignore[arg-type]
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
    made._tbl.tblPr.append(borders)


def _is_allowed(char: str) -> bool:
    """Whether XML 1.0 allows a character, and a reader of the page would see it."""
    point = ord(char)
    return 0x20 <= point < 0x7F or 0xA0 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or point > 0xFFFF
