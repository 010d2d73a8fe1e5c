"""The deterministic chat model: plans tool calls and words the answer, with no endpoint."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from assistant import replies
from assistant.answer import Labels
from assistant.census import Census
from assistant.model import Finding, Lang, Score, Verdict
from assistant.question import Intent, Question
from assistant.tools import Ledger, Passages, Verdicts

Call = tuple[str, dict[str, Any]]


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
    look = ("search_evidence", {"query": question.query})
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
            return [("compare_documents", {"query": question.query}), *_judged(clauses)]
        case Intent.COUNT:
            count = ("count_records", {"question": question.query})
            return [count, *_judged(clauses[:1]), look]
        case Intent.CLAIM:
            return [("count_records", {"question": question.query}), look]
        case Intent.FACT:
            return [*_judged(clauses[:1]), look]
        case _ if clauses:
            judge = _judged(clauses)
            return [*judge, look] if question.by_words else judge
        case _:
            return [look]


def follow_on(question: Question, results: Sequence[ToolMessage]) -> list[Call]:
    """Return the calls that only the first results make possible.

    Whether records bear out a claim is the verdict on the clause that the counted rule serves.
    """
    if question.intent is not Intent.CLAIM or len(results) != len(plan(question)):
        return []
    counted = [r.artifact for r in results if isinstance(r.artifact, Census)]
    clauses = [one.check.clause for census in counted for one in census.counted[:1]]
    return _judged([clause for clause in clauses if clause])


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
    lang = question.lang
    parts: list[str] = []
    closing: list[str] = []
    judged = counted = False
    for result in results:
        artifact = result.artifact
        if result.status == "error":
            parts.append(str(result.content))
        elif isinstance(artifact, Verdicts):
            if question.intent in (Intent.FACT, Intent.COUNT):
                brief = [replies.brief(c, a, question.query, lang) for c, a in artifact.pairs]
                closing += [line for line in brief if line]
                continue
            judged = True
            parts.append(_verdicts(question, artifact, labels))
        elif isinstance(artifact, Ledger):
            parts.append(replies.commitments(artifact.stated, lang, labels))
        elif isinstance(artifact, Census):
            counted = bool(artifact.counted)
            if question.intent is Intent.CLAIM and counted:
                parts.append(replies.claim(artifact, lang))
            parts += [replies.counts(artifact, lang, labels)] if counted else []
        elif isinstance(artifact, Finding):
            parts.append(replies.finding(artifact, lang, labels))
        elif isinstance(artifact, Score):
            parts.append(replies.score(artifact, lang))
        elif isinstance(artifact, Passages):
            text = _passages(question, artifact, labels, known=known, judged=judged or counted)
            parts += [text] if text else []
    return "\n\n".join([*parts, *closing])


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
    if artifact.orders:
        return replies.order(found, lang, labels)
    if artifact.withdrawn:
        current = replies.related(found[:3], lang, labels)
        return f"{replies.withdrawn(artifact.withdrawn, lang, labels)}\n{current}"
    if judged:
        return replies.related(found[:3], lang, labels) if artifact.answered else ""
    if not known and not artifact.answered:
        return replies.OUT_OF_SCOPE.get(lang)
    text = replies.facts(
        found, lang, labels, answered=artifact.answered, documents=artifact.documents
    )
    if question.intent is Intent.COMPARE_FACTS and artifact.answered:
        return f"{replies.agreement(found, artifact.differs, lang)}\n{text}"
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


__all__ = ["Lang", "Planner", "Verdict", "compose", "plan"]
