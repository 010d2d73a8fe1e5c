"""What one row says: its outcome under a rule, and the cells that decide it."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from assistant import times
from assistant.quantities import Quantity, Unit
from assistant.roles import Role
from assistant.rule_bound import Binding
from assistant.rule_cases import Choice
from assistant.rule_model import BY_CLOCK
from assistant.times import Moment

CLOCKED = (Unit.HOUR, Unit.MINUTE)
"""Units that need a time of day."""
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")

_OVER = re.compile(
    r"(?<!未)(?:关闭|办结|结案|完结|结单|完成|完工|已修复|已解决|闭环)|closed|done|resolved|completed",
    re.IGNORECASE,
)
"""States in which all has happened: a blank time is then missing, not still to come."""


class Outcome(StrEnum):
    """What a row says about the rule; OUT rows are not concerned and not counted."""

    OUT = "out"
    MET = "met"
    BREACH = "breach"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """A row's outcome with the numbers that decided, for a person to check.

    Attributes:
        id: The name of the group for which the row stands, "" for a row alone.
    """

    outcome: Outcome
    why: str = ""
    id: str = ""


OUT = Result(Outcome.OUT)
MET = Result(Outcome.MET)


def cell(binding: Binding, column: int, index: int) -> str:
    """Return the text of a cell."""
    return binding.table.rows[index].cells[column]


def moment_of(binding: Binding, column: int, index: int) -> Moment | None:
    """Return the moment that a cell of a time column states, None if none is read."""
    moments = binding.table.moments.get(column)
    return moments[index] if moments else None


def number_in(text: str) -> float | None:
    """Return the first number of a text, None if it has none."""
    match = _NUMBER.search(text.replace("，", ","))
    return float(match.group().replace(",", "")) if match else None


_NAMES = re.compile(r"[、，,/;；＋+ ]+|和|及")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a cell holds."""
    return tuple(name for name in _NAMES.split(text.strip()) if name)


def say(moment: Moment) -> str:
    """Return a moment in words."""
    if moment.clock is None:
        return moment.day.isoformat()
    return moment.at.isoformat(" ", "minutes")


_BY_CLOCK = re.compile(BY_CLOCK)


def clock_of(limit: Quantity) -> time | None:
    """Return the time of the last day by which a limit wants it done, None for all of the day."""
    match = _BY_CLOCK.search(limit.text) if limit.unit is Unit.DAY else None
    if match is None:
        return None
    hour = int(match["hour"]) + (12 if match["half"] in _AFTERNOON else 0)
    return time(hour % 24, int(match["minute"] or 0))


_AFTERNOON = ("下午", "晚上", "晚")


def is_over(limit: Quantity, start: Moment, end: Moment) -> bool:
    """Tell whether more than the limit passed; exactly the limit is in time."""
    if limit.unit is Unit.WORKDAY:
        return times.workdays_between(start.day, end.day) > limit.value
    if limit.unit is Unit.MONTH:
        return end.day > times.add_months(start.day, round(limit.value))
    if limit.unit is Unit.DAY:
        days, clock = (end.day - start.day).days, clock_of(limit)
        if clock is not None and end.clock is not None and days == limit.value:
            return end.clock > clock
        return days > limit.value
    hours = limit.value if limit.unit is Unit.HOUR else limit.value / 60
    return end.at - start.at > timedelta(hours=hours)


def choice_of(binding: Binding, index: int) -> Choice | None:
    """Return the limit that holds for a row, None if none does."""
    if len(binding.choices) == 1 and binding.choices[0].column is None:
        return binding.choices[0]
    cells = binding.table.rows[index].cells
    for choice in binding.choices:
        also = choice.also
        if also is not None and cells[also.column.index].strip() not in also.values:
            continue
        if choice.column is not None and _is_case(choice, cells[choice.column.index]):
            return choice
    return next((choice for choice in binding.choices if choice.column is None), None)


def _is_case(choice: Choice, text: str) -> bool:
    """Whether a cell is of a choice's categories, or its number on the choice's side."""
    number = number_in(text) if choice.upto is not None or choice.above is not None else None
    if number is not None and choice.upto is not None:
        return number <= choice.upto
    if number is not None and choice.above is not None:
        return number > choice.above
    return text.strip() in choice.values


def is_over_by_status(binding: Binding, index: int) -> bool:
    """Whether the row's status says that all has happened."""
    states = binding.table.of_role(Role.STATUS)
    return any(_OVER.search(cell(binding, column.index, index)) for column in states)
