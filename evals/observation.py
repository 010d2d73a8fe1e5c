"""An observation: the product run on one dataset in a workspace of its own, step by step."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.desk import Engine
from assistant.model import Answer, Assessment
from assistant.settings import Settings
from assistant.workspace import Workspace, open_workspace
from evals import repetition
from evals.cases import Dataset, chains
from evals.trial import (
    Commitment,
    Failure,
    Passage,
    Recount,
    Rephrased,
    Span,
    Trial,
    attempt,
)
from ingest import IntakeResult
from ingest.errors import KezhengError

if TYPE_CHECKING:
    from assistant.commitments import Topic
    from assistant.records import RecordCheck

SEARCHED = 50
"""Places kept for a clause."""
_CLIENT = "evals"
Say = Callable[[str], None]


class EngineName(StrEnum):
    """Which engine judges and which model talks."""

    RULES = "rules"
    LLM = "llm"


Found = dict[str, Sequence[Span] | Failure]
"""Places found for each clause."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        as_of: Audit date in place of the gold's.
        skip: Names of figures that are not asked for.
        runs: How often each clause is judged, for repeatability.
    """

    engine: EngineName = EngineName.RULES
    as_of: date | None = None
    skip: frozenset[str] = frozenset()
    runs: int = 2


@dataclass(frozen=True, slots=True)
class FileRow:
    """What became of one file of docs/."""

    file: str
    status: str
    chunks: int
    ocr_pages: int
    error: str


@dataclass
class Observation:
    """What was seen beside the answers; filled step by step, read when done."""

    say: Say
    files: tuple[FileRow, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Announce and time a step."""
        self.say(name)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - started, 2)


def observe(dataset: Dataset, plan: Plan, folder: Path, say: Say) -> tuple[Trial, Observation]:
    """Run the product on a dataset, its workspace in `folder`.

    Raises:
        KezhengError: The workspace cannot be opened, or the engine not be had.
    """
    seen = Observation(say)
    room = _filled(dataset, plan, folder, seen)
    day = plan.as_of or dataset.gold.audit_date
    seen.notes += _notes(room, dataset.name, day)
    with seen.step("assess"):
        assessments = _assessments(room, dataset, room.engine(plan.engine), day)
    with seen.step("search"):
        retrieved, places = _searched(room, dataset, plan, assessments)
    with seen.step("records"):
        records = None if "records" in plan.skip else _records(room, day)
    with seen.step("consistency"):
        topics = None if "consistency" in plan.skip else _topics(room)
    with seen.step("chat"):
        answers, milliseconds = ({}, []) if "chat" in plan.skip else _answers(room, dataset)
    with seen.step("repeat"):
        again, asked = ({}, []) if "repeat" in plan.skip else _again(room, dataset, plan, day)
    trial = Trial(
        gold=dataset.gold,
        as_of=day,
        texts={row.file: room.document(row.id) for row in room.documents.documents()},
        requirements=_requirements(room),
        assessments=assessments,
        retrieved=retrieved,
        places=places,
        passages=_passages(room),
        records=records,
        topics=topics,
        answers=answers,
        answer_ms=milliseconds,
        repeated=again,
        rephrased=asked,
    )
    _close(room)
    return trial, seen


def settings_for(engine: EngineName, folder: Path) -> Settings:
    """Return the settings of a run; a rules run never asks a model, whatever is configured.

    Raises:
        KezhengError: The engine is llm and no endpoint is configured.
    """
    settings = Settings(workspace=folder)
    if engine is EngineName.RULES:
        return settings.model_copy(update={"model": "", "base_url": ""})
    if not settings.has_model:
        raise KezhengError(
            "--engine llm: no chat model is configured", "set KEZHENG_MODEL and KEZHENG_BASE_URL"
        )
    return settings


def _filled(dataset: Dataset, plan: Plan, folder: Path, seen: Observation) -> Workspace:
    """Return a new workspace with the files of a dataset."""
    room = open_workspace(settings_for(plan.engine, folder), _CLIENT, create=True)
    with seen.step("ingest"):
        seen.files = tuple(map(_file_row, room.ingest([dataset.docs])))
    return room


def _file_row(result: IntakeResult) -> FileRow:
    error = "" if result.error is None else f"{result.error.code}: {result.error.message}"
    return FileRow(result.file, str(result.status), result.chunks, result.ocr_pages, error)


