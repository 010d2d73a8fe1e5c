"""The clause that a check of records serves."""

from datetime import date

import pytest

from assistant import records
from assistant.catalog import load
from assistant.corpus import build
from tests.audit_documents import prose, rows

CATALOG = load("gbt27922-2011")


@pytest.mark.parametrize(
    ("rule", "title", "columns", "cells", "clause"),
    [
        (
            "签收不得晚于合同交货日3天。",
            "装机登记",
            ("单号", "合同交货日", "到货签收"),
            ("A1", "2026-03-01", "2026-03-02"),
            "5.2.3.2",
        ),
        (
            "实检日与应检日相差不得超过20天。",
            "设备季检",
            ("单号", "应检日", "实检日"),
            ("A1", "2026-03-01", "2026-03-02"),
            "5.2.2.3",
        ),
        (
            "恢复运行后3日内打跟踪电话。",
            "维修日志",
            ("单号", "恢复运行", "跟踪电话"),
            ("A1", "2026-03-01", "2026-03-02"),
            "5.3.1.3",
        ),
        (
            "货到之日起3日内装好试机。",
            "送货登记",
            ("单号", "到货日", "装好日"),
            ("A1", "2026-03-01", "2026-03-02"),
            "5.2.2.1",
        ),
        (
            "验收之日起7日内，由讲师对使用人员培训一次。",
            "用户培训登记",
            ("单号", "验收日", "培训日"),
            ("A1", "2026-03-01", "2026-03-02"),
            "5.2.2.2",
        ),
        (
            "每张工单都请用户打分，分数录入CSAT栏。",
            "维修日志",
            ("单号", "到场日期", "CSAT"),
            ("A1", "2026-03-01", "5"),
            "5.3.1.4",
        ),
    ],
)
def test_what_is_done_tells_the_clause(rule, title, columns, cells, clause):
    log = rows("台账.xlsx", columns, cells, title=title)
    material = build((prose("手册.docx", rule), log), CATALOG.glossary)
    (check,) = records.check(material, date(2026, 6, 30), catalog=CATALOG)
    assert check.clause == clause
