"""Rows of deliveries, laying jobs and repairs; fields stand in the order of the sheets' columns."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent / "src"
SEED = 2710
DELIVERY_COUNT, LAYING_COUNT, REPAIR_COUNT = 130, 92, 76
DELIVERY_DAYS = {"江西": 4}
OTHER_DELIVERY_DAYS = 8
# Plans name rows by their position, from 0; texts are what a hurried hand wrote instead of a day.
LATE_DELIVERY = {7: 2, 19: 1, 33: 4, 52: 3, 71: 6, 88: 2, 104: 1, 121: 5}
NO_DELIVERY = {26: "", 60: "", 95: "已收，日子没写", 113: ""}
BAD_BATCH = "CZ2604-1"
BAD_LOADS = {56, 57, 59, 61, 62, 64, 66, 67, 69, 73, 76}
LATE_START = {4: 3, 11: 6, 25: 2, 38: 9, 47: 4, 63: 1, 70: 5, 81: 12}
NO_START = {16, 55, 77}
DEFERRED = {9: 21, 30: 16, 58: 34, 74: 13}
LATE_CALL = {2: 4, 13: 9, 21: 3, 36: 15, 44: 6, 52: 2, 66: 11, 75: 5, 87: 8}
NO_CALL = {6, 29, 49, 83}
REWORKED = {8, 18, 41, 50, 68, 79, 90}
LATE_ARRIVAL = {
    1: 5, 4: 22, 7: 3, 9: 41, 12: 9, 15: 17, 19: 2, 22: 30, 24: 6, 28: 50, 31: 11, 35: 4, 38: 26,
    42: 8, 45: 1, 49: 37, 53: 14, 56: 19, 60: 7, 64: 28, 69: 3, 73: 12,
}  # fmt: skip
NO_ARRIVAL = {6: "", 17: "下午去的", 30: "", 41: "第二天", 54: "", 66: "", 71: "去过了"}
ON_THE_MINUTE = 33
CANCELLED = {20, 47, 62}
NO_CLERK = {10, 26, 39, 51, 68}
# Positions among the repairs in warranty, and among the repairs that were paid for.
CHARGED = {1, 4, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 43, 47, 50}
UNSIGNED = {0, 2, 5, 6, 9, 11, 14, 16, 18, 21, 23, 26, 28, 31, 33}
SIGNED_AFTER = {8, 19}
GOODS = {"平压本色地板": "PY", "侧压炭化地板": "CY", "重竹地板": "CZ", "竹墙板": "QB"}
FAULTS = (
    ("平压本色地板", "中间拱起"), ("平压本色地板", "接缝变大"), ("侧压炭化地板", "漆面起皮"),
    ("侧压炭化地板", "踩着响"), ("重竹地板", "板头翘"), ("重竹地板", "面层开胶"),
    ("竹墙板", "挂点松动"), ("竹墙板", "边角开胶"), ("平压本色地板", "踢脚线脱落"),
)  # fmt: skip
OWN_CREWS = ("一队", "二队", "三队", "四队")
REMARKS = ("脚感好", "满意", "有点味，开窗", "没问题", "颜色喜欢")
MINUTES = (5, 10, 20, 35, 40, 50)
Cell = date | str | None


class Delivery(NamedTuple):
    """One load to a shop, a home or a building site."""

    id: str
    buyer: str
    kind: str
    province: str
    goods: str
    batch: str
    boxes: int
    paid: date
    agreed: date | None
    signed: Cell
    pack: str
    driver: str


class Laying(NamedTuple):
    """One laying job from the boards' arrival to the call-back."""

    id: str
    buyer: str
    city: str
    goods: str
    crew: str
    square: int
    damp: float
    arrived: date
    deferred: date | None
    started: date | None
    done: date
    accepted: str
    taught: str
    called: date | None
    outcome: str


class Repair(NamedTuple):
    """One repair; `arrived` is a text where the time was not written."""

    id: str
    buyer: str
    region: str
    city: str
    goods: str
    fault: str
    phone: str
    clerk: str
    logged: datetime
    arrived: datetime | str | None
    done: date | None
    cover: str
    fee: int | None
    signed: date | None
    hand: str
    slip: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def person(rng: random.Random) -> str:
    """Return a customer's name as the clerks write it."""
    return rng.choice("李王张刘黄吴邓周熊饶曾胡程涂郑") + rng.choice(("先生", "女士", "老师", "姐"))


def place(rng: random.Random) -> tuple[str, str]:
    """Return a province and a city of the sales area; half of the work is in Jiangxi."""
    shops = table("dealers")
    home = [row for row in shops if row[0] == "江西"]
    province, shop = rng.choice(home if rng.random() < 0.5 else shops)
    return province, shop[:2]


def batch(rng: random.Random, goods: str, when: date) -> str:
    """Return the batch of boards made about a month before; never the bad one."""
    made = when - timedelta(days=30)
    label = f"{GOODS[goods]}{made:%y%m}-{rng.randrange(1, 4)}"
    return "CZ2604-2" if label == BAD_BATCH else label


def deliveries() -> list[Delivery]:
    """Return the loads sent from January to September 2026."""
    rng = random.Random(SEED)
    return [_delivery(rng, index) for index in range(DELIVERY_COUNT)]


def last_delivery_day(row: Delivery) -> date:
    """Return the last day on which the load is in time (laying rules, 2.1)."""
    days = DELIVERY_DAYS.get(row.province, OTHER_DELIVERY_DAYS)
    return row.agreed or row.paid + timedelta(days=days)


def layings() -> list[Laying]:
    """Return the laying jobs from January to September 2026."""
    rng = random.Random(SEED + 1)
    return [_laying(rng, index) for index in range(LAYING_COUNT)]


