from datetime import date

from assistant import records
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)
REPAIRS = ("单号", "报修时间", "区域", "处理方式", "另约时间", "到场时间")


def _only(*documents):
    (check,) = records.check(corpus(*documents), AUDIT)
    return check


def _counts(check):
    return check.n_total, check.breach_rows, check.unknown_rows


def _repairs(*cells):
    far = ("Z1", "2026-03-05 10:00", "省外", "电话", "", "")
    return rows("报修台账.xlsx", REPAIRS, *cells, far, far)


RULE = "需要上门的，自报修起，省内12小时、省外36小时内到场；用户另约时间的，按约定时间考核。"


def test_exactly_the_limit_is_in_time_and_a_minute_more_is_not():
    check = _only(
        prose("程序.docx", RULE),
        _repairs(
            ("A1", "2026-03-05 10:00", "省内", "上门", "", "2026-03-05 22:00"),
            ("A2", "2026/3/5 10:00", "省内", "上门", "", "3月5日下午10:01"),
            ("A3", "2026-03-05 10:00", "省外", "上门", "", "2026-03-06 22:00"),
        ),
    )
    assert _counts(check) == (3, ("A2",), ())


def test_a_missing_time_of_day_is_unknown_never_compliant():
    check = _only(
        prose("程序.docx", RULE),
        _repairs(
            ("A1", "2026-03-05 10:00", "省内", "上门", "", "2026-03-05"),
            ("A2", "2026-03-05 10:00", "省内", "上门", "", ""),
            ("A3", "2026-03-05 10:00", "省外", "上门", "", "2026-03-05 12:00"),
        ),
    )
    assert _counts(check) == (3, (), ("A1", "A2"))


def test_an_appointment_replaces_the_limit():
    check = _only(
        prose("程序.docx", RULE),
        _repairs(
            ("A1", "2026-03-05 10:00", "省内", "上门", "2026-03-09 09:00", "2026-03-09 08:50"),
            ("A2", "2026-03-05 10:00", "省内", "上门", "2026-03-05 11:00", "2026-03-05 11:30"),
            ("A3", "2026-03-05 10:00", "省外", "上门", "", "2026-03-05 12:00"),
        ),
    )
    assert _counts(check) == (3, ("A2",), ())


def test_appointed_visits_are_left_out_where_the_rule_exempts_them():
    rule = "需要上门的，自报修起，省内12小时、省外36小时内到场（另约时间的除外）。"
    check = _only(
        prose("程序.docx", rule),
        _repairs(
            ("A1", "2026-03-05 10:00", "省内", "上门", "2026-03-09 09:00", "2026-03-10 08:50"),
            ("A2", "2026-03-05 10:00", "省外", "上门", "", "2026-03-05 11:30"),
        ),
    )
    assert _counts(check) == (1, (), ())


def test_a_breach_can_be_cited_from_the_records():
    log = _repairs(("A1", "2026-03-05 10:00", "省内", "上门", "", "2026-03-06 10:00"))
    check = _only(prose("程序.docx", RULE), log)
    (breach,) = check.breaches
    assert log.text[breach.start : breach.end].startswith("A1\t2026-03-05")
    assert "12小时" in breach.why


def test_an_open_case_is_judged_at_the_audit():
    check = _only(
        prose("投诉程序.docx", "投诉自受理之日起7日内办结。"),
        rows(
            "投诉台账.xlsx",
            ("编号", "受理日期", "办结日期", "状态"),
            ("C1", "2026-06-01", "", "处理中"),
            ("C2", "2026-06-25", "", "处理中"),
            ("C3", "2026-06-01", "2026-06-08", "办结"),
        ),
    )
    assert _counts(check) == (3, ("C1",), ("C2",))


def test_a_blank_closing_day_of_a_case_that_does_not_say_it_is_open_is_unknown():
    check = _only(
        prose("投诉程序.docx", "投诉自受理之日起7日内办结。"),
        rows(
            "投诉台账.xlsx",
            ("编号", "受理日期", "办结日期"),
            ("C1", "2026-06-01", ""),
            ("C2", "2026-06-01", "2026-06-09"),
        ),
    )
    assert _counts(check) == (2, ("C2",), ("C1",))


