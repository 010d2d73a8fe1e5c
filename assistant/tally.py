"""Record checks as evidence: counts over all rows enter the verdict, with rows to cite."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.corpus import Corpus, Sentence
from assistant.deduction import SpecialDeduction
from assistant.model import (
    MAY_LACK,
    AuditPoint,
    Clause,
    EvidenceKind,
    Need,
    Role,
    Stance,
    Words,
)
from assistant.reader import Study
from assistant.records import CheckedRow, RecordCheck
from assistant.shares import FEW
from assistant.stance import Reading

SCORE = 2.0
"""Counted rows are shown before any sentence."""
_CITED = 3
_DOING = (Need.DONE, Need.MEASURED)


def bad_share(check: RecordCheck) -> float:
    """Return the share of rows in breach or not to be judged; unknown is never compliant."""
    return (check.n_breach + check.n_unknown) / check.n_total if check.n_total else 0.0


def is_isolated(check: RecordCheck) -> bool:
    """Whether the rows in breach are single cases."""
    return bad_share(check) < FEW


def is_single(n: int, n_total: int) -> bool:
    """Whether so many of all rows are single cases."""
    return n < FEW * n_total


def checks_of(
    clause: Clause, point: AuditPoint, checks: Sequence[RecordCheck]
) -> list[RecordCheck]:
    """Return the checks that speak to a point: its clause's, at the point that asks for doing."""
    return [c for c in checks if c.clause == clause.id] if point is _doing(clause) else []


def served(
    clauses: Sequence[Clause], checks: Sequence[RecordCheck], study: Study | None
) -> tuple[RecordCheck, ...]:
    """Return checks with the clauses that they serve.

    Where a rule's words name none, the reader tells of which clause that asks for doing they are.
    """
    if study is None:
        return tuple(checks)
    done = {clause.id for clause in clauses if any(p.need in _DOING for p in clause.points)}
    return tuple(c if c.clause else replace(c, clause=_told(c, done, study)) for c in checks)


def _told(check: RecordCheck, among: Collection[str], study: Study) -> str:
    """Return the clause of some that a check's rule speaks of most, "" if it is not found."""
    mine = [
        at
        for at, sentence in enumerate(study.corpus.sentences)
        if sentence.document.id == check.rule_document_id
        and sentence.start < check.rule_end
        and sentence.end > check.rule_start
    ]
    columns = {name: at for name, at in study.topics.clauses.items() if name in among}
    scores = study.topics.best[mine]
    return max(columns, key=lambda name: scores[:, columns[name]].max()) if mine and columns else ""


def with_counts(reason: Words, checks: Sequence[RecordCheck]) -> Words:
    """Return a reason with the counts behind it."""
    if not checks:
        return reason
    zh = "；".join(counts(check).zh for check in checks)
    en = "; ".join(counts(check).en for check in checks)
    return Words(zh=f"{reason.zh}（逐行核对：{zh}）", en=f"{reason.en} (counted: {en})")


def counts(check: RecordCheck) -> Words:
    """Return the result of a check in words."""
    place = f"{check.records_file} {check.sheet}".strip()
    return Words(
        zh=f"{place} 共{check.n_total}行，违反{check.n_breach}行，无法判定{check.n_unknown}行",
        en=f"{place}: {check.n_total} rows, {check.n_breach} in breach, "
        f"{check.n_unknown} cannot be judged",
    )


def special(
    checks: Sequence[RecordCheck], decided: Mapping[str, bool]
) -> dict[str, list[SpecialDeduction]]:
    """Return by clause the checks with breaches, as deductions for a person to decide.

    Args:
        checks: The firm's own rules counted over its records.
        decided: By id of a check, True where a person confirmed, False where one dismissed.
    """
    found: dict[str, list[SpecialDeduction]] = {}
    for check in checks:
        if not check.n_breach:
            continue
        one = SpecialDeduction(
            check=check.id,
            rule_quote=check.rule_quote,
            rule_file=check.rule_file,
            records_file=check.records_file,
            sheet=check.sheet,
            n_breach=check.n_breach,
            rows=check.breach_rows[:_LISTED],
            decided=decided.get(check.id),
        )
        found.setdefault(check.clause, []).append(one)
    return found


_LISTED = 200
"""Ids of more rows are not listed."""


def readings(check: RecordCheck, corpus: Corpus) -> list[tuple[Sentence, Reading]]:
    """Return rows to cite: the first in breach or unknown, and where these are single, one kept."""
    counted = f"counted: {check.n_breach}/{check.n_total} breach, {check.n_unknown} unknown"
    isolated = is_isolated(check)
    bad = [*check.breaches, *check.unknowns][:_CITED]
    rows = [(row, Stance.CONTRADICTS) for row in bad]
    if isolated and check.met is not None:
        rows.append((check.met, Stance.SUPPORTS))
    found = []
    for row, stance in rows:
        sentence = row_sentence(check, row, corpus)
        if sentence is not None:
            why = f"{counted}; {row.why}".rstrip("; ")
            single = isolated and stance is Stance.CONTRADICTS
            found.append((sentence, Reading(stance, EvidenceKind.RECORD, single, why)))
    return found


def row_sentence(check: RecordCheck, row: CheckedRow, corpus: Corpus) -> Sentence | None:
    """Return the row of a check as a sentence of the corpus."""
    return next(
        (
            sentence
            for sentence in corpus.sentences
            if sentence.document.id == check.records_document_id
            and sentence.start < row.end
            and sentence.end > row.start
        ),
        None,
    )


def _doing(clause: Clause) -> AuditPoint:
    """Return the point that counted records answer."""
    doing = [p for p in clause.points if p.need in _DOING]
    doing = [p for p in doing if p.role not in MAY_LACK] or doing
    timely = [p for p in doing if p.timely]
    essential = [p for p in doing if p.role is Role.ESSENTIAL]
    return next(iter([*timely, *essential, *doing]), clause.points[0])
