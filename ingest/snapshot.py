"""Snapshots: a workspace packed into one file, and unpacked again; every byte by its hash.

The vector index is left out: it is made anew from the record, and a foreign one is not to be
trusted.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.errors import WorkspaceError, disk_full, is_full
from ingest.originals import is_whole
from ingest.store import DATABASE

MANIFEST, ORIGINALS = "manifest.json", "originals"
_FORMAT = 1
_NAME = re.compile(r"originals/[0-9a-f]{64}(?:\.[a-z0-9]{1,15})?")
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds.

    Attributes:
        about: What was said of it when it was packed.
        made_at: When.
        files: SHA-256 of each file by its name.
        missing: Originals that the record names but that were lost or damaged before.
    """

    about: Mapping[str, str]
    made_at: str
    files: Mapping[str, str]
    missing: tuple[str, ...] = ()


def pack(folder: Path, output: Path, *, about: Mapping[str, str], at: datetime) -> Manifest:
    """Write database and originals of the workspace in `folder` to a zip file at `output`.

    It is consistent while others read or write: the database is copied by SQLite, and the
    originals are those that the copy names. `output` is whole or absent.

    Raises:
        WorkspaceError: It cannot be written, or the database not be read.
    """
    partial = output.with_name(f"{output.name}.part")
    try:
        with TemporaryDirectory(prefix="kezheng-backup-", dir=output.parent) as place:
            copy = Path(place) / DATABASE
            named = _copied(folder / DATABASE, copy)
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
                made = _written(archive, folder, copy, named)
                manifest = Manifest(dict(about), at.isoformat(), made[0], made[1])
                archive.writestr(MANIFEST, _as_json(manifest))
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(output)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        if is_full(error, output.parent):
            raise disk_full(output.parent) from error
        message = f"无法备份到 {output}：{error} (backup failed)"
        raise WorkspaceError(message, "检查目标文件夹是否可写；运行 kezheng doctor") from error
    return manifest


def read_manifest(file: Path) -> Manifest:
    """Return what a snapshot says of itself.

    Raises:
        WorkspaceError: It is none.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _manifest(archive)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise _no_snapshot(file, error) from error


def unpack(file: Path, folder: Path) -> Manifest:
    """Lay a snapshot out as a new workspace in `folder`, which must not exist yet.

    Raises:
        WorkspaceError: It is no snapshot, is damaged, or `folder` exists; nothing is left.
    """
    if folder.exists():
        raise WorkspaceError(f"{folder} 已存在，不会覆盖 (already there)", "换一个客户名称")
    partial = folder.with_name(f".{folder.name}.restoring")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        (partial / ORIGINALS).mkdir(parents=True)
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            for name, sha256 in manifest.files.items():
                _lay_out(archive, name, sha256, partial)
        _check_database(partial / DATABASE)
        partial.replace(folder)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, sqlite3.Error) as error:
        shutil.rmtree(partial, ignore_errors=True)
        if is_full(error, folder.parent):
            raise disk_full(folder.parent) from error
        raise _no_snapshot(file, error) from error
    return manifest


def _copied(database: Path, copy: Path) -> list[str]:
    """Copy a database as of now; return the names of the originals in it."""
    address = f"{database.resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        # A write-ahead log would be a second file.
        target.execute("PRAGMA journal_mode=DELETE")
        rows = target.execute("SELECT sha256, suffix FROM documents").fetchall()
    return [sha256 + suffix for sha256, suffix in rows]


def _written(
    archive: zipfile.ZipFile, folder: Path, copy: Path, named: list[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    archive.write(copy, DATABASE)
    files, missing = {DATABASE: _hash(copy)}, []
    for name in sorted(set(named)):
        path, sha256 = folder / ORIGINALS / name, name[:64]
        if is_whole(path, sha256):
            archive.write(path, f"{ORIGINALS}/{name}")
            files[f"{ORIGINALS}/{name}"] = sha256
        else:
            missing.append(name)
    return files, tuple(missing)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_json(manifest: Manifest) -> str:
    values = {"format": _FORMAT, "about": manifest.about, "made_at": manifest.made_at}
    lists = {"files": manifest.files, "missing": manifest.missing}
    return json.dumps({**values, **lists}, ensure_ascii=False, indent=1)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    told = json.loads(archive.read(MANIFEST))
    if told["format"] != _FORMAT:
        raise ValueError(f"format {told['format']}")
    files = {str(name): str(sha256) for name, sha256 in told["files"].items()}
    if DATABASE not in files or any(
        name != DATABASE and not _NAME.fullmatch(name) for name in files
    ):
        raise ValueError("unexpected names")
    return Manifest(told["about"], told["made_at"], files, tuple(told["missing"]))


def _lay_out(archive: zipfile.ZipFile, name: str, sha256: str, folder: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as source, (folder / name).open("wb") as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != sha256:
        raise ValueError(f"{name}: another content than was packed")


def _check_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise ValueError(f"database: {found}")


def _no_snapshot(file: Path, error: Exception) -> WorkspaceError:
    message = f"{file} 不是完好的备份：{error} (no intact backup)"
    return WorkspaceError(message, "换一份备份；原有数据未动")
