"""Record and consistency figures: are the rules counted right, the conflicts told."""

from collections.abc import Sequence

from evals.cases import GoldCheck, GoldQuote, GoldStatement, GoldTopic
from evals.scoring_stats import Figures, share
from evals.scoring_text import find_all, fold
from evals.trial import Commitment, Recount, Span, Trial, given, meet


class CheckRow(Figures):
    """One gold check beside the product's count; `got` is None if no check matches.

    Attributes:
        gold: Rows in all, in breach, unknown.
        missing_rows: Gold breach and unknown rows that the product does not name as such.
    """

    id: str
    clause: str
    gold: tuple[int, int, int]
    got: tuple[int, int, int] | None
    exact: bool
    missing_rows: tuple[str, ...] = ()
    extra_rows: tuple[str, ...] = ()


class RecordFigures(Figures):
    """How rules over records are counted.

    Attributes:
        exact: All three numbers and all row ids equal.
        unmatched: Checks of the product that are no gold check; the gold need not be complete.
        breach_precision: Over all rows called a breach by matched checks.
        breach_recall: Over all gold breaches, those of checks not found too.
    """

    gold: int
    found: int
    exact: int
    exact_share: float | None
    breach_precision: float | None
    breach_recall: float | None
    unmatched: int
    cases: tuple[CheckRow, ...] = ()


class TopicRow(Figures):
    """One gold commitment beside what the product found of it."""

    topic: str
    conflict: bool
    found: bool
    got: bool | None
    statements: int
    readable: int


class ConsistencyFigures(Figures):
    """How commitments are told.

    Attributes:
        found: Two statements of the gold topic stand in one topic of the product.
        judged: Found, and whether one of its statements is shown as clashing is the gold's flag.
        unreadable: Gold topics with fewer than two statements in the product's text.
        false_conflicts: Gold topics without a conflict for which the product claims one.
    """

    gold: int
    found: int
    judged: int
    judged_share: float | None
    unreadable: int
    conflicts: int
    conflicts_found: int
    false_conflicts: int
    product_topics: int
    product_conflicts: int
    cases: tuple[TopicRow, ...] = ()


def score_records(trial: Trial) -> RecordFigures | None:
    """Return the figures of record checks, None if they were not asked for.

    Raises:
        StepFailed: The product's checks raised.
    """
    made = given(trial.records)
    if made is None:
        return None
    pairs = _pairs(trial, made)
    both = [(gold, match) for gold, match in pairs if match is not None]
    rows = [_check_row(gold, match) for gold, match in pairs]
    exact = sum(row.exact for row in rows)
    hits = sum(len(_ids(gold.breach_rows) & _ids(match.breach_rows)) for gold, match in both)
    called = sum(len(_ids(match.breach_rows)) for _, match in both)
    return RecordFigures(
        gold=len(rows),
        found=len(both),
        exact=exact,
        exact_share=share(exact, len(rows)),
        breach_precision=share(hits, called),
        breach_recall=share(hits, sum(len(g.breach_rows) for g in trial.gold.record_checks)),
        unmatched=len(made) - len(both),
        cases=tuple(rows),
    )


def score_consistency(trial: Trial) -> ConsistencyFigures | None:
    """Return the figures of commitments, None if they were not asked for.

    Raises:
        StepFailed: The product's search for commitments raised.
    """
    topics = given(trial.topics)
    if topics is None:
        return None
    rows = [_topic_row(trial, gold, topics) for gold in trial.gold.consistency]
    judged = [row for row in rows if row.got == row.conflict]
    return ConsistencyFigures(
        gold=len(rows),
        found=sum(row.found for row in rows),
        judged=len(judged),
        judged_share=share(len(judged), len(rows)),
        unreadable=sum(row.readable < 2 for row in rows),
        conflicts=sum(row.conflict for row in rows),
        conflicts_found=sum(row.conflict for row in judged),
        false_conflicts=sum(row.got is True and not row.conflict for row in rows),
        product_topics=len(topics),
        product_conflicts=sum(topic.conflict for topic in topics),
        cases=tuple(rows),
    )


