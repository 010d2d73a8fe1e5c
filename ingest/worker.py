"""Work that runs in a child process: parsing a file, reading one page by OCR."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from ingest.errors import LegacyFormatError, ReadError
from ingest.limits import Limits
from ingest.model import Reading
from ingest.preflight import check_file, check_reading, remarks
from ingest.readers import read
from ingest.readers.scans import ScannedPage, scan_page

# What parsers raise on damaged files, beside the ReadError of our readers.
_FAILURES = (
    ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError, EOFError,
    OSError, RuntimeError, SyntaxError, struct.error, zlib.error, BadZipFile,
)  # fmt: skip

DEFAULT_LIMITS = Limits()

# A conversion that is late ends before its process is killed, and takes its program with it.
_OFFICE_SHARE = 0.75


def parse(file: str, data: bytes, timeout_s: float, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a file; one of an old office format is converted first.

    `timeout_s` is after how many seconds this process will be killed.

    Raises:
        ReadError: It cannot be read or is beyond the limits; the hint says what to do.
        MemoryError: It needs more memory than it may have.
    """
    try:
        reading = _parse(file, data, timeout_s, limits)
        check_reading(file, reading, limits)
        return replace(reading, warnings=(*reading.warnings, *remarks(data)))
    except _FAILURES as error:
        message = f"{file}：读取失败（{type(error).__name__}: {error}）"
        raise ReadError(message, "文件可能损坏；请用原软件打开另存后再导入") from error


def scan(file: str, data: bytes, number: int, cache: Path | None) -> ScannedPage:
    """Read a page, counted from 1, by OCR; what fails is said on the page.

    Raises:
        MemoryError: It needs more memory than it may have.
    """
    try:
        return scan_page(file, data, number, cache)
    except ReadError as error:
        return ScannedPage(number, failure=error.message)
    except _FAILURES as error:
        return ScannedPage(number, failure=f"{type(error).__name__}: {error}")


def _parse(file: str, data: bytes, timeout_s: float, limits: Limits) -> Reading:
    try:
        check_file(file, data, limits)
        return read(file, data)
    except LegacyFormatError as error:
        from ingest.readers.office import convert

        return read(file, convert(data, error, timeout_s=_OFFICE_SHARE * timeout_s))
