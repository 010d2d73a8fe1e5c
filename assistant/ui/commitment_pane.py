"""The pane of commitments: what the documents promise by topic, what differs, what is lacking."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import gradio as gr

from assistant.commitments import Standing, Topic
from assistant.model import Lang
from assistant.own_rule_model import OwnRule
from assistant.promise_gaps import Gap, GapKind, Ledger
from assistant.promise_model import Statement
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.markup import esc, notice, quote_card, tag
from assistant.ui.quoted import quoted, said_in
from assistant.ui.rooms import Room
from assistant.ui.text import say

TAB = "commitments"
_JS = Path(__file__).parent / "records.js"
_RULES = 300
_COLOURS = {
    Standing.CONFLICT: "contradicts",
    Standing.AGREED: "supports",
    Standing.BY_CASE: "document-kind",
    Standing.ONCE: "document-kind",
}
_GAPS, _OWN = "gaps", "rules"


class Facts(NamedTuple):
    """What stands beside a quote: its value, for which case, kept by whom, of which kind.

    Attributes:
        is_odd: Another document says otherwise.
    """

    value: str
    condition: str = ""
    actor: str = ""
    kind: str = ""
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentsPane:
    """The ledger of commitments."""

    tab: gr.Tab
    ledger: gr.HTML

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return the pane in the desk's language; nothing is read before it is looked at."""
        return {
            self.tab: gr.update(label=say(desk.lang, "tab_commitments")),
            self.ledger: ledger(room, desk),
        }

    def look(self, desk: Desk, room: Room | None) -> Updates:
        """Return the ledger: seconds of work, so only when looked at."""
        desk.looked.add(TAB)
        return {self.ledger: ledger(room, desk)}


def build() -> CommitmentsPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_commitments"), id=TAB, render_children=True) as tab:
        view = gr.HTML(
            elem_id="kz-commitments",
            js_on_load=_JS.read_text(encoding="utf-8"),
            apply_default_css=False,
        )
    return CommitmentsPane(tab, view)


def ledger(room: Room | None, desk: Desk) -> str:
    """Return what is lacking, the topics with all statements, and the firm's own rules."""
    lang = desk.lang
    if room is None:
        return notice(say(lang, "no_client_title"), say(lang, "no_client_body"))
    if room.is_empty:
        return notice(say(lang, "no_documents_title"), say(lang, "no_documents_body"))
    if TAB not in desk.looked:
        return f'<p class="kz-hint">{esc(say(lang, "commitments_reading"))}</p>'
    found = room.counts.ledger()
    if not (found.topics or found.gaps or found.rules):
        return notice(say(lang, "commitments_none_title"), say(lang, "commitments_none_body"))
    parts = [_filters(found, desk)]
    if desk.shown in ("", _GAPS):
        parts.append(_gaps(room, found.gaps, lang))
    if desk.shown not in (_GAPS, _OWN):
        parts += [
            _topic(room, topic, found.rules, lang)
            for topic in found.topics
            if desk.shown in ("", topic.standing.value)
        ]
    if desk.shown == _OWN:
        parts.append(_own(room, found.rules, lang))
    return f'<div class="kz-commitments">{"".join(parts)}</div>'


def _filters(found: Ledger, desk: Desk) -> str:
    """Return links that narrow the ledger, each with how many it leaves."""
    lang = desk.lang
    counts = Counter(topic.standing for topic in found.topics)
    links = [("", say(lang, "checklist_all"), len(found.topics) + len(found.gaps))]
    links += [
        (standing.value, say(lang, f"standing_{standing.value}"), counts[standing])
        for standing in Standing
    ]
    links.append((_GAPS, say(lang, "commitments_gaps"), len(found.gaps)))
    links.append((_OWN, say(lang, "commitments_rules"), len(found.rules)))
    return '<div class="kz-filters">{}</div>'.format(
        "".join(
            f'<a class="kz-filter{" kz-chosen" if name == desk.shown else ""}" role="button" '
            f'aria-pressed="{str(name == desk.shown).lower()}" href="#told-{name}">'
            f"{esc(words)} <b>{count}</b></a>"
            for name, words, count in links
            if count or name == desk.shown
        )
    )


