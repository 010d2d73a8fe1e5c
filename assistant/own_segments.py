"""Segments: the sentences of a document that can hold a rule, numbered steps apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant import quantities
from ingest.model import Block, BlockKind, Document, DocumentKind

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT, BlockKind.HEADING)
_NOT_LISTS = (DocumentKind.RECORD_LOG, DocumentKind.FILLED_FORM)
_STEP = re.compile(
    r"(?<![\d.A-Za-z/《-])(?=\d{1,2}(?:\.\d{1,2}){1,4}\s*[一-龥a-zA-Z])"
    r"|(?=[（(]\d{1,2}[）)]\s*[“\"一-龥])|(?<![A-Za-z\d])(?=[a-h][.、）)]\s*[一-龥])|(?=[①-⑳])"
)
_STOP = re.compile(r"[。！？；;\n]")
_COMMA = re.compile(r"[，,；;：:]")
_MAX_QUOTE = 120
"""A longer segment is quoted by the clauses around what is stated (characters, assumed)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or step: `text` is the document's with its stops widened, offsets equal.

    Attributes:
        start: Its first character in the document.
        about: Headings, or column names, that say what it is about.
    """

    start: int
    text: str
    about: str

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span to quote for what stands at start:end of the text."""
        first, last = 0, len(self.text)
        if last > _MAX_QUOTE:
            before = [m.end() for m in _COMMA.finditer(self.text, 0, start)]
            after = [m.start() for m in _COMMA.finditer(self.text, end)]
            near = [b for b in before if start - b <= _MAX_QUOTE // 2]
            first = near[0] if near else (before[-1] if before else 0)
            far = [a for a in after if a - end <= _MAX_QUOTE // 2]
            last = far[-1] if far else (after[0] if after else last)
        while first < start and self.text[first].isspace():
            first += 1
        while last > end and self.text[last - 1] in " 。；;，,！？!?\t\n\u3000":
            last -= 1
        return first, last


def segments(document: Document) -> Iterator[Segment]:
    """Yield the segments of a document; a table row is one."""
    for block in document.blocks:
        if block.hidden or block.kind in _ASIDE:
            continue
        if block.kind is BlockKind.ROW:
            if document.kind not in _NOT_LISTS and block.cells != block.columns:
                text = quantities.punctuated(document.text[block.start : block.end])
                about = " ".join((*block.columns, *block.heading[-1:]))
                yield Segment(block.start, quantities.fold(text), about)
            continue
        yield from _of_prose(document, block)


def _of_prose(document: Document, block: Block) -> Iterator[Segment]:
    raw = document.text[block.start : block.end]
    text = quantities.fold(quantities.punctuated(raw))
    cuts = {0, len(text)}
    cuts |= {m.end() for m in _STOP.finditer(text)} | {m.start() for m in _STEP.finditer(text)}
    marks = sorted(cuts)
    about = " ".join(block.heading[-2:])
    for start, end in pairwise(marks):
        if text[start:end].strip():
            yield Segment(block.start + start, text[start:end], about)
