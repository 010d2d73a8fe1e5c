"""Spans of the client's own files as evidence to click on: rules, rows, promises."""

from assistant.model import Evidence, EvidenceKind, Stance
from assistant.quotes import MatchStatus
from assistant.ui.markup import esc
from ingest.model import Document, DocumentKind, locator_of


def quoted(
    document: Document,
    start: int,
    end: int,
    kind: EvidenceKind,
    stance: Stance = Stance.NEITHER,
) -> Evidence:
    """Return a span as evidence: it is the file's own text, so it is verified."""
    return Evidence(
        document_id=document.id,
        file=document.file,
        locator=locator_of(document, start),
        quote=document.text[start:end],
        start=start,
        end=end,
        stance=stance,
        kind=kind,
        status=MatchStatus.VERIFIED,
    )


def said_in(document: Document) -> EvidenceKind:
    """Return what a sentence of a document is: told to the public, or set for the firm itself."""
    is_public = document.kind is DocumentKind.PUBLISHED
    return EvidenceKind.PUBLISHED if is_public else EvidenceKind.RULE


def clause_link(clause: str) -> str:
    """Return a link to a clause in the checklist, "" where there is none."""
    if not clause:
        return ""
    return f'<a class="kz-file kz-clause-id" href="#clause-{esc(clause)}">{esc(clause)}</a>'
