"""The agent's tools: text with numbered quotes for the model, values for the app; read-only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from langchain_core.tools import BaseTool, tool

from assistant import ledger, replies
from assistant.answer import Labels
from assistant.assess_gate import gate
from assistant.catalog import Catalog
from assistant.corpus import Sentence
from assistant.facts import ANSWERED, Facts, Passage
from assistant.findings import draft
from assistant.model import (
    Assessment,
    Clause,
    Evidence,
    EvidenceKind,
    Finding,
    Lang,
    Score,
    Stance,
)
from assistant.census import Census, census
from assistant.commitments import Topic
from assistant.ledger import Stated
from assistant.question import language
from assistant.records import RecordCheck
from assistant.retrieval import Search
from assistant.stance import Reading, is_order, kind_of
from ingest.model import Document

_QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)\s*个?(小时|分钟|工作日|日|天|周|星期|个?月|年|次|%|％|元|份|米|公里)"
)
_VALIDITY = re.compile(r"能(?:不能|否)?(?:再|还)?用|还(?:能|可以|按|有效|执行|算)|有效|作数|作废|废止|按它|旧版|老版|valid|in force|still|superseded", re.I)
_EDITION = re.compile(r"(?:19|20)\d\d|[Vv]\d+(?:\.\d+)*|[A-Z]{2,5}(?:-[A-Z0-9]+)+")
_GONE = re.compile(r"作\s*废|废\s*止|失效|停用|停止使用|替代|代替|superseded", re.I)
_HEAD_CHARS, _QUOTED_CHARS = 400, 6
_SHOWN = 5
_ACROSS = 0.6
_CLOSE = 0.8
"""Passages with at least this share of the best one's coverage are shown with it."""


class Audit(Protocol):
    """What the tools need of a workspace."""

    catalog: Catalog

    @property
    def facts(self) -> Facts:
        """Questions to the files."""
        ...

    @property
    def search(self) -> Search:
        """Search over passages."""
        ...

    def checks(self) -> tuple[RecordCheck, ...]:
        """Return the firm's own rules counted over its own records."""
        ...

    def topics(self) -> tuple[Topic, ...]:
        """Return the commitments of all current documents."""
        ...

    def assess(self, clause_ids: Sequence[str] | None = None) -> list[Assessment]:
        """Return assessments, made anew where the documents have changed."""
        ...

    def score(self) -> Score:
        """Return the score of the current assessments."""
        ...


