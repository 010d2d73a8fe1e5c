"""Dates and times of day as people type them into cells."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from assistant.numerals import arabic, named_months

_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's 1900 date system, its leap-year error included (days after 1900-02-28)."""
_SERIAL = re.compile(r"([2-9]\d{4})(\.\d+)?")
_USUAL = re.compile(
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?", re.ASCII
)
"""How most cells read, taken first: ten times faster than the rest."""
_ISO_CHARS = (10, 16, 19)
"""2026-03-05, with minutes, with seconds: as systems export them."""
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)\s*(?:(\d\d):?(\d\d)(?::?\d\d)?)?")
_FULL = re.compile(r"((?:19|20)?\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_SHORT = re.compile(r"(?:今年|本年)?(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*(?:[日号]|(?![\d.]))")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]*{_NAMED_MONTH}[\s\-/,]*(?P<year>(?:20)?\d\d)(?!\d)"
    rf"|{_NAMED_MONTH.replace('month', 'month_first')}\s*(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?"
    r"\s*,?\s+(?P<year_last>20\d\d)",
    re.IGNORECASE,
)
"""5-Mar-2026, 5 March 2026, Mar 5, 2026: as English systems export dates."""
_HALF = r"(?P<half>上午|早上|早晨|清晨|凌晨|中午|下午|午后|傍晚|晚上|晚间|夜里|夜间|早|晚|am|pm)?"
_CLOCK = re.compile(
    rf"\s*[T,]?\s*约?\s*{_HALF}\s*(?P<hour>\d{{1,2}})\s*(?::|时|点钟?)\s*(?P<minute>\d{{1,2}}"
    rf"|半|整)?\s*分?"
    r"(?::(?P<second>\d{1,2})(?:\.\d+)?|(?P<second_zh>\d{1,2})秒)?\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(r"^(\d{1,2}:\d\d(?::\d\d)?)\s+(20\d\d\D.*)$")
_LATER = ("下午", "午后", "傍晚", "晚上", "晚间", "夜里", "夜间", "晚", "pm", "中午")
_NOISE = re.compile(
    r"[(（\[【][^)）\]】]*[)）\]】]|(?:星期|礼拜|周)[一二三四五六日天]|左右|前后|许|约|z$"
    r"|[+-]\d\d:?\d\d$"
    r"|上午|下午|晚上|早上",
    re.IGNORECASE,
)
_STATED_YEAR = re.compile(
    r"(?:未写|没写|没有写|未注明|未标|省略|不写|没标)[^，。；]{0,6}年[^，。；\d]{0,12}((?:19"
    r"|20)\d\d)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]")
_PERIOD = re.compile(
    r"((?:19|20)\d\d)\s*年?度?\s*(?:第\s*)?(?:([一二三四1-4])\s*季度?|q([1-4])|(上|下)半年"
    r"|(\d{1,2})\s*月份?(?![\d\-—–~至到、日])|[-/.]?(0[1-9]|1[0-2])(?![\d\-/.])|(?=度|$))",
    re.IGNORECASE,
)


_MIDNIGHT = time()


class Moment(NamedTuple):
    """A day, with a time of day where one is written.

    Attributes:
        has_year: The year was written, not supplied.
    """

    day: date
    clock: time | None
    has_year: bool = True

    @property
    def at(self) -> datetime:
        """Return day and clock in one; midnight where no time of day is written."""
        return datetime.combine(self.day, self.clock or _MIDNIGHT)

    def not_before(self, other: "Moment") -> "Moment":
        """Return the moment a year later if its supplied year puts it half a year too early."""
        if self.has_year or (other.day - self.day).days < 183:
            return self
        return Moment(_in_year(self.day, self.day.year + 1), self.clock, self.has_year)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both inside."""

    first: date
    last: date


def read(cell: str, year: int | None = None) -> Moment | None:
    """Return the moment that a whole cell states, None if it states none or something else.

    Args:
        year: The year of dates written without one; without it they are None.
    """
    if len(cell) in _ISO_CHARS and cell[4] == "-":
        at = _iso(cell)
        if at is not None:
            return Moment(at.date(), at.time() if len(cell) > 10 else None)
    return _typed(cell, year)


@lru_cache(maxsize=1 << 14)
def _typed(cell: str, year: int | None) -> Moment | None:
    """Return the moment that a cell states as people type it."""
    usual = _USUAL.fullmatch(cell)
    if usual is not None:
        return _usual(usual)
    text = _CLOCK_FIRST.sub(r"\2 \1", arabic(unicodedata.normalize("NFKC", cell).strip()))
    if not text or not any(c.isdigit() for c in text):
        return None
    for reader in (_serial, _packed):
        moment = reader(text)
        if moment is not None:
            return moment
    return _written(text, year)


def _iso(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell) if cell[0] == "2" and cell[7] == "-" else None
    except ValueError:  # looks like it (2026-1-10 9:0), the slower patterns read it
        return None


def clock(cell: str) -> time | None:
    """Return the time of day that a whole cell states, None if it states none or also a day."""
    match = _CLOCK.fullmatch(arabic(unicodedata.normalize("NFKC", cell).strip()))
    moment = _with_clock(date.min, match, has_year=False) if match else None
    return moment.clock if moment else None


def days(cell: str) -> list[date]:
    """Return every full date in a cell, in order; impossible ones (02-30) are left out."""
    text = arabic(unicodedata.normalize("NFKC", cell))
    found = [_full_day(match) for reader in (_FULL, _ENGLISH) for match in reader.finditer(text)]
    moment = read(cell)
    if not found and moment:
        found = [moment.day]
    return [day for day in found if day is not None]


def period(text: str) -> Period | None:
    """Return the one period that a text names: 2026年一季度, 2026年3月, 2026年上半年, 2026年度."""
    found = {m.group() for m in _PERIOD.finditer(named_months(text))}
    if len(found) != 1:
        return None
    match = _PERIOD.search(found.pop())
    return _period(match) if match else None


def stated_year(texts: Iterable[str]) -> int | None:
    """Return the year that a note gives to dates without one (未写年份的均为2026年)."""
    for text in texts:
        match = _STATED_YEAR.search(text)
        if match:
            return int(match[1])
    return None


def common_year(texts: Iterable[str]) -> int | None:
    """Return the year written most often; the later one in a tie."""
    counts = Counter(int(m) for text in texts for m in _YEAR.findall(text))
    return max(counts, key=lambda year: (counts[year], year), default=None)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day."""
    index = day.year * 12 + day.month - 1 + months
    return _in_year(date(index // 12, index % 12 + 1, 1), index // 12, day.day)


def workdays_between(first: date, last: date) -> int:
    """Return the weekdays after `first` up to `last`; public holidays are not known (assumed)."""
    weeks, rest = divmod((last - first).days, 7)
    extra = sum(1 for i in range(1, rest + 1) if (first + timedelta(days=i)).weekday() < 5)
    return weeks * 5 + extra


def _usual(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second = match.groups()
    on = _day(year, month, day)
    if hour is None or on is None:
        return Moment(on, None) if on else None
    if hour == "24" and minute == "00":
        return Moment(on + timedelta(days=1), time())
    clock = _clock_of(int(hour), int(minute), int(second or 0))
    return Moment(on, clock) if clock else None


def _serial(text: str) -> Moment | None:
    match = _SERIAL.fullmatch(text)
    if not match:
        return None
    day = _EPOCH + timedelta(days=int(match[1]))
    if match[2] is None:
        return Moment(day, None)
    seconds = round(float(match[2]) * 86400)
    at = datetime.combine(day, time()) + timedelta(seconds=seconds)
    if at.second >= 59:  # a serial of six decimals is up to half a second off
        at += timedelta(seconds=60 - at.second)
    return Moment(at.date(), at.time() if seconds else None)


def _packed(text: str) -> Moment | None:
    match = _PACKED.fullmatch(text)
    if not match:
        return None
    day = _day(*match.group(1, 2, 3))
    clock = _clock_of(int(match[4]), int(match[5])) if match[4] else None
    return Moment(day, clock) if day else None


def _written(text: str, year: int | None) -> Moment | None:
    match = _FULL.match(text) or _ENGLISH.match(text)
    if match:
        day, has_year = _full_day(match), True
    else:
        match = _SHORT.match(text)
        if not match or year is None:
            return None
        day, has_year = _day(str(year), *match.groups()), False
    if day is None:
        return None
    rest = re.sub(r"^\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?", "", text[match.end() :])
    clock_match = _CLOCK.match(rest)
    if clock_match is None:
        return None if _NOISE.sub("", rest).strip(" ,，。.") else Moment(day, None, has_year)
    if _NOISE.sub("", rest[clock_match.end() :]).strip(" ,，。."):
        return None
    return _with_clock(day, clock_match, has_year=has_year)


def _with_clock(day: date, match: re.Match[str], *, has_year: bool) -> Moment | None:
    hour = int(match["hour"])
    half = (match["half"] or match["after"] or "").lower()
    if half in _LATER and hour < 12 and not (half == "中午" and hour >= 10):
        hour += 12
    elif half in ("am", "凌晨", "上午") and hour == 12:
        hour = 12 if half == "上午" else 0
    minute = {"半": 30, "整": 0, None: 0}.get(match["minute"])
    minute = int(match["minute"]) if minute is None else minute
    if (hour, minute) == (24, 0):
        return Moment(day + timedelta(days=1), time(), has_year)
    clock = _clock_of(hour, minute, int(match["second"] or match["second_zh"] or 0))
    return Moment(day, clock, has_year) if clock else None


def _full_day(match: re.Match[str]) -> date | None:
    if match.re is _FULL:
        return _day(*match.groups())
    month = (match["month"] or match["month_first"]).lower()
    number = str(_MONTHS.index(month) + 1)
    year, day = match["year"] or match["year_last"], match["day"] or match["day_after"]
    return _day(year, number, day)


def _clock_of(hour: int, minute: int, second: int = 0) -> time | None:
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:  # 2026-02-30 as people type it
        return None


def _in_year(day: date, year: int, of_month: int | None = None) -> date:
    for last in range(of_month or day.day, 27, -1):
        try:
            return day.replace(year=year, day=last)
        except ValueError:
            continue
    return day.replace(year=year, day=min(of_month or day.day, 28))


def _period(match: re.Match[str]) -> Period:
    year = int(match[1])
    quarter = match[2] or match[3]
    if quarter:
        first = ("一二三四".find(quarter) if quarter in "一二三四" else int(quarter) - 1) * 3 + 1
        return _span(year, first, 3)
    if match[4]:
        return _span(year, 1 if match[4] == "上" else 7, 6)
    month = match[5] or match[6]
    if month and 1 <= int(month) <= 12:
        return _span(year, int(month), 1)
    return _span(year, 1, 12)


def _span(year: int, month: int, months: int) -> Period:
    first = date(year, month, 1)
    return Period(first, add_months(first, months) - timedelta(days=1))
