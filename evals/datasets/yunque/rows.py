"""Tickets and go-live projects: typed rows with plain times; sheets.py decides how they look."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 2710
TICKET_COUNT = 150
PROJECT_COUNT = 60
ANSWER_MINUTES = {"P1": 30, "P2": 120, "P3": 480, "P4": 1440}
RESTORE_MINUTES = {"P1": 240, "P2": 1440, "P3": 5 * 1440, "P4": 15 * 1440}
LIVE_DAYS = {"单仓": 30, "多仓": 60}
OUTLETS = {"广东": "顺德总部", "湖南": "长沙点", "江西": "赣州赣捷"}
CLERKS = ("劳倩", "焦洋", "佘丽娜", "简志聪", "屈小宁", "祁安", "向蓓", "凌志强")
# Plans name rows by their position, from 0; numbers are minutes or days beyond the limit.
LATE_ANSWER = {13: 25, 57: 90, 99: 12, 134: 41}
NO_ANSWER = {41, 122}
DAY_ONLY_ANSWER = {75}
LATE_RESTORE = {
    4: 130, 19: 600, 33: 75, 46: 2000, 52: 310, 68: 1500, 81: 45, 94: 700, 103: 2600, 111: 190,
    126: 380, 131: 90,
}  # fmt: skip
NO_RESTORE = {27, 61, 87, 140}
DAY_ONLY_RESTORE = {10, 107}
AGREED = {8: 9, 24: 12, 37: 7, 55: 20, 72: 10, 96: 8, 119: 11}
PAST_AGREED = {37: 3, 96: 5}
ADDED_BY_HAND = {6, 41, 75, 112, 138}
LATE_LIVE = {7: 9, 18: 4, 25: 21, 36: 2, 49: 13}
NO_LIVE = {22, 44}
PUT_OFF = {5: 45, 16: 75, 31: 52, 40: 95}
LATE_CALL = {3: 6, 14: 11, 29: 2, 38: 19, 52: 4}
NO_CALL = {11, 47}
AFTER_EXPIRY = {57: date(2026, 9, 1), 58: date(2026, 9, 3), 59: date(2026, 9, 4)}


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket; a date instead of a moment means that its hour was not written."""

    id: str
    tenant: str
    channel: str
    level: str
    module: str
    title: str
    clerk: str
    opened: datetime
    answered: datetime | date | None
    restored: datetime | date | None
    agreed: date | None
    subscribed: bool
    fee: int
    report: str


@dataclass(frozen=True, slots=True)
class Project:
    """One factory from its kick-off to the call after going live."""

    id: str
    tenant: str
    outlet: str
    size: str
    consultant: str
    started: date
    put_off: date | None
    live: date | None
    called: date | None


def _at(month: int, day_of: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(2026, month, day_of), time(hour, minute))


FIXED = {
    28: ("株洲刀粒", "P1", "云雀报工", "看板全白，班组报不了工", "热线", "屈小宁",
         _at(6, 24, 9, 31), 8, _at(6, 24, 12, 21)),
    88: ("大良纸箱", "P1", "云雀仓", "全厂登录转圈，出库单提交不上去", "热线", "劳倩",
         _at(8, 12, 9, 17), 6, _at(8, 12, 12, 26)),
    89: ("湘潭弹簧", "P1", "云雀仓", "全厂登录转圈，出库单提交不上去", "热线", "简志聪",
         _at(8, 12, 9, 22), 9, _at(8, 12, 12, 26)),
    90: ("伦教木工机", "P1", "云雀仓", "全厂登录转圈，出库单提交不上去", "群", "祁安",
         _at(8, 12, 9, 34), 11, _at(8, 12, 12, 26)),
    116: ("石碣电子", "P2", "观澜报表", "日报整张打不开", "群", "焦洋",
          _at(9, 3, 11, 17), 1, _at(9, 3, 15, 50)),
}  # fmt: skip


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def tickets() -> list[Ticket]:
    """Return the tickets of June to September 2026, in order of number."""
    rng = random.Random(SEED)
    return [_ticket(rng, index) for index in range(TICKET_COUNT)]


def projects() -> list[Project]:
    """Return the go-live projects begun from January to early September 2026."""
    rng = random.Random(SEED + 1)
    return [_project(rng, index) for index in range(PROJECT_COUNT)]


def live_by(row: Project) -> date:
    """Return the last day on which going live is in time (procedure A1)."""
    return row.put_off or row.started + timedelta(days=LIVE_DAYS[row.size])


