"""Documents: reading, chunking, storing and searching files; knows nothing of audits."""

from ingest.doctor import Check, examine
from ingest.embedding import Embedder, open_embedder
from ingest.filing import reconsider
from ingest.identity import Identity, Stated, identity_of
from ingest.index import Hit, Index, open_index, reembed
from ingest.intake import (
    OCR_CACHE,
    IntakeError,
    IntakeResult,
    IntakeStatus,
    Progress,
    take_in,
)
from ingest.limits import Limits
from ingest.model import Document, DocumentKind
from ingest.schema import StoredDocument
from ingest.sighting import sight
from ingest.snapshot import Manifest, pack, read_manifest, unpack
from ingest.store import DocumentStore, open_store
from ingest.unpacking import clear
from ingest.worker import parse, scan

__all__ = [
    "OCR_CACHE",
    "Check",
    "Document",
    "DocumentKind",
    "DocumentStore",
    "Embedder",
    "Hit",
    "Identity",
    "Index",
    "IntakeError",
    "IntakeResult",
    "IntakeStatus",
    "Limits",
    "Manifest",
    "Progress",
    "Stated",
    "StoredDocument",
    "clear",
    "examine",
    "identity_of",
    "open_embedder",
    "open_index",
    "open_store",
    "pack",
    "parse",
    "read_manifest",
    "reconsider",
    "reembed",
    "scan",
    "sight",
    "take_in",
    "unpack",
]
