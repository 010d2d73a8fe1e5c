"""Backup and restore of a client's audit."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.folders import clients, folder_of, name_folder
from assistant.settings import Settings
from assistant.workspace import Workspace
from ingest import Manifest, pack, read_manifest, unpack
from ingest.errors import UsageError


def backup(room: Workspace, output: Path) -> Manifest:
    """Write the client's documents, assessments and originals to one file."""
    if not output.resolve().parent.is_dir():
        raise UsageError(f"没有文件夹 {output.parent} (no such folder)", "先建立它")
    if output.is_dir():
        name = f"{room.folder.name}-{datetime.now(UTC).astimezone():%Y%m%d-%H%M}.zip"
        raise UsageError(f"{output} 是文件夹 (a folder)", f"写明文件名，例如 {output / name}")
    about = {"client": room.client, "program": version("kezheng")}
    return pack(room.folder, output, about=about, at=datetime.now(UTC))


def restore(settings: Settings, file: Path, client: str | None) -> Workspace:
    """Lay a backup out as a client of its own name, or of another that is free.

    Raises:
        UsageError: There is a client of that name; nothing is overwritten.
        WorkspaceError: The file is no intact backup.
    """
    name = client or read_manifest(file).about["client"]
    if name in clients(settings.workspace):
        raise UsageError(
            f"已有客户“{name}”，不会覆盖 (there is a client of that name)",
            "用 --client 给恢复的档案另取一个名字",
        )
    folder = folder_of(settings.workspace, name)
    settings.workspace.mkdir(parents=True, exist_ok=True)
    unpack(file, folder)
    name_folder(folder, name)
    return Workspace(settings, name)
