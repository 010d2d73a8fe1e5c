"""Outcome: what became of one file of an intake, as a row."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.errors import KezhengError
from ingest.model import Document, PartStatus


class IntakeStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class IntakeError:
    """Why a file failed and what the user can do."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """One row per file."""

    id: str
    file: str
    status: IntakeStatus
    kind: str = ""
    superseded: bool = False
    pages: int = 0
    chars: int = 0
    chunks: int = 0
    ocr_pages: int = 0
    warnings: tuple[str, ...] = ()
    error: IntakeError | None = None


def row_of(document: Document, status: IntakeStatus, chunks: int) -> IntakeResult:
    """Return the row of a document on record."""
    return IntakeResult(
        id=document.id,
        file=document.file,
        status=status,
        kind=document.kind.value,
        superseded=document.superseded,
        pages=document.pages,
        chars=len(document.text),
        chunks=chunks,
        ocr_pages=sum(1 for part in document.parts if part.status is PartStatus.OCR),
        warnings=document.warnings,
    )


def failed(file: str, error: KezhengError) -> IntakeResult:
    """Return the row of a file that could not be taken in."""
    return IntakeResult(id="", file=file, status=IntakeStatus.FAILED, error=_reason(error))


def skipped(file: str, error: KezhengError) -> IntakeResult:
    """Return the row of a file that was left alone."""
    return IntakeResult(id="", file=file, status=IntakeStatus.SKIPPED, error=_reason(error))


def _reason(error: KezhengError) -> IntakeError:
    return IntakeError(error.code, error.message, error.hint)
