"""Calibration: do verdicts come out right as often as the chance beside them says."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.model import Assessment
from assistant.trust_model import Group
from evals.scoring_stats import Figures, share
from evals.trial import Trial

_BINS = 10
_DIGITS = 4


class Foretold(NamedTuple):
    """A verdict's chance, and whether the verdict was right."""

    chance: float
    right: bool


class Bin(Figures):
    """Verdicts with about the same chance."""

    low: float
    high: float
    cases: int
    chance: float
    accuracy: float


class GroupFigures(Figures):
    """Verdicts of one group as the product shows it."""

    cases: int
    right: int
    accuracy: float | None


class CalibrationFigures(Figures):
    """How well chances fit.

    Attributes:
        brier: Mean squared error of the chance (Brier 1950); lower is better.
        ece: Mean distance of chance and accuracy over ten bins of equal width, by cases
            (Naeini et al. 2015). Over few cases it is high by chance alone.
        table: Bins with cases, lowest first.
    """

    cases: int
    brier: float | None
    ece: float | None
    table: tuple[Bin, ...]
    groups: dict[str, GroupFigures]


def score(trial: Trial) -> CalibrationFigures | None:
    """Return how well the shown chances fit; None where none is shown."""
    found, groups = [], []
    for gold in trial.gold.verdicts:
        made = trial.assessments.get(gold.clause)
        if isinstance(made, Assessment) and made.trust is not None:
            found.append(Foretold(made.trust.chance, made.verdict is gold.verdict))
            groups.append(made.trust.group)
    return figures(found, groups) if found else None


def figures(found: Sequence[Foretold], groups: Sequence[Group]) -> CalibrationFigures:
    """Return the figures of foretold verdicts, each with the group that it is shown in."""
    table = tuple(_table(found))
    distance = sum(one.cases * abs(one.chance - one.accuracy) for one in table)
    return CalibrationFigures(
        cases=len(found),
        brier=share(brier(found), 1) if found else None,
        ece=share(distance, len(found)),
        table=table,
        groups={group.value: _group(found, groups, group) for group in Group},
    )


def brier(found: Sequence[Foretold]) -> float:
    """Return the mean squared error of the chances."""
    return sum((one.chance - one.right) ** 2 for one in found) / len(found)


def _table(found: Sequence[Foretold]) -> list[Bin]:
    bins: dict[int, list[Foretold]] = {}
    for one in found:
        # rounded first: 0.3 * 10 falls below 3 as a float otherwise
        bins.setdefault(min(int(round(one.chance * _BINS, 9)), _BINS - 1), []).append(one)
    return [
        Bin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            cases=len(some),
            chance=round(sum(one.chance for one in some) / len(some), _DIGITS),
            accuracy=round(sum(one.right for one in some) / len(some), _DIGITS),
        )
        for number, some in sorted(bins.items())
    ]


def _group(found: Sequence[Foretold], groups: Sequence[Group], wanted: Group) -> GroupFigures:
    some = [one.right for one, group in zip(found, groups, strict=True) if group is wanted]
    return GroupFigures(cases=len(some), right=sum(some), accuracy=share(sum(some), len(some)))
