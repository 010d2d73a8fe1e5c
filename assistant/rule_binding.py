"""A rule bound to a table: which columns it speaks of, which rows it concerns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import times
from assistant.quantities import Comparison, Unit
from assistant.roles import EVENTS, OPENING, Role, core, events_in
from assistant.rule_cases import Choice, Filter, choices, filters
from assistant.rule_model import Rule, RuleKind
from assistant.tables import Column, Table

_SUBJECTS: tuple[tuple[str, str], ...] = (
    (
        "complaint",
        r"投诉|客诉|抱怨|不满|接诉|意见件|意见专员|(?:用户|顾客|客户)意见(?!栏)|意见登记|纠纷",
    ),
    ("repair", r"报修|维修|故障|修理|抢修|检修|工单|服务单|任务单|报障|上门|派工单"),
    ("install", r"安装|调试|进场|装机|交付"),
    ("maintain", r"例保|保养|养护|维保|巡检|维护保养"),
    ("callback", r"回访|回电"),
    ("parts", r"备件|随修件|配件|零部件|备品|零件|库存|盘点"),
    ("tools", r"器具|工具|检测|校准|检定|计量|仪器|仪表|维修设备|试验台"),
    ("people", r"证件|持证|证书|资格|上岗|作业证|操作证|派工日期|人员评价"),
    ("site", r"服务站|网点|服务商|经销商|站点|委托|代理商|加盟|受托"),
    ("training", r"培训|考试"),
    ("return", r"退换|退货|换货|退款"),
    ("loan", r"备用机|周转机|代用|借用"),
    ("delivery", r"送货|配送|发货|物流|承运"),
    ("audit", r"监督|抽查|内审|内部评价|整改"),
    ("bring_in", r"返修|送修|带回"),
)
_PROMPT = (Role.DISPATCHED, Role.REPLIED, Role.CALLED_BACK, Role.CLOSED, Role.PAID)
"""Steps that an appointment for the visit does not put off."""
_AGREED = (Role.RESCHEDULED, Role.APPOINTMENT)
_APPOINTED = re.compile(r"另约|约定|预约|改约|约好|另行约")
_MOVED = re.compile(r"改期|顺延|推迟|延期|展期")
_EXEMPT = re.compile(r"除外|不计|不在此限|不适用|不受此限|不考核")
_OVERLAP_STOP = re.compile(
    r"[0-9A-Za-z\W_]|日期|时间|编号|登记|记录|服务|公司|用户|客户|顾客|有限|人员|负责|部门"
    r"|使用|管理|单位|名称|备注|序号|状态|姓名|有效|效期|期至"
)


_LAST = re.compile(r"上次|最近|末次|上一次|校准|检定|复审|复训")


class Exemption(StrEnum):
    """What a filled appointment or rescheduling column does to a row."""

    NONE = "none"
    REPLACES = "replaces"
    EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule on a table.

    Attributes:
        start: Column from which time runs; of ORDER what must come first, of DUE the due day.
        end: Column of what is to be done; of SIGNED and STOCK the column that is looked at.
        moved: Column with another day agreed with the customer.
    """

    rule: Rule
    table: Table
    start: Column | None
    end: Column
    choices: tuple[Choice, ...] = ()
    filters: tuple[Filter, ...] = ()
    moved: Column | None = None
    exemption: Exemption = Exemption.NONE
    two_sided: bool = False


def bind(rule: Rule, table: Table) -> Binding | None:
    """Return the rule on the table, None where the table does not hold what it needs."""
    binder = {
        RuleKind.WITHIN: _within,
        RuleKind.DUE: _due,
        RuleKind.SIGNED: _signed,
        RuleKind.VALID: _valid,
        RuleKind.STOCK: _stock,
        RuleKind.ORDER: _order,
    }[rule.kind]
    return binder(rule, table)


