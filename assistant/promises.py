"""Quantitative statements of a document, one value with its condition at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import quantities
from assistant.quantities import Comparison, Quantity, Unit
from assistant.roles import Role, events_in
from assistant.rule_binding import subjects
from assistant.rule_model import Rule, RuleKind
from assistant.rule_reading import of_document
from ingest.model import Block, BlockKind, Document

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT, BlockKind.HEADING)
_PART = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CASE = re.compile(
    r"省内|省外|市内|市外|市区|城区|郊区|郊县|县|乡镇|本地|外地|境内|境外|一般|普通|重大|严重|紧急|特急|险情|应急"
    r"|[PS]\s?\d级?|[A-D一二三四1-4][类级](?!书)|(?:保修|质保)期?[内外]|工作日|节假日|夜间|[一-龥]{2}鉴定|批次"
)
_REVISED = re.compile(r"^\s*(?:压缩|缩短|调整|延长|改|提高|降低|变更|修订|放宽|收紧)(?:为|到|至|成)")
_FILLER = re.compile(r"(?:^|[，,])\s*(?:第[一二三四五六七八九十百\d]+[条章]|[a-z\d①-⑳·•\-]+[).、）]|[一二三四五六七八九十]+、|·)?\s*")
_DEFAULT_START = {
    Role.ARRIVED: "open", Role.REPLIED: "open", Role.CLOSED: "open", Role.DISPATCHED: "open",
    Role.CALLED_BACK: "done",
}  # fmt: skip
_OPEN = (Role.REPORTED, Role.RECEIVED, Role.OPENED)
_DONE = (Role.FINISHED, Role.ACCEPTED)
_NAMES = {
    Role.ARRIVED: "到场时限", Role.REPLIED: "响应（首次答复）时限", Role.CLOSED: "办结时限",
    Role.DISPATCHED: "派工时限", Role.CALLED_BACK: "回访时限", Role.FINISHED: "完成（修复）时限",
    Role.SUBMITTED: "提交时限", Role.APPROVED: "审批时限", Role.PAID: "退款（赔付）时限",
    Role.DELIVERED: "送达时限", Role.SHIPPED: "发货时限", Role.RETURNED: "归还（返还）时限",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a document states: `document.text[start:end] == quote`.

    Attributes:
        value: The value as a person reads it (12小时, 每季度, 400-…).
        condition: The cases it holds for (省内, 整机), "" for all.
    """

    document_id: str
    file: str
    start: int
    end: int
    quote: str
    value: str
    condition: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A statement with what is needed to compare it.

    Attributes:
        key: What it is about; statements of one key are one commitment.
        topic: The name of the key for a person.
        size: Comparable value: (kind, amount) or (kind, text).
    """

    key: str
    topic: str
    size: tuple[str, float | str]
    statement: Statement


def read(document: Document) -> list[Promise]:
    """Return the quantitative statements of a document, each value and condition once."""
    found = [p for rule in of_document(document) for p in _of_rule(rule)]
    for block in document.blocks:
        if block.kind in _ASIDE or block.hidden:
            continue
        for start, end in _parts(document, block):
            for reader in (_periods, _frequencies, _phones, _hours, _returns, _rates):
                found += reader(document, block, start, end)
    return _once(sorted(found, key=lambda promise: promise.statement.start))


def case_of(words: str) -> str:
    """Return the case that a few words name (省内, 重大, 整机), "" if they name none."""
    return "、".join(dict.fromkeys(_CASE.findall(words)))


def _parts(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind is BlockKind.ROW:
        yield block.start, block.end
        return
    for match in _PART.finditer(document.text, block.start, block.end):
        yield match.span()


def _of_rule(rule: Rule) -> Iterator[Promise]:
    if rule.kind is not RuleKind.WITHIN:
        return
    roles = [role for role in events_in(rule.ends) if role not in _NO_ACTS]
    if not roles:
        return
    for limit in rule.limits:
        several = len(rule.limits) > 1
        condition = case_of(limit.near) or (case_of(limit.head) if not several or not limit.near else "")
        if _URGENT.search(rule.text) or _ALARM.search(rule.text):
            condition = "应急"
        elif several and not condition and not _ends_in_start(limit.head):
            condition = limit.near
        yield _limit(rule, roles[0], limit.quantity, condition)


_NO_ACTS = (Role.APPOINTMENT, Role.RESCHEDULED, Role.PLANNED, Role.VALID_UNTIL)


def _ends_in_start(head: str) -> bool:
    return re.search(r"起|后|投诉|客诉|意见", head) is not None


def _limit(rule: Rule, role: Role, quantity: Quantity, condition: str) -> Promise:
    if role is Role.CALLED_BACK and (quantity.unit is Unit.MINUTE or _start(rule, role) == "open"):
        role = Role.REPLIED
    area = "complaint" if "complaint" in subjects(rule.text) and role in _SHARED else ""
    start = _start(rule, role)
    name = _NAMES.get(role, f"{rule.ends[:8]}时限")
    ends = "" if role in _DEFAULT_START else _object(rule, role)
    named = {"complaint": "意见（投诉）"}.get(area, "")
    statement = _statement(rule.document, rule.start, rule.end, quantity.text, condition)
    return Promise(f"within:{role}:{ends}:{start}:{area}", f"{named}{name}", quantity.size, statement)


def _object(rule: Rule, role: Role) -> str:
    """Return what a step that many things can take is about: an area of service, else its words."""
    if role in _NAMES and role is not Role.SUBMITTED:
        return "+".join(sorted(subjects(rule.text)))
    return rule.ends[:8]


_SHARED = (Role.REPLIED, Role.CLOSED, Role.FINISHED)
"""Steps that complaints and repairs both have."""


def _start(rule: Rule, role: Role) -> str:
    """Return from when time runs: an open case, a finished one, or the event's own name."""
    roles = events_in(rule.begins)
    if not roles:
        return _DEFAULT_START.get(role, "")
    if any(r in _DONE for r in roles):
        return "done"
    return "open" if roles[0] in _OPEN else roles[0].value


