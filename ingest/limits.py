"""Limits of intake: what one file may cost."""

from dataclasses import dataclass

MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What one archive or mail, with all that is nested in it, may cost.

    Attributes:
        depth: Archives and mails inside one another; deeper ones are refused.
        entries: Files in all.
        total_bytes: Bytes in all when unpacked.
        ratio: Unpacked by packed bytes of one entry, from 1 MB on; office files have 8 to 24,
            bombs over 1000 (measured).
    """

    depth: int = 3
    entries: int = 2000
    total_bytes: int = 2 * 1024**3
    ratio: float = 400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost, and whether its pictures are read.

    Attributes:
        max_bytes: Larger files are refused.
        max_pages, max_rows, max_cells: Of one file; more are refused.
        max_unpacked: Bytes that an office file may unpack to.
        max_ratio: How many times its size it may unpack to; office files have 8 to 24,
            bombs 275 and more (measured).
        ocr: Pages that are pictures are read by OCR.
        memory_bytes: Address space of a parser; 0 for no limit.
        file_s: Seconds to parse one file, conversion by LibreOffice included.
        page_s: Seconds for OCR of one page.
        archive: What archives may cost.
    """

    max_bytes: int = MAX_BYTES
    max_pages: int = 5_000
    max_rows: int = 200_000
    max_cells: int = 2_000_000
    max_unpacked: int = 512 * 1024 * 1024
    max_ratio: int = 150
    ocr: bool = True
    memory_bytes: int = 3 * 1024**3
    file_s: float = 120.0
    page_s: float = 60.0
    archive: ArchiveLimits = ArchiveLimits()
