"""Row data of the workshop's registers: typed rows; sheets.py decides how a hand writes them."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 813
MACHINE_COUNT = 128
INSPECT_COUNT = 44
KIND_COUNTS = {"报修": 84, "问事": 30, "要件": 20, "不满": 16}
MODELS = {"F": "粉条机 HT-F150", "D": "豆腐机 HT-D60", "Y": "榨油机 HT-Y95"}
BATCH, BATCH_DAY = "Y2603", date(2026, 4, 22)
NEAR_KM, NEAR_DAYS, FAR_DAYS = 150, 5, 10
HANDS = ("毕成", "毕成", "褚兴旺", "崔小军")
ALONE_SINCE = date(2026, 6, 2)  # before it the new man went along with another
MINUTES = (0, 5, 10, 20, 30, 40, 50)
# Plans name rows by their position among rows of their kind, from 0.
LATE_SEND = {4: 3, 15: 1, 27: 6, 38: 2, 52: 4, 63: 9, 77: 2, 88: 1}
NO_SEND_DAY = {21, 58, 83}
LATE_TRIAL = {9: 2, 33: 5, 47: 1, 70: 3}
NO_TRIAL = {12, 44, 66, 91}
LATE_ANSWER = {8: 3, 11: 4}
NO_ANSWER = {5}
LATE_ARRIVAL = {
    1: 9, 4: 30, 6: 3, 9: 52, 13: 17, 16: 26, 19: 75, 22: 6, 25: 41, 28: 12, 31: 96, 34: 20,
    38: 8, 41: 33, 45: 62, 48: 5, 52: 28, 56: 14, 60: 47, 63: 70, 67: 22,
}  # fmt: skip
NO_ARRIVAL = {3, 11, 17, 20, 27, 35, 43, 50, 54, 58, 65}
DAY_ONLY = {7, 24, 39, 61}
NO_HOUR = {14, 30, 46, 68}
NO_TOLD_SHARE = (1, 0, 2)  # of three charged jobs in a row: the blank one by turn
LATE_TOLD = {5: 2, 16: 1, 26: 3}
NO_FIXED = {10, 22}
CHARGED_IN_COVER = {36, 53}
NO_WHO = {2, 12, 23, 34, 41, 55, 66, 78}
NO_VILLAGE = {5, 10, 12, 16, 18, 21, 26, 29, 37, 40, 47, 48, 52, 60, 63, 71, 80}
NO_MACHINE = {7, 15, 23, 33, 45, 57, 69, 74, 82}
SHORT_RUN = {8: 20, 31: 15, 57: 25, 74: 20, 90: 10, 103: 25, 119: 20}
NO_RUN = {22, 49, 86, 111}
LATE_LOOK = {2: 4, 7: 9, 11: 2, 15: 15, 20: 6, 26: 1, 33: 11, 37: 8, 42: 20}
NO_LOOK = {1, 4, 6, 9, 13, 17, 18, 22, 24, 28, 30, 35, 39, 40, 43}
NO_SHAFT = {6}


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine off the floor, with its trial run; None is a blank cell."""

    id: str
    model: str
    tested: date
    minutes: int | None
    kilos: int
    tester: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One machine brought to a buyer, from the paid deposit to the call-back."""

    id: str
    machine: Machine
    buyer: str
    place: str
    km: int
    opened: date
    driver: str
    sent: date | None
    tried: date | None
    called: date | None


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the telephone book; `arrived` is a day when its hour was not written."""

    id: str
    kind: str
    on: date
    at: time | None
    who: str
    village: str
    machine: str
    said: str
    how: str
    go: bool = False
    hand: str = ""
    arrived: datetime | date | None = None
    fixed: date | None = None
    cover: str = ""
    fee: int = 0
    told: date | None = None
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One old oil press to be looked over before the rapeseed."""

    id: str
    owner: str
    place: str
    year: int
    day: date | None


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def machines() -> list[Machine]:
    """Return the machines tried on the floor from January to July 2026."""
    rng = random.Random(SEED)
    seen: dict[str, int] = {}
    found = []
    for index in range(MACHINE_COUNT):
        tested = date(2026, 1, 6) + timedelta(days=round(190 * index / MACHINE_COUNT))
        letter = ("YYF" if tested.month == 3 else "FDFYD")[index % (3 if tested.month == 3 else 5)]
        batch = f"{letter}{tested:%y%m}"
        seen[batch] = seen.get(batch, 0) + 1
        run = SHORT_RUN.get(index, rng.choice((30, 30, 30, 32, 35, 40)))
        minutes = None if index in NO_RUN else run
        found.append(Machine(
            f"{batch}-{seen[batch]:02d}", MODELS[letter], tested, minutes,
            rng.randrange(18, 55), rng.choice(("聂洪山", "褚兴旺")),
        ))  # fmt: skip
    return found


def deliveries() -> list[Delivery]:
    """Return the delivery notes; every fourth machine was fetched by its buyer."""
    rng = random.Random(SEED + 1)
    sold = [machine for index, machine in enumerate(machines()) if index % 4 != 3]
    return [_delivery(rng, index, machine) for index, machine in enumerate(sold)]


def calls() -> list[Call]:
    """Return the telephone book from January to July 2026."""
    rng = random.Random(SEED + 2)
    kinds = [kind for kind, count in KIND_COUNTS.items() for _ in range(count)]
    rng.shuffle(kinds)
    seen = dict.fromkeys(KIND_COUNTS, 0)
    found = []
    for index, kind in enumerate(kinds):
        on = date(2026, 1, 5) + timedelta(days=round(207 * index / len(kinds)))
        found.append(_call(rng, f"D{index + 1:03d}", kind, on, seen[kind]))
        seen[kind] += 1
    return _charged([_visited(rng, row, n) for row, n in _with_visit_number(found)])


def looks() -> list[Look]:
    """Return the old oil presses on the list of spring visits."""
    rng = random.Random(SEED + 3)
    return [_look(rng, index) for index in range(INSPECT_COUNT)]


def batch() -> list[Delivery]:
    """Return the delivered presses of the bad batch."""
    return [row for row in deliveries() if row.machine.id.startswith(BATCH)]


def limit(row: Delivery) -> date:
    """Return the last day on which the machine comes in time (rules, 8)."""
    return row.opened + timedelta(days=NEAR_DAYS if row.km <= NEAR_KM else FAR_DAYS)


def _buyer(rng: random.Random) -> str:
    name = rng.choice("冯任曹郭范翟贺尤仲苏纪卞仝邵胥")
    return name + rng.choice(("师傅", "大哥", "家", "婶", "老板"))


def _delivery(rng: random.Random, index: int, machine: Machine) -> Delivery:
    place, km = rng.choice(table("places"))
    row = Delivery(
        f"S{index + 1:03d}", machine, _buyer(rng), place, int(km),
        machine.tested + timedelta(days=rng.randrange(0, 4)),
        rng.choice(("屠四喜", "屠四喜", "聂小川")), None, None, None,
    )  # fmt: skip
    sent = limit(row) + timedelta(days=LATE_SEND.get(index, -rng.randrange(0, 4)))
    tried = sent + timedelta(days=2 + LATE_TRIAL[index] if index in LATE_TRIAL else index % 3)
    wait = rng.randrange(12, 30) if index % 7 == 2 else rng.randrange(3, 11)
    called = tried + timedelta(days=wait) if index % 5 not in (1, 3) and index % 11 != 4 else None
    return replace(
        row,
        sent=None if index in NO_SEND_DAY else sent,
        tried=None if index in NO_TRIAL else tried,
        called=called,
    )


def _call(rng: random.Random, row_id: str, kind: str, on: date, position: int) -> Call:
    at = time(rng.randrange(7, 20), rng.choice(MINUTES))
    who, village = _buyer(rng), rng.choice(table("places"))[0]
    row = Call(row_id, kind, on, at, who, village, "", "", "")
    if kind == "报修":
        return _repair(rng, row, position)
    if kind == "不满":
        machine, said, how, *named = table("gripes")[position]
        wait = 3 + LATE_ANSWER[position] if position in LATE_ANSWER else rng.randrange(0, 4)
        answered = None if position in NO_ANSWER else on + timedelta(days=wait)
        who, village = named or (who, village)
        return replace(
            row, machine=machine, said=said, how=how, who=who, village=village, answered=answered
        )
    machine, said = rng.choice(table("asks" if kind == "问事" else "wants"))
    at = None if position % 4 == 1 else at
    return replace(row, machine=machine, said=said, at=at, village=village if position % 3 else "")


def _repair(rng: random.Random, row: Call, position: int) -> Call:
    late = row.on >= date(2026, 3, 15)
    machine, said, how = rng.choice(table("faults")[late:])  # the first fault was mended in March
    return replace(
        row,
        machine="" if position in NO_MACHINE else machine,
        who="" if position in NO_WHO else row.who,
        village="" if position in NO_VILLAGE else row.village,
        said=said,
        how="" if position % 4 == 1 else how,
        go=position % 6 != 5,
        cover=rng.choice(("保内", "保外")),
    )


def _with_visit_number(rows: list[Call]) -> list[tuple[Call, int]]:
    out, number = [], 0
    for row in rows:
        out.append((row, number))
        number += row.go
    return out


def _visited(rng: random.Random, row: Call, number: int) -> Call:
    if not row.go or row.at is None:
        return row
    logged = datetime.combine(row.on, row.at)
    wait = 48 + LATE_ARRIVAL[number] if number in LATE_ARRIVAL else rng.randrange(14, 47)
    arrived: datetime | date | None = _daylight(logged, wait)
    if number in DAY_ONLY | NO_HOUR:
        arrived = row.on + timedelta(days=2)  # this day holds hours on both sides of the limit
    if number in NO_ARRIVAL:
        arrived = None
    reached = arrived.date() if isinstance(arrived, datetime) else arrived
    fixed = (reached or row.on + timedelta(days=2)) + timedelta(days=rng.randrange(0, 2))
    hands = HANDS if row.on > ALONE_SINCE else HANDS[:3]
    return replace(
        row, at=None if number in NO_HOUR else row.at, hand=rng.choice(hands),
        arrived=arrived, fixed=fixed,
        fee=rng.choice((30, 80, 80, 120, 200)) if _pays(row, number) else 0,
    )  # fmt: skip


def _daylight(logged: datetime, hours: int) -> datetime:
    """Return a daytime moment about so many hours later, on the same side of 48 hours."""
    when = logged + timedelta(hours=hours)
    if hours > 48:
        return when if 7 <= when.hour < 20 else when + timedelta(hours=11)
    return when if 7 <= when.hour < 20 else logged + timedelta(hours=24)


def _pays(row: Call, number: int) -> bool:
    return row.cover == "保外" or number in CHARGED_IN_COVER


def _charged(rows: list[Call]) -> list[Call]:
    out, number = [], 0
    for row in rows:
        out.append(_told(row, number) if row.fee else row)
        number += bool(row.fee)
    return out


def _told(row: Call, number: int) -> Call:
    if number in NO_FIXED:
        return replace(row, told=row.on, fixed=None)
    if number in LATE_TOLD and row.fixed:
        return replace(row, told=row.fixed + timedelta(days=LATE_TOLD[number]))
    if number % 3 == NO_TOLD_SHARE[number // 3 % 3] or number % 10 == 4:
        return row
    return replace(row, told=row.on)


def _look(rng: random.Random, index: int) -> Look:
    last = date(2026, 5, 31)
    seen = last + timedelta(days=LATE_LOOK.get(index, -rng.randrange(1, 26)))
    return Look(
        f"K{index + 1:02d}", _buyer(rng), rng.choice(table("places"))[0],
        rng.randrange(2021, 2026), None if index in NO_LOOK else seen,
    )  # fmt: skip
