"""Spreadsheets and csv files, written here with openpyxl, xlwt-free bytes and plain text."""

import datetime
import io
import zipfile

import pytest
from made_images import image_file
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font

from ingest.errors import ReadError
from ingest.model import BlockKind, PartStatus
from ingest.readers.cells import display
from ingest.readers.csvfile import find_delimiter, read_csv
from ingest.readers.sheet import read_xls, read_xlsx
from ingest.readers.table import GridRow, Role, place_sheet
from ingest.scanned import Scanned

moment = datetime.datetime  # cells have no time zone
HEADER = ["单号", "报修时间", "用户单位", "数量"]
RECORD = ["BX-001", "2026-01-08", "启衡电子厂", 3]


def book(*rows, title="台账", change=None):
    """A workbook of one sheet with these rows; `change` may alter the sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    return save(workbook)


def save(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def repacked(data, change):
    """The same workbook with each part changed by `change(name, blob)`."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(buffer, "w") as changed,
    ):
        for name in archive.namelist():
            changed.writestr(name, change(name, archive.read(name)))
    return buffer.getvalue()


def rows(data):
    return [p for p in read_xlsx(data).pieces if p.kind is BlockKind.ROW]


def records(data):
    return [p for p in rows(data) if p.columns]


def csv_rows(text, encoding="utf-8"):
    return list(read_csv(text.encode(encoding)).pieces)


def test_sheet_name_is_a_heading_and_titles_are_paragraphs():
    data = book(["腾跃公司"], ["报修台账"], HEADER, RECORD)
    first, second, third, *_ = read_xlsx(data).pieces
    assert (first.kind, first.level, first.text) == (BlockKind.HEADING, 1, "台账")
    assert [(p.kind, p.text, p.row) for p in (second, third)] == [
        (BlockKind.PARAGRAPH, "腾跃公司", 1),
        (BlockKind.PARAGRAPH, "报修台账", 2),
    ]


def test_record_knows_sheet_row_columns_and_cells():
    (record,) = records(book(["报修台账"], HEADER, RECORD))
    assert (record.sheet, record.row) == ("台账", 3)
    assert record.columns == tuple(HEADER)
    assert record.text == "BX-001\t2026-01-08\t启衡电子厂\t3"
    assert record.cells == ("BX-001", "2026-01-08", "启衡电子厂", "3")


def test_header_row_is_a_row_without_columns():
    header = rows(book(HEADER, RECORD))[0]
    assert (header.text, header.row, header.columns) == ("\t".join(HEADER), 1, ())


def test_merged_title_over_all_columns_is_a_title():
    data = book(["报修台账"], HEADER, RECORD, change=lambda s: s.merge_cells("A1:D1"))
    assert read_xlsx(data).pieces[1].kind is BlockKind.PARAGRAPH
    assert len(records(data)) == 1


def test_title_row_of_two_cells_is_a_title():
    data = book(["填报：调度室", None, None, "导出：2026-09-02"], HEADER, RECORD)
    assert read_xlsx(data).pieces[1].text == "填报：调度室\t\t\t导出：2026-09-02"
    assert records(data)[0].columns == tuple(HEADER)


def test_header_of_two_rows_is_combined():
    def merge(sheet):
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    data = book(["单号", "派工", None], [None, "派工时间", "抵达时间"], ["B1", 1, 2], change=merge)
    assert records(data)[0].columns == ("单号", "派工/派工时间", "派工/抵达时间")
    assert [p.row for p in rows(data)] == [1, 2, 3]


def test_merged_cell_is_text_once_and_cells_filled():
    data = book(
        ["组别", "姓名", "人数"],
        ["调度室", "邱莹", 1],
        [None, "戴思敏", 2],
        change=lambda s: s.merge_cells("A2:A3"),
    )
    last = records(data)[-1]
    assert (last.text, last.cells) == ("\t戴思敏\t2", ("调度室", "戴思敏", "2"))


def test_separator_row_is_no_record():
    data = book(
        HEADER,
        ["—— 1月 ——"],
        RECORD,
        ["—— 2月 ——"],
        RECORD,
        change=lambda s: (s.merge_cells("A2:D2"), s.merge_cells("A4:D4")),
    )
    assert [p.row for p in records(data)] == [3, 5]


@pytest.mark.parametrize("word", ["合计", "合 计", "小计：", "总计", "Total"])
def test_total_row_is_no_record(word):
    assert [p.row for p in records(book(HEADER, RECORD, [word, None, None, 3]))] == [2]


