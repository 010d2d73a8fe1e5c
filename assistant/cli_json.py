"""What the command line answers with --json: the contract that scripts rely on."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from assistant.model import Answer, Assessment, Evidence, PointAssessment, Score
from assistant.own_rule_model import OwnRule
from assistant.promise_gaps import Ledger
from assistant.promise_model import Statement
from assistant.record_flaws import Flaw
from assistant.records import RecordCheck
from assistant.sheet import Held
from assistant.trust_model import Trust
from assistant.trust_words import STALE, told
from ingest import Stated, identity_of
from ingest.model import Block, Document, locator_of
from ingest.scanned import Scanned

if TYPE_CHECKING:
    from assistant.places import Place
    from assistant.workspace import Workspace
    from ingest import Hit, IntakeResult


def evidence(one: Evidence) -> dict[str, Any]:
    """Return a quote: file, locator, quote, stance, kind, status."""
    return {
        "file": one.file,
        "locator": one.locator.label(),
        "quote": one.quote,
        "stance": one.stance.value,
        "kind": one.kind.value,
        "status": one.status.value,
        "start": one.start,
        "end": one.end,
        "why": one.why,
    }


def ingest(client: str, rows: Sequence["IntakeResult"], seconds: float) -> dict[str, Any]:
    """Return the result of an ingest, one row per file."""
    totals: dict[str, float] = {"files": len(rows)}
    for row in rows:
        totals[row.status.value] = totals.get(row.status.value, 0) + 1
    for key in ("pages", "chars", "chunks", "ocr_pages"):
        totals[key] = sum(getattr(row, key) for row in rows)
    totals["seconds"] = round(seconds, 3)
    return {"client": client, "documents": [asdict(row) for row in rows], "totals": totals}


def documents(room: "Workspace", listed: Sequence[Document]) -> dict[str, Any]:
    """Return the documents with their ledgers."""
    aside = room.irrelevant(listed)
    rows = [_document(document) | {"irrelevant": document.id in aside} for document in listed]
    return {"client": room.client, "documents": rows}


def text(document: Document) -> dict[str, Any]:
    """Return one document with text and blocks."""
    blocks = [_block(block) for block in document.blocks]
    return {"id": document.id, "file": document.file, "text": document.text, "blocks": blocks}


def hits(room: "Workspace", found: Sequence["Hit | Place"]) -> dict[str, Any]:
    """Return search hits, best first."""
    return {
        "hits": [
            {
                "file": hit.file,
                "locator": locator_of(room.document(hit.document_id), hit.start).label(),
                "text": hit.text,
                "score": round(hit.score, 6),
                "lexical_rank": hit.lexical_rank,
                "dense_rank": hit.dense_rank,
                "superseded": hit.superseded,
            }
            for hit in found
        ]
    }


def answer(value: Answer) -> dict[str, Any]:
    """Return an answer with its numbered quotes."""
    return {
        "answer": value.text,
        "lang": value.lang.value,
        "clause": value.clause,
        "verdict": value.verdict.value if value.verdict else None,
        "citations": [{"label": c.label, **evidence(c.evidence)} for c in value.citations],
        "missing": list(value.missing),
        "followups": list(value.followups),
        "engine": value.engine,
    }


def assess(room: "Workspace", made: Sequence[Assessment], score: Score | None) -> dict[str, Any]:
    """Return assessments and score, null for a standard without points."""
    return {
        "standard": room.catalog.standard.id,
        "as_of": made[0].as_of.isoformat() if made else None,
        "sheet": _sheet(room.sheet),
        "engine": made[0].made_by if made else None,
        "assessments": [_assessment(assessment) for assessment in made],
        "score": score.model_dump(mode="json") if score else None,
    }


def records(checks: Sequence[RecordCheck], flaws: Sequence[Flaw] = ()) -> dict[str, Any]:
    """Return the firm's own rules counted over its records, and what else is wrong with them."""
    return {"checks": [_check(check) for check in checks], "flaws": [_flaw(one) for one in flaws]}


def commitments(room: "Workspace", ledger: Ledger) -> dict[str, Any]:
    """Return what the documents promise by topic, the firm's own rules, and what is lacking."""
    return {
        "topics": [
            {
                "topic": topic.topic,
                "conflict": topic.conflict,
                "standing": topic.standing.value,
                "statements": [
                    _statement(room, one) | {"clashing": one in topic.clashing}
                    for one in topic.statements
                ],
            }
            for topic in ledger.topics
        ],
        "rules": [_own_rule(room, rule) for rule in ledger.rules],
        "gaps": [
            {"kind": gap.kind.value, "subject": gap.subject, **_statement(room, gap.statement)}
            for gap in ledger.gaps
        ],
    }


def _identity(document: Document) -> dict[str, Any]:
    """Return what a document says of itself, each with its place; null where it says nothing."""
    told = identity_of(document)
    said = {field.name: getattr(told, field.name) for field in fields(told)}
    return {name: _stated(document, one) if one else None for name, one in said.items()}


