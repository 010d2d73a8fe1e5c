from made_files import rtf

from ingest.model import BlockKind
from ingest.readers.rtf import read_rtf

ROW = "\\trowd\\cellx100\\cellx200\\intbl {0}\\cell {1}\\cell\\row "


def texts(body: str) -> list[str]:
    return [piece.text for piece in read_rtf(rtf(body)).pieces]


def test_paragraphs_are_read_in_chinese() -> None:
    assert texts("第一条 7日内回访。\\par 第二条 当日受理。\\par ") == [
        "第一条 7日内回访。",
        "第二条 当日受理。",
    ]


def test_bytes_of_the_code_page_are_read() -> None:
    raw = "".join(f"\\'{byte:02x}" for byte in "回访㎡".encode("gb18030"))
    assert texts(f"{raw}\\par ") == ["回访㎡"]


def test_deleted_text_is_left_out() -> None:
    body = "时限{\\deleted\\revauthdel0 四十八}{\\revised 二十四}小时\\par "
    assert texts(body) == ["时限二十四小时"]


def test_rows_of_a_table_have_their_columns() -> None:
    rows = (ROW.format("单号", "日期"), ROW.format("B1", "2026-03-05"), ROW.format("B2", ""))
    pieces = read_rtf(rtf("台账\\par " + "".join(rows) + "\\pard 完\\par ")).pieces
    assert [piece.text for piece in pieces] == [
        "台账", "单号\t日期", "B1\t2026-03-05", "B2\t", "完",
    ]  # fmt: skip
    assert pieces[2].kind is BlockKind.ROW and pieces[2].columns == ("单号", "日期")


def test_what_is_not_read_is_told() -> None:
    assert "LibreOffice" in read_rtf(rtf("x\\par ")).warnings[0]
