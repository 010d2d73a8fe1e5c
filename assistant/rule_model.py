"""A rule that rows can be held against: its words, its place, what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.quantities import Quantity
from ingest.model import Document

BY_CLOCK = (
    r"\s*(?P<half>上午|早上|下午|晚上|晚)?\s*(?P<hour>\d{1,2})\s*(?:[点时]|[:：](?P<minute>\d\d))"
    r"(?:整|钟)?(?:之|以)?前"
)
"""The time of a day by which something is due: 次日10点前."""


class RuleKind(StrEnum):
    """How a rule is tested on a row."""

    WITHIN = "within"
    DUE = "due"
    SIGNED = "signed"
    VALID = "valid"
    STOCK = "stock"
    ORDER = "order"
    COMPLETE = "complete"
    REMEDY = "remedy"
    AMOUNT = "amount"
    FREE = "free"
    HOLDER = "holder"
    MEASURED = "measured"
    TOTAL = "total"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time with the words that say for which cases it holds.

    Attributes:
        near: The words right before it (省内 in 省内24小时), "" if there are none.
        head: The beginning of its part of the sentence, up to the first limit.
        case: All words between the limit before it and this one (云南、贵州 in 云南、贵州8日内).
        start: First character, in the document, of the words that state it; -1 for the rule's.
        end: Their end.
    """

    quantity: Quantity
    near: str
    head: str
    case: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Due:
    """A calendar day after a period, or within it.

    Attributes:
        every: Length of the period in months, 0 where the rule does not say.
        months: The due month counted from the period's last one.
        day: The due day of that month; 0 is the end of the period.
        days_after: Days after the end of the period, instead of a day of a month.
        fixed: `months` and `day` are a day of the calendar (5月31日以前), whatever the period.
    """

    every: float
    months: int
    day: int
    days_after: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its place: `document.text[start:end]` is its sentence.

    Attributes:
        begins: Words that name the event from which time runs, "" if none is named.
        ends: Words that name what is to be done; for SIGNED the column, if it is named.
        context: The sentence with its paragraph and headings.
        listed: Names of the fields that must all be filled.
        duty: What is owed once the limit has passed.
        named: `listed` calls columns by their names: one alone is a rule.
        after: Months that must have passed since `begins` before the clock starts (满半年).
        bare: Read from bare words: the table's columns must answer both its start and its end.
        shared: Its sentence or rows set limits for more than this; each limit has its own span.
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
    listed: tuple[str, ...] = ()
    duty: str = ""
    shared: bool = False
    named: bool = False
    after: int = 0
    bare: bool = False

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the document."""
        return self.document.text[self.start : self.end]
