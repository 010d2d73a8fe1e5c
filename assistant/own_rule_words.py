"""What the words around a rule say: its subject, its actor, the cases it holds for."""

import re

_COMPOUND: tuple[tuple[str, str], ...] = (
    ("投诉上报", r"(?:投诉|客诉|事件)[^。；]{0,20}(?:[上呈]报|报告)"),
    ("返修告知", r"(?:返修|维修|送修)[^。；]{0,16}(?:告知|说明|通知)"),
)
"""Subjects of two parts, what happens and what is then done."""
_SUBJECTS: tuple[tuple[str, str], ...] = (
    ("回访", r"回访|随访|电话跟踪"),
    ("走访", r"走访|拜访"),
    ("满意度调查", r"满意度|问卷|意见征[询集]"),
    ("催促", r"催[促办单]|跟催|催一次"),
    ("退换", r"退货|换货|退换|退机|换机|换新"),
    ("退款", r"退款|退费|赔付|付清|到账"),
    ("质保", r"保修|质保|三包|保证期|包修|包换"),
    ("试运行", r"试?运[转行]|护航"),
    ("配件供应", r"停产|(?:配件|备件)[^，。；]{0,6}供应"),
    ("备用机", r"备用机|代用|周转机|备机"),
    ("培训", r"培训|教育|学习|考试|考核合格"),
    ("能力评价", r"能力评价|上岗评价"),
    ("演练", r"演练"),
    ("内部评价", r"内审|内部评价|监督检查|检查|抽查"),
    ("校准", r"校准|检定|校验"),
    ("盘点", r"盘点"),
    ("保养", r"保养|养护|维保|巡检|例保|维护保养|点检"),
    ("到场", r"到场|到达|抵达|赶到|赶赴|到门|到现场|进场|上门"),
    ("响应", r"响应|回电|回话|接单|首次联系|答复|回复|回应"),
    ("派工", r"派工|派单|指派|派人"),
    ("修复", r"修复|修好|恢复|排除|解决|完成维修|维修完"),
    ("投诉处理", r"投诉|客诉|抱怨|纠纷"),
    ("办结", r"办结|结案|处理完|关闭|闭环|处理结果"),
    ("发货", r"发货|发运|寄出|出库|寄回|返还|归还"),
    ("送达", r"送达|送货|配送|到货|交货|签收"),
    ("安装", r"安装|调试|装机|验收|交付"),
    ("提交", r"上交|提交|报送|移交|交回|上报|总结"),
    ("审批", r"审批|批准|审核|核准"),
    ("考核", r"考核|评比|评价|评定|奖励|奖罚"),
    ("告知", r"告知|通知|说明|告诉"),
    ("登记", r"登记|记录|填写|建档|统计"),
    ("包装", r"包装|装箱"),
    ("标识", r"标识|标示|贴标"),
    ("保存期限", r"保存|存档|留存|保管"),
)  # fmt: skip
"""Names of subjects and their words, the telling ones first."""

_POST = (
    r"(?:部门?|中心|处|科室?|组|办公室|人员|员工?|师|经理|主管|主任|总监|专员|客服|班组|网点"
    r"|服务站|服务商|代理商|经销商|分公司|公司|工程师|领导|负责人|督导|助理|代表|师傅|管理者"
    r"|甲方|乙方|我们|我司|本店|门店)"
)
_ACTOR = re.compile(
    rf"(?:^|[，,。；;：:、\s”》）)]|由|经|报|凡|各|每位)(?P<actor>[一-龥A-Z]{{0,10}}?{_POST})(?:负责)?"
    r"(?=应|须|必须|要|需|每|在|于|负责|组织|将|先|不得|对|按|根据|向|至少|一年|会同|统一|写出|制[定订]"
    r"|填写|进行|定期|回公司|接到|\d|提出|确认|批准|审批|审核|后|办理|$)"
)
_IF = re.compile(
    r"(?:如(?![实下何期])果?遇?有?|若|遇有?|凡|当(?![天日地场月年季事])|对于)"
    r"(?P<case>[^，。；：]{2,24}?)(?:的|时|者)?[，,]"
    r"|(?:^|[，,。；：])(?P<topic>[^，。；：“”]{2,20}?)(?:的|(?<![及按准同小工])时)[，,]"
)
_DUTY = re.compile(r"应|须|必须|要求|负责")
_LEADING = re.compile(r"^(?:.*[的由经到对与请让]|和|及|后|应|可|再)(?=[一-龥]{2})")
_TITLE_NUMBER = re.compile(r"^[\d.、（）()a-zA-Z①-⑳\s第章条一二三四五六七八九十]+(?=[一-龥])")


def subject_of(*parts: str) -> str:
    """Return the subject that the first part with a known one names first, "" for none."""
    for part in parts:
        found = [(m.start(), i) for i, (_, words) in enumerate(_SUBJECTS)
                 if (m := re.search(words, part))]  # fmt: skip
        if found:
            return _SUBJECTS[min(found)[1]][0]
    return ""


def compound_of(words: str) -> str:
    """Return the subject of two parts that the words around a quantity name, "" for none."""
    return next((name for name, pattern in _COMPOUND if re.search(pattern, words)), "")


def words_of(subject: str) -> str:
    """Return the pattern of the words that mean a subject, the name itself if it is not fixed."""
    known = (*_COMPOUND, *_SUBJECTS)
    return next((words for name, words in known if name == subject), re.escape(subject))


def actor_of(before: str) -> str:
    """Return who is named last before a rule's quantity or act, "" for nobody."""
    found = [match["actor"] for match in _ACTOR.finditer(before)]
    names = [_LEADING.sub("", _TITLE_NUMBER.sub("", name)) for name in found]
    return next((name for name in reversed(names) if len(name) > 1), "")


def case_before(before: str) -> str:
    """Return the case that a clause before a rule's quantity sets (返修件为特急的), "" for none."""
    found = [match["case"] or match["topic"] for match in _IF.finditer(before)]
    cases = [_TITLE_NUMBER.sub("", case).strip() for case in found if not _DUTY.search(case)]
    return cases[-1] if cases else ""
