"""Blanks: fields left empty in the records that show that something is done."""

from collections.abc import Callable, Iterator, Sequence

from assistant import tally
from assistant.corpus import Corpus, Sentence
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.reader import Study
from assistant.record_flaws import Flaw, FlawKind
from assistant.stance import Reading

_OPTIONAL = 0.4
"""A column that is empty in at least so many rows need not be filled: of 0.4, 0.6 and 0.8 the
verdicts on 13 clients are right in 0.707, 0.707 and 0.706."""
_BEHIND = 0.1
"""A field counts for the clauses that its name speaks of: the best by topic, and those no
further behind it. Of 0, 0.1, 0.2, 0.3, 0.5 and any the verdicts on 13 clients are right in 0.706,
0.706, 0.704, 0.700, 0.698 and 0.691."""
_BY_ITSELF = 0.3
"""So far may a clause be behind by the field's own name: the sheet's must not decide alone (of 0.3,
0.8 and any the verdicts are right in 0.804, 0.801 and 0.802)."""


def readings(
    flaws: Sequence[Flaw],
    shown: Sequence[Evidence],
    corpus: Corpus,
    concerns: Callable[[Flaw], bool] = lambda _: True,
) -> Iterator[tuple[Sentence, Reading]]:
    """Yield the first empty row of each table that is shown as a record, worst column only.

    Args:
        shown: Evidence for a point on doing.
        concerns: Tells whether a column is the matter of the point's clause.
    """
    proven = {_table(e) for e in shown if _is_record(e)}
    worst: dict[tuple[str, str], Flaw] = {}
    for flaw in flaws:
        table = (flaw.document_id, flaw.sheet or "")
        if table not in proven or not _counts(flaw) or not concerns(flaw):
            continue
        if flaw.n > getattr(worst.get(table), "n", 0):
            worst[table] = flaw
    for flaw in worst.values():
        sentence = _row(flaw, corpus)
        if sentence is not None:
            isolated = tally.is_single(flaw.n, flaw.n_total)
            why = f"counted: {flaw.column} blank in {flaw.n} of {flaw.n_total}"
            yield (
                sentence,
                Reading(Stance.CONTRADICTS, EvidenceKind.RECORD, isolated, why, settled=True),
            )


def concerned(clause: str, study: Study | None) -> Callable[[Flaw], bool]:
    """Return what tells whether a column is the matter of a clause.

    A work order without a day of call-back is no gap in the reception of reports. Without a
    reader, or with one that was not trained on the clause, all columns are.
    """
    if study is None or clause not in study.topics.clauses:
        return lambda _: True
    return lambda flaw: (
        study.clause_behind(clause, f"{flaw.sheet} {flaw.column}") <= _BEHIND
        and study.clause_behind(clause, flaw.column) <= _BY_ITSELF
    )


def _is_record(evidence: Evidence) -> bool:
    return evidence.stance is Stance.SUPPORTS and evidence.kind is EvidenceKind.RECORD


def _counts(flaw: Flaw) -> bool:
    if flaw.kind not in (FlawKind.BLANK, FlawKind.UNSIGNED):
        return False
    return flaw.n < _OPTIONAL * flaw.n_total


def _table(evidence: Evidence) -> tuple[str, str]:
    return evidence.document_id, evidence.locator.sheet or ""


def _row(flaw: Flaw, corpus: Corpus) -> Sentence | None:
    if flaw.first is None:
        return None
    start, end = flaw.first
    return next(
        (
            sentence
            for sentence in corpus.sentences
            if sentence.document.id == flaw.document_id
            and sentence.start < end
            and sentence.end > start
        ),
        None,
    )
