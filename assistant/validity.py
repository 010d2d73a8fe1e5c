"""Periods of validity: has what a sentence or row certifies ended by a date?"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from assistant.corpus import Sentence
from ingest.model import Document, DocumentKind

_DAY = r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
_DATE = re.compile(_DAY)
_UNTIL = re.compile(
    r"(?:有效期|效期|有效|证书期限|协议期限?|合同期限?|服务期限?|期限|聘期|任期|届满|"
    r"到期|valid|expir)[^，。；\n]{0,14}?"
    + _DAY
    + r"起?(?:\s*(?:至|到|止|—|–|~|～|-{1,2})\s*"
    + _DAY
    + r")?",
    re.IGNORECASE,
)
_PERIOD_COLUMN = re.compile(r"有效期|效期|期限|到期|届满|截止|valid|expir", re.IGNORECASE)
_RENEWED_COLUMN = re.compile(r"复审|换证|续|延期|新证|renew", re.IGNORECASE)
_OUT_OF_USE = re.compile(r"停用|停派|停岗|转岗|封存|报废|离职|离岗|已退|注销|不在岗|作废")
_ENDED = re.compile(
    r"(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:(\d{1,2})[日号]|底|末)?[^，。；\d]{0,6}(?:到期|"
    r"期满|届满|过期|失效)"
)
_YEARLY = r"(?>(20\d\d)\s*[-./年]\s*(\d{1,2})(?!\d)(?:\s*[-./月](?:\s*(\d{1,2})(?!\d)\s*日?)?)?)"
_TOLD_LAST = (
    re.compile(rf"(?:[至到]|截止|效期?[:：]?)\s*{_YEARLY}(?!\s*(?:起|至|到(?!期)|[—–~～]))"),
    re.compile(
        rf"(?:{_YEARLY}|()(\d{{1,2}})月(?:(\d{{1,2}})[日号])?)\s*[底末]?\s*"
        r"(?:[就已]?到期|过期|期满|届满|为?止)"
    ),
)
"""A last day as people tell it: 至2027年9月, 2027-11到期, 5月18日到期."""
_SCOPE = re.compile(
    r"(?:认证|证书|覆盖|审核|注册)(?:的)?范围\s*[：:为是]?|scope of (?:certification|"
    r"registration)\s*:?",
    re.I,
)
_SERVICE = re.compile(
    r"服务|售后|维修|安装|维护|保养|运维|运行|支持|service|"
    r"maintenance|support",
    re.I,
)
_HEAD_CHARS = 300


def expired(sentence: Sentence, as_of: date) -> date | None:
    """Return the day on which the validity named ended, None if it is valid or none is named.

    A row is judged by its period columns together with its renewal columns: the latest day
    counts. The last day of a period is still valid.
    """
    last = row_end(sentence) if sentence.block.columns else None
    if last is None:
        last = _text_end(sentence.text, as_of)
    return last if last is not None and last < as_of else None


def told_ends(text: str, as_of: date) -> list[date]:
    """Return the last days of validity that a text tells, in its order.

    A month alone ends on its last day; a day without a year is of the audit's year.
    """
    found: dict[int, date] = {}
    for match in (m for pattern in _TOLD_LAST for m in pattern.finditer(text)):
        first = 1 if match[2] else 4  # with its year, or without
        year, month, day = (int(match[first + i] or 0) for i in range(3))
        year = year or as_of.year
        last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
        if 1 <= (day or last) <= last:
            found.setdefault(match.start(first + 1), date(year, month, day or last))
    return [found[at] for at in sorted(found)]


def out_of_scope(sentence: Sentence) -> bool:
    """Whether a certificate's scope leaves service out.

    The standard asks for certification of after-sales service; a scope of making and selling
    only does not cover it (labelling guide: an out-of-scope certificate).
    """
    scope = _SCOPE.search(sentence.text)
    return bool(scope) and not _SERVICE.search(sentence.text[scope.end() :]) if scope else False


def audit_day(documents: Sequence[Document]) -> date | None:
    """Return the last day that the head of the auditor's notes names, None without notes."""
    heads = (d.text[:_HEAD_CHARS] for d in documents if d.kind is DocumentKind.INTERVIEW)
    return max((day for head in heads for day in _days(head)), default=None)


def out_of_use(text: str) -> bool:
    """Whether what a row names is no longer in use or in post."""
    return bool(_OUT_OF_USE.search(text))


def row_end(sentence: Sentence) -> date | None:
    """Return the latest day of a row's period and renewal columns, None if it has none."""
    block = sentence.block
    if len(block.columns) != len(block.cells):
        return None
    if out_of_use(" ".join(block.cells)):
        return None
    pairs = list(zip(block.columns, block.cells, strict=True))
    if not any(_PERIOD_COLUMN.search(column) for column, _ in pairs):
        return None
    days = [
        day
        for column, cell in pairs
        if _PERIOD_COLUMN.search(column) or _RENEWED_COLUMN.search(column)
        for day in _days(cell)
    ]
    return max(days, default=None)


def _text_end(text: str, as_of: date) -> date | None:
    """Return the last day named; a day without a year is of the audit's year."""
    ends = []
    for year, month, day in _ENDED.findall(text):
        month_end = f"{year or as_of.year}-{month}-{day or 28}"
        ends += _days(month_end)
    for match in _UNTIL.finditer(text):
        days = _days(match.group())
        if days:
            ends.append(max(days))
    return max(ends, default=None)


def _days(text: str) -> list[date]:
    found = []
    for year, month, day in _DATE.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:  # 2026-02-30 as people type it: no day, no end
            continue
    return found
