"""Service orders and follow-up calls: rows with plain days; sheets.py decides how they look."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from forms import Value, day_of, on_workday, plus_workdays

SOURCE = Path(__file__).parent / "src"
SEED = 20260820
ORDERS, CALLS = 156, 104
LIMIT_HOURS = {"市区": 4, "省内": 24, "甘宁青": 48}
CALL_WORKDAYS = 5
# Plans name rows by their position among the rows of that kind, from 0.
REMOTE = {3, 10, 17, 25, 36, 44, 53, 61, 70, 78, 85, 93, 102, 111, 119, 128, 139, 147}
CANCELLED = {14: "客户取消 CXL", 67: "客户取消 CXL", 105: "客户取消 CXL（科室自行处理好）"}
VOID = {31: 30, 90: 88}
LATE_HOURS = {6: 3, 22: 7, 39: 20, 57: 2, 74: 5, 91: 11, 108: 4, 124: 26, 143: 1}
NO_ARRIVAL = {19, 65, 117}
NO_CLOCK = {33, 82, 131}
APPOINTED = {8: 2, 27: 3, 48: 1, 71: 5, 99: 2, 122: 4, 150: 3}
ON_THE_LIMIT = {46, 95}
CORRECTED = {12: "到场时间原写错，已更正", 64: "S/N更正过一次", 113: "到场时间更正 corrected"}
# Paid orders, by their position among the paid ones.
OVER_QUOTE = {4: 260, 15: 120, 27: 480}
NO_QUOTE = {9, 21}
UNSKILLED_SHARE = 0.24
CALL_LATE = {0, 3, 7, 10, 13, 18, 22, 25, 29, 33, 36, 41, 45, 50, 54, 58, 63, 67, 71, 76, 82, 88}
CALL_LATE |= {92, 97, 101}
NO_CALL = {5, 12, 20, 27, 31, 39, 47, 52, 60, 69, 73, 79, 85, 94, 99, 103}
DECLINED = {9, 38, 77}
MINUTES = (4, 10, 18, 25, 37, 42, 55)
SEATS = ("殷晓", "盛楠")


@dataclass(frozen=True, slots=True)
class Rec:
    """One row: its number, the texts that stand beside it, and the other cells by name."""

    id: str
    lead: tuple[str, ...]
    v: Mapping[str, Value] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Return the row's number and its texts, as they stand side by side."""
        return " ".join((self.id, *self.lead))


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line]


def skilled(brand: str, names: str, when: date) -> str:
    """Judge the engineers of an order by the list of makers' authorisations."""
    ends = [row[5] for row in table("auth") if row[1] in names and row[3] == brand]
    if any(end and date.fromisoformat(end) >= when for end in ends):
        return "ok"
    return "unknown" if "" in ends else "breach"


def orders() -> list[Rec]:
    """Return the service orders of January to July 2026 in order of call."""
    rng = random.Random(SEED)
    found: list[Rec] = []
    paid = 0
    for index in range(ORDERS):
        order = _order(rng, index)
        if index in VOID:
            twin = found[VOID[index]]
            cells = {**dict.fromkeys(twin.v), "报修时间": twin.v["报修时间"]}
            cells["备注"] = f"作废 VOID，与{twin.id}重单"
            order = Rec(order.id, twin.lead, cells)
        elif order.v["实收"]:
            order = _priced(order, paid)
            paid += 1
        found.append(order)
    return found


def is_visit(order: Rec) -> bool:
    """Tell whether an engineer had to come: not by remote, not cancelled, not void."""
    remark = str(order.v["备注"] or "")
    return order.lead[-1].startswith("上门") and "CXL" not in remark and "VOID" not in remark


def calls() -> list[Rec]:
    """Return the follow-up calls on visits closed from March on, by day of closing."""
    rng = random.Random(SEED + 1)
    closed = [o for o in orders() if day_of(o.v["完工日"]) and is_visit(o)]
    extra = [o for o in orders() if day_of(o.v["完工日"]) and not is_visit(o)]
    due = sorted(
        (o for o in closed + extra if day_of(o.v["完工日"]) >= date(2026, 3, 2)),
        key=lambda o: (day_of(o.v["完工日"]), o.id),
    )
    return [_call(rng, index, order) for index, order in enumerate(due[:CALLS])]


