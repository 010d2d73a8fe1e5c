import re

import pytest

from assistant.quotes import Match, MatchStatus, locate

VERIFIED, REPAIRED, UNVERIFIED = MatchStatus


def found(quote: str, text: str) -> tuple[MatchStatus, str]:
    match = locate(quote, text)
    return match.status, text[match.start : match.end] if match.start >= 0 else ""


def status(quote: str, text: str) -> MatchStatus:
    return locate(quote, text).status


def test_plain_quote_gives_its_offsets() -> None:
    assert locate("两小时内回电", "客服应在两小时内回电。") == Match(VERIFIED, 4, 10, "")


@pytest.mark.parametrize(
    "text",
    [
        "接到报修后24小\n时内派员上门",
        "接到报修后24小\r\n  时内派员上门",
        "接到报修后\u300024小时内\u3000派员上门",
        "接到报修后\u00a024\u00a0小时内派员上门",
        "接到报修后24\u200b小时内\ufeff派员上门",
        "接 到 报 修 后 24 小 时 内 派 员 上 门",
        "接到报修后\t24小时内\t派员上门",
    ],
)
def test_whitespace_between_chinese_characters_means_nothing(text: str) -> None:
    assert status("接到报修后24小时内派员上门", text) is VERIFIED
    assert status(text, "接到报修后24小时内派员上门") is VERIFIED


def test_zero_width_character_inside_a_number_is_not_a_space() -> None:
    assert status("每年走访12家用户", "每年走访1\u200b2家用户") is VERIFIED


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("热线（工作日）,24小时;满意率95%", "热线(工作日)，２４小时；满意率９５％"),
        ("受理时间:8:00-20:00", "受理时间：8：00—20：00"),
        ("受理时间8:00—20:00", "受理时间8:00 – 20:00"),
        ("理念是“快、准、省”", "理念是「快、准、省」"),
        ('理念是"快、准、省"', "理念是“快、准、省”"),
        ("ＫＦ－０３号表单", "KF-03号表单"),
        ("温度5~7摄氏度", "温度5～7摄氏度"),
        ("安全生产第一", "安全⽣产第⼀"),
        ("二〇二六年一月起", "二○二六年一月起"),
    ],
)
def test_width_quote_marks_and_dashes_fold(quote: str, text: str) -> None:
    assert status(quote, text) is VERIFIED


def test_space_in_the_quote_stands_for_a_cell_border() -> None:
    assert status("导靴 只 40 合格", "表3\n导靴\t只\t40\t合格\n") is VERIFIED
    assert status("导靴 只 40 合格", "| 导靴 | 只 | 40 | 合格 |") is VERIFIED


def test_empty_cell_is_passed_over() -> None:
    assert status("导靴 只 合格", "导靴\t\t只\t\t合格") is VERIFIED


def test_two_numbers_in_neighbouring_cells_stay_two() -> None:
    assert status("滤芯 8 5 合格", "滤芯\t8\t5\t合格") is VERIFIED
    assert status("滤芯 85 合格", "滤芯\t8\t5\t合格") is UNVERIFIED


def test_number_at_the_head_of_a_row_is_not_joined_to_the_row_above() -> None:
    text = "1 导靴 40 2026-03-08\n12 滤芯 16 2026-03-09"
    assert status("12 滤芯 16", text) is VERIFIED


def test_list_number_before_a_quote_is_not_part_of_it() -> None:
    assert status("24小时内派员上门", "1. 24小时内派员上门\n2. 当日回电") is VERIFIED


def test_dates_in_neighbouring_columns_are_whole() -> None:
    assert status("证书2030-08-30到期", "证书2030-08-30到期") is VERIFIED
    assert status("2030-08-30 合格", "2026-08-31 2030-08-30 合格") is VERIFIED


def test_later_whole_occurrence_is_preferred_to_an_earlier_cut_one() -> None:
    text = "省外112小时内到场，省内12小时内到场。"
    assert locate("12小时内到场", text) == Match(VERIFIED, 13, 20, "")


def test_later_plain_occurrence_is_preferred_to_an_earlier_denied_one() -> None:
    text = "未经主管批准不得开工。经主管批准后可开工。"
    assert locate("经主管批准", text) == Match(VERIFIED, 11, 16, "")


