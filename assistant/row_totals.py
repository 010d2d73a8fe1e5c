"""Groups of rows under a bound on their mean or sum, and rows under a rate by its formula."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from assistant.quantities import Comparison, Quantity, Unit
from assistant.roles import Role
from assistant.row_cells import MET, OUT, Outcome, Result, cell, moment_of, number_in
from assistant.rule_bound import Binding
from assistant.rule_totals import MEAN, arithmetic, names_of

_ROUNDING = 1e-9


def grouped(binding: Binding, out: set[int]) -> Iterator[Result]:
    """Yield the outcome of each group at its first row, under its name; other rows are out."""
    groups: dict[str, list[int]] = {}
    for index in range(len(binding.table.rows)):
        if index not in out and (name := _group(binding, index)):
            groups.setdefault(name, []).append(index)
    firsts = {rows[0]: (name, rows) for name, rows in groups.items()}
    for index in range(len(binding.table.rows)):
        if index not in firsts:
            yield OUT
            continue
        name, rows = firsts[index]
        yield replace(_judged(binding, rows), id=name)


def _group(binding: Binding, index: int) -> str:
    """Return the month of a row, with the person where a rule counts by person."""
    start = binding.start
    if start is None:
        return ""
    moment = moment_of(binding, start.index, index)
    month = cell(binding, start.index, index).strip() if start.role is Role.PERIOD else ""
    month = month or (f"{moment.day:%Y-%m}" if moment else "")
    who = " ".join(cell(binding, column.index, index).strip() for column in binding.columns)
    return f"{who} {month}".strip() if month else ""


def _judged(binding: Binding, rows: list[int]) -> Result:
    limit, name = binding.choices[0].quantity, binding.end.leaf
    read = [number_in(cell(binding, binding.end.index, index)) for index in rows]
    told = [number for number in read if number is not None]
    if not told:
        return Result(Outcome.UNKNOWN, f"{name}空白")
    mean = MEAN.search(binding.rule.ends) is not None
    found = sum(told) / len(told) if mean else sum(told)
    bad = _is_outside(found, limit)
    if bad and not mean and limit.comparison is Comparison.AT_LEAST and len(told) < len(read):
        return Result(Outcome.UNKNOWN, f"{name}有空白，已填的合计{found:g}")
    said = f"{name}{'平均' if mean else '合计'}{found:.4g}（{len(told)}行），规定{limit.text}"
    return Result(Outcome.BREACH, said) if bad else MET


def rate(binding: Binding, index: int) -> Result:
    """Judge a row by the formula of its rate; a blank number is unknown."""
    formula = arithmetic(binding.rule.listed[0])
    numbers: dict[str, float] = {}
    for name, column in zip(names_of(binding.rule.listed[0]), binding.columns, strict=True):
        number = number_in(cell(binding, column.index, index))
        if number is None:
            return Result(Outcome.UNKNOWN, f"{column.leaf}空白")
        numbers[name] = number
    found = computed(formula, numbers)
    if found is None:
        return Result(Outcome.UNKNOWN, "算式无法计算")
    limit = binding.choices[0].quantity
    shown = f"{100 * found:.2f}%" if limit.unit is Unit.PERCENT else f"{found:.4g}"
    breach = Result(Outcome.BREACH, f"按算式为{shown}，规定{limit.text}")
    return breach if _is_outside(found, limit) else MET


def _is_outside(found: float, limit: Quantity) -> bool:
    bound = limit.value / 100 if limit.unit is Unit.PERCENT and found <= _SHARE else limit.value
    if limit.comparison is Comparison.AT_LEAST:
        return found < bound - _ROUNDING
    return found > bound + _ROUNDING


_SHARE = 1.5
"""A rate of at most this is a share of one, more is a number of hundredths (assumed)."""
_LONGEST = 120
"""A longer text is no formula (assumed)."""
_STEPS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def computed(formula: str, numbers: Mapping[str, float]) -> float | None:
    """Return the value of a formula of names, numbers, brackets and + - * /; None if it has none.

    It is parsed as an expression and walked; nothing is ever run as code.
    """
    if len(formula) > _LONGEST:
        return None
    try:
        return _value(ast.parse(formula.strip(), mode="eval").body, numbers)
    except (SyntaxError, KeyError, ZeroDivisionError):  # a formula as people type it
        return None


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float:
    """Return the value of a part of a formula.

    Raises:
        KeyError: It has another part than names, numbers and the four operations, or a name
            without a number.
    """
    match node:
        case ast.BinOp(left=left, op=step, right=right):
            return _STEPS[type(step)](_value(left, numbers), _value(right, numbers))
        case ast.Name(id=name):
            return numbers[name]
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case _:
            raise KeyError(type(node).__name__)
