"""Sentences over other characters of a document, to quote more or less than one sentence."""

from dataclasses import replace

from assistant.corpus import Sentence
from ingest.model import Block, Document

_NONE: frozenset[str] = frozenset()


def whole(document: Document, block: Block, start: int, end: int) -> Sentence:
    """Return characters of a document as a sentence that names no concept."""
    return Sentence(document, block, start, end, _NONE, _NONE, _NONE, said=False)


def spanning(sentence: Sentence, start: int, end: int) -> Sentence:
    """Return a sentence stretched over other characters of its document."""
    made = whole(sentence.document, sentence.block, start, end)
    return replace(made, said=sentence.said)
