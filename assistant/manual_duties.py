"""Duties: who is to do what by a manual, and duties that two departments hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.manual_flow import Flow
from assistant.manual_model import Flaw, FlawKind, Place
from assistant.manual_outline import Section

_UNIT = r"(?:中心|部门|部|处|科|室|办公室|小组|委员会|车间|工段)"
_POST = (
    r"(?:管理者代表|最高管理者|副?总经理|副总|管理师|调度员|回访员|回访人员|维修人员|返修人员|安装人员"
    r"|服务人员|主管|经理|专员|助理|业务员|监督员|工程师|站长|店长)"
)
_NAME = rf"(?:[一-龥]{{1,8}}?{_UNIT})?(?:[一-龥]{{0,6}}?{_POST})|[一-龥]{{1,8}}?{_UNIT}"
_OPENS = re.compile(
    rf"^[\s·•*\-—\d.、)）(（a-z]*(?:本?公司)?(?P<name>{_NAME})(?=(?:统一|具体|全面|主要|应|须|要|每年|每月|每季度?|严格)*"
    r"(?:负责|组织|制[订定]|是|在|进行|按|根据))"
)
_BY = re.compile(rf"(?:由|归|属)(?:[本我]?公司|企业)?(?P<name>{_NAME})")
_NOT_DOING = re.compile(
    r"协助|配合|参[加与]|会同|上报|报[告送请]|批准|审[批核]|交[由给予]?|通知|接受|提供|要求"
)
_AT_TIMES = re.compile(r"一般由|必要时|可由|特殊情况|委托|授权")
"""What holds in some cases only is no second holder of the duty."""
_WATCHED = re.compile(r"[^，。；]{0,6}(?:抽查|检查|监督|验证|统计)")
"""Who watches a duty does not hold it."""
_ANY = re.compile(r"^(?:各|有关|相关|本|其他|责任|所在|使用|主管)(?:有关|相关)?部门?$")
_RESPONSIBLE = r"负责(?!人)"
_DUTIES: dict[str, tuple[str, ...]] = {
    "网点管理": (
        r"(?:网点|服务站)[^，。；]{0,10}管理",
        r"(?:网点确定后|网点的运行)[^。；]{0,24}运行管理",
    ),
    "网点设立": (r"(?:网点|服务站)(?:的)?设立", r"设点申请"),
    "服务制度的制订与修订": (
        r"(?:制[订定]|修订|完善修改)[^，。；]{0,10}(?:服务制度|规章制度)",
        r"服务制度的(?:制[订定]|修订)|制度的修订",
    ),
    "制度执行的监督": (
        r"制度(?:的)?(?:日常的?)?执行情况(?:进行|的)?监督",
        r"制度执行[^，。；]{0,16}监督",
    ),
    "服务监督": (r"(?:全公司|公司|企业)(?:售后)?服务(?:的)?监督|监督售后服务质量",),
    "配送": (
        r"组织(?:送货|配送)|产品的?配送",
        rf"{_RESPONSIBLE}[^，。；]{{0,4}}配送|配送(?:工作)?由",
    ),
    "安装调试": (
        r"产品的?配送[,，、]安装|(?<!外委)安装设备|安装人员安装调试|安装调试服务由",
        rf"{_RESPONSIBLE}[^。；]{{0,6}}(?:安装|调试)(?!服务人员)",
    ),
    "投诉处理": (
        r"(?:处理|受理)(?:顾客|客户|用户)?的?(?:投诉|客诉)",
        r"(?:投诉|客诉|意见件)(?:的)?(?:处理|受理|登记)由",
        rf"{_RESPONSIBLE}[^，。；]{{0,6}}(?:投诉|客诉|意见件)(?:的)?(?:处理|受理|登记)",
    ),
    "退换货受理": (r"受理[^，。；]{0,6}退换货|退换货的?受理",),
    "回访": (
        r"(?:对(?:客户|顾客|用户))?进行(?:回访|回电)|做好(?:回访|回电)工作",
        rf"{_RESPONSIBLE}[^，。；]{{0,6}}(?:回访|回电)|(?:回访|回电)(?:工作)?由",
    ),
    "派工": (rf"{_RESPONSIBLE}[^。；]{{0,10}}(?:派工|派单)(?!记录)|(?:派工|派单)[”\"]?[:：]?由",),
    "客户档案": (
        r"(?:建立|负责|管理|维护)[^，。；]{0,14}(?:客户|顾客|用户)档案",
        r"录入一机一档|维护一机一档",
    ),
    "顾客满意度调查": (
        r"(?:满意度|客户意见|顾客意见)(?:的)?调查(?!表|报告)",
        r"(?:发放|回收)[^，。；]{0,8}满意度调查表|走访(?:重点)?(?:顾客|客户|用户)",
    ),
    "人员培训": (
        rf"(?:{_RESPONSIBLE}|组织)[^，。；]{{0,14}}(?:人员|员工)[^，。；]{{0,6}}培训|制度的培训",
    ),
    "培训计划": (r"制[定订][^，。；]{0,10}培训计划",),
    "备件管理": (
        rf"{_RESPONSIBLE}[^，。；]{{0,6}}(?:备品备件|备件|配件|随修件)(?:的)?(?:管理|采购|供应|配发)",
    ),
    "记录的整理上交": (r"整理(?:完备后)?上交",),
    "文件发放": (r"(?:文件|手册)[^。；]{0,16}由[^，。；]{2,8}(?:登记|编号)?发放",),
    "内部评价": (rf"(?:组织|{_RESPONSIBLE}|牵头)[^，。；]{{0,14}}内部(?:服务)?(?:评价|审核)",),
    "应急指挥": (rf"(?:{_RESPONSIBLE}|组织)[^，。；]{{0,8}}(?:应急处置|应急响应|抢修)",),
    "校准": (rf"(?:{_RESPONSIBLE}|组织)[^，。；]{{0,12}}(?:校准|检定)",),
    "结算": (rf"(?:{_RESPONSIBLE}|办理)[^，。；]{{0,8}}结算",),
}
"""Duties that service manuals give out, in the words they use; what is not here is not seen."""
_TOPICS = {name: re.compile("|".join(said)) for name, said in _DUTIES.items()}
_CLAUSE = re.compile(r"[^。；;\n]+")


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that a sentence gives to somebody."""

    topic: str
    who: str
    place: Place