def test_a_general_rule_leaves_the_rows_of_a_special_one():
    general = "自报修起24小时内到场。"
    special = "紧急报修的，自报修起4小时内到场。"
    log = rows(
        "报修台账.xlsx",
        ("单号", "报修时间", "级别", "到场时间"),
        ("A1", "2026-03-05 10:00", "紧急", "2026-03-05 15:00"),
        ("A2", "2026-03-05 10:00", "一般", "2026-03-06 10:00"),
    )
    checks = records.check(corpus(prose("程序.docx", general, special), log), AUDIT)
    assert sorted(_counts(check) for check in checks) == [(1, (), ()), (1, ("A1",), ())]


def test_a_field_that_the_notes_keep_for_one_thing_is_not_asked_of_others():
    check = _only(
        prose("程序.docx", "顾客看过在“验机”栏签字。"),
        rows(
            "送货台账.xlsx",
            ("单号", "货品", "验机"),
            ("D1", "电动床1.8", ""),
            ("D2", "电动床1.5", "已签"),
            ("D3", "床垫", ""),
            title="验机只填电动床",
        ),
    )
    assert _counts(check) == (2, ("D1",), ())


def test_a_fee_confirmed_after_the_visit_is_a_breach():
    check = _only(
        prose("程序.docx", "收费服务先报价，顾客确认后方可上门，报价单须留存。"),
        rows(
            "工单.xlsx",
            ("单号", "上门日期", "费用", "报价确认日期"),
            ("D1", "2026-03-05", "100", "2026-03-05"),
            ("D2", "2026-03-05", "100", "2026-03-06"),
            ("D3", "2026-03-05", "0", ""),
            ("D4", "2026-03-05", "100", ""),
            ("D5", "", "100", "2026-03-06"),
        ),
    )
    assert _counts(check) == (4, ("D2", "D4"), ("D5",))


def test_a_call_back_that_cannot_be_due_yet_is_not_counted():
    check = _only(
        prose("程序.docx", "完工后7日内回访。"),
        rows(
            "回访记录.xlsx",
            ("编号", "完工日期", "回访日期", "备注"),
            ("H1", "2026-03-01", "2026-03-08", ""),
            ("H2", "2026-03-01", "", ""),
            ("H3", "", "", "等配件"),
            ("H4", "2026-03-01", "2026-03-09", ""),
        ),
    )
    assert _counts(check) == (3, ("H4",), ("H2",))


def test_a_row_that_says_neither_its_start_nor_that_it_waits_is_unknown():
    check = _only(
        prose("程序.docx", "完工后7日内回访。"),
        rows(
            "回访记录.xlsx",
            ("编号", "完工日期", "回访日期"),
            ("H1", "2026-03-01", "2026-03-08"),
            ("H2", "", ""),
        ),
    )
    assert _counts(check) == (2, (), ("H2",))


def test_a_rescheduled_day_replaces_the_plan():
    check = _only(
        prose("程序.docx", "保养应在计划日期后5日内完成；用户书面改期的，按改期日期考核。"),
        rows(
            "保养记录.xlsx",
            ("序号", "计划日期", "改期至", "完成日期"),
            ("1", "2026-03-01", "", "2026-03-06"),
            ("2", "2026-03-01", "2026-03-20", "2026-03-20"),
            ("3", "2026-03-01", "2026-03-20", "2026-03-21"),
        ),
    )
    assert _counts(check) == (3, ("3",), ())


def test_the_last_day_of_validity_is_valid_and_what_is_out_of_use_does_not_count():
    check = _only(
        prose("程序.docx", "在用器具不得超过校准有效期。"),
        rows(
            "器具台账.xlsx",
            ("编号", "器具", "有效期至", "状态"),
            ("J1", "表", "2026-06-30", "在用"),
            ("J2", "表", "2026-06-29", "在用"),
            ("J3", "表", "2025-01-01", "停用"),
            ("J4", "表", "", "在用"),
        ),
    )
    assert _counts(check) == (3, ("J2",), ("J4",))


def test_only_the_named_class_must_keep_its_stock():
    check = _only(
        prose("程序.docx", "A类备件实存数不得低于安全库存，B类按月采购。"),
        rows(
            "备件盘点.xlsx",
            ("编码", "类别", "安全库存", "实存数"),
            ("P1", "A", "4", "4"),
            ("P2", "A", "4", "3"),
            ("P3", "B", "4", "1"),
            ("P4", "A", "4", ""),
        ),
    )
    assert _counts(check) == (3, ("P2",), ("P4",))


