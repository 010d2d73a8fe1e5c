"""Values of an audit for tests, made by hand: quotes, assessments."""

from datetime import date

from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    EvidenceKind,
    PointAssessment,
    Searched,
    Stance,
    Verdict,
    Words,
)
from assistant.quotes import MatchStatus
from ingest.model import Locator

DAY = date(2026, 6, 30)
WORD = Words(zh="因", en="why")


def quote(
    words: str,
    *,
    file: str = "01_服务手册.docx",
    kind: EvidenceKind = EvidenceKind.RULE,
    stance: Stance = Stance.SUPPORTS,
    status: MatchStatus = MatchStatus.VERIFIED,
    why: str = "",
    **place,
) -> Evidence:
    """Return a quote; `place` says page, heading, sheet or row."""
    return Evidence(
        document_id=file,
        file=file,
        locator=Locator(**place),
        quote=words,
        start=0,
        end=len(words),
        stance=stance,
        kind=kind,
        status=status,
        why=why,
    )


def assessed(clause: Clause, verdict: Verdict, *shown: Evidence, **rest) -> Assessment:
    """Return an assessment of a clause that rests on these quotes."""
    points = tuple(
        PointAssessment(id=f"{clause.id}-{point.id}", verdict=verdict, reason=WORD)
        for point in clause.points
    )
    searched = Searched(documents=3, queries=("回访 记录", "电话 回访", "回访 登记", "回访率"))
    rest = {"reason": WORD, "searched": searched, "made_by": "rules", "as_of": DAY} | rest
    return Assessment(clause=clause.id, verdict=verdict, points=points, evidence=shown, **rest)
