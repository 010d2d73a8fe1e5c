"""What a .docx shows beside its words: pictures, and files embedded in it."""

from collections.abc import Iterable, Iterator, Mapping

from ingest.model import Part, PartStatus
from ingest.readers.docx_package import Package
from ingest.readers.docx_walk import Line
from ingest.readers.pictures import Gallery


def picture_names(package: Package, main: str) -> dict[str, str]:
    """Return the names of the pictures of the body by the ids that it shows them under."""
    return {link.id: link.target for link in package.relations(main) if link.kind == "image"}


def shown_pictures(lines: Iterable[Line], names: Mapping[str, str]) -> list[str]:
    """Return the names of the pictures that the lines show, once each."""
    shown = (names[line.picture] for line in lines if line.picture in names)
    return list(dict.fromkeys(shown))


def with_places(lines: Iterable[Line], names: Mapping[str, str], found: Gallery) -> Iterator[Line]:
    """Yield the lines; where a picture is shown first, the piece that holds its place."""
    seen: set[str] = set()
    for line in lines:
        if not line.picture:
            yield line
            continue
        piece = found.place(names.get(line.picture, ""))
        if piece is not None and piece.scanned and piece.scanned.part not in seen:
            seen.add(piece.scanned.part)
            yield Line(piece, line.part)


def embedded_parts(package: Package, main: str) -> Iterator[Part]:
    """Yield one line for embedded files (a workbook in a page), which are not read."""
    kinds = ("package", "oleObject", "aFChunk", "chart")
    count = sum(len(package.related(main, kind)) for kind in kinds)
    if count:
        note = "嵌入的对象（表格、图表、文件）未读取，请单独导出后导入"
        yield Part("embedded", PartStatus.UNREADABLE, count, 0, note)
