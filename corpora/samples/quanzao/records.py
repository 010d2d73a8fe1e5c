"""The sample's record checks, counted over the rows of the written files."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

from openpyxl import load_workbook

AUDIT_DATE = date(2026, 5, 21)
YEAR = 2026
Row = dict[str, object]
Judge = Callable[[Row], str]
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
TIME = re.compile(
    r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s*(上午|下午)?\s*(?:(\d{1,2}):(\d{2}))?$"
)
QUARTERS = {"一": 1, "二": 4, "三": 7, "四": 10}


@dataclass(frozen=True, slots=True)
class Moment:
    """A typed time; exact is false when only the day was given."""

    at: datetime
    exact: bool


@dataclass(frozen=True, slots=True)
class Check:
    """Which rows a rule is about and how one row is judged."""

    sheet: str
    key: str
    applies: Callable[[Row], bool]
    judge: Judge


class Tally(TypedDict):
    """The counted fields of a record check in gold.json."""

    n_total: int
    n_breach: int
    n_unknown: int
    breach_rows: list[str | int]
    unknown_rows: list[str | int]


def count(docs: Path, book: str, log: str) -> dict[str, Tally]:
    """Judge every row of every check; the result is by the check's id."""
    return {
        name: _tally(check, rows_of(docs, book, log, check.sheet, check.key))
        for name, check in CHECKS.items()
    }


def rows_of(docs: Path, book: str, log: str, sheet: str, key: str) -> list[Row]:
    """Rows under the header whose first cell is key; sheet "" is the complaint log."""
    if not sheet:
        with (docs / log).open(encoding="gb18030", newline="") as file:
            return [dict(row) for row in csv.DictReader(file)]
    table = [list(row) for row in load_workbook(docs / book)[sheet].iter_rows(values_only=True)]
    start = next(i for i, row in enumerate(table) if row[0] == key)
    head = [str(cell) for cell in table[start]]
    rows = [dict(zip(head, row, strict=True)) for row in table[start + 1 :] if row[1] is not None]
    for before, row in pairwise(rows):
        if "季度" in row and row["季度"] is None:  # merged downwards in the sheet
            row["季度"] = before["季度"]
    return rows


