"""The report pane: score, level range and gaps so far, and the Word report."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import gradio as gr

from assistant import scoring, tally
from assistant.deduction import SpecialDeduction
from assistant.model import Assessment, Clause, Lang, Score, Stance, Verdict
from assistant.ui.counted import counted
from assistant.ui.desk import Desk, Written
from assistant.ui.guard import Updates
from assistant.ui.markup import esc, notice, quote_card, verdict_tag
from assistant.ui.rooms import Room, Rooms
from assistant.ui.text import say, star
from ingest.errors import UsageError

_GAPS = (Verdict.NONCONFORM, Verdict.PARTIAL, Verdict.NO_EVIDENCE, Verdict.COULD_NOT_LOOK)
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
Assessed = Mapping[str, Assessment]


@dataclass(frozen=True, slots=True)
class ReportPane:
    """Summary, the button that writes, the file to take away, and what to look at in it."""

    tab: gr.Tab
    write: gr.Button
    download: gr.DownloadButton
    problems: gr.HTML
    summary: gr.HTML
    counted: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane in the desk's language; a report stays on offer."""
        lang = desk.lang
        ready = room is not None and not room.is_empty
        return {
            self.tab: gr.update(label=say(lang, "tab_report")),
            self.write: gr.update(value=say(lang, "report_write"), interactive=ready),
            self.download: _offered(desk),
            self.problems: _problems(desk),
            self.summary: summary(room, lang),
            self.counted: counted(room, lang) if room and desk.counted else "",
        }

    def count(self, desk: Desk, room: Room | None) -> Updates:
        """Return the rules counted over the records: seconds of work, so only when looked at."""
        if room is None or room.is_empty:
            return {self.counted: ""}
        desk.counted = True
        return {self.counted: counted(room, desk.lang)}


def build() -> ReportPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_report"), id="report", render_children=True) as tab:
        with gr.Row(elem_id="kz-report-bar", equal_height=True):
            write = gr.Button(
                "", elem_id="kz-write", variant="primary", size="md", scale=0, min_width=180
            )
            download = gr.DownloadButton(
                "", elem_id="kz-download", visible=False, size="md", scale=0, min_width=200
            )
        problems = gr.HTML(elem_id="kz-problems", apply_default_css=False)
        view = gr.HTML(elem_id="kz-summary", apply_default_css=False)
        rules = gr.HTML(elem_id="kz-counted", apply_default_css=False, min_height=48)
    return ReportPane(tab, write, download, problems, view, rules)


def write_report(pane: ReportPane, rooms: Rooms, desk: Desk) -> Iterator[Updates]:
    """Write the Word report of the desk's client and offer it.

    Raises:
        UsageError: There is nothing to report on.
    """
    client, lang = desk.client, desk.lang
    room = rooms.enter(client)
    if room.is_empty:
        raise UsageError(say(lang, "no_documents_title"), say(lang, "no_documents_body"))
    working = f'<div class="kz-hint">{esc(say(lang, "report_writing"))}</div>'
    yield {pane.problems: working, pane.download: gr.update(visible=False, value=None)}
    from assistant.export.word import write_docx

    name = f"{_UNSAFE.sub('_', room.workspace.client)}_{room.workspace.as_of():%Y%m%d}.docx"
    path = Path(mkdtemp(prefix="kezheng-report-")) / name
    found = write_docx(room.workspace, path)
    if desk.client == client:
        desk.written = Written(path, tuple(found))
        yield {
            pane.download: _offered(desk),
            pane.problems: _problems(desk),
            pane.summary: summary(room, lang),
        }


def summary(room: Room | None, lang: Lang) -> str:
    """Return score, level range and gaps of what has been assessed so far."""
    if room is None:
        return notice(say(lang, "no_client_title"), say(lang, "no_client_body"))
    if room.is_empty:
        return notice(say(lang, "no_documents_title"), say(lang, "no_documents_body"))
    assessed, standard = room.workspace.assessments(), room.workspace.catalog.standard
    if not assessed:
        return notice(say(lang, "report_title"), say(lang, "report_first"))
    offered = _confirmed(room)
    result = scoring.score(standard, list(assessed.values()), candidates=offered)
    fresh = sum(1 for clause in standard.clauses if _is_fresh(assessed.get(clause.id)))
    left = len(standard.clauses) - fresh
    parts = [
        _figures(result, assessed, standard.clauses, lang),
        f'<p class="kz-hint">{esc(_weights(standard.clauses, result, lang))}</p>',
        _alert(say(lang, "report_unassessed").format(n=left)) if left else "",
        _gaps(room, assessed, lang),
        f'<p class="kz-hint">{esc(say(lang, "report_tool_note"))}</p>',
    ]
    return f'<div class="kz-report">{"".join(parts)}</div>'


