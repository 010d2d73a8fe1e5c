"""Record checks: the firm's own rules against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from logs import (
    QUARTER_ENDS,
    Complaint,
    Report,
    badges,
    complaints,
    gauges,
    issued,
    reports,
    returns,
    stock,
    surveys,
    takeback,
    upkeep,
)
from rows import (
    BAD_BATCH,
    Laying,
    Repair,
    deliveries,
    last_delivery_day,
    layings,
    repairs,
    table,
)

AUDIT_DATE = date(2026, 10, 29)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
ARRIVAL_HOURS = {"省内": 48, "省外": 96}
START_DAYS, CALL_DAYS, CLOSE_DAYS, REFUND_DAYS, REPORT_DAYS = 10, 15, 10, 7, 10
# What the verdicts rest on: isolated rows cost a 符合, mostly bad rows make a 不符合.
ISOLATED = ("RC1", "RC2", "RC3", "RC7", "RC8", "RC9", "X1", "X2", "X3")
MOSTLY_BAD = ("RC4", "RC5", "RC6", "RC10", "X4", "X5")
CLEAN = ("X6", "X7", "X8", "X9")


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Per cent of rows in breach or unknown."""
        return 100 * (len(self.breach) + len(self.unknown)) / self.total


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return _work_counts() | _log_counts() | _blank_counts()


def verify(counts: dict[str, Count]) -> None:
    """Stop the build where a verdict and the share it rests on part."""
    for key in ISOLATED:
        assert 0 < counts[key].share < 20, (key, counts[key].share)
    for key in MOSTLY_BAD:
        assert 25 < counts[key].share < 65, (key, counts[key].share)
    for key in CLEAN:
        assert counts[key].share == 0, key
    assert sum(row.batch == BAD_BATCH for row in deliveries()) == 11, "the minutes say 11 loads"
    spring = [c for c in complaints() if c.kind == "色差" and 4 <= c.logged.month <= 6]
    assert sum(c.goods == "侧压炭化地板" for c in spring) == 1, "the minutes say one complaint"


def pass_rate(months: range) -> str:
    """Return the share of layings done in these months that passed at once."""
    rows = [row for row in layings() if row.done.month in months]
    return f"{100 * sum(row.accepted.startswith('一次') for row in rows) / len(rows):.1f}%"


def _work_counts() -> dict[str, Count]:
    work = [row for row in repairs() if row.slip != "客户取消"]
    paid = [row for row in work if row.fee]
    inside = [row for row in work if row.cover == "保内"]
    return {
        "RC1": _judged((row.id, _by(row.signed, last_delivery_day(row))) for row in deliveries()),
        "RC2": _judged((row.id, _started(row)) for row in layings()),
        "RC3": _judged((row.id, _within(row.done, row.called, CALL_DAYS)) for row in layings()),
        "RC4": _judged((row.id, _reached(row)) for row in work),
        "RC5": _judged((row.id, _priced(row)) for row in paid),
        "RC6": _judged((row.id, BREACH if row.fee else OK) for row in inside),
        "X2": _judged((row.id, OK if row.clerk else BREACH) for row in repairs()),
    }


def _log_counts() -> dict[str, Count]:
    on_duty = [row for row in badges() if row.state == "在岗"]
    in_use = [row for row in gauges() if row.state == "在用"]
    back = returns()
    return {
        "RC7": _judged((row.id, _closed(row)) for row in complaints()),
        "RC8": _judged((row.id, _valid(row.until)) for row in in_use),
        "RC9": _judged((row.id, _reported(row)) for row in reports()),
        "RC10": _judged((row.id, _valid(row.until)) for row in on_duty),
        "X1": _judged((row.id, _within(row.stored, row.settled, REFUND_DAYS)) for row in back),
        "X6": _judged((r[0], _valid(date.fromisoformat(r[5]))) for r in table("crews")),
    }


def _blank_counts() -> dict[str, Count]:
    return {
        "X3": _judged((row[0], OK if row[6] else BREACH) for row in table("training")),
        "X4": _judged((str(row[0]), OK if row[5] else BREACH) for row in surveys()),
        "X5": _judged((str(row[0]), OK if row[6] else BREACH) for row in takeback()),
        "X7": _judged((str(row[0]), OK if _in_quarter(row) else BREACH) for row in upkeep()),
        "X8": _judged((str(row[0]), OK if _enough(row) else BREACH) for row in stock()),
        "X9": _judged((str(row[0]), OK if row[3] and row[4] else BREACH) for row in issued()),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _started(row: Laying) -> str:
    return _by(row.started, row.deferred or row.arrived + timedelta(days=START_DAYS))


def _reached(row: Repair) -> str:
    if not isinstance(row.arrived, datetime):
        return UNKNOWN
    return OK if row.arrived - row.logged <= timedelta(hours=ARRIVAL_HOURS[row.region]) else BREACH


def _priced(row: Repair) -> str:
    if row.signed is None or row.done is None:
        return BREACH
    return OK if row.signed <= row.done else BREACH


def _closed(row: Complaint) -> str:
    return _by(row.closed, row.agreed or row.logged + timedelta(days=CLOSE_DAYS))


def _reported(row: Report) -> str:
    return _within(QUARTER_ENDS[int(row.quarter[0]) - 1], row.handed, REPORT_DAYS)


def _valid(until: date | None) -> str:
    return _by(AUDIT_DATE, until)


def _in_quarter(row: list[object]) -> bool:
    day, quarter = row[4], str(row[2])
    return isinstance(day, date) and f"Q{(day.month + 2) // 3}" == quarter


def _enough(row: list[object]) -> bool:
    return int(str(row[5])) >= int(str(row[4]))


def _within(start: date, done: object, days: int) -> str:
    return _by(done, start + timedelta(days=days))


def _by(done: object, last: date | None) -> str:
    if not isinstance(done, date) or last is None:
        return UNKNOWN
    return OK if done <= last else BREACH
