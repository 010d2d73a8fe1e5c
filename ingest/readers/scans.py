"""Pages of a file that are pictures: found, read by OCR one by one, and put in their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import ReadError
from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.ocr import Pixels, scan_image
from ingest.readers.ocr_layout import lay_out, read_lines
from ingest.readers.pdf_ledger import Remark, count, warnings_of
from ingest.readers.sniff import Format, sniff

LOW_SCORE = 0.6
"""Mean confidence of a page that a person should compare with the picture; assumed."""
_WEAK_LINE = 0.8
_MAX_WEAK = 5
_DPI = 200
_MAX_SIDE_PX = 2600
_PAGE = "page "
_ASKED = "需要OCR"

LOW = Remark(" OCR 置信度低，请对照原图核对", "low OCR confidence: compare with the picture")
UNREADABLE = Remark("图像无法辨认，没有读出文字", "cannot be made out")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What OCR made of one page.

    Attributes:
        number: 1-based page.
        found, kept: Characters that were made out, and those sure enough to be text.
        score: Mean confidence of what was kept.
        weak: The least sure lines of the text, with their confidence.
        failure: Why the page could not be read at all.
    """

    number: int
    pieces: tuple[Piece, ...] = ()
    title: str = ""
    found: int = 0
    kept: int = 0
    score: float = 0.0
    weak: tuple[tuple[str, float], ...] = ()
    is_blank: bool = False
    failure: str = ""

    @property
    def status(self) -> PartStatus:
        """What became of the page."""
        if self.is_blank:
            return PartStatus.EMPTY
        return PartStatus.OCR if self.pieces else PartStatus.UNREADABLE


def pages_to_scan(reading: Reading) -> list[int]:
    """Return the pages that need OCR."""
    return [_number(part) for part in reading.parts if _is_asked(part)]


def scan_page(name: str, data: bytes, number: int, cache: Path | None = None) -> ScannedPage:
    """Return the text of one page of a PDF or image file by OCR.

    Raises:
        ReadError: The page cannot be drawn.
    """
    scan = scan_image(_render(name, data, number), cache)
    layout = lay_out(scan, number)
    lines = read_lines(scan)
    kept = sum(count(line.text) for line in lines)
    weak = sorted((line.score, line.text) for line in lines if line.score < _WEAK_LINE)
    return ScannedPage(
        number=number,
        pieces=layout.pieces,
        title=layout.title,
        found=sum(count(line.text) for line in scan.lines),
        kept=kept,
        score=scan.model_copy(update={"lines": tuple(lines)}).score,
        weak=tuple((text, score) for score, text in weak[:_MAX_WEAK]),
        is_blank=scan.is_blank,
    )


def with_scans(reading: Reading, scanned: Iterable[ScannedPage]) -> Reading:
    """Return a reading with its pages as OCR read them; what else they hold stays."""
    pages = {page.number: page for page in scanned}
    parts = tuple(
        _part(part, pages[_number(part)]) if _is_asked(part) and _number(part) in pages else part
        for part in reading.parts
    )
    first = pages.get(1)
    return replace(
        reading,
        pieces=tuple(_in_order(reading.pieces, pages)),
        parts=parts,
        title=reading.title or (first.title if first else ""),
        warnings=(
            *(told for told in reading.warnings if _ASKED not in told),
            *_warnings(parts, pages, reading.pages),
        ),
    )


def _is_asked(part: Part) -> bool:
    return part.status is PartStatus.NEEDS_OCR and part.name.startswith(_PAGE)


def _number(part: Part) -> int:
    suffix = part.name.removeprefix(_PAGE)
    return int(suffix) if suffix.isdigit() else 0


def _render(name: str, data: bytes, number: int) -> Pixels:
    if sniff(name, data) is Format.IMAGE:
        from ingest.readers.image import render_frame

        return render_frame(data, number)
    from ingest.readers.pdf_file import render_page

    try:
        return render_page(data, number, dpi=_DPI, max_side=_MAX_SIDE_PX)
    except ReadError as error:
        raise ReadError(f"{name}：第{number}页{error.message}", error.hint) from error


def _part(part: Part, page: ScannedPage) -> Part:
    if page.status is PartStatus.EMPTY:
        return replace(part, status=PartStatus.EMPTY, note="空白页 (blank page)")
    if page.status is PartStatus.UNREADABLE:
        return replace(part, status=PartStatus.UNREADABLE, note=page.failure or str(UNREADABLE))
    notes = [f"OCR，平均置信度 {page.score:.2f} (mean confidence)"]
    if page.score < LOW_SCORE:
        notes.append("OCR 置信度低 (low confidence)")
    if page.weak:
        notes.append("低置信度的行：" + "、".join(f"“{text}” {s:.2f}" for text, s in page.weak))
    if page.found > page.kept:
        notes.append(f"{page.found - page.kept}字过于模糊，未保留 (too unclear)")
    return Part(part.name, PartStatus.OCR, page.found, page.kept, "；".join(notes))


def _in_order(pieces: Iterable[Piece], pages: Mapping[int, ScannedPage]) -> Iterator[Piece]:
    """Yield pieces by page; those of a page that OCR read are its text, but for asides."""
    left = sorted(pages)
    for piece in pieces:
        while left and piece.page is not None and left[0] <= piece.page:
            yield from pages[left.pop(0)].pieces
        page = pages.get(piece.page or 0)
        is_aside = piece.hidden or piece.kind is BlockKind.COMMENT
        if page is None or is_aside or page.status is not PartStatus.OCR:
            yield piece
    for number in left:
        yield from pages[number].pieces


def _warnings(
    parts: Iterable[Part], pages: Mapping[int, ScannedPage], total: int
) -> tuple[str, ...]:
    remarks: list[list[Remark]] = [[] for _ in range(total)]
    for page in pages.values():
        if page.status is PartStatus.UNREADABLE:
            remarks[page.number - 1].append(_failure(page))
        elif page.status is PartStatus.OCR and page.score < LOW_SCORE:
            remarks[page.number - 1].append(LOW)
    pending = [part for part in parts if _is_asked(part)]
    for part in pending:
        remarks[_number(part) - 1].append(Remark("尚未OCR，需要OCR", "needs OCR"))
    return warnings_of(remarks)


def _failure(page: ScannedPage) -> Remark:
    return Remark(f"未能OCR：{page.failure}", "OCR failed") if page.failure else UNREADABLE
