"""Text of a PDF page: runs of characters with boxes, as pdfium reports them."""

import ctypes
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2.raw as pdfium

from ingest.readers.pdf_chars import clean, count_garbled, rare_share
from ingest.readers.pdf_geometry import Box
from ingest.readers.pdf_notes import Note, read_notes
from ingest.readers.pdf_objects import Handle, Style, Survey, address, survey_page

# Text below 3 points is not meant to be read (assumed).
MIN_SIZE = 3.0
# An image over this much of the page is a scan; text that is drawn invisibly on it is its OCR.
SCAN_SHARE = 0.5
# Within one word: a wider gap (in em) parts two cells that touch; assumed.
_MAX_GAP = 0.35
_SAMPLE = 40
_MAX_RARE = 0.4
_WORD = re.compile(r"\S+")


class Run(NamedTuple):
    """Characters without a gap on one baseline.

    Attributes:
        size: The em of the font in points.
        spaced: A space was typed before the run, not only left free.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page.

    Attributes:
        number: 1-based page.
        size: Width and height in points as shown.
        runs: Text that is shown upright, in the order of the file.
        hidden: Text that is in the file but not shown: invisible, white, tiny, off the page.
        turned: Lines that are turned against the rest, a watermark for example.
        rulings: Thin lines.
        fills: Shaded areas and images.
        found: Characters without white space.
        garbled: Share of characters without a meaning in Unicode.
        image_share: Area of the largest image by the area of the page.
        drawings: Number of paths and shadings.
        is_ocr: The text is the invisible layer on a scan.
        comments: Notes that readers have put on the page.
        is_flat: Some text was left out because its font is not at hand.
        is_bare: Nothing at all is drawn.
    """

    number: int
    size: tuple[float, float]
    runs: tuple[Run, ...] = ()
    hidden: tuple[Run, ...] = ()
    turned: tuple[str, ...] = ()
    rulings: tuple[Box, ...] = ()
    fills: tuple[Box, ...] = ()
    found: int = 0
    garbled: float = 0.0
    image_share: float = 0.0
    drawings: int = 0
    is_ocr: bool = False
    comments: tuple[str, ...] = ()
    is_flat: bool = False
    is_bare: bool = False


class _Glyphs(NamedTuple):
    """What is needed to find the runs of a page."""

    textpage: Handle
    text: str
    survey: Survey
    walls: tuple[Box, ...]
    wall_xs: tuple[float, ...]


class _Piece(NamedTuple):
    """A run, the style of its text object and the address of that object."""

    run: Run
    style: Style
    key: int


def read_page(page: Handle, number: int) -> PageText:
    """Return the text of a loaded page."""
    survey = survey_page(page, MIN_SIZE)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        text = _characters(textpage, count)
        glyphs = _glyphs(textpage, text, survey)
        pieces = [p for p in _pieces(glyphs) if p.run.text]
        garbled = _garbled_share(textpage, text)
        is_flat = survey.is_flat or (survey.is_thin and _lacks_objects(glyphs, pieces))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    notes = list(read_notes(page, survey.frame))
    typed = [_typed(note) for note in notes if not note.is_comment]
    is_ocr = survey.image_share >= SCAN_SHARE and any(p.style.invisible for p in pieces)
    upright = [p for p in pieces if p.style.angle == survey.frame.rotation]
    concealed = [is_hidden(p.run, p.style, survey, is_ocr=is_ocr) for p in upright]
    return PageText(
        number=number,
        size=survey.frame.size,
        runs=(
            *(p.run for p, is_off in zip(upright, concealed, strict=True) if not is_off),
            *typed,
        ),
        hidden=tuple(p.run for p, is_off in zip(upright, concealed, strict=True) if is_off),
        turned=_turned([p for p in pieces if p.style.angle != survey.frame.rotation]),
        rulings=survey.rulings,
        fills=survey.fills,
        found=sum(len(p.run.text) for p in pieces)
        + sum(len("".join(run.text.split())) for run in typed),
        garbled=garbled,
        image_share=survey.image_share,
        drawings=survey.drawings,
        is_ocr=is_ocr,
        comments=tuple(clean(note.text) for note in notes if note.is_comment),
        is_flat=is_flat,
        is_bare=not (survey.styles or survey.drawings or survey.image_share or notes),
    )


def is_hidden(run: Run, style: Style, survey: Survey, *, is_ocr: bool) -> bool:
    """Return whether a reader of the page cannot see a run."""
    width, height = survey.frame.size
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    if not (0 <= x <= width and 0 <= y <= height) or run.size < MIN_SIZE:
        return True
    if style.invisible:
        return not is_ocr
    return style.white and not any(
        box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in survey.fills
    )


def _lacks_objects(glyphs: _Glyphs, pieces: Sequence[_Piece]) -> bool:
    """Return whether pdfium reports no character of some text object."""
    missing = glyphs.survey.styles.keys() - {piece.key for piece in pieces}
    if missing:
        missing -= {_object(glyphs, i) for i in range(len(glyphs.text))}
    return bool(missing)


def _typed(note: Note) -> Run:
    """Return the value of a form field as a run where the field stands."""
    text = " ".join(clean(note.text).split())
    size = min(10.0, 0.7 * (note.box.bottom - note.box.top))
    return Run(text, *note.box, max(MIN_SIZE, size))


