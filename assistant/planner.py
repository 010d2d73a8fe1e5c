"""The deterministic chat model: plans tool calls and words the answer, with no endpoint."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from assistant import replies, replies_records
from assistant.answer import Labels
from assistant.census import Census
from assistant.fact_units import content
from assistant.intents import Intent
from assistant.lookup import Passages
from assistant.model import Assessment, Clause, Finding, Score
from assistant.question import Question
from assistant.tools import Artifact, Ledger, Verdicts

Call = tuple[str, dict[str, Any]]
_WHY = re.compile(r"为什么|为何|为啥|原因|\bwhy\b", re.I)
_PARTS = re.compile(r"[？?。]")
_PART_CHARS = 5
_NEAR = 0.3
"""Least share of a question that a passage covers to stand beside a verdict (assumed)."""
_BLANK = re.compile(r"(?P<column>.+?)空白")


class Planner(BaseChatModel):
    """Speaks the tool calls that a chat model would, from the question's intent.

    Attributes:
        question: The question of this turn, already understood.
        labels: The quotes that the tools number.
        known: The question names a concept of the field.
    """

    question: Question
    labels: Labels
    known: bool = True

    @property
    def _llm_type(self) -> str:
        return "kezheng-planner"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        **kwargs: Any,  # noqa: ANN401 - the signature of langchain
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Return itself: the plan names tools that the agent has."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - the signature of langchain
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - the signature of langchain
    ) -> Iterator[ChatGenerationChunk]:
        message = self._next(messages)
        if message.tool_calls:
            chunks = [
                {"name": c["name"], "args": _json(c["args"]), "id": c["id"], "index": i}
                for i, c in enumerate(message.tool_calls)
            ]
            yield ChatGenerationChunk(
                message=AIMessageChunk(content="", tool_call_chunks=chunks)  # type: ignore[arg-type]
            )
            return
        for line in str(message.content).splitlines(keepends=True):
            yield ChatGenerationChunk(message=AIMessageChunk(content=line))

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        results = _results(messages)
        more = follow_on(self.question, results)
        if more:
            return _calling(more, start=len(results))
        if results:
            return AIMessage(content=compose(self.question, results, self.labels, self.known))
        return _calling(plan(self.question))


def plan(question: Question) -> list[Call]:
    """Return the tool calls that answer a question, in order."""
    clauses = list(question.clauses)
    look = _look(question.query, question.about)
    match question.intent:
        case Intent.GAPS:
            return [("list_gaps", {"under": ""})]
        case Intent.SCORE:
            return [("score_so_far", {})]
        case Intent.COMPARE_CLAUSES if len(clauses) > 1:
            return [("compare_clauses", {"clauses": clauses})]
        case Intent.FINDING if clauses:
            return [("draft_finding", {"clause": clause}) for clause in clauses]
        case Intent.COMPARE_FACTS:
            compare = ("compare_documents", _leaning("query", question))
            return [compare, *_judged(clauses)]
        case Intent.COUNT:
            count = ("count_records", _leaning("question", question))
            return [count, *_judged(clauses[:1]), look, *_rest(question)]
        case Intent.CLAIM:
            return [("count_records", _leaning("question", question)), look]
        case Intent.FACT:
            return [*_judged(clauses[:1]), look]
        case _:
            return _verdict(question, look)


def _verdict(question: Question, look: Call) -> list[Call]:
    """Return the calls that judge clauses, with a look-up of what else is asked."""
    if question.intent is Intent.ORDER or not question.clauses:
        return [look]
    more = [look] if question.by_words else []
    topic = [_look(question.topic)] if question.topic else []
    return [*_judged(question.clauses), *more, *topic]


def follow_on(question: Question, results: Sequence[ToolMessage]) -> list[Call]:
    """Return the calls that only the first results make possible.

    Whether records bear out a claim is the verdict on the clause that the counted rule serves.
    Why rows cannot be judged is what the files say of the column that is blank.
    """
    if len(results) != len(plan(question)):
        return []
    counted = [o for r in results if isinstance(r.artifact, Census) for o in r.artifact.counted[:1]]
    if question.intent is Intent.CLAIM:
        found = [one.check.clause for one in counted if one.check.clause]
        return _judged(found or question.clauses)
    if question.intent is Intent.COUNT and _WHY.search(question.text):
        blank = [_BLANK.search(bad.why) for one in counted for bad in one.check.unknowns]
        columns = dict.fromkeys(found["column"] for found in blank if found)
        return [_look(f"为什么没有{column}？") for column in columns][:1]
    return []


def _rest(question: Question) -> list[Call]:
    """Return a look-up for each further question in the same breath, why apart."""
    parts = [part for part in _PARTS.split(question.text) if part.strip()][1:]
    return [
        _look(part, question.query)
        for part in parts
        if len(content(part)) >= _PART_CHARS and not _WHY.search(part)
    ]


def _look(query: str, about: str = "") -> Call:
    return ("search_evidence", {"query": query, "about": about} if about else {"query": query})


def _leaning(name: str, question: Question) -> dict[str, Any]:
    """Return a question as an argument, with the one before where it leans on it."""
    about = {"about": question.about} if question.about else {}
    return {name: question.query, **about}


def _calling(calls: Sequence[Call], start: int = 0) -> AIMessage:
    made = [
        {"name": name, "args": args, "id": uuid.uuid5(uuid.NAMESPACE_OID, f"{i}{name}").hex}
        for i, (name, args) in enumerate(calls, start=start)
    ]
    return AIMessage(content="", tool_calls=made)


def _judged(clauses: Sequence[str]) -> list[Call]:
    return [("assess_clause", {"clause": clause}) for clause in clauses]


def compose(
    question: Question, results: Sequence[ToolMessage], labels: Labels, known: bool = True
) -> str:
    """Return the answer's text from what the tools gave."""
    parts: list[str] = []
    closing: list[str] = []
    judged = _assessed(results)
    for result in results:
        artifact = result.artifact
        if result.status == "error":
            parts.append(str(result.content))
        elif isinstance(artifact, Passages):
            if question.intent is Intent.EVIDENCE and judged:
                parts.insert(
                    0, replies.accepted(artifact.found, judged[0][1], question.lang, labels)
                )
                continue
            text = _passages(question, artifact, labels, known=known, judged=bool(parts))
            parts += [text] if text and text not in parts else []
        elif isinstance(artifact, Verdicts) and question.intent in (Intent.FACT, Intent.COUNT):
            closing += [
                replies.brief(clause, assessment, question.query, question.lang)
                for clause, assessment in artifact.pairs
            ]
        else:
            parts += _worded(question, artifact, labels)
    return "\n\n".join([*parts, *closing])


