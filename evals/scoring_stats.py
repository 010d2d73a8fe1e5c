"""Statistics: shares, their bootstrap intervals, and precision and recall by class."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

SEED = 27922
"""Of the bootstrap: the same answers give the same interval."""
_RESAMPLES = 2000
_DIGITS = 4


class Figures(BaseModel):
    """Figures of a scorer; written by alias, so that keys may hold an @."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True)


class Interval(NamedTuple):
    """Bounds of a share."""

    low: float
    high: float


class ClassFigures(Figures):
    """How one class was told; a share over nothing is None."""

    gold: int
    called: int
    precision: float | None
    recall: float | None
    f1: float


def share(part: int | float, whole: int) -> float | None:
    """Return part / whole, None over nothing."""
    return round(part / whole, _DIGITS) if whole else None


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, None over nothing."""
    return share(sum(values), len(values))


def interval(right: Sequence[bool]) -> Interval | None:
    """Return the 95 % percentile bootstrap interval (Efron 1979) of a share of right cases."""
    if not right:
        return None
    rng = np.random.default_rng(SEED)
    cases = np.asarray(right, dtype=np.float64)
    means = rng.choice(cases, size=(_RESAMPLES, len(cases))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(round(float(low), _DIGITS), round(float(high), _DIGITS))


def by_class(pairs: Sequence[tuple[str, str]]) -> dict[str, ClassFigures]:
    """Return the figures of each class from (gold, called) pairs, in order of the names."""
    gold, called = Counter(g for g, _ in pairs), Counter(c for _, c in pairs)
    hits = Counter(g for g, c in pairs if g == c)
    return {
        name: ClassFigures(
            gold=gold[name],
            called=called[name],
            precision=share(hits[name], called[name]),
            recall=share(hits[name], gold[name]),
            f1=share(2 * hits[name], gold[name] + called[name]) or 0.0,
        )
        for name in sorted(gold | called)
    }


def macro_f1(classes: Iterable[ClassFigures]) -> float | None:
    """Return the mean F1 of the classes that occur in the gold."""
    return mean([figures.f1 for figures in classes if figures.gold])


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Return counts as {gold: {called: n}}, without zeros."""
    counts: dict[str, dict[str, int]] = {}
    for (gold, called), n in sorted(Counter(pairs).items()):
        counts.setdefault(gold, {})[called] = n
    return counts
