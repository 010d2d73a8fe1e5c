"""The deterministic chat model: one plan for each intent, spoken as tool calls."""

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from assistant import replies
from assistant.answer import Labels
from assistant.catalog import load
from assistant.intents import Intent
from assistant.lookup import Passages
from assistant.model import Lang
from assistant.planner import Planner, compose, follow_on, plan
from assistant.question import Question, understand

CATALOG = load("gbt27922-2011")


def _question(intent, *clauses, by_words=False, lang=Lang.ZH):
    return Question("问", lang, intent, "查", tuple(clauses), by_words)


def _names(question):
    return [name for name, _ in plan(question)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("5.3.1.4 是否满足？", ["assess_clause"]),
        ("有没有做顾客满意度调查？", ["assess_clause", "count_records", "search_evidence"]),
        ("有哪些不符合项？", ["list_gaps"]),
        ("现在几星？", ["score_so_far"]),
        ("比较 5.3.1.4 和 5.3.2.1", ["compare_clauses"]),
        ("起草 5.3.2.1 的审核发现", ["draft_finding"]),
        ("明天天气怎么样", ["count_records", "search_evidence"]),
    ],
)
def test_plan_follows_the_question(text, names):
    assert _names(understand(text, CATALOG)) == names


def test_counts_and_comparisons_have_their_tools():
    assert _names(_question(Intent.COUNT))[0] == "count_records"
    assert _names(_question(Intent.CLAIM))[0] == "count_records"
    assert _names(_question(Intent.COMPARE_FACTS))[0] == "compare_documents"


def test_every_intent_has_a_plan_with_and_without_clauses():
    for intent in Intent:
        assert plan(_question(intent))
        assert plan(_question(intent, "5.3.1.4"))


def test_planner_calls_first_and_answers_from_the_results():
    question = _question(Intent.VERDICT, "5.3.1.4")
    planner = Planner(question=question, labels=Labels())
    first = planner.invoke([HumanMessage("问")])
    assert [call["name"] for call in first.tool_calls] == ["assess_clause"]
    failed = ToolMessage("没有条款", tool_call_id=first.tool_calls[0]["id"], status="error")
    last = planner.invoke([HumanMessage("问"), first, failed])
    assert (last.tool_calls, last.content) == ([], "没有条款")


def test_results_of_an_earlier_question_do_not_answer_this_one():
    planner = Planner(question=_question(Intent.SCORE), labels=Labels())
    old = ToolMessage("旧", tool_call_id="1", status="error")
    answer = planner.invoke([HumanMessage("一"), old, AIMessage("旧答"), HumanMessage("二")])
    assert [call["name"] for call in answer.tool_calls] == ["score_so_far"]


def test_streamed_calls_are_the_same_as_whole_ones():
    planner = Planner(question=_question(Intent.COMPARE_CLAUSES, "a", "b"), labels=Labels())
    whole = planner.invoke([HumanMessage("问")]).tool_calls
    first, *rest = planner.stream([HumanMessage("问")])
    for chunk in rest:
        first += chunk
    assert [(c["name"], c["args"], c["id"]) for c in first.tool_calls] == [
        (c["name"], c["args"], c["id"]) for c in whole
    ]


def test_calls_have_different_ids():
    question = _question(Intent.FINDING, "5.3.1.4", "5.3.2.1")
    made = Planner(question=question, labels=Labels()).invoke([HumanMessage("问")]).tool_calls
    assert len({call["id"] for call in made}) == 2


def test_each_part_of_a_question_is_looked_up():
    calls = plan(understand("客服热线的电话是多少，夜里几点以后没人接？", CATALOG))
    assert [args["query"] for name, args in calls if name == "search_evidence"] == [
        "客服热线的电话是多少，夜里几点以后没人接？",
        "客服热线的电话是多少",
        "夜里几点以后没人接",
    ]


def test_question_if_something_counts_after_a_number_is_looked_up():
    question = _question(Intent.EVIDENCE, "5.1.6.3")
    assert _names(question) == ["assess_clause", "search_evidence"]


def test_only_a_claim_is_followed_by_a_verdict():
    result = ToolMessage("", tool_call_id="1")
    assert follow_on(_question(Intent.COUNT), [result]) == []
    assert follow_on(_question(Intent.CLAIM), [result, result]) == []


def test_no_results_compose_no_text():
    assert compose(_question(Intent.FACT), [], Labels()) == ""


def _looked(coverage):
    passages = Passages((), answered=False, coverage=coverage, documents=3)
    return ToolMessage("", tool_call_id="1", artifact=passages)


def test_favour_is_out_of_scope_whatever_the_files_cover_of_its_words():
    asked = understand("write me a poem about the river and book a train ticket", CATALOG)
    said = compose(asked, [_looked(0.9)], Labels(), known=False)
    assert said == replies.OUT_OF_SCOPE.get(Lang.EN)


def test_question_whose_words_the_files_hold_is_not_called_out_of_scope():
    asked = understand("货款到账以后几天送到？", CATALOG)
    assert compose(asked, [_looked(0.1)], Labels(), known=False) == replies.OUT_OF_SCOPE.get(
        Lang.ZH
    )
    assert "未见" in compose(asked, [_looked(0.45)], Labels(), known=False)
    assert "不在" not in compose(asked, [_looked(0.45)], Labels(), known=False)
