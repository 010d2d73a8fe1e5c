"""Row data of the ledgers: typed rows with plain days; sheets.py decides how they look."""

import calendar
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20260911
JOBS_OF_MONTH = {3: 18, 4: 20, 5: 24, 6: 22, 7: 19, 8: 21}
ASKS_OF_MONTH = {3: 13, 4: 14, 5: 17, 6: 18, 7: 16, 8: 16}
CARE_COUNT = 64
LIMIT_DAYS = {"枣阳城区": 2, "樊城": 2, "乡镇": 4, "外县": 4}
# How many rows of each kind; which rows is drawn once with SEED.
JOB_PLAN = {"late": 31, "no_arrival": 2, "moved": 7, "struck": 3, "dropped": 3, "nobody": 3}
FIT_PLAN = {"late": 6, "open": 3, "waited": 5}
CALL_PLAN = {"late": 13, "cross": 9, "blank": 15, "tick": 5}
ASK_PLAN = {"late": 17, "blank": 6, "agreed": 6, "phone": 14, "off": 3}
FEE_PLAN = {"cross": 6, "blank": 4}
CARE_PLAN = {"late": 9, "cross": 11, "blank": 10}
LATEST_LAG = {7: 20, 8: 7}
ITEMS = ("衣柜", "衣柜两组", "橱柜", "榻榻米", "书柜", "玄关柜", "全屋", "阳台柜")
FITTERS = ("何立秋", "何立秋", "董光荣", "董光荣", "周金柱", "周金柱", "周小兵", "冯二平")
MENDERS = ("何立秋", "董光荣", "冯二平", "周金柱")
CLERKS = ("小曼", "小曼", "小曼", "袁丽")
NEW_HAND, NEW_HAND_SHARE = "汪海涛", 0.27


@dataclass(frozen=True, slots=True)
class Who:
    """A customer and where the flat is."""

    name: str
    place: str
    zone: str


