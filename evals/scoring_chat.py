"""Chat figures: is an answer right in verdict, words and citations; does it decline in time."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from assistant.model import Answer
from evals.cases import GoldQuestion, QuestionType
from evals.scoring_stats import Figures, Interval, interval, share
from evals.scoring_text import says_any
from evals.scoring_verdicts import Quoted, quoted
from evals.trial import Failure, Trial, meet, span_of

_DECLINED = (QuestionType.UNANSWERABLE, QuestionType.OUT_OF_SCOPE)


class Share(Figures):
    """How many of some cases are right."""

    cases: int
    right: int
    accuracy: float | None


class WrongAnswer(Figures):
    """An answer that misses a condition, beside what was expected."""

    id: str
    type: str
    question: str
    failed: tuple[str, ...]
    answer: str
    cited: tuple[Quoted, ...] = ()
    gold_cited: tuple[Quoted, ...] = ()


class ChatFigures(Share):
    """How questions are answered; right = all conditions met.

    Attributes:
        cases: Questions that were answered, rightly or not.
        by_condition: verdict, must_include, must_not_include, evidence and refusal, each
            over the questions that ask for it.
        evidence_unreadable: Questions none of whose gold quotes stand in the product's text;
            their other conditions count.
        unreadable: Questions that got an answer in no readable form, or an empty one: counted
            apart from right and wrong.
        errors: Other questions on which the product raised: not counted as wrong, listed.
    """

    accuracy_95: Interval | None
    by_type: dict[str, Share]
    by_lang: dict[str, Share]
    by_condition: dict[str, Share]
    evidence_unreadable: int
    unreadable: int
    errors: int
    error_list: tuple[str, ...]
    median_ms: float | None
    wrong: tuple[WrongAnswer, ...] = ()


class _Marked(NamedTuple):
    question: GoldQuestion
    answer: Answer
    conditions: dict[str, bool]

    @property
    def right(self) -> bool:
        """Whether all conditions are met."""
        return all(self.conditions.values())


def score(trial: Trial) -> ChatFigures:
    """Return the figures of the answers."""
    marked, errors, unreadable = [], [], 0
    for question in trial.gold.chat:
        answer = trial.answers.get(question.id)
        if _is_unreadable(answer):
            unreadable += 1
        elif isinstance(answer, Answer):
            marked.append(_Marked(question, answer, conditions(trial, question, answer)))
        else:
            why = answer.error if isinstance(answer, Failure) else "not asked"
            errors.append(f"{question.id}: {why}")
    total = _share(case.right for case in marked)
    return ChatFigures(
        cases=total.cases,
        right=total.right,
        accuracy=total.accuracy,
        accuracy_95=interval([case.right for case in marked]),
        by_type=_by(marked, lambda case: case.question.type.value),
        by_lang=_by(marked, lambda case: case.question.lang.value),
        by_condition=_by_condition(marked),
        evidence_unreadable=sum(
            bool(case.question.evidence) and "evidence" not in case.conditions for case in marked
        ),
        unreadable=unreadable,
        errors=len(errors),
        error_list=tuple(errors),
        median_ms=_median(trial.answer_ms),
        wrong=tuple(_wrong(case) for case in marked if not case.right),
    )


def conditions(trial: Trial, question: GoldQuestion, answer: Answer) -> dict[str, bool]:
    """Return which of a question's conditions its answer meets.

    Wanted words may stand in the text or in a quoted passage; unwanted ones must not stand in
    the text, quotes in it included. To decline, an answer says so in its own words, and to a
    question that is out of scope it gives neither verdict nor citation.
    """
    quotes = [citation.evidence.quote for citation in answer.citations]
    whole = "\n".join([answer.text, *quotes])
    met: dict[str, bool] = {}
    if question.expect_verdict is not None:
        met["verdict"] = answer.verdict is question.expect_verdict
    if question.must_include:
        met["must_include"] = all(says_any(entry, whole) for entry in question.must_include)
    if question.must_not_include:
        met["must_not_include"] = not any(
            says_any(entry, answer.text) for entry in question.must_not_include
        )
    sought = [place for gold in question.evidence if (place := trial.seek(gold)).spans]
    if sought:
        cited = [span_of(citation.evidence) for citation in answer.citations]
        met["evidence"] = any(meet(place, cited) for place in sought)
    if question.type in _DECLINED:
        met["refusal"] = _declines(question, answer, quotes)
    return met


def _is_unreadable(answer: Answer | Failure | None) -> bool:
    if isinstance(answer, Failure):
        return answer.unreadable
    return answer is not None and not answer.text.strip()


def own_words(text: str, quotes: Iterable[str]) -> str:
    """Return an answer without the passages that it quotes, however they are wrapped."""
    plain = " ".join(text.split())
    for quote in sorted({" ".join(quote.split()) for quote in quotes}, key=len, reverse=True):
        plain = plain.replace(quote, " ") if quote else plain
    return plain


def _declines(question: GoldQuestion, answer: Answer, quotes: Sequence[str]) -> bool:
    own = own_words(answer.text, quotes)
    said = all(says_any(entry, own) for entry in question.must_include)
    if question.type is QuestionType.OUT_OF_SCOPE:
        return said and answer.verdict is None and not answer.citations
    return said


def _by(marked: Sequence[_Marked], key: Callable[[_Marked], str]) -> dict[str, Share]:
    names = sorted({key(case) for case in marked})
    return {name: _share(c.right for c in marked if key(c) == name) for name in names}


def _by_condition(marked: Sequence[_Marked]) -> dict[str, Share]:
    names = dict.fromkeys(name for case in marked for name in case.conditions)
    return {
        name: _share(case.conditions[name] for case in marked if name in case.conditions)
        for name in names
    }


def _share(right: Iterable[bool]) -> Share:
    cases = list(right)
    return Share(cases=len(cases), right=sum(cases), accuracy=share(sum(cases), len(cases)))


def _median(milliseconds: Sequence[float]) -> float | None:
    ordered = sorted(milliseconds)
    return round(ordered[len(ordered) // 2], 1) if ordered else None


def _wrong(case: _Marked) -> WrongAnswer:
    return WrongAnswer(
        id=case.question.id,
        type=case.question.type.value,
        question=case.question.question,
        failed=tuple(name for name, met in case.conditions.items() if not met),
        answer=case.answer.text,
        cited=tuple(quoted(citation.evidence) for citation in case.answer.citations),
        gold_cited=tuple(quoted(gold) for gold in case.question.evidence),
    )
