"""Rows of the smaller logs; fields stand in the order of the sheets' columns."""

import random
from datetime import date, timedelta
from typing import NamedTuple

from rows import BAD_BATCH, OWN_CREWS, SEED, Cell, batch, person, place, table

# Plans name rows by their position, from 0.
LATE_CLOSE = {5: 4, 14: 9, 27: 2, 36: 13}
NOT_CLOSED = {22: "", 41: "客户没空，待约"}
AGREED_CLOSE = {9: 18, 31: 24}
LATE_REFUND = {3: 5, 11: 9, 17: 2}
NO_REFUND = {20}
LATE_REPORT = {6: 3, 20: 8, 33: 1, 47: 5, 58: 12, 71: 2}
NO_REPORT = {24, 52, 66}
EXPIRED_BADGE = {2, 5, 8, 11, 15, 18, 22, 25, 29, 32, 36, 40, 43}
NO_BADGE_DAY = {13, 27, 38}
LEFT_STAFF = {31, 44}
MENDERS = ("何水根", "余金发", "祝小春", "吴细毛", "詹冬生", "毛有才")
EXPIRED_GAUGE = {4, 17, 29}
NO_GAUGE_DAY = {11, 35}
SCRAPPED = {6, 23, 38}
NO_SERVICE_SCORE = {
    0, 2, 3, 5, 6, 8, 10, 11, 13, 14, 16, 17, 19, 21, 22, 24, 26, 27, 29, 30, 32, 33, 35, 37, 38,
    40, 42, 43, 45, 47, 49, 51, 53, 56, 58,
}  # fmt: skip
BURNT = {1, 3, 4, 8, 10, 13, 16, 18, 21, 24, 27, 29}
NO_RECEIPT = {6, 15, 31}
QUARTER_ENDS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
BATCH_FAULT = ("批次", "重竹地板", "面层整张开胶", "换同款新批，重铺免费")
BATCH_ROWS = {21, 23, 24, 25, 34}


class Complaint(NamedTuple):
    """One complaint."""

    id: str
    channel: str
    clerk: str
    buyer: str
    goods: str
    kind: str
    text: str
    batch: str
    logged: date
    result: str
    closed: Cell
    agreed: date | None
    file: str


class Return(NamedTuple):
    """Boards that came back: changed or paid back."""

    id: str
    buyer: str
    goods: str
    reason: str
    way: str
    boxes: int
    stored: date
    settled: date | None
    cost: str


class Report(NamedTuple):
    """One shop's quarterly service report."""

    id: str
    shop: str
    quarter: str
    homes: int
    handed: date | None
    clerk: str


class Badge(NamedTuple):
    """One worker's badge."""

    id: str
    name: str
    crew: str
    trade: str
    state: str
    until: date | None


class Gauge(NamedTuple):
    """One measuring tool."""

    id: str
    name: str
    crew: str
    state: str
    until: date | None


def complaints() -> list[Complaint]:
    """Return the complaints of January to October 2026."""
    rng = random.Random(SEED + 3)
    return [_complaint(rng, index) for index in range(44)]


def returns() -> list[Return]:
    """Return the returned boards of 2026."""
    rng = random.Random(SEED + 4)
    return [_return(rng, index) for index in range(24)]


def reports() -> list[Report]:
    """Return three quarterly reports per shop."""
    rng = random.Random(SEED + 5)
    shops = [row[1] for row in table("dealers")]
    return [_report(rng, index, shops) for index in range(3 * len(shops))]


