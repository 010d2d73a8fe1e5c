from made_trials import answer, document, evidence, gold, trial

from assistant.model import Verdict
from evals.scoring_chat import conditions, own_words, score
from evals.trial import Failure

MANUAL = document("手册.txt", "安徽省内12小时、省外36小时内抵达现场。\n没有其他规定，共18件。")


def question(**changes):
    base = {"id": "C1", "lang": "zh", "question": "几小时到场？", "type": "fact"}
    return {**base, **changes}


def met(reply, **changes):
    answers = gold(chat=[question(**changes)])
    return conditions(trial(answers, MANUAL), answers.chat[0], reply)


def test_wanted_words_may_stand_in_a_quoted_passage():
    cited = evidence(MANUAL, "安徽省内12小时")
    wanted = ["12小时|十二小时"]
    assert met(answer("见[1]", cited), must_include=wanted) == {"must_include": True}
    assert met(answer("见手册"), must_include=wanted) == {"must_include": False}


def test_each_entry_of_wanted_words_must_stand():
    assert met(answer("12小时"), must_include=["12小时", "36小时"]) == {"must_include": False}


def test_unwanted_words_must_not_stand_in_the_text():
    assert met(answer("共18件。"), must_not_include=["18件"]) == {"must_not_include": False}
    assert met(answer("共118件。"), must_not_include=["18件"]) == {"must_not_include": True}


def test_verdict_must_be_the_expected_one():
    expected = {"expect_verdict": "nonconform", "clause": "5.1.7.2"}
    assert met(answer("不符合", verdict=Verdict.NONCONFORM), **expected) == {"verdict": True}
    assert met(answer("不符合"), **expected) == {"verdict": False}


def test_one_citation_on_gold_evidence_is_enough():
    sought = [
        {"file": "手册.txt", "quote": "省外36小时"},
        {"file": "照片.jpg", "quote": "看不见"},
    ]
    cited = evidence(MANUAL, "安徽省内12小时、省外36小时内抵达现场")
    assert met(answer("见[1]", cited), evidence=sought) == {"evidence": True}
    assert met(answer("不知"), evidence=sought) == {"evidence": False}


def test_evidence_that_cannot_be_read_is_no_condition():
    sought = [{"file": "照片.jpg", "quote": "看不见"}]
    assert met(answer("不知"), evidence=sought) == {}


def test_own_words_leave_out_quotes_however_wrapped():
    assert own_words("材料说“没有\n其他规定”，可见", ["没有 其他规定"]) == "材料说“ ”，可见"


def test_to_decline_is_to_say_so_in_ones_own_words():
    refusal = {"type": "unanswerable", "must_include": ["没有|未见"]}
    cited = evidence(MANUAL, "没有其他规定")
    quoting = answer("材料中的原文：“没有其他规定”[1]", cited)
    assert met(quoting, **refusal) == {"must_include": True, "refusal": False}
    assert met(answer("所供材料中未见。"), **refusal) == {"must_include": True, "refusal": True}


def test_out_of_scope_gets_neither_citation_nor_verdict():
    scope = {"type": "out_of_scope", "must_include": ["无法"]}
    cited = evidence(MANUAL, "安徽省内12小时")
    assert met(answer("无法回答。"), **scope)["refusal"]
    assert not met(answer("无法回答。[1]", cited), **scope)["refusal"]
    assert not met(answer("无法回答。", verdict=Verdict.CONFORM), **scope)["refusal"]


def test_answers_that_raised_are_counted_apart():
    answers = gold(
        chat=[question(must_include=["12"]), question(id="C2"), question(id="C3", type="gap")]
    )
    replies = {"C1": answer("8小时"), "C2": answer("任意"), "C3": Failure("C3", "KeyError: x")}
    figures = score(trial(answers, MANUAL, answers=replies, answer_ms=[5.0, 7.0, 9.0]))
    assert (figures.cases, figures.right, figures.accuracy, figures.errors) == (2, 1, 0.5, 1)
    assert figures.error_list == ("C3: KeyError: x",)
    assert figures.by_type["fact"].accuracy == 0.5
    assert figures.by_condition["must_include"].right == 0
    assert figures.median_ms == 7.0
    assert [(case.id, case.failed) for case in figures.wrong] == [("C1", ("must_include",))]


def test_unreadable_and_empty_answers_are_counted_apart():
    answers = gold(chat=[question(id=name) for name in ("C1", "C2", "C3", "C4")])
    given = {
        "C1": answer("36小时"),
        "C2": answer("  "),
        "C3": Failure("C3", "UnreadableAnswerError: x", unreadable=True),
        "C4": Failure("C4", "KeyError: x"),
    }
    figures = score(trial(answers, MANUAL, answers=given))
    assert (figures.cases, figures.unreadable, figures.errors) == (1, 2, 1)
    assert figures.error_list == ("C4: KeyError: x",)
