"""Row data of the registers: typed rows with plain times; sheets.py decides how they look."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20261015
FIRST_DAY = date(2026, 1, 5)
KIND_COUNTS = {"急修": 52, "清洗": 22, "换装": 16}
# Clock times in this module carry no zone: the firm's sheets name none.
REWASH_DAYS = (
    "2026-01-19", "2026-02-05", "2026-02-24", "2026-03-17", "2026-04-13",
    "2026-05-07", "2026-06-09", "2026-07-20", "2026-08-11", "2026-09-16",
)  # fmt: skip
CITY_MINUTES, COUNTRY_MINUTES = 120, 240
# Planned rows, by position among the orders of one kind.
URGENT_LATE = {4: 35, 13: 80, 22: 15, 37: 130, 45: 50}
URGENT_ON_LIMIT = {18}
URGENT_NO_ARRIVAL = {9, 28, 40}
URGENT_NO_END = {28, 33}
CLEANING_END = {5: (5, 50), 9: (5, 30), 16: (6, 20), 11: None}
TRIAL_MINUTES = {3: 30, 6: 20, 12: None}
# Positions among the orders above the price limit that is to be signed for first.
UNSIGNED = {1, 3, 4, 7, 10, 12, 15, 16, 20, 23, 26}
SIGN_BLANK = {5, 13, 22}
PRICE_LIMIT = 200
# Hours from completion to the call, by position among the urgent orders; the rest were not called.
CALLED = {
    0: 20, 1: 6, 3: 30, 6: 44, 7: 61, 11: 15, 14: 26, 15: 48, 17: 9, 20: 90, 21: 22, 24: 40,
    25: 18, 29: 27, 31: 5, 33: 26, 35: 72, 36: 33, 39: 12, 42: 24, 43: 45, 47: 8, 49: 19, 51: 36,
}  # fmt: skip
UPKEEP_SHIFT = {4: 9, 11: 12, 17: -6, 26: 7, 7: None, 31: None}
FAULTS = {
    "制冷": ("冷柜不凉", "冷库结霜", "空调跳闸", "冷藏门关不严", "压机一直响"),
    "风阀": ("罩口没风", "风机异响", "防火阀关了不复位", "净化器红灯", "皮带打滑"),
}
SWAPS = {"风阀": ("排风电机", "防火阀执行器", "风机轴承"), "制冷": ("压缩机", "温控器")}
SWAP_FEES = {
    "排风电机": 980, "防火阀执行器": 760, "风机轴承": 360, "压缩机": 1480, "温控器": 230,
}  # fmt: skip
URGENT_FEES = (80, 120, 180, 200, 240, 320, 360, 480, 95, 560)


@dataclass(frozen=True, slots=True)
class Order:
    """One work order; a time is None where the cell is blank, `limit_min` 0 where none is set."""

    id: str
    kind: str
    called: datetime
    client: str
    city: str
    station: str
    work: str
    lead: str
    cover: str
    fee: int
    limit_min: int = 0
    arrived: datetime | None = None
    done: datetime | None = None
    trial_min: int | None = None
    signed: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One planned upkeep visit."""

    id: str
    client: str
    city: str
    station: str
    work: str
    lead: str
    planned: date
    done: date | None


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call-back sheet, kept for every urgent order."""

    id: str
    order: Order
    called: datetime | None
    words: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def moment(text: str) -> datetime | None:
    """Read an ISO time; an empty text is a blank cell."""
    return datetime.fromisoformat(text) if text else None


def orders() -> list[Order]:
    """Return all work orders of January to September 2026 in order of the call."""
    rng = random.Random(SEED)
    drawn = [*_urgent(rng), *_night_work(rng), *_swaps(rng)]
    drawn.sort(key=lambda order: order.called)
    dear = [order for order in drawn if order.fee > PRICE_LIMIT]
    signs = {id(order): _sign(index) for index, order in enumerate(dear)}
    return [
        replace(order, id=f"AL26-{number:03d}", signed=signs.get(id(order), ""))
        for number, order in enumerate(drawn, 1)
    ]


def visits() -> list[Visit]:
    """Return the planned upkeep visits in order of the plan."""
    rng = random.Random(SEED + 1)
    return [_visit(rng, number) for number in range(36)]


def calls() -> list[Call]:
    """Return one call-back line per urgent order, in order of the orders."""
    rng = random.Random(SEED + 2)
    urgent = [order for order in orders() if order.kind == "急修"]
    return [_call(rng, index, order) for index, order in enumerate(urgent)]


def opinions() -> list[dict[str, object]]:
    """Return the opinion slips: id, noted, client, source, words, answered, outcome."""
    return [
        {
            "id": f"YJ26-{number:02d}",
            "noted": (noted := datetime.fromisoformat(f"2026-{row[0]}")),
            "client": row[1],
            "source": row[2],
            "words": row[3],
            "answered": noted + timedelta(hours=float(row[4])),
            "outcome": row[5],
        }
        for number, row in enumerate(table("opinions"), 1)
    ]


def _sign(index: int) -> str:
    if index in SIGN_BLANK:
        return ""
    return "未签" if index in UNSIGNED else "已签"


def _lead(rng: random.Random, station: str, trade: str) -> str:
    names = next(row[2] for row in table("crews") if row[:2] == [station, trade])
    return rng.choice(names.split(","))


def _days(count: int, last: int = 262) -> Iterator[date]:
    for index in range(count):
        yield FIRST_DAY + timedelta(days=round(last * index / (count - 1)))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001


def _urgent(rng: random.Random) -> Iterator[Order]:
    clients = cycle(rng.sample(table("clients"), 21))
    for place, day in enumerate(_days(KIND_COUNTS["急修"])):
        client, city, station = next(clients)
        trade = rng.choice(("制冷", "风阀"))
        limit = CITY_MINUTES if city.endswith("市区") else COUNTRY_MINUTES
        called = _at(day, rng.randrange(7, 20), rng.randrange(60))
        spent = rng.randrange(limit // 3, limit - 3)
        spent = limit if place in URGENT_ON_LIMIT else spent
        spent = limit + URGENT_LATE[place] if place in URGENT_LATE else spent
        arrived = called + timedelta(minutes=spent)
        done = arrived + timedelta(minutes=rng.randrange(40, 170))
        inside = place % 6 == 2
        fee = rng.choice(URGENT_FEES)
        yield Order(
            "", "急修", called, client, city, station, rng.choice(FAULTS[trade]),
            _lead(rng, station, trade), "保内" if inside else "保外", 0 if inside else fee,
            limit_min=limit,
            arrived=None if place in URGENT_NO_ARRIVAL else arrived,
            done=None if place in URGENT_NO_END else done,
            place=place,
        )  # fmt: skip


def _night_work(rng: random.Random) -> Iterator[Order]:
    clients = cycle(rng.sample(table("clients"), 21))
    cleaning = [("清洗", day) for day in _days(KIND_COUNTS["清洗"], 258)]
    again = [("返洗", date.fromisoformat(text)) for text in REWASH_DAYS]
    for place, (kind, day) in enumerate([*cleaning, *again]):
        client, city, station = next(clients)
        start = _at(day, 21, rng.randrange(20, 60))
        end = CLEANING_END.get(place, (rng.randrange(3, 5), rng.randrange(60)))
        yield Order(
            "", kind, _at(day, rng.randrange(9, 17), rng.randrange(60)), client, city, station,
            "烟罩、风管、风机" if kind == "清洗" else "烟罩边角", _lead(rng, station, "清洗"),
            "合同内", 0,
            arrived=start,
            done=None if end is None else _at(day + timedelta(days=1), *end),
            place=place,
        )  # fmt: skip


def _swaps(rng: random.Random) -> Iterator[Order]:
    clients = cycle(rng.sample(table("clients"), 21))
    for place, day in enumerate(_days(KIND_COUNTS["换装"], 255)):
        client, city, station = next(clients)
        trade = "制冷" if place % 3 == 1 else "风阀"
        part = rng.choice(SWAPS[trade])
        arrived = _at(day + timedelta(days=1), rng.randrange(9, 15), rng.randrange(60))
        inside = place == 10
        yield Order(
            "", "换装", _at(day, rng.randrange(8, 17), rng.randrange(60)), client, city, station,
            f"换{part}", _lead(rng, station, trade), "保内" if inside else "保外",
            0 if inside else SWAP_FEES[part],
            arrived=arrived,
            done=arrived + timedelta(minutes=rng.randrange(90, 240)),
            trial_min=TRIAL_MINUTES.get(place, rng.choice((30, 35, 40, 45, 60))),
            place=place,
        )  # fmt: skip


def _visit(rng: random.Random, number: int) -> Visit:
    client, city, station = table("clients")[number % 21]
    planned = date(2026, 1, 12) + timedelta(days=7 * number)
    trade = "制冷" if number % 2 else "风阀"
    shift = UPKEEP_SHIFT.get(number, rng.randrange(-5, 6))
    return Visit(
        id=f"XB26-{number + 1:02d}",
        client=client,
        city=city,
        station=station,
        work="冷库冷柜" if trade == "制冷" else "防火阀、风机",
        lead=_lead(rng, station, trade),
        planned=planned,
        done=None if shift is None else planned + timedelta(days=shift),
    )


def _call(rng: random.Random, index: int, order: Order) -> Call:
    hours = CALLED.get(index)
    end = order.done or order.called + timedelta(hours=6)
    words = rng.choice(("好使，没乱要钱", "好使", "地上有点水印", "好使，师傅客气", "好了"))
    return Call(
        id=f"HW-{index + 1:02d}",
        order=order,
        called=None if hours is None else _waking(end, end + timedelta(hours=hours)),
        words="" if hours is None else words,
    )


def _waking(end: datetime, when: datetime) -> datetime:
    """Move a call out of the night: to the evening before, or to the morning if too soon."""
    if 8 <= when.hour <= 20:
        return when
    evening = when.replace(hour=20) - timedelta(days=when.hour < 8)
    return evening if evening > end else evening + timedelta(hours=12)
