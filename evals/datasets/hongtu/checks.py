"""Record checks: the workshop's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rows import (
    BATCH_DAY,
    NO_SHAFT,
    Call,
    batch,
    calls,
    day,
    deliveries,
    limit,
    looks,
    machines,
    table,
)

AUDIT_DATE = date(2026, 8, 13)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
TRIAL_DAYS, CALL_DAYS, ANSWER_DAYS, STOP_DAYS = 2, 10, 3, 3
ARRIVE = timedelta(hours=48)
RUN_MINUTES = 30
LOOK_UNTIL = date(2026, 5, 31)


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
    return _delivery_counts() | _call_counts() | _ledger_counts()


def heze() -> int:
    """Return how many machines went to the part of Heze without an outlet."""
    return sum(row.place.startswith(("单县", "曹县")) for row in deliveries())


def called_on(index: int) -> date:
    """Return the day the index-th owner of the bad batch was called."""
    return BATCH_DAY + timedelta(days=(0, 1, 1, 2)[index % 4])


def _delivery_counts() -> dict[str, Count]:
    rows = deliveries()
    bad = batch()
    last = BATCH_DAY + timedelta(days=STOP_DAYS)
    return {
        "RC1": _judged((row.id, _by(row.sent, limit(row))) for row in rows),
        "RC2": _judged((row.id, _within(row.sent, row.tried, TRIAL_DAYS)) for row in rows),
        "RC3": _judged((row.id, _within(row.tried, row.called, CALL_DAYS)) for row in rows),
        "RC6": _judged((r.machine.id, _by(called_on(n), last)) for n, r in enumerate(bad)),
        "RC9": _judged((row.id, _run(row.minutes)) for row in machines()),
        "X5": _judged((r.machine.id, BREACH if n in NO_SHAFT else OK) for n, r in enumerate(bad)),
    }


def _call_counts() -> dict[str, Count]:
    rows = calls()
    repairs = [row for row in rows if row.kind == "报修"]
    gripes = [row for row in rows if row.kind == "不满"]
    return {
        "RC4": _judged((row.id, _reached(row)) for row in repairs if row.go),
        "RC5": _judged((row.id, _told(row)) for row in rows if row.fee),
        "RC7": _judged((row.id, _within(row.on, row.answered, ANSWER_DAYS)) for row in gripes),
        "X1": _judged((row.id, OK if _whole(row) else BREACH) for row in repairs),
        "X2": _judged((r.id, BREACH if r.fee else OK) for r in repairs if r.cover == "保内"),
    }


def _ledger_counts() -> dict[str, Count]:
    gear = [row for row in table("gear") if row[4] == "在用"]
    cards = [row for row in table("cards") if row[3]]
    return {
        "RC8": _judged((row[0], _stock(row)) for row in table("parts")),
        "RC10": _judged((row.id, _by(row.day, LOOK_UNTIL)) for row in looks()),
        "X3": _judged((row[0], _by(AUDIT_DATE, day(row[3]))) for row in gear),
        "X4": _judged((row[0], _by(AUDIT_DATE, day(row[3]))) for row in cards),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, outcome in results if outcome == BREACH],
        [i for i, outcome in results if outcome == UNKNOWN],
    )


def _run(minutes: int | None) -> str:
    if minutes is None:
        return UNKNOWN
    return OK if minutes >= RUN_MINUTES else BREACH


def _reached(row: Call) -> str:
    if row.at is None or not isinstance(row.arrived, datetime):
        return UNKNOWN
    return OK if row.arrived - datetime.combine(row.on, row.at) <= ARRIVE else BREACH


def _told(row: Call) -> str:
    return BREACH if row.told is None else _by(row.told, row.fixed)


def _whole(row: Call) -> bool:
    return bool(row.who and row.village and row.machine and row.said and row.at)


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, last: date | None) -> str:
    if done is None or last is None:
        return UNKNOWN
    return OK if done <= last else BREACH
