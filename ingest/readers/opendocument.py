"""OpenDocument texts and slides (.odt, .odp): a walk over their XML, pictures in their places."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ingest.errors import ReadError
from ingest.model import BlockKind, Piece, Reading
from ingest.readers.headings import is_list_line
from ingest.readers.opendocument_text import (
    DRAW,
    OFFICE,
    PRESENTATION,
    TABLE,
    TEXT,
    XLINK,
    Words,
    hidden_styles,
    ledger,
    read_words,
)
from ingest.readers.pictures import Gallery, gallery
from ingest.readers.table import GridRow, one_line, place_table, row_piece

# An element of lxml, which has no types of its own: the border of this parser.
Xml: TypeAlias = Any

_MAX_DEPTH = 40
_MAX_REPEAT = 100
_DAMAGED = "请重新复制或下载该文件；能打开的话请另存为 .docx 或 .pdf"
_SKIPPED = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{PRESENTATION}settings"})
_SIDES = {"header": BlockKind.HEADER, "footer": BlockKind.FOOTER}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is.

    Attributes:
        kind: Kind of all pieces of a side part; None in the body.
        hiding: Styles whose text or slides are not shown.
        page: 1-based slide; None in a text.
        lists: How many lists are around.
    """

    pictures: Gallery
    hiding: frozenset[str]
    kind: BlockKind | None = None
    page: int | None = None
    lists: int = 0
    depth: int = 0

    def inside(self, **change: Any) -> "_Place":  # noqa: ANN401  fields of this class
        return replace(self, depth=self.depth + 1, **change)


def read_opendocument(data: bytes) -> Reading:
    """Read a text or presentation; headers come first, footers last.

    Raises:
        ReadError: The file is damaged.
    """
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = _parse(archive.read("content.xml"))
            styles = _parse(archive.read("styles.xml")) if _has(archive, "styles.xml") else None
    except (*_BROKEN, XMLSyntaxError, ValueError) as error:
        raise ReadError(f"OpenDocument 文件损坏或不完整（{error}）", _DAMAGED) from error
    pictures = gallery(data)
    body = content.find(f"{OFFICE}body")
    if body is None:
        raise ReadError("OpenDocument 文件里没有正文部分", _DAMAGED)
    roots = [root for root in (content, styles) if root is not None]
    place = _Place(pictures, frozenset().union(*map(hidden_styles, roots)))
    slides = list(body.iter(f"{DRAW}page"))
    if slides:
        pieces = [p for n, slide in enumerate(slides, 1) for p in _shown_or_not(slide, n, place)]
    else:
        pieces = list(_walk(body, place))
    sides = list(_sides(styles, place)) if styles is not None else []
    headers = [piece for piece in sides if piece.kind is BlockKind.HEADER]
    footers = [piece for piece in sides if piece.kind is BlockKind.FOOTER]
    return Reading(
        pieces=(*headers, *pieces, *footers),
        parts=(*ledger(body, slides, pieces, sides), *pictures.parts(_shown(body))),
        pages=len(slides),
        title=_title(pieces),
        warnings=tuple(_warnings(pieces)),
    )


def _parse(blob: bytes) -> Xml:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(blob, parser)


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist()


def _shown_or_not(slide: Xml, number: int, place: _Place) -> Iterator[Piece]:
    is_hidden = slide.get(f"{DRAW}style-name") in place.hiding
    for piece in _slide(slide, number, place):
        yield replace(piece, hidden=piece.hidden or is_hidden)


def _slide(slide: Xml, number: int, place: _Place) -> Iterator[Piece]:
    """Yield the text of a slide: its title first, as a heading, and the notes last."""
    titles = [f for f in slide.iter(f"{DRAW}frame") if f.get(f"{PRESENTATION}class") == "title"]
    here = place.inside(page=number)
    for frame in titles:
        words = " ".join(one_line(p.text) for p in _walk(frame, here) if p.text)
        if words:
            yield Piece(words, BlockKind.HEADING, level=1, page=number)
    notes = slide.find(f"{PRESENTATION}notes")
    for child in slide:
        if child is not notes and child not in titles:
            yield from _node(child, here)
    if notes is not None:
        yield from (piece for piece in _walk(notes, here) if not piece.scanned)


def _walk(container: Xml, place: _Place) -> Iterator[Piece]:
    """Yield the pieces of a body, section, frame, list or cell in their order."""
    if place.depth > _MAX_DEPTH:
        return
    for child in container:
        yield from _node(child, place)


def _node(node: Xml, place: _Place) -> Iterator[Piece]:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return
    if node.tag in (f"{TEXT}p", f"{TEXT}h"):
        yield from _paragraph(node, place)
    elif node.tag == f"{TABLE}table":
        yield from _table(node, place)
    elif node.tag == f"{DRAW}image":
        held = place.pictures.place(node.get(f"{XLINK}href") or "")
        if held is not None:
            yield replace(held, page=place.page)
    elif node.tag == f"{TEXT}list":
        yield from _walk(node, place.inside(lists=place.lists + 1))
    else:
        yield from _walk(node, place.inside())


