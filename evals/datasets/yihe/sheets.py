"""Writers of the ledgers, with days written the way hands at a counter write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import Ask, Care, Job, asks, cares, day, jobs, table
from writers import fix_dates

Cells = list[object]
MONTHS = range(3, 9)
JOB_HEAD = (
    "编号", "客户", "小区", "片区", "做什么", "合同交货日", "客户改到", "送到", "查板", "叫等到",
    "装完", "主装师傅", "客户签字", "售后卡", "电话回访", "备注",
)  # fmt: skip
ASK_HEAD = (
    "编号", "客户", "小区", "片区", "哪里坏了", "谁接的", "报修时候", "怎么弄的", "保内",
    "客户自己约", "上门", "弄好", "谁去的", "收钱", "价先讲", "单子给了", "备注",
)  # fmt: skip
CARE_HEAD = ("编号", "客户", "小区", "片区", "做的什么", "装完", "去调门", "谁去的")
GRIPE_HEAD = (
    "编号", "登上那天", "客户", "哪里说的", "什么意见", "谁接的", "怎么办的", "办完那天", "纸袋",
)  # fmt: skip
# Sheets of the mixed ledger: title, source, note, header, columns that hold a day.
LEDGERS = (
    ("气撑告知", "struts", "6月8定的那批100N，谁说的、哪天说的",
     ("编号", "客户", "小区", "支数", "说到那天", "怎么说的", "换好"), (4, 6)),
    ("上岗卡", "cards", "何立秋看试装，何立春签，空着就是还没签",
     ("编号", "姓名", "干什么", "试装两套", "签卡", "备注"), (4,)),
    ("工具月检", "tools", "每月25号点，√好 ×坏",
     ("编号", "家什", "3月", "4月", "5月", "6月", "7月", "8月", "备注"), ()),
    ("五金架8月底", "stock", "郑桂香 8月31点的",
     ("编号", "五金", "单位", "最低数", "8月底数", "备注"), ()),
    ("来货", "incoming", "抽几个试一试",
     ("编号", "哪天", "哪家", "什么", "来多少", "抽几个", "怎么样"), (1,)),
    ("教手艺", "skills", "何立秋、何亮记",
     ("编号", "哪天", "教什么", "谁教", "谁学", "怎么样"), (1,)),
    ("老客户", "oldfolks", "每年两回", ("编号", "哪天", "做了什么", "家数", "备注"), (1,)),
    ("借用", "loans", "返工时候借出去的",
     ("编号", "借走", "客户", "为什么", "借的什么", "还来"), (1, 5)),
)  # fmt: skip
SPENT_HEAD = ("月份", "返工补板", "师傅跑腿", "五金", "赔客户", "备注")
SPENT_TOTAL = 32125  # as Yu Guifang added it up; the lines come to another sum


def write_jobs(path: Path) -> None:
    """Write deliveries and fittings, a sheet a month."""
    book = _book()
    for month in MONTHS:
        rows = [job for job in jobs() if job.month == month]
        off = sum(job.dropped for job in rows)
        cells = [_job_cells(n, job) for n, job in enumerate(rows)]
        end: list[Cells] = [[], ["合计", f"{len(rows) - off}家" + (f"，退{off}家" * (off > 0))]]
        note = "小曼记，没写年份都是26年，划掉的以后写的为准"
        _sheet(book, f"{month}月", f"送装台账 {month}月", note, JOB_HEAD, cells + end)
    _save(book, path)


def write_asks(path: Path) -> None:
    """Write the calls for repair, a sheet a month."""
    book = _book()
    for month in MONTHS:
        rows = [ask for ask in asks() if ask.month == month]
        cells = [_ask_cells(n, ask) for n, ask in enumerate(rows)]
        total = sum(ask.fee for ask in rows)
        end: list[Cells] = [["合计", f"{len(rows)}个", *[None] * 11, total]]
        note = "保内打√，不保打×；没写年份都是26年"
        _sheet(book, f"{month}月", f"报修 {month}月", note, ASK_HEAD, cells + end)
    _save(book, path)


def write_ledgers(path: Path) -> None:
    """Write the workshop's mixed ledger."""
    book = _book()
    rows = [_care_cells(n, care) for n, care in enumerate(cares())]
    _sheet(book, "半年调门", "半年调门", "去年9月起装完的，没去打×", CARE_HEAD, rows)
    for title, source, note, head, days in LEDGERS:
        rows = [_plain_cells(n, row, days) for n, row in enumerate(table(source))]
        _sheet(book, title, title, note, head, rows)
    spent: list[Cells] = [_plain_cells(0, row, ()) for row in table("money")]
    spent.append(["合计", SPENT_TOTAL])
    _sheet(book, "售后开支", "售后开支 元", "余桂芳记，3月到8月", SPENT_HEAD, spent)
    _save(book, path)


