"""Limits by size: how far, how much, how many decides which limit of a rule holds for a row."""

import re
from collections.abc import Sequence

from assistant import quantities
from assistant.rule_cases import Choice, Filter
from assistant.rule_model import Limit
from assistant.table_columns import Column
from assistant.tables import Table

_WORDS: tuple[tuple[str, str], ...] = (
    (r"公里|千米|km", r"公里|里程|距离|路程|千米|km"),
    (r"元", r"元|金额|价|费"),
    (r"台|套|件|箱|张|份", r"数|台|套|件|箱|张|份"),
    (r"平方米|平米|㎡", r"面积|平方|平米|㎡"),
    (r"kW|千瓦|匹", r"kW|千瓦|功率|匹"),
    (r"吨|公斤|千克|kg", r"重|吨|公斤|千克|kg"),
)
"""Units as a rule writes them, and the names of the columns that hold such numbers."""
_SIZE = re.compile(
    r"(?P<over>超过|大于|多于|满|[＞>])?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>"
    + "|".join(words for words, _ in _WORDS)
    + r")\s*及?(?P<side>以?内|之内|以下|以上|以外|之?外)?",
    re.IGNORECASE,
)


def by_size(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return the limits of rows up to a size and above it, () if a rule or a table has no such."""
    sizes = [_SIZE.search(limit.near) or _SIZE.search(limit.case) for limit in limits]
    first = next((size for size in sizes if size), None)
    column = _column(first["unit"], table) if first else None
    if len(limits) != 2 or column is None or first is None:
        return ()
    number = quantities.number(first["number"])
    above = [
        bool(size and (size["over"] or _OUTSIDE.fullmatch(size["side"] or ""))) for size in sizes
    ]
    if above[0] == above[1] or any(size and size["number"] != first["number"] for size in sizes):
        return ()
    return tuple(
        Choice(limit.quantity, column, above=number)
        if over
        else Choice(limit.quantity, column, upto=number)
        for limit, over in zip(limits, above, strict=True)
    )


_OUTSIDE = re.compile(r"以上|以外|之?外")


def _column(unit: str, table: Table) -> Column | None:
    """Return the column of numbers in a unit."""
    names = next((n for words, n in _WORDS if re.fullmatch(words, unit, re.IGNORECASE)), None)
    found = (
        column
        for column in table.columns
        if names and not column.is_time and re.search(names, column.leaf, re.IGNORECASE)
    )
    return next(found, None)


_CONDITION = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{1,10}?)(?:在|为)?(?P<side>低于|少于|小于|不足|不到|不满|超过|高于|大于|多于|满|达到?)\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>万元|元|分|台|件|次|公里|人|个)?(?P<after>以[上下])?的[，,]"
)
"""A case told by a number: 打分低于7分的，."""


def has_number(scope: str) -> bool:
    """Tell whether a rule is for a case that a number tells."""
    return _CONDITION.search(scope) is not None


def by_number(scope: str, table: Table, used: set[int]) -> tuple[Filter, ...]:
    """Return the rows whose number is on the side that a case names, () if no column has it."""
    match = _CONDITION.search(scope)
    if match is None or match["unit"] == "万元":
        return ()
    bound, under = float(match["number"]), match["side"][0] in "低少小不"
    named = (
        c
        for c in table.columns
        if c.index not in used
        and not c.is_time
        and (c.leaf.strip() == match["unit"] or _bare(c.leaf) in match["what"])
    )
    column = next((c for c in named if _bare(c.leaf)), None)
    if column is None:
        return ()
    inclusive = match["side"] in ("满", "达", "达到") or bool(match["after"])
    cells = {row.cells[column.index].strip() for row in table.rows}
    kept = [c for c in cells if (n := _number(c)) is not None and _fits(n, bound, under, inclusive)]
    return (Filter(column, tuple(sorted(kept))),) if kept else ()


def _bare(name: str) -> str:
    return re.sub(r"[（(][^）)]*[）)]|元$|分数?$|(?<=.)数$", "", name.strip()) or name.strip()


def _number(cell: str) -> float | None:
    match = re.match(r"\d+(?:\.\d+)?", cell.replace(",", ""))
    return float(match.group()) if match else None


def _fits(number: float, bound: float, under: bool, inclusive: bool) -> bool:
    if number == bound:
        return inclusive
    return number < bound if under else number > bound
