"""What the command line prints: JSON by the contract, tables for people."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column, Table

from assistant.model import Answer, Assessment, Evidence, Score, Verdict
from assistant.wording import KINDS, STANCES, VERDICTS
from ingest.model import Block, Document, locator_of

if TYPE_CHECKING:
    from assistant.workspace import Workspace
    from ingest import Hit, IntakeResult

_COLOURS = {
    Verdict.CONFORM: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.NONCONFORM: "red",
    Verdict.NO_EVIDENCE: "blue",
    Verdict.NOT_APPLICABLE: "bright_black",
    Verdict.COULD_NOT_LOOK: "magenta",
}


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Return a quote by the contract: file, locator, quote, stance, kind, status."""
    return {
        "file": evidence.file,
        "locator": evidence.locator.label(),
        "quote": evidence.quote,
        "stance": evidence.stance.value,
        "kind": evidence.kind.value,
        "status": evidence.status.value,
        "start": evidence.start,
        "end": evidence.end,
        "why": evidence.why,
    }


def ingest_json(client: str, rows: Sequence["IntakeResult"], seconds: float) -> dict[str, Any]:
    """Return the result of an ingest by the contract."""
    documents = [asdict(row) for row in rows]
    totals: dict[str, float] = {"files": len(rows)}
    for row in rows:
        totals[row.status.value] = totals.get(row.status.value, 0) + 1
    for key in ("pages", "chars", "chunks", "ocr_pages"):
        totals[key] = sum(getattr(row, key) for row in rows)
    totals["seconds"] = round(seconds, 3)
    return {"client": client, "documents": documents, "totals": totals}


def documents_json(room: "Workspace", listed: Sequence[Document]) -> dict[str, Any]:
    """Return the documents with their ledgers."""
    return {
        "client": room.client,
        "documents": [
            {
                "id": document.id,
                "file": document.file,
                "kind": document.kind.value,
                "kind_reason": document.kind_reason,
                "title": document.title,
                "superseded": document.superseded,
                "superseded_reason": document.superseded_reason,
                "pages": document.pages,
                "chars": len(document.text),
                "warnings": list(document.warnings),
                "parts": [asdict(part) for part in document.parts],
            }
            for document in listed
        ],
    }


def text_json(document: Document) -> dict[str, Any]:
    """Return one document with text and blocks by the contract."""
    blocks = [_block_json(block) for block in document.blocks]
    return {"id": document.id, "file": document.file, "text": document.text, "blocks": blocks}


