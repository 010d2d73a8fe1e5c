"""Which time column of a table a phrase of a rule speaks of, and where its clock starts."""

import re
from collections.abc import Sequence

from assistant.quantities import Unit
from assistant.roles import EVENTS, OPENING, Role, called, core, events_in
from assistant.rule_model import Rule
from assistant.rule_subjects import pairs
from assistant.table_columns import Column
from assistant.tables import Table

AGREED = (Role.RESCHEDULED, Role.APPOINTMENT)
"""Columns of another day agreed with the customer: never what a rule measures."""
_KIN: dict[Role, tuple[Role, ...]] = {
    Role.FINISHED: (Role.ACCEPTED, Role.CLOSED),
    Role.CLOSED: (Role.FINISHED,),
    Role.DELIVERED: (Role.RECEIVED,),
}
"""Events that stand for another one where a table has no column for it."""
_LOOSE_SHARE = 0.6
"""At least this share of a column's pairs of characters must stand in the phrase (assumed)."""
_LITERAL, _LOOSE = 100.0, 10.0
_BARE = re.compile(
    r"(?:登记|记录|业务|单据|发生)?(?:日期|时间)|date|time|日期时间|哪[天日]|日子|何[时日]|什么时候",
    re.IGNORECASE,
)


def best_event(
    table: Table, phrase: str, roles: Sequence[Role], *, barred: Sequence[Role] = ()
) -> Column | None:
    """Return the time column that a phrase names: by its name, its event, or most of its words."""
    best: tuple[float, Column] | None = None
    for column in table.columns:
        if not column.is_time or column.role in (*AGREED, *barred):
            continue
        by_role = len(EVENTS) - roles.index(column.role) if column.role in roles else 0
        alike = max(_alike(column, phrase), _inside(column, phrase))
        score = _LITERAL * literal(column, phrase) + by_role + _LOOSE * alike
        if score and (best is None or score > best[0]):
            best = (score, column)
    return best[1] if best else None


def column_for(phrase: str, table: Table) -> Column | None:
    """Return the time column that a phrase of a rule speaks of."""
    named = events_in(phrase)
    closed = Role.CLOSED in named
    return best_event(table, phrase, named if closed else with_kin(named, table))


def with_kin(roles: Sequence[Role], table: Table) -> list[Role]:
    """Return roles with those that stand for the most telling one if the table lacks it."""
    kin = [k for role in roles[:1] if table.first(role) is None for k in _KIN.get(role, ())]
    return list(dict.fromkeys((*roles, *kin)))


def literal(column: Column, phrase: str) -> int:
    """Return how many characters of a column's name stand in a phrase, 0 if none does whole."""
    plain = phrase.lower()
    return next((len(word) for word in called(column.leaf) if word.lower() in plain), 0)


def _alike(column: Column, phrase: str) -> float:
    """Return the share of a name's pairs in a phrase: 装机开始 in 开始装机; 0 if too low."""
    mine = pairs(core(column.leaf)) if called(column.leaf) else set()
    share = len(mine & pairs(phrase)) / len(mine) if len(mine) > 1 else 0.0
    return share if share >= _LOOSE_SHARE else 0.0


def _inside(column: Column, phrase: str) -> float:
    """Return 1 where a short phrase stands whole in a longer name: 确认日 in 厂里确认日."""
    short = core(phrase)
    return float(2 <= len(short) <= _SHORT_CHARS and short in column.leaf)


_SHORT_CHARS = 6


def _noted(phrase: str, table: Table) -> Column | None:
    """Return the time column of which a note above the table says what its day is.

    开单日就是定钱交齐那天 names the day from which 定钱交齐起 runs.
    """
    wanted = pairs(phrase)
    for column in table.columns if wanted else ():
        note = re.search(
            rf"{re.escape(column.leaf)}(?:就是|即为?|指的?是?|＝|=|是指?)([^，。；\s]{{2,20}})",
            table.intro,
        )
        if column.is_time and note and len(wanted & pairs(note[1])) >= _LOOSE_SHARE * len(wanted):
            return column
    return None


def start_for(rule: Rule, table: Table, end: Column) -> Column | None:
    """Return the column from which a rule's clock runs, None if the table has none."""
    if rule.begins:
        found = column_for(rule.begins, table)
        named = events_in(rule.begins)
        agreed = next(
            (
                c
                for role in (named[:1] if found else named[:2])
                if role in AGREED
                for c in table.of_role(role)
            ),
            None,
        )
        if agreed is not None and agreed.is_time:
            return agreed
        if found is None and named and named[0] in OPENING:
            found = opening(table, end)
        return found or _noted(rule.begins, table)
    prompt = any(limit.quantity.unit in (Unit.MINUTE, Unit.HOUR) for limit in rule.limits)
    if end.role is Role.CALLED_BACK and all(limit.quantity.value == 0 for limit in rule.limits):
        return None
    if end.role is Role.CALLED_BACK and not prompt:
        over = next((c for role in _OVER if (c := table.first(role)) and c.is_time), None)
        return over or opening(table, end)
    before = (table.first(role) for role in _BEFORE.get(end.role, ()) if end.role)
    return next((c for c in before if c is not None and c.is_time), None) or opening(table, end)


_BEFORE: dict[Role | None, tuple[Role, ...]] = {
    Role.RETURNED: (Role.LENT,),
    Role.DELIVERED: (Role.SHIPPED,),
    Role.PAID: (Role.RETURNED,),
}
"""What comes right before an event whose start a rule does not name."""


_OVER = (Role.FINISHED, Role.ACCEPTED, Role.CLOSED)
"""Where days are allowed for a call-back, they run from the end of the service (assumed)."""


def opening(table: Table, end: Column) -> Column | None:
    """Return the column in which cases begin; where none is named so, the bare day of the row."""
    named = next((c for role in OPENING for c in table.of_role(role) if c.is_time), None)
    if named is not None:
        return named
    bare = (c for c in table.columns if c.is_time and _BARE.fullmatch(c.leaf.strip()))
    return next((c for c in bare if c.index != end.index), None)
