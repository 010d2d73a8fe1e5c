import pytest

from assistant.quantities import Comparison, Unit, find, find_frequencies, number, punctuated


def _only(text):
    (quantity,) = find(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparison"),
    [
        ("12小时内", 12, Unit.HOUR, Comparison.AT_MOST),
        ("不少于五年", 60, Unit.MONTH, Comparison.AT_LEAST),
        ("≥90%", 90, Unit.PERCENT, Comparison.AT_LEAST),
        ("一个星期内", 7, Unit.DAY, Comparison.AT_MOST),
        ("半年", 6, Unit.MONTH, Comparison.EXACT),
        ("24h", 24, Unit.HOUR, Comparison.EXACT),
        ("１５分钟", 15, Unit.MINUTE, Comparison.EXACT),
        ("三个工作日内", 3, Unit.WORKDAY, Comparison.AT_MOST),
        ("一个半小时", 1.5, Unit.HOUR, Comparison.EXACT),
        ("两年半", 30, Unit.MONTH, Comparison.EXACT),
        ("二十五天", 25, Unit.DAY, Comparison.EXACT),
        ("不超过7日", 7, Unit.DAY, Comparison.AT_MOST),
        ("超过十四日的", 14, Unit.DAY, Comparison.BEYOND),
        ("期满前六十日", 60, Unit.DAY, Comparison.AHEAD),
        ("计划日前后7日内", 7, Unit.DAY, Comparison.AROUND),
    ],
)
def test_number_unit_and_comparison_are_read(text, value, unit, comparison):
    quantity = _only(text)
    assert (quantity.value, quantity.unit, quantity.comparison) == (value, unit, comparison)


@pytest.mark.parametrize(
    "text", ["第二十八条", "2026年1月10日", "次月10日前", "每年十二月", "一般质量问题", "五月10日"]
)
def test_ordinals_and_dates_are_no_quantities(text):
    assert find(text) == []


def test_a_range_keeps_both_ends():
    quantity = _only("调试5-7天完成")
    assert (quantity.low, quantity.value) == (5, 7)


def test_the_span_is_exact():
    text = "省内12小时、省外３６小时内抵达"
    assert [text[q.start : q.end] for q in find(text)] == ["12小时", "３６小时"]


def test_a_day_equals_twenty_four_hours_but_no_workday():
    assert _only("24小时").size == _only("1天").size
    assert _only("1天").size != _only("1个工作日").size
    assert _only("一年").size == _only("12个月").size


@pytest.mark.parametrize(
    ("text", "times", "months", "days"),
    [
        ("每季度上门养护一次", 1, 3, 0),
        ("两天催促一次", 1, 0, 2),
        ("一年至少一次", 1, 12, 0),
        ("每半年", 1, 6, 0),
        ("每两年", 1, 24, 0),
        ("每周检查两次", 2, 0, 7),
    ],
)
def test_frequencies_are_read(text, times, months, days):
    (frequency,) = find_frequencies(text)
    assert (frequency.times, frequency.months, frequency.days) == (times, months, days)


def test_each_of_several_frequencies_is_found():
    text = "货梯每月、升降台每季度、登车桥每半年例保一次"
    assert [f.months for f in find_frequencies(text)] == [1, 3, 6]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,200", 1200), ("二百零五", 205), ("两", 2), ("半", 0.5), ("一万二千", 12000)],
)
def test_numerals_are_read(text, value):
    assert number(text) == value


def test_punctuation_is_widened_but_numbers_and_clocks_stay():
    assert punctuated("内,省外(另议);1,200元 8:00") == "内，省外（另议）；1,200元 8:00"
