"""Row data of the logs: typed rows with plain days; sheets.py decides how they look."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 5190419
ORDER_COUNT = 108
DELIVERY_COUNT = 36
COMMISSION_COUNT = 30
CHECK_COUNT = 32
LIMIT_HOURS = {"S": 24, "N": 48}
STANDBY_HOURS = 4
STANDBY_MONTHS = range(6, 10)
# Plans name rows by their position among the rows of that kind, from 0.
LATE_HOURS = {5: 7, 14: 22, 27: 3, 39: 31, 58: 12, 71: 44}
NO_ARRIVAL = {9, 33, 62}
ARRIVAL_WITHOUT_TIME = {21, 47}
AGREED = {3: 5, 30: 3, 52: 8}
LATE_STANDBY = {4: 3, 11: 6}
NO_STANDBY_ARRIVAL = {8}
CALL_LATE = {2: 9, 6: 5, 13: 12, 19: 4, 24: 7, 31: 16, 37: 6, 45: 8, 54: 20, 60: 5, 73: 11, 79: 9}
CALL_LATE |= {85: 14, 88: 6, 92: 10, 101: 7}
NO_CALL = {8, 15, 28, 41, 50, 63, 66, 70, 74, 76, 77, 80, 82, 83, 87, 90, 93, 95, 97, 99, 103, 106}
QUOTE_MISSING = {1, 4, 9, 13, 17, 22, 26}
QUOTE_AFTER = {6: 1, 11: 2, 20: 1}
DELIVERY_LATE = {3: 8, 7: 2, 11: 5, 16: 13, 20: 4, 24: 1, 29: 9, 33: 3}
NO_RECEIPT = {9, 18, 27}
PUT_OFF = {5: 12, 22: 20}
COMMISSION_LATE = {6: 9, 15: 7, 23: 13}
NO_COMMISSION_DAY = {11}
COMMISSION_AGREED = {3: 11, 19: 8}
CHECK_LATE = {4: 9, 10: 22, 17: 6, 21: 15, 26: 4, 29: 12}
NO_CHECK = {7, 14, 23, 24, 30}
MINUTES = (3, 12, 18, 26, 37, 44, 55)
CLERKS = ("褚云", "费小满", "查倩", "农宝山")
OWN_TEAM = ("任大河", "鲍一鸣", "戚双喜", "滕海", "段新民", "焦明")
STATIONS = {
    "江苏": ("公司", "公司", "兴化", "海安", "姜堰"),
    "安徽": ("无为", "天长", "霍邱", "公司"),
    "湖北": ("仙桃", "洪湖", "黄梅"),
    "江西": ("永修", "都昌", "余干"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One work order; `arrived` is a day when its time of day was not written."""

    id: str
    customer: str
    province: str
    zone: str
    standby: bool
    unit: str
    serial: str
    symptom: str
    clerk: str
    called: datetime
    covered: bool
    station: str
    tech: str
    agreed: date | None = None
    arrived: datetime | date | None = None
    restored: date | None = None
    fee: int = 0
    quoted: date | None = None
    followed: date | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One shipment; a day is None where the cell is blank."""

    id: str
    customer: str
    province: str
    unit: str
    serial: str
    due: date
    put_off: date | None
    signed: date | None


@dataclass(frozen=True, slots=True)
class Commission:
    """One commissioning, from the notice to the report."""

    id: str
    customer: str
    unit: str
    serial: str
    notice: date
    agreed: date | None
    arrived: date | None
    reported: date
    taught: int
    tech: str


@dataclass(frozen=True, slots=True)
class Check:
    """One quarterly check of a treatment unit under warranty."""

    id: str
    customer: str
    unit: str
    serial: str
    month: date
    done: date | None


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


def orders() -> list[Order]:
    """Return the work orders of January to September 2026 in order of call."""
    rng = random.Random(SEED)
    found = [_called(rng, index) for index in range(ORDER_COUNT)]
    return list(_finished(rng, found))


def deliveries() -> list[Delivery]:
    """Return the shipments due from January to September 2026."""
    rng = random.Random(SEED + 1)
    return [_delivery(rng, index) for index in range(DELIVERY_COUNT)]


def commissions() -> list[Commission]:
    """Return the commissionings noticed from January to September 2026."""
    rng = random.Random(SEED + 2)
    return [_commission(rng, index) for index in range(COMMISSION_COUNT)]


def quarter_checks() -> list[Check]:
    """Return the quarterly checks due in March, June and September 2026."""
    rng = random.Random(SEED + 3)
    return [_check(rng, index) for index in range(CHECK_COUNT)]


def _called(rng: random.Random, index: int) -> Order:
    when = date(2026, 1, 6) + timedelta(days=round(265 * index / ORDER_COUNT))
    users = table("customers")
    if when.month in STANDBY_MONTHS and rng.random() < 0.3:
        users = [user for user in users if user[3] == "Y"]
    customer, province, zone, standby = rng.choice(users)
    unit, prefix, symptom = rng.choice(table("faults"))
    station = "公司" if zone == "N" and province == "江苏" else rng.choice(STATIONS[province])
    tech = rng.choice(OWN_TEAM) if station == "公司" else f"{station}站"
    return Order(
        f"WO26-{index + 1:03d}",
        customer,
        province,
        zone,
        standby == "Y" and when.month in STANDBY_MONTHS,
        unit,
        f"{prefix}-{rng.randrange(2100, 2690)}",
        symptom,
        rng.choice(CLERKS),
        datetime.combine(when, time(rng.randrange(7, 19), rng.choice(MINUTES))),
        rng.random() < 0.6,
        station,
        tech,
    )


def _finished(rng: random.Random, found: list[Order]) -> Iterator[Order]:
    common = standby = paid = 0
    for index, order in enumerate(found):
        if order.standby:
            out = _attended_standby(rng, order, standby)
            standby += 1
        else:
            out = _attended(rng, order, common)
            common += 1
        base = day_of(out.arrived) or order.called.date() + timedelta(days=1)
        restored = base + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 4)))
        wait = CALL_LATE.get(index, rng.randrange(0, 4))
        followed = None if index in NO_CALL else restored + timedelta(days=wait)
        out = replace(out, restored=restored, followed=followed)
        if not order.covered:
            out = replace(out, fee=rng.randrange(4, 46) * 100, quoted=_quoted(out, base, paid))
            paid += 1
        yield out


def _attended(rng: random.Random, order: Order, index: int) -> Order:
    limit = timedelta(hours=LIMIT_HOURS[order.zone])
    if index in NO_ARRIVAL:
        return order
    if index in AGREED:
        wanted = order.called.date() + timedelta(days=AGREED[index])
        moment = datetime.combine(wanted, time(rng.randrange(9, 16), 20))
        return replace(order, agreed=wanted, arrived=moment)
    if index in LATE_HOURS:
        late = order.called + limit + timedelta(hours=LATE_HOURS[index])
        return replace(order, arrived=_by_daylight(late))
    if index in ARRIVAL_WITHOUT_TIME:
        return replace(order, arrived=(order.called + limit).date())
    guess = order.called + timedelta(minutes=rng.randrange(50, int(limit.total_seconds() // 75)))
    return replace(order, arrived=min(_by_daylight(guess), order.called + limit))


def _attended_standby(rng: random.Random, order: Order, index: int) -> Order:
    if index in NO_STANDBY_ARRIVAL:
        return order
    minutes = rng.randrange(45, 230)
    if index in LATE_STANDBY:
        minutes = 60 * (STANDBY_HOURS + LATE_STANDBY[index]) + 10
    return replace(order, arrived=order.called + timedelta(minutes=minutes))


def _by_daylight(moment: datetime) -> datetime:
    if 7 <= moment.hour < 20:
        return moment
    morning = moment.date() + timedelta(days=moment.hour >= 20)
    return datetime.combine(morning, time(7, moment.minute))


def _quoted(order: Order, base: date, index: int) -> date | None:
    if index in QUOTE_MISSING:
        return None
    if index in QUOTE_AFTER:
        return base + timedelta(days=QUOTE_AFTER[index])
    return order.called.date()


def _unit(rng: random.Random) -> tuple[str, str]:
    unit, prefix, _ = rng.choice(table("faults"))
    return unit, f"{prefix}-{rng.randrange(2700, 2980)}"


def _delivery(rng: random.Random, index: int) -> Delivery:
    customer, province, _, _ = rng.choice(table("customers"))
    due = date(2026, 1, 14) + timedelta(days=7 * index)
    put_off = due + timedelta(days=PUT_OFF[index]) if index in PUT_OFF else None
    lag = DELIVERY_LATE.get(index, rng.randrange(-4, 1))
    signed = None if index in NO_RECEIPT else (put_off or due) + timedelta(days=lag)
    key = f"FH26-{index + 1:02d}"
    return Delivery(key, customer, province, *_unit(rng), due, put_off, signed)


def _commission(rng: random.Random, index: int) -> Commission:
    customer = rng.choice(table("customers"))[0]
    notice = date(2026, 1, 20) + timedelta(days=8 * index + index % 3)
    agreed = None
    lag = COMMISSION_LATE.get(index, rng.randrange(1, 6))
    if index in COMMISSION_AGREED:
        lag = COMMISSION_AGREED[index]
        agreed = notice + timedelta(days=lag)
    arrived = notice + timedelta(days=lag)
    reported = arrived + timedelta(days=rng.randrange(0, 3))
    shown = None if index in NO_COMMISSION_DAY else arrived
    taught, tech = rng.randrange(1, 5), rng.choice(("封秋生", "芮小冬", "宓文", "冀平"))
    key = f"TS26-{index + 1:02d}"
    return Commission(key, customer, *_unit(rng), notice, agreed, shown, reported, taught, tech)


def _check(rng: random.Random, index: int) -> Check:
    owners = [user[0] for user in table("customers") if user[0].endswith(("污水站", "物业", "场"))]
    customer = rng.choice(owners)
    unit, prefix = rng.choice((("LJW-50 一体化", "W50"), ("LJW-100 一体化", "W100")))
    month = date(2026, (3, 6, 9)[index // 11], 1)
    serial = f"{prefix}-{rng.randrange(2300, 2690)}"
    done = month + timedelta(days=rng.randrange(3, 27))
    if index in CHECK_LATE:
        done = (month + timedelta(days=31)).replace(day=1) + timedelta(days=CHECK_LATE[index] - 1)
    shown = None if index in NO_CHECK else done
    return Check(f"JJ26-{index + 1:02d}", customer, unit, serial, month, shown)
