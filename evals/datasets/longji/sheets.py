"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import (
    Check,
    Commission,
    Delivery,
    Order,
    commissions,
    day,
    deliveries,
    orders,
    quarter_checks,
    table,
)
from writers import fix_dates

Cells = list[object]
ORDER_HEAD = (
    "WO No.", "CUST 用户", "PROV", "ZONE", "UNIT", "S/N", "SYM 毛病", "TYPE", "OPR 登记人",
    "CALL 接报", "APPT 用户另约", "ARR 到场", "RTS 恢复运行", "WTY", "STN 派给", "TECH",
    "LAB 收费", "QTN 报价确认", "CPY 黄联", "FUP 跟踪电话",
)  # fmt: skip
CHECK_HEAD = ("QI No.", "CUST 用户", "UNIT", "S/N", "DUE 应检月", "DONE 实检日")
DELIVERY_HEAD = (
    "发货号", "用户", "省", "型号", "出厂号", "合同交货日", "来函改期至", "用户签收日", "签收人",
)  # fmt: skip
COMMISSION_HEAD = (
    "调试号", "用户", "型号", "出厂号", "通知单日", "用户另约", "调试员到场", "调试报告日",
    "绝缘兆欧", "带教人数", "用户签名", "调试员",
)  # fmt: skip
VOICE_HEAD = ("编号", "登记日", "从哪来", "用户", "抱怨什么", "怎么办的", "办结日", "夹号")
# Sheets of the department's workbook: title, source, header, columns that hold a day.
LEDGERS = (
    ("服务站", "stations",
     ("站号", "站", "省", "经销商", "协议到期日", "上半年评定分", "评定日"), (4, 6)),
    ("上岗评价QR-12-03", "posts",
     ("序号", "姓名", "岗位", "上岗日", "评价日", "结果"), (3, 4)),
    ("培训", "training", ("编号", "日期", "哪类", "内容", "谁讲", "人数", "考核"), (1,)),
    ("备件", "stock", ("件号", "名称", "安全库存", "月末结存"), ()),
    ("备用泵QR-23-07", "loans",
     ("序号", "用户", "型号", "泵号", "借出", "还回", "借用单"), (4, 5)),
)  # fmt: skip
NOTES = {"备件": "缪铁山 2026-09-30盘点", "服务站": "站管员樊立秋 填到2026-10-15"}
TABLE_OF_CHECK = {
    "RC8": ("voices", 0), "RC9": ("stock", 3), "RC10": ("stations", 4), "X2": ("stations", 4),
    "X3": ("posts", 3),
}  # fmt: skip


def write_log(path: Path) -> None:
    """Write the maintenance log and the quarterly checks."""
    book = _book()
    legend = (
        "ZONE S=设站县 N=未设站县；TYPE CM=抢修 EM=汛期待命抢修；WTY W=质保内 OOW=质保外；"
        "没写年份的都是2026年"
    )
    rows = (_order_cells(i, o) for i, o in enumerate(orders()))
    _sheet(book, "WO", ("MNT Log 2026 Jan-Sep", legend), ORDER_HEAD, rows)
    rows = (_check_cells(i, c) for i, c in enumerate(quarter_checks()))
    _sheet(book, "QI", ("季检 QR-23-09", "一体化设备，质保期内"), CHECK_HEAD, rows)
    _save(book, path)


