"""Rows of the department's ledgers: doors, counts, lessons, cards, checks and complaints."""

import random
from datetime import date, timedelta

from rows import Row, spread, table

DOOR_COUNT = 18
DOOR_DAYS = 15
COUNTED = (
    "湘泊酒店", "栖岳宾馆", "橘堤酒店", "星瓷大酒店", "荷塘月宾馆", "莲桥酒店", "万楼酒店",
    "韶韵山庄", "沐康医院", "仁芷医院", "泽禾医院", "天元妇产",
)  # fmt: skip
STATIONS = ("荷塘总站", "雨花站", "岳塘站", "韶山站")
MACHINES = (
    "洗衣龙一", "洗衣龙二", "烘干机一", "烘干机二", "烫平机一", "烫平机二", "折叠机", "蒸汽锅炉",
)  # fmt: skip
MONTHS = range(1, 9)
AUDIT_DATE = date(2026, 9, 24)
LATE_DOOR = {4: 6, 13: 2}
NO_DOOR_DAY = {9}
LATE_COUNT = {10: 3, 27: 6, 41: 2, 58: 9, 83: 4}
NO_COUNT = {19, 50, 66, 91}
LATE_LESSON = {2: 6, 5: 19, 9: 3, 12: 11, 16: 22, 20: 8, 24: 15, 29: 2, 33: 27, 38: 13, 41: 9}
NO_LESSON = {0, 7, 14, 22, 27, 35, 43}
LATE_STATION = {11: 4, 26: 7}
NO_STATION = {19}
NO_CARE = {13, 30, 46, 59}
EXPIRED_CARD = {0: 116, 3: 12, 7: 240, 9: 61, 14: 33, 19: 5, 24: 150, 28: 77, 33: 19}
NO_CARD = {5, 16, 30}
LAST_DAY_CARD = {11}
LEFT = {39, 40, 41}
LATE_CLOSE = {
    1: 4, 3: 13, 6: 2, 8: 7, 10: 21, 14: 15, 17: 3, 20: 9, 24: 1, 28: 6, 31: 18, 35: 5, 37: 11,
}  # fmt: skip
OPEN_COMPLAINT = {11, 19, 26, 33, 38}
AGREED_DELAY = {2: 12, 27: 20}
LATE_CALL = {5: 4, 22: 9, 36: 2}
NO_CALL = {13, 30}


def doors() -> list[Row]:
    """Return the reading doors and cabinets fitted from January to August 2026."""
    rng = random.Random(31)
    clients = rng.sample([row[0] for row in table("clients")], DOOR_COUNT)
    return [_door(rng, index, client) for index, client in enumerate(clients)]


def counts() -> list[Row]:
    """Return the monthly linen counts at the twelve customers whose contract asks for them."""
    rng = random.Random(32)
    pairs = [(month, client) for month in MONTHS for client in COUNTED]
    return [_count(rng, index, *pair) for index, pair in enumerate(pairs)]


def lessons() -> list[Row]:
    """Return one row per customer: the lesson of the first half of 2026."""
    rng = random.Random(33)
    return [_lesson(rng, index, row[0]) for index, row in enumerate(table("clients"))]


def cards() -> list[Row]:
    """Return health and boiler cards; the last rows are of people who left."""
    rng = random.Random(34)
    return [_card(rng, index, *row) for index, row in enumerate(table("people"))]


def stations() -> list[Row]:
    """Return one row per station and month."""
    rng = random.Random(35)
    pairs = [(month, name) for month in MONTHS for name in STATIONS]
    return [_station(rng, index, *pair) for index, pair in enumerate(pairs)]


def care() -> list[Row]:
    """Return one row per machine and month."""
    rng = random.Random(36)
    pairs = [(month, name) for month in MONTHS for name in MACHINES]
    return [_care(rng, index, *pair) for index, pair in enumerate(pairs)]


def complaints() -> list[Row]:
    """Return the complaints of 2026 up to the middle of September."""
    rng = random.Random(37)
    return [_complaint(rng, index, row) for index, row in enumerate(table("complaints"))]


def month_end(month: int) -> date:
    """Return the last day of a month of 2026 before December."""
    return date(2026, month + 1, 1) - timedelta(days=1)


def _in_month(rng: random.Random, month: int, index: int, late: dict[int, int]) -> date:
    last = month_end(month)
    return last + timedelta(days=late.get(index, -rng.randrange(0, 25)))


