"""Values in running text that no event bounds: periods, cycles, telephone numbers, hours, rates."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import Promise, statement
from assistant.quantities import Comparison, Quantity, Unit
from ingest.model import Block, BlockKind, Document

_REVISED = re.compile(r"^\s*(?:压缩|缩短|调整|延长|改|提高|降低|变更|放宽|收紧)[为到至成]")
_FILLER = re.compile(
    r"(?:^|[，,])\s*(?:第[一二三四五六七八九十百\d]+[条章]|[a-z\d①-⑳·•\-]+[).、）]"
    r"|[一二三四五六七八九十]+、|·)?\s*"
)
URGENT = re.compile(r"应急|险情|紧急|值班|抢险")
"""Words for lines that are for emergencies only."""

_PERIODS: tuple[tuple[str, str, str], ...] = (
    ("warranty", "保修（质保）期", r"保修期?|质保期?|三包期|免费保修|保证期"),
    ("supply", "停产后配件供应年限", r"停产|停止生产"),
    ("life", "安全使用年限", r"(?:使用年限|使用寿命|使用期限)"),
    ("trial", "试运行（护航）时长", r"试?运[转行]|护航"),
    ("retention", "记录保存期限", r"保存期?限?|存档|留存"),
)
_NO_PERIOD = re.compile(
    r"(?:期满前|到期前|届满前|提前|延长|延保|剩余|超过|预计|首次使用)[^，。；]{0,8}$"
    r"|内[^，。；]{0,6}$"
)
_LONG = {Unit.MONTH, Unit.DAY}


def periods(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield warranty periods, supply of parts after end of production, retention periods."""
    text = quantities.punctuated(document.text[start:end])
    for key, topic, words in _PERIODS:
        if not re.search(words, text) or (key == "supply" and not re.search(r"供|提供|备", text)):
            continue
        for quantity in quantities.find(text):
            if not _is_period(text, quantity, key, words):
                continue
            condition = _thing(text, quantity, words) if key != "supply" else ""
            said = statement(document, start, end, quantity.text, condition)
            yield Promise(f"period:{key}", topic, quantity.size, said)


def _is_period(text: str, quantity: Quantity, key: str, words: str) -> bool:
    if quantity.comparison in (Comparison.AHEAD, Comparison.BEYOND):
        return False
    if quantity.unit not in _LONG and (key != "trial" or quantity.unit is not Unit.HOUR):
        return False
    before, after = text[: quantity.start], text[quantity.end : quantity.end + 6]
    clause = re.split(r"[，,；;\t]", before)[-1]
    if _NO_PERIOD.search(clause) or _REVISED.match(after) or re.search(r"延长|延保", clause):
        return False
    if quantity.comparison is Comparison.AT_MOST and re.match(r"\s*(?:以|之)?内", after):
        return False
    near = clause + after
    if key == "supply":
        return quantity.unit is Unit.MONTH and quantity.value >= 12 and "供" in near
    where = near if key in ("retention", "life", "trial") else before + after
    return re.search(words, where) is not None


def _thing(text: str, quantity: Quantity, words: str) -> str:
    """Return what a period holds for: 整机, 主要部件, or the words before it."""
    clause = re.split(r"[，,；;\t：:]", text[: quantity.start])[-1]
    if "重新" in text[: quantity.end]:
        return "更换后重新计算"
    if re.search(r"整机|整台|全机|主机(?!板)", clause):
        return "整机"
    if "部件" in clause:
        return "主要部件"
    named = re.sub(rf"(?:{words}|期限)[^，。；]{{0,3}}$", "", _FILLER.sub("", clause))
    return re.sub(r"(?:不少于|不低于|至少)\s*$", "", named).strip("的为是（( ")[-24:]


_ACTS: tuple[tuple[str, str, str], ...] = (
    ("maintain", "保养（例保）周期", r"例保|保养|养护|维保|维护|巡检"),
    ("visit", "走访周期", r"走访|拜访"),
    ("survey", "满意度调查周期", r"满意度|调查|问卷"),
    ("drill", "应急演练周期", r"演练"),
    ("assess", "内部评价周期", r"内部(?:服务)?评价|内审|内部审核"),
    ("calibrate", "校准周期", r"校准|检定"),
    ("stocktake", "盘点周期", r"盘点"),
    ("inspect", "点检周期", r"点检"),
    ("promise_check", "承诺核对周期", r"(?:承诺|口径|数字)[^。；]{0,40}(?:核对|对一遍)"),
    ("urge", "催促周期", r"催促|催办"),
)


