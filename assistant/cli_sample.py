"""kezheng sample …: draw records, take filled tick sheets in, list what was tested."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_options import (
    NOTHING,
    SOME_FAILED,
    ClientOption,
    JsonOption,
    WorkspaceOption,
    out,
)

app = typer.Typer(
    name="sample",
    help="Sample records: draw with a seed, tick a sheet, take it in, propose the deduction.",
    no_args_is_help=True,
)


class MethodName(StrEnum):
    """How to draw."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"
    OUTLETS = "outlets"


FileArgument = Annotated[str, typer.Argument(help="Records file of the client.")]
OutputOption = Annotated[Path, typer.Option("-o", "--output", help="Tick sheet, FILE.xlsx")]
SheetOption = Annotated[str, typer.Option("--sheet", help="Sheet, if it has several.")]
MethodOption = Annotated[MethodName, typer.Option("--method")]
ByOption = Annotated[str, typer.Option("--by", help="Column of strata or outlets.")]
SizeOption = Annotated[int | None, typer.Option("--size", min=1, help="Default: √n, rounded up.")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="Default: from the clock; shown.")]
ClauseOption = Annotated[str, typer.Option("--clause", help="Clause that it serves.")]
CheckOption = Annotated[
    list[str] | None, typer.Option("--check", help="What to check; may be repeated.")
]
WhyOption = Annotated[str, typer.Option("--why", help="Rationale, in your words.")]
WhoOption = Annotated[str, typer.Option("--who", help="Who draws or tests.")]


@app.command()
def draw(  # noqa: PLR0913 - one parameter for each option
    file: FileArgument,
    output: OutputOption,
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    sheet: SheetOption = "",
    method: MethodOption = MethodName.SIMPLE,
    by: ByOption = "",
    size: SizeOption = None,
    seed: SeedOption = None,
    clause: ClauseOption = "",
    check: CheckOption = None,
    why: WhyOption = "",
    who: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draw records and write a tick sheet; the same seed draws the same records."""
    from assistant import cli_json_sample, cli_room, cli_show_sample
    from assistant.export import tick_sheet
    from assistant.sample_book import SampleBook, Wanted
    from assistant.sample_model import Method

    _check_xlsx(output)
    now = datetime.now(UTC)
    book = SampleBook(cli_room.with_documents(workspace, client))
    seed = int(now.timestamp()) if seed is None else seed
    how = Method(method.value)
    wanted = Wanted(file, sheet, how, by, size, seed, clause, tuple(check or ()), why)
    sample = book.draw(wanted, who=who, at=now)
    tick_sheet.write(sample, output)
    standing = book.standing(sample)
    shown = {"file": str(output), "sample": cli_json_sample.standing(standing)}
    out(as_json, lambda: shown, lambda s: cli_show_sample.drawn(s, output), standing)


@app.command("import")
def take_in(
    sheet: Annotated[Path, typer.Argument(help="Filled tick sheet.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    who: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a filled tick sheet in; each test is appended, a retest is a new row."""
    from assistant import cli_json_sample, cli_room, cli_show_sample
    from assistant.sample_book import RowStatus, SampleBook

    book = SampleBook(cli_room.open_room(workspace, client))
    sample, rows = book.take_in(sheet, who=who, at=datetime.now(UTC))
    standing = book.standing(sample)
    shown = cli_json_sample.taken(rows, standing)
    out(as_json, lambda: shown, lambda s: cli_show_sample.taken(rows, s), standing)
    failed = sum(row.status is RowStatus.FAILED for row in rows)
    done = sum(row.status in (RowStatus.ADDED, RowStatus.UNCHANGED) for row in rows)
    if failed or not done:
        raise typer.Exit(SOME_FAILED if done else NOTHING)


@app.command("list")
def standings(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the samples: what was drawn and tested, and the deduction proposed."""
    from assistant import cli_json_sample, cli_room, cli_show_sample
    from assistant.sample_book import SampleBook

    found = SampleBook(cli_room.open_room(workspace, client)).standings()
    shown = {"samples": [cli_json_sample.standing(one) for one in found]}
    out(as_json, lambda: shown, cli_show_sample.standings, found)


def _check_xlsx(output: Path) -> None:
    from ingest.errors import UsageError

    if output.suffix.lower() != ".xlsx":
        kind = output.suffix or "无扩展名"
        raise UsageError(f"不能写 {kind} (cannot write that)", "-o FILE.xlsx")
