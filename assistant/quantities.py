"""Quantities in Chinese text: number, unit and comparison, each as an exact span."""

import re
from dataclasses import dataclass
from enum import StrEnum

_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if chr(c) not in "，；：！？（）"}
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_STEP = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两俩仨三四五六七八九十百千万]+|半)"


class Unit(StrEnum):
    """The unit that a quantity is kept in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    PERCENT = "percent"
    OTHER = "other"


class Comparison(StrEnum):
    """How a quantity bounds what it is said of."""

    EXACT = "exact"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    AROUND = "around"
    AHEAD = "ahead"
    BEYOND = "beyond"


_UNITS: tuple[tuple[str, Unit, float], ...] = (
    (r"个?工作[日天]", Unit.WORKDAY, 1),
    (r"个?(?:自然|日历)[日天]", Unit.DAY, 1),
    (r"个?工作小时", Unit.OTHER, 1),
    (r"个?(?:小时|钟头)|[hH](?:ours?)?(?![a-zA-Z])", Unit.HOUR, 1),
    (r"分钟|min(?![a-zA-Z])", Unit.MINUTE, 1),
    (r"个?(?:星期|礼拜)|周(?![一二三四五六日年转岁])", Unit.DAY, 7),
    (r"个?季度|季(?!节)", Unit.MONTH, 3),
    (r"个月|月(?=[内期]|以[内上])", Unit.MONTH, 1),
    (r"年(?!度|级|龄|轻|会|底|初|末|版|修|月|\d)", Unit.MONTH, 12),
    (r"[天日](?!常|志|期|历|报)", Unit.DAY, 1),
    (r"%|％", Unit.PERCENT, 1),
    (
        r"(?:学时|课时|公里|[次人名份件台套个项单户张元分条位家处辆倍遍名种]|类(?![区地站故客用工点户件]))",
        Unit.OTHER,
        1,
    ),
)
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(_UNITS))
_QUANTITY = re.compile(
    rf"(?<![第\d.a-zA-Z零〇一二三四五六七八九十百千])(?:(?P<low>{_NUMBER})\s*(?:[-—–~至到或]"
    rf"|—{{2}})\s*)?(?P<number>{_NUMBER})\s*(?P<half>个半)?(?:{_UNIT})"
)
_BEFORE: tuple[tuple[Comparison, str], ...] = (
    (Comparison.AT_LEAST, r"(?:不(?:得)?(?:少于|低于|小于|短于)|至少|最少|≥|>=|大于等于)\s*$"),
    (
        Comparison.AT_MOST,
        r"(?:不(?:得|应|能)?(?:超过|大于|多于|高于|长于|晚于|迟于)|最[长多迟晚]|至多|≤|<="
        r"|(?<!期)限)\s*$",
    ),
    (Comparison.AHEAD, r"(?:提前|提早|期?满前|届满前|到期前|之?前)\s*$"),
    (Comparison.BEYOND, r"(?:(?<!不)(?<!不得)超过|超出|超|满|大于|逾|>)\s*$"),
    (Comparison.AROUND, r"(?:前后|正负|±|上下)(?:各)?\s*$"),
)
_AFTER: tuple[tuple[Comparison, str], ...] = (
    (Comparison.AT_MOST, r"\s*(?:以内|之内|内(?!容|部)|里(?!程|外|屋)|以下|[（(]含[）)]内)"),
    (Comparison.AT_LEAST, r"\s*(?:以上|起(?!计|算))"),
    (Comparison.BEYOND, r"\s*(?:以?外的?)"),
)
_MONTH_BEFORE = re.compile(r"(?:\d|[一二三四五六七八九十]|[每次当下上该首个]个?)月(?:的|份)?\s*$")
_HOURS = {Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0, Unit.DAY: 24.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `text[start:end]`, comparison words left out.

    Attributes:
        value: In `unit`; weeks are days, quarters, half-years and years are months.
        low: The lower end of a range (5-7天), equal to `value` otherwise.
    """

    value: float
    low: float
    unit: Unit
    comparison: Comparison
    start: int
    end: int
    text: str

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time."""
        return self.unit not in (Unit.PERCENT, Unit.OTHER)

    @property
    def size(self) -> tuple[str, float]:
        """Return (kind, amount), equal for equal quantities: 24小时 and 1天, 1年 and 12个月."""
        hours = _HOURS.get(self.unit)
        if hours is not None:
            return "hours", round(self.value * hours, 4)
        return (self.text[-1] if self.unit is Unit.OTHER else self.unit.value), self.value


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something is to be done: `times` in every period of `months` or `days`."""

    times: float
    months: float
    days: float
    start: int
    end: int
    text: str


def fold(text: str) -> str:
    """Return the text with full-width letters, digits and signs halved; offsets stay."""
    return text.translate(_WIDE)


def punctuated(text: str) -> str:
    """Return the text with the half-width stops of Chinese prose widened; offsets stay.

    Commas and colons between digits (1,200 and 8:00) stay as they are.
    """
    wide = re.sub(r"(?<!\d),|,(?!\d)", "，", text)
    wide = re.sub(r"(?<!\d):|:(?!\d)", "：", wide)
    return wide.replace(";", "；").replace("(", "（").replace(")", "）")


