from dataclasses import replace
from datetime import date

import pytest

from assistant import record_clause, records
from assistant.catalog import load
from assistant.rule_model import RuleKind
from ingest.model import BlockKind, DocumentKind, Piece, Reading, compose
from tests.audit_documents import corpus, prose, rows

AUDIT = date(2026, 6, 30)
CASES = ("case_no", "severity", "opened_on", "first_reply", "restored_at", "paused_min", "state")
LIMITS = rows(
    "支持规程.docx",
    ("级别", "说明", "首次响应", "恢复时限"),
    ("S1", "停机", "20分钟", "2小时"),
    ("S2", "降级", "1小时", "6小时"),
    kind=DocumentKind.PROCEDURE,
)


def _checks(*documents):
    return records.check(corpus(*documents), AUDIT)


def _counts(check):
    return check.n_total, check.breach_rows, check.unknown_rows


def _cases(*cells):
    return rows("incident_list.csv", CASES, *cells)


def test_limits_per_severity_in_a_table_judge_columns_with_english_names():
    log = _cases(
        ("A1", "S1", "2026-03-05T10:00", "2026-03-05T10:20", "5 Mar 2026 11:00", "", "closed"),
        ("A2", "S1", "5-Mar-2026 10:00", "5-Mar-2026 10:21", "5-Mar-2026 11:00", "", "closed"),
        ("A3", "S2", "Mar 5, 2026 10:00", "2026-03-05 10:21", "2026-03-05 16:00", "", "closed"),
        ("A4", "S2", "2026-03-05 10:00", "", "", "", "closed"),
    )
    reply, restored = _checks(LIMITS, log)
    assert _counts(reply) == (4, ("A2",), ("A4",))
    assert _counts(restored) == (4, (), ("A4",))


def test_waiting_is_deducted_only_where_a_document_says_so():
    log = _cases(
        ("A1", "S1", "2026-03-05 10:00", "2026-03-05 10:05", "2026-03-05 12:30", "30", "closed"),
        ("A2", "S2", "2026-03-05 10:00", "2026-03-05 10:05", "2026-03-05 16:31", "30", "closed"),
    )
    assert _counts(_checks(LIMITS, log)[1])[1] == ("A1", "A2")
    deducted = prose("计时.docx", "恢复时间扣除客户等待的分钟数。")
    joined = _checks(replace(LIMITS, text=f"{LIMITS.text}\n{deducted.text}"), log)[1]
    assert _counts(joined)[1] == ("A2",)


def test_a_rule_on_complaints_leaves_a_list_without_subject_alone():
    rule = prose("客诉办法.docx", "客诉登记后24小时内答复客户。")
    columns = ("单号", "登记时间", "答复时间")
    row = ("1", "2026-03-05 10:00", "2026-03-06 10:00")
    log = rows("客诉台账.xlsx", columns, row)
    other = rows("清单.xlsx", columns, row)
    (check,) = _checks(rule, log, other)
    assert check.records_file == "客诉台账.xlsx"


def test_a_rule_for_a_case_that_the_log_does_not_know_is_not_counted():
    rule = prose("规定.docx", "顾客申请导出账单数据的，10日内办结。")
    log = rows("登记.xlsx", ("单号", "登记时间", "办结日期"), ("1", "2026-03-05", "2026-03-09"))
    assert _checks(rule, log) == []


def test_what_costs_money_needs_the_english_column_that_the_rule_names():
    rule = prose("收费.docx", "保外维修先报价，客户同意写入 price_ok 栏后方可施工。")
    log = rows(
        "tickets.csv",
        ("ticket_id", "charge", "price_ok"),
        ("1", "80", "Y"),
        ("2", "80", ""),
        ("3", "0", ""),
    )
    assert _counts(_checks(rule, log)[0]) == (2, ("2",), ())


def test_a_day_of_the_current_month_is_due_in_that_month():
    rule = prose("巡检.docx", "每月巡检一次，于当月20日前完成；客户要求顺延的，以顺延日期为准。")
    log = rows(
        "patrol_log.csv",
        ("log_id", "month", "done_at", "postponed_to"),
        ("1", "2026-01", "2026-01-20", ""),
        ("2", "2026-01", "2026-01-21", ""),
        ("3", "2026-02", "2026-02-25", "2026-02-26"),
    )
    (check,) = _checks(rule, log)
    assert _counts(check) == (3, ("2",), ())


