"""Values in running text that no event bounds: periods, cycles, allowances."""

import re
from collections.abc import Iterator

from assistant import quantities
from assistant.promise_model import UNNAMED, Promise, statement
from assistant.quantities import Comparison, Quantity, Unit
from ingest.model import Block, BlockKind, Document

_REVISED = re.compile(r"^\s*(?:压缩|缩短|调整|延长|改|提高|降低|变更|放宽|收紧)[为到至成]")
_FILLER = re.compile(
    r"(?:^|[，,])\s*(?:第[一二三四五六七八九十百\d]+[条章]|[A-Z]?\d{1,2}(?:\.\d{1,2})+"
    r"|[a-z\d①-⑳·•\-]+[).、）]"
    r"|[一二三四五六七八九十]+、|·)?\s*"
)
PERIODS: tuple[tuple[str, str, str], ...] = (
    (
        "warranty",
        "保修（质保）期",
        r"质量保证期|保修期?|质保期?|三包期|免费保修|保证期"
        r"|(?<![担确环三])[管包]?保(?=\s*(?:[\d一二两三四五六七八九十]+\s*(?:年|个月)|$))|[管包]修(?=\s*[\d一二两三四五六七八九十])",
    ),
    ("upkeep", "免费维护期", r"免费(?:维护|维保|运维|升级|技术支持|更新)|不另?[收要][钱费]"),
    ("shelf", "保质期", r"保质期"),
    ("supply", "停产后配件供应年限", r"停产|停止生产"),
    ("life", "安全使用年限", r"(?:使用年限|使用寿命|使用期限)"),
    ("trial", "试运行（护航）时长", r"试?运[转行]|护航"),
    ("retention", "记录保存期限", r"保存期?限?|存档|留存"),
)
_NO_PERIOD = re.compile(
    r"(?:期满前|到期前|届满前|提前|延长|延保|顺延|增加|剩余|超过|预计|首次使用)[^，。；]{0,8}$"
    r"|内[^，。；]{0,6}$"
)
_STATUTORY = re.compile(
    r"(?:国家|国标|法定|三包)[^，；]{0,12}$|(?:国家|法定|三包)[^，；]*(?:规定|要求)"
)
"""What the law asks is no promise of the firm's: 不低于国家关于整机1年的规定."""
_SUPPLY_CHARS, _SUPPLY_MONTHS = 14, 12
_SUPPLIED = r"供|备[件货]|[有给][^，。；]{0,4}件|[能可]修|修得了|有货"
_FREE = re.compile(
    r"\s*(?:以|之)?内(?:同样|均|都|一律|可|享受?|我们)*\s*(?:免费(?:维|保|修|升|更|技)|不(?:另?收|要)[钱费])"
)
_LONG = {Unit.MONTH, Unit.DAY}
_SINCE_WHEN = re.compile(
    r"(?:验收|交[付货]|签收|[到发]货|安装|调试|投运|开机|购买|使用|上线)[^，。；：]{0,6}(?:之日)?[起后]$"
    r"|(?:自从?|从)[^，。；]{1,16}?(?:之日|之时)?(?:起算?|以?后)(?:计算?|算)?"
)
_ANY_GOODS = re.compile(
    r"(?:本|我|贵|该|此|甲方|乙方|公司|所有|全部|各类|所售|销售|供应|提供|的)*"
    r"(?:产品|商品|设备|机器|货物|仪器|车辆?)?"
)
"""Words that name no goods in particular."""


