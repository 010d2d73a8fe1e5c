"""Points, deductions and stars, worked out by hand (domain facts, 2.3)."""

import pytest

from assistant import scoring
from assistant.catalog import load
from assistant.deduction import SpecialDeduction
from assistant.model import Indicator, Standard, Verdict, Weight, Words
from tests.audit_values import assessed
from tests.small_standard import clause

STARS = (("达标级", 70), ("三星级", 80), ("四星级", 90), ("五星级", 95))
YES, HALF, NO = Verdict.CONFORM, Verdict.PARTIAL, Verdict.NONCONFORM
NOTHING, OUT, BLIND = Verdict.NO_EVIDENCE, Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_LOOK


def standard(*points, status="assumed", scored=True):
    """Return a standard with one clause for each number of points."""
    clauses = tuple(
        clause(id=f"9.1.1.{number}", scored=scored).model_copy(
            update={"weight": Weight(points=worth, status=status, source="made up")}
        )
        for number, worth in enumerate(points, start=1)
    )
    head = Indicator(id="9.1", title=Words(zh="系统", en="system"), points=sum(points))
    return Standard(
        id="small",
        title=Words(zh="小标准", en="small"),
        source="made up",
        stars=STARS,
        sections=(head,),
        indicators=(head.model_copy(update={"id": "9.1.1"}),),
        clauses=clauses,
    )


def scored(made, *verdicts, **rest):
    pairs = zip(made.clauses, verdicts, strict=False)
    return scoring.score(made, [assessed(one, verdict) for one, verdict in pairs], **rest)


def test_all_conform_is_a_hundred():
    result = scored(standard(60, 40), YES, YES)
    assert (result.earned, result.applicable, result.total) == (100, 100, 100)


def test_nonconformity_takes_all_points_of_its_clause():
    assert scored(standard(60, 40), YES, NO).total == 60


def test_partial_counts_half_until_sampling():
    result = scored(standard(60, 40), YES, HALF)
    assert result.total == 80
    assert result.lines[1].earned == 20


def test_deleted_clause_leaves_both_sums():
    result = scored(standard(60, 30, 10), YES, NO, OUT)
    # 60 of the 90 that apply
    assert (result.earned, result.applicable, result.total) == (60, 90, 66.7)
    assert result.lines[2].points == 0


def test_clause_without_evidence_earns_nothing_but_still_applies():
    result = scored(standard(60, 40), YES, NOTHING)
    assert (result.applicable, result.total) == (100, 60)


def test_clause_not_assessed_counts_as_not_looked_at():
    result = scored(standard(60, 40), YES)
    assert result.lines[1].verdict is BLIND
    assert result.total == 60


def test_special_deductions_come_off_the_total():
    assert scored(standard(60, 40), YES, YES, special=3).total == 97


def test_total_never_falls_below_zero():
    assert scored(standard(10), NO, special=5).total == 0


def test_everything_deleted_scores_zero():
    result = scored(standard(60, 40), OUT, OUT)
    assert (result.applicable, result.total, result.star) == (0, 0, "未达标")


def test_clause_that_is_a_note_is_not_scored():
    result = scored(standard(60, 40, scored=False), YES, YES)
    assert result.applicable == 0
    assert {line.points for line in result.lines} == {0}


def test_range_runs_from_the_worst_to_the_best_reading():
    # low: partial and unseen earn nothing -> 60; high: both earn all -> 100
    assert scored(standard(60, 25, 15), YES, HALF, NOTHING).star_range == ("未达标", "五星级")


def test_settled_verdicts_make_a_range_of_one():
    assert scored(standard(85, 15), YES, NO).star_range == ("三星级", "三星级")


def test_pages_that_cannot_be_read_widen_the_range():
    assert scored(standard(90, 10), YES, BLIND).star_range == ("四星级", "五星级")


@pytest.mark.parametrize(
    ("total", "star"),
    [
        (69.9, "未达标"),
        (70, "达标级"),
        (79.9, "达标级"),
        (80, "三星级"),
        (89.9, "三星级"),
        (90, "四星级"),
        (94.9, "四星级"),
        (95, "五星级"),
        (100, "五星级"),
    ],
)
def test_star_is_the_highest_level_reached(total, star):
    assert scoring.star(standard(1), total) == star


def test_one_assumed_weight_makes_the_score_an_estimate():
    assert scored(standard(60, 40), YES, YES).assumed_weights is True
    assert scored(standard(60, 40, status="official"), YES, YES).assumed_weights is False


def test_sections_of_the_standard_hold_forty_thirty_five_twenty_five_points():
    made = load("gbt27922-2011").standard
    result = scoring.score(made, [assessed(one, YES) for one in made.clauses])
    sums = [
        sum(line.points for line in result.lines if line.clause.startswith(f"{section.id}."))
        for section in made.sections
    ]
    assert sums == pytest.approx([40, 35, 25], abs=0.01)
    assert result.total == 100


def test_standard_has_the_published_thresholds():
    assert load("gbt27922-2011").standard.stars == STARS


def test_worked_example_of_the_domain_facts():
    made = load("gbt27922-2011").standard
    out = {"5.2.5.5", "5.2.6.1", "5.2.6.2"}
    verdicts = {one.id: OUT if one.id in out else YES for one in made.clauses} | {"5.2.2.2": NO}
    made_up = [assessed(one, verdicts[one.id]) for one in made.clauses]
    result = scoring.score(made, made_up, special=1)
    # applicable 100 - 3 * 1.458 = 95.63; earned 95.63 - 1.458 = 94.17; 98.5 - 1 special
    assert result.applicable == pytest.approx(95.63, abs=0.02)
    assert result.total == 97.5


def test_only_confirmed_breaches_come_off_the_total():
    def breach(name, decided):
        return SpecialDeduction(name, "规定", "程序", "台账", "", 2, ("A1", "A2"), decided=decided)

    made = standard(60, 40)
    clause = made.clauses[0].id
    offered = {clause: [breach("a", True), breach("b", None), breach("c", False)]}
    judged = [assessed(one, YES) for one in made.clauses]
    result = scoring.score(made, judged, candidates=offered)
    assert (result.total, result.special) == (99, 1)
    assert [one.check for one in result.lines[0].special] == ["a", "b", "c"]
    assert result.lines[1].special == ()
