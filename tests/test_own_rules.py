"""The firm's own rules and commitments, read from prose and tables."""

import pytest

from assistant import own_rules
from assistant.own_rule_model import OwnKind
from assistant.quantities import Comparison, Unit
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose, rows

PAGE = DocumentKind.PUBLISHED


def _read(*paragraphs: str):
    return own_rules.read(prose("程序.docx", *paragraphs))


def _only(text: str, kind: OwnKind):
    (rule,) = [rule for rule in _read(text) if rule.kind is kind]
    return rule


@pytest.mark.parametrize(
    ("text", "kind", "value", "subject"),
    [
        ("客服部应在安装后一个星期内回访顾客。", OwnKind.WITHIN, "一个星期", "回访"),
        ("包换的物品应两天催促一次。", OwnKind.EVERY, "两天催促一次", "催促"),
        ("顾客信息每半年统计一次。", OwnKind.EVERY, "每半年", "登记"),
        ("派工单每月整理，于次月2号前上交。", OwnKind.DUE, "次月2号前", "提交"),
        ("统计表于下周的星期二上交。", OwnKind.DUE, "下周的星期二", "提交"),
        ("服务热线7×24小时有人接听。", OwnKind.HOURS, "7×24小时", ""),
        ("整车质保三年或20万公里。", OwnKind.LASTS, "三年或20万公里", "质保"),
        ("交付前保证72小时满负荷试运转。", OwnKind.LASTS, "72小时", "试运行"),
        ("返修超过14天的，应向客户说明情况。", OwnKind.WITHIN, "14天", "返修告知"),
        ("回访率不低于95%。", OwnKind.RATE, "95%", "回访"),
        ("售后部设主管一名，负责派工。", OwnKind.COUNT, "一名", "派工"),
        ("识别时考虑三种状态：正常、异常、紧急。", OwnKind.COUNT, "三种", "状态"),
        ("《回访记录》保存3年。", OwnKind.KEPT, "3年", "保存期限：回访记录"),
    ],
)
def test_quantities_of_prose_are_read_with_their_subject(text, kind, value, subject):
    rule = _only(text, kind)
    assert (rule.value, rule.subject) == (value, subject)


def test_a_rule_names_amount_unit_comparison_actor_and_case():
    rule = _only("故障需上门的，维修部应在24小时内到达现场。", OwnKind.WITHIN)
    assert (rule.amount, rule.unit, rule.comparison) == (24.0, Unit.HOUR, Comparison.AT_MOST)
    assert (rule.actor, rule.condition) == ("维修部", "故障需上门")


def test_each_case_of_a_commitment_is_a_rule_of_its_own():
    found = [(r.value, r.condition) for r in _read("省内24小时内、省外48小时内赶到现场。")]
    assert found == [("24小时", "省内"), ("48小时", "省外")]


def test_a_quote_is_a_span_of_its_document():
    document = prose("手册.docx", "总则。4.10成套产品保证72小时试运转。4.11交付后再保48小时护航。")
    found = own_rules.read(document)
    assert [document.text[r.start : r.end] for r in found] == [r.quote for r in found]
    assert [(r.value, r.quote[:4]) for r in found] == [("72小时", "4.10"), ("48小时", "4.11")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("方案经总经理批准后实施。", OwnKind.ORDER),
        ("新员工评价合格后方可上岗。", OwnKind.ORDER),
        ("送货前应电话联系客户。", OwnKind.ORDER),
        ("验收后双方在送货单上签字。", OwnKind.SIGNED),
        ("服务完成后应填写《维护派工单》。", OwnKind.RECORDED),
        ("处理结果应立即通知客户。", OwnKind.PROMPT),
    ],
)
def test_duties_without_a_number_are_read_by_what_proves_them(text, kind):
    assert kind in {rule.kind for rule in _read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "本公司成立于2009年，占地3000平方米。",
        "截至去年共完成安装120台。",
        "服务热线：400-555-0736 工作日可拨打。",
        "能够马上处理的当场解决。",
        "咨询接待 派工 上门 维修 回访 建立客户档案 归档",
    ],
)
def test_what_prescribes_nothing_countable_is_no_rule(text):
    assert _read(text) == []


def test_a_list_of_forms_that_lost_its_table_gives_a_rule_for_each():
    text = (
        "6记录 表单名称 表单格式 保存期限派工单 见表格册 3年"
        "返修标识 见表格册 不保存通讯录 见表格册 5年七、培训"
    )
    found = [(rule.subject, rule.value, rule.amount) for rule in _read(text)]
    assert found == [
        ("保存期限：派工单", "3年", 36.0),
        ("保存期限：返修标识", "不保存", None),
        ("保存期限：通讯录", "5年", 60.0),
    ]


def test_a_row_takes_its_subject_from_its_label():
    table = rows("承诺.html", ("项目", "内容"), ("投诉处理", "7天内给出结果"), kind=PAGE)
    (rule,) = own_rules.read(table)
    assert (rule.value, rule.subject) == ("7天", "投诉处理")


def test_logs_notes_and_superseded_documents_set_no_rules():
    text = "完工后3日内回访。"
    notes = prose("访谈.txt", text, kind=DocumentKind.INTERVIEW)
    assert own_rules.of_corpus(corpus(notes)) == []
    assert len(own_rules.of_corpus(corpus(prose("程序.docx", text)))) == 1
