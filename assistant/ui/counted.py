"""The firm's own rules counted over its own records, and commitments that contradict."""

from collections.abc import Sequence

from assistant.commitments import Topic
from assistant.model import EvidenceKind, Lang, Stance
from assistant.promise_model import Statement
from assistant.records import CheckedRow, RecordCheck
from assistant.ui.markup import esc, one_line, quote_card, tag
from assistant.ui.quoted import clause_link, quoted, said_in
from assistant.ui.rooms import Room
from assistant.ui.text import say
from ingest.model import Document

_ROWS = 12


def counted(room: Room, lang: Lang) -> str:
    """Return the rules with how many rows keep them, most breaches first, and contradictions."""
    checks = sorted(room.workspace.checks(), key=lambda check: -check.n_breach)
    clashing = [topic for topic in room.workspace.topics() if topic.conflict]
    parts = []
    if checks:
        parts.append(_title(lang, "counted_rules", len(checks)))
        parts.append(_list([_check(room, check, lang) for check in checks]))
    if clashing:
        parts.append(_title(lang, "counted_clashes", len(clashing)))
        parts.append(_list([_topic(room, topic, lang) for topic in clashing]))
    return f'<div class="kz-report">{"".join(parts)}</div>'


def _check(room: Room, check: RecordCheck, lang: Lang) -> str:
    rules = room.workspace.document(check.rule_document_id)
    records = room.workspace.document(check.records_document_id)
    rule = quoted(rules, check.rule_start, check.rule_end, said_in(rules))
    breach = tag("contradicts", say(lang, "counted_breach").format(n=check.n_breach))
    kept = tag("supports", say(lang, "counted_kept"))
    unknown = tag("hidden", say(lang, "counted_unknown").format(n=check.n_unknown))
    where = " · ".join(part for part in (check.records_file, check.sheet) if part)
    return (
        f"{quote_card(rule, room.book.key(rule), lang)}"
        f'<div class="kz-gap-head">{clause_link(check.clause)}'
        f"<span>{esc(say(lang, 'counted_rows').format(n=check.n_total, where=where))}</span>"
        f"{breach if check.n_breach else kept}{unknown if check.n_unknown else ''}</div>"
        f'<div class="kz-hint">{esc(check.how.get(lang))}</div>'
        f"{_rows(room, records, check, lang)}"
    )


def _rows(room: Room, records: Document, check: RecordCheck, lang: Lang) -> str:
    """Return the rows to look at, breaches before those that cannot be judged."""
    rows = [_row(room, records, row, Stance.CONTRADICTS) for row in check.breaches[:_ROWS]]
    rows += [_row(room, records, row, Stance.NEITHER) for row in check.unknowns[:_ROWS]]
    if not rows:
        return ""
    left = check.n_breach + check.n_unknown - len(rows)
    more = f"<li>{esc(say(lang, 'counted_more').format(n=left))}</li>" if left else ""
    return (
        f'<details class="kz-problems"><summary>{esc(say(lang, "counted_show"))}</summary>'
        f"<ul>{''.join(rows)}{more}</ul></details>"
    )


def _row(room: Room, records: Document, row: CheckedRow, stance: Stance) -> str:
    evidence = quoted(records, row.start, row.end, EvidenceKind.RECORD, stance)
    key = room.book.key(evidence)
    return f'<li><a class="kz-file" href="#cite-{key}">{esc(row.id)}</a> {esc(row.why)}</li>'


def _topic(room: Room, topic: Topic, lang: Lang) -> str:
    """Return what contradicts, one line for each file and value."""
    shown: dict[tuple[str, str, str], Statement] = {}
    for statement in topic.clashing or topic.statements:
        shown.setdefault((statement.file, statement.condition, statement.value), statement)
    lines = [_statement(room, statement, lang) for statement in shown.values()]
    return f'<div class="kz-gap-head"><b>{esc(topic.topic)}</b></div><ul>{"".join(lines)}</ul>'


def _statement(room: Room, statement: Statement, lang: Lang) -> str:
    document = room.workspace.document(statement.document_id)
    evidence = quoted(document, statement.start, statement.end, said_in(document))
    value = " ".join(part for part in (statement.condition, statement.value) if part)
    opening, closing = say(lang, "quote_open"), say(lang, "quote_close")
    quote = f"{opening}{one_line(statement.quote)}{closing}"
    return (
        f'<li><b>{esc(value)}</b> <a class="kz-file" href="#cite-{room.book.key(evidence)}">'
        f'{esc(statement.file)}</a> <span class="kz-hint">{esc(quote)}</span></li>'
    )


def _title(lang: Lang, key: str, count: int) -> str:
    return f"<h3>{esc(say(lang, key))} <small>{count}</small></h3>"


def _list(rows: Sequence[str]) -> str:
    return f'<ul class="kz-gaps">{"".join(f"<li>{row}</li>" for row in rows)}</ul>'