def hits_json(room: "Workspace", hits: Sequence["Hit"]) -> dict[str, Any]:
    """Return search hits by the contract."""
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
            for hit in hits
        ]
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer by the contract."""
    citations = [{"label": c.label, **evidence_json(c.evidence)} for c in answer.citations]
    return {
        "answer": answer.text,
        "lang": answer.lang.value,
        "clause": answer.clause,
        "verdict": answer.verdict.value if answer.verdict else None,
        "citations": citations,
        "missing": list(answer.missing),
        "followups": list(answer.followups),
        "engine": answer.engine,
    }


def assess_json(room: "Workspace", made: Sequence[Assessment], score: Score) -> dict[str, Any]:
    """Return assessments and score by the contract."""
    return {
        "standard": room.catalog.standard.id,
        "as_of": made[0].as_of.isoformat() if made else None,
        "engine": made[0].made_by if made else None,
        "assessments": [_assessment_json(assessment) for assessment in made],
        "score": score.model_dump(mode="json"),
    }


def rows(results: Sequence["IntakeResult"]) -> None:
    """Print one line per file."""
    table = Table(*_columns("文件 file", "结果 status", "类型 kind", "页 pages", "段 chunks", "说明 notes"))
    for row in results:
        notes = list(row.warnings)
        if row.error is not None:
            notes.append(f"{row.error.message}（{row.error.hint}）")
        if row.superseded:
            notes.insert(0, "已作废，不作证据 (superseded)")
        colour = "red" if row.error is not None else "green"
        table.add_row(
            row.file,
            f"[{colour}]{row.status.value}[/]",
            str(row.kind or ""),
            str(row.pages or ""),
            str(row.chunks),
            "\n".join(notes),
        )
    Console().print(table)


def documents(listed: Sequence[Document]) -> None:
    """Print the documents with what became of their parts."""
    table = Table(*_columns("编号 id", "文件 file", "类型 kind", "字 chars", "台账 in → out"))
    for document in listed:
        parts = [
            f"{part.name}: {part.status.value} {part.found} → {part.kept} {part.note}".rstrip()
            for part in document.parts
        ]
        shown = parts if len(parts) <= 6 else [*parts[:5], f"… {len(parts) - 5} more (--json)"]
        mark = "\n已作废 (superseded)" if document.superseded else ""
        kind = f"{document.kind.value}{mark}"
        table.add_row(document.id, document.file, kind, str(len(document.text)), "\n".join(shown))
    Console().print(table)


def hits(room: "Workspace", found: Sequence["Hit"]) -> None:
    """Print search hits."""
    console = Console()
    if not found:
        console.print("没有找到 (nothing found)")
    for number, hit in enumerate(found, start=1):
        place = locator_of(room.document(hit.document_id), hit.start).label()
        mark = " [red](作废 superseded)[/]" if hit.superseded else ""
        console.print(f"[bold]{number}. {hit.file}[/] {place}{mark}  {hit.score:.3f}")
        console.print(hit.text, markup=False)


def answer(value: Answer) -> None:
    """Print an answer with its sources."""
    console = Console()
    console.print(value.text.replace("**", ""), markup=False, highlight=False)
    if value.citations:
        console.print()
    for citation in value.citations:
        evidence = citation.evidence
        place = f"{evidence.file} {evidence.locator.label()}".strip()
        word = f"{STANCES[evidence.stance].zh}·{KINDS[evidence.kind].zh}·{evidence.status.value}"
        console.print(f"[{citation.label}] {place} ({word})", markup=False, highlight=False)


def verdicts(room: "Workspace", made: Sequence[Assessment], score: Score) -> None:
    """Print the verdict table and the score."""
    table = Table(*_columns("条款", "标题", "判定", "依据"))
    for assessment in made:
        clause = room.catalog.clause(assessment.clause)
        word = f"[{_COLOURS[assessment.verdict]}]{VERDICTS[assessment.verdict].zh}[/]"
        quote = assessment.evidence[0] if assessment.evidence else None
        basis = "" if quote is None else f"{quote.file}：{' '.join(quote.quote.split())[:60]}"
        table.add_row(clause.id, clause.title.zh, word, basis)
    console = Console()
    console.print(table)
    low, high = score.star_range
    console.print(
        f"估算分 {score.total}（{score.earned}/{score.applicable}），等级范围 {low}–{high}；"
        f"{'分值权重为假定' if score.assumed_weights else '分值权重为官方'}"
    )


def report(shown: dict[str, Any]) -> None:
    """Print where the report lies and what to look at in it."""
    console = Console()
    console.print(f"已写出 {shown['file']}")
    for problem in shown["problems"]:
        console.print(f"- {problem}", markup=False)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Any], None] | None]:
    """Show a bar over files on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def advance(state: Any) -> None:  # noqa: ANN401 - ingest.Progress, not imported for speed
            bar.update(
                task,
                total=state.total,
                completed=state.done,
                description=f"{state.stage} {state.file}",
            )

        yield advance


@contextmanager
def clause_progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a bar over clauses on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with _bar() as bar:
        task = bar.add_task("评定", total=None)

        def advance(clause: str, done: int, total: int) -> None:
            bar.update(task, total=total, completed=done, description=clause)

        yield advance


def _columns(*headers: str) -> list[Column]:
    """Return columns that fold long text: a name that is cut cannot be found again."""
    return [Column(header, overflow="fold") for header in headers]


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _block_json(block: Block) -> dict[str, Any]:
    return {
        "start": block.start,
        "end": block.end,
        "page": block.page,
        "heading": list(block.heading),
        "sheet": block.sheet,
        "row": block.row,
        "kind": block.kind.value,
        "hidden": block.hidden,
    }


def _assessment_json(assessment: Assessment) -> dict[str, Any]:
    return {
        "clause": assessment.clause,
        "verdict": assessment.verdict.value,
        "reason": assessment.reason.zh,
        "reason_en": assessment.reason.en,
        "points": [
            {
                "id": point.id,
                "verdict": point.verdict.value,
                "reason": point.reason.zh,
                "evidence": [evidence_json(evidence) for evidence in point.evidence],
            }
            for point in assessment.points
        ],
        "evidence": [evidence_json(evidence) for evidence in assessment.evidence],
        "missing": [words.zh for words in assessment.missing],
        "searched": {
            "documents": assessment.searched.documents,
            "queries": list(assessment.searched.queries),
            "nearest": [evidence_json(evidence) for evidence in assessment.searched.nearest],
            "unreadable": list(assessment.searched.unreadable),
        },
        "made_by": assessment.made_by,
        "as_of": assessment.as_of.isoformat(),
        "stale": assessment.stale,
    }
