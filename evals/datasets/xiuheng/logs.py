"""Row data of the record files: typed rows with plain times; sheets.py decides how they look."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20260820
FIRST_DAY = datetime(2026, 1, 2)  # noqa: DTZ001 - the export names no zone
PRIORITY_COUNTS = {"P1": 18, "P2": 34, "P3": 48, "P4": 22}
RESPONSE_MINUTES = {"P1": (4, 15), "P2": (8, 29), "P3": (25, 225), "P4": (60, 1300)}
RESTORE_MINUTES = {"P1": (45, 230), "P2": (70, 460), "P3": (300, 4100), "P4": (400, 13800)}
# Planned exceptions, by position among the tickets of one priority.
# None = cell left blank; "day" = date without a time.
RESPONSE_PLAN: dict[tuple[str, int], int | str | None] = {
    ("P1", 3): 22,
    ("P1", 11): 31,
    ("P1", 5): 15,
    ("P1", 8): None,
    ("P2", 5): 47,
    ("P2", 20): 66,
    ("P2", 9): 30,
    ("P2", 13): None,
    ("P3", 7): 610,
    ("P3", 30): 395,
    ("P3", 15): None,
    ("P3", 40): "day",
    ("P4", 9): 1900,
}
# Minutes from creation to restoration and minutes on hold.
RESTORE_PLAN: dict[tuple[str, int], tuple[int | None, int]] = {
    ("P1", 3): (330, 0),
    ("P1", 14): (276, 45),
    ("P2", 5): (672, 0),
    ("P2", 20): (576, 0),
    ("P2", 28): (780, 60),
    ("P2", 17): (540, 120),
    ("P2", 13): (None, 0),
    ("P3", 7): (5400, 0),
    ("P3", 22): (6060, 0),
    ("P3", 33): (4800, 600),
    ("P3", 15): (None, 0),
    ("P4", 9): (18000, 0),
    ("P4", 15): (15720, 0),
    ("P4", 4): (None, 0),
}
# Position among the P1 and P2 tickets: days from restoration to the follow-up call.
FOLLOWED_UP = {
    0: 1, 2: 2, 4: 0, 7: 6, 9: 3, 10: 9, 12: 1, 14: 5, 17: 2, 19: 11, 21: 3, 22: 1, 25: 8,
    27: 2, 29: 4, 30: 1, 33: 3, 35: 2, 38: 15, 40: 1, 43: 0, 45: 7, 47: 3, 49: 2, 51: 10,
}  # fmt: skip
CHARGEABLE = {"硬件": 690, "换表": 600, "移位": 950, "培训": 800, "离线": 600}
CHARGED_COUNT = 15
UNCONFIRMED = {0, 2, 3, 5, 6, 8, 10, 11, 13}
FINDINGS = (
    "正常",
    "正常",
    "在线率 99.6%",
    "1 台终端信号偏弱，已调整",
    "证书 60 日后到期，已提醒",
    "存储余量 31%，正常",
    "备份结果正常",
    "正常",
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One exported service ticket; `response` is a date when its time of day was not written."""

    id: str
    site: str
    region: str
    product: str
    priority: str
    category: str
    summary: str
    channel: str
    created: datetime
    response: datetime | date | None
    resolved: datetime | None
    hold_min: int
    warranty: str
    fee: int
    ack: str
    followup: date | None
    followup_by: str
    assignee: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """One monthly remote inspection of one site."""

    id: str
    month: str
    site: str
    done: date
    deferred: date | None
    engineer: str
    online_rate: str
    finding: str


@dataclass(frozen=True, slots=True)
class Survey:
    """One returned questionnaire: five scores in the order of the rule, None where left blank."""

    id: str
    quarter: str
    site: str
    role: str
    scores: tuple[int | None, ...]
    comment: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of a text table in src/, '<空>' meaning an empty cell."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [["" if c == "<空>" else c for c in line.split("|")] for line in lines if line]


def tickets() -> list[Ticket]:
    """Return the tickets of January to June 2026 in order of creation."""
    rng = random.Random(SEED)
    order = [p for p, n in PRIORITY_COUNTS.items() for _ in range(n)]
    rng.shuffle(order)
    step = timedelta(days=179) / len(order)
    starts = [
        FIRST_DAY + step * i + timedelta(minutes=rng.randrange(0, 1900)) for i in range(len(order))
    ]
    seen = dict.fromkeys(PRIORITY_COUNTS, 0)
    drafts = []
    for number, (priority, created) in enumerate(zip(order, sorted(starts), strict=True), 1):
        drafts.append(
            _draft(rng, number, priority, seen[priority], created.replace(second=0, microsecond=0))
        )
        seen[priority] += 1
    return _with_fees(_with_followups(drafts))


