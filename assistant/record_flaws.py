"""What is wrong with records whatever the rules say: blanks, doubles, gaps, impossible days."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant import tables, times
from assistant.corpus import Corpus
from assistant.model import Words
from assistant.roles import OPENING, Role
from assistant.table_columns import Column, is_blank
from assistant.tables import Table
from assistant.validity import out_of_use
from ingest.model import DocumentKind

_LEAST_ROWS = 5
_SHOWN = 200
"""Ids of more rows are not listed; the numbers are of all."""
_OPTIONAL = (Role.RESCHEDULED, Role.APPOINTMENT, Role.HELD, Role.ESCALATED, Role.FEE)
_REMARK = re.compile(r"备注|说明|附注|remark|comment|note", re.IGNORECASE)
_AHEAD = (Role.PLANNED, Role.APPOINTMENT, Role.RESCHEDULED, Role.VALID_UNTIL, Role.PERIOD)
"""Columns of days that may lie ahead of the audit."""
_SORTS, _SORT_ROWS = 4, 3
"""Most values of a column that tells sorts of rows apart, least rows of a sort (assumed)."""
_IN_ORDER = 0.8
"""A log with fewer rows in order is kept by something else than time (assumed)."""
_RANGE = re.compile(
    r"(?P<year>20\d\d)\s*年?\s*(?P<first>\d{1,2})\s*月?\s*[-—–~～至到]{1,2}\s*(?P<last>\d{1,2})\s*月"
)


class FlawKind(StrEnum):
    """What is wrong."""

    BLANK = "blank"
    UNSIGNED = "unsigned"
    DISORDER = "disorder"
    DUPLICATE = "duplicate"
    FUTURE = "future"
    OUTSIDE = "outside"
    GAP = "gap"
    EXPIRED = "expired"
    UNCERTIFIED = "uncertified"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with one table.

    Attributes:
        column: The column looked at, "" where it is the whole table.
        n_total: Rows (of GAP: periods) looked at.
        n: Rows (of GAP: periods) that are wrong.
        rows: Ids of the first of them.
        first: Where the first of them stands in the document, characters, end exclusive.
        months: Of blanks, (month, rows blank, rows in all), "" where the month is not written.
    """

    kind: FlawKind
    file: str
    document_id: str
    sheet: str
    column: str
    n_total: int
    n: int
    rows: tuple[str, ...]
    words: Words
    months: tuple[tuple[str, int, int], ...] = ()
    first: tuple[int, int] | None = None


def logs(corpus: Corpus, mapped: Mapping[str, Role | None] | None = None) -> list[Table]:
    """Return the tables that are records: current logs of some rows."""
    current = (
        d
        for d in corpus.documents
        if not d.superseded and d.id not in corpus.irrelevant and d.kind is DocumentKind.RECORD_LOG
    )
    return [t for t in tables.tables(current, mapped) if len(t.rows) >= _LEAST_ROWS]


def flaws(grid: Iterable[Table], as_of: date) -> list[Flaw]:
    """Return what is wrong within each table, in their order."""
    looks = (_blanks, _disorder, _duplicates, _future, _outside, _expired)
    return [flaw for table in grid for look in looks for flaw in look(table, as_of)]


def flaw(kind: FlawKind, table: Table, column: Column | None, at: list[int], words: Words) -> Flaw:
    """Return a flaw of rows of a table."""
    return Flaw(
        kind=kind,
        file=table.document.file,
        document_id=table.document.id,
        sheet=table.sheet,
        column=column.leaf if column else "",
        n_total=len(table.rows),
        n=len(at),
        rows=tuple(table.id_of(index) for index in at[:_SHOWN]),
        words=words,
        first=(table.rows[at[0]].start, table.rows[at[0]].end) if at else None,
    )


def opened(table: Table) -> Column | None:
    """Return the column of the day on which rows begin, else the first one of a past day."""
    named = next((c for role in OPENING for c in table.of_role(role) if c.is_time), None)
    past = (c for c in table.columns if c.is_time and c.role not in _AHEAD)
    return named or next(past, None)


def _blanks(table: Table, _as_of: date) -> Iterator[Flaw]:
    began, sorts = opened(table), _sorts(table)
    for column in table.columns:
        if not column.has_blanks or _may_be_empty(column, table):
            continue
        at = [i for i, row in enumerate(table.rows) if _is_empty(row.cells[column.index], column)]
        at = _asked_for(at, [rows for index, rows in sorts if index != column.index])
        if len(at) in (0, len(table.rows)):
            continue
        kind = FlawKind.UNSIGNED if column.role is Role.SIGNED else FlawKind.BLANK
        word = "未签" if kind is FlawKind.UNSIGNED else "空白"
        words = Words(
            zh=f"“{column.leaf}”{len(at)}/{len(table.rows)}行{word}",
            en=f"{column.leaf}: {len(at)} of {len(table.rows)} rows blank",
        )
        found = flaw(kind, table, column, at, words)
        yield _by_month(found, table, began, at)


def _is_empty(cell: str, column: Column) -> bool:
    """Whether a cell lacks what is asked: 无 or a dash answers, but for a day or a signature."""
    asked = column.is_time or column.role is Role.SIGNED
    return is_blank(cell) if asked else not cell.strip()


def _may_be_empty(column: Column, table: Table) -> bool:
    """Whether a field may be empty: a remark, another day agreed, no charge, a loan still out."""
    if column.role is Role.RETURNED and table.of_role(Role.LENT):
        return True
    return column.role in _OPTIONAL or bool(_REMARK.search(column.leaf))


