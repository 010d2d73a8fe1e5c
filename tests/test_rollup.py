"""From evidence to a point's verdict, from points to a clause's."""

import pytest
from small_standard import clause, evidence, point, words

from assistant.model import EvidenceKind, Need, PointAssessment, Role, Stance, Verdict
from assistant.rollup import clause_verdict, point_verdict
from assistant.weighing import Weighed

RULE, RECORD, PUBLISHED = EvidenceKind.RULE, EvidenceKind.RECORD, EvidenceKind.PUBLISHED
STATEMENT, CERTIFICATE = EvidenceKind.STATEMENT, EvidenceKind.CERTIFICATE
YES, PART, NO = Verdict.CONFORM, Verdict.PARTIAL, Verdict.NONCONFORM
NOTHING = Verdict.NO_EVIDENCE


def support(kind, *, isolated=False, observed=False):
    return Weighed(evidence(kind), isolated, observed)


def gap(kind=RECORD, *, isolated=False):
    return Weighed(evidence(kind, Stance.CONTRADICTS), isolated, False)


def verdict(need, *weighed):
    return point_verdict(point(need=need), weighed)


def test_what_staff_know_is_shown_by_their_own_words():
    asked = point(need=Need.DONE, known=True)
    assert point_verdict(asked, [support(STATEMENT)]) is YES
    assert point_verdict(asked, [support(STATEMENT), gap(STATEMENT, isolated=True)]) is PART
    assert point_verdict(asked, [support(RULE)]) is PART


def test_of_several_things_asked_for_one_may_lack():
    marks = point(need=Need.DONE, listed=True)
    assert point_verdict(marks, [support(RECORD), gap()]) is PART
    assert point_verdict(marks, [support(RULE), gap()]) is NO
    assert verdict(Need.DONE, support(RECORD), gap()) is NO


@pytest.mark.parametrize(
    ("need", "kind", "expected"),
    [
        (Need.SET_UP, RULE, YES),
        (Need.SET_UP, PUBLISHED, YES),
        (Need.SET_UP, STATEMENT, PART),
        (Need.PUBLISHED, PUBLISHED, YES),
        (Need.PUBLISHED, RULE, PART),
        (Need.DONE, RECORD, YES),
        (Need.DONE, RULE, PART),
        (Need.DONE, PUBLISHED, PART),
        (Need.DONE, STATEMENT, PART),
        (Need.MEASURED, RECORD, YES),
        (Need.MEASURED, RULE, PART),
        (Need.CERTIFICATE, CERTIFICATE, YES),
        (Need.CERTIFICATE, RECORD, PART),
        (Need.CERTIFICATE, STATEMENT, PART),
    ],
)
def test_kind_of_proof_decides_whether_a_need_is_met(need, kind, expected):
    assert verdict(need, support(kind)) is expected


def test_no_evidence_at_all_is_no_evidence():
    assert verdict(Need.DONE) is NOTHING


def test_explicit_gap_outweighs_any_support():
    assert verdict(Need.DONE, support(RECORD), support(RECORD), gap()) is NO


def test_single_gaps_weaken_what_is_done():
    assert verdict(Need.DONE, support(RECORD), gap(isolated=True)) is PART


def test_single_gaps_leave_what_is_set_up_standing():
    assert verdict(Need.SET_UP, support(RULE), gap(isolated=True)) is YES


def test_single_gap_with_nothing_beside_it_fails():
    assert verdict(Need.SET_UP, gap(isolated=True)) is NO


def test_gap_of_an_optional_point_weakens_its_clause():
    optional = clause(point(role=Role.ESSENTIAL), point(id="b", role=Role.OPTIONAL))
    weak = PointAssessment(
        id="b", verdict=Verdict.NONCONFORM, reason=words(), evidence=(gap().evidence,)
    )
    firm = PointAssessment(id="a", verdict=Verdict.CONFORM, reason=words())
    assert clause_verdict(optional, [firm, weak]) is Verdict.PARTIAL


def test_oral_practice_alone_is_partial_even_if_set_up_is_asked():
    assert verdict(Need.SET_UP, support(STATEMENT, isolated=True)) is PART


def test_what_the_auditor_saw_published_counts_as_published():
    assert verdict(Need.PUBLISHED, support(RECORD, observed=True)) is YES
    assert verdict(Need.PUBLISHED, support(RECORD)) is PART


def rolled(*pairs):
    points = [point(id="abcde"[i], role=role) for i, (role, _) in enumerate(pairs)]
    results = [
        PointAssessment(id=f"9-{i}", verdict=v, reason=words()) for i, (_, v) in enumerate(pairs)
    ]
    return clause_verdict(clause(*points), results)


def test_gap_of_a_contingent_point_fails_its_clause_and_its_absence_does_not():
    contingent = clause(point(role=Role.ESSENTIAL), point(id="b", role=Role.CONTINGENT))
    firm = PointAssessment(id="a", verdict=Verdict.CONFORM, reason=words())
    for verdict, whole in (
        (Verdict.NONCONFORM, Verdict.NONCONFORM),
        (Verdict.NO_EVIDENCE, Verdict.CONFORM),
    ):
        told = PointAssessment(id="b", verdict=verdict, reason=words())
        assert clause_verdict(contingent, [firm, told]) is whole


MUST, MAY, EXTRA = Role.ESSENTIAL, Role.ELEMENT, Role.OPTIONAL


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(MUST, YES), (MAY, YES)], YES),
        ([(MUST, NO), (MAY, YES)], NO),
        ([(MUST, YES), (MAY, NO)], PART),
        ([(MUST, YES), (MAY, NOTHING)], PART),
        ([(MUST, NOTHING), (MAY, NO)], NO),
        ([(MUST, NOTHING), (MAY, NOTHING)], NOTHING),
        ([(MUST, NOTHING), (MAY, PART)], PART),
        ([(MUST, YES), (EXTRA, NOTHING)], YES),
        ([(MUST, YES), (EXTRA, NO)], YES),
        ([(MUST, NOTHING), (EXTRA, YES)], NOTHING),
        ([(EXTRA, YES)], YES),
        ([(EXTRA, NO)], NO),
        ([(MAY, NO), (MAY, NO)], NO),
    ],
)
def test_points_roll_up_to_the_clause(pairs, expected):
    assert rolled(*pairs) is expected


def test_records_that_are_mostly_bad_fail_the_clause_whatever_its_other_points():
    points = [PointAssessment(id="9-a", verdict=YES, reason=words())]
    one = clause(point(role=Role.ELEMENT))
    assert clause_verdict(one, points) is YES
    assert clause_verdict(one, points, mostly_bad=True) is NO
