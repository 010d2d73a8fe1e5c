"""Free questions about a fact in the files: which sentences answer, and whether any does."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.concepts import Glossary, Mention
from assistant.corpus import Corpus, Sentence
from assistant.model import Lang
from assistant.retrieval import Search
from ingest.model import DocumentKind
from ingest.tokenize import fold

_ASKING = re.compile(
    r"请问|请|告诉我|帮我|麻烦|按照?|根据|依据|现行|目前|现在|分别|一共|总共|到底|究竟|"
    r"具体|应该|应当|需要|可以|能否|能不能|是不是|是否|有没有"
    r"|什么时候|什么|哪一?[些个天年月种家里份件条]|哪|谁|怎么样?|怎样|如何|为什么|多少|"
    r"多久|多长时间?|多远|多大|几[个件次份条人天小分年月家单名]?|几"
    r"|吗|呢|吧|啊|么|的话|公司|企业|客户的?|材料|文件|里面|里|中|上写|写的?|规定|这家|"
    r"他们|我们|和|与|及|或者?|还是|以及|对|把|被|从|到|在|给|是|有|要|会|的|了|就|也|"
    r"都|算|之[内前后间]|时候|内"
)
_STOP_EN = frozenset(
    re.findall(
        r"[a-z]+",
        "a an the is are was were be been do does did of for to in on at by from with and "
        "or not any what which who whom whose when where why how many much long until "
        "there has have had this that these those it its their they please give me tell "
        "company client firm year last next per between about after before during first "
        "half second user users material document documents number does show explain applied item "
        "under actually ",
    )
)
_QUANTITY_ASKED = re.compile(
    r"多少|几(?!乎|何)|多久|多长|多远|多大|how (?:many|much|long|far|often|big|large)|what "
    r"(?:percent|rate|score|number|amount)",
    re.I,
)
_DATE_ASKED = re.compile(
    r"什么时候|何时|哪[一天年月]|几月|几号|到期|until when|"
    r"\bwhen\b|what date",
    re.I,
)
_DIGITS = re.compile(r"[\d零一二三四五六七八九十百千万两半]")
_CODE = re.compile(r"[A-Za-z]{1,6}[-/]?\d[\w\-./]*|(?:19|20)\d\d(?=年|\b)|\d+(?:[-.:]\d+)+")
_HAN_RUN = re.compile(r"[㐀-鿿]+")
ANSWERED = 0.5
"""Least share of a question's weight that the best passage must cover (assumed; see evals)."""
_CONTEXT = 0.75
_FOREIGN = 2.5
"""Weight of an English word without a concept: Chinese files cannot answer it by words."""
_WRONG_PERIOD = 0.4
_NO_QUANTITY = 0.6
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
_MEASURE = re.compile(
    r"(?:多少|几)\s*(?:个)?([件单份人名台次家张条项户元分天日月年座套]|小时|分钟|工作日|"
    r"万元|块)?"
)
_TIME = r"(?:小时|分钟|天|日|周|星期|月|年|季)"
_LOG_ROW = 0.8
"""A row of a log answers less often than a rule or a sentence does (assumed)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may answer, with the share of the question that it covers, 0 to 1."""

    sentence: Sentence
    coverage: float


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a question that a passage can cover: a concept or a pair of characters."""

    weight: float
    concept: str = ""
    gram: str = ""


@dataclass(frozen=True)
class Facts:
    """Answers questions from the sentences of a corpus."""

    corpus: Corpus

    @cached_property
    def _rarity(self) -> tuple[Counter[str], int]:
        counts: Counter[str] = Counter()
        for sentence in self.corpus.sentences:
            counts.update(set(_grams(fold(sentence.text))))
        return counts, max(1, len(self.corpus.sentences))

    def compare(self, question: str, lang: Lang, search: Search, k: int = 6) -> list[Passage]:
        """Return the best passage of each document that rules or tells, best first."""
        best: dict[str, Passage] = {}
        for passage in self._ranked(question, lang, search, ignore=_TEXTS):
            document = passage.sentence.document
            if document.kind not in (DocumentKind.INTERVIEW, DocumentKind.RECORD_LOG):
                best.setdefault(document.id, passage)
        return sorted(best.values(), key=lambda passage: -passage.coverage)[:k]

    def find(self, question: str, lang: Lang, search: Search, k: int = 6) -> list[Passage]:
        """Return the passages that cover most of the question, best first."""
        return self._ranked(question, lang, search)[:k]

    def _ranked(
        self, question: str, lang: Lang, search: Search, ignore: frozenset[str] = frozenset()
    ) -> list[Passage]:
        units = [unit for unit in self._units(question, lang) if unit.concept not in ignore]
        if not units:
            return []
        queries = [question, *expansions(question, self.corpus.glossary)]
        hits = search(queries, 40)
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            spans.setdefault(hit.document_id, []).append((hit.start, hit.end))
        codes = [code.lower() for code in _CODE.findall(fold(question))]
        found = [
            Passage(sentence, self._coverage(sentence, units, question, codes))
            for sentence in self.corpus.sentences
            if any(
                sentence.start < end and sentence.end > start
                for start, end in spans.get(sentence.document.id, ())
            )
        ]
        found.sort(key=lambda passage: -passage.coverage)
        return found

    def _units(self, question: str, lang: Lang) -> list[_Unit]:
        plain = fold(question)
        mentions = self.corpus.glossary.mentions(plain)
        units = [_Unit(self._weight(m), concept=m.concept) for m in _longest(mentions)]
        if lang is Lang.EN:
            known = " ".join(mention.term for mention in mentions)
            words = re.findall(r"[a-z][a-z\-]{2,}", plain)
            units += [
                _Unit(_FOREIGN, gram=word)
                for word in dict.fromkeys(words)
                if word not in _STOP_EN and word.rstrip("s") not in known
            ]
        else:
            covered = {i for m in mentions for i in range(m.start, m.end)}
            masked = "".join(" " if i in covered else c for i, c in enumerate(plain))
            units += [
                _Unit(self._idf(gram), gram=gram)
                for gram in dict.fromkeys(_grams(_ASKING.sub(" ", masked)))
            ]
        units += [_Unit(5.0, gram=code.lower()) for code in _CODE.findall(plain)]
        return units

    def _coverage(
        self, sentence: Sentence, units: Sequence[_Unit], question: str, codes: Sequence[str]
    ) -> float:
        text = fold(sentence.text)
        block = sentence.block
        context = fold(
            "\n".join((*block.heading, *block.columns, *block.cells, sentence.document.title))
            + sentence.document.file
            + sentence.document.text[block.start : block.end]
        )
        total = covered = 0.0
        for unit in units:
            total += unit.weight
            if unit.concept in sentence.named or (unit.gram and unit.gram in text):
                covered += unit.weight
            elif (unit.concept and unit.concept in (sentence.near | sentence.above)) or (
                unit.gram and unit.gram in context
            ):
                covered += unit.weight * _CONTEXT
        share = covered / total if total else 0.0
        if any(code not in text and code not in context for code in codes):
            share *= _WRONG_PERIOD
        if sentence.is_row and sentence.document.kind is DocumentKind.RECORD_LOG:
            share *= _LOG_ROW
        if _QUANTITY_ASKED.search(question) and not _quantity(question).search(sentence.text):
            share *= _NO_QUANTITY
        if _DATE_ASKED.search(question) and not re.search(r"\d", sentence.text):
            share *= 0.8
        return share

    def _weight(self, mention: Mention) -> float:
        grams = list(_grams(mention.term)) or [mention.term]
        return max(2.0, max(self._idf(gram) for gram in grams))

    def _idf(self, gram: str) -> float:
        counts, total = self._rarity
        return math.log(1 + total / (1 + counts[gram]))


def expansions(question: str, glossary: Glossary, limit: int = 8) -> list[str]:
    """Return search phrasings in the field's words: the terms of each concept named."""
    named = dict.fromkeys(mention.concept for mention in glossary.mentions(fold(question)))
    return [" ".join(glossary.terms(concept)[:limit]) for concept in named]


