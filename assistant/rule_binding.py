"""Binding a rule to a table: the columns that hold what the rule needs, if it has them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.quantities import Comparison
from assistant.roles import OPENING, Role, events_in
from assistant.rule_amounts import bind_amount, bind_elapsed, counted_column, floor_column
from assistant.rule_bound import Binding, Exemption
from assistant.rule_cases import Filter, choices, filters
from assistant.rule_columns import best_event, column_for, literal, start_for, with_kin
from assistant.rule_days import addressed, other_day, stopped_column
from assistant.rule_due import SHARED_PAIRS, bind_due
from assistant.rule_fields import complete, free, remedy, signed
from assistant.rule_grid import by_grid
from assistant.rule_measures import bind_measured
from assistant.rule_model import Rule, RuleKind
from assistant.rule_roster import bind_holder
from assistant.rule_sizes import by_number, by_size, has_number
from assistant.rule_subjects import (
    is_other_case,
    is_other_channel,
    overlap,
    same_subject,
    subjects,
    table_subjects,
)
from assistant.rule_totals import bind_rate, bind_total
from assistant.rule_two_days import bare_days, bind_ahead, with_the_other
from assistant.table_columns import Column
from assistant.tables import Table

_PROMPT = (Role.DISPATCHED, Role.REPLIED, Role.CALLED_BACK, Role.CLOSED, Role.PAID)
"""Steps that an appointment for the visit does not put off."""
_STOPPABLE = (Role.FINISHED, Role.CLOSED, Role.REPLIED, Role.ARRIVED, Role.DISPATCHED)
_DEDUCTED = re.compile(
    r"[^。；\n]*(?:(?:扣除|剔除|扣减|扣[掉去]|刨[除去掉]|除去|减去|不计入?|不算)[^。；\n]{0,12}(?:hold|挂起|暂停|等待|停表|客户)"
    r"|(?:hold|挂起|暂停|等待|停表|客户)[^。；\n]{0,24}(?:扣除|剔除|扣减|扣[掉去]|刨[除去掉]|除去|减去|不计入?|不算))[^。；\n]*",
    re.IGNORECASE,
)
"""A sentence by which waiting does not count."""


def bind(rule: Rule, table: Table, grid: Sequence[Table] = ()) -> Binding | None:
    """Return the rule on the table, None where the table does not hold what it needs.

    Args:
        rule: The rule.
        table: The table.
        grid: All tables, to look up who holds a paper.
    """
    if rule.kind is RuleKind.HOLDER:
        return bind_holder(rule, table, grid)
    if rule.bare:
        days = bare_days(rule, table)
        return _limited(rule, table, *days) if days else None
    binder = {
        RuleKind.WITHIN: _within,
        RuleKind.DUE: bind_due,
        RuleKind.SIGNED: signed,
        RuleKind.VALID: _valid,
        RuleKind.STOCK: _stock,
        RuleKind.ORDER: _order,
        RuleKind.COMPLETE: complete,
        RuleKind.REMEDY: remedy,
        RuleKind.AMOUNT: bind_amount,
        RuleKind.MEASURED: bind_measured,
        RuleKind.FREE: free,
        RuleKind.TOTAL: bind_total,
        RuleKind.RATE: bind_rate,
    }[rule.kind]
    return binder(rule, table)


def bind_to_the_other(rule: Rule, table: Table) -> Binding | None:
    """Return a time limit on a log that answers half of it and has one other day, else None."""
    known = rule.kind is RuleKind.WITHIN and not rule.bare
    return _within(rule, table, lenient=True) if known else None


def _within(rule: Rule, table: Table, *, lenient: bool = False) -> Binding | None:
    named = events_in(rule.ends)
    steps = with_kin([role for role in named if role not in OPENING], table)
    barred = (*(OPENING if steps else ()), *_planned(rule))
    end = best_event(table, rule.ends, steps or named, barred=barred)
    if end is None and addressed(rule, table):
        end = _lone(table)
    start = start_for(rule, table, end) if end is not None else None
    if lenient:
        start, end = with_the_other(rule, table, start, end)
    if end is None or start is None or start.index == end.index:
        return bind_elapsed(rule, table)
    if not addressed(rule, table) and not (_calls_both(rule, start, end) or _is_about(rule, table)):
        return None
    if end.role not in named and _says_little(rule):
        return None
    if end.role in OPENING and start.role not in OPENING:
        return None
    return _limited(rule, table, start, end)


def _limited(rule: Rule, table: Table, start: Column, end: Column) -> Binding | None:
    """Return the limits between two columns, None if the table cannot tell them apart."""
    found = (
        choices(rule.limits, table) or by_size(rule.limits, table) or by_grid(rule.limits, table)
    )
    if not found:
        return None
    used = {choice.column.index for choice in found if choice.column}
    used |= {choice.also.column.index for choice in found if choice.also}
    scope = _scope(rule, table, used, onsite=end.role is Role.ARRIVED)
    told = by_number(rule.limits[0].head, table, used | {start.index, end.index})
    if not told and not used and has_number(rule.limits[0].head):
        return None
    scope += told
    moved, exemption = other_day(rule, table, prompt=end.role in _PROMPT)
    if moved is start:
        moved, exemption = None, Exemption.NONE
    around = rule.limits[0].quantity.comparison is Comparison.AROUND
    bound = Binding(rule, table, start, end, found, scope, moved, exemption, around)
    return replace(bound, held=_held(rule, table, end), by_day=_holds_days(table, start, end))


def _lone(table: Table) -> Column | None:
    """Return the one time column that is no event of its own, None if there are several."""
    found = [c for c in table.columns if c.is_time and c.role is None]
    return found[0] if len(found) == 1 else None


def _says_little(rule: Rule) -> bool:
    """Whether a rule names neither its start nor its subject: 三天内办完 can be of anything."""
    return not rule.begins and not subjects(rule.text)


def _holds_days(table: Table, *columns: Column) -> bool:
    """Whether one of the columns never holds a time of day: its log is kept by the day."""
    return any(
        all(moment is None or moment.clock is None for moment in table.moments[column.index])
        for column in columns
    )


def _planned(rule: Rule) -> tuple[Role, ...]:
    """Return the planned day as what a rule that starts from it cannot end at."""
    return (Role.PLANNED,) if Role.PLANNED in events_in(rule.begins) else ()


def _is_about(rule: Rule, table: Table) -> bool:
    other = is_other_case(rule, table) or is_other_channel(rule, table)
    return same_subject(rule, table) and not other


def _calls_both(rule: Rule, start: Column, end: Column) -> bool:
    """Whether a rule calls both columns by their names, or one by a name of the firm's own."""
    said = ((start, literal(start, rule.begins)), (end, literal(end, rule.ends)))
    own = any(column.role in (None, Role.STARTED) and chars >= 2 for column, chars in said)
    return own or min(chars for _, chars in said) >= _NAME_CHARS


