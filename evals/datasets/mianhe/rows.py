"""Row data of the registers: typed rows with plain days; sheets.py decides how they look."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 1218
DELIVERY_COUNT = 104
VISIT_COUNT = 52
TRIAL_COUNT = 36
REPAIR_COUNT = 31
LIMIT_DAYS = {"省内": 5, "省外": 12}
TEAMS = {
    "绍兴": "眠禾送装队", "杭州": "眠禾送装队", "嘉兴": "捷肩送装", "湖州": "捷肩送装",
    "宁波": "甬驮送装站",
}  # fmt: skip
# Plans name rows by their position, from 0.
LATE_DELIVERY = {5: 2, 13: 4, 26: 1, 38: 6, 47: 3, 58: 2, 66: 9, 79: 1, 91: 5, 98: 3}
NO_DELIVERY_DAY = {19, 44, 72, 95}
CHOSEN = {8: 11, 21: 9, 33: 16, 52: 8, 61: 20, 74: 7, 88: 13}
LATE_CALL = {3: 5, 22: 2, 35: 9, 49: 1, 63: 4, 77: 12, 90: 3}
NO_CALL = {11, 28, 54, 70, 83, 101}
NO_FEE_SIGN = {4, 17, 30}
LATE_FEE_SIGN = {9, 24}
BROKEN_PACK = {31, 76}
LATE_VISIT = {
    0: 6, 2: 3, 3: 14, 5: 9, 8: 2, 9: 21, 11: 5, 13: 8, 15: 17, 16: 1, 18: 12, 21: 4, 23: 7,
    25: 19, 27: 3, 29: 10, 30: 26, 33: 6, 35: 2, 37: 15, 40: 8, 42: 5, 45: 11, 48: 4,
}  # fmt: skip
NO_VISIT = {6, 14, 22, 31, 39, 44, 50}
LATE_REFUND = {1: 4, 6: 11, 12: 2, 17: 7, 21: 16}
NO_REFUND = {8, 19}
LATE_REPAIR = {4: 7, 15: 31, 23: 2}
NO_REPAIR_TIME = {11}
REPAIR_DAY_ONLY = {19}
MINUTES = (4, 12, 19, 26, 33, 48)
BED = "电动床架"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One large item from the shop's ticket to the call-back; None is a blank cell."""

    id: str
    shop: str
    city: str
    buyer: str
    item: str
    scope: str
    ticket: date
    chosen: date | None
    arrived: date | None
    team: str
    floor: int
    lift: bool
    fee: int = 0
    told: date | None = None
    called: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One free mite-removal visit booked by a member."""

    id: str
    shop: str
    buyer: str
    mattress: str
    booked: date
    done: date | None
    hand: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One mattress on trial: kept, changed or sent back."""

    id: str
    shop: str
    buyer: str
    mattress: str
    started: date
    outcome: str
    returned: date | None
    refunded: date | None


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair at a customer's home; `arrived` is a day when its time was not written."""

    id: str
    shop: str
    buyer: str
    item: str
    fault: str
    clerk: str
    logged: datetime
    arrived: datetime | date | None
    done: date
    cover: str
    fee: int
    hand: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def limit(row: Delivery) -> date:
    """Return the last day on which the delivery is in time (rules, 甲1)."""
    return row.chosen or row.ticket + timedelta(days=LIMIT_DAYS[row.scope])


def deliveries() -> list[Delivery]:
    """Return the large items sold from April to August 2026, in order of ticket."""
    rng = random.Random(SEED)
    rows = [_delivery(rng, index) for index in range(DELIVERY_COUNT)]
    charged = [row.id for row in rows if row.fee]
    return [_signed(row, charged.index(row.id) if row.fee else None) for row in rows]


def visits() -> list[Visit]:
    """Return the free visits booked from March to August 2026."""
    rng = random.Random(SEED + 1)
    return [_visit(rng, index) for index in range(VISIT_COUNT)]


def trials() -> list[Trial]:
    """Return the mattresses whose trial began from February to July 2026."""
    rng = random.Random(SEED + 2)
    found: list[Trial] = []
    for index in range(TRIAL_COUNT):
        back = sum(row.outcome == "退" for row in found)
        found.append(_trial(rng, index, back))
    return found


def repairs() -> list[Repair]:
    """Return the repairs at home from March to September 2026."""
    rng = random.Random(SEED + 3)
    return [_repair(rng, index) for index in range(REPAIR_COUNT)]


def _shop(rng: random.Random) -> tuple[str, str]:
    city, shop, *_ = rng.choice(table("shops"))
    return shop, city


def _buyer(rng: random.Random) -> str:
    name = rng.choice("陈王徐沈周钱孙何许吕冯蒋韩潘袁邵")
    return name + rng.choice(("女士", "女士", "先生", "阿姨", "师傅"))


def _mattress(rng: random.Random) -> str:
    return rng.choice([row[0] for row in table("goods") if BED not in row[0]])