def _sorts(table: Table) -> list[tuple[int, set[int]]]:
    """Return the sorts of rows that columns of few values tell apart: column, rows."""
    found: list[tuple[int, set[int]]] = []
    for column in table.columns:
        sorts: dict[str, set[int]] = {}
        for index, row in enumerate(table.rows):
            sorts.setdefault(row.cells[column.index].strip(), set()).add(index)
            if len(sorts) > _SORTS:
                break
        else:
            kept = (rows for sort, rows in sorts.items() if sort and len(rows) >= _SORT_ROWS)
            found += ((column.index, rows) for rows in kept)
    return found


def _asked_for(blank: list[int], sorts: Iterable[set[int]]) -> list[int]:
    """Return the blank rows without those of a sort that never has the field.

    Where no row of a sort is filled in (远程 has no 到门), the field is not asked of it.
    """
    left = set(blank)
    for rows in sorts:
        if rows <= left:
            left -= rows
    return sorted(left)


def _by_month(found: Flaw, table: Table, began: Column | None, at: list[int]) -> Flaw:
    if began is None:
        return found
    moments = table.moments[began.index]
    names = [f"{m.day.year}-{m.day.month:02d}" if m else "" for m in moments]
    total, blank = Counter(names), Counter(names[index] for index in at)
    spread = tuple((month, blank[month], total[month]) for month in sorted(total))
    return replace(found, months=spread)


def _disorder(table: Table, _as_of: date) -> Iterator[Flaw]:
    column = opened(table)
    if column is None or column.role not in OPENING:
        return
    last: date | None = None
    at = []
    for index, moment in enumerate(table.moments[column.index]):
        if moment is None:
            continue
        if last is not None and moment.day < last:
            at.append(index)
        else:
            last = moment.day
    if at and len(at) <= (1 - _IN_ORDER) * len(table.rows):
        words = Words(
            zh=f"{len(at)}行的“{column.leaf}”早于它前面的行",
            en=f"{len(at)} rows stand behind rows with a later {column.leaf}",
        )
        yield flaw(FlawKind.DISORDER, table, column, at, words)


def _duplicates(table: Table, _as_of: date) -> Iterator[Flaw]:
    column = table.first(Role.ID)
    if column is None:
        return
    ids = [row.cells[column.index].strip() for row in table.rows]
    counts = Counter(ids)
    at = [index for index, name in enumerate(ids) if name and counts[name] > 1]
    if at and len(at) <= (1 - _IN_ORDER) * len(table.rows):
        named = "、".join(name for name, count in counts.items() if name and count > 1)
        words = Words(zh=f"编号重复：{named}", en=f"numbers used more than once: {named}")
        yield flaw(FlawKind.DUPLICATE, table, column, at, words)


def _days(table: Table, column: Column, wrong: Callable[[date], bool]) -> list[int]:
    moments = table.moments[column.index]
    return [i for i, moment in enumerate(moments) if moment is not None and wrong(moment.day)]


def _future(table: Table, as_of: date) -> Iterator[Flaw]:
    for column in table.columns:
        if not column.is_time or column.role in _AHEAD:
            continue
        at = _days(table, column, lambda day: day > as_of)
        if at:
            words = Words(
                zh=f"{len(at)}行的“{column.leaf}”晚于审核日{as_of}",
                en=f"{len(at)} rows with {column.leaf} after the audit date {as_of}",
            )
            yield flaw(FlawKind.FUTURE, table, column, at, words)


def _outside(table: Table, _as_of: date) -> Iterator[Flaw]:
    column, span = opened(table), _span(table)
    if column is None or span is None:
        return
    at = _days(table, column, lambda day: not span.first <= day <= span.last)
    if at and len(at) <= (1 - _IN_ORDER) * len(table.rows):
        words = Words(
            zh=f"{len(at)}行的“{column.leaf}”不在本表所称期间{span.first}至{span.last}内",
            en=f"{len(at)} rows outside the period that the table names",
        )
        yield flaw(FlawKind.OUTSIDE, table, column, at, words)


def _span(table: Table) -> times.Period | None:
    """Return the period that a table or its file names: 2026年1—8月, 2026年上半年."""
    for text in (table.intro, table.document.file):
        match = _RANGE.search(text)
        if match and 1 <= int(match["first"]) <= int(match["last"]) <= 12:
            first = times.period(f"{match['year']}年{match['first']}月")
            last = times.period(f"{match['year']}年{match['last']}月")
            if first and last:
                return times.Period(first.first, last.last)
        found = times.period(text)
        if found is not None:
            return found
    return None


def _expired(table: Table, as_of: date) -> Iterator[Flaw]:
    columns = [c for c in table.of_role(Role.VALID_UNTIL) if c.is_time]
    if not columns:
        return
    at = []
    for index, row in enumerate(table.rows):
        days = [m.day for c in columns if (m := table.moments[c.index][index]) is not None]
        if days and max(days) < as_of and not out_of_use(" ".join(row.cells)):
            at.append(index)
    if at:
        words = Words(
            zh=f"{len(at)}/{len(table.rows)}项在审核日{as_of}已过期而仍在用",
            en=f"{len(at)} of {len(table.rows)} expired at the audit date and still in use",
        )
        yield flaw(FlawKind.EXPIRED, table, columns[0], at, words)
