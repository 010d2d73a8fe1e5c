"""Places: the passages of the files that bear on a clause, wide enough to be read alone."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.corpus import Sentence
from assistant.desk import Desk
from assistant.model import Clause, Evidence
from ingest.model import Block, BlockKind, Document

_READER, _EVIDENCE = 1.0, 0.5
"""Weight of the reader's chance, and of holding evidence, beside a search whose best passage
counts 1. On six development clients recall in the first 10 is 0.82 to 0.84 for any weight of the
reader from 0.5 to 3 (0.74 without it), and moves by 0.006 for any of evidence from 0.2 to 1."""
_MAX_CHARS = 300
"""Longest place that is made of several passages: about a paragraph (the mean is half of it).
At 0, 200, 300 and 400: recall in the first 10 is 0.73, 0.81, 0.85, 0.86."""
_ALL = 1000
"""Passages of the search that are ranked; the rest share hardly a word with the clause."""

Section = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, or some of one section or table that follow each other.

    Attributes:
        score: Higher is better; ranks only.
        lexical_rank: None, as `dense_rank`: a place is ranked by more than a search.
    """

    document_id: str
    file: str
    start: int
    end: int
    text: str
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class _Passage:
    document: Document
    section: Section
    start: int
    end: int
    score: float


def places(
    clause: Clause, desk: Desk, k: int = 10, *, evidence: Sequence[Evidence] = ()
) -> list[Place]:
    """Return the `k` best places of current documents for a clause, best first, none twice.

    A place is grown by its better neighbour in the same section or table while it stays short:
    what answers a clause often stands a line above or below the words that were sought.

    Args:
        evidence: What an assessment rests on: the passages that hold it come sooner.
    """
    passages = _ranked(clause, desk, evidence)
    taken: set[int] = set()
    found: list[Place] = []
    for at in sorted(range(len(passages)), key=lambda at: -passages[at].score):
        if at in taken:
            continue
        if len(found) == k:
            break
        first, last = _grown(passages, at, taken)
        taken.update(range(first, last + 1))
        found.append(_place(passages[first], passages[last], passages[at].score))
    return found


def nearest(clause: Clause, desk: Desk, k: int) -> list[Sentence]:
    """Return for each of the `k` best places the sentence nearest to the clause."""
    chances = _chances(clause, desk)
    found: list[Sentence] = []
    for place in places(clause, desk, k):
        inside = [
            (chances.get(at, 0.0), sentence)
            for at, sentence in enumerate(desk.corpus.sentences)
            if sentence.document.id == place.document_id
            and sentence.start < place.end
            and sentence.end > place.start
        ]
        if inside:
            found.append(max(inside, key=lambda one: one[0])[1])
    return found


def _ranked(clause: Clause, desk: Desk, evidence: Sequence[Evidence]) -> list[_Passage]:
    """Return the passages that the search finds, in the order of their documents, scored."""
    if desk.search is None:
        return []
    queries = [query for point in clause.points for query in point.queries]
    current = {one.id: one for one in desk.corpus.documents if not one.superseded}
    hits = [hit for hit in desk.search(queries, _ALL) if hit.document_id in current]
    hits.sort(key=lambda hit: (hit.document_id, hit.start))
    scale = max((hit.score for hit in hits), default=0.0) or 1.0
    spans = [(hit.document_id, hit.start, hit.end) for hit in hits]
    chances = [0.0] * len(hits)
    sentences = desk.corpus.sentences
    for at, chance in _chances(clause, desk).items():
        one = sentences[at]
        for place in _over(spans, one.document.id, one.start, one.end):
            chances[place] = max(chances[place], chance)
    proven = {p for e in evidence for p in _over(spans, e.document_id, e.start, e.end)}
    sections = _Sections()
    return [
        _Passage(
            current[hit.document_id],
            sections.of(current[hit.document_id], hit.end),
            hit.start,
            hit.end,
            hit.score / scale + _READER * chances[at] + _EVIDENCE * (at in proven),
        )
        for at, hit in enumerate(hits)
    ]


def _chances(clause: Clause, desk: Desk) -> Mapping[int, float]:
    """Return the reader's best chance of each sentence over the points of a clause."""
    best: dict[int, float] = {}
    for point in clause.points:
        for at, chance in (desk.matches(clause, point) or {}).items():
            best[at] = max(best.get(at, 0.0), chance)
    return best


def _over(
    spans: Sequence[tuple[str, int, int]], document_id: str, start: int, end: int
) -> Iterator[int]:
    """Yield the places in sorted, disjoint `spans` of what overlaps a span."""
    at = max(0, bisect_left(spans, (document_id, start, 0)) - 1)
    for place in range(at, len(spans)):
        document, first, last = spans[place]
        if (document, first) >= (document_id, end):
            return
        if document == document_id and last > start:
            yield place


class _Sections:
    """Which section or table a character stands in; remembers where the blocks begin."""

    def __init__(self) -> None:
        self._starts: dict[str, list[int]] = {}

    def of(self, document: Document, end: int) -> Section:
        """Return the section of the last character before `end`."""
        if document.id not in self._starts:
            self._starts[document.id] = [block.start for block in document.blocks]
        at = bisect_left(self._starts[document.id], end) - 1
        return (document.id, *_section(document.blocks[at])) if at >= 0 else (document.id,)


def _section(block: Block) -> Iterable[object]:
    if block.kind is BlockKind.ROW:
        return block.heading, block.sheet, block.columns
    return block.heading, block.sheet


def _grown(passages: Sequence[_Passage], at: int, taken: set[int]) -> tuple[int, int]:
    """Return the first and last of the passages that make a place of the one at `at`."""
    first = last = at
    while True:
        best = None
        for other in (first - 1, last + 1):
            if not 0 <= other < len(passages) or other in taken:
                continue
            near, low, high = passages[other], min(first, other), max(last, other)
            chars = passages[high].end - passages[low].start
            if near.section != passages[at].section or chars > _MAX_CHARS:
                continue
            if best is None or near.score > passages[best].score:
                best = other
        if best is None:
            return first, last
        first, last = min(first, best), max(last, best)


def _place(first: _Passage, last: _Passage, score: float) -> Place:
    document = first.document
    text = document.text[first.start : last.end]
    return Place(document.id, document.file, first.start, last.end, text, score)
