"""Which of all bindings of rules to tables are counted: the nearest, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.roles import events_in
from assistant.rule_bound import Binding, Exemption
from assistant.rule_columns import literal
from assistant.rule_days import addressed
from assistant.rule_model import Rule, RuleKind
from assistant.rule_subjects import overlap, subjects, table_subjects
from ingest.model import DocumentKind

_RANK = {
    DocumentKind.MANUAL: 0, DocumentKind.PROCEDURE: 1, DocumentKind.FORM: 2, DocumentKind.OTHER: 3,
    DocumentKind.CONTRACT: 4, DocumentKind.PUBLISHED: 5,
}  # fmt: skip


def nearest(bindings: Sequence[Binding]) -> list[Binding]:
    """Keep the tables that a rule is about.

    Of a rule on validity or due days only the one whose words are nearest to it; of one that
    names its subject (客诉) no table without a subject if another table names it.
    """
    filed = {rule_key(b.rule) for b in bindings if addressed(b.rule, b.table)}
    bindings = [b for b in bindings if rule_key(b.rule) not in filed or addressed(b.rule, b.table)]
    matched: dict[tuple[str, int, RuleKind], float] = {}
    for b in bindings:
        if _shares_subject(b):
            key = rule_key(b.rule)
            matched[key] = max(matched.get(key, 0.0), overlap(b.rule, b.table))
    bindings = [
        b
        for b in bindings
        if _shares_subject(b)
        or rule_key(b.rule) not in matched
        or (b.rule.kind in _LOOSE and overlap(b.rule, b.table) > matched[rule_key(b.rule)])
    ]
    said = {rule_key(b.rule) for b in bindings if _is_named(b)}
    bindings = [b for b in bindings if _is_named(b) or rule_key(b.rule) not in said]
    called = {rule_key(b.rule) for b in bindings if _is_called(b)}
    bindings = [b for b in bindings if _is_called(b) or rule_key(b.rule) not in called]
    best: dict[tuple[str, int, RuleKind], float] = {}
    for binding in bindings:
        key = rule_key(binding.rule)
        best[key] = max(best.get(key, 0.0), overlap(binding.rule, binding.table))
    return [
        b
        for b in bindings
        if b.rule.kind not in _LOOSE or overlap(b.rule, b.table) >= best[rule_key(b.rule)]
    ]


_LOOSE = (RuleKind.VALID, RuleKind.DUE, RuleKind.TOTAL)
"""Kinds of rules that say little of the columns that they need."""


def _is_called(binding: Binding) -> bool:
    """Whether a limit in bare words calls both of its columns by their names."""
    rule, start = binding.rule, binding.start
    if not rule.bare or start is None:
        return not rule.bare
    return literal(start, rule.begins) > 0 and literal(binding.end, rule.ends) > 0


def _is_named(binding: Binding) -> bool:
    """Whether a time limit names the very event of its column, not one that stands for it."""
    if binding.rule.kind is not RuleKind.WITHIN:
        return True
    end = binding.end
    return end.role in events_in(binding.rule.ends) or literal(end, binding.rule.ends) > 0


_INTERNAL = (DocumentKind.MANUAL, DocumentKind.PROCEDURE)


def without_special(bindings: Sequence[Binding]) -> list[Binding]:
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
        if measured(other) != measured(general) or theirs == limits:
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


def rule_key(rule: Rule) -> tuple[str, int, RuleKind]:
    """Return what tells one rule from another."""
    return rule.document.id, rule.start, rule.kind


def without_strict(bindings: Sequence[Binding]) -> list[Binding]:
    """Leave out a strict reading of a sentence whose bare words two columns answer better."""
    bare: dict[tuple[str, int, RuleKind], set[str]] = {}
    for b in bindings:
        if b.rule.bare:
            bare.setdefault(rule_key(b.rule), set()).update(_stated(b.rule))
    return [
        b
        for b in bindings
        if b.rule.bare
        or not _stated(b.rule)
        or not _stated(b.rule) <= bare.get(rule_key(b.rule), set())
    ]


def _stated(rule: Rule) -> set[str]:
    return {limit.quantity.text for limit in rule.limits}


def without_torn(bindings: Sequence[Binding]) -> list[Binding]:
    """Leave out limits of one sentence for one step between whose cases the table cannot tell."""
    limits: dict[tuple[object, ...], set[frozenset[tuple[str, float]]]] = {}
    for b in bindings:
        if b.rule.kind is RuleKind.WITHIN:
            sizes = frozenset(choice.quantity.size for choice in b.choices)
            limits.setdefault(_step(b), set()).add(sizes)
    return [b for b in bindings if len(limits.get(_step(b), ())) < _TWO]


_TWO = 2


def _step(binding: Binding) -> tuple[object, ...]:
    """Return the sentence, the columns and the rows of a limit."""
    kept = tuple((one.column.index, one.values) for one in binding.filters)
    return (*rule_key(binding.rule), *measured(binding), kept)


def without_repeats(bindings: Iterable[Binding]) -> list[Binding]:
    """Keep of rules that say the same of the same columns the most telling one."""
    bindings = list(bindings)
    asked = {_place(b) for b in bindings if b.rule.kind is RuleKind.SIGNED}
    bindings = [b for b in bindings if b.rule.kind is not RuleKind.WITHIN or _place(b) not in asked]
    firm = {_place(b): b for b in bindings if b.rule.kind in _FIRM}
    bindings = [b for b in bindings if b.rule.kind is not RuleKind.AMOUNT or _place(b) not in firm]
    ordered = {_columns(b) for b in bindings if b.rule.kind is RuleKind.WITHIN and _is_same_day(b)}
    bindings = [
        b for b in bindings if not (b.rule.kind is RuleKind.ORDER and _turned(b) in ordered)
    ]
    kept: list[Binding] = []
    for binding in sorted(bindings, key=_preference):
        if not any(_says_no_more(binding, other) for other in kept):
            kept.append(binding)
    return kept


_FIRM = (RuleKind.WITHIN, RuleKind.MEASURED)
"""Readings of a bound that know its cases; the plain one beside them would say less."""


def _is_same_day(binding: Binding) -> bool:
    return all(choice.quantity.value == 0 for choice in binding.choices)


def _columns(binding: Binding) -> tuple[str, int, int | None, int]:
    start = binding.start.index if binding.start else None
    return binding.table.document.id, binding.table.rows[0].start, start, binding.end.index


def _turned(binding: Binding) -> tuple[str, int, int | None, int]:
    """Return the columns of an order as a limit of no day has them: it starts at the later."""
    document, first, start, end = _columns(binding)
    return document, first, end, -1 if start is None else start


def _place(binding: Binding) -> tuple[str, int, int, int]:
    """Return where a rule stands and what it ends at: a confirmation asked for says it all."""
    rule, table = binding.rule, binding.table
    return rule.document.id, rule.start, table.rows[0].start, binding.end.index


def _preference(binding: Binding) -> tuple[float, ...]:
    """Sort the most telling wording first: more limits, exemptions, filters, a named start."""
    rule = binding.rule
    return (
        -len({c.quantity.size for c in binding.choices}),
        binding.exemption is Exemption.NONE,
        -overlap(rule, binding.table) if rule.kind in _LOOSE else 0.0,
        -len(binding.filters),
        not (rule.begins or rule.ends),
        not rule.begins,
        _RANK.get(rule.document.kind, 3),
        -len(rule.text),
    )


def _says_no_more(binding: Binding, other: Binding) -> bool:
    """Whether `other` already tests the same columns with the same limits."""
    if measured(binding) != measured(other):
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


def measured(binding: Binding) -> tuple[str, int, int | None, int, RuleKind]:
    """Return what a binding measures: table, columns and kind of rule."""
    start = binding.start.index if binding.start else None
    table = binding.table
    kind = binding.rule.kind
    return table.document.id, table.rows[0].start, start, binding.end.index, kind
