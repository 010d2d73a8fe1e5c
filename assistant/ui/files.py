"""The files pane: upload with one result row per file, and the ledger of what is on file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from assistant.model import Lang
from assistant.ui.desk import Desk, Upload
from assistant.ui.evidence import unread
from assistant.ui.guard import Updates
from assistant.ui.keeping import actions, kind_choice, stepped
from assistant.ui.markup import bar, esc, notice, table, tag
from assistant.ui.rooms import Room, Rooms
from assistant.ui.text import say
from ingest import IntakeResult, IntakeStatus, Progress
from ingest.model import Document, PartStatus

_JS = Path(__file__).parent / "files.js"


@dataclass(frozen=True, slots=True)
class FilesPane:
    """Upload, this upload's rows, and all documents."""

    tab: gr.Tab
    words: gr.HTML
    upload: gr.File
    cancel: gr.Button
    results: gr.HTML
    ledger: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane in the desk's language for the desk's client."""
        return {
            self.tab: gr.update(label=say(desk.lang, "tab_files")),
            self.words: drop_words(desk.lang),
            self.upload: gr.update(interactive=room is not None),
            self.cancel: gr.update(value=say(desk.lang, "files_cancel"), visible=_is_busy(desk)),
            self.results: results(desk),
            self.ledger: ledger(room, desk.lang),
        }


def build() -> FilesPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_files"), id="files", render_children=True) as tab:
        words = gr.HTML(apply_default_css=False)
        upload = gr.File(
            file_count="multiple", elem_id="kz-upload", show_label=False, height=150, buttons=[]
        )
        cancel = gr.Button("", elem_id="kz-cancel-upload", size="sm", scale=0, visible=False)
        results = gr.HTML(elem_id="kz-results", apply_default_css=False)
        documents = gr.HTML(
            elem_id="kz-documents",
            js_on_load=_JS.read_text(encoding="utf-8"),
            apply_default_css=False,
        )
    return FilesPane(tab, words, upload, cancel, results, documents)


def take_in(
    pane: FilesPane, rooms: Rooms, desk: Desk, uploads: Sequence[Mapping[str, Any]] | None
) -> Iterator[Updates]:
    """Take uploaded files into the desk's client, showing each row as it is done.

    The copies that Gradio made are gone afterwards. A client that is left meanwhile gets its
    files all the same; only nothing more is shown.
    """
    client = desk.client
    room = rooms.enter(client)
    given = uploads or []
    state = desk.upload = Upload(tuple(_name(upload) for upload in given))
    desk.cancelled = False
    yield {pane.upload: None, pane.results: results(desk), pane.cancel: gr.update(visible=True)}
    try:
        with TemporaryDirectory(prefix="kezheng-") as folder:
            paths = [_moved(upload, Path(folder) / str(i)) for i, upload in enumerate(given)]
            for one in stepped(room.workspace, paths, lambda: desk.cancelled):
                state = state.after(one)
                if desk.client == client and desk.upload is not None:
                    desk.upload = state
                    shown: Updates = {pane.results: results(desk)}
                    if isinstance(one, IntakeResult) and one.id:
                        shown[pane.ledger] = ledger(room, desk.lang)
                    yield shown
        if desk.client == client and desk.upload is not None:
            desk.upload = desk.upload._replace(done=True)
            yield {pane.results: results(desk), pane.cancel: gr.update(visible=False)}
    finally:
        for upload in given:
            _discard(Path(upload["path"]))


def results(desk: Desk) -> str:
    """Return the rows of the last upload so far, with a bar while files are left."""
    if desk.upload is None or not desk.upload.names:
        return ""
    lang, rows = desk.lang, desk.upload.rows
    head = [say(lang, f"col_{n}") for n in ("file", "status", "kind", "pages", "chunks", "notes")]
    body = table(head, [_result(row, lang) for row in rows], "kz-results") if rows else ""
    title = f"<h3>{esc(say(lang, 'files_results'))}</h3>"
    return f'<div class="kz-panel">{title}{_progress(desk.upload, lang)}{body}</div>'


def ledger(room: Room | None, lang: Lang) -> str:
    """Return all documents with what became of their pages and sheets."""
    if room is None:
        return notice(say(lang, "no_client_title"), say(lang, "no_client_body"))
    rows = room.workspace.documents.documents()
    if not rows:
        return notice(say(lang, "no_documents_title"), say(lang, "files_none"))
    columns = ("file", "kind", "pages", "chunks", "ledger", "notes", "actions")
    head = [say(lang, f"col_{name}") for name in columns]
    held = [(room.workspace.document(row.id), row.chunks) for row in rows]
    aside = room.workspace.irrelevant(document for document, _ in held)
    body = [_document(one, chunks, lang, aside=one.id in aside) for one, chunks in held]
    title = f"<h3>{esc(say(lang, 'files_ledger'))} <small>{len(rows)}</small></h3>"
    return f'<div class="kz-panel">{title}{table(head, body, "kz-documents")}</div>'


def drop_words(lang: Lang) -> str:
    """Return the words of the drop zone: Gradio's own follow the browser, not the switch."""
    quoted = say(lang, "files_drop").replace("\\", "").replace('"', "'")
    return (
        f'<style>:root{{--kz-drop:"{quoted}"}}</style>'
        f'<p class="kz-hint">{esc(say(lang, "files_hint"))}</p>'
    )


