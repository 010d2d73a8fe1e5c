"""Tables of the document record, and documents as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from ingest.model import (
    Block,
    BlockKind,
    Chunk,
    Document,
    DocumentKind,
    Part,
    PartStatus,
)
from ingest.originals import sha256_of, suffix_of
from ingest.scanned import Scanned, Words

TABLES = MetaData()

DOCUMENTS = Table(
    "documents",
    TABLES,
    Column("id", String(16), primary_key=True),
    Column("file", Text, nullable=False, index=True),
    Column("state", String(8), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("suffix", String(16), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("kind_reason", Text, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("superseded_reason", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("added_at", String(32), nullable=False),
)
_OWNER = "documents.id"
# Blocks are only ever read with their document and a ledger has thousands: one JSON value
# per document loads in one read and needs no order column.
BLOCKS = Table(
    "blocks",
    TABLES,
    Column("document_id", ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
)
PARTS = Table(
    "parts",
    TABLES,
    Column("document_id", ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("found", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("note", Text, nullable=False),
)
CHUNKS = Table(
    "chunks",
    TABLES,
    Column("id", String(16), primary_key=True),
    Column("document_id", ForeignKey(_OWNER, ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("embedder", String(64), nullable=False),
)
HISTORY = Table(
    "history",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("action", String(16), nullable=False),
    Column("document_id", String(16), nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("who", String(64), nullable=False, server_default=""),
)
META = Table(
    "index_meta",
    TABLES,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)


class StoredDocument(NamedTuple):
    """A document's row: everything but its text, blocks and parts."""

    id: str
    file: str
    state: str
    sha256: str
    suffix: str
    bytes: int
    title: str
    kind: DocumentKind
    kind_reason: str
    superseded: bool
    superseded_reason: str
    pages: int
    chars: int
    chunks: int
    warnings: tuple[str, ...]
    added_at: datetime


class Event(NamedTuple):
    """A line of the history: what was done to which file, when, and by whom if by a person."""

    at: datetime
    action: str
    document_id: str
    file: str
    sha256: str
    note: str
    who: str


class Line(NamedTuple):
    """A line to be added to the history; `who` is empty for what the program does itself."""

    action: str
    document_id: str
    at: datetime
    note: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be stored.

    Attributes:
        vectors: float32 [chunks, d], one row for each chunk.
        embedder: Fingerprint of the embedder that made them.
    """

    document: Document
    original: bytes
    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]
    embedder: str


class Vectors(NamedTuple):
    """Vectors of chunks, float32 [n, d]; row i belongs to ids[i]."""

    ids: tuple[str, ...]
    matrix: NDArray[np.float32]


def stored(row: Mapping[str, Any]) -> StoredDocument:
    """Return a row of `DOCUMENTS` as a value."""
    values = dict(row)
    values["kind"] = DocumentKind(values["kind"])
    values["warnings"] = tuple(values["warnings"])
    values["added_at"] = datetime.fromisoformat(values["added_at"])
    return StoredDocument(**values)


def marks(of: StoredDocument | Document) -> tuple[object, ...]:
    """Return what a person may change of a document, in any process."""
    return of.kind, of.kind_reason, of.superseded, of.superseded_reason


def document_row(entry: Entry, state: str, at: datetime) -> dict[str, Any]:
    """Return an entry as a row of `DOCUMENTS`."""
    document = entry.document
    return {
        "id": document.id,
        "file": document.file,
        "state": state,
        "sha256": sha256_of(entry.original),
        "suffix": suffix_of(document.file),
        "bytes": len(entry.original),
        "title": document.title,
        "kind": document.kind.value,
        "kind_reason": document.kind_reason,
        "superseded": document.superseded,
        "superseded_reason": document.superseded_reason,
        "pages": document.pages,
        "chars": len(document.text),
        "chunks": len(entry.chunks),
        "warnings": list(document.warnings),
        "added_at": at.isoformat(),
    }


def chunk_rows(entry: Entry) -> list[dict[str, Any]]:
    """Return the chunks of an entry, with their vectors, as rows of `CHUNKS`."""
    pairs = zip(entry.chunks, packed(entry.vectors), strict=True)
    return [
        {**asdict(chunk), "place": place, "vector": vector, "embedder": entry.embedder}
        for place, (chunk, vector) in enumerate(pairs)
    ]


def packed(matrix: NDArray[np.float32]) -> list[bytes]:
    """Return each row of `matrix` as little-endian float16 (half the size, same neighbours)."""
    return [row.tobytes() for row in matrix.astype("<f2")]


def unpacked(rows: Sequence[bytes]) -> NDArray[np.float32]:
    """Return packed rows as float32 [n, d]; [0, 0] where there are none."""
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), -1).astype(np.float32)


def part_rows(document: Document) -> list[dict[str, Any]]:
    """Return the ledger of `document` as rows of `PARTS`."""
    numbered = enumerate(document.parts)
    return [{"document_id": document.id, "place": at, **asdict(part)} for at, part in numbered]


def block_row(document: Document) -> dict[str, Any]:
    """Return text and blocks of `document` as a row of `BLOCKS`; defaults are left out."""
    blocks = [_without_defaults(block) for block in document.blocks]
    return {"document_id": document.id, "text": document.text, "blocks": blocks}


def document_of(
    row: StoredDocument, content: Mapping[str, Any], parts: list[Mapping[str, Any]]
) -> Document:
    """Return the document that the rows hold."""
    return Document(
        id=row.id,
        file=row.file,
        text=content["text"],
        blocks=tuple(_block(values) for values in content["blocks"]),
        parts=tuple(_part(values) for values in parts),
        kind=row.kind,
        kind_reason=row.kind_reason,
        title=row.title,
        superseded=row.superseded,
        superseded_reason=row.superseded_reason,
        pages=row.pages,
        warnings=row.warnings,
    )


def _without_defaults(block: Block) -> dict[str, Any]:
    values = {field.name: (getattr(block, field.name), field.default) for field in fields(block)}
    return {name: v for name, (v, default) in values.items() if default is MISSING or v != default}


def _block(values: Mapping[str, Any]) -> Block:
    tuples: dict[str, Any] = {
        name: tuple(values[name]) for name in ("heading", "columns", "cells") if name in values
    }
    if "scanned" in values:
        part, turn, tilt, words = values["scanned"]
        tuples["scanned"] = Scanned(part, turn, tilt, tuple(Words(*word) for word in words))
    return Block(**{**values, **tuples, "kind": BlockKind(values["kind"])})


def _part(values: Mapping[str, Any]) -> Part:
    return Part(
        name=values["name"],
        status=PartStatus(values["status"]),
        found=values["found"],
        kept=values["kept"],
        note=values["note"],
    )
