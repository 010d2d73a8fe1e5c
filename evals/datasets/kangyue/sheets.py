"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from kinds import Order
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import (
    batteries,
    checks,
    complaints,
    day,
    deliveries,
    installs,
    lessons,
    orders,
    table,
    visits,
)
from writers import fix_dates

Cells = list[object]
ORDER_HEAD = (
    "工单号", "医院/院舍", "科室", "省", "区域", "型号", "床号", "故障现象", "服务站", "维修工",
    "登记人", "报修时间", "到场时间", "修复日", "保内外", "收费(元)", "报价确认日", "客户联",
)  # fmt: skip
INSTALL_HEAD = (
    "安装单号", "医院/院舍", "省", "型号", "台数", "首台床号", "安装工", "到货日", "客户另约日",
    "装完日", "安装回访日", "验收单",
)  # fmt: skip
LESSON_HEAD = (
    "培训单号", "安装单号", "医院/院舍", "科室", "讲解人", "验收日", "培训日", "到课人数",
)  # fmt: skip
CHECK_HEAD = (
    "年检号", "医院/院舍", "科室", "型号", "台数", "检查人", "应检月份", "实检日", "刹车/锁止/推杆",
)  # fmt: skip
DELIVERY_HEAD = (
    "送货单号", "医院/院舍", "省", "型号", "台数", "合同到货日", "客户来函改期至", "签收日", "签收",
)  # fmt: skip
VISIT_HEAD = ("检查号", "服务站", "季度", "季末", "到站检查日", "得分")
BATTERY_HEAD = ("回收号", "医院/院舍", "型号", "只数", "拆回日", "移交日", "接收单位")
COMPLAINT_HEAD = ("编号", "登记日", "来源", "医院/院舍", "投诉内容", "处理", "办结日", "档案号")
# Plain sheets of the department's workbook: title, source, header, columns that hold a day.
LEDGERS = (
    ("服务站名册", "stations",
     ("站号", "服务站", "所在地", "建站方式", "负责人", "协议到期日", "资质审查日"), (5, 6)),
    ("上岗评定", "posts", ("序号", "姓名", "岗位", "上岗日", "评定日", "结果"), (3, 4)),
    ("内部培训", "training", ("课次", "日期", "类别", "课题", "讲课人", "人数", "考核"), (1,)),
    ("量具检具", "gauges", ("编号", "名称", "放在", "上次校准", "有效期至", "状态"), (3, 4)),
    ("配件库存", "stock", ("料号", "名称", "最低库存", "8月末结存"), ()),
    ("质量信息反馈", "feedback",
     ("单号", "提出日", "提出", "问题", "答复部门", "答复日", "处置与验证"), (1, 5)),
    ("手册发放", "issued", ("受控号", "部门/站", "领用人", "领用日", "旧版收回"), (3,)),
)  # fmt: skip
NOTES = {"配件库存": "时桂芳 8月31日盘点", "量具检具": "配件库管，9月2日更新"}


def write_orders(path: Path) -> None:
    """Write the repair orders."""
    book = _book()
    notes = ("报修工单 2026年1—8月", "康护通导出后手工补填，没写年份的为2026年")
    _sheet(book, "工单", notes, ORDER_HEAD, (_order_cells(i, o) for i, o in enumerate(orders())))
    _save(book, path)


