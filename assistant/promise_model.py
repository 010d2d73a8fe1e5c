"""One value that a document states, with its place and what it is about."""

from dataclasses import dataclass

from ingest.model import Document

UNNAMED = "unnamed:"
"""How the keys begin of what has no name: they are compared by likeness."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a document states: `document.text[start:end] == quote`.

    Attributes:
        value: The value as a person reads it (12小时, 每季度, 400-…).
        condition: The cases it holds for (省内, 整机), "" for all.
    """

    document_id: str
    file: str
    start: int
    end: int
    quote: str
    value: str
    condition: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A statement with what is needed to compare it.

    Attributes:
        key: What it is about; statements of one key are one commitment.
        topic: The name of the key for a person.
        size: Comparable value: (kind, amount) or (kind, text).
        later: Its time runs from a later event than that of the others of its key: it can only
            be too long for them.
    """

    key: str
    topic: str
    size: tuple[str, float | str]
    statement: Statement
    later: bool = False


def statement(document: Document, start: int, end: int, value: str, condition: str) -> Statement:
    """Return the statement of a span, outer space and the final stop left out."""
    while start < end and document.text[start].isspace():
        start += 1
    quote = document.text[start:end].rstrip(" 。；;，,\n\t")
    return Statement(document.id, document.file, start, start + len(quote), quote, value, condition)
