"""The source pane: a quote marked in its file, or a file with its ledger."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import gradio as gr

from assistant.model import Evidence, Lang
from assistant.ui import passages
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.markup import esc, evidence_tags, notice, table, tag
from assistant.ui.passages import Span
from assistant.ui.rooms import Room
from assistant.ui.text import part_name, place, say
from ingest import sight
from ingest.errors import KezhengError, UsageError
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
        empty = notice(say(lang, "source_empty_title"), say(lang, "source_empty_body"))
        return _framed(lang, "", empty)
    try:
        if kind == "doc":
            document = room.workspace.document(key)
            return _framed(lang, _about(document, lang), ledger(document, lang), is_open=True)
        evidence = room.book.evidence(key)
        if evidence is not None:
            document = room.workspace.document(evidence.document_id)
            passage = passages.around(document, Span(evidence.start, evidence.end), lang)
            picture = _picture(document, evidence, room, lang)
            facts = quote(document, evidence, lang)
            return _framed(lang, facts, picture + passage, is_open=True)
    except UsageError:
        pass  # the document was removed meanwhile: said below
    gone = notice(say(lang, "source_title"), say(lang, "source_gone"))
    return _framed(lang, "", gone, is_open=True)


def quote(document: Document, evidence: Evidence, lang: Lang) -> str:
    """Return what a quote is: file, place, stance, kind, and how far it can be trusted."""
    status = tag(evidence.status.value, say(lang, f"status_{evidence.status.value}"))
    where = place(evidence.locator, lang)
    above = " › ".join(evidence.locator.heading[:-1])
    lines = [
        f'<div class="kz-source-file">{esc(evidence.file)}</div>',
        f'<div class="kz-source-place">{esc(where)}</div>' if where else "",
        f'<div class="kz-source-path">{esc(above)}</div>' if above else "",
        f'<div class="kz-source-tags">{evidence_tags(evidence, lang)}{status}'
        f"{kind_tag(document, lang)}</div>",
        _why(evidence, lang),
        _superseded(document, lang),
    ]
    return "".join(lines)


def _picture(document: Document, evidence: Evidence, room: Room, lang: Lang) -> str:
    """Return the page that OCR read a quote from, the quote marked; nothing for other text."""
    original = room.workspace.documents.original(document.id)
    try:
        image = _sighted(document, original, evidence.start, evidence.end)
    except (KezhengError, OSError) as error:
        return notice(say(lang, "source_picture"), str(error))
    if image is None:
        return ""
    source = base64.b64encode(image).decode()
    words = esc(say(lang, "source_picture"))
    return (
        f'<details class="kz-picture" open><summary>{words}</summary>'
        f'<img alt="{words}" src="data:image/jpeg;base64,{source}"></details>'
    )


@lru_cache(maxsize=16)
def _sighted(document: Document, original: Path, start: int, end: int) -> bytes | None:
    """Return the picture of a quote; drawing takes a second, and the pane is drawn often."""
    return sight(document, original, start, end)


def ledger(document: Document, lang: Lang) -> str:
    """Return what became of each part of a document, and its beginning."""
    rows = [_part_row(part, lang) for part in document.parts]
    head = [say(lang, f"col_{name}") for name in ("part", "part_status", "found", "kept", "notes")]
    notes = "".join(f"<li>{esc(warning)}</li>" for warning in document.warnings)
    lines = [
        f'<ul class="kz-warnings">{notes}</ul>' if notes else "",
        f'<details class="kz-parts" open><summary>{esc(say(lang, "ledger_parts"))}</summary>'
        f"{table(head, rows, 'kz-ledger')}</details>",
        f'<div class="kz-source-path">{esc(say(lang, "ledger_opening"))}</div>',
        passages.opening(document, lang),
    ]
    return "".join(lines)


def _about(document: Document, lang: Lang) -> str:
    chars = say(lang, "ledger_chars").format(n=len(document.text))
    why = say(lang, "ledger_kind_why").format(why=document.kind_reason)
    facts = f"{chars} · {why}" if document.kind_reason else chars
    return (
        f'<div class="kz-source-file">{esc(document.file)}</div>'
        f'<div class="kz-source-place">{esc(facts)}</div>'
        f'<div class="kz-source-tags">{kind_tag(document, lang)}</div>{_superseded(document, lang)}'
    )


def kind_tag(document: Document, lang: Lang) -> str:
    """Return what a document is, and whether it is out of force."""
    old = tag("superseded", say(lang, "source_superseded")) if document.superseded else ""
    return tag("document-kind", say(lang, f"kind_{document.kind.value}")) + old


def unread(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that nobody could read yet."""
    return [part for part in parts if part.status in UNREAD]


def _part_row(part: Part, lang: Lang) -> list[str]:
    status = tag(f"part-{part.status.value}", say(lang, f"part_{part.status.value}"))
    return [
        esc(part_name(part.name, lang)),
        status,
        str(part.found),
        str(part.kept),
        esc(part.note),
    ]


def _why(evidence: Evidence, lang: Lang) -> str:
    """Return the words that decided stance and kind, for a person to check."""
    if not evidence.why:
        return ""
    words = say(lang, "source_why").format(why=evidence.why)
    return f'<div class="kz-source-path">{esc(words)}</div>'


def _superseded(document: Document, lang: Lang) -> str:
    if not document.superseded:
        return ""
    words = f"{say(lang, 'source_superseded_note')} {document.superseded_reason}".strip()
    return f'<div class="kz-alert">{esc(words)}</div>'


def _framed(lang: Lang, facts: str, body: str, *, is_open: bool = False) -> str:
    name = "kz-source kz-open" if is_open else "kz-source"
    title, close = esc(say(lang, "source_title")), esc(say(lang, "source_close"))
    return (
        f'<section class="{name}" aria-live="polite" aria-label="{title}" '
        f'lang="{say(lang, "html_lang")}"><header class="kz-source-head"><h2>{title}</h2>'
        f'<a href="#close-source" class="kz-close" role="button">{close}</a></header>'
        f'<div class="kz-source-facts">{facts}</div>'
        f'<div class="kz-source-body" tabindex="0">{body}</div></section>'
    )