def _door(rng: random.Random, index: int, client: str) -> Row:
    signed = spread(index, DOOR_COUNT, date(2026, 1, 8), 215)
    wait = DOOR_DAYS + LATE_DOOR[index] if index in LATE_DOOR else rng.randrange(5, 16)
    return {
        "装门号": f"ZM{index + 1:02d}",
        "客户": client,
        "装的什么": rng.choice(("读数门", "智能布草柜")),
        "技工": rng.choice(("罗启明", "谷子豪")),
        "三轮试读": f"{rng.randrange(990, 1000) / 10}%",
        "签约日": signed,
        "装好日": None if index in NO_DOOR_DAY else signed + timedelta(days=wait),
        "客户签字": None if index in NO_DOOR_DAY else "签",
    }


def _count(rng: random.Random, index: int, month: int, client: str) -> Row:
    book = rng.randrange(900, 5200)
    done = _in_month(rng, month, index, LATE_COUNT)
    blank = index in NO_COUNT
    return {
        "点布号": f"DB{index + 1:03d}",
        "客户": client,
        "月份": f"{month}月",
        "账上件": book,
        "实点件": None if blank else book - rng.randrange(0, 24),
        "点布日": None if blank else done,
        "点布员": rng.choice(("庄小禾", "苏映雪", "薛丁山")),
    }


def _lesson(rng: random.Random, index: int, client: str) -> Row:
    last = date(2026, 6, 30)
    done = last + timedelta(days=LATE_LESSON.get(index, -rng.randrange(2, 120)))
    blank = index in NO_LESSON
    return {
        "讲布号": f"JS-{index + 1:02d}",
        "客户": client,
        "哪半年": "上半年",
        "讲布日": None if blank else done,
        "听的人": None if blank else rng.randrange(3, 22),
        "听者签名": None if blank else "有",
    }


def _card(rng: random.Random, index: int, name: str, job: str) -> Row:
    until: date | None = AUDIT_DATE + timedelta(days=rng.randrange(20, 320))
    if index in EXPIRED_CARD or index in LEFT:
        until = AUDIT_DATE - timedelta(days=EXPIRED_CARD.get(index, 40))
    if index in NO_CARD:
        until = None
    if index in LAST_DAY_CARD:
        until = AUDIT_DATE
    return {
        "证号": f"ZZ{index + 1:02d}",
        "姓名": name,
        "干什么": job,
        "证": "司炉证" if job == "司炉" else "健康证",
        "在不在": "走了" if index in LEFT else "在",
        "有效至": until,
    }


def _station(rng: random.Random, index: int, month: int, name: str) -> Row:
    done = _in_month(rng, month, index, LATE_STATION)
    return {
        "站检号": f"ZJ{index + 1:02d}",
        "站": name,
        "月份": f"{month}月",
        "看到什么": rng.choice(
            ("都好", "隔舱板缺一块，当场补", "布笼轮子响", "备布少两架，次日补")
        ),
        "检的日子": None if index in NO_STATION else done,
    }


def _care(rng: random.Random, index: int, month: int, name: str) -> Row:
    blank = index in NO_CARE
    return {
        "保养号": f"BY{index + 1:02d}",
        "机器": name,
        "月份": f"{month}月",
        "保了什么": None if blank else rng.choice(("换滤网", "上油", "清绒", "查阀", "换密封")),
        "保养日": None if blank else _in_month(rng, month, index, {}),
        "谁保": None if blank else rng.choice(("殷志辉", "罗启明", "老邓")),
    }


def _complaint(rng: random.Random, index: int, words: list[str]) -> Row:
    source, client, what, how = words
    logged = spread(index, len(table("complaints")), date(2026, 3, 6), 184)
    agreed = logged + timedelta(days=AGREED_DELAY[index]) if index in AGREED_DELAY else None
    wait = 5 + LATE_CLOSE[index] if index in LATE_CLOSE else rng.randrange(0, 6)
    closed = agreed or logged + timedelta(days=wait)
    called = closed + timedelta(days=3 + LATE_CALL[index] if index in LATE_CALL else 2)
    is_open = index in OPEN_COMPLAINT
    return {
        "投诉号": f"TS-{index + 1:02d}",
        "怎么来": source,
        "客户": client,
        "说什么": what,
        "怎么办": "还在办" if is_open else how,
        "卷号": f"J{index + 1:03d}",
        "登记日": logged,
        "同意延到": agreed,
        "办结日": None if is_open else closed,
        "回访日": None if is_open or index in NO_CALL else called,
    }