def moment(value: object) -> Moment | None:
    """Read a time as people type it; None for an empty cell, else ValueError."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return Moment(value, exact=bool(value.hour or value.minute))
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = TIME.match(text)
    if not found:
        raise ValueError(f"cannot read the time {value!r}")
    year, month, day, half, hour, minute = found.groups()
    clock = f"{int(hour or 0):02d}:{int(minute or 0):02d}"
    at = datetime.fromisoformat(f"{year or YEAR}-{int(month):02d}-{int(day):02d} {clock}")
    if half == "下午" and at.hour < 12:
        at += timedelta(hours=12)
    return Moment(at, exact=hour is not None)


def _tally(check: Check, rows: list[Row]) -> Tally:
    judged = [(_name(row[check.key]), check.judge(row)) for row in rows if check.applies(row)]
    breach = [name for name, result in judged if result == BREACH]
    unknown = [name for name, result in judged if result == UNKNOWN]
    return Tally(
        n_total=len(judged),
        n_breach=len(breach),
        n_unknown=len(unknown),
        breach_rows=breach,
        unknown_rows=unknown,
    )


def _name(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _within(city_hours: int, county_hours: int, *, appointments: bool) -> Judge:
    def judge(row: Row) -> str:
        asked, arrived, agreed = (
            moment(row["报修时间"]),
            moment(row["到门时间"]),
            moment(row["另约时间"]),
        )
        if asked is None or arrived is None or not arrived.exact:
            return UNKNOWN
        if agreed and appointments:
            return OK if arrived.at <= agreed.at else BREACH
        hours = city_hours if row["区域"] == "市区" else county_hours
        return OK if arrived.at - asked.at <= timedelta(hours=hours) else BREACH

    return judge


def _days(start: str, end: str, limit: int, moved: str = "") -> Judge:
    """At most limit days lie between start and end; a day in the column moved overrides that."""

    def judge(row: Row) -> str:
        first, last = moment(row[start]), moment(row[end])
        if first is None or last is None:
            return UNKNOWN
        agreed = moment(row[moved]) if moved else None
        latest = agreed.at.date() if agreed else first.at.date() + timedelta(days=limit)
        return OK if last.at.date() <= latest else BREACH

    return judge


def _upkeep(row: Row) -> str:
    planned, done = moment(row["顾客改期至"]) or moment(row["计划日期"]), moment(row["完成日期"])
    if planned is None or done is None:
        return UNKNOWN
    return OK if abs((done.at.date() - planned.at.date()).days) <= 7 else BREACH


def _first_contact(row: Row) -> str:
    asked, called = moment(row["接诉时间"]), moment(row["首次联系时间"])
    if asked is None or called is None or not called.exact:
        return UNKNOWN
    return OK if called.at - asked.at <= timedelta(hours=4) else BREACH


def _closed(row: Row) -> str:
    return _days("接诉时间", "办结日期", 15 if row["厂家鉴定"] == "是" else 5)(row)


def _stock(row: Row) -> str:
    counted, least = row["实存数"], row["安全库存"]
    if not isinstance(counted, int) or not isinstance(least, int):
        return UNKNOWN
    return OK if counted >= least else BREACH


def _by(column: str, latest: date) -> Judge:
    def judge(row: Row) -> str:
        done = moment(row[column])
        return UNKNOWN if done is None else OK if done.at.date() <= latest else BREACH

    return judge


def _certificate(row: Row) -> str:
    until = moment(row["有效期至"])
    return UNKNOWN if until is None else OK if until.at.date() >= AUDIT_DATE else BREACH


def _visit(row: Row) -> str:
    visited = moment(row["走访日期"])
    if visited is None:
        return UNKNOWN
    found = re.match(r"(\d{4})年(.)季度", str(row["季度"]))
    if not found:
        raise ValueError(f"cannot read the quarter {row['季度']!r}")
    month = QUARTERS[found[2]]
    inside = visited.at.year == int(found[1]) and month <= visited.at.month < month + 3
    return OK if inside else BREACH


def _filled(column: str) -> Judge:
    return lambda row: OK if row[column] else BREACH


def _every(row: Row) -> bool:
    return True


def _visited(row: Row) -> bool:
    return row["处理方式"] == "上门"


ORDERS = ("维修工单", "工单号")
CHECKS = {
    "RC1": Check(*ORDERS, _visited, _within(4, 8, appointments=True)),
    "RC2": Check(
        *ORDERS,
        lambda row: _visited(row) and not row["另约时间"],
        _within(2, 6, appointments=False),
    ),
    "RC3": Check(
        *ORDERS,
        lambda row: _visited(row) and bool(row["完工时间"]),
        _days("完工时间", "回访日期", 3),
    ),
    "RC4": Check(*ORDERS, lambda row: bool(row["收费（元）"]), _filled("报价确认")),
    "RC5": Check("安装交付", "交付单号", _every, _days("到货签收日", "进场日期", 3, "顾客顺延至")),
    "RC6": Check("安装交付", "交付单号", _every, _filled("培训确认")),
    "RC7": Check("季度养护", "养护单号", _every, _upkeep),
    "RC8": Check("备件盘点", "编码", lambda row: row["类别"] == "关键", _stock),
    "RC9": Check(
        "工具点检", "编号", lambda row: row["状态"] == "在用", _by("点检日期", date(2026, 3, 31))
    ),
    "RC10": Check("人员证件", "编号", lambda row: row["状态"] == "在岗", _certificate),
    "RC11": Check("服务商走访", "序号", _every, _visit),
    "RC12": Check("", "客诉号", _every, _first_contact),
    "RC13": Check("", "客诉号", _every, _closed),
}
