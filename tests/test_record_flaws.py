"""What is wrong with records whatever the rules say."""

from datetime import date

from assistant import records
from assistant.record_flaws import FlawKind, flaws, logs
from assistant.record_series import all_flaws, disagreements, gaps, uncertified
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)
NAMES = ("单号", "报修时间", "到场时间", "客户签字", "备注")


def row(number, day, arrived="2026-05-20", signed="已签"):
    return (number, day, arrived, signed, "")


FULL = [row(f"A{i}", f"2026-0{1 + i // 10}-{1 + i % 10:02d}") for i in range(12)]


def found(kind, *cells, names=NAMES, title="", file="报修台账.xlsx"):
    grid = logs(corpus(rows(file, names, *cells, title=title)))
    return [one for one in flaws(grid, AUDIT) if one.kind is kind]


def test_blank_cells_are_counted_by_column_and_month():
    (blank,) = found(FlawKind.BLANK, *FULL, row("B1", "2026-02-09", arrived=""))
    assert (blank.column, blank.n, blank.n_total, blank.rows) == ("到场时间", 1, 13, ("B1",))
    assert blank.months == (("2026-01", 0, 10), ("2026-02", 1, 3))


def test_remarks_and_other_agreed_days_may_be_blank():
    names = ("单号", "报修时间", "改期至", "备注")
    cells = [(f"A{i}", f"2026-01-0{i}", "", "") for i in range(1, 6)]
    cells.append(("A6", "2026-01-06", "2026-01-08", "停电"))
    assert found(FlawKind.BLANK, *cells, names=names) == []


def test_loan_still_out_and_work_without_charge_are_no_blanks():
    lent = [(f"J{i}", f"2026-03-0{i}", f"2026-03-1{i}") for i in range(1, 6)]
    lent.append(("J6", "2026-04-01", ""))
    assert found(FlawKind.BLANK, *lent, names=("借用单号", "借出日", "归还日")) == []
    free = [(f"A{i}", f"2026-01-0{i}", "" if i == 3 else "80") for i in range(1, 7)]
    assert found(FlawKind.BLANK, *free, names=("单号", "报修时间", "收费（元）")) == []


def test_word_for_nothing_is_an_answer_unless_a_day_or_a_signature_is_asked():
    names = ("单号", "报修时间", "到场时间", "遗留问题")
    cells = [(f"A{i}", f"2026-01-0{i}", f"2026-01-0{i}", "无") for i in range(1, 6)]
    cells.append(("A6", "2026-01-06", "—", ""))
    blank = {one.column: one.n for one in found(FlawKind.BLANK, *cells, names=names)}
    assert blank == {"到场时间": 1, "遗留问题": 1}


def test_field_that_a_sort_of_rows_never_has_is_not_asked_of_it():
    names = (*NAMES[:-1], "方式")
    cells = [(*one[:-1], "上门") for one in FULL]
    remote = [(f"R{i}", "2026-02-09", "", "已签", "远程") for i in range(4)]
    assert found(FlawKind.BLANK, *cells, *remote, names=names) == []
    late = ("B1", "2026-02-10", "", "已签", "上门")
    (blank,) = found(FlawKind.BLANK, *cells, *remote, late, names=names)
    assert (blank.n, blank.rows) == (1, ("B1",))


def test_missing_signature_is_named_as_such():
    (unsigned,) = found(FlawKind.UNSIGNED, *FULL, row("B1", "2026-02-09", signed=""))
    assert (unsigned.column, unsigned.rows) == ("客户签字", ("B1",))


def test_row_behind_a_later_one_is_out_of_order():
    (disorder,) = found(FlawKind.DISORDER, *FULL, row("B1", "2026-01-20"))
    assert disorder.rows == ("B1",)


def test_log_that_time_does_not_order_is_not_called_disordered():
    assert found(FlawKind.DISORDER, *reversed(FULL)) == []


def test_number_used_twice_is_a_duplicate():
    (duplicate,) = found(FlawKind.DUPLICATE, *FULL, row("A3", "2026-02-09"))
    assert (duplicate.n, duplicate.words.zh) == (2, "编号重复：A3")


def test_day_after_the_audit_is_in_the_future():
    (future,) = found(FlawKind.FUTURE, *FULL, row("B1", "2026-06-30", arrived="2026-07-01"))
    assert (future.column, future.rows) == ("到场时间", ("B1",))


def test_row_outside_the_period_that_the_table_names():
    title = "报修台账（2026年1—3月）"
    (outside,) = found(FlawKind.OUTSIDE, *FULL, row("B1", "2026-04-01"), title=title)
    assert outside.rows == ("B1",)


