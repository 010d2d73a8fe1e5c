"""A rule bound to a table: which columns it speaks of, which rows it concerns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import times
from assistant.quantities import Comparison, Unit
from assistant.roles import EVENTS, OPENING, Role, core, events_in
from assistant.rule_cases import Choice, Filter, choices, filters
from assistant.rule_fields import listed, signed_column
from assistant.rule_model import Rule, RuleKind
from assistant.rule_subjects import (
    is_other_case,
    overlap,
    pairs,
    same_subject,
    subjects,
    table_subjects,
)
from assistant.tables import Column, Table

_PROMPT = (Role.DISPATCHED, Role.REPLIED, Role.CALLED_BACK, Role.CLOSED, Role.PAID)
"""Steps that an appointment for the visit does not put off."""
_AGREED = (Role.RESCHEDULED, Role.APPOINTMENT)
_APPOINTED = re.compile(r"另约|约定|预约|改约|约好|另行约")
_MOVED = re.compile(r"改期|顺延|推迟|延期|展期")
_EXEMPT = re.compile(r"除外|不计|不在此限|不适用|不受此限|不考核")
_STOPPABLE = (Role.FINISHED, Role.CLOSED, Role.REPLIED, Role.ARRIVED, Role.DISPATCHED)
_DEDUCTED = re.compile(
    r"[^。；\n]*(?:(?:扣除|剔除|扣减|减去|不计入?|不算)[^。；\n]{0,12}(?:hold|挂起|暂停|等待|停表|客户)"
    r"|(?:hold|挂起|暂停|等待|停表|客户)[^。；\n]{0,24}(?:扣除|剔除|扣减|减去|不计入?|不算))[^。；\n]*",
    re.IGNORECASE,
)
"""A sentence by which waiting does not count."""
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
        held: Column with the time that a case waited and that does not count.
        until: Of REMEDY, the column of what should have been done in time.
        columns: Of COMPLETE, the columns that must be filled.
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
    held: Column | None = None
    until: Column | None = None
    columns: tuple[Column, ...] = ()


def bind(rule: Rule, table: Table) -> Binding | None:
    """Return the rule on the table, None where the table does not hold what it needs."""
    binder = {
        RuleKind.WITHIN: _within,
        RuleKind.DUE: _due,
        RuleKind.SIGNED: _signed,
        RuleKind.VALID: _valid,
        RuleKind.STOCK: _stock,
        RuleKind.ORDER: _order,
        RuleKind.COMPLETE: _complete,
        RuleKind.REMEDY: _remedy,
    }[rule.kind]
    return binder(rule, table)


def _within(rule: Rule, table: Table) -> Binding | None:
    steps = [role for role in events_in(rule.ends) if role not in OPENING]
    if Role.FINISHED in steps and table.first(Role.FINISHED) is None:
        steps.append(Role.ACCEPTED)
    end = _best_event(table, rule.ends, steps, barred=OPENING if steps else ())
    if end is None or not same_subject(rule, table) or is_other_case(rule, table):
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
    moved, exemption = _exemption(rule, table, prompt=end.role in _PROMPT)
    around = rule.limits[0].quantity.comparison is Comparison.AROUND
    held = _held(rule, table, end)
    return Binding(rule, table, start, end, found, scope, moved, exemption, around, held)


def _held(rule: Rule, table: Table, end: Column) -> Column | None:
    """Return the column of waiting time where the rule's or the table's document deducts it."""
    column = table.first(Role.HELD)
    if column is None or end.role not in (Role.FINISHED, Role.CLOSED, Role.ACCEPTED):
        return None
    for document in (rule.document, table.document):
        for match in _DEDUCTED.finditer(document.text):
            steps = [role for role in events_in(match.group()) if role in _STOPPABLE]
            if not steps or end.role in steps:
                return column
    return None


def _scope(rule: Rule, table: Table, used: set[int], *, onsite: bool) -> tuple[Filter, ...]:
    """Return the filters that the limit's own part names, else the parts before it."""
    head = rule.limits[0].head
    own = filters(head, table, used, onsite=onsite)
    before = rule.text[: rule.text.find(head.strip())] if head.strip() else ""
    return own or filters(before, table, used, onsite=False)


