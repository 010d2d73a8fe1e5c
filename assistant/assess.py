"""One clause: candidates, readings, the gate, the roll-up. Both engines pass through here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant import ledger, ratio, tally
from assistant.assess_gate import gate
from assistant.commitments import Topic
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
    Words,
)
from assistant.ratio import Headcount
from assistant.records import RecordCheck
from assistant.retrieval import Candidate, Search, candidates, nearest
from assistant.rollup import clause_verdict, point_verdict
from assistant.stance import Reading
from assistant.wording import missing_words, point_reason, verdict_reason
from ingest.model import DocumentKind

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


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the auditor: material, engine, day, counted records, commitments."""

    corpus: Corpus
    engine: Engine
    search: Search | None
    as_of: date
    checks: tuple[RecordCheck, ...] = ()
    topics: tuple[Topic, ...] = ()
    heads: Headcount | None = None


def assess(clause: Clause, desk: Desk) -> Assessment:
    """Return the verdict on a clause with the quotes that it rests on."""
    corpus, search = desk.corpus, desk.search
    excluded = _deletion(clause, corpus)
    points, set_aside = [], []
    for point in clause.points:
        counted = tally.checks_of(clause, point, desk.checks)
        weighed, aside = _evidence(clause, point, desk, counted)
        set_aside += aside
        verdict = point_verdict(point, weighed)
        shown = _shown(weighed)
        points.append(
            PointAssessment(
                id=f"{clause.id}-{point.id}",
                verdict=verdict,
                reason=_reason(desk, point, verdict, shown, counted),
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
        set_aside=_distinct(set_aside, evidence)[:_SHOWN],
        made_by=desk.engine.name,
        as_of=desk.as_of,
    )


def _reason(
    desk: Desk,
    point: AuditPoint,
    verdict: Verdict,
    shown: Sequence[Evidence],
    counted: Sequence[RecordCheck],
) -> Words:
    reason = tally.with_counts(point_reason(point, verdict, shown), counted)
    if desk.heads is None or not ratio.is_asked(point):
        return reason
    words = desk.heads.words
    return Words(zh=f"{reason.zh}（{words.zh}）", en=f"{reason.en} ({words.en})")


def _evidence(
    clause: Clause, point: AuditPoint, desk: Desk, counted: Sequence[RecordCheck]
) -> tuple[list[Weighed], list[Evidence]]:
    """Return the evidence that counts, and what was seen but set aside (intent, condition)."""
    found = candidates(desk.corpus, point, desk.search)
    readings = desk.engine.read(clause, point, found, desk.as_of)
    weighed = [*_counted(desk, point, counted), *_stated(desk, point)]
    settled = bool(counted) and all(tally.is_isolated(check) for check in counted)
    aside = []
    rows: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    for candidate, reading in zip(found, readings, strict=True):
        sentence = candidate.sentence
        if not _counts(candidate, reading):
            if reading.set_aside:
                aside.append(gate(sentence, reading, point=point.id, score=candidate.score))
            continue
        if sentence.is_row and reading.stance is Stance.SUPPORTS:
            table = (sentence.document.id, sentence.block.sheet, sentence.block.columns)
            rows[table] += 1
            if rows[table] > _ROWS_PER_TABLE:
                continue
        evidence = gate(sentence, reading, point=point.id, score=candidate.score)
        if evidence is not None:
            observed = sentence.document.kind is DocumentKind.INTERVIEW
            isolated = reading.isolated or (settled and reading.late)
            weighed.append(Weighed(evidence, isolated, observed))
    return weighed, [evidence for evidence in aside if evidence is not None]


def _counted(desk: Desk, point: AuditPoint, counted: Sequence[RecordCheck]) -> list[Weighed]:
    """Return what was counted as evidence: rows of the record checks, heads of the ratio."""
    found = [one for check in counted for one in tally.readings(check, desk.corpus)]
    if desk.heads is not None and ratio.is_asked(point):
        found += ratio.readings(desk.heads)
    return _gated(found, point)


def _gated(found: Sequence[tuple[Sentence, Reading]], point: AuditPoint) -> list[Weighed]:
    weighed = []
    for sentence, reading in found:
        evidence = gate(sentence, reading, point=point.id, score=tally.SCORE)
        if evidence is not None:
            weighed.append(Weighed(evidence, reading.isolated, observed=False))
    return weighed


def _stated(desk: Desk, point: AuditPoint) -> list[Weighed]:
    """Return what the ledger of commitments says to a point on their consistency."""
    if not any(ledger.CONSISTENT in group for group in point.about):
        return []
    return _gated(ledger.readings(desk.topics, desk.corpus), point)


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


def _deletion(clause: Clause, corpus: Corpus) -> Evidence | None:
    """Return the quote that shows that a clause cannot apply, None if nothing shows it."""
    rule = clause.deletable
    if rule is None or not rule.shown_by:
        return None
    shown_by, unless = rule.shown_by, rule.unless
    if unless and any(
        _names(sentence, unless) and not _names(sentence, shown_by) for sentence in corpus.sentences
    ):
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


def _distinct(found: Sequence[Evidence], used: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return each span once, best first, without those that are used."""
    taken = {(e.document_id, e.start) for e in used}
    kept: dict[tuple[str, int], Evidence] = {}
    for evidence in sorted(found, key=lambda e: -e.score):
        if (evidence.document_id, evidence.start) not in taken:
            kept.setdefault((evidence.document_id, evidence.start), evidence)
    return tuple(kept.values())


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


def _searched(clause: Clause, corpus: Corpus, search: Search | None, verdict: Verdict) -> Searched:
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
