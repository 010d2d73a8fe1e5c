"""Annotations of a PDF page: values of form fields, text typed on the page, comments."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium

from ingest.readers.pdf_geometry import Box, Frame
from ingest.readers.pdf_objects import Handle

_COMMENTS = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_SQUIGGLY,
)
_HIDDEN_FLAGS = 2 | 32
_BUTTON = "Btn"
_OFF = ("Off", "")


class Note(NamedTuple):
    """Text of an annotation; a comment has no place in the text of the page."""

    text: str
    box: Box
    is_comment: bool = False


def read_notes(page: Handle, frame: Frame) -> Iterator[Note]:
    """Yield the annotations of a loaded page that have text."""
    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        try:
            note = _note(annotation, frame)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if note and note.text.strip():
            yield note


def _note(annotation: Handle, frame: Frame) -> Note | None:
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS:
        return None
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    raw = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, raw)
    bottom, top = sorted((raw.bottom, raw.top))
    box = frame.place(raw.left, bottom, raw.right, top)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return Note(_field(annotation), box)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return Note(_value(annotation, b"Contents"), box)
    if kind in _COMMENTS:
        return Note(_value(annotation, b"Contents"), box, is_comment=True)
    return None


def _field(annotation: Handle) -> str:
    """Return what a form field shows: its value, or a ticked or empty box."""
    if _value(annotation, b"FT") == _BUTTON:
        return "☐" if _value(annotation, b"AS") in _OFF else "☑"
    return _value(annotation, b"V")


def _value(annotation: Handle, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
