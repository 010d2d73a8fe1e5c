import json

import pytest

from evals import gate
from evals.cases import DatasetError

FIGURES = {
    "name": "demo", "engine": "rules", "quotes": {"shown": 4, "located": 4},
    "verdict": {"accuracy": 0.8, "false_conform_rate": 0.1},
}  # fmt: skip


def baseline(**figures):
    return gate.Baseline(tolerance=0.02, datasets={"demo": {"rules": figures}})


def test_equal_and_better_figures_pass():
    before = baseline(**{"verdict.accuracy": 0.8, "verdict.false_conform_rate": 0.2})
    assert list(gate.problems(before, [FIGURES])) == []


def test_figure_within_the_tolerance_passes():
    assert list(gate.problems(baseline(**{"verdict.accuracy": 0.815}), [FIGURES])) == []


def test_lower_accuracy_closes_the_gate():
    found = list(gate.problems(baseline(**{"verdict.accuracy": 0.9}), [FIGURES]))
    assert found == ["demo (rules): verdict.accuracy 0.8, baseline 0.9"]


def test_higher_false_conform_rate_closes_the_gate():
    assert len(list(gate.problems(baseline(**{"verdict.false_conform_rate": 0.0}), [FIGURES]))) == 1


def test_quote_that_is_not_located_closes_the_gate_without_a_baseline():
    figures = {**FIGURES, "quotes": {"shown": 4, "located": 3}}
    found = list(gate.problems(gate.Baseline(), [figures]))
    assert found == ["demo (rules): 3 of 4 quotes located"]


def test_skipped_scorer_is_not_compared():
    before = baseline(**{"chat.accuracy": 0.5})
    assert list(gate.problems(before, [{**FIGURES, "chat": None}])) == []


def test_scorer_that_failed_closes_the_gate():
    before = baseline(**{"verdict.accuracy": 0.5})
    failed = {**FIGURES, "verdict": {"error": "KeyError"}, "quotes": None}
    assert len(list(gate.problems(before, [failed]))) == 1


def test_dataset_that_failed_closes_the_gate():
    before = baseline(**{"verdict.accuracy": 0.5})
    failed = {"name": "demo", "engine": "rules", "verdict": None, "error": "no dataset"}
    assert len(list(gate.problems(before, [failed]))) == 1


def test_figures_reached_are_a_baseline_that_passes():
    reached = gate.Baseline(datasets=gate.reached([FIGURES]))
    assert reached.datasets["demo"]["rules"] == {
        "verdict.accuracy": 0.8, "verdict.false_conform_rate": 0.1
    }  # fmt: skip
    assert list(gate.problems(reached, [FIGURES])) == []


def test_accepted_figures_replace_those_of_their_dataset_only(tmp_path):
    path = tmp_path / "baseline.json"
    gate.accept(path, [FIGURES, {**FIGURES, "name": "other"}])
    gate.accept(path, [{**FIGURES, "verdict": {"accuracy": 0.9}}])
    datasets = gate.load(path).datasets
    assert datasets["demo"]["rules"] == {"verdict.accuracy": 0.9}
    assert datasets["other"]["rules"]["verdict.accuracy"] == 0.8


def test_baseline_of_another_shape_is_refused(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"floor": 1}), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"baseline\.json"):
        gate.load(path)
