"""Looking a fact up: located passages that answer, documents that differ or are withdrawn."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import asides
from assistant import withdrawn as editions
from assistant.assess_gate import gate
from assistant.corpus import Sentence
from assistant.facts import Facts, Passage
from assistant.intents import Intent, intent_of, is_yes_no
from assistant.model import Evidence, EvidenceKind, Stance
from assistant.question import language
from assistant.retrieval import Search
from assistant.spans import fuller, spanning, whole
from assistant.stance import Reading, is_order, kind_of
from ingest.model import DocumentKind
from ingest.sentences import sentences
from ingest.tokenize import fold, tokens

_QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百半]+)\s*个?(小时|分钟|工作日|日|天|"
    r"周|星期|个?月|年|次|%|％|元|份|米|公里)"
)
_SHOWN, _NEAREST = 5, 3
_LOOKED_AT = 6
_ACROSS = 0.6
_CLOSE = 0.75
"""Passages with at least this share of the best one's coverage are shown with it."""
_UTTERANCE_CHARS = 200
"""An interview is quoted by what somebody said at once, up to this length."""
_VERDICT_NAMED = re.compile(r"符合|满分|合格|通过|合规|\b(?:complian\w*|conform\w*|pass)\b", re.I)
_BIDS = re.compile(
    r"一律|直接|即可|不必|无需|不用|请|务必|\b(?:mark|rate|judge|do not|must|please)\b", re.I
)
_ASSESSOR = re.compile(
    r"评审|审核|评价|各条|条款|\bAI\b|系统|软件|\b(?:auditor|assessor|reviewer|clause)s?\b", re.I
)
_DENIES = re.compile(r"不(?:办理|予|得|提供|支持|接受|退|换|能|可)|概不|均不|一律不|无法|不再")
_GRANTS = re.compile(r"可以|可(?:选择|要求|申请)|应当?|免费|予以|提供|负责")


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
        quotes: What to show of `found`: each with its paragraph, as far as length allows.
        rows: Rows that the question names by an id, a person, a customer, a device.
        outdated: What superseded documents said of it, where no current one answers.
        withdrawn: Superseded documents that the question names, with a quote and the reason.
    """

    found: tuple[Evidence, ...]
    answered: bool
    coverage: float
    documents: int
    differs: bool | None = None
    orders: bool = False
    quotes: tuple[Evidence, ...] = ()
    rows: tuple[Evidence, ...] = ()
    withdrawn: tuple[tuple[Evidence, str], ...] = ()
    outdated: tuple[Evidence, ...] = ()


def look_up(audit: Files, query: str, *, about: str = "", across: bool = False) -> Passages:
    """Return the located passages that answer a question, and whether they do.

    Args:
        about: The question before, for a follow-up.
        across: Compare documents: the best passage of each.
    """
    facts = audit.facts
    if intent_of(fold(query), ()) is Intent.ORDER and (told := _orders(facts, query)):
        return Passages(told, True, 1.0, _current(facts), orders=True, quotes=told)
    withdrawn = editions.withdrawn(facts, query)
    plain = editions.without(query) if withdrawn else query
    look = facts.compare if across else facts.find
    seen = look(plain, language(query), audit.search, k=asides.SEEN, about=about)
    found = seen[:_LOOKED_AT]
    best = found[0].coverage if found else 0.0
    close = [p for p in found if p.coverage >= (_ACROSS if across else _CLOSE) * best]
    answered = bool(found) and found[0].answers and (not found[0].lacks or across)
    if not answered:
        close = sorted(found, key=lambda passage: -passage.content)[:_NEAREST]
    ruled = [] if across else asides.by_grade(facts, plain, audit.search, found, about=about)
    answered = answered or bool(ruled and found[0].answers)
    if is_yes_no(query) and not across:
        close = [*_distinct(close)[: _SHOWN - 1], *asides.practice(seen, close)]
    said = asides.spoken(facts, plain, audit.search, about=about)
    shown = _distinct([*said, *close[:1], *ruled, *close[1:]])[:_SHOWN]
    evidence = _located(map(_utterance, _sentences(shown)), shown)
    return Passages(
        found=evidence,
        quotes=_located((fuller(_utterance(s)) for s in _sentences(shown)), shown),
        rows=() if across else _located_rows(asides.named(facts, query)),
        answered=answered and bool(evidence),
        coverage=best,
        documents=_current(facts),
        differs=_differs(evidence) if across else None,
        orders=answered and any(is_order(e.quote) for e in evidence[:2]),
        withdrawn=withdrawn,
        outdated=() if answered or withdrawn or across else editions.said_before(facts, plain),
    )


def _current(facts: Facts) -> int:
    return sum(not document.superseded for document in facts.corpus.documents)


def _orders(facts: Facts, query: str) -> tuple[Evidence, ...]:
    """Quote the texts that tell the auditor what to decide, hidden ones and footers too."""
    asked = set(tokens(query))
    found = []
    for document in facts.corpus.documents:
        for block in () if document.superseded else document.blocks:
            for start, end in sentences(document, block.start, block.end):
                text = document.text[start:end]
                if is_order(text) or _tells(text):
                    place = set(tokens(f"{document.file} {document.title} {text}"))
                    found.append((len(asked & place), whole(document, block, start, end)))
    found.sort(key=lambda pair: -pair[0])
    quoted = (_evidence(sentence, EvidenceKind.RULE, 1.0) for _, sentence in found[:2])
    return tuple(evidence for evidence in quoted if evidence is not None)


def _tells(text: str) -> bool:
    """Whether a text speaks to whoever assesses, or bids, and names the verdict to give."""
    return bool(_VERDICT_NAMED.search(text) and _BIDS.search(text) and _ASSESSOR.search(text))


def _sentences(passages: Sequence[Passage]) -> list[Sentence]:
    return [passage.sentence for passage in passages]


def _located(stretched: Iterable[Sentence], passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """Quote sentences stretched over more of their documents, each place once."""
    made = (
        _evidence(sentence, kind_of(passage.sentence), passage.coverage)
        for sentence, passage in zip(stretched, passages, strict=True)
    )
    return tuple({(e.document_id, e.start): e for e in made if e is not None}.values())


def _utterance(sentence: Sentence) -> Sentence:
    """Return all that was said at once in an interview; after a question, the answer to it."""
    document, block = sentence.document, sentence.block
    if document.kind is not DocumentKind.INTERVIEW:
        return sentence
    start, end = block.start, block.end
    if asides.is_question(sentence.text):
        after = [b for b in document.blocks if b.start >= block.end and not b.hidden]
        end = after[0].end if after else end
    if end - start > _UTTERANCE_CHARS:
        return sentence
    return spanning(sentence, start, end)


def _evidence(sentence: Sentence, kind: EvidenceKind, score: float) -> Evidence | None:
    reading = Reading(Stance.NEITHER, kind, why="answers a question")
    return gate(sentence, reading, point="", score=score)


def _located_rows(rows: Sequence[Sentence]) -> tuple[Evidence, ...]:
    quoted = (_evidence(row, EvidenceKind.RECORD, 1.0) for row in rows)
    return tuple(evidence for evidence in quoted if evidence is not None)


def _distinct(found: Sequence[Passage]) -> list[Passage]:
    """Drop passages of the same paragraph, or with the same words in the same document."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for passage in found:
        sentence = passage.sentence
        key = (sentence.document.id, "".join(fuller(sentence).text.split()))
        if key not in seen:
            seen.add(key)
            kept.append(passage)
    return kept


def _differs(found: Sequence[Evidence]) -> bool | None:
    """Whether documents name other quantities of the same unit, or one grants what one denies.

    None for a single document.
    """
    by_file: dict[str, dict[str, set[str]]] = {}
    stands: dict[str, str] = {}
    for evidence in found:
        if evidence.kind is EvidenceKind.RECORD:
            continue
        units = by_file.setdefault(evidence.file, {})
        denies, grants = _DENIES.search(evidence.quote), _GRANTS.search(evidence.quote)
        if bool(denies) != bool(grants):
            stands.setdefault(evidence.file, "denies" if denies else "grants")
        for number, unit in _QUANTITY.findall(evidence.quote):
            units.setdefault(unit, set()).add(number)
    if len(set(stands.values())) > 1:
        return True
    told = [units for units in by_file.values() if units]
    if len(told) < 2:
        return None
    return any(
        left[unit] != right[unit]
        for i, left in enumerate(told)
        for right in told[i + 1 :]
        for unit in left.keys() & right.keys()
    )
