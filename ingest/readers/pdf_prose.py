"""From lines and tables of a PDF page to pieces: paragraphs, headings, lists, rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.model import BlockKind, Piece
from ingest.readers.headings import heading_level
from ingest.readers.labels import is_label
from ingest.readers.pdf_layout import Region
from ingest.readers.pdf_lines import Line, is_full, join, join_cells
from ingest.readers.pdf_page import PageText
from ingest.readers.pdf_rows import loose_tables
from ingest.readers.pdf_tables import Table
from ingest.readers.table import GridRow, Role, place_table, row_piece

MAX_HEADING_CHARS = 40
# By the em of the body; assumed from the templates of Word, WPS and LibreOffice.
HEADING_SIZE = 1.15
TITLE_SIZE = 1.4
_INDENT_EM = 1.3
_LEADING = 1.4
# So many wider gaps in a column show that its paragraphs are parted by space.
MIN_SPACED = 2

_NUM = "[一二三四五六七八九十百零〇0-9]{1,5}"
_ARTICLE = re.compile(rf"第{_NUM}条(?:\s+[^。；，：,;:]{{1,20}})?")
# Numbers that may also begin a line in the middle of a sentence: 除第 / 4.4 条外.
_DECIMAL = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,4}[.．、]?\s*(?=[A-Za-z⺀-鿿《“（(])")
_BULLET = re.compile(
    r"[•●■◆❖➢→✓✗☑☒☐□○◇▪·※★–—-]\s*(?=\S)|[①-⑳⑴-⒇]|\d{1,2}(?:[.．、](?!\d)|[)）])"
    r"|[(（]\d{1,2}[)）]|[A-Za-z][.、)）]\s*(?=[⺀-鿿])|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
)
_WEAK = re.compile(r"[·–—-]|[A-Za-z][.、)）]")
_START = re.compile(
    rf"第{_NUM}[章节条编篇]|[表图]\s*\d|附[件录表][一二三四五六\dA-Z：:]|注[\d:：]|备注[:：]"
)
_LABEL = re.compile(r"[^\s，。；：、]{2,10}[：:]")
_CAPTION = re.compile(r"[表图]\s*[\dA-Z一二三四五六七八九十]")
_END = re.compile(r"[。！？；：:!?;…][”’」』）)]*$|\.$")
_LEADER = re.compile(r"(?:[.…·．\-_]\s?){4,}\s*\d+\s*$")
_STOP = re.compile(r"[。；！？;]|[:：]$")
_WORD = re.compile(r"[a-z]{4,}")
_SENTENCE = re.compile(r"[。；！？，,;]|[:：]$")


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How most of a document is set.

    Attributes:
        size: The em in points of most characters.
        bold: Most characters are bold.
        words: Latin words in small letters; a hyphen at a line end is tried against them.
    """

    size: float
    bold: bool
    words: frozenset[str] = frozenset()


class _Setting(NamedTuple):
    """How a column is set: the step of its lines, and what marks a new paragraph."""

    region: Region
    leading: float
    is_indented: bool = False
    is_spaced: bool = False


class Carry(NamedTuple):
    """The header of the table that a page ends with; it may go on at the next page."""

    xs: tuple[float, ...] = ()
    header: tuple[GridRow, ...] = ()


class Sized(NamedTuple):
    """A piece and the em of its letters; 0 for a row of a table."""

    piece: Piece
    size: float


def body_style(pages: Sequence[PageText]) -> BodyStyle:
    """Return how most of a document is set."""
    sizes: Counter[float] = Counter()
    bold = 0
    words: set[str] = set()
    for run in (run for page in pages for run in page.runs):
        sizes[round(run.size * 2) / 2] += len(run.text)
        bold += len(run.text) * run.bold
        words.update(_WORD.findall(run.text.lower()))
    if not sizes:
        return BodyStyle(10.0, bold=False)
    is_bold = bold > sum(sizes.values()) / 2
    return BodyStyle(sizes.most_common(1)[0][0], is_bold, frozenset(words))


def page_pieces(
    regions: Sequence[Region], page: int, style: BodyStyle, carry: Carry
) -> tuple[list[Sized], Carry]:
    """Return the pieces of a page in reading order, and the table that it ends with."""
    pieces: list[Sized] = []
    carried = Carry()
    for region in regions:
        setting = _setting(region)
        for part in _parts(region):
            if isinstance(part, Table):
                rows, carried = _table_pieces(part, carry if not pieces else Carry())
                pieces += [Sized(replace(row, page=page), 0.0) for row in rows]
                continue
            carried = Carry()
            for paragraph in _paragraphs(part, setting):
                pieces.append(_piece(paragraph, page, style))
    return pieces, carried


def _parts(region: Region) -> Iterator[list[Line] | Table]:
    """Yield runs of lines, and tables, those without lines too."""
    lines: list[Line] = []
    for part in loose_tables(region.parts):
        if isinstance(part, Table):
            if lines:
                yield lines
            yield part
            lines = []
        else:
            lines.append(join_cells(part))
    if lines:
        yield lines


