"""What a check is measured by: the columns that it reads, and its limits to draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant import rule_reading, tables
from assistant.corpus import Corpus
from assistant.quantities import Quantity, Unit
from assistant.record_series import all_columns
from assistant.records import RecordCheck
from assistant.roles import Role
from assistant.rule_binding import bind
from assistant.rule_bound import Binding
from assistant.table_columns import Column
from assistant.tables import Table, address
from ingest.model import content_id

_HOURS = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0, Unit.DAY: 24.0, Unit.MONTH: 730.5}
"""A month is drawn as the mean one; rows are held against the calendar."""


@dataclass(frozen=True, slots=True)
class MeasuredColumn:
    """A column of the records behind a check.

    Attributes:
        part: What the check takes from it (start, end, moved …), "" if it does not read it.
        role: What it stands for, None for nothing that a rule can need.
        addresses: How a person names it, on each sheet; () where it cannot be corrected.
    """

    part: str
    name: str
    role: Role | None
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A limit to draw: `at` in the unit of the check's delays, with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """The columns of a check, those that it reads first, and its limits."""

    columns: tuple[MeasuredColumn, ...] = ()
    marks: tuple[Mark, ...] = ()


def measure(
    check: RecordCheck,
    corpus: Corpus,
    logs: Sequence[Table],
    mapped: Mapping[str, Role | None],
) -> Measure:
    """Return what a check is measured by: its rule is bound to its table once more.

    Args:
        logs: The tables whose columns a person can correct.
    """
    grid = tables.tables([d for d in corpus.documents if d.id == check.records_document_id], mapped)
    binding = next(_bindings(check, corpus, grid), None)
    if binding is None:
        return Measure()
    alike = [table for table in grid if _is_alike(table, binding.table, check)]
    known = frozenset(all_columns(logs))
    parts = dict(_parts(binding))
    columns = [
        MeasuredColumn(
            parts.get(column.index, ""), column.name, column.role, _names(column, alike, known)
        )
        for column in binding.table.columns
    ]
    ordered = sorted(columns, key=lambda column: _ORDER.index(column.part))
    return Measure(tuple(ordered), tuple(_marks(binding, check)))


_ORDER = ("start", "end", "until", "moved", "held", "case", "listed", "")


def _bindings(check: RecordCheck, corpus: Corpus, grid: Sequence[Table]) -> Iterator[Binding]:
    """Yield the rule on the table, as the check's id names them (`records.check`)."""
    for rule in rule_reading.rules(corpus):
        if (rule.document.id, rule.start) != (check.rule_document_id, check.rule_start):
            continue
        for table in grid:
            bound = bind(rule, table)
            if bound is None:
                continue
            end = str(bound.end.index)
            if content_id(rule.text, table.document.id, table.sheet, end, rule.kind) == check.id:
                yield bound


def _is_alike(table: Table, first: Table, check: RecordCheck) -> bool:
    """Whether a table was counted: the sheet of the check, or each with the same columns."""
    if check.sheet:
        return table.sheet == check.sheet
    return [c.name for c in table.columns] == [c.name for c in first.columns]


def _names(column: Column, alike: Sequence[Table], known: frozenset[str]) -> tuple[str, ...]:
    names = (address(table.document.file, table.sheet, column.name) for table in alike)
    return tuple(name for name in dict.fromkeys(names) if name in known)


def _parts(binding: Binding) -> Iterator[tuple[int, str]]:
    """Yield what the check takes from a column, the telling part last: it stays."""
    read: list[tuple[str, Column | None]] = [
        *(("listed", column) for column in binding.columns),
        *(("case", one.column) for one in binding.filters),
        *(("case", choice.column) for choice in binding.choices),
        ("case", binding.present),
        ("held", binding.held),
        ("moved", binding.moved),
        ("until", binding.until),
        ("end", None if binding.columns else binding.end),
        ("start", binding.start),
    ]
    for part, column in read:
        if column is not None:
            yield column.index, part


def _marks(binding: Binding, check: RecordCheck) -> Iterator[Mark]:
    if check.delays is None:
        return
    for choice in binding.choices:
        at = _in_unit(choice.quantity, check.delays.unit)
        case = "、".join(choice.values)
        words = f"{choice.quantity.text}（{case}）" if case else choice.quantity.text
        yield Mark(at, words)
        if binding.two_sided:
            yield Mark(-at, f"−{words}")


def _in_unit(quantity: Quantity, unit: str) -> float:
    """Return a limit in the unit of the delays; working days are as many days."""
    wanted, hours = Unit(unit), _HOURS.get(quantity.unit)
    if hours is None or wanted not in _HOURS:
        return quantity.value
    return quantity.value * hours / _HOURS[wanted]
