"""The outcome of one rule on each row of a table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from assistant import numerals, row_amounts, row_due, row_lists, row_totals, times
from assistant.quantities import Quantity, Unit
from assistant.roles import LAST, Role
from assistant.row_cells import (
    CLOCKED,
    MET,
    OUT,
    Outcome,
    Result,
    cell,
    choice_of,
    clock_of,
    is_over,
    is_over_by_status,
    moment_of,
    number_in,
    say,
)
from assistant.row_scope import NOTE_CHARS, OUT_OF_USE, unconcerned
from assistant.rule_bound import Binding, Exemption
from assistant.rule_model import RuleKind
from assistant.table_columns import DENIED, is_blank
from assistant.times import Moment

_FOREVER = re.compile(r"长期|永久|无固定期限|终身")
_ONGOING = re.compile(
    r"(?:处理|跟进|进行|办理|整改|协商|调查|维修|鉴定)中|未(?:结|办结|关闭|完)|待(?:处理|回复|定|结)|尚未|仍在"
    r"|\b(?:open|pending|in[ _]progress|ongoing)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(r"还?在?等(?![级到])|待[修件料装货]")
_PENDING = (Role.FINISHED, Role.ACCEPTED, Role.DELIVERED, Role.CLOSED, Role.READY, Role.APPROVED)
"""Events that may not have come yet: in a row that says so, the clock has not started."""


def results(binding: Binding, as_of: date) -> Iterator[Result]:
    """Yield the outcome of every row in order."""
    test = _tester(binding, as_of)
    out = unconcerned(binding)
    if binding.rule.kind is RuleKind.TOTAL:
        yield from row_totals.grouped(binding, out)
        return
    for index in range(len(binding.table.rows)):
        yield OUT if index in out else test(index)


def _tester(binding: Binding, as_of: date) -> Callable[[int], Result]:
    kind = binding.rule.kind
    untimed = binding.start is None and binding.since is None
    if kind in (RuleKind.AMOUNT, RuleKind.MEASURED) or (kind is RuleKind.WITHIN and untimed):
        return lambda index: row_amounts.bounded(binding, index)
    if kind is RuleKind.WITHIN:
        return lambda index: _within(binding, index, as_of)
    if kind is RuleKind.DUE:
        fixed = binding.rule.due is not None and binding.rule.due.fixed
        last = LAST.search(binding.end.leaf) or times.period(binding.table.intro) is None
        if not fixed and binding.start is None and last:
            return lambda index: row_due.last_done(binding, index, as_of)
        return lambda index: row_due.due(binding, index)
    if kind is RuleKind.VALID:
        return lambda index: _valid(binding, index, as_of)
    if kind is RuleKind.REMEDY:
        return lambda index: row_lists.remedy(binding, index, as_of)
    test = {
        RuleKind.FREE: row_lists.free,
        RuleKind.RATE: row_totals.rate,
        RuleKind.HOLDER: row_lists.holder,
        RuleKind.SIGNED: row_lists.signed,
        RuleKind.STOCK: _stock,
        RuleKind.COMPLETE: row_lists.complete,
    }.get(kind, _order)
    return lambda index: test(binding, index)


def _within(binding: Binding, index: int, as_of: date) -> Result:
    choice = choice_of(binding, index)
    if choice is None:
        return OUT
    moved, filled = None, False
    if binding.moved is not None:
        moved = moment_of(binding, binding.moved.index, index)
        filled = not is_blank(cell(binding, binding.moved.index, index))
    if filled and binding.exemption is Exemption.EXCLUDES:
        return OUT
    start = _start(binding, index)
    end = moment_of(binding, binding.end.index, index)
    if end is None and DENIED.match(cell(binding, binding.end.index, index)):
        return Result(Outcome.BREACH, f"{binding.end.leaf}记为未做")
    if start is None and not _has_begun(binding, index) and end is None:
        return OUT
    if filled and moved is None:
        return Result(Outcome.UNKNOWN, f"{binding.moved.leaf if binding.moved else ''}无法读出")
    if end is not None and start is not None:
        end = end.not_before(start)
        end = _without_hold(binding, index, end) if binding.held else end
    if moved is not None and not binding.two_sided:
        return _by_moved(binding, moved.not_before(start) if start else moved, end)
    if start is not None and _is_open(binding, index):
        return _open_case(choice.quantity, start, as_of)
    return _measured(binding, choice.quantity, moved or start, end)


def _without_hold(binding: Binding, index: int, end: Moment) -> Moment:
    """Return the end as if the clock had not stood still while the case was on hold."""
    text = cell(binding, binding.held.index, index) if binding.held else ""
    stood = numerals.duration(text)
    if stood is not None and end.clock is not None:
        at = end.at - stood
        return end._replace(day=at.date(), clock=at.time())
    amount = number_in(text)
    if not amount or binding.held is None:
        return end
    name = binding.held.leaf
    if end.clock is None:
        days = amount if _BY_DAY.search(name) else 0.0
        return end._replace(day=end.day - timedelta(days=days))
    hours = amount if re.search(r"小时|hour|_h$", name, re.IGNORECASE) else amount / 60
    if _BY_DAY.search(name):
        hours = amount * 24
    at = end.at - timedelta(hours=hours)
    return end._replace(day=at.date(), clock=at.time())


_BY_DAY = re.compile(r"天数|天$|日数|\d天|[（(]天|day", re.IGNORECASE)


def _by_moved(binding: Binding, moved: Moment, end: Moment | None) -> Result:
    """Judge against the day or time agreed instead of the limit."""
    name = binding.end.leaf
    if end is None or (end.clock is None and moved.clock is not None):
        return Result(Outcome.UNKNOWN, f"{name}空白或没有时刻")
    late = end.at > moved.at if moved.clock is not None else end.day > moved.day
    return Result(Outcome.BREACH, f"{name}{say(end)}晚于约定{say(moved)}") if late else MET


def _measured(
    binding: Binding, limit: Quantity, start: Moment | None, end: Moment | None
) -> Result:
    if start is None:
        name = binding.start.leaf if binding.start else "起点"
        return Result(Outcome.UNKNOWN, f"{name}空白或无法读出")
    if end is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    limit = _by_clock(binding, limit)
    last = start.day + timedelta(days=limit.value) if clock_of(limit) else None
    if end.day == last and end.clock is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}没有时刻，规定{limit.text}")
    if limit.unit in CLOCKED and (start.clock is None or end.clock is None):
        if not (binding.by_day and limit.unit is Unit.HOUR and limit.value % 24 == 0):
            return Result(Outcome.UNKNOWN, "只有日期，没有时刻")
        limit = replace(limit, value=limit.value / 24, unit=Unit.DAY)
    if binding.two_sided and end.at < start.at:
        start, end = end, start
    if is_over(limit, start, end):
        return Result(Outcome.BREACH, f"{say(start)} → {say(end)}，超过{limit.text}")
    return MET


def _by_clock(binding: Binding, limit: Quantity) -> Quantity:
    """Return days in hours where the same series is counted in hours: P2 24小时、P3 5天."""
    if limit.unit is not Unit.DAY or binding.by_day:
        return limit
    if not any(choice.quantity.unit in CLOCKED for choice in binding.choices):
        return limit
    return replace(limit, value=24 * limit.value, unit=Unit.HOUR)


def _is_open(binding: Binding, index: int) -> bool:
    """Whether a case says that it is open; a blank closing day alone may be forgotten."""
    if binding.end.role is not Role.CLOSED:
        return False
    if not is_blank(cell(binding, binding.end.index, index)):
        return False
    cells = binding.table.rows[index].cells
    return any(len(text) <= NOTE_CHARS and _ONGOING.search(text) for text in cells)


def _open_case(limit: Quantity, start: Moment, as_of: date) -> Result:
    """Judge a case that is still open at the day of the audit."""
    if is_over(limit, start, Moment(as_of, time(23, 59) if limit.unit in CLOCKED else None)):
        return Result(Outcome.BREACH, f"{say(start)}起至{as_of}未办结，超过{limit.text}")
    return Result(Outcome.UNKNOWN, "尚未办结，未到期限")


def _valid(binding: Binding, index: int, as_of: date) -> Result:
    columns = binding.table.of_role(Role.VALID_UNTIL)
    cells = [cell(binding, column.index, index) for column in columns]
    if any(_FOREVER.search(text) for text in cells):
        return MET
    days = [m.day for c in columns if (m := moment_of(binding, c.index, index)) is not None]
    if any(OUT_OF_USE.search(text) for text in binding.table.rows[index].cells):
        return OUT
    if not days:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白或无法读出")
    last = max(days)
    return Result(Outcome.BREACH, f"{last}到期") if last < as_of else MET


def _stock(binding: Binding, index: int) -> Result:
    least = number_in(cell(binding, binding.start.index, index)) if binding.start else None
    held = number_in(cell(binding, binding.end.index, index))
    if least is None or held is None:
        return Result(Outcome.UNKNOWN, "实存数或安全库存空白")
    return Result(Outcome.BREACH, f"实存{held:g} < 安全库存{least:g}") if held < least else MET


def _order(binding: Binding, index: int) -> Result:
    then = moment_of(binding, binding.end.index, index)
    first = moment_of(binding, binding.start.index, index) if binding.start else None
    if then is None:
        return OUT
    if first is None:
        return Result(Outcome.UNKNOWN, f"{binding.start.leaf if binding.start else ''}空白")
    if binding.choices:
        ahead = binding.choices[0].quantity
        return MET if _is_ahead(ahead, first, then) else _too_late(ahead, first, then)
    late = first.at > then.at if first.clock and then.clock else first.day > then.day
    return Result(Outcome.BREACH, f"{say(first)}晚于{say(then)}") if late else MET


def _is_ahead(limit: Quantity, first: Moment, then: Moment) -> bool:
    """Whether the first came at least so long before the other."""
    if limit.unit is Unit.WORKDAY:
        return times.workdays_between(first.day, then.day) >= limit.value
    if limit.unit is Unit.MONTH:
        return times.add_months(first.day, round(limit.value)) <= then.day
    if limit.unit is Unit.DAY or first.clock is None or then.clock is None:
        days = limit.value * {Unit.HOUR: 1 / 24, Unit.MINUTE: 0.0}.get(limit.unit, 1.0)
        return (then.day - first.day).days >= days
    hours = limit.value if limit.unit is Unit.HOUR else limit.value / 60
    return then.at - first.at >= timedelta(hours=hours)


def _too_late(limit: Quantity, first: Moment, then: Moment) -> Result:
    return Result(Outcome.BREACH, f"{say(first)} → {say(then)}，规定提前{limit.text}")


def _start(binding: Binding, index: int) -> Moment | None:
    start = moment_of(binding, binding.start.index, index) if binding.start else binding.since
    if start is None or not binding.rule.after:
        return start
    return start._replace(day=times.add_months(start.day, binding.rule.after))


def _has_begun(binding: Binding, index: int) -> bool:
    if binding.start is None or binding.start.role not in _PENDING:
        return True
    if not is_blank(cell(binding, binding.start.index, index)):
        return True
    cells = binding.table.rows[index].cells
    waits = any(
        len(text) <= NOTE_CHARS and (_ONGOING.search(text) or _WAITS.match(text)) for text in cells
    )
    return not waits or is_over_by_status(binding, index)
