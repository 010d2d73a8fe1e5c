"""What the command line prints for people: tables and progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column, Table

from assistant.commitments import Standing
from assistant.model import Answer, Assessment, Score, Stance, Verdict
from assistant.promise_gaps import GapKind, Ledger
from assistant.trust_words import ABSTAINS, GROUPS, STALE
from assistant.wording import KINDS, STANCES, VERDICTS
from ingest import identity_of
from ingest.model import Document, locator_of

if TYPE_CHECKING:
    from assistant.places import Place
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


def rows(results: Sequence["IntakeResult"]) -> None:
    """Print one line per file."""
    headers = ("文件 file", "结果 status", "类型 kind", "页 pages", "段 chunks", "说明 notes")
    table = Table(*_columns(*headers))
    for row in results:
        notes = list(row.warnings)
        if row.error is not None:
            notes.append(f"{row.error.message}（{row.error.hint}）")
        if row.superseded:
            notes.insert(0, "已作废，不作证据 (superseded)")
        colour = "red" if row.error is not None else "green"
        table.add_row(
            escape(row.file),
            f"[{colour}]{row.status.value}[/]",
            str(row.kind or ""),
            str(row.pages or ""),
            str(row.chunks),
            escape("\n".join(notes)),
        )
    Console().print(table)


def documents(room: "Workspace", listed: Sequence[Document]) -> None:
    """Print the documents with what became of their parts."""
    aside = room.irrelevant(listed)
    table = Table(*_columns("编号 id", "文件 file", "类型 kind", "字 chars", "台账 in → out"))
    for document in listed:
        parts = [
            f"{part.name}: {part.status.value} {part.found} → {part.kept} {part.note}".rstrip()
            for part in document.parts
        ]
        shown = parts if len(parts) <= 6 else [*parts[:5], f"… {len(parts) - 5} more (--json)"]
        mark = "\n已作废 (superseded)" if document.superseded else ""
        mark += "\n与评价无关 (set aside)" if document.id in aside else ""
        kind = f"{document.kind.value}{mark}"
        name = escape("\n".join([document.file, *_identity(document)]))
        chars, ledger = str(len(document.text)), escape("\n".join(shown))
        table.add_row(document.id, name, kind, chars, ledger)
    Console().print(table)


def _identity(document: Document) -> list[str]:
    """Return the lines that say what a document is, as far as it says so."""
    told = identity_of(document)
    until = told.valid_until and f"有效期至 {told.valid_until.value}"
    period = (told.period_from, told.period_to)
    covered = " 至 ".join(one.value for one in period if one)
    number = " ".join(one.value for one in (told.number, told.edition) if one)
    in_force = told.effective and f"{told.effective.value} 起实施"
    return [line for line in (number, in_force, until, covered) if line]


def hits(room: "Workspace", found: Sequence["Hit | Place"]) -> None:
    """Print search hits."""
    console = Console()
    if not found:
        console.print("没有找到 (nothing found)")
    for number, hit in enumerate(found, start=1):
        place = locator_of(room.document(hit.document_id), hit.start).label()
        mark = " [red](作废 superseded)[/]" if hit.superseded else ""
        head = f"[bold]{number}. {escape(hit.file)}[/] {escape(place)}{mark}"
        console.print(f"{head}  {hit.score:.3f}")
        console.print(hit.text, markup=False, highlight=False, soft_wrap=True)


def answer(value: Answer) -> None:
    """Print an answer with its sources."""
    console = Console()
    text = value.text.replace("**", "")
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    if value.citations:
        console.print()
    for citation in value.citations:
        evidence = citation.evidence
        place = f"{evidence.file} {evidence.locator.label()}".strip()
        words = [KINDS[evidence.kind].zh, evidence.status.value]
        if evidence.stance is not Stance.NEITHER:
            words.insert(0, STANCES[evidence.stance].zh)
        line = f"[{citation.label}] {place} ({'·'.join(words)})"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def verdicts(room: "Workspace", made: Sequence[Assessment], score: Score | None) -> None:
    """Print the verdict table, and the score of a standard that has points."""
    measured = any(assessment.trust is not None for assessment in made)
    table = Table(*_columns("条款", "标题", "判定", *(["把握"] if measured else []), "依据"))
    for assessment in made:
        clause = room.catalog.clause(assessment.clause)
        word = f"[{_COLOURS[assessment.verdict]}]{VERDICTS[assessment.verdict].zh}[/]"
        quote = assessment.evidence[0] if assessment.evidence else None
        basis = "" if quote is None else f"{quote.file}：{' '.join(quote.quote.split())[:60]}"
        trust = [_trust(assessment)] if measured else []
        table.add_row(clause.id, clause.title.zh, word, *trust, escape(basis))
    console = Console()
    console.print(table)
    if room.sheet is not None and room.sheet.stale:
        console.print(STALE.zh)
    if score is None:
        console.print("该标准不设分值，不评分 (no points, no score)")
        return
    low, high = score.star_range
    console.print(
        f"估算分 {score.total}（{score.earned}/{score.applicable}），等级范围 {low}–{high}；"
        f"{'分值权重为假定' if score.assumed_weights else '分值权重为官方'}"
    )


def _trust(assessment: Assessment) -> str:
    """Return the group of a verdict, how often such verdicts were right, and advice."""
    trust = assessment.trust
    if trust is None:
        return ""
    advice = f"\n{ABSTAINS.zh}" if trust.abstains else ""
    return f"{GROUPS[trust.group].zh} {trust.alike.right}/{trust.alike.n}{advice}"


_STANDINGS = {
    Standing.CONFLICT: "[red]不一致[/]",
    Standing.AGREED: "[green]一致[/]",
    Standing.BY_CASE: "[green]按条件区分[/]",
    Standing.ONCE: "仅一处",
}
_GAPS = {
    GapKind.UNBACKED: "对外承诺没有内部规定",
    GapKind.UNRECORDED: "规定没有对应的记录表单",
    GapKind.UNRETAINED: "表单未规定保存期限",
    GapKind.ABSOLUTE: "绝对化用语",
}


def commitments(ledger: Ledger) -> None:
    """Print what the documents promise, contradictions first, and what is lacking."""
    table = Table(*_columns("承诺", "一致？", "文件", "说法", "条件"))
    for topic in ledger.topics:
        for one in topic.statements:
            quote = escape(f"{one.value}：{' '.join(one.quote.split())}")
            standing = _STANDINGS[topic.standing]
            table.add_row(topic.topic, standing, escape(one.file), quote, escape(one.condition))
    lacking = Table(*_columns("缺口", "事项", "文件", "原文"))
    for gap in ledger.gaps:
        quote = escape(" ".join(gap.statement.quote.split()))
        lacking.add_row(_GAPS[gap.kind], escape(gap.subject), escape(gap.statement.file), quote)
    console = Console()
    console.print(table)
    if ledger.gaps:
        console.print(lacking)
    console.print(f"另读出企业自己的规定 {len(ledger.rules)} 条，见 --json 的 rules")


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
                description=escape(f"{state.stage} {state.file}{_left(state.left_s)}"),
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


def _left(seconds: float | None) -> str:
    """Return the time left in words, nothing while it is unknown."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f" 约剩 {minutes}:{rest:02}"


def _columns(*headers: str) -> list[Column]:
    """Return columns that fold long text: a name that is cut cannot be found again."""
    return [Column(header, overflow="fold") for header in headers]


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
