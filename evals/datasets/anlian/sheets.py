"""Writers of the registers; each station writes its times in its own hand."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rows import Order, Visit, calls, opinions, orders, table, visits
from writers import fix_dates

Cells = list[object]
HANDS = ("济南站", "徐州站", "青岛站", "临沂站", "连云港站")
ORDER_GROUPS = (("单子", 6), ("谁去、多少钱", 4), ("钟点", 4), ("", 1))
ORDER_HEAD = (
    "单号", "类别", "甲方", "市", "站点", "活", "带班", "保内外", "应收", "签价",
    "接单", "到场", "完工", "试机（分）", "备注",
)  # fmt: skip
VISIT_HEAD = ("巡保号", "甲方", "市", "站点", "查什么", "带班", "计划日", "做完日")
STAFF_HEAD = ("证号", "姓名", "站点", "证件", "有效期到", "备注")
MANAGER_HEAD = ("序", "姓名", "证", "证书编号", "发证日", "有效期到")
TRAINING_HEAD = ("训号", "日子", "训哪样", "题目", "谁讲", "到了几人", "考得怎样")
LESSON_HEAD = ("讲号", "日子", "甲方", "谁讲", "讲什么", "听的人数")
TOOL_HEAD = ("家什号", "名称", "放哪", "上次校准", "签")
PART_HEAD = ("件号", "名称", "仓", "红线", "现存", "到货看验")
SOAKED_HEAD = ("登记号", "甲方", "站点", "件", "片数", "取走", "送回装好", "装箱")
OPINION_HEAD = ("意见单号", "登记", "甲方", "哪来的", "说什么", "第一次答复", "怎么了的")
BATCH_HEAD = ("通知号", "甲方", "站点", "用了几片", "通知日", "怎么通知")
CALL_HEAD = ("回问号", "单号", "甲方", "站点", "毛病", "完工", "回问", "甲方说")


def write_orders(path: Path) -> None:
    """Write the work-order log, parted by month, and the upkeep plan."""
    book = Workbook()
    sheet = _sheet(
        book, "工单", "工单台账（2026年1月至9月）", "各站自己填，没写年的都是2026年", ORDER_HEAD
    )
    month = 0
    for order in orders():
        if order.called.month != month:
            month = order.called.month
            sheet.append([f"—— {month}月 ——"])
            _merge_last(sheet, len(ORDER_HEAD))
        sheet.append(_order_cells(order))
    sheet.append([f"1—9月合计 {len(orders())} 单"])
    plan = _sheet(book, "巡保", "巡保计划和做完日（2026）", "计划日是年初排的", VISIT_HEAD)
    for visit in visits():
        plan.append(_visit_cells(visit))
    _save(book, path)


def write_people(path: Path) -> None:
    """Write certificates, service managers, staff training and lessons given to clients."""
    book = Workbook()
    staff = _sheet(book, "证件", "带班和上手人证件", "管晓峰登，2026年10月10日打印", STAFF_HEAD)
    for cells in table("staff"):
        staff.append([*cells[:4], _day(cells[4], cells[2]), cells[5] or None])
    managers = _sheet(book, "管理师", "售后服务管理师证", "原件在行政人事部", MANAGER_HEAD)
    for cells in table("managers"):
        managers.append([*cells[:4], *(_day(text) for text in cells[4:])])
    training = _sheet(book, "培训账", "培训账（2026）", "签到纸和卷子按训号装订", TRAINING_HEAD)
    for cells in table("training"):
        training.append([cells[0], _day(cells[1]), *cells[2:5], int(cells[5]), cells[6]])
    lessons = _sheet(book, "给甲方讲课", "给甲方后厨讲课", "甲方签名纸在夹子里", LESSON_HEAD)
    for cells in table("lessons"):
        lessons.append([cells[0], _day(cells[1]), *cells[2:5], int(cells[5])])
    _save(book, path)


def write_stores(path: Path) -> None:
    """Write measuring tools, spare parts and parts taken away for soaking."""
    book = Workbook()
    tools = _sheet(book, "家什账", "测量家什账", "费红登", TOOL_HEAD)
    for cells in table("tools"):
        tools.append([*cells[:3], _day(cells[3], cells[2]), cells[4]])
    parts = _sheet(book, "备件账", "备件账", "2026年9月30日盘　费红", PART_HEAD)
    for cells in table("parts"):
        parts.append([*cells[:3], int(cells[3]), int(cells[4]), cells[5]])
    soaked = _sheet(book, "送洗件登记", "送洗件登记（2026）", "空着的是没登上", SOAKED_HEAD)
    for cells in table("soaked"):
        times = (_time(datetime.fromisoformat(t) if t else None, cells[2]) for t in cells[5:7])
        soaked.append([*cells[:4], int(cells[4]), *times, cells[7]])
    _save(book, path)


def write_opinions(path: Path) -> None:
    """Write the opinion slips and the register of notices about one faulty batch."""
    book = Workbook()
    slips = _sheet(book, "意见单", "意见单（2026）", "贺小禾登", OPINION_HEAD)
    for index, slip in enumerate(opinions()):
        hand = HANDS[index % 3]
        noted, answered = (_time(slip[key], hand) for key in ("noted", "answered"))
        row = [slip[key] for key in ("id", "client", "source", "words", "outcome")]
        slips.append([row[0], noted, *row[1:4], answered, row[4]])
    notices = _sheet(
        book, "同批件通知", "同批件通知登记", "2511批72℃熔断片　2026年4月7日定性", BATCH_HEAD
    )
    for cells in table("batch"):
        notices.append([*cells[:3], int(cells[3]), _day(cells[4], cells[2]), cells[5] or None])
    _save(book, path)


def write_calls(path: Path) -> None:
    """Write the call-back sheet as CSV with a byte order mark and CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CALL_HEAD)
    for call in calls():
        order = call.order
        times = (_typed(order.done), _typed(call.called))
        writer.writerow(
            [call.id, order.id, order.client, order.station, order.work, *times, call.words]
        )
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "RC4"):
        return " ".join(map(str, _order_cells(_order(row_id))[:9]))
    if check == "RC5":
        return " ".join(map(str, _visit_cells(next(v for v in visits() if v.id == row_id))[:6]))
    if check == "RC9":
        call = next(c for c in calls() if c.id == row_id)
        order = call.order
        return f"{call.id} {order.id} {order.client} {order.station} {order.work}"
    if check == "RC10":
        return str(next(s["words"] for s in opinions() if s["id"] == row_id))
    name, width = {
        "RC6": ("soaked", 5), "RC7": ("tools", 3), "RC8": ("staff", 4), "RC11": ("batch", 4),
        "RC12": ("parts", 5),
    }[check]  # fmt: skip
    return " ".join(next(row for row in table(name) if row[0] == row_id)[:width])


