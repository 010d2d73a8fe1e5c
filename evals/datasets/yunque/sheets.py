"""Writers of the record files, with days written the way different hands write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from logs import certificates, charges, drills, health_checks, lessons, refunds, surveys
from logs import visits as key_visits
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from rows import ADDED_BY_HAND, Ticket, day, projects, table, tickets
from writers import fix_dates

Cells = list[object]
TICKET_HEAD = (
    "工单号", "租户", "渠道", "级别", "模块", "标题", "受理人", "提单", "首响", "恢复",
    "厂里同意延到", "订阅", "收费元", "处理报告", "备注",
)  # fmt: skip
PROJECT_HEAD = (
    "项目号", "租户", "服务点", "版型", "顾问", "启动会日", "厂里推迟到", "上线日", "验收单",
    "上手卡", "回访日",
)  # fmt: skip
HEALTH_HEAD = ("巡检号", "租户", "客成", "季度", "完成日", "健康分", "报告")
VISIT_HEAD = ("走访号", "租户", "哪半年", "走访日", "谁去的", "谈的事")
LESSON_HEAD = ("场次", "租户", "哪一场", "日期", "讲的人", "签到人数", "小测过的")
SURVEY_HEAD = ("问卷号", "季度", "租户", "谁填的", "产品分", "服务分", "推荐分", "最想改的一点")
REFUND_HEAD = ("退订号", "租户", "退什么", "缘由", "应退元", "开通日", "申请日", "退款日")
CHARGE_HEAD = ("收费单", "租户", "事项", "人天", "金额元", "厂里确认日", "开工日")
VOICE_HEAD = ("投诉号", "日期", "来路", "租户", "说什么", "怎么办", "了结日", "同意延到", "档号")
DRILL_HEAD = ("演练号", "分片", "月份", "完成日", "谁做的", "行数核对")
PARTS_HEAD = ("件号", "名称", "单位", "底数", "现存")
SCRAP_HEAD = (
    "报废号", "东西", "序列号", "换下日", "消磁日", "毁法", "交给谁", "交接单", "交出日"
)  # fmt: skip
OFFLINE_HEAD = ("离线包", "租户", "缘故", "开给厂里", "收回", "并账")
CERT_HEAD = ("认证号", "姓名", "岗位", "级别", "有效期至", "在不在岗")
LESSON_IN_HEAD = ("课号", "日期", "类", "讲什么", "谁讲", "人数", "怎么考的")


def write_tickets(path: Path) -> None:
    """Write the ticket export as UTF-8 CSV with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TICKET_HEAD)
    for index, row in enumerate(tickets()):
        writer.writerow(_ticket_cells(index, row))
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def write_customers(path: Path) -> None:
    """Write the customer workbook, from going live to complaints."""
    book = _book()
    _add(book, "上线项目", "没写年份的都是2026年；导出 2026-10-19", PROJECT_HEAD, _project_cells())
    _add(book, "健康巡检", "Q1=1-3月 Q2=4-6月 Q3=7-9月", HEALTH_HEAD, _health_cells())
    visits = ([*v[:3], _day(v[3], i), *v[4:]] for i, v in enumerate(key_visits()))
    _add(book, "重点客户走访", "年费8万以上；下半年记到10月中", VISIT_HEAD, visits)
    taught = ([*r[:3], _any(r[3], i), *r[4:]] for i, r in enumerate(lessons()))
    _add(book, "客户培训", "签到纸扫描在雀台附件", LESSON_HEAD, taught)
    _add(book, "NPS", "问卷后台导出 2026-10-08", SURVEY_HEAD, surveys())
    money = (
        [r.id, r.tenant, r.item, r.why, r.amount, _day(r.opened, i), _day(r.asked, i + 2),
         _day(r.paid, i + 3)]
        for i, r in enumerate(refunds())
    )  # fmt: skip
    _add(book, "退订退款", "财务莫凡填退款日", REFUND_HEAD, money)
    fees = (
        [c.id, c.tenant, c.job, c.days, c.fee, _day(c.confirmed, i + 1), _day(c.begun, i)]
        for i, c in enumerate(charges())
    )
    _add(book, "收费单", "报价单编号同收费单", CHARGE_HEAD, fees)
    _add(book, "投诉", "丘慧登", VOICE_HEAD, _voice_cells())
    _save(book, path)


def write_house(path: Path) -> None:
    """Write the workbook of operations and staff."""
    book = _book()
    drilled = (
        [d.id, d.shard, f"{d.month}月", _day(d.done, i), d.hand if d.done else None,
         "一致" if d.done else None]
        for i, d in enumerate(drills())
    )  # fmt: skip
    _add(book, "恢复演练", "每分片每月一行", DRILL_HEAD, drilled)
    _add(book, "机房备件", "阎立 2026-10-13 盘", PARTS_HEAD, _plain("parts", ()))
    _add(book, "介质报废", "交接单原件在档案柜", SCRAP_HEAD, _plain("scrap", (3, 4, 8)))
    _add(book, "离线包", "并账行数由系统回写", OFFLINE_HEAD, table("offline"))
    certs = ([*r[:4], _day(day(r[4]), i), r[5]] for i, r in enumerate(certificates()))
    _add(book, "上岗认证", "甄妙管；证书在雀台附件", CERT_HEAD, certs)
    _add(book, "内训", "手艺、待客两类", LESSON_IN_HEAD, _plain("training", (1,)))
    _save(book, path)


