"""Row data of the logs: typed rows with plain days; sheets.py decides how they look."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 27922820
ORDER_COUNT = 148
PATROL_COUNT = 160
DELIVERY_COUNT = 52
HANDOVER_COUNT = 46
LIMIT_HOURS = {"市区": 2, "县乡": 6}
# How many rows of each log are odd; which ones is drawn from the seed.
ORDER_ODD = {"late": 34, "blank": 8, "day only": 4, "agreed": 10, "exact": 3}
CALLBACK_ODD = {"late": 28, "blank": 37}
PATROL_ODD = {"late": 11, "blank": 7, "edge": 9}
DELIVERY_ODD = {"late": 15, "blank": 4, "put off": 6}
HANDOVER_ODD = {"late": 4, "blank": 1, "agreed": 5, "edge": 3}
CHARGED_COVERED = 4
CLERKS = ("冼丽君", "谷文静", "岑雨", "丘晨", "邝美华", "池蕾")
CITY_TEAM = ("植国栋", "罗勇", "尹海波", "欧阳坚", "文旭", "贝小龙")
COUNTY_TEAM = ("涂志", "荣贵", "晏平", "席光", "车勇")
PATROL_TEAM = ("劳志华", "汤建平", "敖军", "鄢涛", "占明", "阮峰")
ENGINEERS = ("龙克勤", "房亚东", "单鸿", "宁磊")
PROJECTS = {
    "学校": ("教学楼监控", "宿舍门禁", "围墙周界", "一键报警联网"),
    "工厂": ("车间监控", "仓库周界", "机房门禁", "货运大门道闸"),
    "小区": ("楼道监控", "单元门禁", "出入口道闸", "围墙周界"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One work order; `arrived` is a day when its time of day was not written."""

    id: str
    called: datetime
    clerk: str
    customer: str
    group: str
    zone: str
    system: str
    unit: str
    fault: str
    cover: str
    tech: str
    agreed: date | None = None
    arrived: datetime | date | None = None
    repaired: date | None = None
    fee: int = 0
    quoted: date | None = None
    phoned: date | None = None


