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
    BED,
    BROKEN_PACK,
    Delivery,
    Repair,
    Trial,
    Visit,
    day,
    deliveries,
    repairs,
    table,
    trials,
    visits,
)
from writers import fix_dates

Cells = list[object]
DELIVERY_HEAD = (
    "派单", "店", "城市", "顾客", "货", "省内外", "小票日", "顾客挑的日子", "送到日", "谁送的",
    "几楼", "电梯", "收费元", "价知", "外包", "验机", "签收", "回访日",
)  # fmt: skip
PARCEL_HEAD = ("月份", "小件单数", "下单48小时内发出", "破损补发", "填表")
VISIT_HEAD = ("除螨单", "店", "顾客", "床垫", "预约日", "上门日", "谁去的", "顾客签字")
TRIAL_HEAD = ("试睡单", "店", "顾客", "床垫", "起睡日", "结果", "回仓日", "退款日")
REPAIR_HEAD = (
    "报修号", "店", "顾客", "东西", "毛病", "谁登的", "登记时刻", "到家时刻", "修好日", "保内外",
    "收费元", "谁修的", "顾客联",
)  # fmt: skip
GIVEBACK_HEAD = ("日子", "名目", "做什么", "发到几位", "结果")
VOICE_HEAD = (
    "客诉号", "哪天", "谁接", "店", "顾客", "怎么来的", "说的什么", "怎么办的", "了结", "签字延到",
    "调解", "档号",
)  # fmt: skip
PARCELS = (
    ("2026年4月", 2214, 2198, 9, "茹阿木"), ("2026年5月", 2507, 2481, 12, "茹阿木"),
    ("2026年6月", 3390, 3342, 15, "茹阿木"), ("2026年7月", 2075, 2069, 6, "茹阿木"),
    ("2026年8月", 2688, 2660, 11, "茹阿木"),
)  # fmt: skip
# Sheets of the after-sales workbook: title, source, note, header, columns that hold a day.
LEDGERS = (
    ("配件底数", "parts", "茹阿木 2026-10-09 盘",
     ("件号", "名称", "单位", "底数", "现存"), ()),
    ("机具漏电贴签", "gear", "石磊填",
     ("机具号", "名称", "哪个组", "贴签有效期至", "状态"), (3,)),
    ("上岗证", "cards", "施盼管，原件在人事柜",
     ("序号", "姓名", "工种", "证", "有效期至", "在不在岗", "备注"), (4,)),
    ("上课", "training", "施盼记",
     ("课号", "哪天", "类", "讲什么", "谁讲", "几人", "考得怎样"), (1,)),
    ("手册发放", "issued", "发一本签一本", ("本号", "哪里", "领的日子", "签收人"), (2,)),
    ("巡店表", "patrols", "督导组；Q1=1-3月 Q2=4-6月 Q3=7-9月",
     ("巡号", "店", "哪一季", "巡店日", "谁巡", "看到什么"), (3,)),
)  # fmt: skip


def write_deliveries(path: Path) -> None:
    """Write the dispatch sheet of large items and the monthly count of parcels."""
    book = _book()
    note = "没写年份的都是2026年；验机只填电动床架"
    cells = (_delivery_cells(i, row) for i, row in enumerate(deliveries()))
    _sheet(book, "大件派送", ("大件派送 4—8月开票", note), DELIVERY_HEAD, cells)
    _sheet(book, "小件快递", ("小件快递月计", "来自快递后台"), PARCEL_HEAD, map(list, PARCELS))
    _save(book, path)