_NAME_CHARS = 3
"""Shorter names of common events (受理, 结案) stand in tables of several subjects (assumed)."""


def _held(rule: Rule, table: Table, end: Column) -> Column | None:
    """Return the column of waiting time where the rule's or the table's document deducts it."""
    stopped = stopped_column(rule, table)
    if stopped is not None:
        return stopped
    column = table.first(Role.HELD)
    if column is None:
        return None
    if _DEDUCTED.search(rule.text):
        return column
    if end.role not in (Role.FINISHED, Role.CLOSED, Role.ACCEPTED):
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
    near = rule.limits[0].near
    if used and near and head.rstrip().endswith(near):
        head = head.rstrip().removesuffix(near)
    head = _without_meaning(head, table)
    own = filters(head, table, used, onsite=onsite, done=rule.ends)
    cut = head.strip() or near or rule.limits[0].quantity.text
    before = _without_meaning(rule.text[: max(0, rule.text.find(cut))], table)
    return own or filters(before, table, used, onsite=False)


def _without_meaning(words: str, table: Table) -> str:
    """Return words without what says only which things the table is of: 废油、废滤芯属危废."""
    return _MEANS.sub(lambda m: "" if m["kind"] in table.intro else m.group(), words)


_MEANS = re.compile(
    r"[^，。；]{2,24}?(?:都|均)?(?:属于?|算作?|列为|归入|统称|一律叫)[“「]?(?P<kind>[\u4e00-\u9fff]{2,6})[”」]?(?=[，。；]|$)"
)


def _valid(rule: Rule, table: Table) -> Binding | None:
    end = table.first(Role.VALID_UNTIL)
    shared = overlap(rule, table)
    if end is None or (shared < 1 and subjects(rule.text)):
        return None
    title = f"{rule.document.title} {rule.document.file}"
    mine = subjects(rule.ends) or subjects(rule.text) or subjects(rule.context) or subjects(title)
    theirs = table_subjects(table)
    alike = mine & theirs if mine and theirs else shared >= SHARED_PAIRS
    return Binding(rule, table, None, end) if alike else None


def _stock(rule: Rule, table: Table) -> Binding | None:
    least = floor_column(rule, table)
    end = counted_column(rule, table, least) if least else None
    if least is None or end is None:
        return None
    return Binding(rule, table, least, end, filters=filters(rule.ends, table, set(), onsite=False))


def _order(rule: Rule, table: Table) -> Binding | None:
    if rule.limits:
        return bind_ahead(rule, table)
    first, then = column_for(rule.begins, table), column_for(rule.ends, table)
    if first is None or then is None or first.index == then.index:
        return None
    return Binding(rule, table, first, then) if same_subject(rule, table) else None