def frequencies(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield how often something is done: 升降货梯每月例保一次."""
    text = quantities.punctuated(document.text[start:end])
    found = quantities.find_frequencies(text)
    for index, frequency in enumerate(found):
        later = found[index + 1].start if index + 1 < len(found) else len(text)
        after = re.split(r"[，,。；;\t]", text[frequency.end :])[0]
        until = text[frequency.end : later].split("一次")[0][:16]
        before = re.split(r"[，,；;：:\t]|一次", text[: frequency.start])[-1]
        act = _act(frequency.text) or _act(until) or _act(after)
        act = act or _other_act(after or until) or _other_act(before)
        if act is None:
            continue
        condition = _FILLER.sub("", before).strip("、由对应在我们 ")[-16:]
        value = f"{frequency.text}{f'{frequency.times:g}次' if frequency.times > 1 else ''}"
        months = frequency.months or frequency.days / 30.4
        size = ("every", round(months / max(frequency.times, 1.0), 3))
        said = statement(document, start, end, value, condition)
        yield Promise(f"every:{act[0]}", act[1], size, said)


def _act(text: str) -> tuple[str, str] | None:
    return next(((key, name) for key, name, words in _ACTS if re.search(words, text)), None)


def _other_act(text: str) -> tuple[str, str] | None:
    """Return a cycle of something that has no name of its own here, by its first words."""
    words = re.sub(r"^(?:至少|不少于|定期|各|组织|进行|要求?)+|[一\d]?次.*$", "", text.strip())
    return (words[:8], f"{words[:10]}的周期") if len(words) >= 2 else None


_PHONE = re.compile(
    r"(?<![\d-])(?:[48]00[-\s]?\d{3}[-\s]?\d{4}|0\d{2,3}[-\s]?\d{7,8}"
    r"|1[3-9]\d[-\s]?\d{3,4}[-\s]?\d{3,4}[-\s]?\d{0,4}|\d{4}-\d{4})(?![\d-])"
)
_HOTLINE = re.compile(r"热线|客服|服务电话|报修电话|报修[、，]|售后电话|联系电话|400|拨打|联系人")


def phones(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield hotline numbers; the numbers of branches and persons in tables are no hotlines."""
    text = quantities.fold(document.text[start:end])
    for match in _PHONE.finditer(text):
        label = re.split(r"[；;。]", text[: match.start()])[-1][-16:]
        free = match.group().startswith(("400", "800"))
        told = free or (block.kind is not BlockKind.ROW and _HOTLINE.search(label) is not None)
        if "传真" in label or not told:
            continue
        number = re.sub(r"[\s-]", "", match.group())
        use = "应急" if URGENT.search(label[-8:]) else ""
        if re.search(r"举报|监督|投诉", label[-8:]) and not re.search(r"报修|咨询|客服", label):
            use = "投诉"
        said = statement(document, start, end, match.group(), "")
        yield Promise(f"phone:{use}", f"{use or '报修（客服）'}热线号码", ("phone", number), said)


_CLOCK = r"(\d{1,2})\s*(?::|点|时)\s*(\d{2})?\s*分?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-—–~～至到]+|——)\s*(次日|第二天|晚上?|下午)?\s*{_CLOCK}")
_ROUND = re.compile(
    r"(?:7\s*[×xX*]\s*24|24\s*小时(?:×\s*\d+\s*天)?(?=[^，。；]{0,4}(?:热线|服务热线|受理|值守"
    r"|值班|接听|客服|在线|开通|全天|不间断|有人))|全天候|昼夜)"
)
_ATTENDED = re.compile(r"受理|接听|热线|服务时间|工作时间|客服|电话|人工|值守|在线|400")


def hours(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield when the hotline is attended."""
    text = quantities.fold(document.text[start:end])
    around = text + " ".join(block.heading) + " ".join(block.columns)
    if not _ATTENDED.search(around):
        return
    for match in (*_SPAN.finditer(text), *_ROUND.finditer(text)):
        clause = text[: match.start()].rsplit("；", 1)[-1].rsplit("。", 1)[-1]
        near = re.split(r"[；;，,）)\s。]", text[match.end() :])[0][:12]
        urgent = URGENT.search(clause[-20:]) or re.search(r"应急|险情|夜间", near)
        size = _open_from_to(match)
        use = "应急" if urgent else ""
        night = "night" if size[:5] > size[6:] else ""
        said = statement(document, start, end, match.group().strip(), use)
        yield Promise(f"hours:{use}{night}", f"{use}热线受理时间", ("hours", size), said)


def _open_from_to(match: re.Match[str]) -> str:
    groups = match.groups()
    if len(groups) < 5 or groups[0] is None:
        return "00:00-24:00"
    first, minute, half, last, until = groups
    hour = int(last) + (12 if half in ("晚", "晚上", "下午") and int(last) < 12 else 0)
    return f"{int(first):02d}:{minute or '00'}-{hour:02d}:{until or '00'}"


_BACK = re.compile(r"退货|换货|退换|退机|换机|无理由退")


_REFUSED = re.compile(
    r"(?:无论|不论|任何|一律|一经|一旦|概|恕|均)[^。；]{0,24}?(?:不|无法)(?:予|能|可|得|办理|接受|支持|提供)*[^，。；]{0,4}?"
    r"(?:退|换)"
)
"""Refused in every case; 人为损坏的不予退货 is only a condition."""


def returns(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield within how many days goods may be returned or exchanged."""
    text = quantities.punctuated(document.text[start:end])
    if not _BACK.search(text):
        return
    refused = _REFUSED.search(text)
    if refused:
        said = statement(document, start, end, "不退不换", "")
        yield Promise("return", "退换货期限", ("refused", 0.0), said)
    for quantity in quantities.find(text):
        after = text[quantity.end : quantity.end + 40]
        if quantity.unit not in _LONG or quantity.comparison is not Comparison.AT_MOST:
            continue
        if not _BACK.search(after) or re.match(r"[^，]{0,6}(?:审批|答复|办理|审核)", after):
            continue
        words = "退货" if re.search(r"退货|退机|无理由退", after) else "换货"
        said = statement(document, start, end, quantity.text, words)
        yield Promise("return", "退换货期限", quantity.size, said)


_RATE = re.compile(r"(?P<name>[一-龥]{2,10}(?:率|满意度))[^，。；\d]{0,10}$")


def rates(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield targets in percent: 回访率≥95%."""
    text = quantities.punctuated(document.text[start:end])
    for quantity in quantities.find(text):
        match = _RATE.search(text[: quantity.start])
        if quantity.unit is Unit.PERCENT and match:
            said = statement(document, start, end, quantity.text, "")
            name = re.sub(r"^.*(?:的|和|与)", "", match["name"])
            yield Promise(f"rate:{name}", f"{name}目标", quantity.size, said)
