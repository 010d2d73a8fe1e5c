import pytest

from assistant.roles import Role, event_of
from assistant.tables import is_blank, of_document
from ingest.model import BlockKind, Document, Piece, Reading, compose

COLUMNS = ("报修/单号", "报修/报修时间", "处理方式", "抵达时间", "收费（元）", "费用确认", "备注")


def _document(*rows: tuple[str, ...], title: str = "", columns=COLUMNS) -> Document:
    pieces = [Piece("台账", BlockKind.HEADING, level=1, sheet="台账")]
    if title:
        pieces.append(Piece(title, BlockKind.PARAGRAPH, sheet="台账"))
    pieces += [
        Piece("\t".join(row), BlockKind.ROW, sheet="台账", row=3 + i, columns=columns, cells=row)
        for i, row in enumerate(rows)
    ]
    return compose("d", "台账2026.xlsx", Reading(tuple(pieces), ()))


def _row(name: str, reported: str = "2026-03-05 10:00", arrived: str = "3月5日 12:00"):
    return (name, reported, "上门", arrived, "100", "已签", "")


def test_columns_get_their_roles_from_name_and_cells():
    (table,) = of_document(_document(_row("A1"), _row("A2")))
    roles = [column.role for column in table.columns]
    assert roles == [
        Role.ID, Role.REPORTED, None, Role.ARRIVED, Role.FEE, Role.FEE_CONFIRMED, None,
    ]  # fmt: skip


def test_a_date_without_year_takes_the_year_of_the_table():
    (table,) = of_document(_document(_row("A1")))
    moment = table.moments[3][0]
    assert moment and moment.day.year == 2026 and not moment.has_year


def test_a_note_on_the_year_wins():
    document = _document(_row("A1", "2026-01-02"), title="未写年份的均为2025年")
    (table,) = of_document(document)
    assert table.year == 2025


def test_separator_sum_and_blank_rows_are_no_records():
    merged = ("—— 1月 ——",) * len(COLUMNS)
    total = ("合计", "", "", "", "300", "", "")
    (table,) = of_document(_document(merged, _row("A1"), ("",) * 7, _row("A2"), total))
    assert [table.id_of(i) for i in range(len(table.rows))] == ["A1", "A2"]


def test_a_row_keeps_its_span_and_number():
    document = _document(_row("A1"), _row("A2"))
    (table,) = of_document(document)
    row = table.rows[1]
    assert row.number == 4
    assert document.text[row.start : row.end].startswith("A2\t2026-03-05")


def test_few_repeated_values_are_categories():
    rows = [_row(f"A{i}") for i in range(6)]
    (table,) = of_document(_document(*rows))
    assert table.columns[2].values == ("上门",)
    assert table.columns[0].values == ()


def test_other_columns_begin_another_table():
    def piece(columns: tuple[str, ...], *cells: str) -> Piece:
        return Piece("\t".join(cells), BlockKind.ROW, row=1, columns=columns, cells=cells)

    pieces = (piece(("甲", "乙", "丙"), "1", "2", "3"), piece(("丁", "戊"), "x", "y"))
    document = compose("d", "a.xlsx", Reading(pieces, ()))
    assert [len(table.columns) for table in of_document(document)] == [3, 2]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "/",
        "-",
        "——",
        "无",
        "空",
        "未填",
        "（未填写）",
        "N/A",
        "#N/A",
        "null",
        "NaN",
        "暂无",
        "【空】",
    ],
)
def test_what_stands_for_nothing_is_blank(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", "无异常", "未修复", "空调", "缺货", "未签", "不详", "√"])
def test_what_says_something_is_not_blank(cell):
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("报修时间", Role.REPORTED), ("created_at", Role.REPORTED), ("createTime", Role.REPORTED),
        ("到场时间", Role.ARRIVED), ("first_response_at", Role.REPLIED),
        ("完成时间", Role.FINISHED), ("关单时间", Role.CLOSED), ("回访日期", Role.CALLED_BACK),
    ],
)  # fmt: skip
def test_column_names_of_forms_and_systems_name_their_event(name, role):
    assert event_of(name) is role


def test_a_time_of_day_in_words_belongs_to_the_day_beside_it():
    columns = ("单号", "报修日期", "报修时间")
    rows = [(f"A{i}", "3月5日", "上午九点半") for i in range(3)]
    (table,) = of_document(_document(*rows, columns=columns))
    assert {str(moment.at) for moment in table.moments[1] if moment} == {"2026-03-05 09:30:00"}
