import pytest
from made_files import odf
from made_images import image_file

from ingest.errors import ReadError
from ingest.model import BlockKind, PartStatus, Piece
from ingest.readers import read
from ingest.readers.opendocument import read_opendocument

TABLE = (
    "<table:table><table:table-row>"
    "<table:table-cell><text:p>单号</text:p></table:table-cell>"
    "<table:table-cell><text:p>日期</text:p></table:table-cell></table:table-row>"
    '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>B1</text:p>'
    "</table:table-cell><table:table-cell><text:p>2026-03-05</text:p></table:table-cell>"
    "</table:table-row><table:table-row><table:covered-table-cell/>"
    "<table:table-cell><text:p>2026-03-06</text:p></table:table-cell></table:table-row>"
    "</table:table>"
)


def pieces(body: str, **more: object) -> list[Piece]:
    return list(read_opendocument(odf(body, **more)).pieces)  # type: ignore[arg-type]


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    found = pieces(
        '<text:h text:outline-level="2">2 职责</text:h>'
        '<text:p>正文<text:s text:c="2"/>一句。</text:p>'
        "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
    )
    assert [(p.kind, p.level, p.text) for p in found] == [
        (BlockKind.HEADING, 2, "2 职责"),
        (BlockKind.PARAGRAPH, 0, "正文  一句。"),
        (BlockKind.LIST, 0, "甲"),
    ]


def test_merged_cell_is_filled_downward() -> None:
    rows = pieces(TABLE)
    assert [(row.text, row.cells) for row in rows[1:]] == [
        ("B1\t2026-03-05", ("B1", "2026-03-05")),
        ("\t2026-03-06", ("B1", "2026-03-06")),
    ]
    assert rows[1].columns == ("单号", "日期")


def test_deleted_text_is_left_out_and_a_comment_is_a_comment() -> None:
    found = pieces(
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        "<text:p>四十八</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>时限<text:change text:change-id="c"/>二十四小时<office:annotation>'
        "<dc:creator>某</dc:creator><text:p>请核对</text:p></office:annotation></text:p>"
    )
    assert [(p.kind, p.text) for p in found] == [
        (BlockKind.PARAGRAPH, "时限二十四小时"),
        (BlockKind.COMMENT, "请核对"),
    ]


def test_hidden_text_is_marked() -> None:
    hiding = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    found = pieces(
        '<text:p>可见<text:span text:style-name="H">暗</text:span></text:p>', styles=hiding
    )
    assert [(p.text, p.hidden) for p in found] == [("可见", False), ("暗", True)]


def test_slide_is_a_page_with_title_and_notes() -> None:
    found = pieces(
        '<draw:page><draw:frame presentation:class="outline"><draw:text-box><text:p>要点</text:p>'
        '</draw:text-box></draw:frame><draw:frame presentation:class="title"><draw:text-box>'
        "<text:p>培训</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame>"
        "<draw:text-box><text:p>讲解</text:p></draw:text-box></draw:frame></presentation:notes>"
        "</draw:page>",
        kind="presentation",
    )
    assert [(p.text, p.page) for p in found] == [("培训", 1), ("要点", 1), ("讲解", 1)]
    assert found[0].kind is BlockKind.HEADING


def test_picture_holds_its_place_and_needs_ocr() -> None:
    reading = read_opendocument(
        odf(
            '<text:p>前</text:p><text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/>'
            "</draw:frame></text:p><text:p>后</text:p>",
            files={"Pictures/1.png": image_file(size=(300, 300))},
        )
    )
    assert [p.text or p.scanned.part for p in reading.pieces if p.text or p.scanned] == [
        "前", "image 1", "后",
    ]  # fmt: skip
    assert reading.parts[-1].status is PartStatus.NEEDS_OCR


def test_body_counts_what_it_found_and_kept() -> None:
    part = read_opendocument(odf(f"<text:p>四个文字</text:p>{TABLE}")).parts[0]
    assert (part.name, part.found, part.kept) == ("body", 30, 30)


def test_file_without_content_is_a_read_error() -> None:
    with pytest.raises(ReadError, match=r"^坏\.odt"):
        read("坏.odt", odf("<text:p>x"))
