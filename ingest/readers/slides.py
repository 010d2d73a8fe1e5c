"""Presentations (.pptx): a slide is a page; speaker's notes, comments and tables are read too."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ingest.errors import ReadError
from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.docx_package import A, R, Xml
from ingest.readers.headings import is_list_line
from ingest.readers.pictures import Gallery, gallery
from ingest.readers.table import GridRow, one_line, place_table, row_piece

# A slide or shape of python-pptx, which has no types of its own: the border of this parser.
Loose: TypeAlias = Any

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MAX_DEPTH = 20
_DAMAGED = "请重新复制或下载该文件；能打开的话请在 PowerPoint/WPS 中另存为 .pptx"
# What python-pptx, lxml and zipfile raise on damaged files beside it.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, OSError, RuntimeError,
)  # fmt: skip
_UNREAD = ("chart", "oleObject", "package")


@dataclass(frozen=True, slots=True)
class _Slide:
    """What was read of one slide.

    Attributes:
        pictures: Names of the pictures that it shows.
        unread: Charts and embedded files.
    """

    pieces: tuple[Piece, ...]
    part: Part
    title: str
    pictures: tuple[str, ...]
    unread: int
    is_hidden: bool


def read_pptx(data: bytes) -> Reading:
    """Read a presentation slide by slide: title, text and tables, notes, comments.

    Raises:
        ReadError: The file is damaged.
    """
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        presentation = Presentation(io.BytesIO(data))
        pictures = gallery(data)
        slides = [_slide(one, n, pictures) for n, one in enumerate(presentation.slides, 1)]
    except (PythonPptxError, *_BROKEN) as error:
        raise ReadError(f"演示文稿损坏或不完整（{error}）", _DAMAGED) from error
    names = [name for slide in slides for name in slide.pictures]
    hidden = [f"第{n}页是隐藏的" for n, slide in enumerate(slides, 1) if slide.is_hidden]
    return Reading(
        pieces=tuple(piece for slide in slides for piece in slide.pieces),
        parts=(*(slide.part for slide in slides), *pictures.parts(names), *_unread(slides)),
        pages=len(slides),
        title=slides[0].title if slides else "",
        warnings=tuple(hidden),
    )


def _slide(slide: Loose, number: int, pictures: Gallery) -> _Slide:
    title = slide.shapes.title
    is_hidden = slide._element.get("show") == "0"
    names: list[str] = []
    pieces: list[Piece] = []
    for shape in slide.shapes:
        is_title = title is not None and shape.shape_id == title.shape_id
        own = list(_shape(shape, slide, pictures))
        names += [name for name in _picture_names(shape, slide)]
        pieces[0 if is_title else len(pieces) :] = _as_title(own) if is_title else own
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        pieces += _paragraphs(slide.notes_slide.notes_text_frame)
    pieces += _smart_art(slide)
    pieces += _comments(slide)
    kept = sum(_solid(piece.text) for piece in pieces)
    found = max(kept, _found(slide))
    status = PartStatus.TEXT if kept else PartStatus.EMPTY
    note = "" if found == kept else f"有 {found - kept} 字的位置无法识别"
    return _Slide(
        pieces=tuple(replace(p, page=number, hidden=p.hidden or is_hidden) for p in pieces),
        part=Part(f"page {number}", status, found, kept, note),
        title=one_line(title.text_frame.text) if title is not None else "",
        pictures=tuple(names),
        unread=sum(link.reltype.endswith(_UNREAD) for link in slide.part.rels.values()),
        is_hidden=is_hidden,
    )


def _shape(shape: Loose, slide: Loose, pictures: Gallery, depth: int = 0) -> Iterator[Piece]:
    """Yield the text of a shape, of those grouped in it, and the places of its pictures."""
    if hasattr(shape, "shapes"):
        if depth < _MAX_DEPTH:
            for inner in shape.shapes:
                yield from _shape(inner, slide, pictures, depth + 1)
        return
    is_hidden = _is_hidden(shape)
    pieces: list[Piece] = []
    if getattr(shape, "has_text_frame", False):
        pieces += _paragraphs(shape.text_frame)
    if getattr(shape, "has_table", False):
        pieces += _table(shape.table)
    for name in _picture_names(shape, slide):
        place = pictures.place(name)
        pieces += [place] if place is not None else []
    yield from (replace(piece, hidden=is_hidden) for piece in pieces)


def _is_hidden(shape: Loose) -> bool:
    properties = next(shape._element.iter(f"{_P}cNvPr"), None)
    return properties is not None and properties.get("hidden") in ("1", "true")


def _as_title(pieces: list[Piece]) -> list[Piece]:
    """Return the text of a title as one heading."""
    words = " ".join(one_line(piece.text) for piece in pieces if piece.text)
    return [Piece(words, BlockKind.HEADING, level=1)] if words else []


def _paragraphs(frame: Loose) -> Iterator[Piece]:
    for paragraph in frame.paragraphs:
        text = paragraph.text.replace("\v", "\n").strip()
        if text:
            is_list = paragraph.level > 0 or is_list_line(text)
            yield Piece(text, BlockKind.LIST if is_list else BlockKind.PARAGRAPH)


def _table(table: Loose) -> Iterator[Piece]:
    grid = []
    above: tuple[str, ...] = ()
    for number, row in enumerate(table.rows, 1):
        cells: list[str] = []
        texts = []
        for column, cell in enumerate(row.cells):
            text = one_line(cell.text_frame.text)
            if cell.is_spanned:
                is_wide = cell._tc.get("hMerge") in ("1", "true")
                texts += [] if is_wide else [""]
                row_above = above[column] if column < len(above) else ""
                text = cells[-1] if is_wide and cells else row_above
            else:
                texts.append(text)
            cells.append(text)
        above = tuple(cells)
        grid.append(GridRow(number, tuple(texts), above))
    for row, place in zip(grid, place_table(grid), strict=True):
        yield row_piece(row, place)


def _picture_names(shape: Loose, slide: Loose) -> list[str]:
    """Return the names in the zip of the pictures that a shape shows."""
    ids = [node.get(f"{R}embed") for node in shape._element.iter(f"{A}blip")]
    links = slide.part.rels
    return [
        str(links[id_].target_part.partname).lstrip("/")
        for id_ in ids
        if id_ in links and not links[id_].is_external
    ]


def _smart_art(slide: Loose) -> Iterator[Piece]:
    for root in _related(slide, "/diagramData"):
        for paragraph in root.iter(f"{A}p"):
            text = "".join(node.text or "" for node in paragraph.iter(f"{A}t")).strip()
            if text:
                yield Piece(text, BlockKind.TEXTBOX)


def _comments(slide: Loose) -> Iterator[Piece]:
    for root in _related(slide, "/comments"):
        for comment in root:
            tags = (f"{_P}text", f"{A}t")
            text = "".join(node.text or "" for tag in tags for node in comment.iter(tag)).strip()
            if text:
                yield Piece(text, BlockKind.COMMENT)


def _related(slide: Loose, kind: str) -> Iterator[Xml]:
    from pptx.oxml import parse_xml

    for link in slide.part.rels.values():
        if not link.is_external and link.reltype.endswith(kind):
            yield parse_xml(link.target_part.blob)


def _found(slide: Loose) -> int:
    """Count the characters of a slide and its notes by all text nodes, apart from the reading."""
    roots = [slide._element]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        roots.append(slide.notes_slide.notes_text_frame._txBody)
    roots += _related(slide, "/diagramData")
    nodes = (node for root in roots for node in root.iter(f"{A}t"))
    return sum(_solid(node.text or "") for node in nodes) + sum(
        _solid(piece.text) for piece in _comments(slide)
    )


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _unread(slides: list[_Slide]) -> Iterator[Part]:
    count = sum(slide.unread for slide in slides)
    if count:
        note = "图表和嵌入的文件未读取，请单独导出后导入 (charts and embedded files)"
        yield Part("embedded", PartStatus.UNREADABLE, count, 0, note)