def test_record_with_one_cell_is_a_record():
    data = book(["月份", "检查人", "结果"], ["1月", "卞立", "12份"], ["4月", None, None])
    assert [p.text for p in records(data)] == ["1月\t卞立\t12份", "4月\t\t"]


def test_blank_row_between_records_is_nothing():
    data = book(HEADER, RECORD, [], RECORD)
    assert [p.row for p in records(data)] == [2, 4]
    assert all(p.text.strip() or p.row == 3 for p in rows(data))


def test_second_table_has_its_own_columns():
    data = book(
        HEADER,
        RECORD,
        [],
        ["检测器具"],
        ["器具编号", "名称", "有效期至"],
        ["JL-01", "压力表", "2026-10-13"],
    )
    assert records(data)[-1].columns == ("器具编号", "名称", "有效期至", "")
    assert [p.text for p in read_xlsx(data).pieces if p.kind is BlockKind.PARAGRAPH] == ["检测器具"]


def test_header_printed_again_is_no_record():
    assert [p.row for p in records(book(HEADER, RECORD, HEADER, RECORD))] == [2, 4]


def test_signatures_below_a_table_are_no_second_table():
    data = book(HEADER, RECORD, [], ["制表人", "张三", "审核人", "李四"], ["日期", "2026-09-01"])
    assert all(p.columns in ((), tuple(HEADER)) for p in rows(data))


def test_form_of_labels_and_values_has_no_columns():
    data = book(
        ["客户名称", "启衡电子厂", "联系电话", "0553-5506110"], ["地址", "宣池", "联系人", "王工"]
    )
    assert [p.columns for p in rows(data)] == [(), ()]


def test_sheet_of_one_column_has_rows_without_columns():
    data = book(["填写说明"], ["1.报修时间由系统生成。"], ["2.费用确认填“已签”。"])
    assert [(p.columns, p.row) for p in rows(data)] == [((), 1), ((), 2), ((), 3)]