def badges() -> list[Badge]:
    """Return the badges: 24 own layers, 6 menders, 16 layers of the contracted crews."""
    rng = random.Random(SEED + 6)
    hired = [row[0] for row in table("crews")]
    crews = [OWN_CREWS[n // 6] for n in range(24)] + ["维修"] * len(MENDERS)
    crews += [hired[n % len(hired)] for n in range(16)]
    return [_badge(rng, index, crew) for index, crew in enumerate(crews)]


def gauges() -> list[Gauge]:
    """Return the measuring tools of the crews."""
    rng = random.Random(SEED + 7)
    return [_gauge(rng, index) for index in range(41)]


def surveys() -> list[list[object]]:
    """Return the answers to the survey of the first half of 2026."""
    rng = random.Random(SEED + 8)
    rows: list[list[object]] = []
    for index in range(60):
        scores: list[object] = [rng.choice((5, 5, 4, 4, 3)) for _ in range(3)]
        if index in NO_SERVICE_SCORE:
            scores[2] = None
        note = rng.choice((None, None, "颜色好", "等得久", "缝要再小点", "师傅仔细"))
        rows.append([f"DC{index + 1:02d}", person(rng), place(rng)[1], *scores, note])
    return rows


def takeback() -> list[list[object]]:
    """Return the old boards and packing taken back."""
    rng = random.Random(SEED + 9)
    rows: list[list[object]] = []
    for index in range(32):
        where, receipt = "县颗粒燃料厂", f"SJ{rng.randrange(1000, 9999)}"
        if index in BURNT:
            where, receipt = rng.choice(("工地烧了", "工地烧了", "扔小区垃圾站")), ""
        elif index in NO_RECEIPT:
            where, receipt = "", ""
        kind = rng.choice(("旧地板", "旧地板", "旧墙板", "纸箱和膜"))
        day = date(2026, 1, 15) + timedelta(days=8 * index)
        row = [f"HS{index + 1:02d}", place(rng)[1] + rng.choice(("一户", "两户", "工程")), kind]
        rows.append([*row, rng.randrange(40, 900), day, where or None, receipt or None])
    return rows


def upkeep() -> list[list[object]]:
    """Return the quarterly upkeep of building projects; every visit falls in its quarter."""
    rng = random.Random(SEED + 10)
    sites = ("泊屿酒店", "云栖里公寓", "衢江养老院", "临川一中图书馆", "集美幼儿园", "岳麓书吧")
    rows: list[list[object]] = []
    for number, site in enumerate(sites):
        for quarter, end in enumerate(QUARTER_ENDS, 1):
            if site == "泊屿酒店" and quarter < 3:
                continue
            day = end - timedelta(days=rng.randrange(3, 60))
            what = rng.choice(("补蜡、紧扣条", "查起拱，调缝两处", "补蜡，无异常"))
            code = f"YH{number + 1}{quarter}"
            rows.append([code, site, f"Q{quarter}", what, day, "余金发", "项目方已签"])
    return rows


def stock() -> list[list[object]]:
    """Return the spare boards and supplies; nothing is below its floor."""
    rng = random.Random(SEED + 11)
    names = ("平压本色补板", "侧压炭化补板", "重竹补板", "竹墙板补板")
    rows: list[list[object]] = []
    for index in range(32):
        floor = rng.choice((4, 6, 8))
        label = f"{('PY', 'CY', 'CZ', 'QB')[index % 4]}26{index % 9 + 1:02d}"
        have = floor + rng.randrange(0, 15)
        rows.append([f"BB{index + 1:02d}", names[index % 4], label, "箱", floor, have])
    supplies = ("收边扣条", "踢脚线", "地板胶", "修补漆", "防潮膜", "墙板挂件", "缝隙膏", "隔音垫")
    for index, name in enumerate(supplies):
        floor = rng.choice((20, 30, 50))
        have = floor + rng.randrange(0, 60)
        rows.append([f"FL{index + 1:02d}", name, "通用", "件", floor, have])
    return rows


def issued() -> list[list[object]]:
    """Return who signed for a copy of the manual: departments, crews and shops."""
    rng = random.Random(SEED + 12)
    own = ("总经办", "客户服务部", "品管部", "生产部", "销售部", "行政部")
    places = [*own, *OWN_CREWS, *(r[1] for r in table("crews")), *(r[1] for r in table("dealers"))]
    rows: list[list[object]] = []
    for index, name in enumerate(places):
        day = date(2026, 3, 1) + timedelta(days=rng.randrange(0, 14))
        rows.append([f"SC-{index + 1:02d}", name, "第3版", person(rng)[0] + "（签）", day])
    return rows


def _complaint(rng: random.Random, index: int) -> Complaint:
    logged = date(2026, 1, 8) + timedelta(days=round(280 * index / 44))
    gripes = table("gripes")
    kind, goods, text, result = BATCH_FAULT if index in BATCH_ROWS else gripes[index % len(gripes)]
    made = BAD_BATCH if index in BATCH_ROWS else batch(rng, goods, logged)
    agreed = logged + timedelta(days=AGREED_CLOSE[index]) if index in AGREED_CLOSE else None
    wait = AGREED_CLOSE.get(index, rng.randrange(2, 11))
    closed: Cell = logged + timedelta(days=10 + LATE_CLOSE[index] if index in LATE_CLOSE else wait)
    if index in NOT_CLOSED:
        closed, result = NOT_CLOSED[index] or None, "还没上门"
    return Complaint(
        f"KS{index + 1:02d}", rng.choice(("热线", "门店转", "官网", "铺装队转")), "黎素琴",
        person(rng), goods, kind, text, made, logged, result, closed, agreed, f"DA-{index + 1:02d}",
    )  # fmt: skip


def _return(rng: random.Random, index: int) -> Return:
    reason, way = rng.choice((
        ("色差", "换"), ("批号混装", "换"), ("箱角破", "换"), ("色差", "退"), ("买多了", "退"),
    ))  # fmt: skip
    stored = date(2026, 1, 20) + timedelta(days=11 * index)
    wait = 7 + LATE_REFUND[index] if index in LATE_REFUND else rng.randrange(1, 8)
    return Return(
        f"TH{index + 1:02d}", person(rng), rng.choice(("平压本色地板", "侧压炭化地板", "竹墙板")),
        reason, way, rng.randrange(1, 12), stored,
        None if index in NO_REFUND else stored + timedelta(days=wait),
        "运费和5%整理费，客户已签" if reason == "买多了" else "公司承担",
    )  # fmt: skip


def _report(rng: random.Random, index: int, shops: list[str]) -> Report:
    quarter, place_no = divmod(index, len(shops))
    wait = 10 + LATE_REPORT[index] if index in LATE_REPORT else rng.randrange(2, 11)
    handed = None if index in NO_REPORT else QUARTER_ENDS[quarter] + timedelta(days=wait)
    return Report(
        f"JB{index + 1:02d}", shops[place_no], f"{quarter + 1}季度", rng.randrange(3, 40), handed,
        "" if handed is None else "邓小苗",
    )  # fmt: skip


def _badge(rng: random.Random, index: int, crew: str) -> Badge:
    until = date(2026, 11, 5) + timedelta(days=rng.randrange(0, 560))
    if index in EXPIRED_BADGE or index in LEFT_STAFF:
        until = date(2026, 10, 20) - timedelta(days=rng.randrange(0, 240))
    if index == 20:
        until = date(2026, 10, 29)
    given = ("水生", "建国", "火根", "志明", "小毛", "国强", "细根", "春林", "良才")[index % 9]
    mender = crew == "维修"
    name = MENDERS[index - 24] if mender else "何余祝吴陈谢詹傅毛方"[index % 10] + given
    return Badge(
        f"SG{index + 1:02d}", name, crew, "维修工" if mender else "铺装工",
        "已离职" if index in LEFT_STAFF else "在岗",
        None if index in NO_BADGE_DAY else until,
    )  # fmt: skip


def _gauge(rng: random.Random, index: int) -> Gauge:
    until = date(2026, 11, 10) + timedelta(days=rng.randrange(0, 300))
    if index in EXPIRED_GAUGE or index in SCRAPPED:
        until = date(2026, 10, 1) - timedelta(days=rng.randrange(10, 200))
    names = ("木材含水率仪", "两米靠尺", "激光水平仪", "测厚卡尺", "塞尺")
    return Gauge(
        f"LJ{index + 1:02d}", names[index % 5], (*OWN_CREWS, "维修", "品管")[index % 6],
        "报废" if index in SCRAPPED else "在用", None if index in NO_GAUGE_DAY else until,
    )  # fmt: skip
