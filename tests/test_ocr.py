from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made_images import FONT, PARAGRAPH, draw, image_file, needs_font
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.image import read_image
from ingest.readers.ocr import OcrLine, Pixels, Scan, scan_image
from ingest.readers.ocr_layout import lay_out
from ingest.readers.scans import ScannedPart, with_scans
from ingest.scanned import Scanned

ROWS = (("项目", "本期", "上期"), ("安装调试", "91.5", "90.8"), ("例行保养", "85.2", "86.9"))


def line(text: str, x: float, y: float, *, score: float = 0.99, em: float = 30.0) -> OcrLine:
    width, height = em * len(text), em / 0.72
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return OcrLine(text=text, score=score, corners=corners)


def scan_of(*lines: OcrLine) -> Scan:
    return Scan(width=1654, height=2339, lines=lines)


def texts(image: Pixels) -> list[str]:
    return [piece.text for piece in lay_out(scan_image(image), 1).pieces]


def folded(texts: Sequence[str]) -> str:
    return "".join("".join(texts).split()).replace(":", "：").replace(",", "，")


@needs_font
def test_upright_page_is_read_in_order() -> None:
    found = scan_image(draw(PARAGRAPH))
    assert found.turn == 0
    assert found.score > 0.9
    assert folded(texts(draw(PARAGRAPH))) == folded(PARAGRAPH)


