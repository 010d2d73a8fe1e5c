"""Parts of a file that are pictures: found, read by OCR one by one, and put in their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import ReadError
from ingest.model import BlockKind, Part, PartStatus, Piece, Reading
from ingest.readers.ocr import Pixels, scan_image
from ingest.readers.ocr_layout import lay_out, read_lines
from ingest.readers.pdf_ledger import Remark, count, warnings_of
from ingest.readers.pictures import IMAGE, picture
from ingest.readers.sniff import Format, sniff
from ingest.scanned import LOW_CONFIDENCE

LOW_SCORE = 0.6
"""Mean confidence of a page that a person should compare with the picture; assumed."""
_MAX_WEAK = 5
_DPI = 200
_MAX_SIDE_PX = 2600
_PAGE = "page "
_ASKED = "需要OCR"

LOW = Remark(" OCR 置信度低，请对照原图核对", "low OCR confidence: compare with the picture")
UNREADABLE = Remark("图像无法辨认，没有读出文字", "cannot be made out")
PENDING = Remark("尚未OCR，需要OCR", "needs OCR")


@dataclass(frozen=True, slots=True)
class ScannedPart:
    """What OCR made of one page or one picture in a file.

    Attributes:
        name: Its line in the ledger: "page 3", "image 2".
        found, kept: Characters that were made out, and those sure enough to be text.
        score: Mean confidence of what was kept.
        weak: The least sure lines of the text, with their confidence.
        failure: Why it could not be read at all.
    """

    name: str
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
        """What became of it; a picture in a file, unlike a page, may well be without words."""
        if self.is_blank:
            return PartStatus.EMPTY
        if self.pieces:
            return PartStatus.OCR
        is_wordless = self.name.startswith(IMAGE) and not self.failure
        return PartStatus.EMPTY if is_wordless else PartStatus.UNREADABLE


def parts_to_scan(reading: Reading) -> list[str]:
    """Return the names of the pages and pictures that need OCR."""
    return [part.name for part in reading.parts if _is_asked(part)]


def label_of(name: str) -> str:
    """Return how a page or picture is called: 第3页, 图片2."""
    return f"图片{_number(name)}" if name.startswith(IMAGE) else f"第{_number(name)}页"


def scan_part(file: str, data: bytes, name: str, cache: Path | None = None) -> ScannedPart:
    """Return the text of one page of a PDF or image file, or of one picture in a file, by OCR.

    Raises:
        ReadError: It cannot be drawn.
    """
    scan = scan_image(render(file, data, name), cache)
    layout = lay_out(scan, _number(name), name)
    lines = read_lines(scan)
    kept = sum(count(line.text) for line in lines)
    weak = sorted((line.score, line.text) for line in lines if line.score < LOW_CONFIDENCE)
    return ScannedPart(
        name=name,
        pieces=layout.pieces,
        title=layout.title,
        found=sum(count(line.text) for line in scan.lines),
        kept=kept,
        score=scan.model_copy(update={"lines": tuple(lines)}).score,
        weak=tuple((text, score) for score, text in weak[:_MAX_WEAK]),
        is_blank=scan.is_blank,
    )


def render(file: str, data: bytes, name: str) -> Pixels:
    """Return a page or picture of a file as an image [height, width, 3], as it lies.

    Raises:
        ReadError: It cannot be drawn.
    """
    from ingest.readers.image import render_frame

    if name.startswith(IMAGE):
        return render_frame(picture(data, _number(name)), 1)
    if sniff(file, data) is Format.IMAGE:
        return render_frame(data, _number(name))
    from ingest.readers.pdf_file import render_page

    try:
        return render_page(data, _number(name), dpi=_DPI, max_side=_MAX_SIDE_PX)
    except ReadError as error:
        raise ReadError(f"{file}：{label_of(name)}{error.message}", error.hint) from error


def with_scans(reading: Reading, scanned: Iterable[ScannedPart]) -> Reading:
    """Return a reading with its pages and pictures as OCR read them; all else stays."""
    found = {part.name: part for part in scanned}
    parts = tuple(
        _part(part, found[part.name]) if _is_asked(part) and part.name in found else part
        for part in reading.parts
    )
    first = found.get(f"{_PAGE}1")
    return replace(
        reading,
        pieces=tuple(_in_order(reading.pieces, found)),
        parts=parts,
        title=reading.title or (first.title if first else ""),
        warnings=(
            *(told for told in reading.warnings if _ASKED not in told),
            *_warnings(parts, found, reading.pages),
        ),
        converted=b"",
    )


def _is_asked(part: Part) -> bool:
    return part.status is PartStatus.NEEDS_OCR and part.name.startswith((_PAGE, IMAGE))


def _number(name: str) -> int:
    number = name.rpartition(" ")[2]
    return int(number) if number.isdigit() else 0


def _part(part: Part, found: ScannedPart) -> Part:
    if found.status is PartStatus.EMPTY:
        note = "空白页 (blank page)" if part.name.startswith(_PAGE) else "图中没有文字 (no words)"
        return replace(part, status=PartStatus.EMPTY, note=note)
    if found.status is PartStatus.UNREADABLE:
        return replace(part, status=PartStatus.UNREADABLE, note=found.failure or str(UNREADABLE))
    notes = [f"OCR，平均置信度 {found.score:.2f} (mean confidence)"]
    if found.score < LOW_SCORE:
        notes.append("OCR 置信度低 (low confidence)")
    if found.weak:
        notes.append("低置信度的行：" + "、".join(f"“{text}” {s:.2f}" for text, s in found.weak))
    if found.found > found.kept:
        notes.append(f"{found.found - found.kept}字过于模糊，未保留 (too unclear)")
    return Part(part.name, PartStatus.OCR, found.found, found.kept, "；".join(notes))


def _in_order(pieces: Iterable[Piece], found: Mapping[str, ScannedPart]) -> Iterator[Piece]:
    """Yield pieces by page; those of a page that OCR read are its text, but for asides."""
    left = sorted(_number(name) for name in found if name.startswith(_PAGE))
    for piece in pieces:
        while left and piece.page is not None and left[0] <= piece.page:
            yield from found[f"{_PAGE}{left.pop(0)}"].pieces
        if not piece.text and piece.scanned is not None:
            yield from _in_place(piece, found.get(piece.scanned.part))
            continue
        page = found.get(f"{_PAGE}{piece.page}")
        is_aside = piece.hidden or piece.kind is BlockKind.COMMENT
        if page is None or is_aside or page.status is not PartStatus.OCR:
            yield piece
    for number in left:
        yield from found[f"{_PAGE}{number}"].pieces


def _in_place(place: Piece, found: ScannedPart | None) -> Iterator[Piece]:
    """Yield the text of a picture where it is shown; its headings head nothing around it."""
    if found is None:
        yield place
        return
    for piece in found.pieces:
        is_heading = piece.kind is BlockKind.HEADING
        yield replace(
            piece,
            kind=BlockKind.PARAGRAPH if is_heading else piece.kind,
            level=0,
            page=place.page,
            sheet=place.sheet,
            row=place.row,
            hidden=place.hidden,
        )


def _warnings(
    parts: Iterable[Part], found: Mapping[str, ScannedPart], pages: int
) -> tuple[str, ...]:
    remarks: dict[str, Remark] = {}
    for one in found.values():
        if one.status is PartStatus.UNREADABLE:
            remarks[one.name] = _failure(one)
        elif one.status is PartStatus.OCR and one.score < LOW_SCORE:
            remarks[one.name] = LOW
    remarks |= {part.name: PENDING for part in parts if _is_asked(part)}
    by_page = [
        [remarks[name]] if (name := f"{_PAGE}{n + 1}") in remarks else [] for n in range(pages)
    ]
    return (
        *warnings_of(by_page),
        *(
            f"{label_of(name)}{remark.chinese} ({name} {remark.english})"
            for name, remark in remarks.items()
            if name.startswith(IMAGE)
        ),
    )


def _failure(found: ScannedPart) -> Remark:
    return Remark(f"未能OCR：{found.failure}", "OCR failed") if found.failure else UNREADABLE
