"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import logs
import rows as base
from rows import Row

AUDIT_DATE = date(2026, 10, 8)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
RESCUE_MINUTES = {"市区": 60, "郊县": 120}

Judge = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    ok: list[str]
    breach: list[str]
    unknown: list[str]

    @property
    def total(self) -> int:
        """Number of rows judged."""
        return len(self.ok) + len(self.breach) + len(self.unknown)

    @property
    def share(self) -> int:
        """Per cent of rows in breach or unknown, rounded."""
        return round(100 * (len(self.breach) + len(self.unknown)) / self.total)


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return {key: count(found, judge) for key, (found, judge) in _checks().items()}


def count(found: Iterable[Row], judge: Judge) -> Count:
    """Sort the ids of the rows, each the row's first cell, by outcome."""
    out: dict[str, list[str]] = {OK: [], BREACH: [], UNKNOWN: []}
    for row in found:
        out[judge(row)].append(str(next(iter(row.values()))))
    return Count(out[OK], out[BREACH], out[UNKNOWN])


def log_of(check: str) -> list[Row]:
    """Return the rows a check was made over."""
    return _checks()[check][0]


def on_time_rate(quarter: int) -> str:
    """Return the share of rescues in time among the judged rows of a quarter."""
    judged = [_reached(r) for r in _done() if (r["呼叫时间"].month - 1) // 3 + 1 == quarter]
    return f"{100 * judged.count(OK) / (judged.count(OK) + judged.count(BREACH)):.1f}%"


def _checks() -> dict[str, tuple[list[Row], Judge]]:
    orders = base.orders()
    active = [r for r in logs.technicians() if r["状态"] == "在岗"]
    in_use = [r for r in logs.tools() if r["状态"] == "在用"]
    return {
        "RC1": (_done(), _reached),
        "RC2": ([r for r in orders if r["工料费"]], _within("开工日", "报价确认日", 0)),
        "RC3": (orders, _within("完工日", "回访日", 3)),
        "RC4": (logs.handovers(), _within("到店日", "交车日", 3)),
        "RC5": (logs.first_checks(), _within("购车日", "首保日", 120)),
        "RC6": (logs.returns(), _within("受理日", "办结日", 7)),
        "RC7": (logs.recalled(), _within("决定日", "告知日", 5)),
        "RC8": (logs.batteries(), _within("收进日", "交运日", 45)),
        "RC9": (active, _valid("有效期至")),
        "RC10": (logs.complaints(), _closed),
        "X1": (base.patrols(), lambda r: _by(r["巡店日"], date(2026, 6, 30))),
        "X2": (base.shops(), _filled("第五版手册签收")),
        "X3": (logs.trainings(), _filled("考核结果")),
        "X4": (in_use, _valid("校准有效期至")),
        "X5": ([r for r in logs.parts() if r["类别"] == "A"], _stocked),
        "X6": (logs.online(), _within("下单日", "送达日", 7)),
        "X7": (logs.complaints(), _filled("归档号")),
        "X8": ([r for r in orders if r["三包"] == "内"], lambda r: BREACH if r["工料费"] else OK),
        "X9": (base.shops(), _valid("合同到期")),
        "X10": (logs.batteries(), lambda r: BREACH if r["去向"] == "街口废品收购" else OK),
        "X11": (logs.recalled(), _filled("更换日")),
    }


def _done() -> list[Row]:
    return [r for r in base.rescues() if r["状态"] == "完成"]


def _reached(row: Row) -> str:
    arrived = row["到达时间"]
    if not isinstance(arrived, datetime):
        return UNKNOWN
    limit = timedelta(minutes=RESCUE_MINUTES[str(row["区域"])])
    return OK if arrived - row["呼叫时间"] <= limit else BREACH


def _closed(row: Row) -> str:
    return _by(row["办结日"], row["约定延期至"] or row["受理日"] + timedelta(days=5))


def _stocked(row: Row) -> str:
    if row["结存"] is None:
        return UNKNOWN
    return OK if row["结存"] >= row["最低库存"] else BREACH


def _within(start: str, end: str, span: int) -> Judge:
    def judge(row: Row) -> str:
        begun, ended = row[start], row[end]
        return _by(ended, None if begun is None else begun + timedelta(days=span))

    return judge


def _valid(column: str) -> Judge:
    return lambda row: _by(AUDIT_DATE, row[column])


def _filled(column: str) -> Judge:
    return lambda row: BREACH if row[column] is None else OK


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
