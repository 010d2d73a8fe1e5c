"""Rows under rules on what a field must hold: no blank, a signature, a remedy, no charge."""

import re
from datetime import date, time

from assistant.roles import Role
from assistant.row_cells import (
    CLOCKED,
    MET,
    OUT,
    Outcome,
    Result,
    cell,
    is_over,
    is_over_by_status,
    moment_of,
    names_in,
    number_in,
    say,
)
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


def holder(binding: Binding, index: int) -> Result:
    """Judge whether all who did the work held the paper on that day."""
    text, roster = cell(binding, binding.end.index, index), binding.roster
    if is_blank(text) or roster is None:
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白")
    on = moment_of(binding, binding.start.index, index) if binding.start else None
    if on is None and binding.until is not None:
        on = moment_of(binding, binding.until.index, index)
    unsure = ""
    for name in names_in(text):
        days = roster.days.get(name, ())
        told = [day for day in days if day is not None]
        if not days or (not told and not roster.until):
            return Result(Outcome.BREACH, f"《{roster.title}》中没有{name}的{binding.rule.ends}")
        if on is None or not told:
            unsure = f"{name}的{binding.rule.ends}或作业日没有写明"
        elif not any(day >= on.day if roster.until else day <= on.day for day in told):
            if len(told) == len(days):
                why = f"{name}的{binding.rule.ends}{max(told)}，作业日{on.day}"
                return Result(Outcome.BREACH, why)
            unsure = f"{name}的一张{binding.rule.ends}没有写明日期"
    return Result(Outcome.UNKNOWN, unsure) if unsure else MET


def signed(binding: Binding, index: int) -> Result:
    """Judge whether a row has its signature or confirmation, a dated one before the work."""
    if binding.start is not None:
        text = cell(binding, binding.start.index, index)
        amount = number_in(text)
        if amount is None:
            return OUT if is_blank(text) else Result(Outcome.UNKNOWN, f"收费“{text}”读不出金额")
        if amount <= 0:
            return OUT
    done = binding.table.first(Role.FINISHED)
    open_yet = (
        done is not None and done != binding.until and is_blank(cell(binding, done.index, index))
    )
    if open_yet and not is_over_by_status(binding, index):
        return OUT
    text = cell(binding, binding.end.index, index)
    if not text.strip() and _is_ticked(binding):
        return Result(Outcome.UNKNOWN, f"{binding.end.leaf}空白，既未打√也未打×")
    if is_blank(text) or re.match(r"未|没|否|×|x$|n$|no$", text.strip(), re.IGNORECASE):
        told = not binding.end.is_time or _names_field(binding)
        return Result(Outcome.BREACH if told else Outcome.UNKNOWN, f"{binding.end.leaf}空白")
    return _signed_in_time(binding, index) if binding.until else MET


def _is_ticked(binding: Binding) -> bool:
    """Whether a column tells yes and no by marks: a blank says neither."""
    return binding.end.is_ticked


def _names_field(binding: Binding) -> bool:
    """Whether a blank says that nobody confirmed.

    A rule that only compares days (确认日不晚于到场日) tells nothing of a day not written down;
    one that names the field (填QTN栏), or asks for the confirmation itself, does.
    """
    text = binding.rule.text
    asked = binding.rule.ends or _FIELD.search(text) or _FIRST.search(text)
    return bool(asked) or not _DAYS.search(text)


_FIRST = re.compile(
    r"(?:签[字名认]|同意|认可|点头|答应)[^，。；\d日]{0,6}?(?:之?后|以后|了)[，,]?(?:再|才|方|后)"
)
"""The confirmation comes first, then the work."""


_DAYS = re.compile(r"(?:确认|同意|签字|报价)(?:的)?日")
_FIELD = re.compile(r"栏(?!目)|[”」』那]\s*格|格[里内]")


def free(binding: Binding, index: int) -> Result:
    """Judge a case that must cost nothing: an amount above 0 is a breach."""
    text = cell(binding, binding.end.index, index)
    amount = number_in(text)
    if amount is None or amount <= 0:
        return MET
    return Result(Outcome.BREACH, f"{binding.end.leaf}{text.strip()}")


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
