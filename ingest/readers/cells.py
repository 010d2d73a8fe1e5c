"""Values of spreadsheet cells as a person sees them."""

import datetime
import re
from decimal import Decimal

# What a cell of openpyxl or calamine can hold.
Value = (
    str | bool | int | float | Decimal | datetime.datetime | datetime.date | datetime.time
    | datetime.timedelta | None
)  # fmt: skip

_PERCENT = re.compile(r"0(?:\.(0+))?%")
_ZEROS = re.compile(r"0{2,}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")


def display(value: Value, number_format: str = "General") -> str:
    """Return a cell as text on one line.

    Dates are YYYY-MM-DD, with HH:MM where the time is shown or is not midnight; whole floats
    are integers; simple percent formats are applied; booleans are TRUE and FALSE.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, datetime.timedelta):
        return _duration(value)
    if isinstance(value, datetime.datetime):
        return _moment(value, number_format)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return _clock(value)
    return _number(value, number_format)


def _words(text: str) -> str:
    """Return text with Excel's escapes undone and line breaks and tabs as spaces."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return " ".join(text.replace("\r", " ").split("\n")).replace("\t", " ").strip()


def _moment(value: datetime.datetime, number_format: str) -> str:
    if value.microsecond:
        # Times of day are binary fractions in the file: 10:29:59.999995 is 10:30.
        value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
    shows_time = re.search("[hH时]", _LITERAL.sub("", number_format)) is not None
    if not shows_time and value.time() == datetime.time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_clock(value.time())}"


def _clock(value: datetime.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _duration(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def _number(value: float | Decimal, number_format: str) -> str:
    percent = _PERCENT.fullmatch(number_format)
    if percent:
        return f"{float(value) * 100:.{len(percent[1] or '')}f}%"
    if float(value).is_integer():
        width = len(number_format) if _ZEROS.fullmatch(number_format) else 0
        return str(int(value)).zfill(width)
    return f"{float(value):.15g}"
