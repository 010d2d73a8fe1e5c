"""Traits of a verdict that a person can read off its assessment, as numbers with names."""

import math
from collections.abc import Sequence

from assistant.model import Assessment, Clause, Evidence, Need, Stance, Verdict

JUDGED = (
    Verdict.CONFORM,
    Verdict.PARTIAL,
    Verdict.NONCONFORM,
    Verdict.NO_EVIDENCE,
    Verdict.NOT_APPLICABLE,
)
"""Verdicts that can be right; could_not_look is none."""
RECORD = "record"
"""The clause's own share of right verdicts, which the sheet adds to the traits."""
TRAIT_NAMES = (
    *(f"said_{verdict.value}" for verdict in JUDGED),
    "doing",
    "supports",
    "gaps",
    "support_chance",
    "gap_chance",
    "unproven_points",
    "both_sides",
    "counted",
    RECORD,
)
_COUNTED = "counted:"
_DOING = (Need.DONE, Need.MEASURED)
_BOTH = {Stance.SUPPORTS, Stance.CONTRADICTS}


def traits(clause: Clause, assessment: Assessment, record: float) -> list[float]:
    """Return the traits of a verdict; see TRAIT_NAMES.

    Counts are natural logarithms of 1 + n: the tenth quote says less than the first.

    Args:
        record: The clause's own share of right verdicts, shrunk towards the mean.
    """
    found = [evidence for point in assessment.points for evidence in point.evidence]
    backing = [one for one in found if one.stance is Stance.SUPPORTS]
    gaps = [one for one in found if one.stance is Stance.CONTRADICTS]
    n_points = len(clause.points)
    return [
        *(float(assessment.verdict is verdict) for verdict in JUDGED),
        sum(point.need in _DOING for point in clause.points) / n_points,
        math.log1p(len(backing)),
        math.log1p(len(gaps)),
        _highest(backing),
        _highest(gaps),
        sum(not point.evidence for point in assessment.points) / n_points,
        float(any({e.stance for e in point.evidence} >= _BOTH for point in assessment.points)),
        float(any(one.why.startswith(_COUNTED) for one in found)),
        record,
    ]


def has_chances(assessment: Assessment) -> bool:
    """Whether every quote has its chance: assessments of earlier versions have none."""
    found = (evidence for point in assessment.points for evidence in point.evidence)
    return all(evidence.chance is not None for evidence in found)


def _highest(found: Sequence[Evidence]) -> float:
    return max((one.chance or 0.0 for one in found), default=0.0)
