"""From evidence to a point's verdict, from points to a clause's, by the labelling guide."""

from collections.abc import Sequence
from typing import Protocol

from assistant.model import (
    AuditPoint,
    Clause,
    Evidence,
    EvidenceKind,
    Need,
    PointAssessment,
    Role,
    Stance,
    Verdict,
)

_FITS = {
    Need.SET_UP: {
        EvidenceKind.RULE,
        EvidenceKind.PUBLISHED,
        EvidenceKind.RECORD,
        EvidenceKind.CERTIFICATE,
    },
    Need.PUBLISHED: {EvidenceKind.PUBLISHED},
    Need.DONE: {EvidenceKind.RECORD, EvidenceKind.CERTIFICATE},
    Need.MEASURED: {EvidenceKind.RECORD},
    Need.CERTIFICATE: {EvidenceKind.CERTIFICATE},
}
"""Kinds that meet a need: a rule never proves practice."""


class Weighed(Protocol):
    """Evidence with its weight."""

    @property
    def evidence(self) -> Evidence:
        """The located quote."""
        ...

    @property
    def isolated(self) -> bool:
        """Whether it speaks of single cases only."""
        ...

    @property
    def observed(self) -> bool:
        """Whether the auditor noted it."""
        ...


def point_verdict(point: AuditPoint, weighed: Sequence[Weighed]) -> Verdict:
    """Return a point's verdict: an explicit gap outweighs support, single cases weaken it.

    What is set up or told stands in spite of single cases; what is done does not. Of several
    things asked for, those shown weigh against one that lacks.
    """
    gaps = [item for item in weighed if item.evidence.stance is Stance.CONTRADICTS]
    backing = [item for item in weighed if item.evidence.stance is Stance.SUPPORTS]
    fits = [item for item in backing if _fits(point, item)]
    if any(not item.isolated for item in gaps) or (gaps and not backing):
        return Verdict.PARTIAL if point.listed and fits else Verdict.NONCONFORM
    standing = fits and point.need in (Need.SET_UP, Need.PUBLISHED)
    if gaps and not standing:
        return Verdict.PARTIAL
    if any(not item.isolated for item in fits):
        return Verdict.CONFORM
    return Verdict.PARTIAL if backing else Verdict.NO_EVIDENCE


def _shows_a_gap(point: PointAssessment) -> bool:
    """Whether a point that alone fails nothing shows a gap all the same."""
    if point.verdict not in (Verdict.NONCONFORM, Verdict.PARTIAL):
        return False
    return any(evidence.stance is Stance.CONTRADICTS for evidence in point.evidence)


def _fits(point: AuditPoint, item: Weighed) -> bool:
    """Whether evidence meets a need; what the auditor saw published or certified counts as such."""
    need, kind = point.need, item.evidence.kind
    if point.known and kind is EvidenceKind.STATEMENT:
        return True
    if need is Need.PUBLISHED and item.observed:
        return kind is EvidenceKind.RECORD
    if need is Need.CERTIFICATE and item.observed:
        return kind in (EvidenceKind.RECORD, EvidenceKind.CERTIFICATE)
    return kind in _FITS[need]


def clause_verdict(
    clause: Clause, points: Sequence[PointAssessment], *, mostly_bad: bool = False
) -> Verdict:
    """Return a clause's verdict from its points, in the order of the standard file.

    One essential point that fails fails the clause; a failed element weakens it, unless
    nothing else holds. An optional point counts only by a gap that it shows: it weakens. A
    contingent one counts only by a gap too: it fails.

    Args:
        mostly_bad: A set of its records was counted and is mostly blank or late: it fails.
    """
    if mostly_bad:
        return Verdict.NONCONFORM
    pairs = list(zip(clause.points, points, strict=True))
    essential = [p.verdict for point, p in pairs if point.role is Role.ESSENTIAL]
    element = [p.verdict for point, p in pairs if point.role is Role.ELEMENT]
    counted = [*essential, *element]
    if not counted:
        counted = [p.verdict for _, p in pairs]
    contingent = [p.verdict for point, p in pairs if point.role is Role.CONTINGENT]
    if Verdict.NONCONFORM in (*essential, *contingent):
        return Verdict.NONCONFORM
    if all(verdict is Verdict.NO_EVIDENCE for verdict in counted):
        return Verdict.NO_EVIDENCE
    if all(verdict is Verdict.CONFORM for verdict in counted):
        return Verdict.PARTIAL if any(_shows_a_gap(p) for _, p in pairs) else Verdict.CONFORM
    holds = any(verdict in (Verdict.CONFORM, Verdict.PARTIAL) for verdict in counted)
    return Verdict.PARTIAL if holds else Verdict.NONCONFORM