def row_text(check: str, row_id: str) -> str:
    """Return words of a row that stand side by side, as a quote; they hold no day."""
    if check in ("RC1", "RC2"):
        t = next(t for t in tickets() if t.id == row_id)
        return f"{t.id} {t.tenant} {t.channel} {t.level} {t.module} {t.title} {t.clerk}"
    if check in ("RC3", "RC4", "X3"):
        p = next(p for p in projects() if p.id == row_id)
        return f"{p.id} {p.tenant} {p.outlet} {p.size} {p.consultant}"
    if check == "RC5":
        h = next(h for h in health_checks() if h.id == row_id)
        return f"{h.id} {h.tenant} {h.keeper} {h.quarter}"
    if check == "RC6":
        d = next(d for d in drills() if d.id == row_id)
        return f"{d.id} {d.shard} {d.month}月"
    if check == "RC7":
        r = next(r for r in refunds() if r.id == row_id)
        return f"{r.id} {r.tenant} {r.item} {r.why} {r.amount}"
    if check == "RC9":
        c = next(c for c in charges() if c.id == row_id)
        return f"{c.id} {c.tenant} {c.job} {c.days} {c.fee}"
    return _table_row(check, row_id)


def _table_row(check: str, row_id: str) -> str:
    if check == "RC10":
        return " ".join(next(r for r in certificates() if r[0] == row_id)[:4])
    if check == "X1":
        return " ".join(next(r for r in table("parts") if r[0] == row_id)[:3])
    return next(r for r in table("complaints") if r[0] == row_id)[4]


def _ticket_cells(index: int, t: Ticket) -> Cells:
    by_hand = index in ADDED_BY_HAND
    form = 3 if by_hand else 1
    note = "群里补录" if by_hand else ""
    if t.module == "观澜报表":
        note = (note + " 已转观澜").strip()
    moments = [_moment(when, form) for when in (t.opened, t.answered, t.restored)]
    agreed = t.agreed.isoformat() if t.agreed else ""
    return [
        t.id, t.tenant, t.channel, t.level, t.module, t.title, t.clerk, *moments, agreed,
        "期内" if t.subscribed else "已到期", t.fee, t.report, note,
    ]  # fmt: skip


def _project_cells() -> Iterable[Cells]:
    for i, p in enumerate(projects()):
        days = [_day(p.started, i), _day(p.put_off, i + 1), _day(p.live, i + 2)]
        ticks = ["已签", "√"] if p.live else [None, None]
        yield [p.id, p.tenant, p.outlet, p.size, p.consultant, *days, *ticks, _day(p.called, i + 3)]


def _health_cells() -> Iterable[Cells]:
    for i, h in enumerate(health_checks()):
        sent = "已发" if h.done else None
        yield [h.id, h.tenant, h.keeper, h.quarter, _day(h.done, i), h.score, sent]


def _voice_cells() -> Iterable[Cells]:
    for i, row in enumerate(table("complaints")):
        days = {n: _day(day(f"2026-{row[n]}"), i + n) for n in (1, 6, 7) if row[n]}
        yield [days.get(n, cell or None) for n, cell in enumerate(row)]


def _plain(name: str, days: tuple[int, ...]) -> Iterable[Cells]:
    for i, row in enumerate(table(name)):
        yield [
            _day(day(cell), i + n) if n in days else int(cell) if cell.isdigit() else cell or None
            for n, cell in enumerate(row)
        ]


def _any(value: object, form: int) -> object:
    return _day(value, form) if isinstance(value, date) else value


def _day(when: date | None, form: int) -> date | str | None:
    """Write a day in one of five forms; form 0 keeps a real date cell."""
    if when is None:
        return None
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when:%Y-%m-%d}",
        short if when.year == 2026 else f"{when.year}年{short}",
        f"{when.year}.{when.month}.{when.day}",
        f"{when.year}/{when.month:02d}/{when.day:02d}",
    )[form % 5]


def _moment(when: datetime | date | None, form: int) -> str:
    if when is None:
        return ""
    text = str(_day(when.date() if isinstance(when, datetime) else when, form))
    return f"{text} {when:%H:%M}" if isinstance(when, datetime) else text


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def _add(
    book: Workbook, title: str, note: str, head: tuple[str, ...], rows: Iterable[Cells]
) -> None:
    sheet = book.create_sheet(title)
    sheet.append([f"{title}（{note}）"])
    sheet["A1"].font = Font(bold=True)
    sheet.append(list(head))
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[get_column_letter(cell.column)].width = 16
    for cells in rows:
        sheet.append(list(cells))
    sheet.freeze_panes = "B3"


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