def inspections() -> list[Inspection]:
    """Return six months of inspections of twelve sites, none of them late."""
    rng = random.Random(SEED + 1)
    deferred = {
        ("2026-02", "花汀师院"): (date(2026, 2, 27), date(2026, 2, 28)),
        ("2026-06", "呈霞学城"): (date(2026, 6, 29), date(2026, 6, 30)),
    }
    special = {
        ("2026-03", "青简产业园"): "固件 2.4.1 离线重连 14 次，转问题单",
        ("2026-05", "滇畔软件园"): "B 座集中器时钟快 6 分钟，已校正",
        ("2026-06", "沣岸创新港"): "PR-2602 关闭后复查，夜间在线率 99.9%",
    }
    rows = []
    for month in range(1, 7):
        for site, _ in table("sites"):
            key = (f"2026-{month:02d}", site)
            done, until = deferred.get(key, (date(2026, month, rng.randrange(6, 26)), None))
            rows.append(
                Inspection(
                    f"RI-{key[0][2:4]}{key[0][5:]}-{len(rows) % 12 + 1:02d}",
                    key[0],
                    site,
                    done,
                    until,
                    rng.choice(["柯亮", "简舒", "鲍宁"]),
                    f"{rng.randrange(978, 1000) / 10}%",
                    special.get(key, rng.choice(FINDINGS)),
                )
            )
    return rows


def surveys() -> list[Survey]:
    """Return the questionnaires of the first two quarters, six of them with a blank score."""
    rng = random.Random(SEED + 2)
    blanks = {3: 4, 9: 2, 14: 4, 22: 1, 31: 4, 37: 3}
    words = ["", "", "响应挺快", "报表再快一点", "希望多来现场", "", "整体不错", "夜间误报多"]
    sites = [row[0] for row in table("sites")]
    rows = []
    for i in range(40):
        scores: list[int | None] = [rng.choice([7, 8, 9, 9, 10])] + [
            rng.choice([3, 4, 4, 5, 5]) for _ in range(4)
        ]
        if i in blanks:
            scores[blanks[i]] = None
        quarter = "2026Q1" if i < 20 else "2026Q2"
        rows.append(
            Survey(
                f"NPS-{quarter[4:]}-{i % 20 + 1:02d}",
                quarter,
                sites[i % 20 % 12],
                ["后勤主管", "系统管理员", "财务"][i % 3],
                tuple(scores),
                rng.choice(words),
            )
        )
    return rows


def _draft(
    rng: random.Random, number: int, priority: str, position: int, created: datetime
) -> Ticket:
    choices = [row for row in table("tickets") if row[0] == priority]
    _, product, category, summary = choices[(position * 5 + rng.randrange(2)) % len(choices)]
    site, region = rng.choice(table("sites"))
    summary = summary.format(b=rng.randrange(1, 13), n=rng.randrange(2, 9))
    if priority in ("P3", "P4") and created.hour < 8:
        created += timedelta(hours=8)
    minutes = RESPONSE_PLAN.get((priority, position), rng.randrange(*RESPONSE_MINUTES[priority]))
    low, high = RESTORE_MINUTES[priority]
    restore, hold = RESTORE_PLAN.get((priority, position), (rng.randrange(low, high), 0))
    response: datetime | date | None = created.date() if minutes == "day" else None
    if isinstance(minutes, int):
        response = created + timedelta(minutes=minutes)
        restore = max(restore, minutes + 20) if restore is not None else None
    resolved = created + timedelta(minutes=restore) if restore is not None else None
    channels = ["热线", "门户", "邮件", "驻点", *(["监控"] if priority in ("P1", "P2") else [])]
    return Ticket(
        f"INC-26-{number:04d}",
        site,
        region,
        product,
        priority,
        category,
        summary,
        rng.choice(channels),
        created,
        response,
        resolved,
        hold,
        rng.choice(["Y", "Y", "N"]),
        0,
        "",
        None,
        "",
        rng.choice(["柯亮", "简舒", "鲍宁", "祝嘉", "雒川"]),
    )


def _with_followups(drafts: list[Ticket]) -> list[Ticket]:
    """Give the planned P1/P2 tickets a follow-up so many days after restoration."""
    out, position = [], -1
    for t in drafts:
        position += t.priority in ("P1", "P2")
        days = FOLLOWED_UP.get(position) if t.priority in ("P1", "P2") else None
        if days is not None and t.resolved is not None:
            t = replace(
                t,
                followup=t.resolved.date() + timedelta(days=days),
                followup_by=["芮可", "易帆"][position % 2],
            )
        out.append(t)
    return out


def _with_fees(drafts: list[Ticket]) -> list[Ticket]:
    """Charge every second ticket of a chargeable kind; most lack the customer's confirmation."""
    eligible = [t.id for t in drafts if t.priority in ("P3", "P4") and t.category in CHARGEABLE]
    charged = eligible[::2][:CHARGED_COUNT]
    out = []
    for t in drafts:
        if t.id in charged:
            ack = "" if charged.index(t.id) in UNCONFIRMED else "Y(邮件)"
            t = replace(t, warranty="N", fee=CHARGEABLE[t.category], ack=ack)
        out.append(t)
    return out