def test_latin_words_may_be_wrapped() -> None:
    assert status("respond within 24 hours", "We respond\nwithin  24 hours.") is VERIFIED


def test_code_may_be_written_with_or_without_its_space() -> None:
    assert status("依据GB/T27922组织评价", "依据GB/T 27922组织评价") is VERIFIED


def test_every_sentence_of_a_text_is_found_in_it() -> None:
    text = (
        "一、总则\n1.1 本制度适用于全部网点。\n1.2 备件应在48小时内发出；\n编号\t名称\nA1\t滤芯\n"
    )
    for sentence in re.split(r"[。；\n]", text):
        if len(sentence) >= 5:
            assert status(sentence, text) is VERIFIED


@pytest.mark.parametrize(
    ("quote", "text", "span"),
    [
        ("回访、登记，归档各一次", "回访，登记、归档各一次", "回访，登记、归档各一次"),
        ("当日回电次日上门", "当日回电，次日上门。", "当日回电，次日上门"),
        ("评为服务之星三名", "评为“服务之星”三名", "评为“服务之星”三名"),
        ("当日回电，次日上门。", "当日回电，次日上门；", "当日回电，次日上门"),
        ("……当日回电，次日上门…", "须当面登记，当日回电，次日上门。", "当日回电，次日上门"),
    ],
)
def test_quote_with_other_punctuation_is_repaired(quote: str, text: str, span: str) -> None:
    assert found(quote, text) == (REPAIRED, span)


def test_quote_with_too_much_other_punctuation_is_unverified() -> None:
    assert status("甲、乙、丙、丁、戊组", "甲乙丙丁戊组") is UNVERIFIED


@pytest.mark.parametrize(
    ("quote", "text", "span"),
    [
        ("经批准不得外借", "钥匙未经批准不得外借", "未经批准不得外借"),
        ("经批准不得外借", "钥匙未\n经批准不得外借", "未\n经批准不得外借"),
        ("经批准不得外借", "钥匙未 经 批准不得外借", "未 经 批准不得外借"),
        ("经批准不得外借", "钥匙\n未\n经批准不得外借", "未\n经批准不得外借"),
        ("收取上门费用", "人员不得收取上门费用", "不得收取上门费用"),
        ("按规定填写单据", "有两单未按规定填写单据", "未按规定填写单据"),
        ("处理用户意见", "三件未及时处理用户意见", "未及时处理用户意见"),
        ("建立回访档案", "目前尚未建立回访档案", "尚未建立回访档案"),
        ("留存检查记录", "本年没有留存检查记录", "没有留存检查记录"),
        ("提供原始记录", "该站无法提供原始记录", "无法提供原始记录"),
        ("自行拆卸防护罩", "严禁自行拆卸防护罩", "严禁自行拆卸防护罩"),
        ("自行拆卸防护罩", "请勿自行拆卸防护罩", "勿自行拆卸防护罩"),
        ("自行拆卸防护罩", "不得“自行拆卸防护罩”", "不得“自行拆卸防护罩"),
        ("按期完成整改", "是否按期完成整改", "是否按期完成整改"),
        ("漏报投诉事项", "网点不得瞒报、漏报投诉事项", "不得瞒报、漏报投诉事项"),
        ("含税金额500元", "不含税金额500元", "不含税金额500元"),
        ("国家规定的期限", "不低于国家规定的期限", "不低于国家规定的期限"),
        ("later than Friday", "no later than Friday", "no later than Friday"),
        ("charge for parts", "We do not charge for parts", "not charge for parts"),
    ],
)
def test_quote_that_starts_inside_a_negation_is_widened(quote: str, text: str, span: str) -> None:
    assert found(quote, text) == (REPAIRED, span)


