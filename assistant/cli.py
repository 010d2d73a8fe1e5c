"""kezheng …: the same functions as the UI, for the shell and for scripts."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import KezhengError, UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.workspace import Workspace

DONE, SOME_FAILED, USAGE, NOTHING = 0, 1, 2, 3

app = typer.Typer(
    name="kezheng",
    help="可证 Kezheng: audit assistant for GB/T 27922-2011.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class EngineName(StrEnum):
    """Which engine judges."""

    RULES = "rules"
    LLM = "llm"


WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", help="Folder of all clients.", show_default=False)
]
ClientOption = Annotated[
    str | None, typer.Option("--client", help="Client; needed if there are several.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


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
    from assistant import cli_show

    room = _open(workspace, client, create=True)
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"没有这些路径 (no such path): {'、'.join(missing)}", "检查路径")
    if rebuild:
        room.reembed()
    started = datetime.now().astimezone()
    with cli_show.progress(quiet=as_json) as on_progress:
        rows = list(room.ingest(paths, on_progress=on_progress))
    seconds = (datetime.now().astimezone() - started).total_seconds()
    _out(as_json, lambda: cli_show.ingest_json(room.client, rows, seconds), cli_show.rows, rows)
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
    from assistant import cli_show

    room = _open(workspace, client)
    if text is not None:
        document = room.document(text)
        _out(as_json, lambda: cli_show.text_json(document), print, document.text)
        return
    listed = [room.document(row.id) for row in room.documents.documents()]
    _out(as_json, lambda: cli_show.documents_json(room, listed), cli_show.documents, listed)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    k: Annotated[int, typer.Option("-k", min=1, help="Hits.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Search the passages of the client's files."""
    from assistant import cli_show

    room = _open(workspace, client)
    hits = room.index.search(query, k)
    _notices(room)
    _out(as_json, lambda: cli_show.hits_json(room, hits), lambda h: cli_show.hits(room, h), hits)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    session: Annotated[str, typer.Option("--session", help="Keeps follow-ups together.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Answer a question with numbered, located quotes."""
    from assistant import agent, cli_show

    room = _open(workspace, client)
    answer = agent.ask(room, question, session=session)
    _out(as_json, lambda: cli_show.answer_json(answer), cli_show.answer, answer)


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
    from assistant import cli_show

    room = _open(workspace, client)
    if not room.documents.documents():
        raise UsageError(
            "还没有文件 (no documents yet)", "先运行 kezheng ingest 文件夹 (run `kezheng ingest` first)"
        )
    day: date | None = as_of.date() if as_of else None
    with cli_show.clause_progress(quiet=as_json) as on_clause:
        made = room.assess(
            _clauses(room, clause), as_of=day, engine=room.engine(engine), on_clause=on_clause
        )
        score = room.score(as_of=day, engine=room.engine(engine))
    _out(
        as_json,
        lambda: cli_show.assess_json(room, made, score),
        lambda a: cli_show.verdicts(room, a, score),
        made,
    )


@app.command()
def report(
    output: Annotated[Path, typer.Option("-o", "--output", help="FILE.docx")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the audit report: findings, verdict table, what was not evidenced."""
    from assistant import cli_show

    room = _open(workspace, client)
    if output.suffix.lower() != ".docx":
        raise UsageError(f"不能写 {output.suffix or '无扩展名'} (cannot write that)", "-o FILE.docx")
    if not room.documents.documents():
        raise UsageError("还没有文件 (no documents yet)", "先运行 kezheng ingest 文件夹")
    from assistant.export.word import write_docx

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
    from assistant.server import serve

    serve(_settings(workspace), host, port)


@app.command()
def demo(
    workspace: WorkspaceOption = None,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = 7860,
) -> None:
    """Load the fictional sample client, assess it and open the UI."""
    from assistant import demo as sample

    settings = _settings(workspace)
    sample.load(settings)
    if not settings.demo_once:
        from assistant.server import serve

        serve(settings, host, port)


def main() -> None:
    """Run the command line; errors that a person can act on are printed, not raised."""
    try:
        app()
    except KezhengError as error:
        sys.exit(_failed(error))


def _failed(error: KezhengError) -> int:
    import json

    if "--json" in sys.argv:
        shown = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        print(json.dumps(shown, ensure_ascii=False))
    print(f"{error.message}\n  → {error.hint}" if error.hint else error.message, file=sys.stderr)
    return USAGE if isinstance(error, UsageError) else NOTHING


def _settings(workspace: Path | None) -> "Settings":
    from assistant.settings import Settings

    return Settings() if workspace is None else Settings(workspace=workspace)


def _open(workspace: Path | None, client: str | None, *, create: bool = False) -> "Workspace":
    from assistant.workspace import open_workspace

    return open_workspace(_settings(workspace), client, create=create)


def _clauses(room: "Workspace", wanted: list[str] | None) -> list[str] | None:
    """Return the clauses meant: a section or indicator number means all under it."""
    if not wanted:
        return None
    ids: list[str] = []
    for number in wanted:
        under = [clause.id for clause in room.catalog.under(number.strip())]
        ids += under or [room.catalog.clause(number).id]
    return list(dict.fromkeys(ids))


def _notices(room: "Workspace") -> None:
    for notice in room.index.notices:
        print(notice, file=sys.stderr)


def _out(as_json: bool, to_json: Callable[[], Any], show: Callable[[Any], Any], value: Any) -> None:  # noqa: ANN401 - any printable value
    if as_json:
        import json

        print(json.dumps(to_json(), ensure_ascii=False, indent=1))
    else:
        show(value)


if __name__ == "__main__":
    main()
