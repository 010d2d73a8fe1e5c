"""Writers of the prose files: Word with heading styles, and PDF; builds are repeatable."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

SOURCE = Path(__file__).parent / "src"
FONT = "STSong-Light"  # a CID font every reader knows: real text layer, no font file needed
FIXED_DATE = (2026, 10, 16, 8, 0, 0)
ARTICLE = re.compile(r"(第[一二三四五六七八九十]+条)(　.*)")
BLUE = colors.HexColor("#1f4e79")


def load(name: str) -> str:
    """Return the wording of src/`name`."""
    return (SOURCE / name).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Split markup into (kind, rows): 'title', 'head', 'text' of one cell each, or 'table'."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            yield "table", rows
            rows = []
        if line:
            kind = {"= ": "title", "# ": "head"}.get(line[:2], "text")
            yield kind, [[line if kind == "text" else line[2:]]]


def write_docx(text: str, path: Path, header: str) -> None:
    """Write a Word file with real heading styles and bold article numbers."""
    doc = Document()
    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 14)):
        _set_font(doc.styles[name], size)
    doc.sections[0].header.paragraphs[0].text = header
    for kind, rows in blocks(text):
        if kind == "table":
            _add_table(doc, rows)
        elif kind == "title":
            doc.add_paragraph(rows[0][0], "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "head":
            doc.add_heading(rows[0][0], 1)
        else:
            _add_text(doc, rows[0][0])
    doc.save(str(path))
    fix_dates(path)


def write_pdf(text: str, path: Path, footer: str) -> None:
    """Write a small leaflet in one column."""
    rl_config.invariant = 1
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    side = 14 * mm
    width = A5[0] - 2 * side - 12

    def draw_footer(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 7)
        canvas.drawCentredString(A5[0] / 2, 8 * mm, f"{footer}  {doc.page}")

    doc = SimpleDocTemplate(
        str(path), pagesize=A5, title=footer, leftMargin=side, rightMargin=side, topMargin=12 * mm
    )
    story = [flowable for kind, rows in blocks(text) for flowable in _flow(kind, rows, width)]
    doc.build(story, onFirstPage=draw_footer, onLaterPages=draw_footer)


def fix_dates(path: Path) -> None:
    """Rewrite an Office archive with one fixed date: the same input gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    stamp = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % FIXED_DATE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            if name == "docProps/core.xml":
                dated = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
                body = re.sub(dated, rb"\g<1>" + stamp, body)
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), body, zipfile.ZIP_DEFLATED)


def _set_font(style: BaseStyle, size: int) -> None:
    style.font.name, style.font.size = "SimSun", Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _add_text(doc: WordDocument, text: str) -> None:
    paragraph = doc.add_paragraph()
    article = ARTICLE.fullmatch(text)
    if article:
        paragraph.add_run(article[1]).bold = True
        text = article[2]
    paragraph.add_run(text)


def _add_table(doc: WordDocument, rows: list[list[str]]) -> None:
    table = doc.add_table(rows=len(rows), cols=max(map(len, rows)), style="Light Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    doc.add_paragraph()


def _flow(kind: str, rows: list[list[str]], width: float) -> list[Flowable]:
    if kind == "table":
        return [_pdf_table(rows, width), Spacer(1, 4)]
    size = {"title": 16, "head": 11}.get(kind, 8.5)
    style = ParagraphStyle(
        kind,
        fontName=FONT,
        fontSize=size,
        leading=size * 1.5,
        wordWrap="CJK",
        spaceAfter=3,
        textColor=colors.black if kind == "text" else BLUE,
        alignment=1 if kind == "title" else 0,
    )
    return [Paragraph(rows[0][0], style)]


def _pdf_table(rows: list[list[str]], width: float) -> Table:
    small = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=11, wordWrap="CJK")
    data = [[Paragraph(cell, small) for cell in row] for row in rows]
    count = len(rows[0])
    table = Table(data, colWidths=[width / count] * count)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)]))
    return table