@dataclass(frozen=True, slots=True)
class Patrol:
    """One planned inspection round under a maintenance contract."""

    id: str
    customer: str
    group: str
    system: str
    planned: date
    done: date | None
    who: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery to a site."""

    id: str
    project: str
    customer: str
    zone: str
    goods: str
    due: date
    put_off: date | None
    signed: date | None


@dataclass(frozen=True, slots=True)
class Handover:
    """One commissioning and handover."""

    id: str
    project: str
    customer: str
    complete: date
    agreed: date | None
    signed: date | None
    taught: int
    who: str


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
    """Return the work orders of January to July 2026 in order of call."""
    rng = random.Random(SEED)
    kinds = _drawn(rng, ORDER_COUNT, ORDER_ODD)
    calls = _drawn(rng, ORDER_COUNT, CALLBACK_ODD)
    found = [_called(rng, index) for index in range(ORDER_COUNT)]
    found = [_attended(rng, o, kinds.get(i)) for i, o in enumerate(found)]
    found = [_followed(rng, o, calls.get(i)) for i, o in enumerate(found)]
    return _charged(rng, found)


def patrols() -> list[Patrol]:
    """Return the inspection rounds planned from January to July 2026."""
    rng = random.Random(SEED + 1)
    kinds = _drawn(rng, PATROL_COUNT, PATROL_ODD)
    return [_patrol(rng, index, kinds.get(index)) for index in range(PATROL_COUNT)]


def deliveries() -> list[Delivery]:
    """Return the deliveries due from January to July 2026."""
    rng = random.Random(SEED + 2)
    kinds = _drawn(rng, DELIVERY_COUNT, DELIVERY_ODD)
    return [_delivery(rng, index, kinds.get(index)) for index in range(DELIVERY_COUNT)]


def handovers() -> list[Handover]:
    """Return the handovers of January to July 2026."""
    rng = random.Random(SEED + 3)
    kinds = _drawn(rng, HANDOVER_COUNT, HANDOVER_ODD)
    return [_handover(rng, index, kinds.get(index)) for index in range(HANDOVER_COUNT)]


def scores() -> list[list[str]]:
    """Return the quarterly scores of the service points: id, point, kind, quarter, day, score."""
    rng = random.Random(SEED + 4)
    kinds = _drawn(rng, 36, {"late": 2, "blank": 3})
    out: list[list[str]] = []
    for quarter in range(6):
        year, number = 2025 + quarter // 4, quarter % 4 + 1
        end = date(year + number // 4, 3 * number % 12 + 1, 1) - timedelta(days=1)
        for point, kind in table("points"):
            index = len(out)
            odd = kinds.get(index)
            wait = rng.randrange(20, 34) if odd == "late" else rng.randrange(4, 16)
            when = "" if odd == "blank" else (end + timedelta(days=wait)).isoformat()
            score = "" if odd == "blank" else str(rng.randrange(82, 98))
            key = f"KP-{index + 1:02d}"
            out.append([key, point, kind, f"{year}年第{number}季度", when, score])
    return out


def quarter_end(text: str) -> date:
    """Return the last day of a quarter such as 2025年第3季度."""
    year, number = int(text[:4]), int(text[6])
    return date(year + number // 4, 3 * number % 12 + 1, 1) - timedelta(days=1)


def _drawn(rng: random.Random, size: int, wanted: dict[str, int]) -> dict[int, str]:
    picked = rng.sample(range(size), sum(wanted.values()))
    names = [name for name, count in wanted.items() for _ in range(count)]
    return dict(zip(picked, names, strict=True))


def _called(rng: random.Random, index: int) -> Order:
    when = date(2026, 1, 3) + timedelta(days=round(207 * index / ORDER_COUNT))
    customer, group, zone = rng.choice(table("customers"))
    system, unit, fault = rng.choice(table("faults"))
    return Order(
        f"GD26{index + 1:04d}",
        datetime.combine(when, time(rng.randrange(0, 24), rng.randrange(0, 60))),
        rng.choice(CLERKS),
        customer,
        group,
        zone,
        system,
        unit,
        fault,
        rng.choice(("保内", "保内", "维保合同", "维保合同", "保外")),
        rng.choice(CITY_TEAM if zone == "市区" else COUNTY_TEAM),
    )


def _attended(rng: random.Random, o: Order, odd: str | None) -> Order:
    limit = 60 * LIMIT_HOURS[o.zone]
    if odd == "blank":
        cover = "维保合同" if o.cover == "保外" else o.cover
        return replace(o, cover=cover)
    if odd == "agreed":
        wanted = o.called.date() + timedelta(days=rng.randrange(2, 7))
        moment = datetime.combine(wanted, time(rng.randrange(8, 17), rng.randrange(0, 60)))
        return replace(o, agreed=wanted, arrived=moment)
    if odd == "late":
        minutes = limit + rng.randrange(12, 620)
    elif odd == "exact":
        minutes = limit
    else:
        minutes = rng.randrange(18, limit)
    arrived = o.called + timedelta(minutes=minutes)
    return replace(o, arrived=arrived.date() if odd == "day only" else arrived)


def _followed(rng: random.Random, o: Order, odd: str | None) -> Order:
    base = day_of(o.arrived) or o.called.date() + timedelta(days=1)
    repaired = base + timedelta(days=rng.choice((0, 0, 0, 0, 1, 2, 5)))
    wait = rng.randrange(6, 17) if odd == "late" else rng.randrange(1, 6)
    phoned = None if odd == "blank" else repaired + timedelta(days=wait)
    return replace(o, repaired=repaired, phoned=phoned)


def _charged(rng: random.Random, found: list[Order]) -> list[Order]:
    covered = [i for i, o in enumerate(found) if o.cover == "保内" and o.arrived]
    wrong = set(rng.sample(covered, CHARGED_COVERED))
    return [
        replace(o, fee=20 * rng.randrange(4, 70), quoted=_quoted(rng, o))
        if o.cover == "保外" or i in wrong
        else o
        for i, o in enumerate(found)
    ]


def _quoted(rng: random.Random, o: Order) -> date:
    arrived = day_of(o.arrived)
    assert arrived, "a charged order has an arrival day"
    return rng.choice((arrived, o.called.date()))


def _patrol(rng: random.Random, index: int, odd: str | None) -> Patrol:
    customer, group, _ = rng.choice(table("customers"))
    planned = date(2026, 1, 5) + timedelta(days=round(200 * index / PATROL_COUNT))
    lag = {"late": rng.randrange(6, 27), "edge": 5}.get(odd or "", rng.randrange(-2, 5))
    done = None if odd == "blank" else planned + timedelta(days=lag)
    system = rng.choice(table("faults"))[0]
    who = rng.choice(PATROL_TEAM)
    return Patrol(f"XJ26{index + 1:03d}", customer, group, system, planned, done, who)


def _delivery(rng: random.Random, index: int, odd: str | None) -> Delivery:
    customer, group, zone = rng.choice(table("customers"))
    due = date(2026, 1, 8) + timedelta(days=round(195 * index / DELIVERY_COUNT))
    put_off = due + timedelta(days=rng.randrange(5, 16)) if odd == "put off" else None
    lag = rng.randrange(2, 15) if odd == "late" else rng.randrange(-4, 1)
    signed = None if odd == "blank" else (put_off or due) + timedelta(days=lag)
    goods = rng.choice(table("faults"))[1]
    key = f"DH26-{index + 1:02d}"
    project = rng.choice(PROJECTS[group])
    return Delivery(key, project, customer, zone, goods, due, put_off, signed)


def _handover(rng: random.Random, index: int, odd: str | None) -> Handover:
    customer, group, _ = rng.choice(table("customers"))
    complete = date(2026, 1, 12) + timedelta(days=round(180 * index / HANDOVER_COUNT))
    lag = {"late": rng.randrange(17, 31), "edge": 15}.get(odd or "", rng.randrange(6, 15))
    agreed = None
    if odd == "agreed":
        lag = rng.randrange(20, 35)
        agreed = complete + timedelta(days=lag + rng.randrange(0, 3))
    signed = None if odd == "blank" else complete + timedelta(days=lag)
    key, taught = f"YJ26-{index + 1:02d}", rng.randrange(2, 9)
    project, who = rng.choice(PROJECTS[group]), rng.choice(ENGINEERS)
    return Handover(key, project, customer, complete, agreed, signed, taught, who)
