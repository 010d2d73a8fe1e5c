"""Spreadsheets (.xlsx, .xls and kin): every non-empty cell of every sheet, row by row."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.errors import EncryptedError, ReadError
from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.cells import display
from ingest.readers.pictures import gallery
from ingest.readers.table import GridRow, Role, place_sheet, row_piece

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNCALCULATED = "未计算的公式"
# What openpyxl raises on files that other programs open: it has no error of its own.
_REFUSED = (ValueError, LookupError, TypeError, AttributeError, SyntaxError, OSError)
_DAMAGED = "请在 Excel/WPS 中打开后另存为 .xlsx 再导入"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 1-based and inclusive; its top left cell holds the value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as its file gives it, before rows are told apart.

    Attributes:
        name: Name on the tab; empty for a csv.
        cells: Display text by 1-based (row, column); only cells with text.
        merges: Merged ranges.
        comments: Text by (row, column).
        bold_rows: Rows whose cells are all bold or filled.
        hidden_rows: Rows that are not shown.
        is_hidden: The whole sheet is not shown.
        notes: Warnings of this sheet.
        found: Non-empty cells of the file, counted apart from `cells`.
        pictures: Pieces that hold the places of its pictures.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    merges: Sequence[Merge] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    bold_rows: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    notes: tuple[str, ...] = ()
    found: int = 0
    pictures: tuple[Piece, ...] = ()


def read_xlsx(data: bytes) -> Reading:
    """Read a workbook; one that openpyxl cannot take is read for its values only.

    Raises:
        ReadError: The file is damaged.
    """
    from ingest.readers.xlsx import open_xlsx

    try:
        sheets, extras = open_xlsx(data)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ReadError(f"表格文件损坏或不完整（{error}）", _DAMAGED) from error
    except _REFUSED as error:
        reading = read_xls(data)
        warning = f"文件格式不规范，只读取了单元格的值（{type(error).__name__}）"
        return Reading(reading.pieces, reading.parts, warnings=(warning, *reading.warnings))
    reading = _reading(sheets)
    return Reading(
        pieces=(*reading.pieces, *extras.pieces),
        parts=(*reading.parts, *extras.parts),
        warnings=(*reading.warnings, *extras.warnings),
    )


def read_xls(data: bytes) -> Reading:
    """Read the values of an .xls, .xlsb or .ods.

    A badly damaged file can make calamine abort the whole process (measured: 150 s of random
    damage), so call this in a child process only.

    Raises:
        EncryptedError: The file has a password.
        ReadError: The file is damaged.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        sheets = _calamine_sheets(data)
    except PasswordError as error:
        raise EncryptedError("表格设有打开密码", "请去掉密码后另存，再导入") from error
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(f"表格文件损坏或不完整（{error}）", _DAMAGED) from error
    except BaseException as error:
        # A panic of Rust is a BaseException that cannot be imported; pyo3 gives it no module.
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError("表格文件损坏，无法读取", _DAMAGED) from error
    reading = _reading(sheets)
    pictures = gallery(data)
    return replace(
        reading,
        pieces=(*reading.pieces, *pictures.rest(())),
        parts=(*reading.parts, *pictures.parts(pictures.names)),
    )


def sheet_pieces(sheet: Sheet) -> list[Piece]:
    """Return the pieces of a sheet: name, title lines, rows, comments after their rows.

    Pictures come last: between the rows they would part a table in two.
    """
    name = sheet.name or None
    rows = grid_rows(sheet)
    pieces = []
    if name and rows:
        pieces.append(Piece(name, BlockKind.HEADING, level=1, sheet=name, hidden=sheet.is_hidden))
    comments = _comments(sheet, name)
    for row, place in zip(rows, place_sheet(rows), strict=True):
        piece = row_piece(row, place, sheet=name)
        pieces.append(_title_piece(piece) if place.role is Role.TITLE else piece)
        pieces += comments.pop(row.number, [])
    for left in comments.values():
        pieces += left
    return [*pieces, *sheet.pictures]