def _share(unit: _Unit, sentence: Sentence, text: str, context: str) -> float:
    """Return how far a sentence covers a unit: whole by its words, in part by its context."""
    if unit.concept:
        if unit.concept in sentence.named:
            return 1.0
        return _CONTEXT if unit.concept in sentence.near | sentence.above else 0.0
    if unit.gram in text:
        return 1.0
    return _CONTEXT if unit.gram in context else 0.0


def _quantity(question: str) -> re.Pattern[str]:
    """Return the pattern of the quantity asked for: a number, with its measure word if named."""
    number = r"[\d零一二三四五六七八九十百千两半]+(?:\.\d+)?\s*个?"
    if re.search(r"多久|多长时间|how (?:long|soon|often)", question, re.I):
        return re.compile(number + _TIME)
    measure = _MEASURE.search(question)
    if measure is None or not measure[1]:
        return _DIGITS
    unit = (
        "[人名位]"
        if measure[1] in "人名"
        else "[元万]"
        if measure[1] in ("元", "块")
        else measure[1]
    )
    return re.compile(number + unit)


def _grams(text: str) -> list[str]:
    grams = []
    for run in _HAN_RUN.findall(text):
        grams += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return grams


def _longest(mentions: Sequence[Mention]) -> list[Mention]:
    """Drop mentions inside longer ones, and repeats of a concept."""
    kept: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        inside = any(
            other.start <= mention.start and mention.end <= other.end and other is not mention
            for other in kept.values()
        )
        if not inside:
            kept.setdefault(mention.concept, mention)
    return list(kept.values())
