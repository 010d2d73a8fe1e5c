"""Quantitative statements of a document, one value with its condition at a time."""

import re
from collections.abc import Iterator, Sequence

from assistant import regions
from assistant.promise_model import Promise, statement
from assistant.promise_values import (
    URGENT,
    frequencies,
    hours,
    periods,
    phones,
    rates,
    returns,
)
from assistant.quantities import Unit
from assistant.roles import Role, events_in
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.rule_reading import of_document
from assistant.rule_subjects import subjects
from ingest.model import Block, BlockKind, Document

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT, BlockKind.HEADING)
_PART = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CASE = re.compile(
    r"省内|省外|市内|市外|市区|城区|郊区|郊县|县|乡镇|本地|外地|境内|境外"
    r"|一般(?=[一-龥])(?![省市城郊县本外境])|普通|重大|严重"
    r"|紧急|特急|险情|应急"
    r"|[PS]\s?\d级?|[A-D一二三四1-4][类级](?!书)|(?:保修|质保)期?[内外]|工作日|节假日|夜间"
    r"|[一-龥]{2}鉴定|批次"
)
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


def read(document: Document) -> list[Promise]:
    """Return the quantitative statements of a document, each value and condition once."""
    found = [p for rule in of_document(document) for p in _of_rule(rule)]
    for block in document.blocks:
        if block.kind in _ASIDE or block.hidden:
            continue
        for start, end in _parts(document, block):
            for reader in (periods, frequencies, phones, hours, returns, rates):
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
    if rule.kind is RuleKind.REMEDY:
        yield _remedy(rule)
    if rule.kind is not RuleKind.WITHIN:
        return
    roles = [role for role in events_in(rule.ends) if role not in _NO_ACTS]
    if not roles or (_VAGUE.search(rule.ends) and not subjects(rule.text)):
        yield from _unnamed(rule)
        return
    for limit in rule.limits:
        if limit.quantity.text in _NAMED_DAYS:
            continue
        several = len(rule.limits) > 1
        wide = not several or not limit.near
        condition = case_of(limit.near) or (case_of(limit.head) if wide else "")
        if URGENT.search(rule.text) or _ALARM.search(rule.text):
            condition = "应急"
        elif several and not condition and not _ends_in_start(limit.head):
            condition = limit.near
        if several and len(regions.named(limit.case)) > len(regions.named(condition)):
            condition = re.split(r"[，。；]|(?<=内)、", limit.case)[-1].strip()
        yield _limit(rule, roles[0], limit, condition)


def _unnamed(rule: Rule) -> Iterator[Promise]:
    """Yield a limit for something that has no name of its own here, by the words before it."""
    limit = rule.limits[0]
    words = _SINCE.sub("", _NUMBERED.sub("", re.split(r"[，。；：]", limit.head)[-1]))
    words = re.sub(r"(?:应当?|须|必须|在|于|将)+\s*$", "", words.strip()).strip()
    if len(rule.limits) > 1 or len(words) < _NAME_CHARS or limit.quantity.text in _NAMED_DAYS:
        return
    said = statement(rule.document, rule.start, rule.end, limit.quantity.text, "")
    yield Promise(f"{UNNAMED}{words}", f"{words[:12]}的时限", limit.quantity.size, said)


UNNAMED = "unnamed:"
"""How the keys begin of what has no name: they are compared by likeness."""
_VAGUE = re.compile(r"^[^，。；]{0,3}(?:完成|做完|完毕)(?![^，。；]{0,4}(?:修|安装|调试|维))")
_SINCE = re.compile(
    r"(?:自从?|从|在|于)[^，。；]{1,12}?(?:之日|之时)?(?:起算?|以?后|之后)(?:计算?|算)?"
)
_NUMBERED = re.compile(r"^\s*(?:第[一二三四五六七八九十百\d]+[条章]|[A-Z]?\d+(?:\.\d+)*[.、]?)\s*")
_NAME_CHARS = 4


def _remedy(rule: Rule) -> Promise:
    """Return from when something is owed for what takes too long (超过7日未寄回，提供备机)."""
    quantity = rule.limits[0].quantity
    owed = rule.duty[:8]
    about = "+".join(sorted(subjects(owed))) or owed
    roles = events_in(rule.ends)
    said = statement(rule.document, rule.start, rule.end, f"超过{quantity.text}", "")
    topic = f"超期未{rule.ends[:6]}的补救条件"
    return Promise(f"remedy:{roles[0] if roles else ''}:{about}", topic, quantity.size, said)


_ALARM = re.compile(r"被困|下坠|泄漏|泄露|事故|突发|伤亡|起火|触电")
_NAMED_DAYS = ("当日", "当天", "次日", "第二天", "翌日")
_NO_ACTS = (Role.APPOINTMENT, Role.RESCHEDULED, Role.PLANNED, Role.VALID_UNTIL)


def _ends_in_start(head: str) -> bool:
    return re.search(r"起|后|投诉|客诉|意见", head) is not None


def _limit(rule: Rule, role: Role, limit: Limit, condition: str) -> Promise:
    quantity = limit.quantity
    if role is Role.CALLED_BACK and (quantity.unit is Unit.MINUTE or _start(rule, role) == "open"):
        role = Role.REPLIED
    area = "complaint" if "complaint" in subjects(rule.text) and role in _SHARED else ""
    start = _start(rule, role)
    name = _NAMES.get(role, f"{rule.ends[:8]}时限")
    ends = "" if role in _DEFAULT_START else _object(rule, role)
    named = {"complaint": "意见（投诉）"}.get(area, "")
    own = limit.start >= 0 and rule.shared
    first, last = (limit.start, limit.end) if own else (rule.start, rule.end)
    said = statement(rule.document, first, last, quantity.text, condition)
    return Promise(f"within:{role}:{ends}:{start}:{area}", f"{named}{name}", quantity.size, said)


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


def _once(found: Sequence[Promise]) -> list[Promise]:
    kept: dict[tuple[str, str, tuple[str, float | str]], Promise] = {}
    for promise in found:
        kept.setdefault((promise.key, promise.statement.condition, promise.size), promise)
    return list(kept.values())
