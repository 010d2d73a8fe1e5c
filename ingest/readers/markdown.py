"""Markdown: headings, lists and pipe tables by their marks."""

import re
from collections.abc import Iterator, Sequence

from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.encoding import decode
from ingest.readers.headings import is_list_line
from ingest.readers.table import GridRow, Place, Role, place_table, row_piece

_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<title>.*?)\s*#*\s*")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?P<mark>=|-){3,}\s*")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_BAR = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")


def read_markdown(data: bytes) -> Reading:
    """Read Markdown; emphasis and code marks are dropped, list marks stay as they stand.

    Raises:
        ReadError: No encoding fits.
    """
    text, _, warnings = decode(data)
    pieces = list(_pieces(text.splitlines()))
    found, kept = _words(text), sum(_words(piece.text) for piece in pieces)
    note = "" if kept >= found else "代码块的语言名等标记未保留"
    part = Part("text", PartStatus.TEXT if kept else PartStatus.EMPTY, found, kept, note)
    titles = [piece.text for piece in pieces if piece.kind is BlockKind.HEADING]
    return Reading(tuple(pieces), (part,), title=titles[0] if titles else "", warnings=warnings)


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield a piece per heading, list line, table row and paragraph."""
    i, fenced = 0, False
    while i < len(lines):
        line = lines[i]
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield Piece(line)
        elif _is_table(lines, i):
            end = _table_end(lines, i)
            yield from _table(lines[i:end])
            i = end
            continue
        elif _is_underlined(lines, i):
            mark = lines[i + 1].strip()[0]
            yield Piece(_plain(line), BlockKind.HEADING, level=1 if mark == "=" else 2)
            i += 1
        else:
            end = _paragraph_end(lines, i)
            yield _block(lines[i:end])
            i = end
            continue
        i += 1


def _block(lines: Sequence[str]) -> Piece:
    heading = _HEADING.fullmatch(lines[0])
    if heading:
        level = len(heading["marks"])
        return Piece(_plain(heading["title"]), BlockKind.HEADING, level=level)
    text = "\n".join(_plain(line) for line in lines)
    return Piece(text, BlockKind.LIST if is_list_line(_plain(lines[0])) else BlockKind.PARAGRAPH)


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    """Return the line after a paragraph; lines up to a blank one or a mark belong together."""
    end = start + 1
    if not lines[start].strip() or _HEADING.fullmatch(lines[start]):
        return end
    while end < len(lines) and lines[end].strip() and not _is_mark(lines, end):
        end += 1
    return end


def _is_mark(lines: Sequence[str], i: int) -> bool:
    if _HEADING.fullmatch(lines[i]) or _FENCE.match(lines[i]) or is_list_line(_plain(lines[i])):
        return True
    return _is_table(lines, i) or _is_underlined(lines, i)


def _is_underlined(lines: Sequence[str], i: int) -> bool:
    if i + 1 >= len(lines) or not lines[i].strip() or is_list_line(_plain(lines[i])):
        return False
    return _UNDERLINE.fullmatch(lines[i + 1]) is not None and not _UNDERLINE.fullmatch(lines[i])


def _is_table(lines: Sequence[str], i: int) -> bool:
    return (
        i + 1 < len(lines)
        and "|" in lines[i]
        and "|" in lines[i + 1]
        and bool(_DELIMITER_ROW.fullmatch(lines[i + 1]))
    )


def _table_end(lines: Sequence[str], start: int) -> int:
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _table(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield the rows of a pipe table without its delimiter row; its first row is the header."""
    split = [_cells(line) for i, line in enumerate(lines) if i != 1]
    width = max(map(len, split))
    rows = [
        GridRow(number, cells, cells + ("",) * (width - len(cells)), is_marked=number == 1)
        for number, cells in enumerate(split, start=1)
    ]
    places = place_table(rows) if len(rows) > 1 else [Place(Role.HEADER)]
    for row, place in zip(rows, places, strict=True):
        yield row_piece(row, place)


def _cells(line: str) -> tuple[str, ...]:
    cells = _BAR.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(_plain(cell).replace("\\|", "|").strip() for cell in cells)


def _plain(line: str) -> str:
    text = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    return _CODE.sub(r"\1", _STRONG.sub(r"\1", text)).strip()


def _words(text: str) -> int:
    """Count letters, digits and Chinese characters, which no mark of Markdown is."""
    return sum(char.isalnum() for char in text)