def _characters(textpage: Handle, count: int) -> str:
    """Return the text of a page, one code point for each index of pdfium."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    return "".join(chr(pdfium.FPDFText_GetUnicode(textpage, i) or 0xFFFD) for i in range(count))


def _glyphs(textpage: Handle, text: str, survey: Survey) -> _Glyphs:
    walls = tuple(sorted(box for box in survey.rulings if box.x0 == box.x1))
    return _Glyphs(textpage, text, survey, walls, tuple(wall.x0 for wall in walls))


def _pieces(glyphs: _Glyphs) -> Iterator[_Piece]:
    end = 0
    is_odd = glyphs.survey.is_odd
    for match in _WORD.finditer(glyphs.text):
        start, spaced = match.start(), _is_spaced(glyphs, end, match.start())
        end = match.end()
        piece = None if is_odd else _whole(glyphs, start, end, spaced=spaced)
        yield from (piece,) if piece else _parts(glyphs, start, end, spaced=spaced)


def _is_spaced(glyphs: _Glyphs, start: int, end: int) -> bool:
    """Return whether the white space before a word was typed; pdfium adds some of its own."""
    between = glyphs.text[start:end]
    if not between or between[0] in "\r\n":
        return False
    return len(between) > 3 or not pdfium.FPDFText_IsGenerated(glyphs.textpage, start)


def _whole(glyphs: _Glyphs, start: int, end: int, *, spaced: bool) -> _Piece | None:
    """Return a word as one run, None if it may hold a gap, a turn or the wall of a cell."""
    first = _box(glyphs, start)
    last = _box(glyphs, end - 1) if end > start + 1 else first
    piece = _piece(glyphs, start, glyphs.text[start:end], first, last, spaced)
    run = piece.run
    narrow = len(run.text.encode("latin-1", "ignore"))
    expected = run.size * (end - start - 0.5 * narrow)
    if not 0.4 * expected - run.size <= run.x1 - run.x0 <= 1.2 * expected + run.size:
        return None
    if abs(first.bottom - last.bottom) > 0.4 * run.size or abs(first.top - last.top) > run.size:
        return None
    return None if _has_wall(glyphs, run.x0, run.x1, (run.top + run.bottom) / 2) else piece


def _parts(glyphs: _Glyphs, start: int, end: int, *, spaced: bool) -> Iterator[_Piece]:
    """Yield the runs of a word, character by character."""
    at, first, last, key = start, _box(glyphs, start), _box(glyphs, start), -1
    for i in range(start, end):
        box, above = _box(glyphs, i), last
        here = _object(glyphs, i) if glyphs.survey.is_odd else -1
        if i > at and (here != key or _parts_at(glyphs, above, box)):
            yield _piece(glyphs, at, glyphs.text[at:i], first, above, spaced and at == start)
            at, first = i, box
        last, key = box, here
    yield _piece(glyphs, at, glyphs.text[at:end], first, last, spaced and at == start)


def _parts_at(glyphs: _Glyphs, before: Box, after: Box) -> bool:
    """Return whether two neighbouring characters belong to different runs."""
    em = max(1.0, min(before.bottom - before.top, after.bottom - after.top))
    gap = after.x0 - before.x1
    if gap > _MAX_GAP * em or gap < -em or abs(before.bottom - after.bottom) > 0.3 * em:
        return True
    return _has_wall(glyphs, before.x0, after.x1, (after.top + after.bottom) / 2)


def _has_wall(glyphs: _Glyphs, x0: float, x1: float, y: float) -> bool:
    """Return whether an upright ruling stands between x0 and x1 at the height y."""
    low, high = bisect(glyphs.wall_xs, x0 + 1), bisect(glyphs.wall_xs, x1 - 1)
    return any(wall.top < y < wall.bottom for wall in glyphs.walls[low:high])


def _box(glyphs: _Glyphs, index: int) -> Box:
    raw = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(glyphs.textpage, index, raw)
    return glyphs.survey.frame.place(raw.left, raw.bottom, raw.right, raw.top)


def _object(glyphs: _Glyphs, index: int) -> int:
    handle = pdfium.FPDFText_GetTextObject(glyphs.textpage, index)
    return address(handle) if handle else 0


def _piece(glyphs: _Glyphs, index: int, text: str, first: Box, last: Box, spaced: bool) -> _Piece:
    key = _object(glyphs, index)
    style = glyphs.survey.styles.get(key, Style())
    top, bottom = min(first.top, last.top), max(first.bottom, last.bottom)
    size = style.size if 0.5 <= style.size / max(0.1, bottom - top) <= 1.4 else 0.8 * (bottom - top)
    x0, x1 = min(first.x0, last.x0), max(first.x1, last.x1)
    return _Piece(Run(clean(text), x0, top, x1, bottom, size, style.bold, spaced), style, key)


def _turned(pieces: Sequence[_Piece]) -> tuple[str, ...]:
    """Return turned text, one string for each angle, in the order of the file."""
    texts: dict[int, list[str]] = {}
    last = -1
    for piece in pieces:
        words = texts.setdefault(piece.style.angle, [])
        if words and piece.key == last:
            words[-1] += piece.run.text
        else:
            words.append(piece.run.text)
        last = piece.key
    return tuple(" ".join(words) for words in texts.values())


def _garbled_share(textpage: Handle, text: str) -> float:
    """Return the share of characters that a font leaves without a meaning."""
    places = [match.start() for match in _WORD.finditer(text)]
    length = len("".join(text.split()))
    if not places:
        return 0.0
    unknown = count_garbled(text) / length
    sample = places[:: max(1, len(places) // _SAMPLE)]
    unmapped: int = sum(pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1 for i in sample)
    rare = rare_share(text)
    if rare is not None and rare < _MAX_RARE:
        # Codes of a font may be Unicode although the file does not say so.
        return unknown
    return max(unknown, unmapped / len(sample), 1.0 if rare is not None else 0.0)
