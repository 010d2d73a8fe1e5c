"""Sightings: a quote that OCR read, shown on the picture that it was read from."""

from pathlib import Path

from ingest.isolation import Sandbox, result_of
from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.scans import label_of
from ingest.scanned import Frame, Scanned
from ingest.worker import draw

_DEFAULTS = Limits()


def frames_of(document: Document, start: int, end: int) -> tuple[Scanned, list[Frame]] | None:
    """Return where OCR read a span, and the frames of its words there; None if it did not.

    Of a span over several pages only the first is taken. Within a line the frame is cut in
    proportion to the characters: of Chinese print all are of one width.
    """
    found: Scanned | None = None
    frames: list[Frame] = []
    for block in document.blocks:
        if block.scanned is None or block.start >= end or block.end <= start:
            continue
        found = found or block.scanned
        if block.scanned.part == found.part:
            text = document.text[block.start : block.end]
            frames += block.scanned.frames(text, start - block.start, end - block.start)
    return None if found is None else (found, frames)


def sight(
    document: Document, original: Path, start: int, end: int, *, limits: Limits = _DEFAULTS
) -> bytes | None:
    """Return a JPEG of the picture that a span was read from, the span marked in yellow.

    None if the span was not read by OCR. The file is drawn in a child process.

    Raises:
        ReadError: It cannot be drawn, or not in time.
        OSError: The original cannot be read.
    """
    place = frames_of(document, start, end)
    if place is None:
        return None
    scanned, frames = place
    data = original.read_bytes()
    with Sandbox(memory_bytes=limits.memory_bytes, workers=1) as sandbox:
        seconds = limits.page_s
        future = sandbox.start(draw, seconds, document.file, data, scanned, frames, seconds)
        return result_of(future, label_of(scanned.part), seconds)