def _progress(upload: Upload, lang: Lang) -> str:
    read, total = len(upload.rows), len(upload.names)
    if read < total:
        step = upload.step
        name = step.file if step is not None and step.file else upload.names[read]
        words = say(lang, "files_working").format(file=name, done=read + 1, total=total)
        words += _detail(step, lang) if step is not None else ""
    elif not upload.done:
        words = say(lang, "files_indexing")
    else:
        left = sum(1 for row in upload.rows if row.status is IntakeStatus.SKIPPED)
        bad = sum(1 for row in upload.rows if row.error is not None) - left
        words = say(lang, "files_done").format(good=read - bad - left, bad=bad)
        words += say(lang, "files_cancelled").format(n=left) if left else ""
    return bar(read / total, words)


def _detail(step: Progress, lang: Lang) -> str:
    """Return the page that is being read and the time that is left, as far as they are known."""
    words = ""
    if step.pages:
        words += say(lang, "files_page").format(page=step.page, pages=step.pages)
    if step.left_s is not None:
        minutes, seconds = divmod(round(step.left_s), 60)
        words += say(lang, "files_left").format(time=f"{minutes}:{seconds:02}")
    return words


def _is_busy(desk: Desk) -> bool:
    return desk.upload is not None and not desk.upload.done


def _result(row: IntakeResult, lang: Lang) -> list[str]:
    status = tag(f"result-{row.status.value}", say(lang, f"result_{row.status.value}"))
    kind = esc(say(lang, f"kind_{row.kind}")) if row.kind else ""
    notes = [f"<div>{esc(warning)}</div>" for warning in row.warnings]
    if row.superseded:
        notes.insert(0, tag("superseded", say(lang, "source_superseded")))
    if row.error is not None:
        notes.append(
            f'<div class="kz-error">{esc(row.error.message)}</div>'
            f'<div class="kz-hint">{esc(row.error.hint)}</div>'
        )
    failed = row.status in (IntakeStatus.FAILED, IntakeStatus.SKIPPED)
    counts = ["", ""] if failed else [str(row.pages or ""), str(row.chunks)]
    return [_file(row.file, row.id), status, kind, *counts, "".join(notes)]


def _document(document: Document, chunks: int, lang: Lang, *, aside: bool) -> list[str]:
    parts = document.parts
    bad = unread(parts)
    key = "ledger_short" if bad else "ledger_whole"
    words = say(lang, key).format(kept=len(parts) - len(bad), n=len(parts))
    account = f'<span class="kz-account{" kz-account-short" if bad else ""}">{esc(words)}</span>'
    for status in (PartStatus.NEEDS_OCR, PartStatus.UNREADABLE):
        count = sum(1 for part in bad if part.status is status)
        if count:
            note = say(lang, f"ledger_{status.value}").format(n=count)
            account += f'<div class="kz-flag">{esc(note)}</div>'
    notes = [f"<div>{esc(warning)}</div>" for warning in document.warnings[:3]]
    if document.superseded_reason:
        notes.insert(0, f"<div>{esc(document.superseded_reason)}</div>")
    pages = str(document.pages or len(parts))
    name = _file(document.file, document.id)
    old = tag("superseded", say(lang, "source_superseded")) if document.superseded else ""
    kind = kind_choice(document, lang) + old
    kind += tag("irrelevant", say(lang, "files_irrelevant")) if aside else ""
    told, acts = "".join(notes), actions(document, lang)
    return [name, kind, pages, str(chunks), account, told, acts]


def _file(name: str, document_id: str) -> str:
    if not document_id:
        return esc(name)
    return f'<a class="kz-file" href="#doc-{esc(document_id)}">{esc(name)}</a>'


def _name(upload: Mapping[str, Any]) -> str:
    """Return the name that the file has for the user, without a path."""
    given = str(upload.get("orig_name") or Path(str(upload["path"])).name)
    return Path(given.replace("\\", "/")).name or "file"


def _moved(upload: Mapping[str, Any], folder: Path) -> Path:
    """Give an upload its own name back, alone in a folder; return its path."""
    folder.mkdir()
    target = folder / _name(upload).replace("\0", "")
    try:
        Path(upload["path"]).rename(target)
    except OSError:  # another file system, or a name too long for this one
        target = folder / Path(str(upload["path"])).name
        target.write_bytes(Path(upload["path"]).read_bytes())
    return target


def _discard(path: Path) -> None:
    """Remove Gradio's copy of an upload and the folder that it made for it."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # another upload of the same bytes may still lie there
        path.parent.rmdir()
