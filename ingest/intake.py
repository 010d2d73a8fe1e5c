"""Intake: files and folders in, one result row per file; a failure is a row, never a stop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from ingest.chunking import chunk
from ingest.classify import classify
from ingest.editions import superseded
from ingest.embedding import Embedder
from ingest.errors import EmptyError, KezhengError, TooLargeError, WorkspaceError
from ingest.index import Index, embed_chunks
from ingest.isolation import Sandbox
from ingest.limits import Limits
from ingest.model import Document, PartStatus, Reading, compose, content_id
from ingest.parsing import Job, Parsed, by_cost, parse_all
from ingest.schema import Entry
from ingest.sources import Source, is_system, safe
from ingest.store import DocumentStore
from ingest.unpacking import Unpacker, scratch, unpacked
from ingest.versions import EDITED_KINDS, older_editions

DEFAULT_LIMITS = Limits()
OCR_CACHE = "ocr-cache"


class IntakeStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class IntakeError:
    """Why a file failed and what the user can do."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """One row per file."""

    id: str
    file: str
    status: IntakeStatus
    kind: str = ""
    superseded: bool = False
    pages: int = 0
    chars: int = 0
    chunks: int = 0
    ocr_pages: int = 0
    warnings: tuple[str, ...] = ()
    error: IntakeError | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an intake stands: files done of total, and what is being done to which."""

    stage: str
    file: str
    done: int
    total: int


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
    """
    with (
        Sandbox(memory_bytes=limits.memory_bytes) as sandbox,
        scratch(store.folder) as folder,
    ):
        sources = by_cost(unpacked(_sources(paths), Unpacker(folder, sandbox, limits)))
        steps = _Steps(sources, on_progress)
        job = Job(
            load=partial(_bytes, max_bytes=limits.max_bytes),
            is_known=lambda data: _is_known(store, content_id(data)),
            limits=limits,
            cache=store.folder / OCR_CACHE,
            on_page=steps.page,
        )
        steps.reading()
        for parsed in parse_all(sources, job, sandbox):
            row = _taken(parsed, store, embedder)
            steps.finish(parsed.source.file)
            yield row
            steps.reading()
    steps.tell("索引 indexing", "")
    index.refresh()


class _Steps:
    """Progress as it is told: how many files are done, and the first that is not."""

    def __init__(
        self, sources: Sequence[Source], on_progress: Callable[[Progress], None] | None
    ) -> None:
        self._left = dict.fromkeys(source.file for source in sources)
        self._total = len(sources)
        self._on_progress = on_progress

    def tell(self, stage: str, file: str) -> None:
        if self._on_progress is not None:
            done = self._total - len(self._left)
            self._on_progress(Progress(stage, file, done, self._total))

    def reading(self) -> None:
        if self._left:
            self.tell("读取 reading", next(iter(self._left)))

    def page(self, file: str, done: int, pages: int) -> None:
        self.tell(f"OCR page {done}/{pages}", file)

    def finish(self, file: str) -> None:
        self._left.pop(file, None)


def _sources(paths: Iterable[Path]) -> list[Source]:
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
        found.setdefault(file, Source(path, file))
    return list(found.values())


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield each file with the folder that its name is relative to."""
    for path in paths:
        if not path.is_dir():
            yield path.parent, path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and not is_system(file.relative_to(path)):
                yield path, file


def _taken(parsed: Parsed, store: DocumentStore, embedder: Embedder) -> IntakeResult:
    source = parsed.source
    try:
        if parsed.error is not None:
            raise parsed.error
        return _stored(parsed, store, embedder)
    except KezhengError as error:
        return _failed(source, error)
    except (OSError, SQLAlchemyError) as error:
        message = f"{source.file}：无法读取或保存（{error}）"
        return _failed(source, WorkspaceError(message, "检查文件是否存在、磁盘是否已满"))


def _is_known(store: DocumentStore, document_id: str) -> bool:
    return any(row.id == document_id for row in store.documents())


def _stored(parsed: Parsed, store: DocumentStore, embedder: Embedder) -> IntakeResult:
    source, data = parsed.source, parsed.data
    document_id = content_id(data)
    if parsed.reading is None or _is_known(store, document_id):
        return _unchanged(source, store, document_id)
    document = _document(document_id, source.file, parsed.reading)
    chunks = chunk(document)
    before = store.named(source.file)
    now = datetime.now(UTC)
    vectors = embed_chunks(embedder, chunks)
    store.stage(Entry(document, data, chunks, vectors, embedder.fingerprint), at=now)
    store.publish(document_id, at=now, replaces=before.id if before else None)
    notes = _superseded_by(document_id, store, now)
    status = IntakeStatus.REPLACED if before else IntakeStatus.ADDED
    row = _row(store.document(document_id), status, len(chunks))
    return replace(row, warnings=(*row.warnings, *notes))


def _superseded_by(document_id: str, store: DocumentStore, now: datetime) -> list[str]:
    """Flag older editions that the new document has beside it, or itself; return notes.

    A document that a person reinstated is left alone.
    """
    reinstated = {event.document_id for event in store.history() if event.action == "reinstated"}
    rows = [row for row in store.documents() if row.kind in EDITED_KINDS and not row.superseded]
    if document_id not in {row.id for row in rows}:
        return []
    notes = []
    for older, reason in older_editions([store.document(row.id) for row in rows]).items():
        if older not in reinstated:
            store.supersede(older, reason, at=now)
            notes.append(f"{store.row(older).file}：{reason}，已标为作废 (superseded)")
    return notes


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


def _document(document_id: str, file: str, reading: Reading) -> Document:
    document = compose(document_id, file, reading)
    kind, why = classify(document)
    document = replace(document, kind=kind, kind_reason=why)
    reason = superseded(document)
    return replace(document, superseded=bool(reason), superseded_reason=reason)


def _unchanged(source: Source, store: DocumentStore, document_id: str) -> IntakeResult:
    document = store.document(document_id)
    row = _row(document, IntakeStatus.UNCHANGED, len(store.chunks(document_id)))
    if document.file != source.file:
        note = f"内容与 {document.file} 相同 (same content)"
        row = replace(row, file=source.file, warnings=(*row.warnings, note))
    return row


def _row(document: Document, status: IntakeStatus, chunks: int) -> IntakeResult:
    return IntakeResult(
        id=document.id,
        file=document.file,
        status=status,
        kind=document.kind.value,
        superseded=document.superseded,
        pages=document.pages,
        chars=len(document.text),
        chunks=chunks,
        ocr_pages=sum(1 for part in document.parts if part.status is PartStatus.OCR),
        warnings=document.warnings,
    )


def _failed(source: Source, error: KezhengError) -> IntakeResult:
    reason = IntakeError(error.code, error.message, error.hint)
    return IntakeResult(id="", file=source.file, status=IntakeStatus.FAILED, error=reason)
