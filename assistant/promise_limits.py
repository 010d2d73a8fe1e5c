"""A limit of a rule as a promise: which commitment it is, from when time runs, for which case."""

import re

from assistant.promise_model import Promise, Statement, statement
from assistant.quantities import Quantity, Unit
from assistant.roles import Role, events_in
from assistant.rule_model import Limit, Rule
from assistant.rule_subjects import subjects

_DEFAULT_START = {
    Role.ARRIVED: "open", Role.REPLIED: "open", Role.CLOSED: "open", Role.DISPATCHED: "open",
    Role.CALLED_BACK: "done",
}  # fmt: skip
_OPEN = (Role.REPORTED, Role.RECEIVED, Role.OPENED)
_DONE = (Role.FINISHED, Role.ACCEPTED)
NAMES = {
    Role.ARRIVED: "到场时限", Role.REPLIED: "响应（首次答复）时限", Role.CLOSED: "办结时限",
    Role.DISPATCHED: "派工时限", Role.CALLED_BACK: "回访时限", Role.FINISHED: "完成（修复）时限",
    Role.SUBMITTED: "提交时限", Role.APPROVED: "审批时限", Role.PAID: "退款（赔付）时限",
    Role.DELIVERED: "送达时限", Role.SHIPPED: "发货时限", Role.RETURNED: "归还（返还）时限",
}  # fmt: skip
_REPAIRED = (Role.FINISHED, Role.RETURNED, Role.CLOSED)
_ASKED = re.compile(r"预约|留言|下单|咨询|提交|来电|来函")
"""Starts of a case that are no events of a record: 预约后2小时内回电."""
_REFUND = re.compile(r"退款|退费|返款|原路(?:返回|退回)")
_STEPS: tuple[tuple[str, str, str], ...] = (
    (
        "installed",
        "安装完成时限",
        r"(?:完成|做完)[^，。；]{0,4}(?:安装|装机|调试)|(?:安装|装机|调试)[^，。；]{0,4}(?:完毕|完成|结束)",
    ),
    ("install", "安装时限", r"(?:安装|装机|调试)(?!人员|单|方案|队|工)"),
    ("trained", "培训时限", r"培训(?!部|组|师|中心|人员|[记教]|考核|计划|签到)|授课"),
    ("exchanged", "换货（换件）完成时限", r"换[到给好]|换上新|完成[换更]换"),
    ("quote", "报价时限", r"(?:给出|提供|出具|完成|作出)?报价(?!单[^，]{0,2}签)"),
)
"""Steps that have no role in records, by the words of what is to be done."""
_PLAN = re.compile(r"(?:给出|提出|拿出|制[定订]|答复)[^，。；]{0,4}(?:处理|解决)?方案")
_BARE_END = re.compile(r"(?:全部)?(?:完成|做完|完毕|结束)")


def limited(rule: Rule, role: Role, limit: Limit, condition: str) -> Promise:
    """Return a limit as a promise for a case; `role` is the step that is to be done in time."""
    quantity = limit.quantity
    step = _step(rule, limit)
    if step is not None:
        said = _said(rule, limit, condition)
        return Promise(f"within:{step[0]}", step[1], quantity.size, said)
    if _REFUND.search(rule.ends):
        role = Role.PAID
    if role is Role.CALLED_BACK and (quantity.unit is Unit.MINUTE or _start(rule, role) == "open"):
        role = Role.REPLIED
    own = _said(rule, limit, condition).quote if "\t" in rule.text else rule.text
    about = _about(own)
    if not about & _WORK:
        about |= _about(rule.context) & {"complaint"}
    area = _case_area(role, about, own)
    start = _start(rule, role)
    later = role is Role.ARRIVED and start == Role.DISPATCHED.value
    name = NAMES.get(role, f"{rule.ends[:8]}时限")
    ends = "" if role in _DEFAULT_START else _object(rule, role)
    named = AREAS.get(area, "")
    said = _said(rule, limit, condition)
    key = f"within:{role}:{ends}:{'open' if later else start}:{area}"
    return Promise(key, f"{named}{name}", _size(quantity), said, later=later)


_NAMED_DAYS = {"当日": 0.0, "当天": 0.0, "次日": 1.0, "第二天": 1.0, "翌日": 1.0}


def _size(quantity: Quantity) -> tuple[str, float]:
    """Return how long a limit is; named days are days of the calendar, no hours."""
    day = _NAMED_DAYS.get(quantity.text)
    return quantity.size if day is None else ("day", day)


_WORK = frozenset({"repair", "install", "maintain", "delivery", "return"})
"""Areas of service whose steps are not those of the complaints next to them."""


