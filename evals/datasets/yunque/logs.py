"""Rows of the other registers: health checks, drills, refunds, charges, visits, surveys."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from rows import SEED, table

QUARTERS = {"Q1": date(2026, 1, 1), "Q2": date(2026, 4, 1), "Q3": date(2026, 7, 1)}
HEALTH_TENANTS = 34
SHARDS = [f"A{number:02d}" for number in range(1, 13)]
REFUND_COUNT, CHARGE_COUNT, LESSON_COUNT, SURVEY_COUNT = 24, 46, 38, 28
KEY_FEE = 8.0
CSM = ("冼咏诗", "邹敏", "温婉仪", "桑柏", "臧雪", "乐嘉", "管晴")
# Plans name rows by their position, from 0.
LATE_DRILL = {(3, "A05"), (3, "A11"), (5, "A02"), (5, "A08"), (5, "A12"), (6, "A01"), (6, "A06"),
              (6, "A10"), (7, "A03"), (7, "A04"), (7, "A09"), (8, "A01"), (8, "A02"), (8, "A06"),
              (9, "A04"), (9, "A07")}  # fmt: skip
NO_DRILL = {(2, "A09"), (4, "A03"), (6, "A12"), (7, "A05"), (7, "A10"), (8, "A03"), (8, "A05"),
            (8, "A07"), (8, "A08"), (8, "A09"), (8, "A11"), (8, "A12"), (9, "A01"), (9, "A11"),
            (9, "A12")}  # fmt: skip
LATE_REFUND = {1: 6, 5: 13, 8: 2, 14: 14, 17: 21, 21: 4}
NO_REFUND = {11, 19, 22}
LATE_CONFIRM = {2: 5, 7: 11, 12: 1, 16: 3, 23: 23, 29: 8, 34: 2, 38: 6, 41: 14}
NO_CONFIRM = {4, 19, 26, 31, 44}
BLANK_CERTS = {"佘丽娜", "桑柏"}
WISHES = {
    "Q1": ("盘点不能分人", "盘点不能分人", "接口慢", "报表难找", "培训再来一场"),
    "Q2": ("标签打印慢", "标签打印慢", "升级没说停多久", "报工按钮小", "报表难找"),
    "Q3": ("标签打印慢", "巡检报告没收到", "退款慢", "手机端字小", "想要批次追溯"),
}
TALKS = (
    "带库存周转图，建议停用12个死货位", "看呆滞料清单，定月清规则", "教老板看报工看板",
    "账号清理，停用离职6人", "对接口重推失败，改了定时", "盘点差异前三名原因讲解",
    "续约前体检，给出用得少的功能单", "换管理员，现场交接",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """One tenant's health check of one quarter."""

    id: str
    tenant: str
    keeper: str
    quarter: str
    done: date | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Drill:
    """One restore drill of one shard, due within its month."""

    id: str
    shard: str
    month: int
    done: date | None
    hand: str


@dataclass(frozen=True, slots=True)
class Refund:
    """One purchase given back within thirty days."""

    id: str
    tenant: str
    item: str
    why: str
    opened: date
    asked: date
    amount: int
    paid: date | None


@dataclass(frozen=True, slots=True)
class Charge:
    """One charged job: its quotation is confirmed before the work begins."""

    id: str
    tenant: str
    job: str
    days: int
    fee: int
    confirmed: date | None
    begun: date


FIXED_REFUNDS = {
    10: ("古镇灯饰件", "云雀报工", "换了别家", date(2026, 5, 28), date(2026, 6, 16), None),
    14: (
        "信丰线路板",
        "云雀报工",
        "车间不肯用",
        date(2026, 7, 9),
        date(2026, 7, 21),
        date(2026, 8, 19),
    ),
}
FIXED_CHARGE = ("望城餐具", "对账单改版", 3, 4800, date(2026, 7, 22), date(2026, 6, 29))


def health_checks() -> list[Health]:
    """Return the checks of three quarters: many late, many blank."""
    rng = random.Random(SEED + 2)
    names = [row[0] for row in table("tenants")][:HEALTH_TENANTS]
    plan = [(quarter, name) for quarter in QUARTERS for name in names]
    return [_health(rng, index, *pair) for index, pair in enumerate(plan)]


def drills() -> list[Drill]:
    """Return the restore drills of January to September, twelve a month."""
    rng = random.Random(SEED + 3)
    return [_drill(rng, month, shard) for month in range(1, 10) for shard in SHARDS]


def refunds() -> list[Refund]:
    """Return the refunds asked for from February to September."""
    rng = random.Random(SEED + 4)
    return [_refund(rng, index) for index in range(REFUND_COUNT)]


def charges() -> list[Charge]:
    """Return the charged jobs of January to September."""
    rng = random.Random(SEED + 5)
    return [_charge(rng, index) for index in range(CHARGE_COUNT)]


def visits() -> list[tuple[str, str, str, date, str, str]]:
    """Return (id, tenant, half, day, who, subject) of the visits to key tenants."""
    rng = random.Random(SEED + 6)
    keys = [row[0] for row in table("tenants") if float(row[3]) >= KEY_FEE]
    plan = [("上半年", name) for name in keys] + [("下半年", name) for name in keys[:15]]
    out = []
    for index, (half, name) in enumerate(plan):
        first, span = (date(2026, 1, 12), 160) if half == "上半年" else (date(2026, 7, 6), 100)
        when = first + timedelta(days=rng.randrange(span))
        out.append((f"ZF-{index + 1:02d}", name, half, when, rng.choice(CSM), rng.choice(TALKS)))
    return out