def test_paid_work_needs_the_signature():
    check = _only(
        prose("程序.docx", "收费的先报价，由用户在“费用确认”栏签字后方可动手。"),
        rows(
            "工单.xlsx",
            ("单号", "收费（元）", "费用确认"),
            ("G1", "100", "已签"),
            ("G2", "100", ""),
            ("G3", "0", ""),
        ),
    )
    assert _counts(check) == (2, ("G2",), ())


def test_a_due_day_in_the_month_after_the_period_is_reckoned():
    check = _only(
        prose("网点办法.docx", "各网点每月5日前提交上月《网点月报》。"),
        rows(
            "网点月报.xlsx",
            ("序号", "网点", "月份", "提交日期"),
            ("1", "甲", "2026年1月", "2026-02-05"),
            ("2", "乙", "2026年1月", "2026-02-06"),
            ("3", "丙", "2026年1月", ""),
        ),
    )
    assert _counts(check) == (3, ("2",), ("3",))


def test_what_must_come_first_is_dated_first():
    check = _only(
        prose("培训制度.docx", "新员工经培训考核合格后方可上岗。"),
        rows(
            "人员培训.xlsx",
            ("工号", "培训日期", "上岗日期"),
            ("1", "2026-01-01", "2026-01-05"),
            ("2", "2026-02-01", "2026-01-05"),
            ("3", "2026-02-01", ""),
        ),
    )
    assert _counts(check) == (2, ("2",), ())


def test_a_published_limit_of_its_own_is_a_check_of_its_own():
    page = prose("官网.html", "完工后3日内回访。", kind=DocumentKind.PUBLISHED)
    log = rows("回访.xlsx", ("编号", "完工日期", "回访日期"), ("H1", "2026-03-01", "2026-03-06"))
    checks = records.check(corpus(prose("程序.docx", "完工后7日内回访。"), page, log), AUDIT)
    assert [(c.rule_file, c.n_breach) for c in checks] == [("程序.docx", 0), ("官网.html", 1)]


def test_the_same_rule_in_two_documents_is_checked_once():
    page = prose("官网.html", "完工后7日内回访。", kind=DocumentKind.PUBLISHED)
    log = rows("回访.xlsx", ("编号", "完工日期", "回访日期"), ("H1", "2026-03-01", "2026-03-06"))
    check = _only(page, prose("程序.docx", "完工后7日内回访。"), log)
    assert check.rule_file == "程序.docx"


def test_a_rule_on_repairs_does_not_judge_complaints():
    log = rows(
        "投诉台账.xlsx", ("投诉编号", "受理时间", "首次答复时间"),
        ("C1", "2026-03-05 10:00", "2026-03-05 12:00"),
    )  # fmt: skip
    assert records.check(corpus(prose("维修.docx", "故障登记后30分钟内答复。"), log), AUDIT) == []


def test_day_and_clock_in_two_columns_are_one_moment():
    columns = ("工单号", "报修日期", "报修时间", "到场日期", "到场时间")
    log = rows(
        "报修工单.xlsx",
        columns,
        ("1", "2026-03-05", "10:00", "2026-03-06", "10:00"),
        ("2", "2026-03-05", "10:00", "2026-03-06", "10:01"),
    )
    assert _counts(_only(prose("程序.docx", "报修后24小时内到场。"), log)) == (2, ("2",), ())


def test_a_limit_may_stand_behind_what_it_limits():
    rule = "响应不超过30分钟，均自报修起算。"
    log = rows(
        "报修工单.xlsx",
        ("工单号", "报修时间", "响应时间"),
        ("1", "2026-03-05 10:00", "2026-03-05 10:30"),
        ("2", "2026-03-05 10:00", "2026-03-05 10:31"),
    )
    assert _counts(_only(prose("程序.docx", rule), log)) == (2, ("2",), ())


def test_last_time_it_was_done_counts_the_interval_in_a_table_of_one_year():
    log = rows(
        "检测器具台账.xlsx",
        ("器具编号", "上次送检"),
        ("T1", "2025-07-01"),
        ("T2", "2025-06-29"),
        ("T3", ""),
        title="备件库管理，没写年份的是2026年",
    )
    check = _only(prose("程序.docx", "检测器具每年送检一次。"), log)
    assert _counts(check) == (3, ("T2",), ("T3",))
