import pytest
from made_trials import assessment, document, gold, trial

from assistant.model import Verdict
from evals.scorers import Failed, scored
from evals.scoring_baselines import bm25_top1, langchain, majority
from evals.trial import Failure, Passage, Span

MANUAL = document("手册.txt", "公司设售后服务部。")
GOLD = gold(
    verdicts=[
        {"clause": "5.1.1.1", "verdict": "conform",
         "evidence": [{"file": "手册.txt", "quote": "设售后服务部", "stance": "supports",
                       "kind": "rule"}]},
        {"clause": "5.1.1.2", "verdict": "conform"},
        {"clause": "5.1.1.3", "verdict": "no_evidence"},
    ]
)  # fmt: skip


def test_scorer_that_raises_is_a_row():
    def broken(_trial):
        raise ZeroDivisionError("no cases")

    figures = scored(trial(GOLD, MANUAL), scorers={"verdict": broken, "chat": lambda _: None})
    assert figures == {"verdict": Failed(error="ZeroDivisionError: no cases"), "chat": None}


def test_skipped_figures_are_none():
    called = {"5.1.1.1": assessment("5.1.1.1", Verdict.CONFORM)}
    figures = scored(trial(GOLD, MANUAL, assessments=called), frozenset({"chat", "baselines"}))
    assert figures["chat"] is None
    assert figures["baselines"] is None
    assert figures["verdict"].accuracy == 0.3333


def test_step_that_raised_is_a_row():
    figures = scored(trial(GOLD, MANUAL, records=Failure("records", "ValueError: x")))
    assert figures["records"] == Failed(error="StepFailed: records: ValueError: x")


def test_majority_calls_the_most_frequent_verdict():
    figures = majority(trial(GOLD, MANUAL))
    assert (figures.accuracy, figures.false_conform_rate) == (0.6667, 1.0)


def test_bm25_finds_the_passage_and_calls_no_evidence_below_its_threshold():
    passages = [
        Passage(Span("手册.txt", 0, 9), MANUAL.text),
        Passage(Span("手册.txt", 20, 29), "餐厅"),
    ]
    requirements = {"5.1.1.1": "设立售后服务部门", "5.1.1.2": "天气", "5.1.1.3": "天气"}
    figures = bm25_top1(trial(GOLD, MANUAL, passages=passages, requirements=requirements))
    assert figures.evidence.mrr == 1.0
    assert figures.accuracy == 0.3333  # a short text scores below the threshold everywhere


def test_bm25_over_no_passages_finds_nothing():
    figures = bm25_top1(trial(GOLD, MANUAL))
    assert figures.evidence.recall_10 == 0.0


def test_langchain_retrieves_its_own_passages_and_calls_by_their_cosine():
    pytest.importorskip("langchain_text_splitters")
    canteen = document("食堂.txt", "午餐菜单。" * 900)
    requirements = {"5.1.1.1": "公司设售后服务部。", "5.1.1.2": "天气", "5.1.1.3": "天气"}
    figures = langchain(trial(GOLD, MANUAL, canteen, requirements=requirements))
    assert figures is not None
    assert figures.evidence.mrr == 1.0
    # right on 5.1.1.1, whose words stand in the manual, and on the last, which has no evidence
    assert figures.accuracy == 0.6667
    # the manual's 9 characters and the canteen's 4500 in passages of 4000 and what is left
    assert 4500 < figures.evidence.chars_10 < 5000
