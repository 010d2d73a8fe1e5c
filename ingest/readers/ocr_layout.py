"""Layout of a scanned page: its lines go the way of the lines of a PDF page."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ingest.model import BlockKind, Piece
from ingest.readers.ocr import OcrLine, Scan
from ingest.readers.pdf_layout import regions_of
from ingest.readers.pdf_lines import is_wide
from ingest.readers.pdf_page import Run
from ingest.readers.pdf_prose import TITLE_SIZE, BodyStyle, Carry, Sized, page_pieces

MIN_SCORE = 0.5
"""Surer lines are text; the default of rapidocr."""

# Points along the longer side, as if the page were A4.
_LONG_SIDE = 842.0
# The detector frames a line with room above and below; measured on shared/devset.
_EM_PER_HEIGHT = 0.72
_MARGIN = 0.14
# Lines whose letters differ less are of one size.
_SAME_SIZE = 0.14


@dataclass(frozen=True, slots=True)
class Layout:
    """The pieces of a scanned page, and its title if it has one."""

    pieces: tuple[Piece, ...]
    title: str


def lay_out(scan: Scan, page: int) -> Layout:
    """Return the text of a scan in reading order; the page counts from 1."""
    lines = [line for line in scan.lines if line.score >= MIN_SCORE and line.text.strip()]
    if not lines:
        return Layout((), "")
    scale = _LONG_SIDE / max(scan.width, scan.height)
    runs = _of_like_size([_run(line, scan.skew, scale) for line in lines])
    style = BodyStyle(_body_size(runs), bold=False)
    regions = regions_of(runs, (), scan.width * scale)
    sized, _ = page_pieces(regions, page, style, Carry())
    return Layout(tuple(entry.piece for entry in sized), _title(sized, style))


def _run(line: OcrLine, skew: float, scale: float) -> Run:
    """Return a line in points on the page as it would lie without skew."""
    angle = -np.radians(skew)
    xs, ys = np.array(line.corners).T * scale
    level_x = xs * np.cos(angle) - ys * np.sin(angle)
    level_y = xs * np.sin(angle) + ys * np.cos(angle)
    height = line.height * scale
    middle = float(level_y.mean())
    return Run(
        text=" ".join(line.text.split()),
        x0=float(level_x[[0, 3]].mean()) + _MARGIN * height,
        top=middle - height * _EM_PER_HEIGHT / 2,
        x1=float(level_x[[1, 2]].mean()) - _MARGIN * height,
        bottom=middle + height * _EM_PER_HEIGHT / 2,
        size=height * _EM_PER_HEIGHT,
    )


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


def count_ems(text: str) -> float:
    """Return the width of a text in ems: 1 for Chinese, half for Latin characters."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)
