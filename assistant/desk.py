"""The desk: all that a clause is judged from, and the engine that reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.commitments import Topic
from assistant.corpus import Corpus
from assistant.model import AuditPoint, Clause
from assistant.ratio import Headcount
from assistant.reader import Study
from assistant.record_flaws import Flaw
from assistant.records import RecordCheck
from assistant.retrieval import Candidate, Search
from assistant.stance import Reading


class Engine(Protocol):
    """Reads candidates: rules or a chat model."""

    name: str

    def read(
        self, clause: Clause, point: AuditPoint, found: Sequence[Candidate], as_of: date
    ) -> list[Reading]:
        """Return one reading for each candidate, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the auditor: material, engine, day, counts, commitments, flaws."""

    corpus: Corpus
    engine: Engine
    search: Search | None
    as_of: date
    checks: tuple[RecordCheck, ...] = ()
    topics: tuple[Topic, ...] = ()
    heads: Headcount | None = None
    study: Study | None = None
    flaws: tuple[Flaw, ...] = ()

    def matches(self, clause: Clause, point: AuditPoint) -> dict[int, float] | None:
        """Return the reader's chances for a point, None if it was not trained on it."""
        name = f"{clause.id}-{point.id}"
        if self.study is None or not self.study.knows(name):
            return None
        return self.study.matches(name, point)
