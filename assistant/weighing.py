"""Weighing: which of a point's candidates are evidence, and for which side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant import blanks, ledger, ratio, tally
from assistant.assess_gate import gate
from assistant.corpus import Sentence
from assistant.desk import Desk
from assistant.model import AuditPoint, Clause, Evidence, EvidenceKind, Need, Stance
from assistant.records import RecordCheck
from assistant.retrieval import Candidate, candidates
from assistant.stance import Reading
from ingest.model import DocumentKind

_TOLD_MATCH = 0.84
"""Least match by concepts of a rule or published text that supports (assumed)."""
_ROWS_PER_TABLE = 3
"""Rows of one table that are quoted as support; each says the same."""
_GAP, _SURE_GAP, _SUPPORT = 0.6, 0.4, 0.5
"""Least chance of a gap, of one that the guide's cues show as well, and of support; chosen on
six development clients."""
_RECORD = 0.3
"""Least chance of a record of what is to be done: a case rarely names its subject as a rule does.
Of 0.2, 0.3 and 0.5 the verdicts on 13 clients left out are right in 0.784, 0.786 and 0.769."""
_TRACES = (EvidenceKind.RECORD, EvidenceKind.CERTIFICATE)
_BESIDE = 0.05
"""A gap counts for the point of its clause that it speaks of most, and for those no further
behind it in topic score (of 0.001 to 9 the best on six development clients: 0.712 of the
clauses, 0.703 without it)."""
_FAR = -0.6
"""Least lead of the clause in topic score over others for a gap: many sentences name a point's
concepts in passing. Of -0.3, -0.6 and any the verdicts on 13 clients left out are right in 0.805,
0.807 and 0.802."""
_SIBLING = 1.0
"""Support counts for the points of its clause no further behind the best one: what is missing
among several listed elements is not shown by its neighbour. Of 0.5, 1, 2 and any the verdicts on
13 clients left out are right in 0.762, 0.766, 0.763 and 0.759 (false conform 6, 7, 8, 8 %)."""


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


def evidence_of(
    clause: Clause, point: AuditPoint, desk: Desk, counted: Sequence[RecordCheck]
) -> tuple[list[Weighed], list[Evidence]]:
    """Return the evidence that counts, and what was seen but set aside (intent, condition)."""
    name = f"{clause.id}-{point.id}"
    matches = desk.matches(clause, point)
    stands = _counts if matches is None else partial(_likely, desk, name, point.need)
    found = candidates(desk.corpus, point, desk.search, matches=matches)
    readings = desk.engine.read(clause, point, found, desk.as_of)
    weighed = [*_counted(desk, point, counted), *_stated(desk, point)]
    told = desk.heads is not None and ratio.is_asked(point)  # the count of heads decides
    single = bool(counted) and all(tally.is_isolated(check) for check in counted)
    aside = []
    rows: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    for candidate, reading in zip(found, readings, strict=True):
        sentence = candidate.sentence
        if not stands(candidate, reading) or (told and reading.stance is Stance.CONTRADICTS):
            if reading.set_aside:
                aside.append(gate(sentence, reading, point=point.id, score=candidate.score))
            continue
        if sentence.is_row and reading.stance is Stance.SUPPORTS:
            table = (sentence.document.id, sentence.block.sheet, sentence.block.columns)
            rows[table] += 1
            if rows[table] > _ROWS_PER_TABLE:
                continue
        evidence = gate(
            sentence, reading, point=point.id, score=candidate.score, match=candidate.match
        )
        if evidence is not None:
            observed = sentence.document.kind is DocumentKind.INTERVIEW
            # what was counted over all rows says how much a single mention weighs
            mentioned = reading.stance is Stance.CONTRADICTS and not reading.settled
            isolated = reading.isolated or (single and mentioned)
            weighed.append(Weighed(evidence, isolated, observed))
    weighed += _blank(desk, clause, point, weighed)
    return weighed, [evidence for evidence in aside if evidence is not None]


def _counted(desk: Desk, point: AuditPoint, counted: Sequence[RecordCheck]) -> list[Weighed]:
    """Return what was counted as evidence: rows of the record checks, heads of the ratio."""
    found = [one for check in counted for one in tally.readings(check, desk.corpus)]
    if desk.heads is not None and ratio.is_asked(point):
        found += ratio.readings(desk.heads)
    return _gated(found, point)


def _blank(
    desk: Desk, clause: Clause, point: AuditPoint, weighed: Sequence[Weighed]
) -> list[Weighed]:
    """Return fields left empty in the records that show that a point is done."""
    if point.need not in (Need.DONE, Need.MEASURED):
        return []
    shown = [item.evidence for item in weighed]
    concerns = blanks.concerned(clause.id, desk.study)
    return _gated(list(blanks.readings(desk.flaws, shown, desk.corpus, concerns)), point)


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


def _likely(desk: Desk, name: str, need: Need, candidate: Candidate, reading: Reading) -> bool:
    """Whether a reading is likely enough to enter the roll-up."""
    chance = candidate.match * reading.chance
    behind, lead = _place(desk, name, candidate.at)
    if reading.stance is Stance.CONTRADICTS:
        least = _SURE_GAP if reading.chance == 1.0 else _GAP
        return behind <= _BESIDE and lead > _FAR and chance >= least
    blank = candidate.sentence.is_row and candidate.sentence.document.kind is DocumentKind.FORM
    supports = reading.stance is Stance.SUPPORTS and not blank
    trace = need in (Need.DONE, Need.MEASURED) and reading.kind in _TRACES
    return supports and behind <= _SIBLING and chance >= (_RECORD if trace else _SUPPORT)


def _place(desk: Desk, name: str, at: int) -> tuple[float, float]:
    """Return how far a point is behind its clause's best, and its clause before all others."""
    if desk.study is None:
        return 0.0, 0.0
    topics = desk.study.topics
    return topics.behind(at, name), float(topics.lead(name.rpartition("-")[0])[at])


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
    return not candidate.topic_only and candidate.match >= (_TOLD_MATCH if told else 0.0)
