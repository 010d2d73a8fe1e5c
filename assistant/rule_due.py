"""Binding a due day to a log: its periods, the day that was planned, the day it was done."""

import re

from assistant import times
from assistant.roles import LAST, Role, events_in
from assistant.rule_bound import Binding, Exemption
from assistant.rule_columns import AGREED, best_event
from assistant.rule_days import month_of, other_day
from assistant.rule_model import Rule
from assistant.rule_subjects import overlap, same_subject, subjects, table_subjects
from assistant.table_columns import Column
from assistant.tables import Table
from ingest.model import DocumentKind

_RENEWED = re.compile(rf"{LAST.pattern}|校准|检定|复审|复训")
SHARED_PAIRS = 2
"""Where rule or table names no area of service, they must share so many pairs (assumed)."""


def bind_due(rule: Rule, table: Table) -> Binding | None:
    """Return a due day on a log, None where the log tells no period or no such day."""
    shared = overlap(rule, table)
    near = shared >= 1 or bool(subjects(rule.text) & table_subjects(table))
    if not same_subject(rule, table) or not near or rule.due is None:
        return None
    end = _due_end(rule, table)
    if end is None:
        return None
    if rule.due.fixed:
        known = table.year is not None and shared >= SHARED_PAIRS
        return Binding(rule, table, None, end) if known else None
    planned = table.first(Role.PLANNED)
    inside = rule.due.day == 0 and rule.due.days_after == 0
    if planned is not None:
        late = _DEADLINE.search(planned.leaf)
        return Binding(rule, table, planned, end) if late or not inside else None
    by_period = table.first(Role.PERIOD)
    if by_period is not None and not _alike_long(rule, by_period):
        return None
    if by_period is not None or _covers_period(table, rule.due.every):
        moved, exemption = other_day(rule, table, prompt=True)
        moved = moved if exemption is Exemption.REPLACES else None
        return Binding(rule, table, by_period, end, moved=moved, exemption=exemption)
    if not inside and (start := month_of(rule, table, end)) is not None:
        return Binding(rule, table, start, end)
    return _last_done(rule, table, end) if inside else None


_DEADLINE = re.compile(r"截止|最[迟晚后]|期限|限期")


def _due_end(rule: Rule, table: Table) -> Column | None:
    """Return the column of the day on which it was done; a lone one needs no name."""
    roles = [role for role in events_in(rule.ends) if role is not Role.PLANNED]
    end = best_event(table, rule.ends, roles, barred=_NEVER_DONE)
    done = [c for c in table.columns if c.is_time and c.role not in (*AGREED, *_NEVER_DONE)]
    by_period = table.first(Role.PERIOD) is not None or (rule.due is not None and rule.due.fixed)
    alone = by_period and len(done) == 1 and overlap(rule, table) >= 1
    is_log = table.document.kind is DocumentKind.RECORD_LOG
    return done[0] if end is None and alone and is_log else end


_NEVER_DONE = (Role.VALID_UNTIL, Role.PLANNED)
"""Days that are written down beforehand."""


def _alike_long(rule: Rule, column: Column) -> bool:
    """Whether a log's periods are as long as the rule's, or are the months planned for it."""
    every = rule.due.every if rule.due else 0.0
    spans = [
        span
        for value in column.values
        if (span := times.period(f"2000年{value}") or times.period(value))
    ]
    if not every or not spans or re.search(r"应|计划|排", column.leaf):
        return True
    return any(abs(((s.last - s.first).days + 1) / 30.4 - every) < 0.5 for s in spans)


def _covers_period(table: Table, months: float) -> bool:
    """Whether the table's title names one period, as long as the rule's."""
    named = times.period(table.intro)
    if named is None or not months:
        return False
    days = (named.last - named.first).days + 1
    return abs(days / 30.4 - months) < 0.5


def _last_done(rule: Rule, table: Table, end: Column) -> Binding | None:
    """Bind a yearly calibration or the like to a list of things, each with its last day."""
    if not _RENEWED.search(end.leaf) or table.first(Role.VALID_UNTIL) or not rule.due:
        return None
    return Binding(rule, table, None, end) if rule.due.every else None