@dataclass(frozen=True, slots=True)
class Passages:
    """What a search for evidence gave: quotes, and whether they answer.

    Attributes:
        differs: The documents name other values; None if it was not asked or cannot be told.
        orders: A quote tells the auditor what to decide.
        withdrawn: Superseded documents that the question names, with a quote and the reason.
    """

    found: tuple[Evidence, ...]
    answered: bool
    coverage: float
    documents: int
    differs: bool | None = None
    orders: bool = False
    withdrawn: tuple[tuple[Evidence, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Commitments side by side."""

    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Assessments with their clauses."""

    pairs: tuple[tuple[Clause, Assessment], ...]


Artifact = Passages | Ledger | Verdicts | Census | Finding | Score | tuple[Clause, ...] | None


def build(audit: Audit, labels: Labels, lang: Lang) -> list[BaseTool]:
    """Return the tools over one client's audit; quotes are numbered in `labels`."""
    catalog = audit.catalog

    @tool(response_format="content_and_artifact")
    def find_clause(question: str) -> tuple[str, Artifact]:
        """Find the clauses of the standard that a question is about.

        Args:
            question: The question in the asker's words, or a clause number.
        """
        found = tuple(hit.clause for hit in catalog.find(question))
        lines = [f"{c.id} {c.title.get(lang)}: {c.requirement.get(lang)}" for c in found]
        return "\n".join(lines) or "no clause matches", found

    @tool(response_format="content_and_artifact")
    def search_evidence(query: str) -> tuple[str, Artifact]:
        """Search the client's files for passages that answer a question.

        Args:
            query: The question or key words, in Chinese where possible.
        """
        passages = look_up(audit, query)
        answered, documents = passages.answered, passages.documents
        found = passages.found
        text = replies.facts(found, lang, labels, answered=answered, documents=documents)
        return text, passages

    @tool(response_format="content_and_artifact")
    def compare_documents(query: str) -> tuple[str, Artifact]:
        """Set what different documents say about one thing side by side.

        Args:
            query: What to compare, such as the arrival time promised on site.
        """
        stated = ledger.matching(audit.topics(), audit.facts.corpus, query)
        if stated:
            return replies.commitments(stated, lang, labels), Ledger(tuple(stated))
        passages = look_up(audit, query, across=True)
        text = replies.agreement(passages.found, passages.differs, lang)
        found = passages.found
        said = replies.facts(
            found, lang, labels, answered=passages.answered, documents=passages.documents
        )
        return f"{text}\n{said}", passages

    @tool(response_format="content_and_artifact")
    def count_records(question: str) -> tuple[str, Artifact]:
        """Count, over all rows of the client's logs, how many keep one of its own rules.

        Args:
            question: What to count, such as how many repairs arrived late.
        """
        counts = census(audit, question)
        return replies.counts(counts, lang, labels), counts

    @tool(response_format="content_and_artifact")
    def assess_clause(clause: str) -> tuple[str, Artifact]:
        """Judge whether the files satisfy a clause; returns verdict, points and quotes.

        Args:
            clause: Clause number such as 5.3.1.4.
        """
        pairs = _pairs(audit, [catalog.clause(clause).id])
        return replies.comparison(pairs, lang, labels), Verdicts(pairs)

    @tool(response_format="content_and_artifact")
    def list_gaps(under: str = "") -> tuple[str, Artifact]:
        """List the clauses that do not conform, with the decisive quote of each.

        Args:
            under: Section or indicator number to stay within, such as 5.3; empty for all.
        """
        ids = [clause.id for clause in catalog.under(under)] if under else None
        pairs = _pairs(audit, ids)
        return replies.gaps(pairs, lang, labels), Verdicts(pairs)

    @tool(response_format="content_and_artifact")
    def compare_clauses(clauses: list[str]) -> tuple[str, Artifact]:
        """Set the verdicts of several clauses side by side.

        Args:
            clauses: Clause numbers.
        """
        pairs = _pairs(audit, [catalog.clause(clause).id for clause in clauses])
        return replies.comparison(pairs, lang, labels), Verdicts(pairs)

    @tool(response_format="content_and_artifact")
    def draft_finding(clause: str) -> tuple[str, Artifact]:
        """Draft the audit finding for a clause: evidence, requirement and statement.

        Args:
            clause: Clause number such as 5.3.1.4.
        """
        wanted = catalog.clause(clause)
        drafted = draft(wanted, audit.assess([wanted.id])[0])
        return replies.finding(drafted, lang, labels), drafted

    @tool(response_format="content_and_artifact")
    def score_so_far() -> tuple[str, Artifact]:
        """Compute the score and star range from the current verdicts."""
        result = audit.score()
        return replies.score(result, lang), result

    return [
        find_clause,
        search_evidence,
        compare_documents,
        count_records,
        assess_clause,
        list_gaps,
        compare_clauses,
        draft_finding,
        score_so_far,
    ]


def look_up(audit: Audit, query: str, *, across: bool = False) -> Passages:
    """Return the located passages that answer a question, and whether they do.

    Args:
        across: Compare documents: the best passage of each.
    """
    facts, lang = audit.facts, language(query)
    look = facts.compare if across else facts.find
    found = look(query, lang, audit.search)
    best = found[0].coverage if found else 0.0
    close = [p for p in found if p.coverage >= (_ACROSS if across else _CLOSE) * best]
    evidence = tuple(e for e in map(_quoted, _distinct(close)[:_SHOWN]) if e is not None)
    current = [d for d in facts.corpus.documents if not d.superseded]
    return Passages(
        found=evidence,
        answered=best >= ANSWERED and bool(evidence),
        coverage=best,
        documents=len(current),
        differs=_differs(evidence) if across else None,
        orders=any(is_order(e.quote) for e in evidence[:2]),
        withdrawn=_withdrawn(facts, query),
    )


def _withdrawn(facts: Facts, query: str) -> tuple[tuple[Evidence, str], ...]:
    """Return superseded documents that a question on validity names by year, edition or title."""
    if not _VALIDITY.search(query):
        return ()
    found = []
    for document in facts.corpus.documents:
        marks = _EDITION.findall(f"{document.file} {document.text[:_HEAD_CHARS]}")
        if document.superseded and any(mark in query for mark in marks):
            evidence = _first_words(document)
            if evidence is not None:
                found.append((evidence, document.superseded_reason))
    return tuple(found)


def _first_words(document: Document) -> Evidence | None:
    """Quote the passage that says that a document is superseded, or its first long one."""
    blocks = [b for b in document.blocks if b.end - b.start >= _QUOTED_CHARS and not b.hidden]
    blocks.sort(key=lambda b: not _GONE.search(document.text[b.start : b.end]))
    if not blocks:
        return None
    block, none = blocks[0], frozenset[str]()
    sentence = Sentence(document, block, block.start, block.end, none, none, none, said=False)
    reading = Reading(Stance.NEITHER, EvidenceKind.RULE, why="superseded")
    return gate(sentence, reading, point="", score=0.0)


def _pairs(
    audit: Audit, ids: Sequence[str] | None
) -> tuple[tuple[Clause, Assessment], ...]:
    return tuple((audit.catalog.clause(a.clause), a) for a in audit.assess(ids))


def _quoted(passage: Passage) -> Evidence | None:
    sentence = passage.sentence
    reading = Reading(Stance.NEITHER, kind_of(sentence), why="answers a question")
    return gate(sentence, reading, point="", score=passage.coverage)


def _distinct(found: Sequence[Passage]) -> list[Passage]:
    """Drop passages with the same words in the same document."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for passage in found:
        key = (passage.sentence.document.id, "".join(passage.sentence.text.split()))
        if key not in seen:
            seen.add(key)
            kept.append(passage)
    return kept


def _differs(found: Sequence[Evidence]) -> bool | None:
    """Whether documents name other quantities of the same unit; None for one document."""
    by_file: dict[str, dict[str, set[str]]] = {}
    for evidence in found:
        if evidence.kind is EvidenceKind.RECORD:
            continue
        units = by_file.setdefault(evidence.file, {})
        for number, unit in _QUANTITY.findall(evidence.quote):
            units.setdefault(unit, set()).add(number)
    told = [units for units in by_file.values() if units]
    if len(told) < 2:
        return None
    return any(
        left[unit] != right[unit]
        for i, left in enumerate(told)
        for right in told[i + 1 :]
        for unit in left.keys() & right.keys()
    )

