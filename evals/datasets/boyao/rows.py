"""Row data of the registers: typed rows with plain days; sheets.py decides how they look."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 27922
ORDER_COUNT = 98
INSTALL_COUNT = 34
VISIT_COUNT = 26
LIMIT_HOURS = {"湖北": 48}
OTHER_LIMIT_HOURS = 72
# Plans name rows by their position among the rows of that kind, from 0.
LATE_HOURS = {4: 5, 13: 26, 22: 1, 31: 19, 44: 50, 53: 8, 61: 30}
NO_ARRIVAL = {10, 37, 54}
ARRIVAL_WITHOUT_TIME = {27, 48}
ARRANGED = {6: 6, 18: 4, 35: 9, 50: 5}
LATE_CALL = {3: 8, 17: 13, 25: 6, 38: 21, 46: 9, 59: 7, 70: 15, 82: 11, 91: 6}
NO_CALL = {11, 29, 52, 66, 77, 95}
RATED = {
    0: 5, 2: 4, 5: 5, 7: 5, 10: 3, 12: 5, 15: 4, 19: 5, 23: 5, 26: 2, 30: 5, 33: 4, 36: 5,
    40: 5, 43: 4, 47: 5, 51: 3, 56: 5, 60: 5, 65: 4,
}  # fmt: skip
QUOTE_MISSING = {5, 14}
QUOTE_AFTER = {10}
LATE_CASE = {3: 5, 8: 4, 12: 9, 17: 3}
NO_CASE_DAY = {6, 15}
LATE_INSTALL = {7: 14, 16: 12, 25: 19}
NO_INSTALL_DAY = {12, 30}
LATE_DELIVERY = {1: 9, 5: 4, 10: 15, 14: 6, 19: 22, 23: 5, 28: 11, 32: 8}
NO_RECEIPT = {8, 17, 26}
PUT_OFF_DELIVERY = {3: 14, 21: 30}
VISIT_OFFSET = {2: 34, 5: 27, 9: 41, 12: 22, 16: -26, 19: 55, 22: 30}
NO_VISIT = {4, 8, 14, 18, 24}
MINUTES = (31, 36, 42, 47, 53, 58)
SEAL_FAULT = "泵头柱塞杆处漏液，密封圈磨损"
SEAL_ROWS = {2, 71}
ENGINEERS = {
    ("湖北", "赫尔维格"): ("柏川", "谷海洋", "盛昱", "卫冬"),
    ("湖北", "三枝"): ("汤启", "柏川"),
    ("湖北", "诺衡"): ("汤启", "谷海洋"),
    ("湖南", "赫尔维格"): ("左明", "文砚"),
    ("湖南", "三枝"): ("左明", "邹立"),
    ("湖南", "诺衡"): ("邹立",),
    ("河南", "赫尔维格"): ("贺沛", "耿峰"),
    ("河南", "三枝"): ("贺沛", "侯磊"),
    ("河南", "诺衡"): ("侯磊",),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One service order; `arrived` is a day when its time of day was not written."""

    id: str
    customer: str
    province: str
    brand: str
    model: str
    serial: str
    fault: str
    clerk: str
    reported: datetime
    cover: str
    mode: str
    engineer: str
    maker: bool
    arranged: date | None = None
    arrived: datetime | date | None = None
    closed: date | None = None
    case_opened: date | None = None
    fee: int = 0
    quoted: date | None = None
    rating: int | None = None
    called: date | None = None


