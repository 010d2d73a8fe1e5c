"""What a document says of itself: number, edition, dates, validity, period; and where."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.editions import cover, plain
from ingest.model import Block, BlockKind, Document, DocumentKind
from ingest.tokenize import numeral

_NUMBER = re.compile(r"(?:文件|受控|制度|手册|程序)?(?:编号|文号|编码|代号)")
_VERSION = re.compile(
    r"(?:文件)?(?:版本|版次|版号|修订版次?)号?(?:/修改(?:码|状态))?|version|rev(?:ision)?"
)
_EFFECTIVE = re.compile(r"(?:实施|生效|施行|执行)(?:日期|时间)")
_ISSUED = re.compile(r"(?:发布|颁布|修订)(?:日期|时间)")
_UNTIL = re.compile(
    r"有效期(?:限)?(?:至|到)?|有效期截止日?期?|到期(?:日期?|时间)|valid (?:until|to)"
)
_DAY = r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
_TO = r"\s*(?:起)?\s*(?:至|到|止|—+|–|~|-{1,2})\s*"
_LABELS = {"number": _NUMBER, "version": _VERSION, "effective": _EFFECTIVE, "issued": _ISSUED}
_SAID = {
    "number": re.compile(
        rf"(?:{_NUMBER.pattern})[:\s]{{1,3}}(?P<value>[a-z][a-z0-9]*(?:[-/.][a-z0-9]+)+)"
    ),
    "version": re.compile(
        rf"(?:{_VERSION.pattern})[:\s]{{1,3}}(?P<value>[a-z]/?\d{{1,2}}|v?\d+(?:\.\d+)*)"
        r"|(?P<ordinal>第\s*[一二三四五六七八九十\d]{1,3}\s*版|(?<![a-z])[a-z]版)"
    ),
    "effective": re.compile(
        rf"(?:{_EFFECTIVE.pattern})[:\s]{{0,3}}(?P<value>{_DAY})"
        rf"|自?(?P<from>{_DAY})起?(?:正式)?(?:施行|实施|执行|生效)"
    ),
    "issued": re.compile(rf"(?:{_ISSUED.pattern})[:\s]{{0,3}}(?P<value>{_DAY})"),
}
_VALID = re.compile(
    rf"(?:{_UNTIL.pattern}|(?:合同|协议|服务|证书)期限|valid(?: from)?)[为是自从于:\s]{{0,3}}"
    rf"(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?"
)
_COVERED = re.compile(
    rf"(?:统计|报告|覆盖|记录|考核|起止)(?:期间|周期|时间|期|时段|范围)?[为是自从于:\s]{{0,3}}"
    rf"(?P<first>{_DAY}){_TO}(?P<last>{_DAY})"
)
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年?\s*(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    r"|(?P<from>\d{1,2})\s*月?\s*[-—~至到]\s*(?P<to>\d{1,2})\s*月|(?P<month>\d{1,2})月(?:份|(?!\d))"
    r"|(?P<whole>全?年?度))"
)
_ANY_DAY = re.compile(rf"(?<!\d){_DAY}")
_CERTIFIED = (DocumentKind.CERTIFICATE, DocumentKind.CONTRACT)
_PERIODIC = (
    DocumentKind.RECORD_LOG, DocumentKind.FILLED_FORM, DocumentKind.REPORT, DocumentKind.MINUTES,
)  # fmt: skip
_VALIDITY_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Stated:
    """Something said in a document.

    Attributes:
        value: A day as YYYY-MM-DD; other words as they stand.
        start, end: The span that says it; both 0 where the file's name or properties do.
    """

    value: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself; None where it says nothing.

    Attributes:
        effective: From when it is in force.
        valid_from, valid_until: The validity of a certificate or contract.
        period_from, period_to: The days that a record or report covers.
    """

    title: Stated | None = None
    number: Stated | None = None
    edition: Stated | None = None
    effective: Stated | None = None
    issued: Stated | None = None
    valid_from: Stated | None = None
    valid_until: Stated | None = None
    period_from: Stated | None = None
    period_to: Stated | None = None


def identity_of(document: Document) -> Identity:
    """Return what `document` says of itself on its cover, and what its records cover."""
    told: dict[str, Stated] = {}
    for name, stated in said(document):
        told.setdefault(name, stated)
    valid = _valid(document) if document.kind in _CERTIFIED else (None, None)
    period = _period(document) if document.kind in _PERIODIC else (None, None)
    return Identity(
        title=_title(document),
        number=told.get("number"),
        edition=told.get("version"),
        effective=_as_day(told.get("effective")),
        issued=_as_day(told.get("issued")),
        valid_from=valid[0],
        valid_until=valid[1],
        period_from=period[0],
        period_to=period[1],
    )


def said(document: Document) -> Iterator[tuple[str, Stated]]:
    """Yield "number", "version", "effective" and "issued" as the cover says them, in order."""
    for block in cover(document):
        if block.kind is BlockKind.ROW:
            yield from _labelled(document, block)
            continue
        text, offsets = placed(document.text[block.start : block.end])
        for name, pattern in _SAID.items():
            match = pattern.search(text)
            if match is not None:
                group = next(key for key, value in match.groupdict().items() if value)
                yield name, _stated(document, block, offsets, match.span(group))


