"""Search over the record: BM25 and vectors, both rebuildable from the store."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest import lexical
from ingest.chroma import ChromaVectors
from ingest.embedding import BUILTIN, Embedder
from ingest.errors import IndexMismatchError
from ingest.fusion import NAMED_WEIGHT, STATIC_WEIGHT, Fused, best_first, fuse, merge
from ingest.lexical import LexicalIndex
from ingest.model import Chunk
from ingest.schema import StoredDocument, Vectors
from ingest.store import DocumentStore

_DEPTH = 100
_EMBED_BATCH = 256
_CELL_END = "\t"
_ROWS_OF_A_TABLE, _CROWDED = 3, 0.5
"""From the fourth row of one table on, half the score: a ledger of like rows crowds out all
else. Recall in the first 10 on the development set rises by 5 points for the query lists
of the audit points, and by 9 for questions."""
_EMBEDDER = "embedder"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query, and how it was found.

    Attributes:
        score: Higher is better; comparable within one search only.
        superseded: Its document is not in force; it can be read but proves nothing.
    """

    document_id: str
    file: str
    chunk_id: str
    start: int
    end: int
    text: str
    score: float
    lexical_rank: int | None
    dense_rank: int | None
    lexical_score: float
    dense_score: float
    superseded: bool


class Traces(NamedTuple):
    """What an index still holds of some passages: vectors and postings."""

    vectors: int
    postings: int


def open_index(
    store: DocumentStore, folder: Path, embedder: Embedder, *, dense_weight: float | None = None
) -> "Index":
    """Return the index over `store`, its files in `folder`.

    Args:
        store: The record to search.
        folder: Where the files of the index may lie; they can be deleted at any time.
        embedder: What made the vectors in `store`, and will make those of queries.
        dense_weight: Of the dense score beside the lexical one; None takes what suits
            the embedder, 0 searches by words alone.

    Raises:
        IndexMismatchError: The stored vectors were made by another embedder.
    """
    if store.embedders() - {embedder.fingerprint}:
        known = store.meta(_EMBEDDER) or "另一版本的向量模型"
        if known == embedder.name:
            known = f"另一版本的 {known}"
        message = f"已入库的向量由 {known} 生成，与当前的 {embedder.name} 不同，不能混用。"
        hint = f"运行 kezheng ingest --rebuild 重建，或把 KEZHENG_EMBEDDING 设回 {known}。"
        raise IndexMismatchError(message, hint)
    store.remember(_EMBEDDER, embedder.name)
    if dense_weight is None:
        dense_weight = STATIC_WEIGHT if embedder.name == BUILTIN else NAMED_WEIGHT
    return Index(store, folder, embedder, dense_weight=dense_weight)


def reembed(store: DocumentStore, embedder: Embedder) -> int:
    """Replace all stored vectors by those of `embedder`; return how many.

    An index that is open must be opened again.
    """
    chunks = store.chunks()
    vectors = Vectors(tuple(chunk.id for chunk in chunks), embed_chunks(embedder, chunks))
    store.revector(vectors, embedder.fingerprint)
    store.remember(_EMBEDDER, embedder.name)
    return len(chunks)


