"""Record checks: the chain's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import BED, Delivery, Repair, day, deliveries, limit, repairs, table, trials, visits

AUDIT_DATE = date(2026, 10, 15)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
CALL_DAYS = 7
VISIT_DAYS = 10
REFUND_DAYS = 7
COMPLAINT_DAYS = 7
REPAIR_HOURS = 72
LAPSED_TEAM, LAPSED_ON = "甬驮送装站", date(2026, 6, 30)


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
    return _delivery_counts() | _service_counts() | _ledger_counts()


def in_time_rate(months: tuple[int, ...]) -> str:
    """Return the share of deliveries in time among the judged rows of these ticket months."""
    judged = [_delivered(row) for row in deliveries() if row.ticket.month in months]
    return f"{100 * judged.count(OK) / (judged.count(OK) + judged.count(BREACH)):.1f}%"


def _delivery_counts() -> dict[str, Count]:
    rows = deliveries()
    beds = [row for row in rows if BED in row.item]
    lapsed = [r for r in rows if r.team == LAPSED_TEAM and r.arrived and r.arrived > LAPSED_ON]
    return {
        "RC1": _judged((row.id, _delivered(row)) for row in rows),
        "RC2": _judged((row.id, _told(row)) for row in rows if row.fee),
        "RC3": _judged((row.id, _within(row.arrived, row.called, CALL_DAYS)) for row in rows),
        "X1": _judged((row.id, OK) for row in beds),
        "X2": _judged((row.id, BREACH) for row in lapsed),
    }


def _service_counts() -> dict[str, Count]:
    back = [row for row in trials() if row.outcome == "退"]
    work = repairs()
    return {
        "RC4": _judged((row.id, _within(row.booked, row.done, VISIT_DAYS)) for row in visits()),
        "RC5": _judged((row.id, _within(row.returned, row.refunded, REFUND_DAYS)) for row in back),
        "RC6": _judged((row.id, _reached(row)) for row in work),
        "X3": _judged((row.id, BREACH if row.fee else OK) for row in work if row.cover == "保内"),
    }


def _ledger_counts() -> dict[str, Count]:
    gear = [row for row in table("gear") if row[4] == "在用"]
    cards = [row for row in table("cards") if row[5] == "在岗"]
    voices = table("complaints")
    return {
        "RC7": _judged((row[0], _complaint(row)) for row in voices),
        "RC8": _judged((row[0], _valid(row[3])) for row in gear),
        "RC9": _judged((row[0], _stock(row)) for row in table("parts")),
        "RC10": _judged((row[0], _patrol(row)) for row in table("patrols")),
        "X4": _judged((row[0], _valid(row[4])) for row in cards),
        "X5": _judged((row[0], OK if row[11] else BREACH) for row in voices),
        "X6": _judged((row[0], OK if row[3] else BREACH) for row in table("issued")),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _delivered(row: Delivery) -> str:
    return _by(row.arrived, limit(row))


def _told(row: Delivery) -> str:
    if row.told is None:
        return BREACH
    return _by(row.told, row.arrived)


def _reached(row: Repair) -> str:
    if not isinstance(row.arrived, datetime):
        return UNKNOWN
    return OK if row.arrived - row.logged <= timedelta(hours=REPAIR_HOURS) else BREACH


def _complaint(row: list[str]) -> str:
    opened = date.fromisoformat(f"2026-{row[1]}")
    last = day(f"2026-{row[9]}") if row[9] else opened + timedelta(days=COMPLAINT_DAYS)
    return _by(day(f"2026-{row[8]}") if row[8] else None, last)


def _valid(until: str) -> str:
    return _by(AUDIT_DATE, day(until))


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _patrol(row: list[str]) -> str:
    found = day(row[3])
    if found is None:
        return UNKNOWN
    return OK if (found.month + 2) // 3 == int(row[2][1]) else BREACH


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, last: date | None) -> str:
    if done is None or last is None:
        return UNKNOWN
    return OK if done <= last else BREACH
