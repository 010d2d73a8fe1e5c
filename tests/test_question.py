"""What a question asks: language, intent, clauses, follow-ups."""

import pytest

from assistant.catalog import load
from assistant.intents import Intent
from assistant.model import Lang
from assistant.question import Turn, language, understand

CATALOG = load("gbt27922-2011")
ABOUT_SURVEY = Turn("5.3.1.4 是否满足？", Intent.VERDICT, ("5.3.1.4",))
ABOUT_WARRANTY = Turn("整机质保期多久？", Intent.FACT, ("5.2.5.2",))


def _understood(text, last=None):
    return understand(text, CATALOG, last)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("满足吗", Lang.ZH),
        ("SLA 里的到场时间是多少", Lang.ZH),
        ("is 5.3.1.4 satisfied?", Lang.EN),
        ("who is 高晓岚 in this company?", Lang.EN),
        ("5.3.1.4", Lang.ZH),
        ("？？", Lang.ZH),
        ("", Lang.ZH),
    ],
)
def test_language_is_that_of_most_words(text, lang):
    assert language(text) is lang


@pytest.mark.parametrize(
    "text",
    [
        "5.3.1.4 是否满足？",
        "５．３．１．４满足吗",
        "５．３．１．４",
        "is 5.3.1.4 satisfied?",
        "第5.3.1.4条呢",
        "条款5.3.1.4怎么判",
    ],
)
def test_clause_number_is_read_in_any_width(text):
    question = _understood(text)
    assert (question.clauses, question.intent) == (("5.3.1.4",), Intent.VERDICT)
    assert not question.by_words


def test_unknown_number_is_kept_for_the_message():
    assert _understood("5.3.1.9 满足吗").clauses == ("5.3.1.9",)


def test_a_quantity_is_no_clause_number():
    assert _understood("到场用了2.5小时是否超时").clauses != ("2.5",)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("有没有做顾客满意度调查？", Intent.VERDICT),
        ("为什么？", Intent.WHY),
        ("why?", Intent.WHY),
        ("还缺什么", Intent.MISSING),
        ("what is missing?", Intent.MISSING),
        ("有哪些不符合项？", Intent.GAPS),
        ("列出所有未见证据的条款", Intent.GAPS),
        ("list the gaps", Intent.GAPS),
        ("which clauses are not met?", Intent.GAPS),
        ("比较 5.3.1.4 和 5.3.2.1", Intent.COMPARE_CLAUSES),
        ("compare 5.3.1.4 and 5.3.2.1", Intent.COMPARE_CLAUSES),
        ("官网和手册的到场时间一致吗？", Intent.COMPARE_FACTS),
        ("起草 5.3.2.1 的审核发现", Intent.FINDING),
        ("draft the finding for 5.3.2.1", Intent.FINDING),
        ("现在几星？", Intent.SCORE),
        ("what is the score so far?", Intent.SCORE),
        ("有多少单超期？", Intent.COUNT),
        ("how many visits were overdue?", Intent.COUNT),
        ("CL-03 算超期吗？", Intent.COUNT),
        ("台账支持“全部按时到场”的说法吗？", Intent.CLAIM),
        ("服务热线是哪个号码", Intent.FACT),
    ],
)
def test_intent_is_read_from_the_words(text, intent):
    assert _understood(text).intent is intent


def test_paraphrase_without_number_finds_its_clause():
    question = _understood("有没有做顾客满意度调查？")
    assert question.clauses == ("5.3.1.4",)
    assert question.by_words


def test_words_of_another_trade_name_no_clause():
    assert _understood("明天上海天气怎么样？").clauses == ()


@pytest.mark.parametrize("text", ["为什么?", "why?", "还缺什么？", "起草这条的审核发现"])
def test_follow_up_inherits_the_clause(text):
    assert _understood(text, ABOUT_SURVEY).clauses == ("5.3.1.4",)


def test_follow_up_on_a_clause_number_searches_nothing_by_words():
    assert not _understood("为什么?", ABOUT_SURVEY).by_words


def test_other_number_in_a_follow_up_keeps_the_intent():
    question = _understood("那 5.3.2.1 呢", Turn("起草 5.3.1.4", Intent.FINDING, ("5.3.1.4",)))
    assert (question.clauses, question.intent) == (("5.3.2.1",), Intent.FINDING)


@pytest.mark.parametrize("text", ["那投诉处理呢？", "what about complaint handling?"])
def test_new_topic_after_a_clause_number_is_another_clause(text):
    (clause,) = _understood(text, ABOUT_SURVEY).clauses
    assert clause.startswith("5.3.2.")


def test_slot_in_a_follow_up_completes_the_question_before():
    question = _understood("那电机呢？", ABOUT_WARRANTY)
    assert question.intent is Intent.FACT
    assert question.query == "电机"
    assert question.about == ABOUT_WARRANTY.question
    assert question.clauses == ("5.2.5.2",)


def test_question_that_stands_alone_ignores_the_one_before():
    question = _understood("公司设置了多少个备件仓库并且分别位于什么城市", ABOUT_SURVEY)
    assert "5.3.1.4" not in question.clauses
    assert question.query == question.text


def test_first_question_has_nothing_to_refer_to():
    assert _understood("为什么?").clauses == ()


def test_turn_is_what_the_next_question_refers_to():
    assert _understood("5.3.1.4 是否满足？").turn == ABOUT_SURVEY


def test_edition_stays_whole_in_what_may_be_evidence():
    asked = understand("v4.6 写了借用机，能当 5.2.4.6 的证据吗？", CATALOG)
    assert "v4.6" in asked.topic
