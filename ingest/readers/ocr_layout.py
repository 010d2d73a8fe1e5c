"""Layout of a scanned page: its lines go the way of the lines of a PDF page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from ingest.model import BlockKind, Piece
from ingest.readers.headings import heading_level
from ingest.readers.ocr import OcrLine, Scan
from ingest.readers.ocr_places import with_places
from ingest.readers.pdf_layout import regions_of
from ingest.readers.pdf_lines import is_wide
from ingest.readers.pdf_page import Run
from ingest.readers.pdf_prose import TITLE_SIZE, BodyStyle, Carry, Sized, page_pieces
from ingest.tokenize import simplified

MIN_SCORE = 0.5
"""Surer lines are text; the default of rapidocr."""

# Points along the longer side, as if the page were A4.
_LONG_SIDE = 842.0
# The detector frames a line with room above and below; measured on a development set.
_EM_PER_HEIGHT = 0.72
_MARGIN = 0.14
# Lines whose letters differ less are of one size.
_SAME_SIZE = 0.14
_MIN_WIDE = 3
_MAX_STRAYS = 0.05


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces of a scanned page, and its title if it has one."""

    pieces: tuple[Piece, ...]
    title: str


def lay_out(scan: Scan, page: int, part: str = "") -> Layout:
    """Return the text of a scan in reading order; the page counts from 1.

    `part` is its line in the ledger, "page 1" if it is not named.
    """
    lines = _in_one_script(read_lines(scan))
    if not lines:
        return Layout((), "")
    scale = _LONG_SIDE / max(scan.width, scan.height)
    runs = _of_like_size([_run(line, scan.skew, scale) for line in lines])
    style = BodyStyle(_body_size(runs), bold=False)
    regions = regions_of(runs, (), scan.width * scale)
    sized, _ = page_pieces(regions, page, style, Carry())
    sized = [_without_label(entry) for entry in sized]
    pieces = with_places([e.piece for e in sized], lines, scan, part or f"page {page}")
    return Layout(pieces, _title(sized, style))


def read_lines(scan: Scan) -> list[OcrLine]:
    """Return the lines that were read surely enough to be text."""
    return [line for line in scan.lines if line.score >= MIN_SCORE and line.text.strip()]


def _in_one_script(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Return lines with stray traditional characters as what they are: misread simplified ones.

    A page that has many of them is written in them, and stays as it is.
    """
    found = "".join(line.text for line in lines)
    plain = simplified(found)
    if len(plain) != len(found):
        return list(lines)
    strays = sum(a != b for a, b in zip(found, plain, strict=True))
    if strays > _MAX_STRAYS * sum(map(is_wide, found)):
        return list(lines)
    return [line.model_copy(update={"text": simplified(line.text)}) for line in lines]


def _without_label(entry: Sized) -> Sized:
    """Return a line like 用户：甲 as a paragraph: letters by hand are of any size."""
    piece = entry.piece
    is_heading = piece.kind is BlockKind.HEADING and not heading_level(piece.text)
    if is_heading and re.search("[:：]", piece.text):
        return entry._replace(piece=replace(piece, kind=BlockKind.PARAGRAPH, level=0))
    return entry


def _run(line: OcrLine, skew: float, scale: float) -> Run:
    """Return a line in points on the page as it would lie without skew."""
    angle = -np.radians(skew)
    xs, ys = np.array(line.corners).T * scale
    level_x = xs * np.cos(angle) - ys * np.sin(angle)
    level_y = xs * np.sin(angle) + ys * np.cos(angle)
    text = " ".join(line.text.split())
    height, middle = line.height * scale, float(level_y.mean())
    x0 = float(level_x[[0, 3]].mean()) + _MARGIN * height
    x1 = float(level_x[[1, 2]].mean()) - _MARGIN * height
    size = _em(text, x1 - x0, height * _EM_PER_HEIGHT)
    return Run(text, x0=x0, top=middle - size / 2, x1=x1, bottom=middle + size / 2, size=size)


def _em(text: str, width: float, em: float) -> float:
    """Return the em by the height of a line, less if its letters are clearly narrower.

    The frame of a short line is often too high; a title set apart is too wide.
    """
    if sum(map(is_wide, text)) < _MIN_WIDE:
        return em
    return max(em / 2, min(em, width / sum(1.0 if is_wide(char) else 0.5 for char in text)))


def _of_like_size(runs: Sequence[Run]) -> list[Run]:
    """Return runs with the sizes of their letters evened out to those that are common."""
    rest = sorted(runs, key=lambda run: run.size)
    common: dict[int, float] = {}
    while rest:
        middle = _body_size(rest)
        near = [run for run in rest if abs(run.size / middle - 1) <= _SAME_SIZE]
        common |= {id(run): middle for run in near}
        rest = [run for run in rest if id(run) not in common]
    return [run._replace(size=common[id(run)]) for run in runs]


def _body_size(runs: Sequence[Run]) -> float:
    """Return the size that the middle character has."""
    return median(run.size for run in runs for _ in run.text)


def _title(sized: Sequence[Sized], style: BodyStyle) -> str:
    """Return the first of the largest headings, if it is clearly larger than the text."""
    headings = [entry for entry in sized if entry.piece.kind is BlockKind.HEADING]
    largest = max((entry.size for entry in headings), default=0.0)
    if largest < TITLE_SIZE * style.size:
        return ""
    return next(entry.piece.text for entry in headings if entry.size == largest)
