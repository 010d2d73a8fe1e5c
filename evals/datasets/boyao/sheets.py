"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import Install, Order, Visit, day, installs, orders, table, visits
from writers import fix_dates

Cells = list[object]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDER_HEAD = (
    "SO No.", "Customer 用户", "省份", "Model", "S/N", "Fault 故障描述", "Logged by 登记人",
    "Reported at 报障时间", "IW/OW", "Mode", "Agreed date 用户另约", "Arrived 到场时间",
    "Closed 结单日", "FSR No.", "Sign 用户签字", "Engineer", "OEM 需厂家", "OEM case opened",
    "OEM case No.", "Fee CNY", "Quote OK 报价确认", "CSAT", "Call-back 回访日",
)  # fmt: skip
INSTALL_HEAD = (
    "装机号", "用户", "省份", "机型", "S/N", "合同交货日", "用户书面推迟至", "到货签收",
    "场地确认日", "装机开始", "IQ", "OQ", "验收报告签署", "中文手册",
    "现场培训人数", "用户签字", "工程师",
)  # fmt: skip
VISIT_HEAD = ("维保号", "用户", "机型", "S/N", "次别", "应做日", "实做日", "FSR")
VOICE_HEAD = (
    "投诉号", "受理日", "受理人", "用户", "来源", "内容", "处理措施", "结案日", "用户同意延至",
    "用户确认", "归档号",
)  # fmt: skip
# Sheets of the department's workbook: title, source, header, columns that hold a day.
LEDGERS = (
    ("工程师授权", "certs",
     ("编号", "工程师", "办公地", "品牌", "证书号", "有效期至", "状态", "备注"), (5,)),
    ("内训", "training", ("编号", "日期", "类别", "内容", "讲的人", "人数", "考核结果"), (1,)),
    ("备件结存", "stock", ("料号", "名称", "类别", "最低库存", "账面结存"), ()),
    ("样机借用", "loans",
     ("编号", "用户", "样机", "S/N", "借出", "归还", "借用单号"), (4, 5)),
    ("计量器具", "gauges", ("编号", "名称", "放在哪", "校准有效期至", "状态"), (3,)),
    ("TSB-2604", "bulletin", ("转子S/N", "用户", "回执日", "换新日"), (2, 3)),
)  # fmt: skip
NOTES = {"备件结存": "纪小满盘点于2026-08-28", "计量器具": "汤启填，2026-09-01打印"}


def write_orders(path: Path) -> None:
    """Write the service-order log and the upkeep visits."""
    book = Workbook()
    book.remove(book.active)
    note = "IW=保内 OW=保外；未写年份的均为2026年；远程解决的没有到场时间"
    cells = (_order_cells(i, o) for i, o in enumerate(orders()))
    _sheet(book, "Service Orders", ("服务单日志 2026-01至07", note), ORDER_HEAD, cells)
    cells = (_visit_cells(i, v) for i, v in enumerate(visits()))
    _sheet(book, "PM 维保", ("保修期免费维保", "未写年份的均为2026年"), VISIT_HEAD, cells)
    _save(book, path)


def write_installs(path: Path) -> None:
    """Write the register of installations."""
    book = Workbook()
    book.remove(book.active)
    cells = (_install_cells(i, row) for i, row in enumerate(installs()))
    titles = ("装机及IQ/OQ登记 2026", "鲁可心按周核对；未写年份的均为2026年")
    _sheet(book, "装机登记", titles, INSTALL_HEAD, cells)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the department's workbook: certificates, training, parts, loans, gauges, bulletin."""
    book = Workbook()
    book.remove(book.active)
    for title, source, head, days in LEDGERS:
        cells = (_ledger_cells(i, row, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, NOTES.get(title, "2026年")), head, cells)
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV with a byte-order mark, as Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(VOICE_HEAD)
    for index, row in enumerate(table("complaints")):
        days = {n: _day_text(day(f"2026-{row[n]}"), index % 2 + 1) for n in (1, 7, 8) if row[n]}
        writer.writerow([days.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "RC4", "RC5", "AT_WORK"):
        o = next(o for o in orders() if o.id == row_id)
        return f"{o.id} {o.customer} {o.province} {o.model} {o.serial}"
    if check in ("RC6", "RC7"):
        i = next(i for i in installs() if i.id == row_id)
        return f"{i.id} {i.customer} {i.province} {i.model} {i.serial}"
    if check == "RC8":
        v = next(v for v in visits() if v.id == row_id)
        return f"{v.id} {v.customer} {v.model} {v.serial} {v.turn}"
    if check in ("RC11", "X4"):
        return next(r for r in table("complaints") if r[0] == row_id)[5]
    names = {"RC9": "certs", "RC10": "stock", "RC12": "gauges", "X2": "bulletin", "X3": "loans"}
    width = {"RC9": 4, "RC10": 2, "RC12": 2, "X2": 2, "X3": 4}[check]
    return " ".join(next(r for r in table(names[check]) if r[0] == row_id)[:width])


def _order_cells(index: int, o: Order) -> Cells:
    number = int(o.id[-3:])
    onsite = o.mode == "On-site"
    return [
        o.id, o.customer, o.province, o.model, o.serial, o.fault, o.clerk,
        _moment_text(o.reported, index), o.cover, o.mode, _day_text(o.arranged, index + 1),
        _moment_text(o.arrived, index + 2), _day_text(o.closed, index),
        f"FSR-26{number:04d}" if onsite else None, "已签" if onsite else None, o.engineer,
        "Y" if o.maker else "N", _day_text(o.case_opened, index + 3),
        f"C{260000 + 37 * number}" if o.case_opened else None, o.fee,
        _day_text(o.quoted, index + 4), o.rating, _day_text(o.called, index + 1),
    ]  # fmt: skip


def _install_cells(index: int, i: Install) -> Cells:
    days = (i.due, i.put_off, i.received, i.site_ready, i.started)
    return [
        i.id, i.customer, i.province, i.model, i.serial,
        *(_day_text(when, index + n) for n, when in enumerate(days)), "合格", "合格",
        _day_text(i.accepted, index), "已交", i.trained, "已签", i.engineer,
    ]  # fmt: skip


def _visit_cells(index: int, v: Visit) -> Cells:
    days = [_day_text(v.due, index), _day_text(v.done, index + 2)]
    return [v.id, v.customer, v.model, v.serial, v.turn, *days, "已出" if v.done else None]


def _ledger_cells(index: int, row: list[str], days: tuple[int, ...]) -> Cells:
    return [
        _day_text(day(cell), index + n)
        if n in days
        else int(cell)
        if cell.isdigit()
        else cell or None
        for n, cell in enumerate(row)
    ]


def _day_text(when: date | None, form: int) -> date | str | None:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when.year}/{when.month}/{when.day}",
        f"{when.day:02d}-{MONTHS[when.month - 1]}-{when.year}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when:%Y.%m.%d}",
    )[form % 5]


def _moment_text(when: datetime | date | None, form: int) -> datetime | date | str | None:
    if not isinstance(when, datetime):
        return _day_text(when, form)
    return when if form % 5 == 0 else f"{_day_text(when.date(), form)} {when:%H:%M}"


def _sheet(
    book: Workbook,
    title: str,
    titles: tuple[str, str],
    head: tuple[str, ...],
    rows: Iterable[Cells],
) -> None:
    sheet = book.create_sheet(title)
    for text in titles:
        sheet.append([text])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append(list(head))
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 16
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
