"""The audit's values: standard, clause, point, evidence, assessment, finding, score, answer."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.deduction import SpecialDeduction
from assistant.quotes import MatchStatus
from assistant.trust_model import Trust
from ingest.model import Locator


class Need(StrEnum):
    """What kind of proof a point asks for (labelling guide, "conform")."""

    SET_UP = "set_up"
    PUBLISHED = "published"
    DONE = "done"
    MEASURED = "measured"
    CERTIFICATE = "certificate"


class Role(StrEnum):
    """What a point's failure does to its clause."""

    ESSENTIAL = "essential"
    ELEMENT = "element"
    OPTIONAL = "optional"
    CONTINGENT = "contingent"


MAY_LACK = (Role.OPTIONAL, Role.CONTINGENT)  # points that may go without evidence


class Verdict(StrEnum):
    """The verdict on a point or clause; `could_not_look` is the absence of one."""

    CONFORM = "conform"
    PARTIAL = "partial"
    NONCONFORM = "nonconform"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    COULD_NOT_LOOK = "could_not_look"


class Stance(StrEnum):
    """What a sentence says about a point."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEITHER = "neither"


class EvidenceKind(StrEnum):
    """What a sentence is: told, prescribed, traced, claimed or certified."""

    RULE = "rule"
    RECORD = "record"
    PUBLISHED = "published"
    STATEMENT = "statement"
    CERTIFICATE = "certificate"


class Lang(StrEnum):
    """The language of a question and its answer."""

    ZH = "zh"
    EN = "en"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Value):
    """One text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.zh if lang is Lang.ZH else self.en


class Weight(_Value):
    """Points of a clause; `assumed` until the official table is in hand."""

    points: float | None
    status: str = Field(pattern="^(official|assumed)$")
    source: str = Field(min_length=1)


class Deletion(_Value):
    """When a clause may be left out (not applicable), and what in the files would show it.

    Groups of concept ids, as in `AuditPoint.about`: a sentence of `shown_by` proposes it, one of
    `unless` withdraws it.
    """

    when: Words
    shown_by: tuple[tuple[str, ...], ...] = ()
    unless: tuple[tuple[str, ...], ...] = ()


class AuditPoint(_Value):
    """One question of a clause, answered by evidence.

    Attributes:
        about: Groups of concept ids; a passage is about the point when it names at least
            one concept of every group (the last group may stand in its heading or columns).
        without: Concept ids that make a look-alike passage another clause's business.
        queries: Search phrasings in the words that companies use.
        positive, negative: Words that make a support stronger; that show a gap of this point.
        dated, timely, known: Its proof may expire or come late; staff's own words prove it.
        listed: It asks for several things: where some are shown, others may lack.
    """

    id: str = Field(pattern=r"^[a-z]$")
    question: Words
    need: Need
    role: Role = Role.ESSENTIAL
    about: tuple[tuple[str, ...], ...] = Field(min_length=1)
    without: tuple[str, ...] = ()
    queries: tuple[str, ...] = Field(min_length=2)
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    dated: bool = False
    timely: bool = False
    known: bool = False
    listed: bool = False


class Clause(_Value):
    """A leaf item of the standard."""

    id: str = Field(pattern=r"^\d+(\.\d+)+$")
    title: Words
    requirement: Words
    weight: Weight
    scored: bool = True
    deletable: Deletion | None = None
    points: tuple[AuditPoint, ...] = Field(min_length=1, max_length=5)
    records: tuple[str, ...] = Field(min_length=1)
    gaps: tuple[str, ...] = Field(min_length=1)
    ask: Words


class Indicator(_Value):
    """A heading of the standard's tree: a section or a level-2 indicator."""

    id: str
    title: Words
    points: float | None = None


class Standard(_Value):
    """A standard as data: tree, clauses, star thresholds."""

    id: str
    title: Words
    source: str
    stars: tuple[tuple[str, float], ...]
    sections: tuple[Indicator, ...]
    indicators: tuple[Indicator, ...]
    clauses: tuple[Clause, ...]


class Concept(_Value):
    """An idea of the field with the words that companies use for it.

    Attributes:
        without: Longer words that hold a term but mean something else.
        trace: It only says that something is written down or finished: no gap is about it.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    zh: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    trace: bool = False


class Evidence(_Value):
    """A located quote with its stance and kind towards a point.

    Attributes:
        start: First character of the quote in the document's text.
        why: The cues that decided stance and kind, for a person to check.
        score: Match with the point: it ranks, as does the reader's `chance`; neither is shown.
    """

    document_id: str
    file: str
    locator: Locator
    quote: str
    start: int
    end: int
    stance: Stance
    kind: EvidenceKind
    status: MatchStatus
    point: str = ""
    why: str = ""
    score: float = 0.0
    chance: float | None = None


class PointAssessment(_Value):
    """The verdict on one point with what it rests on."""

    id: str
    verdict: Verdict
    reason: Words
    evidence: tuple[Evidence, ...] = ()


class Searched(_Value):
    """What was looked through: the honest half of "found nothing"."""

    documents: int
    queries: tuple[str, ...]
    nearest: tuple[Evidence, ...] = ()
    unreadable: tuple[str, ...] = ()


class Assessment(_Value):
    """The machine's proposal for one clause.

    `set_aside` is about it but never evidence; `trust`, by the accuracy sheet, is never stored.
    """

    clause: str
    verdict: Verdict
    reason: Words
    points: tuple[PointAssessment, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[Words, ...] = ()
    searched: Searched
    set_aside: tuple[Evidence, ...] = ()
    made_by: str
    as_of: date
    stale: bool = False
    trust: Trust | None = None


class ScoreLine(_Value):
    """One clause in the score, with the special deductions that a person may confirm."""

    clause: str
    points: float
    earned: float
    verdict: Verdict
    note: Words
    special: tuple[SpecialDeduction, ...] = ()


class Score(_Value):
    """Points and star; a range wherever weights are assumed or evidence is missing."""

    earned: float
    applicable: float
    total: float
    special: float
    bonus: float
    star: str
    star_range: tuple[str, str]
    assumed_weights: bool
    lines: tuple[ScoreLine, ...]


class Finding(_Value):
    """Evidence + requirement + statement, as it would stand in a report."""

    clause: str
    verdict: Verdict
    requirement: Words
    statement: Words
    evidence: tuple[Evidence, ...]
    problems: tuple[str, ...] = ()


class Citation(_Value):
    """A numbered quote of an answer."""

    label: int
    evidence: Evidence


class Answer(_Value):
    """What the chat says: every claim carries [n], every [n] is a located quote."""

    text: str
    lang: Lang
    clause: str | None = None
    verdict: Verdict | None = None
    citations: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    followups: tuple[str, ...] = ()
    engine: str = "rules"
