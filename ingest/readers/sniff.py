"""The format of a file, told by its content; the name decides only between texts."""

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath

from ingest.errors import (
    EmptyError,
    EncryptedError,
    LegacyFormatError,
    ReadError,
    UnknownFormatError,
)
from ingest.readers.encoding import decode, is_binary
from ingest.readers.mail import OLE, is_mail, is_outlook


class Format(StrEnum):
    """A family of files that one reader takes."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    IMAGE = "image"
    PPTX = "pptx"
    OPENDOCUMENT = "opendocument"
    RTF = "rtf"
    MAIL = "mail"


_RESAVE = "请用 Word、WPS 或 LibreOffice 打开后另存为 {} 再导入"
_NO_PASSWORD = "请在原软件中去掉密码后另存，再导入"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_HEIF = re.compile(rb".{4}ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avif)", re.DOTALL)
_BINARY = (
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = re.compile(
    r"<\?mso-application|<(?:\w+:)?wordDocument|urn:schemas-microsoft-com:office:spreadsheet\""
)
_TAG = re.compile(r"<(?:html|body|div|p|table|h\d|span|ul|br)\b", re.IGNORECASE)


def sniff(name: str, data: bytes) -> Format:
    """Return the format of a file.

    Raises:
        EmptyError: There is nothing in the file.
        EncryptedError: The file needs a password.
        UnknownFormatError: No reader takes the format; the hint says what to save it as.
        ReadError: The file is damaged.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyError(f"{name}：文件是空的", "请确认文件已完整复制，再重新导入")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(OLE):
        return _sniff_ole(name, data)
    if data.startswith(b"PK"):
        return _sniff_zip(name, data)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if _is_image(data):
        return Format.IMAGE
    return _sniff_text(name, data)


def _is_image(data: bytes) -> bool:
    """Return whether a file is a picture; a text may begin with BM, but has no NUL."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return True
    return any(data.startswith(s) and (len(s) > 2 or b"\x00" in data[:64]) for s in _IMAGES)


def _legacy(message: str, suffix: str, target: str) -> LegacyFormatError:
    hint = f"安装 LibreOffice 后可直接导入；或{_RESAVE.format(target)}"
    return LegacyFormatError(message, hint, suffix=suffix, target=target)


def _sniff_ole(name: str, data: bytes) -> Format:
    """Tell old Office files apart by the names of their streams (UTF-16 in the directory)."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if is_outlook(data):
        return Format.MAIL
    if has("EncryptedPackage"):
        raise EncryptedError(f"{name}：文件设有打开密码", _NO_PASSWORD)
    if has("WordDocument"):
        raise _legacy(f"{name}：旧版 Word 97-2003 .doc 格式（或 WPS 文字）", ".doc", ".docx")
    if has("PowerPoint Document"):
        raise _legacy(f"{name}：旧版 PowerPoint .ppt 格式", ".ppt", ".pptx")
    if has("Workbook") or has("Book"):
        return Format.XLS
    raise UnknownFormatError(f"{name}：不认识的旧版 Office 文件", _RESAVE.format(".docx 或 .xlsx"))


def _sniff_zip(name: str, data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            mimetype = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise ReadError(
            f"{name}：文件损坏或不完整（{error}）", "请重新复制或下载该文件；能打开的话请另存一份"
        ) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedError(f"{name}：压缩内容设有密码", _NO_PASSWORD)
    return _office_format(name, {entry.filename.lower() for entry in entries}, mimetype)


def _office_format(name: str, entries: set[str], mimetype: bytes) -> Format:
    folders = {entry.partition("/")[0] for entry in entries if "/" in entry}
    if "[content_types].xml" in entries:
        if "word" in folders:
            return Format.DOCX
        if "xl" in folders:
            return Format.XLS if "xl/workbook.bin" in entries else Format.XLSX
        if "ppt" in folders:
            return Format.PPTX
    if b"opendocument.spreadsheet" in mimetype:
        return Format.XLS
    if b"opendocument.text" in mimetype or b"opendocument.presentation" in mimetype:
        return Format.OPENDOCUMENT
    if b"opendocument" in mimetype:
        raise _legacy(f"{name}：OpenDocument 图形", ".odg", ".pdf")
    raise UnknownFormatError(f"{name}：压缩包，不是文档", "请解压后导入其中的文件")


def _sniff_text(name: str, data: bytes) -> Format:
    for start, words in _BINARY:
        if data.startswith(start):
            raise UnknownFormatError(f"{name}：{words}", "请解压后导入其中的文件")
    if _HEIF.match(data):
        raise UnknownFormatError(f"{name}：HEIC 或 AVIF 照片", "请转换为 jpg 或 png 后再导入")
    if is_mail(data):
        return Format.MAIL
    try:
        text = decode(data).text
    except ReadError as error:
        raise _unknown(name) from error
    if is_binary(text):
        raise _unknown(name)
    return _text_format(name, text)


def _unknown(name: str) -> UnknownFormatError:
    return UnknownFormatError(
        f"{name}：不认识的二进制文件",
        "可导入 pdf、docx、xlsx、pptx、odt、rtf、eml、msg、csv、txt、html、zip 和图片；"
        "其他格式请先另存为其中一种",
    )


def _text_format(name: str, text: str) -> Format:
    head = text[:4096]
    if _OFFICE_XML.search(head):
        is_word = "wordDocument" in head or "Word.Document" in head
        target = ".docx" if is_word else ".xlsx"
        raise _legacy(f"{name}：Office 2003 XML 文件", ".xml", target)
    if _HTML_START.match(head):
        return Format.HTML
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix in (".htm", ".html", ".xhtml") and _TAG.search(text):
        return Format.HTML
    if suffix in (".eml", ".mht", ".mhtml"):
        return Format.MAIL
    if suffix in (".csv", ".tsv", ".xls", ".xlsx"):
        return Format.CSV
    return Format.MARKDOWN if suffix in (".md", ".markdown") else Format.TEXT
