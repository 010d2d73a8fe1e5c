"""Families of rules and tables in the words of other trades."""

from datetime import date

import pytest

from assistant import records, tables
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)


def _found(rule, *documents):
    """Return (rows in all, breaches, unknown) of each check of a rule."""
    made = records.check(corpus(prose("规程.docx", rule), *documents), AUDIT)
    return [(c.n_total, c.breach_rows, c.unknown_rows) for c in made]


@pytest.mark.parametrize(
    ("rule", "least", "held"),
    [
        ("易损件架上不能少于红线数，少了当天报采购。", "红线数", "6月底实数"),
        ("墨盒库存低于警戒值的，立即补货。", "警戒值", "现有"),
        ("药柜里每样不得低于下限。", "下限", "数到"),
    ],
)
def test_a_least_number_is_the_column_that_the_rule_names(rule, least, held):
    shelf = rows(
        "架上.xlsx",
        ("编号", "名称", least, held),
        ("a1", "皮带", "5", "5"),
        ("a2", "灯管", "8", "3"),
        ("a3", "滤芯", "2", ""),
    )
    assert _found(rule, shelf) == [(3, ("a2",), ("a3",))]


def test_a_tick_with_a_day_is_that_day_and_a_cross_was_not_done():
    log = rows(
        "修理本.xlsx",
        ("编号", "修完", "回电"),
        ("a1", "3月2日", "√3月4日"),
        ("a2", "3.2", "√3月8"),
        ("a3", "3月2日", "×"),
        ("a4", "3月2日", ""),
        ("a5", "3/2", "√3.5"),
        title="修理本 2026",
    )
    assert _found("修完三天里回个电话。", log) == [(5, ("a2", "a3"), ("a4",))]


def test_short_days_count_as_days_only_beside_plain_ones():
    mixed = rows("a.xlsx", ("编号", "叫等到"), ("1", "4.7"), ("2", "3月5日"), title="2026")
    numbers = rows("b.xlsx", ("编号", "油温"), ("1", "4.7"), ("2", "5.5"), title="2026")
    assert [t.columns[1].is_time for t in tables.tables([mixed, numbers])] == [True, False]


def test_a_column_quoted_as_the_day_that_counts_then_replaces_the_limit():
    rule = "收件那天起5天里修好。客户说晚点取的，写在“缓取到”那格，就按那天算。"
    log = rows(
        "收修.xlsx",
        ("号", "收件", "缓取到", "修好"),
        ("a1", "3月2日", "", "3月7日"),
        ("a2", "3月2日", "", "3月8日"),
        ("a3", "3月2日", "3月20日", "3月19日"),
        ("a4", "3月2日", "3.20", "3月21日"),
        title="收修 2026",
    )
    assert _found(rule, log) == [(4, ("a2", "a4"), ())]


def test_what_was_agreed_is_the_limit_itself():
    rule = "送货不得晚于订单上约定的日子，客户改日子的以改后为准。"
    log = rows(
        "送货单.xlsx",
        ("单号", "约定送货", "改到", "实际送到"),
        ("a1", "2026-03-01", "", "2026-03-01"),
        ("a2", "2026-03-01", "", "2026-03-02"),
        ("a3", "2026-03-01", "2026-03-05", "2026-03-04"),
        ("a4", "2026-03-01", "", ""),
    )
    assert _found(rule, log) == [(4, ("a2",), ("a4",))]


def test_two_columns_decide_together_which_limit_holds():
    rule = "从报障时刻起算：红色东片1小时、西片2小时，黄色东片6小时、西片12小时到场。"
    log = rows(
        "报障单.xlsx",
        ("单号", "颜色", "片", "报障时刻", "到场时刻"),
        ("a1", "红色", "东片", "2026-03-01 09:00", "2026-03-01 10:00"),
        ("a2", "红色", "西片", "2026-03-01 09:00", "2026-03-01 11:30"),
        ("a3", "黄色", "东片", "2026-03-01 09:00", "2026-03-01 14:00"),
        ("a4", "黄色", "西片", "2026-03-01 09:00", "2026-03-01 20:00"),
        ("a5", "红色", "东片", "2026-03-01 09:00", "2026-03-01 10:01"),
        ("a6", "黄色", "西片", "2026-03-01 09:00", "2026-03-01 21:30"),
    )
    assert _found(rule, log) == [(6, ("a2", "a5", "a6"), ())]


