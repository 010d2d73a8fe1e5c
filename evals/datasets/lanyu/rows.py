"""Rows of the collection and claim sheets: typed cells under their column heads."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

Cell = str | int | date | datetime | time | None
Row = dict[str, Cell]

SOURCE = Path(__file__).parent / "src"
SEED = 270
DELIVERY_COUNT = 132
REWASH_COUNT = 72
REFILL_COUNT = 52
SWAP_COUNT = 28
CHARGE_COUNT = 46
GRACE = {"韶山线": 30}
LIMIT_HOURS = {"酒店": 24, "医院": 12}
LINEN = {
    "酒店": ("床单", "被套", "枕套", "浴巾", "面巾", "浴袍"),
    "医院": ("病号服", "手术衣", "洞巾", "值班被套"),
}
# Plans name rows by their position, from 0.
LATE_VAN = {7: 12, 23: 4, 39: 31, 58: 9, 66: 1, 81: 22, 97: 6, 104: 47, 120: 15}
NO_VAN_TIME = {15, 44, 73, 88, 111}
MOVED = {12: time(9, 30), 51: time(11, 0), 95: time(13, 30)}
WET_PACK = {30, 69, 116}
SHORT = {3: -2, 18: -1, 33: -12, 49: -3, 64: -1, 77: -6, 90: -20, 108: -2, 125: -4}
LATE_WASH = {
    1: 5, 4: 11, 6: 2, 9: 18, 12: 7, 15: 3, 19: 26, 22: 9, 25: 1, 29: 14, 32: 6, 37: 4, 40: 12,
    44: 20, 48: 3, 53: 8, 57: 5, 61: 16, 66: 2, 69: 10,
}  # fmt: skip
NO_WASH_TIME = {11, 34, 55}
WASH_DAY_ONLY = {27, 63}
ON_THE_HOUR = {20, 50}
CLIENT_FAULT = {5, 13, 21, 30, 38, 46, 54, 62, 68}
FAULT_OPEN = {26, 47}
CHARGED_OURS = {8, 36, 58}
LATE_REFILL = {6: 3, 19: 14, 30: 41, 44: 2}
NO_REFILL = {13, 37}
SWAP_LAST_DAY = {2, 9, 16, 24}
CHARGE_UNSIGNED = {1, 4, 8, 11, 15, 18, 22, 27, 29, 33, 36, 40, 44}
CHARGE_AFTER = {3: 6, 10: 14, 17: 1, 25: 9, 31: 20, 42: 4}
MINUTES = (3, 8, 15, 22, 31, 40, 52)


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def deliveries() -> list[Row]:
    """Return the clean-linen runs of August 2026, in order of day."""
    rng = random.Random(SEED)
    rows = (_delivery(rng, index) for index in range(DELIVERY_COUNT))
    return list(rows)


def rewashes() -> list[Row]:
    """Return the rewash tickets from March to August 2026."""
    rng = random.Random(SEED + 1)
    return [_rewash(rng, index) for index in range(REWASH_COUNT)]


def refills() -> list[Row]:
    """Return the tickets for missing pieces from March to August 2026."""
    rng = random.Random(SEED + 2)
    return [_refill(rng, index) for index in range(REFILL_COUNT)]


def swaps() -> list[Row]:
    """Return the swap tickets from March to August 2026; none is late."""
    rng = random.Random(SEED + 3)
    return [_swap(rng, index) for index in range(SWAP_COUNT)]


def charges() -> list[Row]:
    """Return the tickets that were charged, with the day the customer agreed."""
    rng = random.Random(SEED + 4)
    return [_charge(rng, index) for index in range(CHARGE_COUNT)]


def window_end(row: Row) -> time:
    """Return the end of the window, or the time the customer moved it to."""
    moved = row["改约到"]
    return moved if isinstance(moved, time) else time.fromisoformat(str(row["窗口"])[-5:])


def grace(row: Row) -> int:
    """Return the minutes allowed after the end of the window."""
    return GRACE.get(str(row["线"]), 15)


def added(clock: time, minutes: int) -> time:
    """Return the time of day `minutes` later."""
    return (datetime.combine(date(2026, 8, 1), clock) + timedelta(minutes=minutes)).time()


def spread(index: int, count: int, first: date, days: int) -> date:
    """Return a day for row `index` of `count` rows, spread evenly."""
    return first + timedelta(days=round(days * index / count))


def _delivery(rng: random.Random, index: int) -> Row:
    client, _, line, window = rng.choice(table("clients"))
    row: Row = {
        "车次": f"C{index + 1:03d}",
        "线": line,
        "客户": client,
        "窗口": window,
        "净布件": rng.randrange(60, 900),
        "读数差": SHORT.get(index, 0),
        "日期": spread(index, DELIVERY_COUNT, date(2026, 8, 1), 30),
        "改约到": MOVED.get(index),
    }
    early = rng.randrange(-6, 70)
    shift = grace(row) + LATE_VAN[index] if index in LATE_VAN else -early
    row["到门"] = None if index in NO_VAN_TIME else added(window_end(row), shift)
    row["包况"] = "湿，换笼" if index in WET_PACK else "好"
    row["签收"] = "签"
    row["押车"] = rng.choice([name for name, job in table("people")[:36] if job == "押车"])
    return row


def _client(rng: random.Random) -> tuple[str, str]:
    client, kind, *_ = rng.choice(table("clients"))
    return client, kind


def _rewash(rng: random.Random, index: int) -> Row:
    client, kind = _client(rng)
    linen, fault = rng.choice([row[:2] for row in table("flaws") if row[2] == kind])
    blame = "客户" if index in CLIENT_FAULT else None if index in FAULT_OPEN else "澜愉"
    pieces = rng.randrange(2, 90)
    told = _moment(rng, spread(index, REWASH_COUNT, date(2026, 3, 2), 181))
    return {
        "回洗单": f"HX{index + 1:03d}",
        "客户": client,
        "类": kind,
        "布草": linen,
        "毛病": fault,
        "件": pieces,
        "谁接": rng.choice(("彭小满", "易莎", "邹子涵", "骆珊")),
        "报时": told,
        "送回": _returned(rng, told, LIMIT_HOURS[kind], index),
        "责任": blame,
        "收费元": _fee(blame, pieces, index),
        "红联": "已交",
    }


def _fee(blame: str | None, pieces: int, index: int) -> int | None:
    if blame == "客户" or index in CHARGED_OURS:
        return round(pieces * 2.5)
    return None


def _returned(rng: random.Random, told: datetime, limit: int, index: int) -> Cell:
    if index in NO_WASH_TIME:
        return None
    hours = limit if index in ON_THE_HOUR else rng.randrange(4, limit)
    when = told + timedelta(hours=limit + LATE_WASH[index] if index in LATE_WASH else hours)
    return when.date() if index in WASH_DAY_ONLY else when


def _refill(rng: random.Random, index: int) -> Row:
    client, kind = _client(rng)
    told = _moment(rng, spread(index, REFILL_COUNT, date(2026, 3, 4), 176))
    wait = 48 + LATE_REFILL[index] if index in LATE_REFILL else rng.randrange(5, 48)
    return {
        "补布单": f"BB{index + 1:03d}",
        "客户": client,
        "布草": rng.choice(LINEN[kind]),
        "缺几件": rng.randrange(1, 46),
        "谁补": rng.choice(("戴敏", "邹艳红")),
        "报缺": told,
        "补到": None if index in NO_REFILL else told + timedelta(hours=wait),
    }


def _swap(rng: random.Random, index: int) -> Row:
    client, kind = _client(rng)
    told = spread(index, SWAP_COUNT, date(2026, 3, 5), 175)
    days = 3 if index in SWAP_LAST_DAY else rng.randrange(0, 4)
    return {
        "换布单": f"HB{index + 1:03d}",
        "客户": client,
        "布草": rng.choice(LINEN[kind]),
        "为什么换": rng.choice(("破口", "黄渍洗不掉", "缩短", "脱线", "发硬")),
        "件": rng.randrange(1, 30),
        "报日": told,
        "换到日": told + timedelta(days=days),
        "签收": "签",
    }


def _charge(rng: random.Random, index: int) -> Row:
    client, _ = _client(rng)
    began = spread(index, CHARGE_COUNT, date(2026, 3, 3), 178)
    shift = CHARGE_AFTER.get(index, -rng.randrange(0, 3))
    agreed = None if index in CHARGE_UNSIGNED else began + timedelta(days=shift)
    return {
        "收费单": f"SF{index + 1:03d}",
        "客户": client,
        "名目": rng.choice(("特污", "加急", "丢失赔布", "特污")),
        "金额元": rng.randrange(4, 140) * 5,
        "动手日": began,
        "准": agreed,
    }


def _moment(rng: random.Random, day: date) -> datetime:
    return datetime.combine(day, time(rng.randrange(6, 22), rng.choice(MINUTES)))
