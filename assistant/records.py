"""The firm's own rules against its own records: rows in all, in breach, not to be told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import record_clause, rule_reading, tables
from assistant.catalog import Catalog
from assistant.corpus import Corpus
from assistant.model import Words
from assistant.record_delays import Delays, Month, delays, months, months_of
from assistant.record_words import how
from assistant.roles import Role
from assistant.row_cells import Outcome, Result
from assistant.row_tests import results
from assistant.rule_binding import bind
from assistant.rule_bound import Binding, Exemption
from assistant.rule_model import Rule, RuleKind
from assistant.rule_subjects import overlap, subjects, table_subjects
from assistant.tables import Table
from ingest.model import DocumentKind, content_id

_RANK = {
    DocumentKind.MANUAL: 0, DocumentKind.PROCEDURE: 1, DocumentKind.FORM: 2, DocumentKind.OTHER: 3,
    DocumentKind.CONTRACT: 4, DocumentKind.PUBLISHED: 5,
}  # fmt: skip


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
    current = [d for d in corpus.documents if not d.superseded and d.id not in corpus.irrelevant]
    grid = tables.tables(current, mapped)
    bindings = [
        binding
        for rule in rule_reading.rules(corpus)
        for table in grid
        if (binding := bind(rule, table)) is not None
    ]
    kept = _without_repeats(_without_special(_nearest(bindings)))
    checks = []
    for parts in _by_form(kept):
        check = _checked(parts, as_of)
        if catalog is not None:
            repeats = any(_columns(o) == _columns(parts[0]) for o in kept if o is not parts[0])
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
        key = (*_key(binding.rule), binding.rule.ends, table.document.id, names, binding.end.index)
        groups.setdefault(key, []).append(binding)
    return list(groups.values())


def _nearest(bindings: Sequence[Binding]) -> list[Binding]:
    """Keep the tables that a rule is about.

    Of a rule on validity or due days only the one whose words are nearest to it; of one that
    names its subject (客诉) no table without a subject if another table names it.
    """
    matched = {_key(b.rule) for b in bindings if _shares_subject(b)}
    bindings = [b for b in bindings if _shares_subject(b) or _key(b.rule) not in matched]
    best: dict[tuple[str, int, RuleKind], float] = {}
    for binding in bindings:
        key = _key(binding.rule)
        best[key] = max(best.get(key, 0.0), overlap(binding.rule, binding.table))
    loose = (RuleKind.VALID, RuleKind.DUE)
    return [
        b
        for b in bindings
        if b.rule.kind not in loose or overlap(b.rule, b.table) >= best[_key(b.rule)]
    ]


_INTERNAL = (DocumentKind.MANUAL, DocumentKind.PROCEDURE)


def _without_special(bindings: Sequence[Binding]) -> list[Binding]:
    """Take from a general rule the rows for which the firm has a special one (待命用户4小时)."""
    within = [
        b for b in bindings if b.rule.kind is RuleKind.WITHIN and b.rule.document.kind in _INTERNAL
    ]
    return [_left_to(b, within) if any(b is one for one in within) else b for b in bindings]


def _left_to(general: Binding, others: Sequence[Binding]) -> Binding:
    mine = {one.column.index for one in general.filters}
    mine |= {choice.column.index for choice in general.choices if choice.column}
    limits = {choice.quantity.size for choice in general.choices}
    for other in others:
        theirs = {choice.quantity.size for choice in other.choices}
        if _columns(other) != _columns(general) or theirs == limits:
            continue
        for one in other.filters:
            rest = tuple(v for v in one.column.values if v not in one.values)
            if rest and one.column.index not in mine:
                mine.add(one.column.index)
                kept = (*general.filters, replace(one, values=rest))
                general = replace(general, filters=kept)
    return general


def _shares_subject(binding: Binding) -> bool:
    return bool(subjects(binding.rule.text) & table_subjects(binding.table))


def _key(rule: Rule) -> tuple[str, int, RuleKind]:
    return rule.document.id, rule.start, rule.kind


def _without_repeats(bindings: Iterable[Binding]) -> list[Binding]:
    kept: list[Binding] = []
    for binding in sorted(bindings, key=_preference):
        if not any(_says_no_more(binding, other) for other in kept):
            kept.append(binding)
    return kept


def _preference(binding: Binding) -> tuple[float, ...]:
    """Sort the most telling wording first: more limits, exemptions, filters, a named start."""
    rule = binding.rule
    return (
        -len({c.quantity.size for c in binding.choices}),
        binding.exemption is Exemption.NONE,
        -len(binding.filters),
        not (rule.begins or rule.ends),
        not rule.begins,
        _RANK.get(rule.document.kind, 3),
        -len(rule.text),
    )


def _says_no_more(binding: Binding, other: Binding) -> bool:
    """Whether `other` already tests the same columns with the same limits."""
    if _columns(binding) != _columns(other):
        return False
    mine, theirs = _limits(binding), _limits(other)
    if mine <= theirs:
        return True
    unnamed = not any(values for values, _ in mine)
    return unnamed and {size for _, size in mine} <= {size for _, size in theirs}


def _limits(binding: Binding) -> set[tuple[tuple[str, ...], tuple[str, float]]]:
    """Return for which categories which limit holds; a filter on them counts as their name."""
    named = next((f.values for f in binding.filters if f.column.role is None), ())
    only = len(binding.choices) == 1 and named if binding.choices else ()
    return {(c.values or (only or ()), c.quantity.size) for c in binding.choices}


def _columns(binding: Binding) -> tuple[str, int, int | None, int, RuleKind]:
    start = binding.start.index if binding.start else None
    table = binding.table
    kind = binding.rule.kind
    return table.document.id, table.rows[0].start, start, binding.end.index, kind


def _checked(parts: Sequence[Binding], as_of: date) -> RecordCheck:
    """Return the check of a rule on one table, or on the alike sheets of one file."""
    rule, table = parts[0].rule, parts[0].table
    spread: Counter[tuple[int, Outcome]] = Counter()
    found: dict[Outcome, list[CheckedRow]] = {Outcome.BREACH: [], Outcome.UNKNOWN: []}
    for binding in parts:
        began = months_of(binding)
        for index, result in enumerate(results(binding, as_of)):
            if result.outcome is Outcome.OUT:
                continue
            spread[(began[index], result.outcome)] += 1
            if result.outcome in found:
                found[result.outcome].append(_row(binding.table, index, result))
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
        event=parts[0].end.role.value if parts[0].end.role else "",
        delays=delays(parts),
        months=months(spread),
    )


def _row(table: Table, index: int, result: Result) -> CheckedRow:
    row = table.rows[index]
    return CheckedRow(table.id_of(index), row.number, row.start, row.end, result.why)
