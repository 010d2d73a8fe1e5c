"""Writers of the record files, with times written the way their sources write them."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from logs import Ticket, inspections, surveys, table, tickets
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from writers import fix_dates

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FORM_BY_CHANNEL = {"监控": 0, "热线": 1, "门户": 2, "驻点": 3, "邮件": 4}
TICKET_HEAD = (
    "ticket_id",
    "site",
    "region",
    "product",
    "priority",
    "category",
    "summary",
    "channel",
    "created_at",
    "first_response_at",
    "resolved_at",
    "hold_min",
    "warranty",
    "fee_cny",
    "quote_ack",
    "followup_at",
    "followup_by",
    "assignee",
    "status",
)
FIELD_NOTES = (
    ("field", "说明"),
    (
        "created_at / first_response_at / resolved_at",
        "按来源系统原样导出，格式不统一；未写年份的均为2026年",
    ),
    ("hold_min", "等待客户的分钟数，计算恢复时长时扣除"),
    ("warranty", "Y=质保期内，N=质保期外或非产品原因"),
    ("fee_cny", "实收金额（元）"),
    ("quote_ack", "客户确认报价的凭据"),
    ("followup_at", "P1、P2 电话随访日期"),
    ("范围", "2026-01-01 至 2026-06-30 创建且已关闭的工单"),
)


def write_tickets(path: Path) -> None:
    """Write the ticket export with its field notes."""
    book = Workbook()
    notes = book.active
    notes.title = "readme"
    for row in FIELD_NOTES:
        notes.append(row)
    _sheet(book, "tickets", TICKET_HEAD, (_ticket_cells(i, t) for i, t in enumerate(tickets())))
    _save(book, path)


LEDGERS = {
    "上线交付": "项目号 客户 范围 实施负责人 上线确认单号 终端签收日 客户顺延至 上线确认日",
    "发货签收": "订单号 客户 区域 货品 承运 订单确认日 签收日 备注",
    "RMA返修": "RMA号 客户 部件 备机序列号 检测结论 收到日 寄回日",
    "客诉登记": (
        "客诉单号 来源 客户 摘要 责任小组 处理结论 客户确认 归档号 登记时间 首次书面答复 关闭日期"
        " 客户同意延期至"
    ),
    "现场作业认证": "姓名 驻点 岗位 状态 认证编号 发证日 有效期至",
}
"""Sheets of the operations workbook and their columns."""


def write_ledgers(path: Path) -> None:
    """Write the operations workbook: go-live, delivery, returns, complaints, certificates."""
    times = {r[0]: r[1:] for r in table("complaint_times")}
    rows = {
        "上线交付": ([*r[:5], *_days(i, r[5:8])] for i, r in enumerate(table("golive"))),
        "发货签收": (
            [*r[:5], *_days(i, r[5:7]), r[7] or None] for i, r in enumerate(table("shipments"))
        ),
        "RMA返修": (
            [*(c or None for c in r[:5]), *_days(i, r[5:7])] for i, r in enumerate(table("rma"))
        ),
        "客诉登记": (
            [*(c or None for c in r), *_complaint_times(i, times[r[0]])]
            for i, r in enumerate(table("complaints"))
        ),
        "现场作业认证": ([*r[:5], *_days(i, r[5:7])] for i, r in enumerate(table("staff"))),
    }
    book = Workbook()
    book.remove(book.active)
    for name, columns in LEDGERS.items():
        _sheet(book, name, tuple(columns.split()), rows[name])
    _save(book, path)


def write_surveys(path: Path) -> None:
    """Write the questionnaires, one sheet a quarter."""
    book = Workbook()
    book.remove(book.active)
    head = (
        "resp_id",
        "site",
        "role",
        "推荐意愿(0-10)",
        "平台易用(1-5)",
        "数据准确(1-5)",
        "响应速度(1-5)",
        "运维服务(1-5)",
        "comment",
    )
    for quarter in ("2026Q1", "2026Q2"):
        _sheet(
            book,
            quarter,
            head,
            (
                [s.id, s.site, s.role, *s.scores, s.comment or None]
                for s in surveys()
                if s.quarter == quarter
            ),
        )
    _save(book, path)


def write_inspections(path: Path) -> None:
    """Write the inspection log as plain UTF-8 CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            "log_id",
            "month",
            "site",
            "done_at",
            "deferred_to",
            "engineer",
            "online_rate",
            "finding",
            "report_sent",
        ]
    )
    for i, r in enumerate(inspections()):
        writer.writerow(
            [
                r.id,
                r.month,
                r.site,
                day_text(r.done, i % 4 + 1),
                day_text(r.deferred, 2) if r.deferred else "",
                r.engineer,
                r.online_rate,
                r.finding,
                "Y",
            ]
        )
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def row_text(check: str, row_id: str) -> str:
    """Return the leading text cells of a row, as a quote; they hold no time."""
    if check in ("RC1", "RC2", "RC3", "RC4", "RC5"):
        t = next(t for t in tickets() if t.id == row_id)
        return " ".join(_ticket_words(t))
    if check == "RC12":
        s = next(s for s in surveys() if s.id == row_id)
        return f"{s.id} {s.site} {s.role}"
    name = {
        "RC7": "shipments",
        "RC8": "rma",
        "RC10": "golive",
        "RC11": "staff",
        "RC13": "complaints",
    }[check]
    row = next(r for r in table(name) if row_id in r)
    return " ".join(cell for cell in row[:5] if cell)