def subjects(text: str) -> frozenset[str]:
    """Return the areas of service that a text is about."""
    return frozenset(name for name, words in _SUBJECTS if re.search(words, text))


def overlap(rule: Rule, table: Table) -> float:
    """Return how many telling pairs of characters a rule and a table's own words share."""
    mine, theirs = _pairs(rule.text), _pairs(table.words)
    return float(len(mine & theirs))


def _within(rule: Rule, table: Table) -> Binding | None:
    steps = [role for role in events_in(rule.ends) if role not in OPENING]
    end = _best_event(table, rule.ends, steps, barred=OPENING if steps else ())
    if end is None or not _same_subject(rule, table):
        return None
    start = _start_for(rule, table, end)
    if start is None or start.index == end.index:
        return None
    if end.role in OPENING and start.role not in OPENING:
        return None
    found = choices(rule.limits, table)
    if not found:
        return None
    used = {choice.column.index for choice in found if choice.column}
    scope = _scope(rule, table, used, onsite=end.role is Role.ARRIVED)
    moved, exemption = (None, Exemption.NONE) if end.role in _PROMPT else _exemption(rule, table)
    around = rule.limits[0].quantity.comparison is Comparison.AROUND
    return Binding(rule, table, start, end, found, scope, moved, exemption, around)


def _scope(rule: Rule, table: Table, used: set[int], *, onsite: bool) -> tuple[Filter, ...]:
    """Return the filters that the limit's own part names, else the parts before it."""
    head = rule.limits[0].head
    own = filters(head, table, used, onsite=onsite)
    before = rule.text[: rule.text.find(head.strip())] if head.strip() else ""
    return own or filters(before, table, used, onsite=False)


def _due(rule: Rule, table: Table) -> Binding | None:
    if not _same_subject(rule, table) or overlap(rule, table) < 1 or rule.due is None:
        return None
    roles = [role for role in events_in(rule.ends) if role is not Role.PLANNED]
    end = _best_event(table, rule.ends, roles)
    if end is None:
        return None
    planned = table.first(Role.PLANNED)
    inside = rule.due.day == 0 and rule.due.days_after == 0
    if planned is not None:
        return None if inside else Binding(rule, table, planned, end)
    by_period = table.first(Role.PERIOD)
    if by_period is not None or _covers_period(table, rule.due.every):
        return Binding(rule, table, by_period, end)
    return _last_done(rule, table, end) if inside else None


def _covers_period(table: Table, months: float) -> bool:
    """Whether the table's title names one period, as long as the rule's."""
    named = times.period(table.intro)
    if named is None or not months:
        return False
    days = (named.last - named.first).days + 1
    return abs(days / 30.4 - months) < 0.5


def _last_done(rule: Rule, table: Table, end: Column) -> Binding | None:
    """Bind a yearly calibration or the like to a list of things, each with its last day."""
    if not _LAST.search(end.leaf) or table.first(Role.VALID_UNTIL) or not rule.due:
        return None
    return Binding(rule, table, None, end) if rule.due.every else None


def _signed(rule: Rule, table: Table) -> Binding | None:
    end = _signed_column(rule, table)
    if end is None:
        return None
    fee = table.first(Role.FEE) if end.role is Role.FEE_CONFIRMED else None
    if end.role is Role.FEE_CONFIRMED and fee is None:
        return None
    used = {end.index}
    scope = () if fee else filters("", table, used, onsite=end.role is Role.SIGNED)
    return Binding(rule, table, fee, end, filters=scope)


def _signed_column(rule: Rule, table: Table) -> Column | None:
    if rule.ends:
        wanted = _plain(rule.ends)
        return next((c for c in table.columns if _plain(c.leaf) == wanted and not c.is_time), None)
    if not rule.begins:
        return table.first(Role.FEE_CONFIRMED)
    if not subjects(rule.text) & subjects(table.intro or table.document.file):
        return None
    who = _CUSTOMER if re.search(_CUSTOMER, rule.begins) else rule.begins
    signed = table.of_role(Role.SIGNED)
    return next((c for c in signed if re.search(who, c.leaf)), None)


