"""Tables: which rows are headers, records, totals and notes; shared by all readers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ingest.model import BlockKind, Piece
from ingest.readers.labels import is_label, is_value

MAX_HEADER_CHARS = 24
MAX_HEADER_ROWS = 3
# How far a header is searched for, and how many rows below speak for it; assumed.
_SEARCH_ROWS = 30
_SUPPORT_ROWS = 10
_COVERAGE = 0.6

_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|累计|平均|总数|total|sum|average)(?:[:：（(].*)?", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:注|备注|(?:填表)?说明|(?:制表|填报|审核)人?)\s*[\d一二三]?\s*[:：].*|[—\-=*～~]{2,}.*"
)


class Role(StrEnum):
    """What a row is in its table."""

    TITLE = "title"
    HEADER = "header"
    RECORD = "record"
    BANNER = "banner"
    TOTAL = "total"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table.

    Attributes:
        number: 1-based row as the user sees it.
        texts: Cells as they stand; what a merged cell covers is empty or left out.
        cells: One text per column, merged cells filled with what they show.
        is_marked: The file itself says header (repeated row, th, bold over plain rows).
        is_hidden: The row is in the file but not shown.
    """

    number: int
    texts: tuple[str, ...]
    cells: tuple[str, ...]
    is_marked: bool = False
    is_hidden: bool = False


