"""The ledger of commitments as evidence and as answers: who states what, and who differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assess_gate import gate
from assistant.commitments import Topic
from assistant.corpus import Corpus, Sentence
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.promise_model import Statement
from assistant.stance import Reading
from ingest.model import DocumentKind
from ingest.tokenize import tokens

CONSISTENT = "promise_consistent"
"""Concept of the points that the ledger answers."""
_SCORE = 2.0
_LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Stated:
    """A topic with a quote for each statement, one for each document and case."""

    topic: Topic
    quotes: tuple[tuple[Statement, Evidence], ...]


def readings(topics: Sequence[Topic], corpus: Corpus) -> list[tuple[Sentence, Reading]]:
    """Return the statements that clash as gaps; if none clash, two that agree as support."""
    clashing = [(topic, s) for topic in topics for s in topic.clashing]
    if clashing:
        return [
            (sentence, Reading(Stance.CONTRADICTS, _kind(sentence), why=f"conflict: {topic.topic}"))
            for topic, statement in clashing
            if (sentence := sentence_of(statement, corpus)) is not None
        ]
    agreed = [topic for topic in topics if _told(topic) > 1]
    return [
        (sentence, Reading(Stance.SUPPORTS, _kind(sentence), why=f"alike: {topic.topic}"))
        for topic in agreed[:3]
        for statement in topic.statements[:2]
        if (sentence := sentence_of(statement, corpus)) is not None
    ]


def matching(topics: Sequence[Topic], corpus: Corpus, question: str, k: int = 2) -> list[Stated]:
    """Return the commitments told in several documents that a question is about."""
    asked, named = set(tokens(question)), corpus.glossary.named(question)
    ranked = []
    for topic in topics:
        if _told(topic) < 2:
            continue
        said = f"{topic.topic} {' '.join(s.quote for s in topic.statements)}"
        words = len(asked & set(tokens(said))) / max(1, len(asked))
        shared = len(named & corpus.glossary.named(said)) / max(1, len(named))
        title = len(asked & set(tokens(topic.topic))) / max(1, len(set(tokens(topic.topic))))
        ranked.append((words + shared + title, topic))
    ranked.sort(key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0.0
    close = [topic for score, topic in ranked if score >= max(_LEAST, 0.85 * best)][:k]
    return [_stated(topic, corpus) for topic in close]


def sentence_of(statement: Statement, corpus: Corpus) -> Sentence | None:
    """Return the sentence that holds a statement."""
    return next(
        (
            sentence
            for sentence in corpus.sentences
            if sentence.document.id == statement.document_id
            and sentence.start < statement.end
            and sentence.end > statement.start
        ),
        None,
    )


def _told(topic: Topic) -> int:
    """Return how many documents state a commitment."""
    return len({statement.document_id for statement in topic.statements})


def _stated(topic: Topic, corpus: Corpus) -> Stated:
    quotes = []
    seen = set()
    for statement in topic.statements:
        case = (statement.document_id, statement.value, statement.condition)
        sentence = sentence_of(statement, corpus)
        if sentence is None or case in seen:
            continue
        seen.add(case)
        reading = Reading(Stance.NEITHER, _kind(sentence), why=f"states {topic.topic}")
        evidence = gate(sentence, reading, point="", score=_SCORE)
        if evidence is not None:
            quotes.append((statement, evidence))
    return Stated(topic, tuple(quotes))


def _kind(sentence: Sentence) -> EvidenceKind:
    told = sentence.document.kind in (DocumentKind.PUBLISHED, DocumentKind.CONTRACT)
    return EvidenceKind.PUBLISHED if told else EvidenceKind.RULE
