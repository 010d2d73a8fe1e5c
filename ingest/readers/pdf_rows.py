"""Tables without lines: short texts whose gaps stand under one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_geometry import Box
from ingest.readers.pdf_lines import MARK, Line, join_lines
from ingest.readers.pdf_tables import Table
from ingest.readers.table import GridRow

# Lines that stand side by side.
Rows = tuple[Line, ...]

MIN_ROWS = 2
# In em; assumed: rows further apart belong to different tables.
_MAX_STEP = 3.5
_MAX_STEP_ALONE = 2.6
_MAX_STEP_FIRST = 1.8
_MIN_GUTTER = 0.3
# Gaps between rows that differ by this much (in em) tell rows from lines of one row.
_MIN_CONTRAST = 0.25


@dataclass(slots=True)
class _Block:
    """Rows that may make a table, and the stretches of x that their texts cover."""

    rows: list[Rows] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)


def loose_tables(parts: Sequence[Rows | Table]) -> Iterator[Rows | Table]:
    """Yield the parts of a column with rows that make a table put together."""
    block = _Block()
    for part in parts:
        if isinstance(part, tuple) and block.rows and _fits(block, part):
            _add(block, part)
            continue
        yield from _flush(block)
        block = _Block()
        if isinstance(part, tuple) and _may_begin(part, parts):
            _add(block, part)
        else:
            yield part
    yield from _flush(block)


def _may_begin(row: Rows, parts: Sequence[Rows | Table]) -> bool:
    """Return whether a row has texts side by side, or is the upper line of one that has."""
    if len(row) > 1:
        return True
    i = next(i for i, part in enumerate(parts) if part is row)
    below = parts[i + 1] if i + 1 < len(parts) else None
    return isinstance(below, tuple) and len(below) > 1 and below[0].top < row[0].bottom


def _fits(block: _Block, row: Rows) -> bool:
    """Return whether a row goes on with a block: near, and each text in a column of its own."""
    above = block.rows[-1]
    step = max(line.bottom for line in row) - max(line.bottom for line in above)
    if not -above[0].size < step <= _MAX_STEP * row[0].size:
        return False
    places = [_places(block.columns, line) for line in row]
    if any(len(place) > 1 for place in places):
        return False
    taken = [place[0] for place in places if place]
    if len(set(taken)) < len(taken):
        return False
    if len(row) > 1:
        return True
    # A line of its own goes on with a cell; in the first column it may be text below.
    reach = _MAX_STEP_ALONE if taken and taken[0] > 0 else _MAX_STEP_FIRST
    return bool(taken) and step <= reach * row[0].size


def _add(block: _Block, row: Rows) -> None:
    block.rows.append(row)
    for line in row:
        places = _places(block.columns, line)
        if places:
            x0, x1 = block.columns[places[0]]
            block.columns[places[0]] = min(x0, line.x0), max(x1, line.x1)
        else:
            block.columns.append((line.x0, line.x1))
    block.columns.sort()


def _places(columns: Sequence[tuple[float, float]], line: Line) -> list[int]:
    """Return the columns that a line touches."""
    room = _MIN_GUTTER * line.size
    return [i for i, (x0, x1) in enumerate(columns) if line.x0 < x1 + room and line.x1 > x0 - room]


def _flush(block: _Block) -> Iterator[Rows | Table]:
    """Yield a block as a table, and the lines below that are none of its rows."""
    rows = list(block.rows)
    below: list[Rows] = []
    while rows and len(rows[-1]) == 1 and _places(block.columns, rows[-1][0])[:1] == [0]:
        below.insert(0, rows.pop())
    table = _table(rows, block.columns)
    if table:
        yield table
        yield from below
    else:
        yield from block.rows


def _table(rows: Sequence[Rows], columns: Sequence[tuple[float, float]]) -> Table | None:
    """Return the table of rows, None if they make none."""
    if sum(len(row) > 1 for row in rows) < MIN_ROWS or len(columns) < 2:
        return None
    if len(columns) == 2 and _is_numbered(rows):
        return None
    groups = _groups(rows, columns)
    if len(groups) < MIN_ROWS:
        return None
    cells = [_cells(group, columns) for group in groups]
    lines = [line for row in rows for line in row]
    box = Box(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    xs = tuple(x0 for x0, _ in columns)
    return Table(box, tuple(GridRow(i, row, row) for i, row in enumerate(cells, 1)), xs)


def _is_numbered(rows: Sequence[Rows]) -> bool:
    """Return whether rows are a list whose numbers a tab parts from the text."""
    marks = sum(MARK.fullmatch(row[0].text) is not None for row in rows if len(row) > 1)
    return marks >= 0.5 * sum(len(row) > 1 for row in rows)


def _groups(rows: Sequence[Rows], columns: Sequence[tuple[float, float]]) -> list[list[Rows]]:
    """Return the lines of each row of the table: cells may have several.

    Where rows have a wider gap than lines the gap parts them; else a text in the first
    column begins a row.
    """
    gaps = [
        min(line.top for line in below) - max(line.bottom for line in above)
        for above, below in pairwise(rows)
    ]
    has_first = [0 in _places(columns, row[0]) for row in rows]
    if all(has_first) and min(gaps, default=0.0) >= 0:
        return [[row] for row in rows]
    low, high = min(gaps), max(gaps)
    is_clear = high - low >= _MIN_CONTRAST * rows[0][0].size
    groups = [[rows[0]]]
    for gap, row, is_first in zip(gaps, rows[1:], has_first[1:], strict=True):
        if (gap > (low + high) / 2) if is_clear else is_first:
            groups.append([])
        groups[-1].append(row)
    return groups


def _cells(group: Sequence[Rows], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    lines: list[list[Line]] = [[] for _ in columns]
    for row in group:
        for line in row:
            lines[_places(columns, line)[0]].append(line)
    return tuple(
        join_lines(sorted(own, key=lambda line: line.top), x1) if own else ""
        for own, (_, x1) in zip(lines, columns, strict=True)
    )
