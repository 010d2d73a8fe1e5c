"""Ledger of a PDF: what became of each page, and what a person must be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Part, PartStatus, Piece
from ingest.readers.pdf_furniture import Body
from ingest.readers.pdf_page import SCAN_SHARE, PageText

# Fewer characters on a page with a picture are a stamp or a number, not its text; assumed.
MIN_TEXT = 10
MIN_TEXT_ON_SCAN = 50
MIN_DRAWINGS = 20
MAX_GARBLED = 0.5


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a page: "第3页" + chinese, "page 3" + english."""

    chinese: str
    english: str

    def __str__(self) -> str:
        """Return both languages."""
        return f"{self.chinese} ({self.english})"


NO_TEXT = Remark("没有文字层，需要OCR", "has no text layer and needs OCR")
LITTLE_TEXT = Remark("主要是图像、文字很少，需要OCR", "is mostly an image and needs OCR")
GARBLED = Remark("文字层是乱码，需要OCR", "has a garbled text layer and needs OCR")
TOO_LARGE = Remark("解压后过大，未读取", "is too large when unpacked and was not read")
BROKEN = Remark("已损坏，无法读取", "is damaged and cannot be read")
HIDDEN = Remark("有隐藏文字", "has hidden text")
OCR_LAYER = Remark("文字来自扫描件自带的OCR层", "text is the OCR layer of the scan")
LOST = Remark("有文字未能保留", "lost characters")


def status_of(body: Body, failure: Remark | None) -> tuple[PartStatus, Remark | None]:
    """Return what became of a page, and the remark that says why it was not read."""
    page = body.page
    if failure:
        return PartStatus.UNREADABLE, failure
    own = page.found - body.dropped
    has_picture = page.image_share > 0 or page.drawings >= MIN_DRAWINGS
    if page.found and page.garbled > MAX_GARBLED:
        return PartStatus.NEEDS_OCR, GARBLED
    if own < MIN_TEXT and has_picture:
        return PartStatus.NEEDS_OCR, LITTLE_TEXT if own else NO_TEXT
    if own < MIN_TEXT_ON_SCAN and page.image_share >= SCAN_SHARE and not page.is_ocr:
        return PartStatus.NEEDS_OCR, LITTLE_TEXT
    return (PartStatus.TEXT if page.found else PartStatus.EMPTY), None


def part_of(
    body: Body, pieces: Sequence[Piece], status: PartStatus, remark: Remark | None
) -> tuple[Part, list[Remark]]:
    """Return the line of a page in the ledger, and what to tell about the page."""
    page = body.page
    kept = sum(count(piece.text) for piece in pieces)
    remarks = [remark] if remark else []
    notes = [str(remark)] if remark else []
    if page.is_ocr:
        notes.append(str(OCR_LAYER))
    if any(piece.hidden for piece in pieces):
        remarks.append(HIDDEN)
        notes.append(str(HIDDEN))
    if body.dropped:
        notes.append(
            f"页眉页脚{body.dropped}字与别页相同，只保留一次"
            f" (running header or footer: {body.dropped} characters kept on another page only)"
        )
    lost = page.found - kept - body.dropped
    if lost > 0 and remark is not GARBLED:
        notes.append(f"换行连字符等{lost}字未保留 (hyphens at line ends: {lost} characters)")
        remarks += [LOST] if lost > MIN_TEXT else []
    return Part(f"page {page.number}", status, page.found, kept, "；".join(notes)), remarks


def warnings_of(remarks: Sequence[Sequence[Remark]]) -> tuple[str, ...]:
    """Return one warning for each remark and stretch of pages; `remarks` are by page."""
    places: dict[Remark, list[int]] = {}
    for number, own in enumerate(remarks, 1):
        for remark in own:
            places.setdefault(remark, []).append(number)
    warnings = []
    for remark, numbers in places.items():
        for first, last in _stretches(numbers):
            chinese = f"第{first}页" if first == last else f"第{first}-{last}页"
            english = f"page {first}" if first == last else f"pages {first}-{last}: each"
            warnings.append(f"{chinese}{remark.chinese} ({english} {remark.english})")
    return tuple(warnings)


def comments_part(pages: Iterable[PageText]) -> tuple[Part, ...]:
    """Return the line of the comments in the ledger, none if there are none."""
    found = sum(count(text) for page in pages for text in page.comments)
    return (Part("comments", PartStatus.TEXT, found, found),) if found else ()


def count(text: str) -> int:
    """Return the number of characters that are not white space."""
    return len("".join(text.split()))


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for number in numbers:
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1] = stretches[-1][0], number
        else:
            stretches.append((number, number))
    return stretches