def day_text(day: date, form: int) -> str | date:
    """Write a date in one of the forms found in the export; form 0 keeps a real date cell."""
    month_day = f"{day.month}月{day.day}日"
    return (
        day,
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        month_day,
        f"{day.day}-{MONTHS[day.month - 1]}-{day.year}",
    )[form]


def _time_text(moment: datetime | date | None, form: int) -> object:
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return day_text(moment, form)
    if form == 0:
        return moment
    clock = f"{moment:%H:%M}"
    if form == 1 and moment.hour > 12 and moment.minute % 3 == 0:
        return f"{moment.year}.{moment.month}.{moment.day} 下午{moment.hour - 12}:{moment:%M}"
    return f"{day_text(moment.date(), form)}{'T' if form == 2 else ' '}{clock}"


def _ticket_words(t: Ticket) -> tuple[str, ...]:
    return (t.id, t.site, t.region, t.product, t.priority, t.category, t.summary)


def _ticket_cells(index: int, t: Ticket) -> list[object]:
    form = FORM_BY_CHANNEL[t.channel]
    return [
        *_ticket_words(t),
        t.channel,
        _time_text(t.created, form),
        _time_text(t.response, form),
        _time_text(t.resolved, form),
        t.hold_min or None,
        t.warranty,
        t.fee,
        t.ack or None,
        day_text(t.followup, index % 4 + 1) if t.followup else None,
        t.followup_by or None,
        t.assignee,
        "closed",
    ]


def _days(index: int, texts: Iterable[str]) -> list[object]:
    days = [date.fromisoformat(text) if text else None for text in texts]
    # The form without a year stands for the year of the audit only.
    return [
        day_text(day, 2 if index % 5 == 3 and day.year != 2026 else index % 5) if day else None
        for day in days
    ]


def _complaint_times(index: int, texts: list[str]) -> list[object]:
    moments = [_time_text(datetime.fromisoformat(text), index % 3) for text in texts[:2]]
    return [*moments, *_days(index, texts[2:4])]


def _sheet(
    book: Workbook, name: str, head: Iterable[str], rows: Iterable[list[object]]
) -> Worksheet:
    sheet = book.create_sheet(name)
    sheet.append(list(head))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8F0")
    for row in rows:
        sheet.append(row)
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = (
            32 if column == 7 and name == "tickets" else 17
        )
    sheet.freeze_panes = "B2"
    return sheet


def _save(book: Workbook, path: Path) -> None:
    book.save(path)
    fix_dates(path)
