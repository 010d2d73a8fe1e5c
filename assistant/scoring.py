"""Points, deductions and stars; a range wherever a weight or a verdict is not settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.deduction import SpecialDeduction
from assistant.model import (
    Assessment,
    Clause,
    Score,
    ScoreLine,
    Standard,
    Verdict,
    Words,
)

_FULL = 100.0


@dataclass(frozen=True, slots=True)
class _Share:
    """Share of a clause's points: lowest, shown and highest, 0 to 1."""

    low: float
    shown: float
    high: float
    note: Words


_SHARES: Mapping[Verdict, _Share] = {
    Verdict.CONFORM: _Share(1, 1, 1, Words(zh="满分", en="full points")),
    # The rules deduct in proportion to sampled failures; until a sample is drawn the share of
    # a partial verdict lies anywhere between, and is shown as half (assumed).
    Verdict.PARTIAL: _Share(
        0,
        0.5,
        1,
        Words(zh="暂按一半计，待抽样按比例扣分", en="half for now; sampling will settle it"),
    ),
    Verdict.NONCONFORM: _Share(
        0, 0, 0, Words(zh="不符合，扣全部分值", en="not met: all points off")
    ),
    Verdict.NO_EVIDENCE: _Share(
        0, 0, 1, Words(zh="未见证据，现场查证前不得分", en="no points until evidenced on site")
    ),
    Verdict.COULD_NOT_LOOK: _Share(
        0, 0, 1, Words(zh="材料无法读取，暂不得分", en="no points until the pages can be read")
    ),
}
_DELETED = Words(zh="删减，不计入总分", en="deleted: out of both sums")
_UNSCORED = Words(zh="说明项，不单独计分", en="a note, not scored")


def has_points(standard: Standard) -> bool:
    """Tell whether a standard gives points; without them there is no score to compute."""
    return any(_points(clause) is not None for clause in standard.clauses)


def score(
    standard: Standard,
    assessments: Sequence[Assessment],
    *,
    special: int = 0,
    candidates: Mapping[str, Sequence[SpecialDeduction]] | None = None,
) -> Score:
    """Return the score of a set of assessments.

    score = 100 * earned / applicable - special, within 0..100 (deduction rules as published by
    certification bodies; the cap is assumed). A clause without assessment was not looked at.

    Args:
        standard: Clauses with their points, and the star levels.
        assessments: Verdicts, one for each clause judged.
        special: Confirmed special deductions, one point each, besides the candidates.
        candidates: By clause, breaches of the firm's own rules; only confirmed ones count.
    """
    offered = candidates or {}
    taken = special + _confirmed(offered)
    verdicts = {assessment.clause: assessment.verdict for assessment in assessments}
    judged = [(c, verdicts.get(c.id, Verdict.COULD_NOT_LOOK)) for c in standard.clauses]
    lines = tuple(_line(c, verdict, tuple(offered.get(c.id, ()))) for c, verdict in judged)
    counted = _counted(judged)
    applicable = sum(points for points, _ in counted)
    earned = sum(line.earned for line in lines)
    low = sum(points * share.low for points, share in counted)
    high = sum(points * share.high for points, share in counted)
    total, *ends = (_total(points, applicable, taken) for points in (earned, low, high))
    return Score(
        earned=round(earned, 2),
        applicable=round(applicable, 2),
        total=total,
        special=float(taken),
        bonus=0.0,
        star=star(standard, total),
        star_range=(star(standard, ends[0]), star(standard, ends[1])),
        assumed_weights=any(c.weight.status == "assumed" for c in standard.clauses if c.scored),
        lines=lines,
    )


def _counted(judged: Sequence[tuple[Clause, Verdict]]) -> list[tuple[float, _Share]]:
    """Return the points of the clauses that count, with the share that each may earn."""
    return [
        (points, _SHARES[verdict])
        for clause, verdict in judged
        if verdict is not Verdict.NOT_APPLICABLE and (points := _points(clause)) is not None
    ]


def _confirmed(offered: Mapping[str, Sequence[SpecialDeduction]]) -> float:
    """Return the points of the special deductions that a person confirmed."""
    return sum(one.points for found in offered.values() for one in found if one.decided)


def _line(clause: Clause, verdict: Verdict, special: tuple[SpecialDeduction, ...]) -> ScoreLine:
    points = _points(clause)
    if points is None or verdict is Verdict.NOT_APPLICABLE:
        note = _UNSCORED if points is None else _DELETED
        return ScoreLine(
            clause=clause.id, points=0, earned=0, verdict=verdict, note=note, special=special
        )
    share = _SHARES[verdict]
    earned = round(points * share.shown, 4)
    return ScoreLine(
        clause=clause.id,
        points=points,
        earned=earned,
        verdict=verdict,
        note=share.note,
        special=special,
    )


def star(standard: Standard, total: float) -> str:
    """Return the name of the highest level that `total` reaches, 未达标 below the first.

    A standard without levels grades nothing: 不评级.
    """
    if not standard.stars:
        return "不评级"
    reached = [name for name, least in standard.stars if total >= least]
    return reached[-1] if reached else "未达标"


def _points(clause: Clause) -> float | None:
    return clause.weight.points if clause.scored else None


def _total(earned: float, applicable: float, special: float) -> float:
    if not applicable:
        return 0.0
    return round(min(_FULL, max(0.0, _FULL * earned / applicable - special)), 1)