def _order(row_id: str) -> Order:
    return next(order for order in orders() if order.id == row_id)


def _order_cells(order: Order) -> Cells:
    times = [_time(t, order.station) for t in (order.called, order.arrived, order.done)]
    head = [order.id, order.kind, order.client, order.city, order.station, order.work]
    note = "白联没带够，第二天补送" if order.id.endswith("47") else None
    money = [order.lead, order.cover, order.fee, order.signed or None]
    return [*head, *money, *times, order.trial_min, note]


def _visit_cells(visit: Visit) -> Cells:
    days = [when and _written(when, visit.station) for when in (visit.planned, visit.done)]
    return [visit.id, visit.client, visit.city, visit.station, visit.work, visit.lead, *days]


def _written(when: date, hand: str) -> str | date:
    """Write a day as the station does; 济南 keeps a real date cell."""
    if hand == "青岛站" or (when.year != 2026 and hand != "济南站"):
        return f"{when.year}/{when.month}/{when.day}"
    if hand == "临沂站":
        return f"{when.year}.{when.month}.{when.day}"
    return when if hand == "济南站" else f"{when.month}月{when.day}日"


def _time(when: datetime | None, hand: str) -> str | datetime | None:
    if when is None or hand == "济南站":
        return when
    day = _written(when.date(), hand)
    if hand != "连云港站":
        return f"{day} {when.hour}:{when:%M}"
    part = next(word for end, word in ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"),
                                       (24, "晚")) if when.hour < end)  # fmt: skip
    return f"{day}{part}{when.hour - 12 if when.hour > 12 else when.hour}点{when:%M}"


def _typed(when: datetime | None) -> str:
    return "" if when is None else f"{when:%Y-%m-%d %H:%M}"


def _day(text: str, hand: str = "济南站") -> str | date | None:
    return _written(date.fromisoformat(text), hand) if text else None


def _sheet(book: Workbook, name: str, title: str, note: str, head: tuple[str, ...]) -> Worksheet:
    sheet = book.create_sheet(name)
    for text in (title, note):
        sheet.append([text])
        _merge_last(sheet, len(head))
    sheet["A1"].font = Font(bold=True, size=15)
    if head is ORDER_HEAD:
        _group_row(sheet)
    sheet.append(list(head))
    for column, cell in enumerate(sheet[sheet.max_row], 1):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(column)].width = 17
    return sheet


def _group_row(sheet: Worksheet) -> None:
    row, column = sheet.max_row + 1, 1
    for name, width in ORDER_GROUPS:
        sheet.cell(row, column, name or None)
        last = column + width - 1
        sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
        column += width


def _merge_last(sheet: Worksheet, width: int) -> None:
    row = sheet.max_row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.cell(row, 1).alignment = Alignment(horizontal="center")


def _save(book: Workbook, path: Path) -> None:
    del book["Sheet"]
    book.save(path)
    fix_dates(path)