def _paragraph(node: Xml, place: _Place) -> Iterator[Piece]:
    words = read_words(node, place.hiding)
    text = words.text.strip()
    if text:
        kind, level = BlockKind.PARAGRAPH, 0
        if node.tag == f"{TEXT}h":
            kind, level = BlockKind.HEADING, _level(node)
        elif place.lists or is_list_line(text):
            kind = BlockKind.LIST
        if place.kind is not None:
            kind, level = place.kind, 0
        yield Piece(text, kind, level=level, page=place.page)
    if words.hidden.strip():
        kind = place.kind or BlockKind.PARAGRAPH
        yield Piece(words.hidden.strip(), kind, page=place.page, hidden=True)
    yield from _extras(words, place)


def _extras(words: Words, place: _Place) -> Iterator[Piece]:
    """Yield what hangs on a paragraph: notes, text boxes and pictures, comments."""
    for frame in words.frames:
        inside = place.inside(kind=place.kind or BlockKind.TEXTBOX)
        if place.page is not None:
            inside = place.inside()
        yield from _node(frame, inside)
    for note in words.notes:
        yield from _walk(note, place.inside())
    for comment in words.comments:
        yield from _walk(comment, place.inside(kind=BlockKind.COMMENT))


def _level(node: Xml) -> int:
    raw = node.get(f"{TEXT}outline-level") or "1"
    return min(9, max(1, int(raw))) if raw.isdigit() else 1


def _table(table: Xml, place: _Place) -> Iterator[Piece]:
    marked = {id(row) for head in table.iter(f"{TABLE}table-header-rows") for row in head}
    grid: list[GridRow] = []
    extras: list[Piece] = []
    over: dict[int, tuple[int, str]] = {}
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        texts, cells, own = _row(row, over, place)
        extras += own
        for _ in range(_repeat(row, "rows") if any(texts) else 1):
            grid.append(GridRow(len(grid) + 1, texts, cells, is_marked=id(row) in marked))
    width = max((len(row.cells) for row in grid), default=0)
    grid = [replace(row, cells=row.cells + ("",) * (width - len(row.cells))) for row in grid]
    for row, spot in zip(grid, place_table(grid), strict=True):
        piece = replace(row_piece(row, spot), page=place.page)
        is_side = place.kind not in (None, BlockKind.TEXTBOX)
        yield replace(piece, kind=place.kind) if place.kind and is_side else piece
    yield from extras


def _row(
    row: Xml, over: dict[int, tuple[int, str]], place: _Place
) -> tuple[tuple[str, ...], tuple[str, ...], list[Piece]]:
    """Return a row's own texts, its cells with merged ones filled, and what hangs on them.

    `over` holds by column how many more rows a cell above goes down, and its text.
    """
    texts: list[str] = []
    cells: list[str] = []
    extras: list[Piece] = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text, own = _cell(cell, place)
        extras += own
        for _ in range(_repeat(cell, "columns")):
            column = len(cells)
            if cell.tag == f"{TABLE}covered-table-cell" and not text:
                left, above = over.get(column, (0, ""))
                cells.append(above if left else (cells[-1] if cells else ""))
                texts += [""] if left else []
                over[column] = (max(0, left - 1), above)
                continue
            span = _number(cell, "number-rows-spanned")
            for wide in range(_number(cell, "number-columns-spanned")):
                over[column + wide] = (span - 1, text)
            texts.append(text)
            cells.append(text)
    return tuple(texts), tuple(cells), extras


def _cell(cell: Xml, place: _Place) -> tuple[str, list[Piece]]:
    texts, extras = [], []
    for piece in _walk(cell, place.inside()):
        is_own = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.HEADING, place.kind)
        if is_own and piece.text and not piece.hidden:
            texts.append(one_line(piece.text))
        else:
            extras.append(piece)
    return " ".join(texts), extras


def _repeat(node: Xml, what: str) -> int:
    return min(_MAX_REPEAT, _number(node, f"number-{what}-repeated"))


def _number(node: Xml, name: str) -> int:
    raw = node.get(f"{TABLE}{name}") or "1"
    return max(1, int(raw)) if raw.isdigit() and len(raw) < 6 else 1


def _sides(styles: Xml, place: _Place) -> Iterator[Piece]:
    """Yield headers and footers; the same on several page styles once."""
    seen = set()
    for node in styles.iter():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name not in _SIDES or not node.tag.startswith("{urn:oasis:names:tc:opendocument"):
            continue
        for piece in _walk(node, place.inside(kind=_SIDES[name])):
            if piece.text and (piece.kind, piece.text) not in seen:
                seen.add((piece.kind, piece.text))
                yield piece


def _shown(body: Xml) -> list[str]:
    return [node.get(f"{XLINK}href") or "" for node in body.iter(f"{DRAW}image")]


def _warnings(pieces: list[Piece]) -> Iterator[str]:
    hidden = sum(piece.hidden for piece in pieces)
    if hidden:
        yield f"有 {hidden} 处隐藏文字"


def _title(pieces: list[Piece]) -> str:
    first = next((p for p in pieces if p.text), None)
    is_short = first is not None and len(first.text) <= 40 and "。" not in first.text
    return one_line(first.text) if first is not None and is_short else ""
