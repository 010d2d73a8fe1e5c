"""Upkeep of a client's documents by a person: marks that are changed, files that are removed."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant import vectors
from assistant.limits import limits_of
from assistant.workspace import Workspace
from ingest import (
    OCR_CACHE,
    Check,
    Document,
    DocumentKind,
    StoredDocument,
    clear,
    examine,
    reconsider,
)
from ingest.errors import UsageError

_PROBES = 5


@dataclass(frozen=True, slots=True)
class Removal:
    """What is gone, and the proof: how much of it can still be found (0 each).

    Attributes:
        rows: The document, then earlier versions of its file.
        vectors, postings, files, hits: What probes found of it in the vector index, in the
            word index, among the originals and what the reader keeps, and by searching for its
            own passages.
        stale: Clauses whose assessment quotes it; they are to be judged again.
        reinstated: Documents that only it had superseded.
        is_elsewhere: Another process holds the vector index, and drops these vectors at its
            next search.
    """

    rows: tuple[StoredDocument, ...]
    vectors: int
    postings: int
    files: int
    hits: int
    stale: tuple[str, ...]
    reinstated: tuple[str, ...]
    is_elsewhere: bool

    @property
    def is_proven(self) -> bool:
        """Whether nothing of it can be found any more."""
        return not (self.vectors or self.postings or self.files or self.hits)


def find(room: Workspace, wanted: str) -> StoredDocument:
    """Return the row of the document with this id or file name.

    Raises:
        UsageError: There is none, or several files end in this name.
    """
    rows = room.documents.documents()
    named = [row for row in rows if wanted in (row.id, row.file)]
    named = named or [row for row in rows if row.file.rsplit("/", 1)[-1] == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        known = "、".join(row.file for row in named)
        raise UsageError(f"有多份文件叫“{wanted}” (several files): {known}", "写全路径或用编号")
    raise UsageError(
        f"没有文件“{wanted}” (no such document)", "用 kezheng documents 查看文件名和编号"
    )


def remove(room: Workspace, wanted: str, *, who: str) -> Removal:
    """Remove a document with earlier versions of its file, and prove that nothing is left."""
    at = datetime.now(UTC)
    with room.writing():
        row = find(room, wanted)
        chunks = room.documents.chunks(row.id)
        quoted = tuple(
            clause
            for clause, made in room.assessments().items()
            if any(one.document_id == row.id for one in (*made.evidence, *made.set_aside))
        )
        gone = room.documents.remove(row.id, at=at, who=who)
        for one in gone:
            vectors.forget(room.folder / vectors.CACHE, one.id)
        freed = reconsider(room.documents, at)
        clear(room.folder)
        # Its keys are page images, which name no document: all of it goes.
        shutil.rmtree(room.folder / OCR_CACHE, ignore_errors=True)
        traces = room.index.traces([chunk.id for chunk in chunks])
        room.index.forget()
        ids = {one.id for one in gone}
        probes = chunks[:: max(1, len(chunks) // _PROBES)][:_PROBES]
        found = [hit for probe in probes for hit in room.index.search(probe.text, 5)]
        room.audit.log("removed", row.file, who=who, at=at)
    return Removal(
        rows=tuple(gone),
        vectors=traces.vectors + len(room.documents.vectors([chunk.id for chunk in chunks]).ids),
        postings=traces.postings,
        files=sum(
            room.documents.kept(one).exists()
            or bool(vectors.kept(room.folder / vectors.CACHE, one.id))
            for one in gone
        ),
        hits=sum(hit.document_id in ids for hit in found),
        stale=quoted,
        reinstated=tuple(one.file for one in freed),
        is_elsewhere=not room.index.is_owner,
    )


def mark(
    room: Workspace,
    wanted: str,
    *,
    who: str,
    kind: DocumentKind | None = None,
    superseded: bool | None = None,
    reason: str = "",
) -> Document:
    """Change what a document is and whether it is in force; None leaves it as it is.

    Raises:
        UsageError: There is no such document, or nothing is to be changed.
    """
    if kind is None and superseded is None:
        raise UsageError("没有要改的内容 (nothing to change)", "给出类型，或是否作废")
    at = datetime.now(UTC)
    said = f"{who}：{reason}" if reason else f"{who} 更正"
    with room.writing():
        row = find(room, wanted)
        if kind is not None:
            room.documents.classify(row.id, kind, said, at=at, who=who)
        if superseded is not None:
            why = (said if reason else f"{who} 标为作废") if superseded else ""
            room.documents.supersede(row.id, why, at=at, who=who)
        room.audit.log("marked", f"{row.file} {kind or ''} {superseded}", who=who, at=at)
    return room.document(row.id)


def check_up(room: Workspace, *, mends: bool) -> list[Check]:
    """Check that everything on record agrees; mend what can be mended if `mends`."""
    limits, at = limits_of(room.settings), datetime.now(UTC)
    with room.writing():
        found = examine(
            room.documents, room.index, room.embedder, limits=limits, at=at, mends=mends
        )
        return list(found)