def key_of(role: Role, text: str) -> str:
    """Return the key of a step's limit where a text names no start."""
    area = _case_area(role, _about(text), text)
    ends = "" if role in _DEFAULT_START else _area(role, text, text)
    return f"within:{role}:{ends}:{_DEFAULT_START.get(role, '')}:{area}"


AREAS = {"complaint": "意见（投诉）", "feedback": "质量反馈"}
"""Names of what cases are about that are no service orders."""
_FEEDBACK = re.compile(r"反馈[单卡表]|信息反馈|质量信息|质量反馈")


def _case_area(role: Role, about: frozenset[str], text: str) -> str:
    """Return whether a step that many cases have is one of complaints or of quality feedback."""
    if role not in _SHARED:
        return ""
    if "complaint" in about:
        return "complaint"
    return "feedback" if _FEEDBACK.search(text) else ""


_OPINIONS = re.compile(
    r"[有提对][^，。；]{0,3}意见|意见(?:登记|处理|箱|件)|异议|不满意的|[要讨]个?说法"
)
"""What complaints are called where nobody says 投诉."""


def _about(text: str) -> frozenset[str]:
    """Return the areas of service of a text, complaints by everyday names too."""
    return subjects(text) | ({"complaint"} if _OPINIONS.search(text) else frozenset())


def named_by_heading(text: str, heading: str) -> str:
    """Return a text, its heading before it where it names no work of its own."""
    return text if _about(text) & _WORK else f"{heading}\n{text}"


def _object(rule: Rule, role: Role) -> str:
    """Return what a step that many things can take is about: an area of service, else its words."""
    if role in NAMES and role is not Role.SUBMITTED:
        return _area(role, rule.ends, rule.text)
    return rule.ends[:8]


_CLAIM = re.compile(r"赔|补偿")
_MENDED = re.compile(r"修复|修好|修完|修毕|恢复|排除故障|故障排除|复机")


def _area(role: Role, ends: str, text: str) -> str:
    """Return what money is paid for and what is finished, else the areas of service."""
    if role is Role.PAID:
        return "claim" if _CLAIM.search(text) else "refund"
    if role is Role.FINISHED and _MENDED.search(re.split("，", ends)[0]):
        return "repair"
    return "+".join(sorted(subjects(text)))


_SHARED = (Role.REPLIED, Role.CLOSED, Role.FINISHED)
"""Steps that complaints and repairs both have."""


def _start(rule: Rule, role: Role) -> str:
    """Return from when time runs: an open case, a finished one, or the event's own name."""
    roles = events_in(rule.begins)
    if role in _DEFAULT_START and _ON_PLAN.search(rule.text):
        return "plan"
    if role in _DEFAULT_START and _ASKED.search(rule.begins):
        return "open"
    if not roles:
        return _DEFAULT_START.get(role, "")
    if any(r in _DONE for r in roles):
        return "done"
    return "open" if roles[0] in _OPEN else roles[0].value


_ON_PLAN = re.compile(
    r"(?:装|用|买|交付|验收|安装|使用|购买|移交)[^，。；]{0,4}[满过](?:[\d一二两三半][^，。；]{0,2})?[年月]"
)
"""A visit that falls due by itself (装完满半年上门调一次) answers no report."""


def is_step(rule: Rule) -> bool:
    """Tell whether a rule's step has a name here though records have no role for it."""
    return _step(rule, rule.limits[0]) is not None


def _step(rule: Rule, limit: Limit) -> tuple[str, str] | None:
    """Return key and name of a step that records have no role for."""
    if re.search("发票|开票", f"{limit.head}{rule.ends}"):
        return "invoice", "开票时限"
    what = rule.ends
    if _BARE_END.fullmatch(what):
        what = re.split(r"[，。；：]", limit.head)[-1] + what
    if "complaint" in subjects(rule.text) and _PLAN.search(what):
        return "plan", "投诉处理方案时限"
    named = ((key, name) for key, name, words in _STEPS if re.search(words, what))
    return next(named, None)


def _said(rule: Rule, limit: Limit, condition: str) -> Statement:
    own = limit.start >= 0 and rule.shared
    first, last = (limit.start, limit.end) if own else (rule.start, rule.end)
    return statement(rule.document, first, last, limit.quantity.text, condition)


def remedied(rule: Rule) -> Promise:
    """Return from when something is owed for what takes too long (超过7日未寄回，提供备机)."""
    quantity = rule.limits[0].quantity
    owed = rule.duty[:8]
    about = "+".join(sorted(subjects(owed))) or owed
    roles = events_in(rule.ends)
    said = statement(rule.document, rule.start, rule.end, f"超过{quantity.text}", "")
    topic = f"超期未{rule.ends[:6]}的补救条件"
    undone = "" if not roles or roles[0] in _REPAIRED else roles[0]
    return Promise(f"remedy:{undone}:{about}", topic, quantity.size, said)
