"""A rule bound to a table: which columns it speaks of, which rows it concerns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.quantities import Comparison, Quantity
from assistant.roles import EVENTS, OPENING, Role, core, events_in
from assistant.rule_reading import Limit, Rule, RuleKind
from assistant.tables import Column, Table

_SUBJECTS: tuple[tuple[str, str], ...] = (
    ("complaint", r"投诉|客诉|抱怨|不满|接诉|意见件|意见专员|(?:用户|顾客|客户)意见(?!栏)|意见登记|纠纷"),
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
_UNTYPED = re.compile(r"备注|说明|结果|原因|内容|事由|意见|(?:人|员|师傅)$|用户$|顾客$|客户$|名称|设备$|机型|渠道|反映")
_ONSITE = re.compile(r"上门|现场|到场|派人|派工")
_YES = re.compile(r"是|有|√|y(?:es)?|需要?|true|1", re.IGNORECASE)
_APPOINTED = re.compile(r"另约|约定|预约|改约|约好|另行约")
_MOVED = re.compile(r"改期|顺延|推迟|延期|展期")
_EXEMPT = re.compile(r"除外|不计|不在此限|不适用|不受此限|不考核")
_OVERLAP_STOP = re.compile(
    r"[0-9A-Za-z\W_]|日期|时间|编号|登记|记录|服务|公司|用户|客户|顾客|有限|人员|负责|部门|使用|管理|单位|名称|备注|序号|状态|姓名|有效|效期|期至"
)


class Exemption(StrEnum):
    """What a filled appointment or rescheduling column does to a row."""

    NONE = "none"
    REPLACES = "replaces"
    EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows count whose cell in `column` is one of `values`."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The limit of rows whose cell in `column` is one of `values`; of all others without one."""

    quantity: Quantity
    column: Column | None = None
    values: tuple[str, ...] = ()


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
    end = _column_for(rule.ends, table)
    if end is None or not _same_subject(rule, table):
        return None
    start = _start_for(rule, table, end)
    if start is None or start.index == end.index:
        return None
    choices = _choices(rule.limits, table)
    if not choices:
        return None
    used = {choice.column.index for choice in choices if choice.column}
    head = rule.limits[0].head
    scope = rule.text.partition(head.strip())[0] + head if head else rule.text
    filters = _filters(scope, table, used, onsite=end.role is Role.ARRIVED)
    moved, exemption = _exemption(rule, table)
    around = rule.limits[0].quantity.comparison is Comparison.AROUND
    return Binding(rule, table, start, end, choices, filters, moved, exemption, around)


def _due(rule: Rule, table: Table) -> Binding | None:
    if not _same_subject(rule, table) or overlap(rule, table) < 1:
        return None
    roles = [role for role in events_in(rule.ends) if role is not Role.PLANNED]
    end = _best_event(table, rule.ends, roles)
    if end is None:
        return None
    planned = table.first(Role.PLANNED)
    start = planned or table.first(Role.PERIOD)
    if planned is not None and rule.due is not None and rule.due.day == 0:
        return None
    return Binding(rule, table, start, end, filters=())


def _signed(rule: Rule, table: Table) -> Binding | None:
    if rule.ends:
        wanted = _plain(rule.ends)
        end = next((c for c in table.columns if _plain(c.leaf) == wanted and not c.is_time), None)
    else:
        end = table.first(Role.FEE_CONFIRMED)
    if end is None:
        return None
    fee = table.first(Role.FEE) if end.role is Role.FEE_CONFIRMED else None
    if end.role is Role.FEE_CONFIRMED and fee is None:
        return None
    used = {end.index}
    filters = () if fee else _filters("", table, used, onsite=end.role is Role.SIGNED)
    return Binding(rule, table, fee, end, filters=filters)


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
    return Binding(rule, table, least, end, filters=_filters(rule.ends, table, set(), onsite=False))


def _order(rule: Rule, table: Table) -> Binding | None:
    first, then = _column_for(rule.begins, table), _column_for(rule.ends, table)
    if first is None or then is None or first.index == then.index:
        return None
    return Binding(rule, table, first, then) if _same_subject(rule, table) else None


def _column_for(phrase: str, table: Table) -> Column | None:
    """Return the time column that a phrase of a rule speaks of."""
    return _best_event(table, phrase, events_in(phrase))


def _best_event(table: Table, phrase: str, roles: Sequence[Role]) -> Column | None:
    best: tuple[float, Column] | None = None
    for column in table.columns:
        if not column.is_time or column.role in (Role.RESCHEDULED, Role.APPOINTMENT):
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
    if opening is None and end.role is Role.CALLED_BACK:
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


def _choices(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return which limit holds for which rows; () if the table cannot tell them apart."""
    sizes = {limit.quantity.size for limit in limits}
    if len(sizes) == 1:
        return (Choice(limits[0].quantity),)
    for words in (_near, _head):
        for column in table.columns:
            hits = [_values_in(words(limit), column) for limit in limits]
            named = [hit for hit in hits if hit]
            if named and len(set(hits)) == len(hits) and sum(not hit for hit in hits) <= 1:
                return tuple(
                    Choice(limit.quantity, column if hit else None, hit)
                    for limit, hit in zip(limits, hits, strict=True)
                )
    return _yes_no(limits, table)


def _near(limit: Limit) -> str:
    return limit.near


def _head(limit: Limit) -> str:
    return limit.head


def _yes_no(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return the choices by a yes/no column that one of the limits names (需要厂家鉴定的)."""
    for column in table.columns:
        yes = tuple(value for value in column.values if _YES.fullmatch(value))
        name = column.leaf.removeprefix("是否").removeprefix("需")
        if not yes or len(column.values) > 3 or len(name) < 2:
            continue
        named = [name in limit.near or (not limit.near or len(limits) == 1 or _own(limit, limits)) and name in limit.head for limit in limits]
        if any(named) and not all(named) and sum(not n for n in named) == 1:
            return tuple(
                Choice(limit.quantity, column if n else None, yes if n else ())
                for limit, n in zip(limits, named, strict=True)
            )
    return ()


def _own(limit: Limit, limits: Sequence[Limit]) -> bool:
    """Whether the head of a limit's part belongs to it alone."""
    return sum(1 for other in limits if other.head == limit.head) == 1


def _values_in(text: str, column: Column) -> tuple[str, ...]:
    """Return the categories of a column that a text names: 省内, A类, 重大."""
    if _UNTYPED.search(column.leaf):
        return ()
    return tuple(value for value in column.values if _named(value, text))


def _named(value: str, text: str) -> bool:
    if len(value) >= 2 and not re.fullmatch(r"[\d.]+", value):
        return value in text
    return bool(re.search(rf"(?<![A-Za-z]){re.escape(value)}[类级]", text)) if value.isalpha() else False


def _filters(
    scope: str, table: Table, used: set[int], *, onsite: bool
) -> tuple[Filter, ...]:
    found = []
    for column in table.columns:
        if column.index in used or len(column.values) < 2 or column.role is Role.STATUS:
            continue
        hits = _values_in(scope, column)
        if not hits and onsite and not _UNTYPED.search(column.leaf):
            hits = tuple(value for value in column.values if _ONSITE.search(value))
        if hits and len(hits) < len(column.values):
            found.append(Filter(column, hits))
    return tuple(found)


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
