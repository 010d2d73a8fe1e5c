"""The firm's own rules counted over its records: all of them, or one with its rows."""

from collections.abc import Sequence

from assistant import tally
from assistant.deduction import SpecialDeduction
from assistant.model import EvidenceKind, Lang, Stance
from assistant.record_delays import Delays
from assistant.records import CheckedRow, RecordCheck
from assistant.ui import columns
from assistant.ui.desk import Desk
from assistant.ui.markup import esc, notice, one_line, quote_card, row_link, tag
from assistant.ui.quoted import clause_link, quoted, said_in
from assistant.ui.rooms import Room
from assistant.ui.text import say
from ingest.model import Document

_ROWS = 100
REASONS = "special_why"
"""The kind of decision that keeps who confirmed or dismissed a deduction, and why."""


def chosen(room: Room, desk: Desk) -> RecordCheck | None:
    """Return the check that the desk has open, None if there is none by that id."""
    return next((check for check in room.workspace.checks() if check.id == desk.check), None)


def listed(room: Room, desk: Desk) -> str:
    """Return all checks, most breaches first; or the head of the chosen one."""
    lang = desk.lang
    checks = sorted(room.workspace.checks(), key=lambda check: -check.n_breach)
    check = chosen(room, desk)
    if check is not None:
        return _head(room, check, len(checks), lang)
    gone = f'<div class="kz-alert">{esc(say(lang, "check_gone"))}</div>' if desk.check else ""
    title = f"<h3>{esc(say(lang, 'check_all'))} <small>{len(checks)}</small></h3>"
    if not checks:
        empty = notice(say(lang, "check_none_title"), say(lang, "check_none_body"))
        return f'<div class="kz-checks">{gone}{empty}{columns.corrected(room, lang)}</div>'
    hint = f'<p class="kz-hint">{esc(say(lang, "check_hint"))}</p>'
    rows = "".join(_pick(check, lang) for check in checks)
    return (
        f'<div class="kz-checks">{title}{hint}{gone}<div class="kz-rows-of">{rows}</div>'
        f"{columns.corrected(room, lang)}</div>"
    )


def body(room: Room, desk: Desk) -> str:
    """Return the rows of the chosen check, the columns behind it and its deduction."""
    check = chosen(room, desk)
    if check is None:
        return ""
    records, lang = room.workspace.document(check.records_document_id), desk.lang
    parts = [
        f'<p class="kz-hint">{esc(_spread(check.delays, lang))}</p>' if check.delays else "",
        _rows(room, records, check.breaches, Stance.CONTRADICTS, lang),
        _rows(room, records, check.unknowns, Stance.NEITHER, lang),
        _deduction(room, check, desk),
        columns.measured(room, check, lang),
        columns.corrected(room, lang),
    ]
    return f'<div class="kz-check-body">{"".join(parts)}</div>'


def _pick(check: RecordCheck, lang: Lang) -> str:
    quote = f"{say(lang, 'quote_open')}{one_line(check.rule_quote)}{say(lang, 'quote_close')}"
    return (
        f'<a class="kz-pick" role="button" href="#check-{esc(check.id)}">'
        f'<span class="kz-clause-id">{esc(check.clause)}</span>'
        f'<span class="kz-pick-main"><span class="kz-pick-title">{esc(quote)}</span>'
        f'<span class="kz-hint kz-where">{esc(_where(check))}</span></span>'
        f'<span class="kz-pick-figures">{_figures(check, lang)}</span>{_stripes(check)}</a>'
    )


def _head(room: Room, check: RecordCheck, count: int, lang: Lang) -> str:
    rules = room.workspace.document(check.rule_document_id)
    rule = quoted(rules, check.rule_start, check.rule_end, said_in(rules))
    clause = ""
    if check.clause:
        title = room.workspace.catalog.clause(check.clause).title.get(lang)
        clause = f"<div>{clause_link(check.clause)} {esc(title)}</div>"
    back = say(lang, "check_back").format(n=count)
    records = (
        f'<a class="kz-file" href="#doc-{esc(check.records_document_id)}">'
        f"{esc(check.records_file)}</a> {esc(check.sheet)}"
    )
    return (
        f'<div class="kz-opened"><a class="kz-back" role="button" href="#check-">{esc(back)}</a>'
        f"{clause}{quote_card(rule, room.book.key(rule), lang)}"
        f'<div class="kz-check-of"><span>{records}</span>{_figures(check, lang)}</div>'
        f"{_stripes(check)}"
        f'<p class="kz-hint">{esc(say(lang, "check_how"))}{esc(check.how.get(lang))}</p></div>'
    )


