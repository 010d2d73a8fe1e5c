"""Record checks: the laundry's own rule against its rows, judged row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import rounds
import rows
from rounds import AUDIT_DATE
from rows import Cell, Row, added, grace, window_end
from sheets import plain_rows

OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
LESSONS_UNTIL = date(2026, 6, 30)
REFILL_HOURS, SWAP_DAYS, DOOR_DAYS, CLOSE_DAYS, CALL_DAYS = 48, 3, 15, 5, 3
Judge = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def share(self) -> int:
        """Per cent of rows in breach or unknown, rounded."""
        return round(100 * (len(self.breach) + len(self.unknown)) / self.total)


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return {key: _judged(found, judge) for key, (found, judge) in _plans().items()}


def row_of(check: str, row_id: str) -> Row:
    """Return the row a check names."""
    found, _ = _plans()[check]
    return next(row for row in found if _id(row) == row_id)


def _plans() -> dict[str, tuple[list[Row], Judge]]:
    washed, voices = rows.rewashes(), rounds.complaints()
    ours = [row for row in washed if row["责任"] == "澜愉"]
    active = [row for row in rounds.cards() if row["在不在"] == "在"]
    gauges = [row for row in plain_rows("gauges") if row["状态"] == "在用"]
    closed = [row for row in voices if row["办结日"]]
    return {
        "R1": (rows.deliveries(), _arrived),
        "R2": (washed, _returned),
        "R3": (rows.refills(), lambda r: _in_hours(r["报缺"], r["补到"], REFILL_HOURS)),
        "R4": (rows.swaps(), lambda r: _in_days(r["报日"], r["换到日"], SWAP_DAYS)),
        "R5": (ours, lambda r: BREACH if r["收费元"] else OK),
        "R6": (rows.charges(), _agreed),
        "R7": (rounds.counts(), lambda r: _by(r["点布日"], _month_end(r))),
        "R8": (rounds.lessons(), lambda r: _by(r["讲布日"], LESSONS_UNTIL)),
        "R9": (active, lambda r: _valid(r["有效至"])),
        "R10": (voices, _closed),
        "X1": (rounds.doors(), lambda r: _in_days(r["签约日"], r["装好日"], DOOR_DAYS)),
        "X2": (rounds.stations(), lambda r: _by(r["检的日子"], _month_end(r))),
        "X3": (closed, lambda r: _in_days(r["办结日"], r["回访日"], CALL_DAYS)),
        "X4": (rounds.care(), lambda r: _by(r["保养日"], _month_end(r))),
        "X5": (gauges, lambda r: _valid(r["贴签有效至"])),
        "X6": (plain_rows("issued"), lambda r: OK if r["领用签名"] else BREACH),
        "X7": (voices, lambda r: OK if r["卷号"] else BREACH),
        "X8": (rows.deliveries(), lambda r: OK if r["包况"] else BREACH),
        "X9": (washed, lambda r: OK if all(r[k] for k in ("客户", "毛病", "谁接")) else BREACH),
    }  # fmt: skip


def _judged(found: Iterable[Row], judge: Judge) -> Count:
    results = [(_id(row), judge(row)) for row in found]
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _id(row: Row) -> str:
    return str(next(iter(row.values())))


def _month_end(row: Row) -> date:
    return rounds.month_end(int(str(row["月份"]).rstrip("月")))


def _arrived(row: Row) -> str:
    reached = row["到门"]
    if not isinstance(reached, time):
        return UNKNOWN
    return OK if reached <= added(window_end(row), grace(row)) else BREACH


def _returned(row: Row) -> str:
    return _in_hours(row["报时"], row["送回"], rows.LIMIT_HOURS[str(row["类"])])


def _agreed(row: Row) -> str:
    agreed, began = row["准"], row["动手日"]
    if not isinstance(agreed, date) or not isinstance(began, date):
        return BREACH
    return OK if agreed <= began else BREACH


def _closed(row: Row) -> str:
    agreed = row["同意延到"]
    if isinstance(agreed, date):
        return _by(row["办结日"], agreed)
    return _in_days(row["登记日"], row["办结日"], CLOSE_DAYS)


def _valid(until: Cell) -> str:
    return _by(AUDIT_DATE, until)


def _in_hours(start: Cell, done: Cell, hours: int) -> str:
    if not isinstance(start, datetime) or not isinstance(done, datetime):
        return UNKNOWN
    return OK if done - start <= timedelta(hours=hours) else BREACH


def _in_days(start: Cell, done: Cell, days: int) -> str:
    return _by(done, start + timedelta(days=days) if isinstance(start, date) else None)


def _by(done: Cell, last: Cell) -> str:
    if not isinstance(done, date) or not isinstance(last, date):
        return UNKNOWN
    return OK if done <= last else BREACH
