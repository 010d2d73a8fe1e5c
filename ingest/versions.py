"""Editions of one document side by side: which of them a later one takes the place of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise
from pathlib import PurePath

from ingest.editions import cover, plain
from ingest.model import BlockKind, Document, DocumentKind
from ingest.tokenize import numeral

EDITED_KINDS = (DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.PUBLISHED)
"""Kinds that are issued in editions; records of two years stand side by side."""

_NUMBER = re.compile(r"(?:文件|受控|制度|手册|程序)?(?:编号|文号|编码|代号)")
_VERSION = re.compile(
    r"(?:文件)?(?:版本|版次|版号|修订版次?)号?(?:/修改(?:码|状态))?|version|rev(?:ision)?"
)
_DATE = re.compile(r"(?:实施|生效|施行|执行|发布|颁布|修订)(?:日期|时间)")
_LABELS = {"number": _NUMBER, "version": _VERSION, "date": _DATE}
_SAID = {
    "number": re.compile(
        rf"(?:{_NUMBER.pattern})[:\s]{{1,3}}(?P<value>[a-z][a-z0-9]*(?:[-/.][a-z0-9]+)+)"
    ),
    "version": re.compile(
        rf"(?:{_VERSION.pattern})[:\s]{{1,3}}(?P<value>[a-z]/?\d{{1,2}}|v?\d+(?:\.\d+)*)"
        r"|(?P<ordinal>第\s*[一二三四五六七八九十\d]{1,3}\s*版|(?<![a-z])[a-z]版)"
    ),
    "date": re.compile(
        rf"(?:{_DATE.pattern})[:\s]{{0,3}}(?P<value>\d{{4}}[-./年]\d{{1,2}}[-./月]\d{{1,2}})"
        r"|自?(?P<from>\d{4}年\d{1,2}月\d{1,2}日)起?(?:施行|实施|执行|生效)"
    ),
}
_IN_NAME = re.compile(
    r"(?:^|[_\s(-])(?P<value>v\d+(?:\.\d+)*|[a-z]/?\d|第[一二三四五六七八九十\d]{1,3}版|[a-z]版)(?=$|[_\s)])"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOISE = re.compile(
    r"^.{2,20}?(?:公司|集团|厂|中心)\s*|^\d{1,3}[_\-.\s]+|[(（【\[《].*?[)）】\]》]"
    r"|第[一二三四五六七八九十\d]{1,3}版|(?<![a-z])(?:[a-z]版|v\d+(?:\.\d+)*)"
    r"|(?:19|20)\d\d\s*年?(?:版|修订)?|作废|废止|旧版|老版|新版|修订版|[\s_·\-—.]+"
)
_TITLE_CHARS, _ALIKE = 4, 0.5


@dataclass(frozen=True, slots=True)
class _Edition:
    """What a document says of its own edition; empty where it says nothing."""

    document: Document
    number: str
    title: str
    version: tuple[int, ...]
    date: tuple[int, ...]


def older_editions(documents: Sequence[Document]) -> dict[str, str]:
    """Return, for each document that a later edition beside it replaces, a reason by its id.

    Two documents are editions of one if they have the same number but for its year, or, where
    one has none, the same title. The later one is told by version, else by date, else by the
    year in number, title or file name; where nothing tells, neither is older.
    """
    editions = [_edition(document) for document in documents if document.kind in EDITED_KINDS]
    older: dict[str, str] = {}
    for one in editions:
        later = [other for other in editions if _is_same(one, other) and _order(one, other) < 0]
        if later:
            newest = max(later, key=cmp_to_key(_order))
            older[one.document.id] = f"同一文件有更新的版本：{newest.document.file}"
    return older


def _edition(document: Document) -> _Edition:
    said = dict(_said(document))
    stem = plain(PurePath(document.file).stem)
    title = plain(document.title)
    number = re.sub(r"[-:/](?:19|20)\d\d$", "", said.get("number", ""))
    in_name = _IN_NAME.search(stem)
    version = said.get("version") or (in_name["value"] if in_name else "")
    years = _YEAR.findall(f"{said.get('number', '')} {title} {stem}")
    return _Edition(
        document=document,
        number=number,
        title=_NOISE.sub("", title) or _NOISE.sub("", stem),
        version=_ordered(version),
        date=tuple(map(int, re.findall(r"\d+", said.get("date", ""))))
        or tuple(map(int, years[:1])),
    )


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """Yield number, version and date from the cover, the first of each last (a dict keeps it)."""
    found: list[tuple[str, str]] = []
    for block in cover(document):
        text = plain(document.text[block.start : block.end])
        if block.kind is BlockKind.ROW:
            found.extend(_labelled([plain(cell) for cell in block.cells]))
            continue
        for name, pattern in _SAID.items():
            match = pattern.search(text)
            if match is not None:
                found.append((name, next(value for value in match.groups() if value)))
    yield from reversed(found)


def _labelled(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for label, value in pairwise(cells):
        for name, pattern in _LABELS.items():
            if value and pattern.fullmatch(label.rstrip(":")):
                yield name, value


def _ordered(version: str) -> tuple[int, ...]:
    """Return a version as numbers to compare: C/0 is (99, 0), 第三版 and V3 are (3,)."""
    words = re.findall(r"[一二三四五六七八九十]+|\d+|(?<![a-z])[a-uw-z](?![a-z])", version)
    return tuple(_value(word) for word in words)


def _value(word: str) -> int:
    value = numeral(word)
    return ord(word) if value is None else value


def _is_same(one: _Edition, other: _Edition) -> bool:
    if one.document.id == other.document.id:
        return False
    if one.number and other.number:
        return one.number == other.number and _likeness(one.title, other.title) >= _ALIKE
    return one.title == other.title and len(one.title) >= _TITLE_CHARS


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter title's bigrams that the other has (1.0 without any)."""
    pairs = [{title[at : at + 2] for at in range(len(title) - 1)} for title in (one, other)]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs)) if all(pairs) else 1.0


def _order(one: _Edition, other: _Edition) -> int:
    """Return -1 if `one` is older, 1 if it is later, 0 if nothing tells."""
    for mine, its in ((one.version, other.version), (one.date, other.date)):
        if mine and its and mine != its and _comparable(mine, its):
            return -1 if mine < its else 1
    return 0


def _comparable(mine: tuple[int, ...], its: tuple[int, ...]) -> bool:
    """Tell whether both begin with a letter, a year or a small number."""
    return (mine[0] >= ord("a")) == (its[0] >= ord("a")) and (mine[0] > 999) == (its[0] > 999)
