"""The conversation: one graph, driven by the user's chat model or by the planner."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any, Protocol

from assistant import replies
from assistant.answer import Labels, gated, renumber
from assistant.intents import Intent
from assistant.model import Answer, Assessment, Finding, Lang
from assistant.question import Question, Turn, language, understand
from assistant.settings import Settings
from assistant.store import Exchange
from assistant.tools import Audit, Verdicts
from ingest.errors import KezhengError, ModelError

_MODEL_CALLS = 8
_HISTORY = 6


class Room(Audit, Protocol):
    """A workspace that remembers conversations."""

    settings: Settings
    client: str

    def exchanges(self, session: str) -> list[Exchange]:
        """Return the earlier exchanges of a session, oldest first."""
        ...

    def remember(self, session: str, exchange: Exchange) -> None:
        """Append an exchange to a session."""
        ...


def ask(room: Room, text: str, *, session: str = "") -> Answer:
    """Answer a question; with a session, follow-ups are understood and kept."""
    answer = Answer(text="", lang=language(text))
    for answer in stream(room, text, session=session):  # noqa: B007 - the last is whole
        pass
    return answer


def stream(room: Room, text: str, *, session: str = "") -> Iterator[Answer]:
    """Yield the answer as it grows; only the last one has citations and has passed the gate."""
    before = room.exchanges(session) if session else []
    question = understand(text, room.catalog, _last_turn(before))
    if not any(not d.superseded for d in room.facts.corpus.documents):
        yield Answer(text=replies.NO_DOCUMENTS.get(question.lang), lang=question.lang)
        return
    labels = Labels()
    final: dict[str, Any] = {}
    grown = ""
    for grown, state in _run(room, question, labels, before):
        if state is None:
            yield Answer(text=grown, lang=question.lang)
        else:
            final = state
    answer = _finished(room, question, labels, final)
    if session:
        room.remember(session, Exchange(text, _turn_json(question, answer), answer))
    yield answer


def _run(
    room: Room, question: Question, labels: Labels, before: Sequence[Exchange]
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield (text so far, None) while the graph runs, then (text, final state)."""
    from langchain_core.messages import AIMessageChunk

    graph = _graph(room, question, labels)
    grown, state = "", None
    with _bounded():
        for mode, part in graph.stream(
            {"messages": _messages(question, before)}, stream_mode=["messages", "values"]
        ):
            if mode == "values":
                state = part
            elif isinstance(part[0], AIMessageChunk) and isinstance(part[0].content, str):
                grown += part[0].content
                if part[0].content:
                    yield grown, None
    yield grown, state


@contextmanager
def _bounded() -> Iterator[None]:
    """Turn the end of a model's patience into an error that a person can act on."""
    from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError

    try:
        yield
    except ModelCallLimitExceededError as error:
        raise ModelError(
            f"模型调用 {_MODEL_CALLS} 次后仍未作答 (no answer after {_MODEL_CALLS} model calls)",
            "换一种问法，或换一个支持工具调用的模型，或用离线引擎",
        ) from error


def _graph(room: Room, question: Question, labels: Labels) -> Any:  # noqa: ANN401 - langgraph
    from langchain.agents import create_agent
    from langchain.agents.middleware import ModelCallLimitMiddleware

    from assistant import prompts, tools

    made = tools.build(room, labels, question.lang)
    limits = [ModelCallLimitMiddleware(run_limit=_MODEL_CALLS, exit_behavior="error"), _errors()]
    if room.settings.has_model:
        from assistant.llm import chat_model

        language_name = "Chinese (中文)" if question.lang is Lang.ZH else "English"
        system = prompts.load("agent").fill(
            standard=room.catalog.standard.title.en, client=room.client, language=language_name
        )
        return create_agent(
            chat_model(room.settings),
            made,
            system_prompt=system,
            middleware=[*limits, _endpoint(room.settings)],
        )
    from assistant.planner import Planner

    named = bool(room.catalog.glossary.named(question.whole)) or bool(question.clauses)
    named = named or room.facts.speaks_of(question.whole)
    planner = Planner(question=question, labels=labels, known=named and not question.chore)
    return create_agent(planner, made, middleware=limits)


