"""The clause of the standard that a check of records serves."""

import re

from assistant.catalog import Catalog
from assistant.concepts import Glossary
from assistant.model import AuditPoint, Clause, Need
from assistant.roles import Role
from assistant.rule_bound import Binding
from assistant.rule_model import RuleKind
from assistant.rule_subjects import subjects, table_subjects
from ingest.model import DocumentKind

PROMISES = "5.1.7.2"
"""The clause that asks for published promises to be kept and stated alike."""
_SAID = {
    Role.REPLIED: "答复 响应", Role.CALLED_BACK: "回访", Role.ARRIVED: "到场",
    Role.FEE_CONFIRMED: "报价 费用确认 收费", Role.SHIPPED: "发货",
    Role.DELIVERED: "送货 送达 送货时间 签收",
    Role.TRAINED: "培训", Role.DISPATCHED: "派工", Role.PAID: "退货 退款 退换货 处理 登记",
    Role.VISITED: "网点 走访 网点检查",
}  # fmt: skip
"""What a column stands for in the words of the glossary, for columns named otherwise."""
_AREAS = {
    "people": "服务人员 资质 持证 人员证件 花名册", "tools": "检测器具 校准",
    "site": "服务网点 委托协议", "complaint": "投诉", "maintain": "保养 巡检",
    "repair": "报修 维修",
    "install": "安装 调试", "training": "用户培训", "delivery": "送货 送达", "callback": "回访",
    "return": "退换货", "loan": "代用品 备用机", "parts": "备件库存",
}  # fmt: skip
"""Areas of service in the words of the glossary."""
_HELD = ("people", "tools", "site")
"""Areas in which something is valid until a day: certificates, calibrations, agreements."""


def of_binding(binding: Binding, glossary: Glossary, catalog: Catalog, *, repeats: bool) -> str:
    """Return the clause that a check serves.

    Args:
        binding: The rule on its table.
        glossary: Concepts, with the client's own words.
        catalog: The standard.
        repeats: Another rule sets the same time; one told to customers is then a promise.
    """
    if binding.rule.kind is RuleKind.HOLDER:
        return clause_of(_AREAS["people"], _AREAS["people"], glossary, catalog, kind=RuleKind.VALID)
    return _of_rule(binding, glossary, catalog, repeats=repeats)


def _of_rule(binding: Binding, glossary: Glossary, catalog: Catalog, *, repeats: bool) -> str:
    rule, table = binding.rule, binding.table
    told = rule.document.kind is DocumentKind.PUBLISHED
    agreed = rule.document.kind is DocumentKind.CONTRACT and repeats
    if rule.kind is RuleKind.WITHIN and (told or agreed):
        return PROMISES
    said = _SAID.get(binding.end.role, "") if binding.end.role else ""
    done = f"{rule.ends} {binding.end.leaf} {said}"
    areas = table_subjects(table) & subjects(rule.text) or table_subjects(table)
    if rule.kind is RuleKind.VALID:
        done = " ".join(_AREAS[area] for area in _HELD if area in areas) or table.words
    if rule.kind is RuleKind.COMPLETE:
        done = f"{table.intro} 登记 记录"
    if rule.kind is RuleKind.REMEDY:
        done = f"{rule.duty} {binding.end.leaf}"
    text = f"{rule.text} {table.intro}"
    if _RATED.search(binding.end.leaf):
        done = text = "满意度调查 调查报告 顾客反馈 记录"
    elif binding.end.role in _TELLING:
        text = f"{rule.ends} {said} 时限 及时 按时"
    elif "maintain" in subjects(rule.text) | table_subjects(table) and _is_planned(binding):
        done = text = f"{_AREAS['maintain']} 保养记录 及时"
    done, text = (_told_by(binding) or done), (_told_by(binding) or text)
    if binding.start is not None and binding.start.role is Role.FEE:
        done = f"{done} {_SAID[Role.FEE_CONFIRMED]}"
    if rule.kind is RuleKind.SIGNED and "training" in subjects(f"{binding.end.leaf} {rule.ends}"):
        done = f"{done} {_AREAS['training']} 培训记录"
    found = clause_of(text, done, glossary, catalog, kind=rule.kind)
    words = " ".join(words for area, words in _AREAS.items() if area in areas)
    timed = f"{text} 及时 时限" if rule.kind in (RuleKind.WITHIN, RuleKind.DUE) else text
    return found or clause_of(timed, f"{done} {words}", glossary, catalog, kind=rule.kind)


