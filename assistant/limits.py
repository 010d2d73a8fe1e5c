"""Limits: what one file may cost, by the settings."""

import ingest
from assistant.settings import Settings


def limits_of(settings: Settings) -> ingest.Limits:
    """Return what one file may cost."""
    return ingest.Limits(
        max_bytes=settings.max_file_bytes,
        max_pages=settings.max_pages,
        max_rows=settings.max_rows,
        max_cells=settings.max_cells,
        max_unpacked=settings.max_unpacked_bytes,
        max_ratio=settings.max_zip_ratio,
        ocr=settings.ocr,
        memory_bytes=settings.parser_memory_mb * 1024 * 1024,
        file_s=settings.parser_timeout_s,
        page_s=settings.parser_timeout_s / 2,
    )
