"""The walk through a .docx story in order: paragraphs, tables and what hangs on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.model import BlockKind, Piece
from ingest.readers.docx_inline import Words, children, is_deleted_row, read_words
from ingest.readers.docx_package import W, Xml, attribute, whole
from ingest.readers.docx_styles import Styles
from ingest.readers.headings import is_list_line
from ingest.readers.table import GridRow, one_line, place_table, row_piece

# Tables in tables in tables: deeper ones are damage or attack; assumed.
_MAX_DEPTH = 20
_MAX_SPAN = 200
# Ids of pictures are those of the body; headers and notes have their own.
_WITH_PICTURES = ("body", "text boxes")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece, the part of the ledger it belongs to, and how many characters we added.

    Attributes:
        picture: The id of a picture of the body that is shown here, instead of a piece.
    """

    piece: Piece
    part: str
    added: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What the walk needs to know: styles, list labels, notes, and where it is.

    Attributes:
        styles: Styles of the document.
        labels: What is shown before each numbered paragraph.
        notes: Footnotes and endnotes by kind and id, read where they are referred to.
        part: Name in the ledger.
        kind: Kind of all pieces of a side part; None in the body.
        depth: How many tables and boxes are around.
    """

    styles: Styles
    labels: Mapping[Xml, str]
    notes: Mapping[tuple[str, str], Xml]
    part: str = "body"
    kind: BlockKind | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A table cell: its own text, its extent, and what hangs on it."""

    text: str
    span: int
    continues: bool
    added: int
    extras: tuple[Line, ...]


def walk(container: Xml, story: Story) -> Iterator[Line]:
    """Yield the lines of a body, cell, box or note in the order in which they stand."""
    if story.depth > _MAX_DEPTH:
        return
    for child in children(container):
        if child.tag == W + "p":
            yield from _paragraph(child, story)
        elif child.tag == W + "tbl":
            yield from _table(child, story)
        else:
            yield from walk(child, story)


def _paragraph(paragraph: Xml, story: Story) -> Iterator[Line]:
    words = read_words(paragraph, story.styles)
    label = story.labels.get(paragraph, "")
    if words.shown.strip():
        kind, level = _kind(paragraph, story, label=label, shown=words.shown)
        piece = Piece(label + words.shown.strip(), kind=kind, level=level)
        yield Line(piece, story.part, len("".join(label.split())))
    yield from _extras(words, story)


def _kind(paragraph: Xml, story: Story, *, label: str, shown: str) -> tuple[BlockKind, int]:
    if story.kind is not None:
        return story.kind, 0
    level = story.styles.level(paragraph)
    if level:
        return BlockKind.HEADING, level
    is_list = bool(label) or is_list_line(shown)
    return (BlockKind.LIST if is_list else BlockKind.PARAGRAPH), 0


def _extras(words: Words, story: Story) -> Iterator[Line]:
    """Yield what hangs on a paragraph: hidden text, pictures, notes, text boxes."""
    if words.hidden.strip():
        kind = story.kind or BlockKind.PARAGRAPH
        yield Line(Piece(words.hidden.strip(), kind=kind, hidden=True), story.part)
    if story.part in _WITH_PICTURES:
        yield from (Line(Piece(""), story.part, picture=name) for name in words.pictures)
    for note in words.notes:
        if note in story.notes:
            yield from walk(story.notes[note], _inside(story, part=note[0], kind=story.kind))
    for box in words.boxes:
        kind = story.kind or BlockKind.TEXTBOX
        part = "text boxes" if story.part in ("body", "text boxes") else story.part
        yield from walk(box, _inside(story, part=part, kind=kind))


def _inside(story: Story, *, part: str, kind: BlockKind | None) -> Story:
    return replace(story, part=part, kind=kind, depth=story.depth + 1)


def _table(table: Xml, story: Story) -> Iterator[Line]:
    rows = [row for row in _nodes(table, W + "tr") if not is_deleted_row(row)]
    cells = [list(_nodes(row, W + "tc")) for row in rows]
    if len(rows) == 1 and len(cells[0]) == 1:
        # A single cell is a frame around paragraphs, not a table.
        yield from walk(cells[0][0], replace(story, depth=story.depth + 1))
        return
    read = [[_cell(cell, story) for cell in row] for row in cells]
    grid = _grid(rows, read)
    kind = story.kind if story.kind is not BlockKind.TEXTBOX else None
    for row, place, parts in zip(grid, place_table(grid), read, strict=True):
        piece = row_piece(row, place)
        piece = piece if kind is None else replace(piece, kind=kind)
        yield Line(piece, story.part, sum(part.added for part in parts))
        yield from (line for part in parts for line in part.extras if not line.picture)
    # Between the rows they would part the table in two.
    yield from (line for parts in read for part in parts for line in part.extras if line.picture)


def _nodes(container: Xml, tag: str) -> Iterator[Xml]:
    """Yield rows or cells, those inside content controls too."""
    for child in children(container):
        if child.tag == tag:
            yield child
        elif child.tag not in (W + "tbl", W + "p"):
            yield from _nodes(child, tag)


def _cell(cell: Xml, story: Story) -> _Cell:
    texts: list[str] = []
    extras: list[Line] = []
    added = 0
    for node in _cell_blocks(cell):
        if node.tag == W + "tbl":
            if story.depth < _MAX_DEPTH:
                extras += _table(node, replace(story, depth=story.depth + 1))
            continue
        words = read_words(node, story.styles)
        label = story.labels.get(node, "")
        added += len("".join(label.split()))
        texts.append(one_line(label + words.shown))
        extras += _extras(words, story)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return _Cell(
        text=" ".join(text for text in texts if text),
        span=_count(cell.find(f"{W}tcPr/{W}gridSpan"), least=1),
        continues=merge is not None and attribute(merge) != "restart",
        added=added,
        extras=tuple(extras),
    )


def _cell_blocks(container: Xml) -> Iterator[Xml]:
    for child in children(container):
        if child.tag in (W + "p", W + "tbl"):
            yield child
        else:
            yield from _cell_blocks(child)


def _count(node: Xml | None, *, least: int = 0) -> int:
    return max(least, min(whole(attribute(node)) or 0, _MAX_SPAN))


def _grid(rows: list[Xml], read: list[list[_Cell]]) -> list[GridRow]:
    """Return the rows with merged cells filled: rightward by span, downward by vMerge."""
    grid: list[GridRow] = []
    above: dict[int, str] = {}
    for number, (row, parts) in enumerate(zip(rows, read, strict=True), start=1):
        cells = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"))
        for part in parts:
            value = part.text or (above.get(len(cells), "") if part.continues else "")
            cells += [value] * part.span
        above = dict(enumerate(cells))
        grid.append(
            GridRow(
                number=number,
                texts=tuple(part.text for part in parts),
                cells=tuple(cells),
                is_marked=row.find(f"{W}trPr/{W}tblHeader") is not None,
                is_hidden=row.find(f"{W}trPr/{W}hidden") is not None,
            )
        )
    width = max((len(row.cells) for row in grid), default=0)
    return [replace(row, cells=row.cells + ("",) * (width - len(row.cells))) for row in grid]
