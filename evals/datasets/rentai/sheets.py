"""Writers of the record files: merged two-line heads, days as different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from field import calibrations, deliveries, devices, installs, loans
from forms import TEXT_FORMS, Value, written
from heads import CALIBRATIONS, CALLS, DELIVERIES, DEVICES, HAND, INSTALLS, LOANS, ORDERS
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rows import Rec, calls, orders, table
from writers import fix_dates

Cells = list[Value]
HEAD_ROWS = 2
YEAR_NOTE = "没有写年份的均为2026年；五位数的日期是Excel序列号"
PM_NOTE = "注：“—”为四月新签合同，一季度不排；榆林片区由闵超补填"
RECORDS = {
    "RC1": orders, "RC2": orders, "RC3": orders, "RC4": installs, "RC5": devices,
    "RC6": deliveries, "RC9": loans, "RC10": calls, "X2": calibrations, "X3": orders,
}  # fmt: skip
TABLES = {
    "RC7": ("complaints", 0, 4), "RC8": ("standards", 0, 3), "X1": ("stock", 0, 3),
    "X4": ("reviews", 0, 4), "X5": ("registrations", 0, 4),
}  # fmt: skip


def write_orders(path: Path) -> None:
    """Write the service orders and the makers' authorisations."""
    book = _book()
    rows = [_cells(i, r) for i, r in enumerate(orders())]
    found = orders()
    total: Cells = ["合计 Total", *[None] * 15]
    total += [sum(int(o.v[name] or 0) for o in found) for name in ("报价", "实收")]
    notes = ("Service Order Log 服务工单 2026年1–7月", YEAR_NOTE)
    _sheet(book, "Service Orders", notes, ORDERS, [*rows, total])
    _hand_sheet(book, "auth")
    _save(book, path)


def write_field(path: Path) -> None:
    """Write installations, deliveries and maintenance under contract."""
    book = _book()
    for title, name, head, found, foot in (
        ("装机 Installation", "RT-QR-17 装机验收登记 2026年3–8月初", INSTALLS, installs(), ""),
        ("发货 Delivery", "RT-QR-18 发货签收登记 2026", DELIVERIES, deliveries(), "合计 64单"),
        ("PM计划 PM Plan", "RT-QR-19 维保合同仪器保养 2026上半年", DEVICES, devices(), PM_NOTE),
    ):
        rows = [_cells(i, r) for i, r in enumerate(found)]
        _sheet(book, title, (name, YEAR_NOTE), head, [*rows, [], [foot]] if foot else rows)
    _save(book, path)


def write_workshop(path: Path) -> None:
    """Write the workbook of the calibration and repair workshop."""
    book = _book()
    for title, name, head, found in (
        ("校准 Calibration", "RT-QR-30 校准收发登记 2026年3–7月", CALIBRATIONS, calibrations()),
        ("备机 Loaner", "RT-QR-20 备机借用登记 2026", LOANS, loans()),
    ):
        rows = [_cells(i, r) for i, r in enumerate(found)]
        _sheet(book, title, (name, YEAR_NOTE), head, rows)
    for name in ("standards", "disposal"):
        _hand_sheet(book, name)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the workbook of the service centre."""
    book = _book()
    for name in ("complaints", "reviews", "training", "stock", "registrations", "kpi"):
        _hand_sheet(book, name)
    _save(book, path)


def write_calls(path: Path) -> None:
    """Write the follow-up calls as CSV in GB18030, as an old Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CALLS)
    for index, row in enumerate(calls()):
        writer.writerow(_cells(index, row, TEXT_FORMS))
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in RECORDS:
        return next(r for r in RECORDS[check]() if r.id == row_id).words
    name, start, end = TABLES[check]
    return " ".join(next(r for r in table(name) if r[0] == row_id)[start:end])


def _cells(index: int, row: Rec, forms: tuple[int, ...] | None = None) -> Cells:
    values = enumerate(row.v.values())
    more = (forms,) if forms else ()
    return [row.id, *row.lead, *(written(v, index * 5 + n * 3, *more) for n, v in values)]


def _hand_sheet(book: Workbook, name: str) -> None:
    title, note, head, days = HAND[name]
    rows = (
        [_hand(cell, n in days, index * 3 + n) for n, cell in enumerate(row)]
        for index, row in enumerate(table(name))
    )
    _sheet(book, title, (title, note), head, rows)


def _hand(cell: str, is_day: bool, index: int) -> Value:
    if not cell:
        return None
    if is_day:
        day: Value = datetime.fromisoformat(cell) if " " in cell else date.fromisoformat(cell)
        return written(day, index)
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _sheet(
    book: Workbook, title: str, notes: tuple[str, str], head: str, rows: Iterable[Cells]
) -> None:
    sheet = book.create_sheet(title)
    for text in notes:
        sheet.append([text])
    sheet["A1"].font = Font(bold=True, size=12)
    _head(sheet, head)
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = f"B{len(notes) + HEAD_ROWS + 1}"


def _head(sheet: Worksheet, head: str) -> None:
    top, low, spans = [], [], []
    for group in head.split(";"):
        name, _, columns = group.partition(">")
        names = columns.split(",") if columns else [""]
        spans.append((len(top) + 1, len(top) + len(names), bool(columns)))
        top += [name] + [None] * (len(names) - 1)
        low += [text or None for text in names]
    first = sheet.max_row + 1
    for line in (top, low):
        sheet.append([text and text.replace(" ", "\n", 1) for text in line])
    for start, end, grouped in spans:
        bottom = first if grouped else first + 1
        sheet.merge_cells(start_row=first, end_row=bottom, start_column=start, end_column=end)
    for row in sheet.iter_rows(min_row=first, max_row=first + 1):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="E2EFDA")
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            sheet.column_dimensions[get_column_letter(cell.column)].width = 14


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
