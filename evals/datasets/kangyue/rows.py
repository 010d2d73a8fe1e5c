"""Row data of the logs: typed rows with plain days; sheets.py decides how they look."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from kinds import Battery, Check, Complaint, Delivery, Install, Lesson, Order, Visit

SOURCE = Path(__file__).parent / "src"
SEED = 7340926
LIMIT_HOURS = {"省内": 24, "省外": 48}
INSTALL_DAYS = 5
TRAIN_DAYS = 7
CALL_DAYS = 15
COMPLAINT_DAYS = 5
BATTERY_DAYS = 30
CLERKS = ("晁小燕", "宗敏", "郜雪", "祁佳")
TEACHERS = ("苑静", "苑静", "仝丽", "随装工人代讲")
WORKERS = {
    "菏泽": ("庞立新", "扈强", "景大勇"),
    "济南": ("荆卫东", "逯峰"),
    "郑州": ("薄军", "芦建"),
    "石家庄": ("牛海宁", "冉超"),
    "徐州": ("单振", "茹明"),
    "烟台": ("烟台站",),
    "合肥": ("合肥站",),
}
WARDS = ("骨科", "ICU", "神经内科", "老年科", "急诊科", "康复科", "产科", "心内科")
FLOORS = ("一楼失能区", "二楼东区", "三楼护理区", "康复区")
ORDER_MIX = {"late": 30, "blank": 7, "no time": 5, "edge": 3}
INSTALL_MIX = {"late": 9, "blank": 3, "agreed": 6, "edge": 4}
CALL_MIX = {"late": 6, "blank": 5, "edge": 3}
TRAIN_MIX = {"late": 11, "blank": 13, "edge": 2}
CHECK_MIX = {"late": 9, "blank": 5}
DELIVERY_MIX = {"postponed": 5, "edge": 22}
VISIT_MIX = {"late": 7, "blank": 10}
COMPLAINT_MIX = {"late": 11, "blank": 4, "edge": 4}
BATTERY_MIX = {"late": 2, "blank": 2, "edge": 1}
NO_CLERK, NO_FOLDER = 10, 5
LAST_DAY = date(2026, 8, 31)


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
    """Return the repair orders of January to August 2026 in order of call."""
    rng = random.Random(SEED)
    total = 136
    states = _states(rng, total, ORDER_MIX)
    nameless = set(rng.sample(range(total), NO_CLERK))
    return [_order(rng, i, states[i], i in nameless) for i in range(total)]


def installs() -> list[Install]:
    """Return the installations of January to July 2026."""
    rng = random.Random(SEED + 1)
    total = 110
    states, calls = _states(rng, total, INSTALL_MIX), _states(rng, total, CALL_MIX)
    return [_install(rng, i, states[i], calls[i]) for i in range(total)]


def lessons() -> list[Lesson]:
    """Return the lessons that follow the installations of electric beds."""
    rng = random.Random(SEED + 2)
    found = [i for i in installs() if i.done and i.model[3] in "DH"]
    states = _states(rng, len(found), TRAIN_MIX)
    return [_lesson(rng, n, one, states[n]) for n, one in enumerate(found)]


def checks() -> list[Check]:
    """Return the yearly checks due from January to July 2026."""
    rng = random.Random(SEED + 3)
    total = 112
    states = _states(rng, total, CHECK_MIX)
    return [_check(rng, i, states[i]) for i in range(total)]


def deliveries() -> list[Delivery]:
    """Return the deliveries of January to August 2026; none is late."""
    rng = random.Random(SEED + 4)
    total = 62
    states = _states(rng, total, DELIVERY_MIX)
    return [_delivery(rng, i, states[i]) for i in range(total)]


def visits() -> list[Visit]:
    """Return the visits to every station, six quarters."""
    rng = random.Random(SEED + 5)
    ends = [
        (f"{y}年{q}季度", _month_end(date(y, 3 * q, 1))) for y in (2025, 2026) for q in range(1, 5)
    ]
    plan = [(name, end, row[1]) for name, end in ends[:6] for row in table("stations")]
    states = _states(rng, len(plan), VISIT_MIX)
    return [_visit(rng, i, states[i], *plan[i]) for i in range(len(plan))]


def complaints() -> list[Complaint]:
    """Return the complaints of January to July 2026."""
    rng = random.Random(SEED + 6)
    texts = table("complaints")
    states = _states(rng, len(texts), COMPLAINT_MIX)
    loose = set(rng.sample(range(len(texts)), NO_FOLDER))
    return [_complaint(rng, i, states[i], texts[i], i in loose) for i in range(len(texts))]


def batteries() -> list[Battery]:
    """Return the old batteries taken back from January to July 2026."""
    rng = random.Random(SEED + 7)
    total = 30
    states = _states(rng, total, BATTERY_MIX)
    return [_battery(rng, i, states[i], total) for i in range(total)]


def _states(rng: random.Random, total: int, mix: dict[str, int]) -> list[str]:
    found = [state for state, n in mix.items() for _ in range(n)]
    found += ["ok"] * (total - len(found))
    rng.shuffle(found)
    return found


def _spread(index: int, total: int, days: int, first: date = date(2026, 1, 5)) -> date:
    return first + timedelta(days=days * index // total)


def _ward(rng: random.Random, customer: str) -> str:
    return rng.choice(WARDS if "医院" in customer or "保健院" in customer else FLOORS)


def _month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _order(rng: random.Random, index: int, state: str, nameless: bool) -> Order:
    customer, province, station = rng.choice(table("customers"))
    model, symptom = rng.choice(table("faults"))
    zone = "省内" if province == "山东" else "省外"
    called = datetime.combine(
        _spread(index, 136, 235), time(rng.randrange(7, 18), rng.randrange(60))
    )
    arrived = _arrival(rng, called, LIMIT_HOURS[zone], state)
    base = day_of(arrived) or called.date() + timedelta(days=1)
    covered = rng.random() < 0.7
    fee = 0 if covered else rng.randrange(8, 90) * 10
    return Order(
        f"BX26-{index + 1:03d}", customer, _ward(rng, customer), province, zone, model,
        _serial(rng, model, 22), symptom, station, rng.choice(WORKERS[station]),
        "" if nameless else rng.choice(CLERKS), called, arrived,
        base + timedelta(days=rng.choice((0, 0, 0, 1, 2, 5))), covered, fee,
        None if covered else rng.choice((called.date(), base)),
    )  # fmt: skip


def _arrival(
    rng: random.Random, called: datetime, hours: int, state: str
) -> datetime | date | None:
    if state == "blank":
        return None
    if state == "edge":
        return called + timedelta(hours=hours)
    if state == "late":
        return _morning(called + timedelta(hours=hours, minutes=rng.randrange(95, 4300)))
    near = _evening(called + timedelta(minutes=rng.randrange(70, hours * 52)))
    return near.date() if state == "no time" else near


def _morning(moment: datetime) -> datetime:
    """Put an arrival of the night off to the next morning."""
    if 7 <= moment.hour < 20:
        return moment
    return (moment + timedelta(days=moment.hour >= 20)).replace(hour=8)


def _evening(moment: datetime) -> datetime:
    """Bring an arrival of the night forward to the evening before."""
    if 7 <= moment.hour < 20:
        return moment
    return (moment - timedelta(days=moment.hour < 7)).replace(hour=19)


def _serial(rng: random.Random, model: str, oldest: int) -> str:
    return f"{model.split()[0][3:]}{rng.randrange(oldest, 27)}{rng.randrange(1000, 9000)}"


def _install(rng: random.Random, index: int, state: str, call: str) -> Install:
    customer, province, station = rng.choice(table("customers"))
    model = rng.choice(table("models"))[0]
    came = _spread(index, 110, 190)
    lag = {"late": rng.randrange(6, 17), "agreed": rng.randrange(8, 20), "edge": INSTALL_DAYS}
    done = came + timedelta(days=lag.get(state, rng.randrange(0, 5)))
    wait = {"late": CALL_DAYS + rng.randrange(2, 25), "edge": CALL_DAYS}
    called = done + timedelta(days=wait.get(call, rng.randrange(3, 15)))
    return Install(
        f"AZ26-{index + 1:03d}", customer, province, model, rng.randrange(2, 31),
        _serial(rng, model, 26), came, done if state == "agreed" else None,
        None if state == "blank" else done, rng.choice(WORKERS[station]),
        None if call == "blank" else called,
    )  # fmt: skip


def _lesson(rng: random.Random, index: int, one: Install, state: str) -> Lesson:
    lag = {"late": TRAIN_DAYS + rng.randrange(2, 40), "edge": TRAIN_DAYS}
    taught = one.done + timedelta(days=lag.get(state, rng.randrange(0, 6)))
    blank = state == "blank" or taught > LAST_DAY
    return Lesson(
        f"HP26-{index + 1:02d}", one.id, one.customer, _ward(rng, one.customer), one.done,
        None if blank else taught, rng.choice(TEACHERS), None if blank else rng.randrange(4, 23),
    )  # fmt: skip


def _check(rng: random.Random, index: int, state: str) -> Check:
    customer, _, station = rng.choice(table("customers"))
    model = rng.choice(table("models"))[0]
    month = date(2026, 1 + 7 * index // 112, 1)
    end = _month_end(month)
    done = month + timedelta(days=rng.randrange(1, 28))
    if state == "late":
        done = end + timedelta(days=rng.randrange(2, 36))
    return Check(
        f"NJ26-{index + 1:03d}", customer, _ward(rng, customer), model, rng.randrange(4, 46),
        month, None if state == "blank" else done, rng.choice(WORKERS[station]),
    )  # fmt: skip


def _delivery(rng: random.Random, index: int, state: str) -> Delivery:
    customer, province, _ = rng.choice(table("customers"))
    due = _spread(index, 62, 220, date(2026, 1, 8))
    put_off = due + timedelta(days=rng.randrange(6, 25)) if state == "postponed" else None
    early = 0 if state == "edge" else rng.randrange(0, 6)
    signed = (put_off or due) - timedelta(days=early)
    model = rng.choice(table("models"))[0]
    return Delivery(
        f"SH26-{index + 1:02d}",
        customer,
        province,
        model,
        rng.randrange(2, 41),
        due,
        put_off,
        signed,
    )


def _visit(
    rng: random.Random, index: int, state: str, quarter: str, end: date, station: str
) -> Visit:
    lag = rng.randrange(3, 36) if state == "late" else -rng.randrange(0, 60)
    done = None if state == "blank" else end + timedelta(days=lag)
    score = None if done is None else rng.randrange(78, 98)
    return Visit(f"XZ-{index + 1:02d}", station, quarter, end, done, score)


def _complaint(
    rng: random.Random, index: int, state: str, text: list[str], loose: bool
) -> Complaint:
    opened = _spread(index, 46, 200)
    lag = {"late": rng.randrange(8, 33), "edge": COMPLAINT_DAYS}.get(state, rng.randrange(0, 5))
    closed = None if state == "blank" else opened + timedelta(days=lag)
    folder = "" if loose else f"TSD-{index + 1:02d}"
    return Complaint(f"TS26-{index + 1:02d}", opened, *text, closed, folder)


def _battery(rng: random.Random, index: int, state: str, total: int) -> Battery:
    models = [row[0] for row in table("models") if row[0][3] in "DH"]
    taken = _spread(index, total, 180)
    lag = {"late": rng.randrange(34, 60), "edge": BATTERY_DAYS}.get(state, rng.randrange(3, 28))
    handed = None if state == "blank" else taken + timedelta(days=lag)
    customer = rng.choice(table("customers"))[0]
    return Battery(
        f"DC26-{index + 1:02d}", customer, rng.choice(models), rng.randrange(1, 9), taken, handed
    )
