"""Events of the panes of record checks and commitments."""

from collections.abc import Callable

import gradio as gr

from assistant.ui import record_pane
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates, guarded
from assistant.ui.page import Page
from assistant.ui.rooms import Room
from assistant.ui.wiring import on

_ABOUT_CHARS = 64


def wire(page: Page) -> None:
    """Connect both panes."""
    _look(page)
    _records(page)
    _commitments(page)


def _look(page: Page) -> None:
    def looking(look: Callable[[Desk, Room | None], Updates]) -> Callable[[Desk], Updates]:
        @guarded
        def counted(desk: Desk) -> Updates:
            client = desk.client
            shown = look(desk, page.room(desk))
            return shown if desk.client == client else {}

        return counted

    for name, pane in (("records", page.records), ("commitments", page.commitments)):
        pane.tab.select(
            looking(pane.look),
            inputs=[page.desk],
            outputs=page.parts(name),
            api_name=f"look_at_{name}",
            api_visibility="private",
            show_progress="minimal",
        )


def _records(page: Page) -> None:
    pane = page.records

    @guarded
    def choose(desk: Desk, event: gr.EventData) -> Updates:
        about = str(event.about)[:_ABOUT_CHARS]
        return pane.choose(desk, page.rooms.enter(desk.client), str(event.what), about)

    @guarded
    def correct(desk: Desk, event: gr.EventData) -> Updates:
        room = page.rooms.enter(desk.client)
        record_pane.correct(room, str(event.column), str(event.role), who=desk.who)
        return page.redraw(desk)

    @guarded
    def decide(desk: Desk, event: gr.EventData) -> Updates:
        room = page.rooms.enter(desk.client)
        record_pane.decide(room, desk, str(event.answer), str(event.who), str(event.why))
        return {**pane.check(desk, room), **page.report.redraw(desk, room)}

    parts = page.parts("records")
    for number, view in enumerate((pane.checks, pane.rows, pane.flaws)):
        on(view.choose, choose, f"choose_record_{number}", [page.desk], parts)
    for number, view in enumerate((pane.checks, pane.rows)):
        everything = page.components()
        on(view.correct, correct, f"correct_column_{number}", [page.desk], everything)
    on(pane.rows.decide, decide, "decide_deduction", [page.desk], [*parts, *page.parts("report")])


def _commitments(page: Page) -> None:
    pane = page.commitments

    @guarded
    def choose(desk: Desk, event: gr.EventData) -> Updates:
        desk.shown = str(event.about)[:_ABOUT_CHARS]
        return pane.redraw(desk, page.room(desk))

    on(pane.ledger.choose, choose, "choose_topics", [page.desk], page.parts("commitments"))
