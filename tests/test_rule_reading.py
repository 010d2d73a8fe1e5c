import pytest

from assistant.rule_model import Due, RuleKind
from assistant.rule_reading import of_document
from tests.audit_documents import prose, rows


def _rules(*paragraphs: str):
    return list(of_document(prose("程序.docx", *paragraphs)))


def _limits(rule):
    return [(limit.quantity.text, limit.near) for limit in rule.limits]


def test_a_run_of_limits_is_one_rule():
    (rule,) = _rules("需要上门的，自报修时间起，省内12小时、省外36小时内抵达现场。")
    assert _limits(rule) == [("12小时", "省内"), ("36小时", "省外")]
    assert (rule.begins, rule.ends) == ("报修", "抵达现场")


def test_parts_of_a_sentence_on_one_event_are_one_rule():
    rules = _rules("一般件自受理之日起7日内结案；重大件由副总督办，2日内拿出方案，15日内结案。")
    closing = next(rule for rule in rules if rule.ends == "结案")
    assert [limit.quantity.text for limit in closing.limits] == ["7日", "15日"]


def test_steps_of_one_case_are_rules_of_their_own():
    rules = _rules("P1级15分钟内响应、4小时内恢复；P2级30分钟内响应、8小时内恢复。")
    texts = [[text for text, _ in _limits(rule)] for rule in rules]
    assert texts == [["15分钟", "30分钟"], ["4小时", "8小时"]]


@pytest.mark.parametrize(
    "text", ["超过14天的，应向客户说明。", "证件到期前六十日复审。", "三日内仍无法解决的报副主任。"]
)
def test_conditions_and_advance_notice_are_no_limits(text):
    assert [rule for rule in _rules(text) if rule.kind is RuleKind.WITHIN] == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("每季度结束后的次月10日前提交《季度总结》。", Due(3, 1, 10)),
        ("由技术主管每季度点检一次，当季最后一天以前做完。", Due(3, 0, 0)),
        ("记录每季度上交一次，上交的日期为下一季度头一个月2号。", Due(3, 1, 2)),
        ("各网点每月5日前提交上月报表。", Due(1, 1, 5)),
    ],
)
def test_due_days_are_read(text, due):
    assert [rule.due for rule in _rules(text) if rule.kind is RuleKind.DUE] == [due]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("由用户在“费用确认”栏签字后方可动手。", RuleKind.SIGNED),
        ("要收费的先报价，顾客签字后才动手。", RuleKind.SIGNED),
        ("在用器具不得超过校准有效期。", RuleKind.VALID),
        ("证件过期的，不得派工。", RuleKind.VALID),
        ("实盘数量不得低于安全库存。", RuleKind.STOCK),
        ("评价合格后方可派工。", RuleKind.ORDER),
    ],
)
def test_other_kinds_of_rules_are_read(text, kind):
    assert kind in [rule.kind for rule in _rules(text)]


def test_a_table_of_limits_is_read_by_column():
    table = rows("手册.docx", ("级别", "响应时限"), ("一级", "15分钟"), ("二级", "30分钟"))
    (rule,) = of_document(table)
    assert _limits(rule) == [("15分钟", "一级"), ("30分钟", "二级")]
    assert rule.ends == "响应时限"


def test_the_sentence_is_quoted_from_the_document_as_it_stands():
    (rule,) = _rules("目的。完工后7日内回访,填写记录。")
    assert rule.text == "完工后7日内回访,填写记录"