def repairs() -> list[Repair]:
    """Return the repairs reported from January to September 2026."""
    rng = random.Random(SEED + 2)
    rows = [_repair(rng, index) for index in range(REPAIR_COUNT)]
    return _signed(rng, _charged(rng, rows))


def _spread(index: int, count: int) -> date:
    return date(2026, 1, 6) + timedelta(days=round(258 * index / count))


def _delivery(rng: random.Random, index: int) -> Delivery:
    province, city = place(rng)
    kind = ("经销商", "家装", "家装", "工程")[rng.randrange(4)]
    goods = rng.choice(list(GOODS))
    paid = _spread(index, DELIVERY_COUNT)
    buyer = {"经销商": f"{city}门店", "工程": f"{city}项目部"}.get(kind) or person(rng)
    label = batch(rng, goods, paid)
    if index in BAD_LOADS:
        goods, label = "重竹地板", BAD_BATCH
    agreed = paid + timedelta(days=rng.randrange(12, 30)) if kind == "工程" else None
    row = Delivery(
        f"SH{index + 1:04d}", buyer, kind, province, goods, label,
        rng.randrange(6, 40) if kind == "家装" else rng.randrange(40, 260), paid, agreed, None,
        "破2箱，当场换" if index in (37, 84) else "完好",
        rng.choice(("厂车老谢", "厂车小詹", "抚运物流", "赣鄱专线")),
    )  # fmt: skip
    shift = LATE_DELIVERY.get(index, -rng.randrange(0, 3))
    signed: Cell = last_delivery_day(row) + timedelta(days=shift)
    if index in NO_DELIVERY:
        signed = NO_DELIVERY[index] or None
    return row._replace(signed=signed)


def _laying(rng: random.Random, index: int) -> Laying:
    province, city = place(rng)
    crew = rng.choice(OWN_CREWS)
    if province != "江西":
        crew = rng.choice([row[0] for row in table("crews") if row[2] == province])
    arrived = _spread(index, LAYING_COUNT)
    deferred = arrived + timedelta(days=DEFERRED[index]) if index in DEFERRED else None
    started = deferred or arrived + timedelta(days=rng.randrange(3, 11))
    if index in LATE_START:
        started = arrived + timedelta(days=10 + LATE_START[index])
    done = started + timedelta(days=rng.randrange(1, 6))
    wait = 15 + LATE_CALL[index] if index in LATE_CALL else rng.randrange(5, 16)
    called = None if index in NO_CALL else done + timedelta(days=wait)
    return Laying(
        f"PZ{index + 1:03d}", person(rng), city, rng.choice(list(GOODS)), crew,
        rng.randrange(18, 140), rng.randrange(70, 119) / 10, arrived, deferred,
        None if index in NO_START else started, done,
        "整改后签" if index in REWORKED else "一次合格，已签", "讲", called,
        "" if called is None else rng.choice(REMARKS),
    )  # fmt: skip


def _repair(rng: random.Random, index: int) -> Repair:
    province, city = place(rng)
    goods, fault = rng.choice(FAULTS)
    day = _spread(index, REPAIR_COUNT)
    logged = datetime.combine(day, time(rng.randrange(8, 20), rng.choice(MINUTES)))
    region = "省内" if province == "江西" else "省外"
    when = _arrival(rng, index, logged, 48 if region == "省内" else 96)
    cancelled = index in CANCELLED
    arrived: datetime | str | None = when
    if index in NO_ARRIVAL:
        arrived = NO_ARRIVAL[index] or None
    return Repair(
        f"WX{index + 1:03d}", person(rng), region, city, goods, fault,
        f"{rng.randrange(10000):04d}",
        "" if index in NO_CLERK else rng.choice(("邓小苗", "许芸")), logged,
        None if cancelled else arrived,
        None if cancelled else when.date() + timedelta(days=rng.randrange(0, 4)),
        rng.choice(("保内", "保内", "保外")), None, None,
        rng.choice(("何水根", "余金发", "祝小春", "吴细毛")),
        "客户取消" if cancelled else "已交",
    )  # fmt: skip


def _arrival(rng: random.Random, index: int, logged: datetime, hours: int) -> datetime:
    """Pick a moment of the working day, in time or late; one job is in time to the minute."""
    if index == ON_THE_MINUTE:
        return logged + timedelta(hours=hours)
    if index in LATE_ARRIVAL:
        when = logged + timedelta(hours=hours + LATE_ARRIVAL[index])
        return when if 8 <= when.hour < 20 else when + timedelta(hours=12)
    moments = [logged + timedelta(hours=n) for n in range(3, hours)]
    return rng.choice([when for when in moments if 8 <= when.hour < 20])


def _charged(rng: random.Random, rows: list[Repair]) -> list[Repair]:
    inside = [row.id for row in rows if row.cover == "保内" and row.done]
    charged = {inside[n] for n in CHARGED if n < len(inside)}
    outside = {row.id for row in rows if row.cover == "保外" and row.done}
    fees = {row_id: rng.choice((30, 40, 50)) for row_id in sorted(charged)}
    fees |= {row_id: 80 + 60 * rng.randrange(0, 5) for row_id in sorted(outside)}
    return [row._replace(fee=fees.get(row.id)) for row in rows]


def _signed(rng: random.Random, rows: list[Repair]) -> list[Repair]:
    paid = [row.id for row in rows if row.fee]
    out = []
    for row in rows:
        if not row.fee or row.done is None or paid.index(row.id) in UNSIGNED:
            out.append(row)
            continue
        first = row.arrived.date() if isinstance(row.arrived, datetime) else row.logged.date()
        after = row.done + timedelta(days=rng.randrange(1, 4))
        out.append(row._replace(signed=after if paid.index(row.id) in SIGNED_AFTER else first))
    return out