def _topic(room: Room, topic: Topic, rules: Sequence[OwnRule], lang: Lang) -> str:
    standing = tag(_COLOURS[topic.standing], say(lang, f"standing_{topic.standing.value}"))
    said = "".join(
        _said(room, group[0], [_facts(one, topic, rules) for one in group], lang)
        for _, statements in groupby(
            topic.statements, key=lambda s: (s.document_id, s.start, s.end)
        )
        if (group := list(statements))
    )
    return (
        f'<section class="kz-topic"><h3><span>{esc(topic.topic)}</span>{standing}</h3>{said}'
        "</section>"
    )


def _facts(statement: Statement, topic: Topic, rules: Sequence[OwnRule]) -> Facts:
    return Facts(
        statement.value,
        statement.condition,
        _actor(statement, rules),
        is_odd=statement in topic.clashing,
    )


def _actor(statement: Statement, rules: Sequence[OwnRule]) -> str:
    """Return who has to keep a statement, by the rule read from the same words; "" if unnamed."""
    return next(
        (
            rule.actor
            for rule in rules
            if rule.document_id == statement.document_id
            and rule.start < statement.end
            and rule.end > statement.start
            and rule.value == statement.value
            and rule.actor
        ),
        "",
    )


def _gaps(room: Room, gaps: Sequence[Gap], lang: Lang) -> str:
    """Return what is lacking, by kind, each with the words that show it."""
    parts = []
    for kind in GapKind:
        mine = [gap for gap in gaps if gap.kind is kind]
        if mine:
            said = "".join(_said(room, gap.statement, [Facts(gap.subject)], lang) for gap in mine)
            name = esc(say(lang, f"gap_{kind.value}"))
            count = tag("hidden", str(len(mine)))
            parts.append(
                f'<section class="kz-topic kz-gap"><h3><span>{name}</span>{count}</h3>'
                f'<p class="kz-hint">{esc(say(lang, f"gap_why_{kind.value}"))}</p>{said}</section>'
            )
    return "".join(parts)


def _own(room: Room, rules: Sequence[OwnRule], lang: Lang) -> str:
    """Return the firm's own rules as read, in order."""
    rows = []
    for rule in rules[:_RULES]:
        kind = f"{say(lang, f'ruled_{rule.kind.value}')} {rule.subject if rule.value else ''}"
        facts = Facts(rule.value or rule.subject, rule.condition, rule.actor, kind.strip())
        rows.append(_said(room, rule, [facts], lang))
    left = len(rules) - len(rows)
    more = f'<p class="kz-hint">{esc(say(lang, "counted_more").format(n=left))}</p>' if left else ""
    title = f"<h3><span>{esc(say(lang, 'commitments_rules'))}</span></h3>"
    hint = f'<p class="kz-hint">{esc(say(lang, "commitments_rules_hint"))}</p>'
    return f'<section class="kz-topic">{title}{hint}{"".join(rows)}{more}</section>'


def _said(room: Room, said: Statement | OwnRule, facts: Sequence[Facts], lang: Lang) -> str:
    """Return all that one quote states beside the quote, which opens in its file."""
    document = room.workspace.document(said.document_id)
    evidence = quoted(document, said.start, said.end, said_in(document))
    values = "".join(_value(one, lang) for one in facts)
    return (
        f'<div class="kz-said"><div class="kz-said-values">{values}</div>'
        f"{quote_card(evidence, room.book.key(evidence), lang)}</div>"
    )


def _value(facts: Facts, lang: Lang) -> str:
    odd = tag("contradicts", say(lang, "told_odd")) if facts.is_odd else ""
    actor = f"{say(lang, 'told_actor')}{facts.actor}" if facts.actor else ""
    return (
        f'<div class="kz-said-value{" kz-said-odd" if facts.is_odd else ""}">'
        f"<b>{esc(facts.value)}</b>{_span(facts.condition)}{odd}"
        f"{_span(actor, 'kz-hint')}{_span(facts.kind, 'kz-hint')}</div>"
    )


def _span(words: str, name: str = "") -> str:
    return f'<span class="{name}">{esc(words)}</span>' if words else ""
