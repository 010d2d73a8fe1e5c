"""The engine with a chat model: it labels numbered passages; the gate decides what counts."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from assistant import prompts
from assistant.llm import explaining
from assistant.model import AuditPoint, Clause, EvidenceKind, Lang, Stance
from assistant.retrieval import Candidate
from assistant.settings import Settings
from assistant.stance import Reading, is_order, kind_of
from ingest.errors import UnreadableAnswerError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PASSAGES = 24
"""Passages shown to the model for one point, best first."""


class Label(BaseModel):
    """What the model says of one passage."""

    number: int = Field(description="The passage's number.")
    stance: Stance
    kind: EvidenceKind
    isolated: bool = Field(default=False, description="It speaks of single cases only.")


class Labels(BaseModel):
    """One label for each passage."""

    labels: list[Label]


class ModelEngine:
    """Engine that asks a chat model to label each candidate; it never words a quote."""

    name = "llm"

    def __init__(self, model: "BaseChatModel", settings: Settings) -> None:
        self._model = model.with_structured_output(Labels, method="function_calling")
        self._settings = settings
        self._prompt = prompts.load("judge")

    def read(
        self, clause: Clause, point: AuditPoint, found: Sequence[Candidate], as_of: date
    ) -> list[Reading]:
        """Return one reading for each candidate, in their order.

        Raises:
            ModelError: The endpoint does not answer, or not in the form asked for.
        """
        shown = list(found[:_PASSAGES])
        labels = self._labels(clause, point, shown, as_of) if shown else {}
        return [
            _reading(candidate, labels.get(number))
            for number, candidate in enumerate(found, start=1)
        ]

    def _labels(
        self, clause: Clause, point: AuditPoint, shown: Sequence[Candidate], as_of: date
    ) -> dict[int, Label]:
        text = self._prompt.fill(
            clause=clause.id,
            requirement=clause.requirement.get(Lang.ZH),
            question=point.question.get(Lang.ZH),
            need=point.need.value,
            as_of=as_of.isoformat(),
            passages="\n".join(_passage(n, c) for n, c in enumerate(shown, start=1)),
        )
        with explaining(self._settings):
            answer = self._model.invoke(text)
        if not isinstance(answer, Labels):
            raise UnreadableAnswerError(
                f"模型没有按要求的格式回答 {clause.id} (unreadable answer)",
                "换一个支持工具调用的模型，或用离线引擎",
            )
        return {label.number: label for label in answer.labels}


def _passage(number: int, candidate: Candidate) -> str:
    sentence = candidate.sentence
    block = sentence.block
    place = " / ".join((*block.heading, *block.columns))
    text = " ".join(sentence.text.split())
    return f"<passage n={number} file={sentence.document.file!r} place={place!r}>{text}</passage>"


def _reading(candidate: Candidate, label: Label | None) -> Reading:
    """Return the label as a reading, bounded by what the document can be.

    A rule document cannot become a record by a model's word, and a text that tells the
    auditor what to decide is no evidence whatever the model says.
    """
    sentence = candidate.sentence
    kind = kind_of(sentence)
    if label is None:
        return Reading(Stance.NEITHER, kind, why="not labelled by the model")
    if is_order(sentence.text):
        return Reading(Stance.NEITHER, kind, why="tells the auditor what to decide")
    fixed = kind in (EvidenceKind.RULE, EvidenceKind.PUBLISHED, EvidenceKind.STATEMENT)
    stated = kind if fixed else label.kind
    return Reading(label.stance, stated, label.isolated, why="by the model")