def test_expired_thing_in_use_is_found_and_one_out_of_use_is_not():
    names = ("编号", "器具", "有效期至", "状态")
    cells = [(f"J{i}", "表", "2026-12-01", "在用") for i in range(4)]
    cells += [("J5", "表", "2026-06-29", "在用"), ("J6", "表", "2026-06-01", "停用")]
    cells.append(("J7", "表", "2026-06-30", "在用"))
    (expired,) = found(FlawKind.EXPIRED, *cells, names=names, file="器具台账.xlsx")
    assert expired.rows == ("J5",)


def test_monthly_series_with_a_missing_month_has_a_gap():
    cells = [("甲", f"2026-0{month}", "已做") for month in (1, 2, 3, 5, 6)]
    grid = logs(corpus(rows("巡检.xlsx", ("网点", "月份", "结果"), *cells)))
    (gap,) = gaps(grid)
    assert gap.rows == ("2026-04",)


def test_quarterly_series_named_by_months_has_no_gap():
    cells = [("甲", f"2026年{month}月", "已做") for month in (3, 6, 9, 12, 3)]
    assert list(gaps(logs(corpus(rows("季检.xlsx", ("网点", "应检月", "结果"), *cells))))) == []


def test_weekly_meeting_that_was_left_out_is_a_gap():
    days = (5, 12, 19, 26, 33, 40, 47, 61, 68)
    cells = [(f"H{n}", date.fromordinal(date(2025, 12, 31).toordinal() + n).isoformat(), "例会")
             for n in days]  # fmt: skip
    grid = logs(corpus(rows("例会.xlsx", ("编号", "日期", "内容"), *cells, title="周例会记录")))
    (gap,) = gaps(grid)
    assert gap.rows == ("2026-02-16至2026-03-02",)


STAFF = rows(
    "证件.xlsx",
    ("姓名", "证书号", "有效期至"),
    ("张明", "Z1", "2026-02-28"),
    ("李强", "Z2", "2027-01-01"),
    ("王亮", "Z3", ""),
    ("王亮", "Z4", "2026-01-01"),
    ("赵平", "Z5", "2026-12-31"),
)


def test_work_after_the_only_paper_ended_is_uncertified():
    names = ("单号", "报修时间", "到场时间", "工程师")
    log = rows(
        "工单.xlsx",
        names,
        ("A1", "2026-02-27", "2026-02-28", "张明"),
        ("A2", "2026-03-01", "2026-03-01", "张明"),
        ("A3", "2026-03-02", "2026-03-02", "李强"),
        ("A4", "2026-03-03", "2026-03-03", "李强、张明"),
        ("A5", "2026-03-04", "2026-03-04", "王亮"),
    )
    (flaw,) = uncertified(logs(corpus(STAFF, log)))
    assert flaw.rows == ("A2", "A4")


RULE = prose("程序.docx", "自报修起24小时内到场。")
LATE = (
    ("A1", "2026-03-01 08:00", "2026-03-01 12:00", "是"),
    ("A2", "2026-03-02 08:00", "2026-03-03 09:00", "是"),
    ("A3", "2026-03-03 08:00", "2026-03-05 09:00", "否"),
    ("A4", "2026-03-04 08:00", "2026-03-04 09:00", "是"),
    ("A5", "2026-03-05 08:00", "2026-03-05 09:00", "是"),
)


def _disagreements(*documents):
    material = corpus(*documents)
    checks = records.check(material, AUDIT)
    return list(disagreements(logs(material), material, checks))


def test_column_that_calls_a_late_row_good_disagrees():
    log = rows("报修台账.xlsx", ("单号", "报修时间", "到场时间", "是否及时"), *LATE)
    (flaw,) = _disagreements(RULE, log)
    assert (flaw.column, flaw.rows) == ("是否及时", ("A2",))


def test_stated_rate_that_the_rows_do_not_bear_out_disagrees():
    log = rows("报修台账.xlsx", ("单号", "报修时间", "到场时间", "是否及时"), *LATE)
    said = prose("总结.docx", "2026年3月到场及时率98%。", "到场及时率目标95%。")
    texts = [flaw.words.zh for flaw in _disagreements(RULE, log, said) if not flaw.column]
    assert texts == ["总结.docx称“到场及时率98%”，逐行核对为60.0%（不计无法判定的为60.0%）"]


def test_stated_rate_that_the_rows_bear_out_agrees():
    log = rows("报修台账.xlsx", ("单号", "报修时间", "到场时间", "备注"), *LATE)
    assert _disagreements(RULE, log, prose("总结.docx", "到场及时率60%。")) == []


def test_all_flaws_come_table_by_table_then_across():
    log = rows("报修台账.xlsx", ("单号", "报修时间", "到场时间", "是否及时"), *LATE[:4],
               ("A4", "2026-03-05 08:00", "", "是"))  # fmt: skip
    material = corpus(RULE, log)
    kinds = [f.kind for f in all_flaws(material, AUDIT, records.check(material, AUDIT))]
    assert kinds == [FlawKind.BLANK, FlawKind.DISAGREES]
