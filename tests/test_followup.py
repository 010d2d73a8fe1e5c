"""Follow-ups: what leans on the question before, and what takes the place of what."""

import pytest

from assistant.catalog import load
from assistant.followup import leans, slot_of, swapped
from assistant.intents import Intent, intent_of
from assistant.model import Lang
from assistant.question import Turn, understand

CATALOG = load("gbt27922-2011")


def _leans(text):
    return leans(text, intent_of(text, ()), CATALOG.glossary)


@pytest.mark.parametrize(
    "text",
    ["有几张判断不了?为什么?", "还有几单没法判断?", "那至少还差几个人?", "那保修期呢,各处写多久?",
     "what about the second one?", "能不能顶替?", "哪些证据?", "what evidence?",
     "站长对这事怎么解释?", "老周说什么时候补?"],
)  # fmt: skip
def test_question_without_a_subject_of_its_own_leans(text):
    assert _leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "投诉登记表里有几件超期?",
        "服务热线是哪个号码",
        "Who has been appointed as mediators?",
        "厂长说投诉五天办结,台账支持吗?",
    ],
)
def test_question_with_a_subject_stands_alone(text):
    assert not _leans(text)


@pytest.mark.parametrize(
    ("text", "slot"),
    [("那省外呢?", "省外"), ("那保修期呢,各处写多久?", "保修期"), ("And for the rotor?", "rotor"),
     ("为什么?", "")],
)  # fmt: skip
def test_slot_is_what_is_put_in_place(text, slot):
    assert slot_of(text) == slot


def test_code_takes_the_place_of_a_code_of_its_shape():
    assert swapped("p3", "p2故障多久响应?") == "p3故障多久响应?"
    assert swapped("2025年", "2024年收了多少件?") == "2025年收了多少件?"
    assert swapped("电机", "整机质保期多久?") == ""
    assert swapped("xh-w3", "p2故障多久响应?") == ""


def test_priority_in_a_follow_up_changes_the_question_itself():
    last = Turn("P2故障多久响应？", Intent.FACT, ())
    question = understand("那P3呢？", CATALOG, last)
    assert "P3" in question.query.upper()
    assert "P2" not in question.whole.upper()


def test_focus_is_kept_over_several_turns():
    first = understand("P2故障多久响应？", CATALOG)
    second = understand("那是谁批准的呢？", CATALOG, first.turn)
    third = understand("依据呢？", CATALOG, second.turn)
    assert "P2" in third.whole.upper()


def test_other_topic_after_a_comparison_is_compared_by_itself():
    last = Turn("官网和手册的到场时间一样吗？", Intent.COMPARE_FACTS, ("5.1.7.2",))
    question = understand("那保修期呢，各处分别写多久？", CATALOG, last)
    assert (question.intent, question.query, question.about) == (
        Intent.COMPARE_FACTS,
        "保修期",
        "",
    )


def test_language_of_a_follow_up_is_its_own():
    last = Turn("5.3.2.1 是否满足？", Intent.VERDICT, ("5.3.2.1",))
    question = understand("what is missing?", CATALOG, last)
    assert (question.lang, question.intent) == (Lang.EN, Intent.MISSING)
