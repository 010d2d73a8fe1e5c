"""What a question asks: language, intent, clauses, and what a follow-up leaves unsaid."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog import Catalog
from assistant.model import Lang
from ingest.tokenize import fold


class Intent(StrEnum):
    """What the asker wants done."""

    VERDICT = "verdict"
    WHY = "why"
    MISSING = "missing"
    GAPS = "gaps"
    COMPARE_CLAUSES = "compare_clauses"
    COMPARE_FACTS = "compare_facts"
    FINDING = "finding"
    SCORE = "score"
    COUNT = "count"
    CLAIM = "claim"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question with what it was understood as."""

    question: str
    intent: Intent
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands on its own.

    Attributes:
        text: As asked.
        query: What to search: a follow-up is completed from the question before.
        clauses: Clause numbers, named or inherited; unknown numbers are kept for the message.
        by_words: The clauses come from the words, not from a number.
    """

    text: str
    lang: Lang
    intent: Intent
    query: str
    clauses: tuple[str, ...] = ()
    by_words: bool = False

    @property
    def turn(self) -> Turn:
        """Return what the next question may refer back to."""
        return Turn(self.query, self.intent, self.clauses)


_HAN = re.compile(r"[㐀-鿿]")
_INTENTS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.FINDING,
        re.compile(
            r"(?:起草|草拟|撰写|写|开具?|出具?)[^，。？]{0,12}(?:发现|不符合项?|审核记录|"
            r"评价记录|报告|结论)|\bdraft\b|\bwrite (?:up|a|the)[^.?]*finding",
            re.I,
        ),
    ),
    (
        Intent.SCORE,
        re.compile(
            r"得(?:了)?(?:多少|几)分|总分|几星|星级|评分|分数是|"
            r"\bscore\b|\bstars?\b",
            re.I,
        ),
    ),
    (
        Intent.COUNT,
        re.compile(
            r"(?:多少|几)\s*个?(?:件|单|张|次|条|份|台|行|起|批|项|家|人)|[算是](?:不算|"
            r"不是)?(?:超期|逾期|超时|过期|违规|违反)|逾期|超期|超时|无法判[定断]|判断不了|"
            r"没法判|\bhow many\b|\boverdue\b|\blate\b",
            re.I,
        ),
    ),
    (
        Intent.WHY,
        re.compile(
            r"^(?:那|这)?(?:是)?(?:为什么|为何|为啥|怎么(?:会|得出)|依据(?:是什么|呢)?|理由|"
            r"凭什么)|^why\b|on what (?:basis|evidence)|^how come",
            re.I,
        ),
    ),
    (
        Intent.MISSING,
        re.compile(
            r"(?:还|尚)?(?:缺|差)(?:什么|哪些|啥|的是|材料|证据)|(?:还)?(?:要|需要?|"
            r"应该?)补(?:充|什么|哪些|啥)?|补充什么|怎么(?:整改|改进|补)|\bmissing\b|what else|"
            r"\black(?:s|ing)?\b|still need",
            re.I,
        ),
    ),
    (
        Intent.COMPARE_FACTS,
        re.compile(
            r"(?:一样|一致|相同|矛盾|冲突|出入|对得上|相符)(?:吗|么|不|否|没有|的)?|"
            r"是否(?:一致|矛盾|冲突|相符)|支持[^，。]{0,30}说法|支持(?:吗|么)|"
            r"\bthe same\b|\bagree\b|\bconsistent\b|\bcontradict|\bdiffer(?:ent)?\b|\bmatch\b",
            re.I,
        ),
    ),
    (
        Intent.VERDICT,
        re.compile(
            r"满足|符合|达标|合规|是否(?:做到|有|建立|设|开展|提供|按|配)|有没有|够不够|足够|"
            r"怎么判|如何判|判定|判为|能(?:否|不能)?支持|适用|做到了?吗|有吗|行不行|了(?:吗|"
            r"没有?|么)|有(?:什么)?(?:依据|记录|证据|凭据)|落实|\bsatisf|\bmet\b|\bmeets?\b|"
            r"\bconform|\bcompl(?:y|ies|iant)|\bapplicable\b|\bis there\b|\bare there\b|\bdoes "
            r"the (?:company|client|firm)",
            re.I,
        ),
    ),
)
_GAPS = re.compile(
    r"(?:有|存在)?哪些(?:不符合|缺口|差距|问题|不足|薄弱|没有证据|未见证据|条款(?:不|未|"
    r"没))|(?:不符合|缺口|差距|未见证据)(?:的)?(?:清单|列表|有哪些|项有)|列出[^，。]{0,"
    r"10}(?:不符合|缺口|差距|问题|未见证据|条款)|\b(?:list|all|which|what)\b[^?]{0,"
    r"30}\b(?:gaps?|nonconform\w*|non-conform\w*|unmet|not (?:met|satisfied|fulfilled)|"
    r"weak)",
    re.I,
)
_COMPARE = re.compile(
    r"比较|对比|相比|哪个(?:更|好|差)|区别|\bcompare|\bversus\b|\bvs\b|\bdifference "
    r"between\b",
    re.I,
)
_FOLLOW = re.compile(
    r"^(?:那(?:么)?|另外|还有|其中|这(?:个|条|样|张|份)?|它|该|上面|刚才|他|她|and\b|what "
    r"about|how about|then\b|so\b|(?:until|since) when|its?\b|their\b|that\b|those\b)",
    re.I,
)
_ELLIPSIS = re.compile(
    r"^(?:那(?:么)?)?(?P<slot>[^？?，。]{1,16}?)呢[？?]?$|^(?:and|what about|how "
    r"about)\s+(?P<en>[^?]{1,40})\??$",
    re.I,
)
_PRONOUN = re.compile(
    r"(?:其中|这(?:个|条|些|张|份|件)|那(?:个|条|些|张|份|件|至少)|它们?|该(?:条|项|证|份)|"
    r"上述|\bits?\b|\btheir\b|\bthey\b|\bthat\b|\bthose\b|\bthis\b)",
    re.I,
)
_SHORT = 14
_TEXTS = re.compile(
    r"官网|网站|网页|手册|承诺|合同|协议|SLA|说明书|保修卡|质保卡|文件|各处|制度|规定|"
    r"\b(?:website|web site|handbook|manual|contract|SLA|documents?|promise)",
    re.I,
)
_CLAIMED = re.compile(r"说法|支持(?:吗|么)|台账|登记表|记录|导出|\b(?:log|records?|ledger)\b", re.I)
_SURE = 1.1
"""Least score for taking a clause from words alone (assumed; measured on the question sets)."""


def language(text: str) -> Lang:
    """Return Chinese if more Han characters than Latin words stand in the text, or no words."""
    han = len(_HAN.findall(text))
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    return Lang.ZH if han > latin or not latin else Lang.EN


def understand(text: str, catalog: Catalog, last: Turn | None = None) -> Question:
    """Return the question with its intent and clauses; `last` completes a follow-up."""
    lang = language(text)
    plain = fold(text).strip()
    numbers = tuple(catalog.numbers(text))
    intent = _intent(plain, numbers)
    if intent is Intent.COMPARE_FACTS and _CLAIMED.search(plain) and not numbers:
        intent = Intent.CLAIM
    follows = last is not None and not numbers and _is_follow_up(plain, intent)
    if last is not None and numbers and _ELLIPSIS.search(plain):
        intent = last.intent if last.intent is not Intent.FACT else Intent.VERDICT
    if follows and last is not None:
        return _completed(text, catalog, last, lang=lang, intent=intent)
    if numbers:
        return Question(text, lang, _with_number(intent, numbers), text, numbers)
    if intent is Intent.GAPS or intent is Intent.SCORE:
        return Question(text, lang, intent, text)
    return Question(text, lang, intent, text, _by_words(text, catalog, intent), by_words=True)


def _intent(plain: str, numbers: tuple[str, ...]) -> Intent:
    if _GAPS.search(plain) and not numbers:
        return Intent.GAPS
    if len(numbers) > 1 and (_COMPARE.search(plain) or "和" in plain or " and " in plain):
        return Intent.COMPARE_CLAUSES
    for intent, pattern in _INTENTS:
        if pattern.search(plain):
            if intent is Intent.MISSING and not numbers and "条款" in plain:
                return Intent.GAPS
            return intent
    return Intent.FACT


def _with_number(intent: Intent, numbers: tuple[str, ...]) -> Intent:
    if intent in (Intent.FACT, Intent.COMPARE_FACTS):
        return Intent.COMPARE_CLAUSES if len(numbers) > 1 else Intent.VERDICT
    return intent


def _is_follow_up(plain: str, intent: Intent) -> bool:
    if intent in (Intent.WHY, Intent.MISSING, Intent.FINDING) and len(plain) <= 2 * _SHORT:
        return True
    if _ELLIPSIS.search(plain) or _FOLLOW.search(plain):
        return True
    return bool(_PRONOUN.search(plain)) or (len(plain) <= _SHORT and not _HAN.search(plain[:1]))


def _completed(text: str, catalog: Catalog, last: Turn, *, lang: Lang, intent: Intent) -> Question:
    """Return a follow-up with what the question before it names.

    After a clause number a new topic is another clause; its number says nothing to a search.
    """
    by_number = bool(catalog.numbers(last.question))
    ellipsis = _ELLIPSIS.search(fold(text).strip())
    if ellipsis and intent in (Intent.FACT, Intent.VERDICT):
        slot = ellipsis["slot"] or ellipsis["en"] or ""
        other = _by_words(slot, catalog, last.intent) if by_number else ()
        if other:
            return Question(text, lang, last.intent, slot, other, by_words=True)
        return Question(text, lang, last.intent, f"{slot} {last.question}", last.clauses, True)
    query = f"{text} {last.question}"
    return Question(text, lang, intent, query, last.clauses, by_words=not by_number)


def _by_words(text: str, catalog: Catalog, intent: Intent) -> tuple[str, ...]:
    if not catalog.glossary.named(fold(text)):
        return ()
    if intent is Intent.COMPARE_FACTS and _TEXTS.search(text) and not _CLAIMED.search(text):
        return catalog.about("promise_consistent")
    found = catalog.find(text, 2)
    if not found or found[0].score < _SURE:
        return ()
    return (found[0].clause.id,)
