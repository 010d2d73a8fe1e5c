"""What the ledger of commitments lacks."""

from dataclasses import replace

import pytest

from assistant import commitments, promise_gaps
from assistant.promise_gaps import GapKind
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose, rows

PAGE = DocumentKind.PUBLISHED


def _gaps(kind: GapKind, *documents):
    made = corpus(*documents)
    ledger = promise_gaps.ledger(made, commitments.find(made))
    return [gap for gap in ledger.gaps if gap.kind is kind]


def test_a_promise_without_an_internal_rule_is_unbacked():
    page = prose("官网.html", "报修后4小时内到场。", "完工后3日内回访。", kind=PAGE)
    manual = prose("手册.docx", "完工后3日内回访并记入回访台账。")
    (gap,) = _gaps(GapKind.UNBACKED, page, manual)
    assert (gap.subject, gap.statement.value) == ("到场时限", "4小时")
    assert gap.statement.quote == "报修后4小时内到场"


def test_a_promise_that_a_rule_sets_otherwise_is_a_conflict_and_not_unbacked():
    page = prose("官网.html", "报修后4小时内到场。", kind=PAGE)
    assert _gaps(GapKind.UNBACKED, page, prose("手册.docx", "报修后8小时内到场。")) == []


def test_agreements_with_suppliers_promise_customers_nothing():
    agreement = prose("代理协议.docx", "报修后48小时内到场。", kind=DocumentKind.CONTRACT)
    assert _gaps(GapKind.UNBACKED, agreement, prose("手册.docx", "总则。")) == []


def test_a_rule_without_a_form_is_unrecorded():
    manual = prose("程序.docx", "成套产品保证72小时满负荷试运转后交付。", "送货填写《送货单》。")
    (gap,) = _gaps(GapKind.UNRECORDED, manual)
    assert (gap.subject, gap.statement.value) == ("试运行", "72小时")


@pytest.mark.parametrize(
    "other",
    [
        prose("程序二.docx", "结果填入《试运转记录》。"),
        rows(
            "试运行.xlsx", ("设备", "试运行开始", "试运行结束"), ("A", "2026-01-01", "2026-01-04")
        ),
    ],
)
def test_a_form_or_a_log_of_the_act_records_the_rule(other):
    manual = prose("程序.docx", "成套产品保证72小时满负荷试运转后交付。")
    assert _gaps(GapKind.UNRECORDED, manual, other) == []


def test_a_sentence_that_names_its_record_is_recorded():
    manual = prose("程序.docx", "每两天催促厂家一次，催促情况记入台账。")
    assert _gaps(GapKind.UNRECORDED, manual) == []


def test_a_form_without_a_retention_is_named():
    manual = prose(
        "程序.docx", "回访填写《回访登记表》，派工填写《派工登记表》。", "《派工登记表》保存3年。"
    )
    assert [gap.subject for gap in _gaps(GapKind.UNRETAINED, manual)] == ["回访登记表"]


def test_a_retention_for_all_records_covers_each_form():
    manual = prose("程序.docx", "回访填写《回访登记表》。", "各类记录保存期限不少于3年。")
    assert _gaps(GapKind.UNRETAINED, manual) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("我们提供行业第一的服务。", "行业第一"), ("保证零投诉。", "零投诉"), ("100%满意。", "100%")],
)
def test_absolute_words_told_to_customers_are_named(text, word):
    (gap,) = _gaps(GapKind.ABSOLUTE, prose("官网.html", text, kind=PAGE))
    assert gap.subject == word


@pytest.mark.parametrize(
    "text", ["第一时间联系您。", "最长15日办结。", "产品有唯一编号。", "最大载荷1吨。"]
)
def test_plain_words_are_not_absolute(text):
    assert _gaps(GapKind.ABSOLUTE, prose("官网.html", text, kind=PAGE)) == []


def test_a_superseded_document_lacks_nothing():
    old = replace(
        prose("官网旧版.html", "报修后4小时内到场，行业第一。", kind=PAGE), superseded=True
    )
    manual = prose("手册.docx", "总则。")
    assert _gaps(GapKind.UNBACKED, old, manual) == []
    assert _gaps(GapKind.ABSOLUTE, old, manual) == []