@dataclass(frozen=True, slots=True)
class Job:
    """One delivered and fitted order; `struck` is a day written first and crossed out."""

    id: str
    month: int
    who: Who
    item: str
    due: date
    fitter: str
    moved: date | None = None
    arrived: date | None = None
    struck: date | None = None
    waited: date | None = None
    finished: date | None = None
    called: date | None = None
    mark: str = ""
    bumped: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One call for repair; `how` is 上门, 电话教 or 不用去了."""

    id: str
    month: int
    who: Who
    fault: str
    clerk: str
    asked: date
    half: str
    covered: bool
    how: str = "上门"
    agreed: date | None = None
    came: date | None = None
    done: date | None = None
    mender: str = ""
    fee: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """One free adjustment of doors half a year after the fitting."""

    id: str
    who: Who
    item: str
    finished: date
    came: date | None
    mark: str
    mender: str


def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def day(text: str) -> date | None:
    """Read an ISO day; an empty text is a blank cell."""
    return date.fromisoformat(text) if text else None


def half_year_after(when: date) -> date:
    """Return the same day six months later, or the last day of a shorter month."""
    year, month = divmod(when.year * 12 + when.month - 1 + 6, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(when.day, last))


def jobs() -> list[Job]:
    """Return the orders due from March to August 2026, the dropped ones too."""
    rng = random.Random(SEED)
    made = list(_due_jobs(rng))
    plan = _plan(rng, range(len(made)), JOB_PLAN)
    made = [_delivered(rng, job, plan.get(n, "")) for n, job in enumerate(made)]
    early = [n for n, job in enumerate(made) if job.arrived and job.month <= 7]
    plan = _plan(rng, early, FIT_PLAN)
    made = [_fitted(rng, job, plan.get(n, "")) for n, job in enumerate(made)]
    spring = [n for n, job in enumerate(made) if job.finished and job.month <= 6]
    late = set(rng.sample(spring, CALL_PLAN["late"]))
    rest = [n for n, job in enumerate(made) if job.finished and n not in late]
    others = {kind: size for kind, size in CALL_PLAN.items() if kind != "late"}
    plan = _plan(rng, rest, others) | dict.fromkeys(late, "late")
    return [_called(rng, job, plan.get(n, "")) for n, job in enumerate(made)]


def asks() -> list[Ask]:
    """Return the calls for repair from March to August 2026."""
    rng = random.Random(SEED + 1)
    made = list(_asked(rng))
    plan = _plan(rng, range(len(made)), ASK_PLAN)
    made = [_visited(rng, ask, plan.get(n, "")) for n, ask in enumerate(made)]
    paid = [n for n, ask in enumerate(made) if ask.how == "上门" and not ask.covered]
    plan = _plan(rng, paid, FEE_PLAN)
    marks = {"cross": "×", "blank": ""}
    return [
        replace(ask, fee=rng.choice((30, 50, 60, 80, 120, 180, 260)), told=_told(plan, marks, n))
        if n in paid
        else ask
        for n, ask in enumerate(made)
    ]


def cares() -> list[Care]:
    """Return the orders fitted from September 2025 on whose half year is over."""
    rng = random.Random(SEED + 2)
    plan = _plan(rng, range(CARE_COUNT), CARE_PLAN)
    return [_care(rng, n, plan.get(n, "")) for n in range(CARE_COUNT)]


def _told(plan: dict[int, str], marks: dict[str, str], index: int) -> str:
    return marks[plan[index]] if index in plan else "√"


def _plan(rng: random.Random, pool: Iterable[int], sizes: dict[str, int]) -> dict[int, str]:
    kinds = [kind for kind, size in sizes.items() for _ in range(size)]
    return dict(zip(rng.sample(list(pool), len(kinds)), kinds, strict=True))


def _people(rng: random.Random) -> Iterator[Who]:
    while True:
        for cells in rng.sample(found := table("customers"), len(found)):
            yield Who(*cells)


def _due_jobs(rng: random.Random) -> Iterator[Job]:
    people = _people(rng)
    for month, count in JOBS_OF_MONTH.items():
        last = 20 if month == 8 else calendar.monthrange(2026, month)[1]
        first = 6 if month == 3 else 1
        for n, when in enumerate(sorted(rng.choices(range(first, last + 1), k=count)), 1):
            fitter = rng.choice(FITTERS)
            if month >= 4 and rng.random() < NEW_HAND_SHARE:
                fitter = NEW_HAND
            if month == 3 and fitter == "冯二平":
                fitter = "周金柱"
            due = date(2026, month, when)
            yield Job(f"装{month}-{n:02d}", month, next(people), rng.choice(ITEMS), due, fitter)


def _delivered(rng: random.Random, job: Job, kind: str) -> Job:
    if kind == "dropped":
        return replace(job, dropped=True, fitter="")
    if kind == "no_arrival":
        return job
    due, moved = job.due, None
    fitter = "" if kind == "nobody" else job.fitter
    if kind == "moved":
        moved = due + timedelta(days=rng.randrange(4, 8))
    arrived = (moved or due) - timedelta(days=rng.choice((0, 0, 0, 1, 2, 3)))
    if kind in ("late", "struck"):
        arrived = due + timedelta(days=rng.randrange(3, LATEST_LAG.get(job.month, 26) + 1))
    struck = due - timedelta(days=1) if kind == "struck" else None
    bumped = rng.random() < 0.07
    return replace(job, moved=moved, arrived=arrived, struck=struck, bumped=bumped, fitter=fitter)


def _fitted(rng: random.Random, job: Job, kind: str) -> Job:
    if not job.arrived or kind == "open":
        return job
    waited = None
    lag = rng.choice((1, 2, 2, 3, 4, 5, 6, 7)) if job.month < 8 else rng.randrange(1, 7)
    if kind == "late":
        lag = rng.randrange(8, 14)
    if kind == "waited":
        lag = rng.randrange(9, 13)
        waited = job.arrived + timedelta(days=lag + rng.choice((0, 0, 1)))
    return replace(job, waited=waited, finished=job.arrived + timedelta(days=lag))


def _called(rng: random.Random, job: Job, kind: str) -> Job:
    if not job.finished or kind == "blank":
        return job
    if kind in ("cross", "tick"):
        return replace(job, mark={"cross": "×", "tick": "√"}[kind])
    lag = rng.randrange(9, 17) if kind == "late" else rng.randrange(1, 8)
    return replace(job, called=job.finished + timedelta(days=lag))


def _asked(rng: random.Random) -> Iterator[Ask]:
    people, faults = _people(rng), [row[0] for row in table("faults")]
    for month, count in ASKS_OF_MONTH.items():
        for n, when in enumerate(sorted(rng.choices(range(1, 30), k=count)), 1):
            yield Ask(
                f"修{month}-{n:02d}",
                month,
                next(people),
                rng.choice(faults),
                rng.choice(CLERKS),
                date(2026, month, when),
                rng.choice(("上午", "下午", "下午", "晚上", "")),
                rng.random() < 0.56,
            )


def _visited(rng: random.Random, ask: Ask, kind: str) -> Ask:
    if kind in ("phone", "off"):
        return replace(ask, how={"phone": "电话教", "off": "不用去了"}[kind])
    limit = LIMIT_DAYS[ask.who.zone]
    lag = rng.randrange(0, limit + 1)
    if kind == "late":
        lag = limit + rng.randrange(1, 7)
    agreed = None
    if kind == "agreed":
        lag = limit + rng.randrange(2, 5)
        agreed = ask.asked + timedelta(days=lag)
    came = ask.asked + timedelta(days=lag)
    done = came + timedelta(days=rng.choice((0, 0, 0, 0, 0, 2, 4)))
    shown = None if kind == "blank" else came
    mender = rng.choice(MENDERS if ask.month > 3 else MENDERS[:2])
    return replace(ask, agreed=agreed, came=shown, done=done, mender=mender)


def _care(rng: random.Random, index: int, kind: str) -> Care:
    finished = date(2025, 9, 3) + timedelta(days=round(158 * index / CARE_COUNT))
    cells: Sequence[str] = table("customers")[(index * 7 + 3) % len(table("customers"))]
    head = (f"调{index + 1:02d}", Who(*cells), rng.choice(ITEMS), finished)
    if kind in ("cross", "blank"):
        return Care(*head, None, "×" if kind == "cross" else "", "")
    lag = rng.randrange(0, 29)
    if kind == "late":
        lag = rng.randrange(31, 58 if index < 50 else 36)
    return Care(*head, half_year_after(finished) + timedelta(days=lag), "", rng.choice(MENDERS[:2]))
