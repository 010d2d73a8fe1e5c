"""The outcome of one rule on each row of a table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from assistant import times
from assistant.quantities import Quantity, Unit
from assistant.roles import Role
from assistant.rule_binding import Binding, Exemption
from assistant.rule_cases import Choice
from assistant.rule_model import Due, RuleKind
from assistant.tables import is_blank
from assistant.times import Moment

_OUT_OF_USE = re.compile(
    r"停用|封存|报废|离[职岗]|已退|注销|不在岗|作废|取消|撤[销单]|闲置|退役|病休"
)
_CLOCKED = (Unit.HOUR, Unit.MINUTE)
_FOREVER = re.compile(r"长期|永久|无固定期限|终身")
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_PENDING = (Role.FINISHED, Role.ACCEPTED, Role.DELIVERED, Role.CLOSED, Role.READY, Role.APPROVED)
"""Events that may not have come yet: with their cell blank the clock has not started."""


class Outcome(StrEnum):
    """What a row says about the rule; OUT rows are not concerned and not counted."""

    OUT = "out"
    MET = "met"
    BREACH = "breach"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """A row's outcome with the numbers that decided, for a person to check."""

    outcome: Outcome
    why: str = ""


_OUT = Result(Outcome.OUT)
_MET = Result(Outcome.MET)


def results(binding: Binding, as_of: date) -> Iterator[Result]:
    """Yield the outcome of every row in order."""
    test = _tester(binding, as_of)
    states = [column.index for column in binding.table.of_role(Role.STATUS)]
    kept = [(f.column.index, frozenset(f.values)) for f in binding.filters]
    for index, row in enumerate(binding.table.rows):
        cells = row.cells
        out = any(cells[at].strip() not in values for at, values in kept) or any(
            _OUT_OF_USE.search(cells[at]) for at in states
        )
        yield _OUT if out else test(index)


def _tester(binding: Binding, as_of: date) -> Callable[[int], Result]:
    kind = binding.rule.kind
    if kind is RuleKind.WITHIN:
        return lambda index: _within(binding, index, as_of)
    if kind is RuleKind.DUE:
        if binding.start is None and times.period(binding.table.intro) is None:
            return lambda index: _last_done(binding, index, as_of)
        return lambda index: _due(binding, index)
    if kind is RuleKind.SIGNED:
        return lambda index: _signed(binding, index)
    if kind is RuleKind.VALID:
        return lambda index: _valid(binding, index, as_of)
    if kind is RuleKind.STOCK:
        return lambda index: _stock(binding, index)
    return lambda index: _order(binding, index)


def _within(binding: Binding, index: int, as_of: date) -> Result:
    choice = _choice(binding, index)
    if choice is None:
        return _OUT
    moved = _moment(binding, binding.moved.index, index) if binding.moved else None
    filled = binding.moved is not None and not is_blank(_cell(binding, binding.moved.index, index))
    if filled and binding.exemption is Exemption.EXCLUDES:
        return _OUT
    start = _start(binding, index)
    end = _moment(binding, binding.end.index, index)
    if start is None and not _has_begun(binding, index) and end is None:
        return _OUT
    if filled and moved is None:
        return Result(Outcome.UNKNOWN, f"{binding.moved.leaf if binding.moved else ''}无法读出")
    if end is not None and start is not None:
        end = end.not_before(start)
    if moved is not None and not binding.two_sided:
        return _by_moved(binding, moved.not_before(start) if start else moved, end)
    if start is not None and _is_open(binding, index):
        return _open_case(choice.quantity, start, as_of)
    return _measured(binding, choice.quantity, moved or start, end)


def _by_moved(binding: Binding, moved: Moment, end: Moment | None) -> Result:
    """Judge against the day or time agreed instead of the limit."""
    name = binding.end.leaf
    if end is None or (end.clock is None and moved.clock is not None):
        return Result(Outcome.UNKNOWN, f"{name}空白或没有时刻")
    late = end.at > moved.at if moved.clock is not None else end.day > moved.day
    return Result(Outcome.BREACH, f"{name}{_say(end)}晚于约定{_say(moved)}") if late else _MET


def _measured(
    binding: Binding, limit: Quantity, start: Moment | None, end: Moment | None
) -> Result:
    if start is None:
        name = binding.start.leaf if binding.start else "起点"
        return Result(Outcome.UNKNOWN, f"{name}空白或无法读出")
    if end is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    if limit.unit in _CLOCKED and (start.clock is None or end.clock is None):
        return Result(Outcome.UNKNOWN, "只有日期，没有时刻")
    if binding.two_sided and end.day < start.day:
        start, end = end, start
    if _is_over(limit, start, end):
        return Result(Outcome.BREACH, f"{_say(start)} → {_say(end)}，超过{limit.text}")
    return _MET


def _is_open(binding: Binding, index: int) -> bool:
    closing = binding.end.role is Role.CLOSED
    return closing and is_blank(_cell(binding, binding.end.index, index))


def _open_case(limit: Quantity, start: Moment, as_of: date) -> Result:
    """Judge a case that is still open at the day of the audit."""
    if _is_over(limit, start, Moment(as_of, time(23, 59) if limit.unit in _CLOCKED else None)):
        return Result(Outcome.BREACH, f"{_say(start)}起至{as_of}未办结，超过{limit.text}")
    return Result(Outcome.UNKNOWN, "尚未办结，未到期限")


def _is_over(limit: Quantity, start: Moment, end: Moment) -> bool:
    """Whether more than the limit passed; exactly the limit is in time."""
    if limit.unit is Unit.WORKDAY:
        return times.workdays_between(start.day, end.day) > limit.value
    if limit.unit is Unit.MONTH:
        return end.day > times.add_months(start.day, round(limit.value))
    if limit.unit is Unit.DAY:
        return (end.day - start.day).days > limit.value
    hours = limit.value if limit.unit is Unit.HOUR else limit.value / 60
    return end.at - start.at > timedelta(hours=hours)


