"""Objects of a PDF page: styles of text, rulings, filled areas and images."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.readers.pdf_geometry import Box, Frame, Matrix, Rect

# Points; assumed from the line widths of Word, LibreOffice and reportlab tables.
MAX_LINE_WIDTH = 3.0
MIN_RULING = 5.0
# A drawing with more objects is a plan or a map; its lines are no table.
MAX_PATHS = 4000
MAX_SEGMENTS = 400
_MAX_DEPTH = 4
_WHITE = 250
_INVISIBLE_MODES = (3, 7)
_BOLD_MODE = 2
_FORCE_BOLD = 1 << 18
_BOLD_NAMES = (b"Bold", b"Black", b"Heavy", b"SimHei", "黑体".encode("gbk"), "黑体".encode())
_DEFAULT_SIZE = 10.0
# pdfium leaves out text objects below 0.01.
_FLAT = 0.02

# A pointer of pdfium; it has no stubs.
Handle = Any


class Style(NamedTuple):
    """How a text object is drawn: em in points, angle in degrees counterclockwise."""

    size: float = _DEFAULT_SIZE
    bold: bool = False
    angle: int = 0
    invisible: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """What is drawn on a page.

    Attributes:
        frame: The visible area, turned so that most of the text is upright.
        styles: Style of each text object by its address.
        rulings: Thin lines; `x0 == x1` or `top == bottom`.
        fills: Areas that are not white and images; white text on them can be read.
        image_share: Area of the largest image by the area of the page.
        drawings: Number of paths and shadings.
        is_odd: Some text is invisible, white, tiny or turned.
        is_flat: Some text has no width without its font, so pdfium leaves it out.
        is_thin: Some text has no height without its font, so pdfium may take equal texts in
            different lines for one that is printed twice.
    """

    frame: Frame
    styles: dict[int, Style]
    rulings: tuple[Box, ...]
    fills: tuple[Box, ...]
    image_share: float
    drawings: int
    is_odd: bool
    is_flat: bool = False
    is_thin: bool = False


@dataclass(slots=True)
class _Finds:
    """Objects of a page as they are found, in user space."""

    styles: dict[int, Style] = field(default_factory=dict)
    bold: dict[int, bool] = field(default_factory=dict)
    lines: list[Rect] = field(default_factory=list)
    fills: list[Rect] = field(default_factory=list)
    images: list[Rect] = field(default_factory=list)
    drawings: int = 0
    is_flat: bool = False
    is_thin: bool = False


def survey_page(page: Handle, min_size: float) -> Survey:
    """Return what is drawn on a loaded page; text below `min_size` points is odd."""
    finds = _Finds()
    for handle, kind, matrix in _walk(page):
        _take(finds, handle, kind, matrix)
    styles = finds.styles.values()
    frame = _frame(page, list(styles))
    lines = finds.lines if finds.drawings <= MAX_PATHS else []
    return Survey(
        frame=frame,
        styles=finds.styles,
        rulings=tuple(frame.place(*line) for line in lines),
        fills=tuple(frame.place(*area) for area in finds.fills + finds.images),
        image_share=_largest_share(finds.images, frame),
        drawings=finds.drawings,
        is_odd=any(
            s.invisible or s.white or s.size < min_size or s.angle != frame.rotation for s in styles
        ),
        is_flat=finds.is_flat,
        is_thin=finds.is_thin,
    )


def _take(finds: _Finds, handle: Handle, kind: int, matrix: Matrix) -> None:
    """Add an object to what was found."""
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        finds.styles[address(handle)] = _style(handle, matrix, finds.bold)
        x0, y0, x1, y1 = _bounds(handle, matrix)
        finds.is_flat = finds.is_flat or x1 - x0 < _FLAT
        finds.is_thin = finds.is_thin or y1 - y0 < _FLAT
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        finds.images.append(_bounds(handle, matrix))
    else:
        finds.drawings += 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH and finds.drawings <= MAX_PATHS:
            _read_path(handle, matrix, finds.lines, finds.fills)


def address(handle: Handle) -> int:
    """Return the address that a pdfium handle points at."""
    return ctypes.addressof(handle.contents)


def _walk(page: Handle) -> Iterator[tuple[Handle, int, Matrix]]:
    """Yield the objects of a page, those within forms too, with the matrix of their form."""
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _walk_object(pdfium.FPDFPage_GetObject(page, i), Matrix(), 0)


def _walk_object(handle: Handle, outer: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield handle, kind, outer
    elif depth < _MAX_DEPTH:
        matrix = _matrix(handle).inside(outer)
        for i in range(max(0, pdfium.FPDFFormObj_CountObjects(handle))):
            yield from _walk_object(pdfium.FPDFFormObj_GetObject(handle, i), matrix, depth + 1)


def _matrix(handle: Handle) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, raw):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _bounds(handle: Handle, matrix: Matrix) -> Rect:
    raw = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *raw):
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = (value.value for value in raw)
    return _span(matrix.point(x0, y0), matrix.point(x1, y1))


def _span(p: tuple[float, float], q: tuple[float, float]) -> Rect:
    return min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])


def _style(handle: Handle, outer: Matrix, bold: dict[int, bool]) -> Style:
    matrix = _matrix(handle).inside(outer)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(handle, size)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    font = pdfium.FPDFTextObj_GetFont(handle)
    key = address(font) if font else 0
    if key not in bold:
        bold[key] = bool(font) and _is_bold(font)
    return Style(
        size=abs(size.value) * math.hypot(matrix.c, matrix.d) or _DEFAULT_SIZE,
        bold=bold[key] or mode == _BOLD_MODE,
        angle=round(math.degrees(math.atan2(matrix.b, matrix.a)) / 5) * 5 % 360,
        invisible=mode in _INVISIBLE_MODES,
        white=_is_white(handle),
    )


def _is_bold(font: Handle) -> bool:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    # Weights are guessed by pdfium from stem widths that writers leave at odd values.
    is_forced = pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD
    return bool(is_forced > 0) or any(word in name.value for word in _BOLD_NAMES)


def _is_white(handle: Handle) -> bool:
    """Return whether an object is filled with white, or with nothing at all."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _read_path(
    handle: Handle,
    matrix: Matrix,
    lines: list[Rect],
    fills: list[Rect],
) -> None:
    """Add the thin lines of a path to `lines`, and its area to `fills` if it has a colour."""
    x0, y0, x1, y1 = _bounds(handle, matrix)
    width, height = x1 - x0, y1 - y0
    if min(width, height) <= MAX_LINE_WIDTH:
        if height <= width >= MIN_RULING:
            lines.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        elif height >= MIN_RULING:
            lines.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if fill.value and not _is_white(handle):
        fills.append((x0, y0, x1, y1))
    if stroke.value:
        lines.extend(_segments(handle, matrix))


