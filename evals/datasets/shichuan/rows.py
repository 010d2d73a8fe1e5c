"""Row data of the record files: typed rows with plain days; sheets.py decides how they look."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20260827
DELIVERY_COUNT = 64
GIVEN = "陈林黄李王张刘吴周何郑谢曾罗邓彭宋唐许韩"
TITLES = ("先生", "女士", "姐", "叔", "小姐")
STOCK = ("归林实木床1.8", "归林实木床1.5", "小塔高低床", "长谷餐桌", "长谷餐椅×4", "书柜双门")
MADE = ("定做衣柜", "定做榻榻米", "定做衣柜带书桌", "定做餐边柜")
LIMIT_DAYS = {"现货": 12, "定做": 35}
# Planned rows, by number: days from arrival to assembly; None = cell left blank.
ASSEMBLY_PLAN: dict[int, int | None] = {9: 4, 17: None, 23: 3, 38: 5, 46: None, 51: 2, 60: 4}
# Customers who asked for another day: days beyond the limit.
DEFERRED = {6: 4, 19: 9, 33: 2, 48: 15}
# Numbers with a call after assembly, and the days until it.
CALLED = {
    1: 3, 2: 5, 4: 7, 5: 2, 8: 6, 11: 4, 12: 9, 15: 3, 18: 7, 20: 1, 24: 12, 27: 5,
    30: 6, 34: 2, 36: 4, 41: 10, 44: 3, 50: 7, 55: 5, 58: 15, 63: 2,
}  # fmt: skip
DENTED = {14: "外箱角压扁，里面未发现破损", 29: "外箱淋湿，里面未发现破损"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery with assembly; a day is None where the cell was left blank."""

    id: str
    customer: str
    city: str
    province: str
    goods: str
    kind: str
    fitter: str
    look: str
    ordered: date
    deferred: date | None
    arrived: date
    assembled: date | None
    called: date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One reported problem; `replied` is a day when its time of day was not written."""

    id: str
    noted: datetime
    clerk: str
    customer: str
    city: str
    region: str
    channel: str
    words: str
    cover: str
    way: str
    replied: datetime | date | None
    visited: date | None
    fee: int
    consent: str
    confirmed: date | None
    swapped: date | None
    outcome: str
    comment: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def deliveries() -> list[Delivery]:
    """Return the deliveries ordered from January to June 2026, in order of the order day."""
    rng = random.Random(SEED)
    areas = table("surnames")
    return [_delivery(rng, number, rng.choice(areas)) for number in range(1, DELIVERY_COUNT + 1)]


def problems() -> list[Problem]:
    """Return the reported problems in order of registration."""
    return [_problem(number, row) for number, row in enumerate(table("problems"), 1)]


def _delivery(rng: random.Random, number: int, area: list[str]) -> Delivery:
    kind = rng.choice(("现货", "现货", "定做"))
    ordered = date(2026, 1, 10) + timedelta(days=round(166 * (number - 1) / DELIVERY_COUNT))
    limit = LIMIT_DAYS[kind]
    late = DEFERRED.get(number)
    spent = limit + late if late else rng.randrange(limit // 2, limit + 1)
    arrived = ordered + timedelta(days=spent)
    wait = ASSEMBLY_PLAN.get(number, rng.randrange(0, 3))
    assembled = None if wait is None else arrived + timedelta(days=wait)
    call = CALLED.get(number)
    return Delivery(
        id=f"SZ26-{number:03d}",
        customer=rng.choice(GIVEN) + rng.choice(TITLES),
        city=rng.choice(area[1].split(",")),
        province=area[0],
        goods=rng.choice(STOCK if kind == "现货" else MADE),
        kind=kind,
        fitter=rng.choice(area[2].split(",")),
        look=DENTED.get(number, "未发现破损"),
        ordered=ordered,
        deferred=arrived if late else None,
        arrived=arrived,
        assembled=assembled,
        called=assembled + timedelta(days=call) if assembled and call else None,
    )


def _problem(number: int, row: list[str]) -> Problem:
    noted = datetime.fromisoformat(f"2026-{row[0]}")
    confirmed, _, days = row[13].partition("/")
    start = day(f"2026-{confirmed}" if confirmed else "")
    return Problem(
        f"SH26-{number:02d}",
        noted,
        *row[1:9],
        replied=_reply(noted, row[9]),
        visited=noted.date() + timedelta(days=int(row[10])) if row[10] else None,
        fee=int(row[11]),
        consent=row[12],
        confirmed=start,
        swapped=start + timedelta(days=int(days)) if start and days.isdigit() else None,
        outcome=row[14],
        comment=row[15],
    )


def _reply(noted: datetime, hours: str) -> datetime | date | None:
    if hours == "D":
        return noted.date() + timedelta(days=1)
    return noted + timedelta(hours=float(hours)) if hours else None