def placed(text: str) -> tuple[str, list[int]]:
    """Return `text` as `plain` has it, and where each of its characters stands in `text`.

    The places are empty where they cannot be told (characters composed of several).
    """
    target = plain(text)
    offsets: list[int] = []
    for at, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if len(offsets) < len(target) and target[len(offsets)] == folded:
                offsets.append(at)
    return target, offsets if len(offsets) == len(target) else []


def _stated(
    document: Document, block: Block, offsets: Sequence[int], span: tuple[int, int]
) -> Stated:
    if not offsets:
        return Stated(document.text[block.start : block.end], block.start, block.end)
    start, end = block.start + offsets[span[0]], block.start + offsets[span[1] - 1] + 1
    return Stated(document.text[start:end], start, end)


def _labelled(document: Document, block: Block) -> Iterator[tuple[str, Stated]]:
    for label, value in pairwise(block.cells):
        for name, pattern in _LABELS.items():
            if value.strip() and pattern.fullmatch(plain(label).rstrip(":")):
                yield name, _cell(document, block, value.strip())


def _cell(document: Document, block: Block, value: str) -> Stated:
    """Return a cell with its span; the whole row if it is filled from a merged cell."""
    at = document.text.find(value, block.start, block.end)
    return Stated(value, at, at + len(value)) if at >= 0 else Stated(value, block.start, block.end)


def _title(document: Document) -> Stated | None:
    if not document.title:
        return None
    for block in cover(document):
        at = document.text.find(document.title, block.start, block.end)
        if at >= 0:
            return Stated(document.title, at, at + len(document.title))
    return Stated(document.title)


def _as_day(stated: Stated | None) -> Stated | None:
    """Return a day as YYYY-MM-DD, or as it stands where it is none."""
    if stated is None:
        return None
    day = _day(stated.value)
    return Stated(day.isoformat(), stated.start, stated.end) if day else stated


def _valid(document: Document) -> tuple[Stated | None, Stated | None]:
    """Return the validity that is named first: one day is the last one."""
    for block in document.blocks:
        if block.start > _VALIDITY_CHARS:
            break
        if block.kind is BlockKind.ROW:
            for label, value in pairwise(block.cells):
                if _UNTIL.fullmatch(plain(label).rstrip(":")) and _ANY_DAY.search(plain(value)):
                    return _ends(_days(_cell(document, block, value)))
        found = _interval(document, block, _VALID)
        if found:
            return _ends(found)
    return None, None


def _period(document: Document) -> tuple[Stated | None, Stated | None]:
    """Return the days covered: by the cover, else by the title, else from first to last row."""
    for block in cover(document):
        found = _interval(document, block, _COVERED)
        if len(found) == 2:
            return found[0], found[1]
    title = _title(document)
    for stated in (title, Stated(document.file)) if title else (Stated(document.file),):
        match = _YEAR.search(plain(stated.value))
        if match is not None and (span := _span_of(match)):
            return tuple(Stated(day.isoformat(), stated.start, stated.end) for day in span)  # type: ignore[return-value]
    return _rows_period(document)


def _rows_period(document: Document) -> tuple[Stated | None, Stated | None]:
    days = [
        stated
        for block in document.blocks
        if block.kind is BlockKind.ROW and block.columns and not block.hidden
        for cell in block.cells
        if len(cell) <= 32
        for stated in _days(_cell(document, block, cell))
    ]
    if not days:
        return None, None
    return min(days, key=lambda day: day.value), max(days, key=lambda day: day.value)


def _interval(document: Document, block: Block, pattern: re.Pattern[str]) -> list[Stated]:
    text, offsets = placed(document.text[block.start : block.end])
    match = pattern.search(text)
    if match is None:
        return []
    spans = [match.span(name) for name in ("first", "last") if match[name]]
    found = [_as_day(_stated(document, block, offsets, span)) for span in spans]
    return [day for day in found if day is not None and _day(day.value)]


def _ends(days: Sequence[Stated]) -> tuple[Stated | None, Stated | None]:
    if not days:
        return None, None
    return (days[0] if len(days) > 1 else None), days[-1]


def _days(stated: Stated) -> list[Stated]:
    found = []
    for match in _ANY_DAY.finditer(stated.value):
        day = _day(match.group())
        if day is not None:
            start = stated.start + match.start()
            found.append(Stated(day.isoformat(), start, start + len(match.group())))
    return found


def _day(text: str) -> date | None:
    parts = [int(part) for part in re.findall(r"\d+", text)]
    try:
        return date(*parts[:3]) if len(parts) >= 3 else None
    except ValueError:  # 2026-02-30 as people type it
        return None


def _span_of(match: re.Match[str]) -> tuple[date, date] | None:
    """Return the first and last day of a quarter, half, month, row of months or year."""
    year = int(match["year"])
    if match["quarter"]:
        number = numeral(match["quarter"]) or 1
        months = (3 * number - 2, 3 * number)
    elif match["half"]:
        months = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["from"]:
        months = (int(match["from"]), int(match["to"]))
    elif match["month"]:
        months = (int(match["month"]), int(match["month"]))
    else:
        months = (1, 12)
    if not 1 <= months[0] <= months[1] <= 12:
        return None
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])
