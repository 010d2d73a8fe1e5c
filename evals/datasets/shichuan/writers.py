"""Writers of the prose files: Word, and PDF with a text layer; builds are repeatable."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

SOURCE = Path(__file__).parent / "src"
FONT = "STSong-Light"  # a CID font every reader knows: real text layer, no font file needed
FIXED_DATE = (2026, 8, 28, 9, 0, 0)
Block = tuple[str, str | list[list[str]]]


def load(name: str) -> str:
    """Return the wording of src/`name`."""
    return (SOURCE / name).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    """Split markup into ('title'|'h1'|'h2'|'p', text) and ('table', rows)."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            yield "table", rows
            rows = []
        if line.strip():
            kind, mark = next(
                (k, m)
                for k, m in (("title", "= "), ("h2", "## "), ("h1", "# "), ("p", ""))
                if line.startswith(m)
            )
            yield kind, line[len(mark) :].strip()


def write_docx(text: str, path: Path, header: str) -> None:
    """Write a Word file whose headings are only bold lines, as people without styles type them."""
    doc = Document()
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = "FangSong", Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    doc.sections[0].header.paragraphs[0].text = header
    for kind, value in blocks(text):
        if isinstance(value, list):
            _docx_table(doc, value)
            continue
        paragraph = doc.add_paragraph()
        paragraph.add_run(value).bold = kind != "p"
        if kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    doc.save(str(path))
    fix_dates(path)


def write_pdf(text: str, path: Path, footer: str) -> None:
    """Write a PDF in one column."""
    rl_config.invariant = 1
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    width, height = A4
    side = 18 * mm
    each = width - 2 * side
    frame = Frame(side, 20 * mm, each, height - 38 * mm, leftPadding=0, rightPadding=0)

    def draw_footer(canvas: Canvas, doc: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(side, 12 * mm, f"{footer}    - {doc.page} -")

    doc = BaseDocTemplate(str(path), pagesize=A4, title=footer)
    doc.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=draw_footer))
    doc.build([flowable for block in blocks(text) for flowable in _flowables(block, each)])


def fix_dates(path: Path) -> None:
    """Rewrite an Office archive with one fixed date: the same input gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    stamp = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % FIXED_DATE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            if name == "docProps/core.xml":
                body = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, body
                )
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), body, zipfile.ZIP_DEFLATED)


def _docx_table(doc: WordDocument, rows: list[list[str]]) -> None:
    table = doc.add_table(rows=0, cols=max(map(len, rows)))
    table.style = "Table Grid"
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    doc.add_paragraph()


def _flowables(block: Block, width: float) -> list[Flowable]:
    kind, value = block
    size = {"title": 15, "h1": 11.5, "h2": 10.5}.get(kind, 9)
    style = ParagraphStyle(
        kind,
        fontName=FONT,
        fontSize=size,
        leading=size * 1.55,
        wordWrap="CJK",
        spaceAfter=3,
        spaceBefore=6 if kind == "h1" else 0,
        alignment=1 if kind == "title" else 0,
    )
    if isinstance(value, str):
        return [Paragraph(_escaped(value), style)]
    count = max(map(len, value))
    longest = [max(len(row[c]) if c < len(row) else 1 for row in value) for c in range(count)]
    shares = [max(4, min(n, 16)) for n in longest]
    small = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=11, wordWrap="CJK")
    data = [[Paragraph(_escaped(cell), small) for cell in row] for row in value]
    table = Table(data, colWidths=[width * s / sum(shares) for s in shares])
    table.setStyle(
        TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        )
    )
    return [table, Spacer(1, 4)]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
