"""Folders of clients: one for each audit, with the client's name written in it."""

from pathlib import Path

from pathvalidate import sanitize_filename

from ingest.errors import UsageError, WorkspaceError
from ingest.model import content_id

_NAME = "client.txt"


def clients(root: Path) -> list[str]:
    """Return the names of the clients in a workspace folder, sorted."""
    if not root.is_dir():
        return []
    return sorted(
        path.read_text(encoding="utf-8").strip()
        for path in root.glob(f"*/{_NAME}")
        if path.is_file()
    )


def folder_of(root: Path, client: str) -> Path:
    """Return the folder of a client; names that differ only in unsafe characters get a mark."""
    name = client.strip()
    if not name:
        raise UsageError("客户名称为空 (empty client name)", "--client 名称")
    safe = str(sanitize_filename(name, max_len=80)).strip(". ")
    return root / (safe if safe == name else f"{safe}-{content_id(name)[:6]}")


def is_named(folder: Path) -> bool:
    """Return whether a folder is that of a client."""
    return (folder / _NAME).exists()


def name_folder(folder: Path, client: str) -> None:
    """Write down whose audit a folder is."""
    temporary = folder / f"{_NAME}.new"
    temporary.write_text(client, encoding="utf-8")
    temporary.replace(folder / _NAME)


def make(folder: Path, client: str) -> None:
    """Make the folder of a client.

    Raises:
        WorkspaceError: It cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name_folder(folder, client)
    except OSError as error:
        raise WorkspaceError(f"无法建立工作区 {folder}：{error}", "检查该文件夹是否可写") from error
