"""Record checks: the firm's own rule against its rows, judged row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from rows import LIMIT_DAYS, Ask, Care, Job, asks, cares, day, half_year_after, jobs, table

AUDIT_DATE = date(2026, 9, 11)
OK, BREACH, UNKNOWN = "ok", "breach", "unknown"
FIT_DAYS, CALL_DAYS, CARE_DAYS, GRIPE_DAYS, BATCH_DAYS = 7, 7, 30, 10, 3


@dataclass(frozen=True, slots=True)
class Count:
    """Outcome of one check; ids in file order."""

    total: int
    breach: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        """Rows in breach or unknown."""
        return len(self.breach) + len(self.unknown)

    @property
    def share(self) -> float:
        """Per cent of rows in breach or unknown."""
        return 100 * self.bad / self.total

    @property
    def weak(self) -> str:
        """Name the verdict that the rows alone allow by the guide's 20 % rule."""
        if not self.bad:
            return "conform"
        return "partial" if self.bad < 0.2 * self.total else "nonconform"


def all_counts() -> dict[str, Count]:
    """Return every record check by its id; X-counts only support a verdict's reason."""
    return _job_counts() | _ask_counts() | _ledger_counts()


def money() -> dict[str, int]:
    """Return what was spent on after-sales in the six months, by the ledger's lines."""
    rows = table("money")
    return {"SPENT": sum(int(cell) for row in rows for cell in row[1:5] if cell)}


def second_quarter() -> dict[str, int]:
    """Return the orders fitted from April to June and those right at the first go, 83 %."""
    made = sum(job.month in (4, 5, 6) and not job.dropped for job in jobs())
    good = round(0.83 * made)
    return {"Q2": made, "Q2_GOOD": good, "Q2_RATE": round(100 * good / made)}


def _job_counts() -> dict[str, Count]:
    made = [job for job in jobs() if not job.dropped]
    cards = {row[1]: day(row[4]) for row in table("cards")}
    return {
        "RC1": _judged((j.id, _by(j.arrived, j.moved or j.due)) for j in made),
        "RC2": _judged((j.id, _fitted(j)) for j in made),
        "RC3": _judged((j.id, _carded(j, cards)) for j in made),
        "RC4": _judged((j.id, _called(j)) for j in made),
    }


def _ask_counts() -> dict[str, Count]:
    visits = [ask for ask in asks() if ask.how == "上门"]
    return {
        "RC5": _judged((a.id, _came(a)) for a in visits),
        "RC6": _judged((a.id, _marked(a.told)) for a in visits if a.fee),
        "RC7": _judged((c.id, _cared(c)) for c in cares()),
        "X1": _judged((a.id, BREACH if a.fee else OK) for a in visits if a.covered),
    }


def _ledger_counts() -> dict[str, Count]:
    return {
        "RC8": _judged((r[0], _stock(r)) for r in table("stock")),
        "RC9": _judged((r[0], _within(day(r[1]), day(r[7]), GRIPE_DAYS)) for r in table("gripes")),
        "RC10": _judged((r[0], _batch(r)) for r in table("struts")),
        "X2": _judged((r[0], UNKNOWN if "" in r[2:8] else OK) for r in table("tools")),
    }


def _judged(pairs: Iterable[tuple[str, str]]) -> Count:
    results = list(pairs)
    return Count(
        len(results),
        *([i for i, outcome in results if outcome == wanted] for wanted in (BREACH, UNKNOWN, OK)),
    )


def _fitted(job: Job) -> str:
    if job.waited:
        return _by(job.finished, job.waited)
    return _within(job.arrived, job.finished, FIT_DAYS)


def _carded(job: Job, cards: dict[str, date | None]) -> str:
    if not job.fitter:
        return UNKNOWN
    signed = cards[job.fitter]
    return BREACH if signed is None else _by(signed, job.arrived or job.due)


def _called(job: Job) -> str:
    if job.mark == "×":
        return BREACH
    return _within(job.finished, job.called, CALL_DAYS)


def _came(ask: Ask) -> str:
    if ask.agreed:
        return _by(ask.came, ask.agreed)
    return _within(ask.asked, ask.came, LIMIT_DAYS[ask.who.zone])


def _cared(care: Care) -> str:
    if care.mark == "×":
        return BREACH
    return _within(half_year_after(care.finished), care.came, CARE_DAYS)


def _marked(mark: str) -> str:
    return {"√": OK, "×": BREACH}.get(mark, UNKNOWN)


def _stock(row: list[str]) -> str:
    if not row[4]:
        return UNKNOWN
    return OK if int(row[4]) >= int(row[3]) else BREACH


def _batch(row: list[str]) -> str:
    return _within(date(2026, 6, 8), day(row[4]), BATCH_DAYS)


def _within(start: date | None, done: date | None, days: int) -> str:
    return _by(done, None if start is None else start + timedelta(days=days))


def _by(done: date | None, limit: date | None) -> str:
    if done is None or limit is None:
        return UNKNOWN
    return OK if done <= limit else BREACH
