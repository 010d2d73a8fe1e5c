"""Record checks: the firm's own rule with a number against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import LIMIT_DAYS, Delivery, Problem, day, deliveries, problems, table

AUDIT_DATE = date(2026, 8, 27)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
VISIT_DAYS = {"省内": 3, "省外": 7}


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def all_counts() -> dict[str, Count]:
    """Return every record check by its id."""
    sent, told = deliveries(), problems()
    visits = [p for p in told if p.way == "上门修"]
    return {
        "RC1": _judged((d.id, _arrival(d)) for d in sent),
        "RC2": _judged((d.id, _within(d.arrived, d.assembled, 2)) for d in sent),
        "RC3": _judged((d.id, _within(d.assembled, d.called, 7)) for d in sent),
        "RC4": _judged((r[0], _upkeep(r)) for r in table("upkeep")),
        "RC5": _judged((p.id, _reply(p)) for p in told),
        "RC6": _judged((r[0], _stock(r)) for r in table("fittings")),
        "RC7": _judged(
            (p.id, _within(p.noted.date(), p.visited, VISIT_DAYS[p.region])) for p in visits
        ),
        "RC8": _judged(
            (p.id, _within(p.confirmed, p.swapped, 15)) for p in told if p.way == "换货"
        ),
        "RC9": _judged((p.id, OK if p.consent else BREACH) for p in told if p.fee),
        "RC10": _judged((p.id, BREACH if p.fee else OK) for p in visits if p.cover == "保内"),
        "RC11": _judged((p.id, OK if p.outcome else BREACH) for p in told),
        "RC12": _judged((r[0], _by(day(r[3]), day(r[4]))) for r in table("fitters")),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, v in results if v == BREACH],
        [i for i, v in results if v == UNKNOWN],
    )


def _arrival(d: Delivery) -> str:
    return _by(d.arrived, d.deferred or d.ordered + timedelta(days=LIMIT_DAYS[d.kind]))


def _upkeep(row: list[str]) -> str:
    fitted = day(row[3])
    if fitted is None:
        return UNKNOWN
    return _by(day(row[4]), fitted.replace(year=fitted.year + 1) + timedelta(days=30))


def _reply(p: Problem) -> str:
    if not isinstance(p.replied, datetime):
        return UNKNOWN
    return OK if p.replied - p.noted <= timedelta(hours=24) else BREACH


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
