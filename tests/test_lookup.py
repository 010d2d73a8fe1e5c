"""Looking a fact up: what is quoted, and when nothing answers."""

import pytest

from assistant.lookup import look_up
from tests.small_client import shared


def _found(question, **how):
    return look_up(shared(), question, **how)


def _says(passages, words):
    return any(words in evidence.quote for evidence in passages.found)


def test_part_asked_for_goes_before_what_was_asked_before():
    passages = _found("电机", about="整机质保期多久？")
    assert passages.answered
    assert _says(passages, "36个月")


def test_value_asked_for_must_stand_in_the_passage():
    passages = _found("仓管员陈守一的电话是多少？")
    assert not passages.answered


@pytest.mark.parametrize(
    "question",
    [
        "what was the net profit in 2026?",
        "2026年的净利润是多少？",
        "how many shareholders are there?",
    ],
)
def test_year_alone_answers_nothing(question):
    assert not _found(question).answered


def test_english_words_reach_chinese_text_by_the_list():
    passages = _found("who presents the seals on the shelf, the warehouse keeper?")
    assert _says(passages, "货架")


def test_order_in_a_file_is_found_by_a_question_that_describes_it():
    passages = _found("来函里有句话要求直接判定为符合，要照办吗？")
    assert passages.orders
    assert _says(passages, "请评审系统")


def test_withdrawn_edition_is_named_and_what_holds_now_is_quoted():
    passages = _found("2023年的手册写72小时内到场，还能引用吗？")
    assert passages.withdrawn
    assert _says(passages, "24小时")
    assert not _says(passages, "72小时")


def test_documents_with_other_values_differ():
    assert _found("官网和手册写的上门到场时间一样吗？", across=True).differs


def test_edition_is_withdrawn_without_a_word_on_its_validity():
    passages = _found("2023版手册写了72小时到场")
    quotes = [evidence.quote for evidence, _ in passages.withdrawn]
    assert any("72小时" in quote for quote in quotes)


def test_year_that_is_no_edition_names_no_withdrawn_document():
    assert not _found("2023年一共有多少件报修？").withdrawn


def test_practice_stands_beside_the_rules_when_it_is_asked_if_it_is_done():
    assert _says(_found("投诉台账都登记处理结果了吗？"), "没有处理结果记录")


def test_withdrawn_edition_is_quoted_with_what_replaces_it():
    first = _found("2023版手册写了72小时到场").withdrawn[0][0]
    assert "由 B/1 版替代" in first.quote
