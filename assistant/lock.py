"""The lock of one audit: one process writes, and who it is can be read."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import WorkspaceError

WAIT_S = 5.0
LOCK = "lock"
_HOLDER = "lock.holder"


@contextmanager
def writing(folder: Path, client: str, *, wait_s: float) -> Iterator[None]:
    """Hold the lock of the audit in `folder`, waiting for it at most so long.

    Raises:
        WorkspaceError: Another process holds it; the message says which.
    """
    lock, holder = FileLock(folder / LOCK, thread_local=False), folder / _HOLDER
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise WorkspaceError(
            f"客户“{client}”正被另一个进程写入：{_who(holder)} (locked by another process)",
            "等它结束再试，或关闭那个 kezheng；查询和提问不受影响",
        ) from error
    try:
        with suppress(OSError):  # a full disk: the lock holds without its name
            holder.write_text(json.dumps(_self(), ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _self() -> dict[str, object]:
    name = Path(sys.argv[0]).name or "python"
    words = [name, *sys.argv[1:2]]
    since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    return {"pid": os.getpid(), "command": " ".join(words), "since": since}


def _who(holder: Path) -> str:
    """Return who holds the lock, as far as it has said so."""
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        return f"进程 {told['pid']}（{told['command']}，{told['since']} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        return "未知进程"
