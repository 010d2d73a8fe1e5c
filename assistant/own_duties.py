"""Rules without a number that rows can still prove: signatures, an order, forms, 立即."""

import re
from collections.abc import Iterator, Sequence

from assistant.own_rule_model import OwnKind, OwnRule
from assistant.own_rule_words import actor_of, case_before, subject_of
from assistant.own_segments import Segment
from ingest.model import Document

_FORM = (
    r"(?:[《“\"][^》”\"]{2,24}[》”\"]|[一-龥]{0,12}(?:登记表|记录表|记录|台账|清单|报告|单|表|卡|收据|档案"
    r"|总结|栏目?))"
)
_PATTERNS: tuple[tuple[OwnKind, re.Pattern[str]], ...] = (
    (
        OwnKind.PROMPT,
        re.compile(
            r"(?<![能够可法以])(?:立即|立刻|马上|即刻|第一时间|随即|即时|尽快在)(?![^，。；]{0,4}(?:处理的|解决的))"
            r"[^，。；]{0,2}(?:[一-龥])"
        ),
    ),
    (
        OwnKind.SIGNED,
        re.compile(
            r"签(?:[字名收认章](?!仪式)|署(?!之日|后|合同|协议)|验收单)|(?:加)?盖公?章|确认签|双方确认"
            r"|(?:顾客|客户|用户)(?!现场|处)[^，。；]{0,4}确认(?!是否)"
        ),
    ),
    (
        OwnKind.ORDER,
        re.compile(
            r"(?:(?:批准|审批|审核|同意|确认|合格|通过)[^，。；：]{0,6}(?:后，?|，)|(?:评估|培训|教育)[^，。；：]{0,3}后，?)"
            r"[^，。；]{0,6}"
            r"(?:方可|才可|才能|方能|再|准予|予以)?[^，。；]{0,6}?"
            r"(?:实施|执行|发布|生效|处理|上岗|变更|操作|聘用|拨付|办理|下发|带回)"
            r"|[一-龥]{2,12}(?<!之)前[^，。；]{0,4}(?:必须|应当?|须|要|先)[^，。；]{2,}"
            r"|(?:应|须|必须)在?[^，。；]{1,10}之?前[^，。；]{0,4}(?:进行|完成|做好|签|培训|评价|确认|通知)"
            r"|(?:后|，)(?:才能|方可|方能|才可)[^，。；]{2,10}"
        ),
    ),
    (
        OwnKind.RECORDED,
        re.compile(
            rf"(?:填写|填报|填好|开具|开据|写出|写好|形成|出具|附上?|做好|建立|记入|记在|写明|备好|登记[入在到])(?![^，。；]{{0,3}}(?:能力|条件))"
            rf"[^，。；]{{0,16}}?{_FORM}"
            r"|(?:应|须|必须|需|要|均)[^，。；]{0,10}(?:如实|详细|完整|逐项|全部|做好)[^，。；]{0,10}"
            r"(?:登记|记录|标识|标示|交接|测试|检测|统计)"
            r"|做好[^，。；]{0,10}(?:登记|记录|标识|交接|测试|检测|手续)|登记好|如实[^，。；]{0,6}(?:登记|记录)"
            r"|(?:应|须|必须|需|要)[^，。；]{0,10}(?:登记|填写)[^，。；]{0,8}"
            r"|(?:单|联|收条|收据)[^，。；]{0,10}(?:交予|交给|上交|交于|移交)[^，。；]{1,8}"
        ),
    ),
)  # fmt: skip
_MUST = re.compile(
    r"应|须|必须|不得|要(?!求)|需(?!要协)|均|每次|每一次|后|请|由|进行|做好|负责|马上|立即|凡|按"
)
_NO_DUTY = re.compile(
    r"内容应?包括|适用于|目的|范围本程序|相关文件|主要包括|表单名称|通过以下|考虑以下|职责如下|评价范围|流程图"
)

_GAP = re.compile(r"(?<=[一-龥）)])[ \u3000]+(?=[一-龥])")
_FLOW_CHART = 4
"""A text with more gaps than this between words is the text of a chart (assumed)."""


def read(
    document: Document, segment: Segment, taken: Sequence[tuple[int, int]]
) -> Iterator[OwnRule]:
    """Yield the duties of a segment, each kind once; `taken` are the spans of its quantities."""
    text = segment.text
    if _NO_DUTY.search(text) or "\t" in text or len(_GAP.findall(text)) > _FLOW_CHART:
        return
    for kind, pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None or not _MUST.search(text):
            continue
        start, end = segment.around(match.start(), match.end())
        before, words = text[: match.start()], match.group()
        yield OwnRule(
            kind=kind,
            document_id=document.id,
            file=document.file,
            start=segment.start + start,
            end=segment.start + end,
            quote=document.text[segment.start + start : segment.start + end],
            value="",
            amount=None,
            unit=None,
            comparison=None,
            subject=subject_of(words, re.split(r"[，；：]", before)[-1], before, text),
            condition=case_before(before),
            actor=actor_of(before) or actor_of(text),
        )
