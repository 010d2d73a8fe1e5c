"""Nearest vectors by Chroma: an index that is checked, followed and rebuilt from the store.

Chroma is never the record: a kill at the wrong moment or a second process on its folder
damages it for good (measured), so all it holds can be made again without embedding anything,
and only the process that holds the lock beside the folder touches it. The others compare
passages one by one, which gives the same answers.
Passages with the same vector have one place in it: among many equals its graph loses its way
and finds none of them (measured: 40 copies of a form, 7 % of the passages missed).
Our vectors go in and `query_embeddings` out: a stored configuration may name an embedding
function, and `query_texts` would run it.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ingest.errors import disk_full, is_full
from ingest.fusion import Ranked
from ingest.schema import Vectors
from ingest.twins import Load, Twins

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

_COLLECTION = "chunks"
_BATCH = 5000
"""Chroma refuses more than 5461 in one call."""
_ATTEMPTS = 3
"""chromadb 1.5.9 remembers a client that failed to start, and only the next failure at the
same path forgets it: a folder set aside can be made anew at the third attempt."""
_SAMPLES = 3
_GRAPH: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}
"""Twice the usual search: among nearly equal passages (forms, lists) the usual one loses some."""
_SAME = 0.98
"""Similarity of a stored vector to itself, float16 and all."""

Matrix = NDArray[np.float32]


class _DamagedError(RuntimeError):
    """The index answers, but not what was put into it."""


class ChromaVectors:
    """The vectors of ready chunks, in a Chroma folder made when there is a first vector."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.notices: list[str] = []
        self._folder = folder
        self._fingerprint = fingerprint
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._exact: Vectors | None = None
        self._load: Load = _nothing
        self._size = 0
        self._twins = Twins()
        # Of the process, whichever of its threads searches.
        self._lock = FileLock(folder.with_name(f"{folder.name}.lock"), thread_local=False)
        self._opening = folder.with_name(f"{folder.name}.opening")

    @property
    def is_owner(self) -> bool:
        """Whether this process may touch the folder."""
        return bool(self._lock.is_locked)

    def follow(self, ids: Sequence[str], load: Load) -> None:
        """Hold exactly the vectors of `ids`, which `load` gives; set a damaged index aside."""
        self._exact = None
        self._size = len(ids)
        self._load = load
        if not self._own():
            return
        if not ids:
            self._let_go()
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        error: Exception = _DamagedError("上次打开时程序崩溃")
        if self._opening.exists():
            self._opening.unlink()
            self._set_aside(error)
        for _ in range(_ATTEMPTS):
            try:
                self._follow(ids)
                return
            except _failures() as caught:
                error = caught
                if is_full(error, self._folder):
                    error = disk_full(self._folder)
                    break
                self._set_aside(error)
        self._fall_back(error)

    def held(self, ids: Sequence[str]) -> int:
        """Return how many of `ids` the folder holds; 0 where another process holds the folder."""
        if self._collection is None:
            return 0
        places = {self._twins.place(one) for one in ids}
        found = (self._collection.get(ids=some, include=[])["ids"] for some in _batches([*places]))
        held = {one for some in found for one in some}
        return sum(self._twins.place(one) in held for one in ids)

    def missed(self, ids: Sequence[str]) -> list[str]:
        """Return those of `ids` whose own vectors do not find them; none without the folder."""
        return [] if self._collection is None else self._lost(self._load(ids))

    def nearest(self, vectors: Sequence[Matrix], n: int) -> list[list[Ranked]]:
        """Return for each query the `n` most similar passages by cosine, best first.

        Args:
            vectors: One for each query, float32 [dim]; zeros find nothing.
            n: How many passages at most.
        """
        asked = [at for at, vector in enumerate(vectors) if vector.any()] if self._size else []
        found: list[list[Ranked]] = [[] for _ in vectors]
        if asked:
            hits = self._asked(np.stack([vectors[at] for at in asked]), n)
            for at, ranked in zip(asked, hits, strict=True):
                found[at] = ranked
        return found

    def close(self) -> None:
        """Let go of the folder, for another process to hold."""
        self._let_go()
        self._lock.release(force=True)

    def set_aside(self, reason: str) -> None:
        """Move the folder away, to be made anew from the record at the next search."""
        if self._own():
            self._set_aside(_DamagedError(reason))

    def forget(self) -> None:
        """Delete folders that were set aside: they hold vectors of documents since removed."""
        for aside in self._folder.parent.glob(f"{self._folder.name}.damaged-*"):
            shutil.rmtree(aside, ignore_errors=True)

    def _own(self) -> bool:
        """Take the folder if no other process holds it."""
        if not self._lock.is_locked:
            try:
                self._lock.acquire(timeout=0)
            except (Timeout, OSError):  # held by another process, or no room for the lock
                return False
        return True

    def _let_go(self) -> None:
        self._collection = None
        if self._client is not None:
            self._client.close()
            self._client = None

    def _follow(self, ids: Sequence[str]) -> None:
        first_time = self._collection is None
        with self._marked():
            collection = self._collection or self._open()
            held = set(collection.get(include=[])["ids"])
        self._twins.follow(ids, held, self._load)
        places = self._twins.places
        for some in _batches(sorted(held - places.keys())):
            collection.delete(ids=some)
        for some in _batches([one for one in places if one not in held]):
            vectors = self._load(some)
            collection.add(ids=list(vectors.ids), embeddings=vectors.matrix)
        self._collection = collection
        if first_time:
            sample = self._load([ids[at * len(ids) // _SAMPLES] for at in range(_SAMPLES)])
            with self._marked():
                self._check(sample)

    @contextmanager
    def _marked(self) -> Iterator[None]:
        """Leave a mark if the process crashes meanwhile, as a damaged folder can make it."""
        self._opening.touch()
        try:
            yield
        finally:
            self._opening.unlink(missing_ok=True)

    def _open(self) -> "Collection":
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        self._client = cast("Client", client)
        collection = _made(client, self._fingerprint)
        if (collection.metadata or {}).get("fingerprint") != self._fingerprint:
            client.delete_collection(_COLLECTION)
            collection = _made(client, self._fingerprint)
        return collection

    def _asked(self, queries: Matrix, n: int) -> list[list[Ranked]]:
        if self._exact is None and self.is_owner:
            try:
                return self._query(queries, n)
            except _failures() as error:
                self._set_aside(error)
                self._fall_back(error)
        self._exact = self._exact or self._load(None)
        return [_nearest(self._exact, query, n) for query in queries]

    def _query(self, queries: Matrix, n: int) -> list[list[Ranked]]:
        if self._collection is None:
            raise _DamagedError("尚未打开")
        found = self._collection.query(
            query_embeddings=queries,
            n_results=min(n, len(self._twins.places)),
            include=["distances"],
        )
        pairs = zip(found["ids"], found["distances"] or [], strict=True)
        return [self._ranked(zip(*pair, strict=True), n) for pair in pairs]

    def _ranked(self, places: Iterable[tuple[str, float]], n: int) -> list[Ranked]:
        """Return the first `n` passages at some places, which are given with their distance."""
        found = ((one, away) for place, away in places for one in self._twins.places[place])
        ranks = enumerate(islice(found, n), 1)
        return [Ranked(one, 1.0 - away, rank) for rank, (one, away) in ranks]

    def _check(self, sample: Vectors) -> None:
        """Search for some vectors by themselves: a damaged index loses most of them silently."""
        if self._lost(sample):
            raise _DamagedError("自检查询未找回已入库的段落")

    def _lost(self, vectors: Vectors) -> list[str]:
        """Return the passages that a search for their own vectors does not find."""
        asked = np.flatnonzero(vectors.matrix.any(axis=1))
        if not asked.size:
            return []
        pairs = zip(asked, self._query(vectors.matrix[asked], 1), strict=True)
        return [vectors.ids[at] for at, hits in pairs if all(hit.score <= _SAME for hit in hits)]

    def _set_aside(self, error: Exception) -> None:
        self._let_go()
        if not self._folder.exists():
            return
        names = (self._folder.with_name(f"{self._folder.name}.damaged-{n}") for n in count(1))
        aside = next(name for name in names if not name.exists())
        self._folder.rename(aside)
        self.notices.append(f"向量索引已损坏（{error}），已移至 {aside.name} 并由记录重建。")

    def _fall_back(self, error: Exception) -> None:
        self._let_go()
        self._exact = self._load(None)
        self.notices.append(f"向量索引不可用（{error}），改为逐段比较，结果不变。")


def _failures() -> tuple[type[Exception], ...]:
    try:
        from chromadb.errors import ChromaError
    except ImportError as error:
        return (type(error),)
    # AttributeError: chromadb 1.5.9 stops bindings that it never started on a damaged folder.
    own = (ImportError, OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError)
    return (ChromaError, sqlite3.Error, *own)


def _made(client: "ClientAPI", fingerprint: str) -> "Collection":
    return client.get_or_create_collection(
        _COLLECTION,
        embedding_function=None,
        configuration={"hnsw": _GRAPH},
        metadata={"fingerprint": fingerprint},
    )


def _nothing(_ids: Sequence[str] | None) -> Vectors:
    return Vectors((), np.zeros((0, 0), np.float32))


def _batches(ids: Sequence[str]) -> list[list[str]]:
    return [list(ids[at : at + _BATCH]) for at in range(0, len(ids), _BATCH)]


def _nearest(vectors: Vectors, vector: Matrix, n: int) -> list[Ranked]:
    lengths = np.linalg.norm(vectors.matrix, axis=1)
    scores = vectors.matrix @ vector / np.where(lengths > 0, lengths, 1)
    order = np.argsort(-scores, kind="stable")[:n]
    return [Ranked(vectors.ids[at], float(scores[at]), rank) for rank, at in enumerate(order, 1)]
