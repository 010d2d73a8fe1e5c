"""Repeatability: the same verdict again, and in other words."""

from assistant.model import Answer, Lang, Verdict
from evals.scoring_repeat import score
from evals.trial import Failure, Rephrased
from tests.made_trials import assessment, document, evidence, gold, trial

FILE = document("a.txt", "设部门。没有记录。")


def said(verdict, clause="5.1.1.1"):
    return Answer(text="话", lang=Lang.ZH, clause=clause, verdict=verdict)


def tried(**results):
    first = assessment("5.1.1.1", Verdict.CONFORM, evidence(FILE, "设部门"))
    return score(trial(gold(), FILE, assessments={"5.1.1.1": first}, **results))


def test_nothing_asked_again_has_no_figures():
    assert tried() is None


def test_other_verdict_in_one_run_counts_against_the_clause():
    again = assessment("5.1.1.1", Verdict.PARTIAL, evidence(FILE, "设部门"))
    same = assessment("5.1.1.1", Verdict.CONFORM, evidence(FILE, "设部门"))
    assert tried(repeated={"5.1.1.1": [same, same]}).same_verdict == 1.0
    figures = tried(repeated={"5.1.1.1": [same, again]})
    assert (figures.runs, figures.same_verdict) == (3, 0.0)
    assert [(d.before, d.now) for d in figures.differing] == [("conform", "partial")]


def test_other_quotes_are_told_apart_from_other_verdicts():
    other = assessment("5.1.1.1", Verdict.CONFORM, evidence(FILE, "没有记录"))
    figures = tried(repeated={"5.1.1.1": [other]})
    assert (figures.same_verdict, figures.same_evidence) == (1.0, 0.0)


def test_run_that_raises_is_not_the_same():
    figures = tried(repeated={"5.1.1.1": [Failure("5.1.1.1", "KeyError: x")]})
    assert figures.same_verdict == 0.0


def test_paraphrases_are_set_beside_the_plain_question():
    asked = [
        Rephrased("5.1.1.1", "plain", said(Verdict.CONFORM)),
        Rephrased("5.1.1.1", "other words", said(Verdict.CONFORM)),
        Rephrased("5.1.1.1", "by title", said(Verdict.CONFORM, clause="5.1.1.2")),
        Rephrased("5.1.1.1", "in English", said(None)),
    ]
    figures = tried(rephrased=asked)
    assert (figures.phrasings, figures.rephrased_same) == (3, 0.3333)
    assert figures.by_phrasing == {"other words": 1.0, "by title": 0.0, "in English": 0.0}
    assert [d.asked for d in figures.differing] == ["by title", "in English"]
    assert figures.differing[0].now == "5.1.1.2 conform"