_PERIODS: tuple[tuple[str, str, str], ...] = (
    ("warranty", "保修（质保）期", r"保修期?|质保期?|三包期|免费保修|保证期"),
    ("supply", "停产后配件供应年限", r"停产|停止生产"),
    ("life", "安全使用年限", r"(?:使用年限|使用寿命|使用期限)"),
    ("retention", "记录保存期限", r"保存期?限?|存档|留存"),
)
_NO_PERIOD = re.compile(
    r"(?:期满前|到期前|届满前|提前|延长|延保|剩余|超过|预计|首次使用)[^，。；]{0,8}$|内[^，。；]{0,6}$"
)
_LONG = {Unit.MONTH, Unit.DAY}


def _periods(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield warranty periods, supply of parts after end of production, retention periods."""
    text = document.text[start:end]
    for key, topic, words in _PERIODS:
        if not re.search(words, text) or (key == "supply" and not re.search(r"供|提供|备", text)):
            continue
        for quantity in quantities.find(text):
            if not _is_period(text, quantity, key, words):
                continue
            condition = _thing(text, quantity, words) if key != "supply" else ""
            statement = _statement(document, start, end, quantity.text, condition)
            yield Promise(f"period:{key}", topic, quantity.size, statement)


def _is_period(text: str, quantity: Quantity, key: str, words: str) -> bool:
    if quantity.unit not in _LONG or quantity.comparison in (Comparison.AHEAD, Comparison.BEYOND):
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
    return re.search(words, near if key in ("retention", "life") else before + after) is not None


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


def _frequencies(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield how often something is done: 升降货梯每月例保一次."""
    text = document.text[start:end]
    found = quantities.find_frequencies(text)
    for index, frequency in enumerate(found):
        later = found[index + 1].start if index + 1 < len(found) else len(text)
        after = re.split(r"[，,。；;\t]", text[frequency.end :])[0]
        act = _act(text[frequency.end : later].split("一次")[0][:16]) or _act(after)
        if act is None:
            continue
        before = re.split(r"[，,；;：:\t]|一次", text[: frequency.start])[-1]
        condition = _FILLER.sub("", before).strip("、由对应在我们 ")[-16:]
        value = f"{frequency.text}{f'{frequency.times:g}次' if frequency.times > 1 else ''}"
        months = frequency.months or frequency.days / 30.4
        size = ("every", round(months / max(frequency.times, 1.0), 3))
        statement = _statement(document, start, end, value, condition)
        yield Promise(f"every:{act[0]}", act[1], size, statement)


def _act(text: str) -> tuple[str, str] | None:
    return next(((key, name) for key, name, words in _ACTS if re.search(words, text)), None)


_PHONE = re.compile(
    r"(?<![\d-])(?:[48]00[-\s]?\d{3}[-\s]?\d{4}|0\d{2,3}[-\s]?\d{7,8}|1[3-9]\d[-\s]?\d{3,4}[-\s]?\d{3,4}[-\s]?\d{0,4}|\d{4}-\d{4})(?![\d-])"
)
_HOTLINE = re.compile(r"热线|客服|服务电话|报修电话|报修[、，]|售后电话|联系电话|400|拨打|联系人")
_ALARM = re.compile(r"被困|下坠|泄漏|泄露|事故|突发|伤亡|起火|触电")
_URGENT = re.compile(r"应急|险情|紧急|值班|抢险")


def _phones(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield hotline numbers; the numbers of branches and persons in tables are no hotlines."""
    text = quantities.fold(document.text[start:end])
    for match in _PHONE.finditer(text):
        label = re.split(r"[；;。]", text[: match.start()])[-1][-16:]
        free = match.group().startswith(("400", "800"))
        if "传真" in label or not (free or (_HOTLINE.search(label) and block.kind is not BlockKind.ROW)):
            continue
        number = re.sub(r"[\s-]", "", match.group())
        use = "应急" if _URGENT.search(label[-8:]) else ""
        if re.search(r"举报|监督|投诉", label[-8:]) and not re.search(r"报修|咨询|客服", label):
            use = "投诉"
        statement = _statement(document, start, end, match.group(), "")
        yield Promise(f"phone:{use}", f"{use or '报修（客服）'}热线号码", ("phone", number), statement)


_CLOCK = r"(\d{1,2})\s*(?::|点|时)\s*(\d{2})?\s*分?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:[-—–~～至到]+|——)\s*(次日|第二天|晚上?|下午)?\s*{_CLOCK}")
_ROUND = re.compile(r"(?:7\s*[×xX*]\s*24|24\s*小时(?:×\s*\d+\s*天)?(?=[^，。；]{0,4}(?:热线|服务热线|受理|值守|值班|接听|客服|在线|开通|全天|不间断|有人))|全天候|昼夜)")
_ATTENDED = re.compile(r"受理|接听|热线|服务时间|工作时间|客服|电话|人工|值守|在线|400")


def _hours(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield when the hotline is attended."""
    text = quantities.fold(document.text[start:end])
    around = text + " ".join(block.heading) + " ".join(block.columns)
    if not _ATTENDED.search(around):
        return
    for match in (*_SPAN.finditer(text), *_ROUND.finditer(text)):
        clause = text[: match.start()].rsplit("；", 1)[-1].rsplit("。", 1)[-1]
        near = re.split(r"[；;，,）)\s。]", text[match.end() :])[0][:12]
        urgent = _URGENT.search(clause[-20:]) or re.search(r"应急|险情|夜间", near)
        size = _open_from_to(match)
        use = "应急" if urgent else ""
        night = "night" if size[:5] > size[6:] else ""
        statement = _statement(document, start, end, match.group().strip(), use)
        yield Promise(f"hours:{use}{night}", f"{use}热线受理时间", ("hours", size), statement)


def _open_from_to(match: re.Match[str]) -> str:
    groups = match.groups()
    if len(groups) < 5 or groups[0] is None:
        return "00:00-24:00"
    first, minute, half, last, until = groups
    hour = int(last) + (12 if half in ("晚", "晚上", "下午") and int(last) < 12 else 0)
    return f"{int(first):02d}:{minute or '00'}-{hour:02d}:{until or '00'}"


_BACK = re.compile(r"退货|换货|退换|退机|换机|无理由退")


def _returns(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield within how many days goods may be returned or exchanged."""
    text = document.text[start:end]
    if not _BACK.search(text):
        return
    for quantity in quantities.find(text):
        after = text[quantity.end : quantity.end + 40]
        if quantity.unit not in _LONG or quantity.comparison is not Comparison.AT_MOST:
            continue
        if not _BACK.search(after) or re.match(r"[^，]{0,6}(?:审批|答复|办理|审核)", after):
            continue
        words = "退货" if re.search(r"退货|退机|无理由退", after) else "换货"
        statement = _statement(document, start, end, quantity.text, words)
        yield Promise("return", "退换货期限", quantity.size, statement)


_RATE = re.compile(r"(?P<name>[一-龥]{2,10}(?:率|满意度))[^，。；\d]{0,10}$")


def _rates(document: Document, block: Block, start: int, end: int) -> Iterator[Promise]:
    """Yield targets in percent: 回访率≥95%."""
    text = document.text[start:end]
    for quantity in quantities.find(text):
        match = _RATE.search(text[: quantity.start])
        if quantity.unit is Unit.PERCENT and match:
            statement = _statement(document, start, end, quantity.text, "")
            name = re.sub(r"^.*(?:的|和|与)", "", match["name"])
            yield Promise(f"rate:{name}", f"{name}目标", quantity.size, statement)


def _statement(document: Document, start: int, end: int, value: str, condition: str) -> Statement:
    while start < end and document.text[start].isspace():
        start += 1
    quote = document.text[start:end].rstrip(" 。；;，,\n\t")
    return Statement(document.id, document.file, start, start + len(quote), quote, value, condition)


def _once(found: Sequence[Promise]) -> list[Promise]:
    kept: dict[tuple[str, str, tuple[str, float | str]], Promise] = {}
    for promise in found:
        kept.setdefault((promise.key, promise.statement.condition, promise.size), promise)
    return [replace(promise) for promise in kept.values()]
