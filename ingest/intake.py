"""Intake: files and folders in, one result row per file; a failure is a row, never a stop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from ingest.embedding import Embedder
from ingest.errors import (
    CancelledError,
    DiskFullError,
    EmptyError,
    KezhengError,
    ReadError,
    TooLargeError,
    WorkspaceError,
    disk_full,
    is_full,
)
from ingest.filing import Cabinet
from ingest.index import Index
from ingest.isolation import Sandbox
from ingest.limits import Limits
from ingest.model import content_id
from ingest.outcome import IntakeError, IntakeResult, IntakeStatus, failed, skipped
from ingest.parsing import Job, Parsed, by_cost, parse_all
from ingest.progress import Progress, Steps
from ingest.sources import Source, is_system, safe
from ingest.store import DocumentStore
from ingest.unpacking import Unpacker, scratch, unpacked
from ingest.worker import parse

__all__ = ["IntakeError", "IntakeResult", "IntakeStatus", "Progress", "take_in"]

DEFAULT_LIMITS = Limits()
OCR_CACHE = "ocr-cache"


def take_in(
    paths: Sequence[Path],
    store: DocumentStore,
    index: Index,
    embedder: Embedder,
    *,
    limits: Limits = DEFAULT_LIMITS,
    on_progress: Callable[[Progress], None] | None = None,
) -> Iterator[IntakeResult]:
    """Take files in one by one, yielding a row for each as it is done.

    Rows come in the order of the files, but pictures and old formats, which take seconds a
    page, come last. A document is whole and ready or not there at all, so an interruption
    loses only the files in hand. The index follows at the end, or at the next search.

    Ctrl-C, or a CancelledError raised by `on_progress`, ends it in order: what is in stays
    and can be found, each file that is left has a row that says so. The caller holds the
    workspace's lock.
    """
    store.tidy()
    given = _sources(paths)
    steps = _steps(given, on_progress)
    cabinet = Cabinet(store, embedder, _now)
    try:
        with (
            Sandbox(memory_bytes=limits.memory_bytes) as sandbox,
            scratch(store.folder) as folder,
        ):
            unpacker = Unpacker(folder, sandbox, limits, partial(steps.tell, "解压 unpacking"))
            sources = by_cost(unpacked(given, unpacker))
            steps = _steps(sources, on_progress)
            found = parse_all(sources, _job(store, limits, steps), sandbox)
            yield from _rows(found, steps, cabinet)
        steps.tell("索引 indexing", "")
    except (KeyboardInterrupt, CancelledError):
        hint = "再次运行 kezheng ingest 会接着读，已入库的不会重复"
        for file in steps.unfinished:
            yield skipped(file, CancelledError(f"{file}：已取消，未读入 (cancelled)", hint))
    index.refresh()


def _steps(sources: Iterable[Source], on_progress: Callable[[Progress], None] | None) -> Steps:
    return Steps({source.file: _size(source) for source in sources}, on_progress)


def _job(store: DocumentStore, limits: Limits, steps: Steps) -> Job:
    return Job(
        load=partial(_bytes, max_bytes=limits.max_bytes),
        is_known=lambda data: store.holds(content_id(data)),
        limits=limits,
        cache=store.folder / OCR_CACHE,
        on_page=steps.page,
        on_wait=steps.reading,
        parse=partial(parse, limits=limits),
    )


def _rows(parsed_files: Iterable[Parsed], steps: Steps, cabinet: Cabinet) -> Iterator[IntakeResult]:
    steps.reading()
    for parsed in parsed_files:
        row = _taken(parsed, cabinet)
        steps.finish(parsed.source.file)
        yield row
        steps.reading()


def _sources(paths: Sequence[Path]) -> list[Source]:
    """Return files with their names relative to what was given, no two the same.

    Where two given folders hold files of one name, the later is named with its folder: it is
    another file, not a new version.
    """
    found: dict[str, Source] = {}
    for root, path in _files(paths):
        file = safe(path.relative_to(root).as_posix())
        if file in found and found[file].path.resolve() != path.resolve():
            file = safe(f"{root.resolve().name}/{file}")
        while file in found and found[file].path.resolve() != path.resolve():
            file = f"_{file}"
        refusal = None if path in paths else _refusal(root, path, file)
        found.setdefault(file, Source(path, file, refusal))
    return list(found.values())


def _refusal(root: Path, path: Path, file: str) -> ReadError | None:
    """Return why a link that leads out of its folder is not followed; None for other files."""
    if not path.is_symlink() or path.resolve().is_relative_to(root.resolve()):
        return None
    return ReadError(
        f"{file}：符号链接，指向文件夹之外，未跟随 (a link that leads outside)",
        "如需导入，请直接指定它所指的文件",
    )


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield each file with the folder that its name is relative to."""
    for path in paths:
        if not path.is_dir():
            yield path.parent, path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and not is_system(file.relative_to(path)):
                yield path, file


def _taken(parsed: Parsed, cabinet: Cabinet) -> IntakeResult:
    file = parsed.source.file
    try:
        if parsed.error is not None:
            raise parsed.error
        return cabinet.file(parsed)
    except DiskFullError as error:
        return failed(file, DiskFullError(f"{file}：{error.message}", error.hint))
    except KezhengError as error:
        return failed(file, error)
    except (OSError, SQLAlchemyError) as error:
        if is_full(error, cabinet.folder):
            full = disk_full(cabinet.folder)
            return failed(file, DiskFullError(f"{file}：{full.message}", full.hint))
        message = f"{file}：无法读取或保存（{error}）"
        return failed(file, WorkspaceError(message, "检查文件是否存在、磁盘是否可写"))


def _size(source: Source) -> int:
    """Return the bytes of a file, 0 if it is gone: its row will say so."""
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _bytes(source: Source, *, max_bytes: int) -> bytes:
    if source.refusal is not None:
        raise source.refusal
    size = source.path.stat().st_size
    if size == 0:
        raise EmptyError(f"{source.file}：文件是空的 (empty file)", "请确认导出或复制是否完整")
    if size > max_bytes:
        raise TooLargeError(
            f"{source.file}：{size / 1e6:.0f} MB，超过上限 {max_bytes / 1e6:.0f} MB (too large)",
            "拆分文件，或调大 KEZHENG_MAX_FILE_BYTES",
        )
    return source.path.read_bytes()


def _now() -> datetime:
    return datetime.now(UTC)
