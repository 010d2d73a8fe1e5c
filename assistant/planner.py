"""The deterministic chat model: plans the tool calls that answer, with no endpoint."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeGuard

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from assistant.answer import Labels
from assistant.census import Census
from assistant.composition import TOUCHED, assessed, compose, is_told
from assistant.fact_units import content
from assistant.intents import Intent, is_yes_no
from assistant.lookup import Passages
from assistant.model import Clause, Verdict
from assistant.question import Question

Call = tuple[str, dict[str, Any]]
_WHY = re.compile(r"为什么|为何|为啥|原因|\bwhy\b", re.I)
_SENTENCES = re.compile(r"[？?。]")
_PARTS = re.compile(
    r"[？?。；;，]|, (?:and )?|"
    r"\band (?=(?:did|does|do|is|are|was|were|has|how|what|which|when|who)\b)",
    re.I,
)
_PART_CHARS, _PART_WORDS = 5, 3
_ASKED, _LACKING = 3, 2
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
            return [*_judged(clauses[:1]), *_counting(question), look, *_parts(question)]
        case _:
            return _verdict(question, look)


def _verdict(question: Question, look: Call) -> list[Call]:
    """Return the calls that judge clauses, with a look-up of what else is asked."""
    if question.intent is Intent.ORDER or not question.clauses:
        return [*_counting(question), look]
    topic = [_look(question.topic)] if question.topic else []
    leaning = question.intent is Intent.EVIDENCE and not topic
    more = [look, *_parts(question)] if question.by_words or leaning else []
    more = [*_counting(question), *more] if question.by_words else more
    return [*_judged(question.clauses), *more, *topic]


def follow_on(question: Question, results: Sequence[ToolMessage]) -> list[Call]:
    """Return the calls that only the first results make possible.

    Whether records bear out a claim is the verdict on the clause that the counted rule serves.
    Why rows cannot be judged is what the files say of the column that is blank.
    """
    planned = len(plan(question))
    if len(results) < planned:
        return []
    after = results[planned:]
    if after:
        found_clauses = after[0].artifact if len(after) == 1 else ()
        return _judged([c.id for c in found_clauses[:1]]) if _are_clauses(found_clauses) else []
    tables = [r.artifact for r in results if isinstance(r.artifact, Census)]
    counted = [one for table in tables if is_told(question, table) for one in table.counted[:1]]
    found = [one.check.clause for one in counted if one.check.clause]
    if question.intent is Intent.CLAIM:
        return _judged(found or question.clauses)
    if question.intent is Intent.COUNT and _WHY.search(question.text):
        blank = [_BLANK.search(bad.why) for one in counted for bad in one.check.unknowns]
        columns = dict.fromkeys(found["column"] for found in blank if found)
        return [_look(f"为什么没有{column}？") for column in columns][:1]
    if not question.clauses and question.intent in (Intent.COUNT, Intent.FACT, Intent.VERDICT):
        return _judged(found[:1]) or _clause_told(question, results)
    if question.intent is Intent.MISSING:
        return _lacking(results) or _clause_told(question, results)
    return []


def _clause_told(question: Question, results: Sequence[ToolMessage]) -> list[Call]:
    """Return a look-up of the clause, by the words of the best passage with the question's.

    A firm's own words name no clause; what its documents say of them may.
    """
    judges = question.intent in (Intent.VERDICT, Intent.MISSING) or is_yes_no(question.text)
    if question.clauses or question.chore or not judges:
        return []
    looks = [r.artifact for r in results if isinstance(r.artifact, Passages)]
    best = [look.found[0].quote for look in looks if look.coverage >= TOUCHED and look.found]
    return [("find_clause", {"question": f"{question.query} {best[0]}"})] if best else []


def _are_clauses(artifact: object) -> TypeGuard[tuple[Clause, ...]]:
    return isinstance(artifact, tuple) and all(isinstance(one, Clause) for one in artifact)


def _lacking(results: Sequence[ToolMessage]) -> list[Call]:
    """Return a look-up for each point that is not fulfilled: what the files say of it."""
    return [
        _look(point.question.zh)
        for clause, assessment in assessed(results)
        for point, result in zip(clause.points, assessment.points, strict=True)
        if result.verdict is not Verdict.CONFORM
    ][:_LACKING]


def _rest(question: Question) -> list[Call]:
    """Return a look-up for each further question in the same breath, why apart."""
    parts = [part for part in _SENTENCES.split(question.text) if part.strip()][1:]
    return [_look(part, question.query) for part in parts if _is_asked(part)]


def _parts(question: Question) -> list[Call]:
    """Return a look-up for each part of a question that asks several things."""
    parts = [part.strip() for part in _PARTS.split(question.text) if part.strip()]
    telling = [part for part in parts if _is_asked(part)]
    return [_look(part) for part in telling][:_ASKED] if len(parts) > 1 else []


def _counting(question: Question) -> list[Call]:
    """Return a count for a question that asks if something is so: records may tell."""
    counts = question.intent in (Intent.FACT, Intent.VERDICT) and is_yes_no(question.text)
    return [("count_records", _leaning("question", question))] if counts else []


def _is_asked(part: str) -> bool:
    """Whether a part of a question says enough to be looked up, and does not ask why."""
    words = len(part.split())
    return (len(content(part)) >= _PART_CHARS or words > _PART_WORDS) and not _WHY.search(part)


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
