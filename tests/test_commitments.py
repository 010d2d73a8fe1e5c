from dataclasses import replace

import pytest

from assistant import commitments
from assistant.commitments import Standing
from ingest.model import DocumentKind
from tests.audit_documents import corpus, prose, rows

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


@pytest.mark.parametrize(
    ("one", "other", "name", "conflict"),
    [
        ("签收之日起7天无理由退货。", "支持30天无理由退货。", "无理由", True),
        ("退款在收到退货后3个工作日内原路返回。", "收到退货后7个工作日内退款到账。", "退款", True),
        ("整车质保三年或10万公里。", "整车保修3年或6万公里。", "里程", True),
        ("整车质保三年或10万公里。", "整车保修3年/10万公里。", "里程", False),
        ("整车质保3年，动力电池8年。", "动力电池质保八年，整车质保三年。", "保修", False),
        ("家具五年质保，五金件一年。", "家具质保5年，五金配件质保2年。", "保修", True),
        ("场地确认之日起10天内开始装机。", "场地确认后10天内开始装机。", "安装时限", False),
        ("在3日内完成安装。", "安装在5日内完成。", "安装完成", True),
        ("质保期内免费保养两次。", "保修期内免费保养4次。", "保养次数", True),
        ("滤芯每6个月更换一次。", "滤芯三个月更换一次。", "滤芯", True),
        ("上门服务费50元。", "上门服务费80元/次。", "上门服务费", True),
        ("每延迟一天赔偿合同价的1%。", "每延迟一日，按合同额0.5%赔偿。", "延误", True),
        ("发票在付款后5个工作日内开具。", "付款后10个工作日内开具发票。", "开票", True),
        ("维修超过7天未修复的，提供备用机。", "维修超过15天的，提供备用机。", "补救", True),
        ("受理时间8:30-17:30。", "受理时间：工作日8:30-17:30，周末9:00-16:00。", "受理", False),
        ("金牌服务4小时到场，银牌服务8小时到场。", "金牌4小时、银牌12小时到场。", "到场", True),
        ("电梯困人30分钟内到场。", "困人时60分钟内到达现场。", "到场", True),
        ("预约后2小时内专员回电。", "预约成功后30分钟内专员回电。", "响应", True),
        ("停产后8年内保证零部件供应。", "停产后零配件供应10年。", "停产", True),
        ("投诉受理后2日内给出处理方案。", "投诉3日内提出处理方案。", "方案", True),
        ("湖北48小时内、外省72小时内到场。", "湖北48小时、外省96小时内到场。", "到场", True),
    ],
)  # fmt: skip
def test_commitments_of_other_trades_are_compared(one, other, name, conflict):
    assert _topic(one, other, name).conflict is conflict


@pytest.mark.parametrize(
    ("label", "promise", "other", "name", "conflict"),
    [
        ("投诉处理", "7天内给出处理结果", "投诉自受理之日起10天内结案。", "办结", True),
        ("结单回访", "结单后5天内", "结单后5天内回访。", "回访", False),
        ("免费维保", "保修期内2次", "保修期内免费维保两次。", "保养次数", False),
        ("整机保修", "自验收之日起24个月", "整机保修期12个月。", "保修", True),
        ("质量问题退换", "签收15天内，可退可换", "签收15天内可以退货或换新。", "退换", False),
    ],
)
def test_a_row_of_label_and_words_is_a_promise(label, promise, other, name, conflict):
    page = rows("官网.html", ("项目", "内容"), (label, promise), kind=PAGE)
    found = commitments.find(corpus(prose("手册.docx", other), page))
    topic = next(topic for topic in found if name in topic.topic)
    assert len({statement.document_id for statement in topic.statements}) == 2
    assert topic.conflict is conflict


@pytest.mark.parametrize(
    ("one", "other", "standing"),
    [
        ("完工后3日内回访。", "完工后5日内回访。", Standing.CONFLICT),
        ("完工后3日内回访。", "完工后三天内回访。", Standing.AGREED),
        ("省内24小时、省外48小时内到场。", "省内24小时、省外48小时内到场。", Standing.BY_CASE),
        ("完工后3日内回访。", "热线受理时间8:00-18:00。", Standing.ONCE),
    ],
)
def test_a_topic_tells_conflict_agreement_and_cases_apart(one, other, standing):
    found = commitments.find(corpus(prose("手册.docx", one), prose("官网.html", other, kind=PAGE)))
    assert standing in {topic.standing for topic in found}


def test_what_has_no_name_is_matched_by_its_words():
    topic = _topic("返厂维修周期15天。", "返厂维修不超过20天。", "返厂维修")
    assert {statement.value for statement in topic.statements} == {"15天", "20天"}
    assert topic.conflict


def test_nameless_lengths_of_time_of_other_matters_are_not_matched():
    one = prose("手册.docx", "版本升级提前3日通知客户。")
    other = prose("协议.pdf", "网络环境改变的，应提前一日通知公司。", kind=PAGE)
    assert commitments.find(corpus(one, other)) == []


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


