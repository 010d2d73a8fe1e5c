"""What else bears on a question: the rule for its case, what was said, the rows that it names."""

import re
from collections.abc import Sequence

from assistant.asked import asked
from assistant.corpus import Sentence
from assistant.facts import Facts, Passage
from assistant.model import EvidenceKind
from assistant.named_rows import named_rows
from assistant.question import language
from assistant.retrieval import Search
from assistant.stance import kind_of
from ingest.model import DocumentKind
from ingest.tokenize import tokens

SEEN = 24
"""Passages looked at for a question."""
_DONE, _DONE_SHOWN = 0.4, 2
"""Least share of the best passage's coverage that one on practice has (assumed), and how many."""
_GRADED, _RULED = 2, 2
_GRADE = re.compile(
    r"(?<![A-Za-z0-9-])[A-Z]\d(?![\d-])|[一二三四五甲乙丙丁A-E][类级等]|[ⅠⅡⅢⅣ][类级]?|特急|紧急"
)
_SAYING = re.compile(
    r"(?:怎么|如何|是怎么)(?:说|讲|解释|回答|答复|回应|看)|说(?:什么|是|的|了|过|法)|"
    r"(?:说|讲|答应)(?:什么时候|几|哪)|口头|访谈|\bsa(?:y|id|ys)\b|\bexplain(?:ed|s)?\b",
    re.I,
)
_SPOKEN, _ROWS = 3, 2
_QUESTION = re.compile(r"[？?][”’\"']?\s*$|^[-·•\s]*(?:问|Q[\s:：])")


def by_grade(
    facts: Facts, query: str, search: Search, found: Sequence[Passage], *, about: str = ""
) -> list[Passage]:
    """Return the rules for the grade or class that the best passages put the asked case in.

    "P1: the whole line stands still" tells nothing of hours; the rule for P1 does.
    """
    whole_question = f"{query} {about}".strip()
    kinds = asked(query) or asked(about)
    if not kinds or not found:
        return []
    texts = " ".join(p.sentence.text for p in found[:_GRADED])
    grades = [g for g in dict.fromkeys(_GRADE.findall(texts)) if g not in whole_question]
    if not grades:
        return []
    asking = f"{query} {' '.join(grades)}"
    seen = facts.find(asking, language(query), search, k=SEEN, about=about)
    return [
        p
        for p in seen
        if not p.lacks and not p.sentence.is_row and any(g in p.sentence.text for g in grades)
    ][:_RULED]


def spoken(facts: Facts, query: str, search: Search, *, about: str = "") -> list[Passage]:
    """Return what was said of the matter, where the question asks what somebody said."""
    if not _SAYING.search(query):
        return []
    asking = f"{query} {about}".strip()
    seen = facts.find(asking, language(query), search, k=SEEN)
    told = [
        p
        for p in seen
        if _is_practice(p) and p.sentence.document.kind is not DocumentKind.RECORD_LOG
    ]
    told.sort(key=lambda p: not (p.sentence.said or is_question(p.sentence.text)))
    return told[:_SPOKEN]


def named(facts: Facts, query: str) -> list[Sentence]:
    """Return the rows that a question names, those first that share most with it."""
    found = named_rows(facts.corpus, query)
    asked_for = set(tokens(query))

    def shared(sentence: Sentence) -> int:
        place = " ".join((*sentence.block.columns, sentence.block.sheet or "", sentence.text))
        return len(asked_for & set(tokens(place)))

    best = [row for row in found if row.chars // 100 == found[0].chars // 100]
    best.sort(key=lambda row: -shared(row.sentence))
    return [row.sentence for row in best[:_ROWS]]


def practice(seen: Sequence[Passage], close: Sequence[Passage]) -> list[Passage]:
    """Return what is said or noted of how it is done, where only rules stand closest."""
    if any(_is_practice(passage) for passage in close):
        return []
    least = _DONE * seen[0].coverage if seen else 1.0
    return [p for p in seen if _is_practice(p) and p.coverage >= least][:_DONE_SHOWN]


def is_question(text: str) -> bool:
    """Whether a text of an interview asks; the answer stands after it."""
    return bool(_QUESTION.search(text))


def _is_practice(passage: Passage) -> bool:
    sentence = passage.sentence
    return not sentence.is_row and kind_of(sentence) in (
        EvidenceKind.RECORD,
        EvidenceKind.STATEMENT,
    )
