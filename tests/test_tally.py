"""Record checks as evidence: shares, rows to cite, counts in words."""

from dataclasses import replace

import pytest
from audit_documents import corpus, prose, rows
from small_standard import clause, point, words

from assistant.catalog import load as load_standard
from assistant.model import EvidenceKind, Need, Role, Stance
from assistant.reader_files import load
from assistant.records import CheckedRow, RecordCheck
from assistant.tally import (
    bad_share,
    checks_of,
    counts,
    is_isolated,
    readings,
    served,
    special,
    with_counts,
)
from ingest.model import DocumentKind

LOG = rows("取车台账.csv", ("单号", "取车日"), *((f"Q-{i}", f"2026-05-0{i}") for i in range(1, 6)))
MATERIAL = corpus(LOG)


def row(index, why="late"):
    block = LOG.blocks[index]
    return CheckedRow(f"Q-{index + 1}", block.row, block.start, block.end, why)


def check(*, total, breaches=(), unknowns=(), met=None, asked="9.1.1.1", sheet=""):
    return RecordCheck(
        id="k",
        clause=asked,
        rule_quote="三日内取车",
        rule_file="规定.txt",
        rule_document_id="r",
        rule_start=0,
        rule_end=5,
        records_file=LOG.file,
        records_document_id=LOG.id,
        sheet=sheet,
        n_total=total,
        breaches=tuple(row(i) for i in breaches),
        unknowns=tuple(row(i, "blank") for i in unknowns),
        how=words(),
        met=None if met is None else row(met, ""),
    )


def test_row_that_cannot_be_judged_counts_as_bad():
    assert bad_share(check(total=10, breaches=[0], unknowns=[1, 2])) == pytest.approx(0.3)


def test_share_of_no_rows_is_zero():
    assert bad_share(check(total=0)) == 0.0


@pytest.mark.parametrize(("total", "single"), [(11, True), (10, False), (6, True), (5, False)])
def test_bad_rows_are_single_cases_below_a_fifth(total, single):
    bad = 2 if total >= 10 else 1
    assert is_isolated(check(total=total, breaches=range(bad))) is single


def test_first_three_bad_rows_are_cited_as_gaps_breaches_first():
    found = readings(check(total=5, breaches=[3, 1], unknowns=[0, 2]), MATERIAL)
    assert [s.text.split("\t")[0] for s, _ in found] == ["Q-4", "Q-2", "Q-1"]
    assert {(r.stance, r.kind, r.isolated) for _, r in found} == {
        (Stance.CONTRADICTS, EvidenceKind.RECORD, False)
    }


def test_reading_of_a_bad_row_says_the_counts_and_why():
    (_, reading), *_ = readings(check(total=5, breaches=[0], unknowns=[1]), MATERIAL)
    assert reading.why == "counted: 1/5 breach, 1 unknown; late"


def test_single_bad_rows_are_isolated():
    assert [r.isolated for _, r in readings(check(total=20, breaches=[0]), MATERIAL)] == [True]


def test_row_that_keeps_the_rule_is_cited_beside_single_bad_rows():
    found = readings(check(total=20, breaches=[0], met=1), MATERIAL)
    assert [(s.text[:3], r.stance, r.isolated) for s, r in found] == [
        ("Q-1", Stance.CONTRADICTS, True),
        ("Q-2", Stance.SUPPORTS, False),
    ]


def test_row_that_keeps_the_rule_is_not_cited_where_many_break_it():
    found = readings(check(total=5, breaches=[0, 2], met=1), MATERIAL)
    assert {r.stance for _, r in found} == {Stance.CONTRADICTS}


def test_clean_check_cites_one_row_as_support():
    found = readings(check(total=5, met=0), MATERIAL)
    assert [(s.text, r.stance) for s, r in found] == [("Q-1\t2026-05-01", Stance.SUPPORTS)]


def test_check_over_a_file_that_is_gone_cites_nothing():
    assert readings(check(total=5, met=0), corpus()) == []
    assert readings(check(total=5, breaches=[0]), corpus()) == []


def test_counts_stand_in_words_with_file_and_sheet():
    said = counts(check(total=5, breaches=[0, 1], unknowns=[2], sheet="五月"))
    assert said.zh == "取车台账.csv 五月 共5行，违反2行，无法判定1行"
    assert said.en == "取车台账.csv 五月: 5 rows, 2 in breach, 1 cannot be judged"


def test_counts_are_added_to_a_reason_only_where_there_are_checks():
    reason = words("有记录证据", "evidenced")
    assert with_counts(reason, []) is reason
    assert with_counts(reason, [check(total=5)]).zh.startswith("有记录证据（逐行核对：取车台账.csv")


def test_check_speaks_to_the_point_that_asks_for_doing_in_time():
    points = (
        point(need=Need.SET_UP),
        point(id="b", need=Need.DONE),
        point(id="c", need=Need.DONE, timely=True),
    )
    asked, mine = clause(*points), check(total=5)
    assert [checks_of(asked, p, [mine]) for p in points] == [[], [], [mine]]


def test_check_speaks_to_a_point_that_counts_before_an_optional_one():
    points = (
        point(need=Need.DONE, role=Role.OPTIONAL),
        point(id="b", need=Need.DONE, role=Role.ELEMENT),
    )
    asked, mine = clause(*points), check(total=5)
    assert [checks_of(asked, p, [mine]) for p in points] == [[], [mine]]


def test_check_of_another_clause_does_not_speak():
    asked = clause(point())
    assert checks_of(asked, asked.points[0], [check(total=5, asked="9.9.9.9")]) == []


def test_check_with_breaches_is_a_deduction_for_a_person_to_decide():
    late, kept = check(total=5, breaches=[3, 1]), check(total=5, unknowns=[2])
    found = special([late, kept], {})
    assert {clause: [one.rows for one in ones] for clause, ones in found.items()} == {
        "9.1.1.1": [("Q-4", "Q-2")]
    }
    assert found["9.1.1.1"][0].decided is None


def test_decision_of_a_person_is_kept_with_the_deduction():
    (one,) = special([check(total=5, breaches=[0])], {"k": True})["9.1.1.1"]
    assert (one.decided, one.points) == (True, 1.0)


def test_check_whose_words_name_no_clause_gets_the_one_that_the_reader_tells():
    standard = load_standard("gbt27922-2011")
    text = "货架上每样五金写着最低数，月底点数，不许低于最低数。"
    rule = prose("规矩.docx", text, kind=DocumentKind.PROCEDURE)
    study = load().study(corpus(rule))
    unnamed = replace(check(total=5, asked=""), rule_document_id=rule.id, rule_end=len(text))
    named = check(total=5, asked="5.2.4.3")
    found = served(standard.standard.clauses, [unnamed, named], study)
    assert [one.clause for one in found] == ["5.2.4.5", "5.2.4.3"]
    assert served(standard.standard.clauses, [unnamed], None) == (unnamed,)