def _assessments(
    room: Workspace, dataset: Dataset, engine: Engine, day: date
) -> dict[str, Assessment | Failure]:
    def judge(clause: str) -> Assessment:
        return room.assess([clause], as_of=day, engine=engine)[0]

    clauses = [gold.clause for gold in dataset.gold.verdicts]
    return {clause: attempt(clause, partial(judge, clause)) for clause in clauses}


def _searched(
    room: Workspace, dataset: Dataset, plan: Plan, known: Mapping[str, Assessment | Failure]
) -> tuple[Found, Found]:
    """Return what the search for each clause finds, without and with its evidence."""
    if "evidence" in plan.skip:
        return {}, {}
    return _places(room, dataset, {}), _places(room, dataset, known)


def _places(room: Workspace, dataset: Dataset, made: Mapping[str, Assessment | Failure]) -> Found:
    def look(clause: str) -> Sequence[Span]:
        known = made.get(clause)
        evidence = known.evidence if isinstance(known, Assessment) else ()
        found = room.places(clause, SEARCHED, evidence=evidence)
        return [Span(place.file, place.start, place.end) for place in found]

    clauses = [gold.clause for gold in dataset.gold.verdicts]
    return {clause: attempt(clause, partial(look, clause)) for clause in clauses}


def _requirements(room: Workspace) -> dict[str, str]:
    clauses = room.catalog.standard.clauses
    return {clause.id: f"{clause.title.zh} {clause.requirement.zh}" for clause in clauses}


def _passages(room: Workspace) -> list[Passage]:
    current = {row.id: row.file for row in room.documents.documents() if not row.superseded}
    return [
        Passage(Span(current[chunk.document_id], chunk.start, chunk.end), chunk.context)
        for chunk in room.documents.chunks()
        if chunk.document_id in current
    ]


def _answers(room: Workspace, dataset: Dataset) -> tuple[dict[str, Answer | Failure], list[float]]:
    """Ask all questions, one session for each conversation."""
    from assistant import agent

    answers: dict[str, Answer | Failure] = {}
    milliseconds = []
    for number, talk in enumerate(chains(dataset.gold.chat)):
        for question, scored in talk:
            started = time.perf_counter()
            asked = partial(agent.ask, room, question.question, session=f"{_CLIENT}-{number}")
            answer = attempt(question.id, asked)
            if scored:
                answers[question.id] = answer
                milliseconds.append(1000 * (time.perf_counter() - started))
    return answers, milliseconds


def _again(
    room: Workspace, dataset: Dataset, plan: Plan, day: date
) -> tuple[dict[str, list[Assessment | Failure]], list[Rephrased]]:
    clauses = [gold.clause for gold in dataset.gold.verdicts]
    engine = room.engine(plan.engine)
    again = repetition.judged_again(room, clauses, engine, day, plan.runs - 1)
    return again, repetition.rephrased(room, clauses)


def _notes(room: Workspace, name: str, day: date) -> list[str]:
    """Return what to know beside the figures."""
    notes = []
    if room.sheet is not None and room.sheet.stale:
        notes.append("no calibration: the accuracy sheet is stale; run python -m evals.sheet")
    elif room.sheet is not None and name in room.sheet.sheet.clients:
        notes.append("calibration: the accuracy sheet was measured on this data set, too")
    if room.as_of() != day:
        notes.append(f"the chat judges as of {room.as_of()}, the assessments as of {day}")
    return notes


def _records(room: Workspace, day: date) -> Sequence[Recount] | Failure:
    from assistant import records

    return attempt(
        "records",
        lambda: [_recount(c) for c in records.check(room.corpus, day, catalog=room.catalog)],
    )


def _topics(room: Workspace) -> Sequence[Commitment] | Failure:
    from assistant import commitments

    return attempt("consistency", lambda: [_commitment(t) for t in commitments.find(room.corpus)])


def _recount(check: "RecordCheck") -> Recount:
    return Recount(
        clause=check.clause,
        rule_quote=check.rule_quote,
        rule_file=check.rule_file,
        records_file=check.records_file,
        sheet=check.sheet,
        n_total=check.n_total,
        n_breach=check.n_breach,
        n_unknown=check.n_unknown,
        breach_rows=check.breach_rows,
        unknown_rows=check.unknown_rows,
    )


def _commitment(topic: "Topic") -> Commitment:
    spans = tuple(Span(one.file, one.start, one.end) for one in topic.statements)
    clashing = tuple(Span(one.file, one.start, one.end) for one in topic.clashing)
    return Commitment(topic.topic, topic.conflict, spans, clashing)


def _close(room: Workspace) -> None:
    room.index.close()
    room.documents.engine.dispose()
