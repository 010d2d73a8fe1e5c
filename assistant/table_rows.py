"""The rows of a table: records, without sums, separators and repeated headers."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ingest.model import Block

_SUM = re.compile(r"^(?:合计|小计|总计|累计|平均|共计|total)", re.IGNORECASE)


class Row(NamedTuple):
    """A record: its number in the file (1-based), its cells and its span in the document."""

    number: int | None
    cells: tuple[str, ...]
    start: int
    end: int


def rows_of(blocks: Sequence[Block]) -> Iterator[Row]:
    """Yield the records of a table; separator, sum, header and blank rows are left out."""
    above: Sequence[str] = ()
    for block in blocks:
        cells = above = _without_ditto(block.cells, above)
        if len(cells) != len(block.columns) or _is_sum(cells):
            continue
        if len(set(cells)) <= _FEW and _is_separator(cells):
            continue
        if block.columns[0].endswith(cells[0].strip()) and _is_header(block):
            continue
        yield Row(block.row, cells, block.start, block.end)


def _without_ditto(cells: tuple[str, ...], above: Sequence[str]) -> tuple[str, ...]:
    """Return cells with what 同上 and ditto marks stand for."""
    if len(cells) != len(above) or _DITTO.isdisjoint(cells):
        return cells
    pairs = zip(cells, above, strict=True)
    return tuple(old if cell in _DITTO else cell for cell, old in pairs)


_DITTO = frozenset(("同上", "〃", "″", "''", "ditto", "同前"))


def _is_sum(cells: Sequence[str]) -> bool:
    """Whether a row adds up others: 合计 in front, or as the first words of a bare row."""
    if _SUM.match(cells[0].strip()):
        return True
    words = islice((word for cell in cells if (word := cell.strip())), 2)
    return any(_SUBTOTAL.fullmatch(word) for word in words)


_SUBTOTAL = re.compile(
    r"[（(]?[^，。；]{0,8}(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)[^，。；]{0,4}|(?:sub)?total[:：]?",
    re.IGNORECASE,
)
_FEW = 4
"""A row of more different cells is neither blank nor one text over all columns."""


def _is_separator(cells: Sequence[str]) -> bool:
    """Whether a row is blank, or one text over more than two cells as in a merged title row."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return not filled or (len(filled) > 2 and len(set(filled)) == 1)


def _is_header(block: Block) -> bool:
    """Whether a row repeats the names of its columns; blank cells may stand between them."""
    pairs = zip(block.columns, block.cells, strict=True)
    return all(name.endswith(cell.strip()) for name, cell in pairs)
