"""The kind of value that a question asks for."""

import pytest

from assistant.asked import asked, names, quantity, share_held


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("质保期多久？", "质保期为18个月", "质保期见合同"),
        ("How long is the warranty?", "质保二十四个月", "质保期见合同"),
        ("聘期到哪一天？", "聘期至2028年2月29日", "聘期两年"),
        ("谁负责投诉？", "投诉由祝岚负责", "投诉由专人负责"),
        ("Who handles complaints?", "专员：欧阳剑", "专员负责登记"),
        ("服务热线是多少？", "热线400-555-0131", "服务热线全年开通"),
        ("预算多少钱？", "预算312万元", "预算已批准"),
        ("热线几点有人接？", "每天8:00-20:00", "每天有人接听"),
        ("有几名工程师？", "工程师6名", "工程师轮班"),
    ],
)
def test_sentence_with_the_value_asked_for_is_told_from_one_without(question, holds, lacks):
    kinds = asked(question)
    assert share_held(kinds, holds) == 1.0
    assert share_held(kinds, lacks) < 1.0


def test_two_values_asked_for_are_held_by_halves():
    kinds = asked("Who was appointed, and from when?")
    assert share_held(kinds, "聘书（解敏、褚文）看过") == 0.5
    assert share_held(kinds, "聘解敏、褚文，自2026年1月1日起") == 1.0


def test_free_question_asks_for_no_value():
    assert asked("旧油怎么处置？") == ()
    assert share_held((), "旧油交给有资质的单位") == 1.0


def test_names_are_surnames_with_one_or_two_characters_set_off():
    assert names("经理为高晓岚，由丁一凡负责") == ("高晓岚", "丁一凡")
    assert names("由相关单位安排安装") == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [("点检每季1次", True), ("24小时内到场", True), ("收费80元", True), ("P1 由值班员接手", False)],
)
def test_quantity_is_a_time_a_frequency_or_an_amount(text, holds):
    assert quantity(text) == holds
