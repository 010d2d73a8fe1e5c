"""Ruled tables of a PDF page: each grid takes the runs that lie in its cells."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf_geometry import Box
from ingest.readers.pdf_grid import NEAR, Grid, find_grids
from ingest.readers.pdf_lines import Line, join_lines, lines_of
from ingest.readers.pdf_page import Run
from ingest.readers.table import GridRow

# A cell over the whole width with so many lines is the frame of a page, not a row; assumed.
_FRAME_LINES = 6
# So many level lines in a cell that has rows without rulings between them; assumed.
_OPEN_ROWS = 3
_MAX_FULL = 0.4

_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its words; `xs` tell whether it goes on with that of another page."""

    box: Box
    rows: tuple[GridRow, ...]
    xs: tuple[float, ...] = ()


def take_tables(
    runs: Sequence[Run], rulings: Sequence[Box], fills: Sequence[Box] = ()
) -> tuple[list[Table], list[Run]]:
    """Return the ruled tables of a page, and the runs outside them.

    `fills` are shaded areas: a first row that alone is shaded, or bold, is a header.
    """
    tables: list[Table] = []
    rest = list(runs)
    # Small grids first: a table in the cell of another has its own rows.
    for grid in sorted(find_grids(rulings), key=_area):
        inside = [run for run in rest if _holds(grid.box, run)]
        found = _tables(grid, inside, fills)
        tables += [table for table, _ in found]
        taken = {id(run) for _, own in found for run in own}
        rest = [run for run in rest if id(run) not in taken]
    return sorted(tables, key=lambda table: (table.box.top, table.box.x0)), rest


def _area(grid: Grid) -> float:
    return (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)


def _holds(box: Box, run: Run) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box.x0 - NEAR <= x <= box.x1 + NEAR and box.top - 1 <= y <= box.bottom + 1


def _tables(grid: Grid, runs: Sequence[Run], fills: Sequence[Box]) -> list[tuple[Table, list[Run]]]:
    """Return the tables of a grid with their runs: a frame around text parts it in several."""
    frames = _frames(grid, runs)
    found = []
    start = 0
    for end in (*frames, len(grid.owners)):
        part = _rows_between(grid, start, end)
        start = end + 1
        if part is None:
            continue
        own = [run for run in runs if part.box.top <= (run.top + run.bottom) / 2 <= part.box.bottom]
        part = _refined(part, own)
        rows = _fill(part, own, _marks(part, own, fills))
        if sum(bool(text) for row in rows for text in row.texts) >= 2:
            found.append((Table(part.box, rows, part.xs), own))
    return found


def _frames(grid: Grid, runs: Sequence[Run]) -> list[int]:
    """Return the rows that are one cell with so many lines that they hold a page's text."""
    frames = []
    for r, row in enumerate(grid.owners):
        is_one = len(set(row)) == 1 and row[0] == (r, 0)
        if is_one and len(lines_of(_between(runs, grid.ys[r], grid.ys[r + 1]))) >= _FRAME_LINES:
            frames.append(r)
    return frames


def _between(runs: Sequence[Run], top: float, bottom: float) -> list[Run]:
    return [run for run in runs if top < (run.top + run.bottom) / 2 <= bottom]


def _rows_between(grid: Grid, start: int, end: int) -> Grid | None:
    """Return the part of a grid from row `start` to before row `end`, None if it is empty."""
    if (start, end) == (0, len(grid.owners)):
        return grid
    if start >= end:
        return None
    ys = grid.ys[start : end + 1]
    owners = tuple(tuple((max(r - start, 0), c) for r, c in row) for row in grid.owners[start:end])
    return Grid(grid.box._replace(top=ys[0], bottom=ys[-1]), grid.xs, ys, owners)


