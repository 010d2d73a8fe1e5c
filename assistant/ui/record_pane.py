"""The pane of record checks: rules counted over records, then the flaws of the records."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import record_flaws
from assistant.model import Lang
from assistant.ui import checks, columns, flaws, plots
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.markup import esc, notice
from assistant.ui.rooms import Room
from assistant.ui.text import say
from ingest.errors import UsageError

TAB = "records"
_JS = Path(__file__).parent / "records.js"
_WHO_CHARS, _WHY_CHARS = 60, 300


@dataclass(frozen=True, slots=True)
class RecordsPane:
    """Checks with the plot and the rows of one, flaws with the plot and the rows of one."""

    tab: gr.Tab
    checks: gr.HTML
    delays: gr.Plot
    rows: gr.HTML
    flaws: gr.HTML
    months: gr.Plot
    flaw_rows: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane in the desk's language; nothing is counted before it is looked at."""
        label = {self.tab: gr.update(label=say(desk.lang, "tab_records"))}
        return {**label, **self.content(desk, room)}

    def content(self, desk: Desk, room: Room | None) -> Updates:
        """Return all but the tab's name."""
        if room is None or room.is_empty or TAB not in desk.looked:
            return {**self.blank(), self.checks: _before(desk, room)}
        return {**self.check(desk, room), **self.flaw(desk, room)}

    def look(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane counted: seconds of work, so only when looked at."""
        desk.looked.add(TAB)
        return self.content(desk, room)

    def check(self, desk: Desk, room: Room) -> Updates:
        """Return the upper half: the checks, or the one that is open."""
        check = checks.chosen(room, desk)
        plot = None
        if check is not None and check.delays is not None:
            plot = plots.histogram(check.delays, room.counts.measure(check).marks, desk.lang)
        return {
            self.checks: checks.listed(room, desk),
            self.delays: gr.update(value=plot, visible=plot is not None),
            self.rows: checks.body(room, desk),
        }

    def flaw(self, desk: Desk, room: Room) -> Updates:
        """Return the lower half: the flaws, or the one that is open."""
        flaw = flaws.chosen(room, desk)
        plot = plots.months(flaw, desk.lang) if flaw is not None and flaw.months else None
        return {
            self.flaws: flaws.listed(room, desk),
            self.months: gr.update(value=plot, visible=plot is not None),
            self.flaw_rows: flaws.body(room, desk),
        }

    def blank(self) -> Updates:
        """Return the pane without a word of any client."""
        return {
            **dict.fromkeys((self.checks, self.rows, self.flaws, self.flaw_rows), ""),
            **dict.fromkeys((self.delays, self.months), gr.update(value=None, visible=False)),
        }

    def choose(self, desk: Desk, room: Room, what: str, about: str) -> Updates:
        """Open or close a check or a flaw; return the half of the pane that shows it."""
        if what == "flaw":
            desk.flaw = about
            return self.flaw(desk, room)
        desk.check = about
        return self.check(desk, room)


def build() -> RecordsPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_records"), id=TAB, render_children=True) as tab:
        parts = [
            _html("kz-checks"),
            _plot("kz-delays"),
            _html("kz-check-rows"),
            _html("kz-flaws"),
            _plot("kz-months"),
            _html("kz-flaw-rows"),
        ]
    return RecordsPane(tab, *parts)


def correct(room: Room, addresses: str, role: str, *, who: str) -> None:
    """Keep what a person says that a column stands for, on each sheet that has it.

    Raises:
        UsageError: There is no such column or role.
    """
    space, now = room.workspace, datetime.now(UTC)
    with space.writing():
        grid = record_flaws.logs(space.corpus)
        for address in addresses.split(columns.JOIN):
            space.rulings.correct(f"{address}={role}", grid, who=who, at=now)


def decide(room: Room, desk: Desk, answer: str, who: str, why: str) -> None:
    """Keep whether the special deduction of the open check counts, by whom and why.

    Raises:
        UsageError: Who or why is missing, or there is no such check.
    """
    person, reason = (" ".join(text.split()) for text in (who, why))
    if not person or not reason:
        raise UsageError(say(desk.lang, "decide_missing"), say(desk.lang, "decide_missing_hint"))
    space, now, check = room.workspace, datetime.now(UTC), desk.check
    person, told = person[:_WHO_CHARS], f"{person[:_WHO_CHARS]}：{reason[:_WHY_CHARS]}"
    with space.writing():
        known = [one.id for one in space.checks()]
        space.rulings.decide(f"{check}={answer}", known, who=person, at=now)
        space.audit.decide(checks.REASONS, check, told, who=person, at=now)


def _before(desk: Desk, room: Room | None) -> str:
    """Return what stands in the pane while nothing is counted."""
    lang = desk.lang
    if room is None:
        return notice(say(lang, "no_client_title"), say(lang, "no_client_body"))
    if room.is_empty:
        return notice(say(lang, "no_documents_title"), say(lang, "no_documents_body"))
    return f'<p class="kz-hint">{esc(say(lang, "records_counting"))}</p>'


def _html(name: str) -> gr.HTML:
    script = _JS.read_text(encoding="utf-8")
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False)


def _plot(name: str) -> Any:  # noqa: ANN401 - gr.Plot, which gradio does not type
    return gr.Plot(elem_id=name, visible=False, show_label=False, container=False)
