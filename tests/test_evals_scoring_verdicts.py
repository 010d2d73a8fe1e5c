from made_trials import assessment, document, evidence, gold, trial

from assistant.model import Verdict
from evals.scoring_verdicts import score
from evals.trial import Failure, attempt
from ingest.errors import UnreadableAnswerError

MANUAL = document("手册.txt", "公司设售后服务部。")


def labelled(*verdicts):
    return gold(
        verdicts=[{"clause": f"5.1.1.{n}", "verdict": v} for n, v in enumerate(verdicts, 1)]
    )


def judged(*verdicts):
    ids = (f"5.1.1.{n}" for n in range(1, len(verdicts) + 1))
    return {clause: assessment(clause, v) for clause, v in zip(ids, verdicts, strict=True)}


def test_accuracy_and_false_conform_rate_by_hand():
    answers = labelled("conform", "partial", "nonconform", "nonconform", "no_evidence")
    called = judged(
        Verdict.CONFORM, Verdict.CONFORM, Verdict.CONFORM, Verdict.PARTIAL, Verdict.NO_EVIDENCE
    )
    figures = score(trial(answers, MANUAL, assessments=called))
    assert figures.accuracy == 0.4
    assert figures.false_conform_rate == 0.3333
    assert figures.missed_nonconform == ("5.1.1.3", "5.1.1.4")
    assert figures.missed_nonconform_rate == 1.0
    assert figures.confusion["nonconform"] == {"conform": 1, "partial": 1}


def test_clause_that_raised_is_wrong_and_told_apart():
    answers = labelled("conform", "conform")
    called = {"5.1.1.1": Failure("5.1.1.1", "KeyError: x")}
    figures = score(trial(answers, MANUAL, assessments=called))
    assert (figures.errors, figures.accuracy) == (2, 0.0)
    assert [case.reason for case in figures.wrong] == ["KeyError: x", "not assessed"]


def test_withheld_verdict_is_wrong_but_no_false_conform():
    figures = score(
        trial(labelled("nonconform"), MANUAL, assessments=judged(Verdict.COULD_NOT_LOOK))
    )
    assert (figures.could_not_look, figures.accuracy, figures.false_conform_rate) == (1, 0.0, 0.0)


def test_wrong_case_shows_what_both_rest_on():
    label = {
        "clause": "5.1.1.1", "verdict": "nonconform", "reason": "空白",
        "evidence": [{"file": "台账.csv", "quote": "空白", "stance": "contradicts",
                      "kind": "record"}],
    }  # fmt: skip
    called = {"5.1.1.1": assessment("5.1.1.1", Verdict.CONFORM, evidence(MANUAL, "设售后服务部"))}
    wrong = score(trial(gold(verdicts=[label]), MANUAL, assessments=called)).wrong[0]
    assert (wrong.gold, wrong.got, wrong.reason) == ("nonconform", "conform", "理由")
    assert [(one.file, one.kind) for one in wrong.gold_cited] == [("台账.csv", "record")]
    assert [one.quote for one in wrong.cited] == ["设售后服务部"]


def test_unreadable_answer_of_a_model_is_counted_apart():
    wanted = gold(
        verdicts=[
            {"clause": "5.1.1.1", "verdict": "nonconform"},
            {"clause": "5.1.1.2", "verdict": "nonconform"},
        ]
    )
    made = {
        "5.1.1.1": attempt("5.1.1.1", unreadable),
        "5.1.1.2": assessment("5.1.1.2", Verdict.NONCONFORM),
    }
    figures = score(trial(wanted, assessments=made))
    assert (figures.cases, figures.accuracy, figures.nonconform_recall) == (1, 1.0, 1.0)
    assert (figures.unreadable, figures.errors) == (1, 0)
    assert figures.unreadable_clauses == ("5.1.1.1",)


def unreadable():
    raise UnreadableAnswerError("模型没有按要求的格式回答", "换一个模型")
