"""Original files, kept under the hash of their content."""

import hashlib
import os
from collections.abc import Container
from contextlib import suppress
from pathlib import Path, PurePath


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex digits."""
    return hashlib.sha256(content).hexdigest()


def suffix_of(file: str) -> str:
    """Return the suffix that the original of `file` is kept under: short, plain ASCII."""
    suffix = PurePath(file).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 16 else ""


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file so that it is whole or absent, and on the disk when this returns."""
    temporary = folder / f"{name}.part"
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / name)
    _sync_folder(folder)


def is_whole(path: Path, sha256: str) -> bool:
    """Tell whether an original is there and its content is what was taken in."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def sweep(folder: Path, kept: Container[str]) -> None:
    """Delete the files in `folder` that no row names (left by an interrupted intake)."""
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system can (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
