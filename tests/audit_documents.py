"""Small documents for tests: prose and tables, as the readers would return them."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.concepts import Glossary
from assistant.corpus import Corpus, build
from ingest.model import BlockKind, Document, DocumentKind, Piece, Reading, compose, content_id


def prose(file: str, *paragraphs: str, kind: DocumentKind = DocumentKind.PROCEDURE) -> Document:
    pieces = tuple(Piece(text, BlockKind.PARAGRAPH) for text in paragraphs)
    return replace(compose(content_id(file), file, Reading(pieces, ())), kind=kind)


def rows(
    file: str,
    columns: Sequence[str],
    *cells: Sequence[str],
    title: str = "",
    kind: DocumentKind = DocumentKind.RECORD_LOG,
) -> Document:
    pieces = [Piece(title, BlockKind.PARAGRAPH)] if title else []
    pieces += [
        Piece("\t".join(row), BlockKind.ROW, row=i + 2, columns=tuple(columns), cells=tuple(row))
        for i, row in enumerate(cells)
    ]
    return replace(compose(content_id(file), file, Reading(tuple(pieces), ())), kind=kind)


def corpus(*documents: Document) -> Corpus:
    return build(documents, Glossary({}))