def embed_chunks(embedder: Embedder, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
    """Return the vectors of the contexts of `chunks`, float32 [n, dim]."""
    rows = [
        embedder.embed([chunk.context for chunk in chunks[at : at + _EMBED_BATCH]])
        for at in range(0, len(chunks), _EMBED_BATCH)
    ]
    return np.concatenate(rows) if rows else np.zeros((0, embedder.dim), np.float32)


class Index:
    """Search over the ready documents of one store; it follows the store by itself."""

    def __init__(
        self, store: DocumentStore, folder: Path, embedder: Embedder, *, dense_weight: float
    ) -> None:
        self._store = store
        self._folder = folder
        self._embedder = embedder
        self._dense_weight = dense_weight
        self._lock = threading.RLock()
        self._revision = -1
        self._chunks: dict[str, Chunk] = {}
        self._documents: dict[str, StoredDocument] = {}
        self._words = LexicalIndex.build((), ())
        self._senses = ChromaVectors(folder / "chroma", embedder.fingerprint)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the state in which the index was found."""
        return tuple(self._senses.notices)

    @property
    def is_owner(self) -> bool:
        """Whether this process holds the files of the index; another one compares exactly."""
        return self._senses.is_owner

    def refresh(self) -> None:
        """Bring words and vectors up to what the store holds; free when nothing changed."""
        with self._lock:
            revision = self._store.revision()
            if revision == self._revision:
                return
            self._documents = {row.id: row for row in self._store.documents()}
            self._chunks = {chunk.id: chunk for chunk in self._store.chunks()}
            if self._dense_weight > 0:
                self._senses.follow(tuple(self._chunks), self._store.vectors)
            self._words = self._lexical(tuple(self._chunks))
            self._revision = revision

    def search(self, query: str | Sequence[str], k: int = 10) -> list[Hit]:
        """Return the `k` best passages for a query, or for several phrasings of it.

        Passages of one document with the same words and place in it are one hit.
        """
        phrasings = [query] if isinstance(query, str) else list(query)
        with self._lock:
            self.refresh()
            found = self._found(phrasings, max(_DEPTH, 3 * k))
            return list(self._hits(self._spread(merge(found)), k))

    def traces(self, chunk_ids: Sequence[str]) -> Traces:
        """Return what the index holds of passages, after bringing it up to the store."""
        with self._lock:
            self.refresh()
            gone = set(chunk_ids)
            postings = sum(one in gone for one in self._words.ids)
            return Traces(self._senses.held(chunk_ids), postings)

    def missed(self, chunk_ids: Sequence[str]) -> list[str]:
        """Return those of some passages that their own vectors do not find."""
        with self._lock:
            self.refresh()
            return self._senses.missed(chunk_ids)

    def rebuild(self, reason: str) -> None:
        """Set the files of the index aside and make them anew from the store."""
        with self._lock:
            self._senses.set_aside(reason)
            shutil.rmtree(self._folder / "bm25", ignore_errors=True)
            self._revision = -1
            self.refresh()

    def forget(self) -> None:
        """Delete what was set aside of a damaged index."""
        self._senses.forget()

    def close(self) -> None:
        """Let go of the files of the index."""
        with self._lock:
            self._senses.close()

    def _lexical(self, ids: tuple[str, ...]) -> LexicalIndex:
        folder, mark = self._folder / "bm25", lexical.fingerprint(ids)
        known = LexicalIndex.load(folder, mark)
        if known is None:
            known = LexicalIndex.build(ids, [self._chunks[one].context for one in ids])
            self._save(known, folder, mark)
        return known

    def _save(self, words: LexicalIndex, folder: Path, mark: str) -> None:
        """Keep postings for the next process: a convenience that only the owner takes."""
        if not self._senses.is_owner and self._dense_weight > 0:
            return
        try:
            words.save(folder, mark)
        except OSError as error:
            self._senses.notices.append(f"字词索引未能写盘（{error}），下次打开时重建。")

    def _found(self, phrasings: Sequence[str], depth: int) -> list[list[Fused]]:
        words = [self._words.search(phrasing, depth) for phrasing in phrasings]
        if self._dense_weight <= 0 or not self._chunks:
            return [fuse(said, ()) for said in words]
        vectors = [self._embedder.embed_query(phrasing) for phrasing in phrasings]
        senses = self._senses.nearest(vectors, depth)
        pairs = zip(words, senses, strict=True)
        return [fuse(said, meant, self._dense_weight) for said, meant in pairs]

    def _spread(self, ranking: Iterable[Fused]) -> list[Fused]:
        """Lower the score of further rows of a table that has had its best rows."""
        rows: Counter[tuple[str, str]] = Counter()
        spread = []
        for hit in ranking:
            chunk = self._chunks[hit.id]
            table = (chunk.document_id, chunk.context.partition("\n")[0])
            if _CELL_END in chunk.text:
                rows[table] += 1
            crowded = _CELL_END in chunk.text and rows[table] > _ROWS_OF_A_TABLE
            spread.append(hit._replace(score=hit.score * _CROWDED) if crowded else hit)
        return best_first(spread)

    def _hits(self, ranking: Iterable[Fused], k: int) -> Iterator[Hit]:
        seen: set[tuple[str, str]] = set()
        for fused in ranking:
            chunk = self._chunks[fused.id]
            if len(seen) == k:
                return
            if (chunk.document_id, chunk.context) not in seen:
                seen.add((chunk.document_id, chunk.context))
                yield self._hit(chunk, fused)

    def _hit(self, chunk: Chunk, fused: Fused) -> Hit:
        document = self._documents[chunk.document_id]
        return Hit(
            document_id=document.id,
            file=document.file,
            chunk_id=chunk.id,
            start=chunk.start,
            end=chunk.end,
            text=chunk.text,
            score=fused.score,
            lexical_rank=fused.lexical_rank,
            dense_rank=fused.dense_rank,
            lexical_score=fused.lexical_score,
            dense_score=fused.dense_score,
            superseded=document.superseded,
        )
