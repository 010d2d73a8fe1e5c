"""The offline answer: what is said of the tools' results, in the order of the question."""

from collections.abc import Sequence
from typing import Any, Protocol

from assistant import replies, replies_files, replies_records
from assistant.answer import Labels
from assistant.census import Census
from assistant.intents import Intent, is_yes_no
from assistant.lookup import Passages
from assistant.model import Assessment, Clause, Finding, Score
from assistant.question import Question
from assistant.tools import Artifact, Ledger, Verdicts

_ABOUT = 1.0
"""Least match of a count to be told where it was not asked for (see census)."""
_NEAR = 0.3
"""Least share of a question that a passage covers to stand beside a verdict (assumed)."""

TOUCHED = 0.4
"""Least share that the files cover of a question in no words of the field that is no favour."""


class Result(Protocol):
    """What a tool gave: text for a model, an artifact for the app."""

    artifact: Any
    status: Any
    content: Any


def compose(
    question: Question, results: Sequence[Result], labels: Labels, known: bool = True
) -> str:
    """Return the answer's text from what the tools gave."""
    parts: list[str] = []
    closing: list[str] = []
    judged = assessed(results)
    for result in _telling(question, results):
        artifact = result.artifact
        if result.status == "error":
            parts.append(str(result.content))
        elif isinstance(artifact, Passages):
            if question.intent is Intent.EVIDENCE and judged and not artifact.withdrawn:
                parts.insert(
                    0, replies.accepted(artifact.found, judged[0][1], question.lang, labels)
                )
                continue
            text = _passages(question, artifact, labels, known=known, judged=bool(parts))
            rows = _rows(question, results, artifact, labels)
            old = replies_files.outdated(artifact.outdated, question.lang, labels)
            old = "" if question.chore or text == replies.OUT_OF_SCOPE.get(question.lang) else old
            parts += [one for one in (text, rows, old) if one and one not in parts]
        elif isinstance(artifact, Verdicts) and question.intent in (Intent.FACT, Intent.COUNT):
            closing += _beside(question, artifact, labels)
        else:
            parts += _worded(question, artifact, labels)
    return "\n\n".join([*parts, *closing])


def _rows(question: Question, results: Sequence[Result], artifact: Passages, labels: Labels) -> str:
    """Quote the rows that a question names, where no count has told of them."""
    counted = [one for r in results if isinstance(r.artifact, Census) for one in r.artifact.counted]
    told = question.chore or any(one.named is not None for one in counted)
    return "" if told else replies_files.rows(artifact.rows, question.lang, labels)


def _telling(question: Question, results: Sequence[Result]) -> list[Result]:
    """Return the results to speak of: of several look-ups, those that answer, else the first."""
    if question.intent in (Intent.COUNT, Intent.EVIDENCE):
        return list(results)
    looks = [result for result in results if isinstance(result.artifact, Passages)]
    answering = [r for r in looks if r.artifact.answered or r.artifact.withdrawn] or looks[:1]
    return [result for result in results if result not in looks or result in answering]


def _beside(question: Question, artifact: Verdicts, labels: Labels) -> list[str]:
    """Return how a clause stands beside a fact: whole where it is asked if something is so."""
    if question.intent is Intent.FACT and is_yes_no(question.text):
        return _worded(question, artifact, labels)
    return [
        replies.brief(clause, assessment, question.query, question.lang)
        for clause, assessment in artifact.pairs
    ]


def assessed(results: Sequence[Result]) -> list[tuple[Clause, Assessment]]:
    """Return all clauses that were judged, in order."""
    return [p for r in results if isinstance(r.artifact, Verdicts) for p in r.artifact.pairs]


def _worded(question: Question, artifact: Artifact, labels: Labels) -> list[str]:
    """Return what is said of anything but passages."""
    lang = question.lang
    if isinstance(artifact, Verdicts):
        counted = replies_records.rules_counted(artifact.counted, lang, labels)
        return [_verdicts(question, artifact, labels), *([counted] if counted else [])]
    if isinstance(artifact, Ledger):
        return [replies_files.ledger(artifact.stated, artifact.others, lang, labels)]
    if isinstance(artifact, Census) and artifact.counted and is_told(question, artifact):
        claim = [replies_records.claim(artifact, lang)] if question.intent is Intent.CLAIM else []
        return [*claim, replies_records.counts(artifact, lang, labels)]
    if isinstance(artifact, Finding):
        return [replies.finding(artifact, lang, labels)]
    if isinstance(artifact, Score):
        return [replies.score(artifact, lang)]
    return []


def is_told(question: Question, artifact: Census) -> bool:
    """Whether a count is what was asked for, or surely about what was asked."""
    return question.intent in (Intent.COUNT, Intent.CLAIM) or artifact.match >= _ABOUT


def _verdicts(question: Question, artifact: Verdicts, labels: Labels) -> str:
    lang, pairs = question.lang, artifact.pairs
    if question.intent is Intent.GAPS:
        return replies.gaps(pairs, lang, labels)
    if question.intent is Intent.MISSING:
        return "\n\n".join(replies.missing(a, c, lang, labels) for c, a in pairs)
    return replies.comparison(pairs, lang, labels)


def _passages(
    question: Question, artifact: Passages, labels: Labels, *, known: bool, judged: bool
) -> str:
    lang, found = question.lang, artifact.quotes
    if artifact.orders or question.intent is Intent.ORDER:
        return replies.order(found, lang, labels)
    if artifact.withdrawn:
        current = replies.related(found[:3], lang, labels)
        return f"{replies_files.withdrawn(artifact.withdrawn, lang, labels)}\n{current}"
    if judged:
        counts = question.intent in (Intent.COUNT, Intent.CLAIM)
        near = artifact.answered or (artifact.coverage >= _NEAR and not counts)
        return replies.related(found[:3], lang, labels) if near and found else ""
    touched = artifact.coverage >= TOUCHED and not question.chore
    if not known and not artifact.answered and not touched:
        return replies.OUT_OF_SCOPE.get(lang)
    text = replies.facts(
        found, lang, labels, answered=artifact.answered, documents=artifact.documents
    )
    if question.intent is Intent.COMPARE_FACTS and artifact.answered:
        return f"{replies_records.agreement(found, artifact.differs, lang)}\n{text}"
    return text
