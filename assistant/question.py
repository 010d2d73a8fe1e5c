"""What a question asks: language, intent, clauses, and what a follow-up leaves unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import followup, lexicon
from assistant.catalog import Catalog, Found
from assistant.intents import Intent, intent_of, is_chore, names_texts, without
from assistant.model import Clause, Lang
from ingest.tokenize import fold


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question with what it was understood as.

    Attributes:
        question: What it asked, completed by what it left unsaid itself.
    """

    question: str
    intent: Intent
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands on its own.

    Attributes:
        text: As asked.
        query: What to search.
        clauses: Clause numbers, named or inherited; unknown numbers are kept for the message.
        by_words: The clauses come from the words, not from a number.
        about: The question before, where this one leans on it.
        topic: What a question with a clause number asks besides the verdict, "" if nothing.
        chore: It asks for a favour that has nothing to do with an audit.
    """

    text: str
    lang: Lang
    intent: Intent
    query: str
    clauses: tuple[str, ...] = ()
    by_words: bool = False
    about: str = ""
    topic: str = ""
    chore: bool = False

    @property
    def turn(self) -> Turn:
        """Return what the next question may refer back to."""
        return Turn(f"{self.query} {self.about}".strip()[:_FOCUS_CHARS], self.intent, self.clauses)

    @property
    def whole(self) -> str:
        """Return the query with the question that it leans on."""
        return f"{self.query} {self.about}".strip()


_HAN = re.compile(r"[㐀-鿿]")
_FOCUS_CHARS = 200
"""A conversation is kept in mind so far back."""
_JUDGED = re.compile(
    r"(?:条款|这条|该条|第)|是不是|是否|应该?|可以|能不能|能否|能|怎么|如何|判(?:定|为)?|不?(?:满足|符合|适用|达标|合规)|"
    r"要求|这家公司|公司|提供|了|吗|呢|的|对|有|什么|证据|现在|请|和|比较|条|"
    r"\b(?:is|are|does|do|the|clause|clauses|satisf\w*|met|fully|meet\w*|conform\w*|compl\w*|applicable|material|"
    r"rated?|what|evidence|there|for|of|a|an|be|can|before|please|give|explain|with|and|how|that|any|company|"
    r"client|this|it|its|in|to|missing|on)\b|[^\w㐀-鿿]",
    re.I,
)
_TELLS = re.compile(r"告知|通知|告诉|\b(?:notif\w+|inform(?:ed|ing)?|told|tell)\b", re.I)
_TOPIC_CHARS = 4
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
    intent = intent_of(plain, numbers)
    if is_chore(plain) and not numbers:
        return Question(text, lang, Intent.FACT, text, chore=True)
    if last is not None and not numbers and followup.leans(plain, intent, catalog.glossary):
        return _completed(text, catalog, last, lang=lang, intent=intent)
    if last is not None and numbers and followup.is_slot(plain):
        intent = last.intent if last.intent is not Intent.FACT else Intent.VERDICT
    if numbers:
        topic = _topic(text, numbers, intent)
        return Question(text, lang, _with_number(intent, numbers), text, numbers, topic=topic)
    if intent is Intent.SCORE and catalog.glossary.named(without(intent, plain)):
        intent = Intent.FACT
    if intent in (Intent.GAPS, Intent.SCORE):
        return Question(text, lang, intent, text)
    return Question(text, lang, intent, text, _by_words(text, catalog, intent), by_words=True)


def _with_number(intent: Intent, numbers: tuple[str, ...]) -> Intent:
    if intent in (Intent.FACT, Intent.COMPARE_FACTS):
        return Intent.COMPARE_CLAUSES if len(numbers) > 1 else Intent.VERDICT
    return intent


def _topic(text: str, numbers: tuple[str, ...], intent: Intent) -> str:
    """Return what is left of a question without its numbers and the words of judging.

    A question if something counts as evidence keeps its words: they may name an edition.
    """
    bare = fold(text)
    for number in numbers:
        bare = bare.replace(number, " ")
    left = " ".join(_JUDGED.sub(" ", bare).split())
    if len(left) < _TOPIC_CHARS:
        return ""
    return " ".join(bare.split()) if intent is Intent.EVIDENCE else left


def _completed(text: str, catalog: Catalog, last: Turn, *, lang: Lang, intent: Intent) -> Question:
    """Return a follow-up with what the question before it names.

    After a clause number a new topic is another clause; its number says nothing to a search.
    """
    by_number = bool(catalog.numbers(last.question))
    slot = followup.slot_of(fold(text).strip())
    whole = Question(
        text, lang, intent, text, last.clauses, by_words=not by_number, about=last.question
    )
    if slot and Intent.COMPARE_FACTS in (intent, last.intent) and _names(slot, catalog):
        return replace(whole, intent=Intent.COMPARE_FACTS, query=slot, about="")
    if slot and intent in (Intent.FACT, Intent.VERDICT):
        other = _by_words(slot, catalog, last.intent) if by_number else ()
        if other:
            return replace(
                whole, intent=last.intent, query=slot, clauses=other, by_words=True, about=""
            )
        same = replace(whole, intent=last.intent, by_words=True)
        asked = followup.swapped(slot, last.question)
        return replace(same, query=asked, about="") if asked else replace(same, query=slot)
    if intent is Intent.WHY and not last.clauses:
        again = last.intent if last.intent in (Intent.COUNT, Intent.CLAIM) else Intent.FACT
        return replace(whole, intent=again)
    if intent is Intent.FACT and last.intent is Intent.COUNT and not by_number:
        return replace(whole, clauses=_by_words(text, catalog, intent))
    return whole


def _names(text: str, catalog: Catalog) -> bool:
    return bool(catalog.glossary.named(fold(text)))


def _by_words(text: str, catalog: Catalog, intent: Intent) -> tuple[str, ...]:
    plain = fold(text)
    if not catalog.glossary.named(plain):
        return ()
    if intent is Intent.COMPARE_FACTS and names_texts(text):
        return catalog.about("promise_consistent")
    said = lexicon.load().chinese(plain) if language(text) is Lang.EN else ""
    found = catalog.find(f"{text} {said}".strip(), 2)
    if not found or found[0].score < _SURE:
        return ()
    return (_told_or_first(found, plain).id,)


def _told_or_first(found: Sequence[Found], plain: str) -> Clause:
    """Return the first clause, or the second if it alone demands that customers be told.

    A question if a defect was announced names the defect, which other clauses are about as well.
    """
    first = found[0].clause
    if not _TELLS.search(plain) or _TELLS.search(first.requirement.zh):
        return first
    return next(
        (one.clause for one in found[1:2] if _TELLS.search(one.clause.requirement.zh)), first
    )
