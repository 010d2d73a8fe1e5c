"""Rich text (.rtf) without an office program: the words of the body, with tables as rows."""

import re
from collections.abc import Iterator
from itertools import groupby

from ingest.errors import ReadError
from ingest.model import Part, PartStatus, Piece, Reading
from ingest.readers.table import GridRow, one_line, place_table, row_piece
from ingest.readers.text import line_pieces

# Marks for what striprtf turns into bars and line breaks; private characters of Unicode.
_ROW, _CELL, _END = "\ue000", "\ue001", "\ue002"
_MARKS = (("trowd", _ROW), ("cell", _CELL), ("row", _END))
_TABLE_ROW = re.compile(
    f"{_ROW}([^{_ROW}{_END}]*{_CELL}){_END}|{_ROW}([^{_ROW}{_END}]*?)(?={_ROW})"
)
_LONE_MARKS = re.compile(f"[{_ROW}{_CELL}{_END}]")
_DELETED = re.compile(r"\\deleted(?![a-z0-9])")
_LOST = "RTF：只读取了正文文字；安装 LibreOffice 后可读出页眉页脚、批注和图片 (body text only)"


def read_rtf(data: bytes) -> Reading:
    """Read the body of a rich text file; text deleted with changes tracked is left out.

    Raises:
        ReadError: The file is damaged.
    """
    from striprtf.striprtf import rtf_to_text

    source = _without_deleted(data.decode("latin-1"))
    for word, mark in _MARKS:
        # \ue000 as RTF writes it: a signed number and one character to skip.
        replacement = rf"\\u{ord(mark) - 0x10000}?"
        source = re.sub(rf"\\{word}(?![a-z0-9])\s?", replacement, source)
    try:
        text = rtf_to_text(source, encoding="cp936", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError) as error:
        raise ReadError(
            f"RTF 文件损坏（{error}）", "请用 Word 或 WPS 打开后另存为 .docx"
        ) from error
    pieces = tuple(_pieces(text))
    count = sum(len("".join(piece.text.split())) for piece in pieces)
    status = PartStatus.TEXT if count else PartStatus.EMPTY
    return Reading(pieces, (Part("body", status, count, count),), warnings=(_LOST,))


def _without_deleted(source: str) -> str:
    """Return RTF without the groups that hold deleted text."""
    kept, at = [], 0
    for match in _DELETED.finditer(source):
        start = source.rfind("{", 0, match.start())
        if start < at:
            continue
        end = _group_end(source, start)
        kept.append(source[at:start])
        at = end
    return "".join(kept) + source[at:]


def _group_end(source: str, start: int) -> int:
    depth = 0
    for match in re.compile(r"\\[\\{}]|[{}]").finditer(source, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    return len(source)


def _pieces(text: str) -> Iterator[Piece]:
    """Yield paragraphs, and the rows of tables that stand between them."""
    segments = _segments(text)
    for is_row, group in groupby(segments, key=lambda segment: segment[0]):
        texts = [segment for _, segment in group]
        if is_row:
            yield from _table(texts)
            continue
        for one in texts:
            for line in _LONE_MARKS.sub("\t", one).splitlines():
                yield from line_pieces(line) if line.strip() else ()


def _segments(text: str) -> Iterator[tuple[bool, str]]:
    """Yield stretches of text: whether they are a row of a table, and the words."""
    at = 0
    for match in _TABLE_ROW.finditer(text):
        before = text[at : match.start()]
        if before.strip():
            yield False, before
        words = match[1] if match[1] is not None else match[2]
        if words.strip():
            yield match[1] is not None, words
        at = match.end()
    if text[at:].strip():
        yield False, text[at:]


def _table(rows: list[str]) -> Iterator[Piece]:
    cells = [tuple(one_line(cell) for cell in row.split(_CELL)[:-1]) for row in rows]
    width = max(map(len, cells))
    padded = [row + ("",) * (width - len(row)) for row in cells]
    grid = [GridRow(number, row, row) for number, row in enumerate(padded, 1)]
    for row, place in zip(grid, place_table(grid), strict=True):
        yield row_piece(row, place)
