"""One rule or commitment of the firm's own, as its words state it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.quantities import Comparison, Unit


class OwnKind(StrEnum):
    """What counting could prove or disprove of a rule."""

    WITHIN = "within"
    LASTS = "lasts"
    EVERY = "every"
    DUE = "due"
    KEPT = "kept"
    COUNT = "count"
    RATE = "rate"
    FEE = "fee"
    HOURS = "hours"
    SIGNED = "signed"
    ORDER = "order"
    RECORDED = "recorded"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule in its place: `document.text[start:end] == quote`.

    Attributes:
        value: The quantity as it stands (一个星期, 每季度, 次月2号); of RECORDED the form; may
            be empty for what has no number.
        amount: The quantity in `unit`, None where there is none.
        comparison: How the quantity bounds; None where there is none.
        subject: What it is about (到场, 回访, 保存期限), in fixed words where they are known.
        condition: The cases it holds for (省内, 返修时间超过14天), empty for all.
        actor: Who has to do it, empty where the words name nobody.
    """

    kind: OwnKind
    document_id: str
    file: str
    start: int
    end: int
    quote: str
    value: str
    amount: float | None
    unit: Unit | None
    comparison: Comparison | None
    subject: str
    condition: str
    actor: str
