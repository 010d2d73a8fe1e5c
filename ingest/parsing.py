"""Parsing of many files in child processes: text first, pages that need OCR last."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ingest.errors import KezhengError, ReadError
from ingest.isolation import Sandbox, result_of
from ingest.limits import Limits
from ingest.model import Reading
from ingest.readers.scans import ScannedPart, label_of, parts_to_scan, with_scans
from ingest.sources import Source
from ingest.worker import parse, scan

# Names that show that a file is a picture or must be converted: what takes seconds goes last.
_SLOW = (
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif",
    ".doc", ".wps", ".rtf", ".ppt", ".dps",
)  # fmt: skip


class Parsed(NamedTuple):
    """A file and what became of it: its bytes and text, or why there are none."""

    source: Source
    data: bytes = b""
    reading: Reading | None = None
    error: KezhengError | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What parsing needs to know.

    Attributes:
        load: Returns the bytes of a file; raises KezhengError.
        is_known: Whether these bytes are on record and need no parsing.
        cache: Folder for results of OCR.
        on_page: Told of each page that OCR has done: file, pages done, pages to do.
        on_wait: Called a few times a second while a file is waited for; it may raise
            CancelledError.
        parse: What a child does with the name and bytes of a file, and its seconds.
    """

    load: Callable[[Source], bytes]
    is_known: Callable[[bytes], bool]
    limits: Limits
    cache: Path | None
    on_page: Callable[[str, int, int], None]
    on_wait: Callable[[], None] = lambda: None
    parse: Callable[[str, bytes, float], Reading] = parse


@dataclass(slots=True)
class _Scanned:
    """A file whose pages are being read by OCR."""

    source: Source
    data: bytes
    reading: Reading
    pages: list[ScannedPart] = field(default_factory=list)


def by_cost(sources: Iterable[Source]) -> list[Source]:
    """Return files in their order, but those last whose names promise a long wait."""
    return sorted(sources, key=lambda source: source.file.lower().endswith(_SLOW))


def parse_all(sources: Iterable[Source], job: Job, sandbox: Sandbox) -> Iterator[Parsed]:
    """Yield each file once it is parsed: those without OCR in their order, then the rest."""
    pictures: list[tuple[Source, Reading]] = []
    for parsed in _parse_texts(sources, job, sandbox):
        if job.limits.ocr and parsed.reading and parts_to_scan(parsed.reading):
            pictures.append((parsed.source, parsed.reading))
        else:
            yield parsed
    yield from _scan_all(pictures, job, sandbox)


def _parse_texts(sources: Iterable[Source], job: Job, sandbox: Sandbox) -> Iterator[Parsed]:
    """Yield files in order; while one is waited for, the next are being parsed."""
    begun: deque[tuple[Source, bytes, Future[Reading] | None]] = deque()
    for source in sources:
        try:
            data = job.load(source)
        except (KezhengError, OSError) as error:
            while begun:
                yield _settled(*begun.popleft(), job)
            yield Parsed(source, error=_as_read_error(source, error))
            continue
        future = None
        if not job.is_known(data):
            seconds = job.limits.file_s
            future = sandbox.start(job.parse, seconds, source.file, data, seconds)
        begun.append((source, data, future))
        if len(begun) > sandbox.workers:
            yield _settled(*begun.popleft(), job)
    while begun:
        yield _settled(*begun.popleft(), job)


def _settled(source: Source, data: bytes, future: "Future[Reading] | None", job: Job) -> Parsed:
    if future is None:
        return Parsed(source, data)
    try:
        reading = result_of(future, source.file, job.limits.file_s, job.on_wait)
        return Parsed(source, data, reading)
    except ReadError as error:
        return Parsed(source, data, error=error)


def _scan_all(
    pictures: Iterable[tuple[Source, Reading]], job: Job, sandbox: Sandbox
) -> Iterator[Parsed]:
    """Yield files whose pages OCR has read, the next pages being read meanwhile."""
    begun: deque[tuple[_Scanned, str, Future[ScannedPart]]] = deque()
    for source, reading in pictures:
        try:
            data = job.load(source)
        except (KezhengError, OSError) as error:
            yield Parsed(source, error=_as_read_error(source, error))
            continue
        scanned = _Scanned(source, data, reading)
        drawn = reading.converted or data
        for name in parts_to_scan(reading):
            future = sandbox.start(scan, job.limits.page_s, source.file, drawn, name, job.cache)
            begun.append((scanned, name, future))
            if len(begun) > sandbox.workers:
                yield from _page_done(*begun.popleft(), job)
    while begun:
        yield from _page_done(*begun.popleft(), job)


def _page_done(
    scanned: _Scanned, name: str, future: "Future[ScannedPart]", job: Job
) -> Iterator[Parsed]:
    """Take in a page; yield its file if it was the last."""
    try:
        page = result_of(future, label_of(name), job.limits.page_s, job.on_wait)
    except ReadError as error:
        page = ScannedPart(name, failure=error.message)
    scanned.pages.append(page)
    asked = len(parts_to_scan(scanned.reading))
    job.on_page(scanned.source.file, len(scanned.pages), asked)
    if len(scanned.pages) == asked:
        yield Parsed(scanned.source, scanned.data, with_scans(scanned.reading, scanned.pages))


def _as_read_error(source: Source, error: KezhengError | OSError) -> KezhengError:
    if isinstance(error, KezhengError):
        return error
    return ReadError(f"{source.file}：无法读取（{error}）", "检查文件是否存在、是否可读")
