"""Limits by two columns at once: how urgent and where decide together which limit holds."""

from collections.abc import Sequence
from itertools import combinations

from assistant.rule_cases import Choice, Filter, legend, values_in
from assistant.rule_model import Limit
from assistant.table_columns import Column
from assistant.tables import Table

_LEAST = 3
"""Two limits are told apart by one column."""


def by_grid(limits: Sequence[Limit], table: Table) -> tuple[Choice, ...]:
    """Return the limits of rows by two of their categories, () if no two columns tell all apart.

    A limit that leaves one of them out has that of the limit before it: P1市区2小时、郊区4小时.
    """
    if len(limits) < _LEAST:
        return ()
    marks = legend(table)
    named = [
        (column, carried)
        for column in table.columns
        if column.values
        and any(carried := _carried([values_in(_words(one), column, marks) for one in limits]))
    ]
    for (one, mine), (other, theirs) in combinations(named, 2):
        pairs = list(zip(mine, theirs, strict=True))
        if all(a and b for a, b in pairs) and len(set(pairs)) == len(pairs):
            return _choices(limits, (one, other), pairs)
    return ()


def _words(limit: Limit) -> str:
    return f"{limit.case} {limit.near}"


def _carried(hits: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the categories of each limit, those of the one before where it has none."""
    carried: list[tuple[str, ...]] = []
    for hit in hits:
        carried.append(hit or (carried[-1] if carried else ()))
    return carried


def _choices(
    limits: Sequence[Limit],
    columns: tuple[Column, Column],
    pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
) -> tuple[Choice, ...]:
    first, second = columns
    return tuple(
        Choice(limit.quantity, first, mine, also=Filter(second, theirs))
        for limit, (mine, theirs) in zip(limits, pairs, strict=True)
    )
