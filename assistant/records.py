"""The firm's own rules against its own records: rows in all, in breach, not to be told."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from assistant import record_clause, rule_reading, tables
from assistant.catalog import Catalog
from assistant.corpus import Corpus
from assistant.model import Words
from assistant.record_bindings import (
    measured,
    nearest,
    rule_key,
    without_repeats,
    without_special,
    without_strict,
    without_torn,
)
from assistant.record_delays import Delays, Month, delays, months, months_of
from assistant.record_words import how
from assistant.roles import Role
from assistant.row_cells import Outcome, Result
from assistant.row_tests import results
from assistant.rule_binding import bind, bind_to_the_other
from assistant.rule_bound import Binding
from assistant.rule_two_days import bind_alone
from assistant.tables import Table
from ingest.model import content_id


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that breaches or cannot be judged: `document.text[start:end]` of the records file."""

    id: str
    number: int | None
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One rule over all rows of one table.

    Attributes:
        clause: The clause that the rule serves, "" without a catalog.
        rule_start: First character of `rule_quote` in the text of `rule_document_id`.
        sheet: Sheet name, "" where the file has none or several alike were counted together.
        n_total: Rows that the rule concerns.
        how: Columns, filters and comparison in words.
        met: The first row that keeps the rule.
        event: What the rule wants done, as a role of columns; "" where the column has none.
        delays: Of a time limit, how long the rows took.
        months: The outcomes by the month in which the rows began.
    """

    id: str
    clause: str
    rule_quote: str
    rule_file: str
    rule_document_id: str
    rule_start: int
    rule_end: int
    records_file: str
    records_document_id: str
    sheet: str
    n_total: int
    breaches: tuple[CheckedRow, ...]
    unknowns: tuple[CheckedRow, ...]
    how: Words
    met: CheckedRow | None = None
    event: str = ""
    delays: Delays | None = None
    months: tuple[Month, ...] = ()

    @property
    def n_breach(self) -> int:
        """Return how many rows breach the rule."""
        return len(self.breaches)

    @property
    def n_unknown(self) -> int:
        """Return how many rows cannot be judged."""
        return len(self.unknowns)

    @property
    def breach_rows(self) -> tuple[str, ...]:
        """Return the ids of the rows that breach the rule."""
        return tuple(row.id for row in self.breaches)

    @property
    def unknown_rows(self) -> tuple[str, ...]:
        """Return the ids of the rows that cannot be judged."""
        return tuple(row.id for row in self.unknowns)


def check(
    corpus: Corpus,
    as_of: date,
    *,
    catalog: Catalog | None = None,
    mapped: Mapping[str, Role | None] | None = None,
) -> list[RecordCheck]:
    """Return a check for every rule of a current document that some table of records can answer.

    Rules that say the same of the same columns are checked once, under the most explicit
    wording; a published rule with another limit than the internal one is a check of its own.
    A check in which no row can be judged is left out.

    Args:
        corpus: The client's material.
        as_of: Audit date.
        catalog: The standard, to name the clause that each rule serves.
        mapped: Roles that a person gave to columns, by `tables.address`.
    """
    with _without_collection():
        return _check(corpus, as_of, catalog, mapped)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the cycle collector: rows and moments hold no cycles, and many of them set it off.

    Over 200 000 rows it takes nearly half of the time (measured).
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _check(
    corpus: Corpus,
    as_of: date,
    catalog: Catalog | None,
    mapped: Mapping[str, Role | None] | None,
) -> list[RecordCheck]:
    current = [d for d in corpus.documents if not d.superseded and d.id not in corpus.irrelevant]
    grid = tables.tables(current, mapped)
    read = rule_reading.rules(corpus)
    bindings = [
        binding
        for rule in read
        for table in grid
        if (binding := bind(rule, table, grid)) is not None
    ]
    bindings = without_torn(without_strict(bindings))
    bound = {rule_key(binding.rule) for binding in bindings}
    unbound = [rule for rule in read if rule_key(rule) not in bound]
    halves = [b for rule in unbound for t in grid if (b := bind_to_the_other(rule, t)) is not None]
    bound |= {rule_key(binding.rule) for binding in halves}
    bindings += halves
    bindings += bind_alone([rule for rule in read if rule_key(rule) not in bound], grid)
    kept = without_repeats(without_special(nearest(bindings)))
    checks = []
    for parts in _by_form(kept):
        check = _checked(parts, as_of)
        if catalog is not None:
            repeats = any(measured(o) == measured(parts[0]) for o in kept if o is not parts[0])
            clause = record_clause.of_binding(parts[0], corpus.glossary, catalog, repeats=repeats)
            check = replace(check, clause=clause)
        checks.append(check)
    return [c for c in checks if c.n_total > c.n_unknown]


def _by_form(bindings: Iterable[Binding]) -> list[list[Binding]]:
    """Return the bindings of one rule to sheets of one file with equal columns together."""
    groups: dict[tuple[object, ...], list[Binding]] = {}
    for binding in bindings:
        table = binding.table
        names = tuple(column.name for column in table.columns)
        key = (
            *rule_key(binding.rule),
            binding.rule.ends,
            table.document.id,
            names,
            binding.end.index,
        )
        groups.setdefault(key, []).append(binding)
    return list(groups.values())


def _checked(parts: Sequence[Binding], as_of: date) -> RecordCheck:
    """Return the check of a rule on one table, or on the alike sheets of one file."""
    rule, table = parts[0].rule, parts[0].table
    spread: Counter[tuple[int, Outcome]] = Counter()
    found: dict[Outcome, list[CheckedRow]] = {Outcome.BREACH: [], Outcome.UNKNOWN: []}
    met: CheckedRow | None = None
    for binding in parts:
        began = months_of(binding)
        for index, result in enumerate(results(binding, as_of)):
            if result.outcome is Outcome.OUT:
                continue
            spread[(began[index], result.outcome)] += 1
            if result.outcome in found:
                found[result.outcome].append(_row(binding.table, index, result))
            elif met is None:
                met = _row(binding.table, index, result)
    sheet = table.sheet if len(parts) == 1 else ""
    end = str(parts[0].end.index)
    return RecordCheck(
        id=content_id(rule.text, table.document.id, table.sheet, end, rule.kind),
        clause="",
        rule_quote=rule.text,
        rule_file=rule.document.file,
        rule_document_id=rule.document.id,
        rule_start=rule.start,
        rule_end=rule.end,
        records_file=table.document.file,
        records_document_id=table.document.id,
        sheet=sheet,
        n_total=spread.total(),
        breaches=tuple(found[Outcome.BREACH]),
        unknowns=tuple(found[Outcome.UNKNOWN]),
        how=how(parts[0], as_of),
        met=met,
        event=parts[0].end.role.value if parts[0].end.role else "",
        delays=delays(parts),
        months=months(spread),
    )


def _row(table: Table, index: int, result: Result) -> CheckedRow:
    row = table.rows[index]
    return CheckedRow(result.id or table.id_of(index), row.number, row.start, row.end, result.why)