def write_members(path: Path) -> None:
    """Write the export of the member system: mite removal, trials, member days."""
    book = _book()
    note = "禾信会员系统导出 2026-10-12 郦娜；没写年份的都是2026年"
    cells = (_visit_cells(i, row) for i, row in enumerate(visits()))
    _sheet(book, "免费除螨预约", ("免费除螨预约", note), VISIT_HEAD, cells)
    cells = (_trial_cells(i, row) for i, row in enumerate(trials()))
    _sheet(book, "试睡单", ("试睡单", note), TRIAL_HEAD, cells)
    cells = (_plain(row, i, (0,)) for i, row in enumerate(table("giveback")))
    _sheet(book, "会员日", ("每月十八会员日", note), GIVEBACK_HEAD, cells)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the after-sales workbook: repairs, parts, gear, cards, lessons, patrols."""
    book = _book()
    cells = (_repair_cells(i, row) for i, row in enumerate(repairs()))
    note = "没写年份的都是2026年；顾客联撕给顾客后打勾"
    _sheet(book, "报修单", ("报修单 3—9月", note), REPAIR_HEAD, cells)
    for title, source, remark, head, days in LEDGERS:
        rows = (_plain(row, i, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, remark), head, rows)
    _save(book, path)


def write_complaints(path: Path) -> None:
    """Write the complaints as CSV in GB18030, as a Chinese Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(VOICE_HEAD)
    for index, row in enumerate(table("complaints")):
        days = {n: _day_text(day(f"2026-{row[n]}"), index % 3 + 1) for n in (1, 8, 9) if row[n]}
        writer.writerow([days.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no day."""
    if check in ("RC1", "RC2", "RC3", "X2"):
        d = next(d for d in deliveries() if d.id == row_id)
        return f"{d.id} {d.shop} {d.city} {d.buyer} {d.item}"
    if check == "RC4":
        v = next(v for v in visits() if v.id == row_id)
        return f"{v.id} {v.shop} {v.buyer} {v.mattress}"
    if check == "RC5":
        t = next(t for t in trials() if t.id == row_id)
        return f"{t.id} {t.shop} {t.buyer} {t.mattress}"
    if check in ("RC6", "X3"):
        r = next(r for r in repairs() if r.id == row_id)
        return f"{r.id} {r.shop} {r.buyer} {r.item} {r.fault}"
    if check == "RC7":
        return next(r for r in table("complaints") if r[0] == row_id)[6]
    names = {"RC8": "gear", "RC9": "parts", "RC10": "patrols", "X6": "issued"}
    width = {"RC8": 3, "RC9": 3, "RC10": 3, "X6": 2}[check]
    return " ".join(next(r for r in table(names[check]) if r[0] == row_id)[:width])


def _delivery_cells(index: int, d: Delivery) -> Cells:
    tested = "已签" if BED in d.item else None
    return [
        d.id, d.shop, d.city, d.buyer, d.item, d.scope, _day_text(d.ticket, index),
        _day_text(d.chosen, index + 1), _day_text(d.arrived, index + 2), d.team, d.floor,
        "有" if d.lift else "无", d.fee or None, _day_text(d.told, index + 3),
        "破损，当场换" if index in BROKEN_PACK else "完好", tested, "已签",
        _day_text(d.called, index + 1),
    ]  # fmt: skip


def _visit_cells(index: int, v: Visit) -> Cells:
    days = [_day_text(v.booked, index), _day_text(v.done, index + 2)]
    return [v.id, v.shop, v.buyer, v.mattress, *days, v.hand, "已签" if v.done else None]


def _trial_cells(index: int, t: Trial) -> Cells:
    days = [_day_text(t.returned, index + 1), _day_text(t.refunded, index + 3)]
    return [t.id, t.shop, t.buyer, t.mattress, _day_text(t.started, index), t.outcome, *days]


def _repair_cells(index: int, r: Repair) -> Cells:
    moments = [_moment_text(r.logged, index), _moment_text(r.arrived, index + 2)]
    return [
        r.id, r.shop, r.buyer, r.item, r.fault, r.clerk, *moments, _day_text(r.done, index + 1),
        r.cover, r.fee or None, r.hand, "√",
    ]  # fmt: skip


def _plain(row: list[str], index: int, days: tuple[int, ...]) -> Cells:
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
        f"{when:%Y-%m-%d}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when.year}.{when.month}.{when.day}",
        f"{when.year}/{when.month}/{when.day}",
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
    titles: tuple[str, str],
    head: tuple[str, ...],
    rows: Iterable[Cells],
) -> None:
    sheet = book.create_sheet(title)
    for text in titles:
        sheet.append([text])
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.append(list(head))
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="FDE9D9")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 15
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
