"""Row data of the logs: typed rows with plain days; sheets.py decides how they look."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20260730
ORDER_COUNT, INSTALL_COUNT, CARE_COUNT = 142, 54, 92
DELIVERY_COUNT, RECOVERY_COUNT = 46, 43
LIMIT_HOURS = {"城区": 8, "县乡": 24}
# Plans name rows by their position among the rows of that kind, from 0.
LATE_HOURS = {7: 5, 19: 16, 31: 2, 46: 21, 63: 9, 78: 3, 95: 27, 117: 6, 133: 12}
NO_ARRIVAL = {24, 58, 101}
ARRIVAL_WITHOUT_TIME = {12, 70, 126}
AGREED = {4: 2, 27: 3, 52: 1, 83: 4, 110: 2}
CALL_LATE = {2: 6, 8: 9, 15: 4, 23: 11, 34: 7, 41: 5, 49: 8, 57: 15, 66: 4, 74: 6, 88: 10}
CALL_LATE |= {96: 5, 104: 13, 112: 7, 121: 9, 129: 6, 137: 4}
NO_CALL = {5, 11, 18, 26, 33, 38, 44, 51, 56, 61, 68, 72, 79, 81, 86, 91, 93, 99, 102, 107, 113}
NO_CALL |= {118, 123, 127, 131, 134, 138, 140}
QUOTE_MISSING = {6, 17, 33}
QUOTE_AFTER = {11: 1, 27: 2}
INSTALL_LATE = {8: 9, 21: 7, 37: 12}
NO_INSTALL_DAY = {15, 44}
INSTALL_AGREED = {3: 11, 18: 8, 29: 15, 41: 9}
CARE_LATE = {3: 6, 6: 12, 11: 3, 14: 20, 19: 9, 22: 31, 25: 5, 30: 14, 34: 8, 37: 25, 42: 11}
CARE_LATE |= {46: 4, 51: 17, 55: 22, 59: 7, 64: 13, 70: 28, 73: 10, 77: 2, 82: 19, 88: 6}
NO_CARE = {8, 16, 20, 27, 32, 39, 44, 48, 53, 57, 62, 67, 75, 79, 85, 90}
PUT_OFF = {6: 5, 17: 12, 28: 3, 39: 8}
RECOVERY_LATE = {2: 41, 9: 55, 15: 38, 21: 62, 26: 47, 30: 33, 35: 44}
NO_HANDOVER = {4, 7, 12, 18, 23, 28, 33, 37, 39, 41}
PATROL_LATE = {("WD-5", 2): 4, ("WD-7", 4): 9, ("WD-6", 6): 2}
NO_PATROL = {("WD-7", 3), ("WD-4", 5)}
MINUTES = (5, 11, 19, 24, 32, 46, 53)
CLERKS = ("蒋燕", "付玉洁", "向南")
FIXERS = ("谭勇", "罗建军", "肖海", "龙胜", "彭立新", "康伟", "夏冬生", "贺军", "成功明")
CARERS = ("阳卫", "刘启", "方细毛", "熊亮", "汤和平")
SETTERS = ("秦岭", "邹志强", "苏云")


@dataclass(frozen=True, slots=True)
class Order:
    """One repair; `arrived` is a day when its time of day was not written."""

    id: str
    customer: str
    zone: str
    city: str
    unit: str
    serial: str
    fault: str
    clerk: str
    called: datetime
    covered: bool
    tech: str
    agreed: date | None = None
    arrived: datetime | date | None = None
    done: date | None = None
    fee: int = 0
    quoted: date | None = None
    followed: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A row of another log: a limit (or a start), perhaps a new day, and the day done."""

    id: str
    customer: str
    city: str
    unit: str
    first: date
    agreed: date | None
    done: date | None
    more: tuple[str, ...] = ()


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
    """Return the repairs of January to July 2026 in order of call."""
    rng = random.Random(SEED)
    return list(_finished(rng, [_called(rng, index) for index in range(ORDER_COUNT)]))


def installs() -> list[Task]:
    """Return the commissionings, counted from the customer's notice."""
    rng = random.Random(SEED + 1)
    return [_install(rng, index) for index in range(INSTALL_COUNT)]


def cares() -> list[Task]:
    """Return the seasonal care due in May and June 2026, by the contract's last day."""
    rng = random.Random(SEED + 2)
    return [_care(rng, index) for index in range(CARE_COUNT)]


def deliveries() -> list[Task]:
    """Return the deliveries, by the agreed day; all of them in time."""
    rng = random.Random(SEED + 3)
    return [_delivery(rng, index) for index in range(DELIVERY_COUNT)]


def recoveries() -> list[Task]:
    """Return the recoveries of refrigerant and the days of hand-over."""
    rng = random.Random(SEED + 4)
    return [_recovery(rng, index) for index in range(RECOVERY_COUNT)]


def patrols() -> list[Task]:
    """Return the monthly visits to the outlets, January to June 2026."""
    rng = random.Random(SEED + 5)
    posts = [(row[0], row[1], month) for month in range(1, 7) for row in table("outlets")]
    return [_patrol(rng, index, *post) for index, post in enumerate(posts)]


