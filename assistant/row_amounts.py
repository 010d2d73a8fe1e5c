"""Rows under rules on a number: at least, at most, time that passed."""

from assistant.quantities import Comparison, Quantity, Unit
from assistant.row_cells import MET, OUT, Outcome, Result, cell, choice_of, number_in
from assistant.rule_amounts import hours_in, unit_of
from assistant.rule_bound import Binding
from assistant.rule_model import RuleKind
from assistant.table_columns import is_blank

_HOURS = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0, Unit.DAY: 24.0, Unit.WORKDAY: 24.0}


def bounded(binding: Binding, index: int) -> Result:
    """Judge a number against its bound; blank is unknown."""
    choice = choice_of(binding, index)
    if choice is None:
        return OUT
    text = cell(binding, binding.end.index, index)
    elapsed = binding.rule.kind is RuleKind.WITHIN
    found = hours_in(text, unit_of(binding.end.leaf)) if elapsed else number_in(text)
    name, limit = binding.end.leaf, choice.quantity
    if found is None:
        return Result(Outcome.UNKNOWN, f"{name}空白或无法读出")
    if limit.comparison is Comparison.AROUND:
        inside = limit.low - _ROUNDING <= found <= limit.value + _ROUNDING
        said = f"{name}{text.strip()}，规定{limit.text}"
        return MET if inside else Result(Outcome.BREACH, said)
    bound = limit.value * _HOURS.get(limit.unit, 720.0) if elapsed else _plain(limit)
    short = limit.comparison is Comparison.AT_LEAST and found < bound - _ROUNDING
    over = limit.comparison is not Comparison.AT_LEAST and found > bound + _ROUNDING
    owed = [cell(binding, column.index, index) for column in binding.columns]
    if owed and not is_blank(owed[0]):
        return MET
    return (
        Result(Outcome.BREACH, f"{name}{text.strip()}，规定{limit.text}") if short or over else MET
    )


_ROUNDING = 1e-9


def _plain(limit: Quantity) -> float:
    """Return the number as the rule writes it: 2年 is 2 in a column of years."""
    written = number_in(limit.text)
    return limit.value if written is None else written
