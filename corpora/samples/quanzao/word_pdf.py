"""Word and PDF files written from markup blocks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from markup import Block
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

WRITTEN = datetime.fromisoformat("2026-05-08 09:00")
PDF_FONT = "STSong-Light"
SIZES = {"title": 18, "heading1": 14, "heading2": 12, "caption": 10, "text": 11}


def write_word(blocks: list[Block], path: Path, header: str) -> None:
    """Write blocks as .docx; headings carry Word's heading styles."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = WRITTEN
    document.core_properties.author = "泉灶"
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.sections[0].header.paragraphs[0].text = header
    for block in blocks:
        if block.kind == "table":
            _word_table(document, block)
        else:
            _word_paragraph(document, block)
    document.save(str(path))


def write_pdf(blocks: list[Block], path: Path, title: str) -> None:
    """Write blocks as a PDF with a text layer; invariant, so the bytes repeat."""
    pdfmetrics.registerFont(UnicodeCIDFont(PDF_FONT))
    document = SimpleDocTemplate(str(path), pagesize=A4, title=title, author="泉灶", invariant=1)
    story: list[Flowable] = []
    for block in blocks:
        if block.kind == "table":
            story += [_pdf_table(block), Spacer(1, 6)]
        else:
            story.append(_pdf_paragraph(block.kind, block.text))
    document.build(story)


def _word_paragraph(document: WordDocument, block: Block) -> None:
    if block.kind.startswith("heading"):
        _set_font(document.add_heading(block.text, level=int(block.kind[-1])), SIZES[block.kind])
        return
    paragraph = document.add_paragraph(block.text)
    if block.kind in ("title", "caption"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_font(paragraph, SIZES[block.kind], bold=block.kind == "title")


def _set_font(paragraph: WordParagraph, size: int, *, bold: bool = False) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(size)
        run.font.bold = bold or run.font.bold
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _word_table(document: WordDocument, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _pdf_paragraph(kind: str, text: str, size: int | None = None) -> Paragraph:
    points = size or SIZES[kind] - 1
    style = ParagraphStyle(
        kind,
        fontName=PDF_FONT,
        fontSize=points,
        leading=points * 1.6,
        wordWrap="CJK",
        spaceBefore=6 if kind.startswith("heading") else 1,
        keepWithNext=1 if kind in ("heading1", "heading2", "caption") else 0,
    )
    if kind in ("title", "caption"):
        style.alignment = TA_CENTER
    return Paragraph(escape(text), style)


def _pdf_table(block: Block) -> Table:
    cells = [[_pdf_paragraph("text", cell, 9) for cell in row] for row in block.rows]
    columns = range(len(block.rows[0]))
    longest = [max(4, *(min(20, len(row[c])) for row in block.rows)) for c in columns]
    table = Table(cells, colWidths=[440 * n / sum(longest) for n in longest], repeatRows=1)
    table.setStyle(
        TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        )
    )
    return table