def _errors() -> Any:  # noqa: ANN401 - langchain
    """Return middleware that hands a usage error to the model as the tool's answer."""
    from langchain.agents.middleware import wrap_tool_call
    from langchain_core.messages import ToolMessage

    @wrap_tool_call
    def explain(request: Any, handler: Any) -> Any:  # noqa: ANN401 - langchain
        try:
            return handler(request)
        except KezhengError as error:
            return ToolMessage(
                content=str(error), tool_call_id=request.tool_call["id"], status="error"
            )

    return explain


def _endpoint(settings: Settings) -> Any:  # noqa: ANN401 - langchain
    """Return middleware that explains what goes wrong at the endpoint, and only there."""
    from langchain.agents.middleware import wrap_model_call

    from assistant.llm import explaining

    @wrap_model_call
    def guard_endpoint(request: Any, handler: Any) -> Any:  # noqa: ANN401 - langchain
        with explaining(settings):
            return handler(request)

    return guard_endpoint


def _messages(question: Question, before: Sequence[Exchange]) -> list[tuple[str, str]]:
    messages: list[tuple[str, str]] = []
    for exchange in before[-_HISTORY:]:
        messages += [("human", exchange.question), ("ai", exchange.answer.text)]
    return [*messages, ("human", question.text)]


def _finished(room: Room, question: Question, labels: Labels, state: dict[str, Any]) -> Answer:
    """Return the answer with its citations, after the gate."""
    messages = state.get("messages", [])
    text = str(messages[-1].text) if messages else ""
    judged = _judged(messages)
    if room.settings.has_model:
        if not text.strip():
            raise ModelError(
                f"模型 {room.settings.model} 的回答是空的 (empty answer)",
                "再问一次，或换一个支持工具调用的模型，或用离线引擎",
            )
        text = gated(text, labels, question.lang, [(one.clause, one.verdict) for one in judged])
    single = judged[0] if len(judged) == 1 else None
    missing = single.missing if isinstance(single, Assessment) else ()
    return renumber(
        Answer(
            text=text,
            lang=question.lang,
            clause=single.clause if single else None,
            verdict=single.verdict if single else None,
            citations=labels.cited(text),
            missing=tuple(words.get(question.lang) for words in missing),
            followups=_followups(question, single is not None),
            engine="llm" if room.settings.has_model else "rules",
        )
    )


def _judged(messages: Sequence[Any]) -> list[Assessment | Finding]:
    """Return what the tools judged or drafted."""
    made = [message.artifact for message in messages if message.type == "tool"]
    judged: list[Assessment | Finding] = [
        artifact for artifact in made if isinstance(artifact, Finding)
    ]
    for artifact in made:
        if isinstance(artifact, Verdicts):
            judged += [assessment for _, assessment in artifact.pairs]
    return judged


def _followups(question: Question, judged: bool) -> tuple[str, ...]:
    if not judged:
        return ()
    if question.lang is Lang.ZH:
        return ("还缺什么？", "为什么？", "起草这条的审核发现")
    return ("What is missing?", "Why?", "Draft the finding")


def _last_turn(before: Sequence[Exchange]) -> Turn | None:
    import json

    if not before:
        return None
    raw = json.loads(before[-1].turn)
    return Turn(raw["question"], Intent(raw["intent"]), tuple(raw["clauses"]))


def _turn_json(question: Question, answer: Answer) -> str:
    """Return what the next question may refer back to: the clause that was judged, if one was."""
    import json

    turn = question.turn
    if answer.clause and len(question.clauses) < 2:
        turn = replace(turn, clauses=(answer.clause,))
    return json.dumps(asdict(turn), ensure_ascii=False)