def test_bold_row_over_plain_rows_is_the_header():
    def embolden(sheet):
        for cell in sheet[1]:
            cell.font = Font(bold=True)

    data = book(["甲类", "乙类"], ["苹果", "香蕉"], ["梨子", "桃子"], change=embolden)
    assert [p.columns for p in rows(data)] == [(), ("甲类", "乙类"), ("甲类", "乙类")]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        (3, "General", "3"),
        (3.0, "0.00", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (46037.657639, "General", "46037.657639"),
        (0.925, "0.0%", "92.5%"),
        (0.9, "0%", "90%"),
        (7, "000", "007"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        ("a\nb\tc", "General", "a b c"),
        ("x_x000D_", "General", "x"),
        (moment(2026, 1, 8), "yyyy/m/d", "2026-01-08"),
        (moment(2026, 1, 8, 10, 27), "yyyy/m/d h:mm", "2026-01-08 10:27"),
        (moment(2026, 1, 8), "yyyy/m/d h:mm", "2026-01-08 00:00"),
        (moment(2026, 1, 8, 10, 27), "yyyy/m/d", "2026-01-08 10:27"),
        (moment(2026, 1, 8, 10, 29, 59, 999995), "h:mm", "2026-01-08 10:30"),
        (datetime.date(2026, 1, 8), "General", "2026-01-08"),
        (datetime.time(9, 5), "h:mm", "09:05"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_value_is_displayed(value, number_format, shown):
    assert display(value, number_format) == shown


def test_date_cell_is_iso():
    data = book(HEADER, ["BX-001", moment(2026, 1, 8, 10, 27), "厂", 1])
    assert records(data)[0].cells[1] == "2026-01-08 10:27"


def test_formula_without_result_is_kept_and_warned_of():
    data = book(HEADER, RECORD, ["BX-002", "2026-01-09", "厂", "=SUM(D2:D2)"])
    assert records(data)[-1].cells[3] == "=SUM(D2:D2)"
    assert read_xlsx(data).warnings == ("工作表“台账”有 1 个未计算的公式：D3",)


def test_hidden_sheet_is_hidden_and_warned_of():
    workbook = Workbook()
    workbook.active.append(["看得见"])
    secret = workbook.create_sheet("底稿")
    secret.append(["看不见", "内容"])
    secret.sheet_state = "hidden"
    reading = read_xlsx(save(workbook))
    assert [p.hidden for p in reading.pieces if p.sheet == "底稿"] == [True, True]
    assert reading.warnings == ("工作表“底稿”是隐藏的",)


def test_hidden_row_is_hidden_and_warned_of():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    data = book(HEADER, RECORD, RECORD, change=hide)
    assert [p.hidden for p in rows(data)] == [False, False, True]
    assert read_xlsx(data).warnings == ("工作表“台账”有 1 个隐藏行",)


def test_hidden_column_is_warned_of():
    def hide(sheet):
        sheet.column_dimensions["C"].hidden = True

    assert read_xlsx(book(HEADER, RECORD, change=hide)).warnings == ("工作表“台账”有隐藏列：C",)


def test_comment_of_a_cell_follows_its_row():
    def annotate(sheet):
        sheet["A2"].comment = Comment("补录", "尤佳")

    pieces = read_xlsx(book(HEADER, RECORD, change=annotate)).pieces
    assert (pieces[-1].kind, pieces[-1].text, pieces[-1].row) == (BlockKind.COMMENT, "补录", 2)


def test_comment_of_an_empty_cell_is_kept():
    def annotate(sheet):
        sheet["B9"].comment = Comment("待补", "尤佳")

    piece = read_xlsx(book(HEADER, RECORD, change=annotate)).pieces[-1]
    assert (piece.text, piece.row) == ("待补", 9)


def test_ledger_counts_cells():
    part = read_xlsx(book(["报修台账"], HEADER, RECORD)).parts[0]
    assert (part.name, part.status, part.found, part.kept) == (
        "sheet 台账",
        PartStatus.TEXT,
        9,
        9,
    )


def test_empty_sheet_is_in_the_ledger():
    workbook = Workbook()
    workbook.active.append(["甲", "乙"])
    workbook.create_sheet("空表")
    part = read_xlsx(save(workbook)).parts[1]
    assert (part.name, part.status, part.found) == ("sheet 空表", PartStatus.EMPTY, 0)


def test_stray_far_cell_is_kept_without_the_rows_between():
    def stray(sheet):
        sheet.cell(row=1_048_000, column=2, value="孤")

    data = book(HEADER, RECORD, change=stray)
    assert rows(data)[-1].row == 1_048_000
    assert len(rows(data)) < 10
    assert read_xlsx(data).parts[0].kept == 9


def test_merge_over_a_whole_sheet_does_not_hang():
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    data = repacked(book(HEADER, RECORD), lambda _, blob: blob.replace(b"</sheetData>", merge))
    assert [p.row for p in rows(data)] == [1, 2]
    assert read_xlsx(data).warnings == ("文件格式不规范，只读取了单元格的值（ValueError）",)


def test_merge_over_a_whole_row_stays_within_the_used_columns():
    data = book(["报修台账"], HEADER, RECORD, change=lambda s: s.merge_cells("A1:XFD1"))
    assert records(data)[0].columns == tuple(HEADER)


def test_picture_in_a_workbook_needs_ocr():
    def shown(sheet):
        sheet.add_image(Image(io.BytesIO(image_file(size=(400, 300)))), "C2")

    reading = read_xlsx(book(HEADER, RECORD, change=shown))
    assert (reading.parts[-1].name, reading.parts[-1].status) == ("image 1", PartStatus.NEEDS_OCR)
    place = reading.pieces[-1]
    assert (place.sheet, place.row, place.scanned) == ("台账", 2, Scanned("image 1"))


def test_damaged_picture_in_a_workbook_is_told():
    buffer = io.BytesIO(book(HEADER, RECORD))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/media/image1.png", b"png")
    part = read_xlsx(buffer.getvalue()).parts[-1]
    assert (part.name, part.status, part.found) == ("drawings", PartStatus.UNREADABLE, 1)


def test_words_of_a_shape_are_a_text_box():
    data = book(HEADER, RECORD)
    buffer = io.BytesIO(data)
    shape = (
        "<xdr:sp><a:p><a:r><a:t>说明 &amp; </a:t></a:r><a:r><a:t>备注</a:t></a:r></a:p></xdr:sp>"
    )
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", shape)
    reading = read_xlsx(buffer.getvalue())
    assert (reading.pieces[-1].kind, reading.pieces[-1].text) == (BlockKind.TEXTBOX, "说明 & 备注")
    assert (reading.parts[-1].found, reading.parts[-1].kept) == (5, 5)


def test_workbook_that_openpyxl_refuses_is_read_for_its_values():
    data = book(HEADER, RECORD)
    broken = {"xl/theme/theme1.xml", "docProps/core.xml"}
    data = repacked(data, lambda name, blob: b"<broken" if name in broken else blob)
    reading = read_xlsx(data)
    assert reading.warnings
    assert "BX-001\t2026-01-08\t启衡电子厂\t3" in [p.text for p in reading.pieces]


def test_truncated_workbook_is_a_read_error():
    with pytest.raises(ReadError):
        read_xlsx(book(HEADER, RECORD)[:-30])


def test_damaged_compression_is_a_read_error():
    data = bytearray(book(*[[f"单元{i}", i] for i in range(500)]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    data[start : start + 400] = b"\x5a" * 400
    with pytest.raises(ReadError):
        read_xlsx(bytes(data))


def test_workbook_without_its_list_of_parts_is_a_read_error():
    def drop(name, blob):
        return b"<Types/>" if name == "[Content_Types].xml" else blob

    assert read_xlsx(repacked(book(HEADER, RECORD), drop)).warnings


def test_values_of_a_workbook_are_read_through_calamine_too():
    reading = read_xls(book(["报修台账"], HEADER, RECORD))
    assert reading.pieces[-1].text == "BX-001\t2026-01-08\t启衡电子厂\t3"
    assert reading.pieces[-1].columns == tuple(HEADER)


def test_row_numbers_through_calamine_count_blank_rows_above():
    data = book([], [], HEADER, RECORD)
    assert [p.row for p in read_xls(data).pieces if p.kind is BlockKind.ROW] == [3, 4]


def test_merged_cells_through_calamine_are_filled():
    data = book(
        [],
        [None, "组别", "姓名", "人数"],
        [None, "调度室", "邱莹", 1],
        [None, None, "戴思敏", 2],
        change=lambda s: s.merge_cells("B3:B4"),
    )
    last = read_xls(data).pieces[-1]
    assert (last.text, last.cells) == ("\t\t戴思敏\t2", ("", "调度室", "戴思敏", "2"))


def test_junk_under_the_name_xls_is_a_read_error():
    with pytest.raises(ReadError):
        read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0" * 100)


CSV = "单号,报修时间,数量\nBX-001,2026-01-08,3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_of_any_encoding_is_read(encoding):
    header, record = csv_rows(CSV, encoding)
    assert header.text == "单号\t报修时间\t数量"
    assert record.columns == ("单号", "报修时间", "数量")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter):
    text = CSV.replace(",", delimiter)
    assert find_delimiter(text) == delimiter
    assert csv_rows(text)[1].cells == ("BX-001", "2026-01-08", "3")


def test_delimiter_is_found_past_commas_in_text():
    assert find_delimiter("编号;说明\n1;甲,乙\n2;丙,丁,戊\n") == ";"


def test_delimiter_named_by_excel_is_taken():
    assert find_delimiter("sep=;\n甲;乙,丙\n") == ";"


def test_csv_row_is_the_record_in_the_file_with_the_header_as_first():
    pieces = csv_rows('单号,说明,日期\nB1,"两\n行",2026-01-01\nB2,一行,2026-01-02\n')
    assert [(p.row, p.sheet) for p in pieces] == [(1, None), (2, None), (3, None)]
    assert pieces[1].cells[1] == "两 行"


def test_csv_blank_cells_stay():
    assert csv_rows("单号,回访,备注\nB1,,\nB2,,无\n")[1].text == "B1\t\t"


def test_csv_with_an_open_quote_is_read_by_lines():
    text = "单号,说明\n" + 'B1,"没有收尾\n' + "".join(f"B{i},行\n" for i in range(2, 90))
    reading = read_csv(text.encode())
    assert len([p for p in reading.pieces if p.text.strip()]) == 90
    assert reading.warnings == ("有引号没有成对，已按行读取",)


def test_csv_ledger_counts_cells():
    (part,) = read_csv(CSV.encode()).parts
    assert (part.name, part.found, part.kept) == ("table", 6, 6)


def test_row_of_text_only_below_a_gap_is_no_header():
    grid = [
        GridRow(i, row, row)
        for i, row in enumerate(
            [("姓名", "岗位"), ("张三", "维修工"), ("", ""), ("李四", "焊工"), ("王五", "电工")], 1
        )
    ]
    assert [p.role for p in place_sheet(grid)] == [
        Role.HEADER,
        Role.RECORD,
        Role.BANNER,
        Role.RECORD,
        Role.RECORD,
    ]
