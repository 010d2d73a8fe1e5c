"""The record of documents: rows in SQLite (or PostgreSQL), originals as files beside it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, Executable, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from ingest import database, originals, schema, statements
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
    Line,
    StoredDocument,
    Vectors,
)
from ingest.statements import READY, REPLACED, STAGED, change, chunks_of, note

DATABASE = "kezheng.sqlite"
_IN_BATCH = 500
_CHUNK_FIELDS = ("id", "document_id", "start", "end", "text", "context")


def open_store(folder: Path, url: str | None = None) -> "DocumentStore":
    """Return the store in `folder`, made if absent.

    Raises:
        WorkspaceError: The folder cannot be written or the database not opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = DocumentStore(database.open_engine(url or f"sqlite:///{folder / DATABASE}"), folder)
        store.prepare()
    except (OSError, SQLAlchemyError) as error:
        hint = "检查该文件夹是否可写、数据库是否完好；可用 kezheng restore 从备份恢复。"
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
        """Create tables and folders."""
        database.grow(self.engine, schema.TABLES)
        self._originals.mkdir(parents=True, exist_ok=True)

    def tidy(self) -> None:
        """Drop documents and files of an interrupted intake; for the one writer only.

        What another process has staged looks the same as what a killed one left.
        """
        with self.engine.begin() as connection:
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.state == STAGED))
            rows = connection.execute(select(DOCUMENTS.c.sha256, DOCUMENTS.c.suffix)).all()
        originals.sweep(self._originals, {sha256 + suffix for sha256, suffix in rows})

    def leftovers(self) -> list[str]:
        """Return what `tidy` would drop: documents half taken in, files that no row names."""
        staged = [row.file for row in self._documents_where(DOCUMENTS.c.state == STAGED)]
        rows = self._rows(select(DOCUMENTS.c.sha256, DOCUMENTS.c.suffix))
        named = {row["sha256"] + row["suffix"] for row in rows}
        loose = [path.name for path in self._originals.iterdir() if path.name not in named]
        return staged + sorted(loose)

    def stage(self, entry: Entry, *, at: datetime) -> None:
        """Write an entry that no search sees yet: the original first, then all rows at once."""
        document = schema.document_row(entry, STAGED, at)
        name = document["sha256"] + document["suffix"]
        originals.write(self._originals, name, entry.original)
        stale = (DOCUMENTS.c.id == entry.document.id) & (DOCUMENTS.c.state != READY)
        with self.engine.begin() as connection:
            connection.execute(delete(DOCUMENTS).where(stale))
            connection.execute(insert(DOCUMENTS), document)
            statements.write_content(connection, entry)

    def publish(self, document_id: str, *, at: datetime, replaces: str | None = None) -> None:
        """Make a staged document ready and the version that it replaces history, in one step."""
        with self.engine.begin() as connection:
            if replaces is not None:
                change(connection, replaces, state=REPLACED)
                connection.execute(delete(CHUNKS).where(CHUNKS.c.document_id == replaces))
                note(connection, Line("replaced", replaces, at, f"由 {document_id} 代替"))
            change(connection, document_id, state=READY)
            note(connection, Line("added", document_id, at))

    def mend(self, entry: Entry, *, at: datetime) -> None:
        """Write a ready document's content anew; what persons said of it stands."""
        document_id = entry.document.id
        with self.engine.begin() as connection:
            statements.clear_content(connection, document_id)
            statements.write_content(connection, entry)
            counts = {"chars": len(entry.document.text), "chunks": len(entry.chunks)}
            change(connection, document_id, **counts)
            note(connection, Line("mended", document_id, at))
        self._documents.pop(document_id, None)

    def remove(self, document_id: str, *, at: datetime, who: str = "") -> list[StoredDocument]:
        """Remove a document and earlier versions of its file: rows, vectors and originals.

        Returns the rows that are gone, the document's own first.

        Raises:
            UsageError: There is no such document.
        """
        row = self.row(document_id)
        gone = [row, *(one for one in self.versions(row.file) if one.id != row.id)]
        with self.engine.begin() as connection:
            for one in gone:
                note(connection, Line("removed", one.id, at, who=who))
                connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == one.id))
        for one in gone:
            self._documents.pop(one.id, None)
            self.kept(one).unlink(missing_ok=True)
        database.forget_deleted(self.engine)
        return gone

    def classify(
        self, document_id: str, kind: DocumentKind, reason: str, *, at: datetime, who: str = ""
    ) -> None:
        """Give a document another kind; the change is a line of the history."""
        values = {"kind": kind.value, "kind_reason": reason}
        self._change(values, Line("classified", document_id, at, who=who))

    def supersede(self, document_id: str, reason: str, *, at: datetime, who: str = "") -> None:
        """Flag a document as superseded; an empty `reason` takes the flag back.

        `who` is the person who says so; empty for the program.
        """
        values = {"superseded": bool(reason), "superseded_reason": reason}
        action = "superseded" if reason else "reinstated"
        self._change(values, Line(action, document_id, at, who=who))

    def versions(self, file: str) -> list[StoredDocument]:
        """Return the earlier versions of a file, the newest last."""
        earlier = [row for row in self.replaced() if row.file == file]
        return sorted(earlier, key=lambda row: row.added_at)

    def replaced(self) -> list[StoredDocument]:
        """Return all earlier versions of files."""
        return self._documents_where(DOCUMENTS.c.state == REPLACED)

    def documents(self) -> list[StoredDocument]:
        """Return the ready documents by file name."""
        return self._documents_where(DOCUMENTS.c.state == READY)

    def holds(self, document_id: str) -> bool:
        """Whether there is a ready document of this id."""
        is_it = (DOCUMENTS.c.id == document_id) & (DOCUMENTS.c.state == READY)
        return bool(self._rows(select(DOCUMENTS.c.id).where(is_it)))

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
        row, known = self.row(document_id), self._documents.get(document_id)
        if known is None or schema.marks(known) != schema.marks(row):
            known = self._documents[document_id] = self.read(document_id)
        return known

    def read(self, document_id: str) -> Document:
        """Return a document as `document` does, but keep no copy of it in memory."""
        row = self.row(document_id)
        content = self._rows(select(BLOCKS).where(BLOCKS.c.document_id == document_id))
        if not content:
            hint = "运行 kezheng doctor 由原件修复。"
            raise WorkspaceError(f"{row.file}：记录不完整，正文缺失 (text missing)", hint)
        of_it = select(PARTS).where(PARTS.c.document_id == document_id)
        return schema.document_of(row, content[0], self._rows(of_it.order_by(PARTS.c.place)))

    def original(self, document_id: str) -> Path:
        """Return where the original file of a document lies."""
        return self.kept(self.row(document_id))

    def kept(self, row: StoredDocument) -> Path:
        """Return where the original file of a row lies, or lay."""
        return self._originals / (row.sha256 + row.suffix)

    def keep(self, row: StoredDocument, content: bytes) -> None:
        """Put an original back that was lost or damaged."""
        originals.write(self._originals, row.sha256 + row.suffix, content)

    def chunks(self, document_id: str | None = None) -> list[Chunk]:
        """Return the chunks of all ready documents, or of one, in the order of the texts."""
        return [Chunk(**row) for row in self._rows(chunks_of(_CHUNK_FIELDS, document_id))]

    def vectors(self, chunk_ids: Sequence[str] | None = None) -> Vectors:
        """Return the vectors of all ready chunks in the order of `chunks`, or of some."""
        if chunk_ids is None:
            rows = self._rows(chunks_of(("id", "vector")))
        else:
            rows = []
            for at in range(0, len(chunk_ids), _IN_BATCH):
                some = CHUNKS.c.id.in_(chunk_ids[at : at + _IN_BATCH])
                rows += self._rows(chunks_of(("id", "vector")).where(some))
        matrix = schema.unpacked([row["vector"] for row in rows])
        return Vectors(tuple(row["id"] for row in rows), matrix)

    def revector(self, vectors: Vectors, embedder: str) -> None:
        """Replace vectors of chunks by those of another embedder, all in one step."""
        packed = schema.packed(vectors.matrix)
        with self.engine.begin() as connection:
            for chunk_id, vector in zip(vectors.ids, packed, strict=True):
                row = update(CHUNKS).where(CHUNKS.c.id == chunk_id)
                connection.execute(row.values(vector=vector, embedder=embedder))

    def embedders(self) -> set[str]:
        """Return the fingerprints of the embedders that made the vectors of ready chunks."""
        return {row["embedder"] for row in self._rows(chunks_of(("embedder",)))}

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

    def _change(self, values: Mapping[str, object], line: Line) -> None:
        self.row(line.document_id)
        words = " ".join(map(str, values.values()))
        with self.engine.begin() as connection:
            change(connection, line.document_id, **values)
            note(connection, line._replace(note=words))
        self._documents.pop(line.document_id, None)

    def _documents_where(self, condition: ColumnElement[bool]) -> list[StoredDocument]:
        rows = self._rows(select(DOCUMENTS).where(condition).order_by(DOCUMENTS.c.file))
        return [schema.stored(row) for row in rows]

    def _rows(self, query: Executable) -> list[Mapping[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]
