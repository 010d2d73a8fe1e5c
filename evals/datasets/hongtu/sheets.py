"""Writers of the record files, with days and hours the way different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from checks import called_on
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import (
    NO_SHAFT,
    Call,
    Delivery,
    Look,
    batch,
    calls,
    day,
    deliveries,
    looks,
    machines,
    table,
)
from writers import fix_dates

Cells = list[object]
CALL_HEAD = (
    "号", "哪天", "几点", "谁打的", "哪村", "啥机器", "啥事", "说的啥", "去不去人", "谁去",
    "啥时到", "修好日", "保", "收钱", "价先说", "给说法日", "咋了的",
)  # fmt: skip
SEND_HEAD = (
    "单号", "开单日", "户主", "送哪", "公里", "机型", "机号", "谁送", "送到日", "试出料日",
    "教会", "随机袋", "磕碰", "户主签字", "回电日",
)  # fmt: skip
RUN_HEAD = ("机号", "机型", "试机日", "空转分钟", "过料公斤", "漏电", "谁试", "行不行")
LOOK_HEAD = ("序", "户主", "哪村", "哪年买的", "看的日子", "紧轴", "换油", "户主签字")
SHAFT_HEAD = ("机号", "户主", "哪村", "打电话日", "停了没", "换轴日", "户主签字")
MONEY_HEAD = ("月底", "进（每台80）", "出", "出在啥上", "余")
MONEY_START = 8650
SCRATCHED = {17, 64}
# Sheets of the workshop's workbook: title, source, note, header, columns that hold a day.
LEDGERS = (
    ("歇工课", "lessons", "每月初五歇工，孟欣记",
     ("哪天", "讲啥", "谁讲", "几人", "考得咋样"), (0,)),
    ("配件架", "parts", "屠四喜 2026-08-01点",
     ("件号", "名", "论啥", "底数", "现存"), ()),
    ("量具", "gear", "县计量所贴签；没写年的都是2026年",
     ("量具号", "名", "在哪", "贴签到哪天", "在用停用"), (3,)),
    ("每月点家什", "monthly", "褚兴旺", ("哪天", "点了啥", "谁点", "咋样"), (0,)),
    ("证", "cards", "孟欣，原件各人拿着", ("序", "谁", "啥证", "到哪天", "备注"), (3,)),
    ("借机簿", "loans", "不要租钱",
     ("序", "借出日", "借给谁", "借哪台", "为啥借", "归还日"), (1, 5)),
    ("东关集", "fair", "每月初十", ("哪天", "在哪", "来几户", "干了啥"), (0,)),
)  # fmt: skip


def write_calls(path: Path) -> None:
    """Write the telephone book kept by the owner's wife."""
    book = _book()
    note = "颜秋香记；没写年的都是2026年；忙的时候先空着"
    cells = (_call_cells(i, row) for i, row in enumerate(calls()))
    _sheet(book, "电话本", ("接电话记录", note), CALL_HEAD, cells)
    _save(book, path)


