"""kezheng …: the same functions as the UI, for the shell and for scripts."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant import cli_keep, cli_records, cli_sample
from assistant.cli_options import (
    NOTHING,
    SOME_FAILED,
    USAGE,
    ClientOption,
    JsonOption,
    WorkspaceOption,
    notices,
)
from assistant.cli_options import out as _out

if TYPE_CHECKING:
    from ingest.errors import KezhengError


class _Commands(TyperGroup):
    """The commands; an error that a person can act on is printed, not raised."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Run the command named."""
        from ingest.errors import KezhengError, disk_full, says_full

        try:
            return super().invoke(ctx)
        except KezhengError as error:
            sys.exit(_failed(error))
        except OSError as error:
            if not says_full(error):
                raise
            sys.exit(_failed(disk_full(Path(error.filename or "."))))


app = typer.Typer(
    name="kezheng",
    cls=_Commands,
    help="可证 Kezheng: audit assistant for GB/T 27922-2011.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_sample.app)
app.command()(cli_records.records)


class EngineName(StrEnum):
    """Which engine judges."""

    RULES = "rules"
    LLM = "llm"


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Embed all again with the current model.")
    ] = False,
) -> None:
    """Take files in: one result row per file."""
    from assistant import cli_json, cli_room, cli_show
    from ingest.errors import UsageError

    if not any(path.exists() for path in paths):
        named = "、".join(str(path) for path in paths)
        raise UsageError(f"没有这些路径 (no such path): {named}", "检查路径")
    room = cli_room.open_room(workspace, client, create=True)
    if rebuild:
        room.reembed()
    started = datetime.now().astimezone()
    with cli_show.progress(quiet=as_json) as on_progress:
        rows = list(room.ingest(paths, on_progress=on_progress))
    seconds = (datetime.now().astimezone() - started).total_seconds()
    _out(as_json, lambda: cli_json.ingest(room.client, rows, seconds), cli_show.rows, rows)
    with cli_show.progress(quiet=as_json) as on_progress:
        room.read(on_progress)
    failed = sum(1 for row in rows if row.error is not None)
    if failed:
        raise typer.Exit(NOTHING if failed == len(rows) else SOME_FAILED)
    if not rows:
        raise typer.Exit(NOTHING)


@app.command()
def documents(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    text: Annotated[str | None, typer.Option("--text", help="Id of a document to print.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the documents with what became of each page and sheet, or print one."""
    from assistant import cli_json, cli_room, cli_show

    room = cli_room.open_room(workspace, client)
    if text is not None:
        document = room.document(text)
        _out(as_json, lambda: cli_json.text(document), print, document.text)
        return
    listed = [room.document(row.id) for row in room.documents.documents()]
    _out(
        as_json,
        lambda: cli_json.documents(room, listed),
        lambda shown: cli_show.documents(room, shown),
        listed,
    )


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, a question, or a clause's number.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    k: Annotated[int, typer.Option("-k", min=1, help="Hits.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Search the passages of the client's files."""
    from assistant import cli_json, cli_room, cli_show

    room = cli_room.open_room(workspace, client)
    hits = room.found(query, k)
    notices(room.index.notices)
    _out(as_json, lambda: cli_json.hits(room, hits), lambda h: cli_show.hits(room, h), hits)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    session: Annotated[str, typer.Option("--session", help="Keeps follow-ups together.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Answer a question with numbered, located quotes."""
    from assistant import agent, cli_json, cli_room, cli_show

    room = cli_room.open_room(workspace, client)
    answer = agent.ask(room, question, session=session)
    _out(as_json, lambda: cli_json.answer(answer), cli_show.answer, answer)


@app.command()
def assess(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    clause: Annotated[
        list[str] | None, typer.Option("--clause", help="Clause; may be repeated.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Audit date.")
    ] = None,
    engine: Annotated[EngineName, typer.Option("--engine")] = EngineName.RULES,
    as_json: JsonOption = False,
) -> None:
    """Judge clauses, all by default, and compute the score."""
    from assistant import cli_json, cli_room, cli_show, scoring

    room = cli_room.with_documents(workspace, client)
    day: date | None = as_of.date() if as_of else None
    wanted, judge = cli_room.clauses(room, clause), room.engine(engine)
    with cli_show.clause_progress(quiet=as_json) as on_clause:
        made = room.assess(wanted, as_of=day, engine=judge, on_clause=on_clause)
        pointed = scoring.has_points(room.catalog.standard)
        score = room.score(as_of=day, engine=judge) if pointed else None
    _out(
        as_json,
        lambda: cli_json.assess(room, made, score),
        lambda a: cli_show.verdicts(room, a, score),
        made,
    )


@app.command()
def commitments(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set side by side what the documents promise, where they differ, and what is lacking."""
    from assistant import cli_json, cli_room, cli_show, promise_gaps

    room = cli_room.with_documents(workspace, client)
    ledger = promise_gaps.ledger(room.corpus, room.topics())
    _out(as_json, lambda: cli_json.commitments(room, ledger), cli_show.commitments, ledger)


@app.command()
def manual(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Audit the client's manuals against themselves: gaps, clashes, old references."""
    from assistant import cli_manual, cli_room, manual_audit
    from assistant.manual_flow import is_ruled

    room = cli_room.with_documents(workspace, client)
    held = [room.document(row.id) for row in room.documents.documents()]
    audited, flaws = [d for d in held if is_ruled(d)], manual_audit.audit(held)
    shown = cli_manual.answer(audited, flaws)
    _out(as_json, lambda: shown, lambda f: cli_manual.show(audited, f), flaws)
    if not audited:
        raise typer.Exit(NOTHING)


@app.command()
def report(
    output: Annotated[Path, typer.Option("-o", "--output", help="FILE.docx")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the audit report: findings, verdict table, what was not evidenced."""
    from assistant import cli_room, cli_show
    from assistant.export.word import write_docx
    from ingest.errors import UsageError

    if output.suffix.lower() != ".docx":
        kind = output.suffix or "无扩展名"
        raise UsageError(f"不能写 {kind} (cannot write that)", "-o FILE.docx")
    room = cli_room.with_documents(workspace, client)
    problems = write_docx(room, output)
    shown = {"file": str(output), "problems": problems}
    _out(as_json, lambda: shown, cli_show.report, shown)


@app.command()
def ui(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = 7860,
) -> None:
    """Open the browser interface on this machine."""
    from assistant import cli_room
    from assistant.server import serve

    serve(cli_room.settings(workspace), host, port)


@app.command()
def demo(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = 7860,
) -> None:
    """Load the fictional sample client, assess it and open the UI."""
    from assistant import cli_room
    from assistant import demo as sample

    settings = cli_room.settings(workspace)
    sample.load(settings)
    if not settings.demo_once:
        from assistant.server import serve

        serve(settings, host, port)


cli_keep.register(app)


def main() -> None:
    """Run the command line."""
    app()


def _failed(error: "KezhengError") -> int:
    """Say what went wrong and what can be done; return the exit code."""
    import json

    from ingest.errors import UsageError

    if "--json" in sys.argv:
        shown = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        print(json.dumps(shown, ensure_ascii=False))
    print(f"{error.message}\n  → {error.hint}" if error.hint else error.message, file=sys.stderr)
    return USAGE if isinstance(error, UsageError) else NOTHING


if __name__ == "__main__":
    main()
