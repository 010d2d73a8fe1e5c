"""The checklist pane: every clause in the standard's tree with its verdict; one may be open."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.model import Assessment, Clause, Indicator, Lang, Verdict
from assistant.trust_words import STALE
from assistant.ui.clause import opened
from assistant.ui.desk import Desk, Run
from assistant.ui.guard import Updates
from assistant.ui.markup import bar, esc, notice, tag, trust_mark, verdict_tag
from assistant.ui.rooms import Room, Rooms
from assistant.ui.text import say
from assistant.wording import VERDICTS

_JS = Path(__file__).parent / "checklist.js"
_SHOWN_EVERY = 4
Assessed = Mapping[str, Assessment]


@dataclass(frozen=True, slots=True)
class ChecklistPane:
    """The button that assesses all, its progress, and the tree."""

    tab: gr.Tab
    assess: gr.Button
    progress: gr.HTML
    tree: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane in the desk's language for the desk's client."""
        ready = room is not None and not room.is_empty
        return {
            self.tab: gr.update(label=say(desk.lang, "tab_checklist")),
            self.assess: gr.update(value=say(desk.lang, "checklist_assess"), interactive=ready),
            self.progress: progress(desk),
            self.tree: tree(room, desk),
        }


def build() -> ChecklistPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_checklist"), id="checklist", render_children=True) as tab:
        with gr.Row(elem_id="kz-checklist-bar", equal_height=True):
            button = gr.Button(
                "", elem_id="kz-assess", variant="primary", size="md", scale=0, min_width=180
            )
            progress = gr.HTML(elem_id="kz-assess-progress", apply_default_css=False)
        view = gr.HTML(
            elem_id="kz-tree", js_on_load=_JS.read_text(encoding="utf-8"), apply_default_css=False
        )
    return ChecklistPane(tab, button, progress, view)


def assess_all(pane: ChecklistPane, rooms: Rooms, desk: Desk) -> Iterator[Updates]:
    """Assess every clause, showing how far it is; a client that is left is shown no more."""
    client, started = desk.client, time.monotonic()
    room = rooms.enter(client)
    ids = [clause.id for clause in room.workspace.catalog.standard.clauses]
    for done, clause_id in enumerate(ids):
        if desk.client != client:
            return
        desk.run = Run(done, len(ids), clause_id)
        shown: Updates = {pane.progress: progress(desk)}
        if done % _SHOWN_EVERY == 0:
            shown[pane.tree] = tree(room, desk)
        yield shown
        room.workspace.assess([clause_id])
    if desk.client == client:
        desk.run = Run(len(ids), len(ids), "", round(time.monotonic() - started))
        yield {pane.progress: progress(desk), pane.tree: tree(room, desk)}


def progress(desk: Desk) -> str:
    """Return how far the assessment of all clauses is, or nothing if there was none."""
    run = desk.run
    if run is None:
        return ""
    if run.done < run.total:
        words = say(desk.lang, "checklist_running")
        words = words.format(id=run.clause, done=run.done + 1, total=run.total)
    else:
        words = say(desk.lang, "checklist_done").format(n=run.total, seconds=run.seconds)
    return bar(run.done / run.total, words)


def choose(desk: Desk, room: Room, what: str, about: str) -> None:
    """Do what a link of the tree says: open or close a clause, narrow, or assess one.

    Raises:
        UsageError: It names a clause that the standard has not.
    """
    if what == "show":
        desk.wanted = Verdict(about) if about in set(Verdict) else None
        return
    clause = room.workspace.catalog.clause(about)
    if what == "assess":
        room.workspace.assess([clause.id])
        desk.clause = clause.id
    elif what == "open":
        desk.clause, desk.wanted = clause.id, None
    elif what == "clause":
        desk.clause = "" if desk.clause == clause.id else clause.id


def tree(room: Room | None, desk: Desk) -> str:
    """Return the standard's tree with verdicts; the desk's clause is open."""
    lang = desk.lang
    if room is None:
        return notice(say(lang, "no_client_title"), say(lang, "no_client_body"))
    catalog, assessed = room.workspace.catalog, room.workspace.assessments()
    parts = []
    if room.is_empty:
        parts.append(notice(say(lang, "no_documents_title"), say(lang, "no_documents_body")))
    parts.append(_tally(catalog.standard.clauses, assessed, desk))
    if room.workspace.sheet is not None and room.workspace.sheet.stale:
        parts.append(f'<div class="kz-flag">{esc(STALE.get(lang))}</div>')
    for section in catalog.standard.sections:
        parts.append(_section(room, section, assessed, desk))
    return f'<div class="kz-tree">{"".join(parts)}</div>'