def lessons() -> list[list[object]]:
    """Return the lessons held at customers' factories."""
    rng = random.Random(SEED + 7)
    out: list[list[object]] = []
    for index in range(LESSON_COUNT):
        tenant = rng.choice(table("tenants"))[0]
        kind = "管理员场" if index % 2 == 0 else "仓管班组场"
        heads = rng.randrange(2, 5) if index % 2 == 0 else rng.randrange(6, 19)
        when = date(2026, 1, 20) + timedelta(days=round(6.4 * index))
        teacher = rng.choice([row[0] for row in table("people") if row[1] == "实施顾问"][:9])
        passed = heads - (1 if index % 6 == 3 else 0)
        out.append([f"KP-{index + 1:02d}", tenant, kind, when, teacher, heads, passed])
    return out


def surveys() -> list[list[object]]:
    """Return the questionnaire rows: product, service and recommendation marks."""
    rng = random.Random(SEED + 73)
    names = [row[0] for row in table("tenants")]
    out: list[list[object]] = []
    for quarter, wishes in WISHES.items():
        for name in rng.sample(names, SURVEY_COUNT):
            mark = rng.choice((10, 10, 9, 9, 9, 8, 8, 7, 6, 5))
            marks = [rng.randrange(6, 11), max(4, mark - rng.randrange(0, 2)), mark]
            role = rng.choice(("老板", "仓库主管", "账套管理员"))
            out.append([f"NQ-{len(out) + 1:02d}", quarter, name, role, *marks, rng.choice(wishes)])
    return out


def nps(quarter: str) -> int:
    """Return the net promoter score of a quarter: promoters 9-10, detractors 0-6."""
    marks = [int(str(row[6])) for row in surveys() if row[1] == quarter]
    return round(100 * (sum(m >= 9 for m in marks) - sum(m <= 6 for m in marks)) / len(marks))


def certificates() -> list[list[str]]:
    """Return [id, name, post, level, valid until, state]; two days are not written."""
    rng = random.Random(SEED + 9)
    out: list[list[str]] = []
    for index, (name, post, level) in enumerate(table("people")):
        until = date(2026, 11, 1) + timedelta(days=rng.randrange(20, 560))
        if name == "鲍文景":
            until = date(2026, 10, 22)
        state = "离职" if name in ("邝颖", "盛迟") else "在岗"
        if state == "离职":
            until = date(2026, 7, 31)
        text = "" if name in BLANK_CERTS else until.isoformat()
        out.append([f"RZ-{index + 1:02d}", name, post, level, text, state])
    return out


def _health(rng: random.Random, index: int, quarter: str, tenant: str) -> Health:
    first = QUARTERS[quarter]
    luck = rng.random()
    wait = rng.randrange(10, 88)
    if luck < {"Q1": 0.18, "Q2": 0.25, "Q3": 0.24}[quarter]:
        wait = rng.randrange(93, 108)
    done = first + timedelta(days=wait)
    if 0.66 > luck > {"Q1": 0.58, "Q2": 0.52, "Q3": 0.45}[quarter]:
        done = None
    score = rng.randrange(52, 97) if done else None
    return Health(f"XJ-{index + 1:03d}", tenant, CSM[index % 7], quarter, done, score)


def _drill(rng: random.Random, month: int, shard: str) -> Drill:
    done: date | None = date(2026, month, rng.randrange(4, 28))
    if (month, shard) in LATE_DRILL:
        done = date(2026, month + 1, rng.randrange(2, 19))
    if (month, shard) in NO_DRILL:
        done = None
    hand = rng.choice(("丁骁", "阎立", "霍霖", "闵杰"))
    return Drill(f"DR{month:02d}-{shard}", shard, month, done, hand)


def _refund(rng: random.Random, index: int) -> Refund:
    tenant = rng.choice(table("tenants"))[0]
    item = rng.choice(("云雀报工", "第二个仓", "观澜报表", "云雀报工"))
    why = rng.choice(("换了别家", "车间不肯用", "功能不合", "订重了"))
    asked = date(2026, 2, 9) + timedelta(days=round(9.6 * index))
    opened = asked - timedelta(days=rng.randrange(4, 30))
    wait = 15 + LATE_REFUND[index] if index in LATE_REFUND else rng.randrange(4, 16)
    paid = None if index in NO_REFUND else asked + timedelta(days=wait)
    if index in FIXED_REFUNDS:
        tenant, item, why, opened, asked, paid = FIXED_REFUNDS[index]
    amount = rng.randrange(12, 90) * 100
    return Refund(f"TK-{index + 1:02d}", tenant, item, why, opened, asked, amount, paid)


def _charge(rng: random.Random, index: int) -> Charge:
    tenant = rng.choice(table("tenants"))[0]
    job, price = rng.choice(
        (("二次开发", 1600), ("上门支持", 900), ("加场培训", 700), ("接口改造", 1600))
    )
    days = 1 if job == "加场培训" else rng.randrange(1, 6)
    begun = date(2026, 1, 15) + timedelta(days=round(5.6 * index))
    confirmed = begun - timedelta(days=rng.randrange(0, 9))
    if index in LATE_CONFIRM:
        confirmed = begun + timedelta(days=LATE_CONFIRM[index])
    row = (tenant, job, days, price * days, confirmed, begun)
    row = FIXED_CHARGE if index == 29 else row
    tenant, job, days, fee, known, begun = row
    return Charge(
        f"SF-{index + 1:02d}", tenant, job, days, fee, None if index in NO_CONFIRM else known, begun
    )
