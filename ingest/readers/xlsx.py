"""An .xlsx through openpyxl: values, formulas never calculated, merges, hidden parts."""

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ingest.model import BlockKind, Part, PartStatus, Piece
from ingest.readers.cells import display
from ingest.readers.pictures import IMAGE, Gallery, gallery
from ingest.readers.sheet import UNCALCULATED, Merge, Sheet
from ingest.scanned import Scanned

# A worksheet or cell of openpyxl, which has no types of its own: the border of this parser.
Loose: TypeAlias = Any

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_SHAPE_TEXT = re.compile(r"<a:p\b[^>]*>(.*?)</a:p>", re.DOTALL)
_SHAPE_RUN = re.compile(r"<a:t(?:\s[^>]*)?>([^<]*)</a:t>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_MAX_NAMED = 5
# openpyxl makes an object of each cell in a merged range; a whole sheet has 17 thousand million.
_MAX_MERGED_CELLS = 500_000


@dataclass(frozen=True, slots=True)
class Extras:
    """What a workbook holds outside its cells."""

    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    warnings: tuple[str, ...]


def open_xlsx(data: bytes) -> tuple[list[Sheet], Extras]:
    """Return the sheets of a workbook and what stands outside of cells.

    Cells are taken from those that the file stores, so that one stray far cell does not make
    a million empty rows.

    Raises:
        ValueError: A merged range is too large for openpyxl.
    """
    import openpyxl

    sheets_xml = _sheets_xml(data)
    if sum(map(_merged_area, sheets_xml)) > _MAX_MERGED_CELLS:
        raise ValueError("merged range too large")
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it drops; none of them is text.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = (
            openpyxl.load_workbook(io.BytesIO(data))
            if any(map(_FORMULA.search, sheets_xml))
            else None
        )
    pictures = gallery(data)
    sheets = [
        replace(
            _sheet(sheet, None if formulas is None else formulas[sheet.title]),
            pictures=tuple(_places(sheet, pictures)),
        )
        for sheet in book.worksheets
    ]
    return sheets, _extras(data, pictures, sheets, len(book.chartsheets))


def _places(sheet: Loose, pictures: Gallery) -> Iterator[Piece]:
    """Yield the pieces that hold the places of the pictures of a sheet, by their rows."""
    numbers = {hashlib.sha256(blob).digest(): n for n, blob in enumerate(pictures.large, 1)}
    spots = []
    for image in sheet._images:
        number = numbers.get(hashlib.sha256(image._data()).digest())
        start = getattr(image.anchor, "_from", None)
        if number is not None:
            spots.append((start.row + 1 if start is not None else 1, number))
    for row, number in sorted(set(spots)):
        scanned = Scanned(f"{IMAGE}{number}")
        is_hidden = sheet.sheet_state != "visible"
        yield Piece("", sheet=sheet.title, row=row, hidden=is_hidden, scanned=scanned)


def _sheet(sheet: Loose, formulas: Loose | None) -> Sheet:
    values = {}
    comments = {}
    for spot, cell in sheet._cells.items():
        if cell.value is not None:
            values[spot] = display(cell.value, cell.number_format)
        if getattr(cell, "comment", None) is not None:
            comments[spot] = cell.comment.text.strip()
    found = sum(cell.value not in (None, "") for cell in sheet._cells.values())
    uncalculated = _uncalculated(formulas, sheet) if formulas is not None else {}
    cells = {spot: text for spot, text in (values | uncalculated).items() if text.strip()}
    hidden_rows = frozenset(n for n, row in sheet.row_dimensions.items() if row.hidden)
    is_hidden = sheet.sheet_state != "visible"
    hidden_rows &= frozenset(row for row, _ in cells)
    return Sheet(
        name=sheet.title,
        cells=cells,
        merges=[Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells],
        comments={spot: text for spot, text in comments.items() if text},
        bold_rows=_bold_rows(sheet, cells),
        hidden_rows=hidden_rows,
        is_hidden=is_hidden,
        notes=tuple(_notes(sheet, hidden_rows, uncalculated)),
        found=found + len(uncalculated) - _blank(sheet),
    )


def _blank(sheet: Loose) -> int:
    """Return how many cells hold white space only."""
    values = (cell.value for cell in sheet._cells.values())
    return sum(isinstance(value, str) and value != "" and not value.strip() for value in values)


def _uncalculated(formulas: Loose, values: Loose) -> dict[tuple[int, int], str]:
    """Return the formulas that have no stored result."""
    missing = {}
    for spot, cell in formulas._cells.items():
        stored = values._cells.get(spot)
        if cell.data_type == "f" and (stored is None or stored.value is None):
            formula = getattr(cell.value, "text", cell.value)
            missing[spot] = display(str(formula))
    return missing


def _notes(
    sheet: Loose, hidden_rows: frozenset[int], uncalculated: dict[tuple[int, int], str]
) -> Iterator[str]:
    name = sheet.title
    if sheet.sheet_state != "visible":
        yield f"工作表“{name}”是隐藏的"
    if hidden_rows:
        yield f"工作表“{name}”有 {len(hidden_rows)} 个隐藏行"
    columns = [key for key, column in sheet.column_dimensions.items() if column.hidden]
    if columns:
        yield f"工作表“{name}”有隐藏列：{'、'.join(columns)}"
    if uncalculated:
        named = "、".join(_coordinate(spot) for spot in sorted(uncalculated)[:_MAX_NAMED])
        yield f"工作表“{name}”有 {len(uncalculated)} 个{UNCALCULATED}：{named}"


def _coordinate(spot: tuple[int, int]) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(spot[1])}{spot[0]}"


def _bold_rows(sheet: Loose, cells: dict[tuple[int, int], str]) -> frozenset[int]:
    """Return the rows whose cells are all bold, unless that is so of most rows."""
    plain = {row for row, column in cells if not sheet._cells[row, column].font.b}
    bold = {row for row, _ in cells} - plain
    return frozenset(bold if len(bold) < len(plain) else ())


def _sheets_xml(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        ]


def _merged_area(xml: bytes) -> int:
    """Return how many cells the merged ranges of a sheet cover."""
    from openpyxl.utils import column_index_from_string

    area = 0
    for left, top, right, bottom in _MERGE.findall(xml):
        width = column_index_from_string(right.decode()) - column_index_from_string(left.decode())
        area += (width + 1) * (int(bottom) - int(top) + 1)
    return area


def _extras(data: bytes, pictures: Gallery, sheets: Sequence[Sheet], chart_sheets: int) -> Extras:
    """Return the words of shapes, and the pictures that stand on no sheet."""
    from html import unescape

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        drawings = [n for n in names if n.startswith("xl/drawings/drawing") and n.endswith(".xml")]
        xml = [archive.read(name).decode("utf-8", errors="replace") for name in drawings]
    texts = ["".join(_SHAPE_RUN.findall(p)) for x in xml for p in _SHAPE_TEXT.findall(x)]
    shapes = [unescape(text).strip() for text in texts if text.strip()]
    found = sum(len("".join(unescape(t).split())) for x in xml for t in _SHAPE_RUN.findall(x))
    kept = sum(len("".join(text.split())) for text in shapes)
    parts = [Part("text boxes", PartStatus.TEXT, found, kept)] if found else []
    loose = pictures.rest(piece for sheet in sheets for piece in sheet.pictures)
    return Extras(
        pieces=(*(Piece(text, BlockKind.TEXTBOX) for text in shapes), *loose),
        parts=(*parts, *pictures.parts(pictures.names)),
        warnings=(f"有 {chart_sheets} 个图表工作表未读取",) if chart_sheets else (),
    )
