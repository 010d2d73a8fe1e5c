"""Preflight: what a file would cost, told before it is parsed, against the limits."""

import io
import re
import zipfile
from collections.abc import Iterator

from ingest.errors import ReadError, TooLargeError
from ingest.limits import Limits
from ingest.model import BlockKind, Reading
from ingest.readers.sniff import Format, sniff

_ZIP = b"PK"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row[\s>/]"), re.compile(rb"<(?:\w+:)?c[\s>/]")
_PIECE = 1024 * 1024
_EDGE = 32
"""Bytes that a tag may be cut by the end of a piece."""
_SMALL = 20 * 1024 * 1024
"""What unpacks to less is harmless, however well it was packed."""
_MACROS = "含宏；只读取内容，从不运行 (macros, never run)"
_SPLIT = "请拆分后再导入，或调大 {}"


def check_file(name: str, data: bytes, limits: Limits) -> None:
    """Refuse a file that would unpack to too much, before anything parses it.

    Raises:
        TooLargeError: It is beyond a limit, which the message names.
        ReadError: It is no document.
    """
    form = sniff(name, data)
    if data.startswith(_ZIP) and form is not Format.PDF:
        _check_archive(name, data, limits)
    if form is Format.PDF:
        _check(name, _pages(name, data), limits.max_pages, "页 (pages)", "KEZHENG_MAX_PAGES")


def remarks(data: bytes) -> tuple[str, ...]:
    """Return what a person should know of a file beyond its text: that it brings macros."""
    names = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
    packed = data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    return (_MACROS,) if packed and any(name in data for name in names) else ()


def check_reading(name: str, reading: Reading, limits: Limits) -> None:
    """Refuse what came out larger than it looked.

    Raises:
        TooLargeError: It is beyond a limit, which the message names.
    """
    rows = [piece for piece in reading.pieces if piece.kind is BlockKind.ROW]
    cells = sum(len(piece.cells) for piece in rows)
    _check(name, reading.pages, limits.max_pages, "页 (pages)", "KEZHENG_MAX_PAGES")
    _check(name, len(rows), limits.max_rows, "行 (rows)", "KEZHENG_MAX_ROWS")
    _check(name, cells, limits.max_cells, "个单元格 (cells)", "KEZHENG_MAX_CELLS")


def _pages(name: str, data: bytes) -> int:
    from ingest.readers.pdf_file import count_pages

    try:
        return count_pages(data)
    except ReadError as error:
        raise type(error)(f"{name}：{error.message}", error.hint) from error


def _check_archive(name: str, data: bytes, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > max(_SMALL, limits.max_ratio * len(data)):
            ratio = size / len(data)
            raise TooLargeError(
                f"{name}：解压后是原来的 {ratio:.0f} 倍，超过上限 {limits.max_ratio} 倍，"
                "疑似压缩炸弹 (zip ratio)",
                "用原软件打开后另存再导入；确认无害可调大 KEZHENG_MAX_ZIP_RATIO",
            )
        if size > limits.max_unpacked:
            raise TooLargeError(
                f"{name}：解压后 {size / 1e6:.0f} MB，超过上限 {limits.max_unpacked / 1e6:.0f} MB "
                "(unpacked size)",
                _SPLIT.format("KEZHENG_MAX_UNPACKED_BYTES"),
            )
        rows = cells = 0
        for entry in archive.infolist():
            if _SHEET.fullmatch(entry.filename):
                for more_rows, more_cells in _counted(archive, entry):
                    rows, cells = rows + more_rows, cells + more_cells
                    _check(name, rows, limits.max_rows, "行 (rows)", "KEZHENG_MAX_ROWS")
                    _check(name, cells, limits.max_cells, "个单元格 (cells)", "KEZHENG_MAX_CELLS")


def _counted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[int, int]]:
    """Yield rows and cells of a sheet, piece by piece, none of it kept."""
    with archive.open(entry) as file:
        edge = b""
        while piece := file.read(_PIECE):
            text = edge + piece
            # A tag that ends within the edge was counted with the piece before.
            rows = sum(match.end() > len(edge) for match in _ROW.finditer(text))
            cells = sum(match.end() > len(edge) for match in _CELL.finditer(text))
            yield rows, cells
            edge = text[-_EDGE:]


def _check(name: str, count: int, most: int, what: str, setting: str) -> None:
    if count > most:
        raise TooLargeError(f"{name}：{count} {what}，超过上限 {most}", _SPLIT.format(setting))
