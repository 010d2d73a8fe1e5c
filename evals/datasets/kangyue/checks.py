"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kinds import Order
from rows import (
    BATTERY_DAYS,
    CALL_DAYS,
    COMPLAINT_DAYS,
    INSTALL_DAYS,
    LIMIT_HOURS,
    TRAIN_DAYS,
    batteries,
    checks,
    complaints,
    day,
    deliveries,
    installs,
    lessons,
    orders,
    table,
    visits,
)

AUDIT_DATE = date(2026, 9, 10)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
ANSWER_DAYS = 10


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
    return _log_counts() | _ledger_counts()


def _log_counts() -> dict[str, Count]:
    rows = orders()
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in rows),
        "RC2": _judged((o.id, _by(o.quoted, o.repaired)) for o in rows if o.fee),
        "RC3": _judged(
            (i.id, _by(i.done, i.agreed or i.came + timedelta(days=INSTALL_DAYS)))
            for i in installs()
        ),
        "RC4": _judged((t.id, _within(t.accepted, t.taught, TRAIN_DAYS)) for t in lessons()),
        "RC5": _judged((c.id, _by(c.done, month_end(c.month))) for c in checks()),
        "RC6": _judged((d.id, _by(d.signed, d.put_off or d.due)) for d in deliveries()),
        "RC7": _judged((i.id, _within(i.done, i.called, CALL_DAYS)) for i in installs()),
        "RC8": _judged((c.id, _within(c.opened, c.closed, COMPLAINT_DAYS)) for c in complaints()),
        "RC9": _judged((v.id, _by(v.done, v.end)) for v in visits()),
        "RC10": _judged((b.id, _within(b.taken, b.handed, BATTERY_DAYS)) for b in batteries()),
        "X1": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.covered),
        "X2": _judged((o.id, OK if o.clerk else UNKNOWN) for o in rows),
        "X3": _judged((c.id, OK if c.folder else UNKNOWN) for c in complaints()),
    }


def _ledger_counts() -> dict[str, Count]:
    return {
        "X4": _judged(
            (r[0], _within(day(r[1]), day(r[5]), ANSWER_DAYS)) for r in table("feedback")
        ),
        "X5": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in table("gauges")),
        "X6": _judged((r[0], _by(day(r[4]), day(r[3]))) for r in table("posts")),
        "X7": _judged((r[0], OK if int(r[3]) >= int(r[2]) else BREACH) for r in table("stock")),
        "X8": _judged((r[0], OK if r[3] else UNKNOWN) for r in table("issued")),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _arrival(o: Order) -> str:
    if not isinstance(o.arrived, datetime):
        return UNKNOWN
    limit = timedelta(hours=LIMIT_HOURS[o.zone])
    return OK if o.arrived - o.called <= limit else BREACH


def month_end(month: date) -> date:
    """Return the last day of the month of `month`."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
