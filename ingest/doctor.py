"""The doctor: do database, text, vectors, index and originals of a workspace agree?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from sqlalchemy.exc import DatabaseError

from ingest import database
from ingest.chunking import chunk
from ingest.embedding import Embedder
from ingest.errors import KezhengError
from ingest.index import Index, embed_chunks
from ingest.isolation import Sandbox, result_of
from ingest.limits import Limits
from ingest.model import Chunk, Document, compose
from ingest.originals import is_whole
from ingest.readers.scans import parts_to_scan, with_scans
from ingest.schema import Entry, StoredDocument, Vectors
from ingest.store import DocumentStore
from ingest.worker import parse, scan

_SAMPLE, _BATCH = 200, 500


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        name: What was looked at.
        looked: How many of them.
        faults: What is wrong, each with its file or place; empty when all is well.
        mended: Which of the faults are mended now.
    """

    name: str
    looked: int
    faults: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong any more."""
        return set(self.faults) <= set(self.mended)


@dataclass(frozen=True, slots=True)
class _Ward:
    """What is examined, and whether faults are mended."""

    store: DocumentStore
    index: Index
    embedder: Embedder
    limits: Limits
    at: datetime
    mends: bool

    def check(
        self, name: str, looked: int, faults: Sequence[str], mend: Callable[[], Sequence[str]]
    ) -> Check:
        """Return a check, its faults mended where that is wanted; `mend` returns which are."""
        mended = mend() if faults and self.mends else ()
        return Check(name, looked, tuple(faults), tuple(mended))


def examine(
    store: DocumentStore,
    index: Index,
    embedder: Embedder,
    *,
    limits: Limits,
    at: datetime,
    mends: bool,
) -> Iterator[Check]:
    """Yield a check for each thing, in the order in which they rest on each other.

    Text and vectors are mended from the original and the text, the index from the vectors. A
    lost original can only come back by taking its file in again. The caller holds the
    workspace's lock.
    """
    ward = _Ward(store, index, embedder, limits, at, mends)
    faults = _database_faults(store)
    yield Check("database", 1, tuple(faults))
    if faults:
        return
    yield _leftovers(ward)
    yield _originals(ward)
    yield _texts(ward)
    yield _vectors(ward)
    yield _index(ward)


def _database_faults(store: DocumentStore) -> list[str]:
    try:
        return database.faults(store.engine)
    except DatabaseError as error:
        return [str(error.orig)]


def _leftovers(ward: _Ward) -> Check:
    store = ward.store
    faults = store.leftovers()

    def mend() -> Sequence[str]:
        store.tidy()
        return faults

    return ward.check("leftovers", len(faults), faults, mend)


def _originals(ward: _Ward) -> Check:
    rows = [*ward.store.documents(), *ward.store.replaced()]
    bad = [row for row in rows if not is_whole(ward.store.kept(row), row.sha256)]
    hint = "原件缺失或损坏，请重新导入同一文件 (original lost or damaged: ingest the file again)"
    return Check("originals", len(rows), tuple(f"{row.file}：{hint}" for row in bad))


def _texts(ward: _Ward) -> Check:
    rows = ward.store.documents()
    bad = {f"{row.file}：{fault}": row for row in rows if (fault := _text_fault(ward.store, row))}

    def mend() -> Sequence[str]:
        with Sandbox(memory_bytes=ward.limits.memory_bytes) as sandbox:
            return [fault for fault, row in bad.items() if _reread(ward, row, sandbox)]

    return ward.check("texts", len(rows), list(bad), mend)


def _text_fault(store: DocumentStore, row: StoredDocument) -> str:
    try:
        document = store.read(row.id)
    except (KezhengError, ValueError, TypeError, KeyError, DatabaseError) as error:
        return f"正文无法读出（{error}）"
    chunks = store.chunks(row.id)
    if len(document.text) != row.chars or len(chunks) != row.chunks:
        return "正文或段落数与记录不符 (counts differ)"
    if any(document.text[one.start : one.end] != one.text for one in chunks):
        return "段落与正文不符 (a passage is no slice of the text)"
    if any(not 0 <= block.start <= block.end <= len(document.text) for block in document.blocks):
        return "区块越界 (a block beyond the text)"
    return ""


def _reread(ward: _Ward, row: StoredDocument, sandbox: Sandbox) -> bool:
    """Write a document anew from its original; return whether that was possible."""
    path = ward.store.kept(row)
    if not is_whole(path, row.sha256):
        return False
    try:
        document = _read_again(ward, row, path.read_bytes(), sandbox)
    except KezhengError:
        return False
    chunks = chunk(document)
    vectors = embed_chunks(ward.embedder, chunks)
    entry = Entry(document, b"", chunks, vectors, ward.embedder.fingerprint)
    ward.store.mend(entry, at=ward.at)
    return True


def _read_again(ward: _Ward, row: StoredDocument, data: bytes, sandbox: Sandbox) -> Document:
    seconds = ward.limits.file_s
    reading = result_of(sandbox.start(parse, seconds, row.file, data, seconds), row.file, seconds)
    if ward.limits.ocr and (names := parts_to_scan(reading)):
        drawn = reading.converted or data
        begun = [
            sandbox.start(scan, ward.limits.page_s, row.file, drawn, name, None) for name in names
        ]
        pages = [result_of(future, row.file, ward.limits.page_s) for future in begun]
        reading = with_scans(reading, pages)
    document = compose(row.id, row.file, reading)
    return replace(
        document,
        kind=row.kind,
        kind_reason=row.kind_reason,
        superseded=row.superseded,
        superseded_reason=row.superseded_reason,
    )


def _vectors(ward: _Ward) -> Check:
    chunks = {one.id: one for one in ward.store.chunks()}
    ids = list(chunks)
    parts = [ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH)]
    loose = [part for part in parts if not _are_sound(ward, part)]
    bad = [one for part in loose for one in part if not _are_sound(ward, [one])]
    faults = [f"{len(bad)} 段的向量缺失或损坏 (vectors)"] if bad else []

    def mend() -> Sequence[str]:
        wanted: list[Chunk] = [chunks[one] for one in bad]
        made = Vectors(tuple(bad), embed_chunks(ward.embedder, wanted))
        ward.store.revector(made, ward.embedder.fingerprint)
        return faults

    return ward.check("vectors", len(chunks), faults, mend)


def _are_sound(ward: _Ward, chunk_ids: Sequence[str]) -> bool:
    try:
        matrix = ward.store.vectors(chunk_ids).matrix
    except ValueError:  # bytes that are no float16, or rows of several lengths
        return False
    shape = (len(chunk_ids), ward.embedder.dim)
    return matrix.shape == shape and bool(np.isfinite(matrix).all())


def _index(ward: _Ward) -> Check:
    ids = [one.id for one in ward.store.chunks()]
    faults = _index_faults(ward.index, ids)

    def mend() -> Sequence[str]:
        ward.index.rebuild("doctor")
        return [] if _index_faults(ward.index, ids) else faults

    return ward.check("index", len(ids), faults, mend)


def _index_faults(index: Index, ids: Sequence[str]) -> list[str]:
    held = index.traces(ids)
    faults = list(index.notices)
    if held.postings != len(ids):
        faults.append(f"字词索引 {held.postings}/{len(ids)} (postings)")
    if not index.is_owner:
        return faults
    if held.vectors != len(ids):
        faults.append(f"向量索引 {held.vectors}/{len(ids)} (vectors in the index)")
    missed = index.missed(ids[:: max(1, len(ids) // _SAMPLE)])
    if missed:
        faults.append(f"{len(missed)} 段检索不到自身 (self-queries missed)")
    return faults
