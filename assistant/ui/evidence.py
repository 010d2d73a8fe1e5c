"""The source pane: a quote marked in its file, or a file with its ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.model import Evidence, Lang
from assistant.ui import passages
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.markup import esc, evidence_tags, notice, table, tag
from assistant.ui.passages import Span
from assistant.ui.rooms import Room
from assistant.ui.text import place, say
from ingest.errors import UsageError
from ingest.model import Document, Part, PartStatus

_JS = Path(__file__).parent / "evidence.js"
UNREAD = (PartStatus.NEEDS_OCR, PartStatus.UNREADABLE)


@dataclass(frozen=True, slots=True)
class SourcePane:
    """The pane beside all tabs."""

    view: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane as the desk has it."""
        return {self.view: render(desk, room)}


def build() -> SourcePane:
    """Lay the pane out."""
    view = gr.HTML(
        elem_id="kz-source",
        js_on_load=_JS.read_text(encoding="utf-8"),
        apply_default_css=False,
    )
    return SourcePane(view)


def render(desk: Desk, room: Room | None) -> str:
    """Return what the desk has open: a quote in its context, a document, or the empty pane."""
    lang = desk.lang
    kind, _, key = desk.source.partition("-")
    if room is None or not key:
        return _framed(lang, notice(say(lang, "source_empty_title"), say(lang, "source_empty_body")))
    try:
        if kind == "doc":
            return _framed(lang, ledger(room.workspace.document(key), lang), open_=True)
        evidence = room.book.evidence(key)
        if evidence is not None:
            document = room.workspace.document(evidence.document_id)
            return _framed(lang, quote(document, evidence, lang), open_=True)
    except UsageError:
        pass  # the document was removed meanwhile: said below
    return _framed(lang, notice(say(lang, "source_title"), say(lang, "source_gone")), open_=True)


def quote(document: Document, evidence: Evidence, lang: Lang) -> str:
    """Return a quote: file, place, what it is, and the passage with the exact span marked."""
    status = tag(evidence.status.value, say(lang, f"status_{evidence.status.value}"))
    path = " › ".join(evidence.locator.heading)
    where = place(evidence.locator, lang)
    lines = [
        f'<div class="kz-source-file">{esc(evidence.file)}</div>',
        f'<div class="kz-source-place">{esc(where)}</div>' if where else "",
        f'<div class="kz-source-tags">{evidence_tags(evidence, lang)}{status}'
        f"{kind_tag(document, lang)}</div>",
        _superseded(document, lang),
        f'<div class="kz-source-path">{esc(path)}</div>' if "›" in path else "",
        passages.around(document, Span(evidence.start, evidence.end), lang),
    ]
    return "".join(lines)


def ledger(document: Document, lang: Lang) -> str:
    """Return a document: what it is, what became of each part, and its beginning."""
    facts = f"{len(document.text)} · {document.kind_reason}".strip(" ·")
    rows = [_part_row(part, lang) for part in document.parts]
    head = [say(lang, f"col_{name}") for name in ("part", "part_status", "found", "kept", "notes")]
    notes = "".join(f'<li>{esc(warning)}</li>' for warning in document.warnings)
    lines = [
        f'<div class="kz-source-file" id="hit">{esc(document.file)}</div>',
        f'<div class="kz-source-place">{esc(facts)}</div>',
        f'<div class="kz-source-tags">{kind_tag(document, lang)}</div>',
        _superseded(document, lang),
        f'<ul class="kz-warnings">{notes}</ul>' if notes else "",
        f"<details open><summary>{esc(say(lang, 'ledger_parts'))}</summary>"
        f"{table(head, rows, 'kz-ledger')}</details>",
        f'<div class="kz-source-path">{esc(say(lang, "ledger_opening"))}</div>',
        passages.opening(document, lang),
    ]
    return "".join(lines)


def kind_tag(document: Document, lang: Lang) -> str:
    """Return what a document is, and whether it is out of force."""
    old = tag("superseded", say(lang, "source_superseded")) if document.superseded else ""
    return tag("document-kind", say(lang, f"kind_{document.kind.value}")) + old


def unread(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that nobody could read yet."""
    return [part for part in parts if part.status in UNREAD]


def _part_row(part: Part, lang: Lang) -> list[str]:
    status = tag(f"part-{part.status.value}", say(lang, f"part_{part.status.value}"))
    return [esc(part.name), status, str(part.found), str(part.kept), esc(part.note)]


def _superseded(document: Document, lang: Lang) -> str:
    if not document.superseded:
        return ""
    words = f"{say(lang, 'source_superseded_note')} {document.superseded_reason}".strip()
    return f'<div class="kz-alert">{esc(words)}</div>'


def _framed(lang: Lang, body: str, *, open_: bool = False) -> str:
    state = " kz-open" if open_ else ""
    return (
        f'<section class="kz-source{state}" aria-live="polite" aria-label="'
        f'{esc(say(lang, "source_title"))}"><header class="kz-source-head"><h2>'
        f'{esc(say(lang, "source_title"))}</h2><a href="#close-source" class="kz-close" '
        f'role="button">{esc(say(lang, "source_close"))}</a></header>'
        f'<div class="kz-source-body">{body}</div></section>'
    )
