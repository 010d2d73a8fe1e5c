"""The cases: a dataset folder's gold.json, checked on loading, and its conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.model import EvidenceKind, Lang, Stance, Verdict
from ingest.errors import KezhengError

Text = Annotated[str, Field(min_length=1)]


class DatasetError(KezhengError):
    """A folder that is no dataset, or a gold.json with a fault, named by its place."""

    code = "dataset"


class QuestionType(StrEnum):
    """What a question tries."""

    CLAUSE = "clause"
    FACT = "fact"
    FOLLOWUP = "followup"
    COMPARE = "compare"
    GAP = "gap"
    UNANSWERABLE = "unanswerable"
    OUT_OF_SCOPE = "out_of_scope"


class _Gold(BaseModel):
    """A value of gold.json; keys that the harness does not know are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


def _labelled(verdict: Verdict) -> Verdict:
    if verdict is Verdict.COULD_NOT_LOOK:
        raise ValueError("could_not_look is no label: a person has looked")
    return verdict


Label = Annotated[Verdict, AfterValidator(_labelled)]


class GoldQuote(_Gold):
    """Words that stand in a file of docs/."""

    file: Text
    quote: Text


class GoldEvidence(GoldQuote):
    """A quote that a verdict rests on."""

    stance: Stance
    kind: EvidenceKind


class GoldVerdict(_Gold):
    """The right verdict on a clause."""

    clause: Text
    verdict: Label
    reason: str = ""
    evidence: tuple[GoldEvidence, ...] = ()


class GoldCheck(_Gold):
    """The right count of a rule over its records."""

    id: Text
    clause: Text
    rule_quote: Text
    rule_file: Text
    records_file: Text
    sheet: str = ""
    n_total: int = Field(ge=0)
    n_breach: int = Field(ge=0)
    n_unknown: int = Field(ge=0)
    breach_rows: tuple[str, ...] = ()
    unknown_rows: tuple[str, ...] = ()


class GoldStatement(GoldQuote):
    """One document's wording of a commitment."""

    value: str = ""


class GoldTopic(_Gold):
    """One commitment in several documents, and whether they conflict."""

    topic: Text
    conflict: bool
    statements: tuple[GoldStatement, ...] = Field(min_length=2)


class GoldQuestion(_Gold):
    """A question to the chat and what makes its answer right.

    Attributes:
        must_include: Each entry is a list of wordings parted by "|", one of which must stand.
        after: The question that it follows in its conversation.
    """

    id: Text
    lang: Lang
    question: Text
    type: QuestionType
    clause: str | None = None
    expect_verdict: Label | None = None
    must_include: tuple[Text, ...] = ()
    must_not_include: tuple[Text, ...] = ()
    evidence: tuple[GoldQuote, ...] = ()
    after: str | None = None


class Gold(_Gold):
    """All right answers about one company's files."""

    company: Text
    business: str = ""
    audit_date: date
    verdicts: tuple[GoldVerdict, ...] = ()
    record_checks: tuple[GoldCheck, ...] = ()
    consistency: tuple[GoldTopic, ...] = ()
    chat: tuple[GoldQuestion, ...] = ()


class Turn(NamedTuple):
    """One question of a conversation; unscored ones are asked again to lead up to another."""

    question: GoldQuestion
    scored: bool


@dataclass(frozen=True, slots=True)
class Dataset:
    """A folder with docs/ and gold.json."""

    folder: Path
    gold: Gold

    @property
    def name(self) -> str:
        """Return the folder's name."""
        return self.folder.name

    @property
    def docs(self) -> Path:
        """Return the folder of the client's files."""
        return self.folder / "docs"


def load(folder: Path) -> Dataset:
    """Load a dataset.

    Raises:
        DatasetError: docs/ or gold.json is missing or wrong; names the place.
    """
    folder = folder.resolve()
    path = folder / "gold.json"
    if not path.is_file() or not (folder / "docs").is_dir():
        raise DatasetError(
            f"{folder}: no dataset", "a dataset is a folder with docs/ and gold.json"
        )
    try:
        gold = Gold.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {error}", "gold.json is read as UTF-8") from error
    except ValidationError as error:
        raise DatasetError(f"{path}: {_complaint(error)}", "see evals/cases.py") from error
    _check_order(gold, path)
    return Dataset(folder, gold)


def chains(questions: Sequence[GoldQuestion]) -> list[tuple[Turn, ...]]:
    """Return the conversations, in order of their first question.

    A second follow-up of one question opens a conversation of its own, led up to by the
    questions before it.
    """
    by_id = {question.id: question for question in questions}
    talks: list[list[Turn]] = []
    open_at: dict[str, list[Turn]] = {}
    for question in questions:
        talk = open_at.pop(question.after, None) if question.after else None
        if talk is None:
            talk = [Turn(earlier, scored=False) for earlier in _before(question, by_id)]
            talks.append(talk)
        talk.append(Turn(question, scored=True))
        open_at[question.id] = talk
    return [tuple(talk) for talk in talks]


def _before(question: GoldQuestion, by_id: dict[str, GoldQuestion]) -> list[GoldQuestion]:
    path: list[GoldQuestion] = []
    while question.after is not None:
        question = by_id[question.after]
        path.insert(0, question)
    return path


def _complaint(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"]) or "(whole)"
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{place}: {first['msg']}{more}"


def _check_order(gold: Gold, path: Path) -> None:
    for name, ids in (
        ("verdicts", [verdict.clause for verdict in gold.verdicts]),
        ("record_checks", [check.id for check in gold.record_checks]),
        ("chat", [question.id for question in gold.chat]),
    ):
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise DatasetError(f"{path}: {name}: {twice} stands twice", "name each once")
    seen: set[str] = set()
    for question in gold.chat:
        if question.after is not None and question.after not in seen:
            raise DatasetError(
                f"{path}: chat: {question.id}: after {question.after!r}, no earlier question",
                "a follow-up stands below the question that it follows",
            )
        seen.add(question.id)
