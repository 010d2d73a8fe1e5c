"""Free questions about a fact in the files: which sentences answer, and whether any does."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant import lexicon
from assistant.asked import Asked, asked, quantity, share_held
from assistant.concepts import Glossary
from assistant.corpus import Corpus, Sentence
from assistant.fact_units import Unit, Units, codes_of, content_runs, unnumbered
from assistant.model import Lang
from assistant.retrieval import Search
from ingest.model import DocumentKind
from ingest.tokenize import fold

ANSWERED = 0.5
"""Least share of a question's weight that the best passage must cover (assumed; see evals)."""
_CONTEXT, _SYNONYM = 0.75, 0.85
"""Share of a part that a passage covers by its place, or in other words (assumed)."""
_WRONG_CODE = 0.4
_NO_VALUE = 0.6
"""What is left of a passage's share that holds none of the values asked for (assumed)."""
_FORM_CHARS = 1500
"""In a document no longer than this, a form or a certificate, a code names all of it."""
_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)+|\d+[.、．)）]|[（(]?[一二三四五六七八九十]+[、）)])\s*"
)
_BLANKS = re.compile(r"(?<=[^a-z]) +| +(?=[^a-z])")
_TEXT_NAMES = re.compile(
    r"官网|网站|网页|(?:服务|用户|使用|管理|运维)*手册|(?:服务)?承诺书|合同|协议|sla|使用说明书?|"
    r"[保质]修?卡|说明书|\b(?:the )?(?:website|web site|handbook|manual|contract|sla|agreement|"
    r"warranty card|user guide)\b",
    re.I,
)
_TEXTS = frozenset(
    {
        "website",
        "service_manual",
        "manual_document",
        "promise",
        "promise_conveyed",
        "promise_consistent",
        "controlled_document",
        "told_customer",
    }
)
"""Concepts that say where to look in a comparison, not what to compare."""
_NO_QUANTITY = 0.7
"""Weight of a passage without a quantity in a comparison of documents (assumed)."""
_LOG_ROW = 0.8
"""A row of a log answers less often than a rule or a sentence does (assumed)."""
_HITS = 40
_RUN_CHARS = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may answer, with the share of the question that it covers, 0 to 1.

    Attributes:
        content: The share without codes: what is asked, not of which year or model.
        lacks: It holds none of the values asked for.
    """

    sentence: Sentence
    coverage: float
    content: float = 1.0
    lacks: bool = False

    @property
    def answers(self) -> bool:
        """Whether it covers enough of the question to answer it."""
        return self.coverage >= ANSWERED and self.content >= ANSWERED


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A question taken apart."""

    units: tuple[Unit, ...]
    kinds: tuple[Asked, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Answers questions from the sentences of a corpus."""

    corpus: Corpus

    @cached_property
    def units(self) -> Units:
        """The parts of questions, weighed by this corpus."""
        return Units(self.corpus)

    def speaks_of(self, question: str) -> bool:
        """Whether the files hold four Chinese characters in a row of what a question names."""
        runs = content_runs(question)
        pieces = {run[i : i + _RUN_CHARS] for run in runs for i in range(len(run) - _RUN_CHARS + 1)}
        return any(
            piece in document.text
            for document in self.corpus.documents
            for piece in pieces
            if not document.superseded
        )

    def compare(
        self, question: str, lang: Lang, search: Search, k: int = 6, about: str = ""
    ) -> list[Passage]:
        """Return the best passage of each document that rules or tells, best first."""
        best: dict[str, Passage] = {}
        bare = _TEXT_NAMES.sub(" ", question)
        ranked = self._ranked(bare, lang, search, ignore=_TEXTS, about=about)
        for passage in sorted(ranked, key=lambda one: -one.coverage * _weight(one.sentence)):
            document = passage.sentence.document
            if document.kind not in (DocumentKind.INTERVIEW, DocumentKind.RECORD_LOG):
                best.setdefault(document.id, passage)
        return sorted(best.values(), key=lambda passage: -passage.coverage)[:k]

    def find(
        self, question: str, lang: Lang, search: Search, k: int = 6, about: str = ""
    ) -> list[Passage]:
        """Return the passages that cover most of the question, best first.

        Args:
            about: The question before, which this one leaves unsaid.
        """
        return self._ranked(question, lang, search, about=about)[:k]

    def _ranked(
        self,
        question: str,
        lang: Lang,
        search: Search,
        *,
        ignore: frozenset[str] = frozenset(),
        about: str = "",
    ) -> list[Passage]:
        units = tuple(u for u in self.units.of(question, lang, about) if u.concept not in ignore)
        if not units:
            return []
        codes = tuple(code.lower() for code in codes_of(fold(question)))
        wanted = _Wanted(units, asked(question) or asked(about), codes)
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in search(self._queries(question, about), _HITS):
            spans.setdefault(hit.document_id, []).append((hit.start, hit.end))
        found = [
            _read(sentence, wanted)
            for sentence in self.corpus.sentences
            if any(
                sentence.start < end and sentence.end > start
                for start, end in spans.get(sentence.document.id, ())
            )
        ]
        found.sort(key=lambda passage: -passage.coverage)
        return found

    def _queries(self, question: str, about: str) -> list[str]:
        """Return phrasings to search with: as asked, in Chinese words, with what went before."""
        whole = f"{question} {about}".strip()
        queries = [question, *expansions(whole, self.corpus.glossary)]
        said = lexicon.load().chinese(fold(whole))
        return [*queries, *([said] if said else []), *([whole] if about else [])]


def expansions(question: str, glossary: Glossary, limit: int = 8) -> list[str]:
    """Return search phrasings in the field's words: the terms of each concept named."""
    named = dict.fromkeys(mention.concept for mention in glossary.mentions(fold(question)))
    return [" ".join(glossary.terms(concept)[:limit]) for concept in named]


def _weight(sentence: Sentence) -> float:
    """Return how fit a sentence is to be compared: one with a quantity before one without."""
    return 1.0 if quantity(sentence.text) else _NO_QUANTITY


def _read(sentence: Sentence, wanted: _Wanted) -> Passage:
    """Return a sentence with the share of the question that it covers."""
    text, context = _close(sentence.text), _close(_around(sentence))
    covered = [unit.weight * _share(unit, sentence, text, context) for unit in wanted.units]
    share = sum(covered) / sum(unit.weight for unit in wanted.units)
    told = [(c, u.weight) for c, u in zip(covered, wanted.units, strict=True) if not u.is_code]
    content = sum(c for c, _ in told) / sum(w for _, w in told) if told else 1.0
    if any(not _names(sentence, code, text, context) for code in wanted.codes):
        share *= _WRONG_CODE
    if sentence.is_row and sentence.document.kind is DocumentKind.RECORD_LOG:
        share *= _LOG_ROW
    held = share_held(wanted.kinds, _NUMBERING.sub("", sentence.text))
    share *= _NO_VALUE + (1 - _NO_VALUE) * held
    return Passage(sentence, share, content, lacks=not held)


def _share(unit: Unit, sentence: Sentence, text: str, context: str) -> float:
    """Return how far a sentence covers a unit: whole by its words, in part by its context."""
    said = any(word in text for word in unit.words)
    if unit.concept:
        if unit.concept in sentence.named:
            return 1.0 if said or not unit.words else _SYNONYM
        if said:
            return 1.0
        return _CONTEXT if unit.concept in sentence.near | sentence.above else 0.0
    if said:
        return 1.0
    if unit.is_code:
        return _CONTEXT if _names(sentence, unit.words[0], text, context) else 0.0
    return _CONTEXT if any(word in context for word in unit.words) else 0.0


def _names(sentence: Sentence, code: str, text: str, context: str) -> bool:
    """Whether a sentence, its place, or the form that it stands in names a code."""
    if code in text or code in context:
        return True
    whole = sentence.document.text
    return len(whole) <= _FORM_CHARS and code in fold(whole)


def _around(sentence: Sentence) -> str:
    """Return the paragraph or row of a sentence with its headings, columns and document."""
    block, document = sentence.block, sentence.document
    above = "\n".join((*block.heading, *block.columns, *block.cells, document.title))
    return f"{above}\n{document.file}\n{document.text[block.start : block.end]}"


def _close(text: str) -> str:
    """Return a text folded, without the blanks around Chinese characters and numbers."""
    return _BLANKS.sub("", unnumbered(fold(text)))