def _segments(handle: Handle, outer: Matrix) -> Iterator[Rect]:
    """Yield the upright and level segments of a stroked path."""
    count = pdfium.FPDFPath_CountSegments(handle)
    if count > MAX_SEGMENTS:
        return
    matrix = _matrix(handle).inside(outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _ruling(last, here)
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _ruling(here, start)


def _ruling(p: tuple[float, float], q: tuple[float, float]) -> Iterator[Rect]:
    dx, dy = abs(p[0] - q[0]), abs(p[1] - q[1])
    if dx <= 1 and dy >= MIN_RULING:
        x = (p[0] + q[0]) / 2
        yield x, min(p[1], q[1]), x, max(p[1], q[1])
    elif dy <= 1 and dx >= MIN_RULING:
        y = (p[1] + q[1]) / 2
        yield min(p[0], q[0]), y, max(p[0], q[0]), y


def _frame(page: Handle, styles: Sequence[Style]) -> Frame:
    raw = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, raw)
    rotation = pdfium.FPDFPage_GetRotation(page) * 90
    angles = Counter(style.angle for style in styles if style.angle % 90 == 0)
    if angles:
        best = max(angles.values())
        rotation = rotation if angles[rotation] == best else max(angles, key=lambda a: angles[a])
    return Frame(raw.left, raw.bottom, raw.right, raw.top, rotation)


def _largest_share(images: Sequence[Rect], frame: Frame) -> float:
    area = max(1.0, (frame.right - frame.left) * (frame.top - frame.bottom))
    return max(((x1 - x0) * (y1 - y0) / area for x0, y0, x1, y1 in images), default=0.0)
