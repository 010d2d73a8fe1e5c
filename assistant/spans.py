"""Sentences over other characters of a document, to quote more or less than one sentence."""

from dataclasses import replace

from assistant.corpus import Sentence
from ingest.model import Block, BlockKind, Document
from ingest.sentences import sentences

_NONE: frozenset[str] = frozenset()
_FULL_CHARS = 240
_SHORT_CHARS, _ON_CHARS = 40, 160
"""A paragraph up to this length is quoted whole (assumed: what a person reads at a glance).
A short one is quoted with the next ones."""
_TEXTS = (BlockKind.PARAGRAPH, BlockKind.LIST)


def whole(document: Document, block: Block, start: int, end: int) -> Sentence:
    """Return characters of a document as a sentence that names no concept."""
    return Sentence(document, block, start, end, _NONE, _NONE, _NONE, said=False)


def spanning(sentence: Sentence, start: int, end: int) -> Sentence:
    """Return a sentence stretched over other characters of its document."""
    made = whole(sentence.document, sentence.block, start, end)
    return replace(made, said=sentence.said)


def fuller(sentence: Sentence) -> Sentence:
    """Return a sentence with its paragraph, or with its neighbours as far as length allows.

    A short paragraph, a label or a line of a talk, comes with what follows it. What spans more
    than its paragraph already stays as it is.
    """
    document, block = sentence.document, sentence.block
    if sentence.is_row or sentence.end > block.end:
        return sentence
    if block.end - block.start <= _SHORT_CHARS:
        return spanning(sentence, block.start, _followed(document, block))
    if block.end - block.start <= _FULL_CHARS:
        return spanning(sentence, block.start, block.end)
    start, end = sentence.start, sentence.end
    places = sentences(document, block.start, block.end)
    after = [place for place in places if place[0] >= end][:1]
    before = [place for place in places if place[1] <= start][-1:]
    for first, last in (*after, *before):
        if max(end, last) - min(start, first) <= _FULL_CHARS:
            start, end = min(start, first), max(end, last)
    return spanning(sentence, start, end)


def _followed(document: Document, block: Block) -> int:
    """Return the end of the paragraphs that follow a short one without a heading between."""
    end = block.end
    for after in document.blocks:
        if after.start >= block.end:
            near = after.kind in _TEXTS and not after.hidden and after.heading == block.heading
            if not near or after.end - block.start > _ON_CHARS:
                break
            end = after.end
    return end