_CUSTOMER = r"用户|顾客|客户|业主|甲方|您|双方"


def _valid(rule: Rule, table: Table) -> Binding | None:
    end = table.first(Role.VALID_UNTIL)
    if end is None or overlap(rule, table) < 1:
        return None
    mine = subjects(rule.ends) or subjects(rule.text)
    return Binding(rule, table, None, end) if mine & _table_subjects(table) else None


def _stock(rule: Rule, table: Table) -> Binding | None:
    least, end = table.first(Role.SAFE_STOCK), table.first(Role.STOCK)
    if least is None or end is None:
        return None
    return Binding(rule, table, least, end, filters=filters(rule.ends, table, set(), onsite=False))


def _order(rule: Rule, table: Table) -> Binding | None:
    first, then = _column_for(rule.begins, table), _column_for(rule.ends, table)
    if first is None or then is None or first.index == then.index:
        return None
    return Binding(rule, table, first, then) if _same_subject(rule, table) else None


def _column_for(phrase: str, table: Table) -> Column | None:
    """Return the time column that a phrase of a rule speaks of."""
    return _best_event(table, phrase, events_in(phrase))


def _best_event(
    table: Table, phrase: str, roles: Sequence[Role], *, barred: Sequence[Role] = ()
) -> Column | None:
    best: tuple[float, Column] | None = None
    for column in table.columns:
        if not column.is_time or column.role in (*_AGREED, *barred):
            continue
        name = core(column.leaf)
        literal = len(name) if len(name) >= 2 and name in phrase else 0
        by_role = len(EVENTS) - roles.index(column.role) if column.role in roles else 0
        score = literal * 100.0 + by_role
        if score and (best is None or score > best[0]):
            best = (score, column)
    return best[1] if best else None


def _start_for(rule: Rule, table: Table, end: Column) -> Column | None:
    if rule.begins:
        found = _column_for(rule.begins, table)
        if found is None and Role.OPENED in events_in(rule.begins):
            found = _opening(table)
        return found
    opening = _opening(table)
    prompt = any(limit.quantity.unit is Unit.MINUTE for limit in rule.limits)
    if opening is None and end.role is Role.CALLED_BACK and not prompt:
        return table.first(Role.FINISHED)
    return opening


def _opening(table: Table) -> Column | None:
    return next((c for role in OPENING for c in table.of_role(role) if c.is_time), None)


def _same_subject(rule: Rule, table: Table) -> bool:
    """Whether rule and table speak of one area; where either names none, nothing speaks against."""
    theirs = _table_subjects(table)
    for text in (rule.text, rule.context, f"{rule.document.title} {rule.document.file}"):
        mine = subjects(text)
        if mine:
            return not theirs or bool(mine & theirs)
    return True


def _table_subjects(table: Table) -> frozenset[str]:
    leaves = " ".join(column.leaf for column in table.columns)
    return subjects(table.intro or table.document.file) | subjects(leaves)


def _exemption(rule: Rule, table: Table) -> tuple[Column | None, Exemption]:
    pairs = ((Role.APPOINTMENT, _APPOINTED), (Role.RESCHEDULED, _MOVED))
    for role, words in pairs:
        column = table.first(role)
        match = words.search(rule.context)
        if column is None or match is None:
            continue
        exempt = _EXEMPT.search(rule.context[match.start() : match.end() + 10])
        return column, Exemption.EXCLUDES if exempt else Exemption.REPLACES
    return None, Exemption.NONE


def _plain(name: str) -> str:
    return re.sub(r"[\s（）()]", "", name)


def _pairs(text: str) -> set[str]:
    plain = _OVERLAP_STOP.sub(" ", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1) if " " not in plain[i : i + 2]}
