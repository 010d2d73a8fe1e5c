"""Rules that stand in a table: a column of time limits, a row for each case or step."""

import re
from collections.abc import Iterator, Sequence

from assistant import quantities
from assistant.quantities import Comparison, Quantity
from assistant.roles import Role, core, events_in
from assistant.rule_model import Limit, Rule, RuleKind
from assistant.table_columns import Column
from assistant.table_rows import Row
from assistant.tables import Table, of_document
from ingest.model import Document

_LIMIT_NAME = re.compile(r"时限|期限|时效|时间|标准|要求|承诺|目标|限时|SLA", re.IGNORECASE)
_MAX_ROWS = 60
_MAX_CHARS = 24
_SHARE = 0.5
_OPEN = (Comparison.AT_LEAST, Comparison.BEYOND, Comparison.AHEAD)


def of_tables(document: Document) -> Iterator[Rule]:
    """Yield the time limits of a document's tables; those of one event are one rule."""
    for table in of_document(document):
        if len(table.rows) > _MAX_ROWS:
            continue
        for column in table.columns:
            if _holds_limits(table, column):
                yield from _of_column(table, column)


def _holds_limits(table: Table, column: Column) -> bool:
    if column.is_time or not (_LIMIT_NAME.search(column.leaf) or events_in(column.leaf)):
        return False
    hits = sum(1 for row in table.rows if _limit_of(row.cells[column.index]) is not None)
    return hits >= _SHARE * len(table.rows)


def _limit_of(cell: str) -> Quantity | None:
    if len(cell) > _MAX_CHARS:
        return None
    found = [q for q in quantities.find(cell) if q.is_time and q.comparison not in _OPEN]
    return found[0] if len(found) == 1 else None


def _of_column(table: Table, column: Column) -> Iterator[Rule]:
    groups: dict[Role | None, list[tuple[Row, Quantity]]] = {}
    named = events_in(core(column.leaf))
    for row in table.rows:
        quantity = _limit_of(row.cells[column.index])
        if quantity is not None:
            events = named or events_in(_words(table, row, column))
            groups.setdefault(events[0] if events else None, []).append((row, quantity))
    for event, members in groups.items():
        if event is not None:
            yield _rule(table, column, members, by_name=bool(named))


def _rule(
    table: Table, column: Column, members: Sequence[tuple[Row, Quantity]], *, by_name: bool
) -> Rule:
    words = [_words(table, row, column) for row, _ in members]
    limits = tuple(
        Limit(quantity, near, near, near, row.start, row.end)
        for (row, quantity), near in zip(members, words, strict=True)
    )
    first, last = members[0][0], members[-1][0]
    cell, quantity = first.cells[column.index], members[0][1]
    begins = re.sub(r"(?:之?后|起|内)\s*$", "", cell[: quantity.start]).strip()
    return Rule(
        RuleKind.WITHIN,
        table.document,
        first.start,
        last.end if by_name or len(members) == _span(table, first, last) else first.end,
        f"{' '.join(words)}\n{table.intro}",
        begins=begins if events_in(begins) else "",
        ends=column.leaf if by_name else words[0],
        limits=limits,
        shared=len(members) > 1,
    )


def _span(table: Table, first: Row, last: Row) -> int:
    return table.rows.index(last) - table.rows.index(first) + 1


def _words(table: Table, row: Row, column: Column) -> str:
    """Return the cells that say what a row's limit is for: all but the limits themselves."""
    return " ".join(
        cell
        for other, cell in zip(table.columns, row.cells, strict=True)
        if other.index != column.index and cell.strip() and _limit_of(cell) is None
    )
