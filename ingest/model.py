"""Documents, blocks and chunks: frozen values; offsets are characters, end exclusive."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.scanned import LOW_CONFIDENCE, Scanned


class BlockKind(StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ROW = "row"
    HEADER = "header"
    FOOTER = "footer"
    TEXTBOX = "textbox"
    COMMENT = "comment"


class DocumentKind(StrEnum):
    """What a document is; it decides the kind of evidence that its sentences can be."""

    MANUAL = "manual"
    PROCEDURE = "procedure"
    FORM = "form"
    RECORD_LOG = "record_log"
    FILLED_FORM = "filled_form"
    CONTRACT = "contract"
    PUBLISHED = "published"
    CERTIFICATE = "certificate"
    INTERVIEW = "interview"
    MINUTES = "minutes"
    REPORT = "report"
    OTHER = "other"


class PartStatus(StrEnum):
    """What became of a page, sheet or other part: in = out."""

    TEXT = "text"
    OCR = "ocr"
    EMPTY = "empty"
    NEEDS_OCR = "needs_ocr"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text as a reader found it, before it has a place in a document.

    Attributes:
        text: The words as they stand; rows have their cells joined by a tab, blank cells kept.
        level: 1-9 for a heading, 0 otherwise.
        page: 1-based page, if the format has pages.
        sheet: Sheet name, for spreadsheets; table caption or number is not a sheet.
        row: 1-based row as the user sees it in the file.
        columns: Header cells of the table that the row belongs to, merged headers filled.
        cells: Cells of the row, merged cells filled with the value that they show.
        hidden: The text is in the file but not shown (vanish, hidden sheet or row).
        scanned: Where it was read by OCR. Without text the piece holds the place of a picture.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    hidden: bool = False
    scanned: Scanned | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece in its document: `document.text[start:end]`, under a path of headings."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    page: int | None = None
    heading: tuple[str, ...] = ()
    sheet: str | None = None
    row: int | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    hidden: bool = False
    scanned: Scanned | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a document's ledger: a page, a sheet or a side part of the file.

    Attributes:
        name: "page 3", "image 2", "sheet 台账", "header", "comments".
        status: What became of it.
        found: Characters (pages, side parts) or non-empty cells (sheets) in the file.
        kept: The same count in the text; less than `found` only where `note` says why.
        note: Why something was left out or needs OCR; empty when all is well.
    """

    name: str
    status: PartStatus
    found: int
    kept: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader returns for one file.

    Attributes:
        converted: The file in another format that its pictures are drawn from, if it had to be
            converted.
    """

    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    pages: int = 0
    title: str = ""
    warnings: tuple[str, ...] = ()
    converted: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as text: blocks are slices of `text`, `parts` account for all of it."""

    id: str
    file: str
    text: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    kind: DocumentKind = DocumentKind.OTHER
    kind_reason: str = ""
    title: str = ""
    superseded: bool = False
    superseded_reason: str = ""
    pages: int = 0
    warnings: tuple[str, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character at `offset`, or None between blocks."""
        for block in self.blocks:
            if block.start <= offset < block.end:
                return block
        return None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage to search: an exact slice of the text, and the text to embed.

    Attributes:
        id: Content hash of document, span and text.
        context: Heading path, column names and text; embedded and searched, never quoted.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a span stands, as a person would say it.

    Attributes:
        score: Least confidence of the lines that OCR read there; None for other text.
    """

    page: int | None = None
    heading: tuple[str, ...] = ()
    sheet: str | None = None
    row: int | None = None
    score: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether OCR read the words less surely than a person should rely on."""
        return self.score is not None and self.score < LOW_CONFIDENCE

    def label(self) -> str:
        """Return the place in words: page, sheet and row, last heading."""
        words = []
        if self.sheet:
            words.append(f"工作表“{self.sheet}”")
        if self.row is not None:
            words.append(f"第{self.row}行")
        if self.page is not None:
            words.append(f"第{self.page}页")
        if self.heading:
            words.append(self.heading[-1])
        if self.is_unsure:
            words.append("（OCR，置信度低 low confidence）")
        return " ".join(words)


def content_id(*parts: bytes | str) -> str:
    """Return 16 hex digits of the SHA-256 of the parts, each with its length before it."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:16]


def compose(document_id: str, file: str, reading: Reading, *, separator: str = "\n") -> Document:
    """Lay pieces out as one text with blocks; empty pieces are dropped.

    Headings open a path: a heading of level n closes those of level n and deeper. Side
    parts (header, footer, comment) have no heading path.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    offset = 0
    for piece in _cleaned(reading.pieces):
        if piece.kind is BlockKind.HEADING:
            path = [entry for entry in path if entry[0] < piece.level]
        aside = piece.kind in (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
        heading = () if aside else tuple(text for _, text in path)
        end = offset + len(piece.text)
        blocks.append(_block(piece, offset, end, heading))
        if piece.kind is BlockKind.HEADING:
            path.append((piece.level, " ".join(piece.text.split())))
        texts.append(piece.text)
        offset = end + len(separator)
    return Document(
        id=document_id,
        file=file,
        text=separator.join(texts),
        blocks=tuple(blocks),
        parts=reading.parts,
        title=reading.title,
        pages=reading.pages,
        warnings=reading.warnings,
    )


def locator_of(document: Document, start: int) -> Locator:
    """Return where the character at `start` stands."""
    block = document.block_at(start)
    if block is None:
        return Locator()
    at = start - block.start
    score = block.scanned.score(at, at + 1) if block.scanned else None
    return Locator(block.page, block.heading, block.sheet, block.row, score)


def _block(piece: Piece, start: int, end: int, heading: Sequence[str]) -> Block:
    return Block(
        start=start,
        end=end,
        kind=piece.kind,
        level=piece.level,
        page=piece.page,
        heading=tuple(heading),
        sheet=piece.sheet,
        row=piece.row,
        columns=piece.columns,
        cells=piece.cells,
        hidden=piece.hidden,
        scanned=piece.scanned,
    )


def _cleaned(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Drop control characters (XML and Chroma refuse them) and empty pieces."""
    for piece in pieces:
        text = "".join(c for c in piece.text if c in "\n\t" or not _is_control(c))
        text = text.strip("\n ") if piece.kind is BlockKind.ROW else text.strip()
        if text.strip():
            yield replace(piece, text=text)


def _is_control(char: str) -> bool:
    point = ord(char)
    return point < 32 or 0x7F <= point < 0xA0 or 0xD800 <= point < 0xE000 or point == 0xFEFF