def test_widened_quote_says_why() -> None:
    assert locate("经批准不得外借", "未经批准不得外借").reason == "starts inside a negation"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("满意的用户占多数", "非常满意的用户占多数"),
        ("三年扩建两个网点", "未来三年扩建两个网点"),
        ("改进服务流程", "持续不断改进服务流程"),
        ("制导轨全部更换", "不锈钢制导轨全部更换"),
        ("分部负责登记", "无锡分部负责登记"),
        ("24小时内派员上门", "投诉：无\n24小时内派员上门"),
        ("24小时内派员上门", "无\t24小时内派员上门"),
        ("经批准后可以外借", "有缺陷的未用。经批准后可以外借"),
        ("管理由专人负责", "分级别管理由专人负责"),
    ],
)
def test_word_or_cell_that_denies_nothing_leaves_the_quote_alone(quote: str, text: str) -> None:
    assert found(quote, text) == (VERIFIED, quote)


@pytest.mark.parametrize(
    ("quote", "text", "span"),
    [
        ("在24小时内上门", "人员应在24小时内上门", "应在24小时内上门"),
        ("结合年会安排培训", "拟结合年会安排培训", "拟结合年会安排培训"),
        ("凭发票免费更换", "可以凭发票免费更换", "可以凭发票免费更换"),
        ("保修期内免费上门", "仅保修期内免费上门", "仅保修期内免费上门"),
        ("发生渗漏停机检查", "如发生渗漏停机检查", "如发生渗漏停机检查"),
    ],
)
def test_quote_that_starts_after_a_modal_or_condition_is_widened(
    quote: str, text: str, span: str
) -> None:
    assert found(quote, text) == (REPAIRED, span)


@pytest.mark.parametrize("text", ["供应商负责登记备案", "对应商负责登记备案", "许可商负责登记备案"])
def test_noun_that_ends_like_a_modal_is_not_one(text: str) -> None:
    assert found("商负责登记备案", text) == (VERIFIED, "商负责登记备案")


@pytest.mark.parametrize(
    ("quote", "text", "span"),
    [
        ("省内12小时", "省内12小时以上", "省内12小时以上"),
        ("省内12小时", "省内12小时\n以上", "省内12小时\n以上"),
        ("省内12小时", "省内12小时内到场", "省内12小时内"),
        ("省内12", "省内12小时到场", "省内12小时"),
        ("省内12小", "省内12小时到场", "省内12小时"),
        ("培训考核30分", "培训考核30分钟以内", "培训考核30分钟以内"),
        ("反馈期限3个", "反馈期限3个工作日", "反馈期限3个工作日"),
        ("备用金额5万", "备用金额5万元", "备用金额5万元"),
        ("收取上门费50元", "收取上门费50元/次", "收取上门费50元/次"),
        ("回收率达到95", "回收率达到95%以上", "回收率达到95%以上"),
        ("有效期至2026年", "有效期至2026年6月30日", "有效期至2026年6月30日"),
        ("结案于6月30日", "结案于6月30日前", "结案于6月30日前"),
        ("所有节假日", "所有节假日除外", "所有节假日除外"),
        ("保修期24个月", "保修期24个月（易损件除外）", "保修期24个月（易损件除外）"),
        ("用户另约时间", "用户另约时间的，不适用本条", "用户另约时间的，不适用"),
        ("整改已经完成", "整改已经完成吗？", "整改已经完成吗？"),
        ("由部门主任", "由部门主任以上人员批准", "由部门主任以上"),
        ("三月检查记录", "三月检查记录均未填写", "三月检查记录均未填写"),
        ("整机验收合格", "整机验收合格率", "整机验收合格率"),
        ("额定功率4", "额定功率4 kW的泵站", "额定功率4 kW"),
        ("共修复故障3", "共修复故障3单", "共修复故障3单"),
        ("受理时间8:00", "受理时间8:00至20:00止", "受理时间8:00至20:00"),
        ("自2024-07-01", "自2024-07-01至2026-06-30有效", "自2024-07-01至2026-06-30"),
        ("期限为三十", "期限为三十日", "期限为三十日"),
    ],
)
def test_quote_that_ends_before_what_qualifies_it_is_widened(
    quote: str, text: str, span: str
) -> None:
    assert found(quote, text) == (REPAIRED, span)