def _figures(check: RecordCheck, lang: Lang) -> str:
    """Return how many rows there are, in breach and unknown, in words on their colours."""
    total = f"<span>{esc(say(lang, 'check_rows').format(n=check.n_total))}</span>"
    breach = tag("contradicts", say(lang, "counted_breach").format(n=check.n_breach))
    unknown = tag("hidden", say(lang, "counted_unknown").format(n=check.n_unknown))
    kept = "" if check.n_breach or check.n_unknown else tag("supports", say(lang, "counted_kept"))
    return f"{total}{breach if check.n_breach else ''}{unknown if check.n_unknown else ''}{kept}"


def _stripes(check: RecordCheck) -> str:
    met = check.n_total - check.n_breach - check.n_unknown
    shares = (("conform", met), ("nonconform", check.n_breach), ("partial", check.n_unknown))
    return '<span class="kz-stripes" aria-hidden="true">{}</span>'.format(
        "".join(
            f'<span class="kz-stripe kz-{name}" style="flex:{n}"></span>' for name, n in shares if n
        )
    )


def _where(check: RecordCheck) -> str:
    return " · ".join(part for part in (check.records_file, check.sheet) if part)


def _spread(delays: Delays, lang: Lang) -> str:
    return say(lang, "check_delays").format(
        rows=delays.rows,
        median=delays.median,
        p90=delays.p90,
        most=delays.most,
        unit=say(lang, f"unit_{delays.unit}"),
    )


def _rows(
    room: Room, records: Document, rows: Sequence[CheckedRow], stance: Stance, lang: Lang
) -> str:
    """Return the rows of one outcome, each a link to itself in its file."""
    words = say(lang, "check_breaches" if stance is Stance.CONTRADICTS else "check_unknowns")
    title = f"<h4>{esc(words)} <small>{len(rows)}</small></h4>"
    if not rows:
        return f'{title}<p class="kz-hint">{esc(say(lang, "check_no_rows"))}</p>'
    links = []
    for row in rows[:_ROWS]:
        evidence = quoted(records, row.start, row.end, EvidenceKind.RECORD, stance)
        key = room.book.key(evidence.model_copy(update={"why": row.why}))
        links.append(row_link(key, row.id, row.number, lang, row.why))
    left = len(rows) - len(links)
    more = f'<p class="kz-hint">{esc(say(lang, "counted_more").format(n=left))}</p>' if left else ""
    return f'{title}<div class="kz-row-links">{"".join(links)}</div>{more}'


def _deduction(room: Room, check: RecordCheck, desk: Desk) -> str:
    """Return the special deduction that a breach is a candidate for, and how to settle it."""
    offered = tally.special([check], room.workspace.rulings.special()).get(check.clause, [])
    if not offered:
        return ""
    lang = desk.lang
    fields = "".join(
        f'<label class="kz-field"><span>{esc(say(lang, f"decide_{name}"))}</span>'
        f'<input type="text" name="{name}" maxlength="{chars}" value="{esc(value)}"></label>'
        for name, chars, value in (("who", 60, desk.who), ("why", 300, ""))
    )
    buttons = "".join(
        f'<button type="button" class="kz-act" data-answer="{answer}">'
        f"{esc(say(lang, f'decide_{answer}'))}</button>"
        for answer in ("yes", "no")
    )
    points = say(lang, "decide_title").format(n=f"{offered[0].points:g}")
    return (
        f'<div class="kz-decision"><h4>{esc(points)} {_state(offered[0], lang)}</h4>'
        f"{_reason(room, check)}"
        f'<p class="kz-hint">{esc(say(lang, "decide_hint"))}</p>'
        f'<div class="kz-decide">{fields}<span class="kz-answers">{buttons}</span></div></div>'
    )


def _state(offered: SpecialDeduction, lang: Lang) -> str:
    if offered.decided is None:
        return tag("hidden", say(lang, "decide_open"))
    name, key = ("contradicts", "decided_yes") if offered.decided else ("supports", "decided_no")
    return tag(name, say(lang, key))


def _reason(room: Room, check: RecordCheck) -> str:
    said = room.workspace.audit.decisions(REASONS).get(check.id, "")
    return f'<p class="kz-decided">{esc(said)}</p>' if said else ""