def _confirmed(room: Room) -> Mapping[str, Sequence[SpecialDeduction]]:
    """Return the special deductions, if a person confirmed any: to find them takes seconds."""
    decided = room.workspace.rulings.special()
    return tally.special(room.workspace.checks(), decided) if any(decided.values()) else {}


def _figures(result: Score, assessed: Assessed, clauses: Sequence[Clause], lang: Lang) -> str:
    low, high = (star(name, lang) for name in result.star_range)
    span = low if low == high else f"{low} – {high}"
    done = say(lang, "report_progress").format(
        done=sum(1 for clause in clauses if clause.id in assessed), total=len(clauses)
    )
    return (
        '<div class="kz-figures">'
        f"{_figure(say(lang, 'report_score'), f'{result.total:g}', say(lang, 'report_of'))}"
        f"{_figure(say(lang, 'report_stars'), span, done)}"
        f'<div class="kz-figure kz-figure-wide">{_counts(assessed, clauses, lang)}</div></div>'
    )


def _figure(name: str, value: str, note: str) -> str:
    return (
        f'<div class="kz-figure"><div class="kz-figure-name">{esc(name)}</div>'
        f'<div class="kz-figure-value">{esc(value)}</div>'
        f'<div class="kz-hint">{esc(note)}</div></div>'
    )


def _counts(assessed: Assessed, clauses: Sequence[Clause], lang: Lang) -> str:
    counts = Counter(assessed[c.id].verdict for c in clauses if c.id in assessed)
    return "".join(
        f'<div class="kz-count">{verdict_tag(verdict, lang)}<b>{counts[verdict]}</b></div>'
        for verdict in Verdict
        if counts[verdict]
    )


def _weights(clauses: Sequence[Clause], result: Score, lang: Lang) -> str:
    """Say how firm the weights are, and which are not assumed."""
    if not result.assumed_weights:
        return say(lang, "report_official")
    official = [clause.id for clause in clauses if clause.weight.status == "official"]
    if not official:
        return say(lang, "report_assumed")
    listed = say(lang, "comma").join(official)
    return f"{say(lang, 'report_assumed')}{say(lang, 'report_except').format(ids=listed)}"


def _gaps(room: Room, assessed: Assessed, lang: Lang) -> str:
    """Return the clauses that do not conform, worst first, each with its decisive quote."""
    catalog = room.workspace.catalog
    pairs = [(c, assessed[c.id]) for c in catalog.standard.clauses if c.id in assessed]
    wanted = [pair for pair in pairs if pair[1].verdict in _GAPS]
    wanted.sort(key=lambda pair: _GAPS.index(pair[1].verdict))
    title = f"<h3>{esc(say(lang, 'report_gaps'))} <small>{len(wanted)}</small></h3>"
    if not wanted:
        return f"{title}<p>{esc(say(lang, 'report_no_gaps'))}</p>"
    rows = "".join(_gap(room, clause, assessment, lang) for clause, assessment in wanted)
    return f'{title}<ul class="kz-gaps">{rows}</ul>'


def _gap(room: Room, clause: Clause, assessment: Assessment, lang: Lang) -> str:
    against = [e for e in assessment.evidence if e.stance is Stance.CONTRADICTS][:1]
    quotes = "".join(quote_card(one, room.book.key(one), lang) for one in against)
    missing = "" if quotes else "；".join(words.get(lang) for words in assessment.missing[:1])
    note = f'<div class="kz-hint">{esc(missing)}</div>' if missing else ""
    return (
        f'<li><div class="kz-gap-head"><span class="kz-clause-id">{esc(clause.id)}</span>'
        f'<a class="kz-file" href="#clause-{esc(clause.id)}">{esc(clause.title.get(lang))}</a>'
        f"{verdict_tag(assessment.verdict, lang)}</div>"
        f"{quotes}{note}</li>"
    )


def _offered(desk: Desk) -> Any:  # noqa: ANN401 - a gradio update
    written = desk.written
    return gr.update(
        label=say(desk.lang, "report_download"),
        value=str(written.path) if written else None,
        visible=written is not None,
    )


def _problems(desk: Desk) -> str:
    lang, written = desk.lang, desk.written
    if written is None:
        return ""
    ready = f'<div class="kz-done">{esc(say(lang, "report_ready"))}</div>'
    if not written.problems:
        return ready
    rows = "".join(f"<li>{esc(problem)}</li>" for problem in written.problems)
    title = f"{say(lang, 'report_problems')} ({len(written.problems)})"
    return (
        f'{ready}<details class="kz-problems"><summary>{esc(title)}</summary>'
        f"<ul>{rows}</ul></details>"
    )


def _alert(words: str) -> str:
    return f'<div class="kz-alert">{esc(words)}</div>'


def _is_fresh(assessment: Assessment | None) -> bool:
    return assessment is not None and not assessment.stale