def _level(rng: random.Random) -> str:
    return rng.choices(("P1", "P2", "P3", "P4"), (5, 22, 43, 30))[0]


def _ticket(rng: random.Random, index: int) -> Ticket:
    level = _level(rng)
    _, module, title = rng.choice([row for row in table("titles") if row[0] == level])
    tenant = rng.choice(table("tenants"))[0]
    when = date(2026, 6, 1) + timedelta(days=index * 121 // TICKET_COUNT)
    opened = datetime.combine(when, time(rng.randrange(7, 22), rng.randrange(60)))
    channel, clerk = (
        rng.choice(("热线", "我的工单", "我的工单", "群", "问小雀")),
        rng.choice(CLERKS),
    )
    expired = module != "观澜报表" and rng.random() < 0.06
    row = Ticket(
        f"YT{3101 + index}", tenant, channel, level, module, title, clerk, opened,
        None, None, None, not expired, 0, "已发",
    )  # fmt: skip
    row = replace(row, fee=300 if expired and level != "P4" else 0)
    row = _answered(rng, row, index)
    return _fixed(_restored(rng, row, index), index)


def _answered(rng: random.Random, row: Ticket, index: int) -> Ticket:
    limit = ANSWER_MINUTES[row.level]
    wait = rng.randrange(2, limit * 2 // 3)
    if index in LATE_ANSWER:
        wait = limit + LATE_ANSWER[index]
    moment = row.opened + timedelta(minutes=wait)
    if index in NO_ANSWER:
        return row
    return replace(row, answered=moment.date() if index in DAY_ONLY_ANSWER else moment)


def _restored(rng: random.Random, row: Ticket, index: int) -> Ticket:
    if index in AGREED:
        agreed = row.opened.date() + timedelta(days=AGREED[index] + 8)
        shift = PAST_AGREED.get(index, -rng.randrange(0, 3))
        moment = datetime.combine(agreed + timedelta(days=shift), time(15, rng.randrange(60)))
        return replace(row, agreed=agreed, restored=moment)
    limit = RESTORE_MINUTES[row.level]
    least = ANSWER_MINUTES[row.level]
    wait = rng.randrange(least + 5, limit * 4 // 5)
    if index in LATE_RESTORE:
        wait = limit + LATE_RESTORE[index]
    moment = row.opened + timedelta(minutes=wait)
    if index in NO_RESTORE:
        return replace(row, report="")
    return replace(row, restored=moment.date() if index in DAY_ONLY_RESTORE else moment)


def _fixed(row: Ticket, index: int) -> Ticket:
    if index not in FIXED:
        return row
    tenant, level, module, title, channel, clerk, opened, wait, restored = FIXED[index]
    return replace(
        row, tenant=tenant, level=level, module=module, title=title, channel=channel, clerk=clerk,
        opened=opened, answered=opened + timedelta(minutes=wait), restored=restored,
        subscribed=True, fee=0,
    )  # fmt: skip


def _project(rng: random.Random, index: int) -> Project:
    tenant, province, size, *_ = rng.choice(table("tenants"))
    if index in AFTER_EXPIRY:
        tenant, province, size, *_ = rng.choice(
            [row for row in table("tenants") if row[1] == "江西" and row[2] == "单仓"]
        )
    elif index > 48:
        size = "单仓"
    started = date(2026, 1, 6) + timedelta(days=index * 236 // PROJECT_COUNT)
    started = AFTER_EXPIRY.get(index, started)
    outlet = OUTLETS[province]
    consultant = _consultant(rng, outlet)
    put_off = started + timedelta(days=PUT_OFF[index]) if index in PUT_OFF else None
    row = Project(
        f"XM-{index + 1:02d}", tenant, outlet, size, consultant, started, put_off, None, None
    )
    early = rng.randrange(0, 3 if put_off else 12)
    live = live_by(row) + timedelta(days=LATE_LIVE.get(index, -early))
    wait = 14 + LATE_CALL[index] if index in LATE_CALL else rng.randrange(2, 15)
    if index in NO_LIVE:
        return row
    called = None if index in NO_CALL else live + timedelta(days=wait)
    return replace(row, live=live, called=called)


def _consultant(rng: random.Random, outlet: str) -> str:
    if outlet == "赣州赣捷":
        return rng.choice(("温小川", "赖福林", "肖冬生"))
    names = [row[0] for row in table("people") if row[1] == "实施顾问" and row[2] != "L1"]
    return rng.choice(names)
