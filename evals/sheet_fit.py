"""The fit of the accuracy sheet: chances from traits or verdicts, tried on clients left out."""

from collections.abc import Sequence, Set
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.model import Verdict
from assistant.sheet import (
    BIAS,
    HIGH,
    TRAITS,
    VERDICT,
    by_clause,
    by_verdict,
    group_of,
    total,
)
from assistant.sheet_traits import JUDGED, RECORD, TRAIT_NAMES, traits
from assistant.trust_model import Group, Record
from evals.scoring_calibration import Foretold, brier, figures
from evals.scoring_stats import SEED
from evals.sheet_clients import Case

PENALTY = 0.1
"""C of the logistic regression over standardised traits; 0.03, 0.1 and 0.3 gave a Brier score
of 0.197, 0.196 and 0.197 on six clients left out."""
_RESAMPLES = 2000
_HIGHS, _MIN_HIGH = (HIGH, 0.9, 0.95), 10
"""Chances at which the high group may begin, and the fewest verdicts that show it."""

Matrix = NDArray[np.float64]
_Key = TypeVar("_Key")


def measured(cases: Sequence[Case]) -> dict[str, Any]:
    """Return what a sheet holds of the cases: records, weights, method, figures."""
    cases = [case for case in cases if case.assessment.verdict in JUDGED]
    names = list(dict.fromkeys(case.client for case in cases))
    chances = {TRAITS: _left_out_traits(cases, names), VERDICT: _left_out_verdict(cases, names)}
    foretold = {
        name: [Foretold(float(p), case.right) for p, case in zip(some, cases, strict=True)]
        for name, some in chances.items()
    }
    better = brier(foretold[TRAITS]) < brier(foretold[VERDICT])
    method = TRAITS if better else VERDICT
    high = least_high(foretold[method])
    groups = [group_of(one.chance, high) for one in foretold[method]]
    return {
        "method": method,
        "weights": fit(cases, frozenset()),
        "high": high,
        "mean": round(mean(cases), 4),
        "verdicts": _records(cases, [case.assessment.verdict for case in cases]),
        "groups": _records(cases, groups),
        "kinds": _kinds(cases, groups),
        "clauses": by_clauses(cases),
        "figures": {
            "cases": len(cases),
            "by_client": {
                name: round(mean([c for c in cases if c.client == name]), 4) for name in names
            },
            **{
                name: figures(some, [group_of(one.chance, high) for one in some]).model_dump()
                for name, some in foretold.items()
            },
            "brier_of_the_mean": round(mean(cases) * (1 - mean(cases)), 4),
            "traits_better_in_resamples": round(_better(foretold[TRAITS], foretold[VERDICT]), 3),
        },
    }


def fit(cases: Sequence[Case], unseen: Set[str]) -> dict[str, float]:
    """Return weights of the traits by name, of a regression without some clients.

    A clause's record is that of the other clients, never of the case's own. Left out so, it
    falls where the case is right (of 6 clients, 5 are left): a record that seems to speak
    against its clause is that artefact, and gets no weight.
    """
    seen = [case for case in cases if case.client not in unseen]
    table = np.array([_traits(case, cases, unseen | {case.client}) for case in seen])
    right, record = [case.right for case in seen], TRAIT_NAMES.index(RECORD)
    weights = _regression(table, right)
    if weights[record] < 0:
        table[:, record] = 0.0
        weights = _regression(table, right)
    named = zip((*TRAIT_NAMES, BIAS), weights.tolist(), strict=True)
    return {name: round(weight, 4) for name, weight in named}


def _regression(table: Matrix, right: Sequence[bool]) -> Matrix:
    """Return weights and bias of a logistic regression, fitted on standardised columns."""
    from sklearn.linear_model import LogisticRegression

    middle, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=PENALTY, max_iter=3000)
    model.fit((table - middle) / spread, right)
    weights = model.coef_[0] / spread
    return np.append(weights, model.intercept_[0] - weights @ middle)


def least_high(found: Sequence[Foretold]) -> float | None:
    """Return from which chance on verdicts were as right as the high group promises."""
    for least in _HIGHS:
        right = [one.right for one in found if one.chance >= least]
        if len(right) >= _MIN_HIGH and sum(right) / len(right) >= HIGH:
            return least
    return None


def by_clauses(cases: Sequence[Case]) -> dict[str, dict[Verdict, Record]]:
    """Return by clause and verdict given how often it was right, clauses in their order."""
    found: dict[str, dict[Verdict, Record]] = {}
    for case in sorted(cases, key=lambda case: [int(n) for n in case.clause.id.split(".")]):
        records = found.setdefault(case.clause.id, {})
        verdict = case.assessment.verdict
        records[verdict] = total({"before": records.get(verdict, Record()), "now": _record([case])})
    return found


def mean(cases: Sequence[Case]) -> float:
    """Return the share of right verdicts."""
    return sum(case.right for case in cases) / len(cases)


def _left_out_traits(cases: Sequence[Case], names: Sequence[str]) -> Matrix:
    """Return each case's chance by weights and records that have not seen its client."""
    chances = np.zeros(len(cases))
    for name in names:
        weights = fit(cases, {name})
        column = np.array([weights[trait] for trait in TRAIT_NAMES])
        for at, case in enumerate(cases):
            if case.client == name:
                score = np.array(_traits(case, cases, {name})) @ column + weights[BIAS]
                chances[at] = 1 / (1 + np.exp(-score))
    return chances


def _left_out_verdict(cases: Sequence[Case], names: Sequence[str]) -> Matrix:
    """Return each case's chance by its verdict alone, from the other clients."""
    chances = np.zeros(len(cases))
    for name in names:
        others = [case for case in cases if case.client != name]
        for at, case in enumerate(cases):
            if case.client == name:
                said = case.assessment.verdict
                alike = [other for other in others if other.assessment.verdict is said]
                chances[at] = by_verdict(_record(alike), mean(others))
    return chances


def _traits(case: Case, cases: Sequence[Case], unseen: Set[str]) -> list[float]:
    others = [other for other in cases if other.client not in unseen]
    same = [other for other in others if other.clause.id == case.clause.id]
    return traits(case.clause, case.assessment, by_clause(_record(same), mean(others)))


def _kinds(cases: Sequence[Case], groups: Sequence[Group]) -> dict[Verdict, dict[Group, Record]]:
    pairs = [(c.assessment.verdict, g) for c, g in zip(cases, groups, strict=True)]
    records = _records(cases, pairs)
    return {
        verdict: {g: record for (v, g), record in records.items() if v is verdict}
        for verdict in JUDGED
    }


def _records(cases: Sequence[Case], keys: Sequence[_Key]) -> dict[_Key, Record]:
    found: dict[_Key, list[Case]] = {}
    for case, key in zip(cases, keys, strict=True):
        found.setdefault(key, []).append(case)
    return {key: _record(some) for key, some in found.items()}


def _record(cases: Sequence[Case]) -> Record:
    return Record(n=len(cases), right=sum(case.right for case in cases))


def _better(one: Sequence[Foretold], other: Sequence[Foretold]) -> float:
    """Return the share of bootstrap resamples of the cases in which `one` has the lower Brier."""
    losses = np.array([[(f.chance - f.right) ** 2 for f in some] for some in (one, other)])
    rng = np.random.default_rng(SEED)
    drawn = rng.integers(0, losses.shape[1], size=(_RESAMPLES, losses.shape[1]))
    return float((losses[0][drawn].mean(axis=1) < losses[1][drawn].mean(axis=1)).mean())