def write_gripes(path: Path) -> None:
    """Write what customers were unhappy with as CSV in GB18030, as an old Excel saves it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(GRIPE_HEAD)
    for index, row in enumerate(table("gripes")):
        days = {n: _day_text(day(row[n]), index % 3 + 1) for n in (1, 7) if row[n]}
        writer.writerow([days.get(n, cell) for n, cell in enumerate(row)])
    path.write_bytes(out.getvalue().encode("gb18030"))


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "RC4"):
        job = next(job for job in jobs() if job.id == row_id)
        return " ".join(_head(job))
    if check in ("RC5", "RC6", "X1"):
        ask = next(ask for ask in asks() if ask.id == row_id)
        return " ".join((ask.id, ask.who.name, ask.who.place, ask.who.zone, ask.fault, ask.clerk))
    if check == "RC7":
        return " ".join(_head(next(care for care in cares() if care.id == row_id)))
    name, first, last = {
        "RC8": ("stock", 0, 5), "RC9": ("gripes", 2, 5), "RC10": ("struts", 0, 4),
        "X2": ("tools", 0, 3),
    }[check]  # fmt: skip
    row = next(row for row in table(name) if row[0] == row_id)
    return " ".join(row[first:last]).strip()


def _head(row: Job | Care) -> list[str]:
    return [row.id, row.who.name, row.who.place, row.who.zone, row.item]


def _job_cells(index: int, job: Job) -> Cells:
    due = _day_text(job.due, index)
    if job.dropped:
        return [*_head(job), due, *[None] * 9, "退单，没做"]
    arrived = _day_text(job.arrived, index + 1)
    if job.struck and job.arrived:
        arrived = f"{_day_text(job.struck, 2)}划掉，{_day_text(job.arrived, 2)}"
    checked = "碰角1块，补" if job.bumped else "√"
    called = _day_text(job.called, index + 3)
    return [
        *_head(job), due, _day_text(job.moved, index + 2), arrived,
        checked if job.arrived else None, _day_text(job.waited, index),
        _day_text(job.finished, index + 2), job.fitter or None, "√", "√",
        f"√{_day_text(job.called, index % 4 + 1)}" if called else job.mark or None,
        "客户装修没完，叫等" if job.waited else None,
    ]  # fmt: skip


def _ask_cells(index: int, ask: Ask) -> Cells:
    asked = _day_text(ask.asked, index + 1)
    if ask.half:
        asked = f"{_day_text(ask.asked, index % 4 + 1)}{ask.half}"
    visited = ask.how == "上门"
    return [
        ask.id, ask.who.name, ask.who.place, ask.who.zone, ask.fault, ask.clerk, asked, ask.how,
        "√" if ask.covered else "×", _day_text(ask.agreed, index),
        _came_text(ask, index), _day_text(ask.done, index + 3), ask.mender or None,
        ask.fee if visited else None, ask.told or None, "√" if visited else None,
        "客户自己弄好了" if ask.how == "不用去了" else None,
    ]  # fmt: skip


def _came_text(ask: Ask, index: int) -> date | str | None:
    came = _day_text(ask.came, index % 4 + 1)
    return (
        f"{came}上午"
        if came and ask.came != ask.asked and index % 3 == 0
        else _day_text(ask.came, index)
    )


def _care_cells(index: int, care: Care) -> Cells:
    came = _day_text(care.came, index + 2) or care.mark or None
    return [*_head(care), _day_text(care.finished, index), came, care.mender or None]


def _plain_cells(index: int, row: list[str], days: tuple[int, ...]) -> Cells:
    return [
        _day_text(day(cell), index) if n in days else int(cell) if cell.isdigit() else cell or None
        for n, cell in enumerate(row)
    ]


def _day_text(when: date | None, form: int) -> date | str | None:
    """Write a day in one of six forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    year = "" if when.year == 2026 else f"{when:%y}年"
    return (
        when,
        f"{year}{when.month}月{when.day}",
        f"{when.month}.{when.day}" if not year else f"{when.year}.{when.month}.{when.day}",
        f"{year}{when.month}月{when.day}号",
        f"{when.month}/{when.day}" if not year else f"{when.year}/{when.month}/{when.day}",
        f"{when.year}.{when.month}.{when.day}",
    )[form % 6]


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _sheet(
    book: Workbook, title: str, top: str, note: str, head: tuple[str, ...], rows: Iterable[Cells]
) -> None:
    sheet = book.create_sheet(title)
    sheet.append([top])
    sheet.append([note])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append(list(head))
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="FFF2CC")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 13
    for cells in rows:
        sheet.append(cells)
    sheet.freeze_panes = "B4"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