@needs_font
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_set_upright(turn: int) -> None:
    turned = np.rot90(draw(PARAGRAPH), turn // 90)
    found = scan_image(np.ascontiguousarray(turned))
    assert found.turn == (360 - turn) % 360
    assert folded([p.text for p in lay_out(found, 1).pieces]) == folded(PARAGRAPH)


@needs_font
def test_skewed_page_keeps_its_rows() -> None:
    page = Image.fromarray(draw(["编号：JL-18　　　　　　　　日期：2026年3月5日", *PARAGRAPH]))
    skewed = page.rotate(5, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found = scan_image(np.asarray(skewed))
    assert found.skew == pytest.approx(-5, abs=1) or found.tilt
    first = lay_out(found, 1).pieces[0].text
    assert "编号" in first and "2026年3月5日" in first


@needs_font
def test_table_without_lines_keeps_rows_and_columns() -> None:
    image = Image.fromarray(draw(["满意度调查结果"], height=400))
    pen = ImageDraw.Draw(image)
    assert FONT
    font = ImageFont.truetype(FONT, 32)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            pen.text((60 + 300 * j, 140 + 70 * i), cell, font=font, fill="black")
    rows = [p for p in lay_out(scan_image(np.asarray(image)), 1).pieces if p.kind is BlockKind.ROW]
    assert [row.text for row in rows] == ["\t".join(row) for row in ROWS]
    assert rows[1].columns == ROWS[0]


@needs_font
def test_page_out_of_focus_is_unsure_or_unread() -> None:
    blurred = Image.fromarray(draw(PARAGRAPH)).filter(ImageFilter.GaussianBlur(14))
    found = scan_image(np.asarray(blurred))
    assert not found.is_good


@needs_font
def test_second_scan_comes_from_the_cache(tmp_path: Path) -> None:
    image = draw(PARAGRAPH[:1], height=120)
    first = scan_image(image, tmp_path)
    (file,) = tmp_path.glob("*.json")
    file.write_text(first.model_copy(update={"turn": 180}).model_dump_json(), encoding="utf-8")
    assert scan_image(image, tmp_path).turn == 180
    file.write_text("{", encoding="utf-8")
    assert scan_image(image, tmp_path) == first


def test_empty_page_is_blank() -> None:
    assert scan_image(np.full((600, 400, 3), 250, np.uint8)).is_blank


def test_lines_of_a_paragraph_are_joined() -> None:
    full, rest = "一" * 40, "二" * 10 + "。"
    found = scan_of(line(full[2:], 200, 200), line(full, 140, 260), line(rest, 140, 320))
    assert [piece.text for piece in lay_out(found, 3).pieces] == [full[2:] + full + rest]
    assert lay_out(found, 3).pieces[0].page == 3


def test_cells_side_by_side_are_parted_by_a_tab() -> None:
    found = scan_of(line("讲解人：项海波", 800, 204), line("时间：5月23日", 140, 200))
    assert [piece.text for piece in lay_out(found, 1).pieces] == ["时间：5月23日\t讲解人：项海波"]


def test_line_that_could_not_be_made_out_is_no_text() -> None:
    found = scan_of(line("三日内回访。", 140, 200), line("口囗田", 140, 300, score=0.2))
    assert [piece.text for piece in lay_out(found, 1).pieces] == ["三日内回访。"]


def test_stray_traditional_character_is_a_misreading() -> None:
    found = scan_of(line("电氣图和说明书各一份，由安装人员当场交给用户。", 140, 200))
    assert "电气图" in lay_out(found, 1).pieces[0].text


def test_traditional_page_stays_traditional() -> None:
    found = scan_of(line("電氣圖與說明書", 140, 200))
    assert lay_out(found, 1).pieces[0].text == "電氣圖與說明書"


def test_unsure_page_is_a_warning_with_its_number() -> None:
    asked = read_image(image_file())
    page = ScannedPart("page 1", (Piece("回访", page=1),), kept=2, found=2, score=0.55)
    reading = with_scans(asked, [page])
    assert reading.parts[0].status is PartStatus.OCR
    assert "low confidence" in reading.parts[0].note
    assert "第1页" in reading.warnings[0] and "置信度低" in reading.warnings[0]


def test_page_without_words_is_unreadable_with_its_number() -> None:
    reading = with_scans(read_image(image_file()), [ScannedPart("page 1")])
    assert reading.parts[0].status is PartStatus.UNREADABLE
    assert "第1页" in reading.warnings[0]


def test_only_the_scanned_page_of_a_mixed_file_is_replaced() -> None:
    pieces = (
        Piece("甲", page=1),
        Piece("- 2 -", page=2),
        Piece("批注", BlockKind.COMMENT, page=2),
        Piece("丙", page=3),
    )
    states = (PartStatus.TEXT, PartStatus.NEEDS_OCR, PartStatus.TEXT)
    parts = tuple(Part(f"page {n}", state, 1, 1) for n, state in enumerate(states, 1))
    told = ("第2页没有文字层，需要OCR", "PDF内有1个附件未读取")
    reading = Reading(pieces, parts, pages=3, warnings=told)
    page = ScannedPart("page 2", (Piece("乙", page=2),), found=1, kept=1, score=0.9)
    merged = with_scans(reading, [page])
    assert [piece.text for piece in merged.pieces] == ["甲", "乙", "批注", "丙"]
    assert [part.status for part in merged.parts] == [states[0], PartStatus.OCR, states[2]]
    assert merged.warnings == told[1:]


def test_page_whose_ocr_failed_keeps_its_text_and_says_why() -> None:
    part = Part("page 1", PartStatus.NEEDS_OCR, 3, 3)
    reading = Reading((Piece("页码1", page=1),), (part,), pages=1)
    merged = with_scans(reading, [ScannedPart("page 1", failure="超时")])
    assert [piece.text for piece in merged.pieces] == ["页码1"]
    assert merged.parts[0].status is PartStatus.UNREADABLE
    assert "超时" in merged.warnings[0]


def place(part: str, **where: object) -> Piece:
    return Piece("", scanned=Scanned(part), **where)  # type: ignore[arg-type]


def with_pictures(*names: str) -> Reading:
    pieces = (Piece("前"), *(place(name, sheet="台账", row=4) for name in names), Piece("后"))
    parts = tuple(Part(name, PartStatus.NEEDS_OCR, 0, 0) for name in names)
    return Reading(pieces, parts)


def test_picture_in_a_file_is_read_in_its_place_and_heads_nothing() -> None:
    title = Piece("验收单", BlockKind.HEADING, level=1, page=1)
    read = ScannedPart("image 1", (title,), found=3, kept=3, score=0.95)
    merged = with_scans(with_pictures("image 1"), [read])
    shown = merged.pieces[1]
    assert [piece.text for piece in merged.pieces] == ["前", "验收单", "后"]
    assert (shown.kind, shown.level, shown.page) == (BlockKind.PARAGRAPH, 0, None)
    assert (shown.sheet, shown.row) == ("台账", 4)
    assert merged.parts[0].status is PartStatus.OCR


def test_picture_without_words_is_no_loss() -> None:
    merged = with_scans(with_pictures("image 1"), [ScannedPart("image 1")])
    assert merged.parts[0].status is PartStatus.EMPTY
    assert merged.warnings == ()


def test_picture_that_failed_or_is_unsure_is_named_in_a_warning() -> None:
    unsure = ScannedPart("image 2", (Piece("回访"),), found=2, kept=2, score=0.55)
    failed = ScannedPart("image 1", failure="超时")
    merged = with_scans(with_pictures("image 1", "image 2"), [failed, unsure])
    assert merged.parts[0].status is PartStatus.UNREADABLE
    assert "图片1" in merged.warnings[0] and "超时" in merged.warnings[0]
    assert "图片2" in merged.warnings[1] and "置信度低" in merged.warnings[1]


def test_unsure_lines_are_named_with_their_confidence() -> None:
    read = ScannedPart(
        "page 1", (Piece("回访"),), found=2, kept=2, score=0.7, weak=(("回访", 0.7),)
    )
    assert "“回访” 0.70" in with_scans(read_image(image_file()), [read]).parts[0].note
