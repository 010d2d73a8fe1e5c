"""Groups of rows under a bound on their mean or sum, and rows under a rate by its formula."""

import re
from collections.abc import Iterator
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
_TOKEN = re.compile(r"\s*([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]*|\d+(?:\.\d+)?|[-+*/()])")


def computed(formula: str, numbers: dict[str, float]) -> float | None:
    """Return the value of a formula of names, numbers, brackets and + - * /; None if it has none.

    Precedence climbing (Richards 1979); nothing is ever evaluated as code.
    """
    tokens = _TOKEN.findall(formula)
    if "".join(tokens) != re.sub(r"\s", "", formula):
        return None
    try:
        value, rest = _sum(tokens, numbers)
    except (IndexError, KeyError, ValueError, ZeroDivisionError):  # a formula as people type it
        return None
    return None if rest else value


def _sum(tokens: list[str], numbers: dict[str, float]) -> tuple[float, list[str]]:
    value, rest = _product(tokens, numbers)
    while rest and rest[0] in "+-":
        more, after = _product(rest[1:], numbers)
        value, rest = (value + more if rest[0] == "+" else value - more), after
    return value, rest


def _product(tokens: list[str], numbers: dict[str, float]) -> tuple[float, list[str]]:
    value, rest = _factor(tokens, numbers)
    while rest and rest[0] in "*/":
        more, after = _factor(rest[1:], numbers)
        value, rest = (value * more if rest[0] == "*" else value / more), after
    return value, rest


def _factor(tokens: list[str], numbers: dict[str, float]) -> tuple[float, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "(":
        value, after = _sum(rest, numbers)
        if after[0] != ")":
            raise ValueError(first)
        return value, after[1:]
    return (float(first) if first[0].isdigit() else numbers[first]), rest
