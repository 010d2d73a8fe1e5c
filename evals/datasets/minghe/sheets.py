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
    Order,
    Task,
    cares,
    day,
    deliveries,
    installs,
    orders,
    patrols,
    recoveries,
    table,
)
from writers import fix_dates

Cells = list[object]
ORDER_HEAD = (
    "单号", "用户", "区域", "城市", "机型", "机号", "故障", "接单人", "报修时间", "用户另约",
    "到场时间", "完成日", "保内外", "师傅", "收费", "报价确认日", "用户签字", "回访日",
)  # fmt: skip
DELIVERY_HEAD = ("送货单号", "用户", "城市", "机型", "约定送货日", "改约日", "签收日", "签收人")
INSTALL_HEAD = (
    "调试单号", "用户", "城市", "机型", "配置", "通知日", "用户另约", "调试验收日", "讲解签名",
    "调试员",
)  # fmt: skip
CARE_HEAD = ("保养单号", "用户", "城市", "机型", "合同号", "最迟完成日", "完成日", "保养师傅")
RECOVERY_HEAD = (
    "登记号", "用户", "城市", "机型", "回收公斤", "钢瓶号", "回收日", "移交日", "师傅",
)  # fmt: skip
PATROL_HEAD = ("巡查号", "网点号", "网点", "应查月份", "巡查日", "得分")
COMPLAINT_HEAD = (
    "编号", "登记日", "渠道", "用户", "投诉内容", "处理情况", "办结日", "档案袋",
)  # fmt: skip
# Sheets of the department's workbook: title, source, header, columns that hold a day.
LEDGERS = (
    ("网点", "outlets", ("网点号", "网点", "方式", "开办单位", "协议到期日", "接待员"), (4,)),
    ("作业证与考评", "certs",
     ("序号", "姓名", "班组", "证件", "有效期至", "上岗考评"), (4,)),
    ("培训", "training", ("编号", "日期", "类别", "内容", "讲课人", "人数", "考核"), (1,)),
    ("仪表", "gauges", ("编号", "名称", "使用班组", "上次送检", "有效期至"), (3, 4)),
    ("配件库存", "stock", ("件号", "名称", "最低库存", "6月末结存"), ()),
)  # fmt: skip
NOTES = {
    "网点": "客户服务部填到2026-07-20，没写年份的是2026年",
    "作业证与考评": "人事2026-07-20核对，没写年份的是2026年",
    "配件库存": "龚大毛 2026-06-30盘点",
    "仪表": "备件库管理，没写年份的是2026年",
}
TABLE_OF_CHECK = {
    "RC7": ("complaints", 0), "RC8": ("stock", 3), "RC9": ("gauges", 3), "X3": ("certs", 4),
    "X4": ("outlets", 4),
}  # fmt: skip
TASKS_OF_CHECK = {
    "RC4": installs, "RC5": cares, "RC6": deliveries, "RC10": recoveries, "X2": patrols
}  # fmt: skip
YEAR_NOTE = "没有写年份的都是2026年"


def write_orders(path: Path) -> None:
    """Write the repairs as the service system exports them."""
    book = _book()
    rows = (_order_cells(i, o) for i, o in enumerate(orders()))
    _sheet(book, "维修单", ("暖管家导出 2026年1月至7月", YEAR_NOTE), ORDER_HEAD, rows)
    _save(book, path)


def write_field(path: Path) -> None:
    """Write deliveries, commissionings, seasonal care and recovered refrigerant."""
    book = _book()
    rows = (_dated(i, _head(t), (t.first, t.agreed, t.done), t.more)
            for i, t in enumerate(deliveries()))  # fmt: skip
    _sheet(book, "送货", ("送货登记 2026", YEAR_NOTE), DELIVERY_HEAD, rows)
    rows = (_dated(i, [*_head(t), t.more[0]], (t.first, t.agreed, t.done), t.more[1:])
            for i, t in enumerate(installs()))  # fmt: skip
    _sheet(book, "调试验收", ("调试验收台账 MH-B-16", YEAR_NOTE), INSTALL_HEAD, rows)
    rows = (_dated(i, [*_head(t), t.more[0]], (t.first, t.done), t.more[1:])
            for i, t in enumerate(cares()))  # fmt: skip
    _sheet(book, "换季保养", ("换季保养台账 MH-B-25", "2026年制冷季"), CARE_HEAD, rows)
    rows = (_dated(i, [*_head(t), float(t.more[0]), t.more[1]], (t.first, t.done), t.more[2:])
            for i, t in enumerate(recoveries()))  # fmt: skip
    _sheet(book, "冷媒回收", ("冷媒回收登记 MH-B-33", YEAR_NOTE), RECOVERY_HEAD, rows)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook."""
    book = _book()
    for title, source, head, days in LEDGERS:
        rows = (_ledger_cells(i, row, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, NOTES.get(title, YEAR_NOTE)), head, rows)
    rows = ([t.id, t.customer, t.city, f"{t.first.month}月", _day_text(t.done, i), _number(t.more)]
            for i, t in enumerate(patrols()))  # fmt: skip
    _sheet(book, "网点巡查", ("网点巡查表 MH-B-12", YEAR_NOTE), PATROL_HEAD, rows)
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030, as an old Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COMPLAINT_HEAD)
    for index, row in enumerate(table("complaints")):
        days = {n: _day_text(day(f"2026-{row[n]}"), index % 2 + 1) for n in (1, 6) if row[n]}
        writer.writerow([days.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "X1"):
        o = next(o for o in orders() if o.id == row_id)
        return f"{o.id} {o.customer} {o.zone} {o.city} {o.unit} {o.serial} {o.fault}"
    if check in TASKS_OF_CHECK:
        t = next(t for t in TASKS_OF_CHECK[check]() if t.id == row_id)
        if check == "X2":
            return f"{t.id} {t.customer} {t.city} {t.first.month}月"
        extra = t.more[:1] if check in ("RC4", "RC5") else t.more[:2] if check == "RC10" else ()
        return " ".join((t.id, t.customer, t.city, t.unit, *extra))
    name, width = TABLE_OF_CHECK[check]
    row = next(r for r in table(name) if r[0] == row_id)
    return f"{row[3]} {row[4]} {row[5]}" if check == "RC7" else " ".join(row[:width])


def _order_cells(index: int, o: Order) -> Cells:
    return [
        o.id, o.customer, o.zone, o.city, o.unit, o.serial, o.fault, o.clerk,
        _moment_text(o.called, index), _day_text(o.agreed, index),
        _moment_text(o.arrived, index + 1), _day_text(o.done, index + 2),
        "保内" if o.covered else "保外", o.tech, o.fee, _day_text(o.quoted, index), "已签",
        _day_text(o.followed, index + 3),
    ]  # fmt: skip


def _head(t: Task) -> Cells:
    return [t.id, t.customer, t.city, t.unit]


def _dated(index: int, head: Cells, days: tuple[date | None, ...], tail: tuple[str, ...]) -> Cells:
    return [*head, *(_day_text(when, index + n) for n, when in enumerate(days)), *tail]


def _number(more: tuple[str, ...]) -> int | None:
    return int(more[0]) if more[0] else None


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
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 15
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
