import pytest
from made_trials import document, gold, trial

from evals.scoring_checks import score_consistency, score_records
from evals.trial import Commitment, Failure, Recount, Span, StepFailed

RULES = document("手册.txt", "意见件应在7日内结案。完工后3日内回访。")
WEB = document("官网.html", "意见5日内给结果。")

GOLD_CHECK = {
    "id": "RC1", "clause": "5.3.2.2", "rule_quote": "意见件应在7日内结案", "rule_file": "手册.txt",
    "records_file": "台账.xlsx", "sheet": "意见登记", "n_total": 18, "n_breach": 2, "n_unknown": 1,
    "breach_rows": ["YJ01", "YJ02"], "unknown_rows": ["YJ03"],
}  # fmt: skip
COUNT = Recount(
    clause="5.3.2.1", rule_quote="应在7日内结案。", rule_file="手册.txt", records_file="台账.xlsx",
    sheet="意见登记", n_total=18, n_breach=2, n_unknown=1, breach_rows=("YJ02", "YJ01"),
    unknown_rows=("YJ03",),
)  # fmt: skip


def records(*counts, checks=(GOLD_CHECK,)):
    return score_records(trial(gold(record_checks=list(checks)), RULES, WEB, records=list(counts)))


def other(**changes):
    fields = {name: getattr(COUNT, name) for name in Recount.__slots__}
    return Recount(**{**fields, **changes})


def test_check_of_the_same_rule_is_matched_whatever_its_clause():
    figures = records(COUNT)
    assert (figures.found, figures.exact, figures.exact_share) == (1, 1, 1.0)
    assert (figures.breach_precision, figures.breach_recall, figures.unmatched) == (1.0, 1.0, 0)


def test_right_numbers_with_another_row_are_not_exact():
    figures = records(other(breach_rows=("YJ01", "YJ09")))
    assert (figures.found, figures.exact) == (1, 0)
    assert figures.breach_precision == 0.5
    assert figures.cases[0].missing_rows == ("breach YJ02",)
    assert figures.cases[0].extra_rows == ("breach YJ09",)


def test_unknown_called_a_breach_is_not_exact():
    figures = records(
        other(n_breach=3, n_unknown=0, breach_rows=("YJ01", "YJ02", "YJ03"), unknown_rows=())
    )
    assert figures.exact == 0


def test_check_of_another_rule_is_matched_by_its_clause():
    figures = records(other(rule_quote="完工后3日内回访。", clause="5.3.2.2"))
    assert figures.found == 1


def test_rule_of_its_own_words_is_preferred_to_the_clause():
    figures = records(other(rule_quote="完工后3日内回访。", clause="5.3.2.2", n_total=9), COUNT)
    assert (figures.exact, figures.unmatched) == (1, 1)


def test_check_of_another_sheet_is_not_found():
    figures = records(other(sheet="例保执行"))
    assert (figures.found, figures.unmatched, figures.breach_recall) == (0, 1, 0.0)


def test_records_that_were_not_asked_for_are_none():
    assert score_records(trial(gold(), RULES)) is None
    assert score_consistency(trial(gold(), RULES)) is None


def test_step_that_raised_gives_no_figures():
    with pytest.raises(StepFailed, match="ValueError"):
        score_records(trial(gold(), RULES, records=Failure("records", "ValueError: x")))


def topic(conflict, *files):
    quotes = {"手册.txt": "意见件应在7日内结案", "官网.html": "5日内给结果"}
    statements = [{"file": file, "quote": quotes.get(file, "不在")} for file in files]
    return {"topic": "意见处理时限", "conflict": conflict, "statements": statements}


BOTH = (Span("手册.txt", 0, 10), Span("官网.html", 0, 8))


@pytest.mark.parametrize(("claimed", "judged"), [(True, 1), (False, 0)])
def test_topic_is_judged_by_its_conflict_flag(claimed, judged):
    answers = gold(consistency=[topic(True, "手册.txt", "官网.html")])
    found = [Commitment("时限", claimed, BOTH)]
    figures = score_consistency(trial(answers, RULES, WEB, topics=found))
    assert (figures.found, figures.judged, figures.conflicts_found) == (1, judged, judged)


def test_topic_with_one_statement_of_two_is_not_found():
    answers = gold(consistency=[topic(True, "手册.txt", "官网.html")])
    found = [Commitment("时限", True, BOTH[:1]), Commitment("时限", True, BOTH[1:])]
    figures = score_consistency(trial(answers, RULES, WEB, topics=found))
    assert (figures.found, figures.judged) == (0, 0)


def test_conflict_claimed_where_there_is_none_is_false():
    answers = gold(consistency=[topic(False, "手册.txt", "官网.html")])
    figures = score_consistency(trial(answers, RULES, WEB, topics=[Commitment("时限", True, BOTH)]))
    assert (figures.false_conflicts, figures.judged_share) == (1, 0.0)


def test_topic_that_cannot_be_read_is_counted_apart():
    answers = gold(consistency=[topic(True, "手册.txt", "照片.jpg")])
    figures = score_consistency(trial(answers, RULES, topics=[]))
    assert figures.unreadable == 1


@pytest.mark.parametrize(("shown", "false"), [(BOTH[1:], 1), ((Span("手册.txt", 11, 20),), 0)])
def test_a_conflict_of_another_case_of_the_topic_is_not_claimed_of_these(shown, false):
    answers = gold(consistency=[topic(False, "手册.txt", "官网.html")])
    found = [Commitment("时限", True, (*BOTH, *shown), shown)]
    figures = score_consistency(trial(answers, RULES, WEB, topics=found))
    assert figures.false_conflicts == false
