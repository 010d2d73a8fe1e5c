"""The running text of a manual: page marks taken out, every character still locatable."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Block, BlockKind, Document, DocumentKind

_ASIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)
_RULED = (DocumentKind.MANUAL, DocumentKind.PROCEDURE)
_MAYBE = (DocumentKind.OTHER, DocumentKind.PUBLISHED, DocumentKind.CONTRACT)
_PARTS = re.compile(r"\d\s*[.、]?\s*(目的|范围|职责|程序)|第[一二三四五六七八九十]+条")
_MARK = re.compile(r"(\d{1,3})、")
_ENDED = re.compile(r"[。；;:：.！!？?]\s*$")
_PAGES = 4
"""Least run of numbered blocks that can be pages of a text cut every so many characters."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A document's text as it reads on; `at[i]` is the place of character i in the document.

    Attributes:
        rows: Spans of the flow that are table rows.
    """

    document: Document
    text: str
    at: tuple[int, ...]
    rows: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters [start, end) of the flow stand in the document."""
        return self.at[start], self.at[max(start, end - 1)] + 1

    def is_row(self, place: int) -> bool:
        """Whether a character of the flow stands in a table row."""
        at = bisect_right(self.rows, (place, len(self.text))) - 1
        return at >= 0 and place < self.rows[at][1]


def is_ruled(document: Document) -> bool:
    """Whether a document lays down how the firm works: a manual or procedure by kind or form."""
    if document.superseded:
        return False
    if document.kind in _RULED:
        return True
    found = {match.group() for match in _PARTS.finditer(document.text)}
    return document.kind in _MAYBE and len(found) >= len(("目的", "范围", "职责"))


def flow(document: Document) -> Flow:
    """Return the running text: blocks on lines of their own, pages cut in mid-sentence joined."""
    blocks = [b for b in document.blocks if b.kind not in _ASIDE and not b.hidden]
    cut = _cut_pages(document, blocks)
    text: list[str] = []
    at: list[int] = []
    rows = []
    for index, block in enumerate(blocks):
        start = block.start
        if index in cut:
            mark = _MARK.match(document.text, start)
            start = mark.end() if mark else start
        if text and not (index in cut and index - 1 in cut):
            text.append("\n")
            at.append(max(block.start - 1, 0))
        if block.kind is BlockKind.ROW:
            rows.append((len(at), len(at) + block.end - start))
        text.extend(document.text[start : block.end])
        at.extend(range(start, block.end))
    return Flow(document, "".join(text), tuple(at), tuple(rows))


def _cut_pages(document: Document, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the blocks that are pages cut in mid-sentence and numbered 1、 2、 3、 on."""
    for run in _runs(document, blocks):
        texts = [document.text[blocks[i].start : blocks[i].end] for i in run[:-1]]
        if len(run) >= _PAGES and sum(not _ENDED.search(t) for t in texts) >= len(texts) / 2:
            return frozenset(run)
    return frozenset()


def _runs(document: Document, blocks: Sequence[Block]) -> Iterator[list[int]]:
    run: list[int] = []
    for index, block in enumerate(blocks):
        mark = _MARK.match(document.text, block.start)
        number = int(mark[1]) if mark else 0
        if run and number == len(run) + 1 and run[-1] == index - 1:
            run.append(index)
            continue
        if run:
            yield run
        run = [index] if number == 1 else []
    if run:
        yield run
