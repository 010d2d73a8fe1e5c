from datetime import date, time

import pytest

from assistant.times import (
    Moment,
    Period,
    add_months,
    clock,
    days,
    period,
    read,
    stated_year,
    workdays_between,
)

AT = Moment(date(2026, 3, 5), time(14, 5))


@pytest.mark.parametrize(
    "cell",
    [
        "2026/3/5 14:05", "2026.3.5 14:05", "2026-03-05T14:05", "2026-03-05 14:05:00",
        "２０２６－０３－０５ １４：０５", "2026年3月5日14时05分", "2026年3月5日下午2:05",
        "202603051405", "2026-3-5（周四）14:05", "46086.586806", "26.3.5 14:05",
        "20260305140500", "2026-03-05T14:05:00.000Z", "14:05 2026-03-05",
        "二〇二六年三月五日下午两点五分", "二○二六年3月5日十四时五分",
    ],
)  # fmt: skip
def test_one_moment_in_many_ways_of_typing(cell):
    assert read(cell) == AT


@pytest.mark.parametrize(
    "cell",
    [
        "3月5日 14:05", "3月5日下午2:05", "3-5 14:05", "3月5日约14:05", "3月5日14:05左右",
        "3/5 14:05", "三月五日下午两点零五", "3月5号14点05",
    ],
)  # fmt: skip
def test_a_missing_year_is_supplied(cell):
    moment = read(cell, 2026)
    assert moment == Moment(date(2026, 3, 5), time(14, 5), has_year=False)
    assert read(cell) is None


@pytest.mark.parametrize("cell", ["2026-03-05", "20260305", "2026年3月5日", "46086", "2026.3.5"])
def test_a_date_alone_has_no_clock(cell):
    assert read(cell) == Moment(date(2026, 3, 5), None)


@pytest.mark.parametrize(
    "cell", ["", "未交", "2026-02-30", "25:00", "催2次 3月5日", "处理中", "/", "十分满意"]
)
def test_what_is_no_moment_is_none(cell):
    assert read(cell, 2026) is None


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("上午九点", time(9)), ("下午2:05", time(14, 5)), ("晚上八点二十", time(20, 20)),
        ("上午九点半", time(9, 30)), ("下午两点一刻", time(14, 15)), ("十点三刻", time(10, 45)),
    ],
)  # fmt: skip
def test_a_time_of_day_alone_is_read(cell, at):
    assert clock(cell) == at


def test_midnight_as_24_00_is_the_next_day():
    assert read("2026-03-05 24:00") == Moment(date(2026, 3, 6), time(0, 0))


def test_a_supplied_year_rolls_over_after_december():
    opened = read("2025-12-30")
    closed = read("1月3日", 2025)
    assert opened and closed and closed.not_before(opened).day == date(2026, 1, 3)


def test_a_span_of_days_is_read_in_order():
    assert days("2025-03-01至2027-02-28") == [date(2025, 3, 1), date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("工具点检表 2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2025年四季度", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026年2月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_a_period_is_read(text, first, last):
    found = period(text)
    assert found and (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["2026年1—4月", "2025年四季度、2026年一季度", "2026-04-30"])
def test_several_periods_or_none_are_none(text):
    assert period(text) is None


def test_the_year_that_a_note_gives_is_found():
    assert stated_year(["导出 2025-05-06 没写年份的都是2026年"]) == 2026


def test_months_are_added_to_the_last_day():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_workdays_leave_out_weekends():
    assert workdays_between(date(2026, 3, 5), date(2026, 3, 10)) == 3


@pytest.mark.parametrize(
    "cell", ["5-Mar-2026 14:05", "5 March 2026 14:05", "Mar 5, 2026 2:05 PM", "05/mar/26 14:05:00"]
)
def test_english_months_are_read(cell):
    assert read(cell) == AT


def test_a_month_in_figures_is_a_period():
    assert period("2026-02") == Period(date(2026, 2, 1), date(2026, 2, 28))
