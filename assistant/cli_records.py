"""kezheng records: count the firm's rules over its records, correct columns, decide deductions."""

from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_options import ClientOption, JsonOption, WorkspaceOption, out

if TYPE_CHECKING:
    from assistant.workspace import Workspace

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--map", help="What a column stands for: FILE:SHEET:COLUMN=role, none for none."),
]
DecideOption = Annotated[
    list[str] | None,
    typer.Option("--decide", help="Whether a check's special deduction counts: CHECK=yes or =no."),
]
WhoOption = Annotated[str, typer.Option("--who", help="Who decides; the user by default.")]


def records(
    workspace: WorkspaceOption = None,
    client: ClientOption = None,
    columns: ColumnsOption = None,
    decide: DecideOption = None,
    who: WhoOption = "",
    as_json: JsonOption = False,
) -> None:
    """Count the client's own rules over all rows of its records; find blanks, doubles, gaps."""
    from assistant import cli_json, cli_room, cli_show_records

    room = cli_room.with_documents(workspace, client)
    if columns or decide:
        _keep(room, columns or (), decide or (), who=who)
    found = room.checks(), room.flaws()
    out(
        as_json,
        lambda: cli_json.records(*found),
        lambda f: cli_show_records.records(*f),
        found,
    )


def _keep(room: "Workspace", columns: Sequence[str], decided: Sequence[str], *, who: str) -> None:
    """Keep what a person decided; the newest decision on each subject holds."""
    from assistant import record_flaws

    now, person = datetime.now(UTC), who or getuser()
    with room.writing():
        for said in columns:
            room.rulings.correct(said, record_flaws.logs(room.corpus), who=person, at=now)
        known = [check.id for check in room.checks()] if decided else []
        for said in decided:
            room.rulings.decide(said, known, who=person, at=now)