class Place(NamedTuple):
    """The role of a row, and the columns of its table if it is a record."""

    role: Role
    columns: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Return text with all white space, line breaks and tabs too, as single spaces."""
    return " ".join(text.split())


def place_table(rows: Sequence[GridRow]) -> list[Place]:
    """Return the place of each row of one table whose header, if any, is at its top.

    Only records have columns, so header, title, banner and total rows are never counted.
    """
    first = next((i for i, row in enumerate(rows) if not _is_banner(row)), len(rows))
    marked = _count_marked(rows)
    end = marked if marked > first else first
    if end == first and _is_top_header(rows, first):
        end = _header_end(rows, first)
    columns = _columns(rows[first:end])
    places = [Place(Role.TITLE)] * first + [Place(Role.HEADER)] * (end - first)
    return places + [_place_below(row, columns) for row in rows[end:]]


def place_sheet(rows: Sequence[GridRow]) -> list[Place]:
    """Return the place of each row of a sheet, which may hold titles and several tables."""
    places: list[Place] = []
    columns: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    while len(places) < len(rows):
        i = len(places)
        starts = _is_first_header(rows, i) if not columns else _is_next_header(rows, i, header)
        if not starts:
            places.append(_place_below(rows[i], columns))
            continue
        end = _header_end(rows, i)
        _retitle(rows, places, is_first=not columns)
        columns, header = _columns(rows[i:end]), rows[i].cells
        places += [Place(Role.HEADER)] * (end - i)
    if not columns:
        _retitle_top(rows, places)
    return places


def row_piece(row: GridRow, place: Place, *, sheet: str | None = None) -> Piece:
    """Return the piece of a row: its cells joined by tabs."""
    return Piece(
        text="\t".join(row.texts),
        kind=BlockKind.ROW,
        sheet=sheet,
        row=row.number,
        columns=place.columns,
        cells=row.cells,
        hidden=row.is_hidden,
    )


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]


def _is_blank(row: GridRow) -> bool:
    return not _filled(row.texts)


def _is_banner(row: GridRow) -> bool:
    """Return whether one cell runs over at least half of the columns, alone in its row."""
    texts = _filled(row.texts)
    if len(texts) != 1:
        return False
    span = sum(cell == texts[0] for cell in row.cells)
    if span == len(_filled(row.cells)) and span >= max(2, len(row.cells) / 2):
        return True
    return len(row.cells) > 1 and _NOTE.fullmatch(texts[0].strip()) is not None


def _is_total(row: GridRow) -> bool:
    texts = _filled(row.texts)
    return len(texts) > 1 and _TOTAL.fullmatch("".join(texts[0].split())) is not None


def _place_below(row: GridRow, columns: tuple[str, ...]) -> Place:
    if not columns:
        return Place(Role.PLAIN)
    if _is_banner(row) or _is_blank(row):
        return Place(Role.BANNER)
    if _is_total(row):
        return Place(Role.TOTAL)
    return Place(Role.RECORD, columns)


def _has_merged(row: GridRow) -> bool:
    return len(_filled(row.texts)) < len(_filled(row.cells))


def _has_header_words(row: GridRow) -> bool:
    cells = _filled(row.cells)
    return len(set(cells)) > 1 and not any(
        len(cell) > MAX_HEADER_CHARS or is_value(cell) or re.search(r"[:：]\s*\S", cell)
        for cell in cells
    )


def _count_marked(rows: Sequence[GridRow]) -> int:
    """Return how many rows from the top call themselves header; 0 when all do."""
    marked = next((i for i, row in enumerate(rows) if not row.is_marked), len(rows))
    return marked if marked < len(rows) else 0


def _is_top_header(rows: Sequence[GridRow], i: int) -> bool:
    if i + 1 >= len(rows):
        return False
    row = rows[i]
    if any(not cell.strip() for cell in row.cells[1:]) or not _has_header_words(row):
        return False
    return not _is_form(rows, i)


def _is_form(rows: Sequence[GridRow], start: int) -> bool:
    """Return whether the rows up to the next gap are labels with their values."""
    if all(is_label(cell) for cell in _filled(rows[start].cells)):
        return False
    end = next((i for i in range(start, len(rows)) if _is_blank(rows[i])), len(rows))
    return _is_key_value(rows[start:end])


def _is_key_value(rows: Sequence[GridRow]) -> bool:
    """Return whether label and value take turns in every row (编制|张三|审核|李四)."""
    pairs = [_filled(row.texts) for row in rows if not _is_banner(row)]
    return all(_names(texts[0]) and _takes_turns(texts) for texts in pairs if texts)


def _takes_turns(texts: Sequence[str]) -> bool:
    return all(_names(left) or _names(right) for left, right in pairwise(texts))


def _names(text: str) -> bool:
    """Return whether a cell names a field, alone or with its value behind a colon."""
    return is_label(text) or is_label(re.split("(?<=[:：])", text, maxsplit=1)[0])


def _header_end(rows: Sequence[GridRow], start: int) -> int:
    """Return the row after a header; merged groups or cells merged downward make it taller."""
    end = start + 1
    while end < min(len(rows) - 1, start + MAX_HEADER_ROWS):
        above, row = rows[end - 1], rows[end]
        if not _has_header_words(row) or _is_banner(row):
            break
        if not (_has_merged(above) and _splits(above, row)):
            break
        end += 1
    return end


def _splits(above: GridRow, row: GridRow) -> bool:
    """Return whether `row` names the parts of a merged cell above, or continues one."""
    continued = any(
        cell.strip() and cell == top for cell, top in zip(row.cells, above.cells, strict=False)
    ) and _has_merged(row)
    grouped = any(
        a.strip() and a == b and left.strip() and left != right
        for (a, b), (left, right) in zip(pairwise(above.cells), pairwise(row.cells), strict=False)
    )
    return continued or grouped


def _columns(rows: Sequence[GridRow]) -> tuple[str, ...]:
    """Return one name per column; a header of several rows gives "A/B"."""
    rows = [row for row in rows if not _is_banner(row)]
    names = []
    for i in range(max((len(row.cells) for row in rows), default=0)):
        parts = [one_line(row.cells[i]) for row in rows if i < len(row.cells)]
        names.append("/".join(dict.fromkeys(part for part in parts if part)))
    return tuple(names) if any(names) else ()


def _is_first_header(rows: Sequence[GridRow], i: int) -> bool:
    if i >= _SEARCH_ROWS or _is_blank(rows[i]) or not _has_header_words(rows[i]):
        return False
    most = max(len(_filled(row.cells)) for row in rows[: i + _SEARCH_ROWS])
    if len(_filled(rows[i].cells)) < max(2, most * _COVERAGE):
        return False
    below = [row for row in rows[_header_end(rows, i) :] if not _is_blank(row)]
    return bool(below) and not _is_form(rows, i) and _is_supported(rows[i], below)


def _is_supported(header: GridRow, below: Sequence[GridRow]) -> bool:
    """Return whether the words of a row or the rows below it speak for a header."""
    if header.is_marked or _label_share(header) >= 0.5:
        return True
    records = [row for row in below if not _is_banner(row)][:_SUPPORT_ROWS]
    return any(_is_typed(j, records) for j in range(len(header.cells)) if header.cells[j])


def _is_typed(column: int, rows: Sequence[GridRow]) -> bool:
    values = _filled([row.cells[column] for row in rows if column < len(row.cells)])
    return bool(values) and sum(map(is_value, values)) >= _COVERAGE * len(values)


def _label_share(row: GridRow) -> float:
    cells = _filled(row.cells)
    return sum(map(is_label, cells)) / max(1, len(cells))


def _is_next_header(rows: Sequence[GridRow], i: int, header: tuple[str, ...]) -> bool:
    """Return whether a further table starts here, or the header is printed again."""
    row = rows[i]
    if row.cells == header:
        return True
    if not (_is_blank(rows[i - 1]) or _is_banner(rows[i - 1]) or _is_lone(rows[i - 1])):
        return False
    if len(_filled(row.texts)) < 2 or i + 1 >= len(rows) or not _has_header_words(row):
        return False
    return not _is_form(rows, i) and (row.is_marked or _label_share(row) >= 0.5)


def _is_lone(row: GridRow) -> bool:
    return len(_filled(row.texts)) == 1


def _retitle(rows: Sequence[GridRow], places: list[Place], *, is_first: bool) -> None:
    """Make titles of the rows above a header: all of them, or the lone cells just above."""
    for i in range(len(places) - 1, -1, -1):
        if not is_first and not _is_lone(rows[i]):
            return
        places[i] = Place(Role.TITLE)


def _retitle_top(rows: Sequence[GridRow], places: list[Place]) -> None:
    for i, row in enumerate(rows):
        if not _is_banner(row):
            return
        places[i] = Place(Role.TITLE)
