"""The parts of a question that a passage can cover: concepts, words, codes."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant import lexicon
from assistant.concepts import Mention
from assistant.corpus import Corpus
from assistant.model import Lang
from ingest.tokenize import fold

_ASKING = re.compile(
    r"对[得不]上|跟(?!踪|进|单|师|车|访)|请问|请|告诉我|帮我|麻烦|按照?|根据|依据|现行|目前|现在|分别|一共|总共|到底|究竟|"
    r"具体|应该|应当|需要|可以|能否|能不能|是不是|是否|有没有|那么|那|另外|后来|其中|这些?|那些?|"
    r"什么时候|什么|哪一?[些个天年月种家里份件条]|哪|谁|怎么样?|怎样|如何|为什么|多少|"
    r"多久|多长时间?|多远|多大|几[个件次份条人天小分年月家单名]?|几"
    r"|吗|呢|吧|啊|么|的话|公司|企业|客户的?|材料|文件|里面|里|中|上写|写的?|规定|这家|"
    r"他们|我们|和|与|及|或者?|还是|以及|对|把|被|从|(?<![送收报赶寄达签遇做])到(?![场货账期岗位达家户门访店])|在|给|是|有|要|会|的|了|就|也|"
    r"都|算|还(?!原|款|贷|清|钱)|之[内前后间]|时候|(?<![省市县区城乡境国厂店室馆园院州村镇])内|说法|一样|一致|相同|不同|矛盾|冲突|区别|差别|对得上|相符|支持"
)
_STOP_EN = frozenset(
    re.findall(
        r"[a-z]+",
        "a an the is are was were be been being am do does did doing of for to in on at by from "
        "with and or not any no what which who whom whose when where why how many much long soon "
        "often until there here has have had having this that these those it its they them their "
        "he she his her we our us you your please give me tell i my would could should can may "
        "might must shall will company client firm next per between about after before during "
        "than as if so such other another each all both some most more less least very also "
        "material number show explain apply applied under actually according since then say "
        "says said state stated mention mentioned exactly really only ever still currently "
        "into onto over out up off get got make made take took put run runs ran far big large "
        "kind sort does whether and-or anyone anything someone something current "
        "itself themselves himself same",
    )
)
_CODE = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{1,6}[-/]?)+\d[a-z0-9\-./]*|(?<!\d)(?:19|20)\d\d(?!\d)|\d+(?:[-.:]\d+)+",
    re.I,
)
_NUMBERED = re.compile(r"(?<=[\d一二三四五六七八九十])个(?!月|工作)")
_LATIN = re.compile(r"[a-z]{2,}")
_HAN_RUN = re.compile(r"[㐀-鿿]+")
_FOREIGN = 3.0
"""Weight of an English word that nothing is known of: Chinese files cannot answer it by words."""
_CODE_WEIGHT = 5.0
_MEASURES = tuple("额率量费价款")
"""After a concept's term they make it a figure: sales is no turnover (销售, 销售额)."""
_COMMON = 0.01
"""A single character in more of the sentences than this tells nothing (assumed)."""
_BEFORE, _SUBJECT = 0.4, 0.8
"""Share of its weight that a part has which only the question before names; a code says which
thing is spoken of, and counts for more (assumed)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a question: a concept, or words of which one must stand in the passage.

    Attributes:
        words: With a concept, the word that the question has for it.
        is_code: A document number, a year, a model: it says which, not what.
    """

    weight: float
    concept: str = ""
    words: tuple[str, ...] = ()
    is_code: bool = False

    def weighed(self, factor: float) -> "Unit":
        """Return the part with its weight multiplied."""
        return Unit(self.weight * factor, self.concept, self.words, self.is_code)


