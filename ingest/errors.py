"""The error tree: every failure that a user can act on."""

import errno
import shutil
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_WORDS = ("disk is full", "no space left", "disk full")


class KezhengError(Exception):
    """A failure with a message (what and which) and a hint (what the user can do)."""

    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class ReadError(KezhengError):
    """A file that cannot be read as a document."""

    code = "unreadable"


class EncryptedError(ReadError):
    """A file that needs a password."""

    code = "encrypted"


class EmptyError(ReadError):
    """A file without content."""

    code = "empty"


class UnknownFormatError(ReadError):
    """A file of a format that no reader takes."""

    code = "unknown_format"


class LegacyFormatError(UnknownFormatError):
    """A file of an old format that an office program can convert.

    Attributes:
        suffix: Suffix of the format, ".doc".
        target: Suffix of a format that can be read, ".docx".
    """

    def __init__(self, message: str, hint: str = "", *, suffix: str = "", target: str = "") -> None:
        super().__init__(message, hint)
        self.suffix = suffix
        self.target = target


class TooLargeError(ReadError):
    """A file beyond the limits of intake."""

    code = "too_large"


class IndexMismatchError(KezhengError):
    """An index that was built with another embedding model."""

    code = "index_mismatch"


class WorkspaceError(KezhengError):
    """A workspace that cannot be opened, locked or written."""

    code = "workspace"


class DiskFullError(WorkspaceError):
    """No room left on the disk that holds a workspace."""

    code = "disk_full"


class CancelledError(KezhengError):
    """Work that a person broke off."""

    code = "cancelled"


class CatalogError(KezhengError):
    """A standard file with a fault, named by file, item and field."""

    code = "catalog"


class UsageError(KezhengError):
    """A request that cannot be meant: wrong clause, wrong option."""

    code = "usage"


class ModelError(KezhengError):
    """A chat model endpoint that does not answer or answers unusably."""

    code = "model"


class UnreadableAnswerError(ModelError):
    """A chat model that answered, but not in the form asked for."""


def is_full(error: BaseException, folder: Path) -> bool:
    """Tell whether an error comes of a full disk of `folder`."""
    return says_full(error) or shutil.disk_usage(_existing(folder)).free == 0


def says_full(error: BaseException) -> bool:
    """Tell whether an error says that a disk is full."""
    number = error.errno if isinstance(error, OSError) else None
    return number in _FULL or any(words in str(error).casefold() for words in _FULL_WORDS)


def disk_full(folder: Path) -> DiskFullError:
    """Return the error that names the disk of `folder` and the room left on it."""
    place = _existing(folder.resolve())
    mount = next(path for path in (place, *place.parents) if path.is_mount())
    usage = shutil.disk_usage(place)
    return DiskFullError(
        f"磁盘已满：{folder} 所在的磁盘 {mount} 只剩 {usage.free / 1e6:.0f} MB，"
        f"共 {usage.total / 1e9:.1f} GB (disk full)",
        f"在 {mount} 上腾出空间后再运行一次；已入库的文件不受影响",
    )


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.resolve().parents) if path.exists())