def split(flows: Sequence[tuple[Flow, Sequence[Section]]]) -> Iterator[Flaw]:
    """Yield the duties that different departments, or posts of one, hold in different places."""
    held: dict[str, list[Duty]] = {}
    units: dict[str, str] = {}
    for flow, sections in flows:
        units.update(_units(flow))
        for duty in duties(flow, sections):
            held.setdefault(duty.topic, []).append(duty)
    for topic, found in held.items():
        kept: list[Duty] = []
        for duty in found:
            if not any(_is_same(duty.who, other.who, units) for other in kept):
                kept.append(duty)
        if len(kept) > 1:
            names = "、".join(duty.who for duty in kept)
            places = tuple(duty.place for duty in kept)
            yield Flaw(FlawKind.SPLIT_DUTY, places, f"“{topic}”分别归{names}，请明确归口")


def duties(flow: Flow, sections: Sequence[Section]) -> Iterator[Duty]:
    """Yield the duties of a manual, one for each sentence and topic."""
    for match in _CLAUSE.finditer(flow.text):
        for start, end in _pieces(match.start(), match.end(), sections):
            sentence = flow.text[start:end]
            for topic, pattern in _TOPICS.items():
                told = pattern.search(sentence)
                if told is None or ("监督" not in topic and _WATCHED.match(sentence, told.end())):
                    continue
                who = _holder(sentence, told)
                if who:
                    place = Place(flow.document, *flow.span(start, end), _section(start, sections))
                    yield Duty(topic, who, place)


def _pieces(start: int, end: int, sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence between the numbers of sections."""
    for section in sections:
        if start <= section.start < end:
            if section.start > start:
                yield start, section.start
            start = section.body
    if start < end:
        yield start, end


def _section(start: int, sections: Sequence[Section]) -> str:
    inside = [s for s in sections if s.start <= start < s.end]
    return f"{inside[-1].procedure} {inside[-1].label}".strip() if inside else ""


def _holder(sentence: str, told: re.Match[str]) -> str:
    """Return who holds the duty, "" if nobody is named or only helps, approves or is told."""
    if _AT_TIMES.search(sentence):
        return ""
    by = [m for m in _BY.finditer(sentence) if abs(m.start() - told.start()) <= 40]
    near = min(by, key=lambda m: abs(m.start() - told.start()), default=None)
    opens = _OPENS.match(sentence)
    found = near or opens
    if found is None:
        return ""
    between = sentence[min(found.end(), told.end()) : max(found.end("name"), told.start())]
    if _NOT_DOING.search(between[-12:]) or _ANY.match(found["name"]):
        return ""
    return found["name"]


def _units(flow: Flow) -> dict[str, str]:
    """Return post -> department, where a manual names them together (技术部维修人员)."""
    together = re.compile(
        rf"(?:^|[^一-龥]|由|交|公司)(?P<unit>[一-龥]{{1,8}}?{_UNIT})(?P<post>{_POST})"
    )
    return {m["post"]: m["unit"] for m in together.finditer(flow.text)}


def _is_same(one: str, other: str, units: dict[str, str]) -> bool:
    """Whether two names are one: the same, one in the other, or a post and its department."""
    if one in other or other in one:
        return True
    return units.get(one, one) in other or units.get(other, other) in one