@dataclass(frozen=True)
class Units:
    """Takes questions apart, with weights by how rare a part is in a corpus."""

    corpus: Corpus

    def of(self, question: str, lang: Lang, about: str = "") -> list[Unit]:
        """Return the parts of a question; of the question before, those that it leaves unsaid."""
        mine = self._parts(question, lang)
        known = {(unit.concept, unit.words) for unit in mine}
        before = self._parts(about, _language(about, lang)) if about else []
        codes = any(unit.is_code for unit in mine)
        return [
            *mine,
            *(
                unit.weighed(_SUBJECT if unit.is_code else _BEFORE)
                for unit in before
                if (unit.concept, unit.words) not in known and not (codes and unit.is_code)
            ),
        ]

    def _parts(self, question: str, lang: Lang) -> list[Unit]:
        plain = unnumbered(fold(question))
        mentions = self.corpus.glossary.mentions(plain)
        words = self._english(plain, mentions) if lang is Lang.EN else self._han(plain, mentions)
        codes = [
            Unit(_CODE_WEIGHT, words=(code.lower(),), is_code=True) for code in codes_of(plain)
        ]
        named = [self._concept(mention, lang) for mention in longest(mentions)]
        return [*named, *words, *codes]

    def _concept(self, mention: Mention, lang: Lang) -> Unit:
        """Return a concept; in English with the Chinese words for the term, which count as well."""
        grams = list(grams_of(mention.term)) or [mention.term]
        weight = max(2.0, max(self._idf(gram) for gram in grams))
        if lang is Lang.ZH:
            return Unit(weight, mention.concept, (mention.term,))
        said = lexicon.load().read(mention.term)
        return Unit(weight, mention.concept, self._telling(said[0]) if len(said) == 1 else ())

    def _han(self, plain: str, mentions: Sequence[Mention]) -> list[Unit]:
        covered = {i for m in mentions for i in range(m.start, m.end)}
        masked = "".join(" " if i in covered else c for i, c in enumerate(plain))
        rest = dict.fromkeys(
            gram
            for run in _HAN_RUN.findall(_ASKING.sub(" ", masked))
            for gram in self._within_words(grams_of(run))
        )
        latin = dict.fromkeys(_LATIN.findall(_CODE.sub(" ", masked)))
        measured = dict.fromkeys(
            m.term + plain[m.end] for m in mentions if plain[m.end : m.end + 1] in _MEASURES
        )
        return [
            *(Unit(self._rare((word,)), words=(word,)) for word in measured),
            *(Unit(self._idf(gram), words=(gram,)) for gram in rest if len(gram) > 1),
            *(Unit(_FOREIGN, words=(word,)) for word in latin),
        ]

    def _within_words(self, grams: Sequence[str]) -> list[str]:
        """Drop pairs that only join the end of a word to the start of the next one.

        Such a pair stands nowhere in the files, and both its neighbours do; it would weigh most.
        """
        counts, _ = self._counts
        held = [counts[gram] > 0 for gram in grams]
        return [
            gram
            for i, gram in enumerate(grams)
            if held[i] or not (0 < i < len(grams) - 1 and held[i - 1] and held[i + 1])
        ]

    def _english(self, plain: str, mentions: Sequence[Mention]) -> list[Unit]:
        """Return the words that no concept covers, each with the Chinese words for it."""
        known = " ".join(mention.term for mention in mentions)
        units = []
        for word in dict.fromkeys(lexicon.load().read(_CODE.sub(" ", plain))):
            said = [w for w in word.english.split() if w not in _STOP_EN]
            if not said or len(word.english) < 3 or all(w.rstrip("s") in known for w in said):
                continue
            if word.chinese:
                telling = self._telling(word)
                units.append(Unit(self._rare(telling), words=(*telling, word.english)))
            else:
                units.append(Unit(_FOREIGN, words=(word.english,)))
        return units

    def _telling(self, word: lexicon.Word) -> tuple[str, ...]:
        """Return the Chinese words for one, single characters only where they are rare."""
        total = len(self.corpus.sentences)
        longer = [w for w in word.chinese if len(w) > 1]
        short = [w for w in word.chinese if len(w) == 1 and self._held((w,)) <= _COMMON * total]
        return (*longer, *short) or word.chinese

    def _rare(self, words: Sequence[str]) -> float:
        """Return the weight of words that stand for one another, the more the rarer."""
        total = max(1, len(self.corpus.sentences))
        return math.log(1 + total / (1 + self._held(words)))

    def _held(self, words: Sequence[str]) -> int:
        return sum(any(w in s.text for w in words) for s in self.corpus.sentences)

    def _idf(self, gram: str) -> float:
        counts, total = self._counts
        return math.log(1 + total / (1 + counts[gram]))

    @cached_property
    def _counts(self) -> tuple[Counter[str], int]:
        counts: Counter[str] = Counter()
        for sentence in self.corpus.sentences:
            counts.update(set(grams_of(fold(sentence.text))))
        return counts, max(1, len(self.corpus.sentences))


def unnumbered(text: str) -> str:
    """Return a text without the measure word 个 after numbers: 四个县 is 四县."""
    return _NUMBERED.sub("", text)


def codes_of(plain: str) -> list[str]:
    """Return the codes of a folded text: document numbers, years, models, dotted numbers."""
    return _CODE.findall(plain)


def grams_of(text: str) -> list[str]:
    """Return the pairs of Han characters of a text; a run of one counts by itself."""
    grams = []
    for run in _HAN_RUN.findall(text):
        grams += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return grams


def content(question: str) -> str:
    """Return what is left of a Chinese question without the words of asking."""
    return "".join(content_runs(question))


def content_runs(question: str) -> list[str]:
    """Return the runs of Chinese characters between the words of asking."""
    return _HAN_RUN.findall(_ASKING.sub(" ", fold(question)))


def longest(mentions: Sequence[Mention]) -> list[Mention]:
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


def _language(text: str, lang: Lang) -> Lang:
    return Lang.ZH if _HAN_RUN.search(text) else lang
