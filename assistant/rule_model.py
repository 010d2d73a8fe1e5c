"""A rule that rows can be held against: its words, its place, what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.quantities import Quantity
from ingest.model import Document


class RuleKind(StrEnum):
    """How a rule is tested on a row."""

    WITHIN = "within"
    DUE = "due"
    SIGNED = "signed"
    VALID = "valid"
    STOCK = "stock"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time with the words that say for which cases it holds.

    Attributes:
        near: The words right before it (省内 in 省内24小时), "" if there are none.
        head: The beginning of its part of the sentence, up to the first limit.
    """

    quantity: Quantity
    near: str
    head: str


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar day after a period, or within it.

    Attributes:
        every: Length of the period in months, 0 where the rule does not say.
        months: The due month counted from the period's last one.
        day: The due day of that month; 0 is the end of the period.
        days_after: Days after the end of the period, instead of a day of a month.
    """

    every: float
    months: int
    day: int
    days_after: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its place: `document.text[start:end]` is its sentence.

    Attributes:
        begins: Words that name the event from which time runs, "" if none is named.
        ends: Words that name what is to be done; for SIGNED the column, if it is named.
        context: The sentence with its paragraph and headings.
    """

    kind: RuleKind
    document: Document
    start: int
    end: int
    context: str
    begins: str = ""
    ends: str = ""
    limits: tuple[Limit, ...] = ()
    due: Due | None = None

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the document."""
        return self.document.text[self.start : self.end]
