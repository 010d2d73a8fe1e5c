"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

import rows
from tables import Row, add_workdays, day_of, month_end
from tickets import ARRIVAL_LIMIT, RESPONSE_LIMIT, counted, visits

AUDIT_DATE = date(2026, 9, 17)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
NOTICE_DAY = date(2026, 5, 18)


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)

    @property
    def share(self) -> int:
        """Per cent of rows in breach or unknown, rounded."""
        return round(100 * (len(self.breach) + len(self.unknown)) / self.total)

    @property
    def weak(self) -> str:
        """Name the verdict that the rows alone allow by the guide's 20 % rule."""
        if not self.breach and not self.unknown:
            return "conform"
        bad = len(self.breach) + len(self.unknown)
        return "partial" if bad < 0.2 * self.total else "nonconform"


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return {
        "RC1": _judged(counted(), _response),
        "RC2": _judged(visits(), _arrival),
        "RC3": _judged(visits(), _certified),
        "RC4": _judged(rows.callbacks(), _called_back),
        "RC5": _judged(rows.patrols(), lambda r: _by(r["巡检日"], r["书面改期至"] or r["期末"])),
        "RC6": _judged(rows.availability(), _available),
        "RC7": _judged(rows.stock(), _stocked),
        "RC8": _judged((r for r in rows.complaints() if r["备注"] != "客户撤回"), _settled),
        "RC9": _months(),
        "RC10": _judged(rows.batteries(), _handed_over),
        "X1": _judged(rows.bills(), _agreed),
        "X2": _judged(rows.installs(), _accepted),
        "X3": _judged(rows.installs(), lambda r: OK if r["培训签到"] else BREACH),
        "X4": _judged(rows.deliveries(), _delivered),
        "X5": _judged(rows.notices(), lambda r: _by(r["告知日"], NOTICE_DAY + timedelta(days=5))),
        "X6": _judged(rows.assessments(), _assessed),
        "X7": _judged((r for r in rows.outlets() if r["方式"] == "委托"), _agreement),
        "X8": _judged(
            (r for r in counted() if r["质保"] == "保内"), lambda r: BREACH if r["收费元"] else OK
        ),
        "X9": _judged(rows.certs(), lambda r: _by(AUDIT_DATE, r["有效期至"])),
    }  # fmt: skip


def _judged(found: Iterable[Row], judge: Callable[[Row], str]) -> Count:
    results = [(str(next(iter(row.values()))), judge(row)) for row in found]
    return Count(
        len(results),
        *([i for i, outcome in results if outcome == wanted] for wanted in (BREACH, UNKNOWN, OK)),
    )


def _response(r: Row) -> str:
    if r["一线响应分钟"] is None:
        return UNKNOWN
    return OK if r["一线响应分钟"] <= RESPONSE_LIMIT[r["级别"]] else BREACH


def _arrival(r: Row) -> str:
    if not isinstance(r["到场时间"], datetime):
        return UNKNOWN
    spent = r["到场时间"] - r["派单时间"] - timedelta(minutes=r["客户挂起分钟"] or 0)
    return OK if spent <= timedelta(minutes=ARRIVAL_LIMIT[r["区域"]]) else BREACH


def _certified(r: Row) -> str:
    valid = {c["姓名"]: c["有效期至"] for c in rows.certs()}
    if r["工程师"] not in valid:
        return BREACH
    return _by(day_of(r["到场时间"] or r["派单时间"]), valid[r["工程师"]])


def _called_back(r: Row) -> str:
    return _by(r["回访日"], add_workdays(r["关闭日"], 2))


def _available(r: Row) -> str:
    planned = r["当月总分钟"] - r["计划维护分钟"]
    return OK if Fraction(planned - r["非计划中断分钟"], planned) >= Fraction(999, 1000) else BREACH


def _stocked(r: Row) -> str:
    if r["8月末库存"] is None:
        return UNKNOWN
    return OK if r["8月末库存"] >= r["安全库存"] else BREACH


def _settled(r: Row) -> str:
    return _by(r["办结日"] if isinstance(r["办结日"], date) else None, add_workdays(r["登记日"], 5))


def _months() -> Count:
    marks: dict[str, list[int]] = {}
    for row in rows.scores():
        marks.setdefault(row["月份"], []).extend([row["综合分"]] if row["综合分"] else [])
    low = [m for m, given in marks.items() if Fraction(sum(given), len(given)) < Fraction(17, 2)]
    return Count(len(marks), low, [], [m for m in marks if m not in low])


def _handed_over(r: Row) -> str:
    return _by(r["移交日"], month_end(r["拆回日"]) + timedelta(days=10))


def _agreed(r: Row) -> str:
    return BREACH if r["客户确认日"] is None else _by(r["客户确认日"], r["上门日"])


def _accepted(r: Row) -> str:
    return _by(r["验收日"], r["进场日"] + timedelta(days=15 + (r["客户停工天"] or 0)))


def _delivered(r: Row) -> str:
    return _by(r["签收日"], r["来函推迟至"] or r["约定到货日"])


def _assessed(r: Row) -> str:
    return _by(r["考核日"], date(2026, 3 * int(r["季度"][0]) + 1, 15))


def _agreement(r: Row) -> str:
    return UNKNOWN if r["资质核验日"] is None else _by(AUDIT_DATE, r["协议有效期至"])


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
