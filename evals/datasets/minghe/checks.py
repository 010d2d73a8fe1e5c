"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import (
    LIMIT_HOURS,
    Order,
    Task,
    cares,
    day,
    day_of,
    deliveries,
    installs,
    month_end,
    orders,
    patrols,
    recoveries,
    table,
)

AUDIT_DATE = date(2026, 7, 30)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
FOLLOW_DAYS, INSTALL_DAYS, COMPLAINT_DAYS, HANDOVER_DAYS = 3, 5, 5, 30


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
    return _order_counts() | _task_counts() | _ledger_counts()


def _order_counts() -> dict[str, Count]:
    rows = orders()
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in rows),
        "RC2": _judged((o.id, _quote(o)) for o in rows if o.fee),
        "RC3": _judged((o.id, _within(o.done, o.followed, FOLLOW_DAYS)) for o in rows),
        "X1": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.covered),
    }


def _task_counts() -> dict[str, Count]:
    return {
        "RC4": _judged((t.id, _installed(t)) for t in installs()),
        "RC5": _judged((t.id, _by(t.done, t.first)) for t in cares()),
        "RC6": _judged((t.id, _by(t.done, t.agreed or t.first)) for t in deliveries()),
        "RC10": _judged((t.id, _within(t.first, t.done, HANDOVER_DAYS)) for t in recoveries()),
        "X2": _judged((t.id, _by(t.done, month_end(t.first))) for t in patrols()),
    }


def _ledger_counts() -> dict[str, Count]:
    return {
        "RC7": _judged((r[0], _complaint(r)) for r in table("complaints")),
        "RC8": _judged((r[0], _stock(r)) for r in table("stock")),
        "RC9": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in table("gauges")),
        "X3": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in table("certs")),
        "X4": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in table("outlets") if r[4]),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        *([i for i, outcome in results if outcome == wanted] for wanted in (BREACH, UNKNOWN, OK)),
    )


def _arrival(o: Order) -> str:
    if o.agreed:
        return _by(day_of(o.arrived), o.agreed)
    if not isinstance(o.arrived, datetime):
        return UNKNOWN
    return OK if o.arrived - o.called <= timedelta(hours=LIMIT_HOURS[o.zone]) else BREACH


def _quote(o: Order) -> str:
    return BREACH if o.quoted is None else _by(o.quoted, day_of(o.arrived))


def _installed(t: Task) -> str:
    return _by(t.done, t.agreed or t.first + timedelta(days=INSTALL_DAYS))


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
