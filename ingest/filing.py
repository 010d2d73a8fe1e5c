"""Filing: a file that was parsed becomes a document on record, beside its other editions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ingest.chunking import chunk
from ingest.classify import classify
from ingest.editions import superseded
from ingest.embedding import Embedder
from ingest.index import embed_chunks
from ingest.model import Document, Reading, compose, content_id
from ingest.originals import is_whole
from ingest.outcome import IntakeResult, IntakeStatus, row_of
from ingest.parsing import Parsed
from ingest.schema import Entry, StoredDocument
from ingest.store import DocumentStore
from ingest.versions import EDITED_KINDS, Edition, edition_of, older_editions


class Cabinet:
    """The record while files are put into it, with what is known of their editions."""

    def __init__(
        self, store: DocumentStore, embedder: Embedder, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._clock = clock
        self._editions: dict[str, Edition] = {}

    @property
    def folder(self) -> Path:
        """Where the record lies."""
        return self._store.folder

    def file(self, parsed: Parsed) -> IntakeResult:
        """Put a parsed file on record; return its row."""
        store, data, file = self._store, parsed.data, parsed.source.file
        document_id = content_id(data)
        if parsed.reading is None or store.holds(document_id):
            return self._unchanged(document_id, parsed)
        before = store.named(file)
        document = self._judged(_document(document_id, file, parsed.reading), before)
        chunks = chunk(document)
        vectors = embed_chunks(self._embedder, chunks)
        now = self._clock()
        entry = Entry(document, data, chunks, vectors, self._embedder.fingerprint)
        store.stage(entry, at=now)
        store.publish(document_id, at=now, replaces=before.id if before else None)
        notes = self._superseded_by(document)
        status = IntakeStatus.REPLACED if before else IntakeStatus.ADDED
        row = row_of(document, status, len(chunks))
        marked = row.superseded or store.row(document_id).superseded
        return replace(row, superseded=marked, warnings=(*row.warnings, *notes))

    def _judged(self, document: Document, before: StoredDocument | None) -> Document:
        """Return a new version with the kind that a person gave the one before."""
        if before is None or before.id not in _said_by_persons(self._store, ("classified",)):
            return document
        return replace(document, kind=before.kind, kind_reason=before.kind_reason)

    def _unchanged(self, document_id: str, parsed: Parsed) -> IntakeResult:
        document = self._store.read(document_id)
        row = row_of(document, IntakeStatus.UNCHANGED, self._store.row(document_id).chunks)
        notes = []
        stored = self._store.row(document_id)
        if not is_whole(self._store.kept(stored), stored.sha256):
            self._store.keep(stored, parsed.data)
            notes.append("保存的原件缺失或损坏，已用这份文件补上 (original restored)")
        if document.file != parsed.source.file:
            notes.append(f"内容与 {document.file} 相同 (same content)")
        return replace(row, file=parsed.source.file, warnings=(*row.warnings, *notes))

    def _superseded_by(self, document: Document) -> list[str]:
        """Flag older editions that a new document has beside it, or itself; return notes."""
        if document.kind not in EDITED_KINDS or document.superseded:
            return []
        self._editions[document.id] = edition_of(document)
        marked = mark_older(self._store, self._editions, self._clock())
        return [f"{row.file}：{row.superseded_reason}，已标为作废 (superseded)" for row in marked]


def mark_older(
    store: DocumentStore, known: dict[str, Edition], at: datetime
) -> list[StoredDocument]:
    """Flag the documents that have a later edition beside them; return their rows.

    What a person has said of a document stands. `known` keeps editions from call to call.
    """
    rows = [row for row in store.documents() if row.kind in EDITED_KINDS and not row.superseded]
    for row in rows:
        if row.id not in known:
            known[row.id] = edition_of(store.read(row.id))
    settled = _said_by_persons(store, ("superseded", "reinstated"))
    marked = []
    for older, reason in older_editions([known[row.id] for row in rows]).items():
        if older not in settled:
            store.supersede(older, reason, at=at)
            marked.append(store.row(older))
    return marked


def reconsider(store: DocumentStore, at: datetime) -> list[StoredDocument]:
    """Take back marks that rest on a later edition no longer there; return those rows.

    A mark that the document bears itself, or that a person gave, stands.
    """
    settled = _said_by_persons(store, ("superseded", "reinstated"))
    rows = [row for row in store.documents() if row.superseded and row.id not in settled]
    freed = [row for row in rows if not superseded(store.read(row.id))]
    for row in freed:
        store.supersede(row.id, "", at=at)
    mark_older(store, {}, at)
    return [now for row in freed if not (now := store.row(row.id)).superseded]


def _said_by_persons(store: DocumentStore, actions: Iterable[str]) -> set[str]:
    """Return the documents of which a person has said such a thing."""
    return {event.document_id for event in store.history() if event.who and event.action in actions}


def _document(document_id: str, file: str, reading: Reading) -> Document:
    document = compose(document_id, file, reading)
    kind, why = classify(document)
    document = replace(document, kind=kind, kind_reason=why)
    reason = superseded(document)
    return replace(document, superseded=bool(reason), superseded_reason=reason)
