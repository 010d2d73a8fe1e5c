"""One clause of the checklist, opened: points with quotes, what is missing, what to ask."""

from collections.abc import Sequence

from assistant.findings import draft
from assistant.model import (
    MAY_LACK,
    Assessment,
    AuditPoint,
    Clause,
    Evidence,
    Lang,
    PointAssessment,
    Verdict,
)
from assistant.trust_words import told
from assistant.ui.markup import esc, quote_card, tag, verdict_tag
from assistant.ui.rooms import Book
from assistant.ui.text import say

_QUOTES = 6
_QUERIES = 6


def opened(clause: Clause, assessment: Assessment | None, book: Book, lang: Lang) -> str:
    """Return everything about a clause."""
    parts = [_fact(lang, "requirement", esc(clause.requirement.get(lang)))]
    if assessment is None:
        parts.append(_asked_points(clause, lang))
    else:
        parts += [
            _reason(assessment, lang),
            _trust(assessment, lang),
            _points(clause, assessment, book, lang),
            _missing(assessment, lang),
            _set_aside(assessment, book, lang),
        ]
    parts.append(_fact(lang, "ask", esc(clause.ask.get(lang))))
    parts.append(_fact(lang, "records", esc("；".join(clause.records))))
    if clause.deletable is not None:
        parts.append(_fact(lang, "deletable", esc(clause.deletable.when.get(lang))))
    if assessment is not None:
        parts += [_searched(assessment, book, lang), _finding(clause, assessment, lang)]
    return f'<div class="kz-clause-body">{"".join(parts)}{_foot(clause, assessment, lang)}</div>'


def _reason(assessment: Assessment, lang: Lang) -> str:
    """Return the reason where the points do not already say it."""
    if assessment.verdict in (Verdict.CONFORM, Verdict.PARTIAL, Verdict.NONCONFORM):
        return ""
    return _fact(lang, "reason", esc(assessment.reason.get(lang)))


def _trust(assessment: Assessment, lang: Lang) -> str:
    """Return how far the verdict can be trusted, and on what measurement that rests."""
    if assessment.trust is None:
        return ""
    low = " kz-flag" if assessment.trust.abstains else ""
    words = esc(told(assessment.trust).get(lang))
    return _fact(lang, "trust", f'<span class="kz-trust-said{low}">{words}</span>')


def _points(clause: Clause, assessment: Assessment, book: Book, lang: Lang) -> str:
    results = {point.id.rpartition("-")[2]: point for point in assessment.points}
    rows = [_point(point, results.get(point.id), book, lang) for point in clause.points]
    shown = {e.model_dump_json() for p in assessment.points for e in p.evidence}
    rest = [e for e in assessment.evidence if e.model_dump_json() not in shown]
    loose = _quotes(rest, book, lang) if not any(p.evidence for p in assessment.points) else ""
    return _fact(lang, "audit_points", f'<ol class="kz-points">{"".join(rows)}</ol>{loose}')


def _point(point: AuditPoint, result: PointAssessment | None, book: Book, lang: Lang) -> str:
    need = f"{say(lang, 'checklist_need')}{say(lang, f'need_{point.need.value}')}"
    optional = tag("optional", say(lang, "checklist_optional"))
    marks = optional if point.role in MAY_LACK else ""
    head = (
        f'<div class="kz-point-head"><span class="kz-point-question">'
        f"{esc(point.question.get(lang))}</span>{marks}"
        f"{verdict_tag(result.verdict, lang) if result else ''}</div>"
    )
    reason = f" · {esc(result.reason.get(lang))}" if result else ""
    quotes = _quotes(result.evidence, book, lang) if result else ""
    return f'<li>{head}<div class="kz-hint">{esc(need)}{reason}</div>{quotes}</li>'


def _asked_points(clause: Clause, lang: Lang) -> str:
    rows = "".join(
        f'<li>{esc(point.question.get(lang))}<div class="kz-hint">'
        f"{esc(say(lang, 'checklist_need'))}{esc(say(lang, f'need_{point.need.value}'))}</div></li>"
        for point in clause.points
    )
    return _fact(lang, "audit_points", f'<ol class="kz-points">{rows}</ol>')


def _quotes(evidence: Sequence[Evidence], book: Book, lang: Lang) -> str:
    return "".join(quote_card(one, book.key(one), lang) for one in evidence[:_QUOTES])


def _missing(assessment: Assessment, lang: Lang) -> str:
    if not assessment.missing:
        return ""
    rows = "".join(f"<li>{esc(words.get(lang))}</li>" for words in assessment.missing)
    return _fact(lang, "missing", f'<ul class="kz-missing">{rows}</ul>')


def _set_aside(assessment: Assessment, book: Book, lang: Lang) -> str:
    """Return what was seen but never is evidence: an intention, a condition, an order to us."""
    if not assessment.set_aside:
        return ""
    return _fact(lang, "set_aside", _quotes(assessment.set_aside[:3], book, lang))


def _searched(assessment: Assessment, book: Book, lang: Lang) -> str:
    """Return what was looked through: the honest half of "found nothing"."""
    if assessment.verdict not in (Verdict.NO_EVIDENCE, Verdict.COULD_NOT_LOOK):
        return ""
    searched = assessment.searched
    comma = say(lang, "comma")
    words = say(lang, "checklist_searched").format(
        n=searched.documents, queries=comma.join(searched.queries[:_QUERIES])
    )
    parts = [f'<div class="kz-hint">{esc(words)}</div>']
    if searched.unreadable:
        unread = say(lang, "checklist_unreadable").format(parts=comma.join(searched.unreadable))
        parts.append(f'<div class="kz-flag">{esc(unread)}</div>')
    if searched.nearest:
        parts.append(f'<div class="kz-hint">{esc(say(lang, "checklist_nearest"))}</div>')
        parts.append(_quotes(searched.nearest[:3], book, lang))
    return f'<div class="kz-searched">{"".join(parts)}</div>'


def _finding(clause: Clause, assessment: Assessment, lang: Lang) -> str:
    finding = draft(clause, assessment)
    flags = "".join(f'<div class="kz-flag">{esc(problem)}</div>' for problem in finding.problems)
    return (
        f'<details class="kz-finding"><summary>{esc(say(lang, "checklist_finding"))}</summary>'
        f"<p>{esc(finding.statement.get(lang))}</p>{flags}</details>"
    )


def _foot(clause: Clause, assessment: Assessment | None, lang: Lang) -> str:
    fresh = assessment is not None and not assessment.stale
    made = ""
    if assessment is not None:
        made = esc(
            say(lang, "checklist_made").format(
                day=assessment.as_of.isoformat(), engine=assessment.made_by
            )
        )
    button = "" if fresh else _button(clause, assessment is None, lang)
    return f'<div class="kz-clause-foot"><span>{made}</span>{button}</div>'


def _button(clause: Clause, first: bool, lang: Lang) -> str:
    words = say(lang, "checklist_assess_one" if first else "checklist_reassess_one")
    href = f"#assess-{clause.id}"
    return f'<a class="kz-button" role="button" href="{esc(href)}">{esc(words)}</a>'


def _fact(lang: Lang, key: str, body: str) -> str:
    words = esc(say(lang, f"checklist_{key}"))
    return f'<div class="kz-fact"><div class="kz-fact-name">{words}</div><div>{body}</div></div>'
