"""Running headers, footers, page numbers and watermarks: what repeats on the edges of pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.model import BlockKind, Piece
from ingest.readers.pdf_lines import cells_of, line_of, rows_of
from ingest.readers.pdf_page import PageText, Run
from ingest.readers.pdf_tables import Table

# On how many pages a text must stand to be furniture: the brief of this reader.
MIN_PAGES = 3
MIN_SHARE = 0.6
# Where it may stand, by the height of the page, and how deep it may go; assumed.
_EDGE = 0.15
_TABLE_EDGE = 0.25
_MAX_DEPTH = 4
_MAX_CELLS = 3
_MAX_SIZE = 1.2
_SAME_PLACE = 12.0
_NUMBER = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百]+(?=页)|^[ivxlcIVXLC]+$")

_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]+)"
# Where a number counts pages: 第3页, 3/12, Page 3 of 12, - 3 -, or alone at an end of the line.
_PAGE_NUMBER = re.compile(
    rf"第\s*{_NUMERAL}\s*页|[共总]\s*{_NUMERAL}\s*页|\b\d{{1,4}}\s*/\s*\d{{1,4}}\b|页[次码]?[：:]?\s*\d+"
    r"|(?:page|p\.?|of)\s*\d{1,4}\b|[-–—·]\s*\d{1,4}\s*[-–—·]$|^\s*\d{1,4}(?=\s|$)"
    r"|(?<![号：:.№])\s\d{1,4}$|^[ivxlcIVXLC]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """One page without its furniture.

    Attributes:
        dropped: Characters of furniture that stand here and are kept on another page.
        edges: Furniture that is kept on this page.
    """

    page: PageText
    runs: tuple[Run, ...]
    tables: tuple[Table, ...]
    turned: tuple[str, ...] = ()
    dropped: int = 0
    edges: tuple[Piece, ...] = ()


class _Unit(NamedTuple):
    """A row or a table near an edge of a page; `depth` counts from the edge."""

    page: int
    kind: BlockKind
    depth: int
    distance: float
    text: str
    members: tuple[int, ...]

    @property
    def key(self) -> tuple[BlockKind, str]:
        """What is equal on all pages: the text with numbers taken out."""
        return self.kind, _NUMBER.sub("#", "".join(self.text.split()))


class _Shape(NamedTuple):
    """A row or a table and its extent on the page."""

    top: float
    bottom: float
    text: str
    members: tuple[int, ...]


@dataclass(slots=True)
class _Bin:
    """Furniture of one page as it is found."""

    members: set[int] = field(default_factory=set)
    dropped: int = 0
    edges: list[Piece] = field(default_factory=list)


def part_furniture(
    pages: Sequence[PageText], tables: Sequence[Sequence[Table]], runs: Sequence[Sequence[Run]]
) -> list[Body]:
    """Return pages without what repeats at their edges; one copy of each stays as a piece.

    `tables` and `runs` belong to the pages: ruled tables, and the runs outside of them.
    """
    units: list[_Unit] = []
    for page, own_tables, own_runs in zip(pages, tables, runs, strict=True):
        shapes = _shapes(page, own_tables, own_runs)
        units += _units(page, shapes, BlockKind.HEADER) + _units(page, shapes, BlockKind.FOOTER)
    bins = [_Bin() for _ in pages]
    repeated = _repeated(units, len(pages))
    seen: set[tuple[BlockKind, str]] = set()
    depths: dict[tuple[int, BlockKind], int] = {}
    for unit in sorted(units, key=lambda unit: (unit.page, unit.kind, unit.depth)):
        here = (unit.page, unit.kind)
        if unit not in repeated or depths.get(here, 0) != unit.depth:
            continue
        depths[here] = unit.depth + 1
        _put(bins[unit.page], unit, pages[unit.page].number, is_first=unit.key not in seen)
        seen.add(unit.key)
    turned = _part_turned(pages, bins)
    return [
        Body(
            page=page,
            runs=tuple(run for run in runs[i] if id(run) not in bins[i].members),
            tables=tuple(table for table in tables[i] if id(table) not in bins[i].members),
            turned=turned[i],
            dropped=bins[i].dropped,
            edges=tuple(bins[i].edges),
        )
        for i, page in enumerate(pages)
    ]


def _put(place: _Bin, unit: _Unit, number: int, *, is_first: bool) -> None:
    place.members.update(unit.members)
    if is_first:
        place.edges.append(Piece(unit.text, unit.kind, page=number))
    else:
        place.dropped += len("".join(unit.text.split()))


def _shapes(page: PageText, tables: Sequence[Table], runs: Sequence[Run]) -> list[_Shape]:
    """Return rows near the edges of a page, and all tables; body text has no words here."""
    height = page.size[1]
    body = median(run.size for run in runs) if runs else 0.0
    edge = [run for run in runs if min(run.top, height - run.bottom) <= _EDGE * height]
    shapes = []
    for row in rows_of(edge):
        line = line_of(row)
        is_body = line.size > _MAX_SIZE * body or len(cells_of(row)) > _MAX_CELLS
        text = "" if is_body else line.text
        shapes.append(_Shape(line.top, line.bottom, text, tuple(map(id, row))))
    for table in tables:
        text = " ".join(text for row in table.rows for text in row.texts if text)
        is_far = min(table.box.bottom, height - table.box.top) > _TABLE_EDGE * height
        shapes.append(_Shape(table.box.top, table.box.bottom, "" if is_far else text, (id(table),)))
    return shapes


def _units(page: PageText, shapes: Sequence[_Shape], kind: BlockKind) -> list[_Unit]:
    """Return what stands at one edge of a page, from the edge inward to the first body text."""
    is_top = kind is BlockKind.HEADER
    ranked = sorted((s.top if is_top else page.size[1] - s.bottom, s) for s in shapes)
    units = []
    for depth, (distance, shape) in enumerate(ranked[:_MAX_DEPTH]):
        if not shape.text or distance > _EDGE * page.size[1]:
            break
        units.append(_Unit(page.number - 1, kind, depth, distance, shape.text, shape.members))
    return units


def _repeated(units: Sequence[_Unit], pages: int) -> set[_Unit]:
    """Return the units that stand at the same place of enough pages and only count pages."""
    groups: dict[tuple[BlockKind, str], list[_Unit]] = {}
    for unit in units:
        groups.setdefault(unit.key, []).append(unit)
    repeated: set[_Unit] = set()
    for group in groups.values():
        middle = median(unit.distance for unit in group)
        near = [unit for unit in group if abs(unit.distance - middle) <= _SAME_PLACE]
        if is_often(len({unit.page for unit in near}), pages) and _only_counts(near):
            repeated.update(near)
    return repeated


def is_often(count: int, pages: int) -> bool:
    """Return whether a text that stands on `count` of `pages` pages is furniture."""
    return count >= MIN_PAGES or (pages >= 2 and count >= 2 and count >= MIN_SHARE * pages)


def _only_counts(units: Sequence[_Unit]) -> bool:
    """Return whether the numbers in repeated text stay, or are page numbers that run on.

    The number or date of a form at the top of each page is content.
    """
    for before, after in pairwise(sorted(units, key=lambda unit: unit.page)):
        step = after.page - before.page
        numbers = zip(_NUMBER.finditer(before.text), _NUMBER.finditer(after.text), strict=False)
        if not all(_runs_on(old, new, step) for old, new in numbers):
            return False
    return True


def _runs_on(old: re.Match[str], new: re.Match[str], step: int) -> bool:
    if old.group() == new.group():
        return True
    places = [match.span() for match in _PAGE_NUMBER.finditer(new.string)]
    if not any(start <= new.start() and new.end() <= end for start, end in places):
        return False
    if not (old.group().isdigit() and new.group().isdigit()):
        return True
    is_padded = new.group().startswith("0")
    return not is_padded and int(new.group()) in (int(old.group()) + step, 0, 1)


def _part_turned(pages: Sequence[PageText], bins: Sequence[_Bin]) -> list[tuple[str, ...]]:
    """Return turned text that does not repeat; a watermark is kept on its first page only."""
    counts: dict[str, int] = {}
    for page in pages:
        for text in set(page.turned):
            counts[text] = counts.get(text, 0) + 1
    seen: set[str] = set()
    kept = []
    for page, place in zip(pages, bins, strict=True):
        own = []
        for text in page.turned:
            if not is_often(counts[text], len(pages)):
                own.append(text)
            elif text in seen:
                place.dropped += len("".join(text.split()))
            else:
                seen.add(text)
                place.edges.append(Piece(text, BlockKind.HEADER, page=page.number))
        kept.append(tuple(own))
    return kept
