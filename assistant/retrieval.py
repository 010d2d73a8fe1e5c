"""Candidates: the sentences that may answer a point, best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.corpus import Corpus, Sentence
from assistant.model import AuditPoint
from ingest.model import DocumentKind

_NAMED, _NEAR, _ABOVE = 1.0, 0.6, 0.7
"""Weight of a concept in the sentence, its paragraph, its headings (assumed)."""
_ENOUGH = 0.75
"""Least mean weight over a point's groups; (1 + 0.6) / 2 passes, 0.7 alone does not."""
_LOOKALIKE, _ROW = 0.5, 0.8
_LIKELY = 0.15
"""Least chance, by the reader, that a candidate speaks of the point."""
_LIMIT = 600
"""Candidates read for one point; all rows of a long log are counted by records.py instead."""


class Hit(Protocol):
    """What a search returns: a span of a document."""

    @property
    def document_id(self) -> str:
        """Id of the document."""
        ...

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """Character after the last."""
        ...

    @property
    def score(self) -> float:
        """Higher is better; comparable within one search only."""
        ...


class Search(Protocol):
    """Search over the client's passages, several phrasings at once."""

    def __call__(self, queries: Sequence[str], k: int) -> Sequence[Hit]:
        """Return at most `k` hits, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer a point.

    Attributes:
        at: Its place among the corpus' sentences.
        match: The chance that it speaks of the point; where the reader does not know the
            point, how fully it names the point's concepts, 0 to 1.
        rank: Place of its passage in the search, from 1; None if the search missed it.
        topic_only: It names the subject without a trace (台账, 结案): only a gap can count.
    """

    sentence: Sentence
    at: int
    match: float
    rank: int | None
    score: float
    topic_only: bool = False


def candidates(
    corpus: Corpus,
    point: AuditPoint,
    search: Search | None = None,
    *,
    matches: Mapping[int, float] | None = None,
    limit: int = _LIMIT,
) -> list[Candidate]:
    """Return the candidates of a point, best first.

    Every sentence that the reader takes to speak of the point is a candidate, whether or not
    the search found it; the search orders them.

    Args:
        matches: The reader's chance for each sentence, by its place; None where the reader
            does not know the point: then its concepts decide.
    """
    ranks = _ranks(corpus, point, search)
    if matches is None:
        found = _by_concepts(corpus, point, ranks)
    else:
        found = [
            _candidate(corpus.sentences[at], at, point, chance, ranks.get(at))
            for at, chance in matches.items()
            if chance >= _LIKELY
        ]
    found.sort(key=lambda candidate: -candidate.score)
    return found[:limit]


def _by_concepts(corpus: Corpus, point: AuditPoint, ranks: Mapping[int, int]) -> list[Candidate]:
    concepts = corpus.glossary.concepts
    rest = point.about[1:]
    traceless = bool(rest) and all(any(concepts[c].trace for c in group) for group in rest)
    found = []
    for at, sentence in enumerate(corpus.sentences):
        fit = match(sentence, point)
        if fit >= _ENOUGH:
            found.append(_candidate(sentence, at, point, fit, ranks.get(at)))
        elif (
            traceless
            and not sentence.is_row
            and set(point.about[0]) & sentence.named
            and not set(point.without) & sentence.named
        ):
            weak = _NAMED / 2
            found.append(Candidate(sentence, at, weak, None, weak, topic_only=True))
    return found


def _candidate(
    sentence: Sentence, at: int, point: AuditPoint, fit: float, rank: int | None
) -> Candidate:
    return Candidate(sentence, at, fit, rank, _score(sentence, point, fit, rank))


def match(sentence: Sentence, point: AuditPoint) -> float:
    """Return how fully a sentence names a point's concepts, 0 to 1."""
    weights = [_weight(sentence, frozenset(group)) for group in point.about]
    if not all(weights):
        return 0.0
    direct = _NAMED in weights
    mean = sum(weights) / len(weights)
    if sentence.is_row:
        # a row's words are values; what it is about stands above it
        is_log = sentence.document.kind is DocumentKind.RECORD_LOG
        if is_log and not set(point.about[0]) & sentence.above:
            return 0.0
        mean = mean if direct else max(mean, _ROW)
    elif not direct:
        return 0.0
    place = sentence.named | sentence.above if sentence.is_row else sentence.named
    return mean * _LOOKALIKE if set(point.without) & place else mean


def _weight(sentence: Sentence, group: frozenset[str]) -> float:
    if group & sentence.named:
        return _NAMED
    if group & sentence.above:
        return _ABOVE
    return _NEAR if group & sentence.near else 0.0


def _score(sentence: Sentence, point: AuditPoint, match: float, rank: int | None) -> float:
    text = sentence.text
    cues = sum(1 for word in point.positive if word in text)
    bonus = 0.4 / rank**0.5 if rank else 0.0
    return match + bonus + 0.1 * min(cues, 3)


def _ranks(corpus: Corpus, point: AuditPoint, search: Search | None) -> dict[int, int]:
    if search is None:
        return {}
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for rank, hit in enumerate(search(point.queries, 40), start=1):
        spans.setdefault(hit.document_id, []).append((hit.start, hit.end, rank))
    ranks: dict[int, int] = {}
    for index, sentence in enumerate(corpus.sentences):
        for start, end, rank in spans.get(sentence.document.id, ()):
            if sentence.start < end and sentence.end > start:
                ranks[index] = min(rank, ranks.get(index, rank))
    return ranks
