"""The report as a value: what the files, verdicts, findings and score say, on one date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant import scoring
from assistant.catalog import Catalog
from assistant.commitments import Topic
from assistant.corpus import Corpus
from assistant.findings import draft
from assistant.model import Assessment, Clause, Finding, Score, ScoreLine, Standard, Verdict
from assistant.records import RecordCheck
from ingest.model import Document


class Room(Protocol):
    """What a report needs of a workspace."""

    client: str

    @property
    def catalog(self) -> Catalog:
        """The standard."""
        ...

    @property
    def corpus(self) -> Corpus:
        """The documents."""
        ...

    def assess(self) -> list[Assessment]:
        """Return the assessments of all clauses, made anew where the documents have changed."""
        ...

    def checks(self, as_of: date | None = None) -> tuple[RecordCheck, ...]:
        """Return the firm's own rules counted over its own records, as of a day."""
        ...

    def topics(self) -> tuple[Topic, ...]:
        """Return the commitments of all current documents, by topic."""
        ...

    def assessments(self) -> dict[str, Assessment]:
        """Return what has been assessed so far, by clause; marked stale where it is."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause in the report."""

    clause: Clause
    assessment: Assessment
    finding: Finding
    line: ScoreLine

    @property
    def verdict(self) -> Verdict:
        """The verdict proposed."""
        return self.assessment.verdict


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report says.

    Attributes:
        irrelevant: Ids of documents that have nothing to do with the audit.
        unreadable: "file: part" of what could not be read.
        written: The day on the cover; the audit date if none was given.
    """

    client: str
    standard: Standard
    entries: tuple[Entry, ...]
    score: Score
    documents: tuple[Document, ...]
    irrelevant: frozenset[str]
    checks: tuple[RecordCheck, ...]
    topics: tuple[Topic, ...]
    unreadable: tuple[str, ...]
    as_of: date
    written: date
    engine: str

    def of(self, *verdicts: Verdict) -> tuple[Entry, ...]:
        """Return the entries with one of these verdicts, in the standard's order."""
        return tuple(entry for entry in self.entries if entry.verdict in verdicts)

    @property
    def is_measured(self) -> bool:
        """Whether the accuracy sheet says of any verdict how far it can be trusted."""
        return any(entry.assessment.trust is not None for entry in self.entries)

    @property
    def problems(self) -> list[str]:
        """What a reviewer would send back, clause by clause."""
        return [f"{e.clause.id} {problem}" for e in self.entries for problem in e.finding.problems]


def gather(room: Room, *, written: date | None = None) -> Report:
    """Return the report on a workspace; assessments that still hold are not made again."""
    standard = room.catalog.standard
    made = _held(standard, room.assessments()) or room.assess()
    by_clause = {assessment.clause: assessment for assessment in made}
    score = scoring.score(standard, made)
    corpus = room.corpus
    as_of = made[0].as_of
    return Report(
        client=room.client,
        standard=standard,
        entries=_entries(standard, by_clause, score),
        score=score,
        documents=corpus.documents,
        irrelevant=corpus.irrelevant,
        checks=room.checks(as_of),
        topics=room.topics(),
        unreadable=corpus.unreadable,
        as_of=as_of,
        written=written or as_of,
        engine=made[0].made_by,
    )


def _held(standard: Standard, known: Mapping[str, Assessment]) -> list[Assessment]:
    """Return the last assessments if they are one whole set, else nothing.

    One set is: every clause, on the documents in force, by one engine, as of one date.
    """
    made = [known[clause.id] for clause in standard.clauses if clause.id in known]
    whole = len(made) == len(standard.clauses) and not any(a.stale for a in made)
    return made if whole and len({(a.made_by, a.as_of) for a in made}) == 1 else []


def _entries(
    standard: Standard, assessed: Mapping[str, Assessment], score: Score
) -> tuple[Entry, ...]:
    lines: Sequence[ScoreLine] = score.lines
    return tuple(
        Entry(clause, assessed[clause.id], draft(clause, assessed[clause.id]), line)
        for clause, line in zip(standard.clauses, lines, strict=True)
    )
