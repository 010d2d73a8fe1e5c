"""kezheng remove, mark, doctor, backup, restore: keeping what is on record in order."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_options import (
    SOME_FAILED,
    ClientOption,
    JsonOption,
    WorkspaceOption,
    out,
)

WhoOption = Annotated[
    str, typer.Option("--who", help="Who says so, for the record.", show_default=False)
]
FileArgument = Annotated[
    str, typer.Argument(help="File name or id, as `kezheng documents` has it.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (remove, mark, doctor, backup, restore):
        app.command()(command)


def remove(
    files: Annotated[list[str], typer.Argument(help="File names or ids.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    who: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Remove files with their earlier versions, and prove that nothing of them is left."""
    from assistant import cli_room, cli_show_keep, upkeep

    room = cli_room.open_room(workspace, client)
    for file in files:  # all or none: a wrong name removes nothing
        upkeep.find(room, file)
    gone = [upkeep.remove(room, file, who=who or getpass.getuser()) for file in files]
    out(as_json, lambda: cli_show_keep.removals_json(room, gone), cli_show_keep.removals, gone)
    if not all(one.is_proven for one in gone):
        raise typer.Exit(SOME_FAILED)


def mark(  # noqa: PLR0913 - as many as there are options
    file: FileArgument,
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    kind: Annotated[str | None, typer.Option("--kind", help="What it is, e.g. procedure.")] = None,
    superseded: Annotated[
        bool | None,
        typer.Option("--superseded/--in-force", help="Whether it is out of force."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the record.")] = "",
    who: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Correct what a file is, and whether it is superseded; assessments are then stale."""
    from assistant import cli_json, cli_room, cli_show, upkeep

    room = cli_room.open_room(workspace, client)
    document = upkeep.mark(
        room,
        file,
        who=who or getpass.getuser(),
        kind=cli_room.kind(kind),
        superseded=superseded,
        reason=reason,
    )
    out(
        as_json,
        lambda: cli_json.documents(room, [document]),
        lambda shown: cli_show.documents(room, shown),
        [document],
    )


def doctor(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    look_only: Annotated[bool, typer.Option("--look-only", help="Mend nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that database, texts, vectors, index and originals agree; mend what can be."""
    from assistant import cli_room, cli_show_keep, upkeep

    room = cli_room.open_room(workspace, client)
    checks = upkeep.check_up(room, mends=not look_only)
    out(as_json, lambda: cli_show_keep.checks_json(room, checks), cli_show_keep.checks, checks)
    if not all(check.is_well for check in checks):
        raise typer.Exit(SOME_FAILED)


def backup(
    output: Annotated[Path, typer.Option("-o", "--output", help="FILE.zip")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a client's documents, originals and assessments to one file."""
    from assistant import backup as keeping
    from assistant import cli_room, cli_show_keep

    room = cli_room.open_room(workspace, client)
    made = keeping.backup(room, output)
    shown = cli_show_keep.backup_json(room, output, made)
    out(as_json, lambda: shown, cli_show_keep.backup, shown)
    if made.missing:
        raise typer.Exit(SOME_FAILED)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `kezheng backup` wrote.")],
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lay a backup out as a client; one that exists is never overwritten."""
    from assistant import backup as keeping
    from assistant import cli_room, cli_show_keep

    room = keeping.restore(cli_room.settings(workspace), file, client)
    shown = {"client": room.client, "documents": len(room.documents.documents())}
    out(as_json, lambda: shown, cli_show_keep.restored, shown)