def _table_pieces(table: Table, carry: Carry) -> tuple[list[Piece], Carry]:
    is_same = len(carry.xs) == len(table.xs) > 0 and all(
        abs(a - b) <= 3 for a, b in zip(carry.xs, table.xs, strict=True)
    )
    places = place_table(table.rows)
    header = tuple(
        row for row, place in zip(table.rows, places, strict=True) if place.role is Role.HEADER
    )
    is_labels = all(is_label(text) for row in header for text in row.texts if text)
    if is_same and carry.header and not (header and is_labels):
        header = carry.header
        places = place_table((*header, *table.rows))[len(header) :]
    pieces = [row_piece(row, place) for row, place in zip(table.rows, places, strict=True)]
    return pieces, Carry(table.xs, header)


def _paragraphs(lines: Sequence[Line], setting: _Setting) -> Iterator[list[Line]]:
    """Yield lines that belong to one paragraph."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _continues(paragraph, line, setting):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _setting(region: Region) -> _Setting:
    lines = [part[0] for part in region.parts if isinstance(part, tuple)]
    sizes = [line.size for line in lines]
    steps = [
        below.bottom - above.bottom
        for above, below in pairwise(lines)
        if below.bottom > above.bottom and abs(below.size - above.size) < 0.1 * above.size
    ]
    if not steps:
        return _Setting(region, 2 * max(sizes, default=10.0))
    leading = min(median(steps), 2.2 * median(sizes))
    wide = sum(1.2 * leading <= step <= 2.5 * leading for step in steps)
    return _Setting(region, leading, _has_indents(lines, region), wide >= MIN_SPACED)


def _has_indents(lines: Sequence[Line], region: Region) -> bool:
    """Return whether paragraphs of a column begin with an indent."""
    return any(
        _is_indented(above, region)
        and not _is_indented(below, region)
        and is_full(above, below, region.right)
        for above, below in pairwise(lines)
    )


def _is_indented(line: Line, region: Region) -> bool:
    return line.x0 - region.left >= _INDENT_EM * line.size


def _continues(paragraph: Sequence[Line], line: Line, setting: _Setting) -> bool:
    """Return whether a line goes on with a paragraph."""
    above, first = paragraph[-1], paragraph[0]
    if "\t" in above.text or "\t" in line.text or not _is_below(above, line, setting.leading):
        return False
    if not is_full(above, line, setting.region.right):
        return False
    is_end = _END.search(above.text) is not None
    if _starts(line.text, is_end=is_end):
        return False
    if _LABEL.match(first.text) and _LABEL.match(line.text):
        return False
    if _BULLET.match(first.text) and line.x0 > first.x0 + 0.5 * first.size:
        return True
    if setting.is_indented:
        return not _is_indented(line, setting.region)
    if setting.is_spaced:
        return line.bottom - above.bottom < 1.2 * setting.leading
    if above.text.endswith(".") and line.text[:1].islower():
        return True
    return not is_end


def _starts(text: str, *, is_end: bool) -> bool:
    """Return whether a line begins something new, after the end of a sentence or not."""
    if _START.match(text) or (_BULLET.match(text) and not _WEAK.match(text)):
        return True
    return is_end and (_DECIMAL.match(text) or _WEAK.match(text)) is not None


def _is_below(above: Line, line: Line, leading: float) -> bool:
    """Return whether a line stands under another at the usual distance, in like type."""
    if not 0.88 <= line.size / above.size <= 1.14 or above.bold != line.bold:
        return False
    step = line.bottom - above.bottom
    return 0 < step <= max(_LEADING * leading, 1.3 * line.size)


def _piece(lines: Sequence[Line], page: int, style: BodyStyle) -> Sized:
    text = lines[0].text
    for line in lines[1:]:
        text = join(text, line, style.words)
    level = _level(text, lines, style)
    kind = BlockKind.PARAGRAPH
    if level:
        kind = BlockKind.HEADING
    elif _BULLET.match(text) or _LEADER.search(text):
        kind = BlockKind.LIST
    return Sized(Piece(text, kind, level=level, page=page), lines[0].size)


def _level(text: str, lines: Sequence[Line], style: BodyStyle) -> int:
    """Return the level of a heading by its number, else by its type; 0 for other text."""
    level = heading_level(text)
    if level or len(text) > MAX_HEADING_CHARS or _CAPTION.match(text) or _LEADER.search(text):
        return level
    if _ARTICLE.fullmatch(text):
        return 3
    size = lines[0].size / style.size
    stop = _STOP if size >= HEADING_SIZE else _SENTENCE
    if stop.search(text) or not re.search(r"[A-Za-z⺀-鿿]", text) or "\t" in text:
        return 0
    if size >= HEADING_SIZE:
        return 1 if size >= TITLE_SIZE or _BULLET.match(text) else 2
    is_bold = all(line.bold for line in lines) and not style.bold
    return 3 if is_bold and size >= 0.95 and not _BULLET.match(text) else 0
