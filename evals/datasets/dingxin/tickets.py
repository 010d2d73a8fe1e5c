"""Tickets as the service desk exports them: levels, minutes, pauses, cancelled and merged rows."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from tables import Row, table

SEED = 20260917
COUNT = 164
RESPONSE_LIMIT = {"P1": 15, "P2": 30, "P3": 60, "P4": 240}
ARRIVAL_LIMIT = {"城区": 240, "县域": 480}
# Plans name tickets by their position, from 0; those of arrival by position among visits.
CANCELLED = {13, 47, 88, 121, 141}
MERGED = {22, 61, 97, 133, 150}
RUNNING = {159, 161, 163}
SLOW = {9: 4, 27: 18, 38: 2, 56: 35, 71: 9, 90: 1, 112: 22, 128: 6, 146: 51}
NO_RESPONSE = {33, 79, 104, 137}
ON_THE_LIMIT = {18, 66, 118}
LATE = {2: 35, 5: 90, 9: 15, 14: 140, 17: 4, 21: 75, 26: 180, 30: 48, 33: 110, 37: 22, 41: 65}
LATE |= {46: 130, 50: 31, 54: 85, 58: 12, 63: 155, 67: 44, 71: 100, 75: 27, 79: 60}
NO_ARRIVAL = {11, 39, 61}
ARRIVAL_WITHOUT_TIME = {23, 48, 69}
PAUSED = {3: 150, 8: 95, 12: 210, 19: 60, 28: 330, 35: 120, 44: 45, 52: 180, 57: 260, 65: 90}
PAUSED |= {9: 30, 33: 40, 54: 25}  # late even after the pause
EXACT_ARRIVAL = {7, 45}
DESK = ("莫小贝", "池小鱼", "段夜", "闵月", "葛川")


@cache
def tickets() -> tuple[Row, ...]:
    """Return the tickets of January to August 2026 in order of creation."""
    rng = random.Random(SEED)
    rows = [_opened(rng, index) for index in range(COUNT)]
    visits = (row for row in rows if row["处理方式"] == "上门")
    for position, row in enumerate(visits):
        _visit(rng, row, position)
    for row in rows:
        _close(rng, row)
    return tuple(rows)


def counted() -> Iterator[Row]:
    """Yield the tickets that take part in statistics: not the cancelled, not the merged."""
    return (row for row in tickets() if row["状态"] not in ("已取消", "已合并"))


def visits() -> list[Row]:
    """Return the counted tickets that sent an engineer."""
    return [row for row in counted() if row["处理方式"] == "上门"]


def closed() -> list[Row]:
    """Return the closed tickets."""
    return [row for row in tickets() if row["状态"] == "已关闭"]


def _status(index: int) -> str:
    for name, places in (("已取消", CANCELLED), ("已合并", MERGED), ("处理中", RUNNING)):
        if index in places:
            return name
    return "已关闭"


def _opened(rng: random.Random, index: int) -> Row:
    day = date(2026, 1, 3) + timedelta(days=round(239 * index / COUNT))
    project, province, zone, _, crew = rng.choice(table("projects"))
    product, symptom = rng.choice(table("faults"))
    level = rng.choices(tuple(RESPONSE_LIMIT), (7, 25, 45, 23))[0]
    status = _status(index)
    remote = status == "处理中" or product == "鼎昕云停" or rng.random() < 0.3
    return {
        "工单号": f"GD26-{index + 1:04d}", "状态": status, "级别": level, "客户项目": project,
        "省份": province, "区域": zone, "产品": product, "现象": symptom,
        "坐席": rng.choice(DESK),
        "创建时间": datetime.combine(day, time(rng.randrange(7, 17), rng.randrange(60))),
        "一线响应分钟": _response(rng, level, index),
        "处理方式": "远程" if remote else "上门",
        "派单时间": None, "工程师": "" if remote else rng.choice(crew.split("、")),
        "客户挂起分钟": None, "到场时间": None, "关闭时间": None,
        "质保": "保内" if rng.random() < 0.6 else "保外", "收费元": 0, "备注": "",
    }  # fmt: skip


def _response(rng: random.Random, level: str, index: int) -> int | None:
    limit = RESPONSE_LIMIT[level]
    if index in NO_RESPONSE:
        return None
    if index in SLOW:
        return limit + SLOW[index]
    return limit if index in ON_THE_LIMIT else rng.randrange(2, limit - 3)


def _visit(rng: random.Random, row: Row, position: int) -> None:
    sent = row["创建时间"] + timedelta(minutes=rng.randrange(6, 70))
    limit, pause = ARRIVAL_LIMIT[row["区域"]], PAUSED.get(position, 0)
    minutes = rng.randrange(50, limit * 9 // 10)
    if position in LATE:
        minutes = limit + LATE[position]
    elif position in EXACT_ARRIVAL:
        minutes = limit
    elif pause > 100:
        minutes = limit - rng.randrange(5, 40)  # over the limit only until the pause is taken off
    row["派单时间"] = sent
    row["客户挂起分钟"] = pause or None
    arrived = sent + timedelta(minutes=minutes + pause)
    row["到场时间"] = arrived.date() if position in ARRIVAL_WITHOUT_TIME else arrived
    if pause:
        row["备注"] = rng.choice(
            ("等停电窗口", "车占道挪不开", "物业钥匙不在", "商场营业结束再断电")
        )
    row["真实到场"] = arrived
    if position in NO_ARRIVAL:
        row["到场时间"] = None
        row["备注"] = rng.choice(("手机没电，补", ""))


def _close(rng: random.Random, row: Row) -> None:
    start = row.pop("真实到场", None) or row["创建时间"] + timedelta(minutes=30)
    if row["状态"] in ("已取消", "已合并"):
        row["备注"] = "客户说好了" if row["状态"] == "已取消" else "并入前一单"
        row["到场时间"] = None
        return
    if row["状态"] == "处理中":
        row["备注"] = "等研发"
        return
    row["关闭时间"] = start + timedelta(minutes=rng.randrange(25, 310))
    if row["质保"] == "保外" and row["处理方式"] == "上门":
        row["收费元"] = 150 + 120 * rng.randrange(1, 4) + rng.choice((0, 0, 480, 650, 390))
