"""Reading order of a PDF page: bands across the page, columns within them, lines and tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from ingest.readers.pdf_geometry import Box
from ingest.readers.pdf_lines import Line, cells_of, is_wide, rows_of
from ingest.readers.pdf_page import Run
from ingest.readers.pdf_tables import Table

# What makes two columns of prose of text that stands side by side; assumed, tried on the
# pages of a development set: the cells of a table are short and ragged, prose is neither.
MIN_GUTTER_EM = 0.9
MIN_COLUMN_SHARE = 0.18
MIN_LINES = 2
MIN_LINES_BOTH = 6
MIN_LINE_CHARS = 9
MIN_FULL_SHARE = 0.4
SLACK = 0.15
MAX_RAG = 0.12
MAX_BEYOND = 0.1
MAX_COLUMNS = 4
_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and tables of one column, top to bottom.

    Attributes:
        left, right: Edges of the text.
        parts: Rows of lines that stand side by side, or tables.
    """

    left: float
    right: float
    parts: tuple[tuple[Line, ...] | Table, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A line or a table with its box; `line` is None for a table."""

    box: Box
    line: Line | None = None
    table: Table | None = None


class _Cut(NamedTuple):
    """Blocks from start to end stand in two columns, left and right of x."""

    start: int
    end: int
    x: float


def regions_of(runs: Sequence[Run], tables: Sequence[Table], width: float) -> list[Region]:
    """Return the columns of a page of some width in points, in reading order."""
    blocks = [_Block(table.box, table=table) for table in tables]
    for row in rows_of(runs):
        for line in cells_of(row):
            blocks.append(_Block(Box(line.x0, line.top, line.x1, line.bottom), line=line))
    if not blocks:
        return []
    return [
        _region(group, 0.0 if is_column else width)
        for group, is_column in _split(blocks, depth=MAX_COLUMNS)
    ]


def _split(blocks: Sequence[_Block], *, depth: int) -> list[tuple[list[_Block], bool]]:
    """Return groups of blocks in reading order, and whether each is one of several columns."""
    blocks = sorted(blocks, key=lambda block: (block.box.top, block.box.x0))
    cut = _best_cut(blocks, depth)
    if cut is None:
        return [(blocks, False)] if blocks else []
    start, end = _trimmed(blocks, cut)
    columns = [
        (group, True)
        for side in _sides(blocks[start:end], cut.x)
        for group, _ in _split(side, depth=depth - 1)
    ]
    above = _split(blocks[:start], depth=depth - 1)
    return [*above, *columns, *_split(blocks[end:], depth=depth - 1)]


def _best_cut(blocks: Sequence[_Block], depth: int) -> _Cut | None:
    """Return the tallest band of two columns, None if the page has none."""
    best: _Cut | None = None
    if not depth or len(blocks) < MIN_LINES_BOTH:
        return None
    gap = MIN_GUTTER_EM * median(b.line.size if b.line else 10.0 for b in blocks)
    for x in _gutters(blocks):
        for start, end in _bands(blocks, x - gap / 2, gap / 4):
            if best and end - start <= best.end - best.start:
                continue
            left, right = _sides(blocks[start:end], x - gap / 2)
            if len(left) + len(right) < MIN_LINES_BOTH:
                continue
            if _is_column(left, depth) and _is_column(right, depth):
                best = _Cut(start, end, x - gap / 2)
    return best


def _gutters(blocks: Sequence[_Block]) -> list[float]:
    """Return the places where a right column may begin: many lines start there."""
    left, right = min(b.box.x0 for b in blocks), max(b.box.x1 for b in blocks)
    margin = MIN_COLUMN_SHARE * (right - left)
    starts = Counter(
        round(block.box.x0 / 2) * 2.0
        for block in blocks
        if left + margin < block.box.x0 < right - margin
    )
    return sorted(x for x, _ in starts.most_common(_CANDIDATES))


def _bands(blocks: Sequence[_Block], x: float, room: float) -> list[tuple[int, int]]:
    """Return the stretches of blocks that leave the gutter around x free."""
    bands, start = [], 0
    for i, block in enumerate(blocks):
        if block.box.x0 < x + room and block.box.x1 > x - room:
            bands.append((start, i))
            start = i + 1
    bands.append((start, len(blocks)))
    return [(start, end) for start, end in bands if end - start >= MIN_LINES_BOTH]


def _sides(blocks: Sequence[_Block], x: float) -> tuple[list[_Block], list[_Block]]:
    left = [block for block in blocks if block.box.x0 < x]
    return left, [block for block in blocks if block.box.x0 >= x]


def _is_column(blocks: Sequence[_Block], depth: int) -> bool:
    return _is_prose(blocks) or _best_cut(blocks, depth - 1) is not None


def _is_prose(blocks: Sequence[_Block]) -> bool:
    """Return whether lines are long and many of them end at a common edge."""
    lines = [block.line for block in blocks if block.line]
    if len(lines) < MIN_LINES:
        return False
    lengths = [sum(1.0 if is_wide(char) else 0.5 for char in line.text) for line in lines]
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    near = max(1.2 * median(line.size for line in lines), MAX_RAG * (right - left))
    full = sum(line.x1 >= right - near for line in lines)
    return median(lengths) >= MIN_LINE_CHARS and full >= MIN_FULL_SHARE * len(lines)


def _trimmed(blocks: Sequence[_Block], cut: _Cut) -> tuple[int, int]:
    """Give the short end of a paragraph above, and a heading below, back to the full width."""
    start, end = cut.start, cut.end
    left, right = _sides(blocks[start:end], cut.x)
    top, bottom = min(b.box.top for b in right), max(b.box.bottom for b in right)
    first = blocks[start].box
    is_near = start > 0 and first.top - blocks[start - 1].box.bottom < first.bottom - first.top
    if is_near and first.x0 < cut.x and first.bottom <= top:
        start += 1
    if end < len(blocks) and len(left) > MIN_LINES:
        last, above = left[-1].box, left[-2].box
        if last.top > bottom and last.top - above.bottom > last.bottom - last.top:
            end -= 1
    return start, end


def _region(blocks: Sequence[_Block], width: float) -> Region:
    """Return the region of one column; `width` is that of the page, 0 beside other columns."""
    lines = [block.line for block in blocks if block.line]
    parts: list[tuple[Line, ...] | Table] = []
    for block in blocks:
        if block.table:
            parts.append(block.table)
        elif block.line:
            last = parts[-1] if parts else None
            if isinstance(last, tuple) and _is_beside(last[-1], block.line):
                parts[-1] = tuple(sorted((*last, block.line), key=lambda line: line.x0))
            else:
                parts.append((block.line,))
    left = min((line.x0 for line in lines), default=blocks[0].box.x0)
    right = _shared_edge(lines) if lines else blocks[0].box.x1
    if right is None:
        # Too few lines to show how far text may run: if on a page, take equal margins.
        longest = max(line.x1 for line in lines)
        right = max(longest, width - left - SLACK * width) if width else longest
    return Region(left, right, tuple(parts))


def _is_beside(line: Line, other: Line) -> bool:
    middle, other_middle = line.top + line.bottom, other.top + other.bottom
    return abs(middle - other_middle) <= 0.5 * (line.size + other.size)


def _shared_edge(lines: Sequence[Line]) -> float | None:
    """Return the rightmost edge that several lines share, None if none do.

    Full stops hang over the edge, and a header or page number may stand beyond it. Equal
    short words under one another are no edge.
    """
    edges = sorted((line.x1 for line in lines), reverse=True)
    em = median(line.size for line in lines)
    left = min(line.x0 for line in lines)
    wanted = max(2, len(edges) // 10)
    for i, edge in enumerate(edges):
        beyond = sum(other > edge + 1.2 * em for other in edges[:i])
        if beyond > MAX_BEYOND * len(edges) or edge - left < MIN_LINE_CHARS * em:
            break
        if sum(edge - other <= em / 2 for other in edges[i + 1 :]) >= wanted:
            return edge
    return None
