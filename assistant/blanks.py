"""Blanks: fields left empty in the records that show that something is done."""

from collections.abc import Iterator, Sequence

from assistant import tally
from assistant.corpus import Corpus, Sentence
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.record_flaws import Flaw, FlawKind
from assistant.stance import Reading

_OPTIONAL = 0.4
"""A column that is empty in at least so many rows need not be filled: of 0.2, 0.3, 0.4, 0.45
and 0.5 the verdicts on 13 clients are right in 0.691, 0.689, 0.691, 0.691 and 0.688."""
_SURE = 0.6
"""Least chance of a row that makes its table a record of the point: of 0.5 to 0.9 the verdicts on
13 clients are right in 0.691, 0.692, 0.688, 0.685, 0.694, false conform 0.07, 0.08, 0.08, 0.09,
0.09."""


def readings(
    flaws: Sequence[Flaw], shown: Sequence[Evidence], corpus: Corpus
) -> Iterator[tuple[Sentence, Reading]]:
    """Yield the first empty row of each table that is shown as a record, worst column only.

    Args:
        shown: Evidence for a point on doing.
    """
    proven = {_table(e) for e in shown if _is_record(e)}
    worst: dict[tuple[str, str], Flaw] = {}
    for flaw in flaws:
        table = (flaw.document_id, flaw.sheet or "")
        if table in proven and _counts(flaw) and flaw.n > getattr(worst.get(table), "n", 0):
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


def _is_record(evidence: Evidence) -> bool:
    records = evidence.stance is Stance.SUPPORTS and evidence.kind is EvidenceKind.RECORD
    return records and (evidence.chance or 0.0) >= _SURE


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
