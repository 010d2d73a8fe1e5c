from dataclasses import replace

import pytest

from assistant import commitments
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose

PAGE = DocumentKind.PUBLISHED


def _topics(one: str, other: str, *, kind: DocumentKind = DocumentKind.PROCEDURE):
    return commitments.find(
        corpus(prose("规矩.docx", one, kind=kind), prose("网页.html", other, kind=PAGE))
    )


def _both(one: str, other: str):
    """Return the topics that both documents tell."""
    return [t for t in _topics(one, other) if len({s.file for s in t.statements}) == 2]


@pytest.mark.parametrize(
    ("one", "other", "name", "conflict"),
    [
        ("电机保三年，轴承保1年。", "电机质保五年。", "保修", True),
        ("电机保三年，轴承保1年。", "电机、轴承管修：电机保3年。", "保修", False),
        ("灶台面板保修2年。", "灶台面板终身保修。", "保修", True),
        ("均不低于国家规定的整机1年，整机质保3年。", "整机质保3年。", "保修", False),
        ("螺杆主机质保2年，整机质保1年。", "整机质保1年。", "保修", False),
        ("上门费：城区40元，乡下60元。", "上门费城区40元（乡下60元）。", "上门费", False),
        ("过保上门40元（乡下60元）。", "过保上门收50元。", "上门", True),
        ("上门钱40块。", "上门费永远不要。", "上门", True),
        ("送货每迟一天扣货款的百分之二。", "送货迟一天赔您五十块。", "赔偿", True),
        ("每延误一天，按合同价的千分之五扣减。", "延误一天赔合同价的5‰。", "赔偿", False),
        ("买完满一年免费上门清洗一回。", "买完满一年，免费上门清洗两次。", "次数", True),
        ("买完满一年免费上门清洗一回。", "买完满半年，免费上门清洗一次。", "起始", True),
        ("质保期内免费保养2次。", "免费保养不限次数。", "保养", True),
        ("买家提意见的，登记起5天里办结。", "您有意见，24小时包您搞定。", "意见", True),
        ("买家提意见的，登记起5天里办结。", "顾客投诉5日内办结。", "意见", False),
        ("接到报修第二天到家。", "接到报修后36小时内上门。", "到场", False),
        ("接到报修3天内上门。", "接到报修当天上门。", "到场", True),
        ("接到报修24小时内上门。", "接到报修当天上门。", "到场", False),
        ("报修两天内到家（城区、东郊），山区五天内到家。", "报修后城区两天内到家。", "到场", False),
        ("S1级东区2小时、西区4小时，S2级东区6小时、西区9小时到场。",
         "S2级西区9小时到场。", "到场", False),
        ("S1级东区2小时、西区4小时，S2级东区6小时、西区9小时到场。",
         "S1级西区9小时到场。", "到场", True),
        ("退款5个工作日内原路退回。", "退款24小时到账。", "退款", True),
        ("装好一礼拜内打一个电话。", "装好10天内回访。", "回访", True),
        ("每个礼拜巡检一回。", "每周巡检一次。", "周期", False),
        ("每月巡检两趟。", "每月巡检一次。", "周期", True),
        ("货款交齐起，同城2天送到。", "货款到账，同城2天送到。", "送达", False),
        ("厂家停产后6年里有配件可修。", "停产机型配件再供应8年。", "停产", True),
        ("热线（0731）5550-3127。", "热线0731-55503127。", "热线号码", False),
        ("热线电话每天8点到20点有人接。", "热线电话白天黑夜有人接听。", "受理时间", True),
        ("签收10天里不合用要换就换。", "签收20天内包换。", "退换", True),
    ],
)  # fmt: skip
def test_everyday_words_are_compared(one, other, name, conflict):
    told = [t for t in _both(one, other) if name in t.topic]
    assert [t.conflict for t in told] == [conflict]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("装好30天里免费上门紧一次螺丝。", "报修后2天到家。"),
        ("装完半年，30天里上门调一次。", "报修后2天到家。"),
        ("质量信息填反馈单，技术科9日内答复。", "来电咨询2小时内回复。"),
        ("买家要退的，8天里办结。", "您有意见，2天一定办好。"),
        ("认定后6天内，按送货登记逐户通知。", "款到3天送到。"),
        ("约定当天上门。", "报修后8小时上门。"),
    ],
)
def test_different_matters_are_no_conflict(one, other):
    assert not [t.topic for t in _topics(one, other) if t.conflict]


@pytest.mark.parametrize(
    "lines",
    [
        ("小方 9:12：明天上门收80元。", "老赵 9:15：好的。", "小方 9:20：报修后9天上门。"),
        ("2026-03-02 小方说报修后9天上门。", "2026-03-09 上门收80元。"),
    ],
)
def test_messages_and_talk_promise_nothing(lines):
    talk = prose("粘贴.docx", *lines, kind=DocumentKind.OTHER)
    page = prose("网页.html", "报修后2天上门。上门费40元。", kind=PAGE)
    assert all(
        s.file == page.file for t in commitments.find(corpus(talk, page)) for s in t.statements
    )


def test_list_under_a_heading_tells_periods():
    told = prose("说明.docx", "箱体、门5年；锁具2年，装好之日起。", kind=PAGE)
    block = replace(told.blocks[0], heading=("保多久",))
    found = commitments.find(corpus(replace(told, blocks=(block,))))
    said = {
        (s.condition, s.value) for t in found if t.topic.startswith("保修") for s in t.statements
    }
    assert said == {("箱体、门", "5年"), ("锁具", "2年")}


def test_contact_is_quoted_by_its_clause():
    told = prose("网页.html", "热线400-555-0113，每天8点到20点有人接。", kind=PAGE)
    quotes = {s.quote for t in commitments.find(corpus(told)) for s in t.statements}
    assert quotes == {"热线400-555-0113", "每天8点到20点有人接"}