@pytest.mark.parametrize(
    ("quote", "text", "span"),
    [
        ("24小时的值守", "每日不少于24小时的值守", "不少于24小时的值守"),
        ("95%的满意率", "达成≥95%的满意率", "≥95%的满意率"),
        ("小时内到场服务", "24小时内到场服务", "24小时内到场服务"),
        ("单故障已修复", "共5单故障已修复", "5单故障已修复"),
        ("季度例保一次", "每季度例保一次", "每季度例保一次"),
        ("年例保一次以上", "每半年例保一次以上", "每半年例保一次以上"),
        ("3个月检查一次", "每3个月检查一次", "每3个月检查一次"),
        ("18条规定的期限", "见第18条规定的期限", "第18条规定的期限"),
        ("7天内出具报告", "5至7天内出具报告", "5至7天内出具报告"),
        ("6月24日到现场", "2026年6月24日到现场", "2026年6月24日到现场"),
        ("5摄氏度停机保护", "零下或-5摄氏度停机保护", "-5摄氏度停机保护"),
        ("24小时内派员上门", "项目 3 24小时内派员上门", "3 24小时内派员上门"),
    ],
)
def test_quote_that_starts_inside_a_quantity_is_widened(quote: str, text: str, span: str) -> None:
    assert found(quote, text) == (REPAIRED, span)


def test_number_wrapped_at_the_end_of_a_full_line_is_repaired() -> None:
    text = "需要上门的，自登记时间起，省内1\n2小时内到场"
    assert found("省内12小时内到场", text) == (REPAIRED, "省内1\n2小时内到场")
    assert status("2小时内到场", text) is UNVERIFIED


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("2小时内到场", "省内12小时内到场"),
        ("2小时内到场", "省内１２小时内到场"),
        ("省内1", "省内12小时内到场"),
        ("8:00至深夜", "18:00至深夜"),
        ("受理时间8:00", "受理时间8:00—20:00"),
        ("20:00有人值守", "8:00-20:00有人值守"),
        ("5.3.1顾客投诉", "5.3.1.4顾客投诉"),
        ("条款5.3.1", "条款5.3.1.4顾客投诉"),
        ("5.3.1顾客投诉", "15.3.1顾客投诉"),
        ("3.1.4顾客投诉", "5.3.1.4顾客投诉"),
        ("热线400-550", "热线400-550-7219"),
        ("550-7219昼夜接听", "400-550-7219昼夜接听"),
        ("预算为200元", "预算为1,200元"),
        ("200元的预算", "1,200元的预算"),
        ("5小时内修复", "1.5小时内修复"),
        ("026年一月实施", "2026年一月实施"),
        ("2026年一月实施", "12026年一月实施"),
        ("2小时内响应", "一二小时内响应"),
        ("三日内答复", "十三日内答复"),
        ("十分钟内回电", "二十分钟内回电"),
        ("期限为二十", "期限为二十四小时"),
        ("八十的用户满意", "百分之八十的用户满意"),
        ("五小时内修复", "三点五小时内修复"),
        ("JL-18记录表", "TY-JL-18记录表"),
        ("记录表TY-JL", "记录表TY-JL-18"),
        ("依据GB/T 27", "依据GB/T 27922"),
        ("7号文件要求", "皖质〔2026〕7号文件要求"),
        ("皖质（2026", "皖质（2026）7号文件"),
        ("投入5千元", "投入25千元"),
        ("投入资金5", "投入资金5万元"),
        ("Care Plan", "iCare Plan"),
    ],
)
def test_quote_cut_from_a_longer_number_or_code_is_not_verified(quote: str, text: str) -> None:
    assert status(quote, text) is not VERIFIED


@pytest.mark.parametrize("quote", ["2小时内到场", "2 小时内到场"])
def test_number_cut_inside_its_digits_is_unverified(quote: str) -> None:
    match = locate(quote, "省内12 小时内到场")
    assert match == Match(UNVERIFIED, -1, -1, "cut from a longer number, code or word")