def grid_rows(sheet: Sheet) -> list[GridRow]:
    """Return the rows that hold something, and one blank row for each gap between them."""
    width = max((column for _, column in sheet.cells), default=0)
    filled = _fill(sheet)
    rows: list[GridRow] = []
    for number in sorted({row for row, _ in sheet.cells}):
        if rows and number > rows[-1].number + 1:
            rows.append(GridRow(number - 1, ("",) * width, ("",) * width))
        columns = range(1, width + 1)
        rows.append(
            GridRow(
                number=number,
                texts=tuple(sheet.cells.get((number, c), "") for c in columns),
                cells=tuple(filled.get((number, c), "") for c in columns),
                is_marked=number in sheet.bold_rows,
                is_hidden=sheet.is_hidden or number in sheet.hidden_rows,
            )
        )
    return rows


def ledger(sheet: Sheet, pieces: Sequence[Piece]) -> Part:
    """Return the ledger line of a sheet: cells found, and cells in its rows and titles."""
    texts = [p.text for p in pieces if p.kind in (BlockKind.ROW, BlockKind.PARAGRAPH)]
    kept = sum(bool(cell.strip()) for text in texts for cell in text.split("\t"))
    note = "" if kept >= sheet.found else f"有 {sheet.found - kept} 个单元格未能读出"
    status = PartStatus.TEXT if kept else PartStatus.EMPTY
    return Part(f"sheet {sheet.name}" if sheet.name else "table", status, sheet.found, kept, note)


def _reading(sheets: Sequence[Sheet]) -> Reading:
    pieces: list[Piece] = []
    parts = []
    for sheet in sheets:
        own = sheet_pieces(sheet)
        pieces += own
        parts.append(ledger(sheet, own))
        if sheet.comments:
            count = sum(len("".join(text.split())) for text in sheet.comments.values())
            parts.append(Part(f"comments {sheet.name}", PartStatus.TEXT, count, count))
    warnings = tuple(note for sheet in sheets for note in sheet.notes)
    return Reading(tuple(pieces), tuple(parts), warnings=warnings)


def _calamine_sheets(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = {m.name: m.visible is SheetVisibleEnum.Visible for m in book.sheets_metadata}
    return [
        _calamine_sheet(book.get_sheet_by_name(name), is_hidden=not shown)
        for name, shown in visible.items()
    ]


def _calamine_sheet(sheet: "CalamineSheet", *, is_hidden: bool) -> Sheet:
    top, left = sheet.start or (0, 0)
    # Blank rows and columns before the first cell are skipped here and counted by `start`:
    # a sheet whose only cell is the last one would else fill the memory.
    values = {
        (top + r, left + c): value
        for r, row in enumerate(sheet.to_python(skip_empty_area=True), 1)
        for c, value in enumerate(row, 1)
    }
    cells = {spot: text for spot, value in values.items() if (text := display(value))}
    merges = [
        Merge(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or []
    ]
    return Sheet(
        name=sheet.name,
        cells=cells,
        merges=merges,
        is_hidden=is_hidden,
        notes=(f"工作表“{sheet.name}”是隐藏的",) if is_hidden and cells else (),
        found=sum(value is not None and str(value).strip() != "" for value in values.values()),
    )


def _fill(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Return the cells with merged ranges filled, within rows and columns that are used."""
    filled = dict(sheet.cells)
    width = max((column for _, column in sheet.cells), default=0)
    used = sorted({row for row, _ in sheet.cells})
    for merge in sheet.merges:
        value = sheet.cells.get((merge.top, merge.left))
        if value is None:
            continue
        for row in (row for row in used if merge.top <= row <= merge.bottom):
            for column in range(merge.left, min(merge.right, width) + 1):
                filled.setdefault((row, column), value)
    return filled


def _title_piece(piece: Piece) -> Piece:
    return Piece(
        text=piece.text.strip("\t"),
        sheet=piece.sheet,
        row=piece.row,
        hidden=piece.hidden,
    )


def _comments(sheet: Sheet, name: str | None) -> dict[int, list[Piece]]:
    """Return the comments of each row, from left to right."""
    by_row: dict[int, list[Piece]] = {}
    for (row, _), text in sorted(sheet.comments.items()):
        is_hidden = sheet.is_hidden or row in sheet.hidden_rows
        piece = Piece(text, BlockKind.COMMENT, sheet=name, row=row, hidden=is_hidden)
        by_row.setdefault(row, []).append(piece)
    return by_row
