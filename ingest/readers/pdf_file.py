"""Opening of PDF files: pre-flight by pypdf, pages by pdfium, what does not open and why."""

import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, NullObject, StreamObject

from ingest.errors import EmptyError, EncryptedError, ReadError

# Deflate makes at most 1032 bytes of one, and pypdf stops at 75 MB: what is smaller is harmless.
_HARMLESS_BYTES = 72_000
_TAIL_BYTES = 2048
# Word and LibreOffice write less than this for an empty page; assumed.
_BLANK = 300
_PROGRAM = re.compile(r"^Microsoft \w+ - |\.(?:docx?|xlsx?|pptx?|wps|et|pdf)$", re.IGNORECASE)
_NO_TITLES = frozenset(("", "(anonymous)", "untitled", "无标题", "文档1", "document1"))
# What pypdf raises on files that break its assumptions.
_BROKEN = (
    PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PdfFile:
    """An open file.

    Attributes:
        document: The file as pdfium opened it.
        pages: Number of pages by pdfium.
        bombs: 1-based pages whose content is too large to read.
        written: 1-based pages with more content than an empty page has.
        warnings: What a person should know about the file as a whole.
    """

    document: pypdfium2.PdfDocument
    pages: int
    bombs: frozenset[int]
    written: frozenset[int]
    warnings: tuple[str, ...]

    @property
    def title(self) -> str:
        """Title in the properties of the file, empty if a program left its own there."""
        title = str(self.document.get_metadata_value("Title")).strip()
        title = _PROGRAM.sub("", title).strip()
        return "" if title.lower() in _NO_TITLES else title


@dataclass(frozen=True, slots=True)
class _Preflight:
    """What pypdf says of a file; no pages if it cannot say."""

    pages: int | None
    bombs: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()


@contextmanager
def open_pdf(data: bytes) -> Iterator[PdfFile]:
    """Open a file for reading; pdfium is not thread-safe, so one file at a time.

    Raises:
        EmptyError: There are no bytes or no pages.
        EncryptedError: A password is needed.
        ReadError: Neither parser finds pages.
    """
    if not data.strip():
        raise EmptyError("文件是空的 (the file is empty)", "请重新上传 (upload it again)")
    preflight = _preflight(data)
    if preflight.pages == 0:
        raise EmptyError("PDF没有页面 (the PDF has no pages)", "请重新导出 (export it again)")
    document = _load(data)
    try:
        with _without_system_fonts():
            yield PdfFile(
                document=document,
                pages=len(document),
                bombs=preflight.bombs,
                written=preflight.written,
                warnings=_warnings(data, document, preflight),
            )
    finally:
        document.close()


def count_pages(data: bytes) -> int:
    """Return the number of pages, nothing read of them.

    Raises:
        ReadError: The file does not open.
    """
    document = _load(data)
    try:
        return len(document)
    finally:
        document.close()


@contextmanager
def open_with_fonts(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file whose sideways or vertical text needs system fonts to be found."""
    document = _load(data)
    try:
        yield document
    finally:
        document.close()


def render_page(data: bytes, number: int, *, dpi: int, max_side: int) -> NDArray[np.uint8]:
    """Return a page, counted from 1, as a picture [height, width, 3] of at most `max_side`.

    Raises:
        ReadError: The page cannot be drawn.
    """
    document = _load(data)
    try:
        page = document[number - 1]
        scale = min(dpi / 72, max_side / max(page.get_size()))
        image = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
        return np.ascontiguousarray(image[:, :, :3])
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise ReadError("无法显示 (cannot be drawn)", "请重新扫描该页 (scan it again)") from error
    finally:
        document.close()


def _preflight(data: bytes) -> _Preflight:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        contents = {number: _streams(page) for number, page in enumerate(reader.pages, 1)}
        return _Preflight(
            pages=len(contents),
            bombs=frozenset(n for n, own in contents.items() if any(map(_is_bomb, own))),
            written=frozenset(n for n, own in contents.items() if sum(map(_size, own)) > _BLANK),
        )
    except DependencyError:
        return _Preflight(None)
    except _BROKEN:
        return _Preflight(None)


def _streams(page: PageObject) -> list[StreamObject]:
    contents = page.get("/Contents", NullObject()).get_object()
    entries = contents if isinstance(contents, ArrayObject) else [contents]
    streams = [entry.get_object() for entry in entries]
    return [stream for stream in streams if isinstance(stream, StreamObject)]


def _size(stream: StreamObject) -> int:
    """Return the packed bytes of a stream; pypdf drops /Length and has no public name."""
    return len(stream._data)


def _is_bomb(stream: StreamObject) -> bool:
    """Return whether a stream unpacks beyond the limit of pypdf."""
    if _size(stream) <= _HARMLESS_BYTES:
        return False
    try:
        stream.get_data()
    except LimitReachedError:
        return True
    return False


def _load(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise _encrypted() from error
        raise ReadError(
            "PDF已损坏或不完整，无法打开 (the PDF is damaged or cut off)",
            "请用阅读器打开后另存，或重新导出 (save it again from a viewer, or export it again)",
        ) from error


def _encrypted() -> EncryptedError:
    return EncryptedError(
        "PDF有打开密码 (the PDF needs a password)",
        "请去掉密码后重新上传 (remove the password and upload it again)",
    )


def _warnings(
    data: bytes, document: pypdfium2.PdfDocument, preflight: _Preflight
) -> tuple[str, ...]:
    warnings = []
    pages = len(document)
    if preflight.pages is None:
        warnings.append(
            f"页数未能核对：pypdf无法读取，pdfium为{pages}页 (page count not confirmed)"
        )
    elif preflight.pages != pages:
        warnings.append(
            f"页数不一致：pypdf为{preflight.pages}页，pdfium为{pages}页 (page counts differ)"
        )
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        warnings.append("文件末尾缺失，可能不完整 (the end of the file is missing)")
    attached = pdfium.FPDFDoc_GetAttachmentCount(document.raw)
    if attached > 0:
        warnings.append(f"PDF内有{attached}个附件未读取 ({attached} attachments were not read)")
    return tuple(warnings)


@contextmanager
def _without_system_fonts() -> Iterator[None]:
    """Keep pdfium from loading system fonts: text needs none of them.

    With fonts that a file does not embed (STSong-Light) pdfium draws each glyph of a
    substitute to measure it, twelve times slower than without one (25 and 300 pages/s). But
    it then takes sideways text to be empty: see `open_with_fonts`.
    """
    nothing = pdfium.FPDF_SYSFONTINFO(version=1)
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(nothing))
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())