def _order(rng: random.Random, index: int) -> Rec:
    when = date(2026, 1, 5) + timedelta(days=round(205 * index / ORDERS))
    if when.weekday() > 4 and rng.random() < 0.7:
        when -= timedelta(days=2)
    customer, zone, city, _ = rng.choice(table("customers"))
    dept, brand, model, prefix, fault = rng.choice(table("faults"))
    called = datetime.combine(when, time(rng.randrange(8, 17), rng.choice(MINUTES)))
    mode = "远程 Remote" if index in REMOTE else "上门 On-site"
    serial = f"{prefix}{rng.randrange(210100, 259900)}"
    lead = (customer, zone, city, dept, brand, model, serial, fault, mode)
    cells: dict[str, Value] = {"报修时间": called, "接报": rng.choice(SEATS)}
    cells |= _visit(rng, index, zone, called)
    if index in CANCELLED:
        cells = dict.fromkeys(cells) | {"报修时间": called, "接报": cells["接报"]}
        cells |= dict.fromkeys(("工程师", "保内外", "报价", "实收", "完工日", "签字"))
        return Rec(f"SO26-{index + 1:03d}", lead, cells | {"备注": CANCELLED[index]})
    begun = day_of(cells["到场时间"]) or when
    cells["工程师"] = _engineer(rng, brand, when, index)
    cells |= _charge(rng, index)
    cells["完工日"] = on_workday(begun + timedelta(days=rng.choice((0, 0, 0, 1, 2, 6))))
    cells["签字"] = None if index in REMOTE else "已签"
    cells["备注"] = CORRECTED.get(index)
    return Rec(f"SO26-{index + 1:03d}", lead, cells)


def _visit(rng: random.Random, index: int, zone: str, called: datetime) -> dict[str, Value]:
    limit = timedelta(hours=LIMIT_HOURS[zone])
    cells: dict[str, Value] = {"客户约定": None, "到场时间": None}
    if index in REMOTE or index in NO_ARRIVAL:
        return cells
    if index in APPOINTED:
        wanted = called.date() + timedelta(days=APPOINTED[index])
        arrived: Value = datetime.combine(wanted, time(rng.randrange(9, 16), 20))
        return {"客户约定": wanted, "到场时间": arrived}
    if index in NO_CLOCK:
        return cells | {"到场时间": called.date() + timedelta(days=zone != "市区")}
    if index in LATE_HOURS:
        return cells | {"到场时间": called + limit + timedelta(hours=LATE_HOURS[index], minutes=5)}
    if index in ON_THE_LIMIT:
        return cells | {"到场时间": called + limit}
    spare = int(limit.total_seconds() // 60)
    for _ in range(200):
        moment = called + timedelta(minutes=rng.randrange(35, spare))
        if 8 <= moment.hour < 20:
            return cells | {"到场时间": moment}
    return cells | {"到场时间": called + timedelta(minutes=55)}


def _engineer(rng: random.Random, brand: str, when: date, index: int) -> str:
    names = sorted({row[1] for row in table("auth")} | {"宫旭", "郗明"})
    groups: dict[str, list[str]] = {"ok": [], "unknown": [], "breach": []}
    for name in names:
        groups[skilled(brand, name, when)].append(name)
    if index not in REMOTE and rng.random() < UNSKILLED_SHARE:
        wrong = groups["breach"] + groups["unknown"] * 2
        return rng.choice(wrong or groups["ok"])
    first = rng.choice(groups["ok"])
    learner = rng.choice(groups["breach"] or groups["ok"])
    return f"{first}/{learner}" if rng.random() < 0.12 and learner != first else first


def _charge(rng: random.Random, index: int) -> dict[str, Value]:
    inside = index in REMOTE or rng.random() < 0.66
    fee = 0 if inside else rng.randrange(6, 130) * 20
    state = "保内 IW" if inside else "保外 OOW"
    return {"保内外": state, "报价": None if inside else fee, "实收": fee}


def _priced(order: Rec, paid: int) -> Rec:
    fee = int(order.v["实收"])
    quote: Value = None if paid in NO_QUOTE else fee + (0, 0, 40, 0, 100)[paid % 5]
    if paid in OVER_QUOTE:
        quote, fee = fee, fee + OVER_QUOTE[paid]
    return Rec(order.id, order.lead, {**order.v, "报价": quote, "实收": fee})


def _call(rng: random.Random, index: int, order: Rec) -> Rec:
    done = day_of(order.v["完工日"])
    wait = rng.randrange(6, 19) if index in CALL_LATE else rng.randrange(1, 6)
    called = None if index in NO_CALL or index in DECLINED else plus_workdays(done, wait)
    cells: dict[str, Value] = {
        "完工日": done, "回访日": called, "回访人": rng.choice(SEATS) if called else None,
        "评分": rng.choice((5, 5, 5, 4, 4, 3)) if called else None,
        "备注": "客户书面谢绝回访 DNC" if index in DECLINED else None,
    }  # fmt: skip
    return Rec(f"HF26-{index + 1:03d}", (order.id, order.lead[0], order.lead[2]), cells)
