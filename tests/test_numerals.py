from datetime import timedelta

import pytest

from assistant.numerals import arabic, duration


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("2小时15分", 135), ("1h30m", 90), ("90min", 90), ("90分钟", 90), ("1.5小时", 90),
        ("2:15", 135), ("02:15:00", 135), ("一个半小时", 90), ("半小时", 30), ("两小时", 120),
        ("2天3小时", 3060), ("3小时半", 210), ("１小时", 60),
    ],
)  # fmt: skip
def test_length_of_time_in_many_ways_of_typing(cell, minutes):
    assert duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["", "45", "3人", "十分满意", "2026-03-05", "约2小时"])
def test_what_is_no_length_of_time_is_none(cell):
    assert duration(cell) is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("二〇二六年三月五日", "2026年3月5日"),
        ("十二月三十一日", "12月31日"),
        ("晚上八点二十", "晚上8点20"),
        ("两点一刻", "2点15分"),
        ("一次", "一次"),
    ],
)
def test_numerals_of_dates_and_times_are_figures(text, figures):
    assert arabic(text) == figures