def periods(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield warranty periods, supply of parts after end of production, retention periods."""
    text = quantities.punctuated(document.text[start:end])
    for key, topic, words in PERIODS:
        if not re.search(words, text) or (key == "supply" and not re.search(_SUPPLIED, text)):
            continue
        for quantity in quantities.find(text):
            if not _is_period(text, quantity, key, words):
                continue
            condition = _thing(text, quantity, words) if key != "supply" else ""
            said = statement(document, start, end, quantity.text, condition)
            yield Promise(f"period:{key}", topic, quantity.size, said)
            used = _OR_USED.match(text, quantity.end) if key == "warranty" else None
            if used is not None:
                size = (used["unit"].lower().replace("千米", "公里").replace("km", "公里"),
                        float(used["n"]) * (10_000 if used["many"] else 1))  # fmt: skip
                said = statement(document, start, end, used.group().lstrip("或者/、 "), condition)
                yield Promise("period:warranty:used", "保修（质保）里程或用量", size, said)


_OR_USED = re.compile(
    r"\s*(?:或者?|/|、)\s*(?:行驶)?\s*(?P<n>\d+(?:\.\d+)?)\s*(?P<many>万)?\s*"
    r"(?P<unit>公里|千米|km|台时|工作小时|小时|次)",
    re.IGNORECASE,
)
"""The other end of a warranty, whichever comes first: 三年或20万公里."""


def _is_period(text: str, quantity: Quantity, key: str, words: str) -> bool:
    if quantity.comparison in (Comparison.AHEAD, Comparison.BEYOND):
        return False
    if quantity.unit not in _LONG and (key != "trial" or quantity.unit is not Unit.HOUR):
        return False
    used = _OR_USED.match(text, quantity.end)
    end = used.end() if used else quantity.end
    before, after = text[: quantity.start], text[end : end + 6]
    clause = re.split(r"[，,；;\t]", before)[-1]
    if _NO_PERIOD.search(clause) or _REVISED.match(after) or re.search(r"延长|延保", clause):
        return False
    if _STATUTORY.search(re.split(r"[，；]", before)[-1]):
        return False
    near = clause + after
    if key == "supply":
        near += text[quantity.end : quantity.end + _SUPPLY_CHARS]
        enough = quantity.unit is Unit.MONTH and quantity.value >= _SUPPLY_MONTHS
        return enough and re.search(_SUPPLIED, near) is not None
    if quantity.comparison is Comparison.AT_MOST and re.match(r"\s*(?:以|之)?内", after):
        return quantity.unit is Unit.MONTH and _FREE.match(text, end) is not None
    listed = key == "life" and re.search(rf"(?:{words})[^，。；\d]{{0,3}}：", before)
    where = near if key in ("retention", "life", "trial") and not listed else before + after
    return re.search(words, where) is not None or re.search(rf"(?:{words})$", clause) is not None


def _thing(text: str, quantity: Quantity, words: str) -> str:
    """Return what a period holds for: 整机, 主要部件, or the words before it."""
    clauses = [c for c in re.split(r"[，,；;\t：:]", text[: quantity.start]) if c.strip()]
    named = [_SINCE_WHEN.sub("", clause) for clause in clauses[-2:]]
    named = [clause for clause in named if re.sub(rf"{words}|[期为是的]", "", clause).strip()]
    clause = next((words for words in reversed(named) if words.strip("自从 ")), "")
    if "重新" in text[: quantity.end]:
        return "更换后重新计算"
    if re.search(r"整机|整台|全机|(?:^|[，、：\d.条])\s*主机(?!板)", clause):
        return "整机"
    if "部件" in clause:
        return "主要部件"
    thing = re.sub(rf"(?:{words}|期限)[^，。；]{{0,3}}$", "", _FILLER.sub("", clause))
    thing = re.sub(r"(?:不少于|不低于|至少)\s*$", "", thing).strip("的为是（( ")[-24:]
    return "" if _ANY_GOODS.fullmatch(thing) else thing


_ACTS: tuple[tuple[str, str, str], ...] = (
    ("maintain", "保养（例保）周期", r"例保|保养|养护|维保|维护|巡检"),
    ("visit", "走访周期", r"走访|拜访"),
    ("callback", "回访周期", r"回访|随访"),
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
    found = quantities.find_frequencies(_TIMES.sub(lambda m: _DIGITS[int(m.group())], text))
    plain = _QUOTED.sub(lambda match: "　" * len(match.group()), text)
    label = text.split("\t")[0] if block.kind is BlockKind.ROW else ""
    for index, frequency in enumerate(found):
        later = found[index + 1].start if index + 1 < len(found) else len(text)
        after = re.split(r"[，,。；;\t]", plain[frequency.end :])[0]
        until = plain[frequency.end : later].split("一次")[0][:16]
        before = re.split(r"[，,；;：:\t]|一次", plain[: frequency.start])[-1]
        head = plain[: frequency.start].rpartition("：")[0] if len(found) > 1 else label
        act = _act(frequency.text) or _act(until) or _act(after)
        act = act or _act(before[-_MOST_CHARS:]) or _act(head[-_MOST_CHARS:])
        labelled = bool(label) and label not in before
        words = (label, "") if labelled else (before, after or until)
        act = act or _other_act(words[0], frequency.text, words[1])
        if act is None:
            continue
        condition = _OURS.sub("", _FILLER.sub("", before).strip("、由对应在我们 ")[-16:])
        value = f"{frequency.text}{f'{frequency.times:g}次' if frequency.times > 1 else ''}"
        months = frequency.months or frequency.days / 30.4
        size = ("every", round(months / max(frequency.times, 1.0), 3))
        said = statement(document, start, end, value, condition)
        yield Promise(*act, size, said)


_QUOTED = re.compile(r"[“《「][^”》」]*[”》」]")
"""Names of prizes and forms say nothing of what is done."""
_TIMES = re.compile(r"(?<=[年月周天日季度期])[1-9](?=\s*次)")
_DIGITS = "零一二三四五六七八九"
"""每年2次 and 每年二次 are one; `quantities` takes a digit behind 每年 for a date."""
_OURS = re.compile(r"^(?:[甲乙]方|我[们司]|本?公司|服务商|厂家)$")
_PAPER = r"(?!单|表|记录|人员|[员组队费]|日志|报告|台账|计划)"


def _act(text: str) -> tuple[str, str] | None:
    named = (
        (f"every:{key}", name)
        for key, name, words in _ACTS
        if re.search(f"(?:{words}){_PAPER}", text)
    )
    return next(named, None)


def _other_act(before: str, cycle: str, after: str) -> tuple[str, str] | None:
    """Return a cycle of something that has no name of its own here, by the words around it."""
    words = f"{_FILLER.sub('', before)[-_MOST_CHARS:]}{_CYCLE.sub('', cycle)}{after}"
    words = re.sub(r"[一\d]?次.*$|至少|不少于|定期|组织|进行|要求|[每各由对应须在]|\s", "", words)
    if len(re.findall(r"[一-龥]", words)) < _NAME_CHARS:
        return None
    return f"{UNNAMED}every:{words[: 2 * _MOST_CHARS]}", f"{words[:_MOST_CHARS]}的周期"


_CYCLE = re.compile(
    r"[每隔逐]|[\d零一二三四五六七八九十百两半]+|个?(?:工作日|星期|季度?|[年月周天日])|次"
)
_NAME_CHARS, _MOST_CHARS = 3, 10


_ALLOWANCES: tuple[tuple[str, str, str], ...] = (
    ("maintain", "保养次数", r"例保|保养|养护|维保|维护|巡检|清洗|体检"),
    ("train", "培训次数", r"培训|授课|讲解"),
    ("move", "移机次数", r"移机|拆装|挪机"),
    ("visit", "上门次数", r"上门|走访|回访"),
    ("calibrate", "校准（检测）次数", r"校准|检定|检测|调校"),
    ("upgrade", "升级次数", r"升级|更新"),
)
_GRANTED = re.compile(
    r"免费|赠送?|附送|享受?|包含|提供|(?:保修|质保|合同|服务|协议)期?[内限]|首年|保内"
)
_N_TIMES = re.compile(
    r"(?<![第每逐少])(?!二次[一-龥])(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*"
    r"(?:次(?![日性以数])|[回趟遍](?![访电复信话收]))"
)


def allowances(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield how many times something is given for nothing: 保修期内免费维保两次."""
    text = quantities.punctuated(document.text[start:end])
    if not _GRANTED.search(text):
        return
    cycles = quantities.find_frequencies(text)
    for match in _N_TIMES.finditer(text):
        if any(c.start <= match.start() <= c.end + _CYCLE_CHARS for c in cycles):
            continue
        before, after = text[: match.start()], text[match.end() :]
        near = re.split(r"[，；。]", before)[-1] + re.split(r"[，；。]", after)[0]
        act = next((a for a in _ALLOWANCES if re.search(a[2], near)), None)
        if act is None or not _GRANTED.search(near):
            continue
        size = ("times", quantities.number(match["n"]))
        said = statement(document, start, end, match.group(), "")
        yield Promise(f"times:{act[0]}", act[1], size, said)
        for due in quantities.find(before):
            if due.unit is Unit.MONTH and due.comparison is Comparison.BEYOND:
                said = statement(document, start, end, f"满{due.text}", "")
                yield Promise(f"after:{act[0]}", f"免费{act[1][:2]}的起始", due.size, said)


_CYCLE_CHARS = 24
"""So far behind 每季度 a number of times still belongs to it (assumed)."""