def write_deliveries(path: Path) -> None:
    """Write the sheet of delivery notes."""
    book = _book()
    note = "开单日就是定钱交齐那天；没写年的都是2026年；自己来拉走的不在这张上"
    cells = (_send_cells(i, row) for i, row in enumerate(deliveries()))
    _sheet(book, "送货单", ("送货单汇总 2026", note), SEND_HEAD, cells)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the workbook of small ledgers."""
    book = _book()
    _sheet(book, "修机钱", ("修机钱", "上年余8650元；孟欣记"), MONEY_HEAD, _money())
    for title, source, remark, head, days in LEDGERS:
        rows = (_plain(row, i, days) for i, row in enumerate(table(source)))
        _sheet(book, title, (title, remark), head, rows)
    shafts = (_shaft_cells(i, row) for i, row in enumerate(batch()))
    note = "2026年4月22日晚上定的一批坏；已经出门的"
    _sheet(book, "Y2603换轴", ("Y2603换轴名单", note), SHAFT_HEAD, shafts)
    cells = (_look_cells(i, row) for i, row in enumerate(looks()))
    note = "收菜籽前，5月31号以前看完；没写年的都是2026年"
    _sheet(book, "看油机", ("看油机名单 2026", note), LOOK_HEAD, cells)
    _save(book, path)


def write_runs(path: Path) -> None:
    """Write the trial runs as CSV in GB18030, as a Chinese Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(RUN_HEAD)
    for index, m in enumerate(machines()):
        tested = _day_text(m.tested, index % 4 + 1)
        run = "" if m.minutes is None else m.minutes
        writer.writerow([m.id, m.model, tested, run, m.kilos, "不漏", m.tester, "行"])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no day."""
    if check in ("RC1", "RC2", "RC3"):
        d = next(d for d in deliveries() if d.id == row_id)
        return f"{d.buyer} {d.place} {d.km} {d.machine.model} {d.machine.id} {d.driver}"
    if check in ("RC4", "RC5", "RC7", "X1", "X2"):
        c = next(c for c in calls() if c.id == row_id)
        return " ".join(filter(None, (c.who, c.village, c.machine, c.kind, c.said)))
    if check in ("RC6", "X5"):
        d = next(d for d in batch() if d.machine.id == row_id)
        return f"{d.machine.id} {d.buyer} {d.place}"
    if check == "RC9":
        m = next(m for m in machines() if m.id == row_id)
        return f"{m.id} {m.model}"
    if check == "RC10":
        k = next(k for k in looks() if k.id == row_id)
        return f"{k.id} {k.owner} {k.place} {k.year}"
    if check == "RC8":
        return " ".join(filter(None, next(r for r in table("parts") if r[0] == row_id)))
    raise ValueError(f"no row text for {check}")


def _call_cells(index: int, c: Call) -> Cells:
    go = {True: "去", False: "没去"}[c.go] if c.kind == "报修" else None
    return [
        c.id, _day_text(c.on, index), _hour_text(c.at, index), c.who or None, c.village or None,
        c.machine or None, c.kind, c.said, go, c.hand or None, _moment_text(c.arrived, index + 2),
        _day_text(c.fixed, index + 1), c.cover or None, c.fee or None,
        _day_text(c.told, index + 3), _day_text(c.answered, index + 1), c.how or None,
    ]  # fmt: skip


def _send_cells(index: int, d: Delivery) -> Cells:
    return [
        d.id, _day_text(d.opened, index), d.buyer, d.place, d.km, d.machine.model, d.machine.id,
        d.driver, _day_text(d.sent, index + 2), _day_text(d.tried, index + 1), "√", "√",
        "磕漆，当场补" if index in SCRATCHED else "没磕", "签了", _day_text(d.called, index + 3),
    ]  # fmt: skip


def _shaft_cells(index: int, d: Delivery) -> Cells:
    changed = None if index in NO_SHAFT else date(2026, 4, 23 + index % 8)
    signed = None if index in NO_SHAFT else "签了"
    told = _day_text(called_on(index), index)
    day_changed = _day_text(changed, index + 1)
    return [d.machine.id, d.buyer, d.place, told, "停了", day_changed, signed]


def _look_cells(index: int, k: Look) -> Cells:
    done = "√" if k.day else None
    return [k.id, k.owner, k.place, k.year, _day_text(k.day, index), done, done, done]


def _money() -> Iterable[Cells]:
    left = MONEY_START
    for month, came, went, what in table("money"):
        left += int(came) - int(went)
        yield [day(month), int(came), int(went), what, left]


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
    short = f"{when.month}月{when.day}号"
    return (
        when,
        f"{when:%Y-%m-%d}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when.year}.{when.month}.{when.day}",
        f"{when.year}/{when.month}/{when.day}",
    )[form % 5]


def _hour_text(when: time | None, form: int) -> time | str | None:
    if when is None or form % 3 == 0:
        return when
    return f"{when:%H:%M}" if form % 3 == 1 else f"{when.hour}点{when.minute:02d}"


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
        cell.fill = PatternFill("solid", fgColor="E2EFDA")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 14
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
