"""Editions of one document side by side: which of them a later one takes the place of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from pathlib import PurePath

from ingest.editions import plain
from ingest.identity import said
from ingest.model import Document, DocumentKind
from ingest.tokenize import numeral

EDITED_KINDS = (DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.PUBLISHED)
"""Kinds that are issued in editions; records of two years stand side by side."""

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
class Edition:
    """What a document says of its own edition; empty where it says nothing."""

    id: str
    file: str
    kind: DocumentKind
    number: str
    title: str
    version: tuple[int, ...]
    date: tuple[int, ...]


def older_editions(editions: Sequence[Edition]) -> dict[str, str]:
    """Return, for each document that a later edition beside it replaces, a reason by its id.

    Two documents are editions of one if they have the same number but for its year, or, where
    one has none, the same title. The later one is told by version, else by date, else by the
    year in number, title or file name; where nothing tells, neither is older.
    """
    edited = [edition for edition in editions if edition.kind in EDITED_KINDS]
    older: dict[str, str] = {}
    for one in edited:
        later = [other for other in edited if _is_same(one, other) and _order(one, other) < 0]
        if later:
            newest = max(later, key=cmp_to_key(_order))
            older[one.id] = f"同一文件有更新的版本：{newest.file}"
    return older


def edition_of(document: Document) -> Edition:
    """Return which edition of what a document is."""
    told: dict[str, str] = {}
    for name, stated in said(document):
        told.setdefault("date" if name in ("effective", "issued") else name, plain(stated.value))
    stem = plain(PurePath(document.file).stem)
    title = plain(document.title)
    number = re.sub(r"[-:/](?:19|20)\d\d$", "", told.get("number", ""))
    in_name = _IN_NAME.search(stem)
    version = told.get("version") or (in_name["value"] if in_name else "")
    years = _YEAR.findall(f"{told.get('number', '')} {title} {stem}")
    return Edition(
        id=document.id,
        file=document.file,
        kind=document.kind,
        number=number,
        title=_NOISE.sub("", title) or _NOISE.sub("", stem),
        version=_ordered(version),
        date=tuple(map(int, re.findall(r"\d+", told.get("date", ""))))
        or tuple(map(int, years[:1])),
    )


def _ordered(version: str) -> tuple[int, ...]:
    """Return a version as numbers to compare: C/0 is (99, 0), 第三版 and V3 are (3,)."""
    words = re.findall(r"[一二三四五六七八九十]+|\d+|(?<![a-z])[a-uw-z](?![a-z])", version)
    return tuple(_value(word) for word in words)


def _value(word: str) -> int:
    value = numeral(word)
    return ord(word) if value is None else value


def _is_same(one: Edition, other: Edition) -> bool:
    if one.id == other.id:
        return False
    if one.number and other.number:
        return one.number == other.number and _likeness(one.title, other.title) >= _ALIKE
    return one.title == other.title and len(one.title) >= _TITLE_CHARS


def _likeness(one: str, other: str) -> float:
    """Return the share of the shorter title's bigrams that the other has (1.0 without any)."""
    pairs = [{title[at : at + 2] for at in range(len(title) - 1)} for title in (one, other)]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs)) if all(pairs) else 1.0


def _order(one: Edition, other: Edition) -> int:
    """Return -1 if `one` is older, 1 if it is later, 0 if nothing tells."""
    for mine, its in ((one.version, other.version), (one.date, other.date)):
        if mine and its and mine != its and _comparable(mine, its):
            return -1 if mine < its else 1
    return 0


def _comparable(mine: tuple[int, ...], its: tuple[int, ...]) -> bool:
    """Tell whether both begin with a letter, a year or a small number."""
    return (mine[0] >= ord("a")) == (its[0] >= ord("a")) and (mine[0] > 999) == (its[0] > 999)
