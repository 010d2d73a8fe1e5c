"""Logs of the stations, the lent machines, the waste and the outlets: typed rows."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rows import SEED, UNITS, table

KEEPERS = ("毕山", "祁卫东", "卞小龙", "闻亮", "桑国平", "向华", "瞿峰", "端木伟")
FIRST_WEEK, WEEK_COUNT = 14, 13
SHUT = {(0, 18), (4, 18), (4, 19), (7, 25), (2, 14)}
WEEK_LATE = {11: 1, 23: 2, 37: 1, 52: 4, 64: 2, 75: 1, 91: 3}
NO_WEEK = {18, 46, 70, 86, 97}
HIGH = {9: 5.1, 22: 7.6, 38: 4.9, 55: 8.3}  # over the limit, and each has an order
EDGE = {14: 4.5, 30: 7.1, 47: 6.8, 61: 5.9}  # at the limit, or below that of a large machine
STOPPED = {5, 27, 58}
WASTE_COUNT, DELIVERY_COUNT, HANDOVER_COUNT = 42, 46, 22
WASTE_LATE = {2: 31, 6: 14, 9: 58, 13: 22, 17: 40, 20: 9, 24: 67, 28: 35, 31: 18, 36: 26}
NO_WASTE = {4, 11, 15, 22, 26, 29, 33, 35, 38, 40}
REVERSED = {8: "冲销，重量记错，见下一行", 25: "冲销，重复登记"}
REPORT_LATE = {("嘉兴点", 3): 4, ("滁州点", 5): 9, ("湖州点", 6): 1}
NO_REPORT = {("滁州点", 6), ("嘉兴点", 7)}
DELIVERY_HOURS = {"一类区": 6, "二类区": 10}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a log: words, a start or limit, the day done, figures, and a state."""

    id: str
    words: tuple[str, ...]
    first: date
    done: date | None
    state: str = ""
    more: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One monthly measurement of vibration."""

    id: str
    unit: str
    site: str
    power: int
    when: date | None
    value: float | None
    order: str
    state: str


def stations() -> list[tuple[str, str]]:
    """Return the contracted stations with their keepers."""
    names = [row[0] for row in table("sites") if row[3] == "托管"]
    return list(zip(names, KEEPERS, strict=True))


def weeks() -> list[Row]:
    """Return the weekly inspections of the second quarter; done is due by Sunday."""
    rng = random.Random(SEED + 2)
    out: list[Row] = []
    for week in range(FIRST_WEEK, FIRST_WEEK + WEEK_COUNT):
        sunday = date.fromisocalendar(2026, week, 7)
        for post, (site, keeper) in enumerate(stations()):
            out.append(_week(rng, len(out), (site, keeper), sunday, (post, week) in SHUT))
    return out


def _week(
    rng: random.Random, index: int, who: tuple[str, str], sunday: date, shut: bool
) -> Row:  # fmt: skip
    done = sunday - timedelta(days=rng.randrange(0, 7))
    if index in WEEK_LATE:
        done = sunday + timedelta(days=WEEK_LATE[index])
    figures = (
        round(rng.uniform(0.63, 0.71), 2), rng.randrange(78, 99), rng.randrange(3, 10),
        rng.choice(("中线", "上红线下", "偏低已补")), rng.choice(("正常", "正常", "通过一次")),
    )  # fmt: skip
    shown = None if index in NO_WEEK or shut else done
    words = (who[0], f"W{sunday.isocalendar().week}")
    blank: tuple[object, ...] = (None,) * len(figures)
    return Row(
        f"ZJ-{index + 1:03d}", words, sunday, shown, "停产" if shut else "运行",
        (*(figures if shown else blank), who[1] if shown else None),
    )  # fmt: skip


def readings() -> list[Reading]:
    """Return the measurements of April to July 2026; every value over the limit has an order."""
    rng = random.Random(SEED + 3)
    units = [(f"{UNITS[n % 5]}-{2110 + 13 * n}", stations()[n % 8][0], n) for n in range(18)]
    out: list[Reading] = []
    for month in range(4, 8):
        for name, site, _ in units:
            out.append(_reading(rng, len(out), (name, site), month))
    return out


def _reading(rng: random.Random, index: int, who: tuple[str, str], month: int) -> Reading:
    power = int("".join(c for c in who[0].split("-")[1] if c.isdigit()))
    ceiling = limit(power)
    value: float | None = round(rng.uniform(1.2, ceiling * 0.85), 1)
    order = ""
    if index in HIGH:
        value = max(HIGH[index], ceiling + 0.4)
        order = f"CL26-{index:03d}"
    if index in EDGE:
        value = min(EDGE[index], ceiling)
    when: date | None = date(2026, month, rng.randrange(5, 26))
    if index in STOPPED:
        when, value = None, None
    state = "停机" if index in STOPPED else "在用"
    return Reading(f"ZD-{index + 1:03d}", *who, power, when, value, order, state)


def limit(power: int) -> float:
    """Return the upper limit of vibration in mm/s."""
    return 4.5 if power <= 75 else 7.1


def wastes() -> list[Row]:
    """Return the drums of waste oil and filters and the days they were handed over."""
    rng = random.Random(SEED + 4)
    return [_waste(rng, index) for index in range(WASTE_COUNT)]


def _waste(rng: random.Random, index: int) -> Row:
    when = date(2026, 1, 9) + timedelta(days=round(148 * index / WASTE_COUNT))
    lag = 60 + WASTE_LATE[index] if index in WASTE_LATE else rng.randrange(12, 58)
    handed = None if index in NO_WASTE | set(REVERSED) else when + timedelta(days=lag)
    kind = rng.choice(("废油", "废油", "废滤芯", "油水混合"))
    words = (rng.choice(table("outlets"))[0], rng.choice(stations())[0], kind)
    # nobody can hand over after the ledger was closed
    assert handed is None or handed <= date(2026, 8, 18), index
    slip = f"LD-{rng.randrange(100, 999)}" if handed and rng.random() < 0.5 else ""
    return Row(
        f"WF-{index + 1:02d}", words, when, handed, REVERSED.get(index, ""),
        (rng.randrange(14, 180), slip),
    )  # fmt: skip


def reports() -> list[Row]:
    """Return the monthly reports of the outlets, due by the fifth of the next month."""
    rng = random.Random(SEED + 5)
    out: list[Row] = []
    for month in range(1, 8):
        due = date(2026, month + 1, 5)
        for name, kind in table("outlets"):
            late = REPORT_LATE.get((name, month))
            done = due + timedelta(days=late) if late else due - timedelta(days=rng.randrange(0, 4))
            shown = None if (name, month) in NO_REPORT else done
            score = rng.randrange(82, 97) if shown else None
            out.append(
                Row(
                    f"YB26-{len(out) + 1:02d}", (name, kind, f"{month}月"), due, shown, "", (score,)
                )
            )
    return out


def deliveries() -> list[tuple[Row, str, datetime, datetime]]:
    """Return the lent machines sent out: row, region, moment confirmed, moment running."""
    rng = random.Random(SEED + 6)
    out = []
    for index in range(DELIVERY_COUNT):
        site, city, zone, _ = rng.choice(table("sites"))
        when = date(2026, 1, 8) + timedelta(days=round(208 * index / DELIVERY_COUNT))
        asked = datetime.combine(when, time(rng.randrange(7, 15), rng.randrange(60)))
        minutes = rng.randrange(95, DELIVERY_HOURS[zone] * 60 - 5)
        if index in (12, 33):
            minutes = DELIVERY_HOURS[zone] * 60
        machine = f"ZL-{rng.randrange(1, 13):02d}"
        row = Row(f"CZ-{index + 1:02d}", (site, city, zone, machine), when, when)
        out.append((row, zone, asked, asked + timedelta(minutes=minutes)))
    return out


def handovers() -> list[Row]:
    """Return the machines set in place and handed over; all within ten days."""
    rng = random.Random(SEED + 7)
    out = []
    for index in range(HANDOVER_COUNT):
        site, city, _, _ = rng.choice(table("sites"))
        placed = date(2026, 1, 12) + timedelta(days=round(190 * index / HANDOVER_COUNT))
        done = placed + timedelta(days=10 if index in (5, 16) else rng.randrange(4, 10))
        unit = f"{rng.choice(UNITS)}-{rng.randrange(2601, 2699)}"
        out.append(Row(f"YJ-{index + 1:02d}", (site, city, unit), placed, done, "", ("已签",)))
    return out
