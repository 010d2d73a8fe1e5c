"""The offline engine: reads each candidate by the rules of the labelling guide."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import cues
from assistant.concepts import Glossary
from assistant.model import AuditPoint, Clause, EvidenceKind, Need, Stance
from assistant.reader import STANCES, Study
from assistant.retrieval import Candidate
from assistant.shares import FEW
from assistant.stance import Reading, Topic, kind_of, read
from assistant.validity import expired, out_of_scope
from ingest.model import DocumentKind

_EXPIRED = "expired"
_LEARNED = {
    Stance.SUPPORTS: "by its words it is support",
    Stance.CONTRADICTS: "by its words it is a gap",
    Stance.NEITHER: "by its words it is no evidence",
}


class RulesEngine:
    """Engine without a chat model: the trained reader within the labelling guide's rules.

    Where the reader does not know a point (another standard), the rules alone read.
    """

    name = "rules"

    def __init__(self, glossary: Glossary, study: Study | None = None) -> None:
        self._glossary = glossary
        self._study = study

    def read(
        self, clause: Clause, point: AuditPoint, found: Sequence[Candidate], as_of: date
    ) -> list[Reading]:
        """Return one reading for each candidate, in their order."""
        topic = topic_of(point, self._glossary)
        readings = [_read(point, candidate, topic, as_of) for candidate in found]
        name = f"{clause.id}-{point.id}"
        if self._study is not None and self._study.knows(name):
            readings = [
                _weighed(self._study, name, point, candidate, reading)
                for candidate, reading in zip(found, readings, strict=True)
            ]
        return _weighed_by_table(found, readings)


def _weighed(
    study: Study, name: str, point: AuditPoint, candidate: Candidate, reading: Reading
) -> Reading:
    """Return what the reader makes of a sentence; what the guide settles by a rule stays."""
    if reading.settled:
        return reading
    chances = study.side(candidate.at, name, point, reading)
    best = int(chances.argmax())
    stance = STANCES[best]
    if stance is Stance.SUPPORTS and reading.planned:
        stance = Stance.NEITHER
    if stance is Stance.CONTRADICTS and _is_case(candidate):
        stance = Stance.NEITHER
    kept = reading.stance is stance
    return replace(
        reading,
        stance=stance,
        chance=1.0 if kept and stance is Stance.CONTRADICTS else float(chances[best]),
        isolated=candidate.sentence.is_row or bool(cues.ISOLATED.search(candidate.sentence.text))
        if stance is Stance.CONTRADICTS
        else reading.isolated and kept,
        late=reading.late and kept,
        set_aside=reading.set_aside and kept,
        why=reading.why if kept else _LEARNED[stance],
    )


def topic_of(point: AuditPoint, glossary: Glossary) -> Topic:
    """Return what a point is about."""
    return Topic(
        subject=frozenset(point.about[0]),
        rest=frozenset(concept for group in point.about[1:] for concept in group),
        negative=point.negative,
        glossary=glossary,
        standing=point.need in (Need.SET_UP, Need.PUBLISHED),
        timely=point.timely,
    )


def _weighed_by_table(found: Sequence[Candidate], readings: Sequence[Reading]) -> list[Reading]:
    """Mark expired rows as single cases where they are few in their table."""
    tables = [_table(candidate) for candidate in found]
    rows = Counter(tables)
    ended = Counter(t for t, r in zip(tables, readings, strict=True) if _is_expiry(r))
    return [
        replace(reading, isolated=True)
        if table and _is_expiry(reading) and ended[table] / rows[table] < FEW
        else reading
        for table, reading in zip(tables, readings, strict=True)
    ]


def _is_case(candidate: Candidate) -> bool:
    """Whether a passage is a case in a log: its words are the customer's, its gaps are counted."""
    sentence = candidate.sentence
    return sentence.is_row and sentence.document.kind is DocumentKind.RECORD_LOG


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
            return Reading(
                Stance.CONTRADICTS, kind, why=f"{_EXPIRED} {ended:%Y-%m-%d}", settled=True
            )
    if point.need is Need.CERTIFICATE and out_of_scope(sentence):
        why = "scope does not name service"
        return Reading(Stance.CONTRADICTS, kind_of(sentence), why=why, settled=True)
    return read(sentence, topic)
