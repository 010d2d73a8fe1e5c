"""Statements on the document record that the store runs within its transactions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, insert, select, update

from ingest import schema
from ingest.schema import BLOCKS, CHUNKS, DOCUMENTS, HISTORY, PARTS, Entry, Line

STAGED, READY, REPLACED = "staged", "ready", "replaced"


def chunks_of(names: Sequence[str], document_id: str | None = None) -> Select[Any]:
    """Return the query for columns of the chunks of all ready documents, or of one."""
    query = select(*(CHUNKS.c[name] for name in names)).join(DOCUMENTS)
    query = query.where(DOCUMENTS.c.state == READY)
    if document_id is not None:
        query = query.where(DOCUMENTS.c.id == document_id)
    return query.order_by(DOCUMENTS.c.file, CHUNKS.c.document_id, CHUNKS.c.place)


def write_content(connection: Connection, entry: Entry) -> None:
    """Write text, blocks, ledger, chunks and vectors of a document that has a row."""
    connection.execute(insert(BLOCKS), schema.block_row(entry.document))
    _insert(connection, PARTS, schema.part_rows(entry.document))
    _insert(connection, CHUNKS, schema.chunk_rows(entry))


def clear_content(connection: Connection, document_id: str) -> None:
    """Delete what `write_content` writes."""
    for table in (CHUNKS, PARTS, BLOCKS):
        connection.execute(delete(table).where(table.c.document_id == document_id))


def change(connection: Connection, document_id: str, **values: object) -> None:
    """Set columns of a document's row."""
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(**values))


def note(connection: Connection, line: Line) -> None:
    """Add a line to the history."""
    of_it = select(DOCUMENTS.c.file, DOCUMENTS.c.sha256).where(DOCUMENTS.c.id == line.document_id)
    file, sha256 = connection.execute(of_it).one()
    values = {**line._asdict(), "at": line.at.isoformat(), "file": file, "sha256": sha256}
    connection.execute(insert(HISTORY), values)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
