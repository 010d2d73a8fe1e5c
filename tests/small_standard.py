"""A made-up standard for a bicycle repair shop: words, points and clauses of a few lines each."""

from collections.abc import Sequence
from datetime import date

from assistant.concepts import Glossary
from assistant.corpus import build
from assistant.desk import Desk
from assistant.model import (
    AuditPoint,
    Clause,
    Concept,
    Evidence,
    EvidenceKind,
    Need,
    Role,
    Stance,
    Weight,
    Words,
)
from assistant.quotes import MatchStatus
from assistant.rules import RulesEngine
from ingest.model import Document, Locator

AS_OF = date(2026, 6, 30)
CONCEPTS = (
    Concept(id="shop", zh=("修车铺", "车行"), en=("bike shop",)),
    Concept(id="training", zh=("培训", "带教"), en=("training",), without=("培训室",)),
    Concept(id="callback", zh=("回访",), en=("callback",)),
    Concept(id="complaint", zh=("投诉",), en=("complaint",)),
    Concept(id="parts", zh=("配件", "内胎"), en=("spare part",)),
    Concept(id="ledger", zh=("台账", "记录"), en=("log",), trace=True),
    Concept(id="recycling", zh=("旧车回收",), en=("recycling",)),
    Concept(id="rental", zh=("只租不卖",), en=("rental only",)),
)
GLOSSARY = Glossary({concept.id: concept for concept in CONCEPTS})


def words(zh: str = "问", en: str = "q") -> Words:
    return Words(zh=zh, en=en)


def point(*about: Sequence[str], need: Need = Need.DONE, id: str = "a", **rest) -> AuditPoint:
    groups = tuple(tuple(group) for group in about) or (("training",),)
    rest = {
        "queries": ("修车 培训", "师傅 带教"),
        "question": words("是否开展？", "Is it done?"),
    } | rest
    return AuditPoint(id=id, need=need, about=groups, **rest)


def clause(*points: AuditPoint, id: str = "9.1.1.1", **rest) -> Clause:
    return Clause(
        id=id,
        title=words(),
        requirement=words(),
        weight=Weight(points=2, status="assumed", source="made up"),
        points=points or (point(),),
        records=("台账",),
        gaps=("没有台账",),
        ask=words(),
        **rest,
    )


def desk(*documents: Document, search=None, checks=(), topics=(), heads=None) -> Desk:
    corpus = build(documents, GLOSSARY)
    engine = RulesEngine(corpus.glossary)
    return Desk(corpus, engine, search, AS_OF, tuple(checks), tuple(topics), heads)


def evidence(kind: EvidenceKind, stance: Stance = Stance.SUPPORTS) -> Evidence:
    return Evidence(
        document_id="d",
        file="f.txt",
        locator=Locator(),
        quote="话",
        start=0,
        end=1,
        stance=stance,
        kind=kind,
        status=MatchStatus.VERIFIED,
    )


__all__ = ["AS_OF", "CONCEPTS", "GLOSSARY", "Need", "Role", "clause", "desk", "evidence", "point"]
