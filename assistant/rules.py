"""The offline engine: reads each candidate by the rules of the labelling guide."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.concepts import Glossary
from assistant.model import AuditPoint, Clause, EvidenceKind, Need, Stance
from assistant.retrieval import Candidate
from assistant.stance import Reading, Topic, kind_of, read
from assistant.validity import expired, out_of_scope

_EXPIRED = "expired"
_FEW = 0.2
"""Single cases: under about a fifth of the rows (labelling guide)."""


class RulesEngine:
    """Engine without a model."""

    name = "rules"

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def read(
        self, clause: Clause, point: AuditPoint, found: Sequence[Candidate], as_of: date
    ) -> list[Reading]:
        """Return one reading for each candidate, in their order."""
        topic = Topic(
            subject=frozenset(point.about[0]),
            rest=frozenset(concept for group in point.about[1:] for concept in group),
            negative=point.negative,
            glossary=self._glossary,
            standing=point.need in (Need.SET_UP, Need.PUBLISHED),
            timely=point.timely,
        )
        readings = [_read(point, candidate, topic, as_of) for candidate in found]
        return _weighed_by_table(found, readings)


def _weighed_by_table(found: Sequence[Candidate], readings: Sequence[Reading]) -> list[Reading]:
    """Mark expired rows as single cases where they are few in their table."""
    tables = [_table(candidate) for candidate in found]
    rows = Counter(tables)
    ended = Counter(t for t, r in zip(tables, readings, strict=True) if _is_expiry(r))
    return [
        replace(reading, isolated=True)
        if table and _is_expiry(reading) and ended[table] / rows[table] < _FEW
        else reading
        for table, reading in zip(tables, readings, strict=True)
    ]


def _table(candidate: Candidate) -> tuple[str, str | None, tuple[str, ...]] | None:
    sentence = candidate.sentence
    if not sentence.is_row:
        return None
    return sentence.document.id, sentence.block.sheet, sentence.block.columns


def _is_expiry(reading: Reading) -> bool:
    return reading.why.startswith(_EXPIRED)


def _read(point: AuditPoint, candidate: Candidate, topic: Topic, as_of: date) -> Reading:
    sentence = candidate.sentence
    if point.dated:
        ended = expired(sentence, as_of)
        if ended is not None:
            kind = kind_of(sentence)
            kind = EvidenceKind.RECORD if kind is EvidenceKind.RULE else kind
            return Reading(Stance.CONTRADICTS, kind, why=f"{_EXPIRED} {ended:%Y-%m-%d}")
    if point.need is Need.CERTIFICATE and out_of_scope(sentence):
        return Reading(Stance.CONTRADICTS, kind_of(sentence), why="scope does not name service")
    return read(sentence, topic)
