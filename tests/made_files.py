"""Office files made for the tests: slides, OpenDocument, rich text, archives."""

import io
import zipfile
from collections.abc import Mapping

from pptx import Presentation
from pptx.util import Inches

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_URN}{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("style", "style"), ("presentation", "presentation"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip; names are flagged as UTF-8 where they are not ASCII."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return buffer.getvalue()


def archive_of_windows(name: str, data: bytes, *, encoding: str = "gb18030") -> bytes:
    """Return a zip of one file whose name is not UTF-8, as Chinese Windows makes them."""
    raw = name.encode(encoding)
    return archive({"X" * len(raw): data}).replace(b"X" * len(raw), raw)


def odf(
    body: str, *, kind: str = "text", styles: str = "", files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return an OpenDocument file with this XML inside its office:text or office:presentation."""
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"<office:document-content {_SPACES}>{automatic}{inner}</office:document-content>"
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts = {"mimetype": mimetype.encode(), "content.xml": content.encode()}
    return archive({**parts, **(files or {})})


def rtf(body: str) -> bytes:
    """Return rich text with `body`; characters that are not ASCII are written as RTF has them."""
    words = "".join(c if ord(c) < 128 else f"\\u{_signed(ord(c))}?" for c in body)
    return f"{{\\rtf1\\ansi\\ansicpg936 {words}}}".encode("ascii")


def _signed(point: int) -> int:
    return point - 0x10000 if point > 0x7FFF else point


def slides(*, picture: bytes = b"", hidden: bool = False) -> bytes:
    """Return a presentation: a title with two lines, a table with a merged cell, notes."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "售后服务培训"
    slide.placeholders[1].text = "回访率不低于95%\n投诉当日受理"
    slide.notes_slide.notes_text_frame.text = "讲解：以台账为准"
    rows = (("单号", "报修时间"), ("B1", "2026-03-05 09:00"), ("", "2026-03-06 10:00"))
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(4), Inches(6), Inches(1)).table
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    table.cell(1, 0).merge(table.cell(2, 0))
    second = deck.slides.add_slide(deck.slide_layouts[6])
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "组内文字"
    if picture:
        second.shapes.add_picture(io.BytesIO(picture), Inches(1), Inches(1))
    if hidden:
        second._element.set("show", "0")
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()