def _due(rule: Rule, table: Table) -> Binding | None:
    near = overlap(rule, table) >= 1 or bool(subjects(rule.text) & table_subjects(table))
    if not same_subject(rule, table) or not near or rule.due is None:
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
        moved, exemption = _exemption(rule, table, prompt=True)
        moved = moved if exemption is Exemption.REPLACES else None
        return Binding(rule, table, by_period, end, moved=moved, exemption=exemption)
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
    end = signed_column(rule, table)
    if end is None:
        return None
    paid = end.role is Role.FEE_CONFIRMED or _ABOUT_FEES.search(rule.text) is not None
    fee = table.first(Role.FEE) if paid else None
    if end.role is Role.FEE_CONFIRMED and fee is None:
        return None
    used = {end.index}
    scope = () if fee else filters("", table, used, onsite=end.role is Role.SIGNED)
    return Binding(rule, table, fee, end, filters=scope)


_ABOUT_FEES = re.compile(r"报价|收费|费用")


def _valid(rule: Rule, table: Table) -> Binding | None:
    end = table.first(Role.VALID_UNTIL)
    if end is None or overlap(rule, table) < 1:
        return None
    mine = subjects(rule.ends) or subjects(rule.text)
    return Binding(rule, table, None, end) if mine & table_subjects(table) else None


def _stock(rule: Rule, table: Table) -> Binding | None:
    least, end = table.first(Role.SAFE_STOCK), table.first(Role.STOCK)
    if least is None or end is None:
        return None
    return Binding(rule, table, least, end, filters=filters(rule.ends, table, set(), onsite=False))


def _order(rule: Rule, table: Table) -> Binding | None:
    first, then = _column_for(rule.begins, table), _column_for(rule.ends, table)
    if first is None or then is None or first.index == then.index:
        return None
    return Binding(rule, table, first, then) if same_subject(rule, table) else None


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


def _complete(rule: Rule, table: Table) -> Binding | None:
    found = tuple(c for name in rule.listed if (c := listed(name, table)) is not None)
    most = max(3, round(len(rule.listed) * _LISTED_SHARE))
    if len({c.index for c in found}) < most or not same_subject(rule, table):
        return None
    return Binding(rule, table, None, found[0], columns=found)


_LISTED_SHARE = 0.8
"""At least this share of a list's names must be columns (assumed)."""


def _remedy(rule: Rule, table: Table) -> Binding | None:
    until = _column_for(rule.ends, table)
    if until is None or not same_subject(rule, table):
        return None
    start = _start_for(rule, table, until)
    used = {until.index, start.index if start else until.index}
    owed = [c for c in table.columns if c.index not in used and c.role is not Role.ID]
    shared = [(len(pairs(core(c.leaf)) & pairs(rule.duty)), c) for c in owed]
    best, end = max(shared, key=lambda pair: pair[0], default=(0, until))
    if start is None or not best:
        return None
    limit = Choice(rule.limits[0].quantity)
    return Binding(rule, table, start, end, (limit,), until=until)


def _exemption(rule: Rule, table: Table, *, prompt: bool) -> tuple[Column | None, Exemption]:
    """Return the column of another agreed day; for prompt steps only one the rule itself allows."""
    postponed = (Role.RESCHEDULED, _MOVED)
    agreed = (postponed,) if prompt else ((Role.APPOINTMENT, _APPOINTED), postponed)
    for role, words in agreed:
        column = table.first(role)
        match = words.search(rule.context)
        if column is None or match is None:
            continue
        exempt = _EXEMPT.search(rule.context[match.start() : match.end() + 10])
        return column, Exemption.EXCLUDES if exempt else Exemption.REPLACES
    return None, Exemption.NONE
