"""Periods of validity in sentences and rows, scopes, and the day of the audit."""

from datetime import date

import pytest
from audit_documents import prose, rows

from assistant.concepts import Glossary
from assistant.corpus import build
from assistant.validity import audit_day, expired, out_of_scope, out_of_use, told_ends
from ingest.model import DocumentKind

DAY = date(2026, 6, 30)
CERTIFICATE = DocumentKind.CERTIFICATE


def sentence(text, kind=CERTIFICATE):
    return build([prose("证.txt", text, kind=kind)], Glossary({})).sentences[0]


def row(columns, cells):
    return build([rows("证件.csv", columns, cells)], Glossary({})).sentences[0]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("证书有效期至2026年6月29日。", date(2026, 6, 29)),
        ("有效期：2023-07-01至2026-05-31", date(2026, 5, 31)),
        ("协议期限2024.1.1—2025.12.31", date(2025, 12, 31)),
        ("Valid until 2026-01-31", date(2026, 1, 31)),
        ("焊工证2025年11月到期。", date(2025, 11, 28)),
        ("电工证4月15日过期。", date(2026, 4, 15)),
    ],
)
def test_period_that_ended_before_the_day_is_expired(text, end):
    assert expired(sentence(text), DAY) == end


@pytest.mark.parametrize(
    "text",
    [
        "证书有效期至2026年6月30日。",
        "有效期：2023-07-01至2026-07-31",
        "发证日期2019年1月1日。",
        "有效期三年。",
        "有效期至2026-02-30。",
    ],
)
def test_period_that_has_not_ended_or_names_no_day_is_not_expired(text):
    assert expired(sentence(text), DAY) is None


def test_row_is_judged_by_its_period_column_not_by_other_dates():
    columns = ("姓名", "发证日期", "有效期至")
    assert expired(row(columns, ("赵", "2020-01-01", "2026-12-31")), DAY) is None
    assert expired(row(columns, ("钱", "2020-01-01", "2026-03-31")), DAY) == date(2026, 3, 31)


def test_renewal_column_extends_the_period():
    columns = ("姓名", "有效期至", "复审换证")
    assert expired(row(columns, ("孙", "2026-03-31", "2026-03-20 新证至2029-03-31")), DAY) is None


@pytest.mark.parametrize("state", ["已停用", "离职", "报废", "转岗"])
def test_row_of_what_is_no_longer_in_use_is_not_expired(state):
    columns = ("编号", "有效期至", "状态")
    assert expired(row(columns, ("L-1", "2025-01-01", state)), DAY) is None
    assert out_of_use(state)


def test_row_with_more_cells_than_columns_is_not_judged_by_columns():
    assert expired(row(("姓名", "有效期至"), ("李", "2020-01-01", "多")), DAY) is None


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("认证范围：自行车的设计和制造", True),
        ("认证范围：自行车的销售和售后服务", False),
        ("Scope of certification: design and manufacture of bicycles", True),
        ("Scope of certification: repair service for bicycles", False),
        ("本证书由某认证机构颁发。", False),
    ],
)
def test_scope_without_service_is_out_of_scope(text, outside):
    assert out_of_scope(sentence(text)) is outside


def test_audit_day_is_the_last_day_in_the_head_of_the_notes():
    notes = prose("访谈.txt", "审核日期：2026年6月29日至2026年6月30日", kind=DocumentKind.INTERVIEW)
    assert audit_day([notes]) == DAY


def test_days_far_down_in_the_notes_do_not_move_the_audit_day():
    text = "2026年6月30日" + "问答。" * 150 + "承诺2026年9月1日前补齐。"
    assert audit_day([prose("访谈.txt", text, kind=DocumentKind.INTERVIEW)]) == DAY


def test_without_notes_there_is_no_audit_day():
    assert audit_day([prose("规定.txt", "2026年6月30日实施", kind=DocumentKind.PROCEDURE)]) is None


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("证书有效期至2027年6月30日", ["2027-06-30"]),
        ("甲（2027-11到期）、乙（2028-02到期）", ["2027-11-30", "2028-02-29"]),
        ("那张2026年5月31日就到期，还没换", ["2026-05-31"]),
        ("5月18日到期，报了10月的班", ["2026-05-18"]),
        ("编号A-25-0663，到2028年3月", ["2028-03-31"]),
        ("有效期至2027年6月30日到期", ["2027-06-30"]),
        ("有效期2026年1月1日至2027年12月31日", ["2027-12-31"]),
        ("9到12月每月一次", []),
        ("证书3张到期，第12止", []),
        ("2026年3月取证", []),
        ("有效期至2026年13月", []),
    ],
)
def test_last_days_are_read_in_the_order_of_the_text(text, ends):
    assert [day.isoformat() for day in told_ends(text, date(2026, 8, 20))] == ends
