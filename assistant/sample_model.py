"""Samples as values: what was drawn, from what and how, and each test of a drawn record."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Method(StrEnum):
    """How records are drawn.

    SIMPLE draws each with equal chance, STRATIFIED in proportion to the values of a column,
    OUTLETS the square root of the number of outlets, rounded up.
    """

    SIMPLE = "simple"
    STRATIFIED = "stratified"
    OUTLETS = "outlets"


class Mark(StrEnum):
    """The result of a test; what cannot be told is never a pass."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Drawn(_Value):
    """A drawn record.

    Attributes:
        key: What the draw ranks it by: document id, sheet and row, or the outlet's name.
        record: Its id as people know it.
        place: Sheet and row in words.
        start: First character of the record in the document's text.
    """

    key: str
    record: str
    document_id: str
    file: str
    place: str
    start: int
    end: int
    stratum: str = ""
    cells: tuple[str, ...] = ()


class Sample(_Value):
    """One reproducible draw.

    Attributes:
        id: Content hash of population, method, size, seed, clause and checks: the same draw
            has the same id.
        population: What it was drawn from, in words.
        population_id: Content hash of all keys of the population.
        n_population: Records in the population.
        by: Column of the strata or of the outlets, "" without one.
        checks: What is to be checked of each record.
    """

    id: str
    clause: str
    population: str
    population_id: str
    n_population: int
    method: Method
    by: str
    seed: int
    rationale: str
    columns: tuple[str, ...]
    checks: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    drawn_by: str
    drawn_at: datetime


class Tick(_Value):
    """One test of a drawn record; a retest is another.

    Attributes:
        number: Place of the record in the sample, from 1.
        marks: Result of each check, None where it was left blank.
        tested_on: The day on the tick sheet, None if none was written.
        recorded_at: When the row was taken in.
    """

    sample: str
    number: int
    mark: Mark
    marks: tuple[Mark | None, ...]
    remark: str
    who: str
    tested_on: date | None
    recorded_at: datetime

    def says_the_same(self, other: "Tick") -> bool:
        """Tell whether two rows are one test, taken in twice."""
        return self.model_copy(update={"recorded_at": other.recorded_at}) == other
