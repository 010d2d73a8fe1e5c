"""A table of files: what must stand in the text of each, and what must not."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from docx import Document
from docx.oxml import parse_xml
from made_files import odf, rtf, slides
from made_images import PARAGRAPH, draw, needs_font
from made_mail import eml, eml_of_old_program, msg
from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest import worker
from ingest.model import PartStatus, Reading, compose
from ingest.readers.scans import parts_to_scan, with_scans

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEEN = "七日内回访用户"
RULE = "第一条 投诉当日受理。"


@dataclass(frozen=True)
class Case:
    """A file and what its text must and must not hold."""

    name: str
    data: bytes
    holds: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    ocr: int = 0


def picture(form: str = "PNG", *, turn: int = 0, pages: int = 1) -> bytes:
    drawn = np.ascontiguousarray(np.rot90(draw(PARAGRAPH), turn // 90))
    frames = [Image.fromarray(drawn)] * pages
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(buffer, form, **more)
    return buffer.getvalue()


def word() -> bytes:
    document = Document()
    document.add_paragraph("照片如下：")
    document.add_picture(io.BytesIO(picture()))
    document.add_paragraph("照片到此。")
    table = document.add_table(3, 2)
    for i, row in enumerate((("单号", "照片"), ("B1", ""), ("B2", "无"))):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    table.cell(1, 1).paragraphs[0].add_run().add_picture(io.BytesIO(picture("BMP")))
    paragraph = document.add_paragraph("有批注的一句。")
    document.add_comment(paragraph.runs, text="请核对", author="某")
    deleted = f'<w:del w:id="1" {W}><w:r><w:delText>四十八</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" {W}><w:r><w:t>二十四</w:t></w:r></w:ins>'
    changed = document.add_paragraph("时限")
    for xml in (deleted, inserted):
        changed._p.append(parse_xml(xml))
    return saved(document)


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (["单号", "日期"], ["B1", "2026-03-05"], ["B2", "2026-03-06"]):
        sheet.append(row)
    sheet.add_image(SheetImage(io.BytesIO(picture())), "D2")
    return saved(book)


def saved(file: object) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def mixed_pdf() -> bytes:
    """Three pages: text, a scan on its side, text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in (1, 3):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, 700, f"第{number}页写明：投诉当日受理，次日答复。")
        canvas.showPage()
        if number == 1:
            scan = ImageReader(io.BytesIO(picture(turn=90)))
            canvas.drawImage(scan, 0, 0, width=300, height=842)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def cases() -> Sequence[Case]:
    gone = ("四十八",)
    hidden_odt = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>四十八</text:p>"
        f"</text:deletion></text:changed-region></text:tracked-changes><text:p>{RULE}</text:p>"
    )
    return (
        Case("图文.docx", word(), (SEEN, "时限二十四", "请核对", "B2\t无"), gone, ocr=2),
        Case("图文.xlsx", workbook(), (SEEN, "B2\t2026-03-06"), ocr=1),
        Case("图文.pptx", slides(picture=picture()), (SEEN, "讲解：以台账为准", "组内文字"), ocr=1),
        Case("混合.pdf", mixed_pdf(), (SEEN, "第1页写明", "第3页写明"), ocr=1),
        Case("扫描.bmp", picture("BMP"), (SEEN,), ocr=1),
        Case("扫描.webp", picture("WEBP"), (SEEN,), ocr=1),
        Case("扫描.jpg", picture("JPEG", turn=180), (SEEN,), ocr=1),
        Case("扫描.tif", picture("TIFF", pages=2), (SEEN,), ocr=2),
        Case("程序.odt", odf(hidden_odt), (RULE,), gone),
        Case("程序.rtf", rtf(f"{RULE}{{\\deleted 四十八}}\\par "), (RULE,), gone),
        Case("答复.eml", eml("答复", RULE), ("答复", RULE, "zhang@a.cn")),
        Case("答复.msg", msg("答复", RULE), ("答复", RULE)),
        Case(
            "国标.eml",
            eml_of_old_program("答复㎡", "赵镕跟进"),
            ("答复㎡", "赵镕跟进"),
            ("\ufffd",),
        ),
    )


@cache
def parsed(name: str) -> Reading:
    """Read a file as an intake does, in this process."""
    data = next(case.data for case in cases() if case.name == name)
    reading = worker.parse(name, data, 100.0)
    drawn = reading.converted or data
    parts = [worker.scan(name, drawn, part, None) for part in parts_to_scan(reading)]
    return with_scans(reading, parts)


@needs_font
@pytest.mark.parametrize("name", [
    "图文.docx", "图文.xlsx", "图文.pptx", "混合.pdf", "扫描.bmp", "扫描.webp", "扫描.jpg",
    "扫描.tif", "程序.odt", "程序.rtf", "答复.eml", "答复.msg", "国标.eml",
])  # fmt: skip
def test_text_holds_what_the_file_shows_and_nothing_else(name: str) -> None:
    case = next(case for case in cases() if case.name == name)
    reading = parsed(name)
    text = compose("d", name, reading).text
    assert [words for words in case.holds if words not in text] == []
    assert [words for words in case.lacks if words in text] == []
    assert sum(part.status is PartStatus.OCR for part in reading.parts) == case.ocr
    assert [part for part in reading.parts if part.found > part.kept] == []


@needs_font
def test_picture_in_a_document_is_read_where_it_stands() -> None:
    text = compose("d", "a.docx", parsed("图文.docx")).text
    assert text.index("照片如下") < text.index(SEEN) < text.index("照片到此")


@needs_font
def test_picture_in_a_table_does_not_part_its_rows() -> None:
    blocks = compose("d", "a.docx", parsed("图文.docx")).blocks
    rows = [i for i, block in enumerate(blocks) if block.columns == ("单号", "照片")]
    assert rows == list(range(rows[0], rows[0] + 2))


@needs_font
def test_only_the_page_without_text_goes_to_ocr() -> None:
    assert parts_to_scan(worker.parse("混合.pdf", mixed_pdf(), 100.0)) == ["page 2"]
