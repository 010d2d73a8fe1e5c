"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import Install, Order, Visit, day, installs, limit_hours, orders, table, visits

AUDIT_DATE = date(2026, 9, 3)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
COMPLAINT_DAYS = 10
DELIVERY_GRACE_DAYS = 3
VISIT_SPAN_DAYS = 20


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


def on_time_rate(quarter: int) -> str:
    """Return the share of arrivals in time among the judged rows of a quarter of 2026."""
    judged = [
        _arrival(o)
        for o in orders()
        if o.mode == "On-site" and (o.reported.month - 1) // 3 + 1 == quarter
    ]
    return f"{100 * judged.count(OK) / (judged.count(OK) + judged.count(BREACH)):.1f}%"


def expired_at_work() -> str:
    """Return the order an engineer attended for a maker whose certificate had expired."""
    return next(
        o.id
        for o in orders()
        if (o.engineer, o.brand, o.mode) == ("柏川", "赫尔维格", "On-site")
        and o.reported.date() > date(2026, 5, 31)
    )


def _order_counts() -> dict[str, Count]:
    rows = orders()
    onsite = [o for o in rows if o.mode == "On-site"]
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in onsite),
        "RC2": _judged((o.id, _case(o)) for o in rows if o.maker),
        "RC3": _judged((o.id, _quote(o)) for o in rows if o.fee),
        "RC4": _judged((o.id, _within(o.closed, o.called, 5)) for o in rows),
        "RC5": _judged((o.id, BREACH if o.rating is None else OK) for o in onsite),
        "X5": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.cover == "IW"),
    }


def _ledger_counts() -> dict[str, Count]:
    gear = installs()
    certs = [r for r in table("certs") if r[6] == "在岗"]
    parts = [r for r in table("stock") if r[2] == "A"]
    gauges = [r for r in table("gauges") if r[4] == "在用"]
    voices = table("complaints")
    return {
        "RC6": _judged((i.id, _within(i.site_ready, i.started, 10)) for i in gear),
        "RC7": _judged((i.id, _delivery(i)) for i in gear),
        "RC8": _judged((v.id, _visit(v)) for v in visits()),
        "RC9": _judged((r[0], _valid(r[5])) for r in certs),
        "RC10": _judged((r[0], _stock(r)) for r in parts),
        "RC11": _judged((r[0], _complaint(r)) for r in voices),
        "RC12": _judged((r[0], _valid(r[3])) for r in gauges),
        "X1": _judged((r[0], _filled(r[6:])) for r in table("training")),
        "X2": _judged((r[0], _filled(r[2:3])) for r in table("bulletin")),
        "X3": _judged((r[0], _filled(r[6:])) for r in table("loans")),
        "X4": _judged((r[0], _filled([r[6], *r[9:]])) for r in voices),
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
    if o.arranged:
        return _by(o.arrived.date(), o.arranged)
    return OK if o.arrived - o.reported <= timedelta(hours=limit_hours(o)) else BREACH


def _case(o: Order) -> str:
    return _within(o.reported.date(), o.case_opened, 2)


def _quote(o: Order) -> str:
    if o.quoted is None:
        return BREACH
    if o.arrived is None:
        return UNKNOWN
    arrived = o.arrived.date() if isinstance(o.arrived, datetime) else o.arrived
    return OK if o.quoted <= arrived else BREACH


def _delivery(i: Install) -> str:
    return _by(i.received, i.put_off or i.due + timedelta(days=DELIVERY_GRACE_DAYS))


def _visit(v: Visit) -> str:
    if v.done is None:
        return UNKNOWN
    return OK if abs(v.done - v.due) <= timedelta(days=VISIT_SPAN_DAYS) else BREACH


def _valid(until: str) -> str:
    return _by(AUDIT_DATE, day(until))


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _complaint(row: list[str]) -> str:
    opened = date.fromisoformat(f"2026-{row[1]}")
    limit = day(f"2026-{row[8]}") if row[8] else opened + timedelta(days=COMPLAINT_DAYS)
    return _by(day(f"2026-{row[7]}") if row[7] else None, limit)


def _filled(cells: list[str]) -> str:
    return OK if all(cells) else BREACH


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