def _told_by(binding: Binding) -> str:
    """Return what a check is about where its own columns or kind tell, "" where they do not."""
    rule, table, end = binding.rule, binding.table, binding.end
    if rule.kind is RuleKind.FREE:
        return "保修 包修 免费维修"
    if rule.kind is RuleKind.DUE and end.role in _SEEN and _SITES.search(table.intro):
        return f"{_SAID[Role.VISITED]} 网点管理 网点考评 及时"
    if end.role is Role.TRAINED and _USERS.search(rule.text):
        return f"{_AREAS['training']} 培训记录"
    if rule.kind is not RuleKind.WITHIN:
        return ""
    if binding.start is not None and binding.start.role is Role.DELIVERED and end.role in _SET_UP:
        return f"{_AREAS['install']} 验收 安装记录 及时"
    return next((words for said, words in _ENDS if re.search(said, rule.ends)), "")


_SEEN = (Role.ARRIVED, Role.INSPECTED, Role.VISITED, Role.EVALUATED)
_SITES = re.compile(r"站点|网点|服务站|驻点|巡店|门店|经销商")
_USERS = re.compile(r"客户|用户|顾客|使用|护理|业主|租户|操作人员|学员|受训")
_SET_UP = (None, Role.STARTED, Role.FINISHED, Role.ACCEPTED)
"""What follows a delivery: the work on the spot."""
_ENDS: tuple[tuple[str, str], ...] = (
    (r"^\W*(?:换到|换货|换新|退换)", "退货 退款 退换货 处理 登记"),
    (r"^\W*补(?:到|齐|上|货)", "备件库存 备件供应 及时"),
    (r"首保|[二三]保(?!修)|保养|年检|季检", "保养 巡检 保养记录 及时"),
)
"""What is to be done in words that the glossary does not hold, and in words that it does."""
_TELLING = (Role.DELIVERED, Role.PAID, Role.VISITED)
"""Events that tell the clause, whatever else the rule and its table speak of."""
_RATED = re.compile(r"满意|评分|打分|csat|nps|rating", re.IGNORECASE)


def _is_planned(binding: Binding) -> bool:
    """Whether a rule holds work against a plan or a period."""
    if binding.end.role is Role.SUBMITTED:
        return False
    planned = binding.start is not None and binding.start.role in (Role.PLANNED, Role.PERIOD)
    return planned or binding.rule.kind is RuleKind.DUE


def clause_of(
    rule: str,
    done: str,
    glossary: Glossary,
    catalog: Catalog,
    *,
    kind: RuleKind = RuleKind.WITHIN,
) -> str:
    """Return the clause with the point that a rule serves, "" if no point is about it.

    Args:
        rule: The rule's sentence, and what its table calls itself.
        done: The words for what the rule wants done and the column that shows it; their concepts
            count most.
        glossary: Concepts, with the client's own words.
        catalog: The standard.
        kind: A time limit asks for a timely point, a validity for a dated one.
    """
    core = glossary.named(done)
    named = glossary.named(rule) | core
    fits = [(_fit(clause, core, named, kind), clause.id) for clause in catalog.standard.clauses]
    best, clause_id = max(fits, key=lambda fit: fit[0])
    return clause_id if best > 0 else ""


def _fit(clause: Clause, core: frozenset[str], named: frozenset[str], kind: RuleKind) -> float:
    return max(_point_fit(point, core, named, kind) for point in clause.points)


def _point_fit(
    point: AuditPoint, core: frozenset[str], named: frozenset[str], kind: RuleKind
) -> float:
    """Return how well a point fits: its groups named, best by what is done; 0 if not all are."""
    if not all(named & set(group) for group in point.about) or core & set(point.without):
        return 0.0
    groups = [set(group) for group in point.about]
    hits = sum(1.0 if core & group else 0.3 for group in groups) / len(groups)
    telling = max(1.0 / len(group) for group in groups if named & group)
    tested = 0.3 if point.need in (Need.DONE, Need.MEASURED, Need.CERTIFICATE) else 0.0
    if kind is RuleKind.VALID:
        tested += 0.6 if point.dated else 0.0
    elif kind is RuleKind.COMPLETE:
        tested -= 0.3 if point.timely else 0.0
    elif kind is not RuleKind.SIGNED:
        tested += 0.3 if point.timely else 0.0
    return hits + 0.2 * len(groups) + 0.1 * telling + tested * hits
