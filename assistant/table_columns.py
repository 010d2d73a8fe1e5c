"""The columns of a table: what each holds, by its name and its cells."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant import times
from assistant.roles import Role, event_of, field_of, sounds_like_time

_BLANK = re.compile(
    r"[（(【\[]?(?:[\s\-—–―~/／\\无_.。、·×]*|#?n/?a|null|none|nil|nan|空白?|未填写?|未录入?|未登记|未记录"
    r"|[暂尚]无|无记录|漏填|缺(?:失|填)?)[）)】\]]?",
    re.IGNORECASE,
)
"""What people and programs write where they have nothing to write."""
_BLANK_STARTS = frozenset("（(【[）)】]-—–―~/／\\无_.。、·×#nN空未暂尚漏缺")
"""What a blank can start with: most cells are told by their first character."""
_SAMPLE = 80
_TIME_SHARE = 0.6
"""A column of dates holds at least this share of them among its filled cells (assumed)."""
_CATEGORIES = 12
"""More different values than this are names, not categories (assumed)."""
_CATEGORY_CHARS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, last part of a grouped name, role, and its categories if it has any.

    Attributes:
        has_blanks: Some of its cells say nothing.
        is_ticked: Its cells are ticks and crosses: a blank is neither.
    """

    index: int
    name: str
    leaf: str
    role: Role | None
    is_time: bool
    values: tuple[str, ...]
    has_blanks: bool = False
    is_ticked: bool = False


def is_blank(cell: str) -> bool:
    """Tell whether a cell says nothing: empty, a dash, 无, 未填, N/A."""
    if not cell:
        return True
    if cell[0] not in _BLANK_STARTS and not cell[0].isspace():
        return False
    return _BLANK.fullmatch(cell.strip()) is not None


def column_of(index: int, name: str, cells: Sequence[str], year: int | None) -> Column:
    """Return a column: its role by its name, its kind and its categories by its cells."""
    leaf = _leaf(name)
    counts = Counter(cells)
    blanks = sum(count for cell, count in counts.items() if is_blank(cell))
    event = event_of(leaf)
    named = sounds_like_time(leaf)
    sample = list(islice((cell for cell in cells if not is_blank(cell)), _SAMPLE))
    is_time = _holds_times(sample, year, named=named or event is not None)
    if not sample and named and event is not None:
        is_time = True
    role = event if is_time and event is not None else field_of(leaf)
    values = () if is_time else _categories(counts, len(cells) - blanks)
    if role is None and sample and all(_is_period(value, year) for value in values or sample):
        role = Role.PERIOD
    ticked = any(map(DENIED.fullmatch, counts)) and any(map(_TICKED.match, counts))
    return Column(index, name, leaf, role, is_time, values, blanks > 0, ticked)


def with_deadline(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Call a last day the planned one where the day on which it was done stands beside it."""
    done = any(c.is_time and _DONE.search(c.leaf) for c in columns)
    return tuple(
        replace(c, role=Role.PLANNED)
        if done and c.role is Role.VALID_UNTIL and _LAST_DAY.match(c.leaf)
        else c
        for c in columns
    )


_LAST_DAY = re.compile(r"截止|限期|到期(?!换)")
_DONE = re.compile(r"^实|完成|提交|交[来到]|做[了完]")


def _is_period(value: str, year: int | None) -> bool:
    """Whether a category is a month, a quarter or the like: 2026年3月, Q1, 一季度."""
    bare = re.fullmatch(r"\d{1,4}", value) or not _PERIOD_CHARS.fullmatch(value)
    return not bare and (times.period(value) or times.period(f"{year}年{value}")) is not None


_PERIOD_CHARS = re.compile(r"[\d\s年月季度第份半上下全周Q一二三四五六七八九十./\-]+", re.IGNORECASE)
"""Of nothing else are periods written: 12V24AH is none."""


def _leaf(name: str) -> str:
    """Return the last part of a grouped name; a unit (mm/s) is no group."""
    if _PER.search(name):
        return name
    head, slash, tail = name.partition("/")
    return tail if slash and tail and len(head) >= 1 else name


_PER = re.compile(r"[A-Za-z0-9³²]/(?:s|h|min|d|L|l|kg|m[³²23]?|km|g|t|cm|次|年)[）)\]]?$")


def _holds_times(cells: Sequence[str], year: int | None, *, named: bool) -> bool:
    """Whether cells hold times; short forms (3.5) count where others are plainly days."""
    told = [cell for cell in map(unmarked, cells) if cell]
    if not told:
        return False
    hits = sum(1 for cell in told if _reads(cell, year, named=named))
    if hits / len(told) >= _TIME_SHARE:
        return True
    if not hits or any(_COUNT.fullmatch(cell) for cell in told):
        return False
    loose = sum(1 for cell in told if _reads(cell, year, named=True))
    return hits / len(told) >= _PLAIN_SHARE and loose / len(told) >= _TIME_SHARE


_PLAIN_SHARE = 0.25
"""So many cells must be days beyond doubt before 3.5 beside them is one (assumed)."""
_COUNT = re.compile(r"-?\d+|\d+\.\d{3,}")
_TICKED = re.compile(r"\s*[√✓✔☑]\s*")
DENIED = re.compile(r"\s*(?:[×✗✘☒]|[xX])\s*")
"""A mark for what was not done, where others have a day."""


def unmarked(cell: str) -> str:
    """Return a cell without the tick before its day (√3月5日); "" for a mark alone."""
    if DENIED.fullmatch(cell):
        return ""
    if not cell or (cell[0].isdigit() and cell[-1] not in _TAILS):
        return cell
    return _TAIL.sub("", _HEAD.sub("", cell, count=1), count=1).strip()


_HEAD = re.compile(
    r"^\s*(?:[√✓✔☑]|(?:大?约|补(?:录|登|填)?|已(?:于|办|完成?|做)?|完成|办[完妥]|于|实际)[:：]?)\s*(?=\d|$)"
)
_TAIL = re.compile(
    r"(?<=[\d日号点分时])\s*(?:[√✓✔☑]|多|[（(]?补(?:录|登|填)?[）)]?|(?:办|做|修|装|送|签|收)?[完好到妥收了])\s*$"
)
_TAILS = "√✓✔☑多补录登填完好到妥收了）) "
"""What people write around a day: ticks, 约, 补录, 送到."""


def _reads(cell: str, year: int | None, *, named: bool) -> bool:
    bare = re.fullmatch(r"[\d.\-/]{1,14}", cell.strip())
    if not named and bare and not re.match(r"20\d\d[-/.]", cell):
        return False
    return times.read(cell, year) is not None or bool(named and len(times.days(cell)) > 1)


def _categories(counts: Mapping[str, int], filled: int) -> tuple[str, ...]:
    """Return the values of a column with few of them, the most frequent first."""
    merged: Counter[str] = Counter()
    for cell, count in counts.items():
        if not is_blank(cell):
            merged[cell.strip()] += count
            if len(merged) > _CATEGORIES:
                return ()
    few = len(merged) <= 3 or filled >= 2 * len(merged)
    return tuple(v for v, _ in merged.most_common() if len(v) <= _CATEGORY_CHARS) if few else ()
