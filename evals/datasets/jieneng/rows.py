"""Work orders and call-backs: typed rows with plain times; sheets.py decides how they look."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20260820
ORDER_COUNT, CALL_DAYS = 164, 3
LIMIT_HOURS = {
    ("P1", "一类区"): 2, ("P1", "二类区"): 4, ("P2", "一类区"): 8, ("P2", "二类区"): 12,
    ("P3", "一类区"): 48, ("P3", "二类区"): 72,
}  # fmt: skip
# Plans name rows by their position among the visits (or paid, or electric visits), from 0.
LATE_MINUTES = {6: 35, 19: 140, 33: 12, 47: 405, 62: 75, 80: 260, 97: 8, 113: 190}
NO_ARRIVAL = {15, 61, 104}
ARRIVAL_WITHOUT_TIME = {35, 93, 125}
JUST_IN_TIME = {40, 88}
AGREED = {3: 50, 24: 75, 52: 28, 76: 96, 101: 54}
CONFIRM_MISSING = {1, 4, 8, 11, 15, 19, 22, 26, 30}
CONFIRM_AFTER = {2: 3, 6: 26, 17: 5, 28: 49}
NO_START = {9, 24}
WITHOUT_CARD = {2: "蒯俊", 5: "仲海", 8: "蒯俊", 13: "仲海", 17: "蒯俊", 20: "蒯俊", 25: "仲海"}
WITHOUT_CARD |= {29: "蒯俊", 33: "仲海", 35: "蒯俊", 38: "仲海", 41: "蒯俊", 44: "仲海", 47: "蒯俊"}
CARD_WITHOUT_DAY = {6, 22}
VOID = {13, 47, 88, 121, 150}
CALL_LATE = {1: 2, 7: 6, 10: 3, 16: 9, 20: 1, 27: 4, 31: 12, 36: 5, 40: 3, 45: 7, 49: 2, 55: 10}
CALL_LATE |= {60: 4, 66: 6}
NO_CALL = {4, 13, 22, 29, 34, 43, 51, 58, 62, 64, 68}
CARDED = ("仇立", "宗伟", "凌志", "邰勇", "储明")
FIXERS = (*CARDED, "蒯俊", "戈亮", "仲海")
UNITS = ("LX-37V", "LX-75V", "LX-132P", "KV-90", "KV-160II")
HOLIDAYS = {date(2026, 4, 6), date(2026, 6, 19)}
HOLIDAYS |= {date(2026, 5, n) for n in (1, 4, 5)}
WORKED_WEEKEND = {date(2026, 5, 9)}


@dataclass(frozen=True, slots=True)
class Order:
    """One work order; `arrived` is a day when its time of day was not written."""

    id: str
    site: str
    city: str
    zone: str
    level: str
    kind: str
    unit: str
    fault: str
    clerk: str
    made: datetime
    cover: str
    mode: str
    tech: str
    state: str = "已完成"
    agreed: datetime | None = None
    arrived: datetime | date | None = None
    started: datetime | None = None
    done: datetime | None = None
    fee: int = 0
    confirmed: datetime | None = None
    note: str = ""

    @property
    def visit(self) -> bool:
        """Tell whether someone had to go there."""
        return self.mode == "上门" and self.state != "作废"


@dataclass(frozen=True, slots=True)
class Call:
    """One call-back after a repair."""

    id: str
    order: str
    site: str
    cover: str
    done: date
    called: date | None


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def day_of(when: datetime | date | None) -> date | None:
    """Drop the time of day."""
    return when.date() if isinstance(when, datetime) else when


def call_limits(done: date) -> list[date]:
    """Return the last day of a call-back by each calendar: weekdays, or less holidays."""
    calendars: tuple[tuple[set[date], set[date]], ...] = (
        (set(), set()),
        (HOLIDAYS, set()),
        (HOLIDAYS, WORKED_WEEKEND),
    )
    return sorted(_third_day(done, *calendar) for calendar in calendars)


def orders() -> list[Order]:
    """Return the orders of January to July 2026 in order of creation."""
    rng = random.Random(SEED)
    found = [_made(rng, index) for index in range(ORDER_COUNT)]
    return list(_finished(rng, found))


def calls() -> list[Call]:
    """Return the call-backs due for the visits finished from April to July 2026."""
    rng = random.Random(SEED + 1)
    due = [o for o in orders() if o.visit and o.done and date(2026, 4, 1) <= o.done.date()]
    return [_call(rng, index, order) for index, order in enumerate(due)]


def limit_of(order: Order) -> datetime:
    """Return the latest arrival by priority and region, or as agreed with the user."""
    hours = LIMIT_HOURS[order.level, order.zone]
    return order.agreed or order.made + timedelta(hours=hours)


def _third_day(when: date, free: set[date], worked: set[date]) -> date:
    left = CALL_DAYS
    while left:
        when += timedelta(days=1)
        left -= (when.weekday() < 5 or when in worked) and when not in free
    return when


def _made(rng: random.Random, index: int) -> Order:
    when = date(2026, 1, 5) + timedelta(days=round(202 * index / ORDER_COUNT))
    site, city, zone, kind = rng.choice(table("sites"))
    sort, fault = rng.choice(table("faults"))
    level = rng.choices(("P1", "P2", "P3"), (18, 40, 42))[0]
    hour = rng.randrange(0, 24) if level == "P1" else rng.randrange(8, 18)
    return Order(
        id=f"GD26-{index + 1:04d}",
        site=site,
        city=city,
        zone=zone,
        level=level,
        kind=sort,
        unit=f"{rng.choice(UNITS)}-{rng.randrange(2101, 2599)}",
        fault=fault,
        clerk=rng.choice(("蔡敏", "董妍")),
        made=datetime.combine(when, time(hour, rng.randrange(60), rng.randrange(60))),
        cover={"托管": "托管", "新机": "保内", "社会": "保外"}[kind],
        mode="远程" if level == "P3" and rng.random() < 0.3 else "上门",
        tech=rng.choice(FIXERS),
    )


def _finished(rng: random.Random, found: list[Order]) -> Iterator[Order]:
    visits = paid = electric = 0
    for index, order in enumerate(found):
        if index in VOID:
            note = f"重复下单，见{found[index - 1].id}"
            yield replace(order, state="作废", tech="", note=note)
            continue
        if order.mode == "远程":
            done = order.made + timedelta(minutes=rng.randrange(9, 80))
            yield replace(order, done=done, note="改参数后正常")
            continue
        out = _attended(rng, order, visits)
        visits += 1
        if order.kind == "电气":
            out = replace(out, tech=_electrician(rng, electric, out.made.date()))
            electric += 1
        if order.cover == "保外":
            out = _billed(rng, out, paid)
            paid += 1
        yield out


def _attended(rng: random.Random, order: Order, index: int) -> Order:
    if index in AGREED:
        agreed = (order.made + timedelta(hours=AGREED[index])).replace(minute=30, second=0)
        order = replace(order, agreed=agreed.replace(hour=9 + index % 6), note="用户约的时间")
    limit = limit_of(order)
    moment = _moment(rng, order, limit)
    if index in LATE_MINUTES:
        moment = limit + timedelta(minutes=LATE_MINUTES[index])
    if index in JUST_IN_TIME:
        moment = limit
    started = moment + timedelta(minutes=rng.randrange(12, 40))
    done = started + timedelta(minutes=rng.randrange(35, 280))
    out = replace(order, arrived=moment, started=started, done=done)
    if index in NO_ARRIVAL:
        return _uncertain(out, None, "")
    if index in ARRIVAL_WITHOUT_TIME:
        return _uncertain(out, limit.date(), "没打上卡")
    return out


def _uncertain(order: Order, arrived: date | None, note: str) -> Order:
    """Drop the times from which one could infer whether the arrival was in time."""
    assert order.cover != "保外" and not order.agreed, order.id
    done = limit_of(order) + timedelta(hours=2, minutes=17)
    return replace(order, arrived=arrived, started=None, done=done, note=note)


def _moment(rng: random.Random, order: Order, limit: datetime) -> datetime:
    if order.agreed:
        return order.agreed - timedelta(minutes=rng.randrange(2, 45))
    minutes = int((limit - order.made).total_seconds() // 60)
    for _ in range(60):
        moment = order.made + timedelta(minutes=rng.randrange(22, round(minutes * 0.92)))
        if order.level == "P1" or 7 <= moment.hour < 20:
            return moment.replace(second=rng.randrange(60))
    return order.made + timedelta(minutes=35)


def _electrician(rng: random.Random, index: int, when: date) -> str:
    if index in CARD_WITHOUT_DAY:
        return "戈亮"
    name = WITHOUT_CARD.get(index)
    if name == "蒯俊" and when < date(2026, 4, 4):  # his card is valid until 2026-03-31
        name = "仲海"
    return name or rng.choice(CARDED)


def _billed(rng: random.Random, order: Order, index: int) -> Order:
    assert order.started and order.done
    fee = rng.randrange(9, 190) * 40
    confirmed = order.started - timedelta(minutes=rng.randrange(2, 11))
    if index in CONFIRM_AFTER:
        confirmed = order.done + timedelta(hours=CONFIRM_AFTER[index])
    out = replace(order, fee=fee, confirmed=None if index in CONFIRM_MISSING else confirmed)
    return replace(out, started=None) if index in NO_START else out


def _call(rng: random.Random, index: int, order: Order) -> Call:
    assert order.done
    done = order.done.date()
    first, *_, last = call_limits(done)
    called: date | None = max(done, first - timedelta(days=rng.choice((0, 0, 1, 2))))
    if index in CALL_LATE:
        called = last + timedelta(days=CALL_LATE[index])
    if index in NO_CALL:
        called = None
    return Call(f"HF-{index + 1:03d}", order.id, order.site, order.cover, done, called)
