"""Typed tables: the rows of a document that share their columns, with what each column holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant import times
from assistant.roles import EVENT_ROLES, Role, core, event_of
from assistant.table_columns import Column, column_of, is_blank, unmarked, with_deadline
from assistant.table_rows import Row, rows_of
from assistant.times import Moment
from ingest.model import Block, BlockKind, Document

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
_SAMPLE = 80
_TIME_SHARE = 0.6
"""A column of dates holds at least this share of them among its filled cells (assumed)."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with equal columns of one document and sheet.

    Attributes:
        intro: Sheet name, title and notes above the rows.
        year: The year of dates written without one.
        moments: Per time column (by index), the moment of each row, None where none is read.
    """

    document: Document
    sheet: str
    intro: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    year: int | None
    moments: dict[int, tuple[Moment | None, ...]]

    def of_role(self, role: Role) -> list[Column]:
        """Return the columns of a role, from left to right."""
        return [column for column in self.columns if column.role is role]

    def first(self, role: Role) -> Column | None:
        """Return the first column of a role, None if there is none."""
        return next(iter(self.of_role(role)), None)

    @property
    def words(self) -> str:
        """Return what the table calls itself: intro, file and column names."""
        return " ".join((self.intro, self.document.file, *(c.leaf for c in self.columns)))

    def id_of(self, index: int) -> str:
        """Return the id of a row: its id cell, or the row number in the file."""
        row = self.rows[index]
        column = self.first(Role.ID) or self._months()
        value = row.cells[column.index].strip() if column else ""
        return value or str(row.number or index + 1)

    def _months(self) -> Column | None:
        """Return the column of periods of which each row has its own: it names the row."""
        column = self.first(Role.PERIOD)
        cells = [row.cells[column.index] for row in self.rows] if column else []
        return column if len(set(cells)) == len(self.rows) else None


def address(file: str, sheet: str, column: str) -> str:
    """Return how a person names a column: FILE:SHEET:COLUMN."""
    return f"{file}:{sheet}:{column}"


def tables(
    documents: Iterable[Document], mapped: Mapping[str, Role | None] | None = None
) -> list[Table]:
    """Return the tables of all documents in order, with the roles that a person gave."""
    found = [table for document in documents for table in of_document(document)]
    return [_corrected(table, mapped) for table in found] if mapped else found


def _corrected(table: Table, mapped: Mapping[str, Role | None]) -> Table:
    """Return a table with the roles that a person gave to its columns."""
    columns, moments = [], dict(table.moments)
    for column in table.columns:
        key = address(table.document.file, table.sheet, column.name)
        new = replace(column, role=mapped[key]) if key in mapped else column
        if key in mapped and mapped[key] is None:
            new = replace(new, is_time=False)
        if new.role in EVENT_ROLES and not column.is_time and new is not column:
            new = replace(new, is_time=True, values=())
            moments[new.index] = _moments(table.rows, new, table.columns, table.year)
        columns.append(new)
    return replace(table, columns=tuple(columns), moments=moments)


class _Part(NamedTuple):
    """The rows that share their columns, with the notes above them."""

    blocks: Sequence[Block]
    rows: tuple[Row, ...]
    intro: str


def of_document(document: Document) -> Iterator[Table]:
    """Yield the tables of one document; separator, sum and blank rows are left out.

    What a column holds is told by the cells of all sheets with the same columns: the months.
    """
    parts = list(_parts(document))
    alike: dict[tuple[str, ...], list[_Part]] = {}
    for part in parts:
        alike.setdefault(part.blocks[0].columns, []).append(part)
    for part in parts:
        yield _table(document, part, alike[part.blocks[0].columns])


def _parts(document: Document) -> Iterator[_Part]:
    intro: list[str] = []
    group: list[Block] = []
    sheet: str | None = None
    for block in document.blocks:
        if block.kind in _ASIDE:
            continue
        if block.kind is not BlockKind.ROW:
            text = document.text[block.start : block.end]
            yield from _part(group, intro)
            group = []
            title = block.kind is BlockKind.HEADING
            intro = [text] if title else [*intro[-4:], text]
        elif not block.columns:
            continue
        elif group and (block.columns, block.sheet) != (group[0].columns, sheet):
            yield from _part(group, intro)
            group = [block]
        else:
            group.append(block)
        sheet = block.sheet
    yield from _part(group, intro)


def _part(blocks: Sequence[Block], intro: Sequence[str]) -> Iterator[_Part]:
    rows = tuple(rows_of(blocks)) if blocks else ()
    if rows:
        first = blocks[0]
        words = dict.fromkeys((*first.heading[-1:], first.sheet or "", *intro))
        yield _Part(blocks, rows, " ".join(words))


def _table(document: Document, part: _Part, alike: Sequence[_Part]) -> Table:
    first, rows, words = part.blocks[0], part.rows, part.intro
    year = times.stated_year((words,)) or _year(
        rows, first.columns, (words, document.file, document.title)
    )
    columns = tuple(
        column_of(i, name, [row.cells[i] for other in alike for row in other.rows], year)
        for i, name in enumerate(first.columns)
    )
    moments = {c.index: _moments(rows, c, columns, year) for c in columns if c.is_time}
    return Table(
        document,
        first.sheet or "",
        words,
        with_deadline(_one_id(_coded(columns, rows))),
        rows,
        year,
        moments,
    )


def _year(rows: Sequence[Row], columns: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the year of days written without one; days of expiry lie in later years.

    The one year in the names of table and file goes before an earlier one that most rows have:
    a year is left out where it is the present one.
    """
    past = [i for i, name in enumerate(columns) if event_of(name) is not Role.VALID_UNTIL]
    sample = [row.cells[i] for row in rows[:2000] for i in past]
    named = {int(m) for name in names for m in re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)}
    common = times.common_year(sample)
    if len(named) == 1 and (common is None or common < max(named) or named & _written(sample)):
        return named.pop()
    return common or times.common_year(f"{name} " for name in names) or next(iter(named), None)


