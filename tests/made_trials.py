"""Small trials for the scorers' tests: texts, evidence, assessments and answers by hand."""

from datetime import date

from assistant.model import (
    Answer,
    Assessment,
    Citation,
    Evidence,
    EvidenceKind,
    Lang,
    Searched,
    Stance,
    Verdict,
    Words,
)
from assistant.quotes import MatchStatus
from evals.cases import Gold
from evals.trial import Trial
from ingest.model import Document, Locator

DAY = date(2026, 9, 16)
WORDS = Words(zh="理由", en="reason")


def document(file: str, text: str) -> Document:
    return Document(id=file, file=file, text=text, blocks=(), parts=())


def gold(**lists: object) -> Gold:
    return Gold.model_validate({"company": "甲公司", "audit_date": "2026-09-16", **lists})


def trial(gold: Gold, *documents: Document, **results: object) -> Trial:
    texts = {one.file: one for one in documents}
    return Trial(gold=gold, as_of=DAY, texts=texts, **results)


def evidence(
    document: Document,
    quote: str,
    *,
    score: float = 1.0,
    stance: Stance = Stance.SUPPORTS,
    kind: EvidenceKind = EvidenceKind.RULE,
) -> Evidence:
    start = document.text.index(quote)
    return Evidence(
        document_id=document.id,
        file=document.file,
        locator=Locator(),
        quote=quote,
        start=start,
        end=start + len(quote),
        stance=stance,
        kind=kind,
        status=MatchStatus.VERIFIED,
        score=score,
    )


def assessment(clause: str, verdict: Verdict, *shown: Evidence) -> Assessment:
    return Assessment(
        clause=clause,
        verdict=verdict,
        reason=WORDS,
        points=(),
        evidence=shown,
        searched=Searched(documents=1, queries=()),
        made_by="rules",
        as_of=DAY,
    )


def answer(text: str, *cited: Evidence, verdict: Verdict | None = None) -> Answer:
    citations = tuple(Citation(label=n, evidence=one) for n, one in enumerate(cited, start=1))
    return Answer(text=text, lang=Lang.ZH, verdict=verdict, citations=citations)