def _stated(document: Document, stated: Stated) -> dict[str, Any]:
    place = locator_of(document, stated.start).label() if stated.end else ""
    return {"value": stated.value, "locator": place, "start": stated.start, "end": stated.end}


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "file": document.file,
        "kind": document.kind.value,
        "kind_reason": document.kind_reason,
        "title": document.title,
        "superseded": document.superseded,
        "superseded_reason": document.superseded_reason,
        "identity": _identity(document),
        "pages": document.pages,
        "chars": len(document.text),
        "warnings": list(document.warnings),
        "parts": [asdict(part) for part in document.parts],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "start": block.start,
        "end": block.end,
        "page": block.page,
        "heading": list(block.heading),
        "sheet": block.sheet,
        "row": block.row,
        "kind": block.kind.value,
        "hidden": block.hidden,
        "ocr": _scanned(block.scanned) if block.scanned else None,
    }


def _scanned(place: Scanned) -> dict[str, Any]:
    """Return where OCR read a block: part of the file, and its lines in ten-thousandths of it."""
    return {
        "part": place.part,
        "turn": place.turn,
        "tilt": place.tilt,
        "lines": [line._asdict() for line in place.words],
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    searched = assessment.searched
    return {
        "clause": assessment.clause,
        "verdict": assessment.verdict.value,
        "reason": assessment.reason.zh,
        "reason_en": assessment.reason.en,
        "points": [_point(point) for point in assessment.points],
        "evidence": [evidence(one) for one in assessment.evidence],
        "missing": [words.zh for words in assessment.missing],
        "set_aside": [evidence(one) for one in assessment.set_aside],
        "searched": {
            "documents": searched.documents,
            "queries": list(searched.queries),
            "nearest": [evidence(one) for one in searched.nearest],
            "unreadable": list(searched.unreadable),
        },
        "made_by": assessment.made_by,
        "as_of": assessment.as_of.isoformat(),
        "stale": assessment.stale,
        "trust": _trust(assessment.trust) if assessment.trust else None,
    }


def _trust(trust: Trust) -> dict[str, Any]:
    """Return how far a verdict can be trusted; `alike` and `clause` count right verdicts."""
    said = told(trust)
    shown = trust.model_dump(mode="json")
    return {**shown, "abstains": trust.abstains, "said": said.zh, "said_en": said.en}


def _sheet(held: Held | None) -> dict[str, Any] | None:
    """Return which accuracy sheet speaks; a stale one gives no trust."""
    if held is None:
        return None
    sheet = held.sheet
    made = {"made": sheet.made.isoformat(), "commit": sheet.commit, "clients": len(sheet.clients)}
    return {"stale": held.stale, **made, "warning": STALE.zh if held.stale else None}


def _point(point: PointAssessment) -> dict[str, Any]:
    return {
        "id": point.id,
        "verdict": point.verdict.value,
        "reason": point.reason.zh,
        "evidence": [evidence(one) for one in point.evidence],
    }


def _check(check: RecordCheck) -> dict[str, Any]:
    return {
        "id": check.id,
        "clause": check.clause,
        "rule_quote": check.rule_quote,
        "rule_file": check.rule_file,
        "records_file": check.records_file,
        "sheet": check.sheet,
        "n_total": check.n_total,
        "n_breach": check.n_breach,
        "n_unknown": check.n_unknown,
        "breach_rows": list(check.breach_rows),
        "unknown_rows": list(check.unknown_rows),
        "how": check.how.zh,
        "delays": asdict(check.delays) if check.delays else None,
        "months": [asdict(month) for month in check.months],
    }


def _flaw(one: Flaw) -> dict[str, Any]:
    months = [{"month": m, "n": wrong, "n_total": total} for m, wrong, total in one.months]
    return {
        "kind": one.kind.value,
        "file": one.file,
        "sheet": one.sheet,
        "column": one.column,
        "n_total": one.n_total,
        "n": one.n,
        "rows": list(one.rows),
        "what": one.words.zh,
        "what_en": one.words.en,
        "months": months,
    }


def _own_rule(room: "Workspace", rule: OwnRule) -> dict[str, Any]:
    return {
        "kind": rule.kind.value,
        "file": rule.file,
        "locator": locator_of(room.document(rule.document_id), rule.start).label(),
        "quote": rule.quote,
        "value": rule.value,
        "amount": rule.amount,
        "unit": rule.unit,
        "comparison": rule.comparison,
        "subject": rule.subject,
        "condition": rule.condition,
        "actor": rule.actor,
    }


def _statement(room: "Workspace", one: Statement) -> dict[str, Any]:
    return {
        "file": one.file,
        "locator": locator_of(room.document(one.document_id), one.start).label(),
        "quote": one.quote,
        "value": one.value,
        "condition": one.condition,
    }
