"""Calibration by hand: Brier score, bins, groups."""

import pytest

from assistant.model import Verdict
from assistant.trust_model import Group, Record, Trust
from evals.scoring_calibration import Foretold, figures, score
from tests.made_trials import assessment, gold, trial

SOME = [
    Foretold(0.9, True),
    Foretold(0.9, False),
    Foretold(0.3, False),
    Foretold(0.3, True),
    Foretold(0.35, False),
]
GROUPS = [Group.HIGH, Group.HIGH, Group.LOW, Group.LOW, Group.LOW]


def test_brier_is_the_mean_squared_error():
    # (0.01 + 0.81 + 0.09 + 0.49 + 0.1225) / 5
    assert figures(SOME, GROUPS).brier == pytest.approx(0.3045)


def test_ece_weighs_each_bin_by_its_cases():
    # bin 0.9: |0.9 - 0.5| * 2/5; bin 0.3: |0.95/3 - 1/3| * 3/5
    assert figures(SOME, GROUPS).ece == pytest.approx(
        0.4 * 0.4 + 0.6 * (1 / 3 - 0.95 / 3), abs=1e-3
    )


def test_table_has_only_bins_with_cases():
    table = figures(SOME, GROUPS).table
    assert [(one.low, one.cases) for one in table] == [(0.3, 3), (0.9, 2)]
    assert table[1].accuracy == 0.5


def test_chance_of_one_is_in_the_last_bin():
    (only,) = figures([Foretold(1.0, True)], [Group.HIGH]).table
    assert (only.low, only.high) == (0.9, 1.0)


def test_groups_count_right_verdicts():
    groups = figures(SOME, GROUPS).groups
    assert (groups["high"].right, groups["high"].cases) == (1, 2)
    assert groups["low"].accuracy == 0.3333
    assert groups["middle"].accuracy is None


def test_only_verdicts_with_a_chance_are_scored():
    wanted = gold(verdicts=[{"clause": c, "verdict": "conform"} for c in ("5.1.1.1", "5.1.1.2")])
    told = Trust(chance=0.8, group=Group.MIDDLE, alike=Record(), clause=Record(), clients=6)
    made = {
        "5.1.1.1": assessment("5.1.1.1", Verdict.CONFORM).model_copy(update={"trust": told}),
        "5.1.1.2": assessment("5.1.1.2", Verdict.CONFORM),
    }
    found = score(trial(wanted, assessments=made))
    assert (found.cases, found.brier) == (1, pytest.approx(0.04))
    assert score(trial(wanted, assessments={"5.1.1.2": made["5.1.1.2"]})) is None
