"""A rule bound to a table: which columns it speaks of, which rows it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.rule_cases import Choice, Filter
from assistant.rule_model import Rule
from assistant.table_columns import Column
from assistant.tables import Table
from assistant.times import Moment


class Exemption(StrEnum):
    """What a filled appointment or rescheduling column does to a row."""

    NONE = "none"
    REPLACES = "replaces"
    EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of who holds a paper.

    Attributes:
        days: The days of each person's papers, None for one not written down; () without any.
        until: The days are the last valid ones, else those from which the paper counts.
        title: The sheet or file of the list.
    """

    days: Mapping[str, tuple[date | None, ...]]
    until: bool
    title: str


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule on a table.

    Attributes:
        start: Column from which time runs; of ORDER what must come first, of DUE the due day.
        end: Column of what is to be done; of SIGNED and STOCK the column that is looked at.
        moved: Column with another day agreed with the customer.
        held: Column with the time that a case waited and that does not count.
        until: Of REMEDY, the column of what should have been done in time.
        columns: Of COMPLETE, the columns that must be filled.
        present: Rows count only where this column is filled (every FSR: rows with an FSR number).
        mentions: Rows count only where a cell says these words, "" for all rows.
        roster: Of HOLDER, who holds the paper; `start` is then the day of the work, `until` the
            day that stands for it where it is blank.
        since: The day from which time runs for all rows, where a note above the table tells it.
        by_day: The log holds days only: a limit in whole days of hours is counted in days.
    """

    rule: Rule
    table: Table
    start: Column | None
    end: Column
    choices: tuple[Choice, ...] = ()
    filters: tuple[Filter, ...] = ()
    moved: Column | None = None
    exemption: Exemption = Exemption.NONE
    two_sided: bool = False
    held: Column | None = None
    until: Column | None = None
    columns: tuple[Column, ...] = ()
    present: Column | None = None
    mentions: str = ""
    by_day: bool = False
    roster: Roster | None = None
    since: Moment | None = None
