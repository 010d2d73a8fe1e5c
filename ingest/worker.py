"""Work that runs in a child process: unpacking a file, parsing it, reading pages by OCR."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from ingest.errors import KezhengError, LegacyFormatError, ReadError
from ingest.limits import Limits
from ingest.model import Reading
from ingest.preflight import check_file, check_reading, remarks
from ingest.readers import read
from ingest.readers.archive import Member, is_archive, members
from ingest.readers.scans import ScannedPart, parts_to_scan, scan_part
from ingest.readers.sniff import sniff
from ingest.scanned import Frame, Scanned
from ingest.sources import Source

# What parsers raise on damaged files, beside the ReadError of our readers.
_FAILURES = (
    ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError, EOFError,
    OSError, RuntimeError, SyntaxError, struct.error, zlib.error, BadZipFile,
)  # fmt: skip

DEFAULT_LIMITS = Limits()

# A conversion that is late ends before its process is killed, and takes its program with it.
_OFFICE_SHARE = 0.75
_RTF = b"{\\rtf"


class Entry(NamedTuple):
    """A file that was unpacked to `path`, with its name in the archive, or why it was not."""

    path: Path
    name: str
    error: KezhengError | None


class Unpacked(NamedTuple):
    """What lies in a file, and whether the file itself is a document too."""

    is_document: bool
    members: tuple[Entry, ...]


def unpack(source: Source, folder: Path, limits: Limits) -> Unpacked:
    """Write the files inside an archive or mail to a folder, under numbers.

    Raises:
        ReadError: It cannot be read; the hint says what to do.
        MemoryError: It needs more memory than it may have.
    """
    data = source.path.read_bytes()
    try:
        found = tuple(
            _written(source, number, member, folder)
            for number, member in enumerate(members(data, limits))
        )
    except KezhengError as error:
        raise type(error)(f"{source.file}：{error.message}", error.hint) from error
    except _FAILURES as error:
        message = f"{source.file}：无法解压（{type(error).__name__}: {error}）"
        raise ReadError(message, "文件可能损坏，或磁盘已满；请解压后导入其中的文件") from error
    return Unpacked(not is_archive(data), found)


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


def draw(
    file: str, data: bytes, scanned: Scanned, frames: Sequence[Frame], timeout_s: float
) -> bytes:
    """Return a JPEG of a page or picture with frames marked on it.

    `timeout_s` is after how many seconds this process will be killed.

    Raises:
        ReadError: It cannot be drawn.
        MemoryError: It needs more memory than it may have.
    """
    from ingest.readers.marking import marked

    try:
        return marked(file, _drawable(file, data, timeout_s), scanned, frames)
    except _FAILURES as error:
        message = f"{file}：无法显示（{type(error).__name__}: {error}）"
        raise ReadError(message, "请直接打开原文件核对") from error


def _written(source: Source, number: int, member: Member, folder: Path) -> Entry:
    path, error = folder / str(number), member.error
    if error is None:
        path.write_bytes(member.data)
        return Entry(path, member.name, None)
    named = type(error)(f"{source.file}/{member.name}：{error.message}", error.hint)
    return Entry(path, member.name, named)


def _parse(file: str, data: bytes, timeout_s: float, limits: Limits) -> Reading:
    told = _is_better_converted(file, data)
    if told is not None:
        return _converted(file, data, told, timeout_s)
    try:
        check_file(file, data, limits)
        return read(file, data)
    except LegacyFormatError as error:
        return _converted(file, data, error, timeout_s)


def _is_better_converted(file: str, data: bytes) -> LegacyFormatError | None:
    """Return how to convert rich text, which LibreOffice, if it is there, reads more of."""
    from ingest.readers.office import is_installed

    if not data.startswith(_RTF) or not is_installed():
        return None
    return LegacyFormatError(f"{file}：RTF 文件", suffix=".rtf", target=".docx")


def _converted(file: str, data: bytes, told: LegacyFormatError, timeout_s: float) -> Reading:
    from ingest.readers.office import convert

    made = convert(data, told, timeout_s=_OFFICE_SHARE * timeout_s)
    reading = read(file, made)
    return replace(reading, converted=made) if parts_to_scan(reading) else reading


def _drawable(file: str, data: bytes, timeout_s: float) -> bytes:
    """Return a file, converted as it was for reading, so that its pages can be drawn."""
    from ingest.readers.office import convert

    told = _is_better_converted(file, data)
    try:
        sniff(file, data)
    except LegacyFormatError as error:
        told = error
    return data if told is None else convert(data, told, timeout_s=_OFFICE_SHARE * timeout_s)
