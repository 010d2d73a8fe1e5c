"""The making of the accuracy sheet: records, the fit on clients left out, who is refused."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import network_files
from assistant.model import EvidenceKind, PointAssessment, Stance, Verdict
from assistant.sheet import BIAS, TRAITS, VERDICT
from assistant.sheet_traits import RECORD, TRAIT_NAMES
from assistant.trust_model import Group, Record
from evals.cases import DatasetError
from evals.scoring_calibration import Foretold
from evals.sheet import DEVELOPMENT, main
from evals.sheet_clients import HELD_OUT, Case, datasets, unseen_by
from evals.sheet_fit import by_clauses, fit, least_high, measured
from tests.made_trials import assessment
from tests.small_standard import clause, evidence, point, words


def case(client, right, *, verdict=Verdict.CONFORM, clause_id="9.1.1.1", chance=0.5):
    quote = evidence(EvidenceKind.RECORD, Stance.SUPPORTS).model_copy(update={"chance": chance})
    one = PointAssessment(id=f"{clause_id}-a", verdict=verdict, reason=words(), evidence=(quote,))
    made = assessment(clause_id, verdict).model_copy(update={"points": (one,)})
    return Case(client, clause(point(), id=clause_id), made, right)


def told(seed, speaking):
    """Return cases of six clients whose chance speaks for the verdict, or says nothing."""
    chance = random.Random(seed)
    cases = []
    for client in "甲乙丙丁戊己":
        for number in range(40):
            shown = chance.random()
            right = chance.random() < (shown if speaking else 0.5)
            cases.append(case(client, right, clause_id=f"9.1.1.{number + 1}", chance=shown))
    return cases


def test_records_count_by_clause_and_verdict():
    cases = [
        case("甲", True),
        case("乙", False),
        case("丙", True, verdict=Verdict.PARTIAL),
        case("甲", True, clause_id="9.1.1.10"),
        case("甲", False, clause_id="9.1.1.2"),
    ]
    found = by_clauses(cases)
    assert list(found) == ["9.1.1.1", "9.1.1.2", "9.1.1.10"]
    assert found["9.1.1.1"] == {
        Verdict.CONFORM: Record(n=2, right=1),
        Verdict.PARTIAL: Record(n=1, right=1),
    }


def test_traits_that_speak_are_shipped():
    found = measured(told(1, speaking=True))
    assert found["method"] == TRAITS
    assert found["weights"]["support_chance"] > 0
    assert found["figures"][TRAITS]["brier"] < found["figures"][VERDICT]["brier"]


def test_traits_that_say_nothing_give_way_to_the_verdict():
    assert measured(told(2, speaking=False))["method"] == VERDICT


def test_client_left_out_leaves_no_trace_in_the_weights():
    cases = told(3, speaking=True)
    turned = [
        Case(one.client, one.clause, one.assessment, not one.right) if one.client == "甲" else one
        for one in cases
    ]
    assert fit(cases, {"甲"}) == fit(turned, {"甲"})
    assert fit(cases, set()) != fit(turned, set())


def test_record_never_speaks_against_its_clause():
    weights = fit(told(2, speaking=False), set())
    assert weights[RECORD] >= 0
    assert set(weights) == {*TRAIT_NAMES, BIAS}


def test_high_group_begins_where_verdicts_were_right_enough():
    poor = [Foretold(0.86, number < 5) for number in range(10)]
    good = [Foretold(0.96, True) for _ in range(20)]
    assert least_high([*good, *(Foretold(0.86, True),) * 5]) == 0.85
    assert least_high([*poor, *good]) == 0.9
    assert least_high(poor) is None
    assert least_high(good[:9]) is None


def test_groups_and_kinds_hold_every_case_once():
    cases = told(4, speaking=True)
    found = measured(cases)
    assert sum(one.n for one in found["groups"].values()) == len(cases)
    kinds = found["kinds"][Verdict.CONFORM]
    assert {group: kinds[group] for group in found["groups"]} == found["groups"]
    assert set(kinds) <= set(Group)


def test_verdict_that_could_not_be_looked_for_is_no_case():
    cases = [*told(5, speaking=True), case("甲", False, verdict=Verdict.COULD_NOT_LOOK)]
    assert measured(cases)["figures"]["cases"] == len(cases) - 1


# who is refused


@pytest.mark.parametrize("name", sorted(HELD_OUT))
def test_client_that_is_held_out_is_refused_unopened(name):
    with pytest.raises(DatasetError, match="held out"):
        datasets([Path("nowhere") / name])


def test_client_given_twice_is_refused():
    with pytest.raises(DatasetError, match="twice"):
        datasets([*DEVELOPMENT, DEVELOPMENT[0]])


def test_no_development_client_is_held_out():
    assert {folder.name for folder in DEVELOPMENT}.isdisjoint(HELD_OUT)
    assert all((folder / "gold.json").is_file() for folder in DEVELOPMENT)


def test_folder_that_is_no_dataset_is_an_error(tmp_path, capsys):
    words = ["--only", str(tmp_path), "--networks", str(tmp_path)]
    assert main([*words, "--out", str(tmp_path / "sheet.json")]) == 3
    assert "no dataset" in capsys.readouterr().err
    assert not (tmp_path / "sheet.json").exists()


def test_client_is_judged_by_a_network_that_has_not_seen_it():
    shipped = network_files.load()
    blind = replace(shipped, left_out=frozenset(("甲", "乙")))
    assert unseen_by("甲", [shipped, blind]) is blind
    with pytest.raises(DatasetError, match="train_network --leave-out 丙"):
        unseen_by("丙", [shipped, blind])
