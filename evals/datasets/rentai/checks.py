"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from field import (
    CALIBRATION_WORKDAYS,
    DELIVERY_DAYS,
    INSTALL_WORKDAYS,
    LOAN_DAYS,
    calibrations,
    deliveries,
    devices,
    installs,
    loans,
)
from forms import day_of, plus_workdays, quarter_of
from rows import CALL_WORKDAYS, LIMIT_HOURS, Rec, calls, is_visit, orders, skilled, table

AUDIT_DATE = date(2026, 8, 20)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
REVIEW_DUE = {"2026Q1": date(2026, 4, 15), "2026Q2": date(2026, 7, 15)}


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Per cent of rows in breach or unknown."""
        return 100 * (len(self.breach) + len(self.unknown)) / self.total

    @property
    def weak(self) -> str:
        """Name the verdict that the rows alone allow by the guide's 20 % rule."""
        if not self.breach and not self.unknown:
            return "conform"
        return "partial" if self.share < 20 else "nonconform"


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return _order_counts() | _field_counts() | _hand_counts()


def _order_counts() -> dict[str, Count]:
    rows = orders()
    visits = [o for o in rows if is_visit(o)]
    covered = [o for o in rows if o.v["保内外"] == "保内 IW"]
    return {
        "RC1": _judged((o.id, _arrival(o)) for o in visits),
        "RC2": _judged((o.id, _charge(o)) for o in rows if o.v["实收"]),
        "RC3": _judged((o.id, _skill(o)) for o in visits),
        "X3": _judged((o.id, BREACH if o.v["实收"] else OK) for o in covered),
    }


def _field_counts() -> dict[str, Count]:
    return {
        "RC4": _judged((r.id, _installed(r)) for r in installs()),
        "RC5": _judged((r.id, _maintained(r)) for r in devices()),
        "RC6": _judged((r.id, _delivered(r)) for r in deliveries()),
        "RC9": _judged((r.id, _lent(r)) for r in loans() if not _says(r, "放弃")),
        "RC10": _judged((r.id, _followed(r)) for r in calls() if not _says(r, "谢绝")),
        "X2": _judged((r.id, _certified(r)) for r in calibrations()),
    }


def _hand_counts() -> dict[str, Count]:
    used = [r for r in table("standards") if r[5] == "在用"]
    listed = [r for r in table("registrations") if r[4][:1].isdigit()]
    return {
        "RC7": _judged((r[0], _contacted(r)) for r in table("complaints")),
        "RC8": _judged((r[0], _by(AUDIT_DATE, _iso(r[4]))) for r in used),
        "X1": _judged((r[0], _stock(r)) for r in table("stock")),
        "X4": _judged((r[0], _by(_iso(r[4]), REVIEW_DUE[r[3]])) for r in table("reviews")),
        "X5": _judged((r[0], _by(AUDIT_DATE, _iso(r[4]))) for r in listed),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        *([i for i, outcome in results if outcome == wanted] for wanted in (BREACH, UNKNOWN, OK)),
    )


def _says(row: Rec, word: str) -> bool:
    return word in str(row.v["备注"] or "")


def _arrival(o: Rec) -> str:
    agreed, arrived, called = (o.v[name] for name in ("客户约定", "到场时间", "报修时间"))
    if agreed:
        return _by(day_of(arrived), day_of(agreed))
    if not isinstance(arrived, datetime) or not isinstance(called, datetime):
        return UNKNOWN
    return OK if arrived - called <= timedelta(hours=LIMIT_HOURS[o.lead[1]]) else BREACH


def _charge(o: Rec) -> str:
    if o.v["报价"] is None:
        return UNKNOWN
    return OK if int(o.v["实收"]) <= int(o.v["报价"]) else BREACH


def _skill(o: Rec) -> str:
    return skilled(o.lead[4], str(o.v["工程师"]), day_of(o.v["报修时间"]))


def _installed(r: Rec) -> str:
    start = day_of(r.v["场地具备日"]) or day_of(r.v["到货日"])
    return _by(day_of(r.v["装机验收日"]), plus_workdays(start, INSTALL_WORKDAYS[r.lead[4]]))


def _maintained(r: Rec) -> str:
    due = {n: r.v[f"Q{n}"] for n in (1, 2) if r.v[f"Q{n}"] != "—"}
    if any(day_of(done) and quarter_of(day_of(done)) != n for n, done in due.items()):
        return BREACH
    return UNKNOWN if None in due.values() else OK


def _delivered(r: Rec) -> str:
    limit = day_of(r.v["发货日"]) + timedelta(days=DELIVERY_DAYS[r.lead[2]])
    return _by(day_of(r.v["签收日"]), day_of(r.v["客户改期"]) or limit)


def _lent(r: Rec) -> str:
    limit = day_of(r.v["申请日"]) + timedelta(days=LOAN_DAYS)
    return _by(day_of(r.v["借出日"]), day_of(r.v["客户另定"]) or limit)


def _followed(r: Rec) -> str:
    return _by(day_of(r.v["回访日"]), plus_workdays(day_of(r.v["完工日"]), CALL_WORKDAYS))


def _certified(r: Rec) -> str:
    limit = plus_workdays(day_of(r.v["收样日"]), CALIBRATION_WORKDAYS[r.lead[4]])
    return _by(day_of(r.v["出证日"]), limit)


def _contacted(row: list[str]) -> str:
    if not row[5]:
        return UNKNOWN
    opened, first = (datetime.fromisoformat(row[n]) for n in (4, 5))
    limit = datetime.combine(opened.date() + timedelta(days=1), time(10))
    return OK if first <= limit else BREACH


def _stock(row: list[str]) -> str:
    if not row[3]:
        return UNKNOWN
    return OK if int(row[3]) >= int(row[2]) else BREACH


def _iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