def test_alike_sheets_of_one_file_are_one_check():
    rule = prose("客诉.docx", "投诉受理后5日内办结。")
    columns = ("编号", "受理日期", "办结日期")
    first = rows("投诉.xlsx", columns, ("1", "2026-01-05", "2026-01-10"))
    second = rows("投诉.xlsx", columns, ("2", "2026-02-05", "2026-02-11"))
    pieces = [
        Piece("\t".join(b.cells), BlockKind.ROW, row=2, sheet=s, columns=columns, cells=b.cells)
        for s, d in (("一月", first), ("二月", second))
        for b in d.blocks
    ]
    book = compose("book", "投诉.xlsx", Reading(tuple(pieces), ()))
    (check,) = _checks(rule, replace(book, kind=DocumentKind.RECORD_LOG))
    assert (check.sheet, *_counts(check)) == ("", 2, ("2",), ())


def test_regions_are_named_by_short_forms_or_in_full():
    rule = "订单登记后，苏浙沪2日内送达，广东、福建4日内送达。"
    log = rows(
        "发货台账.xlsx",
        ("订单号", "登记日期", "片区", "送达日期"),
        *((str(i), "2026-03-02", "江苏、浙江、上海", "2026-03-04") for i in range(3)),
        *((str(i), "2026-03-02", "粤闽", "2026-03-06") for i in range(3, 6)),
        ("6", "2026-03-02", "江苏、浙江、上海", "2026-03-05"),
        ("7", "2026-03-02", "粤闽", "2026-03-07"),
    )
    (check,) = _checks(prose("配送.docx", rule), log)
    assert _counts(check) == (8, ("6", "7"), ())
    assert "送达日期−登记日期≤2日（片区=江苏、浙江、上海），4日（片区=粤闽）" in check.how.zh


def test_certificates_of_staff_in_post_must_be_valid():
    rule = prose("人员.docx", "上岗认证过期的人员不得派单。")
    log = rows(
        "上岗认证.xlsx",
        ("编号", "姓名", "status", "valid_to"),
        ("1", "甲", "active", "2026-06-30"),
        ("2", "乙", "active", "2026-06-29"),
        ("3", "丙", "suspended", "2026-01-01"),
        ("4", "丁", "active", ""),
    )
    assert _counts(_checks(rule, log)[0]) == (3, ("2",), ("4",))


def test_fields_that_a_rule_lists_must_all_be_filled():
    rule = prose("投诉.docx", "投诉单应写明来电人、诉求、经办人、结论，不得空项。")
    log = rows(
        "投诉单.xlsx",
        ("单号", "来电人", "诉求内容", "经办人", "结论", "备注"),
        ("1", "甲", "漏水", "乙", "已换件", ""),
        ("2", "甲", "漏水", "", "已换件", ""),
    )
    assert _counts(_checks(rule, log)[0]) == (2, ("2",), ())


def test_a_remedy_is_owed_for_what_took_too_long():
    rule = prose("返修.docx", "送修件收到后超过5日仍未归还的，应提供周转机。")
    log = rows(
        "送修台账.xlsx",
        ("单号", "收到日期", "归还日期", "周转机编号"),
        ("1", "2026-03-01", "2026-03-06", ""),
        ("2", "2026-03-01", "2026-03-07", ""),
        ("3", "2026-03-01", "", "Z-1"),
        ("4", "", "2026-03-07", ""),
    )
    assert _counts(_checks(rule, log)[0]) == (3, ("2",), ("4",))


@pytest.mark.parametrize(
    ("rule", "done", "kind", "clause"),
    [
        ("接到投诉后4小时内首次答复", "首次答复", RuleKind.WITHIN, "5.3.2.2"),
        ("报修后24小时内到场", "到场时间", RuleKind.WITHIN, "5.2.4.3"),
        ("用户在培训栏签字", "用户培训 培训记录", RuleKind.SIGNED, "5.2.2.2"),
        ("过期的不得上岗", "服务人员 资质 花名册", RuleKind.VALID, "5.1.2.1"),
    ],
)
def test_a_rule_serves_the_clause_whose_point_asks_for_it(rule, done, kind, clause):
    catalog = load("gbt27922-2011")
    found = record_clause.clause_of(rule, done, catalog.glossary, catalog, kind=kind)
    assert found == clause
