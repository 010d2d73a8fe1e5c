"""Readers: one file per family of formats; `read` is their one door."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from ingest.errors import EmptyError, KezhengError
from ingest.model import PartStatus, Reading
from ingest.readers.pictures import is_picture
from ingest.readers.sniff import Format, sniff

# Imported when they are needed: some take a second.
_READERS = {
    Format.PDF: ("ingest.readers.pdf", "read_pdf"),
    Format.DOCX: ("ingest.readers.docx", "read_docx"),
    Format.XLSX: ("ingest.readers.sheet", "read_xlsx"),
    Format.XLS: ("ingest.readers.sheet", "read_xls"),
    Format.CSV: ("ingest.readers.csvfile", "read_csv"),
    Format.HTML: ("ingest.readers.html", "read_html"),
    Format.MARKDOWN: ("ingest.readers.markdown", "read_markdown"),
    Format.TEXT: ("ingest.readers.text", "read_text"),
    Format.IMAGE: ("ingest.readers.image", "read_image"),
    Format.PPTX: ("ingest.readers.slides", "read_pptx"),
    Format.OPENDOCUMENT: ("ingest.readers.opendocument", "read_opendocument"),
    Format.RTF: ("ingest.readers.rtf", "read_rtf"),
    Format.MAIL: ("ingest.readers.mail", "read_mail"),
}
_WITHOUT_TEXT = frozenset({PartStatus.NEEDS_OCR, PartStatus.UNREADABLE})


def read(name: str, data: bytes) -> Reading:
    """Read one file into pieces and a ledger of its parts.

    Args:
        name: File name; its extension only decides where the content leaves a choice.
        data: The whole file.

    Raises:
        EmptyError: The file, or all of its text, is empty.
        EncryptedError: It needs a password.
        UnknownFormatError: No reader takes the format; the hint says what to do.
        ReadError: It is damaged.
    """
    form = sniff(name, data)
    try:
        reading = _read_as(form, data)
    except KezhengError as error:
        if name in error.message:
            raise
        raise type(error)(f"{name}：{error.message}", error.hint) from error
    has_text = any(piece.text.strip() for piece in reading.pieces)
    if not has_text and not any(part.status in _WITHOUT_TEXT for part in reading.parts):
        raise EmptyError(f"{name}：文件里没有文字", "请确认导入的是填写过的文件")
    return _with_pictures_told(reading)


def _with_pictures_told(reading: Reading) -> Reading:
    """Return a reading that warns of its pictures; the warning goes once OCR has read them."""
    waiting = (part.status is PartStatus.NEEDS_OCR for part in reading.parts if is_picture(part))
    count = sum(waiting)
    if not count:
        return reading
    told = f"有 {count} 张图片，需要OCR (pictures need OCR: {count})"
    return replace(reading, warnings=(*reading.warnings, told))


def _read_as(form: Format, data: bytes) -> Reading:
    module, function = _READERS[form]
    reader: Callable[[bytes], Reading] = getattr(import_module(module), function)
    return reader(data)
