"""Record checks: the firm's own rule with a number against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rows import PRICE_LIMIT, Order, calls, moment, opinions, orders, table, visits

AUDIT_DATE = date(2026, 10, 15)
BATCH_FOUND = date(2026, 4, 7)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def all_counts() -> dict[str, Count]:
    """Return every record check by its id."""
    book = orders()
    urgent, swaps = _of(book, "急修"), _of(book, "换装")
    return {
        "RC1": _judged((o.id, _within(o.called, o.arrived, o.limit_min / 60)) for o in urgent),
        "RC2": _judged((o.id, _night(o)) for o in _of(book, "清洗", "返洗")),
        "RC3": _judged((o.id, _at_least(o.trial_min, 30)) for o in swaps),
        "RC4": _judged((o.id, _signed(o)) for o in book if o.fee > PRICE_LIMIT),
        "RC5": _judged((v.id, _near(v.planned, v.done)) for v in visits()),
        "RC6": _judged((r[0], _within(moment(r[5]), moment(r[6]), 72)) for r in table("soaked")),
        "RC7": _judged((r[0], _calibrated(r[3])) for r in table("tools")),
        "RC8": _judged((r[0], _valid(r[4])) for r in table("staff")),
        "RC9": _judged((c.id, _within(c.order.done, c.called, 48)) for c in calls()),
        "RC10": _judged((str(o["id"]), _within(o["noted"], o["answered"], 4)) for o in opinions()),
        "RC11": _judged((r[0], _told(r[4])) for r in table("batch")),
        "RC12": _judged((r[0], _at_least(int(r[4]), int(r[3]))) for r in table("parts")),
    }


def _of(book: list[Order], *kinds: str) -> list[Order]:
    return [order for order in book if order.kind in kinds]


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        [i for i, v in results if v == BREACH],
        [i for i, v in results if v == UNKNOWN],
    )


def _within(start: datetime | None, end: datetime | None, hours: float) -> str:
    if start is None or end is None:
        return UNKNOWN
    return OK if end - start <= timedelta(hours=hours) else BREACH


def _night(order: Order) -> str:
    if order.done is None or order.arrived is None:
        return UNKNOWN
    morning = datetime.combine(order.arrived.date() + timedelta(days=1), time(5, 30))
    return OK if order.done <= morning else BREACH


def _at_least(value: int | None, least: int) -> str:
    if value is None:
        return UNKNOWN
    return OK if value >= least else BREACH


def _signed(order: Order) -> str:
    return {"已签": OK, "未签": BREACH}.get(order.signed, UNKNOWN)


def _near(planned: date, done: date | None) -> str:
    if done is None:
        return UNKNOWN
    return OK if abs(done - planned) <= timedelta(days=5) else BREACH


def _calibrated(text: str) -> str:
    if not text:
        return UNKNOWN
    last = date.fromisoformat(text)
    return OK if last.replace(year=last.year + 1) >= AUDIT_DATE else BREACH


def _valid(text: str) -> str:
    if not text:
        return UNKNOWN
    return OK if date.fromisoformat(text) >= AUDIT_DATE else BREACH


def _told(text: str) -> str:
    if not text:
        return UNKNOWN
    return OK if date.fromisoformat(text) <= BATCH_FOUND + timedelta(days=3) else BREACH
