"""One clause: candidates, readings, the gate, the roll-up. Both engines pass through here."""

from collections.abc import Sequence

from assistant import ratio, tally
from assistant.assess_gate import gate
from assistant.corpus import Corpus
from assistant.deletions import deletion
from assistant.desk import Desk
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
from assistant.places import nearest
from assistant.records import RecordCheck
from assistant.rollup import clause_verdict, point_verdict
from assistant.stance import Reading
from assistant.weighing import Weighed, evidence_of
from assistant.wording import missing_words, point_reason, verdict_reason

_SHOWN = 4
"""Quotes shown for a point and stance; the roll-up sees all."""


def assess(clause: Clause, desk: Desk) -> Assessment:
    """Return the verdict on a clause with the quotes that it rests on."""
    corpus = desk.corpus
    points, set_aside, mostly_bad = [], [], False
    for point in clause.points:
        counted = tally.checks_of(clause, point, desk.checks)
        weighed, aside = evidence_of(clause, point, desk, counted)
        set_aside += aside
        mostly_bad = mostly_bad or any(not tally.is_isolated(check) for check in counted)
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
    verdict = clause_verdict(clause, points, mostly_bad=mostly_bad)
    excluded = None if _applies(verdict, points) else deletion(clause, desk)
    verdict = Verdict.NOT_APPLICABLE if excluded else verdict
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
        searched=_searched(clause, desk, verdict),
        set_aside=_distinct(set_aside, evidence)[:_SHOWN],
        made_by=desk.engine.name,
        as_of=desk.as_of,
    )


def _applies(verdict: Verdict, points: Sequence[PointAssessment]) -> bool:
    """Whether a clause plainly applies: the files show that it is met, or a gap."""
    gaps = (e for p in points for e in p.evidence if e.stance is Stance.CONTRADICTS)
    return verdict is Verdict.CONFORM or next(gaps, None) is not None


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


def _searched(clause: Clause, desk: Desk, verdict: Verdict) -> Searched:
    queries = tuple(query for point in clause.points for query in point.queries)
    close: tuple[Evidence, ...] = ()
    if verdict in (Verdict.NO_EVIDENCE, Verdict.COULD_NOT_LOOK):
        reading = Reading(Stance.NEITHER, EvidenceKind.STATEMENT, why="nearest passage")
        near = nearest(clause, desk, 3)
        gated = (gate(sentence, reading, point="", score=0.0) for sentence in near)
        close = tuple(evidence for evidence in gated if evidence is not None)
    corpus = desk.corpus
    current = [document for document in corpus.documents if not document.superseded]
    return Searched(
        documents=len(current), queries=queries, nearest=close, unreadable=corpus.unreadable
    )