def number(text: str) -> float:
    """Return the value of an Arabic or Chinese numeral (1,200, 二十五, 两, 半).

    Raises:
        ValueError: `text` is no numeral.
    """
    plain = fold(text).replace(",", "").strip()
    if plain == "半":
        return 0.5
    if not plain or all(c in _DIGIT or c in _STEP for c in plain):
        return float(_chinese(plain))
    return float(plain)


def find(text: str) -> list[Quantity]:
    """Return the quantities of a text in order; ordinals, dates and calendar years are none."""
    plain = fold(text)
    found = []
    for match in _QUANTITY.finditer(plain):
        quantity = _quantity(plain, match)
        if quantity is not None:
            found.append(quantity)
    return found


_PERIODS: tuple[tuple[str, float, float], ...] = (
    (r"半年", 6, 0), (r"季度?", 3, 0), (r"年度?", 12, 0), (r"月", 1, 0),
    (r"周|星期|礼拜", 0, 7), (r"[天日]", 0, 1),
)  # fmt: skip
_PERIOD = "|".join(f"(?P<p{i}>{pattern})" for i, (pattern, _, _) in enumerate(_PERIODS))
_EVERY = re.compile(rf"(?:每隔?|逐)(?P<n>{_NUMBER})?个?(?:{_PERIOD})(?!\d)")
_TIME = r"(?:次|[回趟遍](?![访电复信话执]))"
_ONCE = re.compile(
    rf"(?<![每第满过])(?P<n>{_NUMBER})(?=个"
    rf"|[年天日周]|礼拜|星期)个?(?:{_PERIOD})(?!\s*[以之]?[内里])[^，。；、\d]{{0,6}}?(?P<times>{_NUMBER}){_TIME}"
)
_TIMES = re.compile(rf"[^。；]{{0,24}}?(?:至少|不少于|各)?\s*(?P<times>{_NUMBER})\s*{_TIME}")


def find_frequencies(text: str) -> list[Frequency]:
    """Return how often things are to be done: 每季度一次, 两天一次, 每年至少两次, 每半年."""
    plain = fold(text)
    found = []
    for match in _EVERY.finditer(plain):
        counted = _TIMES.match(plain, match.end())
        rest = plain[match.end() : counted.end()] if counted else ""
        usable = counted is not None and "每" not in rest
        times = number(counted["times"]) if counted and usable else 1.0
        found.append(_frequency(plain, match, times, match.end()))
    for match in _ONCE.finditer(plain):
        if not any(f.start <= match.start() < f.end for f in found) and "每" not in match.group():
            found.append(_frequency(plain, match, number(match["times"]), match.end()))
    return sorted(found, key=lambda frequency: frequency.start)


def _frequency(text: str, match: re.Match[str], times: float, end: int) -> Frequency:
    index = next(i for i in range(len(_PERIODS)) if match[f"p{i}"])
    count = number(match["n"]) if match["n"] else 1.0
    _, months, days = _PERIODS[index]
    return Frequency(times, months * count, days * count, match.start(), end, match.group())


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    index = next(i for i in range(len(_UNITS)) if match[f"u{i}"] is not None)
    _, unit, factor = _UNITS[index]
    start, end = match.span()
    if _is_calendar(text, match, unit, factor):
        return None
    value = (number(match["number"]) + (0.5 if match["half"] else 0)) * factor
    if text[end : end + 1] == "半" and unit is not Unit.OTHER:
        value += 0.5 * factor
        end += 1
    low = number(match["low"]) * factor if match["low"] else value
    return Quantity(value, low, unit, _comparison(text, start, end), start, end, text[start:end])


def _is_calendar(text: str, match: re.Match[str], unit: Unit, factor: float) -> bool:
    """Whether the words are a date (2026年, 5月10日, 次月10日) or an idiom (一般, 一个)."""
    digits = match["number"]
    if unit is Unit.MONTH and factor == 12 and len(digits) == 4 and digits[0] in "12二":
        return True
    if unit is Unit.DAY and factor == 1 and _MONTH_BEFORE.search(text, 0, match.start()):
        return True
    return (
        unit is Unit.OTHER
        and digits in ("一", "万", "千", "百")
        and match["low"] is None
        and (
            text[match.end() - 1] in "个项种条些类" or text[match.end() : match.end() + 1] in "次性"
        )
    )


def _comparison(text: str, start: int, end: int) -> Comparison:
    before = text[max(0, start - 8) : start]
    for comparison, pattern in _BEFORE:
        if re.search(pattern, before):
            return comparison
    for comparison, pattern in _AFTER:
        if re.match(pattern, text[end:]):
            return comparison
    return Comparison.EXACT


def _chinese(text: str) -> int:
    if not text:
        raise ValueError("no numeral")
    if not any(c in _STEP for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char == "万":
            total, section, digit = total + (section + digit) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _STEP[char], 0
    return total + section + digit
