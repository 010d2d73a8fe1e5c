"""Record checks: the firm's own rule with a number against its rows, judged row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from logs import Ticket, inspections, surveys, table, tickets

AUDIT_DATE = date(2026, 8, 20)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
RESPONSE_LIMIT = {
    "P1": timedelta(minutes=15),
    "P2": timedelta(minutes=30),
    "P3": timedelta(hours=4),
    "P4": timedelta(hours=24),
}
RESTORE_LIMIT = {
    "P1": timedelta(hours=4),
    "P2": timedelta(hours=8),
    "P3": timedelta(days=3),
    "P4": timedelta(days=10),
}


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def all_counts() -> dict[str, Count]:
    """Return every record check by its id."""
    rows = tickets()
    urgent = [t for t in rows if t.priority in ("P1", "P2")]
    return {
        "RC1": _judged((t.id, _response(t, RESPONSE_LIMIT[t.priority])) for t in rows),
        "RC2": _judged((t.id, _restored(t)) for t in rows),
        "RC3": _judged(
            (t.id, _response(t, timedelta(minutes=10))) for t in rows if t.priority == "P1"
        ),
        "RC4": _judged((t.id, _followed_up(t)) for t in urgent),
        "RC5": _judged((t.id, OK if t.ack else BREACH) for t in rows if t.fee > 0),
        "RC6": _judged(
            (r.id, _by(r.done, r.deferred or date(r.done.year, int(r.month[5:]), 25)))
            for r in inspections()
        ),
        "RC7": _over("shipments", _shipment),
        "RC8": _judged(pair for pair in ((r[0], _loaner(r)) for r in table("rma")) if pair[1]),
        "RC9": _over("complaint_times", lambda r: _by(_day(r[3]), _day(r[4]) or _after(r[1], 10))),
        "RC10": _over("golive", lambda r: _by(_day(r[7]), _day(r[6]) or _after(r[5], 10))),
        "RC11": _judged((r[4], _certified(r)) for r in table("staff") if r[3] == "在岗"),
        "RC12": _judged((s.id, BREACH if None in s.scores else OK) for s in surveys()),
        "RC13": _over("complaints", lambda r: OK if all(r) else BREACH),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, v in results if v == BREACH],
        [i for i, v in results if v == UNKNOWN],
    )


def _over(name: str, judge: Callable[[list[str]], str]) -> Count:
    return _judged((row[0], judge(row)) for row in table(name))


def _response(t: Ticket, limit: timedelta) -> str:
    if not isinstance(t.response, datetime):
        return UNKNOWN
    return OK if t.response - t.created <= limit else BREACH


def _restored(t: Ticket) -> str:
    if t.resolved is None:
        return UNKNOWN
    return (
        OK
        if t.resolved - t.created - timedelta(minutes=t.hold_min) <= RESTORE_LIMIT[t.priority]
        else BREACH
    )


def _followed_up(t: Ticket) -> str:
    if t.resolved is None or t.followup is None:
        return UNKNOWN
    return _by(t.followup, t.resolved.date() + timedelta(days=3))


def _shipment(row: list[str]) -> str:
    return _by(_day(row[6]), _after(row[5], 5 if row[2] == "川渝" else 8))


def _loaner(row: list[str]) -> str:
    """Judge a return of more than seven days, open ones counted to the audit date.

    Returns '' when the rule does not apply.
    """
    received, returned = _day(row[5]), _day(row[6]) or AUDIT_DATE
    if received is None:
        return OK if row[3] else UNKNOWN
    if (returned - received).days <= 7:
        return ""
    return OK if row[3] else BREACH


def _certified(row: list[str]) -> str:
    valid = _day(row[6])
    return UNKNOWN if valid is None else (OK if valid >= AUDIT_DATE else BREACH)


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _after(text: str, days: int) -> date | None:
    start = _day(text)
    return None if start is None else start + timedelta(days=days)
