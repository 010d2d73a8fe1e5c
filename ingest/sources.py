"""Sources: the files to take in, and the names that they go by."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.errors import KezhengError

_SYSTEM = ("~$", "._", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in: where it lies, its name for the record, or why it was refused."""

    path: Path
    file: str
    refusal: KezhengError | None = None


def is_system(path: PurePath) -> bool:
    """Return whether a file is one of the system's own, relative to the folder given."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return hidden or path.name.startswith(_SYSTEM)


def safe(name: str) -> str:
    """Return a name that can be stored and shown: no lone surrogates, no control characters."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "_" for char in shown)