def test_a_paper_is_looked_up_for_the_person_and_the_day_of_the_job():
    jobs = rows(
        "清洗派工.xlsx",
        ("单号", "类别", "作业日", "师傅"),
        ("a1", "登高", "2026-03-01", "张一"),
        ("a2", "登高", "2026-03-01", "李二"),
        ("a3", "地面", "2026-03-01", "王三"),
        ("a4", "登高", "2026-03-01", "王三"),
        ("a5", "登高", "2026-03-01", ""),
    )
    staff = rows(
        "名册.xlsx",
        ("姓名", "证名", "有效期至"),
        ("张一", "高处作业证", "2027-01-01"),
        ("李二", "高处作业证", "2026-01-01"),
        ("王三", "电工证", "2027-01-01"),
    )
    found = _found("登高作业的师傅必须有高处作业证，不得空手派工。", jobs, staff)
    assert found == [(4, ("a2", "a4"), ("a5",))]


def test_a_clock_time_of_the_next_day_is_a_limit():
    log = rows(
        "派单本.xlsx",
        ("单号", "接单时间", "出发时间"),
        ("a1", "2026-03-01 15:00", "2026-03-02 09:30"),
        ("a2", "2026-03-01 15:00", "2026-03-02 10:30"),
        ("a3", "2026-03-01 15:00", "2026-03-02"),
    )
    assert _found("接单后次日10点前派人出发。", log) == [(3, ("a2",), ("a3",))]


def test_the_clock_of_a_notice_runs_from_the_day_in_the_title():
    log = rows(
        "通知名单.xlsx",
        ("编号", "车主", "通知日"),
        ("a1", "甲", "2026-04-07"),
        ("a2", "乙", "2026-04-09"),
        title="召回通知名单 2026年4月2日决定",
    )
    assert _found("从决定召回起5天内逐户通知到。", log) == [(2, ("a2",), ())]


def test_a_measured_bound_depends_on_the_size_and_may_be_made_good():
    rule = "噪声上限：20吨及以下65分贝，20吨以上72分贝；超过上限的，当天开整改单。"
    log = rows(
        "噪声测量.xlsx",
        ("编号", "吨位(吨)", "噪声(分贝)", "整改单"),
        ("a1", "15", "66", ""),
        ("a2", "25", "70", ""),
        ("a3", "20", "65", ""),
        ("a4", "25", "73", "ZG-1"),
        ("a5", "25", "", ""),
    )
    assert _found(rule, log) == [(5, ("a1",), ("a5",))]


def test_two_days_of_a_table_that_a_rule_names_are_its_start_and_its_end():
    log = rows(
        "旧电瓶.xlsx",
        ("编号", "拆下日", "交走日"),
        ("a1", "2026-03-02", "2026-03-25"),
        ("a2", "2026-03-02", "2026-04-06"),
        ("a3", "2026-03-02", ""),
        title="旧电瓶 2026",
    )
    assert _found("拆下来的旧电瓶30天内交给回收公司。", log) == [(3, ("a2",), ("a3",))]


def test_sums_and_rows_noted_as_void_are_no_records():
    log = rows(
        "报修.xlsx",
        ("单号", "报修", "上门", "备注"),
        ("a1", "2026-03-01 09:00", "2026-03-01 12:00", ""),
        ("a2", "2026-03-01 09:00", "", "退单，没做"),
        ("a3", "2026-03-01 09:00", "", "重复登记，见a1"),
        ("a4", "2026-03-01 09:00", "2026-03-03 09:00", "备用件同上"),
        ("", "3月小计", "3单", ""),
    )
    assert _found("接到报修24小时内上门。", log) == [(2, ("a4",), ())]


def test_ticks_and_crosses_leave_a_blank_untold():
    log = rows(
        "修理本.xlsx",
        ("编号", "客户", "收费", "点头"),
        ("a1", "甲", "100", "√"),
        ("a2", "乙", "50", "×"),
        ("a3", "丙", "0", ""),
        ("a4", "丁", "80", ""),
    )
    rule = "先报价，客户点头了再拆机，“点头”一格打√。"
    assert _found(rule, log) == [(3, ("a2",), ("a4",))]


def test_time_after_an_age_runs_from_that_age_in_the_sheet_that_the_rule_names():
    log = rows(
        "复测.xlsx",
        ("编号", "装好", "去测"),
        ("a1", "2025-09-03", "2026-03-20"),
        ("a2", "2025-09-03", "2026-04-20"),
        ("a3", "2025-09-03", "×"),
        title="半年复测 2026",
    )
    rule = "装好满半年，30天里上门测一回，记在“半年复测”那页。"
    assert _found(rule, log) == [(3, ("a2", "a3"), ())]
