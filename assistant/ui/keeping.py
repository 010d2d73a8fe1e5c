"""What a person does to documents in the files pane, and files taken in step by step."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from assistant import upkeep
from assistant.model import Lang
from assistant.ui.markup import esc
from assistant.ui.text import say
from assistant.workspace import Workspace
from ingest import IntakeResult, Progress
from ingest.errors import CancelledError, UsageError
from ingest.model import Document, DocumentKind


def actions(document: Document, lang: Lang) -> str:
    """Return the buttons that mark a document and remove it."""
    what = "reinstate" if document.superseded else "supersede"
    return (
        f'<div class="kz-acts">{_button(document.id, what, say(lang, f"action_{what}"))}'
        f"{_button(document.id, 'remove', say(lang, 'action_remove'), sure=_sure(lang))}</div>"
    )


def kind_choice(document: Document, lang: Lang) -> str:
    """Return the kinds that a document can be, its own chosen."""
    options = "".join(
        f'<option value="{kind.value}"{" selected" if kind is document.kind else ""}>'
        f"{esc(say(lang, f'kind_{kind.value}'))}</option>"
        for kind in DocumentKind
    )
    label = esc(f"{say(lang, 'col_kind')} {document.file}")
    return (
        f'<select class="kz-kind" data-doc="{esc(document.id)}" aria-label="{label}"'
        f' title="{esc(document.kind_reason)}">{options}</select>'
    )


def keep(workspace: Workspace, what: str, document_id: str, value: str, *, who: str) -> None:
    """Do what a person asked for: "kind", "supersede", "reinstate" or "remove".

    Raises:
        UsageError: There is no such document, or nothing of the kind can be done.
    """
    match what:
        case "kind" if value in {kind.value for kind in DocumentKind}:
            upkeep.mark(workspace, document_id, who=who, kind=DocumentKind(value))
        case "supersede" | "reinstate":
            upkeep.mark(workspace, document_id, who=who, superseded=what == "supersede")
        case "remove":
            upkeep.remove(workspace, document_id, who=who)
        case _:
            raise UsageError("没有这个操作 (no such action)")


def stepped(
    workspace: Workspace, paths: Sequence[Path], is_cancelled: Callable[[], bool]
) -> Iterator[Progress | IntakeResult]:
    """Take files in, yielding each step and each row; cancelled, the rest are rows that say so."""
    told: SimpleQueue[Progress | IntakeResult | None] = SimpleQueue()
    left = False

    def listen(step: Progress) -> None:
        if left or is_cancelled():
            raise CancelledError("已取消 (cancelled)")
        told.put(step)

    def run() -> None:
        try:
            for row in workspace.ingest(paths, on_progress=listen):
                told.put(row)
            with suppress(CancelledError):  # what is not read now is read by the first question
                workspace.read(listen)
        finally:
            told.put(None)

    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(run)
        try:
            while (one := told.get()) is not None:
                yield one
        finally:
            left = True
        running.result()


def _button(document_id: str, what: str, word: str, *, sure: str = "") -> str:
    asked = f' data-sure="{esc(sure)}"' if sure else ""
    return (
        f'<button type="button" class="kz-act kz-act-{what}" data-doc="{esc(document_id)}"'
        f' data-what="{what}"{asked}>{esc(word)}</button>'
    )


def _sure(lang: Lang) -> str:
    return say(lang, "action_remove_sure")
