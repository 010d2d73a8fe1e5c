"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import (
    LIMIT_HOURS,
    STANDBY_HOURS,
    Commission,
    Order,
    commissions,
    day,
    day_of,
    deliveries,
    orders,
    quarter_checks,
    table,
)

AUDIT_DATE = date(2026, 10, 21)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
FOLLOW_DAYS = 3
COMMISSION_DAYS = 5
COMPLAINT_DAYS = 7
SCORE_LIMIT = date(2026, 7, 15)


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
    return _order_counts() | _ledger_counts()


def _order_counts() -> dict[str, Count]:
    rows = orders()
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in rows if not o.standby),
        "RC2": _judged((o.id, _standby(o)) for o in rows if o.standby),
        "RC3": _judged((o.id, _quote(o)) for o in rows if o.fee),
        "RC4": _judged((o.id, _within(o.restored, o.followed, FOLLOW_DAYS)) for o in rows),
        "X1": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.covered),
    }


def _ledger_counts() -> dict[str, Count]:
    return {
        "RC5": _judged((c.id, _commission(c)) for c in commissions()),
        "RC6": _judged((d.id, _by(d.signed, d.put_off or d.due)) for d in deliveries()),
        "RC7": _judged((q.id, _by(q.done, _month_end(q.month))) for q in quarter_checks()),
        "RC8": _judged((r[0], _complaint(r)) for r in table("voices")),
        "RC9": _judged((r[0], _stock(r)) for r in table("stock")),
        "RC10": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in table("stations")),
        "X2": _judged((r[0], _by(day(r[6]), SCORE_LIMIT)) for r in table("stations")),
        "X3": _judged((r[0], _by(day(r[4]), day(r[3]))) for r in table("posts")),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _arrival(o: Order) -> str:
    if o.agreed:
        return _by(day_of(o.arrived), o.agreed)
    return _in_hours(o, LIMIT_HOURS[o.zone])


def _standby(o: Order) -> str:
    return _in_hours(o, STANDBY_HOURS)


def _in_hours(o: Order, limit: int) -> str:
    if not isinstance(o.arrived, datetime):
        return UNKNOWN
    return OK if o.arrived - o.called <= timedelta(hours=limit) else BREACH


def _quote(o: Order) -> str:
    if o.quoted is None:
        return BREACH
    return _by(o.quoted, day_of(o.arrived))


def _commission(c: Commission) -> str:
    return _by(c.arrived, c.agreed or c.notice + timedelta(days=COMMISSION_DAYS))


def _month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _complaint(row: list[str]) -> str:
    opened, closed = (day(f"2026-{cell}") if cell else None for cell in (row[1], row[6]))
    return _within(opened, closed, COMPLAINT_DAYS)


def _stock(row: list[str]) -> str:
    if not row[3]:
        return UNKNOWN
    return OK if int(row[3]) >= int(row[2]) else BREACH


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
