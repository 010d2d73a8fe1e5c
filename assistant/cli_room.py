"""What a command works on: settings, a client's audit, the clauses meant."""

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import KezhengError, UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.workspace import Workspace
    from ingest.model import DocumentKind


def settings(workspace: Path | None) -> "Settings":
    """Return the settings, the workspace as given on the command line.

    Raises:
        UsageError: A variable of the environment does not parse.
    """
    from pydantic import ValidationError

    from assistant.settings import Settings

    try:
        return Settings() if workspace is None else Settings(workspace=workspace)
    except ValidationError as error:
        first = error.errors()[0]
        name = f"KEZHENG_{first['loc'][0]}".upper()
        raise UsageError(f"{name}：{first['msg']}", f"改正或删除环境变量 {name}") from error


def open_room(workspace: Path | None, client: str | None, *, create: bool = False) -> "Workspace":
    """Open a client's audit."""
    from assistant.workspace import open_workspace

    return open_workspace(settings(workspace), client, create=create)


def with_documents(workspace: Path | None, client: str | None) -> "Workspace":
    """Open a client's audit that has documents.

    Raises:
        KezhengError: It has none: there is nothing to do.
    """
    room = open_room(workspace, client)
    if not room.documents.documents():
        hint = "先运行 kezheng ingest 文件夹 (run `kezheng ingest FOLDER` first)"
        raise KezhengError("还没有文件 (no documents yet)", hint)
    return room


def kind(name: str | None) -> "DocumentKind | None":
    """Return the kind of document of this name.

    Raises:
        UsageError: There is no such kind.
    """
    from ingest.model import DocumentKind

    if name is None or name in {known.value for known in DocumentKind}:
        return DocumentKind(name) if name else None
    known = "、".join(each.value for each in DocumentKind)
    raise UsageError(f"没有类型“{name}” (no such kind)", f"可用：{known}")


def clauses(room: "Workspace", wanted: list[str] | None) -> list[str] | None:
    """Return the clauses meant: a section or indicator number means all under it."""
    if not wanted:
        return None
    ids: list[str] = []
    for number in wanted:
        under = [clause.id for clause in room.catalog.under(number.strip())]
        ids += under or [room.catalog.clause(number).id]
    return list(dict.fromkeys(ids))
