"""Rows under rules on what must be filled: no field blank, a remedy once it took too long."""

import re
from datetime import date, time

from assistant.roles import Role
from assistant.row_cells import CLOCKED, MET, OUT, Outcome, Result, cell, is_over, moment_of
from assistant.rule_bound import Binding
from assistant.table_columns import is_blank
from assistant.times import Moment

_NOT_DONE = re.compile(r"未|没|否|×|x$|n$|no$|待[补填定]|缺", re.IGNORECASE)


def complete(binding: Binding, index: int) -> Result:
    """Judge whether all columns of a list are filled; a case still open is not yet to be told."""
    blank = [c.leaf for c in binding.columns if is_blank(cell(binding, c.index, index))]
    closing = binding.table.first(Role.CLOSED)
    if blank and closing is not None and is_blank(cell(binding, closing.index, index)):
        return Result(Outcome.UNKNOWN, f"尚未办结，{'、'.join(blank)}空白")
    return Result(Outcome.BREACH, f"{'、'.join(blank)}空白") if blank else MET


def remedy(binding: Binding, index: int, as_of: date) -> Result:
    """Judge whether a row that took longer than the limit shows what is then owed."""
    if binding.start is None or binding.until is None:
        return OUT
    start = moment_of(binding, binding.start.index, index)
    limit = binding.choices[0].quantity
    owed = cell(binding, binding.end.index, index)
    given = not is_blank(owed) and not _NOT_DONE.match(owed.strip())
    until = moment_of(binding, binding.until.index, index)
    if start is None:
        unsaid = Result(Outcome.UNKNOWN, f"{binding.start.leaf}空白，算不出时长")
        return MET if given else unsaid
    if until is None:
        until = Moment(as_of, time(23, 59) if limit.unit in CLOCKED else None)
    if not is_over(limit, start, until):
        return OUT
    return MET if given else Result(Outcome.BREACH, f"超过{limit.text}而{binding.end.leaf}空白")
