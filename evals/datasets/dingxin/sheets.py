"""Writers of the record files, with days and minutes written the way different hands do."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import rows
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from tables import Row, typed
from tickets import tickets, visits
from writers import fix_dates

Source = Callable[[], Iterable[Row]]
HIDDEN = {"期末"}
EVENT_HEAD = ("故障单", "开始", "结束", "分类", "时长分钟", "原因")
LOAN_HEAD = ("借用号", "借出日", "客户项目", "备机", "归还日", "备注")
TRAINING_HEAD = ("课号", "日期", "类别", "内容", "讲师", "人数", "考核")
ROTA_HEAD = ("周次", "起止", "一线主值", "二线", "三线", "备注")
YEAR_NOTE = "没写年份的是2026年"
SERVICE: tuple[tuple[str, str, Source], ...] = (
    ("回访", "一线坐席组填，关闭日取自ITSM，" + YEAR_NOTE, rows.callbacks),
    ("收费单", "质保期外上门收费，" + YEAR_NOTE, rows.bills),
    ("满意度问卷", "1至10分，没有收回的空着，不参与平均", rows.scores),
    ("投诉", "质控专员温知白登记，" + YEAR_NOTE, rows.complaints),
    ("可用性月报", "平台组填报，口径见手册5.3", rows.availability),
    ("平台故障", "单客户的不计入平台中断", lambda: typed("events", EVENT_HEAD)),
    ("备机借用", "备件中心", lambda: typed("loans", LOAN_HEAD)),
    ("值班表", "9月排班，P1/P2升级按此表打电话", lambda: typed("rota", ROTA_HEAD)),
)
FIELD: tuple[tuple[str, str, Source], ...] = (
    ("到货签收", "供应链部发货组，" + YEAR_NOTE, rows.deliveries),
    ("安装验收", "交付部，" + YEAR_NOTE, rows.installs),
    ("巡检", "A类每月、B类每季度，" + YEAR_NOTE, rows.patrols),
    ("缺陷告知DX-QX-2601", "公告日2026-05-18", rows.notices),
    ("旧电池", "备件中心暂存间，" + YEAR_NOTE, rows.batteries),
)
RESOURCE: tuple[tuple[str, str, Source], ...] = (
    ("站点", "渠道与质控组 2026-09-10核对", rows.outlets),
    ("站点考核", "次月15日前打分", rows.assessments),
    ("证书", "人力2026-09-10核对，" + YEAR_NOTE, rows.certs),
    ("培训", "签到和考卷在人力", lambda: typed("training", TRAINING_HEAD)),
    ("备件库存", "沙景 8月31日盘点", rows.stock),
)
SOURCE_OF_CHECK: dict[str, Source] = {
    "RC1": tickets, "RC2": visits, "RC3": visits, "RC4": rows.callbacks, "RC5": rows.patrols,
    "RC6": rows.availability, "RC7": rows.stock, "RC8": rows.complaints, "RC10": rows.batteries,
    "X1": rows.bills, "X2": rows.installs, "X3": rows.installs, "X4": rows.deliveries,
    "X5": rows.notices, "X6": rows.assessments, "X7": rows.outlets, "X8": tickets,
    "X9": rows.certs,
}  # fmt: skip


def write_tickets(path: Path) -> None:
    """Write the tickets as CSV in GB18030, as the system exports them, with a last line of sums."""
    out = io.StringIO()
    writer = csv.writer(out)
    found = tickets()
    writer.writerow(found[0])
    for index, row in enumerate(found):
        writer.writerow([_ticket_cell(index, *item) for item in row.items()])
    total = sum(row["收费元"] for row in found)
    writer.writerow(["合计", f"{len(found)}条", *[""] * 16, total, "含已取消和已合并"])
    path.write_bytes(out.getvalue().encode("gb18030"))


def write_service(path: Path) -> None:
    """Write the service desk's workbook."""
    _write_book(path, SERVICE)


def write_field(path: Path) -> None:
    """Write the workbook of delivery, installation and inspection."""
    book = _write_book(path, FIELD)
    sheet = book["旧电池"]
    sheet.append(["合计", None, None, sum(row["只数"] for row in rows.batteries())])
    _save(book, path)


def write_resource(path: Path) -> None:
    """Write the workbook of outlets, people and spare parts."""
    _write_book(path, RESOURCE)


def row_text(check: str, row_id: str) -> str:
    """Return the first words of a row, as a quote: up to its first blank or dated cell."""
    row = next(r for r in SOURCE_OF_CHECK[check]() if next(iter(r.values())) == row_id)
    words: list[str] = []
    for cell in row.values():
        if cell in (None, "") or isinstance(cell, date):
            break
        words.append(str(cell))
    if len(words) < 3:  # the row begins with a day: quote the words after it
        words = [str(c) for c in list(row.values())[2:6] if isinstance(c, str)]
    return " ".join(words)


def _ticket_cell(index: int, name: str, cell: object) -> object:
    if isinstance(cell, int) and name in ("一线响应分钟", "客户挂起分钟"):
        hours, minutes = divmod(cell, 60)
        if hours and index % 5 == 2:
            return f"{hours}小时{minutes}分"
        return f"{cell}分" if index % 9 == 4 else cell
    shown = _shown(cell, index + sum(map(ord, name)))
    return (
        f"{shown:%Y-%m-%d %H:%M}" if isinstance(shown, datetime) else "" if shown is None else shown
    )


def _shown(cell: object, form: int) -> object:
    """Write a day or moment in one of five forms; form 0 keeps a real date cell."""
    if not isinstance(cell, date) or form % 5 == 0:
        return cell if cell != "" else None
    short = f"{cell.month}月{cell.day}日"
    day = (
        "",
        f"{cell.year}-{cell.month:02d}-{cell.day:02d}",
        f"{cell.year}/{cell.month}/{cell.day}",
        short if cell.year == 2026 else f"{cell.year}年{short}",
        f"{cell:%Y.%m.%d}",
    )[form % 5]
    return f"{day} {cell:%H:%M}" if isinstance(cell, datetime) else day


def _write_book(path: Path, parts: tuple[tuple[str, str, Source], ...]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, note, source in parts:
        _sheet(book, title, note, list(source()))
    _save(book, path)
    return book


def _sheet(book: Workbook, title: str, note: str, found: list[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append([title])
    sheet.append([note])
    sheet["A1"].font = Font(bold=True, size=12)
    head = [name for name in found[0] if name not in HIDDEN]
    sheet.append(head)
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="E2EFDA")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 16
    for index, row in enumerate(found):
        sheet.append([_shown(row[name], index + n) for n, name in enumerate(head)])
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
