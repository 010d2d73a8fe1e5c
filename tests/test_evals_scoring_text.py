import pytest

from evals.scoring_text import find_all, says, says_any, stands_in


def test_span_is_in_the_characters_of_the_text():
    text = "第六条　公司设用户\n服务部"
    assert find_all("公司设用户服务部", text) == [(4, 13)]


def test_quote_of_a_row_is_found_across_its_cells():
    assert find_all("徐州服务站 2026年二季度", "11\t徐州服务站\t\t2026年二季度\t") == [(3, 18)]


def test_full_width_text_holds_a_half_width_quote():
    assert stands_in("12小时(含)", "须在１２小时（含）内到场")


def test_every_occurrence_is_found():
    assert find_all("回访", "回访后再回访") == [(0, 2), (4, 6)]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("2小时内到场", "12小时内到场"),
        ("24小时内到场", "48小时内到场"),
        ("保质期1", "保质期12个月"),
        ("经批准", "经 审批"),
        ("", "任何文字"),
    ],
)
def test_quote_with_another_number_or_word_is_not_found(quote, text):
    assert not stands_in(quote, text)


def test_quote_that_begins_a_cell_after_a_number_is_found():
    assert stands_in("12小时", "3\t12小时")


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("12小时", "应在 12 小时内"),
        ("6", "共 6 件"),
        ("Yes", "yes, one did"),
        ("February 29, 2028", "until February 29, 2028."),
        ("no ", "There is no such record."),
        ("没有", "没\n有"),
        ("26", "合计26人"),
    ],
)
def test_wording_is_said(wording, text):
    assert says(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("6", "2026年"),
        ("6", "共16件"),
        ("6", "85.6分"),
        ("2小时", "12小时"),
        ("no ", "nothing was noted"),
        ("18件", "118件"),
    ],
)
def test_wording_inside_another_number_or_word_is_not_said(wording, text):
    assert not says(wording, text)


def test_one_of_several_wordings_is_enough():
    assert says_any("8小时|八小时", "八小时内")
    assert not says_any("8小时|八小时", "四小时内")
