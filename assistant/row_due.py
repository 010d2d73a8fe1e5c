"""Rows under rules on a calendar day: planned, after a period, within it, once an interval."""

from datetime import date, timedelta

from assistant import times
from assistant.roles import Role
from assistant.row_cells import MET, Outcome, Result, cell, moment_of, say
from assistant.rule_bound import Binding
from assistant.rule_model import Due


def due(binding: Binding, index: int) -> Result:
    """Judge whether something was done by its planned day, or within or after its period."""
    end = moment_of(binding, binding.end.index, index)
    period = _period(binding, index)
    if binding.start is not None and binding.start.role is Role.PLANNED:
        planned = moment_of(binding, binding.start.index, index)
        if planned is None:
            return Result(Outcome.UNKNOWN, f"{binding.start.leaf}空白")
        first, last = date.min, planned.day
    elif (fixed := _fixed(binding)) is not None:
        first, last = date.min, fixed
    elif period is None or binding.rule.due is None:
        return Result(Outcome.UNKNOWN, "没有写明所属期间")
    else:
        first, last = _window(period, binding.rule.due)
    if end is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    moved = moment_of(binding, binding.moved.index, index) if binding.moved else None
    last = moved.day if moved is not None else last
    if end.day > last:
        return Result(Outcome.BREACH, f"{binding.end.leaf}{say(end)}晚于{last}")
    if end.day < first:
        return Result(Outcome.BREACH, f"{binding.end.leaf}{say(end)}早于{first}")
    return MET


def _fixed(binding: Binding) -> date | None:
    """Return the one day of the table's year by which a rule wants it done."""
    due, year = binding.rule.due, binding.table.year
    if due is None or not due.fixed or year is None:
        return None
    try:
        return date(year, due.months, due.day)
    except ValueError:  # 2月30日 as people write it
        return None


def _period(binding: Binding, index: int) -> times.Period | None:
    if binding.start is not None and binding.start.role is Role.PERIOD:
        text = cell(binding, binding.start.index, index).strip()
        year = binding.table.year
        return times.period(text) or (times.period(f"{year}年{text}") if year else None)
    if binding.start is not None and binding.rule.due is not None:
        begun = moment_of(binding, binding.start.index, index)
        return _around(begun.day, round(binding.rule.due.every)) if begun else None
    return times.period(binding.table.intro)


def _around(day: date, every: int) -> times.Period:
    """Return the month in which a day lies, or the quarter where a rule counts by quarters."""
    length = every if every in (3, 6, 12) else 1
    first = day.replace(day=1, month=(day.month - 1) // length * length + 1)
    return times.Period(first, times.add_months(first, length) - timedelta(days=1))


def _window(period: times.Period, due: Due) -> tuple[date, date]:
    if due.days_after:
        return date.min, period.last + timedelta(days=due.days_after)
    if due.day == 0:
        return period.first, period.last
    month = times.add_months(period.last.replace(day=1), due.months)
    last = times.add_months(month, 1) - timedelta(days=1)
    return date.min, month.replace(day=min(due.day, last.day))


def last_done(binding: Binding, index: int, as_of: date) -> Result:
    """Judge by when it was last done: not longer ago than the rule's interval."""
    done = moment_of(binding, binding.end.index, index)
    if done is None or binding.rule.due is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    until = times.add_months(done.day, round(binding.rule.due.every))
    return Result(Outcome.BREACH, f"{done.day}以后未再做") if until < as_of else MET