def month_end(month: date) -> date:
    """Return the last day of the month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _called(rng: random.Random, index: int) -> Order:
    when = date(2026, 1, 4) + timedelta(days=round(194 * index / ORDER_COUNT))
    customer, zone, city = rng.choice(table("customers"))
    unit, prefix, fault = rng.choice(table("faults"))
    return Order(
        f"BX26-{index + 1:03d}",
        customer,
        zone,
        city,
        unit,
        f"{prefix}{rng.randrange(20110, 25990)}",
        fault,
        rng.choice(CLERKS),
        datetime.combine(when, time(rng.randrange(8, 18), rng.choice(MINUTES))),
        rng.random() < 0.64,
        rng.choice(FIXERS),
    )


def _finished(rng: random.Random, found: list[Order]) -> Iterator[Order]:
    paid = 0
    for index, order in enumerate(found):
        out = _attended(rng, order, index)
        base = day_of(out.arrived) or order.called.date()
        done = base + timedelta(days=rng.choice((0, 0, 0, 0, 1, 1, 3)))
        wait = CALL_LATE.get(index, rng.randrange(0, 4))
        followed = None if index in NO_CALL else done + timedelta(days=wait)
        out = replace(out, done=done, followed=followed)
        if not order.covered:
            out = replace(out, fee=rng.randrange(5, 96) * 20, quoted=_quoted(out, base, paid))
            paid += 1
        yield out


def _attended(rng: random.Random, order: Order, index: int) -> Order:
    limit = timedelta(hours=LIMIT_HOURS[order.zone])
    if index in NO_ARRIVAL:
        return order
    if index in AGREED:
        wanted = order.called.date() + timedelta(days=AGREED[index])
        moment = datetime.combine(wanted, time(rng.randrange(9, 17), 15))
        return replace(order, agreed=wanted, arrived=moment)
    if index in LATE_HOURS:
        late = order.called + limit + timedelta(hours=LATE_HOURS[index])
        return replace(order, arrived=_by_daylight(late))
    if index in ARRIVAL_WITHOUT_TIME:
        return replace(order, arrived=order.called.date())
    minutes = rng.randrange(40, int(limit.total_seconds() // 75))
    moment = order.called + timedelta(minutes=minutes)
    if moment.hour >= 20 or moment.hour < 8:
        moment = order.called + timedelta(minutes=rng.randrange(35, 115))
    return replace(order, arrived=moment)


def _by_daylight(moment: datetime) -> datetime:
    if 8 <= moment.hour < 21:
        return moment
    morning = moment.date() + timedelta(days=moment.hour >= 21)
    return datetime.combine(morning, time(8, moment.minute))


def _quoted(order: Order, base: date, index: int) -> date | None:
    if index in QUOTE_MISSING:
        return None
    return base + timedelta(days=QUOTE_AFTER[index]) if index in QUOTE_AFTER else base


def _who(rng: random.Random) -> tuple[str, str, str]:
    customer, _, city = rng.choice(table("customers"))
    return customer, city, rng.choice(table("faults"))[0]


def _install(rng: random.Random, index: int) -> Task:
    notice = date(2026, 1, 7) + timedelta(days=round(184 * index / INSTALL_COUNT))
    lag = INSTALL_LATE.get(index, rng.randrange(1, 6))
    agreed = None
    if index in INSTALL_AGREED:
        lag = INSTALL_AGREED[index]
        agreed = notice + timedelta(days=lag)
    done = None if index in NO_INSTALL_DAY else notice + timedelta(days=lag)
    who = _who(rng)
    inner = f"1拖{rng.randrange(3, 8)}" if who[2].startswith("澜森") else "1台"
    more = (inner, "已签", rng.choice(SETTERS))
    return Task(f"TJ26-{index + 1:03d}", *who, notice, agreed, done, more)


def _care(rng: random.Random, index: int) -> Task:
    limit = rng.choice((date(2026, 5, 15), date(2026, 5, 31), date(2026, 6, 15)))
    done = limit - timedelta(days=rng.randrange(0, 30))
    if index in CARE_LATE:
        done = limit + timedelta(days=CARE_LATE[index])
    shown = None if index in NO_CARE else done
    more = (f"BYHT-{rng.randrange(2401, 2599)}", rng.choice(CARERS))
    return Task(f"BY26-{index + 1:03d}", *_who(rng), limit, None, shown, more)


def _delivery(rng: random.Random, index: int) -> Task:
    due = date(2026, 1, 6) + timedelta(days=4 * index)
    put_off = due + timedelta(days=PUT_OFF[index]) if index in PUT_OFF else None
    signed = (put_off or due) - timedelta(days=rng.choice((0, 0, 0, 1)))
    signer = rng.choice(("本人", "本人", "装修队长", "家属"))
    return Task(f"SH26-{index + 1:02d}", *_who(rng), due, put_off, signed, (signer,))


def _recovery(rng: random.Random, index: int) -> Task:
    when = date(2026, 1, 12) + timedelta(days=round(150 * index / RECOVERY_COUNT))
    lag = RECOVERY_LATE.get(index, rng.randrange(4, 30))
    handed = None if index in NO_HANDOVER else when + timedelta(days=lag)
    more = (f"{rng.randrange(11, 62) / 10}", f"GP-{rng.randrange(1, 9)}", rng.choice(FIXERS))
    customer, city, _ = _who(rng)
    return Task(f"HS26-{index + 1:02d}", customer, city, "澜森LS-V160", when, None, handed, more)


def _patrol(rng: random.Random, index: int, post: str, city: str, month: int) -> Task:
    first = date(2026, month, 1)
    done = first + timedelta(days=rng.randrange(4, 27))
    if (post, month) in PATROL_LATE:
        done = month_end(first) + timedelta(days=PATROL_LATE[post, month])
    score = str(rng.randrange(84, 98))
    if (post, month) in NO_PATROL:
        return Task(f"XC26-{index + 1:02d}", post, city, "", first, None, None, ("",))
    return Task(f"XC26-{index + 1:02d}", post, city, "", first, None, done, (score,))