def write_installs(path: Path) -> None:
    """Write installations, lessons, yearly checks and deliveries."""
    book = _book()
    note = "没写年份的为2026年"
    _sheet(book, "安装", ("安装台账 2026", note), INSTALL_HEAD, _install_rows())
    _sheet(book, "护士培训", ("护理人员培训登记 2026", note), LESSON_HEAD, _lesson_rows())
    _sheet(book, "年检", ("保修期内床车年检 2026年1—7月", note), CHECK_HEAD, _check_rows())
    _sheet(book, "送货签收", ("送货签收 2026", note), DELIVERY_HEAD, _delivery_rows())
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook."""
    book = _book()
    for title, source, head, days in LEDGERS:
        rows = (_ledger_cells(i, row, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, NOTES.get(title, "售后服务部")), head, rows)
    _sheet(book, "站点检查", ("服务站季度检查", "质量部、售后部"), VISIT_HEAD, _visit_rows())
    _sheet(book, "旧电池", ("旧蓄电池回收登记 2026", "各站报"), BATTERY_HEAD, _battery_rows())
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030, as an old Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COMPLAINT_HEAD)
    for i, c in enumerate(complaints()):
        opened, closed = day_text(c.opened, i % 3 + 1), day_text(c.closed, (i + 1) % 3 + 1)
        writer.writerow([c.id, opened, c.source, c.customer, c.matter, c.answer, closed, c.folder])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no day."""
    if check in ("RC1", "RC2", "X1", "X2"):
        return _joined(_order_cells(0, next(o for o in orders() if o.id == row_id))[:8])
    if check in ("RC8", "X3"):
        c = next(c for c in complaints() if c.id == row_id)
        return _joined([c.source, c.customer, c.matter, c.answer])
    rows, width = {
        "RC3": (_install_rows(), 7), "RC4": (_lesson_rows(), 5), "RC5": (_check_rows(), 7),
        "RC6": (_delivery_rows(), 5), "RC7": (_install_rows(), 7), "RC9": (_visit_rows(), 3),
        "RC10": (_battery_rows(), 4), "X4": (table("feedback"), 1), "X5": (table("gauges"), 3),
        "X6": (table("posts"), 3), "X7": (table("stock"), 4), "X8": (table("issued"), 3),
    }[check]  # fmt: skip
    row = next(row for row in rows if row[0] == row_id)
    return row[3] if check == "X4" else _joined(row[:width])


def day_text(when: date | None, form: int) -> date | str | None:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when:%Y-%m-%d}",
        f"{when.year}/{when.month}/{when.day}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when:%Y.%m.%d}",
    )[form % 5]


def _joined(cells: Cells) -> str:
    return " ".join(str(cell) for cell in cells)


def _moment_text(when: datetime | date | None, form: int) -> datetime | date | str | None:
    if not isinstance(when, datetime):
        return day_text(when, form)
    return when if form % 5 == 0 else f"{day_text(when.date(), form)} {when:%H:%M}"


def _order_cells(i: int, o: Order) -> Cells:
    return [
        o.id, o.customer, o.ward, o.province, o.zone, o.model, o.serial, o.symptom, o.station,
        o.worker, o.clerk or None, _moment_text(o.called, i), _moment_text(o.arrived, i + 1),
        day_text(o.repaired, i + 2), "保内" if o.covered else "保外", o.fee,
        day_text(o.quoted, i + 3), "已交",
    ]  # fmt: skip


def _install_rows() -> Iterable[Cells]:
    for i, a in enumerate(installs()):
        days = [day_text(d, i + n) for n, d in enumerate((a.came, a.agreed, a.done, a.called))]
        yield [a.id, a.customer, a.province, a.model, a.beds, a.serial, a.worker, *days, "院方已签"]


def _lesson_rows() -> Iterable[Cells]:
    for i, t in enumerate(lessons()):
        days = [day_text(t.accepted, i), day_text(t.taught, i + 1)]
        yield [t.id, t.install, t.customer, t.ward, t.teacher, *days, t.heads]


def _check_rows() -> Iterable[Cells]:
    for i, c in enumerate(checks()):
        due, result = f"2026年{c.month.month}月", "合格" if c.done else None
        done = day_text(c.done, i)
        yield [c.id, c.customer, c.ward, c.model, c.beds, c.worker, due, done, result]


def _delivery_rows() -> Iterable[Cells]:
    for i, d in enumerate(deliveries()):
        days = [day_text(w, i + n) for n, w in enumerate((d.due, d.put_off, d.signed))]
        yield [d.id, d.customer, d.province, d.model, d.beds, *days, "设备科签收"]


def _visit_rows() -> Iterable[Cells]:
    for i, v in enumerate(visits()):
        yield [v.id, v.station, v.quarter, f"{v.end:%Y-%m-%d}", day_text(v.done, i), v.score]


def _battery_rows() -> Iterable[Cells]:
    for i, b in enumerate(batteries()):
        days = [day_text(b.taken, i), day_text(b.handed, i + 2)]
        buyer = "曹州绿源再生资源" if b.handed else None
        yield [b.id, b.customer, b.model, b.number, *days, buyer]


def _ledger_cells(index: int, row: list[str], days: tuple[int, ...]) -> Cells:
    return [
        day_text(day(cell), index)
        if n in days and cell != "—"
        else int(cell)
        if cell.isdigit()
        else cell or None
        for n, cell in enumerate(row)
    ]


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
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append(list(head))
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 14
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "C4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
