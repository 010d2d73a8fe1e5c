"""Writers of the record files, with days and times written the way different hands write them."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path

import rounds
import rows
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import Cell, Row, table
from writers import fix_dates

PLAIN_HEADS = {
    "lends": ("借布号", "客户", "布草", "件", "为什么借", "借出日", "收回日", "经手"),
    "gauges": ("器具号", "器具", "放哪", "贴签有效至", "状态"),
    "training": ("上课号", "日子", "哪一类", "课名", "讲课人", "到了几人", "结果"),
    "issued": ("册号", "领到哪", "领的日子", "领用签名"),
    "retired": ("退役号", "日子", "布草", "件", "公斤", "为什么退", "交给谁", "签字"),
    "checkups": ("体检号", "季", "客户", "体检日", "测出来", "怎么办"),
}
NOTE = "没写年份的都是2026年"
CLAIM_SHEETS = (
    ("回洗单", "数布导出 2026-09-18，" + NOTE, rows.rewashes),
    ("补布单", NOTE, rows.refills),
    ("换布单", NOTE, rows.swaps),
    ("收费单", "准＝客户点头的日子，" + NOTE, rows.charges),
)
LEDGER_SHEETS = (
    ("装门", "罗启明填，" + NOTE, rounds.doors),
    ("点布", "合同点布十二家，" + NOTE, rounds.counts),
    ("讲布", "上半年，庄小禾代记，" + NOTE, rounds.lessons),
    ("人员证照", "原件在部里铁皮柜", rounds.cards),
    ("站检", NOTE, rounds.stations),
    ("设备月保", NOTE, rounds.care),
)
PLAIN_SHEETS = (
    ("计量器具", "贴签为准", "gauges"),
    ("员工上课", "蔺湘登", "training"),
    ("服务册领用", "蓝章册，一人一签", "issued"),
    ("退役布", "过秤才算", "retired"),
    ("布草体检", "客户免费，一季三家", "checkups"),
)


def write_deliveries(path: Path) -> None:
    """Write the August log of clean-linen runs."""
    book = _book()
    _sheet(book, "净布到门", "2026年8月 长株潭韶五条线", rows.deliveries())
    _save(book, path)


def write_claims(path: Path) -> None:
    """Write the system's export: rewash, refill, swap, charge and loan tickets."""
    book = _book()
    for title, note, source in CLAIM_SHEETS:
        _sheet(book, title, note, source())
    _sheet(book, "借布", NOTE, plain_rows("lends"))
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook."""
    book = _book()
    for title, note, source in LEDGER_SHEETS:
        _sheet(book, title, note, source())
    for title, note, name in PLAIN_SHEETS:
        _sheet(book, title, note, plain_rows(name))
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030, as a Chinese Excel saves it."""
    found = rounds.complaints()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(found[0])
    for index, row in enumerate(found):
        cells = _cells(row, index)
        writer.writerow([f"{c:%Y-%m-%d}" if isinstance(c, date) else c for c in cells])
    path.write_bytes(out.getvalue().encode("gb18030"))


def plain_rows(name: str) -> list[Row]:
    """Return the rows of src/`name`.txt under their column heads, days and numbers typed."""
    return [
        {head: _typed(cell) for head, cell in zip(PLAIN_HEADS[name], line, strict=True)}
        for line in table(name)
    ]


def row_text(row: Row) -> str:
    """Return the cells of a row up to its first day or time: they stand side by side."""
    words: list[str] = []
    for cell in row.values():
        if isinstance(cell, date | time):
            break
        words.append("" if cell is None else str(cell))
    return " ".join(words).strip()


def _typed(cell: str) -> Cell:
    if len(cell) == 10 and cell[4] == "-":
        return date.fromisoformat(cell)
    return int(cell) if cell.isdigit() else cell or None


def _cells(row: Row, index: int) -> list[object]:
    return [_written(cell, index + place) for place, cell in enumerate(row.values())]


def _written(cell: Cell, form: int) -> object:
    if isinstance(cell, datetime):
        return cell if form % 5 == 0 else f"{_day(cell.date(), form)} {cell:%H:%M}"
    if isinstance(cell, date):
        return _day(cell, form)
    if isinstance(cell, time):
        return f"{cell:%H:%M}" if form % 3 else f"{cell.hour}点{cell.minute:02d}分"
    return cell


def _day(when: date, form: int) -> date | str:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when.year}/{when.month}/{when.day}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when:%Y-%m-%d}",
        f"{when.year}.{when.month:02d}.{when.day:02d}",
    )[form % 5]


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _sheet(book: Workbook, title: str, note: str, found: list[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append([f"{title}　{note}"])
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.append(list(found[0]))
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 14
    for index, row in enumerate(found):
        sheet.append(_cells(row, index))
    sheet.freeze_panes = "B3"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