def _due(binding: Binding, index: int) -> Result:
    end = _moment(binding, binding.end.index, index)
    period = _period(binding, index)
    if binding.start is not None and binding.start.role is Role.PLANNED:
        planned = _moment(binding, binding.start.index, index)
        if planned is None:
            return Result(Outcome.UNKNOWN, f"{binding.start.leaf}空白")
        first, last = date.min, planned.day
    elif period is None or binding.rule.due is None:
        return Result(Outcome.UNKNOWN, "没有写明所属期间")
    else:
        first, last = _window(period, binding.rule.due)
    if end is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    if end.day > last:
        return Result(Outcome.BREACH, f"{binding.end.leaf}{_say(end)}晚于{last}")
    if end.day < first:
        return Result(Outcome.BREACH, f"{binding.end.leaf}{_say(end)}早于{first}")
    return _MET


def _period(binding: Binding, index: int) -> times.Period | None:
    if binding.start is not None and binding.start.role is Role.PERIOD:
        cell = _cell(binding, binding.start.index, index)
        year = binding.table.year
        return times.period(cell) or (times.period(f"{year}年{cell}") if year else None)
    return times.period(binding.table.intro)


def _window(period: times.Period, due: Due) -> tuple[date, date]:
    if due.days_after:
        return date.min, period.last + timedelta(days=due.days_after)
    if due.day == 0:
        return period.first, period.last
    month = times.add_months(period.last.replace(day=1), due.months)
    last = times.add_months(month, 1) - timedelta(days=1)
    return date.min, month.replace(day=min(due.day, last.day))


def _last_done(binding: Binding, index: int, as_of: date) -> Result:
    """Judge by when it was last done: not longer ago than the rule's interval."""
    done = _moment(binding, binding.end.index, index)
    if done is None or binding.rule.due is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    until = times.add_months(done.day, round(binding.rule.due.every))
    return Result(Outcome.BREACH, f"{done.day}以后未再做") if until < as_of else _MET


def _signed(binding: Binding, index: int) -> Result:
    if binding.start is not None:
        cell = _cell(binding, binding.start.index, index)
        amount = _number(cell)
        if amount is None:
            return _OUT if is_blank(cell) else Result(Outcome.UNKNOWN, f"收费“{cell}”读不出金额")
        if amount <= 0:
            return _OUT
    done = binding.table.first(Role.FINISHED)
    if done is not None and is_blank(_cell(binding, done.index, index)):
        return _OUT
    cell = _cell(binding, binding.end.index, index)
    if is_blank(cell) or re.match(r"未|没|否|×|x$|n$|no$", cell.strip(), re.IGNORECASE):
        return Result(Outcome.BREACH, f"{binding.end.leaf}空白")
    return _MET


def _valid(binding: Binding, index: int, as_of: date) -> Result:
    columns = binding.table.of_role(Role.VALID_UNTIL)
    cells = [_cell(binding, column.index, index) for column in columns]
    if any(_FOREVER.search(cell) for cell in cells):
        return _MET
    days = [m.day for c in columns if (m := _moment(binding, c.index, index)) is not None]
    if any(_OUT_OF_USE.search(cell) for cell in binding.table.rows[index].cells):
        return _OUT
    if not days:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    last = max(days)
    return Result(Outcome.BREACH, f"{last}到期") if last < as_of else _MET


def _stock(binding: Binding, index: int) -> Result:
    least = _number(_cell(binding, binding.start.index, index)) if binding.start else None
    held = _number(_cell(binding, binding.end.index, index))
    if least is None or held is None:
        return Result(Outcome.UNKNOWN, "实存数或安全库存空白")
    return Result(Outcome.BREACH, f"实存{held:g} < 安全库存{least:g}") if held < least else _MET


def _order(binding: Binding, index: int) -> Result:
    then = _moment(binding, binding.end.index, index)
    first = _moment(binding, binding.start.index, index) if binding.start else None
    if then is None:
        return _OUT
    if first is None:
        return Result(Outcome.UNKNOWN, f"{binding.start.leaf if binding.start else ''}空白")
    late = first.at > then.at if first.clock and then.clock else first.day > then.day
    return Result(Outcome.BREACH, f"{_say(first)}晚于{_say(then)}") if late else _MET


def _choice(binding: Binding, index: int) -> Choice | None:
    cells = binding.table.rows[index].cells
    for choice in binding.choices:
        if choice.column is not None and cells[choice.column.index].strip() in choice.values:
            return choice
    return next((choice for choice in binding.choices if choice.column is None), None)


def _start(binding: Binding, index: int) -> Moment | None:
    return _moment(binding, binding.start.index, index) if binding.start else None


def _has_begun(binding: Binding, index: int) -> bool:
    if binding.start is None or binding.start.role not in _PENDING:
        return True
    return not is_blank(_cell(binding, binding.start.index, index))


def _cell(binding: Binding, column: int, index: int) -> str:
    return binding.table.rows[index].cells[column]


def _moment(binding: Binding, column: int, index: int) -> Moment | None:
    moments = binding.table.moments.get(column)
    return moments[index] if moments else None


def _number(cell: str) -> float | None:
    match = _NUMBER.search(cell.replace("，", ","))
    return float(match.group().replace(",", "")) if match else None


def _say(moment: Moment) -> str:
    if moment.clock is None:
        return moment.day.isoformat()
    return datetime.combine(moment.day, moment.clock).strftime("%Y-%m-%d %H:%M")
