"""Sentences and clauses of Chinese text, as exact spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.model import BlockKind, Document

MAX_SENTENCE_CHARS = 600
"""A sentence is cut only beyond this length (assumed: longer ones are lost line ends)."""

_CLOSERS = "”’」』）)】》〉\"'"
_PAIRS = {"（": "）", "(": ")", "【": "】", "《": "》", "〈": "〉"}
_PARENTHESIS_CHARS = 80
_STOP = re.compile(
    rf"[。！？；!?;…]+[{_CLOSERS}]*"  # Chinese stops, and their half-width twins
    r"|\n+"
    r"|(?<=[a-z)][a-z)])\.(?=\s+[A-Z\u4e00-\u9fff])"  # English stop, not 3.5 or No. 5
)
_CHINESE = r"[一二三四五六七八九十百零〇两]{1,5}"
_MARKER = re.compile(
    r"[ \t\u3000]*(?:"
    rf"(?P<article>第(?:{_CHINESE}|[\d０-９]{{1,3}})[章节条款])"
    rf"|(?P<chinese>{_CHINESE}[、．.])"
    rf"|(?P<chinese_bracket>[（(]{_CHINESE}[）)])"
    r"|(?P<bracket>[（(](?:[\d０-９]{1,2}|[a-z])[）)])"
    r"|(?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d.．%％]))"
    r"|(?P<number>\d{1,2}[、．.)）](?!\d))"
    r"|(?P<letter>[a-zA-Z][)）、])"
    r"|(?P<circle>[①-⑳⑴-⒇⒈-⒛Ⅰ-Ⅻ])"
    r"|(?P<bullet>[-•·●■◆□☐☑*－—]+[ \t])"
    r"|(?P<annex>附[录件表][A-Z\d一二三四五六七八九十])"
    r")"
)
_SOFT = re.compile(r"[，、,：:]")


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    @property
    def chars(self) -> int:
        """Return the length in characters."""
        return self.end - self.start


def begins_clause(text: str, at: int = 0) -> bool:
    """Tell whether a numbered or bulleted clause (第三条, 4.2.1, a), ①) begins at `at`."""
    return _MARKER.match(text, at) is not None


def numbering(text: str) -> str:
    """Return how the clause that begins `text` is numbered ("article"), empty if it is not."""
    marker = _MARKER.match(text)
    return (marker.lastgroup or "") if marker else ""


def ends_sentence(text: str) -> bool:
    """Tell whether `text` closes with a stop or colon, so that nothing is left open."""
    closed = text.rstrip().rstrip(_CLOSERS)
    return not closed or closed[-1] in "。！？；：!?;:…."


def sentences(document: Document, start: int, end: int) -> list[Span]:
    """Return the sentences between `start` and `end`, each an exact span without outer space.

    A table row is one sentence. Stops within a short parenthesis, a number (3.5) or a time
    (8:00) do not end a sentence; closing quotes stay with the sentence that they close.
    """
    found: list[Span] = []
    at = start
    first = bisect_right(document.blocks, start, key=lambda block: block.end)
    rest = (document.blocks[at] for at in range(first, len(document.blocks)))
    for block in takewhile(lambda block: block.start < end, rest):
        if block.kind is not BlockKind.ROW:
            continue
        found.extend(sentence_spans(document.text, at, block.start))
        found.extend(trimmed(document.text, max(start, block.start), min(end, block.end)))
        at = block.end
    found.extend(sentence_spans(document.text, at, end))
    return found


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of running text, trimmed of outer space; nothing but space is lost."""
    begin = start
    for stop in _stops(text, start, end):
        yield from trimmed(text, begin, stop)
        begin = stop
    yield from trimmed(text, begin, end)


def cut(text: str, span: Span, max_chars: int = MAX_SENTENCE_CHARS) -> Iterator[Span]:
    """Yield `span` in pieces of at most `max_chars`, cut after commas where there are any."""
    start = span.start
    while span.end - start > max_chars:
        soft = [m.end() for m in _SOFT.finditer(text, start + max_chars // 2, start + max_chars)]
        at = soft[-1] if soft else start + max_chars
        yield from trimmed(text, start, at)
        start = at
    yield from trimmed(text, start, span.end)


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without outer space; nothing, where there is only space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence ends, stops inside short parentheses left out."""
    shielded = _parentheses(text, start, end)
    for match in _STOP.finditer(text, start, end):
        inside = any(span.start < match.start() and match.end() < span.end for span in shielded)
        if not inside:
            yield match.end()


def _parentheses(text: str, start: int, end: int) -> Sequence[Span]:
    found: list[Span] = []
    for at in range(start, end):
        closer = _PAIRS.get(text[at])
        if closer is None or (found and at < found[-1].end):
            continue
        limit = min(end, at + _PARENTHESIS_CHARS)
        close = text.find(closer, at, limit)
        if close > 0 and "\n" not in text[at:close]:
            found.append(Span(at, close + 1))
    return found
