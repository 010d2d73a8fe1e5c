"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import logs
from rows import Call, Order, call_limits, calls, day, day_of, limit_of, orders, table

AUDIT_DATE = date(2026, 8, 20)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
WASTE_DAYS, HANDOVER_DAYS = 60, 10
CLOSE_DAYS = {"停气": 3, "一般": 7}
CARD = "低压电工作业证"


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
        bad = len(self.breach) + len(self.unknown)
        if not bad:
            return "conform"
        return "partial" if bad < 0.2 * self.total else "nonconform"


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return _order_counts() | _station_counts() | _ledger_counts()


def _order_counts() -> dict[str, Count]:
    rows = [o for o in orders() if o.visit]
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in rows),
        "RC2": _judged((o.id, _agreed_fee(o)) for o in rows if o.fee),
        "RC3": _judged((c.id, _called(c)) for c in calls()),
        "RC6": _judged((o.id, _carded(o)) for o in rows if o.kind == "电气"),
        "X1": _judged((o.id, BREACH if o.fee else OK) for o in rows if o.cover == "保内"),
    }


def _station_counts() -> dict[str, Count]:
    weeks = [w for w in logs.weeks() if w.state == "运行"]
    measured = [r for r in logs.readings() if r.state == "在用"]
    drums = [w for w in logs.wastes() if not w.state]
    return {
        "RC4": _judged((w.id, _by(w.done, w.first)) for w in weeks),
        "RC5": _judged((r.id, _vibration(r)) for r in measured),
        "RC9": _judged((w.id, _within(w.first, w.done, WASTE_DAYS)) for w in drums),
        "X2": _judged((r.id, _by(r.done, r.first)) for r in logs.reports()),
        "X3": _judged((d[0].id, _delivered(*d[1:])) for d in logs.deliveries()),
        "X4": _judged((h.id, _within(h.first, h.done, HANDOVER_DAYS)) for h in logs.handovers()),
    }


def _ledger_counts() -> dict[str, Count]:
    used = [r for r in table("gauges") if r[3] == "在用"]
    parts = [r for r in table("stock") if r[2] == "A"]
    heard = [r for r in table("complaints") if r[8] != "撤回"]
    return {
        "RC7": _judged((r[0], _by(AUDIT_DATE, day(r[4]))) for r in used),
        "RC8": _judged((r[0], _stock(r)) for r in parts),
        "RC10": _judged((r[0], _closed(r)) for r in heard),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        *([i for i, outcome in results if outcome == wanted] for wanted in (BREACH, UNKNOWN, OK)),
    )


def _arrival(o: Order) -> str:
    if not isinstance(o.arrived, datetime):
        return UNKNOWN
    return OK if o.arrived <= limit_of(o) else BREACH


def _agreed_fee(o: Order) -> str:
    if o.confirmed is None:
        return BREACH
    if o.started is None:
        return UNKNOWN
    return OK if o.confirmed <= o.started else BREACH


def _called(c: Call) -> str:
    outcomes = {_by(c.called, limit) for limit in call_limits(c.done)}
    assert len(outcomes) == 1, c  # whoever forgets the holidays must come to the same answer
    return outcomes.pop()


def _carded(o: Order) -> str:
    cards = {r[1]: r[5] for r in table("certs") if r[3] == CARD}
    if o.tech not in cards:
        return BREACH
    when = day_of(o.arrived) or o.made.date()
    return _by(when, day(cards[o.tech]))


def _vibration(r: logs.Reading) -> str:
    if r.value is None:
        return UNKNOWN
    return OK if r.value <= logs.limit(r.power) or r.order else BREACH


def _delivered(zone: str, asked: datetime, running: datetime) -> str:
    return OK if running - asked <= timedelta(hours=logs.DELIVERY_HOURS[zone]) else BREACH


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _closed(row: list[str]) -> str:
    return _within(day(row[1]), day(row[7]), CLOSE_DAYS[row[4]])


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