def _assessed(results: Sequence[ToolMessage]) -> list[tuple[Clause, Assessment]]:
    return [p for r in results if isinstance(r.artifact, Verdicts) for p in r.artifact.pairs]


def _worded(question: Question, artifact: Artifact, labels: Labels) -> list[str]:
    """Return what is said of anything but passages."""
    lang = question.lang
    if isinstance(artifact, Verdicts):
        counted = replies_records.rules_counted(artifact.counted, lang, labels)
        return [_verdicts(question, artifact, labels), *([counted] if counted else [])]
    if isinstance(artifact, Ledger):
        return [replies_records.commitments(artifact.stated, lang, labels)]
    if isinstance(artifact, Census) and artifact.counted:
        claim = [replies_records.claim(artifact, lang)] if question.intent is Intent.CLAIM else []
        return [*claim, replies_records.counts(artifact, lang, labels)]
    if isinstance(artifact, Finding):
        return [replies.finding(artifact, lang, labels)]
    if isinstance(artifact, Score):
        return [replies.score(artifact, lang)]
    return []


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
    lang, found = question.lang, artifact.found
    if artifact.orders or question.intent is Intent.ORDER:
        return replies.order(found, lang, labels)
    if artifact.withdrawn:
        current = replies.related(found[:3], lang, labels)
        return f"{replies.withdrawn(artifact.withdrawn, lang, labels)}\n{current}"
    if judged:
        counts = question.intent in (Intent.COUNT, Intent.CLAIM)
        near = artifact.answered or (artifact.coverage >= _NEAR and not counts)
        return replies.related(found[:3], lang, labels) if near and found else ""
    if not known and not artifact.answered:
        return replies.OUT_OF_SCOPE.get(lang)
    text = replies.facts(
        found, lang, labels, answered=artifact.answered, documents=artifact.documents
    )
    if question.intent is Intent.COMPARE_FACTS and artifact.answered:
        return f"{replies_records.agreement(found, artifact.differs, lang)}\n{text}"
    return text


def _results(messages: Sequence[BaseMessage]) -> list[ToolMessage]:
    """Return the tool results after the last human message."""
    found: list[ToolMessage] = []
    for message in reversed(messages):
        if message.type == "human":
            break
        if isinstance(message, ToolMessage):
            found.append(message)
    return found[::-1]


def _json(args: dict[str, Any]) -> str:
    import json

    return json.dumps(args, ensure_ascii=False)
