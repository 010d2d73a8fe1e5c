"""Statistics: shares, their bootstrap intervals, and precision and recall by class."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
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
    return _bounds(rng.choice(cases, size=(_RESAMPLES, len(cases))).mean(axis=1))


def ratio_interval(parts: Sequence[tuple[int, int]]) -> Interval | None:
    """Return the 95 % interval of the share of all hits, from (hits, cases) of groups.

    Whole groups are drawn, since the cases of one (the quotes of a clause) hang together.
    """
    table = np.asarray([part for part in parts if part[1]], dtype=np.float64)
    if not len(table):
        return None
    rng = np.random.default_rng(SEED)
    drawn = table[rng.integers(0, len(table), size=(_RESAMPLES, len(table)))].sum(axis=1)
    return _bounds(drawn[:, 0] / drawn[:, 1])


def macro_f1_interval(pairs: Sequence[tuple[str, str]]) -> Interval | None:
    """Return the 95 % interval of the macro F1 of (gold, called) pairs.

    In each resample the classes count that its gold has.
    """
    if not pairs:
        return None
    names = {name: at for at, name in enumerate(sorted({n for pair in pairs for n in pair}))}
    codes = np.array([[names[gold], names[called]] for gold, called in pairs])
    rng = np.random.default_rng(SEED)
    drawn = codes[rng.integers(0, len(codes), size=(_RESAMPLES, len(codes)))]
    counted = [(drawn == at).sum(axis=1) for at in range(len(names))]
    hits = [(drawn == at).all(axis=2).sum(axis=1) for at in range(len(names))]
    gold = np.stack([count[:, 0] for count in counted])
    both = np.stack([count.sum(axis=1) for count in counted])
    f1 = 2 * np.stack(hits) / np.maximum(both, 1)
    return _bounds((f1 * (gold > 0)).sum(axis=0) / (gold > 0).sum(axis=0))


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


def _bounds(values: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return Interval(round(float(low), _DIGITS), round(float(high), _DIGITS))
