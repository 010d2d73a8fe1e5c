"""Reader of PDF files: every page accounted for, its text in reading order."""

from collections.abc import Iterator, Sequence

from pypdfium2 import PdfDocument, PdfiumError

from ingest.model import BlockKind, Piece, Reading
from ingest.readers.pdf_file import PdfFile, open_pdf, open_with_fonts
from ingest.readers.pdf_furniture import Body, part_furniture
from ingest.readers.pdf_layout import regions_of
from ingest.readers.pdf_ledger import (
    BROKEN,
    GARBLED,
    TOO_LARGE,
    Remark,
    comments_part,
    part_of,
    status_of,
    warnings_of,
)
from ingest.readers.pdf_lines import lines_of
from ingest.readers.pdf_page import PageText, read_page
from ingest.readers.pdf_prose import (
    TITLE_SIZE,
    BodyStyle,
    Carry,
    Sized,
    body_style,
    page_pieces,
)
from ingest.readers.pdf_tables import take_tables

# A page, and why it could not be read.
_Read = tuple[PageText, Remark | None]


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF, page by page.

    Raises:
        EmptyError: There are no bytes or no pages.
        EncryptedError: A password is needed.
        ReadError: The file is damaged beyond reading.
    """
    with open_pdf(data) as file:
        read = [_read_checked(file, number) for number in range(1, file.pages + 1)]
        file_title, file_warnings = file.title, file.warnings
    read = _reread_flat(data, read)
    pages = [page for page, _ in read]
    style = body_style(pages)
    bodies = _bodies(pages)
    laid_out = _lay_out(bodies, style)
    pieces: list[Piece] = []
    parts, remarks = [], []
    for body, sized, (_, failure) in zip(bodies, laid_out, read, strict=True):
        status, remark = status_of(body, failure)
        own = [] if remark is GARBLED else _page_pieces(body, sized)
        part, told = part_of(body, own, status, remark)
        pieces += [*own, *_comments(body.page)]
        parts.append(part)
        remarks.append(told)
    return Reading(
        pieces=tuple(pieces),
        parts=(*parts, *comments_part(pages)),
        pages=len(pages),
        title=_title(laid_out[0], style) or file_title,
        warnings=(*file_warnings, *warnings_of(remarks)),
    )


def _read_checked(file: PdfFile, number: int) -> _Read:
    """Return a page unless its content is a bomb, or so damaged that nothing comes of it."""
    if number in file.bombs:
        return PageText(number, (0.0, 0.0)), TOO_LARGE
    page, failure = _read_page(file.document, number)
    if page.is_bare and number in file.written:
        failure = BROKEN
    return page, failure


def _read_page(document: PdfDocument, number: int) -> _Read:
    """Return a page, and why it could not be read."""
    try:
        page = document[number - 1]
        try:
            return read_page(page.raw, number), None
        finally:
            page.close()
    except PdfiumError:
        return PageText(number, (0.0, 0.0)), BROKEN


def _reread_flat(data: bytes, read: Sequence[_Read]) -> list[_Read]:
    """Return pages with those that have sideways text read again, with system fonts."""
    if not any(page.is_flat for page, _ in read):
        return list(read)
    with open_with_fonts(data) as document:
        return [
            _read_page(document, page.number) if page.is_flat else (page, failure)
            for page, failure in read
        ]


def _bodies(pages: Sequence[PageText]) -> list[Body]:
    split = [take_tables(page.runs, page.rulings, page.fills) for page in pages]
    return part_furniture(pages, [tables for tables, _ in split], [runs for _, runs in split])


def _lay_out(bodies: Sequence[Body], style: BodyStyle) -> list[list[Sized]]:
    """Return the pieces of each page; the header of a table goes with it to the next page."""
    laid_out = []
    carry = Carry()
    for body in bodies:
        regions = regions_of(body.runs, body.tables, body.page.size[0])
        sized, carry = page_pieces(regions, body.page.number, style, carry)
        laid_out.append(sized)
    return laid_out


def _page_pieces(body: Body, sized: Sequence[Sized]) -> list[Piece]:
    headers = [piece for piece in body.edges if piece.kind is BlockKind.HEADER]
    footers = [piece for piece in body.edges if piece.kind is BlockKind.FOOTER]
    return [*headers, *(entry.piece for entry in sized), *_asides(body), *footers]


def _asides(body: Body) -> Iterator[Piece]:
    """Yield what stands on a page but not in the flow of its text."""
    page = body.page.number
    for text in body.turned:
        yield Piece(text, BlockKind.TEXTBOX, page=page)
    for line in lines_of(body.page.hidden):
        yield Piece(line.text, page=page, hidden=True)


def _comments(page: PageText) -> Iterator[Piece]:
    for text in page.comments:
        yield Piece(text, BlockKind.COMMENT, page=page.number)


def _title(sized: Sequence[Sized], style: BodyStyle) -> str:
    """Return the largest heading of the first page, with the lines that go on with it."""
    headings = [entry for entry in sized if entry.piece.kind is BlockKind.HEADING]
    largest = max((entry.size for entry in headings), default=0.0)
    if largest < TITLE_SIZE * style.size:
        return ""
    first = next(i for i, entry in enumerate(sized) if entry.size == largest)
    words = []
    for entry in sized[first:]:
        if entry.size != largest or entry.piece.kind is not BlockKind.HEADING:
            break
        words.append(entry.piece.text)
    return "".join(words)
