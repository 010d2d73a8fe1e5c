"""Readers: one file per family of formats; `read` is their one door."""

from ingest.errors import EmptyError, KezhengError, ReadError
from ingest.model import PartStatus, Reading
from ingest.readers.sniff import Format, sniff

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
    return reading


def _read_as(form: Format, data: bytes) -> Reading:
    match form:
        case Format.PDF:
            from ingest.readers.pdf import read_pdf

            return read_pdf(data)
        case Format.DOCX:
            from ingest.readers.docx import read_docx

            return read_docx(data)
        case Format.XLSX:
            from ingest.readers.sheet import read_xlsx

            return read_xlsx(data)
        case Format.XLS:
            from ingest.readers.sheet import read_xls

            return read_xls(data)
        case Format.CSV:
            from ingest.readers.csvfile import read_csv

            return read_csv(data)
        case Format.HTML:
            from ingest.readers.html import read_html

            return read_html(data)
        case Format.MARKDOWN:
            from ingest.readers.markdown import read_markdown

            return read_markdown(data)
        case Format.TEXT:
            from ingest.readers.text import read_text

            return read_text(data)
        case Format.IMAGE:
            from ingest.readers.image import read_image

            return read_image(data)
    raise ReadError(f"没有读取 {form} 的程序")
