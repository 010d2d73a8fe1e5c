"""The record of documents: rows in SQLite (or PostgreSQL), originals as files beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    Select,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

from ingest import originals, schema
from ingest.errors import UsageError, WorkspaceError
from ingest.model import Chunk, Document, DocumentKind
from ingest.schema import (
    BLOCKS,
    CHUNKS,
    DOCUMENTS,
    HISTORY,
    META,
    PARTS,
    Entry,
    Event,
    StoredDocument,
    Vectors,
)

STAGED, READY, REPLACED = "staged", "ready", "replaced"
_BUSY_TIMEOUT_MS = 15_000
_IN_BATCH = 500
_CHUNK_FIELDS = ("id", "document_id", "start", "end", "text", "context")


def open_engine(url: str) -> Engine:
    """Return an engine for `url`; SQLite in WAL mode with foreign keys on."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    return engine


def open_store(folder: Path, url: str | None = None) -> "DocumentStore":
    """Return the store in `folder`, made if absent; traces of an interrupted intake are gone.

    Raises:
        WorkspaceError: The folder cannot be written or the database not opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = DocumentStore(open_engine(url or f"sqlite:///{folder / 'kezheng.sqlite'}"), folder)
        store.prepare()
    except (OSError, SQLAlchemyError) as error:
        hint = "检查该文件夹是否可写、数据库文件是否完好；可从备份恢复。"
        raise WorkspaceError(f"无法打开工作区 {folder}：{error}", hint) from error
    return store


class DocumentStore:
    """Documents, chunks, vectors and originals of one client.

    A document is staged (no search sees it), then ready, then perhaps replaced by another
    version of its file (readable by id, searched no more).
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self._originals = folder / "originals"
        self._documents: dict[str, Document] = {}

    def prepare(self) -> None:
        """Create tables and folders; drop documents and files of an interrupted intake."""
        schema.TABLES.create_all(self.engine)
        self._originals.mkdir(parents=True, exist_ok=True)
        with self.engine.begin() as connection:
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.state == STAGED))
            rows = connection.execute(select(DOCUMENTS.c.sha256, DOCUMENTS.c.suffix)).all()
        originals.sweep(self._originals, {sha256 + suffix for sha256, suffix in rows})

    def stage(self, entry: Entry, *, at: datetime) -> None:
        """Write an entry that no search sees yet: the original first, then all rows at once."""
        document = schema.document_row(entry, STAGED, at)
        name = document["sha256"] + document["suffix"]
        originals.write(self._originals, name, entry.original)
        stale = (DOCUMENTS.c.id == entry.document.id) & (DOCUMENTS.c.state != READY)
        with self.engine.begin() as connection:
            connection.execute(delete(DOCUMENTS).where(stale))
            connection.execute(insert(DOCUMENTS), document)
            connection.execute(insert(BLOCKS), schema.block_row(entry.document))
            _insert(connection, PARTS, schema.part_rows(entry.document))
            _insert(connection, CHUNKS, schema.chunk_rows(entry))

    def publish(self, document_id: str, *, at: datetime, replaces: str | None = None) -> None:
        """Make a staged document ready and the version that it replaces history, in one step."""
        with self.engine.begin() as connection:
            if replaces is not None:
                _set(connection, replaces, state=REPLACED)
                connection.execute(delete(CHUNKS).where(CHUNKS.c.document_id == replaces))
                _note(connection, at, "replaced", replaces, f"由 {document_id} 代替")
            _set(connection, document_id, state=READY)
            _note(connection, at, "added", document_id)

    def remove(self, document_id: str, *, at: datetime) -> None:
        """Remove a document and earlier versions of its file: rows, vectors and originals.

        Raises:
            UsageError: There is no such document.
        """
        row = self.row(document_id)
        earlier = (DOCUMENTS.c.file == row.file) & (DOCUMENTS.c.state == REPLACED)
        gone = [row, *(one for one in self._documents_where(earlier) if one.id != row.id)]
        with self.engine.begin() as connection:
            for one in gone:
                _note(connection, at, "removed", one.id)
                connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == one.id))
        for one in gone:
            self._documents.pop(one.id, None)
            (self._originals / (one.sha256 + one.suffix)).unlink(missing_ok=True)

    def classify(self, document_id: str, kind: DocumentKind, reason: str, *, at: datetime) -> None:
        """Give a document another kind; the change is a line of the history."""
        values = {"kind": kind.value, "kind_reason": reason}
        self._change(document_id, values, at, "classified")

    def supersede(self, document_id: str, reason: str, *, at: datetime) -> None:
        """Flag a document as superseded; an empty `reason` takes the flag back."""
        values = {"superseded": bool(reason), "superseded_reason": reason}
        self._change(document_id, values, at, "superseded" if reason else "reinstated")

    def documents(self) -> list[StoredDocument]:
        """Return the ready documents by file name."""
        return self._documents_where(DOCUMENTS.c.state == READY)

    def row(self, document_id: str) -> StoredDocument:
        """Return the row of a ready or replaced document.

        Raises:
            UsageError: There is no such document.
        """
        known = self._documents_where(DOCUMENTS.c.id == document_id)
        if not known or known[0].state == STAGED:
            hint = "用 kezheng documents 查看现有文件的编号。"
            raise UsageError(f"没有编号为 {document_id} 的文件。", hint)
        return known[0]

    def named(self, file: str) -> StoredDocument | None:
        """Return the ready document of this file name, if there is one."""
        known = self._documents_where((DOCUMENTS.c.file == file) & (DOCUMENTS.c.state == READY))
        return known[0] if known else None

    def document(self, document_id: str) -> Document:
        """Return a ready or replaced document with text, blocks and parts.

        Raises:
            UsageError: There is no such document.
        """
        if document_id not in self._documents:
            row = self.row(document_id)
            content = self._rows(select(BLOCKS).where(BLOCKS.c.document_id == document_id))[0]
            of_it = select(PARTS).where(PARTS.c.document_id == document_id)
            parts = self._rows(of_it.order_by(PARTS.c.place))
            self._documents[document_id] = schema.document_of(row, content, parts)
        return self._documents[document_id]

    def original(self, document_id: str) -> Path:
        """Return where the original file of a document lies."""
        row = self.row(document_id)
        return self._originals / (row.sha256 + row.suffix)

    def chunks(self, document_id: str | None = None) -> list[Chunk]:
        """Return the chunks of all ready documents, or of one, in the order of the texts."""
        return [Chunk(**row) for row in self._rows(_chunks(_CHUNK_FIELDS, document_id))]

    def vectors(self, chunk_ids: Sequence[str] | None = None) -> Vectors:
        """Return the vectors of all ready chunks in the order of `chunks`, or of some."""
        if chunk_ids is None:
            rows = self._rows(_chunks(("id", "vector")))
        else:
            rows = []
            for at in range(0, len(chunk_ids), _IN_BATCH):
                some = CHUNKS.c.id.in_(chunk_ids[at : at + _IN_BATCH])
                rows += self._rows(_chunks(("id", "vector")).where(some))
        matrix = schema.unpacked([row["vector"] for row in rows])
        return Vectors(tuple(row["id"] for row in rows), matrix)

    def revector(self, vectors: Vectors, embedder: str) -> None:
        """Replace vectors of chunks by those of another embedder, all in one step."""
        packed = schema.packed(vectors.matrix)
        with self.engine.begin() as connection:
            for chunk_id, vector in zip(vectors.ids, packed, strict=True):
                change = update(CHUNKS).where(CHUNKS.c.id == chunk_id)
                connection.execute(change.values(vector=vector, embedder=embedder))

    def embedders(self) -> set[str]:
        """Return the fingerprints of the embedders that made the vectors of ready chunks."""
        return {row["embedder"] for row in self._rows(_chunks(("embedder",)))}

    def meta(self, key: str) -> str | None:
        """Return a remembered value, or None."""
        found = self._rows(select(META.c.value).where(META.c.key == key))
        return str(found[0]["value"]) if found else None

    def remember(self, key: str, value: str) -> None:
        """Keep a value under a key, replacing the one before."""
        with self.engine.begin() as connection:
            connection.execute(delete(META).where(META.c.key == key))
            connection.execute(insert(META), {"key": key, "value": value})

    def history(self) -> list[Event]:
        """Return what was done to files, oldest first."""
        columns = [HISTORY.c[name] for name in Event._fields]
        rows = self._rows(select(*columns).order_by(HISTORY.c.number))
        return [Event(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]

    def revision(self) -> int:
        """Return a number that grows with every change of documents, in any process."""
        return int(self._rows(select(func.max(HISTORY.c.number).label("last")))[0]["last"] or 0)

    def _change(
        self, document_id: str, values: Mapping[str, object], at: datetime, action: str
    ) -> None:
        self.row(document_id)
        with self.engine.begin() as connection:
            _set(connection, document_id, **values)
            _note(connection, at, action, document_id, " ".join(map(str, values.values())))
        self._documents.pop(document_id, None)

    def _documents_where(self, condition: ColumnElement[bool]) -> list[StoredDocument]:
        rows = self._rows(select(DOCUMENTS).where(condition).order_by(DOCUMENTS.c.file))
        return [schema.stored(row) for row in rows]

    def _rows(self, query: Executable) -> list[Mapping[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def _chunks(names: Sequence[str], document_id: str | None = None) -> Select[Any]:
    query = select(*(CHUNKS.c[name] for name in names)).join(DOCUMENTS)
    query = query.where(DOCUMENTS.c.state == READY)
    if document_id is not None:
        query = query.where(DOCUMENTS.c.id == document_id)
    return query.order_by(DOCUMENTS.c.file, CHUNKS.c.document_id, CHUNKS.c.place)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _set(connection: Connection, document_id: str, **values: object) -> None:
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(**values))


def _note(
    connection: Connection, at: datetime, action: str, document_id: str, note: str = ""
) -> None:
    of_it = select(DOCUMENTS.c.file, DOCUMENTS.c.sha256).where(DOCUMENTS.c.id == document_id)
    file, sha256 = connection.execute(of_it).one()
    row = {"at": at.isoformat(), "action": action, "document_id": document_id, "note": note}
    connection.execute(insert(HISTORY), {**row, "file": file, "sha256": sha256})


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
