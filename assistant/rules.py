"""The offline engine: reads each candidate by the rules of the labelling guide."""

from collections.abc import Sequence
from datetime import date

from assistant.concepts import Glossary
from assistant.model import AuditPoint, Clause, EvidenceKind, Need, Stance
from assistant.retrieval import Candidate
from assistant.stance import Reading, Topic, kind_of, read
from assistant.validity import expired, out_of_scope


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
        return [_read(point, candidate, topic, as_of) for candidate in found]


def _read(point: AuditPoint, candidate: Candidate, topic: Topic, as_of: date) -> Reading:
    sentence = candidate.sentence
    if point.dated:
        ended = expired(sentence, as_of)
        if ended is not None:
            kind = kind_of(sentence)
            kind = EvidenceKind.RECORD if kind is EvidenceKind.RULE else kind
            return Reading(Stance.CONTRADICTS, kind, why=f"expired {ended:%Y-%m-%d}")
    if point.need is Need.CERTIFICATE and out_of_scope(sentence):
        return Reading(Stance.CONTRADICTS, kind_of(sentence), why="scope does not name service")
    return read(sentence, topic)
