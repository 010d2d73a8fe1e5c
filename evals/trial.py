"""A trial: what the product returned on one dataset, as plain values for the scorers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from assistant.model import Answer, Assessment, Evidence
from evals.cases import Gold, GoldQuote
from evals.scoring_text import find_all
from ingest.errors import UnreadableAnswerError
from ingest.model import Document

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A case or a step on which the product raised.

    Attributes:
        unreadable: The model answered, but not in the form asked for.
    """

    where: str
    error: str
    unreadable: bool = False


class StepFailed(Exception):
    """A scorer has nothing to score: the step that it needs raised."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a file's text, end exclusive."""

    file: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a character in common."""
        return self.file == other.file and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of a current document with the text that is searched."""

    span: Span
    context: str


@dataclass(frozen=True, slots=True)
class Recount:
    """What the product counted for one rule over its records."""

    clause: str
    rule_quote: str
    rule_file: str
    records_file: str
    sheet: str
    n_total: int
    n_breach: int
    n_unknown: int
    breach_rows: tuple[str, ...]
    unknown_rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the product found of one commitment: where it stands, whether it conflicts.

    Attributes:
        clashing: The statements shown as contradicting; all of `spans` if it is empty.
    """

    topic: str
    conflict: bool
    spans: tuple[Span, ...]
    clashing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rephrased:
    """A verdict asked for in one of several phrasings."""

    clause: str
    pattern: str
    answer: Answer | Failure


@dataclass(frozen=True, slots=True)
class Sought:
    """Where a gold quote stands; without a span, `problem` says why."""

    spans: tuple[Span, ...]
    problem: str = ""


@dataclass(frozen=True)
class Trial:
    """What the product returned; None is "not asked", a failure "asked, and it raised".

    Attributes:
        texts: The product's documents by `file`, superseded ones too.
        requirements: The standard's own words by clause: the query of the BM25 baseline.
        retrieved: Places that the search for a clause finds, best first.
        places: The same where the search knows the clause's evidence: what a person reads.
        answers: By question id, scored turns only.
        answer_ms: Milliseconds of each answer, in the order of asking.
        repeated: Further assessments by clause, made anew.
        rephrased: Questions for verdicts in several phrasings, the plain one first.
    """

    gold: Gold
    as_of: date
    texts: Mapping[str, Document]
    requirements: Mapping[str, str] = field(default_factory=dict)
    assessments: Mapping[str, Assessment | Failure] = field(default_factory=dict)
    retrieved: Mapping[str, Sequence[Span] | Failure] = field(default_factory=dict)
    places: Mapping[str, Sequence[Span] | Failure] = field(default_factory=dict)
    passages: Sequence[Passage] = ()
    records: Sequence[Recount] | Failure | None = None
    topics: Sequence[Commitment] | Failure | None = None
    answers: Mapping[str, Answer | Failure] = field(default_factory=dict)
    answer_ms: Sequence[float] = ()
    repeated: Mapping[str, Sequence[Assessment | Failure]] = field(default_factory=dict)
    rephrased: Sequence[Rephrased] = ()

    @cached_property
    def _by_name(self) -> dict[str, Document]:
        return {document.file.rsplit("/", 1)[-1]: document for document in self.texts.values()}

    def document(self, file: str) -> Document | None:
        """Return a document by its path as ingested or, failing that, by its bare name."""
        return self.texts.get(file) or self._by_name.get(file.rsplit("/", 1)[-1])

    def seek(self, gold: GoldQuote) -> Sought:
        """Return all places where a gold quote stands in the product's text of its file."""
        document = self.document(gold.file)
        if document is None:
            return Sought((), "file not in the workspace")
        if not document.text.strip():
            return Sought((), "file without text")
        spans = find_all(gold.quote, document.text)
        if not spans:
            return Sought((), "not in the text")
        return Sought(tuple(Span(document.file, start, end) for start, end in spans))


def attempt(where: str, function: Callable[[], _T]) -> _T | Failure:
    """Return what `function` returns, or its failure as a value: a bug of one case is a row."""
    try:
        return function()
    except Exception as error:  # noqa: BLE001 - the harness reports any failure of the product
        unreadable = isinstance(error, UnreadableAnswerError)
        return Failure(where, f"{type(error).__name__}: {error}", unreadable)


def given(result: _T | Failure) -> _T:
    """Return what a step returned.

    Raises:
        StepFailed: It raised.
    """
    if isinstance(result, Failure):
        raise StepFailed(f"{result.where}: {result.error}")
    return result


def span_of(evidence: Evidence) -> Span:
    """Return the characters that evidence quotes."""
    return Span(evidence.file, evidence.start, evidence.end)


def meet(sought: Sought, spans: Sequence[Span]) -> bool:
    """Whether one of the spans overlaps one of the places sought."""
    return any(span.overlaps(place) for span in spans for place in sought.spans)