@pytest.mark.parametrize(
    ("one", "other", "name", "conflict"),
    [
        ("损失核定后，8天内赔到账。", "乙方12天内赔到甲方账户。", "赔付", True),
        ("退款7天内打到您的银行卡。", "退货入库后7天内把钱退到顾客手里。", "退款", False),
        ("响应从来电起算：S1 10分钟、S2 1小时。", "S1 响应时间10分钟。", "响应", False),
        ("响应从来电起算：S1 10分钟、S2 1小时。", "一级故障（S1）5分钟内有人接手。", "响应", True),
        ("P2 首次响应1小时，修复8小时。", "P2级 8小时内修复。", "修复", False),
        ("新版上线提前5天通知客户。", "新版上线提前2天短信告知。", "新版上线", True),
        ("少货的，客户签收48小时内报。", "少货请在签收48小时内报。", "少货", False),
        ("100公里以内3天送到，其余的7天送到。", "100公里内3天，超过的7天送到。", "送达", False),
        ("100公里以内3天送到，其余的7天送到。", "100公里内3天、超过100公里9天送到。", "送达", True),
        ("报修后16小时内到场。", "乙方接到甲方派单后20小时内到达现场。", "到场", True),
        ("报修后24小时内到场。", "乙方接到甲方派单后20小时内到达现场。", "到场", False),
        ("交付起10日内，由培训师培训操作工。", "交付当天培训操作人员。", "培训", True),
        ("医院每月巡检1次，学校每季度巡检1次。", "每月评“巡检之星”一名。", "保养", False),
        ("按类巡检：医院每月一次，学校每季度一次。", "学校每半年巡检一次。", "保养", True),
        ("免费试用15天。", "试用期30天。", "试用", True),
        ("床架质保顺延2个月。整机质保24个月。", "整机质保24个月。", "保修", False),
        ("质保期自购机起算：整机1年；水泵2年。", "水泵质保36个月。", "保修", True),
        ("锅炉：自点火之日起质保12个月。", "锅炉质保12个月，燃烧器质保6个月。", "保修", False),
        ("电话0531-8123456，早八点到晚九点有人接。", "电话受理时间8:00-21:00。", "受理", False),
        ("电话0531-8123456，早八点到晚九点有人接。", "电话：0531-8123450", "热线号码", True),
        ("热线每天8:00-20:00（A级不分昼夜）。", "热线每天8:00-20:00。", "受理", False),
        ("质量问题15天内要退就退、要换就换。", "没开封的7天内可退。", "退换", False),
        ("返修超过6日的，2日内给客户送去备用机。", "返修超过9日的，提供备用机。", "补救", True),
        ("路费：20公里以内免，20公里以外每公里2元。", "上门费永远不收钱。", "路费", True),
        ("路费：20公里以内免，20公里以外每公里2元。", "路费20公里内免收。", "路费", False),
        ("保内免收上门费，过保的路费每公里2元。", "保修期内上门费全免。", "路费", False),
        ("省内8小时、省外16小时到场。", "8小时内到场，不论远近。", "到场", True),
        ("省内8小时、省外16小时到场。", "8小时内到场。", "到场", False),
        ("VIP用户2小时内到场。其余报修后8小时内到场。", "8小时内到场。", "到场", False),
    ],
)  # fmt: skip
def test_steps_lists_and_cases_are_read_in_other_words(one, other, name, conflict):
    assert _topic(one, other, name).conflict is conflict


def test_a_column_or_a_heading_names_the_periods_below_it():
    table = rows("保修卡.pdf", ("部件", "质保期"), ("压缩机", "60个月"), ("门封", "1年"), kind=PAGE)
    topic = next(
        t
        for t in commitments.find(corpus(prose("手册.docx", "压缩机质保36个月。"), table))
        if "保修" in t.topic
    )
    assert {(s.condition, s.value) for s in topic.clashing} == {
        ("压缩机", "60个月"),
        ("压缩机", "36个月"),
    }


def test_a_row_labelled_complaint_promises_what_its_words_say():
    page = rows("官网.html", ("事", "时间"), ("投诉", "自受理之日起4日内办结"), kind=PAGE)
    found = commitments.find(corpus(prose("手册.docx", "投诉受理后6日内办结。"), page))
    assert [topic.topic for topic in found if topic.conflict] == ["意见（投诉）办结时限"]


def test_a_card_that_nobody_filled_in_speaks_for_the_firm():
    words = "您好，报修请打热线，完工后9日内回访。"
    manual = prose("手册.docx", "完工后3日内回访。")
    card = prose("小卡.pdf", words, kind=DocumentKind.FILLED_FORM)
    filled = prose("回执单.pdf", f"{words}2026年3月2日", kind=DocumentKind.FILLED_FORM)
    assert [topic.conflict for topic in commitments.find(corpus(manual, card))] == [True]
    assert [topic.conflict for topic in commitments.find(corpus(manual, filled))] == [False]


def test_a_second_development_is_no_number_of_times():
    found = commitments.find(corpus(prose("协议.docx", "二次开发部分验收后12个月内免费维护。")))
    assert [(t.topic, t.statements[0].condition) for t in found] == [("免费维护期", "二次开发部分")]
