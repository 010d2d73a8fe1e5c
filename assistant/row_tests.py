"""The outcome of one rule on each row of a table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from assistant import numerals, row_amounts, row_due, row_lists, times
from assistant.quantities import Quantity, Unit
from assistant.roles import Role
from assistant.row_cells import (
    CLOCKED,
    MET,
    OUT,
    Outcome,
    Result,
    cell,
    choice_of,
    is_over,
    moment_of,
    number_in,
    say,
)
from assistant.rule_bound import Binding, Exemption
from assistant.rule_model import RuleKind
from assistant.table_columns import is_blank
from assistant.times import Moment

_OUT_OF_USE = re.compile(
    r"停用|封存|报废|离[职岗]|已退|注销|不在岗|作废|取消|撤[销单]|闲置|退役|病休"
    r"|停派|停岗|待岗|暂停(?:派|上岗)|\b(?:inactive|retired|suspended|cancel+ed|void|withdrawn)\b",
    re.IGNORECASE,
)
_FOREVER = re.compile(r"长期|永久|无固定期限|终身")
_OVER = re.compile(
    r"(?<!未)(?:关闭|办结|结案|完结|结单|完成|完工|已修复|已解决|闭环)|closed|done|resolved|completed",
    re.IGNORECASE,
)
"""States in which all has happened: a blank time is then missing, not still to come."""
_ONGOING = re.compile(
    r"(?:处理|跟进|进行|办理|整改|协商|调查|维修|鉴定)中|未(?:结|办结|关闭|完)|待(?:处理|回复|定|结)|尚未|仍在"
    r"|\b(?:open|pending|in[ _]progress|ongoing)\b",
    re.IGNORECASE,
)
_NOTE_CHARS = 24
"""In longer cells the words tell a story, not a state (assumed)."""
_PENDING = (Role.FINISHED, Role.ACCEPTED, Role.DELIVERED, Role.CLOSED, Role.READY, Role.APPROVED)
"""Events that may not have come yet: with their cell blank the clock has not started."""


def results(binding: Binding, as_of: date) -> Iterator[Result]:
    """Yield the outcome of every row in order."""
    test = _tester(binding, as_of)
    out = _unconcerned(binding)
    for index in range(len(binding.table.rows)):
        yield OUT if index in out else test(index)


def _unconcerned(binding: Binding) -> set[int]:
    """Return the rows that a rule is not about: other categories, out of use, without paper."""
    rows = binding.table.rows
    out: set[int] = set()
    for one in binding.filters:
        at, values = one.column.index, frozenset(one.values)
        out.update(i for i, row in enumerate(rows) if row.cells[at].strip() not in values)
    if binding.present is not None:
        at = binding.present.index
        out.update(i for i, row in enumerate(rows) if is_blank(row.cells[at]))
    if binding.mentions:
        said = binding.mentions
        out.update(i for i, row in enumerate(rows) if not any(said in cell for cell in row.cells))
    for column in binding.table.of_role(Role.STATUS):
        at = column.index
        ended = {text for text in {row.cells[at] for row in rows} if _OUT_OF_USE.search(text)}
        if ended:
            out.update(i for i, row in enumerate(rows) if row.cells[at] in ended)
    return out


def _tester(binding: Binding, as_of: date) -> Callable[[int], Result]:
    kind = binding.rule.kind
    if kind is RuleKind.AMOUNT or (kind is RuleKind.WITHIN and binding.start is None):
        return lambda index: row_amounts.bounded(binding, index)
    if kind is RuleKind.WITHIN:
        return lambda index: _within(binding, index, as_of)
    if kind is RuleKind.DUE:
        if binding.start is None and times.period(binding.table.intro) is None:
            return lambda index: row_due.last_done(binding, index, as_of)
        return lambda index: row_due.due(binding, index)
    if kind is RuleKind.SIGNED:
        return lambda index: _signed(binding, index)
    if kind is RuleKind.VALID:
        return lambda index: _valid(binding, index, as_of)
    if kind is RuleKind.STOCK:
        return lambda index: _stock(binding, index)
    if kind is RuleKind.COMPLETE:
        return lambda index: row_lists.complete(binding, index)
    if kind is RuleKind.REMEDY:
        return lambda index: row_lists.remedy(binding, index, as_of)
    return lambda index: _order(binding, index)


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
    if not amount or end.clock is None or binding.held is None:
        return end
    name = binding.held.leaf
    hours = amount if re.search(r"小时|hour|_h$", name, re.IGNORECASE) else amount / 60
    if re.search(r"天数|\d天|[（(]天|day", name, re.IGNORECASE):
        hours = amount * 24
    at = end.at - timedelta(hours=hours)
    return end._replace(day=at.date(), clock=at.time())


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
    if limit.unit in CLOCKED and (start.clock is None or end.clock is None):
        if not (binding.by_day and limit.unit is Unit.HOUR and limit.value % 24 == 0):
            return Result(Outcome.UNKNOWN, "只有日期，没有时刻")
        limit = replace(limit, value=limit.value / 24, unit=Unit.DAY)
    if binding.two_sided and end.at < start.at:
        start, end = end, start
    if is_over(limit, start, end):
        return Result(Outcome.BREACH, f"{say(start)} → {say(end)}，超过{limit.text}")
    return MET


def _is_open(binding: Binding, index: int) -> bool:
    """Whether a case says that it is open; a blank closing day alone may be forgotten."""
    if binding.end.role is not Role.CLOSED:
        return False
    if not is_blank(cell(binding, binding.end.index, index)):
        return False
    cells = binding.table.rows[index].cells
    return any(len(text) <= _NOTE_CHARS and _ONGOING.search(text) for text in cells)


def _open_case(limit: Quantity, start: Moment, as_of: date) -> Result:
    """Judge a case that is still open at the day of the audit."""
    if is_over(limit, start, Moment(as_of, time(23, 59) if limit.unit in CLOCKED else None)):
        return Result(Outcome.BREACH, f"{say(start)}起至{as_of}未办结，超过{limit.text}")
    return Result(Outcome.UNKNOWN, "尚未办结，未到期限")


def _signed(binding: Binding, index: int) -> Result:
    if binding.start is not None:
        text = cell(binding, binding.start.index, index)
        amount = number_in(text)
        if amount is None:
            return OUT if is_blank(text) else Result(Outcome.UNKNOWN, f"收费“{text}”读不出金额")
        if amount <= 0:
            return OUT
    done = binding.table.first(Role.FINISHED)
    open_yet = done is not None and is_blank(cell(binding, done.index, index))
    if open_yet and not _is_over_by_status(binding, index):
        return OUT
    text = cell(binding, binding.end.index, index)
    if is_blank(text) or re.match(r"未|没|否|×|x$|n$|no$", text.strip(), re.IGNORECASE):
        return Result(Outcome.BREACH, f"{binding.end.leaf}空白")
    return _signed_in_time(binding, index) if binding.until else MET


def _signed_in_time(binding: Binding, index: int) -> Result:
    """Judge whether a confirmation with a day came no later than the step that it allows."""
    signed = moment_of(binding, binding.end.index, index)
    step = moment_of(binding, binding.until.index, index) if binding.until else None
    if step is None:
        return Result(Outcome.UNKNOWN, f"{binding.until.leaf if binding.until else ''}空白")
    if signed is None:
        return MET
    late = signed.at > step.at if signed.clock and step.clock else signed.day > step.day
    return Result(Outcome.BREACH, f"{say(signed)}晚于{say(step)}") if late else MET


def _valid(binding: Binding, index: int, as_of: date) -> Result:
    columns = binding.table.of_role(Role.VALID_UNTIL)
    cells = [cell(binding, column.index, index) for column in columns]
    if any(_FOREVER.search(text) for text in cells):
        return MET
    days = [m.day for c in columns if (m := moment_of(binding, c.index, index)) is not None]
    if any(_OUT_OF_USE.search(text) for text in binding.table.rows[index].cells):
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
    late = first.at > then.at if first.clock and then.clock else first.day > then.day
    return Result(Outcome.BREACH, f"{say(first)}晚于{say(then)}") if late else MET


def _start(binding: Binding, index: int) -> Moment | None:
    return moment_of(binding, binding.start.index, index) if binding.start else None


def _has_begun(binding: Binding, index: int) -> bool:
    if binding.start is None or binding.start.role not in _PENDING:
        return True
    filled = not is_blank(cell(binding, binding.start.index, index))
    return filled or _is_over_by_status(binding, index)


def _is_over_by_status(binding: Binding, index: int) -> bool:
    """Whether the row's status says that all has happened."""
    states = binding.table.of_role(Role.STATUS)
    return any(_OVER.search(cell(binding, column.index, index)) for column in states)
