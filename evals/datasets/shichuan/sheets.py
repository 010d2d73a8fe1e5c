"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rows import Delivery, Problem, day, deliveries, problems, table
from writers import fix_dates

Cells = list[object]
DELIVERY_GROUPS = (("单子", 7), ("外观与讲解", 3), ("日子", 5), ("", 1))
DELIVERY_HEAD = (
    "单号", "客户", "城市", "省", "货品", "类别", "师傅", "外观", "保养讲解", "客户签字",
    "下单", "客户改期到", "送到", "装好", "回访", "备注",
)  # fmt: skip
PROBLEM_HEAD = (
    "售后单号", "登记时间", "登记人", "客户", "城市", "省内外", "来路", "客户吐槽", "保内外",
    "怎么处理", "第一次回话", "上门日", "上门收费", "报价同意", "质量确认日", "换货送到",
    "处理结果", "客户怎么说",
)  # fmt: skip
UPKEEP_HEAD = ("编号", "客户", "城市", "装好日", "保养日", "备注")
FITTER_HEAD = ("编号", "师傅", "省", "考核日期", "第一次自己接单", "备注")
FITTING_HEAD = ("货号", "名称", "底数", "现存", "到货抽三个")


def write_deliveries(path: Path) -> None:
    """Write the delivery sheet, split by month, and the sheet of yearly upkeep visits."""
    book = Workbook()
    sheet = book.active
    sheet.title = "送装"
    note = "谢宝珍填　没写年份的都是2026年　空着的就是没填上"
    _titles(sheet, "拾椽木作　送装单汇总（2026年1月至7月）", note, len(DELIVERY_HEAD))
    _group_row(sheet)
    sheet.append(list(DELIVERY_HEAD))
    month = 0
    for index, row in enumerate(deliveries()):
        if row.ordered.month != month:
            month = row.ordered.month
            sheet.append([f"{month}月下的单"])
            _merge_last(sheet, len(DELIVERY_HEAD))
        sheet.append(_delivery_cells(index, row))
    sheet.append([f"以上共 {len(deliveries())} 单"])
    _merge_last(sheet, len(DELIVERY_HEAD))
    upkeep = book.create_sheet("上门保养")
    note = "2025年1月至6月装好的客户，今年该去的　谢宝珍抄于2026-08-20"
    _titles(upkeep, "上门保养表", note, len(UPKEEP_HEAD))
    upkeep.append(list(UPKEEP_HEAD))
    for index, cells in enumerate(table("upkeep")):
        upkeep.append([*cells[:3], *_days(index, cells[3:5]), cells[5] or None])
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the register of fitters and the stock of small fittings."""
    book = Workbook()
    sheet = book.active
    sheet.title = "师傅上岗登记"
    _titles(sheet, "师傅上岗登记", "考过了才能自己接单", len(FITTER_HEAD))
    sheet.append(list(FITTER_HEAD))
    for index, cells in enumerate(table("fitters")):
        sheet.append([*cells[:3], *_days(index, cells[3:5]), cells[5] or None])
    stock = book.create_sheet("小五金账")
    _titles(stock, "小五金账", "温长根点于2026年8月21日　到货抽看：刘观发", len(FITTING_HEAD))
    stock.append(list(FITTING_HEAD))
    for cells in table("fittings"):
        stock.append([*cells[:2], *(int(n) if n else None for n in cells[2:4]), cells[4]])
    _save(book, path)


def write_problems(path: Path) -> None:
    """Write the sheet of reported problems as GB18030 CSV with CRLF, as exported on Windows."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(PROBLEM_HEAD)
    writer.writerows(_problem_cells(i, p) for i, p in enumerate(problems()))
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3"):
        d = next(d for d in deliveries() if d.id == row_id)
        return f"{d.id} {d.customer} {d.city} {d.province} {d.goods}"
    name = {"RC4": "upkeep", "RC12": "fitters", "RC6": "fittings"}.get(check)
    if name:
        cells = next(r for r in table(name) if r[0] == row_id)
        return " ".join(cells[:3])
    return next(p for p in problems() if p.id == row_id).words


def day_text(when: date, form: int) -> str | date:
    """Write a day in one of the forms found in the sheets; form 0 keeps a real date cell."""
    short = f"{when.month}月{when.day}"
    dated = f"{when.year}/{when.month}/{when.day}"
    if when.year != 2026 and form in (1, 4):
        return dated
    return (when, f"{short}日", dated, dated.replace("/", "."), f"{short}号")[form]


def _delivery_cells(index: int, d: Delivery) -> Cells:
    days = (d.ordered, d.deferred, d.arrived, d.assembled, d.called)
    written = [when and day_text(when, (index + i) % 5) for i, when in enumerate(days)]
    head = [d.id, d.customer, d.city, d.province, d.goods, d.kind, d.fitter]
    note = "客户自己改的日子" if d.deferred else None
    return [*head, d.look, "已讲", "已签", *written, note]


def _problem_cells(index: int, p: Problem) -> Cells:
    days = (p.confirmed, p.swapped)
    return [
        p.id, _moment(p.noted, index), p.clerk, p.customer, p.city, p.region, p.channel, p.words,
        p.cover, p.way, _moment(p.replied, index + 1), _plain_day(p.visited, index),
        p.fee or ("0" if p.way == "上门修" else ""), p.consent,
        *(_plain_day(when, index + 2) for when in days), p.outcome, p.comment,
    ]  # fmt: skip


def _moment(when: datetime | date | None, form: int) -> str:
    if not isinstance(when, datetime):
        return _plain_day(when, form)
    if form % 4 == 3 and when.hour > 12:
        return f"{when.month}月{when.day}日下午{when.hour - 12}:{when:%M}"
    return f"{_plain_day(when.date(), form)} {when:%H:%M}"


def _plain_day(when: date | None, form: int) -> str:
    if when is None:
        return ""
    return (
        f"{when:%Y-%m-%d}",
        f"{when.year}/{when.month}/{when.day}",
        f"{when.year}.{when.month}.{when.day}",
        f"{when.month}月{when.day}日",
    )[form % 4]


def _days(index: int, texts: list[str]) -> Cells:
    days = [day(text) for text in texts]
    return [when and day_text(when, (index + i) % 5) for i, when in enumerate(days)]


def _titles(sheet: Worksheet, title: str, note: str, width: int) -> None:
    for text in (title, note):
        sheet.append([text])
        _merge_last(sheet, width)
    sheet["A1"].font = Font(bold=True, size=14)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 15


def _group_row(sheet: Worksheet) -> None:
    row, column = sheet.max_row + 1, 1
    for name, width in DELIVERY_GROUPS:
        sheet.cell(row, column, name or None)
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=column, end_column=column + width - 1
        )
        column += width


def _merge_last(sheet: Worksheet, width: int) -> None:
    row = sheet.max_row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.cell(row, 1).alignment = Alignment(horizontal="center")


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
