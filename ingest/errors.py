"""The error tree: every failure that a user can act on."""


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


class CatalogError(KezhengError):
    """A standard file with a fault, named by file, item and field."""

    code = "catalog"


class UsageError(KezhengError):
    """A request that cannot be meant: wrong clause, wrong option."""

    code = "usage"


class ModelError(KezhengError):
    """A chat model endpoint that does not answer or answers unusably."""

    code = "model"
