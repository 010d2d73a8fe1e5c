"""Papers of a fictional client: Word, and PDF with a text layer; builds are repeatable."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image, ImageFilter
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

FONT = "STSong-Light"  # a CID font every reader knows: real text layer, no font file needed
MARKS = {"= ": "title", "# ": "heading", "! ": "picture"}
_DATED = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"

SONG = ("SimSun", "宋体")
FANGSONG = ("FangSong", "仿宋")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source text: kind is title, heading, text, table or picture (its seed)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """How one client's papers look.

    Attributes:
        saved_at: The one time of all Office files: the same input gives the same bytes.
        table: Word's style of tables.
        font: Latin and Chinese name of the font.
    """

    saved_at: tuple[int, int, int, int, int, int]
    table: str = "Table Grid"
    font: tuple[str, str] = SONG

    def write_docx(self, text: str, path: Path, header: str) -> None:
        """Write a Word file with real heading styles, a header, and tables."""
        doc = Document()
        for name in ("Normal", "Title", "Heading 1"):
            style = doc.styles[name]
            style.font.name = self.font[0]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), self.font[1])
        doc.styles["Normal"].font.size = Pt(11)
        doc.sections[0].header.paragraphs[0].text = header
        for block in blocks(text):
            self._add(doc, block)
        doc.save(str(path))
        self.fix_dates(path)

    def write_pdf(self, text: str, path: Path, title: str) -> None:
        """Write a PDF of the size of a booklet."""
        rl_config.invariant = 1
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        side = 14 * mm
        doc = SimpleDocTemplate(
            str(path), pagesize=A5, title=title, leftMargin=side, rightMargin=side, topMargin=side
        )
        width = A5[0] - 2 * side
        doc.build([flowable for block in blocks(text) for flowable in _flowables(block, width)])

    def fix_dates(self, path: Path) -> None:
        """Rewrite an Office archive with one fixed date."""
        with zipfile.ZipFile(path) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        stamp = b"%04d-%02d-%02dT%02d:%02d:%02dZ" % self.saved_at
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in parts:
                if name == "docProps/core.xml":
                    body = re.sub(_DATED, rb"\g<1>" + stamp, body)
                archive.writestr(zipfile.ZipInfo(name, self.saved_at), body, zipfile.ZIP_DEFLATED)

    def _add(self, doc: WordDocument, block: Block) -> None:
        if block.kind == "table":
            table = doc.add_table(rows=len(block.rows), cols=max(map(len, block.rows)))
            table.style = self.table
            for line, texts in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(line.cells, texts, strict=False):
                    cell.text = text
            doc.add_paragraph()
        elif block.kind == "title":
            doc.add_paragraph(block.text, style="Title")
        elif block.kind == "heading":
            doc.add_heading(block.text, level=1)
        elif block.kind == "picture":
            doc.add_picture(_blur(int(block.text)), width=Mm(90))
        else:
            doc.add_paragraph(block.text)


def blocks(text: str) -> Iterator[Block]:
    """Split marked-up text into blocks; lines that begin with '|' make one table."""
    lines = (line.strip() for line in text.splitlines() if line.strip())
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            yield Block("table", rows=tuple(_cells(line) for line in group))
            continue
        for line in group:
            kind = MARKS.get(line[:2])
            yield Block(kind, line[2:]) if kind else Block("text", line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _blur(seed: int) -> io.BytesIO:
    """Return a photo that shows nothing: coloured blots out of focus."""
    rng = random.Random(seed)
    image = Image.new("RGB", (24, 18))
    image.putdata([tuple(rng.randrange(60, 190) for _ in "rgb") for _ in range(24 * 18)])
    image = image.resize((480, 360)).filter(ImageFilter.GaussianBlur(14))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return io.BytesIO(out.getvalue())


def _flowables(block: Block, width: float) -> list[Flowable]:
    if block.kind == "table":
        style = _style("cell", 8)
        cells = [[Paragraph(text, style) for text in row] for row in block.rows]
        share = width / len(block.rows[0])
        grid = [("GRID", (0, 0), (-1, -1), 0.3, colors.black)]
        return [Table(cells, colWidths=[share] * len(block.rows[0]), style=grid), Spacer(1, 5)]
    size = {"title": 14, "heading": 10.5}.get(block.kind, 8.5)
    return [Paragraph(block.text, _style(block.kind, size))]


def _style(name: str, size: float) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=FONT, fontSize=size, leading=size * 1.5, spaceAfter=3, wordWrap="CJK"
    )
