"""Documents: reading, chunking, storing and searching files; knows nothing of audits."""

from ingest.embedding import Embedder, open_embedder
from ingest.index import Hit, Index, open_index, reembed
from ingest.intake import IntakeError, IntakeResult, IntakeStatus, Progress, take_in
from ingest.limits import Limits
from ingest.sighting import sight
from ingest.store import DocumentStore, open_store

__all__ = [
    "DocumentStore",
    "Embedder",
    "Hit",
    "Index",
    "IntakeError",
    "IntakeResult",
    "IntakeStatus",
    "Limits",
    "Progress",
    "open_embedder",
    "open_index",
    "open_store",
    "reembed",
    "sight",
    "take_in",
]