@dataclass(frozen=True, slots=True)
class Install:
    """One instrument from delivery to acceptance; a day is None where the cell is blank."""

    id: str
    customer: str
    province: str
    model: str
    serial: str
    due: date
    put_off: date | None
    received: date | None
    site_ready: date
    started: date | None
    accepted: date
    trained: int
    engineer: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One free upkeep visit of the warranty period."""

    id: str
    customer: str
    model: str
    serial: str
    turn: str
    due: date
    done: date | None


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def limit_hours(order: Order) -> int:
    """Return the hours allowed until an engineer arrives (manual, 6.2)."""
    return LIMIT_HOURS.get(order.province, OTHER_LIMIT_HOURS)


def orders() -> list[Order]:
    """Return the service orders of January to July 2026 in order of report."""
    rng = random.Random(SEED)
    found = [_reported(rng, index) for index in range(ORDER_COUNT)]
    return list(_finished(rng, found))


def installs() -> list[Install]:
    """Return the instruments delivered from January to July 2026."""
    rng = random.Random(SEED + 1)
    return [_install(rng, index) for index in range(INSTALL_COUNT)]


def visits() -> list[Visit]:
    """Return the upkeep visits due from February to July 2026."""
    rng = random.Random(SEED + 2)
    return [_visit(rng, index) for index in range(VISIT_COUNT)]


def _reported(rng: random.Random, index: int) -> Order:
    customer, province = rng.choice(table("customers"))
    brand, model, prefix, fault = rng.choice(table("faults"))
    if index in SEAL_ROWS:
        brand, model, prefix, fault = "赫尔维格", "HL-6 液相", "HW6L", SEAL_FAULT
    when = date(2026, 1, 6) + timedelta(days=round(202 * index / ORDER_COUNT))
    when += timedelta(days=max(0, 8 - when.isoweekday()) if when.isoweekday() > 5 else 0)
    cover = rng.choice(("IW", "IW", "IW", "OW", "OW"))
    team = "湖南" if province == "江西" else province
    return Order(
        f"SO26-{index + 1:03d}",
        customer,
        province,
        brand,
        model,
        f"{prefix}-{rng.randrange(1000, 3900)}",
        fault,
        clerk=rng.choice(("童晓", "鲁可心")),
        reported=_moment(when, rng.randrange(8, 18), rng.choice(MINUTES)),
        cover=cover,
        mode=rng.choice(("On-site", "On-site", "On-site", "Remote")),
        engineer=rng.choice(ENGINEERS[team, brand]),
        maker=cover == "IW" and rng.random() < 0.38,
    )


def _finished(rng: random.Random, found: list[Order]) -> Iterator[Order]:
    onsite = fees = cases = 0
    for index, order in enumerate(found):
        out = order
        if order.mode == "On-site":
            out = _attended(rng, order, onsite)
            onsite += 1
        base = _day_of(out.arrived) or order.reported.date() + timedelta(days=2)
        stay = rng.randrange(5, 19) if order.maker else rng.randrange(0, 3)
        closed = base + timedelta(days=stay)
        wait = LATE_CALL.get(index, rng.randrange(1, 6))
        called = None if index in NO_CALL else closed + timedelta(days=wait)
        out = replace(out, closed=closed, called=called)
        if order.maker:
            out = replace(out, case_opened=_case_day(rng, order, cases))
            cases += 1
        if order.cover == "OW" and order.mode == "On-site":
            out = replace(out, fee=rng.randrange(18, 96) * 100, quoted=_quoted(out, fees))
            fees += 1
        yield out


def _attended(rng: random.Random, order: Order, index: int) -> Order:
    limit = timedelta(hours=limit_hours(order))
    out = replace(order, rating=RATED.get(index))
    if index in NO_ARRIVAL:
        return out
    if index in ARRANGED:
        wanted = order.reported.date() + timedelta(days=ARRANGED[index])
        return replace(out, arranged=wanted, arrived=_moment(wanted, rng.randrange(9, 16), 20))
    if index in LATE_HOURS:
        late = order.reported + limit + timedelta(hours=LATE_HOURS[index])
        return replace(out, arrived=_by_daylight(late))
    if index in ARRIVAL_WITHOUT_TIME:
        return replace(out, arrived=(order.reported + limit).date())
    return replace(out, arrived=_in_time(rng, order.reported, limit))


def _by_daylight(moment: datetime) -> datetime:
    if 8 <= moment.hour < 20:
        return moment
    morning = moment + timedelta(days=moment.hour >= 20)
    return morning.replace(hour=9, minute=12)


def _in_time(rng: random.Random, reported: datetime, limit: timedelta) -> datetime:
    start = _moment(reported.date(), 0, 0)
    days = [d for d in (1, 2, 3) if timedelta(days=d, hours=16) <= limit + (reported - start)]
    chosen = start + timedelta(days=rng.choice(days or [1]))
    planned = chosen.replace(hour=rng.randrange(9, 16), minute=rng.choice(MINUTES))
    return min(planned, reported + limit)


def _moment(when: date, hour: int, minute: int) -> datetime:
    return datetime.combine(when, time(hour, minute))


def _case_day(rng: random.Random, order: Order, index: int) -> date | None:
    if index in NO_CASE_DAY:
        return None
    return order.reported.date() + timedelta(days=LATE_CASE.get(index, rng.randrange(0, 3)))


def _quoted(order: Order, index: int) -> date | None:
    if index in QUOTE_MISSING:
        return None
    arrived = _day_of(order.arrived)
    if index in QUOTE_AFTER and arrived:
        return arrived + timedelta(days=2)
    return order.reported.date()


def _day_of(when: datetime | date | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _install(rng: random.Random, index: int) -> Install:
    customer, province = rng.choice(table("customers"))
    brand, model, prefix, _ = rng.choice(table("faults"))
    if index == 3:
        customer, province = "楚岭药业QC室", "湖北"
    due = date(2026, 1, 12) + timedelta(days=round(186 * index / INSTALL_COUNT))
    put_off = due + timedelta(days=PUT_OFF_DELIVERY[index]) if index in PUT_OFF_DELIVERY else None
    lag = LATE_DELIVERY.get(index, rng.randrange(-5, 1 if put_off else 4))
    received = (put_off or due) + timedelta(days=lag)
    ready = received + timedelta(days=rng.randrange(0, 6))
    started = ready + timedelta(days=LATE_INSTALL.get(index, rng.randrange(1, 11)))
    team = "湖南" if province == "江西" else province
    return Install(
        f"ZJ26-{index + 1:02d}",
        customer,
        province,
        model,
        f"{prefix}-{rng.randrange(4000, 4900)}",
        due,
        put_off,
        None if index in NO_RECEIPT else received,
        ready,
        None if index in NO_INSTALL_DAY else started,
        started + timedelta(days=rng.randrange(2, 5)),
        trained=3 if index == 3 else rng.randrange(2, 6),
        engineer=rng.choice(ENGINEERS[team, brand]),
    )


def _visit(rng: random.Random, index: int) -> Visit:
    customer, _ = rng.choice(table("customers"))
    _, model, prefix, _ = rng.choice(table("faults"))
    due = date(2026, 2, 2) + timedelta(days=7 * index - index // 2)
    offset = VISIT_OFFSET.get(index, rng.randrange(-15, 19))
    return Visit(
        f"WB26-{index + 1:02d}",
        customer,
        model,
        f"{prefix}-{rng.randrange(2000, 3900)}",
        rng.choice(("第1次", "第2次")),
        due,
        None if index in NO_VISIT else due + timedelta(days=offset),
    )
