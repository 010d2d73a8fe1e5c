from dataclasses import replace

import pytest

from assistant import commitments
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose

PAGE = DocumentKind.PUBLISHED


def _topic(one: str, other: str, name: str):
    found = commitments.find(corpus(prose("手册.docx", one), prose("官网.html", other, kind=PAGE)))
    return next(topic for topic in found if name in topic.topic)


@pytest.mark.parametrize(
    ("one", "other", "name", "conflict"),
    [
        ("报修后省内12小时、省外36小时内到场。", "登记后省内8小时、省外24小时到场。", "到场", True),
        ("报修后省内24小时、省外48小时内到场。", "报修后安徽省内24小时内到达现场。", "到场", False),
        ("完工后3日内回访。", "完工后24小时内电话回访。", "回访", True),
        ("完工后1日内回访。", "完工后24小时内电话回访。", "回访", False),
        ("一般投诉7日内办结；重大投诉15日内办结。", "投诉5日内办结。", "办结", True),
        ("投诉5日内办结；需要厂家鉴定的，最长15日。", "投诉5日内办结。", "办结", False),
        ("整机保修期12个月。", "整机保修期为一年。", "保修", False),
        ("整机保修期12个月。", "整机质保18个月。", "保修", True),
        ("整机保修期12个月，主要部件保修期24个月。", "主要部件保修24个月。", "保修", False),
        ("停产机型的配件供应不少于五年。", "停产后配件继续供应八年。", "停产", True),
        ("苏浙2日内送达，云南、贵州5日内送达。", "江苏、浙江2日，云贵5日内送达。", "送达", False),
        ("苏浙2日内送达，云南、贵州5日内送达。", "江苏、浙江3日，云贵5日内送达。", "送达", True),
        ("S2级25分钟内响应，6小时内恢复。", "S2级10分钟内响应，6小时内恢复。", "响应", True),
        ("S2级25分钟内响应，6小时内恢复。", "S2级10分钟内响应，6小时内恢复。", "修复", False),
        ("临时口令自申领之日起8小时内作废。", "临时口令4小时内作废。", "临时口令", True),
        ("送修超过9日未归还的，提供周转机。", "送修超过9日未归还，提供周转机。", "补救", False),
        ("到货7日内有质量问题可以退货。", "一经拆封，概不退货、换货。", "退换", True),
        ("到货7日内有质量问题可以退货。", "人为损坏的不予退货。到货7日内可以退货。", "退换", False),
        ("客服热线400-550-7219。", "拨打热线400-550-7219转2号键。", "热线号码", False),
        ("客服热线400-550-7219。", "客服热线400-550-7210。", "热线号码", True),
        ("热线受理时间8:00—20:00。", "热线受理时间：8:00-18:00", "受理时间", True),
        ("净水机每季度养护一次。", "净水机每半年养护一次。", "保养", True),
        ("升降机每月、升降台每季度例保一次。", "升降台每季度例保一次。", "保养", False),
        ("7日内可以退货，15日内可以换货。", "15日内可以退货，15日内可以换货。", "退换", True),
    ],
)  # fmt: skip
def test_conflicts_are_told_from_conditions(one, other, name, conflict):
    assert _topic(one, other, name).conflict is conflict


def test_a_superseded_document_does_not_contradict():
    old = replace(prose("旧版.docx", "完工后10日内回访。"), superseded=True)
    found = commitments.find(corpus(prose("手册.docx", "完工后3日内回访。"), old))
    assert [topic.conflict for topic in found] == [False]


def test_values_that_were_changed_are_not_promises():
    topic = _topic(
        "抵达时限由48小时压缩为36小时。报修后省外36小时内到场。", "报修后省外36小时内到场。", "到场"
    )
    assert {statement.value for statement in topic.statements} == {"36小时"}


def test_a_reply_in_minutes_and_a_call_back_in_days_are_two_promises():
    one, other = prose("手册.docx", "登记后30分钟内回电。"), prose("官网.html", "完工后7日内回电。")
    found = commitments.find(corpus(one, other))
    assert [topic.conflict for topic in found] == [False, False]


def test_a_statement_quotes_its_document():
    document = prose("手册.docx", "总则。完工后3日内回访。")
    (topic,) = commitments.find(corpus(document))
    (statement,) = topic.statements
    assert document.text[statement.start : statement.end] == statement.quote == "完工后3日内回访"


def test_notes_of_interviews_promise_nothing():
    notes = prose("访谈.txt", "经理说完工后5日内回访。", kind=DocumentKind.INTERVIEW)
    assert commitments.find(corpus(notes)) == []
