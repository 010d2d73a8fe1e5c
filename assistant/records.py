"""The firm's own rules against its own records: rows in all, in breach, not to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant import rule_reading, tables
from assistant.catalog import Catalog
from assistant.concepts import Glossary
from assistant.corpus import Corpus
from assistant.model import AuditPoint, Clause, Need, Words
from assistant.row_tests import Outcome, Result, results
from assistant.rule_binding import Binding, Exemption, bind, overlap
from assistant.rule_model import Rule, RuleKind
from assistant.tables import Table
from ingest.model import DocumentKind, content_id

_RANK = {
    DocumentKind.MANUAL: 0, DocumentKind.PROCEDURE: 1, DocumentKind.FORM: 2, DocumentKind.OTHER: 3,
    DocumentKind.CONTRACT: 4, DocumentKind.PUBLISHED: 5,
}  # fmt: skip
_ISSUED = (DocumentKind.PUBLISHED, DocumentKind.CONTRACT)
PROMISES = "5.1.7.2"
"""The clause that asks for published promises to be kept and stated alike."""


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
        sheet: Sheet name, "" where the file has none.
        n_total: Rows that the rule concerns.
        how: Columns, filters and comparison in words.
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


def check(corpus: Corpus, as_of: date, *, catalog: Catalog | None = None) -> list[RecordCheck]:
    """Return a check for every rule of a current document that some table of records can answer.

    Rules that say the same of the same columns are checked once, under the most explicit
    wording; a published rule with another limit than the internal one is a check of its own.
    A check in which no row can be judged is left out.
    """
    current = [d for d in corpus.documents if not d.superseded and d.id not in corpus.irrelevant]
    grid = tables.tables(current)
    bindings = [
        binding
        for rule in rule_reading.rules(corpus)
        for table in grid
        if (binding := bind(rule, table)) is not None
    ]
    kept = _without_repeats(_nearest(bindings))
    checks = (_checked(binding, as_of, corpus.glossary, catalog) for binding in kept)
    return [c for c in checks if c.n_total > c.n_unknown]


def clause_of(rule: str, done: str, glossary: Glossary, catalog: Catalog) -> str:
    """Return the clause with the point that a rule serves, "" if no point is about it.

    Args:
        rule: The rule's sentence, and what its table calls itself.
        done: The words for what the rule wants done and the column that shows it; their concepts
            count most.
    """
    core = glossary.named(done)
    named = glossary.named(rule) | core
    fits = [(_fit(clause, core, named), clause.id) for clause in catalog.standard.clauses]
    best, clause_id = max(fits, key=lambda fit: fit[0])
    return clause_id if best > 0 else ""


def _fit(clause: Clause, core: frozenset[str], named: frozenset[str]) -> float:
    return max(_point_fit(point, core, named) for point in clause.points)


def _point_fit(point: AuditPoint, core: frozenset[str], named: frozenset[str]) -> float:
    """Return how well a point fits: its groups named, best by what is done; 0 if not all are."""
    if not all(named & set(group) for group in point.about) or core & set(point.without):
        return 0.0
    groups = [set(group) for group in point.about]
    hits = sum(1.0 if core & group else 0.3 for group in groups) / len(groups)
    telling = max(1.0 / len(group) for group in groups if named & group)
    tested = 0.3 if point.need in (Need.DONE, Need.MEASURED, Need.CERTIFICATE) else 0.0
    tested += 0.3 if point.timely else 0.0
    return hits + 0.2 * len(groups) + 0.1 * telling + tested * hits


def _nearest(bindings: Sequence[Binding]) -> list[Binding]:
    """Keep, for a rule on validity or due days, only the table whose words are nearest to it."""
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


def _checked(
    binding: Binding, as_of: date, glossary: Glossary, catalog: Catalog | None
) -> RecordCheck:
    rule, table = binding.rule, binding.table
    total = 0
    found: dict[Outcome, list[CheckedRow]] = {Outcome.BREACH: [], Outcome.UNKNOWN: []}
    for index, result in enumerate(results(binding, as_of)):
        total += result.outcome is not Outcome.OUT
        if result.outcome in found:
            found[result.outcome].append(_row(table, index, result))
    return RecordCheck(
        id=content_id(rule.text, table.document.id, table.sheet, str(binding.end.index), rule.kind),
        clause=_clause(binding, glossary, catalog),
        rule_quote=rule.text,
        rule_file=rule.document.file,
        rule_document_id=rule.document.id,
        rule_start=rule.start,
        rule_end=rule.end,
        records_file=table.document.file,
        records_document_id=table.document.id,
        sheet=table.sheet,
        n_total=total,
        breaches=tuple(found[Outcome.BREACH]),
        unknowns=tuple(found[Outcome.UNKNOWN]),
        how=_how(binding, as_of),
    )


def _row(table: Table, index: int, result: Result) -> CheckedRow:
    row = table.rows[index]
    return CheckedRow(table.id_of(index), row.number, row.start, row.end, result.why)


def _clause(binding: Binding, glossary: Glossary, catalog: Catalog | None) -> str:
    if catalog is None:
        return ""
    if binding.rule.kind is RuleKind.WITHIN and binding.rule.document.kind in _ISSUED:
        return PROMISES
    table = binding.table
    done = f"{binding.rule.ends} {binding.end.leaf}"
    if binding.rule.kind is RuleKind.VALID:
        done = table.words
    return clause_of(f"{binding.rule.text} {table.intro}", done, glossary, catalog)


def _how(binding: Binding, as_of: date) -> Words:
    zh = "；".join(part for part in (_filters_zh(binding), _formula_zh(binding, as_of)) if part)
    return Words(zh=zh, en=_formula_en(binding, as_of))


def _filters_zh(binding: Binding) -> str:
    return "".join(f"只取{f.column.leaf}={'、'.join(f.values)}的行" for f in binding.filters)


def _formula_zh(binding: Binding, as_of: date) -> str:
    start, end = (binding.start.leaf if binding.start else ""), binding.end.leaf
    kind = binding.rule.kind
    if kind is RuleKind.WITHIN:
        limits = "，".join(
            c.quantity.text + (f"（{c.column.leaf}={'、'.join(c.values)}）" if c.column else "")
            for c in binding.choices
        )
        moved = _moved_zh(binding)
        return f"{end}−{start}≤{limits}为合规，恰好等于时限合规{moved}；缺时间的无法判定"
    return {
        RuleKind.DUE: f"{end}不晚于{start or '期间'}所定期限为合规；{end}空白的无法判定",
        RuleKind.SIGNED: f"{f'只取{start}>0的行，' if start else ''}{end}有内容为合规，空白为违反",
        RuleKind.VALID: f"{end}≥审核日{as_of}为合规（当日有效），停用、离岗的不计；空白的无法判定",
        RuleKind.STOCK: f"{end}≥{start}为合规；空白的无法判定",
        RuleKind.ORDER: f"{start}≤{end}为合规；没有{end}的不计，缺{start}的无法判定",
    }[kind]


def _moved_zh(binding: Binding) -> str:
    if binding.moved is None:
        return ""
    if binding.exemption is Exemption.EXCLUDES:
        return f"；填有{binding.moved.leaf}的不计"
    return f"；填有{binding.moved.leaf}的，以其为准"


def _formula_en(binding: Binding, as_of: date) -> str:
    start, end = (binding.start.leaf if binding.start else ""), binding.end.leaf
    only = "".join(f"rows with {f.column.leaf} in {', '.join(f.values)}; " for f in binding.filters)
    limits = ", ".join(
        c.quantity.text + (f" where {c.column.leaf} is {', '.join(c.values)}" if c.column else "")
        for c in binding.choices
    )
    text = {
        RuleKind.WITHIN: f"{end} − {start} ≤ {limits}; a missing time is unknown",
        RuleKind.DUE: f"{end} by the due day of {start or 'the period'}; blank is unknown",
        RuleKind.SIGNED: f"{end} filled{f' where {start} > 0' if start else ''}; blank is a breach",
        RuleKind.VALID: f"{end} ≥ {as_of} for what is in use; blank is unknown",
        RuleKind.STOCK: f"{end} ≥ {start}; blank is unknown",
        RuleKind.ORDER: f"{start} ≤ {end}; rows without {end} are not counted",
    }[binding.rule.kind]
    return only + text
