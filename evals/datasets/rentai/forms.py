"""Days and moments, written the way different hands of this firm write them; working days."""

from datetime import date, datetime, timedelta

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
EXCEL_DAY_0 = date(1899, 12, 30)
# 0 date cell, 1 ISO, 2 slashes, 3 月日, 4 serial number, 5 English, 6 dots
CELL_FORMS = (0, 0, 1, 0, 3, 0, 2, 4, 0, 5, 0, 6)
TEXT_FORMS = (1, 2, 1, 3, 1, 5, 2, 4, 1, 6)

Value = date | datetime | str | int | float | None


def written(value: Value, index: int, forms: tuple[int, ...] = CELL_FORMS) -> Value:
    """Return what stands in the cell: days in one of seven forms, all else as it is."""
    form = forms[index % len(forms)]
    if isinstance(value, datetime):
        return _moment(value, form)
    return _day(value, form) if isinstance(value, date) else value


def _day(when: date, form: int) -> Value:
    short = f"{when.month}月{when.day}日"
    return (
        when,
        f"{when:%Y-%m-%d}",
        f"{when.year}/{when.month}/{when.day}",
        short if when.year == 2026 else f"{when.year}年{short}",
        (when - EXCEL_DAY_0).days,
        f"{when.day} {MONTHS[when.month - 1]} {when.year}",
        f"{when:%Y.%m.%d}",
    )[form]


def _moment(when: datetime, form: int) -> Value:
    if form == 0:
        return when
    day = _day(when.date(), form)
    if form == 4:
        return round(float(day) + (when.hour * 60 + when.minute) / 1440, 6)
    return f"{day} {when:%H:%M}"


def day_of(when: Value) -> date | None:
    """Drop the time of day; anything that is no day gives None."""
    if isinstance(when, datetime):
        return when.date()
    return when if isinstance(when, date) else None


def plus_workdays(start: date, days: int) -> date:
    """Count on by Mondays to Fridays, as the manual defines a working day."""
    while days:
        start += timedelta(days=1)
        days -= start.weekday() < 5
    return start


def on_workday(when: date) -> date:
    """Move a weekend to the Monday after."""
    return when + timedelta(days=max(0, 7 - when.weekday()) if when.weekday() > 4 else 0)


def quarter_of(when: date) -> int:
    """Return 1 to 4."""
    return (when.month + 2) // 3
