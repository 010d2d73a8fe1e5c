"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from logs import QUARTERS, Drill, Health, certificates, charges, drills, health_checks, refunds
from logs import visits as key_visits
from rows import (
    ANSWER_MINUTES,
    RESTORE_MINUTES,
    Project,
    Ticket,
    day,
    live_by,
    projects,
    table,
    tickets,
)

AUDIT_DATE = date(2026, 10, 22)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
CALL_DAYS, REFUND_DAYS, COMPLAINT_DAYS, LEAVE_DAYS = 14, 15, 5, 30
PARTNER, EXPIRED_ON = "赣州赣捷", date(2026, 8, 31)


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
    return _ticket_counts() | _customer_counts() | _house_counts()


def answer_rate(months: tuple[int, ...]) -> str:
    """Return the share of first answers in time among the judged tickets of these months."""
    judged = [_answered(row) for row in tickets() if row.opened.month in months]
    return f"{100 * judged.count(OK) / (judged.count(OK) + judged.count(BREACH)):.1f}%"


def _ticket_counts() -> dict[str, Count]:
    rows = tickets()
    free = [row for row in rows if row.subscribed]
    return {
        "RC1": _judged((row.id, _answered(row)) for row in rows),
        "RC2": _judged((row.id, _restored(row)) for row in rows),
        "X5": _judged((row.id, BREACH if row.fee else OK) for row in free),
    }


def _customer_counts() -> dict[str, Count]:
    work = projects()
    lapsed = [row for row in work if row.outlet == PARTNER and row.started > EXPIRED_ON]
    back = refunds()
    return {
        "RC3": _judged((row.id, _by(row.live, live_by(row))) for row in work),
        "RC4": _judged((row.id, _called(row)) for row in work),
        "RC5": _judged((row.id, _health(row)) for row in health_checks()),
        "RC7": _judged((r.id, _by(r.paid, _after(r.asked, REFUND_DAYS))) for r in back),
        "RC9": _judged((row.id, _by(row.confirmed, row.begun)) for row in charges()),
        "X2": _judged((v[0], _visited(v[2], v[3])) for v in key_visits()),
        "X3": _judged((row.id, BREACH) for row in lapsed),
        "X7": _judged((r.id, _by(r.asked, _after(r.opened, LEAVE_DAYS))) for r in back),
    }


def _house_counts() -> dict[str, Count]:
    posted = [row for row in certificates() if row[5] == "在岗"]
    voices = table("complaints")
    return {
        "RC6": _judged((row.id, _drill(row)) for row in drills()),
        "RC8": _judged((row[0], _complaint(row)) for row in voices),
        "RC10": _judged((row[0], _by(AUDIT_DATE, day(row[4]))) for row in posted),
        "X1": _judged((row[0], _stock(row)) for row in table("parts")),
        "X4": _judged((row[0], OK if row[8] else BREACH) for row in voices),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _answered(row: Ticket) -> str:
    return _in_minutes(row, row.answered, ANSWER_MINUTES[row.level])


def _restored(row: Ticket) -> str:
    if row.agreed and isinstance(row.restored, datetime):
        return _by(row.restored.date(), row.agreed)
    return _in_minutes(row, row.restored, RESTORE_MINUTES[row.level])


def _in_minutes(row: Ticket, moment: datetime | date | None, limit: int) -> str:
    if not isinstance(moment, datetime):
        return UNKNOWN
    return OK if moment - row.opened <= timedelta(minutes=limit) else BREACH


def _called(row: Project) -> str:
    return UNKNOWN if row.live is None else _by(row.called, _after(row.live, CALL_DAYS))


def _health(row: Health) -> str:
    month = QUARTERS[row.quarter].month + 3
    return _by(row.done, date(2026, month, 1) - timedelta(days=1))


def _drill(row: Drill) -> str:
    return _by(row.done, date(2026, row.month + 1, 1) - timedelta(days=1))


def _visited(half: str, when: date) -> str:
    return OK if (when.month <= 6) == (half == "上半年") else BREACH


def _complaint(row: list[str]) -> str:
    opened = date.fromisoformat(f"2026-{row[1]}")
    last = day(f"2026-{row[7]}") if row[7] else _after(opened, COMPLAINT_DAYS)
    return _by(day(f"2026-{row[6]}") if row[6] else None, last)


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _after(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _by(done: date | None, last: date | None) -> str:
    if done is None or last is None:
        return UNKNOWN
    return OK if done <= last else BREACH
