"""One clause: candidates, readings, the gate, the roll-up. Both engines pass through here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.corpus import Corpus, Sentence
from assistant.model import (
    Assessment,
    AuditPoint,
    Clause,
    Evidence,
    EvidenceKind,
    PointAssessment,
    Searched,
    Stance,
    Verdict,
)
from assistant.quotes import MatchStatus, locate
from assistant.retrieval import Candidate, Search, candidates, nearest
from assistant.rollup import clause_verdict, point_verdict
from assistant.stance import Reading
from assistant.wording import missing_words, point_reason, verdict_reason
from ingest.model import DocumentKind, locator_of

_SHOWN = 4
"""Quotes shown for a point and stance; the roll-up sees all."""
_FIRM = 0.84
"""Least match of a rule or published text that supports (assumed)."""
_ROWS_PER_TABLE = 3
"""Rows of one table that are quoted as support; each says the same."""


class Engine(Protocol):
    """Reads candidates: rules or a chat model."""

    name: str

    def read(
        self, clause: Clause, point: AuditPoint, found: Sequence[Candidate], as_of: date
    ) -> list[Reading]:
        """Return one reading for each candidate, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence that passed the gate.

    Attributes:
        isolated: It speaks of single cases only.
        observed: The auditor's notes say it.
    """

    evidence: Evidence
    isolated: bool
    observed: bool


def assess(
    clause: Clause, corpus: Corpus, engine: Engine, *, search: Search | None, as_of: date
) -> Assessment:
    """Return the verdict on a clause with the quotes that it rests on."""
    excluded = _deletion(clause, corpus, as_of)
    points = []
    for point in clause.points:
        weighed = _evidence(clause, point, corpus, engine, search, as_of)
        verdict = point_verdict(point, weighed)
        shown = _shown(weighed)
        points.append(
            PointAssessment(
                id=f"{clause.id}-{point.id}",
                verdict=verdict,
                reason=point_reason(point, verdict, shown),
                evidence=shown,
            )
        )
    unreadable = _relevant_unreadable(clause, corpus)
    verdict = Verdict.NOT_APPLICABLE if excluded else clause_verdict(clause, points)
    if verdict is Verdict.NO_EVIDENCE and unreadable:
        verdict = Verdict.COULD_NOT_LOOK
    evidence = (excluded,) if excluded else _of_points(points)
    return Assessment(
        clause=clause.id,
        verdict=verdict,
        reason=verdict_reason(clause, verdict, points, evidence, unreadable),
        points=tuple(points),
        evidence=evidence,
        missing=() if excluded else missing_words(clause, points),
        searched=_searched(clause, corpus, search, verdict),
        made_by=engine.name,
        as_of=as_of,
    )


def _evidence(
    clause: Clause,
    point: AuditPoint,
    corpus: Corpus,
    engine: Engine,
    search: Search | None,
    as_of: date,
) -> list[Weighed]:
    found = candidates(corpus, point, search)
    readings = engine.read(clause, point, found, as_of)
    weighed = []
    rows: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    for candidate, reading in zip(found, readings, strict=True):
        if not _counts(candidate, reading):
            continue
        sentence = candidate.sentence
        if sentence.is_row and reading.stance is Stance.SUPPORTS:
            table = (sentence.document.id, sentence.block.sheet, sentence.block.columns)
            rows[table] += 1
            if rows[table] > _ROWS_PER_TABLE:
                continue
        evidence = gate(sentence, reading, point=point.id, score=candidate.score)
        if evidence is not None:
            observed = sentence.document.kind is DocumentKind.INTERVIEW
            weighed.append(Weighed(evidence, reading.isolated, observed))
    return weighed


def _counts(candidate: Candidate, reading: Reading) -> bool:
    """Whether a reading may enter the roll-up.

    A passage that names a point's concepts only with the help of its neighbours is too loose
    for a rule to support it; what was seen or said in one breath is not.
    """
    if reading.stance is Stance.NEITHER:
        return False
    if reading.stance is Stance.CONTRADICTS:
        return True
    told = reading.kind in (EvidenceKind.RULE, EvidenceKind.PUBLISHED)
    return not candidate.topic_only and candidate.match >= (_FIRM if told else 0.0)


def gate(sentence: Sentence, reading: Reading, *, point: str, score: float) -> Evidence | None:
    """Return evidence whose quote is located in a current document, None if it is not.

    The located span is what is shown: a span that starts inside a negation comes back whole.
    """
    document = sentence.document
    if document.superseded:
        return None
    match = locate(sentence.text, document.text[sentence.start : sentence.end])
    if match.status is MatchStatus.UNVERIFIED:
        return None
    start, end = sentence.start + match.start, sentence.start + match.end
    return Evidence(
        document_id=document.id,
        file=document.file,
        locator=locator_of(document, start),
        quote=document.text[start:end],
        start=start,
        end=end,
        stance=reading.stance,
        kind=reading.kind,
        status=match.status,
        point=point,
        why=reading.why,
        score=round(score, 4),
    )


def _deletion(clause: Clause, corpus: Corpus, as_of: date) -> Evidence | None:
    """Return the quote that shows that a clause cannot apply, None if nothing shows it."""
    rule = clause.deletable
    if rule is None or not rule.shown_by:
        return None
    if rule.unless and any(_names(sentence, rule.unless) for sentence in corpus.sentences):
        return None
    for sentence in corpus.sentences:
        if _names(sentence, rule.shown_by):
            reading = Reading(Stance.SUPPORTS, EvidenceKind.RULE, why="deletion")
            evidence = gate(sentence, reading, point="", score=1.0)
            if evidence is not None:
                return evidence
    return None


def _names(sentence: Sentence, groups: Sequence[Sequence[str]]) -> bool:
    return all(sentence.named & set(group) for group in groups)


def _shown(weighed: Sequence[Weighed]) -> tuple[Evidence, ...]:
    by_stance: dict[Stance, list[Evidence]] = {Stance.CONTRADICTS: [], Stance.SUPPORTS: []}
    for item in weighed:
        by_stance[item.evidence.stance].append(item.evidence)
    shown: list[Evidence] = []
    for group in by_stance.values():
        shown += _varied(group)
    return tuple(shown)


def _varied(group: Sequence[Evidence]) -> list[Evidence]:
    """Return the best few, one of each kind before a second of any."""
    first: list[Evidence] = []
    for evidence in group:
        if all(evidence.kind is not other.kind for other in first):
            first.append(evidence)
    rest = [evidence for evidence in group if evidence not in first]
    return (first + rest)[:_SHOWN]


def _of_points(points: Sequence[PointAssessment]) -> tuple[Evidence, ...]:
    """Return the quotes of all points, each span once, gaps first."""
    seen: dict[tuple[str, int, int], Evidence] = {}
    for point in points:
        for evidence in point.evidence:
            seen.setdefault((evidence.document_id, evidence.start, evidence.end), evidence)
    return tuple(sorted(seen.values(), key=lambda e: (e.stance is Stance.SUPPORTS, -e.score)))


def _relevant_unreadable(clause: Clause, corpus: Corpus) -> tuple[str, ...]:
    """Return the unreadable parts of files whose names speak of the clause's concepts."""
    topics = {concept for point in clause.points for group in point.about for concept in group}
    return tuple(
        part for part in corpus.unreadable if corpus.glossary.named(part.split(": ")[0]) & topics
    )


def _searched(
    clause: Clause, corpus: Corpus, search: Search | None, verdict: Verdict
) -> Searched:
    queries = tuple(query for point in clause.points for query in point.queries)
    close: tuple[Evidence, ...] = ()
    if search is not None and verdict in (Verdict.NO_EVIDENCE, Verdict.COULD_NOT_LOOK):
        reading = Reading(Stance.NEITHER, EvidenceKind.STATEMENT, why="nearest passage")
        near = nearest(corpus, queries, search, 3)
        gated = (gate(sentence, reading, point="", score=0.0) for sentence in near)
        close = tuple(evidence for evidence in gated if evidence is not None)
    current = [document for document in corpus.documents if not document.superseded]
    return Searched(
        documents=len(current), queries=queries, nearest=close, unreadable=corpus.unreadable
    )