def _written(cells: Iterable[str]) -> set[int]:
    """Return the years of the dates in cells."""
    return {int(m) for cell in cells for m in re.findall(r"(?<!\d)(20\d\d)\s*[-/.年]", cell)}


def _moments(
    rows: Sequence[Row], column: Column, columns: Sequence[Column], year: int | None
) -> tuple[Moment | None, ...]:
    """Return a column's moments; a time of day in the next column belongs to its day."""
    index = column.index
    known: dict[str, Moment | None] = {}
    for row in rows:
        cell = row.cells[index]
        if cell not in known:
            known[cell] = _moment(cell, year)
    found = tuple(known[row.cells[index]] for row in rows)
    if index + 1 >= len(columns) or not _continues(column, columns[index + 1], rows):
        return found
    return tuple(
        moment._replace(clock=times.clock(row.cells[index + 1]))
        if moment is not None and moment.clock is None
        else moment
        for moment, row in zip(found, rows, strict=True)
    )


def _continues(column: Column, after: Column, rows: Sequence[Row]) -> bool:
    """Whether the next column holds the times of day of this one (报修日期, 报修时间)."""
    named = core(after.leaf) == core(column.leaf) or _CLOCK_NAME.fullmatch(after.leaf.strip())
    if after.is_time or not named:
        return False
    filled = [c for row in rows[:_SAMPLE] if not is_blank(c := row.cells[after.index])]
    hits = sum(times.clock(cell) is not None for cell in filled)
    return bool(filled) and hits >= _TIME_SHARE * len(filled)


_CLOCK_NAME = re.compile(r"几点(?:钟|几分)?|钟点|时刻|时间|时分|几时|time", re.IGNORECASE)


def _moment(cell: str, year: int | None) -> Moment | None:
    moment = times.read(cell, year) if cell else None
    if moment is not None:
        return moment
    cell = _CORRECTED.sub("", unmarked(cell))
    moment = times.read(cell, year) if cell else None
    if moment is None and cell:
        span = times.days(cell)
        return Moment(span[-1], None) if len(span) > 1 else None
    return moment


_CORRECTED = re.compile(r"^.*(?:划掉|划去|涂改|更正为?|改为|改成|→|->)[^\d]{0,4}(?=\d)")
"""What was written before a correction in the same cell."""
_CODE = re.compile(r"[A-Za-z]{1,8}[-_/]?\d[\w\-/]*|\d{2,4}[-/]\d+[\w\-/]*")


def _coded(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Call the first column the id of a table without one, if it holds a code in every row."""
    first = columns[0]
    if first.role is not None or first.is_time or any(c.role is Role.ID for c in columns):
        return columns
    cells = [row.cells[0].strip() for row in rows]
    coded = len(set(cells)) == len(cells) and all(_CODE.fullmatch(cell) for cell in cells)
    return (replace(first, role=Role.ID), *columns[1:]) if coded else columns


def _one_id(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Keep the leftmost id column as the record's own; others name something else."""
    seen = False
    kept = []
    for column in columns:
        again = column.role is Role.ID and seen
        seen = seen or column.role is Role.ID
        kept.append(replace(column, role=None) if again else column)
    return tuple(kept)
