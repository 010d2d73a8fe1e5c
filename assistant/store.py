"""The record of an audit: assessments, conversation and log; rows are added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)

from assistant.model import Answer, Assessment
from assistant.sample_model import Sample, Tick

TABLES = MetaData()
ASSESSMENTS = Table(
    "assessments",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("clause", String(32), nullable=False, index=True),
    Column("made_at", String(32), nullable=False),
    Column("basis", String(16), nullable=False),
    Column("content", Text, nullable=False),
)
MESSAGES = Table(
    "messages",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("session", String(64), nullable=False, index=True),
    Column("said_at", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("turn", Text, nullable=False),
    Column("answer", Text, nullable=False),
)
DECISIONS = Table(
    "decisions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("kind", String(32), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("value", Text, nullable=False),
)
LOG = Table(
    "log",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)
SAMPLES = Table(
    "samples",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("sample", String(16), nullable=False, unique=True),
    Column("content", Text, nullable=False),
)
TESTS = Table(
    "tests",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("sample", String(16), nullable=False, index=True),
    Column("content", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer and what it was understood as (JSON)."""

    question: str
    turn: str
    answer: Answer


class AuditStore:
    """Assessments, messages and log of one audit, in the database of its documents."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def prepare(self) -> None:
        """Create the tables that are missing."""
        TABLES.create_all(self._engine)

    def add_assessments(
        self, assessments: Sequence[Assessment], *, basis: str, at: datetime
    ) -> None:
        """Append assessments made on the documents with the fingerprint `basis`."""
        rows = [
            {
                "clause": assessment.clause,
                "made_at": at.isoformat(timespec="seconds"),
                "basis": basis,
                "content": assessment.model_dump_json(),
            }
            for assessment in assessments
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(ASSESSMENTS), rows)

    def assessments(self, *, basis: str) -> dict[str, Assessment]:
        """Return the newest assessment of each clause; stale if the documents have changed."""
        newest = select(func.max(ASSESSMENTS.c.id)).group_by(ASSESSMENTS.c.clause)
        query = select(ASSESSMENTS).where(ASSESSMENTS.c.id.in_(newest))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        found = {}
        for row in rows:
            assessment = Assessment.model_validate_json(row["content"])
            stale = row["basis"] != basis
            found[row["clause"]] = assessment.model_copy(update={"stale": stale})
        return found

    def add_exchange(self, session: str, exchange: Exchange, *, at: datetime) -> None:
        """Append one question with its answer to a session."""
        row = {
            "session": session,
            "said_at": at.isoformat(timespec="seconds"),
            "question": exchange.question,
            "turn": exchange.turn,
            "answer": exchange.answer.model_dump_json(),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(MESSAGES), row)

    def exchanges(self, session: str, limit: int = 20) -> list[Exchange]:
        """Return the last exchanges of a session, oldest first."""
        query = (
            select(MESSAGES)
            .where(MESSAGES.c.session == session)
            .order_by(MESSAGES.c.id.desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Exchange(row["question"], row["turn"], Answer.model_validate_json(row["answer"]))
            for row in reversed(rows)
        ]

    def decide(self, kind: str, subject: str, value: str, *, who: str, at: datetime) -> None:
        """Append what a person decided: the role of a column, a special deduction."""
        row = {
            "at": at.isoformat(timespec="seconds"),
            "who": who,
            "kind": kind,
            "subject": subject,
            "value": value,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(DECISIONS), row)

    def decisions(self, kind: str) -> dict[str, str]:
        """Return the newest decision of a kind on each subject."""
        query = select(DECISIONS).where(DECISIONS.c.kind == kind).order_by(DECISIONS.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return {row["subject"]: row["value"] for row in rows}

    def log(self, action: str, detail: str, *, who: str, at: datetime) -> None:
        """Append one line to the log."""
        row = {
            "at": at.isoformat(timespec="seconds"),
            "who": who,
            "action": action,
            "detail": detail,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(LOG), row)

    def add_sample(self, sample: Sample) -> bool:
        """Append a draw; return whether it is new (the same draw has the same id)."""
        row = {"sample": sample.id, "content": sample.model_dump_json()}
        with self._engine.begin() as connection:
            known = select(SAMPLES.c.id).where(SAMPLES.c.sample == sample.id)
            if connection.execute(known).first() is not None:
                return False
            connection.execute(insert(SAMPLES), row)
        return True

    def samples(self) -> list[Sample]:
        """Return all draws, oldest first."""
        query = select(SAMPLES.c.content).order_by(SAMPLES.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return [Sample.model_validate_json(row) for row in rows]

    def add_tests(self, tests: Sequence[Tick]) -> None:
        """Append tests of drawn records; a retest is a row of its own."""
        rows = [{"sample": test.sample, "content": test.model_dump_json()} for test in tests]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(TESTS), rows)

    def tests(self, sample: str) -> list[Tick]:
        """Return the tests of a sample in the order they were taken in."""
        query = select(TESTS.c.content).where(TESTS.c.sample == sample).order_by(TESTS.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return [Tick.model_validate_json(row) for row in rows]