def write_shipping(path: Path) -> None:
    """Write the shipments and the commissionings."""
    book = _book()
    rows = (_delivery_cells(i, d) for i, d in enumerate(deliveries()))
    notes = ("发货签收 2026", "没写年份的都是2026年")
    _sheet(book, "发货签收", notes, DELIVERY_HEAD, rows)
    rows = (_commission_cells(i, c) for i, c in enumerate(commissions()))
    notes = ("调试台账 QR-21-04", "没写年份的都是2026年")
    _sheet(book, "调试台账", notes, COMMISSION_HEAD, rows)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook: stations, posts, training, parts, spare pumps."""
    book = _book()
    for title, source, head, days in LEDGERS:
        rows = (_ledger_cells(i, row, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, NOTES.get(title, "2026年")), head, rows)
    _save(book, path)


def write_voices(path: Path) -> None:
    """Write the grievances as CSV in GB18030, as an old Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(VOICE_HEAD)
    for index, row in enumerate(table("voices")):
        days = {n: _day_text(day(f"2026-{row[n]}"), index % 2 + 1) for n in (1, 6) if row[n]}
        writer.writerow([days.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "RC4"):
        o = next(o for o in orders() if o.id == row_id)
        return f"{o.id} {o.customer} {o.province} {o.zone} {o.unit} {o.serial}"
    if check == "RC5":
        c = next(c for c in commissions() if c.id == row_id)
        return f"{c.id} {c.customer} {c.unit} {c.serial}"
    if check == "RC6":
        d = next(d for d in deliveries() if d.id == row_id)
        return f"{d.id} {d.customer} {d.province} {d.unit} {d.serial}"
    if check == "RC7":
        q = next(q for q in quarter_checks() if q.id == row_id)
        return f"{q.id} {q.customer} {q.unit} {q.serial} {_month_text(q.month)}"
    name, width = TABLE_OF_CHECK[check]
    row = next(r for r in table(name) if r[0] == row_id)
    return row[4] if check == "RC8" else " ".join(row[:width])


def _order_cells(index: int, o: Order) -> Cells:
    return [
        o.id, o.customer, o.province, o.zone, o.unit, o.serial, o.symptom,
        "EM" if o.standby else "CM", o.clerk, _moment_text(o.called, index),
        _day_text(o.agreed, index), _moment_text(o.arrived, index + 1),
        _day_text(o.restored, index + 2), "W" if o.covered else "OOW", o.station, o.tech, o.fee,
        _day_text(o.quoted, index), "Y", _day_text(o.followed, index + 3),
    ]  # fmt: skip


def _check_cells(index: int, c: Check) -> Cells:
    return [c.id, c.customer, c.unit, c.serial, _month_text(c.month), _day_text(c.done, index)]


def _month_text(month: date) -> str:
    return f"2026年{month.month}月"


def _delivery_cells(index: int, d: Delivery) -> Cells:
    days = [_day_text(when, index + n) for n, when in enumerate((d.due, d.put_off, d.signed))]
    signer = "用户章" if d.signed else None
    return [d.id, d.customer, d.province, d.unit, d.serial, *days, signer]


def _commission_cells(index: int, c: Commission) -> Cells:
    days = (c.notice, c.agreed, c.arrived, c.reported)
    texts = [_day_text(when, index + n) for n, when in enumerate(days)]
    ohms = 20 + 17 * index % 180
    return [c.id, c.customer, c.unit, c.serial, *texts, ohms, c.taught, "已签", c.tech]


def _ledger_cells(index: int, row: list[str], days: tuple[int, ...]) -> Cells:
    return [
        _day_text(day(cell), index) if n in days else int(cell) if cell.isdigit() else cell or None
        for n, cell in enumerate(row)
    ]


def _day_text(when: date | None, form: int) -> date | str | None:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when.year}-{when.month:02d}-{when.day:02d}",
        f"{when.year}/{when.month}/{when.day}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when:%Y.%m.%d}",
    )[form % 5]


def _moment_text(when: datetime | date | None, form: int) -> datetime | date | str | None:
    if not isinstance(when, datetime):
        return _day_text(when, form)
    return when if form % 5 == 0 else f"{_day_text(when.date(), form)} {when:%H:%M}"


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _sheet(
    book: Workbook,
    title: str,
    notes: tuple[str, str],
    head: tuple[str, ...],
    rows: Iterable[Cells],
) -> None:
    sheet = book.create_sheet(title)
    for text in notes:
        sheet.append([text])
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.append(list(head))
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="E2EFDA")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 15
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