def _delivery(rng: random.Random, index: int) -> Delivery:
    shop, city = _shop(rng)
    item = rng.choice(table("goods"))[0]
    outside = index % 13 == 6
    if outside:
        shop, item = "网店", _mattress(rng)
    elif index % 9 == 4:
        shop = "网店"
    ticket = date(2026, 4, 3) + timedelta(days=round(148 * index / DELIVERY_COUNT))
    scope = "省外" if outside else "省内"
    chosen = ticket + timedelta(days=CHOSEN[index]) if index in CHOSEN else None
    row = Delivery(
        f"DJ{index + 1:03d}", shop, "外省" if outside else city, _buyer(rng), item, scope,
        ticket, chosen, None, "干线物流" if outside else TEAMS[city],
        rng.randrange(1, 18), False,
    )  # fmt: skip
    row = replace(row, lift=outside or row.floor > 7 or rng.random() < 0.35)
    return replace(_arrived(rng, row, index), fee=_fee(rng, row))


def _arrived(rng: random.Random, row: Delivery, index: int) -> Delivery:
    last = limit(row)
    early = 0 if row.chosen else rng.randrange(0, 4)
    arrived = last + timedelta(days=LATE_DELIVERY.get(index, -early))
    wait = 7 + LATE_CALL[index] if index in LATE_CALL else rng.randrange(1, 8)
    called = None if index in NO_CALL else arrived + timedelta(days=wait)
    known = None if index in NO_DELIVERY_DAY else arrived
    return replace(row, arrived=known, called=called)


def _fee(rng: random.Random, row: Delivery) -> int:
    carry = 0 if row.lift or row.floor < 3 else 20 * (row.floor - 2)
    return carry + (60 if row.scope == "省内" and rng.random() < 0.2 else 0)


def _signed(row: Delivery, position: int | None) -> Delivery:
    if position is None or position in NO_FEE_SIGN or row.arrived is None:
        return row if row.arrived or position is None else replace(row, told=row.ticket)
    shift = 1 if position in LATE_FEE_SIGN else 0
    return replace(row, told=row.arrived + timedelta(days=shift))


def _visit(rng: random.Random, index: int) -> Visit:
    shop, _ = _shop(rng)
    booked = date(2026, 3, 4) + timedelta(days=round(178 * index / VISIT_COUNT))
    wait = 10 + LATE_VISIT[index] if index in LATE_VISIT else rng.randrange(3, 11)
    return Visit(
        f"CM{index + 1:03d}", shop, _buyer(rng), _mattress(rng), booked,
        None if index in NO_VISIT else booked + timedelta(days=wait),
        rng.choice(("娄春", "斯小平", "黄亚芬", "楼建")),
    )  # fmt: skip


def _trial(rng: random.Random, index: int, back: int) -> Trial:
    shop, _ = _shop(rng)
    started = date(2026, 2, 20) + timedelta(days=round(150 * index / TRIAL_COUNT))
    outcome = ("退", "退", "换", "退", "留")[index % 5]
    left = started + timedelta(days=rng.randrange(18, 58))
    row = Trial(
        f"SQ{index + 1:03d}", shop, _buyer(rng), _mattress(rng), started, outcome, None, None
    )
    if outcome != "退":
        return row
    wait = 7 + LATE_REFUND[back] if back in LATE_REFUND else rng.randrange(2, 8)
    paid = None if back in NO_REFUND else left + timedelta(days=wait)
    return replace(row, returned=left, refunded=paid)


def _repair(rng: random.Random, index: int) -> Repair:
    shop, _ = _shop(rng)
    buyer = _buyer(rng)
    item, fault = rng.choice(table("faults"))
    when = date(2026, 3, 6) + timedelta(days=round(195 * index / REPAIR_COUNT))
    logged = datetime.combine(when, time(rng.randrange(9, 20), rng.choice(MINUTES)))
    arrived = _reached(rng, logged, index)
    reached = arrived.date() if isinstance(arrived, datetime) else arrived
    cover = rng.choice(("保内", "保内", "保内", "保外"))
    clerk = rng.choice(("金粟", "蔡采", "店收银"))
    done = (reached or when + timedelta(days=2)) + timedelta(days=rng.randrange(0, 4))
    fee = 0 if cover == "保内" else rng.randrange(8, 30) * 10
    hand = rng.choice(("董家强", "石磊", "葛海"))
    return Repair(
        f"BX{index + 1:03d}", shop, buyer, item, fault, clerk, logged, arrived, done, cover, fee,
        hand,
    )  # fmt: skip


def _reached(rng: random.Random, logged: datetime, index: int) -> datetime | date | None:
    if index in NO_REPAIR_TIME:
        return None
    if index in LATE_REPAIR:
        return logged + timedelta(hours=72 + LATE_REPAIR[index])
    if index in REPAIR_DAY_ONLY:
        return (logged + timedelta(days=3)).date()
    visit = (logged + timedelta(days=rng.randrange(1, 3))).date()
    return datetime.combine(visit, time(rng.randrange(9, 18), rng.choice(MINUTES)))
