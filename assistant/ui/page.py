"""The page: the header, six tabs, and the source pane beside them."""

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from assistant.ui import (
    chat,
    checklist,
    clients,
    commitment_pane,
    evidence,
    files,
    record_pane,
    report,
)
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.rooms import Room, Rooms

_PANES = ("header", "chat", "checklist", "records", "commitments", "files", "report", "source")
_DELETE_CACHE_S = (3600, 86400)
"""Look every hour for uploads and reports that are older than a day."""


@dataclass(frozen=True, slots=True)
class Page:
    """All panes with the state of a session."""

    blocks: gr.Blocks
    rooms: Rooms
    desk: gr.State
    tabs: gr.Tabs
    header: clients.Header
    chat: chat.ChatPane
    checklist: checklist.ChecklistPane
    records: record_pane.RecordsPane
    commitments: commitment_pane.CommitmentsPane
    files: files.FilesPane
    report: report.ReportPane
    source: evidence.SourcePane

    def room(self, desk: Desk) -> Room | None:
        """Return the room of the desk's client, or None while none is chosen."""
        return self.rooms.enter(desk.client) if desk.client else None

    def redraw(self, desk: Desk) -> Updates:
        """Return all panes as the desk has them; the conversation stays as it is."""
        room = self.room(desk)
        return {
            **self.header.redraw(desk, self.rooms),
            **self.chat.redraw(desk, room),
            **self.checklist.redraw(desk, room),
            **self.records.redraw(desk, room),
            **self.commitments.redraw(desk, room),
            **self.files.redraw(desk, room),
            **self.report.redraw(desk, room),
            **self.source.redraw(desk, room),
        }

    def blank(self, desk: Desk) -> Updates:
        """Return all panes without a word of any client."""
        empty: list[Any] = [self.chat.chips, self.checklist.tree, self.checklist.progress]
        empty += [self.files.results, self.files.ledger, self.report.problems, self.report.summary]
        empty += [self.report.counted, self.commitments.ledger]
        return {
            **dict.fromkeys(empty, ""),
            **self.records.blank(),
            self.chat.talk: gr.update(value=[], placeholder=""),
            self.report.download: gr.update(visible=False, value=None),
            **self.source.redraw(desk, None),
        }

    def assessed(self, desk: Desk) -> Updates:
        """Return what shows assessments: checklist and report."""
        room = self.room(desk)
        return {**self.checklist.redraw(desk, room), **self.report.redraw(desk, room)}

    def parts(self, pane: str) -> list[Any]:
        """Return the components of a pane."""
        held = getattr(self, pane)
        return [getattr(held, field.name) for field in fields(held)]

    def components(self) -> list[Any]:
        """Return the components of all panes, and the tabs."""
        return [self.tabs, *(part for pane in _PANES for part in self.parts(pane))]


def lay_out(rooms: Rooms) -> Page:
    """Lay the page out; nothing answers yet."""
    blocks = gr.Blocks(
        title="可证 Kezheng",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=_DELETE_CACHE_S,
    )
    with blocks:
        desk = gr.State(Desk())
        header = clients.build()
        with gr.Row(elem_id="kz-desk", equal_height=False):
            work = gr.Column(scale=3, min_width=340, elem_id="kz-work")
            with work, gr.Tabs(elem_id="kz-tabs") as tabs:
                talk = chat.build()
                clauses = checklist.build()
                counted = record_pane.build()
                told = commitment_pane.build()
                documents = files.build()
                result = report.build()
            with gr.Column(scale=2, min_width=340, elem_id="kz-side"):
                source = evidence.build()
    panes = (header, talk, clauses, counted, told, documents, result, source)
    return Page(blocks, rooms, desk, tabs, *panes)
