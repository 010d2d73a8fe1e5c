"""Writers of the record files, with times written the way a program and different hands do."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import logs
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from rows import Order, calls, day, orders, table
from writers import fix_dates

Cells = list[object]
ORDER_HEAD = (
    "工单号", "站房", "城市", "服务区", "优先级", "类别", "机组", "现象", "接单", "生成时间",
    "用户约定到场", "到场打卡", "开工打卡", "完工时间", "处理方式", "主修", "结算", "收费(元)",
    "同意报价时间", "用户签收", "状态", "备注",
)  # fmt: skip
CALL_HEAD = ("回访号", "工单号", "用户", "结算", "完工日", "回访日", "渠道", "结果")
WEEK_HEAD = (
    "编号", "站房", "周次", "截止日(周日)", "状态", "实巡日", "排气压力MPa", "排气温度℃",
    "露点℃", "油位", "排污", "巡检人", "复核",
)  # fmt: skip
READING_HEAD = (
    "编号", "机组", "站房", "功率kW", "状态", "测振日", "主机振动mm/s", "处理单号", "测振人",
)  # fmt: skip
WASTE_HEAD = ("编号", "网点", "产生站房", "种类", "状态", "重量kg", "换下日", "移交日", "联单号")
REPORT_HEAD = ("编号", "网点", "方式", "月份", "应交日", "实交日", "得分")
DELIVERY_HEAD = ("编号", "用户", "城市", "服务区", "租赁机", "用户确认时间", "送到起机时间", "签收")
HANDOVER_HEAD = ("编号", "用户", "城市", "机组", "就位日", "移交日", "移交单", "培训签到")
COMPLAINT_HEAD = (
    "编号", "登记日", "渠道", "用户", "分级", "事由", "处理", "办结日", "用户意见", "异议夹",
)  # fmt: skip
# Sheets of the department's workbook that come from tables: title, source, head, day columns.
LEDGERS = (
    ("持证名册", "certs", ("序号", "姓名", "岗位", "证件", "证号", "有效期至"), (5,)),
    ("培训", "training", ("编号", "日期", "类别", "内容", "讲的人", "到场", "考核"), (1,)),
    ("仪表", "gauges", ("编号", "名称", "放在哪", "状态", "有效期至"), (4,)),
    ("备件盘点", "stock", ("件号", "名称", "类", "下限", "7月末实存"), ()),
    ("备机借用", "backups",
     ("编号", "送出日", "用户", "备机", "收回日", "为什么"), (1, 4)),
)  # fmt: skip
NOTES = {
    "持证名册": "安环 柏雪 2026-08-03核",
    "仪表": "备件仪表组，2026-08-10誊",
    "备件盘点": "羊建伟、贲学文 2026-07-31盘，空白的没数到",
}
UNSIGNED = ("GD26-0086", "GD26-0108", "GD26-0130")  # the three of the minutes
YEAR_NOTE = "没写年份的都是2026年"
TABLE_OF_CHECK = {"RC7": ("gauges", 4), "RC8": ("stock", 4), "RC10": ("complaints", 0)}


def write_orders(path: Path) -> None:
    """Write the orders and call-backs as the mini program exports them."""
    book = _book()
    rows = [_order_cells(i, o) for i, o in enumerate(orders())]
    total = sum(o.fee for o in orders())
    rows.append(["合计", None, f"{len(rows)}单", *[None] * 14, total])
    _sheet(book, "工单", ("气管家小程序导出 2026-01至2026-07", YEAR_NOTE), ORDER_HEAD, rows)
    callbacks = (
        [c.id, c.order, c.site, c.cover, _day(c.done, i), _day(c.called, i + 2),
         "电话" if c.called and i % 3 else "小程序" if c.called else None,
         ("满意", "满意", "一般", "没意见")[i % 4] if c.called else None]
        for i, c in enumerate(calls())
    )  # fmt: skip
    _sheet(book, "回访表", ("回访表 4月—7月完工的上门单", YEAR_NOTE), CALL_HEAD, callbacks)
    _save(book, path)


def write_stations(path: Path) -> None:
    """Write the weekly inspections, with a line of totals per month, and the measurements."""
    book = _book()
    notes = ("站房周检汇总 JN-R-21 2026年二季度", YEAR_NOTE)
    _sheet(book, "周检", notes, WEEK_HEAD, _week_cells())
    measured = (
        [r.id, r.unit, r.site, r.power, r.state, _day(r.when, i), _figure(r.value, i),
         r.order or None, "蔺海波" if i % 2 else "濮玉"]
        for i, r in enumerate(logs.readings())
    )  # fmt: skip
    _sheet(book, "测振", ("主机测振 JN-R-23", "取三向最大值"), READING_HEAD, measured)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook."""
    book = _book()
    for title, source, head, days in LEDGERS:
        rows = (_ledger_cells(i, row, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, NOTES.get(title, YEAR_NOTE)), head, rows)
    _sheet(book, "危废台账", ("危废台账 JN-R-36", YEAR_NOTE), WASTE_HEAD, _waste_cells())
    reports = (
        [r.id, *r.words, _day(r.first, 1), _day(r.done, i), *r.more]
        for i, r in enumerate(logs.reports())
    )
    _sheet(book, "网点月报", ("网点月报收件 JN-R-08", YEAR_NOTE), REPORT_HEAD, reports)
    sent = (
        [row.id, *row.words, _moment(asked, 4 * i), _moment(running, 5 * i), "已签"]
        for i, (row, _, asked, running) in enumerate(logs.deliveries())
    )
    _sheet(book, "租赁机送达", ("租赁机出库送达", YEAR_NOTE), DELIVERY_HEAD, sent)
    handed = (
        [h.id, *h.words, _day(h.first, i), _day(h.done, i + 3), *h.more, "已签"]
        for i, h in enumerate(logs.handovers())
    )
    _sheet(book, "安装移交", ("安装移交 JN-R-14", YEAR_NOTE), HANDOVER_HEAD, handed)
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COMPLAINT_HEAD)
    for index, row in enumerate(table("complaints")):
        shown = {n: str(_day(day(row[n]), index % 4 + 1)) for n in (1, 7) if row[n]}
        writer.writerow([shown.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC6", "X1"):
        o = next(o for o in orders() if o.id == row_id)
        return " ".join((o.id, o.site, o.city, o.zone, o.level, o.kind, o.unit, o.fault))
    if check == "RC3":
        c = next(c for c in calls() if c.id == row_id)
        return f"{c.id} {c.order} {c.site} {c.cover}"
    if check == "RC5":
        r = next(r for r in logs.readings() if r.id == row_id)
        return f"{r.id} {r.unit} {r.site} {r.power} {r.state}"
    if check in TABLE_OF_CHECK:
        name, width = TABLE_OF_CHECK[check]
        row = next(r for r in table(name) if r[0] == row_id)
        return f"{row[3]} {row[4]} {row[5]} {row[6]}" if check == "RC10" else " ".join(row[:width])
    found = {
        "RC4": logs.weeks, "RC9": logs.wastes, "X2": logs.reports, "X4": logs.handovers,
        "X3": lambda: [d[0] for d in logs.deliveries()],
    }[check]()  # fmt: skip
    row = next(r for r in found if r.id == row_id)
    return " ".join((row.id, *row.words))


def _order_cells(index: int, o: Order) -> Cells:
    by_hand = index if index % 7 == 3 else 0
    paid = o.fee if o.visit else None
    return [
        o.id, o.site, o.city, o.zone, o.level, o.kind, o.unit, o.fault, o.clerk, _moment(o.made, 0),
        _moment(o.agreed, 1), _moment(o.arrived, by_hand), _moment(o.started, 0),
        _moment(o.done, 0), o.mode, o.tech or None, o.cover, paid, _moment(o.confirmed, 0),
        "已签" if o.visit and o.id not in UNSIGNED else None, o.state, o.note or None,
    ]  # fmt: skip


def _week_cells() -> Iterable[Cells]:
    month = 4
    done = 0
    for index, row in enumerate(logs.weeks()):
        if row.first.month != month:
            yield [None, f"{month}月小计", None, None, None, f"已巡{done}站次"]
            month, done = row.first.month, 0
        done += row.done is not None
        checked = "仇立" if row.done else None
        yield [row.id, *row.words, row.first, row.state, _day(row.done, index), *row.more, checked]
    yield [None, f"{month}月小计", None, None, None, f"已巡{done}站次"]


def _waste_cells() -> Iterable[Cells]:
    weight = 0
    for index, row in enumerate(logs.wastes()):
        heavy, slip = row.more
        assert isinstance(heavy, int)
        weight += 0 if row.state else heavy
        yield [row.id, *row.words, row.state or "在账", heavy, _day(row.first, index),
               _day(row.done, index + 1), slip or None]  # fmt: skip
    yield ["合计", None, None, None, None, weight]


def _ledger_cells(index: int, row: list[str], days: tuple[int, ...]) -> Cells:
    return [
        _day(day(cell), index) if n in days else int(cell) if cell.isdigit() else cell or None
        for n, cell in enumerate(row)
    ]


def _figure(value: float | None, index: int) -> object:
    return f"{value}mm/s" if value is not None and index % 6 == 4 else value


def _day(when: date | None, form: int) -> date | str | None:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    short = f"{when.month}月{when.day}日"
    return (
        when,
        when.isoformat(),
        f"{when.year}/{when.month}/{when.day}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when:%Y.%m.%d}",
    )[form % 5]


def _moment(when: datetime | date | None, form: int) -> datetime | date | str | None:
    """Write a moment as the program does (form 0: ISO with zone) or as people do."""
    if not isinstance(when, datetime):
        return _day(when, 3)
    noon = "上午" if when.hour < 12 else "下午"
    return (
        f"{when.isoformat()}+08:00",
        f"{when:%Y-%m-%d %H:%M:%S}",
        f"{when.month}月{when.day}日{noon}{(when.hour - 1) % 12 + 1}:{when:%M:%S}",
        when,
        f"{when.year}/{when.month}/{when.day} {when:%H:%M:%S}",
    )[form % 5]


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
    sheet.append(["　".join(notes)])
    sheet["A1"].font = Font(size=10, italic=True)
    sheet.append(list(head))
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True)
        sheet.column_dimensions[get_column_letter(cell.column)].width = 14
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B3"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
