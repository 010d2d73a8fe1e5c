"""Work that runs in a child process: parsing a file, reading one page or picture by OCR."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from ingest.errors import LegacyFormatError, ReadError
from ingest.model import Reading
from ingest.readers import read
from ingest.readers.scans import ScannedPart, parts_to_scan, scan_part

# What parsers raise on damaged files, beside the ReadError of our readers.
_FAILURES = (
    ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError, EOFError,
    OSError, RuntimeError, SyntaxError, struct.error, zlib.error, BadZipFile,
)  # fmt: skip

# A conversion that is late ends before its process is killed, and takes its program with it.
_OFFICE_SHARE = 0.75


def parse(file: str, data: bytes, timeout_s: float) -> Reading:
    """Read a file; one of an old office format is converted first.

    `timeout_s` is after how many seconds this process will be killed.

    Raises:
        ReadError: It cannot be read; the hint says what to do.
        MemoryError: It needs more memory than it may have.
    """
    try:
        return _parse(file, data, timeout_s)
    except _FAILURES as error:
        message = f"{file}：读取失败（{type(error).__name__}: {error}）"
        raise ReadError(message, "文件可能损坏；请用原软件打开另存后再导入") from error


def scan(file: str, data: bytes, name: str, cache: Path | None) -> ScannedPart:
    """Read a page or picture by OCR; what fails is said on it.

    Raises:
        MemoryError: It needs more memory than it may have.
    """
    try:
        return scan_part(file, data, name, cache)
    except ReadError as error:
        return ScannedPart(name, failure=error.message)
    except _FAILURES as error:
        return ScannedPart(name, failure=f"{type(error).__name__}: {error}")


def _parse(file: str, data: bytes, timeout_s: float) -> Reading:
    try:
        return read(file, data)
    except LegacyFormatError as error:
        from ingest.readers.office import convert

        made = convert(data, error, timeout_s=_OFFICE_SHARE * timeout_s)
        reading = read(file, made)
        return replace(reading, converted=made) if parts_to_scan(reading) else reading