def _section(room: Room, section: Indicator, assessed: Assessed, desk: Desk) -> str:
    catalog, lang = room.workspace.catalog, desk.lang
    groups = []
    for indicator in catalog.standard.indicators:
        if not indicator.id.startswith(f"{section.id}."):
            continue
        rows = [
            _row(room, clause, assessed.get(clause.id), desk)
            for clause in catalog.under(indicator.id)
            if desk.wanted in (None, _verdict(assessed.get(clause.id)))
        ]
        if rows:
            name = f"{indicator.id} {indicator.title.get(lang)}"
            groups.append(f'<h4>{esc(name)}</h4><div class="kz-rows-of">{"".join(rows)}</div>')
    if not groups:
        return ""
    points = say(lang, "checklist_points").format(n=f"{section.points:g}") if section.points else ""
    return (
        f'<section class="kz-section"><h3><span>{esc(section.id)} {esc(section.title.get(lang))}'
        f"</span><small>{esc(points)}</small></h3>{''.join(groups)}</section>"
    )


def _row(room: Room, clause: Clause, assessment: Assessment | None, desk: Desk) -> str:
    lang, is_open = desk.lang, desk.clause == clause.id
    stale = tag("stale", say(lang, "checklist_stale")) if assessment and assessment.stale else ""
    body = opened(clause, assessment, room.book, lang) if is_open else ""
    name = "kz-clause kz-clause-open" if is_open else "kz-clause"
    return (
        f'<div class="{name}" id="clause-{esc(clause.id)}">'
        f'<a class="kz-clause-row" role="button" aria-expanded="{str(is_open).lower()}" '
        f'href="#clause-{esc(clause.id)}"><span class="kz-clause-id">{esc(clause.id)}</span>'
        f'<span class="kz-clause-title">{esc(clause.title.get(lang))}{stale}</span>'
        f"{_mark(assessment, lang)}</a>{body}</div>"
    )


def _mark(assessment: Assessment | None, lang: Lang) -> str:
    if assessment is None:
        words = esc(say(lang, "checklist_unassessed"))
        return f'<span class="kz-verdict kz-unassessed">{words}</span>'
    marks = f"{trust_mark(assessment, lang)}{verdict_tag(assessment.verdict, lang)}"
    return f'<span class="kz-marks">{marks}</span>'


def _tally(clauses: tuple[Clause, ...], assessed: Assessed, desk: Desk) -> str:
    """Return how many clauses have which verdict: a bar, and links that narrow the tree."""
    lang = desk.lang
    counts = Counter(_verdict(assessed.get(clause.id)) for clause in clauses)
    known = [verdict for verdict in Verdict if counts[verdict]]
    stripes = "".join(
        f'<span class="kz-stripe kz-{v.value}" style="flex:{counts[v]}"></span>' for v in known
    )
    if counts[None]:
        stripes += f'<span class="kz-stripe kz-unassessed" style="flex:{counts[None]}"></span>'
    links = [_filter("all", say(lang, "checklist_all"), len(clauses), desk.wanted is None)]
    for verdict in known:
        word = VERDICTS[verdict].get(lang)
        links.append(_filter(verdict.value, word, counts[verdict], desk.wanted is verdict))
    if counts[None]:
        words = say(lang, "checklist_unassessed")
        links.append(f'<span class="kz-filter kz-rest">{esc(words)} <b>{counts[None]}</b></span>')
    return f'<div class="kz-stripes">{stripes}</div><div class="kz-filters">{"".join(links)}</div>'


def _filter(name: str, word: str, count: int, chosen: bool) -> str:
    return (
        f'<a class="kz-filter kz-filter-{name}{" kz-chosen" if chosen else ""}" role="button" '
        f'aria-pressed="{str(chosen).lower()}" href="#show-{name}">{esc(word)} <b>{count}</b></a>'
    )


def _verdict(assessment: Assessment | None) -> Verdict | None:
    return assessment.verdict if assessment else None
