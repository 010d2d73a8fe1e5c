"""A stretch of a document as HTML, with one exact span marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.model import Lang
from assistant.ui.markup import esc
from assistant.ui.text import say
from ingest.model import Block, BlockKind, Document

AROUND_CHARS = 1500
OPENING_CHARS = 8000
_ROWS_KEPT = 40


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a document's text to mark; end exclusive, empty marks nothing."""

    start: int
    end: int


_NOTHING = Span(0, 0)


def around(document: Document, span: Span, lang: Lang) -> str:
    """Return the text around a span, the span itself marked; its first mark has id "hit"."""
    low, high = span.start - AROUND_CHARS, span.end + AROUND_CHARS
    near = [block for block in document.blocks if block.end > low and block.start < high]
    shown = _without_far_rows(near, span)
    parts = []
    if shown and shown[0] is not document.blocks[0]:
        parts.append(_cut(say(lang, "source_above")))
    parts.append(_html(document, shown, span, lang))
    if shown and shown[-1] is not document.blocks[-1]:
        parts.append(_cut(say(lang, "source_below")))
    return "".join(parts)


def opening(document: Document, lang: Lang) -> str:
    """Return the beginning of a document."""
    shown = [block for block in document.blocks if block.start < OPENING_CHARS]
    more = _cut(say(lang, "ledger_cut")) if len(shown) < len(document.blocks) else ""
    return _html(document, shown, _NOTHING, lang) + more


def _html(document: Document, blocks: Sequence[Block], span: Span, lang: Lang) -> str:
    parts: list[str] = []
    page = blocks[0].page if blocks else None
    hits = _Hits()
    for table, group in groupby(_without_heads(blocks, span), key=_table_of):
        run = list(group)
        if run[0].page != page and run[0].page is not None:
            page = run[0].page
            words = say(lang, "page_break").format(n=page)
            parts.append(f'<div class="kz-page"><span>{esc(words)}</span></div>')
        if table is None:
            parts += [_paragraph(document, block, span, hits, lang) for block in run]
        else:
            parts.append(_table(document, run, span, hits))
    return f'<div class="kz-text">{"".join(parts)}</div>'


@dataclass
class _Hits:
    """Counts marks, so that the first one alone gets the id."""

    count: int = 0

    def mark(self, words: str) -> str:
        self.count += 1
        name = ' id="hit"' if self.count == 1 else ""
        return f"<mark{name}>{words}</mark>"


def _table_of(block: Block) -> tuple[str | None, tuple[str, ...], int | None] | None:
    if block.kind is not BlockKind.ROW:
        return None
    return block.sheet, block.columns, block.page


def _without_far_rows(blocks: Sequence[Block], span: Span) -> list[Block]:
    """Keep at most so many rows on each side: rows are short, and 1500 characters hold many."""
    at = next((i for i, block in enumerate(blocks) if block.end > span.start), 0)
    return list(blocks[max(0, at - _ROWS_KEPT) : at + _ROWS_KEPT])


def _without_heads(blocks: Sequence[Block], span: Span) -> list[Block]:
    """Drop rows that say only what the column names above the next row say again."""
    following = [*blocks[1:], None]
    return [
        block
        for block, after in zip(blocks, following, strict=True)
        if not (
            block.kind is BlockKind.ROW
            and block.cells in (block.columns, after.columns if after else ())
            and block.cells
            and not _touches(block, span)
        )
    ]


def _paragraph(document: Document, block: Block, span: Span, hits: _Hits, lang: Lang) -> str:
    text = _marked(document.text, block.start, block.end, span, hits)
    name = f"kz-block kz-block-{block.kind.value}"
    if block.kind is BlockKind.HEADING:
        name += f" kz-level-{min(block.level, 4)}"
    if block.hidden:
        text += f' <span class="kz-tag kz-hidden">{esc(say(lang, "source_hidden"))}</span>'
    return f'<div class="{name}">{text}</div>'


def _table(document: Document, rows: Sequence[Block], span: Span, hits: _Hits) -> str:
    columns = rows[0].columns
    body = "".join(_row(document, block, span, hits) for block in rows)
    head = "".join(f"<th>{esc(name)}</th>" for name in columns)
    corner = "<th></th>" if any(block.row is not None for block in rows) else ""
    top = f"<thead><tr>{corner}{head}</tr></thead>" if columns else ""
    return f'<div class="kz-scroll"><table class="kz-rows">{top}<tbody>{body}</tbody></table></div>'


def _row(document: Document, block: Block, span: Span, hits: _Hits) -> str:
    number = f'<td class="kz-row-number">{block.row}</td>' if block.row is not None else ""
    cells = "".join(
        f"<td>{_marked(document.text, start, end, span, hits)}</td>"
        for start, end in _cells(document.text, block)
    )
    name = ' class="kz-row-hit"' if _touches(block, span) else ""
    return f"<tr{name}>{number}{cells}</tr>"


def _cells(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the span of each cell: a row's cells are joined by tabs."""
    start = block.start
    for cell in text[block.start : block.end].split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _marked(text: str, start: int, end: int, span: Span, hits: _Hits) -> str:
    low, high = max(start, span.start), min(end, span.end)
    if low >= high:
        return _lines(text[start:end])
    inside = hits.mark(_lines(text[low:high]))
    return f"{_lines(text[start:low])}{inside}{_lines(text[high:end])}"


def _lines(text: str) -> str:
    return esc(text).replace("\n", "<br>")


def _touches(block: Block, span: Span) -> bool:
    return block.start < span.end and span.start < block.end


def _cut(words: str) -> str:
    return f'<div class="kz-cut">⋯ {esc(words)} ⋯</div>'
