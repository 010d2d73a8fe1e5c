"""Looking a fact up: located passages that answer, documents that differ or are withdrawn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.assess_gate import gate
from assistant.corpus import Sentence
from assistant.facts import ANSWERED, Facts, Passage
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.question import language
from assistant.retrieval import Search
from assistant.stance import Reading, is_order, kind_of
from ingest.model import Document

_QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)\s*个?(小时|分钟|工作日|日|天|"
    r"周|星期|个?月|年|次|%|％|元|份|米|公里)"
)
_VALIDITY = re.compile(
    r"能(?:不能|否)?(?:再|还)?用|还(?:能|可以|按|有效|执行|算)|有效|作数|作废|废止|"
    r"按它|旧版|老版|valid|in force|still|superseded",
    re.I,
)
_EDITION = re.compile(r"(?:19|20)\d\d|[Vv]\d+(?:\.\d+)*|[A-Z]{2,5}(?:-[A-Z0-9]+)+")
_GONE = re.compile(r"作\s*废|废\s*止|失效|停用|停止使用|替代|代替|superseded", re.I)
_HEAD_CHARS, _QUOTED_CHARS = 400, 6
_SHOWN = 5
_ACROSS = 0.6
_CLOSE = 0.8
"""Passages with at least this share of the best one's coverage are shown with it."""


class Files(Protocol):
    """What a look-up needs of a workspace."""

    @property
    def facts(self) -> Facts:
        """Questions to the files."""
        ...

    @property
    def search(self) -> Search:
        """Search over passages."""
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


def look_up(audit: Files, query: str, *, across: bool = False) -> Passages:
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
        orders=best >= ANSWERED and any(is_order(e.quote) for e in evidence[:2]),
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
