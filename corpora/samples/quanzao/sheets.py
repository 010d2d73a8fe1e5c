"""The workbook and the complaint log, written from the .tsv row files."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from records import moment

Cell = str | int | datetime | None

ORDERS = "维修工单"
# sheet name: (row file, title lines, closing remark)
SHEETS: dict[str, tuple[str, tuple[str, ...], str]] = {
    ORDERS: (
        "work_orders.tsv",
        (
            "临汐泉灶厨房设备有限公司维修工单台账",
            "2026年1—4月　从“灶管家”导出 2026-05-06　没写年份的都是2026年",
        ),
        "说明：到门、完工由师傅手机点到带入，没点的空着；回访由客服填。",
    ),
    "安装交付": (
        "installs.tsv",
        ("安装交付登记表（QZ-BD-07）", "2026年1—4月　登记人：段小苇"),
        "培训确认栏填使用人签名，没签的空着。",
    ),
    "季度养护": ("upkeep.tsv", ("养护合同季度养护登记（QZ-BD-09）", "2026年1—4月"), ""),
    "备件盘点": (
        "parts.tsv",
        ("备件盘点表　盘点日：2026-04-30", "盘点人：寇长庚　监盘：财务"),
        "关键备件低于安全库存的当天报补货。",
    ),
    "工具点检": ("tools.tsv", ("工具点检表　2026年第一季度", "点检人：雷振声"), ""),
    "人员证件": ("staff.tsv", ("总部安装维修师傅证件表", "行政人事部　2026-05-06更新"), ""),
    "服务商走访": ("visits.tsv", ("合作服务商季度走访登记", "2025年四季度、2026年一季度"), ""),
    "备用机借还": ("loans.tsv", ("备用机借还登记", "经手：段小苇"), ""),
}
ORDER_GROUPS = (("报修", 8), ("上门", 4), ("费用", 4), ("回访", 3))
LINE = Border(*[Side(style="thin", color="999999")] * 4)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_workbook(source: Path, path: Path) -> None:
    """Write all sheets, with title rows, merged cells and the dates as they were typed."""
    book = Workbook()
    book.remove(book.active)
    for name, (file, titles, remark) in SHEETS.items():
        head, *rows = _rows(source / file)
        sheet = book.create_sheet(name)
        _titles(sheet, titles, len(head))
        if name == ORDERS:
            _groups(sheet)
        _append(sheet, [str(cell) for cell in head], bold=True)
        _body(sheet, rows, by_month=name == ORDERS)
        if name == "服务商走访":
            _merge_equal(sheet, column=3)
        if remark:
            _across(sheet, remark, len(head))
    book.save(path)


def write_complaints(source: Path, path: Path) -> None:
    """Write the complaint log as CSV in GB18030, as Chinese Excel saves it."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(_rows(source / "complaints.tsv"))


def _rows(path: Path) -> list[list[Cell]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[_cell(text) for text in line.split("\t")] for line in lines]


def _cell(text: str) -> Cell:
    if text.startswith("d:"):
        return datetime.fromisoformat(text[2:])
    if text.isdigit():
        return int(text)
    return text or None


def _titles(sheet: Worksheet, titles: tuple[str, ...], width: int) -> None:
    for size, text in zip((14, 10), titles, strict=True):
        _across(sheet, text, width)
        sheet.cell(sheet.max_row, 1).font = Font(name="宋体", size=size, bold=size == 14)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 15


def _across(sheet: Worksheet, text: str, width: int) -> None:
    row = sheet.max_row + 1 if sheet.cell(1, 1).value else 1
    sheet.cell(row, 1, text).alignment = MIDDLE
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _groups(sheet: Worksheet) -> None:
    row, column = sheet.max_row + 1, 1
    for name, width in ORDER_GROUPS:
        sheet.cell(row, column, name).alignment = MIDDLE
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row, end_column=column + width - 1
        )
        column += width


def _append(sheet: Worksheet, cells: list[Cell] | list[str], *, bold: bool = False) -> None:
    row = sheet.max_row + 1
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(row, column, value)
        cell.border = LINE
        cell.font = Font(name="宋体", bold=bold)
        if isinstance(value, datetime):
            cell.number_format = "yyyy/m/d h:mm" if value.hour else "yyyy/m/d"


def _body(sheet: Worksheet, rows: list[list[Cell]], *, by_month: bool) -> None:
    """Add the rows; by_month puts a merged separator row before the first row of each month."""
    month = 0
    for row in rows:
        first = moment(row[1]) if by_month else None
        if first and first.at.month != month:
            month = first.at.month
            _across(sheet, f"—— {month}月 ——", len(row))
        _append(sheet, row)


def _merge_equal(sheet: Worksheet, column: int) -> None:
    """Merge runs of equal cells in one column, as people do by hand."""
    first = 4
    for row in range(first + 1, sheet.max_row + 2):
        if row > sheet.max_row or sheet.cell(row, column).value != sheet.cell(first, column).value:
            sheet.merge_cells(
                start_row=first, start_column=column, end_row=row - 1, end_column=column
            )
            first = row
