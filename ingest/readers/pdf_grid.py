"""Grids of a PDF page: which of its lines make a table, and which cells are merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.pdf_geometry import Box

# Points: lines this near are one line; ends this near touch. Assumed from Word and LibreOffice.
NEAR = 3.0
_MAX_RULINGS = 6000


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one table.

    Attributes:
        box: Where the table stands.
        xs, ys: Positions of the upright and level lines, ascending.
        owners: For each row and column, the first (row, column) of the merged cell.
    """

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[tuple[int, int], ...], ...]


class _Line(NamedTuple):
    """A level or upright line: its position and its extent along the other axis."""

    at: float
    start: float
    end: float


def find_grids(rulings: Sequence[Box]) -> list[Grid]:
    """Return the grids of two columns or more that lines draw, from top to bottom."""
    if len(rulings) > _MAX_RULINGS:
        return []
    levels = _merge([_Line(r.top, r.x0, r.x1) for r in rulings if r.top == r.bottom])
    uprights = _merge([_Line(r.x0, r.top, r.bottom) for r in rulings if r.x0 == r.x1])
    grids = [_grid(*group) for group in _groups(levels, uprights)]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.box.top, g.box.x0))


def _merge(lines: Sequence[_Line]) -> list[_Line]:
    """Return lines with pieces of the same line put together."""
    merged: list[_Line] = []
    for group in _clusters(lines):
        at = sum(line.at for line in group) / len(group)
        start, end = group[0].start, group[0].end
        for line in sorted(group, key=lambda line: line.start):
            if line.start > end + NEAR:
                merged.append(_Line(at, start, end))
                start, end = line.start, line.end
            start, end = min(start, line.start), max(end, line.end)
        merged.append(_Line(at, start, end))
    return merged


def _clusters(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return groups of lines at nearly the same position, sorted by their start."""
    groups: list[list[_Line]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][0].at <= NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=lambda line: line.start) for group in groups]


def _groups(
    levels: Sequence[_Line], uprights: Sequence[_Line]
) -> list[tuple[list[_Line], list[_Line]]]:
    """Return level and upright lines that are connected by crossing."""
    parent = list(range(len(levels) + len(uprights)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights):
            if _crosses(level, upright):
                parent[root(i)] = root(len(levels) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, level in enumerate(levels):
        groups.setdefault(root(i), ([], []))[0].append(level)
    for j, upright in enumerate(uprights):
        groups.setdefault(root(len(levels) + j), ([], []))[1].append(upright)
    return [group for group in groups.values() if all(group)]


def _crosses(level: _Line, upright: _Line) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _grid(levels: Sequence[_Line], uprights: Sequence[_Line]) -> Grid | None:
    """Return the grid of connected lines; tables may be open at their sides."""
    xs = _positions(uprights, levels)
    ys = _positions(levels, uprights)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, _owners(xs, ys, levels, uprights))


def _positions(lines: Sequence[_Line], across: Sequence[_Line]) -> tuple[float, ...]:
    positions = sorted(
        {line.at for line in lines}
        | {min(line.start for line in across), max(line.end for line in across)}
    )
    kept = positions[:1]
    for at in positions[1:]:
        if at - kept[-1] > 2 * NEAR:
            kept.append(at)
    return tuple(kept)


def _owners(
    xs: Sequence[float],
    ys: Sequence[float],
    levels: Sequence[_Line],
    uprights: Sequence[_Line],
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the first cell of the merged cell that each cell is part of."""
    owners: list[list[tuple[int, int]]] = []
    for r in range(len(ys) - 1):
        owners.append([])
        for c in range(len(xs) - 1):
            x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            if r and not _is_drawn(levels, ys[r], x) and owners[r - 1][c][1] == c:
                owners[r].append(owners[r - 1][c])
            elif c and not _is_drawn(uprights, xs[c], y):
                owners[r].append(owners[r][c - 1])
            else:
                owners[r].append((r, c))
    return tuple(map(tuple, owners))


def _is_drawn(lines: Sequence[_Line], at: float, along: float) -> bool:
    return any(abs(line.at - at) <= 2 * NEAR and line.start <= along <= line.end for line in lines)