def _refined(grid: Grid, runs: Sequence[Run]) -> Grid:
    """Return a grid with rows that have no ruling between them parted by their lines."""
    ys = list(grid.ys)
    for r in range(len(grid.owners)):
        ys += _open_rows(grid, r, runs)
    if len(ys) == len(grid.ys):
        return grid
    ys.sort()
    sources = [bisect(grid.ys, (top + bottom) / 2) - 1 for top, bottom in pairwise(ys)]
    starts = {source: sources.index(source) for source in sources}
    owners = []
    for i, source in enumerate(sources):
        is_split = sources.count(source) > 1
        owners.append(
            tuple(
                (i, c) if is_split and r == source else (starts.get(r, i), c)
                for r, c in grid.owners[source]
            )
        )
    return replace(grid, ys=tuple(ys), owners=tuple(owners))


def _open_rows(grid: Grid, r: int, runs: Sequence[Run]) -> list[float]:
    """Return where to part a row whose cells all have short lines at the same heights."""
    columns: dict[_Cell, list[Run]] = {}
    for run in _between(runs, grid.ys[r], grid.ys[r + 1]):
        owner = grid.owners[r][_slot(grid.xs, (run.x0 + run.x1) / 2)]
        columns.setdefault(owner, []).append(run)
    cells = {owner: lines_of(own) for owner, own in columns.items()}
    first = cells.get(grid.owners[r][0], [])
    if len(first) < _OPEN_ROWS or len(cells) < 2:
        return []
    others = [line for owner, own in cells.items() if owner != (r, 0) for line in own]
    if len(others) < len(first) or not all(_is_level(line, first) for line in others):
        return []
    full = sum(_fills_cell(grid, owner, line) for owner, own in cells.items() for line in own)
    if full > _MAX_FULL * (len(first) + len(others)):
        return []
    return [(above.bottom + below.top) / 2 for above, below in pairwise(first)]


def _is_level(line: Line, others: Sequence[Line]) -> bool:
    return any(abs(line.bottom - other.bottom) <= 0.3 * line.size for other in others)


def _fills_cell(grid: Grid, owner: _Cell, line: Line) -> bool:
    right = grid.xs[_last_column(grid, owner) + 1]
    return line.x1 > right - 1.5 * line.size


def _last_column(grid: Grid, owner: _Cell) -> int:
    return max(c for row in grid.owners for c, other in enumerate(row) if other == owner)


def _marks(grid: Grid, runs: Sequence[Run], fills: Sequence[Box]) -> list[bool]:
    """Return for each row whether it is shaded or bold from end to end."""
    marks = []
    for top, bottom in pairwise(grid.ys):
        words = [run for run in runs if top < (run.top + run.bottom) / 2 < bottom]
        middles = [((run.x0 + run.x1) / 2, (run.top + run.bottom) / 2) for run in words]
        is_shaded = all(
            any(f.x0 <= x <= f.x1 and f.top <= y <= f.bottom for f in fills) for x, y in middles
        )
        marks.append(bool(words) and (is_shaded or all(run.bold for run in words)))
    return marks


def _fill(grid: Grid, runs: Sequence[Run], marks: Sequence[bool]) -> tuple[GridRow, ...]:
    """Return the rows of a grid with the words of the runs."""
    inside: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        r = _slot(grid.ys, (run.top + run.bottom) / 2)
        c = _slot(grid.xs, (run.x0 + run.x1) / 2)
        inside.setdefault(grid.owners[r][c], []).append(run)
    words = {owner: _cell_text(grid, owner, cell) for owner, cell in inside.items()}
    rows = []
    for r, row in enumerate(grid.owners):
        rows.append(
            GridRow(
                number=r + 1,
                texts=tuple(
                    words.get(owner, "") if owner == (r, c) else "" for c, owner in enumerate(row)
                ),
                cells=tuple(words.get(owner, "") for owner in row),
                is_marked=marks[r],
            )
        )
    return tuple(rows)


def _slot(positions: Sequence[float], at: float) -> int:
    return min(max(bisect(positions, at) - 1, 0), len(positions) - 2)


def _cell_text(grid: Grid, owner: tuple[int, int], runs: Sequence[Run]) -> str:
    """Return the words of a cell; the cell's own edges tell a full line."""
    lines = lines_of(runs)
    inset = max(0.0, min(line.x0 for line in lines) - grid.xs[owner[1]])
    return join_lines(lines, grid.xs[_last_column(grid, owner) + 1] - min(inset, lines[0].size))