def _pairs(trial: Trial, made: Sequence[Recount]) -> list[tuple[GoldCheck, Recount | None]]:
    """Pair gold checks with the product's: by the rule's words, then by the clause."""
    golds, left = trial.gold.record_checks, list(made)
    matches: dict[str, Recount] = {}
    for same in (_same_rule, _same_clause):
        for gold in golds:
            fits = (c for c in left if _same_rows(gold, c) and same(trial, gold, c))
            match = None if gold.id in matches else next(fits, None)
            if match is not None:
                matches[gold.id] = match
                left.remove(match)
    return [(gold, matches.get(gold.id)) for gold in golds]


def _same_rows(gold: GoldCheck, check: Recount) -> bool:
    """Whether both count one table; a file without sheets may have its only one unnamed."""
    return _bare(gold.records_file) == _bare(check.records_file) and (
        not gold.sheet or not check.sheet or fold(gold.sheet) == fold(check.sheet)
    )


def _same_rule(trial: Trial, gold: GoldCheck, check: Recount) -> bool:
    document = trial.document(check.rule_file)
    if document is None:
        return False
    spans = [Span(document.file, *found) for found in find_all(check.rule_quote, document.text)]
    return meet(trial.seek(GoldQuote(file=gold.rule_file, quote=gold.rule_quote)), spans)


def _same_clause(_trial: Trial, gold: GoldCheck, check: Recount) -> bool:
    return gold.clause == check.clause


def _check_row(gold: GoldCheck, match: Recount | None) -> CheckRow:
    numbers = (gold.n_total, gold.n_breach, gold.n_unknown)
    if match is None:
        return CheckRow(id=gold.id, clause=gold.clause, gold=numbers, got=None, exact=False)
    got = (match.n_total, match.n_breach, match.n_unknown)
    wanted = {("breach", i) for i in _ids(gold.breach_rows)}
    wanted |= {("unknown", i) for i in _ids(gold.unknown_rows)}
    named = {("breach", i) for i in _ids(match.breach_rows)}
    named |= {("unknown", i) for i in _ids(match.unknown_rows)}
    return CheckRow(
        id=gold.id,
        clause=gold.clause,
        gold=numbers,
        got=got,
        exact=got == numbers and named == wanted,
        missing_rows=tuple(f"{kind} {row}" for kind, row in sorted(wanted - named)),
        extra_rows=tuple(f"{kind} {row}" for kind, row in sorted(named - wanted)),
    )


def _topic_row(trial: Trial, gold: GoldTopic, topics: Sequence[Commitment]) -> TopicRow:
    readable = [s for s in gold.statements if trial.seek(s).spans]
    best = max(topics, key=lambda topic: _held(trial, readable, topic), default=None)
    found = best is not None and _held(trial, readable, best) >= 2
    return TopicRow(
        topic=gold.topic,
        conflict=gold.conflict,
        found=found,
        got=_conflicts(trial, readable, best) if best is not None and found else None,
        statements=len(gold.statements),
        readable=len(readable),
    )


def _conflicts(trial: Trial, statements: Sequence[GoldStatement], topic: Commitment) -> bool:
    """Whether a conflict is claimed of these statements, not of another case of the topic."""
    shown = topic.clashing or topic.spans
    return topic.conflict and any(meet(trial.seek(one), shown) for one in statements)


def _held(trial: Trial, statements: Sequence[GoldStatement], topic: Commitment) -> int:
    return sum(meet(trial.seek(statement), topic.spans) for statement in statements)


def _ids(rows: Sequence[str]) -> set[str]:
    return {fold(row) for row in rows}


def _bare(file: str) -> str:
    return file.rsplit("/", 1)[-1]
