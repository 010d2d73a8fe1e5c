"""A client's material sentence by sentence, each with the concepts it and its place name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.concepts import Glossary, client_words
from ingest.model import Block, BlockKind, Document, DocumentKind
from ingest.sentences import sentences

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
_SPEECH = re.compile(r"(?:[：:]|说|称|答|表示|介绍|反映|讲)\s*[，,：:]?\s*[“\"](?P<said>[^”\"]+)[”\"]")
_RELEVANT_CONCEPTS = 1.6
"""An unclassified document that names fewer concepts per sentence is none of the audit's
business (assumed; canteen menus and party programmes measure 1.3-1.5, a website or a manual
2-6; certificates and logs are classified and never judged by this)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or table row in its place.

    Attributes:
        named: Concepts in the sentence itself.
        near: Concepts in the rest of its paragraph.
        above: Concepts in its headings, column names, sheet and document title.
        said: It is what somebody told the auditor, by its quotation marks.
    """

    document: Document
    block: Block
    start: int
    end: int
    named: frozenset[str]
    near: frozenset[str]
    above: frozenset[str]
    said: bool

    @property
    def text(self) -> str:
        """Return the sentence as it stands in the document."""
        return self.document.text[self.start : self.end]

    @property
    def is_row(self) -> bool:
        """Whether the sentence is a table row."""
        return self.block.kind is BlockKind.ROW


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences of the current documents, and the glossary with the client's own words."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    glossary: Glossary
    irrelevant: frozenset[str]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Return "file: part" of every part that could not be read."""
        return tuple(
            f"{document.file}: {part.name}"
            for document in self.documents
            for part in document.parts
            if part.status.value in ("needs_ocr", "unreadable")
        )


def build(documents: Sequence[Document], glossary: Glossary) -> Corpus:
    """Return the corpus of `documents`; superseded ones stay out, unrelated ones are named."""
    current = [document for document in documents if not document.superseded]
    own = client_words(glossary, _definition_lines(current))
    rich = glossary.with_aliases(own)
    found: list[Sentence] = []
    irrelevant = set()
    for document in current:
        mine = list(_annotated(document, rich))
        if _is_unrelated(document, mine):
            irrelevant.add(document.id)
        else:
            found += mine
    return Corpus(tuple(documents), tuple(found), rich, frozenset(irrelevant))


def _annotated(document: Document, glossary: Glossary) -> Iterator[Sentence]:
    place = glossary.named(f"{document.title} {_stem(document.file)}")
    heads: dict[tuple[str, ...], frozenset[str]] = {}
    headers = {block.columns for block in document.blocks if block.columns}
    for block in document.blocks:
        if block.hidden or block.kind in _ASIDE or block.kind is BlockKind.HEADING:
            continue
        if block.cells in headers:
            continue
        above = (*block.heading, block.sheet or "", *block.columns)
        if above not in heads:
            heads[above] = glossary.named("\n".join(above)) | place
        yield from _of_block(document, block, glossary, heads[above])


def _of_block(
    document: Document, block: Block, glossary: Glossary, above: frozenset[str]
) -> Iterator[Sentence]:
    text = document.text[block.start : block.end]
    spoken = _spoken(text) if document.kind is DocumentKind.INTERVIEW else []
    spans = sentences(document, block.start, block.end)
    named = [glossary.named(document.text[s:e]) for s, e in spans]
    for index, (start, end) in enumerate(spans):
        near = frozenset().union(*(n for i, n in enumerate(named) if i != index), frozenset())
        if block.kind is BlockKind.ROW:
            near = glossary.named("\n".join(block.cells))
        said = any(s < end - block.start and e > start - block.start for s, e in spoken)
        yield Sentence(document, block, start, end, named[index], near, above, said)


def _spoken(text: str) -> list[tuple[int, int]]:
    return [match.span("said") for match in _SPEECH.finditer(text)]


def _definition_lines(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for block in document.blocks:
            if block.kind not in (*_ASIDE, BlockKind.ROW):
                yield document.text[block.start : block.end], " ".join(block.heading)


def _is_unrelated(document: Document, found: Sequence[Sentence]) -> bool:
    if document.kind is not DocumentKind.OTHER or not found:
        return False
    named = sum(len(sentence.named) for sentence in found)
    return named / len(found) < _RELEVANT_CONCEPTS


def _stem(file: str) -> str:
    name = file.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name