@pytest.mark.parametrize(
    ("quote", "text", "reason"),
    [
        ("省内48小时内到场", "省内24小时内到场", "a changed number"),
        ("第十三条的规定", "第十八条的规定", "a changed number"),
        ("5.3.1.5顾客投诉", "5.3.1.4顾客投诉", "a changed number"),
        ("经批准的可以外借", "钥匙由专人保管", "not in the text"),
        ("用户经批准不得入内", "用户未经批准不得入内", "an added or dropped negation"),
        ("用户没有签字确认", "用户签字确认", "an added or dropped negation"),
        ("人员可现场报价", "人员应现场报价", "a changed modal"),
        ("人员现场报价单", "人员应现场报价单", "a changed modal"),
        ("上门后24天内修复", "上门后24小时内修复", "a changed unit, period or comparison"),
        ("每季例保一次", "每月例保一次", "a changed unit, period or comparison"),
        ("不超过24小时的", "不少于24小时的", "a changed unit, period or comparison"),
        (
            "当面登记次日上门",
            "当面登记，若有急件，次日上门",
            "joins pieces that do not stand together",
        ),
    ],
)
def test_altered_quote_is_unverified_and_says_why(quote: str, text: str, reason: str) -> None:
    assert locate(quote, text) == Match(UNVERIFIED, -1, -1, reason)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("上门后24小时前修复", "上门后24小时后修复"),
        ("三天以上的假期", "三天以下的假期"),
        ("回收率95的问卷", "回收率95%的问卷"),
        ("费用500万元整", "费用500元整"),
        ("24小时内到场", "二十四小时内到场"),
        ("面积为20m2的库房", "面积为20㎡的库房"),
        ("1号步骤先断电", "①号步骤先断电"),
        ("售後服務手冊", "售后服务手册"),
        ("型号sjd-2升降机", "型号SJD-2升降机"),
        ("皖质2026第7号", "皖质（2026）第7号"),
        ("皖质〔2026〕7号", "皖质（2026）7号"),
        ("温度大于等于5度", "温度≥5度"),
        ("备件1500件在库", "备件1,500件在库"),
        ("每12小时巡检", "每1、2小时巡检"),
        ("二三日内回访用户", "二、三日内回访用户"),
        ("偏差为2毫米以内", "偏差为±2毫米以内"),
    ],
)
def test_quote_with_another_sign_or_word_is_unverified(quote: str, text: str) -> None:
    assert status(quote, text) is UNVERIFIED


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("省内12小时内到场", "表1 2小时内到场，省内1 2小时内到场"),
        ("省内1 2小时内到场", "省内12小时内到场"),
        ("附表12小时内到场", "附表1\n2小时内到场"),
        ("附表1.5小时内到场", "附表1. 5小时内到场"),
        ("温度5-7度保存", "温度5 -7度保存"),
        ("第二十二小时到场", "第二\t十二小时到场"),
        ("型号A8合格证", "型号A\t8合格证"),
        ("not able to", "notable to"),
    ],
)
def test_whitespace_that_parts_two_values_is_content(quote: str, text: str) -> None:
    assert status(quote, text) is UNVERIFIED


def test_range_with_spaced_dash_is_the_same_range() -> None:
    assert status("工期5-7天完工", "工期5 - 7天完工") is VERIFIED


def test_list_dash_is_not_a_minus() -> None:
    assert status("保存于-5度以下", "保存于—5度以下") is UNVERIFIED


@pytest.mark.parametrize(
    "quote",
    [
        "报修须当面登记48小时内发货",
        "报修须当面登记……48小时内发货",
        "报修须当面登记......48小时内发货",
        "备件48小时内发货，报修须当面登记",
        "登记后……当日回电",
    ],
)
def test_stitched_or_reordered_quote_is_unverified(quote: str) -> None:
    text = "报修须当面登记，登记后当日回电。备件由仓库核对，48小时内发货。"
    assert status(quote, text) is UNVERIFIED


@pytest.mark.parametrize("quote", ["", "   ", "无", "合格率", "，。；", "——…", "( )"])
def test_quote_of_fewer_than_four_letters_or_digits_is_unverified(quote: str) -> None:
    text = f"合格率：{quote}，无"
    assert locate(quote, text) == Match(UNVERIFIED, -1, -1, "too short to be evidence")


def test_empty_text_holds_nothing() -> None:
    assert status("当日回电用户", "") is UNVERIFIED
