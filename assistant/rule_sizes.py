"""Limits by size: how far, how much, how many decides which limit of a rule holds for a row."""

import re
from collections.abc import Sequence

from assistant import quantities
from assistant.rule_cases import Choice
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
