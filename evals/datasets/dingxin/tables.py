"""Small helpers of the rows: tables in src/, days, working days."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "src"
Row = dict[str, Any]


@cache
def table(name: str) -> list[list[str]]:
    """Return the '|'-separated rows of src/`name`.txt."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def typed(name: str, head: tuple[str, ...]) -> list[Row]:
    """Return the rows of src/`name`.txt under their column names; an empty text is a blank cell."""
    return [dict(zip(head, map(_cell, row), strict=True)) for row in table(name)]


def day_of(when: datetime | date | None) -> date | None:
    """Drop the time of day."""
    return when.date() if isinstance(when, datetime) else when


def add_workdays(start: date, count: int) -> date:
    """Return the last day of a limit of Mondays to Fridays; the first day is not counted."""
    end = start
    while count:
        end += timedelta(days=1)
        count -= end.weekday() < 5
    return end


def month_end(month: date) -> date:
    """Return the last day of the month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _cell(text: str) -> object:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text
