"""Chinese numerals in dates, times of day and lengths of time, as people type them into cells."""

import re
import unicodedata
from datetime import timedelta

from assistant.quantities import number

_DIGITS = "零〇一二三四五六七八九十两"
_BEFORE_UNIT = re.compile(rf"[{_DIGITS}]{{1,4}}(?=年|月|日|号|点|时|分|秒|个?半?小时)")
_AFTER_CLOCK = re.compile(rf"(?<=点)[{_DIGITS}]{{1,3}}")
_QUARTERS = (("三刻", "45分"), ("一刻", "15分"))
_ZERO = str.maketrans("○Ｏ", "〇〇")
_LENGTH = re.compile(
    r"(?:(?P<days>\d+(?:\.\d+)?)\s*(?:天|日|d(?:ays?)?))?\s*"
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*个?(?P<half>半)?(?:小时|钟头|时|h(?:(?:ou)?rs?)?))?(?P<more>半)?\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:分钟?|m(?:in(?:ute)?s?)?))?\s*"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)\s*(?:秒钟?|s(?:ec(?:ond)?s?)?))?",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")


def arabic(text: str) -> str:
    """Return text with the numerals of dates and times in figures: 八点二十 -> 8点20.

    Offsets change; use it to read a cell, never to quote it.
    """
    plain = text.translate(_ZERO)
    if not any(char in plain for char in _DIGITS):
        return plain
    for words, figures in _QUARTERS:
        plain = plain.replace(words, figures)
    return _AFTER_CLOCK.sub(_figures, _BEFORE_UNIT.sub(_figures, plain))


def named_months(text: str) -> str:
    """Return text in plain width with months in figures: 2026年三月 -> 2026年3月."""
    return _MONTH.sub(lambda m: arabic(m.group()), unicodedata.normalize("NFKC", text))


_MONTH = re.compile(r"(?<=年)[一二三四五六七八九十]{1,2}月")


def duration(cell: str) -> timedelta | None:
    """Return the length of time that a whole cell states, None if it states none.

    2小时15分, 1h30m, 90 min, 一个半小时, 2天3小时; 2:15 is hours and minutes.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    counter = _COUNTER.fullmatch(text)
    if counter:
        hours, minutes, seconds = (int(part or 0) for part in counter.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if text in ("半小时", "半个小时"):
        return timedelta(minutes=30)
    match = _LENGTH.fullmatch(arabic(text))
    parts = ("days", "hours", "minutes", "seconds")
    if match is None or not any(match[name] for name in parts):
        return None
    half = timedelta(minutes=30) if match["half"] or match["more"] else timedelta()
    return half + timedelta(**{name: float(match[name] or 0) for name in parts})


def _figures(match: re.Match[str]) -> str:
    words = match.group()
    is_year = len(words) == 4 and "十" not in words
    return words.translate(_PLAIN) if is_year else str(int(number(words)))


_PLAIN = str.maketrans("零〇一二三四五六七八九", "00123456789")
