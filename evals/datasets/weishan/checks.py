"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import (
    LIMIT_HOURS,
    Handover,
    Order,
    day,
    day_of,
    deliveries,
    handovers,
    orders,
    patrols,
    quarter_end,
    scores,
    table,
)

AUDIT_DATE = date(2026, 8, 20)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
CALLBACK_DAYS = 5
PATROL_DAYS = 5
HANDOVER_DAYS = 15
COMPLAINT_DAYS = 10
SCORE_DAYS = 15
SWAP_DAYS = 7
LOAN_DAYS = 2
NOTICE_LIMIT = date(2026, 4, 23)
MOSTLY = 0.20
# The check whose share of odd rows decides a clause: a fifth or less is partial, more nonconform.
DECIDED_BY = {
    "5.1.1.2": "RC10", "5.1.2.1": "RC7", "5.2.1.5": "X5", "5.2.2.1": "RC5", "5.2.2.3": "RC4",
    "5.2.2.4": "RC3", "5.2.3.2": "RC6", "5.2.4.2": "X1", "5.2.4.3": "RC1", "5.2.4.4": "X2",
    "5.2.4.5": "RC8", "5.2.4.6": "X3", "5.2.5.3": "X4", "5.3.1.3": "RC2", "5.3.2.2": "RC9",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def odd(self) -> float:
        """Share of rows in breach or unknown."""
        return (len(self.breach) + len(self.unknown)) / self.total

    @property
    def share(self) -> int:
        """Per cent of rows in breach or unknown, rounded."""
        return round(100 * self.odd)

    @property
    def verdict(self) -> str:
        """Return the verdict that the share of odd rows leads to."""
        if not self.odd:
            return "conform"
        return "partial" if self.odd <= MOSTLY else "nonconform"


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return _order_counts() | _site_counts() | _ledger_counts()


def _order_counts() -> dict[str, Count]:
    rows = orders()
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in rows),
        "RC2": _judged((o.id, _within(o.repaired, o.phoned, CALLBACK_DAYS)) for o in rows),
        "RC3": _judged((o.id, _by(o.quoted, day_of(o.arrived))) for o in rows if o.fee),
        "X1": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.cover == "保内"),
    }


def _site_counts() -> dict[str, Count]:
    return {
        "RC4": _judged((p.id, _within(p.planned, p.done, PATROL_DAYS)) for p in patrols()),
        "RC5": _judged((h.id, _handover(h)) for h in handovers()),
        "RC6": _judged((d.id, _by(d.signed, d.put_off or d.due)) for d in deliveries()),
    }


def _ledger_counts() -> dict[str, Count]:
    staff = (r for r in table("certs") if not r[5])
    gauges = (r for r in table("gauges") if r[4] == "在用")
    return {
        "RC7": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in staff),
        "RC8": _judged((r[0], _stock(r)) for r in table("stock")),
        "RC9": _judged((r[0], _complaint(r)) for r in table("complaints")),
        "RC10": _judged(
            (r[0], _within(quarter_end(r[3]), day(r[4]), SCORE_DAYS)) for r in scores()
        ),
        "X2": _judged((r[0], _by(AUDIT_DATE, day(r[3]))) for r in gauges),
        "X3": _judged((r[0], _within(day(r[3]), day(r[5]), LOAN_DAYS)) for r in table("loans")),
        "X4": _judged((r[0], _within(day(r[5]), day(r[6]), SWAP_DAYS)) for r in table("swaps")),
        "X5": _judged((r[0], _by(day(r[3]), NOTICE_LIMIT)) for r in table("batch")),
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
    if not isinstance(o.arrived, datetime):
        return UNKNOWN
    return OK if o.arrived - o.called <= timedelta(hours=LIMIT_HOURS[o.zone]) else BREACH


def _handover(h: Handover) -> str:
    return _by(h.signed, h.agreed or h.complete + timedelta(days=HANDOVER_DAYS))


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
