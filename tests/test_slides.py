import pytest
from made_files import slides
from made_images import image_file

from ingest.errors import ReadError
from ingest.model import BlockKind, PartStatus, Piece
from ingest.readers import read
from ingest.readers.slides import read_pptx


def on(page: int, data: bytes) -> list[Piece]:
    return [piece for piece in read_pptx(data).pieces if piece.page == page]


def test_title_heads_its_slide_and_names_the_file() -> None:
    reading = read_pptx(slides())
    assert reading.title == "售后服务培训"
    assert (reading.pieces[0].kind, reading.pieces[0].level) == (BlockKind.HEADING, 1)


def test_lines_and_notes_of_a_slide_are_read() -> None:
    texts = [piece.text for piece in on(1, slides())]
    assert texts[1:3] == ["回访率不低于95%", "投诉当日受理"]
    assert texts[-1] == "讲解：以台账为准"


def test_merged_cell_of_a_table_is_filled() -> None:
    row = [piece for piece in on(1, slides()) if piece.kind is BlockKind.ROW][-1]
    assert row.columns == ("单号", "报修时间")
    assert (row.text, row.cells) == ("\t2026-03-06 10:00", ("B1", "2026-03-06 10:00"))


def test_text_in_a_group_is_read() -> None:
    assert [piece.text for piece in on(2, slides())] == ["组内文字"]


def test_picture_holds_its_place_and_needs_ocr() -> None:
    data = slides(picture=image_file(size=(400, 300)))
    places = [piece.scanned.part for piece in on(2, data) if piece.scanned]
    assert places == ["image 1"]
    assert [p.status for p in read_pptx(data).parts if p.name == "image 1"] == [
        PartStatus.NEEDS_OCR
    ]


def test_hidden_slide_is_read_and_marked() -> None:
    reading = read_pptx(slides(hidden=True))
    assert [piece.hidden for piece in reading.pieces if piece.page == 2] == [True]
    assert reading.warnings == ("第2页是隐藏的",)


def test_every_slide_is_accounted_for() -> None:
    parts = read_pptx(slides()).parts
    assert [(p.name, p.found == p.kept) for p in parts] == [("page 1", True), ("page 2", True)]


def test_damaged_presentation_is_a_read_error() -> None:
    data = slides()
    start = data.find(b"ppt/presentation.xml") + 60
    with pytest.raises(ReadError, match=r"^坏\.pptx"):
        read("坏.pptx", data[:start] + b"\xff" * 40 + data[start + 40 :])
